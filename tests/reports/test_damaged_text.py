"""Text damaged on its way: whatever was lost, doubled or glued, no wrong number is given."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosure_audit.errors import FilerError
from disclosure_audit.forms import editions
from disclosure_audit.reports import Report, read_report
from tests.rendering import HEADINGS, LAYOUTS, ReportText

YEARS = {"2019": 2020, "2021": 2023}
TEXT_LAYOUTS = [name for name, layout in LAYOUTS.items() if layout.extension == "txt"]
Lines = list[str]


def written(layout: str, edition: str, figures: dict[str, str]) -> str:
    report = ReportText(
        title=f"甲乡{YEARS[edition]}年政府信息公开工作年度报告",
        preamble=("本报告由甲乡人民政府编制。",),
        headings=HEADINGS,
        paragraphs=dict.fromkeys(("overview", "problems", "other"), ("文字从略。",)),
        figures=figures,
        edition=edition,
    )
    return LAYOUTS[layout](report).decode("utf-8")


def read_text(text: str) -> Report | None:
    """The report, or None where the text is refused, which is no misreading."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.txt"
        path.write_text(text, encoding="utf-8")
        try:
            return read_report(path)
        except FilerError:
            return None


def dropped(lines: Lines, index: int) -> Lines:
    return lines[:index] + lines[index + 1 :]


def doubled(lines: Lines, index: int) -> Lines:
    return [*lines[:index], lines[index], *lines[index:]]


def glued(lines: Lines, index: int) -> Lines:
    return [*lines[:index], "".join(lines[index : index + 2]), *lines[index + 2 :]]


def emptied(lines: Lines, index: int) -> Lines:
    return [*lines[:index], "", *lines[index + 1 :]]


DAMAGES: tuple[Callable[[Lines, int], Lines], ...] = (dropped, doubled, glued, emptied)


def figures_of(edition: str, chance: random.Random, blanks: float) -> dict[str, str]:
    """Figures all different, so that a shifted one is seen."""
    cells = list(editions()[edition].cells)
    numbers = chance.sample(range(1, 9999), len(cells))
    return {
        cell: "" if chance.random() < blanks else str(number)
        for cell, number in zip(cells, numbers, strict=True)
    }


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("layout", TEXT_LAYOUTS)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    seed=st.integers(0, 2**32),
    edition=st.sampled_from(list(YEARS)),
    count=st.integers(1, 40),
    blanks=st.sampled_from([0, 0, 0.3, 0.9]),
)
def test_damaged_text_gives_no_wrong_number(
    layout: str, damage: Callable[[Lines, int], Lines], seed: int, edition: str, count: int,
    blanks: float,
) -> None:  # fmt: skip
    """After any number of lines dropped, doubled or glued, a given cell is the true one."""
    chance = random.Random(seed)
    if damage is doubled and not LAYOUTS[layout].shows_blanks:
        blanks = 0  # a figure that stands twice fills a blank that leaves no mark: none can tell
    figures = figures_of(edition, chance, blanks)
    lines = written(layout, edition, figures).split("\n")
    for _ in range(min(count, len(lines) - 1)):
        lines = damage(lines, chance.randrange(len(lines)))
    report = read_text("\n".join(lines))
    if report is None or report.edition != edition:
        return
    wrong = {
        cell: (figures[cell], value.value)
        for cell, value in report.cells.items()
        if value.state == "given" and figures[cell] != str(value.value)
    }
    assert wrong == {}


@pytest.mark.parametrize("layout", TEXT_LAYOUTS)
@pytest.mark.parametrize("edition", YEARS)
def test_a_dropped_value_never_moves_its_neighbours(layout: str, edition: str) -> None:
    """Each value in turn is dropped: its row is unreadable or right, every other row is right."""
    chance = random.Random(1)
    figures = figures_of(edition, chance, 0)
    lines = written(layout, edition, figures).split("\n")
    values = set(figures.values())
    places = [n for n, line in enumerate(lines) if line.strip("|\t ") in values]
    for place in places[::7]:
        report = read_text("\n".join(dropped(lines, place)))
        assert report is not None
        assert all(
            value.state != "given" or str(value.value) == figures[cell]
            for cell, value in report.cells.items()
        )
        assert sum(value.state == "given" for value in report.cells.values()) >= 180


@pytest.mark.parametrize("edition", YEARS)
def test_zeros_dropped_as_repeated_lines_are_not_called_blank(edition: str) -> None:
    """Where a converter leaves out repeated lines, what is gone is missing or unreadable."""
    figures = dict.fromkeys(editions()[edition].cells, "0")
    lines = written("spaced_lines", edition, figures).split("\n")
    kept = [line for n, line in enumerate(lines) if line != "0" or lines[n - 2] != "0"]
    report = read_text("\n".join(kept))
    assert report is not None
    states = {value.state for value in report.cells.values()}
    assert "blank" not in states
    assert states & {"missing", "unreadable"}
