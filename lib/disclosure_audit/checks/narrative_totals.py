"""Family narrative: parts and totals."""

from __future__ import annotations

from collections.abc import Iterable

from disclosure_audit.checks.check import Basis, check
from disclosure_audit.checks.finding import Outcome, Severity, not_applicable, passed
from disclosure_audit.checks.stated import excerpt, judged, places
from disclosure_audit.checks.subject import Subject
from disclosure_audit.reports.claims import Claim, PartList
from disclosure_audit.text import Words
from disclosure_audit.text.numbers import Number

SUMS = Basis(
    "I", Words("由数的含义推得，建议核实", "follows from what the numbers mean: to be verified")
)
_SHOWN = 3


@check(
    "narrative.parts",
    family="narrative",
    severity="should_correct",
    basis=SUMS,
    obligation=Words("列全的各分项之和等于所写总数", "parts that are said to be all add up"),
    example=Words(
        "公开信息 496 条，包括 420 条、6 条、102 条", "496 items, comprising 420, 6 and 102"
    ),
    caution=Words(
        "“其中”只列部分的不要求相等；两种分法不相加；“余”“多”不计",
        "其中 may list some parts only; two ways to divide are not added up; round figures are out",
    ),
)
def parts(subject: Subject, _: str) -> Outcome:
    lists = [own for own in subject.prose.lists if own.dimension != "channel" and _is_sure(own)]
    full = [own for own in lists if own.full]
    over = [own for own in lists if not own.full and _overflows(own)]
    if not full and not over:
        return not_applicable(
            Words("正文没有列全分项的总数", "the text gives no total with all its parts")
        )
    wrong = [own for own in full if _sum(own) != own.whole.value]
    if wrong:
        return _unequal(subject, wrong)
    if over:
        return _unequal(subject, over, "verify")
    return _sums_fit(full)


def _is_sure(own: PartList) -> bool:
    return all(part.figure.exact for part in own.parts)


def _sum(own: PartList) -> Number:
    return sum((part.value or 0 for part in own.parts), start=0)


def _overflows(own: PartList) -> bool:
    """Whether parts of one kind add up to more than their total."""
    alike = {part.figure.unit for part in own.parts} == {own.whole.figure.unit}
    so_far: Number = 0
    for part in own.parts:
        so_far += part.value or 0
        if so_far == own.whole.value:
            return False  # one breakdown, and others after it: 专职2人，兼职16人，党员12人
    largest = max((part.value or 0 for part in own.parts), default=0)
    return alike and own.dimension != "media" and _sum(own) > (own.whole.value or 0) >= largest


def _sums_fit(full: list[PartList]) -> Outcome:
    shown = [_sum_words(own) for own in full[:_SHOWN]]
    return passed(
        Words("；".join(w.zh for w in shown), "; ".join(w.en for w in shown)),
        at=places(own.whole for own in full),
    )


def _sum_words(own: PartList) -> Words:
    terms = "＋".join(f"{part.value}" for part in own.parts)
    total = _sum(own)
    sign = "＝" if total == own.whole.value else "≠"
    text = excerpt(own.whole)
    return Words(
        f"“{text}”：{terms}＝{total}" + ("" if sign == "＝" else f"，与 {own.whole.value} 不等"),
        f"“{text}”: {terms.replace('＋', ' + ')} = {total}"
        + ("" if sign == "＝" else f", not {own.whole.value}"),
    )


def _unequal(subject: Subject, wrong: list[PartList], severity: Severity | None = None) -> Outcome:
    shown = [_sum_words(own) for own in wrong[:_SHOWN]]
    first = wrong[0]
    return Outcome(
        "fail",
        Words(
            f"分项之和与总数不符：{'；'.join(w.zh for w in shown)}。",
            f"Parts do not add up: {'; '.join(w.en for w in shown)}.",
        ),
        at=places(own.whole for own in wrong),
        expected=f"{first.whole.value}",
        actual=f"{_sum(first)}",
        difference=f"{(first.whole.value or 0) - _sum(first)}",
        calculation=shown[0],
        suggestion=Words(
            "对照原始记录核实总数和各分项；只列部分的，写明“其中”“等”。",
            "Check total and parts against the records; where only some parts are given, say so.",
        ),
        severity=severity,
        caused_by=wrong_parts(subject, wrong),
    )


def wrong_parts(subject: Subject, wrong: Iterable[PartList]) -> str | None:
    """Return the check that already finds a part or total of these lists at odds with a table."""
    for own in wrong:
        for claim in (*own.parts, own.whole):
            if claim.meanings and claim.check and judged(subject, claim).verdict == "differs":
                return f"narrative.{claim.check}"
    return None


@check(
    "narrative.part_exceeds_whole",
    family="narrative",
    severity="should_correct",
    basis=SUMS,
    obligation=Words("分项不大于总数", "no part exceeds its whole"),
    example=Words("公开信息 162 条，其中公众号 293 条", "162 items, 293 of them by WeChat"),
    caution=Words(
        "总数之外另计的渠道不是分项；单位不同的只作提示",
        "a channel counted beside the total is no part; other units are only asked about",
    ),
)
def part_exceeds_whole(subject: Subject, _: str) -> Outcome:
    lists = [own for own in subject.prose.lists if own.whole.figure.exact]
    if not lists:
        return not_applicable(Words("正文没有带分项的总数", "the text gives no total with parts"))
    pairs = [(own.whole, part) for own in lists for part in own.parts if _is_above(part, own.whole)]
    if not pairs:
        return passed(
            Words("各分项都不大于总数", "no part exceeds its whole"),
            at=places(own.whole for own in lists),
        )
    whole, part = pairs[0]
    alike = any(p.figure.unit == w.figure.unit for w, p in pairs)
    shown = "；".join(f"“{excerpt(w)}”中“{excerpt(p)}”" for w, p in pairs[:_SHOWN])
    return Outcome(
        "fail",
        Words(f"分项大于总数：{shown}。", f"A part exceeds its whole: {shown}."),
        at=places(p for _, p in pairs),
        expected=f"≤{whole.value}",
        actual=f"{part.value}",
        suggestion=Words(
            "核实总数是否包含该分项；另计的请与总数分开写。",
            "Check whether the total includes this part; write apart what is counted beside it.",
        ),
        severity=None if alike else "verify",
        caused_by=_wrong_pair(subject, pairs),
    )


def _wrong_pair(subject: Subject, pairs: Iterable[tuple[Claim, Claim]]) -> str | None:
    for claim in (c for pair in pairs for c in reversed(pair)):
        if claim.meanings and claim.check and judged(subject, claim).verdict == "differs":
            return f"narrative.{claim.check}"
    return None


def _is_above(part: Claim, whole: Claim) -> bool:
    lowest = part.figure.low if part.figure.low is not None else part.value
    return lowest is not None and whole.value is not None and lowest > whole.value


@check(
    "narrative.channels",
    family="narrative",
    severity="should_correct",
    basis=SUMS,
    obligation=Words(
        "各申请渠道的件数之和等于申请总数", "applications by channel add up to those received"
    ),
    example=Words("收到 5 件，网络 2 件、信函 1 件、当面 1 件", "5 received: 2 by net, 1, 1"),
    caution=Words(
        "同一申请经几个渠道提交的，和可以大于总数；“其中”只列部分的不要求相等",
        "one application may come by several channels; 其中 may list some only",
    ),
)
def channels(subject: Subject, _: str) -> Outcome:
    lists = [own for own in subject.prose.lists if own.dimension == "channel" and _is_sure(own)]
    full = [own for own in lists if own.full]
    over = [own for own in lists if _sum(own) > (own.whole.value or 0)]
    wrong = [own for own in full if _sum(own) < (own.whole.value or 0)]
    if wrong or over:
        return _unequal(subject, wrong or over, None if wrong else "verify")
    return (
        _sums_fit(full)
        if full
        else not_applicable(
            Words("正文没有列全各申请渠道的件数", "the text gives no full list by channel")
        )
    )


CHECKS = (parts, part_exceeds_whole, channels)
