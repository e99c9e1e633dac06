"""What a check returns, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, get_args

from disclosure_audit.documents import Place
from disclosure_audit.reports import json_number
from disclosure_audit.text import Language, Words
from disclosure_audit.text.numbers import Number

Status = Literal["fail", "waived", "not_assessable", "not_applicable", "pass"]
Severity = Literal["must_correct", "should_correct", "improve", "verify"]
Family = Literal["arithmetic", "completeness", "values", "statutory", "form", "text", "narrative"]
STATUSES: tuple[Status, ...] = get_args(Status)
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
SCHEMA = "disclosure-findings/1"


@dataclass(frozen=True, slots=True)
class Change:
    """One cell change of a repair: from the printed value to the one it would need.

    Parameters
    ----------
    cell
        The cell id.
    before, after
        Printed value (None where nothing is printed) and needed value.
    explains
        Why this change.
    """

    cell: str
    before: Number | None
    after: Number
    explains: Words


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one check saw.

    Parameters
    ----------
    status
        ``pass``, ``fail``, ``not_assessable`` or ``not_applicable``.
    message
        What stands there, or why it could not be judged.
    cells
        Ids of the cells in question.
    at
        Places in the source.
    expected, actual, difference
        For figures, as printed strings.
    calculation
        The sum written out.
    suggestion
        What to do.
    severity
        Where it differs from the check's own.
    repairs
        Each a set of changes after which the relation holds.
    caused_by
        Id of the check whose finding is the cause.
    """

    status: Status
    message: Words
    cells: tuple[str, ...] = ()
    at: tuple[Place, ...] = ()
    expected: str | None = None
    actual: str | None = None
    difference: str | None = None
    calculation: Words | None = None
    suggestion: Words | None = None
    severity: Severity | None = None
    repairs: tuple[tuple[Change, ...], ...] = ()
    caused_by: str | None = None


def passed(message: Words, cells: Iterable[str] = (), at: Iterable[Place] = ()) -> Outcome:
    """Return a passed outcome."""
    return Outcome("pass", message, tuple(cells), tuple(at))


def not_assessable(reason: Words, cells: Iterable[str] = ()) -> Outcome:
    """Return an outcome that could not be judged, with the reason."""
    return Outcome("not_assessable", reason, tuple(cells))


def not_applicable(reason: Words) -> Outcome:
    """Return an outcome that does not bind this report, with the reason."""
    return Outcome("not_applicable", reason)


@dataclass(frozen=True, slots=True)
class Finding:
    """One obligation looked at, with its outcome.

    Parameters
    ----------
    id
        Stable: the same fault in the same report keeps it from run to run.
    check, family, basis
        Of the check.
    obligation
        What the check demands.
    severity
        Of a fail; None otherwise.
    outcome
        What was seen.
    caused_by
        Id of the finding that is the cause; None for a cause.
    """

    id: str
    check: str
    family: Family
    basis: Words
    obligation: Words
    severity: Severity | None
    outcome: Outcome
    caused_by: str | None = None

    @property
    def status(self) -> Status:
        """Return the outcome's status."""
        return self.outcome.status


def as_json(
    findings: Iterable[Finding], report_sha256: str, ruleset: str, language: Language = "zh"
) -> dict[str, Any]:
    """Return findings as findings.json holds them (CONTRACT, section 5)."""
    entries = list(findings)
    return {
        "schema": SCHEMA,
        "report_sha256": report_sha256,
        "ruleset": ruleset,
        "counts": counts(entries),
        "findings": [_entry(finding, language) for finding in entries],
    }


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how many findings there are of each status."""
    statuses = [finding.status for finding in findings]
    order: tuple[Status, ...] = ("pass", "fail", "not_assessable", "not_applicable", "waived")
    return {status: statuses.count(status) for status in order}


def _entry(finding: Finding, language: Language) -> dict[str, Any]:
    outcome = finding.outcome
    return {
        "id": finding.id,
        "check": finding.check,
        "family": finding.family,
        "status": finding.status,
        "severity": finding.severity,
        "message": outcome.message.said(language),
        "cells": list(outcome.cells),
        "expected": outcome.expected,
        "actual": outcome.actual,
        "difference": outcome.difference,
        "basis": finding.basis.said(language),
        "at": [place.as_json() for place in outcome.at],
        "repairs": [
            [
                {
                    "cell": change.cell,
                    "from": json_number(change.before),
                    "to": json_number(change.after),
                    "explains": change.explains.said(language),
                }
                for change in repair
            ]
            for repair in outcome.repairs
        ],
        "caused_by": finding.caused_by,
        "suggestion": outcome.suggestion.said(language) if outcome.suggestion else None,
    }
