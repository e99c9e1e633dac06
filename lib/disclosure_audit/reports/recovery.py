"""Cells whose figures were lost on the way from the page to its text, weighed by the relations.

Three losses are known by the marks they leave in the whole text, and only then are they undone:

- glued: every row of tables 2 and 3 has its figures glued to its label and to one another
  (规章000), and the source is sure of every one of them;
- repeated: every cell leaves a mark (a pipe, a tab), and nowhere in the tables do two equal cells
  follow one another, though most rows of table 3 are short, and nearly all can be filled up so
  that they agree with their totals: lines equal to the line before were left out;
- swallowed: no cell of table 3 leaves a mark when it is blank, and rows are short (swallowed.py).

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

Of glued figures and repeated lines this is what is taken; swallowed.py says what of swallowed
blanks. Where any row of glued figures has fewer digits than cells, blanks were swallowed too, and
only rows of the first kind are taken. Everything else stays unreadable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from disclosure_audit.documents import Note
from disclosure_audit.forms import Edition, TableId
from disclosure_audit.reports.binding import BoundRow, Printed, value_of
from disclosure_audit.reports.lost_rows import (
    LostRow,
    Texts,
    agreeing,
    glued,
    relations_of,
    repeated,
    swallowed,
    texts_of,
)
from disclosure_audit.reports.solving import the_only_whole
from disclosure_audit.reports.swallowed import are_swallowed, told
from disclosure_audit.text import Words

Loss = Literal["glued", "repeated", "swallowed"]
Told = Mapping[int, tuple[str | None, ...]]
"""The text of each cell of a row, by `id` of the row; None where it is not told."""

_MIN_ROWS = 5
_MIN_SHORT_ROWS = 3
_MAX_FAULTY_ROWS = 2


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
        lost = [glued(row, edition) for row in filled]
        return _mended(rows, lost, "glued", _told_whole(lost, "glued", edition))
    if _none_repeats(filled):
        lost = [repeated(row, edition) for row in filled]
        if _relations_bear_out(lost, edition):
            return _mended(rows, lost, "repeated", _told_whole(lost, "repeated", edition))
    if are_swallowed(rows, edition):
        lost = [swallowed(row, edition) for row in filled]
        of_3 = [r for r in lost if r.row.table == "t3"]
        texts = told(of_3, edition)
        if texts:
            by_row = {id(r.row): own for r, own in zip(of_3, texts, strict=True)}
            full = {id(r.row): r.readings[0] for r in lost if _is_full(r)}
            return _mended(rows, lost, "swallowed", full | by_row)
    return rows


def _is_full(lost: LostRow) -> bool:
    """Whether a row that was not told has a sure text for each cell, so that no blank is lost."""
    texts = lost.row.untold
    sure = all(text.certain and not text.glued and text.text.strip() for text in texts)
    return sure and len(texts) == len(lost.cells)


def _told_whole(lost: Sequence[LostRow], loss: Loss, edition: Edition) -> Told:
    """Return the texts of rows that can be read in one way only, or that relations decide."""
    whole = {id(r.row): r.readings[0] for r in lost if r.sure}
    whole |= _decided_by_relations(lost, loss, edition)
    if loss == "glued":
        return whole
    return {row: _without_edges(texts) for row, texts in whole.items()}


def _mended(
    rows: list[BoundRow], lost: Sequence[LostRow], loss: Loss, texts: Told
) -> list[BoundRow]:
    """Return the rows with the texts that are told, and a note that says so."""
    taken = {
        id(r.row): _taken(r, texts[id(r.row)])
        for r in lost
        if r.row.untold and any(text is not None for text in texts.get(id(r.row), ()))
    }
    if not taken:
        return rows
    mended = [r for r in lost if id(r.row) in taken]
    first = mended[0].row
    taken[id(first)] = replace(taken[id(first)], notes=(_note(mended, loss),))
    return [taken.get(id(row), row) for row in rows]


def _all_glued(filled: Sequence[BoundRow]) -> bool:
    of_2_and_3 = [row for row in filled if row.table != "t4"]
    certain = all(printed.certain for row in filled for printed in row.untold)
    return certain and bool(of_2_and_3) and all(_is_glued(row) for row in of_2_and_3)


def _none_repeats(filled: Sequence[BoundRow]) -> bool:
    """Whether rows are short, every cell is marked, and no two equal cells are neighbours."""
    texts = [texts_of(row) for row in filled]
    short = [t for t, row in zip(texts, filled, strict=True) if 1 < len(t) < len(row.cells)]
    marked = all(p.in_grid and p.certain for row in filled for p in row.untold)
    equal = any(a == b for t in texts for a, b in pairwise(t))
    return marked and not equal and len(short) >= _MIN_SHORT_ROWS


def _relations_bear_out(lost: Sequence[LostRow], edition: Edition) -> bool:
    """Whether most rows of table 3 are short, and hardly one cannot agree with its total.

    Where lines were lost by chance, or no two figures are alike, rows do not agree.
    """
    relations = relations_of(edition, "t3")
    of_3 = [r for r in lost if r.row.table == "t3"]
    short = [r for r in of_3 if len(texts_of(r.row)) < len(r.cells)]
    borne_out = [r for r in short if agreeing(r, relations)]
    return 2 * len(short) > len(of_3) and len(short) - len(borne_out) <= _MAX_FAULTY_ROWS


def _is_glued(row: BoundRow) -> bool:
    return len(row.untold) == 1 and row.untold[0].glued


def _decided_by_relations(
    lost: Sequence[LostRow], loss: Loss, edition: Edition
) -> dict[int, Texts]:
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


def _has_too_few_digits(row: LostRow) -> bool:
    return sum(len(text) for text in texts_of(row.row)) < len(row.cells)


def _solved(lost: Sequence[LostRow], table: TableId, edition: Edition) -> dict[int, Texts] | None:
    relations = relations_of(edition, table)
    present = {cell.id for r in lost for cell in r.cells}
    if any(cell not in present for relation in relations for cell in relation.cells):
        return None
    readings = [agreeing(r, relations) for r in lost]
    whole = the_only_whole([[values for values, _ in own] for own in readings], relations)
    if whole is None:
        return None
    return {
        id(r.row): next(texts for values, texts in own if values is chosen)
        for r, own, chosen in zip(lost, readings, whole, strict=True)
    }


def _taken(lost: LostRow, texts: Sequence[str | None]) -> BoundRow:
    first, *others = (printed.at for printed in lost.row.untold)
    at = replace(first, column=None) if others else first  # which text it is may not be told
    values = {
        cell.id: lost.row.cells[cell.id] if text is None else value_of(cell, Printed(text, at))
        for cell, text in zip(lost.cells, texts, strict=True)
    }
    return replace(lost.row, cells=values, notes=())


def _without_edges(texts: Texts) -> tuple[str | None, ...]:
    """Leave out the places beside the border of two runs, but not the ends, which are sure."""
    borders = [place for place in range(1, len(texts)) if texts[place] != texts[place - 1]]
    edges = {place for border in borders for place in (border - 1, border)} - {0, len(texts) - 1}
    return tuple(None if place in edges else text for place, text in enumerate(texts))


def _note(mended: Sequence[LostRow], loss: Loss) -> Note:
    """Say what was recovered, from what, and where it begins."""
    if loss == "swallowed":
        words = _said_of_swallowed([_name(r) for r in mended])
    else:
        sure = [_name(r) for r in mended if r.sure]
        words = _said(loss, sure, [_name(r) for r in mended if not r.sure])
    return Note("recovered", words, mended[0].row.at)


def _name(lost: LostRow) -> str:
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


def _said_of_swallowed(names: Sequence[str]) -> Words:
    return Words(
        "表中的空白格没有留下痕迹。数与格一样多的行已照读；第三部分表的其余各行按勾稽关系辨读，"
        "各种能使关系成立的读法中都在同一格的数已读出，其余仍不能辨读。"
        f"共涉及 {len(names)} 行：{'、'.join(names)}。原文把数写错了栏的，这样看不出，请对照原文。",
        "Blank cells left no trace. Rows with as many figures as cells were read as they stand; in "
        "the other rows of table 3 figures were read that stand in the same cell in every reading "
        "with which the relations hold, and the rest stays unreadable. "
        f"{len(names)} rows: {', '.join(names)}. A figure that the original has in a wrong column "
        "cannot be seen this way; compare with the original.",
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
