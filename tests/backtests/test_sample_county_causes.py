"""In the sample county every wrong figure is one problem that names it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from disclosure_audit.checks import Policy
from disclosure_audit.runs import findings_of
from disclosure_audit.years import load_year

COUNTY = Path(__file__).resolve().parents[2] / "townships" / "青禾县"
SUMS = ("t3.", "t4.", "t2.in_force.")


def wrong_figures() -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Township, year, the one cell that is wrong, and the checks that it breaks."""
    checks: dict[tuple[str, str, str], list[str]] = {}
    with (COUNTY / "faults.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["check"].startswith(SUMS) and len(row["cells"].split()) == 1:
                key = row["township"], row["year"], row["cells"]
                checks.setdefault(key, []).append(row["check"])
    return [(*key, tuple(broken)) for key, broken in checks.items()]


@pytest.mark.parametrize(("township", "year", "cell", "checks"), wrong_figures())
def test_a_wrong_figure_is_one_problem_that_names_it(
    township: str, year: str, cell: str, checks: tuple[str, ...]
) -> None:
    """The sums that one cell breaks have one root, and the cell is among what may be wrong."""
    found = {
        finding.check: finding
        for finding in findings_of(load_year(COUNTY / township / year), Policy((), "test"))
    }
    roots = {found[check].caused_by or found[check].id for check in checks}
    assert len(roots) == 1
    changed = {
        change.cell
        for check in checks
        for repair in found[check].outcome.repairs
        for change in repair
    }
    assert cell in changed
