"""Figures that slid by one cell along a row or column: one slip, however many cells are wrong.

Looked for only where no small set of changes will do, because a small set is the simpler account.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from disclosure_audit.repairs.system import System
from disclosure_audit.repairs.values import Edit
from disclosure_audit.text.numbers import Number

_SHORTEST = 3
MOST_SHIFTS = 12
"""Shifts kept; more of them would tell nothing."""


def shifts_of(part: System, lines: Sequence[tuple[str, ...]]) -> tuple[tuple[Edit, ...], ...]:
    """Return every shift of a stretch by one cell that makes all constraints of a part hold.

    Parameters
    ----------
    part
        Figures and constraints, of which some are broken.
    lines
        Rows and columns, each as its cell ids in printed order.

    Returns
    -------
    tuple
        For each stretch its changed cells. A stretch starts or ends with the 0 that came in where
        its figures left, and no cell of it is without a figure.
    """
    numbers = {figure.id: number for number, figure in enumerate(part.figures)}
    found: dict[tuple[Edit, ...], None] = {}
    for line in lines:
        if not all(cell in numbers for cell in line):
            continue
        figures = [numbers[cell] for cell in line]
        for edits in _moved(figures, [part.figures[n].value for n in figures]):
            if edits not in found and _mends(part, edits):
                found[edits] = None
                if len(found) == MOST_SHIFTS:
                    return tuple(found)
    return tuple(found)


def _moved(figures: Sequence[int], printed: Sequence[Number]) -> Iterator[tuple[Edit, ...]]:
    for start in range(len(figures)):
        for stop in range(start + _SHORTEST, len(figures) + 1):
            own = printed[start:stop]
            if own[0] == 0:
                yield _edits(figures[start:stop], own, [*own[1:], 0])
            if own[-1] == 0:
                yield _edits(figures[start:stop], own, [0, *own[:-1]])


def _edits(
    figures: Sequence[int], printed: Sequence[Number], needed: Sequence[Number]
) -> tuple[Edit, ...]:
    return tuple(
        Edit(figure, after)
        for figure, before, after in zip(figures, printed, needed, strict=True)
        if before != after
    )


def _mends(part: System, edits: Sequence[Edit]) -> bool:
    changes = {edit.figure: edit.after - part.figures[edit.figure].value for edit in edits}
    return all(
        constraint.allows(
            constraint.surplus
            + sum((by * changes[figure] for figure, by in constraint.terms if figure in changes), 0)
        )
        for constraint in part.constraints
    )
