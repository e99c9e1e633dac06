"""Real figures, printed in every layout, come back cell for cell."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from disclosure_audit.reports import read_report
from tests.rendering import CONVERTED, HEADINGS, LAYOUTS, Renderer, ReportText, together

FILES = ("shanghai-go-2019", "suqian-2023", "suqian-2024")
OFFICE = ("shanghai-go-2019", "suqian-2024")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", FILES)
def test_real_figures_come_back_cell_for_cell(
    name: str, layout: str, shared_data: Path, tmp_path: Path
) -> None:
    """Every number is given as printed and every blank is blank, whatever the layout."""
    source = _source(name, shared_data)
    renderer = LAYOUTS[layout]
    _assert_comes_back(source, renderer, renderer(_report(source)), tmp_path)


@pytest.fixture(scope="module")
def files(shared_data: Path, asked_for: frozenset[str]) -> dict[str, list[bytes]]:
    """The reports of OFFICE in every layout that LibreOffice and Chromium write."""
    reports = [_report(_source(name, shared_data)) for name in OFFICE]
    return together.written(CONVERTED, asked_for, reports)


@pytest.mark.slow
@pytest.mark.parametrize("layout", CONVERTED)
@pytest.mark.parametrize("name", OFFICE)
def test_real_figures_come_back_from_files_that_libreoffice_wrote(
    name: str, layout: str, files: dict[str, list[bytes]], shared_data: Path, tmp_path: Path
) -> None:
    """Old Word and WPS files, spreadsheets of every kind and stored formulas read as printed."""
    data = files[layout][OFFICE.index(name)]
    _assert_comes_back(_source(name, shared_data), CONVERTED[layout], data, tmp_path)


def _source(name: str, shared_data: Path) -> dict[str, Any]:
    text = (shared_data / "figures" / f"{name}.json").read_text(encoding="utf-8")
    source: dict[str, Any] = json.loads(text, parse_float=Decimal)
    return source


def _assert_comes_back(
    source: dict[str, Any], renderer: Renderer, data: bytes, tmp_path: Path
) -> None:
    path = tmp_path / f"report.{renderer.extension}"
    path.write_bytes(data)

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
