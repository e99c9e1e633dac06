"""What the prose states held against what the tables say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from disclosure_audit.checks.finding import (
    Equation,
    Outcome,
    Severity,
    not_applicable,
    not_assessable,
    passed,
)
from disclosure_audit.checks.subject import Subject
from disclosure_audit.documents import Place
from disclosure_audit.reports.claims import Cells, Claim
from disclosure_audit.text import Words, shortened
from disclosure_audit.text.numbers import Number

_YUAN_IN_WAN = 10_000
_SHOWN = 3
_ROUND_ABOUT = 18
"""Characters of a sentence shown before a number."""
CORRECT = Words(
    "对照原始记录查明是正文还是表格有误，改正有误的一处，使两处一致。",
    "Find out from the township's records whether the text or the table is wrong, and correct it.",
)


@dataclass(frozen=True, slots=True)
class TableSum:
    """A sum of cells: its lowest and highest possible value, and the cells that are not sure.

    `high` is None where a blank leaves it open.
    """

    cells: Cells
    low: Number
    high: Number | None
    unsure: Cells


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim held against the tables: the sum it fits, or the first one it does not fit."""

    claim: Claim
    verdict: Literal["fits", "differs", "open"]
    total: TableSum


def sum_of(subject: Subject, cells: Cells) -> TableSum:
    """Return a sum of cells, blanks as the relations leave them.

    Sums of money are in 元, as in the prose.
    """
    low: Number = 0
    high: Number | None = 0
    unsure = []
    for cell in cells:
        value = subject.report.cells[cell]
        if value.state not in ("given", "blank"):
            unsure.append(cell)
            continue
        own_low, own_high = subject.bounds.get(cell, (0, None))
        if value.value is not None:
            own_low = own_high = value.value
        worth = _YUAN_IN_WAN if cell.endswith(".amount") else 1
        low += own_low * worth
        high = None if high is None or own_high is None else high + own_high * worth
    return TableSum(cells, low, high, tuple(unsure))


def judged(subject: Subject, claim: Claim) -> Judged:
    """Hold a claim that names cells against them: one meaning that fits is enough."""
    sums = [sum_of(subject, cells) for cells in claim.meanings]
    verdicts = [_verdict(claim, total) for total in sums]
    for wanted in ("fits", "open"):
        if wanted in verdicts:
            return Judged(claim, wanted, sums[verdicts.index(wanted)])
    return Judged(claim, "differs", sums[0])


def _verdict(claim: Claim, total: TableSum) -> Literal["fits", "differs", "open"]:
    value = claim.value
    if value is None or total.unsure:
        return "open"
    low, high = claim.figure.low, claim.figure.high
    if low is not None and high is not None:
        below = total.high is not None and total.high < low
        return "differs" if below or total.low >= high else "fits"
    return "fits" if total.low == value else "differs"  # a blank is read as 0


def compared(
    subject: Subject, check_id: str, claims: Sequence[Claim], nothing: Words, what: Words
) -> Outcome:
    """Return the outcome of claims that name cells.

    Parameters
    ----------
    subject, check_id
        The year, and the check that looks.
    claims
        What the prose states.
    nothing
        The reason where it states nothing.
    what
        What is stated, in words: 新收申请.
    """
    named = [claim for claim in claims if claim.meanings]
    if not named:
        return not_applicable(nothing)
    results = [judged(subject, claim) for claim in named]
    wrong = [result for result in results if result.verdict == "differs"]
    if wrong:
        return differing(subject, wrong, what)
    open_ones = [result for result in results if result.verdict == "open"]
    if open_ones:
        first = open_ones[0]
        return not_assessable(
            Words(
                f"正文“{excerpt(first.claim)}”，但{cells_words(subject, first.total.cells).zh}"
                "没有能确定的数，无法核对",
                f"the text says “{excerpt(first.claim)}”, but "
                f"{cells_words(subject, first.total.cells).en} has no certain figure",
            ),
            first.total.cells,
        )
    shown = [_fit_words(subject, result) for result in results[:_SHOWN]]
    outcome = passed(
        Words("；".join(w.zh for w in shown), "; ".join(w.en for w in shown)),
        dict.fromkeys(cell for result in results for cell in result.total.cells),
        dict.fromkeys(result.claim.spot.at for result in results),
    )
    return replace(outcome, equation=_equation(results[0]))


def _equation(result: Judged) -> Equation | None:
    """Return what a claim demands of its cells, for the repairs; None where it is not one count.

    A claim of several meanings, a rough one and a sum of money demand no one number of cells.
    """
    claim, cells = result.claim, result.total.cells
    exact = claim.figure.low is None and isinstance(claim.value, int)
    if len(claim.meanings) != 1 or not exact or any(c.endswith(".amount") for c in cells):
        return None
    said = excerpt(claim)
    return Equation(
        tuple((cell, 1) for cell in cells),
        claim.value or 0,
        stated=Words(f"正文“{said}”", f"the text's “{said}”"),
    )


def _common_equation(wrong: Sequence[Judged]) -> Equation | None:
    """Return what the claims demand of their cells; None where they demand different things."""
    equations = [_equation(result) for result in wrong]
    first = equations[0]
    if first is None or any(
        own is None or (own.terms, own.constant) != (first.terms, first.constant)
        for own in equations
    ):
        return None
    return first


def _fit_words(subject: Subject, result: Judged) -> Words:
    cells = cells_words(subject, result.total.cells)
    excerpted = excerpt(result.claim)
    return Words(f"正文“{excerpted}”与{cells.zh}相符", f"“{excerpted}” agrees with {cells.en}")


def differing(
    subject: Subject, wrong: Sequence[Judged], what: Words, severity: Severity | None = None
) -> Outcome:
    """Return the outcome of claims that differ from the tables."""
    first = wrong[0]
    said = [_difference(subject, result) for result in wrong[:_SHOWN]]
    more = len(wrong) - len(said)
    cells = tuple(dict.fromkeys(cell for result in wrong for cell in result.total.cells))
    doubtful = severity or ("verify" if all(_ambiguous(r.claim) for r in wrong) else None)
    return Outcome(
        "fail",
        Words(
            f"{what.zh}：{'；'.join(w.zh for w in said)}{f'；另有 {more} 处' if more else ''}，"
            "两处不一致，请核实。",
            f"{what.en}: {'; '.join(w.en for w in said)}{f'; {more} more' if more else ''}; "
            "the two do not agree, please verify.",
        ),
        cells=cells,
        at=(*dict.fromkeys(r.claim.spot.at for r in wrong), *subject.places(cells)),
        expected=number_words(first.total),
        actual=_stated_words(first),
        difference=_gap(first),
        suggestion=CORRECT,
        severity=doubtful,
        caused_by=common_cause(subject, wrong),
        equation=_common_equation(wrong),
    )


def _difference(subject: Subject, result: Judged) -> Words:
    cells = cells_words(subject, result.total.cells)
    value = number_words(result.total)
    text = excerpt(result.claim)
    other = [sum_of(subject, cells) for cells in result.claim.meanings[1:]]
    others = [number_words(total) for total in other if number_words(total) != value]
    also = f"（按其他含义为 {'、'.join(dict.fromkeys(others))}）" if others else ""
    also_en = f" (in other senses {', '.join(dict.fromkeys(others))})" if others else ""
    return Words(
        f"正文“{text}”，{cells.zh}为 {value}{also}",
        f"the text says “{text}”, {cells.en} is {value}{also_en}",
    )


def _ambiguous(claim: Claim) -> bool:
    return len(claim.meanings) > 1 and bool(
        {"taken", "handled", "answered", "carried"} & set(claim.named("row"))
    )


def _gap(result: Judged) -> str | None:
    total, value = result.total, result.claim.value
    if total.low != total.high or value is None:
        return None
    gap = total.low - value
    return f"{in_wan(gap)} 万元" if _is_money(total) else f"{gap}"


def _stated_words(result: Judged) -> str:
    """Return a claim's number, money as it is printed."""
    claim = result.claim
    return claim.figure.printed if _is_money(result.total) else f"{claim.value}"


def common_cause(subject: Subject, wrong: Iterable[Judged]) -> str | None:
    """Return the one broken relation (or blank) that explains all: it would hold as stated."""
    causes = {_cause(subject, result) for result in wrong}
    return causes.pop() if len(causes) == 1 else None


def _cause(subject: Subject, result: Judged) -> str | None:
    if result.total.low != result.total.high:
        return f"blank.{result.total.cells[0][:2]}"
    if len(result.total.cells) != 1 or result.claim.value is None:
        return None
    cell = result.total.cells[0]
    printed = subject.report.cells[cell].value or 0
    change = result.claim.value - printed
    for check_id, reading in subject.relations.items():
        if cell not in reading.relation.cells or reading.verdict not in (
            "broken",
            "broken_if_zero",
        ):
            continue
        in_left = cell in reading.relation.left
        left = reading.left + (change if in_left else 0)
        right = reading.right + (0 if in_left else change)
        if left >= right if reading.relation.at_least else left == right:
            blank = reading.verdict == "broken_if_zero"
            return f"blank.{cell[:2]}" if blank else check_id
    return None


def number_words(total: TableSum) -> str:
    """Return a sum as it is shown, blanks that are left open as 0; money in 万元 as in the form."""
    return f"{in_wan(total.low)} 万元" if _is_money(total) else f"{total.low}"


def in_wan(yuan: Number) -> str:
    """Return a sum of 元 in 万元."""
    return f"{(Decimal(yuan) / _YUAN_IN_WAN).normalize():f}"


def _is_money(total: TableSum) -> bool:
    return any(cell.endswith(".amount") for cell in total.cells)


def cells_words(subject: Subject, cells: Cells) -> Words:
    """Return the place of a sum of cells in words."""
    first = subject.cell_words(cells[0])
    if len(cells) == 1:
        return first
    return Words(
        f"{first.zh}等 {len(cells)} 格之和", f"the sum of {first.en} and {len(cells) - 1} more"
    )


def excerpt(claim: Claim) -> str:
    """Return a claim as printed: its number with the words that lead to it."""
    sentence = claim.spot.sentence
    start = claim.figure.start - claim.spot.start
    end = claim.figure.end - claim.spot.start
    begin = max(sentence.rfind(mark, 0, start) for mark in "，。；;,\n") + 1
    begin = max(begin, start - _ROUND_ABOUT, 0)
    if not sentence[begin:start].strip():
        end = min(end + _ROUND_ABOUT // 2, len(sentence.rstrip("。！？\n")))
    return shortened(sentence[begin:end].strip(" ，。；、：:"), 40)


def places(claims: Iterable[Claim]) -> tuple[Place, ...]:
    """Return where claims stand, each place once."""
    return tuple(dict.fromkeys(claim.spot.at for claim in claims))
