"""Percentages and what they are of; growth and fall against an earlier year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from disclosure_audit.forms import Edition
from disclosure_audit.reports.claims.claim import Cells, Claim, Share, Shift
from disclosure_audit.reports.claims.passages import Passage
from disclosure_audit.reports.claims.slots import hits_in, rows_meant, table_3

_OF = re.compile(r"占(?P<base>[^,;。占]{0,20})$|占?比(?:例|重)?(?:为|达|约为|:)?\s?$|\(\s?$")
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
    found = []
    for number, claim in enumerate(claims):
        if claim.figure.role != "percent":
            continue
        base = claims[number - 1] if number > 1 else None
        if base is not None and _BASE_FIRST.search(claim.lead) and "占" in base.lead:
            if base.counted and base.value and claims[number - 2].counted:
                found.append(Share(claims[number - 2], claim, (), (base,)))
            continue
        of = _OF.search(claim.lead) or _opened_by_bracket(passage, claim)
        part = next((c for c in reversed(claims[:number]) if c.counted), None)
        if of is None or part is None or part.value is None:
            continue
        bases = _bases(form, of.groupdict().get("base") or "")
        numbers = [c for c in (*before, *claims[:number]) if c.counted and c.figure.exact
                   and c is not part and _can_hold(c, part)]  # fmt: skip
        if bases or numbers or part.meanings:
            found.append(Share(part, claim, bases or _bases_of(form, part), tuple(numbers)))
    return found


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
