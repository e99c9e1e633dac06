"""What becomes of faults in whole audits, counted."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from disclosure_audit.checks import Finding
from tests.power.faults import Fault, Faulted
from tests.power.registers import registers_of
from tests.power.written import Base, audited, base

_TRIES = 400
LOOKERS = {
    "tables": ("arithmetic", "values"),
    "last_year": ("years", "copy"),
    "prose": ("narrative",),
    "registers": ("ledger",),
}
"""What sees a fault, by the families of checks."""


@dataclass(frozen=True)
class Result:
    """What became of one report with a fault.

    Attributes:
        found: A check fails that did not before.
        named: The wrong cells with their true values, the wrong words or the check that says what
            is missing are in some finding that stands for itself.
        first: The same in what each finding says first.
        roots: Findings that fail anew and stand for themselves.
        stray: The checks of those that do not touch what is wrong.
        seen_by: The keys of LOOKERS whose checks fail anew.
    """

    found: bool
    named: bool
    first: bool
    roots: int
    stray: tuple[str, ...]
    seen_by: frozenset[str]


def bases(seed: int, shared_data: Path | None) -> Iterator[Base]:
    """Yield clean reports without end, every fifth with real figures where there are any."""
    random = Random(seed)
    while True:
        for n in range(5):
            yield base(random, shared_data if n == 4 else None)


def faulted(
    fault: Fault, count: int, seed: int, shared_data: Path | None
) -> Iterator[tuple[Base, Faulted]]:
    """Yield reports with a fault of one kind, with the clean report of each."""
    random = Random(seed)
    made = 0
    for clean, _ in zip(bases(seed, shared_data), range(_TRIES * count), strict=False):
        case = fault(clean, random)
        if case is not None:
            made += 1
            yield clean, case
        if made == count:
            return


def measured(
    fault: Fault, count: int, seed: int, shared_data: Path | None, *, registers: bool = False
) -> list[Result]:
    """Audit reports of one kind with and without the fault.

    With `registers`, those that the true figures were counted from lie beside both.
    """
    results: list[Result] = []
    for clean, case in faulted(fault, 6 * count if registers else count, seed, shared_data):
        ledgers = registers_of(clean.own.figures) if registers else None
        if registers and ledgers is None:
            continue
        if len(results) == count:
            break
        before = {f.check for f in failing(audited(clean.own, clean.last, ledgers))}
        after = failing(audited(case.own, case.last, ledgers))
        results.append(_judged(case, [f for f in after if f.check not in before]))
    return results


def failing(findings: tuple[Finding, ...]) -> list[Finding]:
    """Return those that accuse."""
    return [finding for finding in findings if finding.status == "fail"]


def _judged(case: Faulted, new: list[Finding]) -> Result:
    roots = [finding for finding in new if finding.caused_by is None]
    families = {finding.family for finding in new}
    return Result(
        found=bool(new),
        named=_named(case, roots, first=False),
        first=_named(case, roots, first=True),
        roots=len(roots),
        stray=tuple(f.check for f in roots if not _touches(case, f)),
        seen_by=frozenset(key for key, own in LOOKERS.items() if families & set(own)),
    )


def _named(case: Faulted, roots: list[Finding], *, first: bool) -> bool:
    if case.checks:
        return any(f.check.startswith(case.checks) for f in roots)
    if case.wrong:
        return set(case.wrong) <= {cell for f in roots for cell in _cells(case, f, first=first)}
    return any(_shows(case, f) and (not first or _words_first(f)) for f in roots)


def _cells(case: Faulted, finding: Finding, *, first: bool) -> set[str]:
    """The wrong cells that a finding names: by a repair with the true value, or outright."""
    outcome = finding.outcome
    if not outcome.repairs or (case.compared and not first):
        return set(outcome.cells) & set(case.wrong)
    repairs = outcome.repairs[:1] if first else outcome.repairs
    changes = [change for repair in repairs for change in repair]
    return {c.cell for c in changes if case.wrong.get(c.cell) == c.after and c.cell in case.wrong}


def _shows(case: Faulted, finding: Finding) -> bool:
    """Whether a finding points to the wrong paragraph and shows the wrong words."""
    if not _points(case, finding):
        return False
    outcome = finding.outcome
    said = " ".join((outcome.message.zh, outcome.actual or "", outcome.expected or ""))
    return not case.quotes or any(quote in said for quote in case.quotes)


def _points(case: Faulted, finding: Finding) -> bool:
    wrong = {
        paragraph.at
        for section in case.own.report.sections
        for paragraph in section.paragraphs
        if paragraph.text in case.altered
    }
    return bool(wrong & set(finding.outcome.at))


def _words_first(finding: Finding) -> bool:
    """Whether the number of the prose is what is to be changed first, where repairs are listed."""
    repairs = finding.outcome.repairs
    return not repairs or all(change.place for change in repairs[0])


def _touches(case: Faulted, finding: Finding) -> bool:
    outcome = finding.outcome
    cells = {*outcome.cells, *(c.cell for repair in outcome.repairs for c in repair)}
    by_check = finding.check.startswith((*case.checks, *case.also))
    return bool(cells & set(case.wrong)) or by_check or _points(case, finding)


@dataclass(frozen=True)
class Power:
    """Shares over the reports of one kind; `stray` counts false alarms by check."""

    count: int
    found: float
    named: float
    first: float
    roots: float
    stray: Counter[str]
    seen_by: dict[str, float]


def power_of(results: list[Result]) -> Power:
    """Sum up results."""
    return Power(
        count=len(results),
        found=statistics.mean(one.found for one in results),
        named=statistics.mean(one.named for one in results),
        first=statistics.mean(one.first for one in results),
        roots=statistics.median(one.roots for one in results),
        stray=Counter(check for one in results for check in one.stray),
        seen_by={key: statistics.mean(key in one.seen_by for one in results) for key in LOOKERS},
    )


def false_alarms(count: int, seed: int, shared_data: Path | None) -> Counter[str]:
    """Audit clean reports, and count by check what fails."""
    alarms: Counter[str] = Counter()
    for clean, _ in zip(bases(seed, shared_data), range(count), strict=False):
        alarms.update(finding.check for finding in failing(audited(clean.own, clean.last)))
    return alarms
