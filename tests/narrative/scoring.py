"""How well labelled sentences are read: numbers, what they are bound to, what is found wrong.

A sentence of labelled.jsonl holds `facts` (cells that are not 0), `numbers` (each as printed, its
role, and what it is bound to: cells, ``prose`` or nothing) and `fails` (narrative checks that must
fail). `part` is dev or held: the held ones were written before any was looked at.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from disclosure_audit.checks import narrative
from disclosure_audit.checks.subject import Subject
from disclosure_audit.reports.claims import Claim, Prose
from tests.builders import TEXTS, report, sections, year_data

LABELLED = Path(__file__).with_name("labelled.jsonl")
_OF_THE_WHOLE_REPORT = {"narrative.silence", "narrative.no_figures"}
_COUNTS = ("count", "money", "bare", "percent", "rough")


@dataclass
class Tally:
    """True, false and missed ones."""

    hit: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Of those told, the share that is right."""
        return self.hit / (self.hit + self.false) if self.hit + self.false else 1.0

    @property
    def recall(self) -> float:
        """Of those there are, the share that was told."""
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else 1.0


@dataclass
class Score:
    """Tallies by role, of bindings and of verdicts, and what went wrong."""

    roles: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    cells: Tally = field(default_factory=Tally)
    prose: Tally = field(default_factory=Tally)
    verdicts: Tally = field(default_factory=Tally)
    wrong: list[str] = field(default_factory=list)

    @property
    def bindings(self) -> Tally:
        """Bindings to cells and to other numbers together."""
        return Tally(*(getattr(self.cells, n) + getattr(self.prose, n)
                       for n in ("hit", "false", "missed")))  # fmt: skip


def labelled(part: str | None = None) -> list[dict[str, Any]]:
    """The labelled sentences, of one part or all."""
    lines = LABELLED.read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    return [e for e in entries if part is None or e["id"].startswith(part)]


def scored(entries: Iterable[dict[str, Any]]) -> Score:
    """The score of these sentences."""
    score = Score()
    for entry in entries:
        subject = subject_of(entry)
        _score_numbers(entry, subject.prose, score)
        _score_verdicts(entry, subject, score)
    return score


def subject_of(entry: dict[str, Any]) -> Subject:
    """A report with the sentence as its first section and the facts as its tables."""
    overview = (*([entry["heading"]] if "heading" in entry else []), entry["text"])
    quiet = {"preamble": (), "problems": (), "other": ()}
    parts = sections(**{**dict.fromkeys(TEXTS, ()), **quiet, "overview": overview})
    made = report(entry["facts"], edition=entry.get("edition", "2021"), parts=parts, year=2023)
    return Subject(year_data(made))


def failing(subject: Subject) -> set[str]:
    """The narrative checks that fail, but for those that look at a whole report."""
    found = {
        target
        for check in narrative.CHECKS
        for target in check.targets(subject)
        if check.look(subject, target).status == "fail"
    }
    return found - _OF_THE_WHOLE_REPORT


def _score_verdicts(entry: dict[str, Any], subject: Subject, score: Score) -> None:
    expected, found = set(entry["fails"]), failing(subject)
    score.verdicts.hit += len(expected & found)
    score.verdicts.false += len(found - expected)
    score.verdicts.missed += len(expected - found)
    for name in found ^ expected:
        kind = "false alarm" if name in found else "missed"
        score.wrong.append(f"{entry['id']} {kind} {name}: {entry['text']}")


def _score_numbers(entry: dict[str, Any], prose: Prose, score: Score) -> None:
    told = list(_told(prose, entry["text"]))
    free = list(told)
    for printed, role, bound in entry["numbers"]:
        match = next((t for t in free if t[0] in (printed, printed.strip("（）"))), None)
        if match is None:
            match = next((t for t in free if printed in t[0] or t[0] in printed), None)
        if match is None:
            score.roles[role].missed += 1
            score.wrong.append(f"{entry['id']} not seen {printed} ({role}): {entry['text']}")
            _score_binding(entry, printed, bound, ("", []), score)
            continue
        free.remove(match)
        _score_role(entry, printed, role, match[1], score)
        _score_binding(entry, printed, bound, (match[2], match[3]), score)
    for printed, role, bound, _ in free:
        score.roles[role].false += 1
        score.wrong.append(f"{entry['id']} too many {printed} ({role}): {entry['text']}")
        if bound:
            getattr(score, bound).false += 1


def _told(prose: Prose, text: str) -> Iterator[tuple[str, str, str, list[frozenset[str]]]]:
    """Each number as read: printed, role, bound to what, and the sums of cells it may mean."""
    unbound = {id(claim) for claim in prose.unbound}
    by_start: dict[int, list[Claim]] = {}
    for claim in prose.claims:
        if claim.kind == "number" and claim.spot.sentence in text:
            by_start.setdefault(claim.figure.start, []).append(claim)
    for start, claims in by_start.items():
        figure = claims[0].figure
        printed = text[start : figure.end].strip()
        sums = [frozenset(m) for claim in claims for m in claim.meanings]
        role = "count" if figure.role in _COUNTS else figure.role
        own = "prose" if all(id(c) not in unbound for c in claims) and role == "count" else ""
        yield printed, role, "cells" if sums else own, sums


def _score_role(entry: dict[str, Any], printed: str, role: str, told: str, score: Score) -> None:
    if role == told:
        score.roles[role].hit += 1
        return
    score.roles[role].missed += 1
    score.roles[told].false += 1
    score.wrong.append(f"{entry['id']} {printed} is {role}, told {told}: {entry['text']}")


def _score_binding(
    entry: dict[str, Any],
    printed: str,
    bound: str,
    told: tuple[str, list[frozenset[str]]],
    score: Score,
) -> None:
    kind = {"": "", "prose": "prose"}.get(bound, "cells")
    right = told[0] == kind and (kind != "cells" or frozenset(bound.split(" + ")) in told[1])
    if right:
        if kind:
            getattr(score, kind).hit += 1
        return
    if kind:
        getattr(score, kind).missed += 1
    if told[0]:
        getattr(score, told[0]).false += 1
    cells = " | ".join("+".join(sorted(s)) for s in told[1])
    read = cells or told[0] or "-"
    score.wrong.append(f"{entry['id']} {printed} bound to {bound or '-'}, told {read}: "
                       f"{entry['text']}")  # fmt: skip


def summary(score: Score) -> str:
    """The score as lines of text."""
    lines = [f"{'':14}{'precision':>10}{'recall':>10}{'right':>7}{'false':>7}{'missed':>8}"]
    rows = [*sorted(score.roles.items()), ("to cells", score.cells), ("to the prose", score.prose),
            ("all bindings", score.bindings), ("verdicts", score.verdicts)]  # fmt: skip
    for name, tally in rows:
        lines.append(f"{name:14}{tally.precision:>10.1%}{tally.recall:>10.1%}{tally.hit:>7}"
                     f"{tally.false:>7}{tally.missed:>8}")  # fmt: skip
    return "\n".join(lines)


def counts_of(entries: Iterable[dict[str, Any]]) -> Counter[str]:
    """How many numbers of each role the labels hold."""
    return Counter(role for entry in entries for _, role, _ in entry["numbers"])
