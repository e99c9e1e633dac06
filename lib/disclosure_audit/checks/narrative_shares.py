"""Family narrative: percentages and what they are of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import Literal

from disclosure_audit.checks.check import check
from disclosure_audit.checks.finding import Outcome, not_applicable, passed
from disclosure_audit.checks.narrative_totals import SUMS, wrong_parts
from disclosure_audit.checks.stated import excerpt, places, sum_of
from disclosure_audit.checks.subject import Subject
from disclosure_audit.reports.claims import PartList, Share
from disclosure_audit.text import Words
from disclosure_audit.text.numbers import Number

_SHOWN = 3
_FEW = 3
_ALL_OF_IT = 100
"""Percent; no other share is held against a number as large as its part."""
Fit = Literal["rounded", "cut", "none"]


def interval_fit(part: Number, whole: Number, percent: Decimal, half: Decimal) -> Fit:
    """Return how a printed percentage fits a part of a whole (checks.md, section 6.1).

    Parameters
    ----------
    part, whole
        The two numbers; `whole` above 0.
    percent, half
        As printed, and half of its last place.

    Returns
    -------
    str
        ``rounded`` where the share lies in [p - h, p + h), ``cut`` where in [p, p + 2h),
        ``none`` otherwise.
    """
    share = Decimal(part) * 100
    whole = Decimal(whole)
    if (percent - half) * whole <= share < (percent + half) * whole:
        return "rounded"
    if percent * whole <= share < (percent + 2 * half) * whole:
        return "cut"
    return "none"


@dataclass(frozen=True, slots=True)
class _Judged:
    """A share judged: how it fits, and in words what it was held against."""

    share: Share
    fit: Fit
    words: Words


@check(
    "narrative.percentage",
    family="narrative",
    severity="should_correct",
    basis=SUMS,
    obligation=Words(
        "百分比与所写的数相合（按所写小数位四舍五入）",
        "percentages fit their numbers, rounded to the places printed",
    ),
    example=Words("80 条中 1 条，写作占 1.1%（应为 1.25%）", "1 of 80 given as 1.1% (1.25%)"),
    caution=Words(
        "截去尾数的列为不规范；基数可以是句中另一数或表中总数",
        "a share cut off is only improper; the base may be another number or a total",
    ),
)
def percentage(subject: Subject, _: str) -> Outcome:
    found = [judged for share in subject.prose.shares for judged in _judge(subject, share)]
    if not found:
        return not_applicable(
            Words("正文没有写明基数的占比", "the text gives no share of something stated")
        )
    wrong = [own for own in found if own.fit == "none"]
    cut = [own for own in found if own.fit == "cut"]
    if not wrong and not cut:
        return passed(
            Words(
                "；".join(own.words.zh for own in found[:_SHOWN]),
                "; ".join(own.words.en for own in found[:_SHOWN]),
            ),
            at=places(own.share.percent for own in found),
        )
    shown = [*wrong, *cut][:5]
    return Outcome(
        "fail",
        Words(
            f"百分比不合：{'；'.join(own.words.zh for own in shown)}。",
            f"Percentages do not fit: {'; '.join(own.words.en for own in shown)}.",
        ),
        at=places(own.share.percent for own in shown),
        actual=shown[0].share.percent.figure.printed,
        suggestion=Words(
            "重新计算并按四舍五入改正；基数不是总数的，写明基数。",
            "Compute and round again; where the base is not the total, name it.",
        ),
        severity=None if wrong else "improve",
    )


def _judge(subject: Subject, share: Share) -> Iterator[_Judged]:
    """Yield the share with the base that fits it best; nothing where there is no base."""
    part, printed = share.part.value, share.percent.figure
    if part is None or printed.value is None or printed.half is None:
        return
    bases = list(_bases(subject, share))
    if not bases:
        return
    fits = [interval_fit(part, whole, Decimal(printed.value), printed.half) for whole in bases]
    for wanted in ("rounded", "cut"):
        if wanted in fits:
            yield _Judged(share, wanted, _share_words(share, bases[fits.index(wanted)], wanted))
            return
    yield _Judged(share, "none", _share_words(share, bases[0], "none"))


def _bases(subject: Subject, share: Share) -> Iterator[Number]:
    for claim in reversed(share.numbers):
        if claim.value and claim.figure.exact:
            yield claim.value
    for cells in share.bases:
        total = sum_of(subject, cells)
        sure = not total.unsure and total.low == total.high and total.low > 0
        holds = total.low >= (share.part.value or 0)  # else it is a share of something else
        if sure and holds and (total.low != share.part.value or share.percent.value == _ALL_OF_IT):
            yield total.low


def _share_words(share: Share, whole: Number, fit: str) -> Words:
    part = share.part.value or 0
    right = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.001")).normalize()
    text = f"{excerpt(share.part)}（{share.percent.figure.printed}）"
    only = _fitting_parts(share, whole)
    note = {
        "rounded": ("", ""),
        "cut": ("，尾数被截去而没有四舍五入", ", cut off, not rounded"),
        "none": (
            "，不相合" + (f"（所写占比只合 {only}）" if only else ""),
            ", which does not fit" + (f" (the share fits {only} only)" if only else ""),
        ),
    }[fit]
    return Words(
        f"“{text}”，{part}÷{whole}＝{right:f}%{note[0]}",
        f"“{text}”: {part} ÷ {whole} = {right:f}%{note[1]}",
    )


def _fitting_parts(share: Share, whole: Number) -> str:
    """Return the whole numbers that the printed share allows, where they are few."""
    percent, half = Decimal(share.percent.value or 0), share.percent.figure.half or Decimal(0)
    low = ceil((percent - half) * Decimal(whole) / 100)
    high = ceil((percent + half) * Decimal(whole) / 100) - 1
    return "、".join(f"{part}" for part in range(low, high + 1)) if high - low < _FEW else ""


@check(
    "narrative.percentages_sum",
    family="narrative",
    severity="verify",
    basis=SUMS,
    obligation=Words("列全的各项占比之和约为 100%", "shares of a full list add up to about 100%"),
    example=Words("各项占比之和为 90.7%", "shares add up to 90.7%"),
    caution=Words(
        "按各数的舍入误差留出余地；只列部分的不查", "rounding is allowed for; partial lists are out"
    ),
)
def percentages_sum(subject: Subject, _: str) -> Outcome:
    groups = [own for own in subject.prose.lists if own.full and len(_shares_of(subject, own)) > 2]
    if not groups:
        return not_applicable(
            Words("正文没有列全各项占比", "the text gives no full list of shares")
        )
    for own in groups:
        shares = _shares_of(subject, own)
        total = sum((Decimal(s.percent.value or 0) for s in shares), start=Decimal(0))
        slack = sum((2 * (s.percent.figure.half or 0) for s in shares), start=Decimal(0))
        if abs(total - 100) > slack:
            terms = "＋".join(s.percent.figure.printed for s in shares)
            return Outcome(
                "fail",
                Words(
                    f"“{excerpt(own.whole)}”各项占比 {terms}＝{total:f}%，不近 100%，请核实。",
                    f"The shares of “{excerpt(own.whole)}” add up to {total:f}%, please verify.",
                ),
                at=places(s.percent for s in shares),
                expected="100%",
                actual=f"{total:f}%",
                suggestion=Words(
                    "核实各项数和占比，补上漏列的项。",
                    "Check numbers and shares; add what is left out.",
                ),
                caused_by=wrong_parts(subject, (own,)),
            )
    return passed(Words("各项占比之和约为 100%", "the shares add up to about 100%"))


def _shares_of(subject: Subject, own: PartList) -> list[Share]:
    """Return the shares of a list's parts; a part of 0 needs none."""
    of = {id(share.part): share for share in subject.prose.shares}
    found = [of[id(part)] for part in own.parts if id(part) in of]
    return found if all(id(p) in of or p.value == 0 for p in own.parts) else []


CHECKS = (percentage, percentages_sum)
