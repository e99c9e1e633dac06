"""The six sections, found by their titles among the paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from disclosure_audit.documents import Block, Paragraph, Picture, Table
from disclosure_audit.forms import Edition, Section, label_key
from disclosure_audit.reports.report import SectionText
from disclosure_audit.text import bare, ordinal_of
from disclosure_audit.text.plain import Ordinal, OrdinalStyle, single_line

_MAX_TITLE = 40
_MAX_PART = 30
_MIN_CONTENTS = 4
_TOP_STYLES: tuple[OrdinalStyle, ...] = ("han", "part", "arabic")
# How sure the wording of a title is.
_EXACT, _VARIANT, _KEYWORDS, _NONE = 3, 2, 1, 0
# How sure its numeral is: the section's own, another top-level one, none, a list's.
_OWN, _OTHER, _BARE, _LIST = 3, 2, 1, 0
_TITLE_THEN_TEXT = re.compile(r"(?P<title>[^。；：:]{2,40}?)(?:[。；：:]\s*|\s+|$)(?P<text>.*)")


@dataclass(frozen=True, slots=True)
class Heading:
    """A paragraph taken for the title of a section.

    Parameters
    ----------
    block, blocks
        Where it stands, and over how many blocks the title goes.
    section, ordinal, title
        What it is, as printed.
    text
        Text of the section in the same paragraph.
    sureness
        Of its numeral, then of its wording; a section takes its surest line.
    """

    block: int
    blocks: int
    section: Section
    ordinal: Ordinal | None
    title: str
    text: str
    sureness: tuple[int, int]


class _Wording(NamedTuple):
    """One way to read a paragraph as a title: `certain` where only a known title may do."""

    title: str
    text: str = ""
    blocks: int = 1
    certain: bool = True


class Span(NamedTuple):
    """A section with the blocks below its title: from `start` up to, not including, `end`."""

    heading: Heading | None
    start: int
    end: int


def find_sections(blocks: tuple[Block, ...], edition: Edition) -> tuple[Span, ...]:
    """Return the preamble's span and one span for each section found, in printed order.

    Parameters
    ----------
    blocks
        The document's blocks.
    edition
        For the titles, their variants and the words of altered titles.
    """
    # （一）… is a sub-heading, whatever its words, unless the report numbers its sections so.
    headings = _headings(blocks, edition, _TOP_STYLES) or _headings(
        blocks, edition, ("han_bracket",)
    )
    chosen = sorted(_surest(headings, len(blocks)), key=lambda heading: heading.block)
    starts = [*(heading.block for heading in chosen), len(blocks)]
    spans = [Span(h, h.block + h.blocks, end) for h, end in zip(chosen, starts[1:], strict=True)]
    return (Span(None, 0, starts[0]), *spans)


def section_text(
    span: Span, blocks: tuple[Block, ...], in_tables: frozenset[int], skip: frozenset[int]
) -> SectionText:
    """Return the section of a span, without blocks that belong to tables or are in `skip`."""
    indexes = [i for i in range(span.start, span.end) if i not in in_tables and i not in skip]
    paragraphs = tuple(p for i in indexes for p in _paragraphs(blocks[i]))
    pictures = sum(isinstance(blocks[i], Picture) for i in indexes)
    heading = span.heading
    if heading is None:
        at = paragraphs[0].at if paragraphs else blocks[0].at
        return SectionText("preamble", None, None, None, None, paragraphs, at, pictures)
    ordinal = heading.ordinal
    at = blocks[heading.block].at
    return SectionText(
        id=heading.section.id,
        ordinal=bare(ordinal.printed) or ordinal.printed if ordinal else None,
        ordinal_value=ordinal.value if ordinal else None,
        ordinal_style=ordinal.style if ordinal else None,
        title=heading.title,
        paragraphs=(*([Paragraph(heading.text, at)] if heading.text else []), *paragraphs),
        at=at,
        pictures=pictures,
    )


def _paragraphs(block: Block) -> Iterator[Paragraph]:
    """Yield the text of a block; a table that is none of the form's is text too."""
    if isinstance(block, Paragraph):
        yield block
    elif isinstance(block, Table):
        for row in block.rows:
            texts = [cell.text for cell in row if cell.text.strip() and not cell.continues]
            if texts:
                yield Paragraph(" ".join(texts), row[0].at)


def _headings(
    blocks: tuple[Block, ...], edition: Edition, styles: tuple[OrdinalStyle, ...]
) -> list[Heading]:
    found = (_heading(blocks, index, edition, styles) for index in range(len(blocks)))
    return [heading for heading in found if heading is not None]


def _heading(
    blocks: tuple[Block, ...], index: int, edition: Edition, styles: tuple[OrdinalStyle, ...]
) -> Heading | None:
    paragraph = blocks[index]
    if not isinstance(paragraph, Paragraph):
        return None
    ordinal = ordinal_of(paragraph.text)
    if ordinal is not None and ordinal.style not in styles:
        return None
    if ordinal is None and styles != _TOP_STYLES:
        return None
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    for wording in _wordings(paragraph, ordinal, after):
        found = [(_sureness(wording, ordinal, paragraph.level, s), s) for s in edition.sections]
        (numeral, words), section = max(found, key=lambda pair: (pair[0][1], pair[0][0]))
        if wording.text and numeral == _LIST:
            continue  # 1.主动公开政府信息情况。… is an item of a list
        if words > (_KEYWORDS if wording.certain else _NONE):
            return Heading(
                index, wording.blocks, section, ordinal, wording.title, wording.text,
                (numeral, words),
            )  # fmt: skip
    return None


def _wordings(
    paragraph: Paragraph, ordinal: Ordinal | None, after: Block | None
) -> Iterator[_Wording]:
    """Yield the titles a paragraph may be: whole, before its text, broken over two, altered."""
    line = single_line(paragraph.text)
    title = ordinal.rest if ordinal else line
    if len(title) <= _MAX_TITLE:
        yield _Wording(title)
    match = _TITLE_THEN_TEXT.fullmatch(title)
    if ordinal is not None and match and not _is_contents(ordinal, match["text"]):
        yield _Wording(match["title"], match["text"])
    if isinstance(after, Paragraph) and len(line) <= _MAX_PART:
        rest = single_line(after.text)
        if rest and len(rest) <= _MAX_PART and ordinal_of(rest) is None:
            yield _Wording(title + rest, blocks=2)
    if 0 < len(line) <= _MAX_TITLE and not line.endswith(("。", "；", "，")):
        yield _Wording(title, certain=False)


def _is_contents(ordinal: Ordinal, text: str) -> bool:
    """Whether the next numeral follows at once, as in a table of contents on one line."""
    following = ordinal_of(text)
    return following is not None and (following.style, following.value) == (
        ordinal.style,
        ordinal.value + 1,
    )


def _sureness(
    wording: _Wording, ordinal: Ordinal | None, level: int | None, section: Section
) -> tuple[int, int]:
    numeral = _numeral_sureness(ordinal, section)
    key = label_key(wording.title)
    if key in {bare(text) for text in (section.title, *section.accepted)}:
        return numeral, _EXACT
    if ordinal is None and (level is None or level > 3):
        return numeral, _NONE
    if key in {bare(text) for text in section.variants}:
        return numeral, _VARIANT
    if ordinal is not None and ordinal.style == "arabic":
        return numeral, _NONE
    hinted = numeral == _OWN and any(word in wording.title for word in section.hints)
    met = all(any(word in wording.title for word in group) for group in section.keywords)
    return numeral, _KEYWORDS if met or hinted else _NONE


def _numeral_sureness(ordinal: Ordinal | None, section: Section) -> int:
    if ordinal is None:
        return _BARE
    own = ordinal.value == section.ordinal
    if ordinal.style == "arabic":
        return _OTHER if own else _LIST
    return _OWN if own else _OTHER


def _surest(headings: list[Heading], end: int) -> list[Heading]:
    """Return one heading a section: the surest, and of equals the one with most blocks below it."""
    headings = _without_contents(headings)
    if any(heading.sureness[0] == _OWN for heading in headings):
        # 2.收到和处理政府信息公开申请情况 is an item of a list where sections are 一、二、三.
        headings = [heading for heading in headings if heading.sureness[0] != _LIST]
    starts = [*(heading.block for heading in headings), end]
    below = {start: next_ - start for start, next_ in pairwise(starts)}
    best: dict[str, Heading] = {}
    for heading in headings:
        rival = best.get(heading.section.id)
        rank = (heading.sureness, below[heading.block], len(heading.text))
        if rival is None or rank > (rival.sureness, below[rival.block], len(rival.text)):
            best[heading.section.id] = heading
    return list(best.values())


def _without_contents(headings: list[Heading]) -> list[Heading]:
    """Drop a table of contents: titles one under the other that all stand elsewhere again."""
    runs: list[list[Heading]] = []
    for heading in headings:
        if runs and runs[-1][-1].block + 1 == heading.block:
            runs[-1].append(heading)
        else:
            runs.append([heading])
    left = Counter(heading.section.id for heading in headings)
    dropped: set[int] = set()
    for run in runs:
        own = Counter(heading.section.id for heading in run)
        if len(run) >= _MIN_CONTENTS and all(left[key] > count for key, count in own.items()):
            left -= own
            dropped.update(map(id, run))
    return [heading for heading in headings if id(heading) not in dropped]
