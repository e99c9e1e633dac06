"""A year folder: what its names say, and which file is the report."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosure_audit.errors import FilerError, InspectorError
from disclosure_audit.years import check_year, load_year, report_in
from tests.reports_text import report_text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    year = tmp_path / "松县" / "青松镇" / "2024"
    year.mkdir(parents=True)
    (year / "report.txt").write_text(report_text(), encoding="utf-8")
    return year


def test_the_folder_names_say_county_township_and_year(folder: Path) -> None:
    """They hold where the parameters do not say otherwise."""
    data = load_year(folder)
    assert (data.county, data.township, data.year) == ("松县", "青松镇", 2024)
    named = load_year(folder, county="柏县", township="柏树乡", year=2023)
    assert (named.county, named.township, named.year) == ("柏县", "柏树乡", 2023)


def test_a_report_alone_is_named_by_its_title(folder: Path) -> None:
    """Without a folder nobody says which year was due."""
    data = load_year(folder / "report.txt")
    assert (data.township, data.year) == (None, None)
    assert (data.report.township, data.report.year) == ("青松镇", 2024)


def test_the_kit_s_own_files_are_no_report(folder: Path) -> None:
    """report.json of an earlier run does not make two reports."""
    (folder / "report.json").write_text("{}", encoding="utf-8")
    assert report_in(folder).name == "report.txt"


def test_two_reports_in_a_folder_are_refused(folder: Path) -> None:
    """Which one was published is not the kit's to guess."""
    (folder / "report.html").write_text("<p>x</p>", encoding="utf-8")
    with pytest.raises(FilerError, match=r"report\.html"):
        report_in(folder)


def test_a_folder_without_a_report_says_what_belongs_there(tmp_path: Path) -> None:
    """The sentence names the folder and an example."""
    with pytest.raises(FilerError, match=r"report\.html"):
        report_in(tmp_path)


@pytest.mark.parametrize("year", [0, 1999, 2101, -1])
def test_an_impossible_year_is_refused(year: int) -> None:
    """No report can be of such a year."""
    with pytest.raises(InspectorError, match=str(year)):
        check_year(year)
