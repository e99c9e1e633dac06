"""What the readers of marked-up files share: merged cells spelled out, layout tables taken apart.

A reader first makes pieces: lines, images and grids in reading order, each still knowing the
part of the source it came from. `settled` takes a grid apart where it only arranges the page, and
`blocks_of` turns what is left into the blocks of a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

from disclosure_audit.documents.document import Block, GridCell, Paragraph, Picture, Place, Table
from disclosure_audit.errors import FilerError
from disclosure_audit.text import Words, ordinal_of
from disclosure_audit.text.plain import visible

MAX_PLACES = 20_000
"""Places of one grid; a report's largest table has some hundreds."""

_PROSE_ROW = 120
"""A full-width row longer than this is a paragraph that stands in a table."""

_PROSE_CELL = 400
"""A cell longer than this arranges a page; no table of figures has one."""

RAISED, RAISED_END = "\ue000", "\ue001"
"""Around superscript and subscript text while a line is gathered; no file's own character."""

_RAISED = re.compile(f"{RAISED}([^{RAISED}{RAISED_END}]*){RAISED_END}")
_PRIVATE = re.compile("[\ue000-\ue00f]")


class Line(NamedTuple):
    """A paragraph before its place is settled.

    Parameters
    ----------
    text, line, level
        As in Paragraph.
    linked
        How many of its characters stand in a link.
    owner
        The part of the source it stands in, for readers that look at it again.
    """

    text: str
    line: int | None = None
    level: int | None = None
    linked: int = 0
    owner: object = None


@dataclass(frozen=True, slots=True)
class Image:
    """A picture before its place is settled; `data` and `link` as in Picture."""

    name: str
    line: int | None = None
    owner: object = None
    data: bytes | None = None
    link: str | None = None


class Cell(NamedTuple):
    """One cell as marked up.

    Parameters
    ----------
    flow
        The pieces inside.
    down, across
        How many rows and columns it spans.
    """

    flow: tuple[Piece, ...] = ()
    down: int = 1
    across: int = 1

    @property
    def text(self) -> str:
        """The text inside, one paragraph a line; a picture as its name in brackets."""
        if len(self.flow) == 1 and isinstance(self.flow[0], Line):
            return self.flow[0].text  # as in nearly every cell
        return "\n".join(_texts(self.flow))


class Slot(NamedTuple):
    """One place of a grid: the cell that covers it, and whether it began elsewhere."""

    cell: Cell
    continues: bool = False


@dataclass(frozen=True)
class Grid:
    """A table before it is settled.

    Parameters
    ----------
    rows
        All of one length.
    line, owner
        As in Line.
    aligned
        As in Table.
    """

    rows: tuple[tuple[Slot, ...], ...]
    line: int | None = None
    owner: object = None
    aligned: bool = True

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The cells in reading order, each once."""
        return tuple([cell for row in self.rows for cell, continues in row if not continues])

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0]) if self.rows else 0


Piece = Line | Image | Grid
_NOTHING = Cell()


def plain_line(text: str) -> str:
    """Return a gathered line as text: raised characters in brackets, hard spaces as spaces.

    ``12<sup>1</sup>`` becomes ``12[1]``, so that it cannot be taken for 121. Raised text that
    stands alone is left as it is: there is nothing that it could be glued to.
    """
    text = visible(text).replace("\u00a0", " ").strip()
    if RAISED not in text:
        return text
    whole = _RAISED.fullmatch(text)
    if whole:
        return whole[1].strip()
    return _PRIVATE.sub("", _RAISED.sub(_bracketed, text)).strip()


def without_marks(text: str) -> str:
    """Return text of a file without characters that the readers use as marks."""
    return _PRIVATE.sub("", text)


def _bracketed(match: re.Match[str]) -> str:
    inner = match[1].strip()
    if not inner:
        return ""
    return inner if inner[0] in "[［〔【(（" and inner[-1] in "]］〕】)）" else f"[{inner}]"


def laid_out(
    groups: Iterable[Sequence[Sequence[Cell]]], line: int | None = None, owner: object = None
) -> Grid:
    """Return the grid of rows of spanning cells.

    Parameters
    ----------
    groups
        Rows by row group; a cell spans no further down than its group reaches, and with a span
        of 0 exactly that far.
    line, owner
        As in Grid.

    Returns
    -------
    Grid
        Every place filled; rows and columns in which no cell begins are left out, as they are
        not seen.

    Raises
    ------
    FilerError
        The table has more places than any report's.
    """
    places: dict[tuple[int, int], Slot] = {}
    start = 0
    for rows in groups:
        end = start + len(rows)
        for y, row in enumerate(rows, start):
            x = 0
            for cell in row:
                while (y, x) in places:
                    x += 1
                if cell.down == 1 and cell.across == 1:
                    places[y, x] = Slot(cell)  # as most cells; the place is free
                else:
                    down = min(cell.down or end - y, end - y)
                    _cover(places, cell, (y, x), (down, cell.across))
                x += cell.across
        start = end
    return _compact(places, line, owner)


def _cover(
    places: dict[tuple[int, int], Slot], cell: Cell, at: tuple[int, int], size: tuple[int, int]
) -> None:
    refuse_too_large(len(places) + size[0] * size[1])
    for y in range(at[0], at[0] + size[0]):
        for x in range(at[1], at[1] + size[1]):
            places.setdefault((y, x), Slot(cell, continues=(y, x) != at))


def _compact(
    places: dict[tuple[int, int], Slot], line: int | None = None, owner: object = None
) -> Grid:
    begun = [place for place, (_, continues) in places.items() if not continues]
    rows = sorted({y for y, _ in begun})
    columns = sorted({x for _, x in begun})
    refuse_too_large(len(rows) * len(columns))
    empty = Slot(_NOTHING)
    filled = [tuple([places.get((y, x), empty) for x in columns]) for y in rows]
    return Grid(tuple(filled), line, owner)


def placed(places: dict[tuple[int, int], Slot], line: int | None, owner: object = None) -> Grid:
    """Return the grid of slots by row and column, gaps filled; as `laid_out` where they are known.

    Raises
    ------
    FilerError
        The table has more places than any report's.
    """
    refuse_too_large(len(places))
    return _compact(places, line, owner)


def settled(grid: Grid, *, arranges: bool = False) -> tuple[Piece, ...]:
    """Return the pieces that a table comes to: itself, or what it holds where it only arranges.

    A table arranges a page where it says so (`arranges`), has a single column, holds a cell as
    long as an article, or holds tables that outweigh its own cells. Rows of prose across the
    whole width of a table of figures become paragraphs between the parts of the table.
    """
    cells = grid.cells
    nests = any(isinstance(piece, Grid) for cell in cells for piece in cell.flow)
    if arranges or grid.width <= 1 or (nests and _outweighed(cells)):
        return _contents(cells)
    if any(len(cell.text) > _PROSE_CELL and cell.across < grid.width for cell in cells):
        return _contents(cells)
    grid = _unnested(grid) if nests else grid
    return tuple(_parted(grid)) if grid.aligned else _without_lone_ends(grid)


def _without_lone_ends(grid: Grid) -> tuple[Piece, ...]:
    """A table of which only the order is known, its captions and notes as lines of their own.

    A caption or note is a row of one cell; no merged cell says that it goes across.
    """
    lone = [sum(slot.cell is not _NOTHING for slot in row) == 1 for row in grid.rows]
    first = lone.index(False) if False in lone else len(lone)
    last = len(lone) - lone[::-1].index(False) if False in lone else first
    above, below = (
        _contents(slot.cell for row in rows for slot in row)
        for rows in (grid.rows[:first], grid.rows[last:])
    )
    return (*above, *_run(grid, list(grid.rows[first:last])), *below)


def _unnested(grid: Grid) -> Grid:
    """The grid with what stands in tables inside its cells as lines: no deeper nesting is left."""
    flat = {
        id(cell): cell._replace(flow=tuple(Line(text, grid.line) for text in _texts(cell.flow)))
        for cell in grid.cells
        if any(isinstance(piece, Grid) for piece in cell.flow)
    }
    rows = tuple(
        tuple(slot._replace(cell=flat.get(id(slot.cell), slot.cell)) for slot in row)
        for row in grid.rows
    )
    return replace(grid, rows=rows)


def _contents(cells: Iterable[Cell]) -> tuple[Piece, ...]:
    return tuple(piece for cell in cells for piece in cell.flow)


def _outweighed(cells: Sequence[Cell]) -> bool:
    inner = [
        nested for cell in cells for piece in cell.flow if isinstance(piece, Grid)
        for nested in piece.cells
    ]  # fmt: skip
    own = [cell for cell in cells if not any(isinstance(piece, Grid) for piece in cell.flow)]
    return bool(inner) and sum(map(_filled, inner)) >= sum(map(_filled, own))


def _filled(cell: Cell) -> bool:
    return bool(cell.text)


def _parted(grid: Grid) -> Iterator[Piece]:
    whole = [_whole_width(row) for row in grid.rows]
    if not any(cell and len(cell.text) > _PROSE_ROW for cell in whole):
        yield grid
        return
    run: list[tuple[Slot, ...]] = []
    for row, cell in zip(grid.rows, whole, strict=True):
        if cell is not None and _is_prose(cell.text):
            yield from _run(grid, run)
            run = []
            yield from cell.flow
        else:
            run.append(row)
    yield from _run(grid, run)


def _run(grid: Grid, rows: list[tuple[Slot, ...]]) -> Iterator[Piece]:
    if any(slot.cell.text for row in rows for slot in row):
        yield replace(grid, rows=tuple(rows))


def _whole_width(row: tuple[Slot, ...]) -> Cell | None:
    first = row[0]
    alone = not first.continues and all(s.continues and s.cell is first.cell for s in row[1:])
    return first.cell if alone else None


def _is_prose(text: str) -> bool:
    ordinal = ordinal_of(text)
    return len(text) > _PROSE_ROW or (ordinal is not None and ordinal.style == "han")


def blocks_of(pieces: Iterable[Piece]) -> tuple[Block, ...]:
    """Return pieces as blocks of a document, its tables counted from 1."""
    blocks: list[Block] = []
    tables = 0
    for piece in pieces:
        if isinstance(piece, Grid):
            tables += 1
            blocks.append(_table(piece, tables))
        elif isinstance(piece, Image):
            blocks.append(Picture(piece.name, Place(line=piece.line), piece.data, piece.link))
        else:
            blocks.append(Paragraph(piece.text, Place(line=piece.line), piece.level))
    return tuple(blocks)


@lru_cache(maxsize=4_000)  # the tables of all reports have the same places
def _place(table: int, row: int, column: int) -> Place:
    return Place(table=table, row=row, column=column)


def _table(grid: Grid, number: int) -> Table:
    cells = {id(slot.cell): slot.cell for row in grid.rows for slot in row}
    texts = {key: cell.text for key, cell in cells.items()}
    rows = tuple(
        tuple(
            [
                GridCell(texts[id(cell)], _place(number, y, x), continues, absent=cell is _NOTHING)
                for x, (cell, continues) in enumerate(row, 1)
                if grid.aligned or cell is not _NOTHING
            ]
        )
        for y, row in enumerate(grid.rows, 1)
    )
    return Table(rows, Place(table=number, line=grid.line), grid.aligned)


def _texts(flow: Iterable[Piece]) -> Iterator[str]:
    for piece in flow:
        if isinstance(piece, Line):
            yield piece.text
        elif isinstance(piece, Image):
            # A picture may show a number: the cell must not look empty.
            yield f"[图片{'：' if piece.name else ''}{piece.name}]"
        else:
            for row in piece.rows:
                text = "\t".join(slot.cell.text for slot in row if not slot.continues)
                if text.strip():
                    yield text


def refuse_too_large(places: int) -> None:
    """Refuse a table of so many places where no report has one as large.

    Raises
    ------
    FilerError
        There are more than `MAX_PLACES`.
    """
    if places <= MAX_PLACES:
        return
    raise FilerError(
        Words(
            f"一张表格展开后超过 {MAX_PLACES} 格，年度报告没有这样大的表。"
            "请检查合并单元格的跨行、跨列数，或向报送单位重新索取。",
            f"A table has more than {MAX_PLACES} places; no annual report has one so large. "
            "Check the row and column spans, or ask the filer for the report again.",
        )
    )
