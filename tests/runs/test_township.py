"""One township run for real: kernel, papermill, nbconvert, files beside the report."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from disclosure_audit.errors import DeveloperError, FilerError
from disclosure_audit.runs import run_township, township, township_parameters
from tests.reports_text import report_text

KIT_FILES = {"findings.json", "memo.html", "memo.ipynb", "report.json", "run.json"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    year = tmp_path / "松县" / "青松镇" / "2024"
    year.mkdir(parents=True)
    wrong = report_text(values={"t3.received.natural_person": "6", "t3.received.total": "6"})
    (year / "report.txt").write_text(wrong, encoding="utf-8")
    return year


def run(folder: Path, **values: object) -> None:
    run_township(township_parameters({"year_folder": str(folder), **values}))


def test_a_run_puts_the_kit_files_beside_the_report_and_nothing_else(folder: Path) -> None:
    """Memo, notebook, findings, report and record are there; the report is as it was."""
    before = (folder / "report.txt").read_bytes()
    run(folder)
    assert {path.name for path in folder.iterdir()} == {*KIT_FILES, "report.txt"}
    assert (folder / "report.txt").read_bytes() == before
    page = (folder / "memo.html").read_text(encoding="utf-8")
    found = json.loads((folder / "findings.json").read_text(encoding="utf-8"))
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert "青松镇" in page
    assert record["outcome"] == "memo"
    assert record["counts"] == found["counts"]
    assert record["inputs"].keys() == {"report.txt"}
    assert record["ruleset"] == found["ruleset"]


def test_two_runs_of_the_same_inputs_make_the_same_memo(folder: Path) -> None:
    """Same input, same bytes: time and machine stand in run.json only."""
    run(folder)
    files = ("memo.html", "findings.json", "report.json")
    first = [(folder / name).read_bytes() for name in files]
    run(folder)
    assert [(folder / name).read_bytes() for name in files] == first


def test_an_unreadable_report_leaves_the_last_good_memo_and_says_so(folder: Path) -> None:
    """Only run.json is written when a run fails."""
    run(folder, language="en")
    kept = {name: (folder / name).read_bytes() for name in KIT_FILES - {"run.json"}}
    (folder / "report.txt").write_text("", encoding="utf-8")
    with pytest.raises(FilerError):
        run(folder)
    assert {name: (folder / name).read_bytes() for name in kept} == kept
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert (record["outcome"], bool(record["error"])) == ("failed", True)


def test_a_failing_notebook_leaves_no_memo_and_no_file_behind(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A notebook that raises is the kit's own failure: a sentence, and only run.json."""
    node = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0")])
    node.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "3"}
    broken = tmp_path / "broken.ipynb"
    nbformat.write(node, broken)
    monkeypatch.setattr(township, "notebook_path", lambda _: broken)
    with pytest.raises(DeveloperError, match="ZeroDivisionError"):
        run(folder)
    assert {path.name for path in folder.iterdir()} == {"report.txt", "run.json"}
