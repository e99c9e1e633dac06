"""Every smallest set of changes, held against trying everything."""

from __future__ import annotations

from itertools import combinations, product
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.forms import editions
from disclosure_audit.repairs.search import smallest_changes
from disclosure_audit.repairs.system import Constraint, Figure, System, system_of
from disclosure_audit.repairs.values import Edit
from tests.builders import findings, report
from tests.rendering.figures import faultless

HIGHEST = 24
"""No value that a small system needs for its smallest changes is as large."""


@st.composite
def small_systems(draw: st.DrawFn) -> System:
    """Up to six figures below 4 in up to five constraints, of which one at least is broken."""
    chance = Random(draw(st.integers(0, 10**9)))
    figures = tuple(Figure(f"f{n}", chance.randint(0, 3)) for n in range(chance.randint(2, 6)))
    while True:
        constraints = tuple(
            constraint(f"c{n}", figures, chance) for n in range(chance.randint(1, 5))
        )
        if any(one.broken for one in constraints):
            return System(figures, constraints)


def constraint(name: str, figures: tuple[Figure, ...], chance: Random) -> Constraint:
    numbers = chance.sample(range(len(figures)), chance.randint(1, min(4, len(figures))))
    terms = tuple((number, chance.choice([1, 1, -1])) for number in numbers)
    surplus = sum(by * figures[number].value for number, by in terms) - chance.randint(0, 3)
    low, high = chance.choice([(0, 0), (0, 0), (0, 0), (0, None), (None, 0)])
    return Constraint(name, terms, surplus, low, high, low, high)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(system=small_systems())
def test_every_smallest_set_is_found_and_no_other(system: System) -> None:
    """Up to three changes: the sets are those that trying all values finds, none is larger."""
    for part in system.parts():
        found = smallest_changes(part, largest=3)
        tried = by_trying(part)
        if found is None:
            assert tried == {}
            continue
        assert {tuple(edit.figure for edit in edits) for edits in found.sets} == set(tried)
        for edits in found.sets:
            values = tuple(edit.after for edit in edits)
            possible = tried[tuple(edit.figure for edit in edits)]
            assert values in possible
            assert any(edit.latitude != "none" for edit in edits) or len(possible) == 1
            assert fits_said(edits, possible)


def fits_said(edits: tuple[Edit, ...], possible: list[tuple[int, ...]]) -> bool:
    """Whether no possible value is another than an edit says: settled, at least, at most."""
    said = {"none": int.__eq__, "at_least": int.__ge__, "at_most": int.__le__}
    return all(
        edit.latitude == "several" or said[edit.latitude](values[place], edit.after)
        for values in possible
        for place, edit in enumerate(edits)
    )


def by_trying(part: System) -> dict[tuple[int, ...], list[tuple[int, ...]]]:
    """The sets of the smallest size that does, with all their values; none beyond three."""
    used = sorted({figure for one in part.constraints for figure, _ in one.terms})
    for size in (1, 2, 3):
        found = {chosen: fitting(part, chosen) for chosen in combinations(used, size)}
        if any(found.values()):
            return {chosen: values for chosen, values in found.items() if values}
    return {}


def fitting(part: System, chosen: tuple[int, ...]) -> list[tuple[int, ...]]:
    axes = [np.arange(HIGHEST) for _ in chosen]
    values = np.array(list(product(*axes)))
    printed = np.array([part.figures[number].value for number in chosen])
    fits = (values != printed).all(axis=1)
    for one in part.constraints:
        by = dict(one.terms)
        moved = (values - printed) @ np.array([by.get(number, 0) for number in chosen])
        fits &= True if one.low is None else one.surplus + moved >= one.low
        fits &= True if one.high is None else one.surplus + moved <= one.high
    return [tuple(int(n) for n in row) for row in values[fits]]


@settings(max_examples=25, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**9), edition=st.sampled_from(["2019", "2021"]))
def test_in_the_whole_form_no_set_of_one_or_two_is_missed(seed: int, edition: str) -> None:
    """One or two wrong cells of table 3: the sets are those of all pairs solved one by one."""
    chance = Random(seed)
    figures = dict(faultless(editions()[edition], chance))
    cells = [cell for cell in figures if cell.startswith("t3.")]
    for cell in chance.sample(cells, chance.randint(1, 2)):
        figures[cell] += chance.choice([1, 1, 2, 10])
    made = report(figures, edition=edition)
    system = system_of(made, list(findings(made, 2020 if edition == "2019" else None).values()))
    for part in system.parts():
        found = smallest_changes(part)
        assert found is not None
        sets = {tuple((part.figures[e.figure].id, e.after) for e in edits) for edits in found.sets}
        assert sets == of_all_pairs(part)


def of_all_pairs(part: System) -> set[tuple[tuple[str, int], ...]]:
    used = sorted({figure for one in part.constraints for figure, _ in one.terms})
    matrix = np.array([[dict(one.terms).get(f, 0) for f in used] for one in part.constraints])
    printed = np.array([part.figures[figure].value for figure in used])
    wanted = -np.array([one.surplus for one in part.constraints])
    sets = set()
    for size in (1, 2):
        for chosen in combinations(range(len(used)), size):
            own = matrix[:, chosen]
            if not own[wanted != 0].any(axis=1).all():
                continue
            changes = np.rint(np.linalg.lstsq(own, wanted, rcond=None)[0]).astype(int)
            after = printed[list(chosen)] + changes
            if (own @ changes == wanted).all() and changes.all() and (after >= 0).all():
                sets.add(
                    tuple(
                        (part.figures[used[n]].id, int(value))
                        for n, value in zip(chosen, after, strict=True)
                    )
                )
        if sets:
            return sets
    return sets


@settings(max_examples=40, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**9), wrong=st.integers(1, 4))
def test_every_set_makes_all_constraints_hold(seed: int, wrong: int) -> None:
    """Whatever is wrong, each set listed mends everything, with whole numbers of zero or more."""
    chance = Random(seed)
    figures = dict(faultless(editions()["2021"], chance))
    for cell in chance.sample([c for c in figures if c[:2] in ("t3", "t4")], wrong):
        figures[cell] += chance.randint(1, 12)
    made = report(figures)
    for part in system_of(made, list(findings(made).values())).parts():
        found = smallest_changes(part)
        assert found is not None
        assert len(found.sets[0]) <= wrong
        for edits in found.sets:
            mended = {**figures, **{part.figures[e.figure].id: e.after for e in edits}}
            assert all(value >= 0 for value in mended.values())
            again = findings(report(mended))
            assert {again[one.check].status for one in part.constraints} == {"pass"}
