"""What whole audits promise to find and name, on a few reports of every kind."""

from __future__ import annotations

import pytest

from tests.power import faults
from tests.power.measuring import Power, false_alarms, measured, power_of

NOT_COMPARED = "增减幅度写错，句中没有件数 growth without the number"
FOUND = [name for name in (*faults.PROSE, *faults.YEARS) if name != NOT_COMPARED]
CASES = 2


def power(name: str, count: int = CASES, *, registers: bool = False) -> Power:
    return power_of(measured(faults.KINDS[name], count, 7, None, registers=registers))


def test_clean_reports_are_not_accused() -> None:
    """Nothing fails in any family where figures, prose and last year's report agree."""
    assert false_alarms(20, 7, None) == {}


@pytest.mark.parametrize("name", FOUND)
def test_faults_of_prose_and_years_are_found_without_a_false_alarm(name: str) -> None:
    """What is wrong or missing is named, and nothing else is accused for it."""
    own = power(name)
    assert (own.count, own.found, own.named) == (CASES, 1, 1)
    assert own.stray == {}


def test_faults_of_figures_are_found_in_whole_audits_too() -> None:
    """Prose and last year's report add no second problem and no false alarm to a wrong cell."""
    names = list(faults.FIGURES)[::4]
    for own in map(power, names):
        assert (own.found, own.named) == (1, 1)
        assert own.stray == {}


@pytest.mark.parametrize("name", faults.UNSEEN)
def test_registers_see_what_sums_cannot(name: str) -> None:
    """Rows or columns swapped, a raise, zeros, another unit's figures: registers tell each."""
    own = power(name, registers=True)
    assert own.count == CASES
    assert own.seen_by["registers"] == 1


def test_growth_without_its_number_is_a_blind_class() -> None:
    """It is compared with nothing: docs/method.md says so."""
    assert power(NOT_COMPARED).found == 0
