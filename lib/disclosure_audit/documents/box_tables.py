"""Tables that a page makes of divs: told by styles, roles and class names, and marked up anew.

Rows of boxes are a table where they hold short cells, some of them figures or empty; columns of a
page, menus and ordinary text are made of the same boxes and stay as they are. Where spans or
widths tell the columns of every row the table is aligned. Where only the order in a row is known it
is marked as such, and no cell is put below another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import cast

from lxml import etree

from disclosure_audit.documents.box_cells import (
    BOXES,
    MAX_CELL,
    are_cells_of_a_row,
    boxes_in,
    floats,
    has_text,
    is_cell,
    is_figure,
    is_named_row,
    named_width,
    names_rows,
    shown_in,
    spanned,
    text_in,
)
from disclosure_audit.documents.box_columns import Item, Line, Placed, in_order, positions
from disclosure_audit.documents.box_styles import Styles
from disclosure_audit.documents.box_tracks import (
    Width,
    area,
    flex_width,
    length,
    placed,
    tracks,
)
from disclosure_audit.documents.grids import refuse_too_large
from disclosure_audit.text import is_value, ordinal_of

ORDER_ONLY = "Order-only"
"""Attribute of tables whose columns are not known; a parsed page has no name with a capital."""

_CONTAINERS = ("div", "section", "article", "main", "ul", "ol", "dl", "body", "center", "td",
               "form", "figure", "li", "dd", "fieldset")  # fmt: skip
_ROLES = {"row": "table-row", "rowgroup": "table-row-group"}

_MAX_FULL_ROW = 300
_MAX_NESTING = 4
_MAX_LOOKED_AT = 1_000
_FULL, _NEARLY_FULL = 100.5, 98.5


def spell_out(root: etree._Element) -> None:
    """Mark up as tables, in place, what a page lays out as tables by other elements.

    Parameters
    ----------
    root
        The parsed page.

    Raises
    ------
    FilerError
        A table has more places than any report's.
    """
    styles = Styles(root)
    if not (styles.set_beside() or names_rows(root)):
        return  # as on most pages: nothing can be a row, so no element need be looked at
    done: set[etree._Element] = set()
    for container in list(root.iter(*_CONTAINERS)):
        if container in done or not _may_hold_rows(container, styles):
            continue
        for run, lines in list(_runs(container, styles)):
            table = _rewritten(run, lines)
            done.update(table.iter())


# ---------------------------------------------------------------- rows below one another
def _may_hold_rows(container: etree._Element, styles: Styles) -> bool:
    """Whether an element holds several boxes, or one that makes rows of its own."""
    if len(container) != 1:
        return len(container) > 1
    only = container[0]
    if len(only) < 2 or only.tag not in BOXES:
        return False
    style = styles.of(only)
    flow = f"{style.get('display', '')} {style.get('flex-wrap', '')} {style.get('flex-flow', '')}"
    return "grid" in flow or "wrap" in flow or floats(styles.of(only[0]))


def _runs(
    container: etree._Element, styles: Styles
) -> Iterator[tuple[list[etree._Element], list[Line]]]:
    """Children one behind the other that are rows, as far as they make a table."""
    run: list[etree._Element] = []
    lines: list[list[Line]] = []
    cells = 0
    for child in [*boxes_in(container), None]:
        own = _lines_of(child, styles) if child is not None else None
        if own is None and child is not None and run and _fills(child):
            own = [Line("full", (Item(child, None),))]
        if own is not None and child is not None and not (run and has_text(run[-1].tail)):
            run.append(child)
            lines.append(own)
            cells += sum(len(line.items) for line in own)
            refuse_too_large(cells)
            continue
        while lines and lines[-1][0].kind == "full":
            run, lines = run[:-1], lines[:-1]
        flat = [line for group in lines for line in group]
        if _is_table(flat):
            yield run, flat
        run, lines = ([child], [own]) if own is not None and child is not None else ([], [])
        cells = 0


def _fills(element: etree._Element) -> bool:
    """Whether a block between two rows may be a row across them: short, no title, no sentence."""
    text = text_in(element)
    ordinal = ordinal_of(text)
    return (
        0 < len(text) <= MAX_CELL
        and "。" not in text
        and (ordinal is None or ordinal.style not in ("han", "part"))
        and is_cell(element)
    )


def _lines_of(element: etree._Element, styles: Styles, depth: int = 0) -> list[Line] | None:
    """The rows that an element is or holds; None where it is none of a table."""
    if element.tag not in BOXES or not len(element) or depth > _MAX_NESTING:
        return None
    style = styles.of(element)
    display = _ROLES.get(element.get("role", "")) or style.get("display", "")
    children = shown_in(element, styles, unwrap="flex" in display or "grid" in display)
    if children is None or not children:
        return None
    if "grid" in display:
        return _grid(style, children, styles)
    if "flex" in display:
        return _flex(style, children, styles, depth)
    if display == "table-row":
        return _one_line("table", [(child, None) for child in children], styles, depth)
    if display != "table-row-group" and (
        is_named_row(element) or are_cells_of_a_row(children, styles)
    ):
        return _named(children, styles, depth)
    return _group(children, styles, depth)


def _group(children: list[etree._Element], styles: Styles, depth: int) -> list[Line] | None:
    """The rows inside an element that holds nothing but rows."""
    lines: list[Line] = []
    for child in children:
        own = _lines_of(child, styles, depth + 1)
        if own is None:
            return None
        lines += own
    return lines


# ---------------------------------------------------------------- one element as a row, or several
def _grid(
    style: dict[str, str], children: list[etree._Element], styles: Styles
) -> list[Line] | None:
    columns = tracks(style)
    if (
        not columns
        or "column" in style.get("grid-auto-flow", "")
        or not all(map(is_cell, children))
    ):
        return None
    areas = [area(styles.of(child)) for child in children]
    known = [own for own in areas if own is not None]
    found = placed(known, len(columns)) if len(known) == len(areas) else None
    if found is None:
        return None
    items = tuple(Item(child, None) for child in children)
    line = Line("grid", items, tuple(found), tuple(columns))
    # A cell that was left out moves all that are not held by a line of their own.
    held = all(own.column is not None for own in known)
    return [line] if held or (line.is_full and _are_even(in_order([line]))) else None


def _flex(
    style: dict[str, str], children: list[etree._Element], styles: Styles, depth: int
) -> list[Line] | None:
    flow = f"{style.get('flex-direction', '')} {style.get('flex-flow', '')}"
    if "column" in flow:
        return _group(children, styles, depth)
    children = sorted(children, key=lambda child: _order(styles.of(child)))
    if "row-reverse" in flow:
        children = children[::-1]
    sized = [(child, flex_width(styles.of(child)) or named_width(child)) for child in children]
    if "wrap" in f"{style.get('flex-wrap', '')} {flow}":
        return _wrapped(sized, styles, depth)
    return _one_line("width", sized, styles, depth)


def _named(children: list[etree._Element], styles: Styles, depth: int) -> list[Line] | None:
    """A row that its class or floating children tell."""
    sized = [
        (child, length(styles.of(child).get("width")) or named_width(child)) for child in children
    ]
    if all(map(floats, map(styles.of, children))):
        return _wrapped(sized, styles, depth)
    return _one_line("width", sized, styles, depth)


def _wrapped(
    sized: list[tuple[etree._Element, Width | None]], styles: Styles, depth: int
) -> list[Line] | None:
    """Boxes that go on in a new row where the row is full."""
    rows: list[list[tuple[etree._Element, Width | None]]] = [[]]
    used = [0.0]
    for child, width in sized:
        share = width.percent if width is not None else 0.0
        if used[-1] + share > _FULL and rows[-1]:
            rows.append([])
            used.append(0.0)
        rows[-1].append((child, width))
        used[-1] += share
    if len(rows) > 1 and min(used) < _NEARLY_FULL:
        return None  # a box was left out, and those behind it moved up
    lines: list[Line] = []
    for row in rows:
        line = _one_line("width", row, styles, depth)
        if line is None:
            return None
        lines += line
    return lines if len(rows) == 1 or _are_even(in_order(lines)) else None


def _are_even(rows: Iterable[list[etree._Element]]) -> bool:
    """Whether no words stand behind a figure in a row: else a cell was left out somewhere."""
    for row in rows:
        after_figure = False
        for text in map(text_in, row):
            if is_figure(text):
                after_figure = True
            elif after_figure and not is_value(text) and not any(map(str.isdigit, text)):
                return False
    return True


def _one_line(
    kind: str,
    sized: Sequence[tuple[etree._Element, Width | None]],
    styles: Styles,
    depth: int,
) -> list[Line] | None:
    items = []
    for child, width in sized:
        down, across = (spanned(child, "row"), spanned(child, "col"))
        if kind == "table" or across > 1:
            width = Width(shares=across)
        inner: tuple[Line, ...] = ()
        if kind != "table" and depth < _MAX_NESTING:
            inner = _inner(child, styles, depth)
        if not inner and not is_cell(child, MAX_CELL if len(sized) > 1 else _MAX_FULL_ROW):
            return None
        items.append(Item(child, width, down, inner))
    return [Line(kind, tuple(items))]


def _inner(element: etree._Element, styles: Styles, depth: int) -> tuple[Line, ...]:
    """The rows inside a part of a row, where there are several and one has several cells."""
    children = shown_in(element, styles, unwrap=False) or []
    if len(children) < 2 or not _stacks(styles.of(element)):
        return ()
    lines: list[Line] = []
    for child in children:
        own = _lines_of(child, styles, depth + 1)
        if own is None:
            if not is_cell(child):
                return ()
            own = [Line("full", (Item(child, None),))]
        lines += own
    return tuple(lines) if any(len(line.items) > 1 for line in lines) else ()


def _stacks(style: dict[str, str]) -> bool:
    """Whether the children of an element stand below one another."""
    display = style.get("display", "block")
    return "column" in f"{style.get('flex-direction', '')} {style.get('flex-flow', '')}" or not (
        "flex" in display or "grid" in display
    )


def _order(style: dict[str, str]) -> int:
    order = style.get("order", "")
    return int(order) if re.fullmatch(r"-?\d{1,5}", order) else 0


# ---------------------------------------------------------------- what makes a table
def _leaves(lines: Sequence[Line]) -> Iterator[etree._Element]:
    for line in lines:
        for item in line.items:
            if item.inner:
                yield from _leaves(item.inner)
            else:
                yield item.element


def _is_table(lines: Sequence[Line]) -> bool:
    """Whether rows are a table of figures: some wide rows, and some figures or empty cells."""
    wide = sum(len(line.items) > 1 for line in lines)
    rows = len(lines)
    if len(lines) == 1 and lines[0].areas:
        wide = rows = len({own.row for own in lines[0].areas})
    if wide < 2 or 2 * wide < rows:
        return False
    cells = list(islice(_leaves(lines), _MAX_LOOKED_AT))
    values = sum(map(is_value, map(text_in, cells)))
    return values >= 2 and 6 * values >= len(cells)


# ---------------------------------------------------------------- markup
def _rewritten(run: Sequence[etree._Element], lines: Sequence[Line]) -> etree._Element:
    """Put a table in the place of its rows."""
    first = run[0]
    parent = cast("etree._Element", first.getparent())
    table = etree.Element("table")
    table.sourceline = first.sourceline
    parent.insert(parent.index(first), table)
    cells = positions(lines)
    if cells is not None:
        _fill(table, cells)
    else:
        table.set(ORDER_ONLY, "")
        for row in in_order(lines):
            _add_row(table, [(element, 1, 1) for element in row])
    table.tail = run[-1].tail
    for part in run:
        if part.getparent() is parent:
            parent.remove(part)
    return table


def _fill(table: etree._Element, cells: Sequence[Placed]) -> None:
    """Put cells into a table, an empty one where nothing stands before the last of a row."""
    taken: set[tuple[int, int]] = set()
    for top in range(max(cell.top for cell in cells) + 1):
        row: list[tuple[etree._Element, int, int]] = []
        x = 0
        for cell in sorted((c for c in cells if c.top == top), key=lambda c: c.left):
            row += [
                (etree.Element("td"), 1, 1) for n in range(x, cell.left) if (top, n) not in taken
            ]
            row.append((cell.element, cell.down, cell.right - cell.left))
            taken.update(cell.places)
            x = cell.right
        _add_row(table, row)


def _add_row(table: etree._Element, cells: Sequence[tuple[etree._Element, int, int]]) -> None:
    row = etree.SubElement(table, "tr")
    for element, down, across in cells:
        element.tail = None
        element.tag = "td"
        element.set("rowspan", str(down))
        element.set("colspan", str(across))
        row.append(element)
