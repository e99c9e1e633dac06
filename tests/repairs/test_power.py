"""What the kit promises to find and name, on a few faults of every kind."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import pytest

from tests.repairs.injection import BLIND, ONE, SEVERAL, Slip
from tests.repairs.measuring import Result, measured, power_of

CASES = 16
QUICK_MS = 100


def results(slips: Sequence[Slip], count: int = CASES) -> list[Result]:
    each = (measured(slip, count, seed, []) for seed, slip in enumerate(slips))
    return list(chain.from_iterable(each))


@pytest.fixture(scope="module")
def one_wrong() -> list[Result]:
    return results(list(ONE.values()))


def test_a_single_wrong_cell_is_always_found_and_named(one_wrong: list[Result]) -> None:
    """It is found and among what is listed every time, first nearly always, as one problem."""
    power = power_of(one_wrong)
    assert power.count == CASES * len(ONE)
    assert (power.found, power.among, power.alone) == (1, 1, 0)
    assert power.first >= 0.95
    assert power.roots == 1


def test_two_wrong_cells_are_both_named() -> None:
    """Whether they touch one another or not, both are in what is listed."""
    power = power_of(results([slip for name, slip in SEVERAL.items() if not unlike_two(name)]))
    assert power.found == 1
    assert power.among >= 0.95


def unlike_two(name: str) -> bool:
    return any(word in name for word in ("three", "four", "stretch"))


def test_a_stretch_that_slid_is_put_back() -> None:
    """Five wrong cells or more in a column are one fault with one remedy."""
    power = power_of(results([SEVERAL["整段错一行 a stretch one row off"]], count=4))
    assert (power.found, power.among, power.roots) == (1, 1, 1)


def test_repairs_are_quick(one_wrong: list[Result]) -> None:
    """The median of processor time for all ties of one report stays below what is promised."""
    assert power_of(one_wrong).median_ms < QUICK_MS


@pytest.mark.parametrize("name", BLIND)
def test_blind_classes_are_blind(name: str) -> None:
    """Sums see nothing of these: the memo and docs/repairs.md say so."""
    assert power_of(results([BLIND[name]], count=3)).found == 0
