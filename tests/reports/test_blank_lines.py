"""One cell a line without a line between cells: blank lines are cells if every row agrees."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.forms import editions
from disclosure_audit.reports import Report
from tests.rendering import HEADINGS
from tests.reports.test_damaged_text import figures_of, read_text, written

EDITIONS = st.sampled_from(sorted(editions()))
SEEDS = st.integers(0, 2**32)


def states_of(report: Report, figures: dict[str, str]) -> dict[str, str]:
    """Each cell's state; `misread` where a value is given that is not the printed one."""
    return {
        cell: "misread" if v.state == "given" and str(v.value) != figures[cell] else v.state
        for cell, v in report.cells.items()
    }


@settings(max_examples=12, deadline=None)
@given(seed=SEEDS, edition=EDITIONS, blanks=st.sampled_from([0.05, 0.3, 0.9, 0.99]))
def test_empty_cells_that_left_their_blank_lines_are_blank(
    seed: int, edition: str, blanks: float
) -> None:
    """Every figure is given and every blank is blank, whether relations hold or not."""
    figures = figures_of(edition, random.Random(seed), blanks)
    figures["t4.review.upheld"] = "1"  # a table 4 without any text is missing
    report = read_text(written("lines_empty", edition, figures))
    assert report is not None
    assert states_of(report, figures) == {
        cell: "given" if text else "blank" for cell, text in figures.items()
    }


@settings(max_examples=12, deadline=None)
@given(seed=SEEDS, edition=EDITIONS, blanks=st.sampled_from([0, 0.1, 0.5]), added=st.booleans())
def test_blank_lines_tell_nothing_where_one_row_does_not_bear_them_out(
    seed: int, edition: str, blanks: float, added: bool
) -> None:
    """A figure was lost, or a blank line came in: short rows of table 3 are unreadable then."""
    chance = random.Random(seed)
    figures = figures_of(edition, chance, blanks) | {"t3.granted.charity": ""}
    figures |= {"t3.received.total": "10001", "t3.carried_in.total": "10002"}
    figures["t3.concluded.natural_person"] = "10003"
    lines = written("lines_empty", edition, figures).split("\n")
    place = lines.index(chance.choice(["10001", "10002", "10003"]))
    lines = [*lines[:place], *([lines[place], ""] if added else []), *lines[place + 1 :]]
    report = read_text("\n".join(lines))
    assert report is not None
    states = states_of(report, figures)
    assert "misread" not in states.values()
    assert states["t3.granted.charity"] == states["t3.granted.total"] == "unreadable"


@pytest.mark.parametrize("edition", sorted(editions()))
def test_a_line_more_before_a_heading_is_no_empty_cell(edition: str) -> None:
    """Where the gap before headings is not that between rows, a lost figure of table 4 is seen."""
    figures = figures_of(edition, random.Random(1), 0) | {"t3.granted.charity": ""}
    text = written("lines_empty", edition, figures)
    for heading in HEADINGS.values():
        text = text.replace(f"\n{heading}", f"\n\n{heading}")
    whole = read_text(text)
    assert whole is not None
    assert states_of(whole, figures)["t3.granted.charity"] == "blank"
    lost = figures["t4.review.other"]
    report = read_text(text.replace(f"\n{lost}\n", "\n"))
    assert report is not None
    assert "misread" not in states_of(report, figures).values()
    assert {report.cells[cell].state for cell in figures if cell.startswith("t4")} == {"unreadable"}
