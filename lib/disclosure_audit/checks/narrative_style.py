"""Family narrative: how counts are written, and whether they can be."""

from __future__ import annotations

import re

from disclosure_audit.checks.check import Basis, check
from disclosure_audit.checks.finding import Outcome, not_applicable, not_assessable, passed
from disclosure_audit.checks.narrative_words import READS_SO
from disclosure_audit.checks.stated import excerpt, places, sum_of
from disclosure_audit.checks.subject import Subject
from disclosure_audit.forms import vocabulary
from disclosure_audit.reports.claims import Claim
from disclosure_audit.text import Words
from disclosure_audit.text.numbers import Number

FORM_UNIT = Basis(
    "P", Words("格式以“件”计申请、复议、诉讼", "the form counts applications and cases in 件")
)
COUNT_EXACTLY = Basis(
    "L", Words("通行要求：数据准确，不用约数", "usual demand: exact figures, no round ones")
)
_SHOWN = 3
_NO_ITEM_BY_APPLICATION = re.compile(r"依申请公开(?:政府)?(?:信息)?(?:为|共)?\s?0$")
"""Items of information by how they are published: that none was is usually counted in 条."""
_NOT_THE_YEARS_ITEMS = re.compile(
    r"报送|上报|报来|投稿|清理|清除|删除|下架|撤下|整改|排查|历史|过期|失效|错误|"
    r"动态(?!信息)|推文|图片|视频|不足"
)
"""Items sent in, cleared away or posted on media are not the information published in a year."""
_LIMITS: dict[str, int] = {
    "t3": 1_000,
    "t4": 200,
    "t2.normative": 500,
    "t2.regulations": 50,
    "published": 50_000,
}
"""Counts above which a township's figure is asked about; real towns stay far below them."""


def _cases(subject: Subject) -> list[Claim]:
    return [
        claim
        for claim in subject.prose.claims
        if claim.kind == "number"
        and claim.figure.unit
        and any(cell.startswith(("t3.", "t4.")) for own in claim.meanings for cell in own)
    ]


@check(
    "narrative.units",
    family="narrative",
    severity="improve",
    basis=FORM_UNIT,
    obligation=Words(
        "申请、复议、诉讼以“件”计", "applications, reviews and suits are counted in 件"
    ),
    example=Words("“收到申请 0 起”“行政诉讼 0 条”", "applications counted in 起, suits in 条"),
    caution=Words("公开的信息以“条”计不算错", "items published may be counted in 条"),
)
def units(subject: Subject, _: str) -> Outcome:
    cases = _cases(subject)
    if not cases:
        return not_applicable(
            Words("正文没有申请、复议、诉讼的件数", "the text counts no application or case")
        )
    wrong = [c for c in cases if c.figure.unit in vocabulary().loose_case_units
             and not _NO_ITEM_BY_APPLICATION.search(f"{c.lead}{c.value}")]  # fmt: skip
    if not wrong:
        return passed(Words("都以“件”计", "all are counted in 件"), at=places(cases))
    shown = "、".join(f"“{excerpt(claim)}”" for claim in wrong[:_SHOWN])
    return Outcome(
        "fail",
        Words(f"计量单位应为“件”：{shown}。", f"Counted in other units than 件: {shown}."),
        at=places(wrong),
        suggestion=Words("统一改为“件”。", "Count in 件."),
    )


@check(
    "narrative.round_figures",
    family="narrative",
    severity="improve",
    basis=COUNT_EXACTLY,
    obligation=Words(
        "公开信息、申请、文件等的件数写实数",
        "items, applications and documents are counted exactly",
    ),
    example=Words("“主动公开信息 60 余条”", "“more than 60 items published”"),
    caution=Words("活动、人数、阅读量等约数不算", "events, people and readings may be round"),
)
def round_figures(subject: Subject, _: str) -> Outcome:
    counted = [c for c in subject.prose.claims if c.kind == "number" and (
        c.meanings or (c.check == "published" and not _NOT_THE_YEARS_ITEMS.search(c.lead))
    )]  # fmt: skip
    wrong = [c for c in counted if _is_round(c)]
    if not counted:
        return not_applicable(Words("正文没有这类件数", "the text gives no such number"))
    if not wrong:
        return passed(Words("件数都是实数", "the numbers are exact"), at=places(counted))
    shown = "、".join(f"“{excerpt(claim)}”" for claim in wrong[:_SHOWN])
    return Outcome(
        "fail",
        Words(f"用约数代替实数：{shown}。", f"Round figures stand for counts: {shown}."),
        at=places(wrong),
        suggestion=Words("按记录写明实数。", "Give the number on record."),
    )


def _is_round(claim: Claim) -> bool:
    """Whether a count is a round one: 余, 多, 约; 1.2万 is only short."""
    return claim.figure.low is not None and "." not in claim.figure.printed


@check(
    "narrative.magnitude",
    family="narrative",
    severity="verify",
    basis=READS_SO,
    obligation=Words(
        "正文的件数在乡、镇、街道可能的范围内", "counts are of a size a township can have"
    ),
    example=Words("某镇收到申请 3607 件", "a town received 3,607 applications"),
    caution=Words("市、县的报告不适用", "does not bind cities and counties"),
)
def magnitude(subject: Subject, _: str) -> Outcome:
    if subject.report.unit not in ("township", "subdistrict"):
        return not_applicable(Words("不是乡、镇、街道", "the unit is no township or sub-district"))
    counted = [c for c in subject.prose.claims if c.kind == "number" and c.value is not None
               and c.figure.role == "count"]  # fmt: skip
    wrong = [claim for claim in counted if _too_large(claim)]
    if not wrong:
        return passed(Words("件数大小合理", "the counts are of a usual size"))
    shown = "、".join(f"“{excerpt(claim)}”" for claim in wrong[:_SHOWN])
    return Outcome(
        "fail",
        Words(
            f"件数对乡、镇、街道来说过大，请核实是否照抄上级数据：{shown}。",
            f"Too large for a township, please verify whether it is a superior's: {shown}.",
        ),
        at=places(wrong),
        suggestion=Words("核实并改为本单位的数据。", "Verify, and give the unit's own figures."),
    )


def _too_large(claim: Claim) -> bool:
    value: Number = claim.value or 0
    if claim.check == "published":
        return value > _LIMITS["published"]
    cells = claim.meanings[0] if claim.meanings else ()
    limits = [limit for prefix, limit in _LIMITS.items() if cells and cells[0].startswith(prefix)]
    return bool(limits) and value > limits[0]


@check(
    "narrative.cumulative",
    family="narrative",
    severity="verify",
    basis=READS_SO,
    obligation=Words(
        "写本年的数，不写开始以来的累计数", "counts are of the year, not since the start"
    ),
    example=Words("“建站以来累计公开 3000 条”", "“3,000 items since the site was opened”"),
    caution=Words("“全年累计”是本年的数", "全年累计 counts the year"),
)
def cumulative(subject: Subject, _: str) -> Outcome:
    claims = [c for c in subject.prose.claims if c.figure.role == "cumulative"]
    about = [c for c in claims if vocabulary().published.search(c.lead) or "申请" in c.lead]
    if not about:
        return not_applicable(
            Words("正文没有历年累计数", "the text gives no count since an earlier year")
        )
    shown = "、".join(f"“{excerpt(claim)}”" for claim in about[:_SHOWN])
    return Outcome(
        "fail",
        Words(
            f"写的是历年累计数，请核实并写明本年数：{shown}。",
            f"Counted since an earlier year, please verify and give the year's number: {shown}.",
        ),
        at=places(about),
        suggestion=Words("补写本年的数。", "Add the number of the year."),
    )


_EARLIER_REVIEW = re.compile(r"(?:上年|上一年|去年|往年|20\d{2}年)[^。；]{0,30}复议")


@check(
    "narrative.proceeding_order",
    family="narrative",
    severity="verify",
    basis=READS_SO,
    obligation=Words(
        "有复议后起诉的，本年或往年应有行政复议",
        "a suit after review needs a review, now or earlier",
    ),
    example=Words("复议后起诉 1 件，行政复议 0 件", "1 suit after review, 0 reviews"),
    caution=Words("往年的复议在正文写明的不算", "not where the text tells of an earlier review"),
)
def proceeding_order(subject: Subject, _: str) -> Outcome:
    suits = sum_of(subject, ("t4.suit_after_review.total",))
    held = sum_of(subject, ("t4.review.total",))
    cells = (*suits.cells, *held.cells)
    if suits.unsure or held.unsure:
        return not_assessable(Words("表四没有能确定的数", "table 4 has no certain figures"), cells)
    if not suits.low:
        return not_applicable(Words("没有复议后起诉的案件", "there is no suit after review"))
    if held.low or _EARLIER_REVIEW.search(subject.whole_text):
        return passed(Words("有行政复议在先", "a review went before"), cells)
    return Outcome(
        "fail",
        Words(
            f"复议后起诉 {suits.low} 件，行政复议为 0，请核实是否为往年的复议。",
            f"{suits.low} suits after review, no review: please verify whether it was earlier.",
        ),
        cells=cells,
        at=subject.places(cells),
        suggestion=Words(
            "核实；属往年复议的，在正文写明。", "Verify; tell of an earlier review in the text."
        ),
    )


CHECKS = (units, round_figures, magnitude, cumulative, proceeding_order)
