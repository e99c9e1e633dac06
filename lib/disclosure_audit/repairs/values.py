"""The values that chosen figures must take, so that all constraints hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, product
from math import floor
from typing import Literal

from disclosure_audit.repairs.system import Constraint, Figure, System
from disclosure_audit.text.numbers import Number

Latitude = Literal["none", "at_least", "at_most", "several"]
Vector = tuple[Fraction, ...]
_Row = tuple[Vector, Fraction]
"""Coefficients of the chosen figures' changes, and what they must sum up to."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A figure changed.

    Parameters
    ----------
    figure
        Its number in the system.
    after
        The value it would need.
    latitude
        ``none``: no other value will do. ``at_least``, ``at_most``: nor a lower, or higher, one.
        ``several``: others will, together with other values of the other edits.
    """

    figure: int
    after: Number
    latitude: Latitude = "none"


@dataclass(frozen=True, slots=True)
class Values:
    """A part of a system, asked for the values of chosen figures over and over.

    Parameters
    ----------
    part
        Figures and constraints.
    by_figure
        For each figure the constraints in which it stands, by number, with its coefficient.
    """

    part: System
    by_figure: tuple[dict[int, int], ...]

    @classmethod
    def of(cls, part: System) -> Values:
        """Return a part made ready."""
        by_figure: tuple[dict[int, int], ...] = tuple({} for _ in part.figures)
        for number, constraint in enumerate(part.constraints):
            for figure, by in constraint.terms:
                by_figure[figure][number] = by
        return cls(part, by_figure)

    def edits(self, chosen: tuple[int, ...]) -> tuple[Edit, ...] | None:
        """Return the edits of the chosen figures that make every constraint hold.

        Parameters
        ----------
        chosen
            Numbers of figures, all of which are to change. No smaller set may do.

        Returns
        -------
        tuple of Edit or None
            None where there are no such values. Where the equalities leave several, those with the
            smallest changes.
        """
        touched = {number for figure in chosen for number in self.by_figure[figure]}
        changes: dict[int, Number] = {}
        left = [number for number in touched if self.part.constraints[number].exact]
        while left:
            # An equality with one figure left settles it, so most sets need no algebra.
            number = next((n for n in left if self._open(n, chosen, changes) <= 1), None)
            if number is None:
                break
            left.remove(number)
            settled = self._settled(number, chosen, changes)
            if settled is None:
                return None
            changes |= settled
        if len(changes) < len(chosen):
            return self._by_algebra(chosen, touched)
        return self._checked(chosen, touched, changes)

    def _open(self, number: int, chosen: Sequence[int], changes: Mapping[int, Number]) -> int:
        return sum(1 for f in chosen if f not in changes and number in self.by_figure[f])

    def _settled(
        self, number: int, chosen: Sequence[int], changes: Mapping[int, Number]
    ) -> dict[int, Number] | None:
        """Return the change of the one figure left in an equality, if any; None: contradiction."""
        constraint = self.part.constraints[number]
        rest = (constraint.low or 0) - constraint.surplus - self._moved(number, changes)
        for figure in chosen:
            by = self.by_figure[figure].get(number, 0)
            if by and figure not in changes:
                return {figure: rest * by} if abs(by) == 1 else self._divided(figure, rest, by)
        return {} if rest == 0 else None

    def _divided(self, figure: int, rest: Number, by: int) -> dict[int, Number] | None:
        change = _number(Fraction(rest) / by)
        fits = isinstance(change, int) or not self.part.figures[figure].whole
        return {figure: change} if fits else None

    def _moved(self, number: int, changes: Mapping[int, Number]) -> Number:
        total: Number = 0
        for figure, change in changes.items():
            total += self.by_figure[figure].get(number, 0) * change
        return total

    def _checked(
        self, chosen: Sequence[int], touched: Iterable[int], changes: Mapping[int, Number]
    ) -> tuple[Edit, ...] | None:
        """Return the changes as edits if every figure may have its value and all bounds hold."""
        edits = []
        for number in chosen:
            figure, change = self.part.figures[number], changes[number]
            after = figure.value + change
            if change == 0 or (after < 0 and not figure.signed):
                return None
            if figure.whole and after != int(after):
                return None
            edits.append(Edit(number, int(after) if figure.whole else after))
        for number in touched:
            constraint = self.part.constraints[number]
            if not constraint.allows(constraint.surplus + self._moved(number, changes)):
                return None
        return tuple(edits)

    def _by_algebra(
        self, chosen: tuple[int, ...], touched: Iterable[int]
    ) -> tuple[Edit, ...] | None:
        task = _Task.of(self.part, [self.part.constraints[number] for number in touched], chosen)
        solved = _solved(task.equalities, len(chosen))
        if solved is None:
            return None
        if all(value is not None for value in solved):
            changes = tuple(value for value in solved if value is not None)
            return task.edits(changes) if task.fits(changes) else None
        return task.smallest()


@dataclass(frozen=True, slots=True)
class _Limit:
    """Coefficients of the changes, and between what their sum must lie."""

    row: Vector
    low: Fraction | None
    high: Fraction | None

    def holds(self, changes: Sequence[Fraction]) -> bool:
        total = sum((a * b for a, b in zip(self.row, changes, strict=True)), Fraction())
        return (self.low is None or total >= self.low) and (self.high is None or total <= self.high)


@dataclass(frozen=True, slots=True)
class _Task:
    """The chosen figures with what binds them: equalities, and limits."""

    chosen: tuple[int, ...]
    figures: tuple[Figure, ...]
    equalities: tuple[_Row, ...]
    limits: tuple[_Limit, ...]

    @classmethod
    def of(cls, part: System, touched: Sequence[Constraint], chosen: tuple[int, ...]) -> _Task:
        figures = tuple(part.figures[number] for number in chosen)
        equalities, limits = [], []
        for constraint in touched:
            row = _row(constraint, chosen)
            if constraint.exact:
                needed = Fraction(constraint.low or 0) - Fraction(constraint.surplus)
                equalities.append((row, needed))
            else:
                limits.append(_Limit(row, _less(constraint.low, constraint.surplus),
                                     _less(constraint.high, constraint.surplus)))  # fmt: skip
        for place, figure in enumerate(figures):
            if not figure.signed:
                own = tuple(Fraction(int(n == place)) for n in range(len(chosen)))
                limits.append(_Limit(own, Fraction(-figure.value), None))
        return cls(chosen, figures, tuple(equalities), tuple(limits))

    def fits(self, changes: Vector) -> bool:
        """Whether all figures change, to values that they may have, within every limit."""
        for change, figure in zip(changes, self.figures, strict=True):
            if change == 0 or (figure.whole and change.denominator != 1):
                return False
        return all(limit.holds(changes) for limit in self.limits)

    def edits(self, changes: Vector, latitudes: Sequence[Latitude] = ()) -> tuple[Edit, ...]:
        """Return changes as edits."""
        return tuple(
            Edit(number, figure.value + _number(change),
                 latitudes[place] if latitudes else "none")
            for place, (number, figure, change)
            in enumerate(zip(self.chosen, self.figures, changes, strict=True))
        )  # fmt: skip

    def smallest(self) -> tuple[Edit, ...] | None:
        """Return the smallest changes where the equalities alone leave several.

        Those lie where as many limits as are needed are just kept, and are found by trying which.
        """
        found = [
            changes
            for corner in self._corners()
            for changes in product(*map(_nearest_whole, corner))
            if self.fits(changes) and _met(self.equalities, changes)
        ]
        if not found:
            return None
        best = min(found, key=lambda changes: (sum(map(abs, changes)), changes))
        return self.edits(best, [self._latitude(place, best) for place in range(len(best))])

    def _corners(self) -> Iterator[Vector]:
        kept = [
            (limit.row, bound)
            for limit in self.limits
            for bound in (limit.low, limit.high)
            if bound is not None
        ]
        for count in range(1, len(self.chosen) + 1):
            for tight in combinations(kept, count):
                solved = _solved((*self.equalities, *tight), len(self.chosen))
                if solved is not None and None not in solved:
                    yield tuple(value for value in solved if value is not None)

    def _latitude(self, place: int, changes: Vector) -> Latitude:
        """Return what other values one figure may have."""
        settled = _solved(self.equalities, len(self.chosen)) or ()
        open_places = [number for number, value in enumerate(settled) if value is None]
        if place not in open_places:
            return "none"
        if len(open_places) > 1:
            return "several"
        if self.fits(_moved(changes, place, 1)):
            return "at_least"
        return "at_most" if self.fits(_moved(changes, place, -1)) else "none"


def _moved(changes: Vector, place: int, by: int) -> Vector:
    return (*changes[:place], changes[place] + by, *changes[place + 1 :])


def _nearest_whole(value: Fraction) -> tuple[Fraction, ...]:
    """Return the value, and the whole numbers around it where it is none."""
    if value.denominator == 1:
        return (value,)
    return (value, Fraction(floor(value)), Fraction(floor(value) + 1))


def _met(equalities: Sequence[_Row], changes: Sequence[Fraction]) -> bool:
    return all(_Limit(row, total, total).holds(changes) for row, total in equalities)


def _row(constraint: Constraint, chosen: tuple[int, ...]) -> Vector:
    by = dict(constraint.terms)
    return tuple(Fraction(by.get(figure, 0)) for figure in chosen)


def _less(bound: Number | None, surplus: Number) -> Fraction | None:
    return None if bound is None else Fraction(bound) - Fraction(surplus)


def _number(value: Fraction) -> Number:
    if value.denominator == 1:
        return value.numerator
    return Decimal(value.numerator) / Decimal(value.denominator)


def _solved(rows: Sequence[_Row], count: int) -> tuple[Fraction | None, ...] | None:
    """Return the unknowns that the rows settle, None for those they leave open.

    None as a whole where the rows contradict one another.
    """
    reduced: list[tuple[int, list[Fraction], Fraction]] = []
    for row, total in rows:
        left, value = list(row), total
        for lead, other, settled in reduced:
            if left[lead]:
                by = left[lead]
                left = [a - by * b for a, b in zip(left, other, strict=True)]
                value -= by * settled
        lead_of_row = next((place for place, by in enumerate(left) if by), None)
        if lead_of_row is None:
            if value != 0:
                return None
            continue
        by = left[lead_of_row]
        left, value = [a / by for a in left], value / by
        for number, (lead, other, settled) in enumerate(reduced):
            if other[lead_of_row]:
                times = other[lead_of_row]
                reduced[number] = (
                    lead,
                    [a - times * b for a, b in zip(other, left, strict=True)],
                    settled - times * value,
                )
        reduced.append((lead_of_row, left, value))
    solved: list[Fraction | None] = [None] * count
    for lead, row_left, value in reduced:
        if sum(1 for by in row_left if by) == 1:
            solved[lead] = value
    return tuple(solved)
