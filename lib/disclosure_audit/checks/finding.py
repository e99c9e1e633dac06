"""What a check returns, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, get_args

from disclosure_audit.documents import Place
from disclosure_audit.reports import json_number
from disclosure_audit.text import Language, Words
from disclosure_audit.text.numbers import Number
from disclosure_audit.years import Waiver

Status = Literal["fail", "waived", "not_assessable", "not_applicable", "pass"]
Severity = Literal["must_correct", "should_correct", "improve", "verify"]
Family = Literal[
    "arithmetic",
    "completeness",
    "values",
    "years",
    "narrative",
    "form",
    "statutory",
    "text",
    "copy",
    "publication",
    "ledger",
]
STATUSES: tuple[Status, ...] = get_args(Status)
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
SCHEMA = "disclosure-findings/1"


@dataclass(frozen=True, slots=True)
class Change:
    """One cell change of a repair: from the printed value to the one it would need.

    Parameters
    ----------
    cell
        The cell id; for a number outside the tables, the id of the check that compares it.
    before, after
        Printed value (None where nothing is printed) and needed value.
    explains
        Why this change.
    place
        Where a number outside the tables stands; None for a cell.
    """

    cell: str
    before: Number | None
    after: Number
    explains: Words
    place: Words | None = None


@dataclass(frozen=True, slots=True)
class Equation:
    """What a check demands of cells, for the repairs: sum of coefficient times cell = constant.

    Parameters
    ----------
    terms
        Pairs of cell id and coefficient, each cell once. The coefficient is 1 or -1: of others the
        repairs that are listed are right, but some may be missed.
    constant
        The number that the sum must be.
    at_least
        True: the sum must be no less than the constant.
    stated
        Where the constant was read, as in “第一部分所述本年新收” or “上年报告的结转下年度”: such a
        number may be the wrong one itself. None where the form's own structure demands it. Where
        the constant is negative, its absolute value is what is stated.
    """

    terms: tuple[tuple[str, int], ...]
    constant: Number = 0
    at_least: bool = False
    stated: Words | None = None


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
    equation
        What is demanded of sums of cells, so that repairs respect it.
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
    equation: Equation | None = None


def passed(message: Words, cells: Iterable[str] = (), at: Iterable[Place] = ()) -> Outcome:
    """Return a passed outcome."""
    return Outcome("pass", message, tuple(cells), tuple(at))


def not_assessable(reason: Words, cells: Iterable[str] = ()) -> Outcome:
    """Return an outcome that could not be judged, with the reason."""
    return Outcome("not_assessable", reason, tuple(cells))


def not_applicable(reason: Words) -> Outcome:
    """Return an outcome that does not bind this report, with the reason."""
    return Outcome("not_applicable", reason)


WaivingState = Literal["holds", "changed", "expired", "not_answerable"]


@dataclass(frozen=True, slots=True)
class Waiving:
    """An entry of waivers.yaml that names a finding, and whether it holds.

    Parameters
    ----------
    waiver
        The entry.
    state
        ``holds``; ``changed``: another value or rule than it was written for; ``expired``;
        ``not_answerable``: an answer where correction is due.
    severity
        Of the finding as a fail.
    """

    waiver: Waiver
    state: WaivingState
    severity: Severity | None

    @property
    def words(self) -> Words:
        """Return who waived or answered, why, until when; or why that does not hold."""
        waiver = self.waiver
        zh_kind, en_kind = {"waiver": ("豁免", "waived"), "answer": ("说明", "answered")}[
            waiver.kind
        ]
        day = waiver.until.isoformat()
        if self.state == "holds":
            return Words(
                f"已{zh_kind}：{waiver.reason}（{waiver.who}，有效至 {day}）",
                f"{en_kind}: {waiver.reason} ({waiver.who}, until {day})",
            )
        why = _LAPSED[self.state]
        return Words(
            f"waivers.yaml 第 {waiver.line} 行的{zh_kind}不生效：{why.zh}（{waiver.who}，"
            f"有效至 {day}）",
            f"line {waiver.line} of waivers.yaml ({en_kind} by {waiver.who}, until {day}) does not "
            f"hold: {why.en}",
        )


_LAPSED = {
    "changed": Words(
        "所涉的数值、文字或规则已与当时不同，编号末尾的指纹对不上",
        "values, text or rule are not those it was written for; the fingerprint differs",
    ),
    "expired": Words("已过期", "it has expired"),
    "not_answerable": Words(
        "只有“提示核实”且不属于计算的问题可以用说明答复，此项应当更正",
        "only findings to be verified, other than arithmetic, can be answered; this one is to be "
        "corrected",
    ),
}


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
    waiving
        The entry of waivers.yaml that names it; it is ``waived`` where that holds.
    """

    id: str
    check: str
    family: Family
    basis: Words
    obligation: Words
    severity: Severity | None
    outcome: Outcome
    caused_by: str | None = None
    waiving: Waiving | None = None

    @property
    def status(self) -> Status:
        """Return the outcome's status."""
        return self.outcome.status

    @property
    def message(self) -> Words:
        """Return what was seen, with what waivers.yaml says of it."""
        seen = self.outcome.message
        if self.waiving is None:
            return seen
        said = self.waiving.words
        return Words(f"{seen.zh}【{said.zh}】", f"{seen.en} [{said.en}]")


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
        "message": finding.message.said(language),
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
            if all(change.place is None for change in repair)  # others name no cell
        ],
        "caused_by": finding.caused_by,
        "suggestion": outcome.suggestion.said(language) if outcome.suggestion else None,
    }
