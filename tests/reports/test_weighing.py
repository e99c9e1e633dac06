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


def with_fault(bound: list[BoundRow], cell: str) -> list[BoundRow]:
    fault = CellValue("given", printed(cell) + 5, "")
    return [BoundRow("t3", Place(), {**bound[0].cells, cell: fault}), bound[1]]


def test_broken_sums_decide_nothing() -> None:
    """Where another cell of the row and one of the column are wrong, the cell stays unreadable."""
    bound = with_fault(rows(t3__granted__business=(str(printed(GRANTED)),)), TOTAL)
    bound = with_fault(bound, "t3.concluded.business")
    assert weighed(bound, EDITION) == bound


def test_a_broken_sum_leaves_the_choice_between_two_readings_open() -> None:
    """The column alone does not choose where the row is broken."""
    wanted = printed(GRANTED)
    readings = (str(wanted), str(wanted + 1))
    bound = with_fault(rows(t3__granted__business=readings), TOTAL)
    assert weighed(bound, EDITION) == bound


def test_a_column_that_adds_up_bears_out_the_one_reading_though_the_row_is_wrong() -> None:
    """The fault of the row stays to be found: its total is as printed."""
    bound = with_fault(rows(t3__granted__business=(str(printed(GRANTED)),)), TOTAL)
    found = weighed(bound, EDITION)
    assert read(found, GRANTED).value == printed(GRANTED)
    assert read(found, TOTAL).value == printed(TOTAL) + 5


def lone(readings: tuple[str, ...], other: str) -> list[BoundRow]:
    """Table 4 with 0 in every cell but two unsure ones of reviews: upheld and total."""
    cells = {c.id: CellValue("given", 0, "0") for c in EDITION.cells_of("t4")}
    cells[UPHELD] = CellValue("unreadable", None, readings[0], readings=readings)
    cells["t4.review.total"] = CellValue("unreadable", None, other, readings=(other,))
    return [BoundRow("t4", Place(), cells)]


@pytest.mark.parametrize("figure", ["1", "0"])
def test_two_figures_alone_in_a_sum_do_not_bear_one_another_out(figure: str) -> None:
    """17 may be taken for 1 twice: the sum of the two misreadings would hold."""
    bound = lone((figure,), figure)
    assert weighed(bound, EDITION) == bound


def test_a_thousand_with_its_comma_taken_for_a_point_is_told_by_the_sum() -> None:
    """1.024 is no count, 1,024 is; one sum decides."""
    wanted = printed(UPHELD)
    assert wanted < 1000
    bound = rows(t4__review__upheld=("1.024", "1,024"))
    corrected = printed("t4.review.total") - wanted + 1024
    total = CellValue("given", corrected, str(corrected))
    bound[1] = BoundRow("t4", Place(), {**bound[1].cells, "t4.review.total": total})
    assert read(weighed(bound, EDITION), UPHELD).value == 1024


def test_a_mark_for_nothing_that_may_be_one_is_told_by_two_sums() -> None:
    """Row and column decide between — and 一; the mark stays blank."""
    cell = next(c for c in faultless(EDITION, Random(1)) if c.startswith("t3") and not printed(c))
    found = weighed(rows(**{cell.replace(".", "__"): ("—", "一")}), EDITION)
    assert read(found, cell).state == "blank"


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
