"""Places in the words of whoever has to find them."""

from __future__ import annotations

import pytest

from disclosure_audit.documents import Place
from disclosure_audit.reports import place_in_words


@pytest.mark.parametrize(
    ("at", "format", "zh", "en"),
    [
        (Place(line=120), "txt", "第 120 行", "line 120"),
        (Place(line=120), "md", "第 120 行", "line 120"),
        (Place(line=12), "html", "网页源代码第 12 行", "line 12 of the page’s source"),
        (Place(line=12), "docx", "第 12 段", "paragraph 12"),
        (Place(table=3, row=5, column=2), "html",
         "第 3 个表格第 5 行第 2 列", "table 3, row 5, column 2"),
        (Place(line=9, table=3, row=5, column=2), "mht",
         "网页源代码第 9 行的图片，第 3 个表格第 5 行第 2 列",
         "picture in line 9 of the page’s source, table 3, row 5, column 2"),
        (Place(line=9, table=3, row=5, column=2), "txt", "第 9 行", "line 9"),
        (Place(page=2, box=(1, 2, 3, 4)), "pdf", "第 2 页", "page 2"),
        (Place(page=2, table=1, row=4, column=3), "pdf",
         "第 2 页第 1 个表格第 4 行第 3 列", "page 2, table 1, row 4, column 3"),
        (Place(page=2, table=3, row=45, column=3, sheet="表3"), "xlsx",
         "工作表“表3” C45 格", "sheet “表3”, cell C45"),
        (Place(table=3, row=45, column=28, sheet=""), "csv", "AB45 格", "cell AB45"),
        (Place(page=2, row=7, column=26), "xls", "第 2 张工作表 Z7 格", "sheet 2, cell Z7"),
        (Place(page=2, sheet="说明"), "ods", "工作表“说明”", "sheet “说明”"),
        (Place(), "txt", "位置不详", "place unknown"),
        (Place(), "xlsx", "位置不详", "place unknown"),
    ],
)  # fmt: skip
def test_places_are_said_as_the_program_shows_them(
    at: Place, format: str, zh: str, en: str
) -> None:
    """Lines of text, paragraphs of Word, cells of a sheet: what the reader of the memo can find."""
    words = place_in_words(at, format)
    assert (words.zh, words.en) == (zh, en)
