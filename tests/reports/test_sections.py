"""Sections are known by their titles, altered ones too, and by nothing else."""

from __future__ import annotations

import pytest

from disclosure_audit.documents import Paragraph, Place
from disclosure_audit.reports import Report
from tests.builders import TITLES, grid, understood

TITLE = "甲镇2023年政府信息公开工作年度报告"
PREAMBLE = "本报告依据《中华人民共和国政府信息公开条例》编制。"
LONG = "这一段文字讲述全年政府信息公开工作的开展情况，字数比较多，不会被认作标题或表格中的一格。"


def with_titles(**changes: str | None) -> Report:
    """A report whose headings are the official ones but for the changes; None leaves one out."""
    blocks = [TITLE, PREAMBLE]
    for heading in {**TITLES, **changes}.values():
        blocks += [heading, LONG] if heading else []
    return understood(*blocks)


def ids(report: Report) -> list[str]:
    return [section.id for section in report.sections]


ALL = ["preamble", *TITLES]


def test_the_official_titles_are_found() -> None:
    """Six sections and the preamble, each with its text and numeral."""
    report = with_titles()
    assert ids(report) == ALL
    assert [s.ordinal for s in report.sections[1:]] == list("一二三四五六")
    assert {s.text for s in report.sections[1:]} == {LONG}
    assert report.sections[0].text == PREAMBLE


@pytest.mark.parametrize(
    ("section", "heading"),
    [
        ("overview", "总体情况"),
        ("overview", "一 总体情况"),
        ("overview", "1、 总体情况"),
        ("overview", "第一部分 总体情况"),
        ("overview", "一、工作总体推进情况"),
        ("overview", "一、2023年政务公开总体情况"),
        ("overview", "一、概述"),
        ("overview", "一、基本情况"),
        ("overview", "一、總體情況"),
        ("proactive", "二、主动公开信息情况"),
        ("proactive", "二、主动公开政府信息情况。"),
        ("requests", "三、政府信息依申请公开办理情况"),
        ("requests", "三、依申请公开"),
        ("disputes", "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
        ("disputes", "四、行政复议和行政诉讼"),
        ("problems", "五、存在的主要问题和改进措施"),
        ("problems", "五、存在的主要问题"),
        ("problems", "5、 存在的主要问题及改进情况"),
        ("problems", "存在的主要问题及改进情况"),
        ("other", "六、其他报告事项"),
        ("other", "六、其他需要报告的事项："),
        ("other", "六、其他情况"),
    ],
)
def test_an_altered_title_is_no_missing_section(section: str, heading: str) -> None:
    """Wordings and numerals seen in published reports are known as their section."""
    report = with_titles(**{section: heading})
    assert ids(report) == ALL
    found = report.section(section)
    assert found is not None
    assert found.text == LONG


@pytest.mark.parametrize("mark", ["。", "：", " ", "　"])
def test_a_title_and_its_text_in_one_paragraph_are_told_apart(mark: str) -> None:
    """六、其他需要报告的事项：无 is a title with a text."""
    report = understood(
        TITLE, *(t for key, t in TITLES.items() if key != "other"), f"{TITLES['other']}{mark}无。"
    )
    found = report.section("other")
    assert found is not None
    assert (found.title, found.text) == ("其他需要报告的事项", "无。")


def test_a_title_broken_over_two_lines_is_one() -> None:
    """A long title goes on in the next line, which is no text of the section."""
    report = understood(
        TITLE, TITLES["overview"], LONG, "三、收到和处理政府信息", "公开申请情况", LONG
    )
    found = report.section("requests")
    assert found is not None
    assert (found.title, found.text) == ("收到和处理政府信息公开申请情况", LONG)


@pytest.mark.parametrize("behind", [(), (PREAMBLE, LONG, LONG)])
def test_a_table_of_contents_holds_no_sections(behind: tuple[str, ...]) -> None:
    """Titles listed before the text are not the sections, whatever follows the list."""
    body = [line for title in TITLES.values() for line in (title, LONG)]
    report = understood(TITLE, "目录", *TITLES.values(), *behind, *body)
    assert ids(report) == ALL
    assert all(section.text == LONG for section in report.sections[1:])


def test_sub_headings_are_not_taken_for_sections() -> None:
    """（一） and list numbers inside section one keep it whole, even with a section's own words."""
    inside = (
        "（一）主动公开政府信息情况", LONG, "1.主动公开政府信息情况", LONG, LONG, LONG, LONG,
        "（二）收到和处理政府信息公开申请情况", "（三）其他需要报告的事项",
    )  # fmt: skip
    body = [line for title in list(TITLES.values())[1:] for line in (title, LONG)]
    report = understood(TITLE, TITLES["overview"], *inside, *body)
    assert ids(report) == list(TITLES)
    assert [s.ordinal for s in report.sections] == list("一二三四五六")
    assert len(report.sections[0].paragraphs) == len(inside)


def test_a_report_that_numbers_its_sections_in_brackets_has_sections() -> None:
    """Where no section has another numeral, （一） to （六） are the sections."""
    marks = dict(zip(TITLES, "一二三四五六", strict=True))
    report = with_titles(**{key: f"（{marks[key]}）{title[2:]}" for key, title in TITLES.items()})
    assert ids(report) == ALL


@pytest.mark.parametrize("section", TITLES)
def test_a_section_that_is_not_there_is_not_found(section: str) -> None:
    """Leaving out a heading leaves out that section and no other."""
    assert ids(with_titles(**{section: None})) == [s for s in ALL if s != section]


def test_sections_keep_the_order_of_the_text() -> None:
    """Sections come in printed order, right or wrong."""
    report = understood(TITLE, *(x for key in ("overview", "problems", "disputes")
                                 for x in (TITLES[key], LONG)))  # fmt: skip
    assert ids(report) == ["overview", "problems", "disputes"]


def test_a_heading_marked_by_the_source_needs_no_numeral() -> None:
    """An altered title without numeral is known where the source marks it as a heading."""
    heading = Paragraph("存在的问题和改进措施", Place(line=9), level=2)
    report = understood(TITLE, TITLES["overview"], LONG, heading, LONG)
    assert ids(report) == ["overview", "problems"]


def test_a_table_of_other_things_is_text_of_its_section() -> None:
    """Words in a table that is none of the form's are not lost."""
    table = grid(("时间", "事由"), ("三月", "社会评议满意度测评"))
    report = understood(TITLE, TITLES["overview"], table, TITLES["problems"], LONG)
    found = report.section("overview")
    assert found is not None
    assert "社会评议满意度测评" in found.text
