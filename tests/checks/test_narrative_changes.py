"""Growth and fall: against last year's figures, and against whole numbers."""

from __future__ import annotations

from decimal import Decimal
from math import ceil, floor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.checks.finding import Outcome
from disclosure_audit.checks.narrative import CHECKS as NARRATIVE_CHECKS
from disclosure_audit.checks.narrative_changes import (
    CHECKS,
    bases_of,
    percent_change_fits,
)
from disclosure_audit.checks.narrative_fees import reachable
from disclosure_audit.checks.narrative_shares import interval_fit
from disclosure_audit.checks.subject import Subject
from tests.builders import report, sections, year_data

HALF = Decimal("0.05")


class WithLastYear(Subject):
    """A subject that has the report of last year beside it."""

    before: dict[str, int]

    @property
    def year_before(self) -> Subject:
        return Subject(year_data(report(self.before, year=2022)))


def looked(check: str, text: str, now: dict[str, int], before: dict[str, int]) -> Outcome:
    made = report(now, parts=sections(overview=("（二）依申请公开", text)))
    subject = WithLastYear(year_data(made))
    object.__setattr__(subject, "before", before)
    return next(c for c in CHECKS if c.pattern == check).look(subject, check)


NOW = {"t3.received.total": 3525, "t3.carried_in.total": 121}
BEFORE = {"t3.received.total": 3511, "t3.carried_in.total": 96}


@pytest.mark.parametrize(
    ("percent", "status"), [("1.08", "pass"), ("1.05", "fail"), ("1.1", "pass")]
)
def test_a_growth_is_held_against_the_same_count_of_last_year(percent: str, status: str) -> None:
    """3,646 after 3,607 is 1.08 %, also printed 1.1 %, not 1.05 %."""
    text = f"全年收办政府信息公开申请3646件，同比增长{percent}%。"
    assert looked("narrative.year_on_year", text, NOW, BEFORE).status == status


@pytest.mark.parametrize(("before", "status"), [(0, "pass"), (1, "fail")])
def test_one_more_than_last_year_is_held_against_last_year(before: int, status: str) -> None:
    """One application, one more than last year: then last year had none."""
    last = {"t3.received.total": before} if before else {}
    text = "全年收到政府信息公开申请1件，比上年增加1件。"
    outcome = looked("narrative.change_of_one", text, {"t3.received.total": 1}, last)
    assert outcome.status == status


@pytest.mark.parametrize(
    ("check", "text", "now", "before", "said", "expected", "actual"),
    [
        ("year_on_year", "全年收办政府信息公开申请3646件，同比增长1.05%。", NOW, BEFORE,
         "本年 3646，上年报告为 3607，应为增加 1.08%", "+1.08%", "+1.05%"),
        ("change_of_one", "全年收到政府信息公开申请7件，比上年增加3件。", {"t3.received.total": 7},
         {"t3.received.total": 9}, "本年 7，上年报告为 9，应为减少 2", "-2", "+3件"),
        ("change_of_one", "全年收到政府信息公开申请7件，比上年增加3件。", {"t3.received.total": 7},
         {"t3.received.total": 7}, "应为持平", "+0", "+3件"),
        ("year_on_year", "全年收到政府信息公开申请7件，比上年增长20%。", {"t3.received.total": 7},
         {}, "无从计算百分比", None, "+20%"),
    ],
)  # fmt: skip
def test_a_wrong_change_names_both_years_and_the_change_they_give(
    check: str,
    text: str,
    now: dict[str, int],
    before: dict[str, int],
    said: str,
    expected: str | None,
    actual: str,
) -> None:
    """The finding needs no look into last year's report to be understood."""
    outcome = looked(f"narrative.{check}", text, now, before)
    assert said in outcome.message.zh
    assert (outcome.expected, outcome.actual) == (expected, actual)


def narrative_outcome(check: str, text: str, facts: dict[str, Any]) -> Outcome:
    subject = Subject(year_data(report(facts, parts=sections(overview=(text,)))))
    own = next(c for c in NARRATIVE_CHECKS if f"narrative.{check}" in tuple(c.targets(subject)))
    return own.look(subject, f"narrative.{check}")


def test_a_fee_is_shown_in_the_unit_of_the_form() -> None:
    """The label says 万元, so the figure of the table is shown in 万元, not turned into 元."""
    outcome = narrative_outcome("fees", "收取行政事业性收费3万元。", {"t2.fees.amount": "0.48"})
    assert "为 0.48 万元" in outcome.message.zh
    assert (outcome.expected, outcome.actual) == ("0.48 万元", "3万元")


def test_a_universal_says_what_the_cell_should_be_as_expected() -> None:
    """All of 8 granted: 8 is expected, the 5 of the table is what is there."""
    text = "收到政府信息公开申请8件，全部予以公开。"
    outcome = narrative_outcome("universal", text, {
        "t3.received.total": 8, "t3.concluded.total": 8, "t3.granted.total": 5,
        "t3.other_rest.total": 3,
    })  # fmt: skip
    assert (outcome.expected, outcome.actual) == ("8", "5")


def test_two_differences_in_one_finding_demand_no_single_sum() -> None:
    """One equation would name only the first of them; one difference alone has its equation."""
    facts = {"t2.normative.issued": 3, "t2.normative.in_force": 4}
    two = narrative_outcome("normative", "新制发行政规范性文件2件，年末有效5件。", facts)
    one = narrative_outcome("normative", "新制发行政规范性文件2件，年末有效4件。", facts)
    assert two.status == one.status == "fail"
    assert two.equation is None
    assert one.equation is not None


def test_without_last_years_report_nothing_is_claimed() -> None:
    """No report of last year: not applicable, with the reason."""
    text = ("（二）依申请公开", "全年收到政府信息公开申请10件，同比增长25%，比上年增加2件。")
    subject = Subject(year_data(report({"t3.received.total": 10}, parts=sections(overview=text))))
    for check in CHECKS:
        outcome = check.look(subject, check.pattern)
        expected = "pass" if check.pattern.endswith("base") else "not_applicable"
        assert outcome.status == expected, check.pattern


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.integers(1, 5000), st.integers(1, 5000), st.integers(0, 2))
def test_the_true_base_is_always_among_those_left(now: int, before: int, places: int) -> None:
    """Whatever the numbers, a rightly rounded change leaves the true base."""
    exact = Decimal(abs(now - before)) * 100 / before
    step = Decimal(1).scaleb(-places)
    percent = (exact / step + Decimal("0.5")).to_integral_value("ROUND_FLOOR") * step
    sign = 1 if now >= before else -1
    assert percent_change_fits(now, before, percent, step / 2, sign)
    bases = bases_of(now, percent, step / 2, sign)
    assert bases is not None
    assert bases[0] <= before <= bases[1]


def test_bases_of_real_claims() -> None:
    """859 and -12.3 % leave 979 and 980; 3,607 and +70.3 % leave 2,118; 7 and +25 % leave none."""
    assert bases_of(859, Decimal("12.3"), HALF, -1) == (979, 980)
    assert bases_of(3607, Decimal("70.3"), HALF, 1) == (2118, 2118)
    assert bases_of(7, Decimal("25"), Decimal("0.5"), 1) is None


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.integers(0, 3000), st.integers(1, 3000), st.integers(0, 3))
def test_rounding_and_cutting_off_are_told_apart(part: int, whole: int, places: int) -> None:
    """A rounded share fits; a share cut off fits as cut off where it differs from the rounded."""
    exact = Decimal(part) * 100 / Decimal(whole)
    step = Decimal(1).scaleb(-places)
    rounded = floor(exact / step + Decimal("0.5")) * step
    cut = floor(exact / step) * step
    assert interval_fit(part, whole, rounded, step / 2) == "rounded"
    assert interval_fit(part, whole, cut, step / 2) == ("rounded" if cut == rounded else "cut")
    above = (ceil(exact / step) + 1) * step
    assert interval_fit(part, whole, above, step / 2) == "none"


@pytest.mark.parametrize("fee", [0, 10, 270, 700, 720, 880, 1080, 2700, 2740, 100, 1500])
def test_fees_that_one_application_can_cost(fee: int) -> None:
    """Per page 10, 20 and 40 yuan by steps, or hundreds per application."""
    assert reachable(fee)


@pytest.mark.parametrize("fee", [5, 225, 730, 2710, 2720])
def test_fees_that_no_application_can_cost(fee: int) -> None:
    """Between the steps of the scale there is nothing."""
    assert not reachable(fee)
