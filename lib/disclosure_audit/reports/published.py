"""The dates of publication that a file shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from disclosure_audit.documents import Document, Paragraph
from disclosure_audit.reports.report import ShownDate
from disclosure_audit.text import single_line
from disclosure_audit.text.plain import half_width

_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2}) ?[年./-] ?(\d{1,2}) ?[月./-] ?(\d{1,2})(?!\d)")
_ABOVE = re.compile(r"(?:信息)?(?:发布|发表)(?:日期|时间|于)")
_MAX_LENGTH = 160


def date_in(text: str) -> date | None:
    """Return the first date printed in `text`, or None where there is none or it is no day."""
    match = _DATE.search(half_width(text[:_MAX_LENGTH]))
    if match is None:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None


def shown_dates(document: Document, start: int, end: int) -> tuple[ShownDate, ...]:
    """Return the dates that a page shows around its text, and in lines among blocks start to end.

    Parameters
    ----------
    document
        The document; its `dated` lines count, and lines above the text such as 发布时间：….
    start, end
        The blocks before the first section.
    """
    return tuple(
        ShownDate(date_in(line.text), single_line(line.text), line.at)
        for line in (*document.dated, *_above(document, start, end))
    )


def _above(document: Document, start: int, end: int) -> Iterator[Paragraph]:
    for block in document.blocks[start:end]:
        if isinstance(block, Paragraph) and len(block.text) <= _MAX_LENGTH:
            match = _ABOVE.search(block.text)
            found = match and date_in(block.text[match.start() :])
            if match and found:
                yield Paragraph(block.text[match.start() :], block.at)
