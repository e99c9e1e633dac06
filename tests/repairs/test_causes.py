"""Findings with their causes: which cell is wrong, and what follows from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from disclosure_audit.checks import Equation, Finding, Outcome
from disclosure_audit.checks.listing import listing
from disclosure_audit.repairs import LISTED, with_causes
from disclosure_audit.reports import Report
from disclosure_audit.text import Words
from tests.builders import findings, report, year_data


def table_3(outcomes: Mapping[str, int]) -> dict[str, Any]:
    """A table 3 that adds up: outcomes by “row.column”, all received this year, none left over."""
    form = report().form
    values: dict[str, Any] = {}
    for place, number in outcomes.items():
        row, column = place.split(".")
        for cell in product(("received", row, "concluded"), (column, "total")):
            name = f"t3.{'.'.join(cell)}"
            values[name] = values.get(name, 0) + number
    assert set(values) <= set(form.cells)
    return values


def report_values() -> dict[str, int]:
    """A figure of 0 for every cell."""
    return dict.fromkeys(report().form.cells, 0)


SOUND = table_3(
    {"granted.natural_person": 7, "refused_state_secret.natural_person": 2, "granted.business": 12}
)


def caused(
    of: Report | Mapping[str, Any], *more: Finding, last_year: Report | None = None
) -> dict[str, Finding]:
    """Every finding with its cause, by check id; a mapping changes SOUND."""
    made = of if isinstance(of, Report) else report({**SOUND, **of})
    found = (*findings(made).values(), *more)
    return {finding.check: finding for finding in with_causes(made, found, last_year)}


def stated(check: str, status: str, cell: str, constant: int) -> Finding:
    """A finding that holds a cell against a number of the prose or of last year's report."""
    equation = Equation(((cell, 1),), constant, stated=Words("第一部分所述", "as section 1 says"))
    outcome = Outcome(status, Words("", ""), (cell,), equation=equation)  # type: ignore[arg-type]
    severity = "must_correct" if status == "fail" else None
    nothing = Words("", "")
    return Finding(f"{check}-0", check, "arithmetic", nothing, nothing, severity, outcome)  # type: ignore[arg-type]


def broken(found: Mapping[str, Finding]) -> dict[str, str | None]:
    """The failed checks of the sums, each with its cause."""
    return {
        check: finding.caused_by
        for check, finding in found.items()
        if finding.status == "fail" and finding.outcome.equation
    }


def repairs(finding: Finding) -> list[list[tuple[str, Any, Any]]]:
    return [[(c.cell, c.before, c.after) for c in tie] for tie in finding.outcome.repairs]


def test_one_wrong_cell_is_one_finding_that_names_it() -> None:
    """Two broken sums have the cell that both share for their cause, with the value it needs."""
    found = caused({"t3.granted.business": 21})
    root, other = found["t3.concluded.business"], found["t3.row_total.granted"]
    assert repairs(root) == [[("t3.granted.business", 21, 12)]]
    assert broken(found) == {root.check: None, other.check: root.id}
    assert repairs(other) == []


def test_a_change_says_what_slip_explains_it() -> None:
    """21 for 12: the digits were swapped, said in both languages."""
    change = caused({"t3.granted.business": 21})["t3.concluded.business"].outcome.repairs[0][0]
    assert change.explains.zh == "12 的两位数字写颠倒成 21"
    assert change.explains.en == "two digits of 12 were swapped to 21"


def test_a_cell_of_three_sums_has_two_consequences() -> None:
    """（七）总计 stands in three sums: one is the root, the two others follow from it."""
    found = caused({"t3.concluded.total": 22})
    causes = broken(found)
    roots = [check for check, cause in causes.items() if cause is None]
    assert len(causes) == 3
    assert [repairs(found[root]) for root in roots] == [[[("t3.concluded.total", 22, 21)]]]


def test_two_wrong_cells_apart_are_two_findings() -> None:
    """Faults that have nothing to do with one another have a root each."""
    found = caused({"t3.granted.business": 21, "t3.carried_out.research": 1})
    roots = [check for check, cause in broken(found).items() if cause is None]
    assert [repairs(found[root]) for root in roots] == [
        [[("t3.carried_out.research", 1, 0)]],
        [[("t3.granted.business", 21, 12)]],
    ]


def test_two_figures_swapped_in_a_row_come_first_among_all_ties() -> None:
    """The exchange is the likeliest; any other pair of the two columns in one row would do too."""
    sound = table_3({
        "granted.business": 13, "granted.research": 8,
        "granted_in_part.business": 9, "granted_in_part.research": 9,
    })  # fmt: skip
    found = caused(report({**sound, "t3.granted.business": 8, "t3.granted.research": 13}))
    (root,) = [found[check] for check, cause in broken(found).items() if cause is None]
    first, *others = repairs(root)
    assert first == [("t3.granted.business", 8, 13), ("t3.granted.research", 13, 8)]
    assert root.outcome.repairs[0][0].explains.zh == "两格的数互换了位置"
    assert [("t3.granted_in_part.business", 9, 14), ("t3.granted_in_part.research", 9, 4)] in others
    assert "不能断定" in root.outcome.suggestion.zh  # type: ignore[union-attr]


def test_where_the_sums_cannot_decide_all_candidates_are_listed() -> None:
    """A total of table 4 does not agree: any of the five figures may be wrong, the total first."""
    found = caused({"t4.review.upheld": 1, "t4.review.total": 2})
    assert repairs(found["t4.total.review"]) == [
        [("t4.review.total", 2, 1)],
        [("t4.review.upheld", 1, 2)],
        [("t4.review.corrected", 0, 1)],
        [("t4.review.other", 0, 1)],
        [("t4.review.pending", 0, 1)],
    ]
    advice = found["t4.total.review"].outcome.suggestion
    assert advice is not None
    assert "5 种改法" in advice.zh
    assert "5 ways" in advice.en


def test_no_figure_is_taken_below_zero() -> None:
    """Parts of 0 cannot be what makes the sum too large."""
    found = caused({"t4.review.upheld": 5, "t4.review.total": 4})
    assert {tie[0][0] for tie in repairs(found["t4.total.review"])} == {
        "t4.review.total",
        "t4.review.upheld",
    }


def test_beyond_what_can_be_told_is_said() -> None:
    """Five wrong cells that no small change explains: nothing is named, and the advice says why."""
    wrong = {f"t3.refused_{name}.{column}": 1 for name, column in (
        ("other_law", "business"), ("third_party", "research"), ("deliberative", "charity"),
        ("internal_affairs", "legal_service"), ("enforcement_file", "other_org"),
    )}  # fmt: skip
    found = caused(wrong)
    assert all(not found[check].outcome.repairs for check in broken(found))
    assert set(broken(found).values()) == {None}
    assert all("推不出" in found[c].outcome.suggestion.zh for c in broken(found))  # type: ignore[union-attr]


def test_ties_beyond_the_list_are_counted() -> None:
    """Four figures one too low go with their rows and columns in 24 ways: all are counted."""
    rows = ("granted", "granted_in_part", "refused_other_law", "refused_deliberative")
    columns = ("business", "research", "charity", "legal_service")
    places = [f"{row}.{column}" for row, column in zip(rows, columns, strict=True)]
    sound = table_3(dict.fromkeys(places, 5))
    found = caused(report({**sound, **{f"t3.{place}": 4 for place in places}}))
    (root,) = [found[check] for check, cause in broken(found).items() if cause is None]
    assert len(root.outcome.repairs) == LISTED
    assert root.outcome.suggestion is not None
    assert "24 种改法" in root.outcome.suggestion.zh
    assert f"另有 {24 - LISTED} 种" in root.outcome.suggestion.zh
    assert f"{24 - LISTED} more are not" in root.outcome.suggestion.en


def test_a_column_that_slid_by_one_row_is_one_fault() -> None:
    """Figures one row too low are moved back, however many cells that changes."""
    rows = [r.id for r in report().form.rows if r.id]
    numbers = dict(zip(rows[2:], (5, 4, 3, 2, 6), strict=False))
    own = {f"{row}.business": number for row, number in numbers.items()}
    true = {**report_values(), **table_3({**own, "granted.research": 1})}
    column = [f"t3.{row}.business" for row in rows]
    printed = [true[cell] for cell in column]
    slid = dict(zip(column, [*printed[:2], 0, *printed[2:7], *printed[8:]], strict=True))
    found = caused(report({**true, **slid}))
    (root,) = [found[check] for check, cause in broken(found).items() if cause is None]
    (repair,) = repairs(root)
    assert {cell: after for cell, _, after in repair} == {
        cell: true[cell] for cell in column if true[cell] != slid[cell]
    }
    assert "错开一格" in root.outcome.suggestion.zh  # type: ignore[union-attr]


def test_a_number_of_the_prose_may_be_the_wrong_one() -> None:
    """Tables that agree among themselves, and a sentence that does not: the sentence is named."""
    found = caused({}, stated("narrative.received", "fail", "t3.received.total", 12))
    root = found["narrative.received"]
    assert repairs(root) == [[("narrative.received", 12, 21)]]
    assert root.outcome.repairs[0][0].place == Words("第一部分所述", "as section 1 says")
    assert "只与所引的数不符" in root.outcome.suggestion.zh  # type: ignore[union-attr]


def test_the_advice_of_a_check_on_the_prose_stays() -> None:
    """What the check itself advises comes first."""
    sentence = stated("narrative.received", "fail", "t3.received.total", 12)
    outcome = replace(sentence.outcome, suggestion=Words("核对叙述。", "Check the prose."))
    found = caused({}, replace(sentence, outcome=outcome))["narrative.received"]
    assert found.outcome.suggestion is not None
    assert found.outcome.suggestion.zh.startswith("核对叙述。表内各数")


def test_a_rough_count_that_passed_demands_nothing() -> None:
    """A sentence that its own check let pass although it differs is no constraint."""
    rough = stated("narrative.received", "pass", "t3.received.total", 20)
    found = caused({"t3.granted.business": 21}, rough)
    assert repairs(found["t3.concluded.business"]) == [[("t3.granted.business", 21, 12)]]


@pytest.mark.parametrize("most", [3, 0])
def test_a_bound_from_above_names_the_stated_number_as_it_is_said(most: int) -> None:
    """At most as many as last year's report leaves: that number, or the cell, may be wrong."""
    cell = "t2.normative.repealed"
    bound = stated("t2.stock.normative", "fail", cell, most)
    equation = Equation(((cell, -1),), -most, at_least=True, stated=Words("上年报告", "last year"))
    bound = replace(bound, outcome=replace(bound.outcome, equation=equation))
    changes = caused({cell: 5}, bound)["t2.stock.normative"].outcome.repairs
    assert {(c.cell, c.before, c.after) for (c,) in changes} == {
        (cell, 5, most),
        ("t2.stock.normative", most, 5),
    }
    assert "至少为 5" in {c.explains.zh for (c,) in changes}


def test_the_prose_tells_which_cell_of_table_4_is_wrong() -> None:
    """With a sentence that agrees with the total, the total is no candidate any more."""
    sentence = stated("narrative.reviews", "pass", "t4.review.total", 2)
    found = caused({"t4.review.upheld": 1, "t4.review.total": 2}, sentence)
    assert [tie[0][0] for tie in repairs(found["t4.total.review"])] == [
        "t4.review.upheld", "t4.review.corrected", "t4.review.other", "t4.review.pending",
    ]  # fmt: skip


def test_a_figure_that_sums_and_last_year_contradict_is_one_fault() -> None:
    """Row, column and last year's report all say what the cell should be."""
    carried = stated("years.carry.business", "fail", "t3.carried_in.business", 0)
    found = caused({"t3.carried_in.business": 3}, carried)
    root = found["t3.balance.business"]
    assert repairs(root) == [[("t3.carried_in.business", 3, 0)]]
    assert broken(found)["years.carry.business"] == root.id


def test_a_finding_that_has_a_cause_keeps_it() -> None:
    """What another check has explained is neither root nor given another cause."""
    carried = replace(
        stated("years.carry.business", "fail", "t3.carried_in.business", 0), caused_by="a-0"
    )
    found = caused({"t3.carried_in.business": 3}, carried)
    assert found["years.carry.business"].caused_by == "a-0"
    assert found["t3.row_total.carried_in"].caused_by == found["t3.balance.business"].id


def test_last_years_figure_is_named_as_the_slip() -> None:
    """A figure that stands in the same cell of last year's report was left there."""
    last = report({"t4.review.upheld": 13})
    found = caused({"t4.review.upheld": 13, "t4.review.total": 15}, last_year=last)
    first = found["t4.total.review"].outcome.repairs[0][0]
    assert (first.cell, first.explains.zh) == ("t4.review.upheld", "与上年报告同一格的数相同")


def test_a_blank_is_never_accused() -> None:
    """Parts above their total with blanks beside them: a printed figure is wrong, no blank."""
    found = caused({"t4.review.upheld": 3, "t4.review.other": None, "t4.review.total": 2})
    ties = repairs(found["t4.total.review"])
    assert {tie[0][0] for tie in ties} == {"t4.review.upheld", "t4.review.total"}
    said = {c.explains.zh for tie in found["t4.total.review"].outcome.repairs for c in tie}
    assert said == {"至多为 2", "至少为 3"}


def test_what_follows_from_blanks_keeps_them_for_its_cause() -> None:
    """A blank total is to be filled in; no printed figure is called wrong."""
    found = caused({"t4.review.upheld": 2, "t4.review.total": None})
    assert found["t4.total.review"].caused_by == found["blank.t4"].id
    assert repairs(found["t4.total.review"]) == [[("t4.review.total", None, 2)]]


def test_what_holds_with_blanks_as_zeros_comes_first() -> None:
    """Of two repairs the one after which no blank need hold a figure is the likelier."""
    form = report().form
    table: dict[str, Any] = {cell: None for cell in form.cells if cell[:2] == "t3"}
    row = {f"t3.granted.{column.id}": 0 for column in form.columns}
    row |= {"t3.granted.natural_person": 2, "t3.granted.business": 3, "t3.granted.total": 6}
    sums = {"natural_person": 2, "business": 4, "total": 6}
    concluded = {f"t3.concluded.{column}": number for column, number in sums.items()}
    found = caused(report({**table, **row, **concluded}))["t3.row_total.granted"]
    first, *others = repairs(found)
    assert first == [("t3.granted.business", 3, 4)]
    assert [("t3.granted.total", 6, 5)] in others


def test_a_figure_may_be_wrong_instead_of_the_blanks() -> None:
    """Zeros left blank and a figure too small in its row and column: it is offered, not blamed."""
    printed = {cell: None for cell in report().form.cells if cell[:2] == "t3"}
    found = caused(report({**printed, **SOUND, "t3.granted.business": 11}))
    first = found["t3.concluded.business"]
    assert repairs(first) == [[("t3.granted.business", 11, 12)]]
    assert first.caused_by == found["t3.row_total.granted"].caused_by == found["blank.t3"].id
    assert "空白如都是 0" in first.outcome.suggestion.zh  # type: ignore[union-attr]


def test_one_sum_and_its_blanks_blame_no_figure() -> None:
    """A single sum that blanks may fill says nothing of the printed figures."""
    blanks = {"t4.review.other": None, "t4.review.pending": None}
    found = caused({"t4.review.upheld": 1, "t4.review.total": 2, **blanks})
    assert found["t4.total.review"].caused_by == found["blank.t4"].id
    assert repairs(found["t4.total.review"]) == []


def test_an_unreadable_cell_takes_its_sums_out() -> None:
    """Sums with a cell that could not be read demand nothing, and it is no candidate."""
    found = caused({"t3.granted.business": "1 2", "t3.refused_state_secret.business": 1})
    root = found["t3.row_total.refused_state_secret"]
    named = {cell for tie in repairs(root) for cell, _, _ in tie}
    assert "t3.refused_state_secret.business" in named
    assert "t3.granted.business" not in named


def test_an_unreadable_cell_is_no_less_than_zero() -> None:
    """A total cannot be below the parts that are known, whatever the unreadable part holds."""
    unread = {"t4.review.other": "1 2", "t4.review.upheld": 3, "t4.review.total": 4}
    found = caused(unread, stated("narrative.reviews", "fail", "t4.review.total", 2))
    assert repairs(found["narrative.reviews"]) == [[("narrative.reviews", 2, 4)]]
    assert found["t4.total.review"].status == "not_assessable"


def test_a_waived_sum_demands_nothing() -> None:
    """Where a finding was explained, the others are mended without it."""
    made = report({**SOUND, "t4.review.upheld": 1})
    found = [
        replace(f, outcome=replace(f.outcome, status="waived"))
        if f.check == "t4.total.review" else f
        for f in findings(made).values()
    ]  # fmt: skip
    assert with_causes(made, found) == tuple(found)


def test_bounds_of_table_2_say_at_least_and_at_most() -> None:
    """Four issued and two in force: each of the three figures may be wrong, as far as it must."""
    found = caused({"t2.normative.issued": 4, "t2.normative.in_force": 2})
    said = {
        tie[0].cell: tie[0].explains.zh for tie in found["t2.in_force.normative"].outcome.repairs
    }
    assert said == {
        "t2.normative.issued": "至多为 2",
        "t2.normative.repealed": "至少为 2",
        "t2.normative.in_force": "至少为 4",
    }


def test_a_sound_report_is_returned_as_it_was() -> None:
    """Where nothing is broken nothing changes."""
    made = report(SOUND)
    found = tuple(findings(made).values())
    assert with_causes(made, found) == found


def test_the_listing_shows_every_repair() -> None:
    """The command line says from what to what, where and why, below the advice."""
    made = report({**SOUND, "t3.granted.business": 21})
    shown = listing(year_data(made), with_causes(made, tuple(findings(made).values())), "zh")
    assert "改法：第三部分表“（一）予以公开／商业企业” 21 → 12（12 的两位数字写颠倒成 21）" in shown


def follows(check: str, cause: str | None, status: str = "fail") -> Finding:
    """A finding that names another as its cause."""
    own = stated(check, status, "t3.granted.business", 12)
    outcome = replace(own.outcome, equation=None, message=Words(f"说{check}", check))
    return replace(own, outcome=outcome, caused_by=cause and f"{cause}-0")


def causes(*found: Finding) -> dict[str, str | None]:
    return {f.check: f.caused_by for f in with_causes(report(), found)}


def test_a_chain_of_causes_ends_at_its_root() -> None:
    """What follows from an effect follows from the root; a waived finding is no open root."""
    chain = (follows("a", "b"), follows("b", "c"), follows("c", None))
    assert causes(*chain) == {"a": "c-0", "b": "c-0", "c": None}
    waived = (follows("a", "b"), follows("b", "c"), follows("c", None, "waived"))
    assert causes(*waived)["a"] == "b-0"


def test_causes_that_lead_back_to_one_another_have_one_root() -> None:
    """No finding is left without a root that is listed."""
    assert causes(follows("x", "a"), follows("a", "b"), follows("b", "a")) == {
        "x": "a-0",
        "a": None,
        "b": "a-0",
    }


def test_the_listing_tells_of_every_failed_check() -> None:
    """Below its root, however long the chain; by itself where the cause is waived."""
    chain = [follows("a.a", "b.b"), follows("b.b", "c.c"), follows("c.c", None)]
    lone = [follows("d.d", "e.e"), follows("e.e", None, "waived")]
    text = listing(year_data(report()), with_causes(report(), [*chain, *lone]), "zh")
    assert "同因涉及 2 项：a.a-0、b.b-0" in text
    assert "】说d.d" in text


def test_a_name_with_line_breaks_is_listed_on_one_line() -> None:
    """A folder's name cannot forge a line of the listing, nor steer the terminal."""
    made = report()
    source = replace(made.source, path="2023\n1. 【严重错误】\x1b[2J/report.txt")
    first = listing(year_data(replace(made, source=source)), (), "zh").splitlines()[0]
    assert first.endswith("2023 1. 【严重错误】[2J/report.txt")


def real(shared_data: Path, name: str) -> Report:
    text = (shared_data / "figures" / f"{name}.json").read_text(encoding="utf-8")
    source = json.loads(text, parse_float=Decimal)
    return report(
        source["cells"],
        edition=source["edition"],
        name=source["place"],
        year=source["year"],
        title=f"{source['place']}{source['year']}年政府信息公开工作年度报告",
    )


@pytest.mark.parametrize("name", ["suqian-2023", "suqian-2024"])
def test_real_figures_that_agree_have_nothing_to_repair(name: str, shared_data: Path) -> None:
    """No cell of the city's published figures is accused."""
    found = caused(real(shared_data, name))
    sums = [finding for finding in found.values() if finding.outcome.equation]
    assert len(sums) == 44
    assert not any(finding.outcome.repairs or finding.caused_by for finding in sums)


def test_real_blank_totals_are_filled_in_and_no_figure_is_accused(shared_data: Path) -> None:
    """Shanghai 2019: what fails follows from the blanks, and all repairs fill blanks."""
    made = real(shared_data, "shanghai-go-2019")
    before, after = findings(made), caused(made)
    assert after == before
    changes = [c for f in after.values() for tie in f.outcome.repairs for c in tie]
    assert len({change.cell for change in changes}) == 11
    assert all(change.before is None for change in changes)
