"""The county's other townships: names by their folders, texts from what the kit wrote there."""

from __future__ import annotations

import hashlib
import json
import pickle
import time
from pathlib import Path
from typing import Any

import pytest

from disclosure_audit.years import load_year
from disclosure_audit.years.siblings import siblings_of
from tests.reports_text import report_text

TEXT = "公开信息三十条。"


def township(county: Path, name: str, year: int = 2024, **changes: Any) -> Path:
    """A township whose report the kit has read; `changes` are to its report.json."""
    folder = county / name / str(year)
    folder.mkdir(parents=True)
    data = report_text().encode()
    (folder / "report.txt").write_bytes(data)
    content = {
        "schema": "disclosure-report/1",
        "source": {"sha256": hashlib.sha256(data).hexdigest()},
        "sections": [{"id": "overview", "text": TEXT}],
        **changes,
    }
    (folder / "report.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


def test_reports_read_before_are_there_with_their_texts(tmp_path: Path) -> None:
    """Of the same year; the own folder is none of them."""
    own = township(tmp_path / "乙县", "甲镇")
    township(tmp_path / "乙县", "丙镇")
    township(tmp_path / "乙县", "丁乡", 2023)
    found = siblings_of(own, 2024)
    assert found.names == ("丁乡", "丙镇")
    assert [(s.township, s.sections["overview"]) for s in found.reports] == [("丙镇", TEXT)]
    assert found.unread == 0
    assert load_year(own).siblings == found
    assert pickle.loads(pickle.dumps(found)) == found  # commands read in a process of its own


@pytest.mark.parametrize(
    "changes",
    [
        {"source": {"sha256": "0" * 64}},
        {"source": None},
        {"schema": "other/1"},
        {"sections": None},
        {"sections": [{"id": 5, "text": "甲"}]},
        {"sections": [{"id": "overview", "text": "甲" * 400_001}]},
        {"sections": ["甲"]},
    ],
)
def test_what_is_not_of_the_report_as_it_is_counts_as_unread(
    tmp_path: Path, changes: dict[str, Any]
) -> None:
    """A report changed since, and a file that is not as the kit writes it, are not compared."""
    own = township(tmp_path / "乙县", "甲镇")
    township(tmp_path / "乙县", "丙镇", **changes)
    found = siblings_of(own, 2024)
    assert (found.reports, found.unread) == ((), 1)


def test_damaged_and_missing_files_are_counted_and_never_an_error(tmp_path: Path) -> None:
    """No report.json, broken JSON, nested without end, no folder at all."""
    county = tmp_path / "乙县"
    own = township(county, "甲镇")
    for name, text in (("丙镇", None), ("丁镇", "{"), ("戊镇", "[" * 100_000)):
        (township(county, name) / "report.json").unlink()
        if text is not None:
            (county / name / "2024" / "report.json").write_text(text, encoding="utf-8")
    (county / "说明.txt").touch()
    (county / ".git").mkdir()
    found = siblings_of(own, 2024)
    assert (len(found.names), found.reports, found.unread) == (3, (), 3)
    assert siblings_of(tmp_path / "no" / "no" / "2024", 2024).names == ()


def test_a_report_outside_a_year_folder_has_no_siblings(tmp_path: Path) -> None:
    """A file alone does not tell its county."""
    folder = township(tmp_path / "乙县", "甲镇")
    township(tmp_path / "乙县", "丙镇")
    assert load_year(folder / "report.txt").siblings.names == ()


def test_a_county_of_huge_files_takes_bounded_time(tmp_path: Path) -> None:
    """What costs more than all siblings may is counted as unread."""
    own = township(tmp_path / "乙县", "甲镇")
    for n in range(30):
        folder = township(tmp_path / "乙县", f"丙{n}镇")
        (folder / "report.json").write_text("[" + "0," * 450_000 + "0]", encoding="utf-8")
    start = time.process_time()
    found = siblings_of(own, 2024)
    assert time.process_time() - start < 4
    assert (found.reports, found.unread) == ((), 30)
