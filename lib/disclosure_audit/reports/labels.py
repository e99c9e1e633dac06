"""The labels of an edition, ready to be looked up by the text of a cell or line."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from disclosure_audit.forms import Block, Edition, Row, TableId, editions, label_key
from disclosure_audit.text import bare

_SHORTEST = 5  # characters; shorter labels are like one another
_ALIKE, _APART = 0.85, 0.1


def _ratio(found: tuple[float, object]) -> float:
    return found[0]


@dataclass(frozen=True)
class Labels:
    """Lookup of one edition's labels.

    Parameters
    ----------
    edition
        The edition.
    rows
        Row of table 2 or 3 by the bare text of its label, for labels that are clear by themselves.
    rows_by_whole
        The same by the bare text with ordinal, for labels that are clear only with it.
    block_of
        Block of table 2 by row id.
    applicants
        Column id of table 3 by bare label.
    results
        Column id of table 4 by bare label.
    proceedings
        Proceeding id of table 4 by bare label.
    words
        Bare texts of everything else that stands in the tables and is no value: bands, corners,
        headers.
    order
        The rows of table 2, then of table 3, as printed.
    """

    edition: Edition
    rows: dict[str, tuple[TableId, Row]]
    rows_by_whole: dict[str, tuple[TableId, Row]]
    block_of: dict[str, Block]
    applicants: dict[str, str]
    results: dict[str, str]
    proceedings: dict[str, str]
    words: frozenset[str]
    order: tuple[Row, ...]

    def follows(self, row: Row, after: Row) -> bool:
        """Whether `after` is the form's next row behind `row`; group labels may be left out."""
        place, wanted = self.order.index(row), self.order.index(after)
        return place < wanted and not any(r.id for r in self.order[place + 1 : wanted])

    def is_last(self, row: Row) -> bool:
        """Whether `row` is the last of its table."""
        return row in (self.edition.blocks[-1].rows[-1], self.edition.rows[-1])

    def row(self, text: str) -> tuple[TableId, Row] | None:
        """Return the table and row that `text` labels, or None."""
        return self.rows_by_whole.get(bare(text)) or self.rows.get(label_key(text))

    def row_in_label_column(self, text: str) -> tuple[TableId, Row] | None:
        """Like `row`, also for 总计 and 其他 alone: left of the values they can only be rows."""
        found = self.row(text)
        if found or not bare(text):
            return found
        matches = (
            pair for whole, pair in self.rows_by_whole.items() if label_key(whole[1:]) == bare(text)
        )
        return next(matches, None)

    def nearly_row(self, text: str) -> tuple[TableId, Row] | None:
        """Return the row of a label that recognition read not quite: the one that it is most like.

        None where it is like none, or nearly as much like another row.
        """
        key = bare(text)
        likeness: dict[int, tuple[float, tuple[TableId, Row]]] = {}
        for known, pair in self.rows.items():
            if min(len(known), len(key)) >= _SHORTEST:
                ratio = SequenceMatcher(None, known, key, autojunk=False).ratio()
                place = self.order.index(pair[1])
                likeness[place] = max(likeness.get(place, (0.0, pair)), (ratio, pair), key=_ratio)
        best = sorted(likeness.values(), key=_ratio, reverse=True)[:2]
        if not best or best[0][0] < _ALIKE:
            return None
        return best[0][1] if len(best) == 1 or best[0][0] - best[1][0] >= _APART else None

    def is_label(self, text: str) -> bool:
        """Whether `text` is any label of the tables."""
        key = label_key(text)
        return bool(key) and (
            self.row(text) is not None
            or key in self.applicants
            or key in self.results
            or key in self.proceedings
            or key in self.words
            or bare(text) in self.words
        )


@cache
def labels_of(key: str) -> Labels:
    """Return the labels of the edition `key`."""
    edition = editions()[key]
    rows: list[tuple[TableId, Row]] = [("t2", r) for block in edition.blocks for r in block.rows]
    rows += [("t3", row) for row in edition.rows]
    columns = [column for block in edition.blocks for column in block.columns]
    return Labels(
        edition=edition,
        rows={k: p for p in rows if not p[1].label.needs_ordinal for k in p[1].label.keys},
        rows_by_whole={k: p for p in rows if p[1].label.needs_ordinal for k in p[1].label.keys},
        block_of={row.id: block for block in edition.blocks for row in block.rows if row.id},
        applicants={k: column.id for column in edition.columns for k in column.label.keys},
        results={k: column.id for column in edition.results for k in column.label.keys},
        proceedings={label_key(p.label): p.id for p in edition.proceedings},
        words=frozenset(
            [bare(block.band) for block in edition.blocks]
            + [label_key(word) for word in (*edition.corners, *edition.headers)]
            + [key for column in columns for key in column.label.keys]
        ),
        order=tuple(row for _, row in rows),
    )
