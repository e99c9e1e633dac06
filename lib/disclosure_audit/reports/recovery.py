"""Cells whose figures were lost on the way from the page to its text, weighed by the relations.

Two losses are known by the marks they leave in the whole text, and only then are they undone:

- glued: every row of tables 2 and 3 has its figures glued to its label and to one another
  (规章000), and the source is sure of every one of them;
- repeated: every cell leaves a mark (a pipe, a tab), and nowhere in the tables do two equal cells
  follow one another, though most rows of table 3 are short, and nearly all can be filled up so
  that they agree with their totals: lines equal to the line before were left out.

What is taken, and on what evidence:

1. A row that can be read in one way only is taken as it stands, whether relations hold or not, so
   that a fault in it is still found. 000 in three cells is such a row even if blanks may have been
   swallowed, because no number begins with a zero; 123 is none. So is a single 0 (or blank)
   that must stand for all cells of its row.
2. Other rows of table 3 are taken only if exactly one reading of the whole table makes all its
   relations hold: each cell stands in two of them at least. One relation is no evidence, and a
   report with a fault in it has no such reading or is not recovered: relations that the audit is
   to check must not be used to mend what it would find.
3. Of repeated lines a cell at the edge of a run is not taken even then: one wrong figure in it
   would leave the same text. Table 4, with one relation a cell, is recovered only behind a
   table 3 that came out whole, and in table 2 only rows of the first kind are.

A blank that was swallowed leaves no trace in unmarked text. Where any row of glued figures has
fewer digits than cells, blanks were swallowed, and only rows of the first kind are taken; from
unmarked lines with repeated ones left out nothing is. Everything else stays unreadable.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from math import comb
from typing import Literal

from disclosure_audit.documents import Note
from disclosure_audit.forms import Cell, Edition, Relation
from disclosure_audit.reports.binding import BoundRow, Printed, in_order
from disclosure_audit.reports.solving import Values, holds, the_only_whole
from disclosure_audit.text import Words, read_number

Loss = Literal["glued", "repeated"]
Texts = tuple[str, ...]
"""What is printed in each cell of a row, by one way to read it."""

_MAX_READINGS = 6_000
_MIN_ROWS = 5
_MIN_SHORT_ROWS = 3
_MAX_FAULTY_ROWS = 2
_ALONE: tuple[Texts, ...] = (("0",), ("",))
"""What may stand for a whole row: seven other equal figures never agree with their total."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with figures and the ways to read them; `sure` where there is one way at all."""

    row: BoundRow
    cells: tuple[Cell, ...]
    readings: tuple[Texts, ...]
    sure: bool


def recovered(rows: list[BoundRow], edition: Edition) -> list[BoundRow]:
    """Return the rows with those cells read that the evidence decides.

    Parameters
    ----------
    rows
        As bound; those that could not be told keep their texts.
    edition
        Their edition, for cells and relations.
    """
    filled = [row for row in rows if row.cells]
    if len(filled) < _MIN_ROWS or not any(row.untold for row in filled):
        return rows
    if _all_glued(filled):
        lost = [_glued(row, edition) for row in filled]
        return _mended(rows, lost, "glued", edition)
    if _none_repeats(filled):
        lost = [_repeated(row, edition) for row in filled]
        if _relations_bear_out(lost, edition):
            return _mended(rows, lost, "repeated", edition)
    return rows


def _mended(
    rows: Sequence[BoundRow], lost: Sequence[_Row], loss: Loss, edition: Edition
) -> list[BoundRow]:
    taken = {id(r.row): r.readings[0] for r in lost if r.sure}
    taken |= _decided_by_relations(lost, loss, edition)
    found = [
        _taken(r, taken[id(r.row)], loss) if id(r.row) in taken and r.row.untold else r.row
        for r in lost
    ]
    return [*_with_note(found, lost, loss), *(row for row in rows if not row.cells)]


def _all_glued(filled: Sequence[BoundRow]) -> bool:
    of_2_and_3 = [row for row in filled if row.table != "t4"]
    certain = all(printed.certain for row in filled for printed in row.untold)
    return certain and bool(of_2_and_3) and all(_is_glued(row) for row in of_2_and_3)


def _none_repeats(filled: Sequence[BoundRow]) -> bool:
    """Whether rows are short, every cell is marked, and no two equal cells are neighbours."""
    texts = [_texts_of(row) for row in filled]
    short = [t for t, row in zip(texts, filled, strict=True) if 1 < len(t) < len(row.cells)]
    marked = all(p.in_grid and p.certain for row in filled for p in row.untold)
    equal = any(a == b for t in texts for a, b in pairwise(t))
    return marked and not equal and len(short) >= _MIN_SHORT_ROWS


def _relations_bear_out(lost: Sequence[_Row], edition: Edition) -> bool:
    """Whether most rows of table 3 are short, and hardly one cannot agree with its total.

    Where lines were lost by chance, or no two figures are alike, rows do not agree.
    """
    relations = _relations(edition, "t3")
    of_3 = [r for r in lost if r.row.table == "t3"]
    short = [r for r in of_3 if len(_texts_of(r.row)) < len(r.cells)]
    agreeing = [r for r in short if _agreeing(r, relations)]
    return 2 * len(short) > len(of_3) and len(short) - len(agreeing) <= _MAX_FAULTY_ROWS


def _is_glued(row: BoundRow) -> bool:
    return len(row.untold) == 1 and row.untold[0].glued


def _texts_of(row: BoundRow) -> Texts:
    if row.untold:
        return tuple(printed.text.strip() for printed in row.untold)
    return tuple((value.raw or "").strip() for value in row.cells.values())


def _glued(row: BoundRow, edition: Edition) -> _Row:
    cells, texts = _cells(row, edition), _texts_of(row)
    if not row.untold or len(texts) > 1:
        return _Row(row, cells, (texts,) if not row.untold else (), sure=not row.untold)
    readings = tuple(_splits(texts[0], len(cells)))
    sure = len(readings) == 1 and (len(cells) == 1 or _fewest(texts[0]) == len(cells))
    return _Row(row, cells, readings, sure)


def _repeated(row: BoundRow, edition: Edition) -> _Row:
    cells, texts = _cells(row, edition), _texts_of(row)
    sure = not row.untold or texts in _ALONE
    return _Row(row, cells, tuple(_spreads(texts, len(cells))), sure)


def _cells(row: BoundRow, edition: Edition) -> tuple[Cell, ...]:
    return tuple(edition.cells[cell_id] for cell_id in row.cells)


def _splits(digits: str, count: int) -> Iterator[Texts]:
    """Yield the ways to split digits into `count` numbers, none of which begins with a zero."""
    if count == 1:
        yield (digits,)
        return
    ways = comb(len(digits) - 1, count - 1) if digits.isdecimal() else 0
    if not 0 < ways <= _MAX_READINGS:
        return
    for cuts in combinations(range(1, len(digits)), count - 1):
        parts = tuple(digits[a:b] for a, b in pairwise((0, *cuts, len(digits))))
        if all(part == "0" or part[0] != "0" for part in parts):
            yield parts


def _fewest(digits: str) -> int:
    """Return how many numbers the digits are at least: a zero in front is a number of its own."""
    zeros = len(digits) - len(digits.lstrip("0"))
    return zeros + (zeros < len(digits))


def _spreads(texts: Texts, count: int) -> Iterator[Texts]:
    """Yield the ways in which each text can stand for one or more equal cells in a row."""
    if not 0 < len(texts) <= count:
        return
    for cuts in combinations(range(1, count), len(texts) - 1):
        ends = pairwise((0, *cuts, count))
        yield tuple(text for text, (a, b) in zip(texts, ends, strict=True) for _ in range(a, b))


def _decided_by_relations(lost: Sequence[_Row], loss: Loss, edition: Edition) -> dict[int, Texts]:
    """Return the texts of rows of tables 3 and 4 that only one whole reading makes agree."""
    if loss == "glued" and any(_has_too_few_digits(r) for r in lost):
        return {}
    solved: dict[int, Texts] = {}
    for table in ("t3", "t4"):
        own = _solved([r for r in lost if r.row.table == table], table, edition)
        if own is None:
            return solved
        solved |= own
    return solved


def _has_too_few_digits(row: _Row) -> bool:
    return sum(len(text) for text in _texts_of(row.row)) < len(row.cells)


def _solved(lost: Sequence[_Row], table: str, edition: Edition) -> dict[int, Texts] | None:
    relations = _relations(edition, table)
    present = {cell.id for r in lost for cell in r.cells}
    if any(cell not in present for relation in relations for cell in relation.cells):
        return None
    readings = [_agreeing(r, relations) for r in lost]
    whole = the_only_whole([[values for values, _ in own] for own in readings], relations)
    if whole is None:
        return None
    return {
        id(r.row): next(texts for values, texts in own if values is chosen)
        for r, own, chosen in zip(lost, readings, whole, strict=True)
    }


def _relations(edition: Edition, table: str) -> list[Relation]:
    return [
        relation
        for relation in edition.relations
        if not relation.at_least and all(cell.startswith(f"{table}.") for cell in relation.cells)
    ]


def _agreeing(lost: _Row, relations: Sequence[Relation]) -> list[tuple[Values, Texts]]:
    """Return the readings of a row with which the relations inside the row hold."""
    ids = {cell.id for cell in lost.cells}
    inside = [relation for relation in relations if ids.issuperset(relation.cells)]
    numbered = [(_numbers(lost.cells, texts), texts) for texts in lost.readings]
    return [
        (values, texts)
        for values, texts in numbered
        if values is not None and all(holds(values, relation) for relation in inside)
    ]


def _numbers(cells: Sequence[Cell], texts: Texts) -> Values | None:
    """Return the row's numbers, a blank as 0; None where a text is no count."""
    readings = [read_number(text) for text in texts]
    if any(reading.state not in ("given", "blank") for reading in readings):
        return None
    return {c.id: int(r.value or 0) for c, r in zip(cells, readings, strict=True)}


def _taken(lost: _Row, texts: Texts, loss: Loss) -> BoundRow:
    at = lost.row.untold[0].at
    values = in_order(lost.cells, [Printed(text, at) for text in texts])
    if loss == "repeated":
        edges = _edges(texts)
        values = {
            cell: lost.row.cells[cell] if place in edges else value
            for place, (cell, value) in enumerate(values.items())
        }
    return replace(lost.row, cells=values, notes=())


def _edges(texts: Texts) -> set[int]:
    """Return the places beside the border of two runs, but not the ends, which are sure."""
    borders = [place for place in range(1, len(texts)) if texts[place] != texts[place - 1]]
    beside = {place for border in borders for place in (border - 1, border)}
    return beside - {0, len(texts) - 1}


def _with_note(rows: list[BoundRow], lost: Sequence[_Row], loss: Loss) -> list[BoundRow]:
    """Put one note on the first row that was recovered: what, from what, and where."""
    mended = [r for r, row in zip(lost, rows, strict=False) if row is not r.row]
    if not mended:
        return rows
    sure = [_name(r) for r in mended if r.sure]
    weighed = [_name(r) for r in mended if not r.sure]
    first = next(index for index, row in enumerate(rows) if row is not lost[index].row)
    note = Note("recovered", _said(loss, sure, weighed), rows[first].at)
    return [*rows[:first], replace(rows[first], notes=(note,)), *rows[first + 1 :]]


def _name(lost: _Row) -> str:
    return "第四部分表" if lost.row.table == "t4" else f"“{lost.cells[0].row}”"


def _said(loss: Loss, sure: Sequence[str], weighed: Sequence[str]) -> Words:
    zh, en = _LOSSES[loss]
    zh_parts, en_parts = [zh], [en]
    if sure:
        zh_parts.append(f"只有一种读法的 {len(sure)} 行已读出：{'、'.join(sure)}。")
        en_parts.append(f"{len(sure)} rows that can be read in one way only were read.")
    if weighed:
        zh_parts.append(
            f"另有 {len(weighed)} 处按勾稽关系辨读，只有一种读法使全部关系成立："
            f"{'、'.join(weighed)}。"
        )
        en_parts.append(
            f"{len(weighed)} more were told by the relations, which hold in one reading only: "
            f"{', '.join(weighed)}."
        )
    return Words(
        "".join([*zh_parts, "请对照原文。"]), " ".join([*en_parts, "Compare with the original."])
    )


_LOSSES: dict[Loss, tuple[str, str]] = {
    "glued": (
        "表中的数都紧接行名、连成一串。",
        "The figures are glued to their labels and to one another.",
    ),
    "repeated": (
        "表中凡与上一行相同的行都已丢失。",
        "Lines equal to the line before them were left out.",
    ),
}
