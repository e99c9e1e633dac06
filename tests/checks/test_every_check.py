"""Each check of the catalogue fails on its fault and passes without it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

import pytest

from disclosure_audit.checks import CATALOGUE, Severity, Status, waiving
from disclosure_audit.checks.check import Check
from disclosure_audit.documents import Place
from disclosure_audit.reports import OddLabel, Report, ShownDate, Source
from tests.builders import TEXTS, TITLES, findings, last_year, report, section, sections
from tests.checks.narrative_cases import cases as narrative_cases


class Case(NamedTuple):
    """A report with one fault; the check that must fail on it, and how severe it is.

    `before` is last year's report, `faultless` this year's without the fault.
    `sound` is how the check ends on a faultless report.
    """

    pattern: str
    check: str
    severity: Severity
    faulty: Report
    sound: Status = "pass"
    before: Report | None = None
    faultless: Report = report()


def with_texts(**texts: tuple[str, ...] | None) -> Report:
    return report(parts=sections(**texts))


def with_heading(section_id: str, heading: str) -> Report:
    return report(
        parts=[
            section(part.id, heading, *part.text.split("\n")) if part.id == section_id else part
            for part in sections()
        ]
    )


def reordered() -> Report:
    parts = list(sections())
    parts[4], parts[5] = parts[5], parts[4]
    return report(parts=parts)


def with_sentence(sentence: str, **more: Any) -> Report:
    """A report whose section one says one sentence more."""
    return report(parts=sections(overview=(*TEXTS["overview"], sentence)), **more)


def published(*days: date | None, format: str = "html") -> Report:
    shown = tuple(ShownDate(day, f"发布时间：{day}", Place(line=3)) for day in days)
    return replace(report(), published=shown, source=Source("report", "0" * 64, format))


OVERVIEW = (
    "（一）主动公开。公开五条。",
    "（二）依申请公开。无。",
    "（三）政府信息管理。清理一次。",
)
ONE_CARRIED_IN = {
    f"t3.{row}.{column}": 1
    for row in ("carried_in", "granted", "concluded")
    for column in ("business", "total")
}


def of_2020(licences: int) -> Report:
    period = "本报告统计期限自2020年1月1日起至2020年12月31日止。"
    return report(
        {"t2.licences.prior": licences},
        edition="2019",
        year=2020,
        title="甲镇2020年政府信息公开工作年度报告",
        parts=sections(preamble=(period, *TEXTS["preamble"][1:])),
    )


CASES = (
    Case("t3.balance.<column>", "t3.balance.business", "must_correct",
         report({"t3.received.business": 3, "t3.received.total": 3})),
    Case("t3.concluded.<column>", "t3.concluded.research", "must_correct",
         report({"t3.concluded.research": 1})),
    Case("t3.row_total.<row>", "t3.row_total.granted", "must_correct",
         report({"t3.granted.total": 2})),
    Case("t4.total.<proceeding>", "t4.total.direct_suit", "must_correct",
         report({"t4.direct_suit.pending": 1})),
    Case("t2.in_force.<kind>", "t2.in_force.normative", "should_correct",
         report({"t2.normative.issued": 4, "t2.normative.in_force": 2})),
    Case("t2.regulations_zero", "t2.regulations_zero", "must_correct",
         report({"t2.regulations.in_force": 1})),
    Case("blank.<table>", "blank.t4", "should_correct", report({"t4.review.upheld": "—"})),
    Case("text.tables_missing", "text.tables_missing", "must_correct",
         report(tables=("t2", "t4"))),
    Case("text.tables_as_pictures", "text.tables_as_pictures", "must_correct",
         report(
             tables=("t2", "t4"),
             parts=[
                 section(p.id, TITLES[p.id], pictures=1) if p.id == "requests" else p
                 for p in sections()
             ],
         )),
    Case("section.missing.<id>", "section.missing.problems", "must_correct",
         with_texts(problems=None)),
    Case("section.missing.preamble", "section.missing.preamble", "improve",
         with_texts(preamble=None, overview=(*TEXTS["overview"], *TEXTS["preamble"]))),
    Case("text.section_empty", "text.section_empty", "should_correct", with_texts(problems=())),
    Case("value.<cell>", "value.t2.licences.decisions", "must_correct",
         report({"t2.licences.decisions": "2.5"})),
    Case("value.<amount>", "value.t2.fees.amount", "must_correct",
         report({"t2.fees.amount": "若干"})),
    Case("form.edition", "form.edition", "must_correct", report(edition="2019")),
    Case("title.form", "title.form", "improve",
         report(title="甲镇2023年政府信息公开工作报告")),
    Case("section.order", "section.order", "should_correct", reordered()),
    Case("section.numbering", "section.numbering", "improve",
         with_heading("overview", "1、总体情况")),
    Case("section.title.<id>", "section.title.problems", "improve",
         with_heading("problems", "五、存在的问题及改进措施")),
    Case("statutory.<topic>", "statutory.platforms", "improve",
         with_texts(overview=(*OVERVIEW, "（四）监督保障。考核合格，评议满意，未发生追究。"))),
    Case("statutory.<result>", "statutory.accountability", "should_correct",
         with_texts(overview=(*OVERVIEW, "（四）平台建设。", "（五）监督保障。考核评议良好。"))),
    Case("text.period", "text.period", "improve", with_texts(preamble=("联系电话略。",))),
    Case("text.unit_name", "text.unit_name", "should_correct", report(printed="乙镇")),
    Case("text.year", "text.year", "should_correct",
         report(title="甲镇2022年政府信息公开工作年度报告")),
    Case("years.carry.<column>", "years.carry.business", "must_correct",
         report(ONE_CARRIED_IN), before=last_year()),
    Case("t2.stock.<kind>", "t2.stock.normative", "should_correct",
         report({"t2.normative.in_force": 5}),
         before=last_year({"t2.normative.in_force": 4}),
         faultless=report({"t2.normative.in_force": 4})),
    Case("years.items.<row>", "years.items.licences", "should_correct", of_2020(licences=7),
         before=last_year({"t2.licences.prior": 9, "t2.licences.change": -1}, edition="2019"),
         faultless=of_2020(licences=8)),
    Case("years.jump.<cell>", "years.jump.t2.licences.decisions", "verify",
         report({"t2.licences.decisions": 460}),
         before=last_year({"t2.licences.decisions": 46}),
         faultless=report({"t2.licences.decisions": 451})),
    Case("copy.figures.<table>", "copy.figures.t2", "verify",
         report({"t2.licences.decisions": 132, "t2.penalties.decisions": 47}),
         before=last_year({"t2.licences.decisions": 132, "t2.penalties.decisions": 47}),
         faultless=report({"t2.licences.decisions": 131, "t2.penalties.decisions": 47})),
    Case("text.form_labels", "text.form_labels", "improve",
         replace(report(), odd_labels=(OddLabel("行政事业型收费", "行政事业性收费", Place()),)),
         "not_applicable"),
    Case("text.instructions_left", "text.instructions_left", "should_correct",
         with_sentence("全年公开信息XX条。")),
    Case("text.preamble_place", "text.preamble_place", "improve",
         with_texts(preamble=None, overview=(*TEXTS["preamble"], *TEXTS["overview"]))),
    Case("statutory.problems_and_measures", "statutory.problems_and_measures", "should_correct",
         with_texts(problems=("将继续做好政府信息公开工作。",))),
    Case("statutory.processing_fee", "statutory.processing_fee", "verify",
         with_texts(other=("无其他事项。",))),
    Case("statutory.old_regime", "statutory.old_regime", "improve",
         with_sentence("本报告还包括收费及减免情况。")),
    Case("statutory.basis_cited", "statutory.basis_cited", "improve",
         with_sentence("按国办公开办涵〔2021〕30号编制。"), "not_applicable"),
    Case("statutory.deadline", "statutory.deadline", "verify",
         published(date(2024, 3, 26)), "not_applicable"),
    Case("text.subdistrict_government", "text.subdistrict_government", "improve",
         with_sentence("街道党工委、政府高度重视。", name="甲街道"), "not_applicable"),
    Case("text.contact", "text.contact", "improve", with_texts(preamble=TEXTS["preamble"][:1])),
    Case("text.personal_data", "text.personal_data", "should_correct",
         with_sentence("申请人身份证号110101199001011234。")),
    Case("text.outdated_terms", "text.outdated_terms", "improve",
         with_sentence("涉及国家机密的不公开。")),
    Case("text.typing", "text.typing", "improve", with_sentence("做好公开工作工作。")),
    Case("copy.superior", "copy.superior", "verify",
         with_sentence("（六）推进全省政务公开。今年有进展。")),
    Case("text.publication_date", "text.publication_date", "improve",
         published(date(1970, 1, 1)), "not_applicable"),
    Case("text.publication_html", "text.publication_html", "verify",
         published(format="png"), "not_applicable"),
    *(
        Case(*case[:4], "pass" if case[4] else "not_applicable", faultless=case[4] or report())
        for case in narrative_cases()
    ),
)  # fmt: skip
NEED_MORE = {
    "statutory.problems_followed_up": "上年",
    "copy.last_year": "上年",
    "copy.other_unit": "同县",
    "text.publication_column": "网站",
    "text.silent_change": "先前",
}
"""Checks that need more than one report, each with a word of its reason: see test_copying."""
BY_PATTERN = {case.pattern: case for case in CASES}


CASED = tuple(
    check
    for check in CATALOGUE
    if check.pattern not in {*NEED_MORE, "narrative.year_on_year"}
    and check.family != "ledger"
    and check not in waiving.CHECKS
)
"""Not those on registers, waivers.yaml and growth: test_ledgers, test_waiving,
test_narrative_changes."""


@pytest.mark.parametrize("check", CASED, ids=lambda check: check.pattern)
def test_a_check_fails_on_its_fault_with_its_severity_and_passes_without(check: Check) -> None:
    """No check of the catalogue is without a case, none fails always and none passes always."""
    case = BY_PATTERN[check.pattern]
    sound = findings(case.faultless, before=case.before)[case.check]
    faulty = findings(case.faulty, before=case.before)[case.check]
    assert sound.status == case.sound
    assert (faulty.status, faulty.severity) == ("fail", case.severity)
    assert faulty.outcome.message.zh.endswith("。")
    assert faulty.outcome.message.en.endswith(".")
    assert faulty.outcome.suggestion is not None


def test_a_faultless_report_has_no_fail_and_nothing_unjudged() -> None:
    """Every obligation of a clean report of a town passes, or does not bind it and says why."""
    found = findings(report())
    unbound = {
        name
        for name, f in found.items()
        if f.status == "not_applicable" and f.family not in ("years", "ledger", "narrative")
    }
    unbound -= {"text.waivers_malformed", "text.waiver_unmatched"}
    asked = {c.check for c in CASES if c.sound != "pass" and not c.check.startswith("narrative.")}
    assert unbound == asked | set(NEED_MORE)
    assert {f.status for f in found.values()} == {"pass", "not_applicable"}


@pytest.mark.parametrize(("name", "word"), NEED_MORE.items())
def test_what_a_report_alone_does_not_tell_is_not_applicable_with_the_reason(
    name: str, word: str
) -> None:
    """Without last year, the county or the site nothing is claimed and nothing passed."""
    found = findings(report())[name]
    assert found.status == "not_applicable"
    assert word in found.outcome.message.zh


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.pattern)
def test_one_fault_fails_nothing_that_it_does_not_touch(case: Case) -> None:
    """Findings of other families stay as they were, so that no township is accused twice."""
    after = findings(case.faulty, before=case.before)
    newly = {name for name, f in after.items() if f.status == "fail"}
    family = after[case.check].family
    others = {
        name
        for name in newly - {case.check}
        if after[name].family != family
        and after[name].caused_by is None
        and after[name].id != after[case.check].caused_by
    }
    assert not others, others


UNITS = (
    ("甲乡", "township", "fail", "should_correct"),
    ("甲街道", "subdistrict", "fail", "verify"),
    ("甲县", "county_or_above", "fail", "should_correct"),
    ("甲局", "department", "not_applicable", None),
    (None, None, "not_assessable", None),
)


@pytest.mark.parametrize(("name", "unit", "status", "severity"), UNITS)
def test_article_50_binds_governments_and_only_hints_at_sub_districts(
    name: str | None, unit: str | None, status: Status, severity: Severity | None
) -> None:
    """A sub-district is no level of government; a department is none either."""
    silent = tuple(p for p in sections(overview=("（一）主动公开。五条。",)))
    found = findings(report(name=name, parts=silent))["statutory.accountability"]
    assert report(name=name).unit == unit
    assert (found.status, found.severity) == (status, severity)


@pytest.mark.parametrize(
    ("name", "status"),
    [("甲乡", "fail"), ("甲街道", "fail"), ("甲市", "not_applicable"), (None, "not_assessable")],
)
def test_rules_must_be_zero_for_townships_alone(name: str | None, status: Status) -> None:
    """A city with districts may make rules; where the unit is unknown nothing is said."""
    found = findings(report({"t2.regulations.in_force": 2}, name=name))["t2.regulations_zero"]
    assert found.status == status


@pytest.mark.parametrize(
    ("printed", "status"),
    [
        ("190.457379", "pass"),
        ("0.1234567", "fail"),
        ("59237.2449万元", "pass"),
        ("500元", "fail"),
        ("-10", "fail"),
        ("无", None),
        ("若干", "fail"),
        ("1 2", "not_assessable"),
    ],
)
def test_an_amount_may_have_six_decimals_and_no_other_unit(
    printed: str, status: Status | None
) -> None:
    """Six places of 万元 are one fen; yuan in a cell of 万元 is a fault; blank has no value."""
    found = findings(report({"t2.fees.amount": printed})).get("value.t2.fees.amount")
    assert (found.status if found else None) == status


def test_last_year_s_change_may_be_negative() -> None:
    """The one place in the form where a minus sign is lawful."""
    values: dict[str, Any] = {"t2.licences.change": -3, "t2.licences.prior": "-3"}
    found = findings(report(values, edition="2019", year=2020), 2020)
    assert found["value.t2.licences.change"].status == "pass"
    assert found["value.t2.licences.prior"].status == "fail"


def test_lost_rows_are_a_fault_only_where_the_source_shows_all_it_had() -> None:
    """In text a row may be lost in conversion: nothing is claimed, and nothing passed."""
    lost = {"t3": ("t3.carried_out.total",)}
    assert findings(report(absent=lost))["text.tables_missing"].status == "fail"
    in_text = findings(report(absent=lost, whole=False))["text.tables_missing"]
    assert in_text.status == "not_assessable"
