"""The view model of a memo: what is shown, in the order shown; nothing is computed anew."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path, PurePosixPath, PureWindowsPath

from disclosure_audit.checks import SEVERITIES, STATUSES, Finding, Severity, Status, counts
from disclosure_audit.checks.listing import SEVERITY_WORDS, STATUS_WORDS
from disclosure_audit.checks.subject import Subject
from disclosure_audit.errors import DeveloperError
from disclosure_audit.memo.again import Again, again_of
from disclosure_audit.memo.coverage import (
    FamilyGroups,
    Group,
    NoteLine,
    note_lines,
    passed_families,
    unbound_lines,
    unjudged_groups,
)
from disclosure_audit.memo.exceptions import LastYearLine, last_year_lines, waived_groups
from disclosure_audit.memo.phrases import FOLLOW_UP, OUT_OF_SCOPE
from disclosure_audit.memo.problems import ProblemRow, problem_rows
from disclosure_audit.memo.spots import Spots, spots_of
from disclosure_audit.memo.tables import DrawnTable, drawn_tables
from disclosure_audit.text import Language, Words, shortened, single_line
from disclosure_audit.years import Prior, YearData

_SHOWN_STATUSES: tuple[Status, ...] = ("pass", "fail", "not_assessable", "not_applicable", "waived")
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class SeverityCount:
    """How many rows of one severity there are, and how many checks they stand for."""

    severity: Severity
    word: str
    rows: int
    checks: int
    follow_up: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The head of the memo.

    Parameters
    ----------
    title
        Of the memo.
    unit, county, year, edition, printed_title, file
        Which report it is about; None where nobody says it.
    sentence
        The verdict in a sentence or two.
    severities, statuses
        Counts, of the rows shown.
    """

    title: str
    unit: str
    county: str | None
    year: str
    edition: str
    printed_title: str | None
    file: str
    sentence: str
    severities: tuple[SeverityCount, ...]
    statuses: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PriorLine:
    """A prior report that this one was held against: its year, file and SHA-256."""

    year: int
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the memo was made from and by, and how to make sure of it."""

    file: str
    format: str
    sha256: str
    priors: tuple[PriorLine, ...]
    ruleset: str
    version: str
    form: str
    command: str


@dataclass(frozen=True, slots=True)
class MemoView:
    """Everything a memo shows, said in one language.

    Parameters
    ----------
    language
        ``zh`` or ``en``.
    verdict, problems, tables, passed, unjudged, provenance
        The parts.
    again
        The second audit, where there was an earlier report.
    waived, not_applicable, notes
        Findings explained by a waiver; those that do not bind; what reading found.
    last_year
        Last year's waivers and answers.
    unbound
        Numbers of the prose that were compared with nothing.
    out_of_scope
        What no check looked at.
    spots
        Pictures of the cells in question, where the file has pages.
    """

    language: Language
    verdict: Verdict
    again: Again | None
    problems: tuple[ProblemRow, ...]
    waived: tuple[Group, ...]
    last_year: tuple[LastYearLine, ...]
    tables: tuple[DrawnTable, ...]
    passed: tuple[FamilyGroups, ...]
    unjudged: tuple[Group, ...]
    not_applicable: tuple[Group, ...]
    notes: tuple[NoteLine, ...]
    unbound: tuple[NoteLine, ...]
    out_of_scope: tuple[str, ...]
    spots: Spots
    provenance: Provenance


def view_of(
    data: YearData,
    findings: Sequence[Finding],
    *,
    ruleset: str,
    language: Language = "zh",
) -> MemoView:
    """Arrange a report and its findings as a memo.

    Parameters
    ----------
    data, findings
        What was audited and what was found.
    ruleset
        Name of the rules used (``Policy.ruleset``).
    language
        ``zh`` or ``en``.

    Raises
    ------
    DeveloperError
        The counts of what is shown differ from those of the findings.
    """
    subject = Subject(data)
    problems = problem_rows(subject, findings, language)
    passed = passed_families(subject, findings, language)
    waived = waived_groups(subject, findings, language)
    unjudged = unjudged_groups(subject, findings, "not_assessable", language)
    not_applicable = unjudged_groups(subject, findings, "not_applicable", language)
    shown: dict[Status, int] = {
        "pass": sum(family.count for family in passed),
        "fail": sum(len(row.findings) for row in problems),
        "not_assessable": sum(group.count for group in unjudged),
        "not_applicable": sum(group.count for group in not_applicable),
        "waived": sum(group.count for group in waived),
    }
    refuse_other_counts(shown, counts(findings))
    return MemoView(
        language=language,
        verdict=_verdict(data, problems, shown, findings, language),
        again=again_of(subject, findings, ruleset, language),
        problems=problems,
        waived=waived,
        last_year=last_year_lines(subject, findings, language),
        tables=drawn_tables(subject, problems, language),
        passed=passed,
        unjudged=unjudged,
        not_applicable=not_applicable,
        notes=note_lines(subject, language),
        unbound=unbound_lines(subject, language),
        out_of_scope=tuple(
            words.said(language)
            for prefix, words in OUT_OF_SCOPE.items()
            if not any(
                finding.check.startswith(prefix) and finding.status != "not_applicable"
                for finding in findings
            )
        ),
        spots=spots_of(subject, problems, language),
        provenance=_provenance(data, ruleset),
    )


def refuse_other_counts(shown: dict[Status, int], found: dict[str, int]) -> None:
    """Raise DeveloperError where the memo would show other counts than the findings hold."""
    for status in STATUSES:
        if shown[status] != found[status]:
            word = STATUS_WORDS[status]
            raise DeveloperError(
                Words(
                    f"备忘录列出“{word.zh}” {shown[status]} 项，核查结果为 {found[status]} 项，"
                    "二者应相等。",
                    f"The memo shows {shown[status]} checks as {word.en}, the findings hold "
                    f"{found[status]}; they must be equal.",
                )
            )


def _verdict(
    data: YearData,
    problems: Sequence[ProblemRow],
    shown: dict[Status, int],
    findings: Sequence[Finding],
    language: Language,
) -> Verdict:
    report = data.report
    year = data.year or report.year
    unit = single_line(data.township or report.township or "") or None
    said_unit = unit or Words("单位不详", "unit unknown").said(language)
    said_year = f"{year}" if year else Words("年份不详", "year unknown").said(language)
    return Verdict(
        title=_title(unit, year).said(language),
        unit=shortened(said_unit, _LONGEST_NAME),
        county=shortened(data.county, _LONGEST_NAME) if data.county else None,
        year=said_year,
        edition=Words(
            f"{report.edition} 年版（{report.form.document}）",
            f"{report.edition} ({report.form.document})",
        ).said(language),
        printed_title=shortened(report.title, 200) if report.title else None,
        file=_file_name(data),
        sentence=_sentence(problems, shown, findings).said(language),
        severities=_severities(problems, language),
        statuses=tuple((STATUS_WORDS[s].said(language), shown[s]) for s in _SHOWN_STATUSES),
    )


def _title(unit: str | None, year: int | None) -> Words:
    name = shortened(unit or "", _LONGEST_NAME)
    zh_year = f"{year}年" if year else ""
    return Words(
        f"关于{name}{zh_year}政府信息公开工作年度报告的核查备忘",
        f"{name or 'Unit unknown'}{f' {year}' if year else ''}: audit memo on the annual report "
        "on government information disclosure",
    )


def _severities(problems: Sequence[ProblemRow], language: Language) -> tuple[SeverityCount, ...]:
    return tuple(
        SeverityCount(
            severity=severity,
            word=SEVERITY_WORDS[severity].said(language),
            rows=sum(row.severity == severity for row in problems),
            checks=sum(len(row.findings) for row in problems if row.severity == severity),
            follow_up=FOLLOW_UP[severity].said(language),
        )
        for severity in SEVERITIES
    )


def _sentence(
    problems: Sequence[ProblemRow], shown: dict[Status, int], findings: Sequence[Finding]
) -> Words:
    total, failed, unsure = sum(shown.values()), shown["fail"], shown["not_assessable"]
    said = Words(f"共核查 {total} 项", f"Checks due: {total}")
    if not problems:
        found = Words("，没有发现不符。", "; none failed.")
    else:
        must = _must(problems)
        found = Words(
            f"，发现 {len(problems)} 处问题（涉及 {failed} 项不符）{must.zh}。",
            f"; problems found: {len(problems)} (failed checks: {failed}){must.en}.",
        )
    said = Words(said.zh + found.zh, said.en + found.en) + _waived_words(findings)
    if not unsure:
        return said
    return said + Words(
        f"另有 {unsure} 项待核，理由见“未能判断的”。",
        f"Not assessable: {unsure}, with reasons given below.",
    )


def _waived_words(findings: Sequence[Finding]) -> Words:
    """Return how many were waived or answered, and how many of these are severe all the same."""
    waived = [finding for finding in findings if finding.status == "waived"]
    if not waived:
        return Words("", "")
    severe = sum(f.waiving is not None and f.waiving.severity == "must_correct" for f in waived)
    due = (
        Words(f"，其中严重错误 {severe} 项仍应更正", f" (severe, still to be corrected: {severe})")
        if severe
        else Words("", "")
    )
    return Words(
        f"另有 {len(waived)} 项已豁免或说明{due.zh}。",
        f"Waived or answered: {len(waived)}{due.en}.",
    )


def _must(problems: Sequence[ProblemRow]) -> Words:
    must = sum(row.severity == "must_correct" for row in problems)
    if not must:
        return Words("，没有需要更正后重新发布的严重错误", ", none to be published again")
    return Words(
        f"，其中严重错误 {must} 处，应更正后重新发布",
        f", to be corrected and published again: {must}",
    )


def _file_name(data: YearData) -> str:
    return shortened(_bare_name(data.report_path), _LONGEST_NAME)


def _bare_name(path: Path) -> str:
    """Return a file's name without any folder, of whatever system."""
    return PureWindowsPath(PurePosixPath(str(path)).name).name


def _provenance(data: YearData, ruleset: str) -> Provenance:
    report = data.report
    folder = (data.county, data.township, data.year)
    known = "/".join(f"{name}" for name in folder) if all(folder) else _bare_name(data.report_path)
    named = [_bare_name(prior.path) for prior in data.priors if not _is_beside(data, prior)]
    words = ["disclosure-audit", "check", "--json", single_line(known)]
    words += [word for name in named for word in ("--prior", single_line(name))]
    return Provenance(
        file=_file_name(data),
        format=report.source.format,
        sha256=report.source.sha256,
        priors=tuple(
            PriorLine(
                prior.year,
                shortened(_bare_name(prior.path), _LONGEST_NAME),
                prior.report.source.sha256,
            )
            for prior in data.priors
        ),
        ruleset=single_line(ruleset),
        version=version("disclosure-audit"),
        form=report.form.document,
        command=shlex.join(words),
    )


def _is_beside(data: YearData, prior: Prior) -> bool:
    """Whether a prior stands in the township's own folder of its year, where it is looked for."""
    folder = prior.path.parent
    return folder.name == f"{prior.year}" and (
        folder.resolve().parent == data.report_path.resolve().parent.parent
    )
