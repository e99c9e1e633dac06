"""The six sections, found by their titles among the paragraphs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from disclosure_audit.documents import Block, Paragraph, Picture
from disclosure_audit.forms import Edition, Section, label_key
from disclosure_audit.reports.report import SectionText
from disclosure_audit.text import bare, ordinal_of
from disclosure_audit.text.plain import Ordinal, single_line

_MAX_TITLE = 40
# How sure a title is; a section takes its surest line.
_EXACT_WITH_ORDINAL, _EXACT, _VARIANT, _KEYWORDS = 4, 3, 2, 1


@dataclass(frozen=True, slots=True)
class Heading:
    """A line taken for the title of a section."""

    block: int
    section: Section
    ordinal: Ordinal | None
    title: str
    sureness: int


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
    headings = [
        heading
        for index, block in enumerate(blocks)
        if isinstance(block, Paragraph)
        for heading in [_heading(index, block, edition)]
        if heading is not None
    ]
    chosen = sorted(_surest(headings, len(blocks)), key=lambda heading: heading.block)
    starts = [*(heading.block for heading in chosen), len(blocks)]
    spans = [Span(h, h.block + 1, end) for h, end in zip(chosen, starts[1:], strict=True)]
    return (Span(None, 0, starts[0]), *spans)


def section_text(
    span: Span, blocks: tuple[Block, ...], in_tables: frozenset[int], skip: frozenset[int]
) -> SectionText:
    """Return the section of a span, without blocks that belong to tables or are in `skip`."""
    indexes = [i for i in range(span.start, span.end) if i not in in_tables and i not in skip]
    paragraphs = tuple(b for i in indexes for b in [blocks[i]] if isinstance(b, Paragraph))
    pictures = sum(isinstance(blocks[i], Picture) for i in indexes)
    heading = span.heading
    if heading is None:
        at = paragraphs[0].at if paragraphs else blocks[0].at
        return SectionText("preamble", None, None, None, None, paragraphs, at, pictures)
    ordinal = heading.ordinal
    return SectionText(
        id=heading.section.id,
        ordinal=bare(ordinal.printed) or ordinal.printed if ordinal else None,
        ordinal_value=ordinal.value if ordinal else None,
        ordinal_style=ordinal.style if ordinal else None,
        title=heading.title,
        paragraphs=paragraphs,
        at=blocks[heading.block].at,
        pictures=pictures,
    )


def _heading(index: int, paragraph: Paragraph, edition: Edition) -> Heading | None:
    line = single_line(paragraph.text)
    if not line or len(line) > _MAX_TITLE or line.endswith(("。", "；", "，")):
        return None
    ordinal = ordinal_of(line)
    title = ordinal.rest if ordinal else line
    found = [(_sureness(title, ordinal, paragraph, s), s) for s in edition.sections]
    sureness, section = max(found, key=lambda pair: pair[0])
    return Heading(index, section, ordinal, title, sureness) if sureness else None


def _sureness(title: str, ordinal: Ordinal | None, paragraph: Paragraph, section: Section) -> int:
    key = label_key(title)
    top = ordinal is not None and ordinal.style in ("han", "part", "arabic")
    if ordinal is not None and not top:
        return 0  # （一）… is a sub-heading, whatever its words
    if key in {bare(wording) for wording in (section.title, *section.accepted)}:
        return _EXACT_WITH_ORDINAL if top else _EXACT
    marked = (top and ordinal is not None and ordinal.style != "arabic") or (
        paragraph.level is not None and paragraph.level <= 3
    )
    if key in {bare(wording) for wording in section.variants} and (marked or top):
        return _VARIANT
    met = all(any(word in title for word in group) for group in section.keywords)
    return _KEYWORDS if met and marked else 0


def _surest(headings: list[Heading], end: int) -> list[Heading]:
    """Return one heading a section: the surest, and of equals the one with most blocks below it.

    A table of contents repeats the titles with nothing between them.
    """
    starts = [heading.block for heading in headings]
    below = {start: next_ - start for start, next_ in pairwise([*starts, end])}
    best: dict[str, Heading] = {}
    for heading in headings:
        rival = best.get(heading.section.id)
        rank = (heading.sureness, below[heading.block])
        if rival is None or rank > (rival.sureness, below[rival.block]):
            best[heading.section.id] = heading
    return list(best.values())
