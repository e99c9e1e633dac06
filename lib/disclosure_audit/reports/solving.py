"""Which readings of rows go together: every row has some, relations hold between them.

A reading is dropped only where no choice of readings for the other rows makes a relation hold, so
a reading that is part of a consistent whole is never dropped. Where one is left in each row, it is
the only whole there can be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial, reduce
from itertools import accumulate
from operator import or_

from disclosure_audit.forms import Relation

Values = Mapping[str, int]
"""Numbers by cell id: one way to read a row."""

_MAX_SUM = 4_000_000


def the_only_whole(
    rows: Sequence[Sequence[Values]], relations: Sequence[Relation]
) -> list[Values] | None:
    """Return the one choice of a reading for each row with which every relation holds.

    Parameters
    ----------
    rows
        The readings of each row.
    relations
        Equalities between the cells of the rows; each must have all its cells there.

    Returns
    -------
    list of Values, or None
        None where no choice is consistent, several may be, or there are too many to say.
    """
    left = consistent(rows, relations)
    if left is None or any(len(readings) != 1 for readings in left):
        return None
    return [readings[0] for readings in left]


def consistent(
    rows: Sequence[Sequence[Values]], relations: Sequence[Relation]
) -> list[list[Values]] | None:
    """Return the readings of each row with which each relation by itself can hold.

    Parameters
    ----------
    rows, relations
        As in `the_only_whole`.

    Returns
    -------
    list of lists of Values, or None
        None where there are too many sums to say. What is left may still not go together.
    """
    left = [list(readings) for readings in rows]
    before = -1
    while before != (now := sum(map(len, left))):
        before = now
        for relation in relations:
            kept = _consistent(left, relation)
            if kept is None:
                return None
            left = kept
    return left


def holds(values: Values, relation: Relation) -> bool:
    """Whether an equality holds; every cell of it must be among `values`."""
    return sum(values[c] for c in relation.left) == sum(values[c] for c in relation.right)


def _consistent(rows: list[list[Values]], relation: Relation) -> list[list[Values]] | None:
    """Return the readings with which `relation` can hold, None where there are too many sums.

    Each row adds its least term and a step of its own; sums of steps are the bits of a number.
    """
    if not all(rows):
        return [[] for _ in rows]
    sides = dict.fromkeys(relation.left, 1) | dict.fromkeys(relation.right, -1)
    terms = [[_term(reading, sides) for reading in readings] for readings in rows]
    steps = [[term - min(own) for term in own] for own in terms]
    wanted = -sum(map(min, terms))
    if not 0 <= wanted <= sum(map(max, steps)):
        return [[] for _ in rows]
    if wanted > _MAX_SUM:
        return None
    ahead = list(accumulate(steps, partial(_reached, limit=wanted), initial=1))
    behind = list(accumulate(reversed(steps), _leading, initial=1 << wanted))[::-1]
    return [
        [
            reading
            for reading, step in zip(readings, own, strict=True)
            if step <= wanted and (ahead[place] << step) & behind[place + 1]
        ]
        for place, (readings, own) in enumerate(zip(rows, steps, strict=True))
    ]


def _reached(sums: int, steps: list[int], limit: int) -> int:
    """Return the sums up to `limit` that one of the steps leads to."""
    return reduce(or_, (sums << step for step in set(steps) if step <= limit), 0) & (
        (2 << limit) - 1
    )


def _leading(sums: int, steps: list[int]) -> int:
    """Return the sums from which one of the steps leads to one of `sums`."""
    return reduce(or_, (sums >> step for step in set(steps)), 0)


def _term(reading: Values, sides: Mapping[str, int]) -> int:
    return sum(sides.get(cell, 0) * value for cell, value in reading.items())
