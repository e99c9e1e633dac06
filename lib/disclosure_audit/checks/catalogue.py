"""The catalogue: every obligation, and the run that looks at each one exactly once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from disclosure_audit.checks import (
    arithmetic,
    cited,
    completeness,
    contact,
    contents,
    copying,
    form,
    form_words,
    jumps,
    language,
    ledger_entries,
    ledger_figures,
    local_checks,
    names,
    narrative,
    publication,
    statutory,
    unchanged,
    values,
    waiving,
    wording,
    years,
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
    *years.CHECKS,
    *jumps.CHECKS,
    *unchanged.CHECKS,
    *form.CHECKS,
    *form_words.CHECKS,
    *statutory.CHECKS,
    *contents.CHECKS,
    *cited.CHECKS,
    *publication.STATUTORY,
    *wording.CHECKS,
    *waiving.CHECKS,
    *ledger_figures.CHECKS,
    *ledger_entries.CHECKS,
    *names.CHECKS,
    *contact.CHECKS,
    *language.CHECKS,
    *copying.CHECKS,
    *publication.CHECKS,
    *narrative.CHECKS,
)


def audit(data: YearData, policy: Policy, today: date | None = None) -> tuple[Finding, ...]:
    """Look at everything that the edition, the year and the inputs oblige.

    Parameters
    ----------
    data
        The year data.
    policy
        Severities that differ from the catalogue's, and the local rules.
    today
        The day by which waivers hold or have expired; None: this machine's date.

    Returns
    -------
    tuple of Finding
        One for each obligation, passed ones too, in the catalogue's order.

    Raises
    ------
    DeveloperError
        Two checks claim the same id, or a cause is named that was not looked at.
    """
    subject = Subject(data, policy)
    looked = [
        (check, target, _placed(subject, check.look(subject, target)))
        for check in (*CATALOGUE, *map(local_checks.check_of, policy.rules))
        for target in check.targets(subject)
    ]
    _refuse_doubles(target for _, target, _ in looked)
    severities = {t: _severity(check, t, outcome, policy) for check, t, outcome in looked}
    ids = {
        target: _finding_id(subject, check, target, outcome, severities[target])
        for check, target, outcome in looked
    }
    failed = {target for _, target, outcome in looked if outcome.status == "fail"}
    findings = (
        Finding(
            id=ids[target],
            check=target,
            family=check.family,
            basis=check.basis.words,
            obligation=check.obligation,
            severity=severities[target],
            outcome=outcome,
            caused_by=ids[outcome.caused_by] if outcome.caused_by in failed else None,
        )
        for check, target, outcome in looked
    )
    return waiving.with_waivers(findings, data.waivers, today or date.today(), policy)


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


def _finding_id(
    subject: Subject, check: Check, target: str, outcome: Outcome, severity: Severity | None
) -> str:
    """Return an id that stays while unit, year, rule and what stands there stay.

    Its end is the fingerprint that a waiver names: it takes in every value that the finding is
    about, what was seen, and the rule with its severity, so that a change of any re-opens it.
    """
    report = subject.report
    values = (report.cells[cell] for cell in outcome.cells)
    parts = (
        report.township or "",
        str(report.year or ""),
        target,
        outcome.status,
        " ".join(outcome.cells),
        outcome.expected or "",
        outcome.actual or "",
        outcome.message.zh,
        *(f"{value.state} {value.value} {value.raw}" for value in values),
        severity or "",
        check.obligation.zh,
        check.basis.words.zh,
    )
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return f"{target}-{digest[:8]}"
