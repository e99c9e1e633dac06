"""Years that go on from one another pass; a figure that does not is found, and it alone."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

from disclosure_audit.checks import Finding
from disclosure_audit.forms import editions
from disclosure_audit.reports import Report
from tests.builders import findings, report
from tests.rendering.chains import next_year, settled
from tests.rendering.figures import SIZES, Figures, faultless

YEARS = (2019, 2020, 2021, 2022, 2023)
CHAINS = range(40)
COLUMNS = [column.id for column in editions()["2021"].columns]


def of_year(year: int, values: dict[str, Any], name: str = "甲县") -> Report:
    edition = "2019" if year < 2021 else "2021"
    title = f"{name}{year}年政府信息公开工作年度报告"
    return report(values, edition=edition, year=year, title=title, name=name)


def between(found: dict[str, Finding]) -> dict[str, Finding]:
    size = "value.t2.fees.amount"
    return {c: f for c, f in found.items() if f.family == "years" or c == size}


def suqian(year: int, shared_data: Path) -> Report:
    text = (shared_data / "figures" / f"suqian-{year}.json").read_text(encoding="utf-8")
    return of_year(year, json.loads(text, parse_float=Decimal)["cells"], "江苏省宿迁市")


def test_a_real_city_goes_on_from_year_to_year_without_a_false_alarm(shared_data: Path) -> None:
    """宿迁市 2023 to 2024: all seven columns and both stocks hold; nothing new is found."""
    last, own = suqian(2023, shared_data), suqian(2024, shared_data)
    found = findings(own, before=last)
    figures = [f for f in found.values() if f.family in ("arithmetic", "values", "years")]
    assert {f.status for f in figures} <= {"pass", "not_applicable"}
    held = {c for c, f in between(found).items() if f.status == "pass"}
    assert {f"years.carry.{column}" for column in COLUMNS} <= held
    assert {"t2.stock.regulations", "t2.stock.normative"} <= held
    assert {f.status for f in between(found).values()} == {"pass"}


def test_a_real_stock_of_documents_holds_for_a_third_year(shared_data: Path) -> None:
    """宿迁市 2025: 12 + 3 - 0 = 15 and 420 + 61 - 59 = 422."""
    stock = {"regulations": (3, 0, 15), "normative": (61, 59, 422)}
    columns = ("issued", "repealed", "in_force")
    values = {
        f"t2.{kind}.{column}": number
        for kind, numbers in stock.items()
        for column, number in zip(columns, numbers, strict=True)
    }
    found = findings(of_year(2025, values, "江苏省宿迁市"), before=suqian(2024, shared_data))
    for kind in stock:
        assert found[f"t2.stock.{kind}"].status == "pass"
    assert "420＋本年制发件数 61－本年废止件数 59＝422" in (
        found["t2.stock.normative"].outcome.message.zh
    )


def chain(seed: int) -> list[Figures]:
    """Five years of figures without a fault, over both editions."""
    random = Random(seed)
    size = random.choice(SIZES)
    years = [settled(faultless(editions()["2019"], random, size))]
    for year in YEARS[1:]:
        edition = editions()["2019" if year < 2021 else "2021"]
        years.append(settled(next_year(edition, random, size, years[-1])))
    return years


@pytest.mark.parametrize("seed", CHAINS)
def test_a_chain_of_faultless_years_has_no_fail(seed: int) -> None:
    """Over five years and both editions nothing between the years is accused."""
    figures = chain(seed)
    reports = [of_year(y, f) for y, f in zip(YEARS, figures, strict=True)]
    for last, own in pairwise(reports):
        found = between(findings(own, before=last))
        assert {c: f.outcome.message.zh for c, f in found.items() if f.status == "fail"} == {}
        carried = {f.status for c, f in found.items() if c.startswith("years.carry.")}
        assert carried == {"pass"}
        same = last.edition == own.edition
        stocks = {f.status for c, f in found.items() if c.startswith("t2.stock.")}
        assert stocks == ({"pass"} if same else {"not_applicable"})


@pytest.mark.parametrize("seed", CHAINS)
def test_one_changed_figure_fails_exactly_the_check_that_it_belongs_to(seed: int) -> None:
    """Of last year's or this year's cells one is off: its check fails, and no other."""
    random = Random(seed)
    figures = chain(seed)
    number = random.randint(1, len(YEARS) - 1)
    last, own = dict(figures[number - 1]), dict(figures[number])
    column = random.choice(COLUMNS)
    more = random.randint(1, 9)
    changed, cell = random.choice(
        ((last, f"t3.carried_out.{column}"), (own, f"t3.carried_in.{column}"))
    )
    changed[cell] += more
    found = between(findings(of_year(YEARS[number], own), before=of_year(YEARS[number - 1], last)))
    failed = {c for c, f in found.items() if f.status == "fail"}
    assert failed == {f"years.carry.{column}"}
    finding = found[f"years.carry.{column}"]
    assert finding.outcome.difference == f"{more if changed is last else -more}"
    assert finding.severity == ("verify" if changed is last else "must_correct")


@pytest.mark.parametrize("seed", range(20))
def test_one_changed_stock_fails_its_own_check(seed: int) -> None:
    """A stock of documents that does not follow is found, whatever its size."""
    figures = chain(seed)
    own = {**figures[4], "t2.normative.in_force": figures[4]["t2.normative.in_force"] + 1}
    found = between(findings(of_year(2023, own), before=of_year(2022, figures[3])))
    failed = [c for c, f in found.items() if f.status == "fail"]
    assert failed == ["t2.stock.normative"]


@pytest.mark.parametrize("seed", range(20))
def test_last_year_s_items_and_their_change_are_this_year_s_items(seed: int) -> None:
    """Two reports of edition 2019: one item too many is found in its row."""
    figures = chain(seed)
    own = {**figures[1], "t2.licences.prior": figures[1]["t2.licences.prior"] + 1}
    found = between(findings(of_year(2020, own), before=of_year(2019, figures[0])))
    failed = [c for c, f in found.items() if f.status == "fail"]
    assert failed == ["years.items.licences"]
