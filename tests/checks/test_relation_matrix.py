"""The relations of many reports at once give the verdicts of each report by itself."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.checks.readings import Verdict, bounds_of, read_relation
from disclosure_audit.checks.relation_matrix import (
    LARGEST,
    VERDICTS,
    Figures,
    figures_of,
    read_relations,
)
from disclosure_audit.errors import DeveloperError, FilerError
from disclosure_audit.forms import editions
from disclosure_audit.reports import CellValue, Report
from tests.builders import report
from tests.checks.relation_cases import VERDICTS_OF_REVIEWS
from tests.rendering.figures import faultless, faulty

TABLES = ["2019", "2021"]
UNSURE = ["若干", CellValue("unreadable"), CellValue("missing")]
OPEN = {"holds", "holds_if_zero"}


def verdicts(reports: list[Report]) -> list[list[Verdict]]:
    figures = figures_of(reports[0].form, reports)
    return [[VERDICTS[code] for code in row] for row in read_relations(figures)]


def generated(edition: str, random: Random) -> Report:
    """A report with or without faults, of which some cells are blank, unreadable or missing."""
    form = editions()[edition]
    values: dict[str, Any] = dict(random.choice([faultless, faulty])(form, random))
    hidden = random.choice([0, 0.02, 0.1, 0.5])
    blanked = random.random() < 0.5  # the zeros of a whole report, as some townships print them
    for cell, value in values.items():
        if random.random() < hidden or (blanked and value == 0):
            values[cell] = None if random.random() < 0.9 else random.choice(UNSURE)
    return report(values, edition=edition)


@pytest.mark.parametrize(("values", "verdict"), VERDICTS_OF_REVIEWS)
def test_a_relation_of_many_reports_has_the_verdicts_of_one(
    values: dict[str, Any], verdict: str
) -> None:
    """The five verdicts, each for the report that it is of."""
    made = [report({}), report(values)]
    number = [r.id for r in made[0].form.relations].index("t4.total.review")
    assert [row[number] for row in verdicts(made)] == ["holds", verdict]


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**9), edition=st.sampled_from(TABLES))
def test_each_relation_is_read_as_a_single_report_reads_it(seed: int, edition: str) -> None:
    """With the bounds of a relation alone, the verdict is the single report's, whatever is blank.

    With those that travel, only whether a blank can be more than 0 may be told otherwise, and of
    printed figures that do not contradict one another only more surely.
    """
    random = Random(seed)
    reports = [generated(edition, random) for _ in range(4)]
    for made, own in zip(reports, verdicts(reports), strict=True):
        relations = made.form.relations
        bounds = bounds_of(made)
        alone = [read_relation(r, made, bounds_of(made, [r])).verdict for r in relations]
        whole = [read_relation(r, made, bounds).verdict for r in relations]
        assert own == alone
        pairs = list(zip(own, whole, strict=True))
        assert all(one == other or {one, other} == OPEN for one, other in pairs)
        assert not bounds or ("holds", "holds_if_zero") not in pairs


@pytest.mark.parametrize("edition", TABLES)
def test_more_reports_than_are_taken_at_once(edition: str) -> None:
    """Every report has its own verdicts, wherever in the array it stands."""
    form = editions()[edition]
    few = figures_of(form, [generated(edition, Random(seed)) for seed in range(7)])
    many = [np.tile(part, (1_000, 1)) for part in (few.values, few.blank, few.unsure)]
    expected = np.tile(read_relations(few), (1_000, 1))
    assert np.array_equal(read_relations(Figures(form, *many)), expected)


def test_no_reports_have_no_verdicts() -> None:
    """Nothing to look at is no error, and the width is that of the relations."""
    form = editions()["2021"]
    assert read_relations(figures_of(form, [])).shape == (0, len(form.relations))


def test_what_stands_below_a_mark_is_not_looked_at() -> None:
    """A figure in a blank or an unsure cell changes nothing, however large."""
    form = editions()["2021"]
    figures = figures_of(form, [generated("2021", Random(3)), report({"t4.review.other": None})])
    expected = read_relations(figures)
    figures.values[figures.blank | figures.unsure] = LARGEST + 1
    assert np.array_equal(read_relations(figures), expected)


def test_sums_of_the_largest_figures_are_exact() -> None:
    """Beside the largest figures neither the smallest fault nor a very large one is lost."""
    sound = {"upheld": LARGEST, "corrected": LARGEST, "other": -LARGEST, "total": LARGEST}
    form = editions()["2021"]
    columns = {cell.removeprefix("t4.review."): n for n, cell in enumerate(form.cells)}
    values = np.zeros((3, len(columns)), np.int64)
    for result, value in sound.items():
        values[:, columns[result]] = value
    values[:, columns["pending"]] = 0, 1, 2**33
    none = np.zeros(values.shape, np.bool_)
    found = read_relations(Figures(form, values, none, none))
    relation = [r.id for r in form.relations].index("t4.total.review")
    assert [VERDICTS[code] for code in found[:, relation]] == ["holds", "broken", "broken"]


def test_a_larger_figure_is_refused_with_its_place() -> None:
    """Report, cell and figure are named, from reports as from arrays; amounts do not count."""
    form = editions()["2021"]
    large = report({"t4.review.total": CellValue("given", LARGEST + 1)})
    with pytest.raises(FilerError, match=r"Report 2, .*\(t4\.review\.total\): 1099511627777 "):
        figures_of(form, [report({}), large])
    figures = figures_of(form, [report({})] * 3_000)
    amount = next(n for n, cell in enumerate(form.cells.values()) if cell.amount)
    figures.values[2_500, amount] = -LARGEST - 1
    assert set(read_relations(figures).flat) == {VERDICTS.index("holds")}
    figures.values[2_500, list(form.cells).index("t4.review.total")] = -LARGEST - 1
    with pytest.raises(FilerError, match=r"Report 2501, .*\(t4\.review\.total\): -1099511627777 "):
        read_relations(figures)


def test_amounts_stand_in_no_relation() -> None:
    """What is added up is counts, so whole numbers lose nothing."""
    for form in editions().values():
        cells = {cell for relation in form.relations for cell in relation.cells}
        assert not [cell for cell in cells if form.cells[cell].amount]


@pytest.mark.parametrize(
    ("shape", "kind"), [((2, 3), np.int64), ((2, 200), np.float64), ((200,), np.int64)]
)
def test_arrays_that_are_not_of_the_edition_are_refused(shape: tuple[int, ...], kind: Any) -> None:
    """Another width, floating point and a single row are not taken for reports."""
    none = np.zeros(shape, np.bool_)
    with pytest.raises(DeveloperError, match="reports × 200"):
        Figures(editions()["2021"], np.zeros(shape, kind), none, none)


def test_reports_of_another_edition_are_refused() -> None:
    """Editions are never mixed in one array."""
    with pytest.raises(DeveloperError, match="Report 1 is of edition 2019"):
        figures_of(editions()["2021"], [report({}, edition="2019")])
