"""Real figures, printed in every layout, come back cell for cell."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from disclosure_audit.reports import read_report
from tests.rendering import CONVERTED, HEADINGS, LAYOUTS, Renderer, ReportText

FILES = ("shanghai-go-2019", "suqian-2023", "suqian-2024")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", FILES)
def test_real_figures_come_back_cell_for_cell(
    name: str, layout: str, shared_data: Path, tmp_path: Path
) -> None:
    """Every number is given as printed and every blank is blank, whatever the layout."""
    _assert_comes_back(name, LAYOUTS[layout], shared_data, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("layout", CONVERTED)
@pytest.mark.parametrize("name", ["shanghai-go-2019", "suqian-2024"])
def test_real_figures_come_back_from_files_that_libreoffice_wrote(
    name: str, layout: str, shared_data: Path, tmp_path: Path
) -> None:
    """Old Word and WPS files, spreadsheets of every kind and stored formulas read as printed."""
    _assert_comes_back(name, CONVERTED[layout], shared_data, tmp_path)


def _assert_comes_back(name: str, renderer: Renderer, shared_data: Path, tmp_path: Path) -> None:
    text = (shared_data / "figures" / f"{name}.json").read_text(encoding="utf-8")
    source = json.loads(text, parse_float=Decimal)
    path = tmp_path / f"report.{renderer.extension}"
    path.write_bytes(renderer(_report(source)))

    report = read_report(path)

    assert report.edition == source["edition"]
    assert set(report.cells) == set(source["cells"])
    wrong = {
        cell: (value, report.cells[cell].state, report.cells[cell].raw)
        for cell, value in source["cells"].items()
        if not _right(value, report.cells[cell], shows_blanks=renderer.shows_blanks)
    }
    assert wrong == {}


def _right(value: Any, cell: Any, *, shows_blanks: bool) -> bool:
    if shows_blanks:
        return (cell.state, cell.value) == ("blank" if value is None else "given", value)
    return cell.state != "given" or cell.value == value


def _report(source: dict[str, Any]) -> ReportText:
    cells = source["cells"].items()
    return ReportText(
        title=f"{source['place']}{source['year']}年政府信息公开工作年度报告",
        preamble=("本报告依据《中华人民共和国政府信息公开条例》编制。",),
        headings=HEADINGS,
        paragraphs=dict.fromkeys(("overview", "problems", "other"), ("本部分文字从略。",)),
        figures={cell: "" if value is None else str(value) for cell, value in cells},
        edition=source["edition"],
    )
