"""Binding of text in which only the order is known: plain-text tables and one cell a line.

A row's values are the texts between its label and the next label. They are taken only where
exactly as many stand there as the form has cells; blank lines count as empty cells by one measure
for the whole text, read off the text itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from disclosure_audit.documents import Block, Place
from disclosure_audit.forms import TABLES, Cell, Row, TableId
from disclosure_audit.reports.binding import (
    BoundRow,
    Printed,
    count_differs,
    in_order,
    two_years,
    unreadable,
)
from disclosure_audit.reports.labels import Labels
from disclosure_audit.reports.spacing import Region, Spacing, Token, is_words
from disclosure_audit.reports.tokens import MAX_LABEL, tokens_of
from disclosure_audit.reports.upright import upright_table_4
from disclosure_audit.text import bare, is_number

_MAX_VALUE = 30
_MARKS = "：:。；，"  # of sentences and of 注：, which stand in no figure
_MIN_LABELS_OF_4 = 5
_TABLE_4 = "行政复议、行政诉讼"
_MAX_HEAD_OF_4 = 24


@dataclass(frozen=True, slots=True)
class _Found:
    """A row label in the stream; `follows` and `leads` as the form's rows do.

    `in_row` is True where the row's values stand with the label in one row of the source.
    """

    index: int
    table: TableId
    row: Row
    region: Region
    in_row: bool
    follows: bool
    leads: bool

    @property
    def in_table(self) -> bool:
        """Whether the label stands in a table: alone in prose it has no neighbour of the form."""
        return self.in_row or self.follows or self.leads


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
    tokens = tokens_of(blocks, headings, labels)
    first_of_4 = _first_of_table_4(tokens, labels)
    found = [f for f in _found_rows(tokens, first_of_4, headings, labels) if f.in_table]
    spacing = Spacing.of(
        [(f.region, len(_cells_of(f, labels))) for f in found if not f.in_row],
        *_gaps_of_headers(tokens[:first_of_4], labels),
    )
    found = _of_one_kind(found)
    beside = _places_beside(found, labels)
    rows = [_bound(f, tokens[f.index], spacing, beside.get(f.index), labels) for f in found]
    table_4, in_table_4 = _table_4(tokens, first_of_4, headings, spacing, labels)
    used = {block for f in found for token in f.region.tokens for block in token.blocks}
    used |= {b for t in tokens if labels.is_label(t.text) for b in t.blocks} | in_table_4
    return StreamBinding((*rows, *table_4), frozenset(used) - headings)


def _found_rows(
    tokens: list[Token], end: int, headings: frozenset[int], labels: Labels
) -> list[_Found]:
    """Return the labels of rows with cells, each with what stands behind it."""
    pairs = [
        (index, *pair)
        for index, token in enumerate(tokens[:end])
        for pair in [labels.row(token.text)]
        if pair is not None
    ]
    leads = [labels.follows(a[2], b[2]) for a, b in pairwise(pairs)]
    return [
        _Found(
            index, table, row, region, in_row, follows, lead or (labels.is_last(row) and follows)
        )
        for (index, table, row), follows, lead in zip(
            pairs, [False, *leads], [*leads, False], strict=False
        )
        if row.id
        for region, in_row in [_region(tokens, index, headings, labels, lead)]
    ]


def _first_of_table_4(tokens: list[Token], labels: Labels) -> int:
    """Return where table 4 begins: the first of its own labels with more of them behind it.

    总计 alone is none of them, and a line 行政复议 in prose has no other beside it.
    """
    own = {key for key, column in labels.results.items() if column != "total"}
    own |= set(labels.proceedings)
    places = [index for index, token in enumerate(tokens) if bare(token.text) in own]
    for start, end in zip(places, places[_MIN_LABELS_OF_4 - 1 :], strict=False):
        if end - start <= _MAX_HEAD_OF_4:
            return start
    return len(tokens)


def _gaps_of_headers(tokens: Sequence[Token], labels: Labels) -> tuple[set[int], set[int]]:
    """Return the gaps between headers, and between a header and a row's label.

    They are the measure of tables in which every cell is empty.
    """
    cells: set[int] = set()
    rows: set[int] = set()
    for token, following in pairwise(tokens):
        if labels.is_label(token.text) and not labels.row(token.text) and following.row is None:
            (rows if labels.row(following.text) else cells).add(following.gap)
    return cells, rows


def _region(
    tokens: list[Token],
    index: int,
    headings: frozenset[int],
    labels: Labels,
    before_row: bool = False,
) -> tuple[Region, bool]:
    """Return what stands between a label and the next, and whether it is the label's own row."""
    label = tokens[index]
    in_row = (
        label.row is not None and index + 1 < len(tokens) and tokens[index + 1].row == label.row
    )
    taken: list[Token] = []
    for token in islice(tokens, index + 1, None):
        if in_row and token.row != label.row:
            break
        heading = headings.intersection(token.blocks)
        if labels.is_label(token.text) and not heading:
            return Region(tuple(taken), label.at, token.gap, before_row or in_row), in_row
        if heading or _is_remark(token.text):
            return Region(tuple(taken), label.at, token.gap), in_row
        taken.append(token)
    return Region(tuple(taken), label.at), in_row


def _is_remark(text: str) -> bool:
    """Whether a text is a note, a signature or prose beside the table: no cell of figures."""
    return len(text) > _MAX_VALUE or (is_words(text) and any(mark in text for mark in _MARKS))


def _cells_of(found: _Found, labels: Labels) -> list[Cell]:
    row, edition = found.row.id or "", labels.edition
    columns = labels.block_of[row].columns if found.table == "t2" else edition.columns
    return [edition.cells[f"{found.table}.{row}.{column.id}"] for column in columns]


def _bound(
    found: _Found, label: Token, spacing: Spacing, beside: tuple[int, int] | None, labels: Labels
) -> BoundRow:
    cells = _cells_of(found, labels)
    if found.in_row:
        printed = _in_one_row(found.region, len(cells), *beside) if beside else None
    else:
        # Values are a row's own only where the form's next row, or the end of its table, follows:
        # else a label may be lost, and the values may be those of its row.
        printed = spacing.values(found.region, len(cells)) if found.leads else None
    if printed is not None:
        return BoundRow(found.table, label.at, in_order(cells, printed))
    return _not_told(found.table, found.row.label.text, cells, found.region, label.at)


def _beside(found: _Found, labels: Labels) -> tuple[int, int]:
    """Return how many empty cells merged cells leave before and behind a row's values.

    Table 3 merges its labels over up to three columns, table 2 the last cell of a short block.
    """
    if found.table == "t3":
        return max(row.level for row in labels.edition.rows) - found.row.level, 0
    widest = max(len(block.columns) for block in labels.edition.blocks)
    return 0, widest - len(labels.block_of[found.row.id or ""].columns)


def _of_one_kind(found: list[_Found]) -> list[_Found]:
    """Return rows without the values of those that are not written as most of their table is.

    Where cells stand one a line, a label with values beside it was glued together, and the
    other way round.
    """
    beside = {t: sum(1 if f.in_row else -1 for f in found if f.table == t) >= 0 for t in TABLES}
    return [
        f if f.in_row == beside[f.table] else replace(f, in_row=False, leads=False) for f in found
    ]


def _places_beside(found: Sequence[_Found], labels: Labels) -> Mapping[int, tuple[int, int]]:
    """Return the empty cells before and behind each row's values, in the way most rows have them.

    Merged cells leave empty cells, or none, through the whole text; where neither fits most rows
    no row is told, and nothing is returned.
    """
    rows = [f for f in found if f.in_row]
    surplus = {f.index: len(f.region.tokens) - len(_cells_of(f, labels)) for f in rows}
    ways = ({f.index: (0, 0) for f in rows}, {f.index: _beside(f, labels) for f in rows})
    for way, other in (ways, ways[::-1]):
        fits = [index for index, count in surplus.items() if sum(way[index]) == count]
        telling = [index for index in surplus if way[index] != other[index]]
        told = [index for index in telling if index in fits]
        if 2 * len(fits) > len(rows) and 3 * len(told) >= 2 * len(telling):
            return way
    return {}


def _in_one_row(
    region: Region, count: int, before: int = 0, behind: int = 0
) -> list[Printed] | None:
    """Return the values of a row of the source, where it has exactly the cells it must have."""
    texts = [token.text.strip() for token in region.tokens]
    end = before + count
    if len(texts) != end + behind or region.before_row or any(texts[:before] + texts[end:]):
        return None
    if any(is_words(text) for text in texts):
        return None
    return [token.printed for token in region.tokens[before:end]]


def _not_told(
    table: TableId, label: str, cells: Sequence[Cell], region: Region, at: Place
) -> BoundRow:
    """Values that cannot be told apart are unreadable; where none stands, the cells are missing."""
    printed = [token.printed for token in region.tokens if token.text.strip()]
    note = count_differs(label, len(cells), len(printed), at)
    if not printed:
        return BoundRow(table, at, {}, (note,))
    untold = tuple(token.printed for token in region.tokens)
    return BoundRow(table, at, unreadable(cells, printed, at), (note,), untold=untold)


def _table_4(
    tokens: list[Token], start: int, headings: frozenset[int], spacing: Spacing, labels: Labels
) -> tuple[list[BoundRow], set[int]]:
    """Return table 4 and the blocks of its values: what stands behind its last header."""
    last = start - 1
    for index in range(start, len(tokens)):
        token = tokens[index]
        if headings.intersection(token.blocks) or len(token.text) > MAX_LABEL:
            break
        if labels.is_label(token.text):
            last = index
    if last < start:
        upright = upright_table_4(tokens, headings, labels)
        return ([upright[0]], set(upright[1])) if upright else ([], set())
    cells = list(labels.edition.cells_of("t4"))
    at = tokens[start].at
    if any(is_number(token.text) for token in tokens[start:last]):
        note = two_years(_TABLE_4, at)
        blocks = {block for token in tokens[start : last + 1] for block in token.blocks}
        return [BoundRow("t4", at, unreadable(cells, [], at), (note,))], blocks
    region, in_row = _region(tokens, last, headings, labels)
    if tokens[last].row is not None and not region.tokens:
        region, in_row = _region_of_next_row(tokens, last, headings), True
    if tokens[last].row is not None:
        region = _without_note(region)
    used = {block for token in region.tokens for block in token.blocks}
    if in_row:
        printed = _in_one_row(region, len(cells))
    else:
        printed = spacing.values(replace(region, below_head=True), len(cells))
    if printed is not None:
        return [BoundRow("t4", at, in_order(cells, printed))], used
    return [_not_told("t4", _TABLE_4, cells, region, at)], used


def _without_note(region: Region) -> Region:
    """Drop the words below a row of values: a note that stands in no row of its own."""
    taken = list(region.tokens)
    while len(taken) > 1 and taken[-1].row is None and taken[0].row is not None:
        if not is_words(taken[-1].text):
            break
        taken.pop()
    return replace(region, tokens=tuple(taken))


def _region_of_next_row(tokens: list[Token], last: int, headings: frozenset[int]) -> Region:
    after = tokens[last + 1 :]
    row = after[0].row if after and not headings.intersection(after[0].blocks) else None
    own = tuple(token for token in after if row is not None and token.row == row)
    return Region(own, tokens[last].at)
