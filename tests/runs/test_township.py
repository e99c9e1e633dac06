"""One township run for real: kernel, papermill, nbconvert, files beside the report."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from disclosure_audit.documents.reading import MAX_BYTES
from disclosure_audit.errors import DeveloperError, FilerError, InspectorError
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


def test_last_year_s_report_is_an_input_of_the_run_and_named_in_the_memo(folder: Path) -> None:
    """Command and notebook hold the report against it alike; its hash stands in the record."""
    prior = folder.parent / "2023" / "report.txt"
    prior.parent.mkdir()
    last = report_text(
        "青松镇2023年政府信息公开工作年度报告", values={"t2.normative.in_force": "3"}
    )
    prior.write_text(last.replace("2024年", "2023年"), encoding="utf-8")
    run(folder)
    page = (folder / "memo.html").read_text(encoding="utf-8")
    found = json.loads((folder / "findings.json").read_text(encoding="utf-8"))
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    digest = hashlib.sha256(prior.read_bytes()).hexdigest()
    assert record["inputs"].keys() == {"report.txt", "../2023/report.txt"}
    assert record["inputs"]["../2023/report.txt"] == digest
    (stock,) = (f for f in found["findings"] if f["check"] == "t2.stock.normative")
    assert stock["status"] == "fail"
    assert stock["message"] in page
    assert f"对照的往年报告（2023）</dt><dd>report.txt <code>{digest}</code>" in page
    assert {path.name for path in prior.parent.iterdir()} == {"report.txt"}


def test_a_prior_that_never_ends_is_recorded_without_a_hash(folder: Path, tmp_path: Path) -> None:
    """A device, a pipe and a file beyond the bound of reports are not read for their hash."""
    pipe, huge = tmp_path / "pipe.txt", tmp_path / "huge.txt"
    os.mkfifo(pipe)
    with huge.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    (folder / "ledgers").mkdir()
    (folder / "ledgers" / "requests.csv").symlink_to(huge)
    run(folder, priors=["/dev/zero", str(pipe), str(huge)])
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    unhashed = {Path(name).name for name, digest in record["inputs"].items() if digest is None}
    assert unhashed == {"zero", "pipe.txt", "huge.txt", "requests.csv"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("memo.html", "<!DOCTYPE html><title>备忘</title><p>值班电话</p>"),
        ("memo.ipynb", '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'),
        ("findings.json", "{}"),
    ],
)
def test_a_file_of_somebody_else_is_not_overwritten(folder: Path, name: str, text: str) -> None:
    """A clerk's own page or notebook with the name of a kit file stays as it is."""
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(InspectorError, match=f"{name} 不是本工具写的文件"):
        run(folder)
    assert (folder / name).read_text(encoding="utf-8") == text
    assert {path.name for path in folder.iterdir()} == {name, "report.txt"}


def test_two_runs_of_the_same_inputs_make_the_same_memo(folder: Path) -> None:
    """Same input, same bytes: time and machine stand in run.json only."""
    run(folder)
    files = ("memo.html", "findings.json", "report.json")
    first = [(folder / name).read_bytes() for name in files]
    run(folder)
    assert [(folder / name).read_bytes() for name in files] == first


def test_runs_side_by_side_do_not_meet(folder: Path, tmp_path: Path) -> None:
    """Several audits at once from one folder each get their own kernel and leave nothing there."""
    commands = []
    for number in range(3):
        year = folder.parents[1] / f"第{number}镇" / "2024"
        year.mkdir(parents=True)
        (year / "report.txt").write_text(report_text(f"第{number}镇2024年政府信息公开工作年度报告"))
        commands.append([sys.executable, "-m", "disclosure_audit", "audit", str(year)])
    work = tmp_path / "work"
    work.mkdir()
    running = [
        subprocess.Popen(command, cwd=work, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for command in commands
    ]
    said = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], said
    assert [error for _, error in said] == [b"", b"", b""]
    assert list(work.iterdir()) == []


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
