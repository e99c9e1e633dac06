"""Ruled tables of pages: words put into cells, and parts on several pages joined to one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from disclosure_audit.documents.document import GridCell, Place, Table
from disclosure_audit.documents.lattice import SLACK, Lattice, LatticeCell, lattices_of
from disclosure_audit.documents.pages import Box, Page, Word
from disclosure_audit.text import bare, ordinal_of

_MIN_WIDTH, _MIN_HEIGHT = 30.0, 10.0  # points; what is smaller is a drawing or a sign
_OVERLAP = 0.5  # of the lower of two words, to stand on one line
_OUT = 0.3  # of a type size, that a word may reach over the side of its cell
_PADDING = 13.0  # points left and right of a text that fills its cell, together
_UNITS = ("件", "条", "份", "次", "项", "个", "元", "万元")
_LOW = 7.0  # points; no text is as low
_FULL = 1.3  # type sizes free at the end of a line that was full


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
    """

    box: Box
    row: int
    rowspan: int
    lines: tuple[tuple[Word, ...], ...]
    certain: bool
    open: bool
    page: int

    @property
    def text(self) -> str:
        """What is printed there, by lines; a number broken at the cell's side is whole again."""
        texts = [joined_words(line) for line in self.lines]
        unit = texts.pop() if _has_unit_below(texts, self) else ""
        whole = "".join(texts) if _is_broken_number(texts, self) else "\n".join(texts)
        return f"{whole}\n{unit}" if "\n" in whole and unit else whole + unit


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
        own = [word for word in words if _inside(word, grid.box)]
        if not own:
            continue
        taken = {id(word) for word in own}
        words = tuple(word for word in words if id(word) not in taken)
        found.append(_part(grid, own, page.number))
    return tuple(reversed(found)), words


def _is_table(grid: Lattice) -> bool:
    x0, y0, x1, y1 = grid.box
    return x1 - x0 >= _MIN_WIDTH and y1 - y0 >= _MIN_HEIGHT and len(grid.cells) > 1


def _part(grid: Lattice, words: Sequence[Word], page: int) -> Part:
    inside: dict[int, list[Word]] = {}
    for word in words:
        inside.setdefault(_home(word, grid.cells), []).append(word)
    pieces = (_piece(cell, inside.get(n, []), page) for n, cell in enumerate(grid.cells))
    return Part(grid.box, grid.rows, tuple(pieces), page, page)


def _home(word: Word, cells: Sequence[LatticeCell]) -> int:
    """Return the number of the cell in which the middle of a word lies, or else the nearest."""
    x, y = _middle(word.box)
    return min(range(len(cells)), key=lambda n: _distance(cells[n].box, x, y))


def _distance(box: Box, x: float, y: float) -> float:
    return max(box[0] - x, x - box[2], 0.0) + max(box[1] - y, y - box[3], 0.0)


def _piece(cell: LatticeCell, words: Sequence[Word], page: int) -> Piece:
    certain = (
        cell.certain
        and not (cell.open and words)
        and all(word.certain and not _reaches_out(word, cell.box) for word in words)
    )
    return Piece(
        cell.box, cell.row, cell.rowspan, tuple(text_lines(words)), certain,
        cell.open and not words, page,
    )  # fmt: skip


def _reaches_out(word: Word, box: Box) -> bool:
    out = _OUT * (word.box[3] - word.box[1])
    return word.box[0] < box[0] - out or word.box[2] > box[2] + out


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _inside(word: Word, box: Box) -> bool:
    x, y = _middle(word.box)
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


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


def _has_unit_below(texts: Sequence[str], piece: Piece) -> bool:
    """Whether the last line is a unit for which the line of digits above it has no room left."""
    if len(texts) < 2 or not (texts[-1] in _UNITS and texts[-2].isdigit()):
        return False
    line = piece.lines[-2]
    free = piece.box[2] - piece.box[0] - (line[-1].box[2] - line[0].box[0])
    unit = piece.lines[-1][0]
    return free < (unit.box[2] - unit.box[0]) / len(unit.text) + _PADDING


def _is_broken_number(texts: Sequence[str], piece: Piece) -> bool:
    """Whether lines of digits alone fill the cell, so that they can only be one number."""
    if len(texts) < 2 or not all(text.isascii() and text.isdigit() for text in texts):
        return False
    widths = [line[-1].box[2] - line[0].box[0] for line in piece.lines]
    digit = widths[0] / len(texts[0])
    free = piece.box[2] - piece.box[0] - min(widths[:-1])
    full = {len(text) for text in texts[:-1]}
    return len(full) == 1 and len(texts[-1]) <= len(texts[0]) and free < digit + _PADDING


# ---------------------------------------------------------------- from page to page
def joined(upper: Part, lower: Part) -> Part | None:
    """Return a table and its part on the next page as one, or None where they are two tables.

    Headers repeated on the next page are dropped, a row cut by the page's end is put together.
    """
    if lower.page != upper.last + 1 or not _same_columns(upper, lower):
        return None
    lower = _without_repeated_head(upper, lower)
    if lower.rows == 0:
        return replace(upper, last=lower.last)
    split = _split_row(upper, lower)
    if split is not None:
        upper, lower = split
    moved = tuple(replace(piece, row=piece.row + upper.rows) for piece in lower.pieces)
    return Part(upper.box, upper.rows + lower.rows, (*upper.pieces, *moved), upper.page, lower.last)


def _same_columns(upper: Part, lower: Part) -> bool:
    """Whether the parts share one outer side, and the narrower ends at columns of the wider.

    A browser leaves out the outer line of a merged cell that goes on from the page before.
    """
    narrow, wide = sorted((upper, lower), key=lambda part: part.box[2] - part.box[0])
    edges = {x for piece in wide.pieces for x in (piece.box[0], piece.box[2])}
    ends = all(any(abs(narrow.box[n] - x) <= SLACK for x in edges) for n in (0, 2))
    return ends and any(abs(narrow.box[n] - wide.box[n]) <= SLACK for n in (0, 2))


def _row(part: Part, number: int) -> list[Piece]:
    return sorted((p for p in part.pieces if p.row == number), key=lambda piece: piece.box[0])


def _without_repeated_head(upper: Part, lower: Part) -> Part:
    """Return the lower part without its first rows that are the upper's first rows again."""
    same = 0
    while same < min(upper.rows, lower.rows):
        head, again = _row(upper, same), _row(lower, same)
        if _texts(head) != _texts(again) or not any(_texts(head)) or _has_figures(head):
            break
        same += 1
    # Rows that hang from a head row belong to it.
    while same and any(p.row < same < p.row + p.rowspan for p in lower.pieces):
        same -= 1
    kept = tuple(replace(p, row=p.row - same) for p in lower.pieces if p.row >= same)
    return replace(lower, rows=lower.rows - same, pieces=kept)


def _texts(row: Sequence[Piece]) -> list[str]:
    return [bare(piece.text) for piece in row]


def _has_figures(row: Sequence[Piece]) -> bool:
    return any(bare(piece.text).isdigit() for piece in row)


def _split_row(upper: Part, lower: Part) -> tuple[Part, Part] | None:
    """Return both parts with the row that the page's end cuts whole in the upper, or None.

    It is cut where a label's last line is full and goes on in the same cell without a numeral of
    its own, while of no other cell both halves have a text.
    """
    pairs = _pairs(upper, lower)
    if pairs is None:
        return None
    alone = [(a, b) for a, b in pairs if b.rowspan == 1]
    both = [(a, b) for a, b in alone if a.text and b.text]
    if not both or len(both) == len(alone) or not all(_goes_on(a, b) for a, b in both):
        return None
    rest = {id(b) for _, b in pairs}
    whole = {
        id(a): replace(
            a, rowspan=a.rowspan + b.rowspan - 1, lines=a.lines + b.lines,
            certain=a.certain and b.certain,
        )
        for a, b in pairs
    }  # fmt: skip
    pieces = tuple(whole.get(id(piece), piece) for piece in upper.pieces)
    below = tuple(
        replace(p, row=p.row - 1) if p.row else replace(p, rowspan=p.rowspan - 1)
        for p in lower.pieces
        if id(p) not in rest and p.row + p.rowspan > 1
    )
    return replace(upper, pieces=pieces), replace(lower, rows=lower.rows - 1, pieces=below)


def _pairs(upper: Part, lower: Part) -> list[tuple[Piece, Piece]] | None:
    """Return the cells above and below the page's end, or None where they are others."""
    ends = [p for p in upper.pieces if p.row + p.rowspan == upper.rows]
    pairs = []
    for piece in _row(lower, 0):
        above = [a for a in ends if all(abs(a.box[n] - piece.box[n]) <= SLACK for n in (0, 2))]
        if above:
            pairs.append((above[0], piece))
        elif piece.text:
            return None
    return pairs if len(pairs) == len(ends) else None


def _goes_on(one: Piece, other: Piece) -> bool:
    line = one.lines[-1]
    size = line[-1].box[3] - line[-1].box[1]
    free = (one.box[2] - one.box[0]) - (line[-1].box[2] - line[0].box[0])
    return (
        free < _FULL * size + _PADDING
        and ordinal_of(other.text) is None
        and not (bare(one.text).isdigit() or bare(other.text).isdigit())
    )


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

    A row is such where cells go on from above and no text begins; a column where it is too narrow
    for any text and none begins.
    """
    kept = []
    before: set[int] = set()
    for row in rows:
        own = {id(piece): piece for piece in row if piece is not None}
        begun = [piece for key, piece in own.items() if key not in before]
        if any(piece.text for piece in begun) or len(begun) == len(own) > 0:
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
    return GridCell(piece.text, at, continues, piece.certain, piece.open)


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
