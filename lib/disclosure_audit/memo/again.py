"""The section on a second audit: what became of the earlier report's faults (复核结果)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure_audit.checks import Finding
from disclosure_audit.checks.second_audit import CellChange, SecondAudit, second_audit
from disclosure_audit.checks.subject import Subject
from disclosure_audit.memo.labels import place_of
from disclosure_audit.memo.problems import BLANK
from disclosure_audit.text import Language, Words, shortened, single_line

if TYPE_CHECKING:
    from disclosure_audit.years.earlier import EarlierFinding

_LONGEST = 200
_MOST_LINES = 30
_TITLES = {
    "still": Words("仍存在", "Still there"),
    "unverifiable": Words("不能再核", "No longer verifiable"),
    "new": Words("新出现", "New"),
    "unasked": Words(
        "没有要求改动而改动的格（请核实原因）",
        "Cells changed that nobody asked to change (verify why)",
    ),
    "following": Words(
        "没有点到、与所改的格有勾稽关系的格", "Cells not named, tied to a cell that was corrected"
    ),
    "mended": Words("已改正", "Mended"),
}


@dataclass(frozen=True, slots=True)
class AgainGroup:
    """Some of what a second audit says: a title, how many, and a line for each."""

    title: str
    count: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Again:
    """The section: the sentence, what is to be known of the comparison, and the groups."""

    sentence: str
    remarks: tuple[str, ...]
    groups: tuple[AgainGroup, ...]


def again_of(
    subject: Subject, findings: Sequence[Finding], ruleset: str, language: Language
) -> Again | None:
    """Return the section on the second audit; None where there was no earlier report."""
    found = second_audit(subject, findings)
    if found is None:
        return None
    groups = {
        "still": [_still(subject, old, now) for old, now in found.still],
        "unverifiable": [_unverifiable(subject, old, why) for old, why in found.unverifiable],
        "new": [_new(subject, finding) for finding in found.new],
        "unasked": [_change(subject, change) for change in found.unasked],
        "following": [_change(subject, change) for change in found.following],
        "mended": [_earlier(subject, old) for old in found.mended],
    }
    return Again(
        sentence=found.words.said(language),
        remarks=tuple(words.said(language) for words in _remarks(found, ruleset)),
        groups=tuple(_group(name, lines, language) for name, lines in groups.items() if lines),
    )


def _group(name: str, lines: list[Words], language: Language) -> AgainGroup:
    said = [line.said(language) for line in lines[:_MOST_LINES]]
    left = len(lines) - len(said)
    if left:
        said.append(Words(f"另有 {left} 项", f"and {left} more").said(language))
    return AgainGroup(_TITLES[name].said(language), len(lines), tuple(said))


def _remarks(found: SecondAudit, ruleset: str) -> Iterable[Words]:
    if found.earlier.findings.ruleset != ruleset:
        yield Words(
            "两次所用的规则不同，结论的变化也可能出自规则。",
            "The two audits went by different rules; outcomes may differ for that.",
        )
    if found.other_edition:
        yield Words(
            "两份报告用的格式版本不同，各格不能逐一比较。",
            "The two reports use different editions of the form; cells are not compared.",
        )
    if found.uncertain:
        yield Words(
            f"{found.uncertain} 格在其中一份里缺失或不能辨读，是否改动不能断定。",
            f"{found.uncertain} cells are missing or unreadable in one of the reports; whether "
            "they changed is not told.",
        )


def _still(subject: Subject, old: EarlierFinding, now: Finding) -> Words:
    waived = now.status == "waived"
    other = now.id != old.id
    note_zh = "（已豁免或说明）" if waived else "（情况有变）" if other else ""
    note_en = " (waived or answered)" if waived else " (not as it was)" if other else ""
    place = place_of(subject, now.check, now.outcome.cells)
    seen = now.outcome.message
    return Words(
        f"{place.zh}：{shortened(seen.zh, _LONGEST)}{note_zh}",
        f"{place.en}: {shortened(seen.en, _LONGEST)}{note_en}",
    )


def _unverifiable(subject: Subject, old: EarlierFinding, why: Words) -> Words:
    was = _earlier(subject, old)
    return Words(
        f"{was.zh}　现在：{shortened(why.zh, _LONGEST)}",
        f"{was.en}  Now: {shortened(why.en, _LONGEST)}",
    )


def _earlier(subject: Subject, old: EarlierFinding) -> Words:
    """Return an earlier finding: its place, and its message in the language it was written in."""
    cells = [cell for cell in old.cells if cell in subject.form.cells]
    check = shortened(old.check, 80)
    place = place_of(subject, check, cells)
    message = shortened(old.message, _LONGEST)
    return Words(f"{place.zh}：{message}", f"{place.en}: {message}")


def _new(subject: Subject, finding: Finding) -> Words:
    place = place_of(subject, finding.check, finding.outcome.cells)
    seen = finding.outcome.message
    return Words(
        f"{place.zh}：{shortened(seen.zh, _LONGEST)}",
        f"{place.en}: {shortened(seen.en, _LONGEST)}",
    )


def _change(subject: Subject, change: CellChange) -> Words:
    place = subject.cell_words(change.cell)
    before, after = (
        Words(shortened(raw, 40), shortened(raw, 40)) if raw and single_line(raw) else BLANK
        for raw in (change.before, change.after)
    )
    return Words(
        f"{place.zh}：{before.zh} → {after.zh}",
        f"{place.en}: {before.en} → {after.en}",
    )
