"""Whose report it is, and of which year, told from the title."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_audit.reports import name_of, year_in
from tests.builders import TITLES, understood

TEXT = "本年度主动公开政府信息若干条，具体情况见下文各部分，此处从略，不再一一列出说明。"


@pytest.mark.parametrize(
    ("lines", "township", "county", "unit", "year"),
    [
        (["甲乡2020年政府信息公开工作报告"], "甲乡", None, "township", 2020),
        (["甲镇2019年度政府信息公开工作年度报告"], "甲镇", None, "township", 2019),
        (["甲乡2019年政府信息公开年度工作报告"], "甲乡", None, "township", 2019),
        (["2022年度甲镇政府信息公开工作年度报告"], "甲镇", None, "township", 2022),
        (["甲镇2021年信息公开年度报告"], "甲镇", None, "township", 2021),
        (["甲镇2025政府信息公开工作年度报告"], "甲镇", None, "township", 2025),
        (["甲镇2023年政府信息公开年报"], "甲镇", None, "township", 2023),
        (["甲镇政府信息公开工作年度报告"], "甲镇", None, "township", None),
        (["2023年甲镇人民政府信息公开工作年度报告"], "甲镇", None, "township", 2023),
        (["甲县乙镇人民政府2023年政府信息公开工作年度报告"], "乙镇", "甲县", "township", 2023),
        (["青松市白石区红岩街道办事处2023年政府信息公开工作年度报告"], "红岩街道", "白石区",
         "subdistrict", 2023),
        (["红旗岭镇2023年政府信息公开工作年度报告"], "红旗岭镇", None, "township", 2023),
        (["甲镇二〇二三年政府信息公开工作年度报告"], "甲镇", None, "township", 2023),
        (["甲镇二○二三年政府信息公开工作年度报告"], "甲镇", None, "township", 2023),
        (["甲镇２０２３年政府信息公开工作年度报告"], "甲镇", None, "township", 2023),
        (["甲镇 2023 年政府信息公开工作年度报告"], "甲镇", None, "township", 2023),
        (["青松县教育局2023年政府信息公开工作年度报告"], "青松县教育局", None, "department", 2023),
        (["2023年青松县教育局政府信息公开工作年度报告"], "青松县教育局", None, "department", 2023),
        (["青松市人民政府办公厅2019年政府信息公开工作年度报告"], "青松市人民政府办公厅", None,
         "department", 2019),
        (["江北省青松市2023年政府信息公开工作年度报告"], "青松市", None, "county_or_above", 2023),
        (["甲镇人民政府", "2023年政府信息公开工作年度报告"], "甲镇", None, "township", 2023),
        (["甲镇2023年", "政府信息公开工作年度报告"], "甲镇", None, "township", 2023),
        (["甲镇人民政府", "2023年政府信息公开", "工作年度报告"], "甲镇", None, "township", 2023),
        (["甲镇2023年政府信息公开工作", "年度报告"], "甲镇", None, "township", 2023),
        (["首页", "政府信息公开年度报告", "甲镇2023年政府信息公开工作年度报告"], "甲镇", None,
         "township", 2023),
    ],
)  # fmt: skip
def test_titles_say_unit_and_year(
    lines: list[str], township: str, county: str | None, unit: str, year: int | None
) -> None:
    """Every form of title in use says whose report it is, of what kind of unit and which year."""
    report = understood(*lines, TITLES["overview"], TEXT, TITLES["problems"], TEXT)
    assert (report.township, report.county, report.unit) == (township, county, unit)
    assert report.year_printed == report.year == year


@pytest.mark.parametrize(
    ("name", "township", "unit"),
    [("佳安县螅镇", "螅镇", "township"), ("沙市街道", "沙市街道", "subdistrict"),
     ("县城镇", "县城镇", "township"), ("青松自治县白石回族乡", "白石回族乡", "township"),
     ("东旗苏木", "东旗苏木", "township"), ("某某公司", "某某公司", None), ("", None, None),
     (None, None, None)],
)  # fmt: skip
def test_names_are_taken_apart(name: str | None, township: str | None, unit: str | None) -> None:
    """A town keeps its own name, whatever words for counties are in it."""
    found = name_of(name)
    assert (found.township, found.unit) == (township, unit)


@given(st.text(max_size=60))
def test_any_name_or_title_is_read_without_error(text: str) -> None:
    """Names and years are told or not, but never raise."""
    name_of(text)
    year = year_in(text)
    assert year is None or 1900 <= year <= 2999


def test_the_page_title_serves_where_the_text_has_none() -> None:
    """A title outside the text is taken only without one inside."""
    assert (
        understood(TITLES["overview"], TEXT, "政府信息公开。", TITLES["problems"], TEXT).title
        is None
    )


def test_the_callers_year_and_name_come_first() -> None:
    """The year due is the caller's; a title of another year is noted."""
    report = understood(
        "甲镇2022年政府信息公开工作年度报告", TITLES["overview"], TEXT, year=2023, township="乙街道"
    )
    assert (report.year, report.year_printed) == (2023, 2022)
    assert (report.township, report.unit) == ("乙街道", "subdistrict")
    assert "year_differs" in {note.code for note in report.notes}
