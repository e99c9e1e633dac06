"""Spreadsheets: the form one sheet a table or all on one sheet, merged or not; csv."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter

from tests.rendering.grid import Grid, Slot, spread
from tests.rendering.report import ReportText, TableOf, parts

_NUMBER = re.compile(r"-?(0|[1-9]\d{0,11})(\.\d{1,6})?")
_THIN = Side(style="thin")
_RULED = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_WIDTH = 10


def workbook(
    report: ReportText, *, sheets: bool = False, merged: bool = True, formulas: bool = False
) -> bytes:
    """An xlsx file.

    `sheets`: each table on a sheet of its own, the text on the first. `merged`: cells merged as in
    the official form, else only the first of them is filled. `formulas`: figures as formulas,
    for a program that calculates and stores them.
    """
    book = openpyxl.Workbook()
    text = book.active
    text.title = "报告"
    y = 1
    for part in parts(report):
        if isinstance(part, TableOf):
            sheet, top = (book.create_sheet(f"表{part.id[1]}"), 1) if sheets else (text, y)
            bottom = _write(sheet, part.grid, top, merged=merged, formulas=formulas)
            y = y if sheets else bottom
        else:
            text.cell(y, 1, part.text).alignment = Alignment(wrap_text=True)
            if merged:
                text.merge_cells(f"A{y}:{get_column_letter(_WIDTH)}{y}")
            y += 1
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write(sheet: Any, grid: Grid, top: int, *, merged: bool, formulas: bool) -> int:
    y = top
    for y, row in enumerate(spread(grid), top):
        for x, (slot, first_row, first_column) in enumerate(row, 1):
            cell = sheet.cell(y, x)
            cell.border = _RULED
            if first_row and first_column:
                cell.value = _value(slot, formulas=formulas)
                if merged and (slot.rowspan > 1 or slot.colspan > 1):
                    sheet.merge_cells(
                        start_row=y, start_column=x,
                        end_row=y + slot.rowspan - 1, end_column=x + slot.colspan - 1,
                    )  # fmt: skip
    return y + 1


def _value(slot: Slot, *, formulas: bool) -> Any:
    if not slot.text:
        return None
    if not slot.figure or not _NUMBER.fullmatch(slot.text):
        return slot.text
    if formulas:
        return f"={slot.text}+0"
    return float(Decimal(slot.text)) if "." in slot.text else int(slot.text)


def separated(report: ReportText, encoding: str = "utf-8-sig", *, delimiter: str = ",") -> bytes:
    """A csv file as spreadsheet programs save one: what a merged cell covers is empty."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
    for part in parts(report):
        if isinstance(part, TableOf):
            writer.writerows(
                [slot.text if top and left else "" for slot, top, left in row]
                for row in spread(part.grid)
            )
        else:
            writer.writerow([part.text, *[""] * (_WIDTH - 1)])
    return file.getvalue().encode(encoding)
