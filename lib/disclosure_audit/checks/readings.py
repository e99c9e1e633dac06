"""Two readings of a blank: as 0, and as an unknown whole number of zero or more.

For every relation the verdict says whether it holds in both readings, only if blank means 0, only
if it does not, or in neither (checks.md, section 2.1). Bounds travel: what one relation forces a
blank to be may settle another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from disclosure_audit.forms import Relation
from disclosure_audit.reports import CellValue, Report
from disclosure_audit.text.numbers import Number

Verdict = Literal["holds", "holds_if_zero", "broken_if_zero", "broken", "not_assessable"]
Bounds = Mapping[str, tuple[Number, Number | None]]
_ROUNDS = 50


@dataclass(frozen=True, slots=True)
class RelationReading:
    """A relation under both readings.

    Parameters
    ----------
    relation
        The relation.
    verdict
        ``holds`` in both readings; ``holds_if_zero``; ``broken_if_zero`` but possible with other
        values; ``broken`` in both; ``not_assessable`` where a cell has no value that is sure.
    left, right
        The sums with blank as 0.
    blanks
        Blank cells of the relation.
    unsure
        Its cells that are missing, unreadable or invalid.
    forced
        Values, other than 0, that all relations together force upon blanks of this one.
    """

    relation: Relation
    verdict: Verdict
    left: Number
    right: Number
    blanks: tuple[str, ...]
    unsure: tuple[str, ...]
    forced: tuple[tuple[str, Number], ...]


def read_relation(relation: Relation, report: Report, bounds: Bounds) -> RelationReading:
    """Return a relation under both readings.

    Parameters
    ----------
    relation, report
        What is compared.
    bounds
        As `bounds_of` returns them for the report.
    """
    cells = report.cells
    left = _sum(relation.left, cells)
    right = _sum(relation.right, cells)
    blanks = tuple(c for c in relation.cells if cells[c].state == "blank")
    unsure = tuple(
        c for c in relation.cells if cells[c].state in ("missing", "unreadable", "invalid")
    )
    forced = tuple(
        (c, bounds[c][0]) for c in blanks if c in bounds and bounds[c][0] == bounds[c][1] != 0
    )
    verdict = "not_assessable" if unsure else _verdict(relation, left, right, blanks, bounds)
    return RelationReading(relation, verdict, left, right, blanks, unsure, forced)


def _sum(cells: Iterable[str], values: Mapping[str, CellValue]) -> Number:
    total: Number = 0
    for cell in cells:
        total += values[cell].value or 0
    return total


def _verdict(
    relation: Relation, left: Number, right: Number, blanks: tuple[str, ...], bounds: Bounds
) -> Verdict:
    holds = left >= right if relation.at_least else left == right
    if not blanks:
        return "holds" if holds else "broken"
    if holds:
        only_zero = all(bounds.get(cell, (0, None))[1] == 0 for cell in blanks)
        return "holds" if only_zero else "holds_if_zero"
    left_open = any(cell in relation.left for cell in blanks)
    right_open = any(cell in relation.right for cell in blanks) and not relation.at_least
    possible = (left_open and left < right) or (right_open and right < left)
    return "broken_if_zero" if possible else "broken"


def bounds_of(report: Report, relations: Iterable[Relation] | None = None) -> Bounds:
    """Return lower and upper bounds of the blanks that follow from the equalities.

    Parameters
    ----------
    report
        What is printed.
    relations
        Those that bounds follow from; unless told, all of the form.

    Returns
    -------
    Mapping
        For every cell that is blank or given: its smallest and largest possible value (None: no
        upper bound). Empty where the printed numbers contradict one another, because then nothing
        follows.
    """
    bounds: dict[str, tuple[Number, Number | None]] = {}
    for cell_id, cell in report.cells.items():
        given = cell.state == "given" and cell.value is not None
        bounds[cell_id] = (cell.value or 0, cell.value) if given else (0, None)
    among = report.form.relations if relations is None else relations
    equalities = [relation for relation in among if not relation.at_least]
    for _ in range(_ROUNDS):
        narrowed = [_narrow(relation, bounds) for relation in equalities]
        if any(upper is not None and lower > upper for lower, upper in bounds.values()):
            return {}
        if not any(narrowed):
            break
    return bounds


def _narrow(relation: Relation, bounds: dict[str, tuple[Number, Number | None]]) -> bool:
    changed = _narrow_side(relation.left, relation.right, bounds)
    return _narrow_side(relation.right, relation.left, bounds) or changed


def _narrow_side(
    own: tuple[str, ...], other: tuple[str, ...], bounds: dict[str, tuple[Number, Number | None]]
) -> bool:
    """Narrow the cells of one side by the sum of the other side; say whether any changed."""
    lowest, highest = _range(other, bounds)
    changed = False
    for cell in own:
        rest_low, rest_high = _range(tuple(c for c in own if c != cell), bounds)
        low, high = bounds[cell]
        new_low = low if rest_high is None else max(low, lowest - rest_high)
        new_high = high
        if highest is not None:
            limit = highest - rest_low
            new_high = limit if high is None else min(high, limit)
        if (new_low, new_high) != (low, high):
            bounds[cell] = (new_low, new_high)
            changed = True
    return changed


def _range(
    cells: tuple[str, ...], bounds: Mapping[str, tuple[Number, Number | None]]
) -> tuple[Number, Number | None]:
    lows: Number = sum(bounds[cell][0] for cell in cells)
    highs = [bounds[cell][1] for cell in cells]
    if any(high is None for high in highs):
        return lows, None
    return lows, sum(high for high in highs if high is not None)
