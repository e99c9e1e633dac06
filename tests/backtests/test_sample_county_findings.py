"""The kit finds in the sample county what was planted there, and nothing else."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from disclosure_audit.checks import CATALOGUE, audit, load_policy
from disclosure_audit.years import load_year

COUNTY = Path(__file__).resolve().parents[2] / "townships" / "青禾县"
FOLDERS = sorted(path.parent for path in COUNTY.glob("*/*/report.*") if path.suffix != ".json")
PLAIN = load_policy(COUNTY.parents[1] / "params" / "policy.yaml", None)


def planted() -> dict[tuple[str, str], dict[str, str]]:
    faults: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    with (COUNTY / "faults.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            faults[row["township"], row["year"]][row["check"]] = row["cells"]
    return faults


@pytest.mark.parametrize(
    "folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}-{folder.name}"
)
def test_exactly_the_planted_faults_are_found(folder: Path) -> None:
    """Every fault of the table is a finding on its cells, and no other finding has failed."""
    expected = planted()[folder.parent.name, folder.name]
    findings = audit(load_year(folder), PLAIN)
    failed = {finding.check: finding for finding in findings if finding.status == "fail"}
    assert set(failed) == set(expected)
    for check, cells in expected.items():
        assert set(cells.split()) <= set(failed[check].outcome.cells), check


def test_every_family_has_a_planted_fault() -> None:
    """No family of the catalogue goes without an example in the sample county."""
    families = {
        finding.family
        for folder in FOLDERS
        for finding in audit(load_year(folder), PLAIN)
        if finding.status == "fail"
    }
    assert families == {check.family for check in CATALOGUE}


def test_one_township_is_clean_in_all_its_years() -> None:
    """The clean township has nothing to correct and nothing that could not be judged."""
    for folder in FOLDERS:
        if folder.parent.name == "麦浪镇":
            statuses = {finding.status for finding in audit(load_year(folder), PLAIN)}
            assert statuses <= {"pass", "not_applicable"}
