"""Every smallest set of figures whose change makes all constraints hold.

A set can only do so if it touches every broken constraint, and touches an equality that holds
either not at all or at least twice: one changed figure alone would break it. Sets are built by
branching on a constraint that still needs a figure, so what cannot work is never tried; the values
then follow from the touched equalities. Constraints and figures are bits of whole numbers, because
that is what makes it quick.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

from disclosure_audit.repairs.system import System
from disclosure_audit.repairs.values import Edit, Values

LARGEST = 4
"""Figures; a larger set has too many equals to tell anything."""
MOST_SETS = 500
"""Sets kept of one size; where there are more, the search stops and says so."""


@dataclass(frozen=True, slots=True)
class Found:
    """All smallest sets of changes.

    Parameters
    ----------
    sets
        Each a tuple of edits, by the figures' numbers.
    complete
        False where there are more than were kept.
    """

    sets: tuple[tuple[Edit, ...], ...]
    complete: bool = True


def smallest_changes(part: System, largest: int = LARGEST) -> Found | None:
    """Return every smallest set of changes after which all constraints of a part hold.

    Parameters
    ----------
    part
        A part with a broken constraint, as `System.parts` yields it.
    largest
        The most figures of a set.

    Returns
    -------
    Found or None
        None where no set of `largest` figures or fewer will do.
    """
    pattern, values = _Pattern.of(part), Values.of(part)
    for size in range(1, largest + 1):
        sets: list[tuple[Edit, ...]] = []
        for chosen in pattern.sets_of(size):
            edits = values.edits(chosen)
            if edits is None:
                continue
            if len(sets) == MOST_SETS:
                return Found(tuple(sets), complete=False)
            sets.append(edits)
        if sets:
            return Found(tuple(sets))
    return None


@dataclass(frozen=True, slots=True)
class _Touch:
    """Which constraints the figures chosen so far touch, once or more, and twice or more."""

    once: int = 0
    twice: int = 0

    def by(self, constraints: int) -> _Touch:
        """Return the touch with one more figure, which stands in these constraints."""
        return _Touch(self.once | constraints, self.twice | (self.once & constraints))


@dataclass(frozen=True, slots=True)
class _Pattern:
    """Which figure stands in which constraint, as bits.

    Parameters
    ----------
    figures
        For each constraint, its figures.
    constraints
        For each figure, its constraints.
    broken
        The constraints that are broken.
    firm
        Those that hold and that no single change leaves so.
    """

    figures: tuple[int, ...]
    constraints: tuple[int, ...]
    broken: int
    firm: int

    @classmethod
    def of(cls, part: System) -> _Pattern:
        constraints = [0] * len(part.figures)
        for number, constraint in enumerate(part.constraints):
            for figure, _ in constraint.terms:
                constraints[figure] |= 1 << number
        return cls(
            figures=tuple(_bits_set(f for f, _ in c.terms) for c in part.constraints),
            constraints=tuple(constraints),
            broken=_bits_set(n for n, c in enumerate(part.constraints) if c.broken),
            firm=_bits_set(n for n, c in enumerate(part.constraints) if not c.broken and c.exact),
        )

    def sets_of(self, size: int) -> Iterator[tuple[int, ...]]:
        """Yield the sets of `size` figures that may do, each once, its figures in order."""
        for chosen in self._grown((), _Touch(), 0, size):
            yield tuple(sorted(chosen))

    def _grown(
        self, chosen: tuple[int, ...], touch: _Touch, barred: int, more: int
    ) -> Iterator[tuple[int, ...]]:
        """Yield the sets that hold `chosen`, none of `barred`, and `more` other figures."""
        needing = (self.broken & ~touch.once) | (self.firm & touch.once & ~touch.twice)
        if more == 0:
            if not needing:
                yield chosen
            return
        for figure in _bits(self._next(needing, touch, more) & ~barred):
            barred |= 1 << figure  # the sets with this figure are all yielded here
            grown = touch.by(self.constraints[figure])
            yield from self._grown((*chosen, figure), grown, barred, more - 1)

    def _next(self, needing: int, touch: _Touch, more: int) -> int:
        """Return the figures of which at least one must join."""
        if not needing:  # touched as must be, yet the values do not fit: one of those around
            around = [self.figures[n] for n in _bits(self.broken | touch.once)]
            return reduce(int.__or__, around, 0)
        needed = [self.figures[n] for n in _bits(needing)]
        if more == 1:
            return reduce(int.__and__, needed)
        return min(needed, key=int.bit_count)


def _bits_set(numbers: Iterator[int]) -> int:
    return reduce(lambda bits, number: bits | 1 << number, numbers, 0)


def _bits(bits: int) -> Iterator[int]:
    """Yield the numbers of the bits set, in ascending order."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
