"""What is wrong, fault by fault: the broken checks, and the repairs, likeliest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod

from disclosure_audit.checks import Change
from disclosure_audit.repairs.search import Found, smallest_changes
from disclosure_audit.repairs.shifts import shifts_of
from disclosure_audit.repairs.slips import Slip, Surroundings, pair_slip, slip_of
from disclosure_audit.repairs.system import System, joined, sharing
from disclosure_audit.repairs.values import Edit
from disclosure_audit.text import Words

_SHIFTED = Slip(1, Words("这一段数整体错了一格", "this stretch of figures slid by one cell"))
_Set = tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """Broken checks with one cause.

    Parameters
    ----------
    checks
        Ids of the broken checks.
    repairs
        Every smallest repair, likeliest first; none where nothing could be told.
    complete
        False where there are more than were kept.
    shifted
        True where a stretch of figures slid by one cell.
    """

    checks: tuple[str, ...]
    repairs: tuple[tuple[Change, ...], ...]
    complete: bool = True
    shifted: bool = False


def faults_of(
    system: System, around: Surroundings, lines: Sequence[tuple[str, ...]]
) -> tuple[Fault, ...]:
    """Return the faults of a system.

    Parameters
    ----------
    system
        Figures and constraints.
    around
        What stands around the cells, for telling slips.
    lines
        Rows and columns along which figures may slide.
    """
    return tuple(fault for part in system.parts() for fault in _faults_of(part, around, lines))


def faults_if_blank_is_zero(system: System, around: Surroundings) -> tuple[Fault, ...]:
    """Return what else is wrong if every blank is a 0: single figures that two sums or more blame.

    Only parts in which nothing is broken in both readings are looked at: there the blanks may as
    well hold what is missing, so these repairs are an alternative, and a longer one is none.

    Parameters
    ----------
    system, around
        As for `faults_of`.
    """
    faults = []
    sure = {constraint.check for constraint in system.constraints if constraint.broken}
    for part in system.if_blank_is_zero().parts():
        checks = tuple(c.check for c in part.constraints if c.broken)
        if len(checks) == 1 or sure.intersection(checks):
            continue
        found = smallest_changes(part, largest=1)
        if found is not None:
            faults.append(Fault(checks, _ranked(part, found.sets, around)))
    return tuple(faults)


def _faults_of(
    part: System, around: Surroundings, lines: Sequence[tuple[str, ...]]
) -> Iterator[Fault]:
    broken = [number for number, c in enumerate(part.constraints) if c.broken]
    checks = tuple(part.constraints[number].check for number in broken)
    found = smallest_changes(part)
    if found is None:
        shifts = shifts_of(part, lines)
        repairs = tuple(_changes(part, edits, [_SHIFTED] * len(edits)) for edits in shifts)
        yield Fault(checks, repairs, shifted=bool(repairs))
        return
    for own, sets in _independent(part, broken, found):
        yield Fault(
            tuple(part.constraints[number].check for number in own),
            _ranked(part, sets, around),
            found.complete,
        )


def _ranked(
    part: System, sets: Sequence[_Set], around: Surroundings
) -> tuple[tuple[Change, ...], ...]:
    """Return sets of edits as changes, the likeliest first."""
    weighed = sorted((_weighed(part, edits, around) for edits in sets), key=lambda w: w[0])
    return tuple(_changes(part, edits, slips) for _, edits, slips in weighed)


def _independent(
    part: System, broken: Sequence[int], found: Found
) -> Iterator[tuple[Sequence[int], Sequence[_Set]]]:
    """Yield the broken constraints in groups, each with the sets that mend it.

    Two wrong cells that have nothing to do with one another are two faults: every repair of the one
    goes with every repair of the other.
    """
    split = [_linked(part, edits) for edits in found.sets]
    bonds = [
        (broken.index(own[0]), broken.index(other))
        for clusters in split
        for _, touched in clusters
        if (own := [number for number in touched if number in broken])
        for other in own
    ]
    groups = [[broken[place] for place in group] for group in joined(len(broken), bonds)]
    options = [_options(group, split) for group in groups]
    if not found.complete or prod(map(len, options)) != len(found.sets):
        yield broken, found.sets
        return
    yield from zip(groups, options, strict=True)


def _linked(part: System, edits: _Set) -> list[tuple[_Set, frozenset[int]]]:
    """Return edits in clusters that share no constraint, with the constraints that each touches."""
    touched = [
        frozenset(
            number
            for number, constraint in enumerate(part.constraints)
            if any(figure == edit.figure for figure, _ in constraint.terms)
        )
        for edit in edits
    ]
    return [
        (
            tuple(edits[place] for place in cluster),
            frozenset().union(*(touched[place] for place in cluster)),
        )
        for cluster in joined(len(edits), sharing(touched))
    ]


def _options(
    group: Sequence[int], split: Sequence[Sequence[tuple[_Set, frozenset[int]]]]
) -> list[_Set]:
    """Return the ways in which the sets mend one group, each once."""
    ways: dict[_Set, None] = {}
    for clusters in split:
        ways[tuple(e for edits, touched in clusters if touched & set(group) for e in edits)] = None
    return list(ways)


_Weight = tuple[int, int, tuple[int, ...]]


def _weighed(part: System, edits: _Set, around: Surroundings) -> tuple[_Weight, _Set, list[Slip]]:
    """Return how unlikely a repair is, with the slip of each of its edits.

    First of all it counts how many sums hold only if a blank is not 0.
    """
    slips, cost = _slips(part, edits, around)
    return (_against_blanks(part, edits), cost, tuple(e.figure for e in edits)), edits, slips


def _slips(part: System, edits: _Set, around: Surroundings) -> tuple[list[Slip], int]:
    printed = [(part.figures[e.figure].id, part.figures[e.figure].value, e.after) for e in edits]
    slips = [slip_of(*figure, around) for figure in printed]
    cost = sum(slip.cost for slip in slips)
    for place, one in enumerate(printed):
        for other_place, other in enumerate(printed[:place]):
            both = pair_slip((one, other), around)
            if both is not None:
                cost += both.cost - slips[place].cost - slips[other_place].cost
                slips[place] = slips[other_place] = both
    return slips, cost


def _against_blanks(part: System, edits: _Set) -> int:
    changes = {e.figure: e.after - part.figures[e.figure].value for e in edits}
    count = 0
    for constraint in part.constraints:
        moved = [by * changes[figure] for figure, by in constraint.terms if figure in changes]
        if moved and not constraint.allows_at_zero(constraint.surplus + sum(moved)):
            count += 1
    return count


def _changes(part: System, edits: _Set, slips: Sequence[Slip]) -> tuple[Change, ...]:
    return tuple(
        Change(
            part.figures[edit.figure].id,
            part.figures[edit.figure].value,
            edit.after,
            _said(edit, slip),
            part.figures[edit.figure].place,
        )
        for edit, slip in zip(edits, slips, strict=True)
    )


def _said(edit: Edit, slip: Slip) -> Words:
    """Return why a change: what bounds the value where it is not settled, else the slip."""
    if edit.latitude == "at_least":
        return Words(f"至少为 {edit.after}", f"{edit.after} at least")
    if edit.latitude == "at_most":
        return Words(f"至多为 {edit.after}", f"{edit.after} at most")
    if edit.latitude == "several":
        return Words("与另一处一起改，也可以是别的数", "with the other change; other values do too")
    return slip.words
