"""For each narrative check a text (and table) with its fault, and one that is right.

Each entry: pattern and id of the check, severity, cells that are not 0, the faulty first section,
the sound one.
"""

# ruff: noqa: E501 - a case is one line

from __future__ import annotations

from typing import Any

from disclosure_audit.reports import Report
from tests.builders import CONTACT, TEXTS, report, sections

_HEAD = "（二）依申请公开。"
_REST = TEXTS["overview"][2:]
THREE = {
    "t3.received.natural_person": 3, "t3.received.total": 3, "t3.concluded.natural_person": 3,
    "t3.concluded.total": 3, "t3.granted.natural_person": 3, "t3.granted.total": 3,
}  # fmt: skip
REFUSED = {
    **THREE, "t3.granted.natural_person": 1, "t3.granted.total": 1,
    "t3.refused_third_party.natural_person": 2, "t3.refused_third_party.total": 2,
}  # fmt: skip
CARRIED = {
    "t3.received.natural_person": 3, "t3.received.total": 3, "t3.concluded.natural_person": 2,
    "t3.concluded.total": 2, "t3.granted.natural_person": 2, "t3.granted.total": 2,
    "t3.carried_out.natural_person": 1, "t3.carried_out.total": 1,
}  # fmt: skip
OTHER = {
    **THREE, "t3.granted.natural_person": 2, "t3.granted.total": 2,
    "t3.other_rest.natural_person": 1, "t3.other_rest.total": 1,
}  # fmt: skip
REVIEWS = {"t4.review.upheld": 1, "t4.review.pending": 1, "t4.review.total": 2}
SUITS = {"t4.direct_suit.upheld": 3, "t4.direct_suit.total": 3}
AFTER = {"t4.suit_after_review.upheld": 1, "t4.suit_after_review.total": 1}
ISSUED = {"t2.normative.issued": 2, "t2.normative.in_force": 2}

Row = tuple[str, str, dict[str, Any], str, str]
_ROWS: tuple[Row, ...] = (
    ("received", "must_correct", THREE, "收到申请5件。", "收到申请3件。"),
    ("carried_in", "must_correct", THREE, "收到申请3件，上年结转2件。", "收到申请3件，上年结转0件。"),
    ("carried_out", "must_correct", CARRIED, "收到申请3件，结转下年2件。", "收到申请3件，结转下年1件。"),
    ("concluded", "must_correct", CARRIED, "收到申请3件，办结3件。", "收到申请3件，办结2件。"),
    ("granted", "must_correct", REFUSED, "收到申请3件，予以公开2件。", "收到申请3件，予以公开1件。"),
    ("refused", "must_correct", REFUSED, "收到申请3件，不予公开1件。", "收到申请3件，不予公开2件。"),
    ("withdrawn", "verify", OTHER, "收到申请3件，申请人撤回2件。", "收到申请3件，申请人撤回1件。"),
    ("assistance", "should_correct", THREE, "收到申请3件，其中协助答复2件。",
     "收到申请5件，其中协助答复2件。"),
    ("reviews", "should_correct", REVIEWS, "行政复议3件。", "行政复议2件。"),
    ("lawsuits", "should_correct", SUITS, "行政诉讼2件。", "行政诉讼3件。"),
    ("normative", "must_correct", ISSUED, "制发行政规范性文件1件。", "制发行政规范性文件2件。"),
    ("licences", "must_correct", {"t2.licences.decisions": 4}, "行政许可决定5件。", "行政许可决定4件。"),
    ("penalties", "must_correct", {"t2.penalties.decisions": 4}, "行政处罚5件。", "行政处罚4件。"),
    ("coercion", "must_correct", {"t2.coercion.decisions": 4}, "行政强制5件。", "行政强制4件。"),
    ("fees", "should_correct", {"t2.fees.amount": "0.3"}, "行政事业性收费3万元。",
     "行政事业性收费3000元。"),
    ("processing_fee", "verify", {"t2.fees.amount": "0.3"}, "收取信息处理费225元。",
     "收取信息处理费220元。"),
    ("parts", "should_correct", {}, "公开信息9条，包括甲类4条、乙类6条。",
     "公开信息9条，包括甲类4条、乙类5条。"),
    ("part_exceeds_whole", "should_correct", {}, "公开信息9条，其中甲类12条。",
     "公开信息9条，其中甲类4条。"),
    ("channels", "should_correct", THREE, "收到申请3件：网络1件、信函1件。",
     "收到申请3件：网络2件、信函1件。"),
    ("percentage", "should_correct", {}, "公开信息80条，其中甲类1条，占1.1%。",
     "公开信息80条，其中甲类1条，占1.25%。"),
    ("percentages_sum", "verify", {},
     "公开信息20条，其中甲类10条，占50%，乙类6条，占30%，其他4条，占10%。",
     "公开信息20条，其中甲类10条，占50%，乙类6条，占30%，其他4条，占20%。"),
    ("universal", "should_correct", THREE, "未收到申请。", "收到申请3件，均予以公开。"),
    ("zero_handled", "improve", {}, "收到申请0件，全部办结。", ""),
    ("silence", "improve", THREE, "设立申请窗口。", "收到申请3件。"),
    ("sentence_without_number", "should_correct", {}, "现行有效规范性文件件。", "公开三条。"),
    ("units", "improve", THREE, "收到申请3起。", "收到申请3件。"),
    ("round_figures", "improve", {}, "公开信息60余条。", "公开信息61条。"),
    ("magnitude", "verify", {}, "公开信息200000条。", "公开信息200条。"),
    ("cumulative", "verify", {}, "自建站以来累计公开信息3000条。", ""),
    ("proceeding_order", "verify", AFTER, "行政诉讼1件。", "行政诉讼1件，2022年曾申请行政复议。"),
    ("year_on_year_base", "verify", {}, "公开信息7条，同比增长25%。", "公开信息10条，同比增长25%。"),
    ("change_of_one", "should_correct", THREE, "收到申请3件，比上年增加4件。", ""),
)  # fmt: skip


def overview(*texts: str) -> Report:
    """A report of zeros with this first section."""
    return report(parts=sections(overview=texts))


def told(facts: dict[str, Any], text: str) -> Report:
    """A report whose section on applications says this; all other topics are treated."""
    texts = ("（一）主动公开。公开信息五条。", f"{_HEAD}{text}", *_REST)
    return report(facts, parts=sections(overview=texts))


def cases() -> tuple[tuple[str, str, str, Report, Report | None], ...]:
    """Every case: pattern, check, severity, the faulty report, the sound one; None: no pass."""
    patterns = {"refused": "narrative.<result>"}
    rows = (
        (
            patterns.get(name, f"narrative.{name}"),
            f"narrative.{name}",
            severity,
            told(facts, wrong),
            told(facts, right) if right else None,
        )
        for name, severity, facts, wrong, right in _ROWS
    )
    silent = ("（一）主动公开。公开信息。", f"{_HEAD}无。", *(t.replace("一次", "") for t in _REST))
    announced = (
        "本报告由总体情况、存在问题两个部分组成。",
        "统计期限为2023年1月1日至12月31日。",
        CONTACT,
    )
    six = ("本报告分六个部分。", "统计期限为2023年1月1日至12月31日。", CONTACT)
    return (
        *rows,
        ("narrative.no_figures", "narrative.no_figures", "improve", overview(*silent), report()),
        (
            "narrative.announced_parts",
            "narrative.announced_parts",
            "improve",
            report(parts=sections(preamble=announced)),
            report(parts=sections(preamble=six)),
        ),
    )
