"""Columns that nobody sees in Word."""

from __future__ import annotations

from disclosure_audit.documents.grids import Cell, Line, Slot
from disclosure_audit.documents.word_slivers import without_slivers


def places(*rows: str) -> dict[tuple[int, int], Slot]:
    """Rows in which a letter is a cell, repeated for every column that it covers."""
    made: dict[tuple[int, int], Slot] = {}
    for y, row in enumerate(rows):
        cells = {letter: Cell((Line(letter, 1),)) for letter in row}
        for x, letter in enumerate(row):
            made[y, x] = Slot(cells[letter], continues=letter in row[:x])
    return made


def shown(slots: dict[tuple[int, int], Slot]) -> list[str]:
    """The rows again: a cell where it begins as its letter, where it goes on as a dot."""
    rows: dict[int, list[str]] = {}
    for (y, _), slot in sorted(slots.items()):
        rows.setdefault(y, []).append("." if slot.continues else slot.cell.text)
    return ["".join(row) for row in rows.values()]


def left(widths: list[int], *rows: str) -> list[str]:
    return shown(dict(without_slivers(places(*rows), widths)))


def test_a_sliver_is_no_column() -> None:
    """A column of a hair's breadth between two borders goes, and every cell keeps its beginning."""
    assert left([500, 1, 500], "aab", "abb") == ["ab", "ab"]


def test_columns_behind_it_move_up() -> None:
    """What stands right of slivers counts as if they had never been."""
    assert left([500, 1, 500, 2, 500, 500], "aabbcd", "abbccd") == ["abcd", "abcd"]


def test_a_cell_of_its_own_is_kept() -> None:
    """Where a cell stands in a narrow column alone, the column stays, whatever its width."""
    assert left([500, 1, 500], "aab", "xyz") == ["a.b", "xyz"]


def test_widths_that_say_nothing_change_nothing() -> None:
    """No width, wide columns, and narrow ones side by side leave a table as it is."""
    for widths in ([], [500, 500, 500], [0, 0, 0], [500, 1, 1]):
        assert left(widths, "aab", "abb") == ["a.b", "ab."]
