"""Columns of a Word table that nobody sees: where borders of two rows are nearly one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from disclosure_audit.documents.grids import Slot

_SLIVER = 60
"""Twentieths of a point: too narrow for a letter."""

Places = Mapping[tuple[int, int], Slot]
"""Slots by row and column, both from 0."""


def without_slivers(places: Places, widths: Sequence[int]) -> Places:
    """Leave out columns that hold nothing, so that columns count as Word shows them.

    Parameters
    ----------
    places
        Of a table.
    widths
        Of its columns, in twentieths of a point, as far as the file says them.

    Returns
    -------
    Places
        The same cells in fewer columns; a column in which some cell stands alone is kept.
    """
    narrow = {x for x, width in enumerate(widths) if width <= _SLIVER}
    # Two side by side are no trace of a border: such widths say nothing.
    narrow = {x for x in narrow if x - 1 not in narrow and x + 1 not in narrow}
    gone = sorted(narrow - {x for y, x in places if x in narrow and _is_alone(places, y, x)})
    if not gone:
        return places
    kept: dict[tuple[int, int], Slot] = {}
    for (y, x), slot in places.items():
        if x in gone:
            continue
        # What begins in a sliver begins beside it.
        began = x - 1 in gone and _is_one(places, (y, x), (y, x - 1))
        kept[y, x - bisect_left(gone, x)] = places[y, x - 1] if began else slot
    return kept


def _is_alone(places: Places, y: int, x: int) -> bool:
    return not any(_is_one(places, (y, x), beside) for beside in ((y, x - 1), (y, x + 1)))


def _is_one(places: Places, one: tuple[int, int], other: tuple[int, int]) -> bool:
    return other in places and places[other].cell is places[one].cell
