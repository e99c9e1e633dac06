"""A second audit: what became of an earlier report's faults, and what else was changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure_audit.checks import waiving
from disclosure_audit.checks.finding import Finding
from disclosure_audit.checks.subject import Subject
from disclosure_audit.reports import CellValue, json_number
from disclosure_audit.text import Words, shortened

if TYPE_CHECKING:
    from disclosure_audit.years.earlier import Earlier, EarlierCell, EarlierFinding

_OPEN = ("fail", "waived")
_SURE = ("given", "blank", "invalid")
_ABOUT_WAIVERS = frozenset(check.pattern for check in waiving.CHECKS)
_GONE = Words(
    "本次没有这一项（规则或格式版本不同）",
    "not looked at this time (other rules, or another edition of the form)",
)


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that is printed otherwise than in the earlier report; None: blank."""

    cell: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class SecondAudit:
    """What became of an earlier report's faults.

    Parameters
    ----------
    earlier
        The earlier report and its findings.
    mended
        Earlier fails that pass now.
    still
        Those that fail still (or are waived), with the finding of now.
    unverifiable
        Those that can no longer be judged or are no longer looked at, with the reason.
    new
        Fails of now that did not fail then.
    unasked
        Cells that changed, that no earlier finding named and no repair would have changed.
    following
        Such cells that a relation ties to a named cell that changed: what a correction may bring
        with it.
    uncertain
        How many cells could not be read for sure in either report, so that a change is not told.
    other_edition
        Whether the earlier report used another edition: then cells are not compared.
    """

    earlier: Earlier
    mended: tuple[EarlierFinding, ...]
    still: tuple[tuple[EarlierFinding, Finding], ...]
    unverifiable: tuple[tuple[EarlierFinding, Words], ...]
    new: tuple[Finding, ...]
    unasked: tuple[CellChange, ...]
    following: tuple[CellChange, ...]
    uncertain: int
    other_edition: bool

    @property
    def failed_before(self) -> int:
        """Return how many checks had failed."""
        return len(self.mended) + len(self.still) + len(self.unverifiable)

    @property
    def words(self) -> Words:
        """Return the counts in a sentence."""
        mark = shortened(self.earlier.findings.report_sha256, 13)
        mended, still, open_ = len(self.mended), len(self.still), len(self.unverifiable)
        changed = len(self.unasked)
        cells_zh = "" if self.other_edition else f"；没有要求改动而改动的格 {changed} 个"
        cells_en = "" if self.other_edition else f"; cells changed unasked: {changed}"
        return Words(
            f"与上次核查的报告（校验码 {mark}）比较：上次不符 {self.failed_before} 项，"
            f"已改正 {mended} 项，仍存在 {still} 项，不能再核 {open_} 项；"
            f"新出现 {len(self.new)} 项{cells_zh}。",
            f"Against the report audited before (SHA-256 {mark}): failed {self.failed_before}, "
            f"mended {mended}, still there {still}, no longer verifiable {open_}; "
            f"new {len(self.new)}{cells_en}.",
        )


def second_audit(subject: Subject, findings: Sequence[Finding]) -> SecondAudit | None:
    """Hold findings against those of the folder's earlier report; None where there is none.

    Parameters
    ----------
    subject
        The report audited now.
    findings
        All that was found in it.
    """
    earlier = subject.data.earlier
    if earlier is None:
        return None
    now = {finding.check: finding for finding in findings}
    then = [f for f in earlier.findings.findings if _counts(f.check, f.status)]
    known = {finding.check for finding in then}
    found = [(finding, now.get(finding.check)) for finding in then]
    asked = frozenset(cell for finding in then for cell in finding.asked)
    other_edition = earlier.report.edition != subject.report.edition
    changes = () if other_edition else _changes(earlier.report.cells, subject.report.cells)
    changed = {change.cell for change in changes}
    tied = _tied(subject, asked & changed)
    return SecondAudit(
        earlier=earlier,
        mended=tuple(f for f, seen in found if seen is not None and seen.status == "pass"),
        still=tuple((f, seen) for f, seen in found if seen is not None and seen.status in _OPEN),
        unverifiable=tuple(
            (f, seen.outcome.message if seen else _GONE)
            for f, seen in found
            if seen is None or seen.status in ("not_assessable", "not_applicable")
        ),
        new=tuple(
            f
            for f in findings
            if f.status == "fail" and f.check not in known and f.check not in _ABOUT_WAIVERS
        ),
        unasked=tuple(c for c in changes if c.cell not in asked and c.cell not in tied),
        following=tuple(c for c in changes if c.cell not in asked and c.cell in tied),
        uncertain=0 if other_edition else _uncertain(earlier.report.cells, subject.report.cells),
        other_edition=other_edition,
    )


def _counts(check: str, status: str) -> bool:
    return status in _OPEN and check not in _ABOUT_WAIVERS


def _changes(
    before: Mapping[str, EarlierCell], after: Mapping[str, CellValue]
) -> tuple[CellChange, ...]:
    """Return the cells that are sure in both reports and not the same."""
    return tuple(
        CellChange(cell, _printed(before[cell].raw), _printed(new.raw))
        for cell, new in after.items()
        if cell in before and _both_sure(before[cell], new) and not _same(before[cell], new)
    )


def _both_sure(old: EarlierCell, new: CellValue) -> bool:
    return old.state in _SURE and new.state in _SURE


def _same(old: EarlierCell, new: CellValue) -> bool:
    """Whether two cells say the same, however it is printed."""
    if old.state != new.state:
        return False
    return old.raw == new.raw if new.state == "invalid" else old.value == json_number(new.value)


def _printed(raw: str | None) -> str | None:
    return raw if raw and raw.strip() else None


def _uncertain(before: Mapping[str, EarlierCell], after: Mapping[str, CellValue]) -> int:
    return sum(
        cell not in before or not _both_sure(before[cell], new) for cell, new in after.items()
    )


def _tied(subject: Subject, cells: frozenset[str]) -> frozenset[str]:
    """Return the cells that stand in a relation with one of `cells`."""
    return frozenset(
        cell
        for relation in subject.form.relations
        if not cells.isdisjoint(relation.cells)
        for cell in relation.cells
    )
