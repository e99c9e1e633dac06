"""Reader of csv files and their kin: values separated by commas, tabs or semicolons."""

from __future__ import annotations

import csv
import io
import re

from disclosure_audit.documents.document import Note, Place
from disclosure_audit.documents.encodings import decode
from disclosure_audit.documents.reading import Content
from disclosure_audit.documents.sheet_blocks import (
    MAX_CELLS,
    Sheet,
    SheetCell,
    cell_text,
    content_of,
    uncomputed,
    unmarked,
)
from disclosure_audit.errors import FilerError
from disclosure_audit.text import Words

_SEPARATORS = (",", "\t", ";", "，")
_FORMULA = re.compile(r"=\s*[A-Za-z(+\-$@\d\"']")
_KEPT_AS_TEXT = re.compile(r'="([^"]*)"')
"""Programs write a number that must stay text as ="007"."""


def read_content(data: bytes) -> Content:
    """Read separated values.

    Parameters
    ----------
    data
        The file's bytes, in any encoding that `decode` tells.

    Returns
    -------
    Content
        As of a sheet; a row is a record of the file, its number counted from 1.

    Raises
    ------
    FilerError
        The bytes are no text, a value never ends, or there are more than any report has.
    """
    sheet, notes = sheet_of(data)
    return content_of([sheet], notes)


def sheet_of(data: bytes) -> tuple[Sheet, tuple[Note, ...]]:
    """Return the cells of separated values as a sheet, and what is to be noted of them.

    Parameters
    ----------
    data
        The file's bytes, in any encoding that `decode` tells.

    Raises
    ------
    FilerError
        The bytes are no text, or a value never ends.
    """
    text, notes = decode(data)
    cells: dict[tuple[int, int], SheetCell] = {}
    first = Place()
    formulas = 0
    records = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=False)
    try:
        for row, record in enumerate(records, 1):
            for column, field in enumerate(record, 1):
                if not field.strip():
                    continue
                cell = _cell(field)
                if not cell.certain:
                    first = first if formulas else Place(row=row, column=column)
                    formulas += 1
                cells[row, column] = cell
            if len(cells) > MAX_CELLS:
                break
    except csv.Error as error:
        raise _not_separated() from error
    return Sheet(cells), (*notes, *uncomputed(formulas, first))


def _separator(text: str) -> str:
    """The separator that most lines have, and as often as other lines do."""
    lines = [line for line in text[:200_000].split("\n") if line.strip()]
    counts = {sign: sum(sign in line for line in lines) for sign in _SEPARATORS}
    tabs = counts["\t"]
    # Commas stand in prose too, tabs do not.
    if tabs and 2 * tabs >= max(counts.values()):
        return "\t"
    return max(_SEPARATORS, key=lambda sign: (counts[sign], -_SEPARATORS.index(sign)))


def _cell(field: str) -> SheetCell:
    kept = _KEPT_AS_TEXT.fullmatch(field.strip())
    text = cell_text(unmarked(kept[1] if kept else field))
    if not kept and _FORMULA.match(text):
        return SheetCell(text, certain=False)
    return SheetCell(text)


def _not_separated() -> FilerError:
    return FilerError(
        Words(
            "文件不是完好的 csv：有一格的内容过长，可能缺少引号。请在 Excel 中另存为 xlsx。",
            "The file is no sound csv: a value is too long, perhaps a quotation mark is missing. "
            "Save it as xlsx in Excel.",
        )
    )
