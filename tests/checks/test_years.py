"""Checks between years: blanks, unsure cells, editions, doubts, and what is never accused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from disclosure_audit.checks import Finding, Policy, Status, audit
from disclosure_audit.checks.lists import Lists, Threshold
from disclosure_audit.reports import CellValue, Report
from disclosure_audit.text import Words
from disclosure_audit.years import Prior, UnusedPrior, YearData
from tests.builders import NO_POLICY, findings, last_year, report, sections, year_data

OUT, IN = "t3.carried_out.business", "t3.carried_in.business"
UNREADABLE = CellValue("unreadable", raw="8")


def balanced(row: str, number: int, column: str = "business") -> dict[str, Any]:
    """Figures of table 3 that agree, with `number` in `row` of a column, carried in or out."""
    other = {"carried_in": ("granted", "concluded"), "carried_out": ("received",)}[row]
    return {f"t3.{r}.{c}": number for r in (row, *other) for c in (column, "total")}


def carry(own: dict[str, Any], last: dict[str, Any]) -> Finding:
    return findings(report(own), before=last_year(last))["years.carry.business"]


@pytest.mark.parametrize(
    ("own", "last", "status"),
    [
        (balanced("carried_in", 2), balanced("carried_out", 2), "pass"),
        ({IN: None}, {}, "pass"),
        ({}, {OUT: None}, "pass"),
        ({IN: None}, {OUT: None}, "pass"),
        (balanced("carried_in", 2), balanced("carried_out", 1), "fail"),
        ({IN: UNREADABLE}, {}, "not_assessable"),
        ({}, {OUT: UNREADABLE}, "not_assessable"),
        ({}, {OUT: "若干"}, "not_assessable"),
    ],
)
def test_carry_over_reads_blanks_both_ways_and_guesses_nothing(
    own: dict[str, Any], last: dict[str, Any], status: Status
) -> None:
    """Blank may be 0; what is not sure in either year is not judged."""
    assert carry(own, last).status == status


def test_a_blank_that_last_year_fills_is_a_consequence_of_the_blank() -> None:
    """The finding is the table's blanks; the figure that belongs there is told."""
    found = findings(
        report({**balanced("carried_in", 2), IN: None}),
        before=last_year(balanced("carried_out", 2)),
    )
    finding = found["years.carry.business"]
    assert (finding.status, finding.severity) == ("fail", "should_correct")
    assert finding.caused_by == found["blank.t3"].id
    ((change,),) = finding.outcome.repairs
    assert (change.cell, change.before, change.after) == (IN, None, 2)


def test_a_blank_that_its_own_figures_make_0_does_not_excuse_the_difference() -> None:
    """Its row leaves nothing but 0, and last year carried two forward: the figures contradict."""
    finding = carry({IN: None}, balanced("carried_out", 2))
    assert (finding.status, finding.severity) == ("fail", "must_correct")
    assert finding.caused_by is None


def test_a_blank_among_what_adds_to_a_stock_is_worked_out() -> None:
    """3 in force last year and 5 now: the blank must be 2 issued."""
    own = {"t2.normative.issued": None, "t2.normative.in_force": 5}
    found = findings(report(own), before=last_year({"t2.normative.in_force": 3}))
    outcome = found["t2.stock.normative"].outcome
    assert [(c.cell, c.after) for (c,) in outcome.repairs] == [("t2.normative.issued", 2)]
    assert found["t2.stock.normative"].caused_by == found["blank.t2"].id


def test_a_blank_of_last_year_accuses_nobody_unless_its_own_figures_settle_it() -> None:
    """What this report says against a blank of another report is undecided."""
    own = balanced("carried_in", 2)
    received = {"t3.received.business": None, "t3.received.total": None}
    assert carry(own, {OUT: None, "t3.carried_out.total": None}).status == "fail"
    open_blank = {OUT: None, "t3.carried_out.total": None, **received}
    assert carry(own, open_blank).status == "not_assessable"
    settled = carry(own, {**balanced("carried_out", 2), OUT: None})
    assert settled.status == "pass"
    assert "空白，由其他各数推得 2" in settled.outcome.message.zh


def test_the_total_follows_from_the_column_that_differs() -> None:
    """One column that differs makes the total differ: one cause, one finding."""
    found = findings(report(balanced("carried_in", 2)), before=last_year())
    column, total = found["years.carry.business"], found["years.carry.total"]
    assert (column.status, total.status) == ("fail", "fail")
    assert column.caused_by is None
    assert total.caused_by == column.id
    wrong_total = {**balanced("carried_in", 2), "t3.carried_in.total": 5}
    assert findings(report(wrong_total), before=last_year())["years.carry.total"].caused_by is None


def test_a_finding_says_both_years_and_what_to_do() -> None:
    """Places, figures and the sum stand in it, and the equation for the repairs."""
    own, last = balanced("carried_in", 2), balanced("carried_out", 3)
    outcome = carry(own, last).outcome
    assert outcome.message.zh == (
        "“商业企业”列上年结转 2 ≠ 上一年度（2022 年）结转下年度 3，不相衔接，建议核实。"
    )
    assert (outcome.expected, outcome.actual, outcome.difference) == ("3", "2", "1")
    assert outcome.cells == (IN,)
    assert outcome.at
    assert outcome.equation is not None
    assert (outcome.equation.terms, outcome.equation.constant) == (((IN, 1),), 3)


@pytest.mark.parametrize(
    ("kind", "values", "last", "expected", "terms"),
    [
        (
            "t2.stock.normative",
            {"issued": 2, "repealed": 1, "in_force": 9},
            {"in_force": 7},
            7,
            {"in_force": 1, "repealed": 1, "issued": -1},
        ),
    ],
)
def test_the_equation_of_a_stock_is_what_the_figures_must_fulfil(
    kind: str, values: dict[str, int], last: dict[str, int], expected: int, terms: dict[str, int]
) -> None:
    """In force + repealed - issued = last year's in force."""
    own = {f"t2.normative.{c}": n for c, n in values.items()}
    before = {f"t2.normative.{c}": n for c, n in last.items()}
    outcome = findings(report(own), before=last_year(before))[kind].outcome
    assert outcome.equation is not None
    assert dict(outcome.equation.terms) == {f"t2.normative.{c}": n for c, n in terms.items()}
    assert outcome.equation.constant == expected
    assert outcome.expected == "8"


def test_a_figure_of_last_year_that_its_own_table_contradicts_is_only_to_be_verified() -> None:
    """Where last year's sums fail at that cell, the fault may be last year's."""
    finding = carry({}, {OUT: 1})
    assert (finding.status, finding.severity) == ("fail", "verify")
    assert "可能是上一年度填错" in finding.outcome.message.zh
    both_broken = carry({IN: 2}, {OUT: 1})
    assert both_broken.severity == "must_correct"


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("2023年6月，原乙乡并入本镇。", True),
        ("因行政区划调整，两乡合并。", True),
        ("上一年度报告的结转数已经更正。", True),
        ("镇页面合并重复栏目3个，方便全镇群众。", False),
        ("合并同类申请一并答复。", False),
        ("上年提出的合同缺页问题已补齐。", False),
    ],
)
def test_a_merger_or_a_corrected_report_that_is_stated_is_asked_about(
    text: str, stated: bool
) -> None:
    """The passage is quoted; words that only look like it change nothing."""
    own = report(balanced("carried_in", 2), parts=sections(other=(text,)))
    finding = findings(own, before=last_year())["years.carry.business"]
    assert finding.severity == ("verify" if stated else "must_correct")
    assert ("报告写有“" in finding.outcome.message.zh) == stated


# ---------------------------------------------------------------- stocks
def of_2022(values: dict[str, Any] | None = None) -> Report:
    return last_year(values, edition="2019")


def test_the_two_editions_count_documents_otherwise_and_are_not_compared() -> None:
    """What was open to the public is not what is in force; carry-over is compared all the same."""
    found = findings(report({"t2.normative.in_force": 4}), before=of_2022())
    assert found["t2.stock.normative"].status == "not_applicable"
    assert "2019 年版" in found["t2.stock.normative"].outcome.message.zh
    assert found["years.carry.total"].status == "pass"
    assert not [check for check in found if check.startswith("years.items.")]


def test_in_edition_2019_a_total_may_shrink_but_not_outgrow_what_was_published() -> None:
    """Withdrawn documents have no column there; more than was published is asked about."""
    last = of_2022({"t2.normative.total": 4})

    def stock(total: int) -> Finding:
        values = {"t2.normative.published": 1, "t2.normative.total": total}
        return findings(report(values, edition="2019"), before=last)["t2.stock.normative"]

    assert stock(3).status == "pass"
    assert stock(5).status == "pass"
    assert (stock(6).status, stock(6).severity) == ("fail", "verify")
    assert stock(6).outcome.expected == "≤5"
    equation = stock(6).outcome.equation
    assert equation is not None
    assert dict(equation.terms) == {"t2.normative.published": 1, "t2.normative.total": -1}
    assert (equation.constant, equation.at_least) == (-4, True)


def test_a_stock_that_its_own_year_contradicts_is_one_finding() -> None:
    """Fewer in force than were issued: the year's own check is the cause."""
    own = {"t2.normative.issued": 4, "t2.normative.in_force": 2}
    found = findings(report(own), before=last_year())
    assert found["t2.stock.normative"].caused_by == found["t2.in_force.normative"].id
    rules = findings(report({"t2.regulations.issued": 1}), before=last_year())
    assert rules["t2.stock.regulations"].caused_by == rules["t2.regulations_zero"].id


def test_a_township_that_no_longer_reports_rules_is_not_asked_where_they_went() -> None:
    """Last year's slip is not this year's fault."""
    found = findings(report(), before=last_year({"t2.regulations.in_force": 2}))
    assert found["t2.stock.regulations"].status == "not_applicable"
    still = report({"t2.regulations.in_force": 1})
    found = findings(still, before=last_year({"t2.regulations.in_force": 2}))
    assert found["t2.stock.regulations"].status == "fail"


def test_a_change_of_items_left_blank_last_year_is_undecided() -> None:
    """本年增/减 may be negative, so a blank may be any number."""
    last = of_2022({"t2.licences.prior": 9, "t2.licences.change": None})

    def items(prior: int) -> Status:
        own = report({"t2.licences.prior": prior}, edition="2019")
        return findings(own, before=last)["years.items.licences"].status

    assert items(9) == "pass"
    assert items(5) == "not_assessable"


# ---------------------------------------------------------------- size and sameness
@pytest.mark.parametrize(
    ("own", "last", "status"),
    [
        (440, 170, "pass"),
        (99, 10, "pass"),
        (100, 10, "fail"),
        (12, 140, "fail"),
        (9, 900, "not_applicable"),
        (0, 200, "not_applicable"),
        (None, 200, "not_applicable"),
        (UNREADABLE, 200, "not_assessable"),
    ],
)
def test_small_numbers_have_no_ratio(own: Any, last: int, status: Status) -> None:
    """Ten times or more is asked about where both figures are ten or more."""
    cell = "t2.licences.decisions"
    found = findings(report({cell: own}), before=last_year({cell: last}))
    assert found[f"years.jump.{cell}"].status == status


def test_the_policy_may_set_other_limits() -> None:
    """A county that wants to be asked about threefold figures says so, with its source."""
    cell = "t2.licences.decisions"
    data = year_data(report({cell: 60}), before=last_year({cell: 20}))
    lists = Lists(thresholds={"jump_ratio": Threshold(3.0, "某县通知")})
    found = {f.check: f for f in audit(data, Policy((), "test", lists))}
    assert found[f"years.jump.{cell}"].status == "fail"
    assert "相差 3 倍以上" in found[f"years.jump.{cell}"].outcome.message.zh


def test_a_leap_that_breaks_a_sum_is_the_sum_s_finding() -> None:
    """A digit too many in a total of table 3 shows in its own sums first."""
    found = findings(
        report({"t3.received.total": 120}), before=last_year({"t3.received.total": 12})
    )
    assert found["years.jump.t3.received.total"].caused_by in {
        finding.id for check, finding in found.items() if check.startswith("t3.")
    }


@pytest.mark.parametrize(
    ("own", "last", "status"),
    [("36000", "3.6", "fail"), ("3.6", "36000", "fail"), ("900", "3.6", "pass"),
     ("0", "3.6", "pass"), ("3.6", "36000元", "pass"), ("5000", "0", "pass"),
     ("72701.2578", "59237.2449", "pass")],
)  # fmt: skip
def test_yuan_put_as_ten_thousands_are_asked_about(own: str, last: str, status: Status) -> None:
    """An amount 10,000 times last year's is likely in the wrong unit."""
    cell = "t2.fees.amount"
    found = findings(report({cell: own}), before=last_year({cell: last}))[f"value.{cell}"]
    assert (found.status, found.severity) == (status, "verify" if status == "fail" else None)


@pytest.mark.parametrize(
    ("own", "last", "status"),
    [
        ({"granted": 132}, {"granted": 132}, "pass"),
        ({"granted": 132, "refused_other_law": 45}, {"granted": 132, "refused_other_law": 45},
         "fail"),
        ({"granted": 132, "refused_other_law": 45}, {"granted": 132, "refused_other_law": 46},
         "pass"),
        ({"granted": 1532}, {"granted": 1532, "refused_other_law": 4}, "fail"),
        ({"granted": 3, "refused_other_law": 2}, {"granted": 3, "refused_other_law": 2}, "pass"),
        ({"granted": 2000}, {"granted": 2000}, "pass"),
    ],
)  # fmt: skip
def test_figures_left_standing_are_asked_about_where_they_say_enough(
    own: dict[str, int], last: dict[str, int], status: Status
) -> None:
    """Small or round figures coincide; four digits the same again do not by chance."""
    now, then = (
        {f"t3.{row}.natural_person": number for row, number in values.items()}
        for values in (own, last)
    )
    found = findings(report(now), before=last_year(then))["copy.figures.t3"]
    assert found.status == status


# ---------------------------------------------------------------- without last year's report
def test_a_first_year_has_nothing_to_go_on_from() -> None:
    """Every check between years does not apply, with the reason."""
    found = [f for f in findings(report()).values() if f.family == "years"]
    assert len(found) >= 12
    assert {f.status for f in found} == {"not_applicable"}
    assert {f.outcome.message.zh for f in found} == {"没有 2022 年度的报告可对照"}


def test_only_the_year_before_is_gone_on_from() -> None:
    """An older report that was named is no last year's."""
    data = YearData(
        report(), None, "甲镇", 2023, Path("report.txt"),
        priors=(Prior(2021, Path("old.txt"), last_year(balanced("carried_out", 2), year=2021)),),
    )  # fmt: skip
    found = [f for f in audit(data, NO_POLICY) if f.family == "years"]
    assert {f.outcome.message.zh for f in found} == {"没有 2022 年度的报告可对照"}


def test_before_the_first_form_there_are_no_tables_to_go_on_from() -> None:
    """A report of 2018 has no tables of the form; its text is there for other checks."""
    own = report(edition="2019", year=2019)
    found = findings(own, before=last_year(edition="2019", year=2018))
    between = [f for f in found.values() if f.family == "years"]
    assert {f.outcome.message.zh for f in between} == {"2018 年度还没有统一的表格，无从对照"}
    assert {f.status for f in between} == {"not_applicable"}


def test_a_prior_that_was_not_used_leaves_the_checks_open_with_its_reason() -> None:
    """A report that is there and could not be used is not the same as none."""
    unused = UnusedPrior(Path("2022/report.txt"), Words("读不出来（空文件）", "it is empty"))
    data = YearData(report(), None, "甲镇", 2023, Path("report.txt"), priors_unused=(unused,))
    found = [f for f in audit(data, NO_POLICY) if f.family == "years"]
    assert {f.status for f in found} == {"not_assessable"}
    assert {f.outcome.message.zh for f in found} == {"往年报告没有用来对照：读不出来（空文件）"}
