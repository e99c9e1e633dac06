"""What stands at a place of a file, by programs that the kit does not read with."""

from __future__ import annotations

import csv
import email
import email.policy
import io
import re
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import docx
import lxml.html
import openpyxl
import pdfplumber
from docx.oxml.ns import qn
from docx.table import Table

from disclosure_audit.documents import Place
from disclosure_audit.reports import read_report
from tests.rendering import Renderer
from tests.rendering.grid import spread
from tests.rendering.office_file import Steps
from tests.rendering.report import ReportText, TableOf, parts

Grid = dict[tuple[int, int], str]
LookUp = Callable[[Place], str]
_ENCODINGS = ("utf-8-sig", "utf-16", "gb18030")
_OFFICE = ("doc", "wps", "docx", "xls", "et", "ods", "xlsx")
_BESIDE = ("search", "meta")
"""What a site has above the report: not counted as a table of it."""

_LINE = 1.0
"""Points; a rule is no thicker."""

_CHARSET = re.compile(rb"charset=\"?([\w-]+)")


def misplaced(renderer: Renderer, report: ReportText, data: bytes) -> list[str]:
    """Read a rendered report and return what other programs find elsewhere, of its figures."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"report.{renderer.extension}"
        path.write_bytes(data)
        cells = read_report(path).cells
    found = look_up(renderer, report, data)
    cut = partial(_is_cut, data) if data.startswith(b"%PDF") else None
    return [
        f"{name} {cell.raw!r} {cell.at.as_json()}: {found(cell.at)!r}"
        for name, cell in cells.items()
        if cell.state in ("given", "invalid")
        and not _holds(found(cell.at), cell.raw)
        and not (cut and cut(cell.at, cell.raw, found(cell.at)))
    ]


def _holds(text: str, raw: str | None) -> bool:
    """Whether a text holds what is printed in a cell, and not as a part of a longer figure."""
    assert raw
    printed = r"\s*".join(re.escape(sign) for sign in raw if not sign.isspace())
    return re.search(rf"(?<![\d.,]){printed}(?![\d])", text) is not None


def _is_cut(data: bytes, at: Place, raw: str | None, found: str) -> bool:
    """Whether a page's end cuts a cell: its box ends there, and the rest heads the next page.

    What stands in the box is the beginning, at least one character of it; the box's foot is the
    lowest line of the page; the rest alone stands in the same column before all else there.
    """
    assert raw
    assert at.page
    assert at.box
    whole, begun = "".join(raw.split()), "".join(found.split())
    if not begun or not whole.startswith(begun):
        return False
    x0, _, x1, foot = at.box
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        lowest = max(edge["bottom"] for edge in pdf.pages[at.page - 1].edges)
        following = pdf.pages[at.page].crop((x0, 0, x1, pdf.pages[at.page].height))
        head = (following.extract_text() or "").split("\n")
    return abs(foot - lowest) <= _LINE and whole.removeprefix(begun) == "".join(head[0].split())


def look_up(renderer: Renderer, report: ReportText, data: bytes) -> LookUp:
    """Return what tells the text at a place of a rendered report.

    Files that an office program converted are looked at as they were before: a conversion moves
    no cell.
    """
    if data.startswith(b"%PDF"):
        return partial(_in_pdf, pdfplumber.open(io.BytesIO(data)))
    if renderer.extension in _OFFICE and isinstance(renderer.finish, Steps):
        data = renderer.render(report)
    if data.startswith(b"PK"):
        with io.BytesIO(data) as file:
            word = b"word/document.xml" in data
            return _in_word(file) if word else partial(_in_book, openpyxl.load_workbook(file))
    if data.startswith((b"MIME-Version", b"From:")):
        return partial(_in_tables, list(_html_tables(_html_of_archive(data))))
    text = _decoded(data)
    by = getattr(renderer.render, "keywords", {}).get("by")
    if by is not None:
        return partial(_in_tables, list(_box_grids(report, by)))
    if "<table" in text and renderer.extension != "md":
        return partial(_in_tables, list(_html_tables(text)))
    if renderer.extension in ("csv", "xls"):
        delimiter = "\t" if "\t" in text else ","
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        return partial(_in_rows, rows)
    return partial(
        _in_lines, text.split("\n"), list(_html_tables(text)) if "<table" in text else []
    )


def _decoded(data: bytes) -> str:
    named = _CHARSET.search(data[:2000])
    for encoding in (*([named[1].decode()] if named else []), *_ENCODINGS):
        try:
            return data.decode(encoding).replace("\r\n", "\n")
        except UnicodeError:
            continue
    raise AssertionError("unknown encoding")


# ---------------------------------------------------------------- by format
def _in_pdf(pdf: pdfplumber.PDF, at: Place) -> str:
    assert at.page is not None
    assert at.box is not None
    x0, y0, x1, y1 = at.box
    inside = pdf.pages[at.page - 1].filter(
        lambda thing: (
            thing["object_type"] == "char"
            and x0 <= (thing["x0"] + thing["x1"]) / 2 <= x1
            and y0 <= (thing["top"] + thing["bottom"]) / 2 <= y1
        )
    )
    return inside.extract_text() or ""


def _in_lines(lines: list[str], tables: list[Grid], at: Place) -> str:
    if at.line is None:
        return _in_tables(tables, at)
    return lines[at.line - 1]


def _in_rows(rows: list[list[str]], at: Place) -> str:
    assert at.row is not None
    assert at.column is not None
    return rows[at.row - 1][at.column - 1]


def _in_tables(tables: list[Grid], at: Place) -> str:
    assert at.table is not None
    assert at.row is not None
    assert at.column is not None
    return tables[at.table - 1][at.row, at.column]


def _in_book(book: Any, at: Place) -> str:
    sheet = book.worksheets[(at.page or 1) - 1]
    row, column = at.row, at.column
    for merged in sheet.merged_cells.ranges:
        if (row, column) in merged.cells:
            row, column = merged.min_row, merged.min_col
    value = sheet.cell(row, column).value
    return "" if value is None else str(value).removeprefix("=")


def _in_word(file: io.BytesIO) -> LookUp:
    document = docx.Document(file)
    leaves = [
        Table(element, document)
        for element in document.element.body.iter(qn("w:tbl"))
        if not list(element.iterdescendants(qn("w:tbl")))
    ]
    return partial(_in_tables, [_word_grid(table) for table in leaves])


def _word_grid(table: Table) -> Grid:
    return {
        (y, x): cell.text
        for y, row in enumerate(table.rows, 1)
        for x, cell in enumerate(row.cells, 1 + row.grid_cols_before)
    }


def _html_of_archive(data: bytes) -> str:
    message = email.message_from_bytes(data, policy=email.policy.default)
    part = next(p for p in message.walk() if p.get_content_type() == "text/html")
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return _decoded(content)


def _html_tables(text: str) -> Iterator[Grid]:
    root = lxml.html.fromstring(re.sub(r"^\s*<\?xml[^>]*>", "", text))
    for table in root.iter("table"):
        if table.find(".//table") is None and table.get("class") not in _BESIDE:
            yield _html_grid(table)


def _box_grids(report: ReportText, by: str) -> Iterator[Grid]:
    """The tables of a page of boxes as they were laid out: no other program counts their columns.

    A lone box above the rows is none of them, unless it is a flex row itself.
    """
    for part in parts(report):
        if not isinstance(part, TableOf):
            continue
        rows = [
            [slot.text for slot in row]
            if by in ("names", "flex")
            else [slot.text for slot, _, _ in spread_row]
            for row, spread_row in zip(part.grid, spread(part.grid), strict=True)
        ]
        lone = [len(row) == 1 for row in part.grid]
        above = lone.index(False) if by in ("names", "flex", "percent") else 0
        yield {
            (y, x): text for y, row in enumerate(rows[above:], 1) for x, text in enumerate(row, 1)
        }


def _html_grid(table: Any) -> Grid:
    grid: Grid = {}
    for y, row in enumerate(table.iter("tr"), 1):
        x = 1
        for cell in row.iterchildren("td", "th"):
            while (y, x) in grid:
                x += 1
            for down in range(int(cell.get("rowspan", 1))):
                for across in range(int(cell.get("colspan", 1))):
                    grid[y + down, x + across] = cell.text_content()
    return grid
