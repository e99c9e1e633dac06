"""PDF files as programs write them: LibreOffice from Word files and sheets, Chromium from pages."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from tests.rendering import office_file, sheet_file, web_page, word_file
from tests.rendering.report import ReportText

TIME_LIMIT = 120
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
_TABLES = re.compile(r"<table.*?</table>", re.DOTALL)
_ROWS = re.compile(r"<tr>.*?</tr>", re.DOTALL)
HEAD_ROWS = 3


def from_word(report: ReportText, *, nested: bool = False) -> bytes:
    """The report as a Word file, printed by LibreOffice."""
    return office_file.converted(word_file.plain(report, nested=nested), "docx", "pdf")


def from_sheet(report: ReportText, *, sheets: bool = False) -> bytes:
    """The report as a spreadsheet fitted to the page's width, printed by LibreOffice."""
    return office_file.converted(fitted_sheet(report, sheets=sheets), "xlsx", "pdf")


def fitted_sheet(report: ReportText, *, sheets: bool = False, cramped: bool = False) -> bytes:
    """The report as a spreadsheet that is to be printed as wide as the page.

    `cramped`: columns and rows as the program makes them, so that labels and figures are cut off
    or run over their cells.
    """
    book = openpyxl.load_workbook(io.BytesIO(sheet_file.workbook(report, sheets=sheets)))
    for sheet in book.worksheets:
        if not cramped:
            _make_room(sheet)
            sheet.page_setup.orientation = "landscape"
        sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(
            fitToPage=True
        )
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _make_room(sheet: Any) -> None:
    """Set widths and heights as people do who see that a label is cut off: it is wrapped."""
    for column, width in zip("ABCDEFGHIJKLMNO", (14, 14, 32, *[10] * 12), strict=True):
        sheet.column_dimensions[column].width = width
    widths = {(c.min_row, c.min_col): c.max_col - c.min_col + 1 for c in sheet.merged_cells.ranges}
    for row in sheet.iter_rows():
        lines = 1
        for cell in row:
            if isinstance(cell.value, str):
                cell.alignment = Alignment(wrap_text=True, vertical="center")
                across = widths.get((cell.row, cell.column), 1)
                room = sum(
                    sheet.column_dimensions[get_column_letter(cell.column + n)].width or 12
                    for n in range(across)
                )
                parts = cell.value.split("\n")
                lines = max(lines, sum(2 * len(part) // int(room - 3) + 1 for part in parts))
        sheet.row_dimensions[row[0].row].height = 15 * lines


def from_page(
    report: ReportText, *, style: str = "", word: bool = False, repeated_heads: bool = False
) -> bytes:
    """The report as a web page, printed by Chromium; parameters as of `page_to_print`."""
    page = page_to_print(report, style=style, word=word, repeated_heads=repeated_heads)
    return printed(page.decode())


def page_to_print(
    report: ReportText, *, style: str = "", word: bool = False, repeated_heads: bool = False
) -> bytes:
    """The report as a web page that is to be printed.

    `style`: rules of CSS for the page. `repeated_heads`: every page that table 3 goes on to begins
    with its headers.
    """
    page = (web_page.word if word else web_page.plain)(report).decode()
    if repeated_heads:
        page = _TABLES.sub(lambda found: _with_head(found[0]), page)
    page = page.replace("</head>", f"<style>{style}</style>\n</head>")
    return page.encode()


def _with_head(table: str) -> str:
    rows = _ROWS.findall(table)
    if "申请人情况" not in rows[0]:
        return table
    head = "".join(rows[:HEAD_ROWS])
    return (
        f'<table border="1"><thead>{head}</thead><tbody>{"".join(rows[HEAD_ROWS:])}</tbody></table>'
    )


@cache
def printed(page: str) -> bytes:
    """Print a web page with the Chromium of this machine."""
    program = next(path for path in map(shutil.which, _CHROMIUM) if path)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "page.html").write_text(page, encoding="utf-8")
        subprocess.run(
            [
                program, *_ARGUMENTS, f"--user-data-dir={folder / 'profile'}",
                "--no-pdf-header-footer", f"--print-to-pdf={folder / 'page.pdf'}",
                (folder / "page.html").as_uri(),
            ],
            check=True, capture_output=True, timeout=TIME_LIMIT,
        )  # fmt: skip
        return (folder / "page.pdf").read_bytes()
