"""Family narrative: the fee for processing information requests."""

from __future__ import annotations

import re

from disclosure_audit.checks.check import Basis, check
from disclosure_audit.checks.finding import Outcome, not_applicable, passed
from disclosure_audit.checks.stated import excerpt, in_wan, places, sum_of
from disclosure_audit.checks.subject import Subject
from disclosure_audit.reports.claims import Claim
from disclosure_audit.text import Words
from disclosure_audit.text.numbers import Number

FEE_SCALE = Basis(
    "P",
    Words(
        "国办函〔2020〕109号《政府信息公开信息处理费管理办法》：按件或按量分档计收",
        "国办函〔2020〕109号: the fee is charged by steps, per application or per page",
    ),
)
_FEE = "信息处理费"
_NO_NOTICE = re.compile(r"(?:没有|未)(?:发出|送达|下达|制发)?[^。；，]{0,6}收费通知")
_ONE = re.compile(r"(?:向|对)?(?:1|一)(?:件|名|位|人)[^。；]{0,20}信息处理费")


def reachable(fee: Number) -> bool:
    """Whether one application can cost this fee, in 元 (scale of 国办函〔2020〕109号).

    Per page: 10 元 each of pages 31 to 100, 20 元 of 101 to 200, 40 元 above. Per application:
    multiples of 100 元.
    """
    if fee != int(fee) or fee < 0:
        return False
    whole = int(fee)
    if whole % 100 == 0 or (whole <= 700 and whole % 10 == 0):
        return True
    if whole <= 2_700:
        return (whole - 700) % 20 == 0
    return (whole - 2_700) % 40 == 0


@check(
    "narrative.processing_fee",
    family="narrative",
    severity="verify",
    basis=FEE_SCALE,
    obligation=Words(
        "所写信息处理费合于收费标准，且不超过表二收费金额",
        "the processing fee fits the scale and lies within the amount of table 2",
    ),
    example=Words(
        "写收取 225 元：任何页数都收不出这个数", "225 yuan: no number of pages costs that"
    ),
    caution=Words(
        "几件申请可用不同办法计收；是否上缴后列入收费由本单位说明",
        "several applications may be charged in different ways",
    ),
)
def processing_fee(subject: Subject, _: str) -> Outcome:
    text = subject.whole_text
    if _FEE not in text:
        return not_applicable(
            Words("正文没有提到信息处理费", "the text does not tell of the processing fee")
        )
    lapsed = _lapsed_without_notice(subject, text)
    if lapsed is not None:
        return lapsed
    fees = [c for c in subject.prose.claims if c.figure.role == "money" and c.figure.exact
            and _FEE in c.spot.sentence and c.value]  # fmt: skip
    if not fees:
        return passed(
            Words("写明没有收取或没有写金额", "no fee was charged, or no amount is given")
        )
    wrong = [claim for claim in fees if (claim.value or 0) % 10]
    wrong = wrong or [
        c for c in fees if _ONE.search(c.spot.sentence) and not reachable(c.value or 0)
    ]
    if wrong:
        return _off_scale(wrong)
    return _within_table_2(subject, fees)


def _lapsed_without_notice(subject: Subject, text: str) -> Outcome | None:
    cell = "t3.other_fee_unpaid.total"
    if cell not in subject.form.cells:
        return None
    lapsed = sum_of(subject, (cell,))
    if lapsed.unsure or not lapsed.low or not _NO_NOTICE.search(text):
        return None
    return Outcome(
        "fail",
        Words(
            f"表三有 {lapsed.low} 件因逾期未缴费不再处理，正文却写没有发出收费通知，请核实。",
            f"Table 3 has {lapsed.low} lapsed for an unpaid fee, yet no notice was sent; verify.",
        ),
        cells=lapsed.cells,
        at=subject.places(lapsed.cells),
        suggestion=Words("核实是否发过收费通知。", "Check whether fee notices were sent."),
    )


def _off_scale(wrong: list[Claim]) -> Outcome:
    text = excerpt(wrong[0])
    return Outcome(
        "fail",
        Words(
            f"正文“{text}”不合收费标准的任何一档，请核实。",
            f"“{text}” fits no step of the scale; please verify.",
        ),
        at=places(wrong),
        actual=wrong[0].figure.printed,
        suggestion=Words("对照收费通知核实金额。", "Check the amount against the fee notices."),
    )


def _within_table_2(subject: Subject, fees: list[Claim]) -> Outcome:
    cells = ("t2.fees.amount",)
    if cells[0] not in subject.form.cells:
        return passed(Words("金额合于收费标准", "the amount fits the scale"), at=places(fees))
    total = sum_of(subject, cells)
    largest = max(claim.value or 0 for claim in fees)
    if total.unsure or total.high is None or largest <= total.high:
        return passed(Words("金额合于收费标准", "the amount fits the scale"), at=places(fees))
    said, amount = excerpt(fees[0]), f"{in_wan(total.high)} 万元"
    return Outcome(
        "fail",
        Words(
            f"正文“{said}”，而表二收费金额为 {amount}，请核实是否漏填。",
            f"“{said}”, but table 2 has {amount} (of 10,000 yuan); please verify.",
        ),
        cells=cells,
        at=(*places(fees), *subject.places(cells)),
        expected=f"≤{amount}",
        actual=f"{in_wan(largest)} 万元",
        suggestion=Words("核实表二收费金额是否应包括信息处理费。", "Check the amount of table 2."),
    )


CHECKS = (processing_fee,)
