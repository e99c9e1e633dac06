"""Places as an inspector would say them, by what the file's own program shows."""

from __future__ import annotations

from dataclasses import replace

from disclosure_audit.documents import Place
from disclosure_audit.text import Words

_LINE = Words("第 {} 行", "line {}")
_LINES = {
    "html": Words("网页源代码第 {} 行", "line {} of the page’s source"),
    "mht": Words("网页源代码第 {} 行", "line {} of the page’s source"),
    **dict.fromkeys(("docx", "doc", "wps", "rtf", "odt"), Words("第 {} 段", "paragraph {}")),
}
_SHEETS = frozenset({"xlsx", "xls", "et", "ods", "csv"})


def place_in_words(at: Place, format: str = "") -> Words:
    """Return a place as an inspector would say it.

    Parameters
    ----------
    at
        The place.
    format
        Of the file (``Document.format``), as far as it is known: it says what `line` and `page`
        count, such as paragraphs in Word and sheets in a spreadsheet.
    """
    if at.file is not None:
        row = _on_sheet(replace(at, file=None)) if at.row or at.sheet else Words("", "")
        return Words(f"{at.file} {row.zh}".strip(), f"{at.file} {row.en}".strip())
    if at.sheet is not None or format in _SHEETS:
        return _on_sheet(at)
    if at.line is not None:
        words = _LINES.get(format, _LINE)
        line = Words(words.zh.format(at.line), words.en.format(at.line))
        if format not in _LINES or at.row is None or at.column is None:
            return line
        cell = _counted(*_cell(at))  # cells of these have a line only where a picture shows them
        return Words(f"{line.zh}的图片，{cell.zh}", f"picture in {line.en}, {cell.en}")
    return _counted((at.page, "页", "page"), *_cell(at))


def _cell(at: Place) -> tuple[tuple[int | None, str, str], ...]:
    return (at.table, "个表格", "table"), (at.row, "行", "row"), (at.column, "列", "column")


def _counted(*parts: tuple[int | None, str, str]) -> Words:
    zh = [f"第 {number} {word}" for number, word, _ in parts if number is not None]
    en = [f"{word} {number}" for number, _, word in parts if number is not None]
    return Words("".join(zh) or "位置不详", ", ".join(en) or "place unknown")


def _on_sheet(at: Place) -> Words:
    """Say a place as spreadsheet programs do: the sheet's name and a cell such as C45."""
    sheet = Words("", "")
    if at.sheet:
        sheet = Words(f"工作表“{at.sheet}”", f"sheet “{at.sheet}”")
    elif at.page is not None:
        sheet = Words(f"第 {at.page} 张工作表", f"sheet {at.page}")
    if at.row is None or at.column is None:
        return sheet if sheet.zh else _counted((at.row, "行", "row"))
    cell = f"{_letters(at.column)}{at.row}"
    if not sheet.zh:
        return Words(f"{cell} 格", f"cell {cell}")
    return Words(f"{sheet.zh} {cell} 格", f"{sheet.en}, cell {cell}")


def _letters(column: int) -> str:
    """Return a column as spreadsheet programs name it: A to Z, then AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
