"""Prose that is hostile, or merely strange, is read in bounded time and never raises."""

# ruff: noqa: E501 - pieces of prose stand on a line

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.checks import narrative
from disclosure_audit.checks.subject import Subject
from disclosure_audit.reports.claims import claims_in, figures_in
from tests.builders import report, sections, year_data

REPEATED = (
    "1", "一二三四五六七八九十百千万", "1,111", "5件", "每每每年", "（", "（5件", "没有", "没有行政复议，", "“",
    "《", "收到申请5件。", "公开80条，其中1条，占1.1%，", "均予以公开，", "3件、", "电话", "收到申请：", "由",
    "甲1条、", "a", "1.1", "3万元", "申请", "，5件", "分别为", "其中", "上年", "2022年", "百分之",
)  # fmt: skip


@pytest.mark.parametrize("piece", REPEATED)
def test_repetition_takes_no_time(piece: str) -> None:
    """Six thousand characters of anything take less than three seconds of the processor."""
    text = piece * (6_000 // len(piece))
    begin = time.process_time()
    everything(("公开信息9条，其中" + text,))
    assert time.process_time() - begin < 3


def everything(texts: tuple[str, ...]) -> Subject:
    subject = Subject(year_data(report(parts=sections(overview=texts, preamble=texts))))
    for check in narrative.CHECKS:
        for target in check.targets(subject):
            assert check.look(subject, target).message.zh
    return subject


def test_what_is_too_long_is_said_to_be() -> None:
    """A text that was not looked at to its end claims no absence."""
    subject = everything(tuple("工作情况良好。" * 100 for _ in range(120)))
    assert not subject.prose.whole
    look = {check.pattern: check.look for check in narrative.CHECKS}
    outcome = look["narrative.no_figures"](subject, "narrative.no_figures")
    assert outcome.status == "not_assessable"


_WORDS = st.sampled_from(
    ("收到", "申请", "5件", "12", "，", "。", "其中", "自然人", "没有", "均", "行政复议", "占", "33.9%", "（", "）",
     "2023年", "上年", "增加", "3件", "第", "条", "一", "余", "万元", "《", "》", "：", "分别为", "、", "合计", "\n", "零")
)  # fmt: skip


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(_WORDS, max_size=40))
def test_any_order_of_words_is_read(words: list[str]) -> None:
    """Numbers lie inside the text, in order, none twice; and every check has an outcome."""
    text = "".join(words)
    subject = everything((text,))
    found = figures_in(text)
    assert all(0 <= f.start < f.end <= len(text) for f in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    numbers = [c for c in subject.prose.claims if c.kind == "number"]
    assert {c.figure.start for c in numbers if c.spot.section == "overview"} <= {
        f.start for f in found
    }


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.integers(0, 10**9), st.sampled_from(("件", "条", "份", "万元", "人次", "%", "")))
def test_a_number_keeps_its_value(value: int, unit: str) -> None:
    """Whole numbers come back as printed, plain, grouped and in full width."""
    worth = 10_000 if unit == "万元" else 1
    wide = str(value).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    for printed in (f"{value}", f"{value:,}", wide):
        made = report(parts=sections(overview=(f"共有{printed}{unit}。",)))
        told = claims_in(made.sections, made.edition, made.year).claims
        values = [c.value for c in told if c.spot.section == "overview" and c.kind == "number"]
        assert values == [value * worth], printed


def test_lines_broken_for_their_length_are_one_text() -> None:
    """A sentence that goes on in the next line is read as one; a new item begins anew."""
    lines = (
        "（二）依申请公开。全年新收政府信息公开申请五件，其中自然",
        "人四件、商业企业一件，无上年结转，年内全部办结，没有",
        "行政复议和行政诉讼。",
        "（三）政府信息管理。全年清理文件，更新指南和目录，共",
        "（四）平台建设。维护专栏2个。",
    )
    made = report(parts=sections(overview=lines))
    told = claims_in(made.sections, made.edition, made.year).claims
    cells = {claim.meanings[0] for claim in told if claim.meanings}
    assert ("t3.received.natural_person",) in cells
    assert ("t4.review.total",) in cells
    assert {c.figure.printed: c.spot.paragraph for c in told}["2个"] == 4
