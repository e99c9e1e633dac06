"""Sheets of ods files (LibreOffice and other programs): their texts are stored as shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from disclosure_audit.documents.document import Note, Place
from disclosure_audit.documents.number_formats import general
from disclosure_audit.documents.packages import (
    BROKEN,
    BeyondLimitsError,
    LockedError,
    archive_of,
    child,
    entries_of,
    local,
    value,
    xml_of,
)
from disclosure_audit.documents.sheet_blocks import (
    MAX_CELLS,
    Sheet,
    SheetCell,
    cell_text,
    uncomputed,
    unmarked,
)
from disclosure_audit.errors import FilerError
from disclosure_audit.text import Words

_MAX_CONTENT = 20_000_000
_MANIFEST = "META-INF/manifest.xml"
_ROW_GROUPS = frozenset({"table-row-group", "table-rows", "table-header-rows"})
_COLUMN_GROUPS = frozenset({"table-column-group", "table-columns", "table-header-columns"})
_NOT_TEXT = frozenset({"annotation", "note-citation", "note"})
_LAST = 1_048_576


def sheets_of(data: bytes) -> tuple[list[Sheet], tuple[Note, ...]]:
    """Return the sheets of an ods file and what is to be noted of them.

    Parameters
    ----------
    data
        The bytes of the file.

    Raises
    ------
    FilerError
        The file is no sound ods file, is locked, or is larger than any report.
    """
    try:
        with archive_of(data) as archive:
            entries = entries_of(archive)
            manifest = entries.get(_MANIFEST)
            if manifest is not None and _is_locked(xml_of(archive, manifest)):
                raise LockedError
            root = xml_of(archive, entries["content.xml"], _MAX_CONTENT)
            return _Reader(root).sheets()
    except LockedError as error:
        raise _not_ods("加了密码", "is protected by a password") from error
    except BeyondLimitsError as error:
        raise _not_ods("展开后超过上限", "is beyond the limits when unpacked") from error
    except BROKEN as error:
        raise _not_ods("已损坏或不完整", "is damaged or incomplete") from error


def _is_locked(manifest: etree._Element) -> bool:
    return any(local(element) == "encryption-data" for element in manifest.iter())


class _Reader:
    def __init__(self, root: etree._Element) -> None:
        self.book = child(root, "body", "spreadsheet")
        self.ruled: set[str] = set()
        self.unshown: set[str] = set()
        self.uncomputed = 0
        self.first: Place = Place()
        self.cells_met = 0
        styles = child(root, "automatic-styles")
        for style in styles if styles is not None else ():
            name = value(style, "name") or ""
            if _has_border(child(style, "table-cell-properties")):
                self.ruled.add(name)
            if value(child(style, "table-properties"), "display") == "false":
                self.unshown.add(name)

    def sheets(self) -> tuple[list[Sheet], tuple[Note, ...]]:
        if self.book is None:
            raise KeyError("office:spreadsheet")
        tables = [part for part in self.book if local(part) == "table"]
        found = [
            self.sheet(table, number if len(tables) > 1 else None)
            for number, table in enumerate(tables, 1)
        ]
        return found, uncomputed(self.uncomputed, self.first)

    def sheet(self, table: etree._Element, page: int | None) -> Sheet:
        hidden_columns: set[int] = set()
        styles: dict[int, str] = {}
        column = 1
        for part in _inside(table, "table-column", _COLUMN_GROUPS):
            times = min(_times(part, "number-columns-repeated"), 16_384)
            if _is_hidden(part):
                hidden_columns.update(range(column, column + times))
            style = value(part, "default-cell-style-name")
            if style in self.ruled and times <= 1_000:
                styles.update(dict.fromkeys(range(column, column + times), style))
            column += times
        cells: dict[tuple[int, int], SheetCell] = {}
        merges: list[tuple[int, int, int, int]] = []
        hidden_rows: set[int] = set()
        row = 1
        for line in _inside(table, "table-row", _ROW_GROUPS):
            times = min(_times(line, "number-rows-repeated"), _LAST)
            one = self.row(line, row, styles, page, merges)
            if one:
                self.count(len(one) * times)
                for n in range(times):
                    cells.update({(row + n, x): cell for x, cell in one.items()})
                if _is_hidden(line):
                    hidden_rows.update(range(row, row + times))
            row += times
        return Sheet(
            cells,
            tuple(merges),
            frozenset(hidden_rows),
            frozenset(hidden_columns),
            value(table, "style-name") in self.unshown,
            tuple(_pictures(table)),
            value(table, "name") or "",
        )

    def row(
        self,
        line: etree._Element,
        row: int,
        styles: dict[int, str],
        page: int | None,
        merges: list[tuple[int, int, int, int]],
    ) -> dict[int, SheetCell]:
        found: dict[int, SheetCell] = {}
        column = 1
        own = value(line, "default-cell-style-name")
        for cell in line:
            if local(cell) not in ("table-cell", "covered-table-cell"):
                continue
            times = min(_times(cell, "number-columns-repeated"), 16_384)
            style = value(cell, "style-name") or own or styles.get(column)
            read = self.cell(cell, style in self.ruled, Place(page=page, row=row, column=column))
            if read.text or (read.ruled and times <= 200):
                self.count(times)
                found.update({column + n: read for n in range(times)})
            down, across = (
                _times(cell, "number-rows-spanned"),
                _times(cell, "number-columns-spanned"),
            )
            if down > 1 or across > 1:
                merges.append((row, column, row + down - 1, column + across - 1))
            column += times
        return found

    def count(self, cells: int) -> None:
        # Repetitions are multiplied before anything is filled: a few bytes may claim millions.
        self.cells_met += cells
        if self.cells_met > 2 * MAX_CELLS:
            raise BeyondLimitsError

    def cell(self, cell: etree._Element, ruled: bool, at: Place) -> SheetCell:
        formula = value(cell, "formula")
        kind = value(cell, "value-type")
        if formula is not None and kind is None:
            if not self.uncomputed:
                self.first = at
            self.uncomputed += 1
            return SheetCell(cell_text(unmarked(formula.partition(":")[2] or formula)), ruled,
                             certain=False)  # fmt: skip
        lines = [_text(part) for part in cell if local(part) == "p"]
        if lines:
            return SheetCell(cell_text("\n".join(lines)), ruled)
        stored = value(cell, "value")
        if kind in ("float", "percentage", "currency") and stored is not None:
            return SheetCell(_stored(stored), ruled)
        return SheetCell(cell_text(unmarked(value(cell, "string-value") or "")), ruled)


def _inside(holder: etree._Element, name: str, groups: frozenset[str]) -> Iterator[etree._Element]:
    waiting = list(reversed(holder))
    while waiting:
        part = waiting.pop()
        if local(part) == name:
            yield part
        elif local(part) in groups:
            waiting.extend(reversed(part))


def _times(element: etree._Element, name: str) -> int:
    text = value(element, name) or ""
    return max(int(text), 1) if re.fullmatch(r"\d{1,7}", text, re.ASCII) else 1


def _is_hidden(element: etree._Element) -> bool:
    return value(element, "visibility") in ("collapse", "filter")


def _has_border(properties: etree._Element | None) -> bool:
    if properties is None:
        return False
    return any(
        "border" in str(key) and "line-width" not in str(key) and not str(text).startswith("none")
        for key, text in properties.items()
    )


def _text(paragraph: etree._Element) -> str:
    parts = []
    waiting: list[etree._Element | str] = [paragraph]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            parts.append(part)
            continue
        name = local(part)
        if name in _NOT_TEXT:
            continue
        if name == "s":
            parts.append(" " * min(_times(part, "c"), 100))
        elif name in ("tab", "line-break"):
            parts.append("\n" if name == "line-break" else "\t")
        for inner in reversed(part):
            if inner.tail:
                waiting.append(inner.tail)
            waiting.append(inner)
        parts.append(part.text or "")
    return unmarked("".join(parts))


def _stored(text: str) -> str:
    try:
        return general(float(text))
    except (ValueError, ArithmeticError):
        return cell_text(unmarked(text))


def _pictures(table: etree._Element) -> Iterator[str]:
    for element in table.iter():
        if local(element) == "frame" and child(element, "image") is not None:
            yield unmarked(value(element, "name") or "")


def _not_ods(zh: str, en: str) -> FilerError:
    return FilerError(
        Words(
            f"这个 ods 表格文件{zh}，不能读取。请在 LibreOffice 或 WPS 中打开，另存为 xlsx。",
            f"The ods spreadsheet {en} and cannot be read. Open it in LibreOffice or WPS and save "
            "it as xlsx.",
        )
    )
