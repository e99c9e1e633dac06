"""The catalogue: every obligation, and the run that looks at each one exactly once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from disclosure_audit.checks import (
    arithmetic,
    completeness,
    form,
    narrative,
    statutory,
    values,
    wording,
)
from disclosure_audit.checks.check import Check
from disclosure_audit.checks.finding import Finding, Outcome, Severity
from disclosure_audit.checks.policy import Policy
from disclosure_audit.checks.subject import Subject
from disclosure_audit.errors import DeveloperError
from disclosure_audit.text import Words
from disclosure_audit.years import YearData

CATALOGUE: tuple[Check, ...] = (
    *arithmetic.CHECKS,
    *completeness.CHECKS,
    *values.CHECKS,
    *form.CHECKS,
    *statutory.CHECKS,
    *wording.CHECKS,
    *narrative.CHECKS,
)


def audit(data: YearData, policy: Policy) -> tuple[Finding, ...]:
    """Look at everything that the edition, the year and the inputs oblige.

    Parameters
    ----------
    data
        The year data.
    policy
        Severities that differ from the catalogue's.

    Returns
    -------
    tuple of Finding
        One for each obligation, passed ones too, in the catalogue's order.

    Raises
    ------
    DeveloperError
        Two checks claim the same id, or a cause is named that was not looked at.
    """
    subject = Subject(data)
    looked = [
        (check, target, _placed(subject, check.look(subject, target)))
        for check in CATALOGUE
        for target in check.targets(subject)
    ]
    _refuse_doubles(target for _, target, _ in looked)
    ids = {target: _finding_id(subject, target, outcome) for _, target, outcome in looked}
    failed = {target for _, target, outcome in looked if outcome.status == "fail"}
    return tuple(
        Finding(
            id=ids[target],
            check=target,
            family=check.family,
            basis=check.basis.words,
            obligation=check.obligation,
            severity=_severity(check, target, outcome, policy),
            outcome=outcome,
            caused_by=ids[outcome.caused_by] if outcome.caused_by in failed else None,
        )
        for check, target, outcome in looked
    )


def _placed(subject: Subject, outcome: Outcome) -> Outcome:
    """Return an outcome that was not judged with the places of its cells: what is to be looked at.

    Outcomes that were judged say their places themselves, which may be of fewer cells.
    """
    if outcome.status != "not_assessable" or outcome.at:
        return outcome
    return replace(outcome, at=subject.places(outcome.cells))


def _refuse_doubles(targets: Iterable[str]) -> None:
    seen: set[str] = set()
    for target in targets:
        if target in seen:
            raise DeveloperError(
                Words(f"检查 {target} 出现两次。", f"Check {target} is claimed twice.")
            )
        seen.add(target)


def _severity(check: Check, target: str, outcome: Outcome, policy: Policy) -> Severity | None:
    if outcome.status != "fail":
        return None
    return policy.severity_of(target, outcome.severity or check.severity)


def _finding_id(subject: Subject, target: str, outcome: Outcome) -> str:
    """Return an id that stays while unit, year, check and what stands there stay."""
    report = subject.report
    parts = (
        report.township or "",
        str(report.year or ""),
        target,
        outcome.status,
        " ".join(outcome.cells),
        outcome.expected or "",
        outcome.actual or "",
    )
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return f"{target}-{digest[:8]}"
