"""Ruled tables of pages: words put into cells, and the cells of all its pages made one grid."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise, product

from disclosure_audit.documents.document import GridCell, Place, Table
from disclosure_audit.documents.lattice import SLACK, Lattice, LatticeCell, lattices_of
from disclosure_audit.documents.pages import Box, Page, Word, holds
from disclosure_audit.text import is_number

_MIN_WIDTH, _MIN_HEIGHT = 30.0, 10.0  # points; what is smaller is a drawing or a sign
_BREADTH = 1.0  # points, of a rule
_OVERLAP = 0.5  # of the lower of two words, to stand on one line
_OUT = 0.3  # of a type size, that a word may reach over the side of its cell
_NARROW = 1.5  # points by which a character may be narrower than its line's average
_AT_SIDE = 3.0  # points from where texts begin in their cells
_LOW = 7.0  # points; no text is as low
_MAX_WAYS = 8  # to read a cell; with more it is not read at all


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell of a part, with what stands in it.

    Parameters
    ----------
    box
        Its place.
    row, rowspan
        In the part, from 0.
    lines
        Its words by line.
    certain
        As in GridCell.
    open
        As in LatticeCell.
    page
        On which it begins.
    padding
        Points between a text that fills its line and both sides of the cell, together.
    """

    box: Box
    row: int
    rowspan: int
    lines: tuple[tuple[Word, ...], ...]
    certain: bool
    open: bool
    page: int
    padding: float = 0.0

    @property
    def text(self) -> str:
        """What is printed there, by lines; a number broken at the cell's side is whole again."""
        return _text_of(self.lines, self)

    @property
    def readings(self) -> tuple[str, ...]:
        """What it may say, where figures in it are all that is not sure."""
        unsure = [word for line in self.lines for word in line if not word.certain]
        told = self.certain or unsure  # else something else is not sure about the cell
        if not told or not all(word.readings for word in unsure):
            return ()
        ways = list(islice(product(*(word.readings for word in unsure)), _MAX_WAYS + 1))
        if len(ways) > _MAX_WAYS:
            return ()
        texts = dict.fromkeys(self._read_as(unsure, way) for way in ways)
        return tuple(text.replace("\n", "") if is_stacked(text) else text for text in texts)

    def _read_as(self, unsure: Sequence[Word], way: Sequence[str]) -> str:
        texts = {id(word): text for word, text in zip(unsure, way, strict=True)}
        lines = [[replace(w, text=texts.get(id(w), w.text)) for w in line] for line in self.lines]
        return _text_of(lines, self)


@dataclass(frozen=True, slots=True)
class Part:
    """A table, or as much of it as stands on some pages.

    Parameters
    ----------
    box
        Its place on its first page.
    rows
        How many there are.
    pieces
        Its cells.
    page, last
        First and last page.
    """

    box: Box
    rows: int
    pieces: tuple[Piece, ...]
    page: int
    last: int


def parts_of(page: Page) -> tuple[tuple[Part, ...], tuple[Word, ...]]:
    """Return the ruled tables of a page, and the words that stand in none."""
    grids = [grid for grid in lattices_of(page.rules) if _is_table(grid)]
    words = page.words
    found = []
    for grid in reversed(grids):  # a table inside another's cell comes later, and is inner
        own = [word for word in words if holds(grid.box, word.box)]
        if not own:
            continue
        taken = {id(word) for word in own}
        words = tuple(word for word in words if id(word) not in taken)
        found.append(_part(grid, own, page))
    return tuple(reversed(found)), words


def _is_table(grid: Lattice) -> bool:
    x0, y0, x1, y1 = grid.box
    return x1 - x0 >= _MIN_WIDTH and y1 - y0 >= _MIN_HEIGHT and len(grid.cells) > 1


def _part(grid: Lattice, words: Sequence[Word], page: Page) -> Part:
    inside: dict[int, list[Word]] = {}
    crossed: set[int] = set()
    places = _Places(grid)
    for word in words:
        x, y = _middle(word.box)
        home = places.cell_at(x, y)
        inside.setdefault(home, []).append(word)
        if _reaches_out(word, grid.cells[home].box):
            # What a word runs over is not blank, and what stands there is not alone.
            crossed |= {places.cell_at(side, y) for side in (word.box[0], word.box[2])} - {home}
    padding = _padding(grid.cells, inside)
    pieces = (
        _piece(
            cell, inside.get(n, []), page.number, padding,
            clear=n not in crossed and not meets_any(cell.box, page.unread),
        )
        for n, cell in enumerate(grid.cells)
    )  # fmt: skip
    return Part(grid.box, grid.rows, tuple(pieces), page.number, page.number)


class _Places:
    """The cells of a grid by the point of the page that they cover."""

    def __init__(self, grid: Lattice) -> None:
        boxes = [cell.box for cell in grid.cells]
        self._heights = sorted({y for box in boxes for y in (box[1], box[3])})
        self._widths = sorted({x for box in boxes for x in (box[0], box[2])})
        self._cells: dict[tuple[int, int], int] = {}
        for number, box in enumerate(boxes):
            rows = range(bisect_left(self._heights, box[1]), bisect_left(self._heights, box[3]))
            columns = range(bisect_left(self._widths, box[0]), bisect_left(self._widths, box[2]))
            self._cells.update({(y, x): number for y in rows for x in columns})

    def cell_at(self, x: float, y: float) -> int:
        """Return the number of the cell at a point, of the nearest one for a point outside."""
        row, column = _place(self._heights, y), _place(self._widths, x)
        return self._cells[row, column]


def _place(edges: Sequence[float], at: float) -> int:
    return min(max(bisect_right(edges, at) - 1, 0), len(edges) - 2)


def _padding(cells: Sequence[LatticeCell], inside: Mapping[int, Sequence[Word]]) -> float:
    """Return what stays free of a full line: twice the least that any text leaves at its left.

    At the right it may run up to the rule.
    """
    free = [
        word.box[0] - cells[number].box[0] for number, words in inside.items() for word in words
    ]
    return 2 * min((gap for gap in free if gap > 0), default=0.0)


def _piece(
    cell: LatticeCell, words: Sequence[Word], page: int, padding: float, *, clear: bool
) -> Piece:
    certain = (
        cell.certain
        and clear
        and not (cell.open and words)
        and all(word.certain and not _reaches_out(word, cell.box) for word in words)
    )
    return Piece(
        cell.box, cell.row, cell.rowspan, tuple(text_lines(words)), certain,
        cell.open and not words, page, padding,
    )  # fmt: skip


def _reaches_out(word: Word, box: Box) -> bool:
    out = _OUT * (word.box[3] - word.box[1])
    return word.box[0] < box[0] - out or word.box[2] > box[2] + out


def meets_any(box: Box, areas: Iterable[Box]) -> bool:
    """Whether a box and any of the areas have more than a rule's breadth in common."""
    return any(
        min(box[2], area[2]) - max(box[0], area[0]) > _BREADTH
        and min(box[3], area[3]) - max(box[1], area[1]) > _BREADTH
        for area in areas
    )


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


# ---------------------------------------------------------------- text
def text_lines(words: Iterable[Word]) -> Iterator[tuple[Word, ...]]:
    """Yield words by line, from top to bottom and from left to right."""
    line: list[Word] = []
    for word in sorted(words, key=lambda word: (word.box[1] + word.box[3], word.box[0])):
        if line and not _level(line[-1].box, word.box):
            yield tuple(sorted(line, key=lambda w: w.box[0]))
            line = []
        line.append(word)
    if line:
        yield tuple(sorted(line, key=lambda w: w.box[0]))


def _level(one: Box, other: Box) -> bool:
    common = min(one[3], other[3]) - max(one[1], other[1])
    return common >= _OVERLAP * min(one[3] - one[1], other[3] - other[1])


def joined_words(words: Sequence[Word]) -> str:
    """Return the words of a line as text: Chinese without spaces, figures never run together."""
    text = ""
    for number, word in enumerate(words):
        gap = word.box[0] - words[number - 1].box[2] if number else 0.0
        figures = text[-1:].isalnum() and word.text[:1].isalnum()
        chinese = not (text[-1:].isascii() or word.text[:1].isascii())
        apart = gap > 1.0 * (word.box[3] - word.box[1]) if chinese else figures
        text += " " + word.text if number and apart else word.text
    return text


def is_stacked(text: str) -> bool:
    """Whether figures stand on several lines that may be one broken number, or may not."""
    return "\n" in text and is_number(text.replace("\n", ""))


def _text_of(lines: Sequence[Sequence[Word]], piece: Piece) -> str:
    texts = [joined_words(line) for line in lines]
    whole = is_broken_number(texts, lines, piece.box, piece.padding)
    return ("" if whole else "\n").join(texts)


def is_broken_number(
    texts: Sequence[str], lines: Sequence[Sequence[Word]], box: Box, padding: float
) -> bool:
    """Whether lines are one number: no first character of the next would fit behind a line.

    Parameters
    ----------
    texts, lines
        What stands on each line, and its words.
    box, padding
        Of the cell, as in Piece.
    """
    if len(texts) < 2 or not is_number("".join(texts)):
        return False
    widths = _widths(lines, box[0] + padding / 2, box[2] - padding / 2)
    first = [line[0].box[2] - line[0].box[0] for line in lines]
    first = [width / len(line[0].text) for width, line in zip(first, lines, strict=True)]
    room = box[2] - box[0] - padding
    return all(
        room - width < following + _NARROW
        for width, following in zip(widths[:-1], first[1:], strict=True)
    )


def _widths(lines: Sequence[Sequence[Word]], left: float, right: float) -> list[float]:
    """Return how wide lines are, with the spaces that stand in front or behind.

    A short line tells by where it stands how the cell is set: to the left, or to the middle.
    """
    ends = [(line[0].box[0], line[-1].box[2]) for line in lines]
    if any(abs(start - left) < _AT_SIDE and right - end > _LOW for start, end in ends):
        return [end - left for _, end in ends]
    middle = (left + right) / 2
    short = [end - start for start, end in ends if abs((start + end) / 2 - middle) < _NARROW]
    if short and right - left - min(short) > _LOW:
        return [2 * max(end - middle, middle - start) for start, end in ends]
    return [end - start for start, end in ends]


# ---------------------------------------------------------------- tables
def table_of(part: Part, number: int) -> Table:
    """Return a part, joined over all its pages, as the document's table of that number."""
    sides = _columns(part.pieces)
    places: dict[tuple[int, int], Piece] = {}
    for piece in part.pieces:
        for y in range(piece.row, piece.row + piece.rowspan):
            places.update({(y, x): piece for x, side in enumerate(sides) if _covers(piece, side)})
    grid = _without_slivers(
        [[places.get((y, x)) for x in range(len(sides))] for y in range(part.rows)], sides
    )
    begun: set[int] = set()
    return Table(
        tuple(
            tuple(_grid_cell(piece, number, y, x, begun) for x, piece in enumerate(row, 1))
            for y, row in enumerate(grid, 1)
        ),
        Place(page=part.page, table=number, box=rounded(part.box)),
    )


def _without_slivers(
    rows: Sequence[Sequence[Piece | None]], sides: Sequence[tuple[float, float]]
) -> list[list[Piece | None]]:
    """Return the grid without what lies between two rules that are nearly one.

    A row is such where cells go on from above and no text begins, or where it is one empty cell,
    as where a page's end cuts off a row's upper side; a column where it is too narrow for any text
    and none begins.
    """
    kept = []
    before: set[int] = set()
    for row in rows:
        own = {id(piece): piece for piece in row if piece is not None}
        begun = [piece for key, piece in own.items() if key not in before]
        if any(piece.text for piece in begun) or len(begun) == len(own) > 1:
            kept.append(row)
            before |= set(own)
    narrow = {x for x, (start, end) in enumerate(sides) if end - start < _LOW}
    empty = {x for x in narrow if not any(row[x] and _begins(row, x) for row in kept)}
    return [[piece for x, piece in enumerate(row) if x not in empty] for row in kept]


def _begins(row: Sequence[Piece | None], x: int) -> bool:
    piece = row[x]
    return bool(piece and piece.text and (x == 0 or row[x - 1] is not piece))


def _grid_cell(
    piece: Piece | None, number: int, row: int, column: int, begun: set[int]
) -> GridCell:
    if piece is None:
        return GridCell("", Place(table=number, row=row, column=column))
    at = Place(page=piece.page, table=number, row=row, column=column, box=rounded(piece.box))
    continues = id(piece) in begun
    begun.add(id(piece))
    text = piece.text
    certain = piece.certain and not is_stacked(text)
    return GridCell(text, at, continues, certain, piece.open, () if certain else piece.readings)


def _columns(pieces: Sequence[Piece]) -> list[tuple[float, float]]:
    """Return where each column begins and ends, over all pages."""
    edges = sorted(x for piece in pieces for x in (piece.box[0], piece.box[2]))
    groups = [[edges[0]]]
    for edge in edges[1:]:
        if edge - groups[-1][0] > SLACK:
            groups.append([])
        groups[-1].append(edge)
    middles = [(group[0] + group[-1]) / 2 for group in groups]
    return list(pairwise(middles))


def _covers(piece: Piece, side: tuple[float, float]) -> bool:
    return piece.box[0] <= (side[0] + side[1]) / 2 <= piece.box[2]


def rounded(box: Box) -> Box:
    """Return a box to a tenth of a point: finer says nothing."""
    x0, y0, x1, y1 = (round(side, 1) for side in box)
    return x0, y0, x1, y1
