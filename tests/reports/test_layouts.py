"""Whatever figures a report has, they come back from every layout as they were printed."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosure_audit.forms import editions
from disclosure_audit.reports import read_report
from tests.rendering import HEADINGS, LAYOUTS, ReportText

YEARS = {"2019": 2020, "2021": 2023}
TYPICAL = st.one_of(st.just(0), st.integers(0, 9), st.integers(10, 99_999_999))
WITH_BLANKS = st.one_of(TYPICAL, st.none())


def _figures(edition: str, values: st.SearchStrategy[int | None]) -> st.SearchStrategy:
    """Draw a figure for each cell: a few varied ones, spread over the form by chance."""
    cells = tuple(editions()[edition].cells)
    pool = st.lists(values, min_size=1, max_size=24)
    return st.builds(
        lambda numbers, random: {cell: random.choice(numbers) for cell in cells},
        pool,
        st.randoms(use_true_random=False),
    )


@pytest.mark.parametrize("edition", YEARS)
@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_figures_come_back_as_printed(layout: str, edition: str, data: st.DataObject) -> None:
    """A number is never taken for another, and a blank never for a number."""
    figures = data.draw(_figures(edition, WITH_BLANKS))
    renderer = LAYOUTS[layout]

    read = _read(layout, edition, figures)

    for cell, value in figures.items():
        state, found = read[cell]
        if renderer.shows_blanks:
            assert (state, found) == ("blank" if value is None else "given", value), cell
        else:
            assert state != "given" or found == value, cell


@pytest.mark.parametrize("edition", YEARS)
@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_filled_tables_come_back_whole(layout: str, edition: str, data: st.DataObject) -> None:
    """Where every cell is filled in, every layout gives every number back."""
    figures = data.draw(_figures(edition, TYPICAL))
    read = _read(layout, edition, figures)
    assert read == {cell: ("given", value) for cell, value in figures.items()}


def _read(
    layout: str, edition: str, figures: dict[str, int | None]
) -> dict[str, tuple[str, object]]:
    renderer = LAYOUTS[layout]
    report = ReportText(
        title=f"甲乡{YEARS[edition]}年政府信息公开工作年度报告",
        preamble=("本报告由甲乡人民政府编制。",),
        headings=HEADINGS,
        paragraphs=dict.fromkeys(("overview", "problems", "other"), ("文字从略。",)),
        figures={cell: "" if value is None else str(value) for cell, value in figures.items()},
        edition=edition,
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"report.{renderer.extension}"
        path.write_bytes(renderer(report))
        found = read_report(path)
    assert found.edition == edition
    return {cell: (value.state, value.value) for cell, value in found.cells.items()}
