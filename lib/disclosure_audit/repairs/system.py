"""What is compared, as whole-number equations over the printed figures.

Every finding that compares sums brings its equation. A blank cell is an unknown whole number of
zero or more, as in the second reading of `checks.readings`: it widens what an equation allows and
is never accused. So does a cell that could not be read, in both readings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from disclosure_audit.checks import Equation, Finding
from disclosure_audit.reports import Report
from disclosure_audit.text import Words
from disclosure_audit.text.numbers import Number


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed number that may be the wrong one.

    Parameters
    ----------
    id
        The cell id; of a number outside the tables, the id of the check that compares it.
    value
        As printed.
    whole, signed
        Whether it must be a whole number, and may be negative.
    place
        Where a number outside the tables stands; None for a cell.
    """

    id: str
    value: Number
    whole: bool = True
    signed: bool = False
    place: Words | None = None


@dataclass(frozen=True, slots=True)
class Constraint:
    """What one check demands of the figures.

    Parameters
    ----------
    check
        Its id.
    terms
        Pairs of a figure's number in the system and its coefficient.
    surplus
        The sum as printed, blanks as 0, less the constant.
    low, high
        Between what the surplus may lie; None: no bound. Both 0 for an equality without blanks.
    low_at_zero, high_at_zero
        The same if blank means 0.
    """

    check: str
    terms: tuple[tuple[int, int], ...]
    surplus: Number
    low: Number | None
    high: Number | None
    low_at_zero: Number | None
    high_at_zero: Number | None

    @property
    def exact(self) -> bool:
        """Whether one surplus alone is allowed."""
        return self.low is not None and self.low == self.high

    def allows(self, surplus: Number) -> bool:
        """Whether the surplus lies between the bounds."""
        return _within(surplus, self.low, self.high)

    def allows_at_zero(self, surplus: Number) -> bool:
        """Whether it does if blank means 0."""
        return _within(surplus, self.low_at_zero, self.high_at_zero)

    @property
    def broken(self) -> bool:
        """Whether the printed figures break it in both readings of a blank."""
        return not self.allows(self.surplus)


def _within(surplus: Number, low: Number | None, high: Number | None) -> bool:
    return (low is None or surplus >= low) and (high is None or surplus <= high)


@dataclass(frozen=True, slots=True)
class System:
    """Figures and the constraints between them."""

    figures: tuple[Figure, ...]
    constraints: tuple[Constraint, ...]

    def if_blank_is_zero(self) -> System:
        """Return the same figures under the first reading: every blank is a 0."""
        return System(
            self.figures,
            tuple(replace(c, low=c.low_at_zero, high=c.high_at_zero) for c in self.constraints),
        )

    def parts(self) -> Iterator[System]:
        """Yield the parts that share no figure and hold a broken constraint."""
        groups = joined(
            len(self.constraints),
            sharing([figure for figure, _ in c.terms] for c in self.constraints),
        )
        for group in groups:
            constraints = tuple(self.constraints[number] for number in group)
            if any(constraint.broken for constraint in constraints):
                yield System(self.figures, constraints)


def joined(count: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return the numbers below `count` in groups that the pairs join, each in ascending order."""
    leader = list(range(count))

    def first(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    for one, other in pairs:
        low, high = sorted((first(one), first(other)))
        leader[high] = low
    groups: dict[int, list[int]] = {}
    for number in range(count):
        groups.setdefault(first(number), []).append(number)
    return list(groups.values())


def sharing(members: Iterable[Iterable[int]]) -> Iterator[tuple[int, int]]:
    """Yield pairs of numbers whose members have one in common, enough to join them."""
    seen: dict[int, int] = {}
    for number, own in enumerate(members):
        for member in own:
            yield seen.setdefault(member, number), number


_DEMANDING = ("pass", "fail", "not_assessable")


def system_of(report: Report, findings: Sequence[Finding]) -> System:
    """Return the equations of all findings that were judged, over the report's figures.

    Parameters
    ----------
    report
        Its cells give the printed values.
    findings
        Of `checks.audit`; those without an equation have no part. Of a check that could not be
        judged the equation bounds what is known. One that did not fail although the printed
        figures break it (a count said to be rough) demands nothing here.
    """
    figures = [
        Figure(cell_id, cell.value, not report.form.cells[cell_id].amount,
               report.form.cells[cell_id].signed)
        for cell_id, cell in report.cells.items()
        if cell.state == "given" and cell.value is not None
    ]  # fmt: skip
    numbers = {figure.id: number for number, figure in enumerate(figures)}
    constraints = []
    for finding in findings:
        equation = finding.outcome.equation
        if equation is None or finding.status not in _DEMANDING:
            continue
        constraint = _constraint(finding.check, equation, report, numbers)
        if equation.stated is not None:
            statement, by = _statement(finding.check, equation, equation.stated)
            constraint = replace(constraint, terms=(*constraint.terms, (len(figures), by)))
            figures.append(statement)
        if finding.status == "fail" or not constraint.broken:
            constraints.append(constraint)
    return System(tuple(figures), tuple(constraints))


def _constraint(
    check: str, equation: Equation, report: Report, numbers: dict[str, int]
) -> Constraint:
    known = [(numbers[cell], by) for cell, by in equation.terms if cell in numbers]
    unknown = [(cell, by > 0) for cell, by in equation.terms if cell not in numbers]
    total: Number = -equation.constant
    for cell, by in equation.terms:
        total += by * (report.cells[cell].value or 0)
    unsure = {sign for cell, sign in unknown if report.cells[cell].state != "blank"}
    low, high = _widened(equation, {sign for _, sign in unknown})
    low_at_zero, high_at_zero = _widened(equation, unsure)
    return Constraint(check, tuple(known), total, low, high, low_at_zero, high_at_zero)


def _widened(equation: Equation, open_signs: set[bool]) -> tuple[Number | None, Number | None]:
    """Return the bounds of the surplus; a cell of unknown value adds to it, or takes from it."""
    return (
        None if True in open_signs else 0,
        None if False in open_signs or equation.at_least else 0,
    )


def _statement(check: str, equation: Equation, place: Words) -> tuple[Figure, int]:
    """Return the constant as a figure of its own, which may be the wrong one, with its coefficient.

    A statement says no negative number: -118 is 118 taken away, as where a sum is bound from above.
    """
    number = equation.constant
    taken_away = number < 0 or (number == 0 and equation.at_least and equation.terms[0][1] < 0)
    figure = Figure(check, -number if number < 0 else number, isinstance(number, int), place=place)
    return figure, 1 if taken_away else -1
