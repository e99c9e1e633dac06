"""From ruling lines to the cells between them: geometry alone, whoever found the lines.

Rules come as they are drawn or recognised: in pieces, dashed, doubled, a little too long or too
short, not quite on one line. Pieces are joined to lines first; lines that cross are one grid; two
places of a grid are one cell where the line between them is missing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import NamedTuple

from disclosure_audit.documents.pages import Box

SLACK = 3.0
"""Points: rules closer than this are one line, drawn twice or not quite straight."""

MAX_GAP = 5.0
"""Points: pieces of a line no further apart are one line, as in dashes; no row is as low."""

MAX_PLACES = 20_000
"""Places of one grid; with more it is a drawing, no table of a report."""

_MIN_LINE = 6.0
_DOT = 3.0
_DASH = 15.0
_MAX_LINES = 1_000  # of one direction on a page; the longest are kept, drawings are made of short
_ENOUGH = 0.5  # of a cell's side, for the line to separate it from its neighbour


class Line(NamedTuple):
    """A line across or down the page: where it lies, and from where to where it goes."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class LatticeCell:
    """A cell between rules.

    Parameters
    ----------
    box
        Its place on the page, in points.
    row, column
        Of its upper left place in the grid, from 0.
    rowspan, colspan
        How many places it covers.
    certain
        False where the rules around it close no rectangle: part of a rule is missing.
    open
        True where it lies at a corner of the grid that no rule closes, as beside a narrower table
        joined to a wider one: likely no cell at all.
    """

    box: Box
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    certain: bool = True
    open: bool = False


@dataclass(frozen=True, slots=True)
class Lattice:
    """A grid of cells.

    Parameters
    ----------
    box
        Its place on the page, in points.
    rows, columns
        How many there are.
    cells
        By row, then by column; together they cover every place once.
    """

    box: Box
    rows: int
    columns: int
    cells: tuple[LatticeCell, ...]


def lattices_of(rules: Iterable[Box]) -> tuple[Lattice, ...]:
    """Return the grids that ruling lines form, from top to bottom.

    Parameters
    ----------
    rules
        Thin boxes in points, in any order; a square dot may be part of a line either way.

    Returns
    -------
    tuple of Lattice
        Each of at least one closed or open cell; a line that crosses no other is no grid.
    """
    across, down = _lines(rules)
    grids = (_lattice(*group) for group in _crossing(across, down))
    found = [grid for grid in grids if grid is not None]
    return tuple(sorted(found, key=lambda grid: (grid.box[1], grid.box[0])))


def uprights_of(rules: Iterable[Box]) -> tuple[Box, ...]:
    """Return the upright lines that rules form, pieces and dashes joined, each as a box."""
    _, down = _lines(rules)
    return tuple((line.at, line.start, line.at, line.end) for line in down)


# ---------------------------------------------------------------- lines
def _lines(rules: Iterable[Box]) -> tuple[list[Line], list[Line]]:
    across: list[Line] = []
    down: list[Line] = []
    dots: list[Box] = []
    for x0, y0, x1, y1 in rules:
        width, height = x1 - x0, y1 - y0
        if max(width, height) <= _DOT and 0.5 <= (width + 0.01) / (height + 0.01) <= 2:
            dots.append((x0, y0, x1, y1))
        elif width >= height:
            across.append(Line((y0 + y1) / 2, x0, x1))
        else:
            down.append(Line((x0 + x1) / 2, y0, y1))
    # Dots say nothing alone: only where a row of them is long are they a line.
    across += _joined([Line((y0 + y1) / 2, x0, x1) for x0, y0, x1, y1 in dots])
    down += _joined([Line((x0 + x1) / 2, y0, y1) for x0, y0, x1, y1 in dots])
    return _joined(across), _joined(down)


def _joined(pieces: list[Line]) -> list[Line]:
    """Return the lines that pieces make, without those too short for a cell's side."""
    lines = []
    for group in _near(pieces):
        start, end, last, heights = None, 0.0, 0.0, [0.0]
        for piece in sorted(group, key=lambda line: line.start):
            if start is not None and _goes_on(piece, end - last, piece.start - end):
                end, last = max(end, piece.end), piece.start
                heights.append(piece.at)
                continue
            if start is not None:
                lines.append(Line(_middle(heights), start, end))
            start, end, last, heights = piece.start, piece.end, piece.start, [piece.at]
        if start is not None:
            lines.append(Line(_middle(heights), start, end))
    long = [line for line in lines if line.end - line.start >= _MIN_LINE]
    return sorted(long, key=lambda line: line.start - line.end)[:_MAX_LINES]


def _goes_on(piece: Line, before: float, gap: float) -> bool:
    """Whether a piece goes on with a line whose last piece has the length `before`.

    Only dashes are far apart: between two long pieces another thing stands, such as a heading.
    """
    return gap <= SLACK or (gap <= MAX_GAP and min(before, piece.end - piece.start) <= _DASH)


def _near(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Yield lines that lie at one height, or so close that no cell lies between."""
    group: list[Line] = []
    for line in sorted(lines):
        if group and line.at - group[-1].at > SLACK:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _middle(heights: Sequence[float]) -> float:
    return (min(heights) + max(heights)) / 2


# ---------------------------------------------------------------- lines that cross
def _crossing(across: list[Line], down: list[Line]) -> Iterator[tuple[list[Line], list[Line]]]:
    """Yield the lines of each grid: all that cross, directly or through others."""
    across.sort()
    heights = [line.at for line in across]
    groups = _Groups(len(across) + len(down))
    for number, line in enumerate(down, len(across)):
        first = bisect_left(heights, line.start - SLACK)
        last = bisect_right(heights, line.end + SLACK)
        for other in range(first, last):
            if across[other].start - SLACK <= line.at <= across[other].end + SLACK:
                groups.join(number, other)
    for members in groups.all():
        own = [n for n in members if n < len(across)]
        if len(own) > 1 and len(own) < len(members):
            yield [across[n] for n in own], [down[n - len(across)] for n in members[len(own) :]]


class _Groups:
    """Numbers joined to groups."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def join(self, one: int, other: int) -> None:
        self._above[self._top(one)] = self._top(other)

    def _top(self, number: int) -> int:
        while self._above[number] != number:
            self._above[number] = self._above[self._above[number]]
            number = self._above[number]
        return number

    def all(self) -> list[list[int]]:
        """Return the groups, each in ascending order."""
        found: dict[int, list[int]] = {}
        for number in range(len(self._above)):
            found.setdefault(self._top(number), []).append(number)
        return list(found.values())


# ---------------------------------------------------------------- cells
class _Sides:
    """The places at which lines of one direction lie, and where they are drawn there."""

    def __init__(self, lines: list[Line], crossing: list[Line]) -> None:
        groups = list(_near(lines))
        self.at = [_middle([line.at for line in group]) for group in groups]
        self._drawn = groups
        # A table without outer rules ends where the lines across it end.
        first, last = min(c.start for c in crossing), max(c.end for c in crossing)
        if self.at[0] - first > _MIN_LINE:
            self.at.insert(0, first)
            self._drawn.insert(0, [])
        if last - self.at[-1] > _MIN_LINE:
            self.at.append(last)
            self._drawn.append([])

    def drawn(self, number: int, start: float, end: float) -> bool:
        """Whether a line is drawn there along most of the way from start to end."""
        length = sum(
            max(0.0, min(line.end, end) - max(line.start, start)) for line in self._drawn[number]
        )
        return length >= _ENOUGH * (end - start)


def _lattice(across: list[Line], down: list[Line]) -> Lattice | None:
    lying, standing = _Sides(across, down), _Sides(down, across)
    rows, columns = len(lying.at) - 1, len(standing.at) - 1
    if rows < 1 or columns < 1 or rows * columns > MAX_PLACES:
        return None
    above = [[lying.drawn(y, *pair) for pair in pairwise(standing.at)] for y in range(rows + 1)]
    left = [[standing.drawn(x, *pair) for x in range(columns + 1)] for pair in pairwise(lying.at)]
    groups = _Groups(rows * columns)
    for y, x in product(range(rows), range(columns)):
        if y and not above[y][x]:
            groups.join(y * columns + x, (y - 1) * columns + x)
        if x and not left[y][x]:
            groups.join(y * columns + x, y * columns + x - 1)
    cells = [
        cell
        for members in groups.all()
        for cell in _cells([divmod(n, columns) for n in members], lying.at, standing.at)
    ]
    opened = (_opened(cell, above, left) for cell in cells)
    return Lattice(
        (standing.at[0], lying.at[0], standing.at[-1], lying.at[-1]),
        rows,
        columns,
        tuple(sorted(opened, key=lambda cell: (cell.row, cell.column))),
    )


def _cells(
    places: list[tuple[int, int]], heights: list[float], widths: list[float]
) -> Iterator[LatticeCell]:
    """Yield the cell that joined places are: one rectangle, else one uncertain cell a row."""
    ys, xs = sorted({y for y, _ in places}), sorted({x for _, x in places})

    def cell(y: int, x: int, down: int, wide: int, certain: bool) -> LatticeCell:
        box = (widths[x], heights[y], widths[x + wide], heights[y + down])
        return LatticeCell(box, y, x, down, wide, certain)

    if len(places) == len(ys) * len(xs):
        yield cell(ys[0], xs[0], len(ys), len(xs), True)
        return
    for y in ys:
        for run in _runs([x for row, x in places if row == y]):
            yield cell(y, run[0], 1, len(run), False)


def _runs(numbers: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for number in sorted(numbers):
        if run and number != run[-1] + 1:
            yield run
            run = []
        run.append(number)
    yield run


def _opened(cell: LatticeCell, above: list[list[bool]], left: list[list[bool]]) -> LatticeCell:
    """Return the cell marked where neither rule closes it at an outer corner of the grid."""
    bottom, right = cell.row + cell.rowspan, cell.column + cell.colspan
    lying = [above[y][x] for y in (0, len(above) - 1) if y in (cell.row, bottom)
             for x in range(cell.column, right)]  # fmt: skip
    standing = [left[y][x] for x in (0, len(left[0]) - 1) if x in (cell.column, right)
                for y in range(cell.row, bottom)]  # fmt: skip
    if not lying or not standing or any(lying) or any(standing):
        return cell
    return LatticeCell(
        cell.box, cell.row, cell.column, cell.rowspan, cell.colspan, cell.certain, open=True
    )
