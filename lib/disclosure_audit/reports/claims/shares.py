"""Percentages and what they are of; growth and fall against an earlier year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from disclosure_audit.forms import Edition
from disclosure_audit.reports.claims.claim import Cells, Claim, Share, Shift
from disclosure_audit.reports.claims.passages import Passage
from disclosure_audit.reports.claims.slots import hits_in, rows_meant, table_3

_OF = re.compile(r"占(?P<base>[^,;。占]{0,20})$|占?比(?:例|重)?(?:为|达|约为|:)?\s?$|\(\s?$")
_OWN_SUBJECT = re.compile(r"[^约仅只各均也即还所总共合计分别,;:、\s)]{2,}(?:约|仅|只|各|所)?占")
_SHARE_WORDS = re.compile(r"所?(?:比重|比例|比率)")
_SO_MANY = re.compile(r"^[,\s]?(?:约|共|共计|即|也就是)?(?:为|有|共|计|即)\s?$")
_RESPECTIVELY = re.compile(r"分别(?:约)?占[^,;。]{0,16}$")
_ALL_OF_IT = 100
_BASE_FIRST = re.compile(r"^\s?的\s?(?:比例为?)?$")
_GROWS = r"增加|增长|上升|提高|提升|增幅|增|多|翻"
_FALLS = r"减少|下降|降低|回落|降幅|减|少"
_SHIFT = re.compile(rf"(?P<up>{_GROWS})|(?P<down>{_FALLS})")
_SHIFT_END = re.compile(
    rf"(?:(?P<up>{_GROWS})|(?P<down>{_FALLS}))(?:了|约|近|幅度?为|率为|幅达)?\s?$"
)
_AGAINST = re.compile(
    r"(?P<last>同比|[较比与同]\s?(?:上年|上一年)(?:度)?(?:同期|的?\d{0,6}件?)?)|(?P<other>[较比与]\s?(?:他年|以往|往常|同期|前))"
)


def shift_sign(said: str) -> int:
    """Return 1 or -1 where the words before a number compare with an earlier year; else 0."""
    clause = said[max(said.rfind(mark) for mark in ";。") + 1 :][-40:]
    found = _SHIFT_END.search(clause)
    if not found or not _AGAINST.search(clause):
        return 0
    return 1 if found["up"] else -1


def shifts_in(passage: Passage, claims: Sequence[Claim], before: Sequence[Claim]) -> list[Shift]:
    """Return the growths and falls of a sentence.

    Parameters
    ----------
    passage, claims
        The sentence and its claims.
    before
        Claims of the paragraph before it.
    """
    found = []
    starts = {f.start: s for f, s in zip(passage.figures, passage.starts, strict=True)}
    for number, claim in enumerate(claims):
        if claim.figure.role != "change":
            continue
        said = passage.text[: starts[claim.figure.start]]
        clause = said[max(said.rfind(mark) for mark in ";。") + 1 :][-40:]
        against = _AGAINST.search(clause)
        year: Literal["last_year", "unclear"] = (
            "last_year" if against and against["last"] else "unclear"
        )
        found.append(Shift(_changed(claims[:number], before), claim, shift_sign(said), year))
    return found


def _changed(own: Sequence[Claim], before: Sequence[Claim]) -> Claim | None:
    """Return the number that changed: the nearest total before, in the sentence or the paragraph.

    Parts of it (自然人3件) are passed over where a total is there.
    """
    counts = [claim for claim in own if claim.counted and claim.figure.exact]
    totals = [claim for claim in counts if claim.meanings and not claim.named("column")]
    if counts and not totals:
        return counts[0]
    if totals:
        return totals[-1] if counts[-1] is totals[-1] else totals[0]
    earlier = [claim for claim in before if claim.counted and claim.figure.exact]
    return earlier[-1] if len(earlier) == 1 else None


def shares_in(
    form: Edition, passage: Passage, claims: Sequence[Claim], before: Sequence[Claim]
) -> list[Share]:
    """Return the percentages of a sentence that say what they are of.

    Parameters
    ----------
    form
        The edition, whose cells may be the base.
    passage, claims
        The sentence and its claims.
    before
        Claims of the paragraph before it.
    """
    found = list(_respectively(form, passage, claims, before))
    siblings = {id(share.part) for share in found}
    for number, claim in enumerate(claims):
        if claim.figure.role != "percent" or _RESPECTIVELY.search(claim.lead):
            continue
        base = claims[number - 1] if number > 1 else None
        if base is not None and _BASE_FIRST.search(claim.lead) and "占" in base.lead:
            if base.counted and base.value and claims[number - 2].counted:
                found.append(Share(claims[number - 2], claim, (), (base,)))
            continue
        of = _OF.search(claim.lead) or _opened_by_bracket(passage, claim)
        part = _part_of(passage, claims, number)
        if of is None or part is None or part.value is None:
            continue
        bases = _bases(form, of.groupdict().get("base") or "")
        told = [c for c in (*before, *claims[:number]) if id(c) not in siblings]
        numbers = _may_hold(told, part, claim)
        siblings.add(id(part))
        if bases or numbers or part.meanings:
            found.append(Share(part, claim, bases or _bases_of(form, part), numbers))
    return found


def _part_of(passage: Passage, claims: Sequence[Claim], number: int) -> Claim | None:
    """Return the number that a percentage is of; None where it is of something without one.

    The number before it; the one behind where 占 has its own subject: 政策文件占5%，为61条.
    """
    claim = claims[number]
    lead = _SHARE_WORDS.sub("", claim.lead)
    if _opened_by_bracket(passage, claim) or not _OWN_SUBJECT.search(lead):
        return next((c for c in reversed(claims[:number]) if c.counted), None)
    after = claims[number + 1] if number + 1 < len(claims) else None
    if after is None or not after.counted or not _SO_MANY.search(after.lead):
        return None
    return after


def _respectively(
    form: Edition, passage: Passage, claims: Sequence[Claim], before: Sequence[Claim]
) -> Iterator[Share]:
    """Yield the shares of 自然人48件、法人14件，分别占77.4%和22.6%, each with its number."""
    for number, claim in enumerate(claims):
        if claim.figure.role != "percent" or not _RESPECTIVELY.search(claim.lead):
            continue
        last = number + 1
        while last < len(claims) and _goes_on(passage, claims[last - 1], claims[last]):
            last += 1
        counts = [c for c in claims[:number] if c.counted]
        parts = counts[number - last :]
        if len(parts) != last - number:
            continue
        told = [*before, *counts[: number - last]]
        for part, percent in zip(parts, claims[number:last], strict=True):
            yield Share(part, percent, _bases_of(form, part), _may_hold(told, part, percent))


def _goes_on(passage: Passage, claim: Claim, following: Claim) -> bool:
    """Whether a percentage follows another with nothing but 、 or 和 between."""
    if following.figure.role != "percent":
        return False
    ends = {f.start: e for f, e in zip(passage.figures, passage.ends, strict=True)}
    starts = {f.start: s for f, s in zip(passage.figures, passage.starts, strict=True)}
    between = passage.text[ends[claim.figure.start] : starts[following.figure.start]]
    return between.strip() in ("、", "和", ",", "及", "与")


def _may_hold(told: Sequence[Claim], part: Claim, percent: Claim) -> tuple[Claim, ...]:
    """Return the numbers that a part may be a share of: an equal one only of 100%."""
    return tuple(
        c
        for c in told
        if c.counted and c.figure.exact and c is not part and _can_hold(c, part)
        and (c.value != part.value or percent.value == _ALL_OF_IT)
    )  # fmt: skip


def _opened_by_bracket(passage: Passage, claim: Claim) -> re.Match[str] | None:
    starts = {f.start: s for f, s in zip(passage.figures, passage.starts, strict=True)}
    return re.search(r"\(\s?$", passage.text[: starts[claim.figure.start]])


def _can_hold(whole: Claim, part: Claim) -> bool:
    return (
        part.value is not None
        and whole.value is not None
        and whole.value >= part.value
        and whole.value > 0
        and whole.figure.unit == part.figure.unit
    )


def _bases(form: Edition, words: str) -> tuple[Cells, ...]:
    rows = rows_meant(hits_in(words))
    if rows:
        found = table_3(form, rows, (), each=False)
        return found[0].meanings if found else ()
    if re.search(r"申请", words):
        return (
            ("t3.received.total",),
            ("t3.received.total", "t3.carried_in.total"),
            ("t3.concluded.total",),
        )
    return ()


def _bases_of(form: Edition, part: Claim) -> tuple[Cells, ...]:
    """Return the totals that a count of table 3 or 4 can be a share of."""
    cells = {cell for meaning in part.meanings for cell in meaning}
    if any(cell.startswith("t3.") for cell in cells):
        return _bases(form, "申请")
    return ()
