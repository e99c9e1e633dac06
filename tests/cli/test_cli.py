"""The command line from outside: real processes, exit statuses, sentences."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.accuracy.samples import samples
from tests.rendering import SCANS
from tests.reports_text import report_text

TRACEBACK = "Traceback"


def kit(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "disclosure_audit", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_extract_prints_the_report_as_the_contract_says(tmp_path: Path) -> None:
    """Every cell of the edition is a key, and only the contract's keys are there."""
    done = kit("extract", write(tmp_path / "r.txt", report_text()))
    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert report["schema"] == "disclosure-report/1"
    assert (report["township"], report["year"], report["edition"]) == ("青松镇", 2024, "2021")
    assert len(report["cells"]) == 200
    assert {cell["state"] for cell in report["cells"].values()} == {"given"}
    assert list(report) == [
        *("schema", "source", "township", "county", "unit", "year", "edition", "title"),
        *("sections", "cells", "notes"),
    ]


def test_check_exits_0_where_nothing_is_to_be_corrected(tmp_path: Path) -> None:
    """A clean report is clean."""
    done = kit("check", write(tmp_path / "r.txt", report_text()))
    assert done.returncode == 0, done.stdout


def test_check_exits_1_and_names_cell_and_sum_where_figures_disagree(tmp_path: Path) -> None:
    """One wrong figure is found, with the place and the sum written out."""
    text = report_text(values={"t3.received.natural_person": "6", "t3.received.total": "6"})
    done = kit("check", write(tmp_path / "r.txt", text))
    assert done.returncode == 1
    assert "＝6 ≠ 办理结果总计＋结转下年度 0＋0＝0" in done.stdout
    assert "t3.balance.natural_person" in done.stdout


def test_check_holds_a_report_against_the_prior_that_is_named(tmp_path: Path) -> None:
    """What last year carried forward is not carried in: found, with both figures."""
    own = write(tmp_path / "own.txt", report_text())
    carried = {
        f"t3.{row}.{column}": "2"
        for row in ("received", "carried_out")
        for column in ("natural_person", "total")
    }
    title = "青松镇2023年政府信息公开工作年度报告"
    prior = write(tmp_path / "last.txt", report_text(title, values=carried))
    done = kit("check", own, "--prior", prior)
    assert done.returncode == 1, done.stderr
    assert "上年结转 0 ≠ 上一年度（2023 年）结转下年度 2" in done.stdout
    found = json.loads(kit("check", "--json", own, "--prior", prior).stdout)["findings"]
    years = [entry for entry in found if entry["family"] == "years"]
    failed = {entry["check"]: entry for entry in years if entry["status"] == "fail"}
    assert set(failed) == {"years.carry.natural_person", "years.carry.total"}
    assert failed["years.carry.total"]["caused_by"] == failed["years.carry.natural_person"]["id"]


@pytest.mark.parametrize("content", ["", "绿水乡2023年政府信息公开工作年度报告", None])
def test_a_prior_that_cannot_be_used_is_said_and_stops_nothing(
    tmp_path: Path, content: str | None
) -> None:
    """An empty file, another unit's report, no file: the audit goes on without it."""
    own = write(tmp_path / "own.txt", report_text())
    prior = tmp_path / "last.txt"
    if content is not None:
        write(prior, report_text(content) if content else "")
    done = kit("check", own, "--prior", prior)
    assert (done.returncode, done.stderr) == (0, "")
    assert "last.txt 没有用来对照：" in done.stdout
    assert "[years.carry.total]" in done.stdout


def test_check_prints_findings_json_with_every_obligation(tmp_path: Path) -> None:
    """The counts are those of the entries."""
    done = kit("check", "--json", write(tmp_path / "r.txt", report_text()))
    found = json.loads(done.stdout)
    statuses = [entry["status"] for entry in found["findings"]]
    assert found["schema"] == "disclosure-findings/1"
    assert found["counts"] == {name: statuses.count(name) for name in found["counts"]}
    assert sum(found["counts"].values()) == len(statuses)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("picture.html", b"\x89PNG\r\n\x1a\n" + bytes(64)),
        ("recipe.txt", "红烧肉的做法\n一、切块\n二、焯水\n三、炖煮\n".encode()),
        ("budget.txt", "青松镇2024年部门预算\n一、总体情况\n收入 100 万元\n".encode()),
        ("report.xyz", b"text"),
        ("two.txt", (report_text() + report_text("绿水乡2024年政府信息公开工作年度报告")).encode()),
    ],
)
@pytest.mark.parametrize("command", ["extract", "check"])
def test_what_is_no_single_annual_report_ends_in_one_sentence_and_exit_3(
    tmp_path: Path, command: str, name: str, content: bytes
) -> None:
    """An empty file, a renamed picture, other papers, two reports: said, in either language."""
    file = tmp_path / name
    file.write_bytes(content)
    for language in ("zh", "en"):
        done = kit("--lang", language, command, file)
        assert done.returncode == 3, done.stdout[:300]
        assert done.stdout == ""
        assert name in done.stderr
        assert TRACEBACK not in done.stderr
        assert done.stderr.count("\n") == 1
    assert file.read_bytes() == content
    assert list(tmp_path.iterdir()) == [file]


def test_a_truncated_table_is_read_and_its_lost_rows_are_missing_not_zero(tmp_path: Path) -> None:
    """What is cut off is never read as 0 and never counted as passed."""
    text = report_text()
    cut = text[: text.index("| （七）总计")] + text[text.index("四、政府信息公开行政复议") :]
    done = kit("extract", write(tmp_path / "r.txt", cut))
    cells = json.loads(done.stdout)["cells"]
    assert cells["t3.concluded.total"]["state"] == "missing"
    assert cells["t3.carried_out.total"]["value"] is None
    found = json.loads(kit("check", "--json", tmp_path / "r.txt").stdout)["findings"]
    status = {entry["check"]: entry["status"] for entry in found}
    assert status["t3.balance.total"] == "not_assessable"


def test_a_wrong_year_is_a_usage_error_or_a_finding(tmp_path: Path) -> None:
    """An impossible year is refused; another year than the title's is said."""
    file = write(tmp_path / "r.txt", report_text())
    assert kit("extract", file, "--year", "1066").returncode == 2
    folder = write(tmp_path / "县" / "青松镇" / "2023" / "report.txt", report_text()).parent
    done = kit("check", folder)
    assert done.returncode == 1
    assert "text.year" in done.stdout


def test_a_folder_without_a_report_is_said_and_left_alone(tmp_path: Path) -> None:
    """Exit 3 and no kit file but the record of the failed run."""
    folder = tmp_path / "县" / "镇" / "2024"
    folder.mkdir(parents=True)
    done = kit("check", folder)
    assert (done.returncode, TRACEBACK in done.stderr) == (3, False)
    assert list(folder.iterdir()) == []
    assert kit("audit", folder).returncode == 3
    assert [path.name for path in folder.iterdir()] == ["run.json"]


@pytest.mark.parametrize(
    "arguments",
    [["bogus"], ["extract"], ["extract", "r.txt", "--yaer", "1"], ["--lang", "fr", "doctor"]],
)
def test_wrong_usage_exits_2_with_a_sentence(arguments: list[str]) -> None:
    """Usage errors are told apart from everything else."""
    done = kit(*arguments)
    assert done.returncode == 2
    assert done.stderr
    assert TRACEBACK not in done.stderr


def test_debug_adds_the_traceback(tmp_path: Path) -> None:
    """Only who asks for it sees one."""
    empty = write(tmp_path / "r.txt", "")
    assert TRACEBACK in kit("--debug", "extract", empty).stderr


def test_doctor_finds_everything_here() -> None:
    """In the project's own environment nothing is missing."""
    done = kit("doctor")
    assert done.returncode == 0, done.stdout
    assert "disclosure_memo" in done.stdout


def test_extract_and_help_import_nothing_heavy(tmp_path: Path) -> None:
    """The quick commands stay quick: no notebook tool and no pandas is loaded for them."""
    file = write(tmp_path / "r.txt", report_text())
    code = (
        "import sys; from disclosure_audit import cli; sys.argv = ['kit', 'extract', sys.argv[1]]\n"
        "try: cli.main()\n"
        "except SystemExit: pass\n"
        "heavy = {'pandas', 'papermill', 'nbconvert', 'nbclient', 'jinja2', 'lxml', 'docx'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(file)], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stderr.strip() == "[]"


@pytest.mark.slow
def test_a_scan_is_read_within_the_bounds_of_a_command(tmp_path: Path) -> None:
    """Recognition takes memory and time; a scan of some pages is no hostile file."""
    scan = SCANS["scan_200"].all([samples(2, 7)[1].report])[0]
    path = tmp_path / "report.pdf"
    path.write_bytes(scan)
    done = kit("extract", path)
    assert done.returncode == 0, done.stderr
    states = {cell["state"] for cell in json.loads(done.stdout)["cells"].values()}
    assert "given" in states
