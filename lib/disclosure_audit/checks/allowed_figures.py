"""Which figures the form allows at all, and what that says of a rule: exact, without floats.

The form's relations are equalities and lower bounds without constants, and figures are not
negative. All figures that fit them are therefore sums of finitely many basic ones (a cone and its
rays), such as “one application of a natural person, received and granted” with its totals. What a
rule says of every allowed report can be read off these: a rule that holds for each of them, and for
a report of zeros, repeats the form; one that holds for no sum of them contradicts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from itertools import product
from math import floor, gcd, lcm

from disclosure_audit.checks.linear import Comparison
from disclosure_audit.forms import Edition, Relation, editions

Vector = Mapping[str, int]
Factors = tuple[tuple[str, int], ...]
Point = tuple[int, ...]
_AMOUNT_STEP = Fraction(1, 1_000_000)
"""万元 with six decimals are whole fen."""


@dataclass(frozen=True, slots=True)
class Demand:
    """A rule in one form: factors times cells is at least, or equals, a constant.

    Parameters
    ----------
    factors
        Cells with whole numbers, without a common divisor, in the order of the cells' ids.
    constant
        The smallest that whole figures can reach where the rule holds; None for an equality that no
        whole figures fulfil.
    equal
        True: equals. False: is at least.
    """

    factors: Factors
    constant: Fraction | None
    equal: bool


def demand_of(comparison: Comparison, form: Edition) -> Demand:
    """Return what a comparison of cells of `form` demands of whole figures."""
    difference = comparison.difference
    turned = -1 if comparison.sign in ("<=", "<") else 1
    factors = {cell: turned * factor for cell, factor in difference.factors.items()}
    bound = -turned * difference.constant
    scale = lcm(*(factor.denominator for factor in factors.values()))
    common = gcd(*(int(factor * scale) for factor in factors.values()))
    whole = {cell: int(factor * scale) // common for cell, factor in factors.items()}
    amounts = any(form.cells[cell].amount for cell in whole)
    step = _AMOUNT_STEP if amounts else Fraction(1)
    steps = bound * scale / common / step
    if comparison.sign == "==":
        fits = steps.denominator == 1
        if not fits:
            return Demand(_ordered(whole), None, True)
        return Demand(*_one_way(whole, steps * step), True)
    strict = comparison.sign in ("<", ">")
    least = floor(steps) + 1 if strict else -floor(-steps)
    return Demand(_ordered(whole), least * step, False)


def _ordered(factors: Vector) -> Factors:
    return tuple(sorted(factors.items()))


def _one_way(factors: Vector, constant: Fraction) -> tuple[Factors, Fraction]:
    """Return an equality with its first factor positive, so that it is written in one way only."""
    ordered = _ordered(factors)
    if ordered[0][1] > 0:
        return ordered, constant
    return tuple((cell, -factor) for cell, factor in ordered), -constant


def demand_of_relation(relation: Relation) -> Demand:
    """Return what a relation of the form demands."""
    factors: dict[str, int] = {}
    for cells, factor in ((relation.left, 1), (relation.right, -1)):
        for cell in cells:
            factors[cell] = factors.get(cell, 0) + factor
    if relation.at_least:
        return Demand(_ordered(factors), Fraction(0), False)
    return Demand(*_one_way(factors, Fraction(0)), True)


@cache
def rays(edition: str) -> tuple[Vector, ...]:
    """Return the basic figures of an edition: every allowed report is a sum of multiples of them.

    Parameters
    ----------
    edition
        Its key.

    Returns
    -------
    tuple of Mapping
        Whole numbers by cell id, cells of 0 left out. A cell that may be negative has one for
        either sign.
    """
    form = editions()[edition]
    found: list[Vector] = [{cell: 1} for cell in form.cells]
    found += [{cell: -1} for cell, known in form.cells.items() if known.signed]
    demands: list[Vector] = []
    for relation in form.relations:
        spare = dict(demand_of_relation(relation).factors)
        if relation.at_least:  # what is left over is a cell of its own
            over = f"over.{relation.id}"
            spare[over] = -1
            found.append({over: 1})
        demands.append(spare)
    for factors in sorted(demands, key=_is_balance):  # totals first: fewer rays on the way
        found = _fulfilling(found, factors)
    bare = ({c: n for c, n in ray.items() if c in form.cells} for ray in found)
    return tuple(ray for ray in bare if ray)


def _value(ray: Vector, factors: Vector) -> int:
    short, long = (ray, factors) if len(ray) < len(factors) else (factors, ray)
    return sum(number * long.get(cell, 0) for cell, number in short.items())


def _is_balance(factors: Vector) -> bool:
    """Whether several cells stand on either side, as in no total."""
    above = sum(factor > 0 for factor in factors.values())
    return 1 < above < len(factors) - 1


def _fulfilling(found: Sequence[Vector], factors: Vector) -> list[Vector]:
    """Return the rays of those figures for which the factors add up to 0."""
    valued = [(ray, _value(ray, factors)) for ray in found]
    above = [(ray, value) for ray, value in valued if value > 0]
    below = [(ray, value) for ray, value in valued if value < 0]
    kept = [ray for ray, value in valued if value == 0]
    for (one, high), (other, low) in product(above, below):
        joined = {
            cell: one.get(cell, 0) * -low + other.get(cell, 0) * high for cell in {**one, **other}
        }
        divisor = gcd(*joined.values())
        kept.append({cell: number // divisor for cell, number in joined.items() if number})
    return kept


def contradicts(edition: str, demands: Sequence[Demand]) -> bool:
    """Whether no figures that the form allows fulfil all `demands` (of cells of this edition).

    Fractions of a figure count as figures, so that a contradiction of whole numbers alone is found
    only where one demand bears it by itself.
    """
    if any(demand.constant is None for demand in demands):
        return True
    points = _points(edition, demands)
    for place, demand in enumerate(demands, start=1):
        points = _cut(points, place, demand.equal)
    return not any(point[0] > 0 for point in points)


def follows(edition: str, demand: Demand, given: Sequence[Demand] = ()) -> bool:
    """Whether all figures that the form allows and that fulfil `given` fulfil `demand`.

    Where nothing fulfils `given`, nothing follows.
    """
    if demand.constant is None or contradicts(edition, given):
        return False
    points = _points(edition, (*given, demand))
    for place, known in enumerate(given, start=1):
        points = _cut(points, place, known.equal)
    values = [point[-1] for point in points]
    return all(value == 0 if demand.equal else value >= 0 for value in values)


def _points(edition: str, demands: Sequence[Demand]) -> set[Point]:
    """Return every ray, and the report of zeros, as the values of the demands.

    The first number is 1 for the report of zeros, where each demand lacks its constant, else 0.
    """
    constants = [demand.constant or Fraction(0) for demand in demands]
    scale = lcm(*(constant.denominator for constant in constants))
    zeros = (scale, *(int(-constant * scale) for constant in constants))
    directions = zip(*(_values(edition, demand.factors) for demand in demands), strict=True)
    distinct = {_reduced((0, *values)) for values in set(directions)}
    return {_reduced(zeros), *distinct}


@lru_cache(maxsize=512)  # every rule is held against every other
def _values(edition: str, factors: Factors) -> tuple[int, ...]:
    """Return the value of every ray."""
    known = dict(factors)
    return tuple(_value(ray, known) for ray in rays(edition))


def _reduced(point: Point) -> Point:
    divisor = gcd(*point) or 1
    return tuple(number // divisor for number in point)


def _cut(points: Iterable[Point], place: int, equal: bool) -> set[Point]:
    """Return the points that generate what of `points` has 0 (or at least 0) at `place`."""
    points = list(points)
    kept = {p for p in points if p[place] == 0 or (p[place] > 0 and not equal)}
    above = [p for p in points if p[place] > 0]
    below = [p for p in points if p[place] < 0]
    for one, other in product(above, below):
        joined = (a * -other[place] + b * one[place] for a, b in zip(one, other, strict=True))
        kept.add(_reduced(tuple(joined)))
    return kept
