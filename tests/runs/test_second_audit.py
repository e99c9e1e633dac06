"""A report corrected and run again: memo and record hold it against the one before."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from disclosure_audit.errors import FilerError
from disclosure_audit.runs import run_township, township_parameters
from tests.reports_text import report_text

FAULT = {"t3.received.natural_person": "6", "t3.received.total": "6"}
OTHER = {"t2.penalties.decisions": "4", "t4.review.total": "1"}


def run(folder: Path) -> tuple[str, dict[str, Any]]:
    """Run the audit; return memo and record."""
    run_township(township_parameters({"year_folder": str(folder)}))
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    return (folder / "memo.html").read_text(encoding="utf-8"), record


def write(folder: Path, values: dict[str, str]) -> None:
    (folder / "report.txt").write_text(report_text(values=values), encoding="utf-8")


def test_a_corrected_report_is_held_against_the_one_before(tmp_path: Path) -> None:
    """Run again, even after a run that failed, nothing of the comparison is lost."""
    folder = tmp_path / "松县" / "青松镇" / "2024"
    folder.mkdir(parents=True)
    write(folder, FAULT)
    page, record = run(folder)
    assert "复核结果" not in page
    assert record["earlier"] is None
    found = json.loads((folder / "findings.json").read_text(encoding="utf-8"))
    waived = next(e["id"] for e in found["findings"] if e["check"] == "t3.balance.total")
    last = folder.parent / "2023"
    last.mkdir()
    entry = "\n    reason: 数据有误，更正稿待发 <b>\n    who: 县公开办\n    until: 2099-12-31\n"
    text = f"waivers:\n  - finding: {waived}{entry}"
    (folder / "waivers.yaml").write_text(text, encoding="utf-8")
    (last / "waivers.yaml").write_text(text, encoding="utf-8")
    write(folder, OTHER)
    page, record = run(folder)
    said = "上次不符 2 项，已改正 2 项，仍存在 0 项，不能再核 0 项；新出现 1 项"
    assert said in page
    assert "没有要求改动而改动的格 2 个" in page
    assert "0 → 4" in page
    assert "上一年的豁免与说明" in page
    assert "数据有误，更正稿待发 &lt;b&gt;" in page
    assert f"第 2 行 {waived}" in page
    assert set(record["inputs"]) == {"report.txt", "waivers.yaml", "../2023/waivers.yaml"}
    assert (folder / "waivers.yaml").read_text(encoding="utf-8") == text
    kept = record["earlier"]
    (folder / "report.txt").write_text("", encoding="utf-8")
    with pytest.raises(FilerError):
        run(folder)
    write(folder, OTHER)
    again, record = run(folder)
    assert again == page
    assert record["earlier"] == kept
    assert sorted(p.name for p in folder.iterdir()) == sorted(
        ["findings.json", "memo.html", "memo.ipynb", "report.json", "report.txt", "run.json",
         "waivers.yaml"]
    )  # fmt: skip
