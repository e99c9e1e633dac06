"""Notes, captions and broken labels beside the figures, where only the order of cells is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from disclosure_audit.forms import editions
from disclosure_audit.reports import read_report
from tests.rendering import HEADINGS, LAYOUTS, ReportText

EDITION = "2021"
NUMBERS = {cell: n for n, cell in enumerate(editions()[EDITION].cells, 1)}
REPORT = ReportText(
    title="甲乡2023年政府信息公开工作年度报告",
    preamble=("本报告由甲乡人民政府编制。",),
    headings=HEADINGS,
    paragraphs=dict.fromkeys(("overview", "problems", "other"), ("文字从略。",)),
    figures={cell: str(n) for cell, n in NUMBERS.items()},
    edition=EDITION,
)
NOTE = "注：其中3件为上年结转件，2件经延期后答复。"
LONG = "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"


def given(report: ReportText, layout: str, folder: Path) -> Mapping[str, object]:
    """The cells that are given when the report is printed and read."""
    path = folder / "report.txt"
    path.write_bytes(LAYOUTS[layout](report))
    cells = read_report(path).cells
    return {cell: value.value for cell, value in cells.items() if value.state == "given"}


@pytest.mark.parametrize("layout", ["lines", "tabs", "pipe_lines", "running", "wrapped_lines"])
def test_a_note_below_a_table_takes_no_cell(layout: str, tmp_path: Path) -> None:
    """The row above the note is read, and the note is no figure."""
    noted = replace(REPORT, notes=dict.fromkeys(("t2", "t3", "t4"), NOTE))
    assert given(noted, layout, tmp_path) == NUMBERS


@pytest.mark.parametrize("layout", ["runs", "flat", "pipe_rows_bare"])
def test_a_label_broken_over_lines_keeps_its_figures(layout: str, tmp_path: Path) -> None:
    """The figures stand in the row of the label's last line."""
    broken = replace(REPORT, labels={LONG: f"{LONG[:12]}\n{LONG[12:]}"})
    assert given(broken, layout, tmp_path) == NUMBERS


def test_a_row_that_begins_with_an_empty_cell_has_no_outer_pipe(tmp_path: Path) -> None:
    """Where rows have no outer pipes, a row with an empty first cell is not joined to the next."""
    assert given(REPORT, "pipe_rows_bare", tmp_path) == NUMBERS


def test_a_caption_above_upright_headers_is_none_of_them(tmp_path: Path) -> None:
    """单位：件 between the title of the section and the headers is left out of account."""
    captioned = replace(REPORT, captions={"t4": "统计表（单位：件）"})
    assert given(captioned, "flat", tmp_path) == NUMBERS


def test_a_note_in_the_place_of_a_figure_gives_nothing(tmp_path: Path) -> None:
    """Where a figure is missing before the note, the row is not given."""
    path = tmp_path / "report.txt"
    noted = replace(REPORT, notes={"t3": NOTE})
    last = NUMBERS["t3.carried_out.total"]
    printed = LAYOUTS["lines"](noted).decode()
    path.write_text(printed.replace(f"\n{last}\n\n{NOTE}", f"\n\n{NOTE}"), encoding="utf-8")
    row = [v for c, v in read_report(path).cells.items() if c.startswith("t3.carried_out")]
    assert [value.state for value in row] == ["unreadable"] * 7
