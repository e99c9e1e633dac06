"""What site systems put around a report changes nothing that is read of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from html import escape
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.forms import editions
from disclosure_audit.reports import Report, read_report
from tests.memo.browser import chromium
from tests.rendering import plain_text, web_page
from tests.rendering.figures import faultless
from tests.rendering.report import ReportText
from tests.rendering.site_shells import SHELLS, shelled
from tests.rendering.variation import sample


def written(seed: int) -> ReportText:
    random = Random(f"furniture/{seed}")
    edition = editions()["2021" if seed % 2 else "2019"]
    return sample(edition, faultless(edition, random), random).report


def article(report: ReportText) -> str:
    """The body of the bare page without its title."""
    page = web_page.plain(report).decode()
    body = page.partition("<body>")[2].partition("</body>")[0]
    return body.replace(f"<h1>{escape(report.title)}</h1>", "", 1)


def read(data: bytes, path: Path) -> Report:
    path.write_bytes(data)
    return read_report(path)


def understood(report: Report) -> dict[str, Any]:
    """Everything but places and the count of what was left out."""
    return {
        "title": report.title,
        "cells": {id: (cell.state, cell.value, cell.raw) for id, cell in report.cells.items()},
        "texts": {s.id: (s.title, [p.text for p in s.paragraphs]) for s in report.sections},
    }


def archived(page: bytes) -> bytes:
    message = EmailMessage()
    message.set_content(page.decode(), subtype="html", charset="utf-8", cte="base64")
    message.make_related()
    return message.as_bytes()


@pytest.mark.parametrize("name", SHELLS)
def test_furniture_around_a_report_changes_nothing(name: str, tmp_path: Path) -> None:
    """A report on any site's page, or in its archive, gives the cells and texts of the bare one."""
    for seed in range(2):
        report = written(seed)
        bare = understood(read(web_page.plain(report), tmp_path / "bare.html"))
        page = shelled(name, report.title, article(report))
        assert understood(read(page, tmp_path / "page.html")) == bare
        assert understood(read(archived(page), tmp_path / "page.mht")) == bare


ABOVE = [
    "首页 > 政务公开 > 年度报告",
    "当前位置：首页 >> 信息公开",
    "网站首页",
    "无障碍阅读",
    "今天是2024年1月22日 星期一",
    "索引号：000/2024-1",
    "发布机构：某某镇",
    "有效性：有效",
    "主题分类：政务公开",
]
BETWEEN = [
    "发布时间：2024-01-22 10:20",
    "来源：某某镇",
    "[ 浏览次数：368 ]",
    "字体：【大 中 小】",
    "字号：大 中 小",
    "日期：2024-01-22　来源：某某镇　点击：12次",
    "发布于 2024-01-22",
    "【打印】【关闭】",
    "A- A A+",
    "分享到：微信 微博",
    "2024年01月22日 09:13 某某镇",
    "责任编辑：某某",
    "[信息来源：某某镇] [字体：大 中 小] [我要打印]",
]
BELOW = [
    "【打印本页】　【关闭窗口】",
    "打印 | 关闭 | 收藏",
    "分享到： 微信 微博 QQ空间",
    "一键分享至：",
    "扫一扫在手机打开当前页",
    "上一篇：甲县某站2022年度工作报告",
    "下一篇：没有了",
    "← 上一篇 下一篇 →",
    "上一条：关于某事的通知",
    "责任编辑：某某",
    "主办单位：甲县人民政府办公室",
    "版权所有：甲县人民政府",
    "示例ICP备00000000号-1",
    "示例公网安备 00000000000000号",
    "网站标识码：0000000000",
    "Copyright © 2024 All Rights Reserved",
    "（编辑：某某）",
]
LISTS = ["相关阅读", "热点推荐", "为您推荐", "最新信息", "延伸阅读："]
HEADLINES = ["某某镇春耕备耕掠影", "关于召开会议的通知", "甲县某站2022年度工作报告"]


def some(lines: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(lines), max_size=4)


@settings(max_examples=25, deadline=None)
@given(some(ABOVE), some(BETWEEN), some(BELOW), some(LISTS), st.sampled_from(["p", "div", "li"]))
def test_lines_of_furniture_in_any_mixture_change_nothing(
    above: list[str], between: list[str], below: list[str], lists: list[str], tag: str
) -> None:
    """Lines above the title, below it and behind the text are no text, on a page and copied."""
    behind = [*below, *(line for title in lists for line in (title, *HEADLINES))]
    report = written(3)

    def marked(lines: list[str]) -> str:
        return "".join(f"<{tag}>{escape(line)}</{tag}>" for line in lines)

    with TemporaryDirectory() as folder:
        bare = understood(read(web_page.plain(report), Path(folder) / "bare.html"))
        body = f"<h1>{escape(report.title)}</h1>{marked(between)}{article(report)}{marked(behind)}"
        page = f"<meta charset=utf-8><body>{marked(above)}{body}".encode()
        assert understood(read(page, Path(folder) / "page.html")) == bare

        plain = plain_text.tabs(report)
        own = understood(read(plain, Path(folder) / "bare.txt"))
        title, _, rest = plain.decode().partition("\n")
        text = "\n".join([*above, title, *between, rest, *behind])
        assert understood(read(text.encode(), Path(folder) / "page.txt")) == own


SHORT = [
    "暂无", "暂无。", "无。", "没有。", "没有了", "审核：张三", "（审核：张三）",
    "建设单位：某某站", "维护单位：某某站", "相关内容：", "更多信息", "主题词：公开",
]  # fmt: skip
"""Lines of a report that could as well stand around one."""


def with_short_lines(problems: list[str], other: list[str], *, arabic: bool) -> ReportText:
    """The report with these lines in its last two sections, and with 1. 2. before its titles."""
    report = written(3)
    paragraphs = {**report.paragraphs, "problems": tuple(problems), "other": tuple(other)}
    headings = {
        id: f"{n}. {title[2:]}" if arabic else title
        for n, (id, title) in enumerate(report.headings.items(), 1)
    }
    return replace(report, paragraphs=paragraphs, headings=headings)


def last_texts(report: Report) -> list[list[str]]:
    return [[p.text for p in section.paragraphs] for section in report.sections[-2:]]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(SHORT), min_size=1, max_size=3),
    st.one_of(
        st.lists(st.sampled_from(SHORT), min_size=1, max_size=1),
        st.lists(st.sampled_from(SHORT), max_size=3).map(lambda lines: [*lines, "没有。"]),
    ),
    st.booleans(),
    st.sampled_from(SHELLS),
    some(BELOW),
)
def test_short_lines_of_a_report_are_text_wherever_they_stand(
    problems: list[str], other: list[str], arabic: bool, name: str, below: list[str]
) -> None:
    """暂无, 审核：… and the like inside a report stay on any site's page, in text and Markdown."""
    report = with_short_lines(problems, other, arabic=arabic)
    with TemporaryDirectory() as folder:
        page = read(shelled(name, report.title, article(report)), Path(folder) / "page.html")
        assert last_texts(page) == [problems, other]
        text = "\n".join(["当前位置：首页", plain_text.tabs(report).decode(), *below]).encode()
        for extension in ("txt", "md"):
            assert last_texts(read(text, Path(folder) / f"page.{extension}")) == [problems, other]


def test_a_section_without_text_is_given_none_of_the_page() -> None:
    """Behind a title without text, the buttons, neighbours and owners of the page are no text."""
    report = with_short_lines(["无。"], [], arabic=False)
    for name in SHELLS:
        with TemporaryDirectory() as folder:
            page = read(shelled(name, report.title, article(report)), Path(folder) / "page.html")
            assert {name: last_texts(page)} == {name: [["无。"], []]}


def _as_text(page: Any) -> str:
    return str(page.evaluate("document.body.innerText"))


def _as_markdown(page: Any) -> str:
    page.evaluate("document.querySelectorAll('a').forEach(a => a.textContent ="
                  " `[${a.textContent}](${a.getAttribute('href')})`)")  # fmt: skip
    return _as_text(page)


@pytest.mark.browser
@pytest.mark.parametrize(("extension", "copied"), [("txt", _as_text), ("md", _as_markdown)])
def test_furniture_copied_with_the_text_changes_nothing(
    extension: str, copied: Callable[[Any], str], tmp_path: Path
) -> None:
    """What is copied from a page with all that stands around it gives the same cells and texts."""
    report = written(1)
    with chromium() as browser:
        page = browser.new_page()

        def text_of(html: bytes) -> bytes:
            page.set_content(html.decode())
            return copied(page).encode()

        bare = understood(read(text_of(web_page.plain(report)), tmp_path / f"bare.{extension}"))
        for name in SHELLS:
            around = text_of(shelled(name, report.title, article(report)))
            found = understood(read(around, tmp_path / f"page.{extension}"))
            assert {name: found} == {name: bare}
