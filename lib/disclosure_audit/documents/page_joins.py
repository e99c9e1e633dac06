"""Ruled tables that go on from one page to the next: what repeats there, and what it cuts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from disclosure_audit.documents.lattice import SLACK
from disclosure_audit.documents.page_tables import (
    Part,
    Piece,
    is_broken_number,
    joined_words,
)
from disclosure_audit.text import bare, is_number, ordinal_of

_PADDING = 13.0  # points left and right of a text that fills its cell, together
_FULL = 1.3  # type sizes free at the end of a line that was full


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
    its own, while figures stand in one half only or go on as one number; or where figures stand
    below a row that has a label, and no label beside them.
    """
    pairs = _pairs(upper, lower)
    if pairs is None or not _is_cut(_of_the_row(pairs)):
        return None
    rest = {id(b) for _, b in pairs}
    whole = {
        id(a): replace(
            a, rowspan=a.rowspan + b.rowspan - 1, lines=a.lines + b.lines,
            certain=a.certain and b.certain and not (a.open and b.lines),
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


def _of_the_row(pairs: Sequence[tuple[Piece, Piece]]) -> list[tuple[Piece, Piece]]:
    """Return the pairs without the cells of groups, which go on over many rows."""
    lowest = min((b.rowspan for _, b in pairs if b.text), default=1)
    return [(a, b) for a, b in pairs if b.rowspan == lowest]


def _pairs(upper: Part, lower: Part) -> list[tuple[Piece, Piece]] | None:
    """Return the cells above and below the page's end, or None where they are others."""
    ends = [
        p
        for p in upper.pieces
        if p.row + p.rowspan == upper.rows
        and lower.box[0] - SLACK < (p.box[0] + p.box[2]) / 2 < lower.box[2] + SLACK
    ]
    pairs = []
    for piece in _row(lower, 0):
        above = [a for a in ends if all(abs(a.box[n] - piece.box[n]) <= SLACK for n in (0, 2))]
        if above:
            pairs.append((above[0], piece))
        elif piece.text:
            return None
    return pairs if len(pairs) == len(ends) else None


def _is_cut(pairs: Sequence[tuple[Piece, Piece]]) -> bool:
    """Whether the cells of a row and those below it are one row; from left to right."""
    both = [(a, b) for a, b in pairs if a.text and b.text]
    one = [pair for pair in both if _is_one_number(*pair)]
    figures = [(a, b) for a, b in both if _is_figure(a) and _is_figure(b)]
    labels = [pair for pair in both if pair not in figures and pair not in one]
    whole = all(pair in one for pair in figures)
    if labels:
        return whole and all(_goes_on(*p) for p in labels) and len(labels) < len(pairs)
    if not any(b.text for _, b in pairs):
        return False
    first = next((pair for pair in pairs if pair[0].text or pair[1].text), None)
    beside = first is not None and bool(first[0].text) and not first[1].text
    return beside or (bool(one) and whole)


def _is_figure(piece: Piece) -> bool:
    """Whether one figure stands in a cell, broken over lines or not."""
    return is_number(piece.text.replace("\n", ""))


def _is_one_number(one: Piece, other: Piece) -> bool:
    lines = one.lines + other.lines
    texts = [joined_words(line) for line in lines]
    return is_broken_number(texts, lines, one.box, one.padding)


def _goes_on(one: Piece, other: Piece) -> bool:
    line = one.lines[-1]
    size = line[-1].box[3] - line[-1].box[1]
    free = (one.box[2] - one.box[0]) - (line[-1].box[2] - line[0].box[0])
    # A row with a numeral stands among others that have one, so what has none goes on with it.
    full = free < _FULL * size + _PADDING or ordinal_of(one.text) is not None
    return (
        full
        and ordinal_of(other.text) is None
        and not (bare(one.text).isdigit() or bare(other.text).isdigit())
    )
