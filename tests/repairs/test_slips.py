"""How a number may have been miswritten, told from what is printed and what belongs there."""

from __future__ import annotations

import pytest

from disclosure_audit.repairs.slips import Surroundings, lines_of, pair_slip, slip_of
from tests.builders import report

CELL = "t3.granted.business"
AROUND = Surroundings.of(report({CELL: 58, "t3.granted.research": 58}), {})
PLAIN = Surroundings.of(report({CELL: 1}), {})


@pytest.mark.parametrize(
    ("printed", "needed", "said"),
    [
        (21, 12, "12 的两位数字写颠倒成 21"),
        (1132, 1123, "1123 的两位数字写颠倒成 1132"),
        (122, 12, "12 的一位数字重复，写成 122"),
        (120, 12, "12 多写了 0，成为 120"),
        (1, 10, "10 漏写了 0，成为 1"),
        (58, 528, "528 漏写一位数字，成为 58"),
        (528, 58, "58 多写一位数字，成为 528"),
        (3, 8, "8 写成 3"),
        (13, 18, "18 的一位数字写错，成为 13"),
        (0, 5, "漏填 5，留为 0"),
        (5, 0, "应为 0，填了 5"),
        (95, 13, "不像常见的笔误"),
        (321, 123, "不像常见的笔误"),
    ],
)
def test_slips_of_digits(printed: int, needed: int, said: str) -> None:
    """Swapped, doubled, lost or added digits, zeros too many or too few, else nothing."""
    assert slip_of(CELL, printed, needed, PLAIN).words.zh == said


def test_the_neighbours_figure() -> None:
    """A number of two digits or more that stands beside, too, was taken from there."""
    assert slip_of(CELL, 58, 13, AROUND).words.zh == "与相邻一格的数相同"


def test_a_zero_is_nobodys_figure() -> None:
    """Zeros stand everywhere: they are not said to come from a neighbour or from last year."""
    around = Surroundings.of(report(), dict.fromkeys(report().form.cells, 0))
    assert slip_of(CELL, 0, 13, around).words.zh == "漏填 13，留为 0"


def test_last_years_figure() -> None:
    """A number that stood in the same cell last year was left there."""
    around = Surroundings.of(report({CELL: 41}), {CELL: 41})
    assert slip_of(CELL, 41, 13, around).words.zh == "与上年报告同一格的数相同"


@pytest.mark.parametrize("cell", ["t3.granted.total", "t3.concluded.business", "t4.review.total"])
def test_a_total_that_was_not_brought_up_to_date(cell: str) -> None:
    """Only sums of others have this slip."""
    assert slip_of(cell, 95, 13, PLAIN).words.zh == "总计没有随分项改过来"


def test_two_cells_that_explain_each_other() -> None:
    """Exchanged figures, and one that stands a column too far."""
    one, beside = "t3.granted.business", "t3.granted.research"
    apart = "t3.granted.total"
    exchanged = pair_slip(((one, 5, 7), (apart, 7, 5)), PLAIN)
    moved = pair_slip(((one, 0, 7), (beside, 7, 0)), PLAIN)
    assert exchanged is not None
    assert moved is not None
    assert (exchanged.words.zh, moved.words.zh) == ("两格的数互换了位置", "数填到了相邻的格")
    assert pair_slip(((one, 5, 7), (apart, 7, 6)), PLAIN) is None


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_lines_hold_every_cell_of_tables_3_and_4(edition: str) -> None:
    """Rows and columns are made of the form's own cells."""
    form = report(edition=edition).form
    cells = {cell for cell in form.cells if cell[:2] in ("t3", "t4")}
    assert {cell for line in lines_of(form) for cell in line} == cells
