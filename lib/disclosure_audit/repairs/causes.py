"""Findings with their causes: one wrong cell is one finding, the others point to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from disclosure_audit.checks import SEVERITIES, Finding
from disclosure_audit.repairs.faults import Fault, faults_if_blank_is_zero, faults_of
from disclosure_audit.repairs.search import LARGEST
from disclosure_audit.repairs.slips import Surroundings, lines_of
from disclosure_audit.repairs.system import system_of
from disclosure_audit.reports import Report
from disclosure_audit.text import Words

LISTED = 12
"""Repairs that a finding lists; two figures swapped in a row have up to eleven."""


def with_causes(
    report: Report, findings: Sequence[Finding], last_year: Report | None = None
) -> tuple[Finding, ...]:
    """Name the cells that may be wrong, and let findings of one cause point to one of them.

    Parameters
    ----------
    report
        The report that was audited.
    findings
        As `checks.audit` returns them.
    last_year
        Last year's report where there is one: a figure may have been carried over from it.

    Returns
    -------
    tuple of Finding
        The same findings in the same order. Of those broken by one cause the first of the most
        severe carries the repairs, the others its id as `caused_by`. A finding that had a cause
        keeps it; where that follows from another one in turn, `caused_by` is the last of them that
        is still open: the root.
    """
    return _led_to_roots(_explained(report, findings, last_year))


def _explained(
    report: Report, findings: Sequence[Finding], last_year: Report | None
) -> tuple[Finding, ...]:
    if not any(finding.status == "fail" and finding.outcome.equation for finding in findings):
        return tuple(findings)
    before = _values(last_year) if last_year is not None else {}
    around = Surroundings.of(report, before)
    by_check = {finding.check: finding for finding in findings}
    changed: dict[str, Finding] = {}
    system = system_of(report, findings)
    for fault in faults_of(system, around, lines_of(report.form)):
        own = [by_check[check] for check in fault.checks if by_check[check].caused_by is None]
        changed |= {finding.check: finding for finding in _told(fault, own)}
    for fault in faults_if_blank_is_zero(system, around):
        changed |= _told_if_zero(fault, [by_check[check] for check in fault.checks])
    return tuple(changed.get(finding.check, finding) for finding in findings)


def _led_to_roots(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings with `caused_by` at the root; a waived finding is no open root."""
    open_ones = {finding.id: finding for finding in findings if finding.status == "fail"}
    return tuple(_led_to_root(finding, open_ones) for finding in findings)


def _led_to_root(finding: Finding, open_ones: Mapping[str, Finding]) -> Finding:
    root, seen = finding, [finding.id]
    while (cause := root.caused_by) is not None and cause in open_ones:
        root = open_ones[cause]
        if root.id in seen:  # causes that lead back to one another: one of them stands for all
            first = min(seen[seen.index(root.id) :])
            return replace(finding, caused_by=None if finding.id == first else first)
        seen.append(root.id)
    return finding if root is finding else replace(finding, caused_by=root.id)


def _values(report: Report) -> dict[str, int]:
    return {
        cell_id: cell.value for cell_id, cell in report.cells.items() if isinstance(cell.value, int)
    }


def _told(fault: Fault, findings: Sequence[Finding]) -> Iterable[Finding]:
    """Yield the findings of one fault with their cause, or with what could not be told."""
    if not findings:
        return
    if not fault.repairs:
        for finding in findings:
            yield _advised(finding, _TOO_MANY)
        return
    root = min(findings, key=lambda finding: SEVERITIES.index(finding.severity or "verify"))
    advice = _advice(fault, len(fault.checks))
    own = root.outcome.suggestion
    if own is not None and root.outcome.equation and root.outcome.equation.stated:
        advice = own + advice  # what to do about prose or last year's report, its check knows best
    outcome = replace(root.outcome, repairs=fault.repairs[:LISTED], suggestion=advice)
    yield replace(root, outcome=outcome)
    for finding in findings:
        if finding is not root:
            yield replace(finding, caused_by=root.id)


def _told_if_zero(fault: Fault, findings: Sequence[Finding]) -> dict[str, Finding]:
    """Return the first of findings that blanks cause, with the figure that may be wrong instead.

    The blanks stay the cause, and where they follow from the figures nothing is added.
    """
    if any(finding.status != "fail" or finding.outcome.repairs for finding in findings):
        return {}
    first = findings[0]
    outcome = replace(first.outcome, repairs=fault.repairs[:LISTED], suggestion=_IF_ZERO)
    return {first.check: replace(first, outcome=outcome)}


def _advised(finding: Finding, advice: Words) -> Finding:
    return replace(finding, outcome=replace(finding.outcome, suggestion=advice))


_TOO_MANY = Words(
    f"改动 {LARGEST} 处以内不能使所涉的关系都成立，有误的更多，由这些数推不出是哪几格。"
    "请对照原始记录逐格查明。",
    f"No change of {LARGEST} figures or fewer makes these sums agree: more are wrong, and the "
    "figures do not tell which. Go through them by the township's records.",
)
_IF_ZERO = Words(
    "空白如都是 0，则有误的是所列的这一处；否则按原始记录补填空白格。",
    "If every blank is a 0, the figure listed is wrong; otherwise fill in the blanks from the "
    "township's records.",
)
_STATED = Words(
    "表内各数彼此相符，只与所引的数不符：或是所引的数写错，或是表中几格连同总计一起错了，"
    "请对照原始记录确定。",
    "The figures of the tables agree with one another and only the number quoted differs: either "
    "it is wrong, or several cells are wrong together with their totals. Decide by the records.",
)
_BY_RECORDS = Words("更正前请对照原始记录。", "Check the records before correcting.")
_SHIFTED = Words(
    "一段数整体错开一格即可解释所涉的不符。请对照原始记录更正。",
    "A stretch of figures that slid by one cell explains what does not agree. "
    "Correct it by the township's records.",
)


def _advice(fault: Fault, checks: int) -> Words:
    if fault.shifted:
        return _SHIFTED
    sums = _sums(checks)
    if len(fault.repairs) > 1:
        return _undecided(fault, sums)
    size = len(fault.repairs[0])
    if all(change.place for change in fault.repairs[0]):
        return _STATED
    if size == 1:
        told = Words(
            f"改正这一处，{sums.zh}就成立。", f"This one correction makes {sums.en} agree."
        )
    else:
        told = Words(
            f"最少要改 {size} 处，{sums.zh}才都成立，只有这一种改法；错处也可能更多。",
            f"No fewer than {size} changes make {sums.en} agree, and only these do; yet more "
            "figures may be wrong.",
        )
    return told + _BY_RECORDS


def _sums(checks: int) -> Words:
    if checks == 1:
        return Words("这项关系", "the sum")
    return Words(f"所涉 {checks} 项关系", f"the {checks} sums")


def _undecided(fault: Fault, sums: Words) -> Words:
    count, size = len(fault.repairs), len(fault.repairs[0])
    more = count - LISTED
    listed = Words(
        f"，列出前 {LISTED} 种，另有 {more} 种" if more > 0 else "",
        f" (the first {LISTED} are listed, {more} more are not)" if more > 0 else "",
    )
    least = Words("", "") if fault.complete else Words("至少", "at least ")
    return Words(
        f"单看这些数，不能断定哪一处有误：有{least.zh} {count} 种改法都只改 {size} 处，"
        f"就使{sums.zh}成立{listed.zh}。较像笔误的列在前面，请对照原始记录确定。",
        f"The figures alone do not tell which is wrong: {least.en}{count} ways of changing "
        f"{size} make {sums.en} agree{listed.en}. The likelier slips come first; decide by the "
        "township's records.",
    )
