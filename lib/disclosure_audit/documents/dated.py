"""The lines around the text of a page that say when it was published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from disclosure_audit.documents.document import Paragraph, Place
from disclosure_audit.documents.grids import Grid, Line, Piece
from disclosure_audit.text import single_line

_MAX_LINES = 8
_MAX_LENGTH = 160
_DAY = r"\d{4} ?[年./-] ?\d{1,2} ?[月./-] ?\d{1,2}"
# 发布时间：…, 日期：… alone, or a day beside 来源 or 浏览次数; 成文日期 is another day.
_PUBLISHED = re.compile(
    rf"(?:发布|发表|公开|发稿)(?:日期|时间|于)[ :：\]】]{{0,4}}{_DAY}"
    rf"|^(?:日期|时间)[ :：]{{1,3}}{_DAY}"
    rf"|^{_DAY}(?=.{{0,40}}(?:来源|浏览|点击|字体|字号))"
)
PUBLISHED_META = "pubdate"
"""Name of the meta element in which sites of authorities state the date of publication."""


def dated_lines(pieces: Iterable[Piece], meta: str) -> tuple[Paragraph, ...]:
    """Return the page's own word on its date, then lines such as 发布时间：2024-01-26.

    Parameters
    ----------
    pieces
        What stands around the text.
    meta
        What the page says in its meta element; empty where it does not.
    """
    own = [Paragraph(single_line(meta)[:_MAX_LENGTH], Place())] if meta.strip() else []
    return tuple(own) + tuple(islice(_lines(pieces), _MAX_LINES))


def _lines(pieces: Iterable[Piece]) -> Iterator[Paragraph]:
    for piece in pieces:
        if isinstance(piece, Line):
            match = _PUBLISHED.search(single_line(piece.text)[:_MAX_LENGTH])
            if match:
                yield Paragraph(match[0], Place(line=piece.line))
        elif isinstance(piece, Grid):
            for cell in islice(piece.cells, _MAX_LENGTH):
                match = _PUBLISHED.search(single_line(cell.text[:_MAX_LENGTH]))
                if match:
                    yield Paragraph(match[0], Place(line=piece.line))
