"""Spreadsheets: tables and prose cut out of sheets, numbers as shown, formulas by their results."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from openpyxl.drawing.image import Image as Drawing
from openpyxl.styles import Border, Side
from PIL import Image

from disclosure_audit.documents import Paragraph, Table
from disclosure_audit.documents.reading import Content
from disclosure_audit.documents.separated import read_content as read_separated
from disclosure_audit.documents.sheets import read_content
from disclosure_audit.errors import FilerError
from disclosure_audit.forms import editions
from disclosure_audit.reports.binding import Printed, value_of
from tests.rendering import office_file

RULED = Border(*[Side(style="thin")] * 4)


def saved(build: Callable[[Any], object]) -> bytes:
    book = openpyxl.Workbook()
    build(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def filled(*rows: tuple[Any, ...]) -> bytes:
    return saved(lambda book: [book.active.append(row) for row in rows])


def texts(content: Content) -> list[Any]:
    """Paragraphs as strings, tables as lists of rows."""
    return [
        [[cell.text for cell in row] for row in block.rows] if isinstance(block, Table)
        else getattr(block, "text", "picture")
        for block in content.blocks
    ]  # fmt: skip


def codes(content: Content) -> list[str]:
    return [note.code for note in content.notes]


def test_titles_and_prose_stand_between_tables() -> None:
    """A row of one cell is a paragraph; rows of several are a table."""
    content = read_content(filled(
        ("甲乡年度报告",), ("一、总体情况",), ("本年工作如下。\n另有说明。",), ("项目", "数量"),
        ("规章", 0), ("三、申请情况",), ("项目", "自然人", "总计"), ("受理", 1, 1),
    ))  # fmt: skip
    assert texts(content) == [
        "甲乡年度报告", "一、总体情况", "本年工作如下。", "另有说明。",
        [["项目", "数量"], ["规章", "0"]], "三、申请情况",
        [["项目", "自然人", "总计"], ["受理", "1", "1"]],
    ]  # fmt: skip


def test_places_are_those_of_the_sheet() -> None:
    """Row and column are counted as the sheet shows them; several sheets are pages."""

    def build(book: Any) -> None:
        book.active["C4"], book.active["D4"], book.active["D5"] = "甲", "乙", 5
        book.create_sheet("二")["A1"] = "丙"

    table, paragraph = read_content(saved(build)).blocks
    assert isinstance(table, Table)
    assert table.rows[1][1].at.as_json() == {"page": 1, "table": 1, "row": 5, "column": 4}
    assert isinstance(paragraph, Paragraph)
    assert paragraph.at.as_json() == {"page": 2, "row": 1, "column": 1}


def test_merged_cells_are_spelled_out() -> None:
    """Each place of a merged cell has its text; all but the first go on with it."""

    def build(book: Any) -> None:
        sheet = book.active
        for row in (("头", None, "尾"), ("甲", 1, 2), (None, 3, 4)):
            sheet.append(row)
        sheet.merge_cells("A1:B1")
        sheet.merge_cells("A2:A3")

    (table,) = read_content(saved(build)).blocks
    assert isinstance(table, Table)
    assert [[(c.text, c.continues) for c in row] for row in table.rows] == [
        [("头", False), ("头", True), ("尾", False)],
        [("甲", False), ("1", False), ("2", False)],
        [("甲", True), ("3", False), ("4", False)],
    ]


def test_empty_cells_with_borders_are_places_of_a_table() -> None:
    """A row whose figures are all blank stays a row of the table."""

    def build(book: Any) -> None:
        for y, row in enumerate((("项目", "数量"), ("一、规章", None), ("", None)), 1):
            for x, text in enumerate(row, 1):
                book.active.cell(y, x, text or None).border = RULED

    assert texts(read_content(saved(build))) == [[["项目", "数量"], ["一、规章", ""]]]


def test_hidden_sheets_rows_and_columns_are_left_out_and_noted() -> None:
    """What nobody sees is no part of the report, but is said."""

    def build(book: Any) -> None:
        sheet = book.active
        for row in (("甲", "藏", "乙"), (1, 2, 3), (4, 5, 6), (7, 8, 9)):
            sheet.append(row)
        sheet.column_dimensions["B"].hidden = True
        sheet.row_dimensions[3].hidden = True
        hidden = book.create_sheet("藏")
        hidden["A1"] = "藏"
        hidden.sheet_state = "veryHidden"

    for data in (saved(build), office_file.converted(saved(build), "xlsx", "ods"),
                 office_file.converted(saved(build), "xlsx", "xls")):  # fmt: skip
        content = read_content(data)
        assert texts(content) == [[["甲", "乙"], ["1", "3"], ["7", "9"]]]
        assert codes(content) == ["hidden_cells"]


@pytest.mark.parametrize("target", ["xlsx", "ods", "xls"])
def test_values_read_as_shown_from_every_kind(target: str) -> None:
    """Numbers, dates, percentages, truth values and errors are what the sheet shows."""

    def build(book: Any) -> None:
        sheet = book.active
        sheet.append(("名称", "显示"))
        shown: list[tuple[Any, str]] = [
            (12.0, "General"), (0, "0"), (1234567, "#,##0"), (0.5, "0%"), (45292, "yyyy-mm-dd"),
            (190.457379, "General"), (5, '0"件"'), (0, '0;-0;"-"'), ("=1/0", "General"),
            ("=1+1", "General"), ("=TRUE()", "General"), ("007", "@"),
        ]  # fmt: skip
        for value, code in shown:
            sheet.append(("行", value))
            sheet.cell(sheet.max_row, 2).number_format = code

    data = office_file.converted(saved(build), "xlsx", target)
    (table,) = read_content(data).blocks
    assert isinstance(table, Table)
    assert [row[1].text for row in table.rows[1:]] == [
        "12", "0", "1,234,567", "50%", "2024-01-01", "190.457379", "5件", "-", "#DIV/0!", "2",
        "TRUE", "007",
    ]  # fmt: skip
    assert all(cell.certain for row in table.rows for cell in row)


def test_a_formula_without_a_stored_result_is_unreadable() -> None:
    """The formula is kept as text, says nothing for sure, and is never a number."""
    content = read_content(filled(("甲", "乙"), (1, "=SUM(A2:A2)"), (2, "=12")))
    (table,) = content.blocks
    assert isinstance(table, Table)
    assert codes(content) == ["formula_without_result"]
    for row in table.rows[1:]:
        cell = next(iter(editions().values())).cells["t2.normative.made"]
        printed = Printed(row[1].text, row[1].at, row[1].certain)
        assert row[1].text.startswith("=")
        assert value_of(cell, printed).state == "unreadable"


def test_struck_and_raised_text_in_a_cell_is_told_apart() -> None:
    """A raised footnote number is not glued to the figure; struck digits do not count."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    rich = CellRichText("12", TextBlock(InlineFont(vertAlign="superscript"), "1"),
                        TextBlock(InlineFont(strike=True), "9"))  # fmt: skip
    assert texts(read_content(filled(("甲", "乙"), ("丙", rich)))) == [
        [["甲", "乙"], ["丙", "12[1]"]]
    ]


def test_locked_and_foreign_files_are_refused_with_a_sentence() -> None:
    """A password, another kind of archive and damage are each said."""
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
    for data in (locked, b"PK\x03\x04garbage", filled(("甲", 1))[:500], b"plain"):
        with pytest.raises(FilerError, match="xlsx"):
            read_content(data)


@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_separated_values_are_told_by_their_separator(separator: str) -> None:
    """Commas, tabs or semicolons; quoted cells keep theirs, and kept texts lose their sign."""
    lines = ["甲乡报告", separator.join(["项目", "数量"]), separator.join(['"规章"', '="12"'])]
    content = read_separated("\r\n".join(lines).encode("gb18030"))
    assert texts(content) == ["甲乡报告", [["项目", "数量"], ["规章", "12"]]]


def test_formulas_in_separated_values_are_unreadable() -> None:
    """A csv file stores no results: what begins like a formula says nothing for sure."""
    content = read_separated("项目,数量\n规章,=1+1\n".encode())
    (table,) = content.blocks
    assert isinstance(table, Table)
    assert not table.rows[1][1].certain
    assert codes(content) == ["formula_without_result"]


def test_places_name_the_sheet_and_count_as_it_does() -> None:
    """A cell is found again by the sheet's name and number and the sheet's own row and column."""

    def build(book: Any) -> None:
        book.active.title = "封面"
        book.active.sheet_state = "hidden"
        sheet = book.create_sheet("统计\n表")
        sheet["C7"], sheet["D7"], sheet["C8"], sheet["D8"] = "项目", "数量", "规章", 5

    data = saved(build)
    for made in (data, *(office_file.converted(data, "xlsx", to) for to in ("xls", "ods"))):
        [table] = read_content(made).blocks
        assert isinstance(table, Table)
        at = table.rows[1][1].at
        assert at.as_json() == {"page": 2, "table": 1, "row": 8, "column": 4}
        assert at.sheet == "统计 表"


def test_a_lone_sheet_has_no_number() -> None:
    """Where there is one sheet only, a place is its row and column; csv has no sheet to name."""
    [table] = read_content(filled(("项目", "数量"), ("规章", 5))).blocks
    assert table.at.as_json() == {"table": 1, "row": 1, "column": 1}
    assert table.at.sheet == "Sheet"
    [table] = read_separated("项目,数量\n规章,5\n".encode()).blocks
    assert table.at.sheet == ""


def test_a_picture_on_a_sheet_is_said_not_to_be_read() -> None:
    """What a picture shows is not claimed to be absent: a note says that nobody looked."""
    picture = io.BytesIO()
    Image.new("L", (400, 200), 255).save(picture, "PNG")

    def build(book: Any) -> None:
        book.active.append(["甲", 1])
        book.active.add_image(Drawing(picture), "B5")

    [note] = read_content(saved(build)).notes
    assert note.code == "picture_not_read"
    assert "未经核查" in note.words.zh
    assert read_content(filled(("甲", 1))).notes == ()
