"""Rows of which cells were lost, and the ways to read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import comb

from disclosure_audit.forms import Cell, Edition, Relation, TableId
from disclosure_audit.reports.binding import BoundRow
from disclosure_audit.reports.solving import Values, holds
from disclosure_audit.text import read_number

Texts = tuple[str, ...]
"""What is printed in each cell of a row, by one way to read it."""

_MAX_READINGS = 6_000
_ALONE: tuple[Texts, ...] = (("0",), ("",))
"""What may stand for a whole row: seven other equal figures never agree with their total."""


@dataclass(frozen=True, slots=True)
class LostRow:
    """A row with figures and the ways to read them; `sure` where there is one way at all."""

    row: BoundRow
    cells: tuple[Cell, ...]
    readings: tuple[Texts, ...]
    sure: bool


def texts_of(row: BoundRow) -> Texts:
    """Return what is printed in a row, in order."""
    if row.untold:
        return tuple(printed.text.strip() for printed in row.untold)
    return tuple((value.raw or "").strip() for value in row.cells.values())


def glued(row: BoundRow, edition: Edition) -> LostRow:
    """Return a row whose figures may be glued to one another."""
    cells, texts = _cells(row, edition), texts_of(row)
    if not row.untold or len(texts) > 1:
        return LostRow(row, cells, (texts,) if not row.untold else (), sure=not row.untold)
    readings = tuple(_splits(texts[0], len(cells)))
    sure = len(readings) == 1 and (len(cells) == 1 or _fewest(texts[0]) == len(cells))
    return LostRow(row, cells, readings, sure)


def repeated(row: BoundRow, edition: Edition) -> LostRow:
    """Return a row of which figures equal to the one before them may be lost."""
    cells, texts = _cells(row, edition), texts_of(row)
    sure = not row.untold or texts in _ALONE
    return LostRow(row, cells, tuple(_spreads(texts, len(cells))), sure)


def swallowed(row: BoundRow, edition: Edition) -> LostRow:
    """Return a row of which blanks may be lost; without readings where a cell is unreadable."""
    cells = _cells(row, edition)
    if not row.untold:
        told = all(value.state != "unreadable" for value in row.cells.values())
        return LostRow(row, cells, (texts_of(row),) if told else (), sure=told)
    return LostRow(row, cells, tuple(_placements(texts_of(row), len(cells))), sure=False)


def relations_of(edition: Edition, table: TableId) -> list[Relation]:
    """Return the equalities inside a table."""
    return [
        relation
        for relation in edition.relations
        if not relation.at_least and all(cell.startswith(f"{table}.") for cell in relation.cells)
    ]


def agreeing(lost: LostRow, relations: Sequence[Relation]) -> list[tuple[Values, Texts]]:
    """Return the readings of a row with which the relations inside the row hold."""
    ids = {cell.id for cell in lost.cells}
    inside = [relation for relation in relations if ids.issuperset(relation.cells)]
    numbered = [(_numbers(lost.cells, texts), texts) for texts in lost.readings]
    return [
        (values, texts)
        for values, texts in numbered
        if values is not None and all(holds(values, relation) for relation in inside)
    ]


def _cells(row: BoundRow, edition: Edition) -> tuple[Cell, ...]:
    return tuple(edition.cells[cell_id] for cell_id in row.cells)


def _splits(digits: str, count: int) -> Iterator[Texts]:
    """Yield the ways to split digits into `count` numbers, none of which begins with a zero."""
    if count == 1:
        yield (digits,)
        return
    ways = comb(len(digits) - 1, count - 1) if digits.isdecimal() else 0
    if not 0 < ways <= _MAX_READINGS:
        return
    for cuts in combinations(range(1, len(digits)), count - 1):
        parts = tuple(digits[a:b] for a, b in pairwise((0, *cuts, len(digits))))
        if all(part == "0" or part[0] != "0" for part in parts):
            yield parts


def _fewest(digits: str) -> int:
    """Return how many numbers the digits are at least: a zero in front is a number of its own."""
    zeros = len(digits) - len(digits.lstrip("0"))
    return zeros + (zeros < len(digits))


def _spreads(texts: Texts, count: int) -> Iterator[Texts]:
    """Yield the ways in which each text can stand for one or more equal cells in a row."""
    if not 0 < len(texts) <= count:
        return
    for cuts in combinations(range(1, count), len(texts) - 1):
        ends = pairwise((0, *cuts, count))
        yield tuple(text for text, (a, b) in zip(texts, ends, strict=True) for _ in range(a, b))


def _placements(texts: Texts, count: int) -> Iterator[Texts]:
    """Yield the ways in which the texts can stand, in order, among `count` cells."""
    for places in combinations(range(count), len(texts)):
        at = dict(zip(places, texts, strict=True))
        yield tuple(at.get(place, "") for place in range(count))


def _numbers(cells: Sequence[Cell], texts: Texts) -> Values | None:
    """Return the row's numbers, a blank as 0; None where a text is no count."""
    readings = [read_number(text) for text in texts]
    if any(reading.state not in ("given", "blank") for reading in readings):
        return None
    return {c.id: int(r.value or 0) for c, r in zip(cells, readings, strict=True)}
