"""Sheets of xls files, the binary spreadsheets of older Excel and of WPS (et)."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Any

import xlrd
from xlrd import biffh

from disclosure_audit.documents.document import Note, Place
from disclosure_audit.documents.number_formats import BUILT_IN, shown
from disclosure_audit.documents.sheet_blocks import (
    MAX_CELLS,
    Sheet,
    SheetCell,
    cell_text,
    rounded,
    uncomputed,
    unmarked,
)
from disclosure_audit.errors import FilerError
from disclosure_audit.text import Words

MAX_XLS = 8_000_000
"""Bytes; the parser is in Python and a report takes some tens of thousands."""

_MAX_SHEETS = 200
_MAX_PLACES = 20_000_000
"""Places of all sheets, empty ones between cells included: damage puts cells far apart."""

_FORMULA, _END = 0x0006, 0x000A
_ALWAYS_CALCULATE = 1
_NO_TEXT = b"\x03"
_SIDES = ("left_line_style", "right_line_style", "top_line_style", "bottom_line_style")


def sheets_of(data: bytes) -> tuple[list[Sheet], tuple[Note, ...]]:
    """Return the sheets of an xls file and what is to be noted of them.

    Parameters
    ----------
    data
        The bytes of the file.

    Raises
    ------
    FilerError
        The file is no sound xls file, is locked, or is larger than any report.
    """
    if len(data) > MAX_XLS:
        raise _not_xls(f"超过 {MAX_XLS} 字节", f"has more than {MAX_XLS} bytes")
    try:
        # Kept open sheet by sheet, so that the stream can be looked at for formulas. Rows stay as
        # long as they are: one merged cell with a damaged range would fill up all of them.
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, on_demand=True, logfile=io.StringIO(),
            ragged_rows=True,
        )  # fmt: skip
        return _Reader(book).sheets()
    except FilerError:
        raise
    except biffh.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise _not_xls("加了密码", "is protected by a password") from error
        raise _not_xls("已损坏或不是 xls 文件", "is damaged or no xls file") from error
    except Exception as error:
        # The parser meets damage in the bytes with whatever error Python has there.
        raise _not_xls("已损坏或不完整", "is damaged or incomplete") from error


class _Reader:
    def __init__(self, book: Any) -> None:
        self.book = book
        self.uncomputed = 0
        self.rounded = 0
        self.first_uncomputed = Place()
        self.first_rounded = Place()
        self.looks: dict[int, tuple[str, bool]] = {}
        self.places = 0
        self.cells = 0

    def sheets(self) -> tuple[list[Sheet], tuple[Note, ...]]:
        many = self.book.nsheets > 1
        if self.book.nsheets > _MAX_SHEETS:
            raise _too_large()
        found = [self.sheet(n, n + 1 if many else None) for n in range(self.book.nsheets)]
        notes = uncomputed(self.uncomputed, self.first_uncomputed)
        return found, (*notes, *rounded(self.rounded, self.first_rounded))

    def sheet(self, number: int, page: int | None) -> Sheet:
        sheet = self.book.sheet_by_index(number)
        unsure = set(self.formulas_to_doubt(number))
        zeros = bool(getattr(sheet, "show_zero_values", 1))
        cells: dict[tuple[int, int], SheetCell] = {}
        for row in range(sheet.nrows):
            kinds = sheet.row_types(row)
            self.places += len(kinds)
            for column, kind in enumerate(kinds):
                if kind == xlrd.XL_CELL_EMPTY:
                    continue
                self.cells += 1
                at = Place(page=page, row=row + 1, column=column + 1)
                read = self.cell(sheet.cell(row, column), at, (row, column) in unsure, zeros)
                if read.text or read.ruled:
                    cells[row + 1, column + 1] = read
            if self.cells > MAX_CELLS or self.places > _MAX_PLACES:
                raise _too_large()
        return Sheet(
            cells,
            tuple((top + 1, left + 1, down, right) for top, down, left, right in
                  sheet.merged_cells),
            frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden),
            frozenset(column + 1 for column, info in sheet.colinfo_map.items() if info.hidden),
            sheet.visibility != 0,
            name=sheet.name,
        )  # fmt: skip

    def formulas_to_doubt(self, number: int) -> Iterator[tuple[int, int]]:
        """Places of formulas that were never calculated, as far as the file shows it."""
        stream, position = self.book.mem, self.book._sh_abs_posn[number] + self.book.base
        depth = 0
        while position >= 0 and position + 4 <= len(stream):
            record, length = struct.unpack_from("<HH", stream, position)
            body = bytes(stream[position + 4 : position + 4 + length])
            if record == 0x0809:
                depth += 1
            elif record == _END:
                depth -= 1
                if depth <= 0:
                    return
            elif record == _FORMULA and len(body) >= 16:
                row, column = struct.unpack_from("<HH", body)
                (flags,) = struct.unpack_from("<H", body, 14)
                no_text = body[6:7] == _NO_TEXT and body[12:14] == b"\xff\xff"
                if flags & _ALWAYS_CALCULATE or no_text:
                    yield row, column
            position += 4 + length

    def cell(self, cell: Any, at: Place, unsure: bool, zeros: bool) -> SheetCell:
        code, ruled = self.look(cell.xf_index)
        if unsure:
            if not self.uncomputed:
                self.first_uncomputed = at
            self.uncomputed += 1
            return SheetCell("=", ruled, certain=False)
        if cell.ctype == xlrd.XL_CELL_TEXT:
            return SheetCell(cell_text(unmarked(cell.value)), ruled)
        if cell.ctype == xlrd.XL_CELL_BOOLEAN:
            return SheetCell("TRUE" if cell.value else "FALSE", ruled)
        if cell.ctype == xlrd.XL_CELL_ERROR:
            return SheetCell(biffh.error_text_from_code.get(cell.value, "#ERROR"), ruled)
        if cell.ctype not in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
            return SheetCell("", ruled)
        if cell.value == 0 and not zeros:
            return SheetCell("", ruled)
        printed = shown(cell.value, code, from_1904=bool(self.book.datemode))
        if printed.rounded:
            if not self.rounded:
                self.first_rounded = at
            self.rounded += 1
        return SheetCell(cell_text(unmarked(printed.text)), ruled)

    def look(self, index: int | None) -> tuple[str, bool]:
        """Number format and border of a cell style."""
        if index is None or not 0 <= index < len(self.book.xf_list):
            return "General", False
        if index not in self.looks:
            style = self.book.xf_list[index]
            form = self.book.format_map.get(style.format_key)
            code = form.format_str if form is not None else BUILT_IN.get(style.format_key)
            ruled = any(getattr(style.border, side, 0) for side in _SIDES)
            self.looks[index] = (code or "General", ruled)
        return self.looks[index]


def _too_large() -> FilerError:
    return _not_xls(
        f"超过 {_MAX_SHEETS} 张工作表或 {MAX_CELLS} 格",
        f"has more than {_MAX_SHEETS} sheets or {MAX_CELLS} cells",
    )


def _not_xls(zh: str, en: str) -> FilerError:
    return FilerError(
        Words(
            f"这个 xls 表格文件{zh}，不能读取。请在 Excel 或 WPS 中打开，去掉密码，另存为 xlsx。",
            f"The xls spreadsheet {en} and cannot be read. Open it in Excel or WPS, remove any "
            "password and save it as xlsx.",
        )
    )
