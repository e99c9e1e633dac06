"""Blanks that left no trace: each row of table 3 has its texts in order, but fewer than cells.

The texts of a row stand in some of its cells. Which ones is weighed by the relations, a blank
counting as 0. A text is taken where every placement of its row puts it in the same cell, of those
with which the relations can hold; often that is the total of a row, while the applicant is not
told. One wrong figure and nothing is taken, because in each row the last text must be the sum of
the others and the totals must add up by themselves. An applicant's figure is taken only if a
placement of the whole table was found with which every relation holds. No cell is told to be
blank: a 0 that was lost would leave the same texts.

Totals that were left blank in every row leave texts that agree by chance, such as 2 2. So the sums
must be too many, or too great, to agree by chance. Two faults that make up for one another, such as
a figure written into another column, cannot be seen: the note says so. Table 4 has one relation
a block, with which a blank total may leave 1 1, and table 2 has none: of them only rows with as
many texts as cells are taken, behind a table 3 that was told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod

from disclosure_audit.forms import Edition, Relation
from disclosure_audit.reports.binding import BoundRow
from disclosure_audit.reports.lost_rows import LostRow, Texts, agreeing, relations_of
from disclosure_audit.reports.solving import Values, consistent

_MIN_CHANCE = 1_000
_MAX_TRIES = 40


def are_swallowed(rows: Sequence[BoundRow], edition: Edition) -> bool:
    """Whether table 3 has all its rows, some short, and neither marks of blanks nor unsure text.

    Parameters
    ----------
    rows
        As bound, of all tables; a row without any text has no cells.
    edition
        Their edition.
    """
    own = [row for row in rows if row.table == "t3"]
    printed = [text for row in own for text in row.untold]
    short = any(row.untold and len(row.untold) < len(row.cells) for row in own)
    plain = all(text.certain and not text.glued and text.text.strip() for text in printed)
    return short and plain and len(own) == sum(row.id is not None for row in edition.rows)


def told(lost: Sequence[LostRow], edition: Edition) -> list[tuple[str | None, ...]] | None:
    """Return the texts of each row's cells as far as they are told, None where nothing is.

    Parameters
    ----------
    lost
        The rows of table 3 that have texts.
    edition
        Their edition.
    """
    relations = relations_of(edition, "t3")
    readings = [agreeing(r, relations) for r in lost]
    if not all(readings) or not _say_enough(readings, edition):
        return None
    present = {cell.id for r in lost for cell in r.cells}
    absent = {cell.id: 0 for cell in edition.cells_of("t3") if cell.id not in present}
    rows: list[list[Values]] = [[absent], *([values for values, _ in own] for own in readings)]
    left = consistent(rows, relations)
    if left is None or not all(left):
        return None
    whole = _have_a_whole(left, relations, iter(range(_MAX_TRIES)))
    shared = [
        _shared([texts for values, texts in own if any(values is kept for kept in kept_of_row)])
        for own, kept_of_row in zip(readings, left[1:], strict=True)
    ]
    return shared if whole else [_only_total(texts) for texts in shared]


def _only_total(texts: Sequence[str | None]) -> tuple[str | None, ...]:
    return (*[None for _ in texts[:-1]], texts[-1])


def _say_enough(readings: Sequence[Sequence[tuple[Values, Texts]]], edition: Edition) -> bool:
    """Whether the totals of the outcomes are more than could be the sum of others by chance."""
    totals = {f"t3.{row.id}.{edition.columns[-1].id}" for row in edition.rows if row.outcome}
    numbers = (number for own in readings for cell, number in own[0][0].items() if cell in totals)
    return prod(1 + number for number in numbers) >= _MIN_CHANCE


def _have_a_whole(
    left: list[list[Values]], relations: Sequence[Relation], tries: Iterator[int]
) -> bool:
    """Whether some choice of a reading for each row makes all relations hold, as far as tried."""
    several = [place for place, own in enumerate(left) if len(own) > 1]
    if not several:
        return all(left)
    place = min(several, key=lambda place: len(left[place]))
    for values in left[place]:
        if next(tries, None) is None:
            return False
        narrowed = consistent([*left[:place], [values], *left[place + 1 :]], relations)
        if narrowed and all(narrowed) and _have_a_whole(narrowed, relations, tries):
            return True
    return False


def _shared(readings: Sequence[Texts]) -> tuple[str | None, ...]:
    """Return the text of each cell that all readings have there; None for others and for blanks."""
    return tuple(
        texts[0] if texts[0] and len(set(texts)) == 1 else None
        for texts in zip(*readings, strict=True)
    )
