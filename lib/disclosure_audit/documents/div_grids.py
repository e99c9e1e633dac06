"""Tables that a page makes of divs: told by what styles, roles and class names say, marked up anew.

Only what says of itself that it is a table, a row or a cell is taken, never the mere shape of
nested blocks: menus, columns of a page and ordinary text are made of the same divs. A grid must
also look like a table: rows of several short cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import cast

from lxml import etree

_DISPLAY = re.compile(r"display\s*:\s*(?:inline-)?([a-z-]+)", re.IGNORECASE)
_RULE = re.compile(r"([^{}]{1,300})\{([^{}]{0,2000})\}")
_CLASS = re.compile(r"\.([A-Za-z_][\w-]*)\s*$")
_TRACKS = re.compile(r"grid-template-columns\s*:\s*([^;]{1,500})", re.IGNORECASE)
_REPEAT = re.compile(r"repeat\(\s*(\d{1,3})\s*,([^()]*(?:\([^()]*\)[^()]*)*)\)")
_SPAN = re.compile(
    r"grid-(column|row)(?:-end)?\s*:\s*(?:\d+\s*/\s*)?span\s+(\d{1,3})", re.IGNORECASE
)
_WORDS = re.compile(r"[^a-z0-9]+")

_ROW_NAMES = frozenset({"row", "tr", "tablerow", "trow"})
_CELL_NAMES = frozenset({"td", "th", "cell", "col", "column", "tablecell", "tcell"})
_TABLE_DISPLAYS = {
    "table": "table", "table-row": "tr", "table-cell": "td", "table-row-group": "tbody",
    "table-header-group": "tbody", "table-footer-group": "tbody", "flex": "flex", "grid": "grid",
}  # fmt: skip
_ROLES = {
    "table": "table", "grid": "table", "row": "tr", "cell": "td", "gridcell": "td",
    "columnheader": "td", "rowheader": "td", "rowgroup": "tbody",
}  # fmt: skip
_BOXES = frozenset({"div", "section", "ul", "ol", "li", "dl", "dd", "dt", "p", "span"})
_HOLDERS = _BOXES | {"body", "article", "main", "td", "center"}
_ROWS = frozenset({"tr", "flex", "tbody"})
_HELD = frozenset({"table", "h1", "h2", "h3", "h4", "h5", "h6", "nav", "form"})

_MAX_CELL = 120
"""Characters of a cell; a column of a page has more."""

_MAX_ELEMENTS = 20
_MIN_ROWS = 2
_MAX_STYLE = 200_000
_MAX_OF_CLASS = 2_000


def spell_out(root: etree._Element) -> None:
    """Mark up as tables, in place, what a page lays out as tables by other elements.

    Parameters
    ----------
    root
        The parsed page.
    """
    told = _Told(root)
    kinds = [(element, told.kind(element)) for element in root.iter(*_BOXES) if element.attrib]
    for element, kind in kinds:
        if kind == "grid" and element.tag in _BOXES and (rows := _chopped(element, told)):
            _rewrite(element, rows)
    # Only what holds a row can hold a table: most pages have none, and most boxes are no rows.
    holders = {
        id(holder): holder
        for element, kind in kinds
        if kind in _ROWS and (holder := element.getparent()) is not None
    }
    for holder in holders.values():
        if holder.tag in _HOLDERS:
            for run in list(_runs_of_rows(holder, told)):
                _wrap(run, told)


class _Told:
    """What styles, roles and class names say of an element."""

    def __init__(self, root: etree._Element) -> None:
        self.by_class: dict[str, str] = {}
        sheets = "\n".join(style.text or "" for style in root.iter("style"))[:_MAX_STYLE]
        for selectors, body in _RULE.findall(sheets):
            if "display" not in body.lower() and "grid" not in body.lower():
                continue
            for selector in selectors.split(","):
                name = _CLASS.search(selector.strip())
                if name:
                    rules = f"{self.by_class.get(name[1], '')};{body}"
                    self.by_class[name[1]] = rules[-_MAX_OF_CLASS:]

    def style(self, element: etree._Element) -> str:
        names = element.get("class", "").split()
        return ";".join([*(self.by_class.get(name, "") for name in names),
                         element.get("style", "")])  # fmt: skip

    def kind(self, element: etree._Element) -> str | None:
        """``table``, ``tr``, ``td``, ``tbody``, ``flex``, ``grid`` or None."""
        if not element.attrib:
            return None
        role = _ROLES.get(element.get("role", ""))
        if role:
            return role
        displays = _DISPLAY.findall(self.style(element))
        if displays and displays[-1].lower() in _TABLE_DISPLAYS:
            return _TABLE_DISPLAYS[displays[-1].lower()]
        words = {
            word for name in element.get("class", "").lower().split()
            for word in (name, *_WORDS.split(name))
        }  # fmt: skip
        if words & _ROW_NAMES:
            return "tr"
        return "td" if words & _CELL_NAMES else None

    def spans(self, element: etree._Element) -> tuple[int, int]:
        """Rows and columns that a cell covers."""
        down = _integer(element.get("aria-rowspan") or element.get("data-rowspan"))
        across = _integer(element.get("aria-colspan") or element.get("data-colspan"))
        for direction, count in _SPAN.findall(self.style(element)):
            if direction.lower() == "row":
                down = max(int(count), 1)
            else:
                across = max(int(count), 1)
        return down, across


def _integer(text: str | None) -> int:
    return max(int(text), 1) if text and text.isdecimal() and len(text) < 4 else 1


def _boxes(element: etree._Element) -> list[etree._Element]:
    return [child for child in element if isinstance(cast(object, child.tag), str)]


# ---------------------------------------------------------------- display: grid
def _chopped(
    element: etree._Element, told: _Told
) -> list[list[tuple[etree._Element, int, int]]] | None:
    """The children of a grid by rows, each with rows and columns it covers; None where not told."""
    width = _tracks(told.style(element))
    cells = _boxes(element)
    if width < 2 or len(cells) < 2 * width or not _are_cells(cells):
        return None
    rows: list[list[tuple[etree._Element, int, int]]] = [[]]
    taken: set[tuple[int, int]] = set()
    y = x = 0
    for cell in cells:
        down, across = told.spans(cell)
        across = min(across, width)
        down = min(down, len(cells))
        while any((y, x + n) in taken for n in range(across)) or x + across > width:
            x += 1
            if x + across > width:
                y, x = y + 1, 0
                rows.append([])
        taken.update((y + m, x + n) for m in range(down) for n in range(across))
        rows[-1].append((cell, down, across))
        x += across
    return rows


def _tracks(style: str) -> int:
    found = _TRACKS.findall(style)
    if not found:
        return 0
    text = found[-1]
    count = sum(int(times) * len(tracks.split()) for times, tracks in _REPEAT.findall(text))
    rest = re.sub(r"\([^()]*\)", "", _REPEAT.sub(" ", text))
    return min(count + len(rest.split()), 100)


def _rewrite(
    element: etree._Element, rows: Sequence[Sequence[tuple[etree._Element, int, int]]]
) -> None:
    element.tag = "table"
    for cells in rows:
        line = etree.SubElement(element, "tr")
        for cell, down, across in cells:
            _as_cell(cell, down, across)
            line.append(cell)


def _as_cell(cell: etree._Element, down: int = 1, across: int = 1) -> None:
    cell.tag = "td"
    cell.tail = None
    cell.set("rowspan", str(down))
    cell.set("colspan", str(across))


# ---------------------------------------------------------------- rows of their own
def _runs_of_rows(element: etree._Element, told: _Told) -> Iterator[list[etree._Element]]:
    """Children in a row that are rows, as far as they make a table."""
    run: list[etree._Element] = []
    for child in _boxes(element):
        rows = _rows_in(child, told)
        if rows and not _stray(run[-1] if run else None):
            run.append(child)
            continue
        if _is_table(run, told):
            yield run
        run = [child] if rows else []
    if _is_table(run, told):
        yield run


def _stray(before: etree._Element | None) -> bool:
    """Whether text stands between a row and the next."""
    return before is not None and bool((before.tail or "").strip())


def _rows_in(element: etree._Element, told: _Told) -> list[etree._Element]:
    """The element where it is a row, or its rows where it is a group of them."""
    if element.tag not in _BOXES:
        return []
    if told.kind(element) == "tbody":
        rows = _boxes(element)
        return rows if rows and all(_is_row(row, told) for row in rows) else []
    return [element] if _is_row(element, told) else []


def _is_row(element: etree._Element, told: _Told) -> bool:
    if element.tag not in _BOXES or told.kind(element) not in ("tr", "flex"):
        return False
    cells = _boxes(element)
    # Text beside the cells would be lost: then it is no row of cells.
    if (element.text or "").strip() or any((cell.tail or "").strip() for cell in cells):
        return False
    # A row that holds rows is no row of cells; a cell may well be a flex box of its own.
    return bool(cells) and told.kind(cells[0]) != "tr" and _are_cells(cells)


def _are_cells(cells: Sequence[etree._Element]) -> bool:
    return all(_is_cell(cell) for cell in cells)


def _is_cell(cell: etree._Element) -> bool:
    """Whether a box is small enough for a cell, holds no part of a page and is no menu entry."""
    length = linked = 0
    for count, inner in enumerate(cell.iter()):
        if count > _MAX_ELEMENTS or inner.tag in _HELD:
            return False
        own = len((inner.text or "").strip())
        length += own + (len((inner.tail or "").strip()) if inner is not cell else 0)
        linked += own if inner.tag == "a" and inner.get("href") else 0
        if length > _MAX_CELL:
            return False
    return cell.tag in _BOXES and 2 * linked <= length


def _is_table(run: Sequence[etree._Element], told: _Told) -> bool:
    if not run:
        return False
    rows = [row for part in run for row in _rows_in(part, told)]
    wide = [row for row in rows if len(_boxes(row)) > 1]
    return len(wide) >= _MIN_ROWS and 2 * len(wide) >= len(rows)


def _wrap(run: Sequence[etree._Element], told: _Told) -> None:
    first = run[0]
    parent = first.getparent()
    if parent is None:
        return
    table = etree.Element("table")
    parent.insert(parent.index(first), table)
    rows = [row for part in run for row in _rows_in(part, told)]
    spans = [[told.spans(cell) for cell in _boxes(row)] for row in rows]
    has_spans = any(span != (1, 1) for row in spans for span in row)
    width = max(sum(across for _, across in row) for row in spans)
    for row, own in zip(rows, spans, strict=True):
        cells = _boxes(row)
        missing = 0 if has_spans else width - len(cells)
        for number, (cell, (down, across)) in enumerate(zip(cells, own, strict=True), 1):
            # What is shorter than the widest row is stretched: nothing says that places are empty.
            _as_cell(cell, down, across + (missing if number == len(cells) else 0))
        row.tag = "tr"
    table.tail = run[-1].tail
    for part in run:
        part.tail = None
        if part.tag != "tr":
            part.tag = "tbody"
        table.append(part)
