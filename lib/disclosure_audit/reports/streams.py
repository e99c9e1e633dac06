"""Binding of text in which only the order is known: plain-text tables and one cell a line.

A row's values are the texts between its label and the next label. They are taken only where
exactly as many stand there as the form has cells; blank lines count as empty cells by one measure
for the whole text, read off the text itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from disclosure_audit.documents import Block, Paragraph, Place, Table
from disclosure_audit.forms import Cell, Row, TableId
from disclosure_audit.reports.binding import (
    BoundRow,
    Printed,
    count_differs,
    in_order,
    unreadable,
)
from disclosure_audit.reports.labels import Labels
from disclosure_audit.text import bare, read_number

_MAX_VALUE = 30
_MAX_LABEL = 60
_MAX_PARTS = 6


@dataclass(frozen=True, slots=True)
class Token:
    """A text of the stream.

    Parameters
    ----------
    text, at
        The text and its place.
    blocks
        Indexes of the blocks it was made from.
    row
        Number of its table row in the stream; None for a line without row.
    gap
        Blank lines before it.
    """

    text: str
    at: Place
    blocks: tuple[int, ...]
    row: int | None
    gap: int


@dataclass(frozen=True, slots=True)
class _Region:
    """The tokens between a label and the next one.

    Parameters
    ----------
    at
        Place of the label.
    tokens
        The tokens.
    gap_after
        Blank lines behind the last token; None where the text ends.
    last
        True where no label follows, so that the gap behind it is none between two rows.
    new_row
        True where the values stand in a row of their own below the label.
    """

    at: Place
    tokens: tuple[Token, ...]
    gap_after: int | None
    last: bool = False
    new_row: bool = False


@dataclass(frozen=True, slots=True)
class StreamBinding:
    """Rows found, and the blocks that belong to tables and so are no text of a section."""

    rows: tuple[BoundRow, ...]
    blocks: frozenset[int]


def bind_stream(blocks: Sequence[Block], headings: frozenset[int], labels: Labels) -> StreamBinding:
    """Bind everything that is not an aligned table.

    Parameters
    ----------
    blocks
        The document's blocks.
    headings
        Indexes of section titles: no table goes across one.
    labels
        Of the edition.
    """
    tokens = _joined(list(_tokens(blocks)), headings, labels)
    first_of_4 = _first_of_table_4(tokens, labels)
    found = [
        (index, pair[0], pair[1])
        for index, token in enumerate(tokens[:first_of_4])
        for pair in [labels.row(token.text)]
        if pair is not None
    ]
    regions = {i: _region(tokens, i, headings, labels) for i, _, row in found if row.id}
    spacing = _Spacing.of(regions.values()) or _Spacing.of_headers(tokens[:first_of_4], labels)
    rows = [
        _bound(table, row, tokens[index], regions[index], spacing, labels)
        for index, table, row in found
        if row.id
    ]
    table_4, in_table_4 = _table_4(tokens, first_of_4, headings, spacing, labels)
    used = {b for i, region in regions.items() for t in region.tokens for b in t.blocks}
    used |= {b for t in tokens if labels.is_label(t.text) for b in t.blocks} | in_table_4
    used |= {i for i, block in enumerate(blocks) if isinstance(block, Table)}
    return StreamBinding((*rows, *table_4), frozenset(used) - headings)


def _tokens(blocks: Sequence[Block]) -> Iterator[Token]:
    row = 0
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            yield Token(block.text, block.at, (index,), None, block.gap)
        elif isinstance(block, Table) and not block.aligned:
            for cells in block.rows:
                row += 1
                yield from (
                    Token(cell.text, cell.at, (index,), row if len(cells) > 1 else None, 0)
                    for cell in cells
                )


def _joined(tokens: list[Token], headings: frozenset[int], labels: Labels) -> list[Token]:
    """Join lines that are one label only together, as 本年新 and 制作数量."""
    joined: list[Token] = []
    index = 0
    while index < len(tokens):
        parts = _parts_of_label(tokens, index, headings, labels)
        head = tokens[index]
        if parts > 1:
            group = tokens[index : index + parts]
            text = "".join(token.text for token in group)
            blocks = tuple(b for token in group for b in token.blocks)
            head = Token(text, head.at, blocks, head.row, head.gap)
        joined.append(head)
        index += max(parts, 1)
    return joined


def _parts_of_label(
    tokens: list[Token], index: int, headings: frozenset[int], labels: Labels
) -> int:
    text = ""
    best = 0
    for parts, token in enumerate(tokens[index : index + _MAX_PARTS], start=1):
        text += token.text
        stops = token.row is not None or headings.intersection(token.blocks) or not bare(token.text)
        if stops or len(text) > _MAX_LABEL or _is_number(token.text):
            break
        if parts > 1 and labels.is_label(token.text) and best:
            break
        if labels.is_label(text):
            best = parts
    return best


def _is_number(text: str) -> bool:
    return read_number(text, signed=True, amount=True).state == "given"


def _first_of_table_4(tokens: list[Token], labels: Labels) -> int:
    """Return where table 4 begins: the first of its own labels; 总计 alone is none of them."""
    own = {key for key, column in labels.results.items() if column != "total"}
    own |= set(labels.proceedings)
    for index, token in enumerate(tokens):
        if bare(token.text) in own:
            return index
    return len(tokens)


def _region(tokens: list[Token], index: int, headings: frozenset[int], labels: Labels) -> _Region:
    label = tokens[index]
    in_row = (
        label.row is not None and index + 1 < len(tokens) and tokens[index + 1].row == label.row
    )
    taken: list[Token] = []
    for token in tokens[index + 1 :]:
        if in_row and token.row != label.row:
            return _Region(label.at, tuple(taken), 0)
        if headings.intersection(token.blocks) or len(token.text) > _MAX_VALUE:
            return _Region(label.at, tuple(taken), token.gap, last=True)
        if labels.is_label(token.text):
            return _Region(label.at, tuple(taken), token.gap)
        taken.append(token)
    return _Region(label.at, tuple(taken), 0 if in_row else None, last=True)


@dataclass(frozen=True, slots=True)
class _Spacing:
    """How blank lines are to be read: `cell` between two cells of a row, `row` before a row."""

    cell: int
    row: int

    @staticmethod
    def of(regions: Iterable[_Region]) -> _Spacing | None:
        """Return the smallest gaps found before a value, and behind a row that has values."""
        lines = [r for r in regions if r.tokens and all(token.row is None for token in r.tokens)]
        cells = [token.gap for region in lines for token in region.tokens]
        rows = [r.gap_after for r in lines if r.gap_after is not None and not r.last]
        return _Spacing(min(cells), min(rows, default=0)) if cells else None

    @staticmethod
    def of_headers(tokens: Sequence[Token], labels: Labels) -> _Spacing:
        """Return the smallest gaps between headers, and between a header and a row's label.

        The measure of tables in which every cell is empty.
        """
        cells, rows = [], []
        for token, following in pairwise(tokens):
            if labels.is_label(token.text) and not labels.row(token.text):
                (rows if labels.row(following.text) else cells).append(following.gap)
        return _Spacing(min(cells, default=0), min(rows, default=0))

    def values(self, region: _Region, count: int) -> list[Printed] | None:
        """Return the region's texts with empty cells put in, or None where it does not fit."""
        printed: list[Printed] = []
        for index, token in enumerate(region.tokens):
            begins_row = region.new_row and index == 0
            empty = self._empty(token.gap, self.row if begins_row else self.cell)
            if empty is None:
                return None
            printed += [Printed("", token.at)] * empty
            printed.append(Printed(token.text, token.at))
        if len(printed) != count and region.gap_after is not None:
            empty = self._empty(region.gap_after, self.row) or 0
            printed += [Printed("", printed[-1].at if printed else region.at)] * empty
        return printed if len(printed) == count else None

    def _empty(self, gap: int, usual: int) -> int | None:
        """Return how many empty cells a gap stands for: an empty line and, if usual, its blank."""
        extra, rest = divmod(gap - usual, self.cell + 1)
        return extra if extra >= 0 and rest == 0 else None


def _bound(
    table: TableId, row: Row, label: Token, region: _Region, spacing: _Spacing, labels: Labels
) -> BoundRow:
    columns = labels.block_of[row.id or ""].columns if table == "t2" else labels.edition.columns
    cells = [labels.edition.cells[f"{table}.{row.id}.{column.id}"] for column in columns]
    printed = spacing.values(_trimmed(region, len(cells)), len(cells))
    if printed is not None:
        return BoundRow(table, label.at, in_order(cells, printed))
    return _not_told(table, row.label.text, cells, region, label.at)


def _trimmed(region: _Region, count: int) -> _Region:
    """Drop empty cells of a row beside its values.

    Before the values they belong to a label merged over several columns, behind them to a merged
    cell or a short block; they are dropped only where the first or the last value shows the edge.
    """
    tokens = region.tokens
    while len(tokens) > count and tokens[-1].row is not None and not tokens[-1].text.strip():
        if not tokens[count - 1].text.strip():
            break
        tokens = tokens[:-1]
    while len(tokens) > count and tokens[0].row is not None and not tokens[0].text.strip():
        if not tokens[-1].text.strip():
            break
        tokens = tokens[1:]
    return replace(region, tokens=tokens)


def _not_told(
    table: TableId, label: str, cells: Sequence[Cell], region: _Region, at: Place
) -> BoundRow:
    """Values that cannot be told apart are unreadable; where none stands, the cells are missing."""
    printed = [Printed(token.text, token.at) for token in region.tokens if token.text.strip()]
    note = count_differs(label, len(cells), len(printed), at)
    if not printed:
        return BoundRow(table, at, {}, (note,))
    return BoundRow(table, at, unreadable(cells, printed, at), (note,))


def _table_4(
    tokens: list[Token], start: int, headings: frozenset[int], spacing: _Spacing, labels: Labels
) -> tuple[list[BoundRow], set[int]]:
    """Return table 4 and the blocks of its values: what stands behind its last header."""
    last = start - 1
    for index in range(start, len(tokens)):
        token = tokens[index]
        if headings.intersection(token.blocks) or len(token.text) > _MAX_LABEL:
            break
        if labels.is_label(token.text):
            last = index
    if last < start:
        return [], set()
    cells = list(labels.edition.cells_of("t4"))
    at = tokens[start].at
    region = replace(_region(tokens, last, headings, labels), new_row=True)
    if tokens[last].row is not None and not region.tokens:
        region = _region_of_next_row(tokens, last, headings)
    used = {block for token in region.tokens for block in token.blocks}
    printed = spacing.values(region, len(cells))
    if printed is not None:
        return [BoundRow("t4", at, in_order(cells, printed))], used
    return [_not_told("t4", "行政复议、行政诉讼", cells, region, at)], used


def _region_of_next_row(tokens: list[Token], last: int, headings: frozenset[int]) -> _Region:
    after = tokens[last + 1 :]
    row = after[0].row if after and not headings.intersection(after[0].blocks) else None
    own = tuple(token for token in after if row is not None and token.row == row)
    return _Region(tokens[last].at, own, 0)
