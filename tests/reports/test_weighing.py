"""Figures of a scan of which recognition was not sure: the relations decide, or they stay open."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.documents import Place
from disclosure_audit.forms import editions
from disclosure_audit.reports.binding import BoundRow
from disclosure_audit.reports.report import CellValue
from disclosure_audit.reports.weighing import weighed
from tests.rendering.figures import faultless

EDITION = editions()["2021"]
GRANTED, TOTAL = "t3.granted.business", "t3.granted.total"
UPHELD = "t4.review.upheld"


def rows(seed: int = 1, **unsure: tuple[str, ...]) -> list[BoundRow]:
    """Tables 3 and 4 with faultless figures; cells of `unsure` hold readings (id with `__`)."""
    figures = faultless(EDITION, Random(seed))
    cells = {c: CellValue("given", v, str(v)) for c, v in figures.items()}
    for cell, readings in unsure.items():
        cell_id = cell.replace("__", ".")
        cells[cell_id] = CellValue("unreadable", None, readings[0], readings=readings)
    return [
        BoundRow(table, Place(), {c: v for c, v in cells.items() if c.startswith(table)})
        for table in ("t3", "t4")
    ]


def printed(cell: str, seed: int = 1) -> int:
    return int(faultless(EDITION, Random(seed))[cell])


def read(bound: list[BoundRow], cell: str) -> CellValue:
    return next(row.cells[cell] for row in bound if cell in row.cells)


def test_the_reading_with_which_row_and_column_add_up_is_taken_and_said() -> None:
    """Of two readings one makes every sum hold; a note names the cell."""
    wanted = printed(GRANTED)
    found = weighed(rows(t3__granted__business=(str(wanted + 3), f"{wanted}件")), EDITION)
    assert read(found, GRANTED) == CellValue("given", wanted, f"{wanted}件", unit="件")
    (note,) = [note for row in found for note in row.notes]
    assert note.code == "told_by_relations"
    assert EDITION.cells[GRANTED].name in note.words.zh


def test_a_figure_that_nobody_read_is_never_put_in() -> None:
    """Where no reading makes the sums hold, the cell stays unreadable."""
    wanted = printed(GRANTED)
    bound = rows(t3__granted__business=(str(wanted + 3), str(wanted + 8)))
    assert weighed(bound, EDITION) == bound


def test_one_sum_is_not_enough_to_choose_between_two_readings() -> None:
    """A printed fault would be hidden: cells of table 4 stand in one sum only."""
    wanted = printed(UPHELD)
    bound = rows(t4__review__upheld=(str(wanted), str(wanted + 1)))
    assert weighed(bound, EDITION) == bound


def test_one_sum_bears_out_a_figure_that_was_read_in_one_way_only() -> None:
    """Two weak readings of the same number, and a sum that agrees."""
    wanted = printed(UPHELD)
    found = weighed(rows(t4__review__upheld=(str(wanted),)), EDITION)
    assert read(found, UPHELD).value == wanted


def test_a_broken_sum_decides_nothing() -> None:
    """Where another cell of the row is wrong, the unsure one stays unreadable."""
    bound = rows(t3__granted__business=(str(printed(GRANTED)),))
    fault = CellValue("given", printed(TOTAL) + 5, "")
    bound[0] = BoundRow("t3", Place(), {**bound[0].cells, TOTAL: fault})
    assert weighed(bound, EDITION) == bound


def test_what_may_be_no_figure_at_all_is_left_alone() -> None:
    """A reading that is no count keeps the cell open."""
    bound = rows(t3__granted__business=(str(printed(GRANTED)), "件件"))
    assert weighed(bound, EDITION) == bound


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(0, 10_000), st.data())
def test_several_unsure_cells_come_out_as_printed_or_not_at_all(
    seed: int, data: st.DataObject
) -> None:
    """Each cell has the printed number among its readings; what is given is that number."""
    figures = faultless(EDITION, Random(seed))
    counts = [cell for cell in figures if cell.startswith(("t3", "t4"))]
    chosen = data.draw(st.lists(st.sampled_from(counts), min_size=1, max_size=6, unique=True))
    readings = {
        cell.replace(".", "__"): tuple(
            dict.fromkeys(
                [str(figures[cell]), str(figures[cell] + data.draw(st.sampled_from([0, 1, 3, 10])))]
            )
        )
        for cell in chosen
    }
    found = weighed(rows(seed, **readings), EDITION)
    for cell in chosen:
        value = read(found, cell)
        assert value.state == "unreadable" or value.value == figures[cell]


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_rows_without_unsure_cells_are_returned_as_they_are(edition: str) -> None:
    """Digital files pass through untouched."""
    bound = rows()
    assert weighed(bound, editions()[edition]) is bound
