"""From pages to blocks, by geometry alone: whoever made the pages, a PDF or a scan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from disclosure_audit.documents.document import Block, Note, Picture, Place, Table
from disclosure_audit.documents.page_flow import Line, furniture, left_out, lines_of, paragraphs
from disclosure_audit.documents.page_joins import joined
from disclosure_audit.documents.page_tables import Part, parts_of, rounded, table_of
from disclosure_audit.documents.pages import Box, Page


@dataclass(frozen=True, slots=True)
class _Seen:
    """A picture on a page."""

    page: int
    box: Box


_Piece = Line | Part | _Seen


def blocks_of(pages: Sequence[Page]) -> tuple[Block, ...]:
    """Return what pages hold as blocks in reading order.

    Parameters
    ----------
    pages
        In their order; lines and tables go on from one to the next.

    Returns
    -------
    tuple of Block
        Tables with their cells merged as their rules say; paragraphs with their lines joined;
        pictures. Page numbers and running headers are left out.
    """
    return noted_blocks_of(pages)[0]


def noted_blocks_of(pages: Sequence[Page]) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """Return the blocks of pages, as `blocks_of` does, and the note on what was left out.

    Parameters
    ----------
    pages
        As of `blocks_of`.
    """
    parts = [parts_of(page) for page in pages]
    lines = [lines_of(page, words) for page, (_, words) in zip(pages, parts, strict=True)]
    dropped = furniture(pages, lines)
    pieces: list[_Piece] = []
    for page, (own, _), texts in zip(pages, parts, lines, strict=True):
        found: list[_Piece] = [*own, *(line for line in texts if line not in dropped)]
        found += [_Seen(page.number, box) for box in page.pictures]
        pieces += sorted(found, key=_middle)
    tilted = {page.number: page for page in pages if page.tilt or page.turned}
    blocks = tuple(_in_file(block, tilted) if tilted else block for block in _blocks(pieces))
    return blocks, left_out(dropped)


def _in_file(block: Block, tilted: Mapping[int, Page]) -> Block:
    """Return a block with its places as they are in the file, not on the page made level."""
    if not isinstance(block, Table):
        return replace(block, at=_place_in_file(block.at, tilted))
    rows = tuple(
        tuple(replace(cell, at=_place_in_file(cell.at, tilted)) for cell in row)
        for row in block.rows
    )
    return replace(block, rows=rows, at=_place_in_file(block.at, tilted))


def _place_in_file(at: Place, tilted: Mapping[int, Page]) -> Place:
    page = tilted.get(at.page or 0)
    return replace(at, box=rounded(page.in_file(at.box))) if page and at.box else at


def _middle(piece: _Piece) -> float:
    return piece.box[1] if not isinstance(piece, Line) else (piece.box[1] + piece.box[3]) / 2


def _blocks(pieces: Iterable[_Piece]) -> Iterable[Block]:
    tables = 0
    waiting: list[Line] = []
    part: Part | None = None
    for piece in [*pieces, None]:
        if part is not None and not isinstance(piece, Part):
            tables += 1
            yield table_of(part, tables)
            part = None
        if isinstance(piece, Line):
            waiting.append(piece)
            continue
        for block in paragraphs(waiting, tables):
            tables = max(tables, block.at.table or 0)
            yield block
        waiting = []
        if isinstance(piece, _Seen):
            yield Picture("", Place(page=piece.page, box=piece.box))
        elif isinstance(piece, Part):
            whole = joined(part, piece) if part is not None else piece
            if whole is None and part is not None:
                tables += 1
                yield table_of(part, tables)
            part = whole or piece
