"""Registers in a year folder, from outside: what the commands say, write and leave alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_cli import TRACEBACK, kit
from tests.ledgers import application, ledger_text
from tests.reports_text import report_text

ONE = {
    f"t3.{row}.{column}": "1"
    for row in ("received", "granted", "concluded")
    for column in ("natural_person", "total")
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    year = tmp_path / "松县" / "青松镇" / "2024"
    (year / "ledgers").mkdir(parents=True)
    (year / "report.txt").write_text(report_text(values=ONE), encoding="utf-8")
    return year


def register(folder: Path, outcome: str) -> bytes:
    row = application("2024-03-06", "2024-03-20", outcome, name="张某某", content="某某地块")
    data = ledger_text("requests", [row]).encode("gb18030")
    (folder / "ledgers" / "requests.csv").write_bytes(data)
    return data


def test_check_exits_1_where_a_register_denies_the_report_and_0_where_it_bears_it_out(
    folder: Path,
) -> None:
    """The finding names file and row, in the table and in findings.json."""
    register(folder, "予以公开")
    done = kit("check", folder)
    assert done.returncode == 0, done.stdout
    register(folder, "部分公开")
    done = kit("check", folder)
    assert done.returncode == 1
    assert "ledgers/requests.csv 第 2 行" in done.stdout
    found = json.loads(kit("check", folder, "--json").stdout)["findings"]
    cells = next(f for f in found if f["check"] == "ledger.requests.cells")
    assert (cells["family"], cells["status"]) == ("ledger", "fail")
    assert cells["at"] == [{"row": 2, "file": "ledgers/requests.csv"}]


def test_a_broken_register_does_not_stop_the_check_of_the_report(folder: Path) -> None:
    """It is not assessed, with a sentence, and the report is checked as ever."""
    (folder / "ledgers" / "requests.xlsx").write_bytes(b"PK\x03\x04 broken")
    done = kit("check", folder)
    assert done.returncode == 0, done.stdout
    assert "ledgers/requests.xlsx" in done.stdout
    assert "[ledger.requests.cells]" in done.stdout
    assert TRACEBACK not in done.stdout + done.stderr


def test_an_audit_shows_the_register_s_finding_and_records_the_file(folder: Path) -> None:
    """The memo has file and row, run.json the file's hash; no applicant's name gets out."""
    data = register(folder, "部分公开")
    done = kit("audit", folder)
    assert done.returncode == 0, done.stderr
    page = (folder / "memo.html").read_text(encoding="utf-8")
    assert "ledgers/requests.csv 第 2 行" in page
    assert "台账为 0，报告为 1" in page
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert record["inputs"].keys() == {"report.txt", "ledgers/requests.csv"}
    assert (folder / "ledgers" / "requests.csv").read_bytes() == data
    for name in ("memo.html", "memo.ipynb", "findings.json", "report.json", "run.json"):
        assert "张某某" not in (folder / name).read_text(encoding="utf-8"), name
