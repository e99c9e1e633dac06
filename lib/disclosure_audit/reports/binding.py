"""What binding a table to the form yields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from disclosure_audit.documents import Note, Place
from disclosure_audit.forms import Cell, TableId
from disclosure_audit.reports.report import CellValue
from disclosure_audit.text import Words, read_number


@dataclass(frozen=True, slots=True)
class Printed:
    """A text that stands where a cell's value is expected, and its place.

    Parameters
    ----------
    text, at
        The text and its place.
    certain
        False where the source itself does not say what is printed there.
    in_grid
        True where the source marks it as a cell, so that an empty cell leaves a mark too.
    glued
        True for figures that stand behind their label without anything between.
    readings
        As in GridCell.
    """

    text: str
    at: Place
    certain: bool = True
    in_grid: bool = False
    glued: bool = False
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BoundRow:
    """A row (table 2 and 3) or a whole table 4 bound to the form.

    Parameters
    ----------
    table
        The table of the form.
    at
        Place of the row's label.
    cells
        Values by cell id.
    notes
        What was decided or could not be.
    whole
        True where merged cells were spelled out in the source.
    untold
        The texts of a row of which it could not be told which belongs to which cell.
    """

    table: TableId
    at: Place
    cells: dict[str, CellValue]
    notes: tuple[Note, ...] = field(default=())
    whole: bool = False
    untold: tuple[Printed, ...] = ()


def value_of(cell: Cell, printed: Printed) -> CellValue:
    """Return what is printed in a cell as a value with its state."""
    if not printed.certain:
        return CellValue("unreadable", None, printed.text, printed.at, readings=printed.readings)
    reading = read_number(printed.text, signed=cell.signed, amount=cell.amount)
    return CellValue(reading.state, reading.value, printed.text, printed.at, reading.unit)


def in_order(cells: Sequence[Cell], printed: Sequence[Printed]) -> dict[str, CellValue]:
    """Bind texts to cells one by one; both are of the same length."""
    return {c.id: value_of(c, text) for c, text in zip(cells, printed, strict=True)}


def unreadable(
    cells: Sequence[Cell], printed: Sequence[Printed], at: Place
) -> dict[str, CellValue]:
    """Return the cells as unreadable: something stands there, but not which value is whose."""
    raw = " ".join(text.text for text in printed if text.text.strip())
    return {cell.id: CellValue("unreadable", None, raw, at) for cell in cells}


def count_differs(label: str, expected: int, got: int, at: Place) -> Note:
    """Say that a row has not as many values as the form has cells."""
    if expected == got:
        return Note(
            "values_do_not_fit",
            Words(
                f"“{label}”一行的数与各栏对不上，无法确定各数属于哪一格，该行记为不能辨读。"
                "请对照原文。",
                f"The values of row “{label}” do not stand below the headers; which value belongs "
                "to which cell cannot be told, so the row is unreadable. Compare it with the "
                "original.",
            ),
            at,
        )
    return Note(
        "values_do_not_fit",
        Words(
            f"“{label}”一行应有 {expected} 个数据，读到 {got} 个，无法确定各数属于哪一格，"
            "该行记为不能辨读。请对照原文。",
            f"Row “{label}” must have {expected} values, {got} were found; which value belongs to "
            "which cell cannot be told, so the row is unreadable. Compare it with the original.",
        ),
        at,
    )


def two_years(label: str, at: Place) -> Note:
    """Say that a row's figures stand there twice, side by side or one above the other."""
    return Note(
        "two_years",
        Words(
            f"“{label}”的数据有两组，像是两个年度并列；哪一组属于本年度无法确定，记为不能辨读。"
            "请提供只含本年度数据的报告。",
            f"“{label}” has two sets of figures, as if two years stood side by side; which is the "
            "report's cannot be told, so they are unreadable. Use a report of one year.",
        ),
        at,
    )
