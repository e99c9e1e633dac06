"""Family narrative: growth and fall against last year."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from math import ceil, floor

from disclosure_audit.checks.check import check
from disclosure_audit.checks.finding import Outcome, not_applicable, passed
from disclosure_audit.checks.narrative_figures import SAME_FACTS
from disclosure_audit.checks.narrative_words import READS_SO
from disclosure_audit.checks.stated import excerpt, places, sum_of
from disclosure_audit.checks.subject import Subject
from disclosure_audit.reports.claims import Cells, Shift
from disclosure_audit.text import Words
from disclosure_audit.text.numbers import Number

_MOST_BASES = 1_000_000
NO_PRIOR = Words("没有上年报告可比", "there is no report of last year to compare with")
NO_CHANGE = Words("正文没有写与上年相比的增减", "the text compares nothing with last year")


def earlier_value(subject: Subject, cells: Cells) -> Number | None:
    """Return last year's sum of cells; None where no report of last year tells it for sure."""
    before = subject.year_before
    if before is None or not all(cell in before.form.cells for cell in cells):
        return None
    total = sum_of(before, cells)
    return total.low if not total.unsure and total.low == total.high else None


def percent_change_fits(
    now: Number, before: Number, percent: Decimal, half: Decimal, sign: int
) -> bool:
    """Whether a printed growth or fall fits both years' numbers.

    Parameters
    ----------
    now, before
        This year's and last year's number; `before` above 0.
    percent, half
        As printed, and half of its last place.
    sign
        1 growth, -1 fall.
    """
    change = (Decimal(now) - Decimal(before)) * 100 * sign
    return (percent - half) * Decimal(before) <= change < (percent + half) * Decimal(before)


def bases_of(now: Number, percent: Decimal, half: Decimal, sign: int) -> tuple[int, int] | None:
    """Return the smallest and largest whole number of last year that fits; None: there is none."""
    rates = sorted(1 + sign * p / Decimal(100) for p in (percent - half, percent + half))
    if rates[1] <= 0:
        return None
    low = floor(Decimal(now) / rates[1])
    high = ceil(Decimal(now) / rates[0]) if rates[0] > 0 else low + _MOST_BASES
    fitting = [
        base
        for base in (
            *range(max(low, 1), min(low + 4, high + 1)),
            *range(max(high - 3, 1), high + 1),
        )
        if percent_change_fits(now, base, percent, half, sign)
    ]
    return (min(fitting), max(fitting)) if fitting else None


def _percentages(subject: Subject) -> list[Shift]:
    return [s for s in subject.prose.shifts if s.by.figure.unit == "%" and s.by.figure.half]


def _counts(subject: Subject) -> list[Shift]:
    return [s for s in subject.prose.shifts if s.by.figure.unit != "%" and s.by.figure.exact]


def _numbers_now(subject: Subject, shift: Shift) -> tuple[Number, ...]:
    """Return what may have changed: the number stated, else the sums it may mean."""
    if shift.of is None or shift.of.value is None:
        return ()
    sums = [sum_of(subject, cells) for cells in shift.of.meanings]
    sure = [s.low for s in sums if not s.unsure and s.low == s.high]
    return tuple(dict.fromkeys((shift.of.value, *sure)))


@check(
    "narrative.year_on_year",
    family="narrative",
    severity="should_correct",
    basis=SAME_FACTS,
    obligation=Words("同比增减与上年报告的数相合", "growth and fall fit last year's figures"),
    example=Words(
        "3646 件，上年 3607 件，写同比增长 1.05%（应为 1.08%）",
        "3,646 after 3,607 given as 1.05% (1.08%)",
    ),
    caution=Words("基数须为同一口径；没有上年报告的不查", "the base must be the same count"),
)
def year_on_year(subject: Subject, _: str) -> Outcome:
    shifts = _percentages(subject)
    if not shifts:
        return not_applicable(NO_CHANGE)
    compared = [(shift, _fits_earlier(subject, shift)) for shift in shifts]
    known = [(shift, fits) for shift, fits in compared if fits is not None]
    if not known:
        return not_applicable(NO_PRIOR)
    return _outcome(subject, [shift for shift, fits in known if not fits], known[0][0])


def _fits_earlier(subject: Subject, shift: Shift) -> bool | None:
    """Whether a change fits last year's figures in any meaning; None where they are not known."""
    if shift.of is None or shift.of.value is None:
        return None
    now, figure = shift.of.value, shift.by.figure
    verdicts = []
    for cells in shift.of.meanings:
        before = earlier_value(subject, cells)
        if before is None:
            continue
        if figure.unit == "%" and figure.half is not None:
            percent = Decimal(figure.value or 0)
            verdicts.append(
                before > 0 and percent_change_fits(now, before, percent, figure.half, shift.sign)
            )
        else:
            verdicts.append(now - before == shift.sign * (figure.value or 0))
    return any(verdicts) if verdicts else None


def _outcome(subject: Subject, wrong: list[Shift], first: Shift) -> Outcome:
    if not wrong:
        return passed(
            Words(f"“{excerpt(first.by)}”与上年相合", f"“{excerpt(first.by)}” fits last year"),
            at=places((first.by,)),
        )
    shift = wrong[0]
    cells, now, before = _two_years(subject, shift)
    text = excerpt(shift.by)
    change = _change(shift, now, before)
    zh, en = _change_words(change)
    fact = Words(
        f"本年 {now}，上年报告为 {before}" + f"，{zh}",
        f"{now} this year and {before} in last year's report " + en,
    )
    return Outcome(
        "fail",
        Words(f"正文“{text}”，{fact.zh}，请核实。", f"“{text}”, but {fact.en}; please verify."),
        cells=cells,
        at=places(shift.by for shift in wrong),
        expected=change,
        actual=f"{'+' if shift.sign > 0 else '-'}{shift.by.figure.printed}",
        suggestion=Words("按上年报告重新计算。", "Compute again from last year's report."),
    )


def _two_years(subject: Subject, shift: Shift) -> tuple[Cells, Number, Number]:
    """Return what changed, this year's number and last year's.

    Of several meanings the one that is this year's number, else the first known last year.
    """
    meanings = shift.of.meanings if shift.of else ()
    now = (shift.of.value if shift.of else None) or 0
    known = [(cells, earlier_value(subject, cells)) for cells in meanings]
    told = [(cells, before) for cells, before in known if before is not None]
    same = [(cells, before) for cells, before in told if sum_of(subject, cells).low == now]
    cells, before = (same or told or [((), 0)])[0]
    return cells, now, before


def _change(shift: Shift, now: Number, before: Number) -> str | None:
    """Return the change of two years' numbers, to the places of the one printed."""
    if shift.by.figure.unit != "%":
        return f"{now - before:+}"
    if not before:
        return None
    last_place = (2 * (shift.by.figure.half or Decimal("0.05"))).normalize()
    percent = (Decimal(now) - Decimal(before)) * 100 / Decimal(before)
    return f"{percent.quantize(last_place, ROUND_HALF_UP):+f}%"


def _change_words(change: str | None) -> tuple[str, str]:
    if change is None:
        return "无从计算百分比", "leave no percentage"
    if not Decimal(change.rstrip("%")):
        return "应为持平", "make no change"
    zh, en = ("减少", "fall") if change.startswith("-") else ("增加", "growth")
    return f"应为{zh} {change[1:]}", f"make a {en} of {change[1:]}"


@check(
    "narrative.year_on_year_base",
    family="narrative",
    severity="verify",
    basis=READS_SO,
    obligation=Words(
        "由本年数和同比百分比反推的上年数是整数",
        "growth and fall leave a whole number for last year",
    ),
    example=Words(
        "7 件，同比增长 25%：没有整数能成立", "7 with growth of 25%: no whole number fits"
    ),
    caution=Words("按所写小数位的舍入范围反推", "as far as the places printed allow"),
)
def year_on_year_base(subject: Subject, _: str) -> Outcome:
    shifts = [shift for shift in _percentages(subject) if _numbers_now(subject, shift)]
    if not shifts:
        return not_applicable(NO_CHANGE)
    found = [(shift, _base_words(subject, shift)) for shift in shifts]
    wrong = [shift for shift, bases in found if bases is None]
    if wrong:
        text = excerpt(wrong[0].by)
        now = _numbers_now(subject, wrong[0])[0]
        return Outcome(
            "fail",
            Words(
                f"正文“{text}”，本年 {now}，没有整数的上年数能与之相合，请核实。",
                f"“{text}” with {now} this year leaves no whole number for last year; verify.",
            ),
            at=places(shift.by for shift in wrong),
            actual=wrong[0].by.figure.printed,
            suggestion=Words(
                "核实上年数和百分比。", "Check last year's number and the percentage."
            ),
        )
    return passed(
        Words(
            "；".join(f"“{excerpt(s.by)}”，上年应为 {b}" for s, b in found),
            "; ".join(f"“{excerpt(s.by)}” leaves {b} for last year" for s, b in found),
        ),
        at=places(shift.by for shift in shifts),
    )


def _base_words(subject: Subject, shift: Shift) -> str | None:
    figure = shift.by.figure
    for now in _numbers_now(subject, shift):
        bases = bases_of(now, Decimal(figure.value or 0), figure.half or Decimal(0), shift.sign)
        if bases:
            return f"{bases[0]}" if bases[0] == bases[1] else f"{bases[0]}—{bases[1]}"
    return None


@check(
    "narrative.change_of_one",
    family="narrative",
    severity="should_correct",
    basis=SAME_FACTS,
    obligation=Words(
        "“比上年增加 1 件”一类的增减与上年报告相合",
        "“one more than last year” fits last year's report",
    ),
    example=Words("本年 1 件，“比上年增加 2 件”", "1 this year, “2 more than last year”"),
    caution=Words(
        "没有上年报告的，只查增减数是否可能", "without last year's report only whether it can be"
    ),
)
def change_of_one(subject: Subject, _: str) -> Outcome:
    shifts = _counts(subject)
    if not shifts:
        return not_applicable(NO_CHANGE)
    impossible = [shift for shift in shifts if _impossible(shift)]
    unclear = [shift for shift in shifts if shift.against == "unclear"]
    if impossible or unclear:
        return _cannot_be(impossible or unclear, unclear=not impossible)
    compared = [(shift, _fits_earlier(subject, shift)) for shift in shifts]
    known = [(shift, fits) for shift, fits in compared if fits is not None]
    if not known:
        return not_applicable(NO_PRIOR)
    return _outcome(subject, [shift for shift, fits in known if not fits], known[0][0])


def _impossible(shift: Shift) -> bool:
    """Whether last year's number would be below 0: one more than there is."""
    if shift.of is None or shift.of.value is None or shift.sign < 0:
        return False
    return bool(shift.of.meanings) and (shift.by.value or 0) > shift.of.value


def _cannot_be(wrong: Iterable[Shift], *, unclear: bool) -> Outcome:
    shifts = list(wrong)
    text = excerpt(shifts[0].by)
    zh = "没有写明与哪一年相比" if unclear else "增加数大于本年数"
    en = "does not say against which year" if unclear else "is more than this year's number"
    return Outcome(
        "fail",
        Words(f"正文“{text}”，{zh}，请核实。", f"“{text}” {en}; please verify."),
        at=places(shift.by for shift in shifts),
        suggestion=Words("写明上年数，重新计算。", "Name last year's number and compute again."),
        severity="verify" if unclear else None,
    )


CHECKS = (year_on_year, year_on_year_base, change_of_one)
