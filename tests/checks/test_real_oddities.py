"""What published reports of townships got wrong in their words, each made up anew.

The oddities are those of the real cases that the project's facts list; no sentence is theirs.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from disclosure_audit.reports import Report
from tests.builders import CONTACT, TEXTS, findings, grid, report, section, sections, understood
from tests.checks.test_wording_of_reports import SUBDISTRICT, audited, failed


@pytest.mark.parametrize(
    ("check", "sentence"),
    [
        ("statutory.old_regime", "本报告由概述、主动公开、支出和收费情况、诉讼和申诉情况组成。"),
        ("statutory.old_regime", "指标统计附表见文末。"),
        ("statutory.basis_cited", "根据政府网站年度报表的通知要求编制本报告。"),
        ("statutory.basis_cited", "按照《政府信息公开工作年度报告格式（试行）》编制。"),
        ("text.contact", "电话：0000-0000001，传真：7654321。"),
        ("text.personal_data", "由党委书记周大海同志负总责。"),
        ("text.typing", "全年未收到公开申请0件。"),
        ("text.typing", "落实省、市、工作部署。"),
        ("text.typing", "做好信息公开申请受理信息公开申请受理和答复。"),
        ("text.unit_name", "甲山镇镇，重视公开工作。"),
        ("text.unit_name", "我乡规范公开流程。"),
        ("text.outdated_terms", "按照公开是原则、不公开是例外的要求执行。"),
    ],
)
def test_an_oddity_of_a_published_report_is_found(check: str, sentence: str) -> None:
    """Each is one finding and touches no other check."""
    assert failed(audited(sentence)) == {check}


def test_a_longer_name_cut_short_is_asked_about() -> None:
    """四家镇 in the report of 四家子镇."""
    found = audited("四家镇重视公开工作。", name="四家子镇")["text.unit_name"]
    assert (found.status, found.severity) == ("fail", "verify")
    assert audited("四家子镇重视公开工作。", name="四家子镇")["text.unit_name"].status == "pass"


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("甲山街办事处设专人负责。", "fail"),
        ("咨询地点为甲山街12号。", "pass"),
        ("街道办事处工委委员任组长。", "pass"),
    ],
)
def test_the_short_form_of_a_sub_district_is_found_and_a_street_is_none(
    sentence: str, status: str
) -> None:
    """甲山街 for 甲山街道 as an agency; an address may be in a street of that name."""
    assert audited(sentence, name=SUBDISTRICT)["text.unit_name"].status == status


def test_an_office_s_committee_is_a_slip() -> None:
    """工委 and 办事处 are two bodies."""
    assert failed(audited("由街道办事处工委委员分管。", name=SUBDISTRICT)) == {"text.typing"}


def test_a_heading_of_the_old_regime_in_section_one_is_found() -> None:
    """（一）概述 as a sub-heading; 概述 in a sentence is a word."""
    texts = ("（一）概述", *TEXTS["overview"])
    found = findings(report(parts=sections(overview=texts)))
    assert found["statutory.old_regime"].status == "fail"


def test_a_preamble_inside_section_one_is_found_there() -> None:
    """Basis and period below the title of section one, with nothing before it."""
    texts = ("现将本镇工作情况报告如下。", CONTACT, *TEXTS["overview"])
    found = findings(report(parts=sections(preamble=None, overview=texts)))
    assert found["text.preamble_place"].status == "fail"
    assert found["text.preamble_place"].caused_by == found["section.missing.preamble"].id
    none = findings(report(parts=sections(preamble=None)))
    assert none["text.preamble_place"].status == "not_applicable"


def web_page_with(paragraph: str) -> Report:
    made = report(parts=sections(overview=(paragraph, *TEXTS["overview"])))
    return replace(made, source=replace(made.source, format="html"))


LONG = "全年对照目录逐项检查公开内容。各站所每月自查一次，镇办公室每季抽查一次，结果在会上通报"


def test_a_lost_full_stop_is_found_in_pages_and_not_in_broken_text() -> None:
    """Before the next number; plain text may be broken anywhere."""
    page = web_page_with(f"（一）公开。{LONG}")
    assert findings(page)["text.typing"].status == "fail"
    assert findings(web_page_with(f"（一）公开。{LONG}。"))["text.typing"].status == "pass"
    text = replace(page, source=replace(page.source, format="txt"))
    assert findings(text)["text.typing"].status == "pass"


HEADS = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")


def labels(rows: list[tuple[str, ...]]) -> Report:
    """A report with a table 2 of these rows."""
    return understood(
        "甲镇2023年政府信息公开工作年度报告", "一、总体情况", "（一）主动公开。公开五条。",
        "二、主动公开政府信息情况", grid(*rows),
    )  # fmt: skip


TABLE_2 = [
    ("第二十条第（一）项", "", "", ""), HEADS, ("规章", "0", "0", "0"),
    ("行政规范性文件", "0", "0", "0"), ("第二十条第（五）项", "", "", ""),
    ("信息内容", "本年处理决定数量", "", ""), ("行政许可", "3", "", ""),
    ("第二十条第（八）项", "", "", ""), ("信息内容", "本年收费金额（单位：万元）", "", ""),
    ("行政事业性收费", "0", "", ""),
]  # fmt: skip


def changed(before: str, after: str) -> list[tuple[str, ...]]:
    return [tuple(after if text == before else text for text in row) for row in TABLE_2]


@pytest.mark.parametrize(
    ("rows", "status", "said"),
    [
        (TABLE_2, "pass", ""),
        (changed("行政事业性收费", "行政事业型收费"), "fail", "行政事业性收费"),
        (changed("行政规范性文件", "规范性文件"), "fail", "行政规范性文件"),
        (TABLE_2[1:], "fail", "第二十条第（一）项"),
        (changed("本年收费金额（单位：万元）", "收费金额(单位：万元)"), "pass", ""),
        (changed("本年收费金额（单位：万元）", "收费金额"), "pass", ""),
        (changed("现行有效件数", "现行 有效 件数"), "pass", ""),
        ([row for row in TABLE_2 if not row[0].startswith("第二十条")], "pass", ""),
    ],
)
def test_labels_with_a_wrong_character_or_a_band_left_out(
    rows: list[tuple[str, ...]], status: str, said: str
) -> None:
    """Shortened labels, brackets and spaces pass; all bands left out is the page's own way."""
    found = findings(labels(rows))["text.form_labels"]
    assert found.status == status
    assert said in found.outcome.message.zh


@pytest.mark.parametrize(
    ("text", "status", "severity"),
    [
        ("一是公开不细；二是更新不快。已细化目录，并明确更新时限。", "pass", None),
        ("问题：解读形式单一。改进：制作图解和音频。", "pass", None),
        ("无。", "fail", "should_correct"),
        ("不存在问题。", "fail", "should_correct"),
        ("继续做好各项工作。", "fail", "should_correct"),
        ("公开不及时、内容不全的问题仍然存在。", "fail", "should_correct"),
        ("一是公开慢；二是不全；三是不细。一是增加频次；二是补齐目录。", "fail", "verify"),
        ("一是公开慢；二是不全。一是增加频次；二是补齐目录；三是加强培训。", "pass", None),
    ],
)
def test_problems_are_concrete_and_have_measures(
    text: str, status: str, severity: str | None
) -> None:
    """No problem, or no measure, is a fault; fewer measures than problems are asked about."""
    made = report(parts=sections(problems=(text,)))
    found = findings(made)["statutory.problems_and_measures"]
    assert (found.status, found.severity) == (status, severity)


@pytest.mark.parametrize(
    ("year", "other", "status"),
    [
        (2023, "本年度未收取信息处理费。", "pass"),
        (2023, "没有向申请人收取任何费用。", "pass"),
        (2023, "无。", "fail"),
        (2020, "无。", "not_applicable"),
    ],
)
def test_the_fee_is_spoken_of_from_2021_on(year: int, other: str, status: str) -> None:
    """Wherever it is said; before 2021 there was no such fee."""
    made = report(parts=sections(other=(other,)), year=year)
    assert findings(made)["statutory.processing_fee"].status == status


@pytest.mark.parametrize(
    ("contact", "status", "said"),
    [
        (CONTACT, "pass", ""),
        ("如有疑问请与甲镇党政办联系（甲镇一路1号，0000-0000001）。", "pass", ""),
        ("联系单位：甲镇党政办，地址：甲镇一路1号，电话：（0000）0000001。", "pass", ""),
        ("联系单位：甲镇党政办，地址：甲镇一路1号，电话：0000—0000001，邮箱a@b.cn。", "pass", ""),
        ("联系单位：甲镇党政办，电话：0000-0000001。", "fail", "地址"),
        ("联系单位：甲镇党政办，地址：甲镇一路1号。", "fail", "电话"),
        ("地址：甲镇一路1号，电话：0000-0000001。", "fail", "联系单位"),
        ("本报告由综合科编制。", "fail", "全文没有联系方式"),
    ],
)  # fmt: skip
def test_a_contact_has_unit_address_and_telephone(contact: str, status: str, said: str) -> None:
    """In any order and any usual way to write a number; e-mail is not asked for."""
    found = findings(report(parts=sections(preamble=(TEXTS["preamble"][0], contact))))
    assert found["text.contact"].status == status
    assert said in found["text.contact"].outcome.message.zh


def test_a_section_that_is_a_picture_is_not_accused_of_silence() -> None:
    """What a picture says was not read: nothing is claimed to be absent."""
    parts = [section("problems", "五、存在的主要问题及改进情况", pictures=1)]
    parts += [p for p in sections(other=("无。",), preamble=()) if p.id != "problems"]
    found = findings(report(parts=parts))
    for name in ("problems_and_measures", "processing_fee"):
        assert found[f"statutory.{name}"].status == "not_assessable"
    assert found["text.contact"].status == "not_assessable"


def test_a_report_in_traditional_characters_is_read_the_same() -> None:
    """What is said in them is said."""
    texts = {
        "preamble": (
            TEXTS["preamble"][0],
            "聯系單位：甲鎮黨政辦公室，地址：甲鎮一路1號，電話：0000-0000001。",
        ),
        "problems": ("存在公開不及時的問題，將改進。",),
        "other": ("未收取信息處理費。",),
    }
    found = findings(report(parts=sections(**texts)))
    for name in ("text.contact", "statutory.problems_and_measures", "statutory.processing_fee"):
        assert found[name].status == "pass", name
