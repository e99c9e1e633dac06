"""From the sections of a report to what its prose claims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from disclosure_audit.documents import Paragraph
from disclosure_audit.forms import Edition, editions
from disclosure_audit.reports.claims.binding import named_by
from disclosure_audit.reports.claims.claim import Claim, PartList, Prose, Share, Shift, Spot
from disclosure_audit.reports.claims.context import (
    Context,
    compared_with,
    is_plan,
    is_rate,
    is_since,
    year_of,
)
from disclosure_audit.reports.claims.figures import Figure, Role
from disclosure_audit.reports.claims.lists import lists_in, published_total
from disclosure_audit.reports.claims.passages import MAX_PARAGRAPH, Passage, passages_of
from disclosure_audit.reports.claims.shares import shares_in, shift_sign, shifts_in
from disclosure_audit.reports.claims.slots import hits_in, of_slot
from disclosure_audit.reports.claims.words import worded_claims
from disclosure_audit.reports.report import SectionText
from disclosure_audit.text import ordinal_of

_PROSE = ("preamble", "overview", "problems", "other")
_MAX_CHARACTERS = 60_000
_MAX_NUMBERS = 60
"""Of a sentence; those after them are bound to nothing. No sentence of a person has as many."""
_NOTE = re.compile(r"\s*(?:注|备注|说明|单位|填表|附表)")
_CUMULATIVE = re.compile(r"累计|共|已")
_WAS = re.compile(r"[由从](?:原来的|原先的)?\s?$")
_BECAME = re.compile(r"(?:增|减|下降|上升|提高|降低|缩短|压缩|扩大|上调|下调|跌)")
_NOW = re.compile(r"(?:增|增加|增长|上升|减|减少|下降|降|降低)(?:到|至|为)\s?$")
_BROKEN = 24
"""Characters; a line that was broken for its length is no shorter."""
_ENDS = re.compile(r"[。！？!?：:；;）)]$")
_HEADING = 26
"""Characters; a paragraph of no more is a heading of what follows."""


def claims_in(sections: tuple[SectionText, ...], edition: str, year: int | None) -> Prose:
    """Return what the prose of a report claims.

    Parameters
    ----------
    sections
        Of the report; tables are not among their text.
    edition
        Key of the edition, whose cells are named.
    year
        The report year; None where it is not known.

    Returns
    -------
    Prose
        Every number with what it is about, and the worded claims. Bounded: of a very long text
        the first 60,000 characters, up to a paragraph of more than 20,000; `whole` says so.
    """
    form = editions()[edition]
    claims: list[Claim] = []
    lists: list[PartList] = []
    shares: list[Share] = []
    shifts: list[Shift] = []
    context = Context()
    paragraphs = list(_paragraphs(sections))
    looked_at = paragraphs[: _affordable(paragraphs)]
    for section, number, paragraph in looked_at:
        context = Context(spoken=context.spoken if _is_heading(context.spoken) else "")
        note = section not in _PROSE and not _is_prose(paragraph.text)
        before: list[Claim] = []
        for passage in passages_of(paragraph.text, year):
            spot = Spot(section, number, paragraph.at, passage.start, passage.printed)
            own = [] if note else _numbers(form, passage, spot, context)
            if note:
                own = [Claim("number", spot, figure) for figure in passage.figures]
            elif len(passage.figures) > _MAX_NUMBERS:
                own += worded_claims(form, passage, spot, context, before[-_MAX_NUMBERS:])
            else:
                lists += lists_in(passage, own)
                shares += shares_in(form, passage, own, before)
                shifts += shifts_in(passage, own, before)
                own += worded_claims(form, passage, spot, context, own or before)
            claims += own
            before = [*before, *own][-_MAX_NUMBERS:]
            context.spoken = (context.spoken + passage.text)[-400:]
    whole = len(looked_at) == len(paragraphs)
    return Prose(tuple(claims), tuple(lists), tuple(shares), tuple(shifts), whole)


def _paragraphs(sections: tuple[SectionText, ...]) -> Iterator[tuple[str, int, Paragraph]]:
    """Yield the paragraphs: section, number of the first line, text of the lines that go on."""
    for section in sections:
        begun: tuple[int, list[Paragraph]] | None = None
        for number, paragraph in enumerate(section.paragraphs):
            if begun and _goes_on(begun[1][-1].text, paragraph.text):
                begun[1].append(paragraph)
                continue
            if begun:
                yield section.id, begun[0], _as_one(begun[1])
            begun = number, [paragraph]
        if begun:
            yield section.id, begun[0], _as_one(begun[1])


def _goes_on(line: str, following: str) -> bool:
    """Whether a line was only broken for its length: plain text breaks sentences so."""
    return (
        len(line) >= _BROKEN and not _ENDS.search(line.rstrip()) and ordinal_of(following) is None
    )


def _as_one(lines: list[Paragraph]) -> Paragraph:
    return lines[0] if len(lines) == 1 else replace(lines[0], text="".join(p.text for p in lines))


def _affordable(paragraphs: list[tuple[str, int, Paragraph]]) -> int:
    """Return how many paragraphs are looked at."""
    left = _MAX_CHARACTERS
    for count, (_, _, paragraph) in enumerate(paragraphs):
        if len(paragraph.text) > min(left, MAX_PARAGRAPH):
            return count
        left -= len(paragraph.text)
    return len(paragraphs)


def _is_heading(text: str) -> bool:
    return len(text) <= _HEADING


def _is_prose(text: str) -> bool:
    """Whether text beside a table is a sentence, not its note or caption."""
    return "。" in text and not _NOTE.match(text)


def _numbers(form: Edition, passage: Passage, spot: Spot, context: Context) -> list[Claim]:
    """Return the claims of one sentence's numbers, in order."""
    context.begin_sentence()
    own: list[Claim] = []
    floor = 0
    for index, figure in enumerate(passage.figures):
        if not _counts(figure) or index >= _MAX_NUMBERS:
            own.append(Claim("number", spot, figure))
            continue
        lead = passage.before(index, floor)
        context.see(hits_in(passage.text[floor : passage.starts[index]]))
        claims = _claims(form, passage, index, lead, spot, context)
        own += claims
        if figure.role != "indefinite":
            # Words behind a number that named it do not name the next one: 1件维持、1件尚未审结.
            taken = claims[0].names and not _leads_to(claims[0], lead)
            floor = passage.ends[index] + (len(passage.object(index)) if taken else 0)
    return own


def _leads_to(claim: Claim, lead: str) -> bool:
    """Whether the words before a number name all that it is of; else those behind it do too."""
    hits = hits_in(lead)
    return bool(hits) and (bool(of_slot(hits, "column")) or not claim.named("column"))


def _counts(figure: Figure) -> bool:
    return figure.role in ("count", "money", "bare", "percent", "rough", "indefinite")


def _claims(
    form: Edition, passage: Passage, index: int, lead: str, spot: Spot, context: Context
) -> list[Claim]:
    figure = passage.figures[index]
    said = passage.text[: passage.starts[index]]
    clause = said[max(said.rfind(mark) for mark in ",;:。") + 1 :]
    word, holds = year_of(clause, context.year_word)
    if holds:
        context.year_word = word
    if figure.role in ("percent", "rough"):
        role: Role = "change" if shift_sign(said) else figure.role
        return [Claim("number", spot, replace(figure, role=role), lead=lead)]
    if shift_sign(said):
        return [Claim("number", spot, replace(figure, role="change"), lead=lead)]
    now = _NOW.search(said) is not None
    was = _WAS.search(said) and _BECAME.match(passage.text[passage.ends[index] :])
    other = not now and (
        bool(was) or word in ("上年", "他年", "下年", "同期") or compared_with(clause)
    )
    own_role = _role(figure, said, lead, passage.text, other)
    if own_role != figure.role:
        return [Claim("number", spot, replace(figure, role=own_role), lead=lead)]
    if published_total(passage, index, lead):
        context.parts_of_published = True
        return [Claim("number", spot, figure, "published", lead=lead)]
    if context.parts_of_published and _ends_parts(passage, index):
        context.parts_of_published = False
    found = named_by(form, passage, index, lead, context)
    if figure.role == "indefinite":
        found = []
    return [
        Claim("number", spot, figure, named.check, named.meanings, named.names, lead)
        for named in found
    ] or [Claim("number", spot, figure, lead=lead)]


def _role(figure: Figure, said: str, lead: str, sentence: str, other: bool) -> Role:
    if is_rate(lead):
        return "rate"
    if is_plan(said):
        return "plan"
    if figure.role == "count" and is_since(sentence) and _CUMULATIVE.search(lead):
        return "cumulative"
    return "other_year" if other else figure.role


def _ends_parts(passage: Passage, index: int) -> bool:
    """Whether the list of published items ended before a number: a new clause with its own verb."""
    start = passage.ends[index - 1] if index else 0
    between = passage.text[start : passage.starts[index]]
    return ";" in between or any(
        hit.entry.slot in ("act", "row") for hit in hits_in(between) if hit.word not in ("共",)
    )
