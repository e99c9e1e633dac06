"""Which readings of rows go together: every row has some, relations hold between them.

A reading is dropped only where no choice of readings for the other rows makes a relation hold, so
a reading that is part of a consistent whole is never dropped. Where one is left in each row, it is
the only whole there can be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate

from disclosure_audit.forms import Relation

Values = Mapping[str, int]
"""Numbers by cell id: one way to read a row."""

_MAX_SUMS = 50_000


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
    left = [list(readings) for readings in rows]
    before = -1
    while before != (now := sum(map(len, left))):
        before = now
        for relation in relations:
            kept = _consistent(left, relation)
            if kept is None:
                return None
            left = kept
    if any(len(readings) != 1 for readings in left):
        return None
    return [readings[0] for readings in left]


def holds(values: Values, relation: Relation) -> bool:
    """Whether an equality holds; every cell of it must be among `values`."""
    return sum(values[c] for c in relation.left) == sum(values[c] for c in relation.right)


def _consistent(rows: list[list[Values]], relation: Relation) -> list[list[Values]] | None:
    """Return the readings with which `relation` can hold, None where there are too many sums."""
    sides = dict.fromkeys(relation.left, 1) | dict.fromkeys(relation.right, -1)
    terms = [[_term(reading, sides) for reading in readings] for readings in rows]
    ahead = list(accumulate(terms, _sums, initial={0}))
    behind = list(accumulate(reversed(terms), _sums, initial={0}))[::-1]
    if max(map(len, [*ahead, *behind])) >= _MAX_SUMS:
        return None
    return [
        [
            reading
            for reading, term in zip(readings, own, strict=True)
            if any(-term - sum_ in behind[place + 1] for sum_ in ahead[place])
        ]
        for place, (readings, own) in enumerate(zip(rows, terms, strict=True))
    ]


def _term(reading: Values, sides: Mapping[str, int]) -> int:
    return sum(sides.get(cell, 0) * value for cell, value in reading.items())


def _sums(sums: set[int], terms: list[int]) -> set[int]:
    if len(sums) >= _MAX_SUMS:
        return sums
    return {sum_ + term for sum_ in sums for term in set(terms)}
