"""From the cells of spreadsheets to blocks: tables cut out of each sheet, prose between them.

A sheet has no paragraphs and no tables, only cells: rows with one cell are titles and prose, rows
with several are tables. Where one table ends and the next begins is told from what rows look like
(figures, places with borders, how far they reach), never from the form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from disclosure_audit.documents.document import (
    Block,
    GridCell,
    Note,
    Paragraph,
    Picture,
    Place,
    Table,
)
from disclosure_audit.documents.grids import plain_line, refuse_too_large, without_marks
from disclosure_audit.documents.reading import Content
from disclosure_audit.errors import FilerError
from disclosure_audit.text import Words, is_value, ordinal_of, shortened

MAX_CELLS = 200_000
"""Cells of a workbook that are looked at; a report has some thousands."""

_MAX_MERGED = (2_000, 200)
"""Rows and columns of a merged cell that are spelled out: whole rows are merged for titles."""

_PROSE = 60
"""A lone cell with more characters is a paragraph, whatever stands around it."""

_MAX_VALUE = 40
_MAX_NAME = 31  # characters of a sheet's name in Excel


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell as stored.

    Parameters
    ----------
    text
        What it shows.
    ruled
        True where it has a border, so that it is a place of a table even when empty.
    certain
        As in GridCell.
    """

    text: str = ""
    ruled: bool = False
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    Parameters
    ----------
    cells
        By row and column, both from 1.
    merges
        First row, first column, last row, last column of every merged cell.
    hidden_rows, hidden_columns
        Those not shown.
    hidden
        True where the whole sheet is not shown.
    pictures
        Names of the pictures on it.
    name
        As its tab shows it; empty where it has none.
    from_1904
        True where its dates count from 1904.
    """

    cells: Mapping[tuple[int, int], SheetCell]
    merges: Sequence[tuple[int, int, int, int]] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False
    pictures: tuple[str, ...] = ()
    name: str = ""
    from_1904: bool = False


@dataclass(frozen=True, slots=True)
class _Slot:
    cell: SheetCell
    origin: tuple[int, int]
    continues: bool = False


@dataclass(frozen=True)
class _Row:
    """A row in which something is printed or ruled, by column.

    `gap`: an empty row is before it. `lone`: its only cell, where it has one and that is no
    figure. `figures`: a figure or a mark for none stands in it. `body`: that, or a place for one
    with borders. `ruled`: any of its places has borders.
    """

    number: int
    slots: Mapping[int, _Slot]
    gap: bool
    lone: _Slot | None = field(init=False)
    figures: bool = field(init=False)
    body: bool = field(init=False)
    ruled: bool = field(init=False)
    end: int = field(init=False)

    def __post_init__(self) -> None:
        seen = {slot.origin: slot for slot in self.slots.values()}
        filled = [slot for slot in seen.values() if slot.cell.text or slot.cell.ruled]
        begun = [slot.cell for slot in filled if not slot.continues]
        object.__setattr__(self, "figures", any(map(_is_figure, begun)))
        lone = len(filled) == 1 and not self.figures
        object.__setattr__(self, "lone", filled[0] if lone else None)
        object.__setattr__(self, "body", self.figures or not all(cell.text for cell in begun))
        object.__setattr__(self, "ruled", any(slot.cell.ruled for slot in filled))
        object.__setattr__(self, "end", max(self.slots, default=0))


def content_of(sheets: Iterable[Sheet], notes: Sequence[Note] = ()) -> Content:
    """Return the blocks of a workbook.

    Parameters
    ----------
    sheets
        The sheets in order.
    notes
        What the reader noted already.

    Returns
    -------
    Content
        Tables aligned, their places as the sheet counts rows and columns; where there are several
        sheets, `page` is the number of the sheet.

    Raises
    ------
    FilerError
        There is nothing to read, or more than any report holds.
    """
    every = list(sheets)
    shown = [(number, sheet) for number, sheet in enumerate(every, 1) if not sheet.hidden]
    _refuse_too_many(every)
    blocks: list[Block] = []
    tables = hidden = 0
    for number, sheet in shown:
        on = Place(
            page=number if len(every) > 1 else None,
            sheet=shortened(unmarked(sheet.name), _MAX_NAME),
        )
        places, dropped = _places(sheet)
        hidden += dropped
        for part in _parted(_rows(places)):
            if isinstance(part, _Row):
                blocks.extend(_paragraphs(part, on))
            else:
                tables += 1
                blocks.append(_table(part, tables, on))
        blocks.extend(Picture(name, on) for name in sheet.pictures)
    hidden += sum(_count(sheet) for sheet in every if sheet.hidden)
    if not blocks:
        raise _nothing()
    return Content(tuple(blocks), None, (*notes, *_hidden(hidden), *_pictures(blocks)))


def _pictures(blocks: Iterable[Block]) -> tuple[Note, ...]:
    pictures = [block for block in blocks if isinstance(block, Picture)]
    if not pictures:
        return ()
    # Loaded only where there is a picture: most sheets have none.
    from disclosure_audit.documents.embedded import pictures_not_read

    return (pictures_not_read("in_sheet", pictures),)


def _count(sheet: Sheet) -> int:
    return sum(bool(cell.text) for cell in sheet.cells.values())


def _places(sheet: Sheet) -> tuple[dict[int, dict[int, _Slot]], int]:
    """The shown places by row and column, merged cells spelled out; and how many were not shown."""
    covered: dict[tuple[int, int], _Slot] = {}
    for top, left, bottom, right in sheet.merges:
        cell = sheet.cells.get((top, left), SheetCell())
        rows = range(top, min(bottom, top + _MAX_MERGED[0] - 1) + 1)
        columns = range(left, min(right, left + _MAX_MERGED[1] - 1) + 1)
        if len(covered) + len(rows) * len(columns) > MAX_CELLS:
            raise _too_many()
        begun = False
        for row in rows:
            for column in columns:
                if row in sheet.hidden_rows or column in sheet.hidden_columns:
                    continue
                # Where the first of the merged places is hidden, the next one shows the text.
                covered[row, column] = _Slot(cell, (top, left), continues=begun)
                begun = True
    places: dict[int, dict[int, _Slot]] = {}
    dropped = 0
    for (row, column), cell in sheet.cells.items():
        if (row, column) in covered:
            continue
        if row in sheet.hidden_rows or column in sheet.hidden_columns:
            dropped += bool(cell.text)
        elif cell.text or cell.ruled:
            places.setdefault(row, {})[column] = _Slot(cell, (row, column))
    for (row, column), slot in covered.items():
        if slot.cell.text or slot.cell.ruled:
            places.setdefault(row, {})[column] = slot
    return places, dropped


def _rows(places: Mapping[int, dict[int, _Slot]]) -> list[_Row]:
    """The rows with text, and the empty one of a table whose figures are all left blank."""
    rows: list[_Row] = []
    for number in sorted(places):
        slots = places[number]
        last = rows[-1] if rows else None
        row = _Row(number, slots, gap=last is not None and number > last.number + 1)
        if any(slot.cell.text for slot in slots.values()) or (
            last is not None and not row.gap and row.lone is None and _is_head(last)
        ):
            rows.append(row)
    return rows


def _is_head(row: _Row) -> bool:
    words = [slot for slot in row.slots.values() if slot.cell.text and not slot.continues]
    return len(words) > 1 and not row.figures


def _is_figure(cell: SheetCell) -> bool:
    if not cell.certain:
        return True
    if not cell.text.strip() or len(cell.text) > _MAX_VALUE:
        return False
    return is_value(cell.text)


# ---------------------------------------------------------------- tables and what is between them
def _parted(rows: Sequence[_Row]) -> Iterator[_Row | list[_Row]]:
    """Rows of one cell that stand between tables, and the rows of each table."""
    table: list[_Row] = []
    between: list[_Row] = []
    for row in rows:
        if row.lone is not None:
            between.append(row)
            continue
        if table and _goes_on(table, between, row):
            table += [*between, row]
        else:
            if table:
                yield table
            yield from between
            table = [row]
        between = []
    if table:
        yield table
    yield from between


def _goes_on(table: Sequence[_Row], between: Sequence[_Row], row: _Row) -> bool:
    """Whether `row` belongs to the table before it.

    Rows of figures do, but for a heading with prose below it; a row of words begins a new table
    behind a gap, a heading or a paragraph, behind a line without borders between rows with
    borders, and where it reaches further than the table before.
    """
    texts = [line.lone.cell.text for line in between if line.lone is not None]
    headed = any(_is_heading(text) for text in texts)
    prose = any(_is_prose(text) for text in texts)
    if row.figures:
        return not (prose or (headed and any(line.gap for line in between)))
    loose = table[-1].ruled and row.ruled and not all(line.ruled for line in between)
    if headed or prose or loose:
        return False
    if row.body:
        return True
    if row.gap or any(line.gap for line in between):
        return False
    if not any(line.body for line in table):
        return True
    return row.end <= max(line.end for line in table)


def _is_heading(text: str) -> bool:
    ordinal = ordinal_of(text)
    return ordinal is not None and ordinal.style in ("han", "part")


def _is_prose(text: str) -> bool:
    return len(text) > _PROSE and "。" in text


def _paragraphs(row: _Row, on: Place) -> Iterator[Paragraph]:
    column, slot = next((c, s) for c, s in sorted(row.slots.items()) if s.cell.text)
    if slot.continues:
        return
    at = replace(on, row=row.number, column=column)
    for line in slot.cell.text.split("\n"):
        if line.strip():
            yield Paragraph(line.strip(), at)


def _table(rows: Sequence[_Row], number: int, on: Place) -> Table:
    columns = sorted({column for row in rows for column in row.slots})
    refuse_too_large(len(rows) * len(columns))
    return Table(
        tuple(tuple(_grid_cell(row, column, number, on) for column in columns) for row in rows),
        replace(on, table=number, row=rows[0].number, column=columns[0]),
    )


def _grid_cell(row: _Row, column: int, number: int, on: Place) -> GridCell:
    at = replace(on, table=number, row=row.number, column=column)
    slot = row.slots.get(column)
    if slot is None:
        return GridCell("", at)
    return GridCell(slot.cell.text, at, slot.continues, slot.cell.certain)


def cell_text(text: str) -> str:
    """Return the text of a cell, its lines trimmed, without characters used as marks."""
    lines = (plain_line(line) for line in text.replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def unmarked(text: str) -> str:
    """Return text of a file without the characters that the readers use as marks."""
    return without_marks(text)


# ---------------------------------------------------------------- notes and refusals
def uncomputed(cells: int, first: Place) -> tuple[Note, ...]:
    """Note formulas without a result to rely on."""
    if not cells:
        return ()
    words = Words(
        f"有 {cells} 格是公式而没有可靠的计算结果，记为不能辨读。"
        "请在 Excel 或 WPS 中打开、重新计算并保存后再提交。",
        f"{cells} cells hold a formula without a result to rely on and are unreadable. Open the "
        "file in Excel or WPS, let it calculate, and save it.",
    )
    return (Note("formula_without_result", words, first),)


def rounded(cells: int, first: Place) -> tuple[Note, ...]:
    """Note numbers of which the format hides digits."""
    if not cells:
        return ()
    words = Words(
        f"有 {cells} 格的数字格式隐去了部分数位，按表上显示的数读取。",
        f"The number format of {cells} cells hides digits; the numbers were read as shown.",
    )
    return (Note("rounded_by_format", words, first),)


def _hidden(cells: int) -> tuple[Note, ...]:
    if not cells:
        return ()
    words = Words(
        f"隐藏的工作表、行或列中有 {cells} 格内容，没有读取。请取消隐藏或删除后再公开。",
        f"{cells} filled cells in hidden sheets, rows or columns were left out. Show or delete "
        "them before publishing.",
    )
    return (Note("hidden_cells", words),)


def _refuse_too_many(sheets: Sequence[Sheet]) -> None:
    if sum(len(sheet.cells) for sheet in sheets) > MAX_CELLS:
        raise _too_many()


def _too_many() -> FilerError:
    return FilerError(
        Words(
            f"电子表格超过 {MAX_CELLS} 格，年度报告没有这样大的表。请确认文件无误。",
            f"The spreadsheet has more than {MAX_CELLS} cells; no annual report is as large. "
            "Make sure it is the right file.",
        )
    )


def _nothing() -> FilerError:
    return FilerError(
        Words(
            "电子表格里没有可见的内容。请确认文件无误，取消隐藏的工作表后重新保存。",
            "The spreadsheet shows nothing. Make sure it is the right file; show hidden sheets "
            "and save it again.",
        )
    )
