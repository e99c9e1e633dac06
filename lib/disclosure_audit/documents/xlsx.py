"""Sheets of xlsx and xlsm files, as Excel shows them.

The markup is read directly: openpyxl refuses whole files for a style or a name that Excel and WPS
open, and does not work out what a number format shows. Formulas are never calculated, macros and
links to other files never looked at.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from disclosure_audit.documents.document import Note, Place
from disclosure_audit.documents.grids import RAISED, RAISED_END
from disclosure_audit.documents.number_formats import BUILT_IN, shown
from disclosure_audit.documents.packages import (
    BROKEN,
    BeyondLimitsError,
    LockedError,
    archive_of,
    child,
    entries_of,
    is_on,
    local,
    number,
    value,
    xml_of,
)
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

MAX_SHEET = 20_000_000
"""Bytes of one sheet's XML; a report's takes some tens of thousands."""

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576
_NOWHERE = Place()
_SIDES = frozenset({"left", "right", "top", "bottom", "start", "end"})


@dataclass
class _Looks:
    """Number format code and border of each cell style."""

    codes: list[str] = field(default_factory=list)
    ruled: list[bool] = field(default_factory=list)

    def code(self, style: int) -> str:
        return self.codes[style] if 0 <= style < len(self.codes) else "General"

    def is_ruled(self, style: int) -> bool:
        return 0 <= style < len(self.ruled) and self.ruled[style]


@dataclass
class _Met:
    """What was found that must be noted: how often, and where first."""

    uncomputed: int = 0
    rounded: int = 0
    first_uncomputed: Place = _NOWHERE
    first_rounded: Place = _NOWHERE


def sheets_of(data: bytes) -> tuple[list[Sheet], tuple[Note, ...]]:
    """Return the sheets of an xlsx file and what is to be noted of them.

    Parameters
    ----------
    data
        The bytes of the file.

    Raises
    ------
    FilerError
        The file is no sound xlsx file, is locked, or is larger than any report.
    """
    try:
        with archive_of(data) as archive:
            return _Workbook(archive).sheets()
    except LockedError as error:
        raise _not_xlsx("加了密码", "is protected by a password") from error
    except BeyondLimitsError as error:
        raise _too_large() from error
    except BROKEN as error:
        raise _not_xlsx("已损坏或不完整", "is damaged or incomplete") from error


class _Workbook:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.entries = entries_of(archive)
        book = self.part("xl/workbook.xml")
        if book is None:
            raise _not_xlsx(
                "里面没有工作簿（xl/workbook.xml）", "holds no workbook (xl/workbook.xml)"
            )
        self.book = book
        properties = child(book, "workbookPr")
        self.from_1904 = value(properties, "date1904") in ("1", "true")
        # The file itself says that its stored results are not those of its formulas.
        self.stale = value(child(book, "calcPr"), "fullCalcOnLoad") in ("1", "true")
        self.texts = self.shared_texts()
        self.looks = self.styles()
        self.met = _Met()

    def sheets(self) -> tuple[list[Sheet], tuple[Note, ...]]:
        found: list[Sheet] = []
        targets = self.targets("xl/workbook.xml")
        names = [s for s in _children(child(self.book, "sheets")) if local(s) == "sheet"]
        for sheet in names:
            part = targets.get(value(sheet, "id") or "", "")
            root = self.part(part, MAX_SHEET)
            if root is not None and local(root) == "worksheet":
                hidden = (value(sheet, "state") or "visible") != "visible"
                page = len(found) + 1 if len(names) > 1 else None
                read = self.sheet(root, part, page, hidden=hidden)
                found.append(replace(read, name=value(sheet, "name") or ""))
        met = self.met
        notes = uncomputed(met.uncomputed, met.first_uncomputed)
        return found, (*notes, *rounded(met.rounded, met.first_rounded))

    # -- parts
    def part(self, name: str, limit: int = MAX_SHEET) -> etree._Element | None:
        entry = self.entries.get(name)
        return None if entry is None else xml_of(self.archive, entry, limit)

    def targets(self, part: str) -> dict[str, str]:
        """The parts that a part names, by relation id; links to outside are left out."""
        folder, name = posixpath.split(part)
        root = self.part(f"{folder}/_rels/{name}.rels")
        found = {}
        for relation in _children(root):
            if (value(relation, "TargetMode") or "").lower() == "external":
                continue
            target = value(relation, "Target") or ""
            path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            found[value(relation, "Id") or ""] = posixpath.normpath(path)
        return found

    def shared_texts(self) -> list[str]:
        root = self.part("xl/sharedStrings.xml")
        return [_rich_text(item) for item in _children(root) if local(item) == "si"]

    def styles(self) -> _Looks:
        root = self.part("xl/styles.xml")
        codes = dict(BUILT_IN)
        for form in _children(child(root, "numFmts")):
            codes[number(form, -1, "numFmtId")] = value(form, "formatCode") or "General"
        borders = [
            any(local(s) in _SIDES and value(s, "style") not in (None, "none") for s in border)
            for border in _children(child(root, "borders"))
        ]
        looks = _Looks()
        for style in _children(child(root, "cellXfs")):
            looks.codes.append(codes.get(number(style, 0, "numFmtId"), "General"))
            border = number(style, 0, "borderId")
            looks.ruled.append(0 <= border < len(borders) and borders[border])
        return looks

    # -- one sheet
    def sheet(self, root: etree._Element, part: str, page: int | None, *, hidden: bool) -> Sheet:
        view = next(iter(_children(child(root, "sheetViews"))), None)
        zeros = value(view, "showZeros") not in ("0", "false")
        cells: dict[tuple[int, int], SheetCell] = {}
        hidden_rows = set()
        row = 0
        for line in _children(child(root, "sheetData")):
            row = number(line, row + 1, "r")
            if _is_set(line, "hidden"):
                hidden_rows.add(row)
            column = 0
            for cell in line:
                if local(cell) != "c":
                    continue
                row_here, column = _position(value(cell, "r")) or (row, column + 1)
                found = self.cell(cell, Place(page=page, row=row_here, column=column), zeros)
                cells[row_here, column] = found
                if len(cells) > MAX_CELLS:
                    raise BeyondLimitsError
        return Sheet(
            cells,
            tuple(_merges(root)),
            frozenset(hidden_rows),
            frozenset(_hidden_columns(root)),
            hidden,
            tuple(self.pictures(part)),
            from_1904=self.from_1904,
        )

    def cell(self, cell: etree._Element, at: Place, zeros: bool) -> SheetCell:
        style = number(cell, 0, "s")
        ruled = self.looks.is_ruled(style)
        formula, stored = child(cell, "f"), child(cell, "v")
        kind = value(cell, "t") or "n"
        result = (stored.text or "") if stored is not None else None
        if formula is not None and (self.stale or (not result and kind != "str")):
            if not self.met.uncomputed:
                self.met.first_uncomputed = at
            self.met.uncomputed += 1
            return SheetCell(f"={cell_text(formula.text or '')}", ruled, certain=False)
        if kind == "inlineStr":
            return SheetCell(cell_text(_rich_text(child(cell, "is"))), ruled)
        if not result:
            return SheetCell("", ruled)
        return SheetCell(cell_text(self.printed(result, kind, style, at, zeros)), ruled)

    def printed(self, stored: str, kind: str, style: int, at: Place, zeros: bool) -> str:
        if kind == "s":
            index = int(stored) if stored.strip().isdecimal() else -1
            return self.texts[index] if 0 <= index < len(self.texts) else ""
        if kind == "b":
            return "TRUE" if stored.strip() in ("1", "true") else "FALSE"
        if kind != "n":
            return unmarked(stored)
        try:
            stored_number = float(stored)
        except ValueError:
            return unmarked(stored)
        if stored_number == 0 and not zeros:
            return ""
        printed = shown(stored_number, self.looks.code(style), from_1904=self.from_1904)
        if printed.rounded:
            if not self.met.rounded:
                self.met.first_rounded = at
            self.met.rounded += 1
        return printed.text

    def pictures(self, part: str) -> Iterator[str]:
        for target in self.targets(part).values():
            if not re.fullmatch(r"xl/drawings/drawing\d*\.xml", target):
                continue
            root = self.part(target)
            for picture in root.iter() if root is not None else ():
                if local(picture) == "pic":
                    named = child(picture, "nvPicPr", "cNvPr")
                    yield unmarked(value(named, "descr") or value(named, "name") or "")


def _children(element: etree._Element | None) -> list[etree._Element]:
    return [] if element is None else list(element)


def _is_set(element: etree._Element, name: str) -> bool:
    return element.get(name) is not None and is_on_text(element.get(name, ""))


def is_on_text(text: str) -> bool:
    """Tell whether the text of a switch says that it is on."""
    return text not in ("0", "false", "off", "none", "")


def _position(reference: str | None) -> tuple[int, int] | None:
    match = _REFERENCE.fullmatch(reference or "")
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - 64
    return (min(int(match[2]), _LAST_ROW), min(column, _LAST_COLUMN))


def _merges(root: etree._Element) -> Iterator[tuple[int, int, int, int]]:
    for merge in _children(child(root, "mergeCells")):
        first, _, last = (value(merge, "ref") or "").partition(":")
        begin, end = _position(first), _position(last)
        if begin and end and begin <= end and begin[1] <= end[1]:
            yield (*begin, *end)


def _hidden_columns(root: etree._Element) -> Iterator[int]:
    for columns in _children(child(root, "cols")):
        if _is_set(columns, "hidden"):
            first, last = number(columns, 1, "min"), number(columns, 0, "max")
            yield from range(max(first, 1), min(last, _LAST_COLUMN) + 1)


def _rich_text(holder: etree._Element | None) -> str:
    """The text of a cell: struck-out runs left out, raised ones marked, readings left out."""
    parts = []
    for item in _children(holder):
        if local(item) == "t":
            parts.append(unmarked(item.text or ""))
        elif local(item) == "r":
            text = unmarked("".join(t.text or "" for t in item if local(t) == "t"))
            looks = child(item, "rPr")
            struck = child(looks, "strike")
            if struck is not None and is_on(struck):
                continue
            raised = value(child(looks, "vertAlign")) in ("superscript", "subscript")
            parts.append(f"{RAISED}{text}{RAISED_END}" if raised else text)
    return "".join(parts)


def _not_xlsx(zh: str, en: str) -> FilerError:
    return FilerError(
        Words(
            f"这个电子表格文件{zh}，不能读取。请在 Excel 或 WPS 中打开，去掉密码，另存为 xlsx。",
            f"The spreadsheet file {en} and cannot be read. Open it in Excel or WPS, remove any "
            "password and save it as xlsx.",
        )
    )


def _too_large() -> FilerError:
    return FilerError(
        Words(
            f"电子表格展开后超过上限（每张工作表 {MAX_SHEET} 字节、{MAX_CELLS} 格）。"
            "请删去无关内容后重新保存。",
            f"Unpacked, the spreadsheet is beyond the limits ({MAX_SHEET} bytes and {MAX_CELLS} "
            "cells a sheet). Remove what does not belong to it and save it again.",
        )
    )
