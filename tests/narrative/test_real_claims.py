"""The claims of published reports, in words of our own, are held against their real figures."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from disclosure_audit.checks import Finding
from tests.builders import findings, report, sections

SHANGHAI = (
    "（二）依申请公开",
    "全年新收政府信息公开申请859件，比上年下降12.3%。全年答复申请805件，其中上年结转18件；"
    "另有72件结转下年度继续办理。",
    "在答复的805件中：予以公开或部分公开258件，占33.9%；不予公开35件，占4.34%；"
    "无法提供265件，占32.9%；不予处理158件，占19.6%；其他处理0件。",
    "因政府信息公开引起的行政复议7件、行政诉讼9件，结果均为维持。",
)
SUQIAN_2023 = (
    "（二）依申请公开",
    "全市共收办政府信息公开申请3607件，同比增长70.3%，其中自然人3493件，法人或其他组织114件。"
    "办理结果为：予以公开1191件，部分公开328件，不予公开142件，无法提供1078件，不予处理406件，"
    "其他处理341件，结转下年度121件。",
    "共向25件申请收取信息处理费2950元。",
)
SUQIAN_2024 = (
    "（二）依申请公开",
    "全市共收办政府信息公开申请3646件，同比增长1.05%。办理结果为：予以公开1431件，部分公开471件，"
    "不予公开92件，无法提供941件，不予处理117件，其他处理469件，结转下年度125件。",
    "经备案的行政复议134件、行政诉讼57件。",
    "共向3件申请收取信息处理费2230元，分别为880元、1080元、270元。",
)


def audited(shared: Path, name: str, texts: tuple[str, ...]) -> dict[str, Finding]:
    source = json.loads(
        (shared / "figures" / f"{name}.json").read_text(encoding="utf-8"), parse_float=Decimal
    )
    made = report(
        source["cells"], edition=source["edition"], parts=sections(overview=texts),
        title=None, name="甲市", year=source["year"],
    )  # fmt: skip
    return {n: f for n, f in findings(made).items() if f.family == "narrative"}


def failed(found: dict[str, Finding]) -> dict[str, str | None]:
    return {
        name.removeprefix("narrative."): f.severity
        for name, f in found.items()
        if f.status == "fail"
    }


def test_the_five_faults_of_shanghai_2019_are_found(shared_data: Path) -> None:
    """258 and 33.9 %, 4.34 % cut off, 265, the sum of the parts, all upheld: nothing else."""
    found = audited(shared_data, "shanghai-go-2019", SHANGHAI)
    assert failed(found) == {
        "granted": "must_correct",
        "unavailable": "must_correct",
        "parts": "should_correct",
        "percentage": "should_correct",
        "percentages_sum": "verify",
        "universal": "should_correct",
    }
    assert "258" in found["narrative.granted"].outcome.message.zh
    assert found["narrative.granted"].outcome.expected == "275"
    assert found["narrative.unavailable"].outcome.expected == "337"
    told = found["narrative.percentage"].outcome.message.zh
    assert "33.9%" in told
    assert "只合 273" in told
    assert "4.34%" in told
    assert "截去" in told
    assert "32.9%" not in told  # it fits its own count
    assert found["narrative.parts"].outcome.actual == "716"
    assert found["narrative.parts"].caused_by is not None
    assert found["narrative.universal"].outcome.message.zh.count("维持") >= 2
    for name in ("received", "carried_in", "carried_out", "concluded", "refused", "unprocessed",
                 "other", "reviews", "lawsuits", "year_on_year_base"):  # fmt: skip
        assert found[f"narrative.{name}"].status == "pass", name
    assert "979—980" in found["narrative.year_on_year_base"].outcome.message.zh


def test_the_claims_of_suqian_2023_are_right(shared_data: Path) -> None:
    """收办 is received and carried in; every group, the base of 70.3 % and the fee agree."""
    found = audited(shared_data, "suqian-2023", SUQIAN_2023)
    assert failed(found) == {"silence": "improve"}  # these claims are of applications only
    for name in ("received", "granted", "refused", "unavailable", "unprocessed", "other",
                 "carried_out", "processing_fee"):  # fmt: skip
        assert found[f"narrative.{name}"].status == "pass", name
    assert "2118" in found["narrative.year_on_year_base"].outcome.message.zh


def test_suqian_2024_is_only_asked_about_the_pending_cases(shared_data: Path) -> None:
    """134 and 57 leave out just the pending: to be verified, not wrong; the rest agrees."""
    found = audited(shared_data, "suqian-2024", SUQIAN_2024)
    assert failed(found) == {"reviews": "verify", "lawsuits": "verify"}
    assert "尚未审结" in found["narrative.reviews"].outcome.message.zh
    assert found["narrative.processing_fee"].status == "pass"


CELLS = {
    "收到申请": ("全年收到政府信息公开申请{}。", "t3.received.total"),
    "受理申请": ("全年受理政府信息公开申请{}。", "t3.received.total"),
    "新收申请": ("全年新收申请{}。", "t3.received.total"),
    "依申请公开": ("全年依申请公开{}。", "t3.received.total"),
    "上年结转": ("政府信息公开申请上年结转{}。", "t3.carried_in.total"),
    "结转下年": ("政府信息公开申请结转下年{}。", "t3.carried_out.total"),
    "办结": ("政府信息公开申请办结{}。", "t3.concluded.total"),
    "予以公开": ("对申请予以公开{}。", "t3.granted.total"),
    "无法提供": ("对申请无法提供{}。", "t3.unavailable_not_held.total"),
    "行政复议": ("因信息公开引起的行政复议{}。", "t4.review.total"),
    "行政诉讼": ("因信息公开引起的行政诉讼{}。", "t4.direct_suit.total"),
    "规范性文件": ("本年制发行政规范性文件{}。", "t2.normative.issued"),
    "行政许可": ("本年作出行政许可决定{}。", "t2.licences.decisions"),
    "行政处罚": ("本年作出行政处罚决定{}。", "t2.penalties.decisions"),
}
STYLE = {"narrative.units", "narrative.round_figures", "narrative.silence"}


def real_claims(shared: Path) -> list[dict[str, Any]]:
    lines = (shared / "real_cases.jsonl").read_text(encoding="utf-8").splitlines()
    return [claim for line in lines for claim in json.loads(line)["narrative_claims"]]


def test_claims_of_real_cases_are_bound_and_judged(shared_data: Path) -> None:
    """Each claim that names a cell agrees with its own number and not with one more."""
    known = [c for c in real_claims(shared_data) if c["claim"] in CELLS]
    assert len(known) >= 50
    for claim in known:
        sentence, cell = CELLS[claim["claim"]]
        text = ("（二）依申请公开", sentence.format(f"{claim['number']}{claim['unit']}"))
        for value in (claim["number"], claim["number"] + 1):
            facts = {cell: value} if value else {}
            found = findings(report(facts, parts=sections(overview=text)))
            wrong = {n for n, f in found.items() if f.status == "fail" and f.family == "narrative"}
            assert bool(wrong - STYLE) == (value != claim["number"]), (text, value, wrong)


def test_numbers_of_real_cases_that_name_no_cell_accuse_nobody(shared_data: Path) -> None:
    """Items, events, channels: each is seen as a count, bound to nothing, and told of as such."""
    others = [c for c in real_claims(shared_data) if c["claim"] not in CELLS]
    assert len(others) >= 150
    for claim in others:
        if "申请" in claim["claim"] or "%" in claim["unit"] or "文件" in claim["claim"]:
            continue
        text = f"本年{claim['claim'].replace('(余)', '')}{claim['number']}{claim['unit']}。"
        found = findings(report(parts=sections(overview=("（一）主动公开", text))))
        wrong = {n for n, f in found.items() if f.status == "fail" and f.family == "narrative"}
        assert wrong - STYLE - {"narrative.magnitude"} == set(), (text, wrong)


@pytest.mark.parametrize(
    ("texts", "check"),
    [
        (("公开信息496条，包括工作动态420条、重点工作6条、公告3条、采购67条、人事7条、会议4条、"
          "财政6条、规划2条、项目5条、其他8条。",), "parts"),
        (("主动公开信息424条，具体包括网站42条、微信公众号212条。",), "parts"),
        (("主动公开信息162条，其中微信公众号293条。",), "part_exceeds_whole"),
        (("主动公开信息382条，其中网站35条、媒体80条、微信公众号2443条。",), "part_exceeds_whole"),
        (("公开信息80条，其中年报1条，占1.1%。",), "percentage"),
        (("公开信息57条，其中财政信息2条，占3.50%。",), "percentage"),
    ],
)  # fmt: skip
def test_sums_and_shares_that_real_reports_got_wrong(texts: tuple[str, ...], check: str) -> None:
    """Parts that miss their total, parts above it, shares that do not fit."""
    found = findings(report(parts=sections(overview=texts)))
    assert found[f"narrative.{check}"].status == "fail"


def test_sums_that_real_reports_got_right_pass() -> None:
    """171 and 63 and 81 with all their parts."""
    texts = (
        "公开信息171条，其中基层政务公开领域124条、工作动态34条、预决算4条、应急预案3条、"
        "政策文件2条、其他4条。发布信息63条，包括机构16条、动态36条、预决算5条、报告1条、其他5条。",
        "网站公开81条：动态50条、通知9条、机构2条、文件6条、解读4条、财政4条、脱贫2条、应急1条、"
        "建议提案1条、年报1条、指南1条。",
    )
    found = findings(report(parts=sections(overview=texts)))
    assert found["narrative.parts"].status == "pass"
    assert found["narrative.part_exceeds_whole"].status == "pass"
