"""Two readings of a blank: as 0, and as an unknown whole number."""

from __future__ import annotations

import json
import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.checks import Finding, audit
from disclosure_audit.checks.readings import bounds_of, read_relation
from disclosure_audit.forms import editions
from disclosure_audit.years import load_year
from tests.builders import KIT_POLICY, findings, report
from tests.checks.relation_cases import VERDICTS_OF_REVIEWS

ROW = "t3.received"


@pytest.mark.parametrize(("values", "verdict"), VERDICTS_OF_REVIEWS)
def test_a_relation_over_blanks_has_one_of_four_verdicts(
    values: dict[str, Any], verdict: str
) -> None:
    """Holds in both readings, only if blank is 0, only if it is not, or in neither."""
    made = report(values)
    relation = next(r for r in made.form.relations if r.id == "t4.total.review")
    assert read_relation(relation, made, bounds_of(made)).verdict == verdict


def test_a_blank_total_is_caused_by_the_blanks_and_says_what_it_must_be() -> None:
    """The value that the cell needs is worked out, and one cause is one finding."""
    found = findings(report({"t4.review.upheld": 2, "t4.review.total": None}))
    broken = found["t4.total.review"]
    assert (broken.status, broken.severity) == ("fail", "should_correct")
    assert broken.caused_by == found["blank.t4"].id
    assert [(c.cell, c.after) for r in broken.outcome.repairs for c in r] == [
        ("t4.review.total", 2)
    ]


def test_given_parts_above_the_total_are_a_fault_whatever_the_blanks() -> None:
    """Broken in both readings is no consequence of the blanks."""
    found = findings(
        report({"t4.review.upheld": 3, "t4.review.other": None, "t4.review.total": 2})
    )["t4.total.review"]
    assert (found.severity, found.caused_by) == ("must_correct", None)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**9), edition=st.sampled_from(["2019", "2021"]))
def test_bounds_never_exclude_the_truth(seed: int, edition: str) -> None:
    """In a consistent table with some cells blanked, the true value lies within its bounds."""
    chance = random.Random(seed)
    truth = consistent(edition, chance)
    blanked = {cell: None if chance.random() < 0.5 else n for cell, n in truth.items()}
    bounds = bounds_of(report(blanked, edition=edition))
    for cell, number in truth.items():
        low, high = bounds[cell]
        assert low <= number
        assert high is None or number <= high


def consistent(edition: str, chance: random.Random) -> dict[str, int]:
    """Tables 3 and 4 in which every relation holds."""
    form = editions()[edition]
    people = [column.id for column in form.columns if column.id != "total"]
    outcomes = [row.id for row in form.rows if row.id and row.outcome]
    found: dict[str, int] = {}
    for who in people:
        for row in (*outcomes, "carried_out"):
            found[f"t3.{row}.{who}"] = chance.choice([0, 0, 0, 1, 2, 9])
        found[f"t3.concluded.{who}"] = sum(found[f"t3.{row}.{who}"] for row in outcomes)
        done = found[f"t3.concluded.{who}"] + found[f"t3.carried_out.{who}"]
        found[f"t3.carried_in.{who}"] = chance.randint(0, done)
        found[f"t3.received.{who}"] = done - found[f"t3.carried_in.{who}"]
    for row in (*outcomes, "carried_out", "concluded", "carried_in", "received"):
        found[f"t3.{row}.total"] = sum(found[f"t3.{row}.{who}"] for who in people)
    for proceeding in form.proceedings:
        results = [column.id for column in form.results if column.id != "total"]
        for result in results:
            found[f"t4.{proceeding.id}.{result}"] = chance.choice([0, 0, 1, 4])
        total = sum(found[f"t4.{proceeding.id}.{result}"] for result in results)
        found[f"t4.{proceeding.id}.total"] = total
    return found


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**9), edition=st.sampled_from(["2019", "2021"]))
def test_a_single_wrong_cell_is_always_seen(seed: int, edition: str) -> None:
    """Any one changed cell of tables 3 and 4 breaks a relation that it belongs to."""
    chance = random.Random(seed)
    truth = consistent(edition, chance)
    cell = chance.choice(sorted(truth))
    year = {"2019": 2020, "2021": 2023}[edition]
    wrong = findings(report({**truth, cell: truth[cell] + chance.choice([1, 9])}, edition=edition))
    sound = findings(report(truth, edition=edition, year=year), year)
    broken = {n for n, f in wrong.items() if f.status == "fail" and f.family == "arithmetic"}
    assert broken
    assert all(cell in wrong[name].outcome.cells for name in broken)
    assert not [n for n, f in sound.items() if f.status == "fail" and f.family == "arithmetic"]


def figures(shared_data: Path, name: str) -> dict[str, Finding]:
    text = (shared_data / "figures" / f"{name}.json").read_text(encoding="utf-8")
    source = json.loads(text, parse_float=Decimal)
    return findings(
        report(
            source["cells"],
            edition=source["edition"],
            name=source["place"],
            year=source["year"],
            title=f"{source['place']}{source['year']}年政府信息公开工作年度报告",
        )
    )


@pytest.mark.parametrize("name", ["suqian-2023", "suqian-2024"])
def test_the_real_figures_of_a_city_all_agree(name: str, shared_data: Path) -> None:
    """42 relations and two bounds of the published figures hold."""
    arithmetic = [f for f in figures(shared_data, name).values() if f.family == "arithmetic"]
    relations = [f for f in arithmetic if f.check != "t2.regulations_zero"]
    assert len(relations) == 44
    assert {f.status for f in relations} == {"pass"}


def test_the_real_figures_with_blank_totals_break_where_their_source_says(
    shared_data: Path,
) -> None:
    """Eleven row totals and the total column fail by the blanks; eleven values follow."""
    found = figures(shared_data, "shanghai-go-2019")
    failed = {n for n, f in found.items() if f.status == "fail" and f.family == "arithmetic"}
    needed = {
        "granted": 272, "granted_in_part": 3, "refused_state_secret": 14,
        "refused_internal_affairs": 5, "refused_deliberative": 4,
        "refused_administrative_query": 12, "unavailable_not_held": 265,
        "unavailable_needs_creation": 47, "unavailable_unclear": 25,
        "unprocessed_petition": 149, "unprocessed_repeat": 9,
    }  # fmt: skip
    assert failed == {"t3.concluded.total", *(f"t3.row_total.{row}" for row in needed)}
    assert {found[name].caused_by for name in failed} == {found["blank.t3"].id}
    assert {found[name].severity for name in failed} == {"should_correct"}
    repair = found["t3.concluded.total"].outcome.repairs[0]
    assert {c.cell.split(".")[1]: c.after for c in repair} == needed


def test_the_real_report_has_exactly_the_findings_that_a_reader_sees(shared_data: Path) -> None:
    """枣岭乡 2020: no relation broken, one blank finding a table, and the faults of its text."""
    data = load_year(shared_data / "zaoling-2020.txt")
    found = {f.check: f for f in audit(data, KIT_POLICY)}
    assert {name for name, f in found.items() if f.status == "fail"} == {
        "title.form", "section.numbering", "section.missing.preamble", "text.period",
        "blank.t3", "blank.t4", "statutory.work_assessment", "statutory.social_evaluation",
        "statutory.accountability", "statutory.old_regime", "text.contact", "text.personal_data",
        "narrative.round_figures",
    }  # fmt: skip
    assert (len(found["blank.t3"].outcome.cells), len(found["blank.t4"].outcome.cells)) == (138, 12)
    blank = set(data.report.cells_in("blank"))
    for name, finding in found.items():
        if finding.family == "arithmetic" and blank.intersection(finding.outcome.cells):
            assert "按 0 计则成立" in finding.outcome.message.zh, name
