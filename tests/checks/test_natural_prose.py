"""Official prose as people really write it is not accused; the same prose with a fault is."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from disclosure_audit.checks import Finding
from disclosure_audit.text import ordinal_of
from tests.builders import (
    TEXTS,
    TITLES,
    document,
    findings,
    report,
    section,
    sections,
    understood,
)

TITLE = "甲镇2023年政府信息公开工作年度报告"
LONG = "这一段文字讲述全年政府信息公开工作的开展情况，字数比较多，不会被认作标题或表格中的一格。"


def of_text(check: str, **texts: tuple[str, ...] | None) -> Finding:
    return findings(report(parts=sections(**texts)))[check]


def numbering(*texts: str) -> str:
    return of_text("section.numbering", problems=texts).status


@pytest.mark.parametrize(
    "texts",
    [
        ("（一）问题。", "1.甲。", "2.乙。", "（二）措施。", "1.甲。", "2.乙。"),
        ("存在问题：", "1、甲；", "2、乙。", "改进措施：", "1、甲；", "2、乙。"),
        ("1.甲", "（一）一", "（二）二", "2.乙", "（一）一", "（二）二"),
        ("1.甲", "（1）一", "2.乙", "（1）一", "3.丙", "（1）一"),
        ("（一）甲。1.一；2.二；", "3.三。", "（二）乙。"),
        ("主要有：（一）甲；（二）乙；", "（三）丙。"),
        ("1、2022年的问题已改。", "2、今年的问题。"),
        ("一、甲", "二、乙", "三、丙"),
        ("一是甲；二是乙；", "三是丙。"),
        ("①甲", "②乙", "③丙"),
        ("第二十条第", "（三）项规定的信息，", "已经公开。"),
        ("⒈甲", "⒉乙"),
        ("1.甲", "2.乙", "（一）一", "1.子", "（二）二", "1.子", "（三）三"),
        ("3.5万人次访问网站。", "12件文件。"),
        ("（一）甲", "正文", "（二）乙", "1.一", "①子", "②子", "2.二", "①子", "（三）丙"),
    ],
)
def test_numbers_that_run_on_are_no_break(texts: tuple[str, ...]) -> None:
    """Nested lists, lists inside paragraphs and lists begun again are in order."""
    assert numbering(*texts) == "pass"


@pytest.mark.parametrize(
    "texts",
    [
        ("（二）甲。",),
        ("（一）甲。", "（三）乙。"),
        ("1、甲", "1、乙", "2、丙"),
        ("1.甲", "2.乙", "4.丙"),
        ("（一）甲。", "1.一", "2.二", "（二）乙。", "2.二"),
        ("一、甲", "三、乙"),
    ],
)
def test_gaps_and_doubles_are_breaks(texts: tuple[str, ...]) -> None:
    """A number left out, doubled or begun at two is found."""
    assert numbering(*texts) == "fail"


def test_numbers_lost_in_conversion_are_not_held_against_the_report() -> None:
    """Where no section has a numeral nothing is said; where one lacks it, that one is named."""
    bare = [section(s.id, TITLES[s.id][2:], *s.text.split("\n")) for s in sections()[1:]]
    assert findings(report(parts=bare))["section.numbering"].status == "not_assessable"
    found = findings(report(parts=[*sections()[1:4], bare[3]]))["section.numbering"]
    assert found.status == "fail"
    assert "没有编号" in found.outcome.message.zh


@pytest.mark.parametrize(
    "sentence",
    [
        "统计期限自2023年1月1日起至2023年12月31日止。",
        "统计期限为2023年1月1日起，至2023年12月31日止。",
        "数据统计期限为2023年1月1日—12月31日。",
        "数据从2023年1月1日–2023年12月31日。",
        "统计时间：2023 年 1 月 1 日 - 12 月 31 日。",
        "统计时间２０２３年１月１日至１２月３１日。",
        "统计期限为2023.1.1-2023.12.31。",
        "统计期限为2023-01-01至2023-12-31。",
        "统计期限为2023/1/1～2023/12/31。",
        "自2023年1月1日0时至12月31日24时。",
        "自2023年1月1日始，截至2023年12月31日。",
        "自2023年1月1日起到当年12月31日。",
        "统计期限为2023年1月至12月。",
        "统计期限为2023年1—12月。",
        "二〇二三年一月一日至二〇二三年十二月三十一日。",
        "与2022年1月1日至12月31日相比有增加，本年为2023年1月1日至12月31日。",
    ],
)
def test_a_period_well_said_is_not_accused(sentence: str) -> None:
    """Every usual way to write the period states it."""
    assert of_text("text.period", preamble=(sentence,)).status == "pass"


@pytest.mark.parametrize(
    "sentence",
    [
        "截至2023年12月31日。",
        "统计期限自2023年1月1日起至12月31止。",
        "统计期限自2023年11月1日至12月31日。",
        "统计期限自2023年1月1日至11月30日。",
        "统计期限自2022年1月1日至2022年12月31日。",
        "统计期限自2022年1月1日至2023年12月31日。",
        "本报告由办公室编制。",
    ],
)
def test_a_period_ill_said_is_found(sentence: str) -> None:
    """An end alone, a lost 日, other months, another year and no period at all are found."""
    assert of_text("text.period", preamble=(sentence,)).status == "fail"


@pytest.mark.parametrize(
    "headings",
    [
        "（一）主动公开 （二）依申请公开 （三）政府信息管理 （四）政府网站建设 （五）监督保障",
        "（一）信息发布 （二）办理申请 （三）健全制度 （四）拓宽公开渠道 （五）教育培训",
        "1.主动公开 2.依申请公开 3.规范管理 4.用好公众号 5.加强组织领导",
        "（一）重点领域公开 （二）公开申请 （三）保密审查 （四）专区建设 （五）考核评估",
        "（五）监督保障 （四）平台建设 （三）信息管理 （二）依申请公开 （一）主动公开",
    ],
)
def test_topics_under_other_headings_are_treated(headings: str) -> None:
    """Other wordings and another order of the five topics are no fault."""
    texts = tuple(part for heading in headings.split() for part in (heading, LONG))
    found = findings(report(parts=sections(overview=texts)))
    topics = ("proactive", "requests", "information_management", "platforms", "supervision")
    assert {t: found[f"statutory.{t}"].status for t in topics} == dict.fromkeys(topics, "pass")


def test_a_topic_left_out_among_headings_is_found() -> None:
    """Four headings and none for the platform: a mention elsewhere is not enough."""
    texts = ("（一）主动公开。网站公开五条。", *TEXTS["overview"][1:3], TEXTS["overview"][4])
    found = of_text("statutory.platforms", overview=texts)
    assert (found.status, found.severity) == ("fail", "improve")


@pytest.mark.parametrize(
    ("check", "sentence"),
    [
        ("work_assessment", "年度考评合格。"),
        ("work_assessment", "纳入绩效管理。"),
        ("social_evaluation", "开展民主评议。"),
        ("social_evaluation", "群众评价良好。"),
        ("social_evaluation", "接受第三方评估。"),
        ("accountability", "未发生问责情形。"),
        ("accountability", "没有被追究责任的人员。"),
    ],
)
def test_results_in_other_words_are_given(check: str, sentence: str) -> None:
    """考评, 评议, 问责 and their like answer article 50 wherever they stand."""
    texts = TEXTS["overview"][:4]
    assert of_text(f"statutory.{check}", overview=texts).status == "fail"
    assert of_text(f"statutory.{check}", overview=texts, other=(sentence,)).status == "pass"


def test_headings_of_published_reports_are_sections_where_they_are_sections(
    shared_data: Path,
) -> None:
    """Each heading of a real case is found as its section, and no sub-heading is."""
    text = (shared_data / "real_cases.jsonl").read_text(encoding="utf-8")
    cases = [json.loads(line) for line in text.splitlines()]
    assert len(cases) >= 60
    for case in cases:
        tops = [h for h in case["headings"] if h.startswith(tuple("一二三四五六总"))]
        if not tops:
            continue
        found = made_up(case)
        titles = [s.title for s in found.sections if s.id != "preamble"]
        ordinals = [ordinal_of(heading) for heading in tops]
        wanted = [o.rest if o else h for o, h in zip(ordinals, tops, strict=True)]
        assert titles == wanted, case["township"]
        checks = findings(found)
        for part in found.sections:
            if part.id == "preamble":
                continue
            official = TITLES[part.id].split("、", 1)[1]
            altered = part.title != official and "复议" not in (part.title or "")
            status = checks[f"section.title.{part.id}"].status
            assert status == ("fail" if altered else "pass"), (case["township"], part.title)
            assert checks[f"section.missing.{part.id}"].status == "pass"


def made_up(case: dict[str, Any]):  # type: ignore[no-untyped-def]
    """A report with a real case's headings and nothing else of it."""
    year = case["year"]
    blocks = [f"甲镇{year}年政府信息公开工作年度报告"]
    for heading in case["headings"]:
        blocks += [heading, LONG]
    return understood(*blocks)


@pytest.mark.parametrize(
    ("title", "status"),
    [
        (TITLE, "pass"),
        ("甲县乙镇人民政府2023年政府信息公开工作年度报告", "pass"),
        ("甲镇 2023 年政府信息公开工作年度报告", "pass"),
        ("甲镇二〇二三年政府信息公开工作年度报告", "pass"),
        ("甲镇2023年政府信息公开工作报告", "fail"),
        ("甲镇2023年度政府信息公开工作年度报告", "fail"),
        ("甲镇2023年政府信息公开年度工作报告", "fail"),
        ("2023年度甲镇政府信息公开工作年度报告", "fail"),
        ("甲镇2023年信息公开年度报告", "fail"),
        ("甲镇政府信息公开工作年度报告", "fail"),
        (None, "fail"),
    ],
)
def test_titles_in_the_usual_form_pass(title: str | None, status: str) -> None:
    """Only the title's wording counts, not its spaces or digits."""
    assert findings(report(title=title))["title.form"].status == status


def test_a_document_without_tables_is_not_accused_of_blanks() -> None:
    """Cells that were not read are not judged: neither blank nor passed."""
    blocks = [TITLE, *(line for title in TITLES.values() for line in (title, LONG))]
    found = findings(understood(*blocks))
    assert {found[f"blank.{t}"].status for t in ("t2", "t3", "t4")} == {"not_assessable"}
    assert found["t3.balance.total"].status == "not_assessable"
    assert document(*blocks).blocks


def test_a_sum_of_many_cells_is_a_sentence_in_english_too() -> None:
    """What the text says, and what the sum is."""
    cells = {"t3.refused_third_party.natural_person": 2, "t3.refused_third_party.total": 2}
    texts = {**TEXTS, "overview": (*TEXTS["overview"], "（六）不予公开1件。")}
    found = findings(report(cells, parts=sections(**texts)))["narrative.refused"]
    assert found.status == "fail"
    assert re.search(r"the sum of .{5,200} and \d+ more is 2;", found.message.en), found.message.en
