"""Which column a box of a row stands in, by its spans, by grid lines or by its width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from lxml import etree

from disclosure_audit.documents.box_tracks import Area, Width

_JOINED = 6.0
"""Edges nearer than this (see `Width.measure`) are one: 0.6 % or 6 pixels."""

_AGREE = 15.0
"""Rows whose widths come to sums nearer than this are of one width."""


class Item(NamedTuple):
    """A cell of a row, or a part of it that holds rows of its own (`inner`)."""

    element: etree._Element
    width: Width | None
    down: int = 1
    inner: tuple[Line, ...] = ()


class Line(NamedTuple):
    """A row of boxes, or a grid of them.

    Parameters
    ----------
    kind
        ``table`` (cells by their number), ``width``, ``grid``, or ``full`` for one box across.
    items
        Its boxes in order.
    areas, columns
        For a grid: the place of each item, and the widths of its columns.
    """

    kind: str
    items: tuple[Item, ...]
    areas: tuple[Area, ...] = ()
    columns: tuple[Width | None, ...] = ()

    @property
    def across(self) -> bool:
        """Whether it is one box across the whole width."""
        return len(self.items) == 1 and not self.columns and not self.items[0].inner

    @property
    def is_full(self) -> bool:
        """Whether the items of a grid leave no place of it free."""
        places = sum(own.down * own.across for own in self.areas)
        return places == self.height * len(self.columns)

    @property
    def height(self) -> int:
        """How many rows of single cells it comes to."""
        if self.areas:
            return max((own.row or 0) + own.down for own in self.areas)
        return max(height_of(item.inner) if item.inner else 1 for item in self.items)


class Placed(NamedTuple):
    """A cell with the rows and columns that it covers, counted from 0; `right` is behind it."""

    element: etree._Element
    top: int
    down: int
    left: int
    right: int

    @property
    def places(self) -> list[tuple[int, int]]:
        """Every row and column covered."""
        rows = range(self.top, self.top + self.down)
        return list(product(rows, range(self.left, self.right)))


class _Spread(NamedTuple):
    """A cell with its rows and the edges of its columns as widths."""

    element: etree._Element
    top: int
    down: int
    left: Width
    right: Width


class _Bounds(NamedTuple):
    """Between which edges rows stand, and what their own widths come to."""

    left: Width
    right: Width
    whole: Width

    def at(self, distance: Width) -> Width | None:
        """The edge at a distance from the left; None where the units do not tell it."""
        if self.left == Width() and self.right == self.whole:
            return distance
        return distance.part_of(self.left, self.right, self.whole)


def height_of(lines: Sequence[Line]) -> int:
    """Return how many rows of single cells lines come to."""
    return sum(line.height for line in lines)


def positions(lines: Sequence[Line]) -> list[Placed] | None:
    """Return every cell with its rows and columns; None where those of some row are not told."""
    if {line.kind for line in lines if len(line.items) > 1} == {"table"}:
        found = _by_number(lines)
    else:
        spread = _between(lines, None)
        found = _in_columns(spread) if spread is not None else None
    if found is None:
        return None
    every = [place for cell in found for place in cell.places]
    return found if len(every) == len(set(every)) else None


def in_order(lines: Sequence[Line]) -> Iterator[list[etree._Element]]:
    """Yield the cells row by row as they are read; what spans rows stands in the first of them."""
    for line in lines:
        rows: dict[int, list[etree._Element]] = {}
        if line.areas:
            placed = sorted((own.row or 0, own.column or 0, n) for n, own in enumerate(line.areas))
            for row, _, n in placed:
                rows.setdefault(row, []).append(line.items[n].element)
        else:
            for item in line.items:
                inner = in_order(item.inner) if item.inner else [[item.element]]
                for row, elements in enumerate(inner):
                    rows.setdefault(row, []).extend(elements)
        yield from (rows[row] for row in sorted(rows))


def _by_number(lines: Sequence[Line]) -> list[Placed] | None:
    """Rows of table cells: a browser puts the cells of one number below one another."""
    taken: set[tuple[int, int]] = set()
    found: list[Placed] = []
    ends: set[int] = set()
    for top, line in enumerate(lines):
        x = 0
        for item in line.items:
            while (top, x) in taken:
                x += 1
            across = int(item.width.shares) if item.width else 1
            down = min(item.down, len(lines) - top)
            found.append(Placed(item.element, top, down, x, x + across))
            taken.update(found[-1].places)
            x += across
        while (top, x) in taken:
            x += 1
        ends |= set() if line.across else {x}
    if len(ends) != 1:
        return None
    return [cell._replace(right=max(ends)) if lines[cell.top].across else cell for cell in found]


def _between(
    lines: Sequence[Line], edges: tuple[Width, Width] | None, top: int = 0
) -> list[_Spread] | None:
    """The cells of rows between two edges, or as wide as the rows say; None where not told."""
    shared = len({line.columns for line in lines if line.columns}) == 1
    by_number = shared and all(line.columns or line.across for line in lines)
    whole = _whole([_widths(line, by_number) for line in lines if not line.across])
    if whole is None:
        return None
    left, right = edges or (Width(), whole)
    found: list[_Spread] = []
    for line in lines:
        if line.across:
            found.append(_Spread(line.items[0].element, top, 1, left, right))
        else:
            widths = _widths(line, by_number) or []
            cells = _of_line(line, widths, _Bounds(left, right, whole), top)
            if cells is None:
                return None
            found += cells
        top += line.height
    return found


def _widths(line: Line, by_number: bool) -> list[Width] | None:
    if by_number:
        return [Width(shares=1)] * len(line.columns)
    widths = line.columns or tuple(item.width for item in line.items)
    known = [width for width in widths if width is not None]
    return known if len(known) == len(widths) else None


def _whole(rows: Sequence[list[Width] | None]) -> Width | None:
    """The width that all rows come to; None where one is not known or they differ."""
    sums = [sum(widths, Width()) for widths in rows if widths]
    if not sums or len(sums) < len(rows):
        return None
    measures = [whole.measure for whole in sums]
    if max(measures) - min(measures) > _AGREE:
        return None
    units = {tuple(part > 0 for part in whole) for whole in sums}
    return sums[0] if len(units) == 1 else None


def _of_line(
    line: Line, widths: Sequence[Width], bounds: _Bounds, top: int
) -> list[_Spread] | None:
    edges = [bounds.left]
    done = Width()
    for width in widths:
        done = done + width
        edge = bounds.at(done)
        if edge is None:
            return None
        edges.append(edge)
    edges[-1] = bounds.right
    if line.columns:
        return [
            _Spread(
                item.element, top + (own.row or 0), own.down,
                edges[own.column or 0], edges[(own.column or 0) + own.across],
            )
            for item, own in zip(line.items, line.areas, strict=True)
        ]  # fmt: skip
    found: list[_Spread] = []
    for item, left, right in zip(line.items, edges, edges[1:], strict=False):
        if not item.inner:
            found.append(_Spread(item.element, top, line.height, left, right))
            continue
        inner = _between(item.inner, (left, right), top)
        if inner is None or height_of(item.inner) != line.height:
            return None
        found += inner
    return found


def _in_columns(cells: Sequence[_Spread]) -> list[Placed] | None:
    """The cells with columns counted by the edges of all; None where one has no width."""
    edges: list[float] = []
    for edge in sorted(side.measure for cell in cells for side in (cell.left, cell.right)):
        if not edges or edge - edges[-1] > _JOINED:
            edges.append(edge)
    found = []
    for cell in cells:
        left, right = (_nearest(edges, side.measure) for side in (cell.left, cell.right))
        if right <= left:
            return None
        found.append(Placed(cell.element, cell.top, cell.down, left, right))
    return found


def _nearest(edges: Sequence[float], edge: float) -> int:
    return min(range(len(edges)), key=lambda n: abs(edges[n] - edge))
