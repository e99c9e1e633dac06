"""Local rules and waivers from outside: real processes, exit statuses, files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_cli import kit, write
from tests.reports_text import report_text

FAULT = {"t3.received.natural_person": "6", "t3.received.total": "6"}
BALANCE = "t3.balance.natural_person"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    year = tmp_path / "松县" / "青松镇" / "2024"
    write(year / "report.txt", report_text(values=FAULT))
    return year


def findings(folder: Path) -> dict[str, dict[str, Any]]:
    done = kit("check", "--json", folder)
    assert done.stderr == ""
    return {entry["check"]: entry for entry in json.loads(done.stdout)["findings"]}


def test_a_waiver_copied_from_the_listing_holds_until_the_figure_changes(folder: Path) -> None:
    """The listing prints the id to copy; the waiver file is never written to."""
    ids = [entry["id"] for entry in findings(folder).values() if entry["status"] == "fail"]
    listed = kit("check", folder)
    assert listed.returncode == 1
    assert all(one in listed.stdout for one in ids)
    entry = f"finding: [{', '.join(ids)}]\n    reason: 更正稿待发\n    who: 县公开办\n"
    text = f"waivers:\n  - {entry}    until: 2099-12-31\n"
    waivers = write(folder / "waivers.yaml", text)
    after = kit("check", folder)
    assert after.returncode == 0, after.stdout
    assert "已豁免：更正稿待发（县公开办，有效至 2099-12-31）" in after.stdout
    assert findings(folder)[BALANCE]["severity"] is None
    changed = {**FAULT, "t3.received.natural_person": "7", "t3.received.total": "7"}
    write(folder / "report.txt", report_text(values=changed))
    again = kit("check", folder)
    assert again.returncode == 1
    assert "不生效" in again.stdout
    assert waivers.read_text(encoding="utf-8") == text


def test_a_malformed_waiver_file_is_a_finding_and_no_crash(folder: Path) -> None:
    """The sentence names the line; what was found is still listed."""
    write(folder / "waivers.yaml", "waivers:\n  - finding: x\n    reason: y\n")
    for language, said in (("zh", "第 2 行"), ("en", "line 2")):
        done = kit("--lang", language, "check", folder)
        assert done.returncode == 1
        assert said in done.stdout
        assert BALANCE in done.stdout
        assert done.stderr == ""


def test_a_wrong_local_rule_stops_the_audit_with_a_sentence(folder: Path, tmp_path: Path) -> None:
    """A usage error: file, line and reason; nothing but run.json is written."""
    write(
        tmp_path / "rules" / "county.yaml",
        "rules:\n  - id: local.a\n    title: 甲\n    basis: 县\n    severity: verify\n"
        "    relation: t3.received.total <= -1\n",
    )
    parameters = write(
        tmp_path / "p.yaml", f"year_folder: '{folder}'\nrules: '{tmp_path / 'rules'}'\n"
    )
    done = kit("audit", parameters)
    assert done.returncode == 2
    assert "county.yaml:2 的规则 local.a" in done.stderr
    assert done.stderr.count("\n") == 1
    assert {path.name for path in folder.iterdir()} == {"report.txt", "run.json"}
