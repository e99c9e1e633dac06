"""Figures of reports that never were: faultless ones, and the same with faults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from disclosure_audit.forms import Cell, Edition

Number = int | Decimal
Figures = dict[str, Number]


@dataclass(frozen=True)
class Size:
    """How a unit's figures look.

    Attributes:
        zeros: The share of cells that are 0.
        digits: The most digits of the others.
    """

    zeros: float
    digits: int

    def count(self, random: Random) -> int:
        """Draw a count."""
        if random.random() < self.zeros:
            return 0
        return random.randint(0, 10 ** random.randint(1, self.digits) - 1)


SIZES = (Size(0.93, 1), Size(0.7, 2), Size(0.3, 3), Size(0.05, 5))
"""A quiet township, a town, a county seat, a county that adds up its bodies."""


def faultless(edition: Edition, random: Random, size: Size | None = None) -> Figures:
    """Return a figure for every cell, so that every relation holds; of any size unless told."""
    size = size or random.choice(SIZES)
    figures = {c.id: _figure(c, size, random) for c in edition.cells_of("t2")}
    figures |= _table_3(edition, size, random)
    for proceeding in edition.proceedings:
        *results, total = (f"t4.{proceeding.id}.{column.id}" for column in edition.results)
        figures |= {cell: size.count(random) for cell in results}
        figures[total] = sum(figures[cell] for cell in results)
    for relation in edition.relations:
        # The bounds of table 2: at least as many in force as were issued and not repealed.
        if relation.at_least:
            short = _side(figures, relation.right) - _side(figures, relation.left)
            figures[relation.left[0]] += max(short, 0)
    return figures


def faulty(edition: Edition, random: Random) -> Figures:
    """Return faultless figures of which one to six were miswritten."""
    figures = faultless(edition, random)
    for cell in random.sample(sorted(figures), random.randint(1, 6)):
        figures[cell] = _figure(edition.cells[cell], random.choice(SIZES), random)
    return figures


def _figure(cell: Cell, size: Size, random: Random) -> Number:
    count = size.count(random)
    if cell.amount and random.random() < 0.7:
        places = random.randint(1, 6)
        return Decimal(count) + Decimal(random.randint(0, 10**places - 1)).scaleb(-places)
    return -count if cell.signed and random.random() < 0.3 else count


def _table_3(edition: Edition, size: Size, random: Random) -> Figures:
    figures: Figures = {}
    *applicants, total = (column.id for column in edition.columns)
    outcomes = [row.id for row in edition.rows if row.outcome]
    for column in applicants:
        figures |= {f"t3.{row}.{column}": size.count(random) for row in outcomes}
        concluded = int(_side(figures, [f"t3.{row}.{column}" for row in outcomes]))
        carried_out = size.count(random)
        carried_in = random.randint(0, min(concluded + carried_out, 10**size.digits))
        figures |= {
            f"t3.concluded.{column}": concluded,
            f"t3.carried_out.{column}": carried_out,
            f"t3.carried_in.{column}": carried_in,
            f"t3.received.{column}": concluded + carried_out - carried_in,
        }
    for row in (row.id for row in edition.rows if row.id):
        figures[f"t3.{row}.{total}"] = _side(figures, [f"t3.{row}.{c}" for c in applicants])
    return figures


def _side(figures: Mapping[str, Number], cells: Iterable[str]) -> Number:
    return sum((figures[cell] for cell in cells), 0)
