"""Text of pages outside ruled tables: lines, paragraphs, tables without rules, furniture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from disclosure_audit.documents.document import GridCell, Note, Paragraph, Place, Table
from disclosure_audit.documents.page_columns import blocks_in, rows_of, split
from disclosure_audit.documents.page_tables import joined_words, meets_any, rounded, text_lines
from disclosure_audit.documents.pages import Box, Page, Word
from disclosure_audit.text import Words, ordinal_of, shortened, single_line

_PAGE_NUMBER = re.compile(
    r"[-—–－·.\s]*(第\s*)?\d{1,3}(\s*页)?(([\s/，,]+(共\s*)?|共\s*)\d{1,3}\s*页?)?[-—–－·.\s]*"
)
_FIGURE = re.compile(r"(\d{1,9})")
_MAX_COUNTED = 4  # figures of a line that may count pages
_QUOTED = 40
_MARGIN = 0.12  # of the page's height, above and below, where page numbers stand
_FREE = 0.5  # type sizes between a page number and the text
_INDENTED = 0.8  # type sizes
_UNFILLED = 2.2  # type sizes free at the end of a line that ends its paragraph
_LEADING = 2.2  # type sizes from line to line within a paragraph, at most
_SAME_SIZE = 1.15


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text outside tables.

    Parameters
    ----------
    words
        From left to right.
    box, page
        Its place.
    unread
        Whether something is shown beside it or on it that is not among the words.
    """

    words: tuple[Word, ...]
    box: Box
    page: int
    unread: bool = False

    @property
    def text(self) -> str:
        """What is printed there."""
        return joined_words(self.words)

    @property
    def size(self) -> float:
        """Height of its type, in points."""
        return self.box[3] - self.box[1]

    @property
    def certain(self) -> bool:
        """Whether every word is sure."""
        return all(word.certain for word in self.words)


def lines_of(page: Page, words: Iterable[Word]) -> tuple[Line, ...]:
    """Return the lines that words of a page stand on, from top to bottom."""
    sure = tuple(
        replace(word, certain=False) if meets_any(word.box, page.unread) else word for word in words
    )
    return tuple(_line(page, line) for line in text_lines(sure))


def _line(page: Page, words: tuple[Word, ...]) -> Line:
    box = _around([word.box for word in words])
    unread = meets_any((0.0, box[1], page.width, box[3]), page.unread)
    return Line(words, box, page.number, unread)


def furniture(pages: Sequence[Page], lines: Sequence[Sequence[Line]]) -> frozenset[Line]:
    """Return the lines that belong to the pages: their numbers, and what each of them repeats.

    Figures in a repeated line must be the same on every page, or go up by one from page to page.
    """
    ends: list[tuple[Page, Line]] = [
        (page, line)
        for page, own in zip(pages, lines, strict=True)
        for line in {*own[:2], *own[-2:]}
        if not _MARGIN * page.height < (line.box[1] + line.box[3]) / 2 < (1 - _MARGIN) * page.height
    ]
    alone = {
        id(line) for own in lines for line in {*own[:2], *own[-2:]} if _stands_alone(line, own)
    }
    seen = Counter(way for _, line in ends for way in _ways(line))
    often = max(2, (len(pages) + 1) // 2)
    return frozenset(
        line
        for _, line in ends
        if (_is_page_number(line) and id(line) in alone)
        or any(seen[way] >= max(often, 3) for way in _ways(line))
    )


def _stands_alone(line: Line, lines: Sequence[Line]) -> bool:
    """Whether no other line is near: a figure close to others is part of a table."""
    return all(
        max(other.box[1] - line.box[3], line.box[1] - other.box[3]) >= _FREE * line.size
        for other in lines
        if other is not line
    )


def _is_page_number(line: Line) -> bool:
    return _PAGE_NUMBER.fullmatch(single_line(line.text)) is not None


def _ways(line: Line) -> Iterator[tuple[str, int]]:
    """Yield how a line may be said so that it is the same on other pages."""
    parts = _FIGURE.split(line.text)
    figures = range(1, min(len(parts), 2 * _MAX_COUNTED), 2)
    place = round(line.box[1] / 3)
    for counted in product((False, True), repeat=len(figures)):
        said = list(parts)
        for n, counts in zip(figures, counted, strict=True):
            if counts:
                said[n] = f"{int(parts[n]) - line.page:+}"
        yield "\0".join(said), place


def left_out(dropped: Iterable[Line]) -> tuple[Note, ...]:
    """Return the note on what pages repeat and what was therefore left out.

    Parameters
    ----------
    dropped
        As `furniture` tells; mere page numbers are worth no word.
    """
    lines = sorted(
        (line for line in dropped if not _is_page_number(line)),
        key=lambda line: (line.page, line.box[1], line.box[0]),
    )
    if not lines:
        return ()
    first = shortened(single_line(lines[0].text), _QUOTED)
    words = Words(
        f"各页页眉、页脚中重复的 {len(lines)} 行没有计入正文，如“{first}”。",
        f"{len(lines)} lines that pages repeat at their head or foot, such as “{first}”, were left "
        "out.",
    )
    return (Note("furniture", words, Place(page=lines[0].page, box=rounded(lines[0].box))),)


def paragraphs(lines: Sequence[Line], tables: int) -> Iterator[Paragraph | Table]:
    """Yield lines joined to paragraphs; lines of columns as tables of which only the order is sure.

    Parameters
    ----------
    lines
        In reading order, over one page or several.
    tables
        How many tables stand before them.
    """
    margins = _margins(lines)
    lines = list(lines)
    splits = [split(line.words, line.box, line.page, unread=line.unread) for line in lines]
    done = 0
    for start, end, headers in blocks_in(splits):
        around = splits[max(start - 2, 0) : end + 2]
        rows = rows_of(splits[start:end], splits[start - headers : start], around, tables + 1)
        yield from _joined_lines(lines[done:start], margins)
        tables += 1
        yield _table(rows, lines[start:end], tables)
        done = end
    yield from _joined_lines(lines[done:], margins)


def _joined_lines(lines: Sequence[Line], margins: tuple[float, float]) -> Iterator[Paragraph]:
    run: list[Line] = []
    for line in lines:
        if run and not _goes_on(run, line, margins):
            yield _paragraph(run)
            run = []
        run.append(line)
    if run:
        yield _paragraph(run)


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    """Return where lines begin and end that are neither indented nor the last of a paragraph."""
    if not lines:
        return 0.0, 0.0
    left = Counter(round(line.box[0] / 3) for line in lines)
    usual = [line for line in lines if left[round(line.box[0] / 3)] > 1] or lines
    return min(line.box[0] for line in usual), max(line.box[2] for line in lines)


def _goes_on(run: Sequence[Line], line: Line, margins: tuple[float, float]) -> bool:
    last = run[-1]
    size = min(last.size, line.size)
    if max(last.size, line.size) > _SAME_SIZE * size:
        return False
    if last.page == line.page and line.box[1] - last.box[1] > _LEADING * size:
        return False
    if margins[1] - last.box[2] > _UNFILLED * size:
        return False
    ordinal = ordinal_of(line.text)
    if ordinal is not None and ordinal.style in ("han", "han_bracket", "part"):
        return False
    return line.box[0] - margins[0] < _INDENTED * size


def _paragraph(run: Sequence[Line]) -> Paragraph:
    text = ""
    for line in run:
        more = line.text
        spaced = text[-1:].isascii() and more[:1].isascii() and text[-1:].isalnum()
        text += f" {more}" if text and spaced and not _is_cut_number(text, more) else more
    first = [line for line in run if line.page == run[0].page]
    box = _around([line.box for line in first])
    return Paragraph(
        text,
        Place(page=run[0].page, box=rounded(box)),
        certain=all(line.certain for line in run),
    )


def _is_cut_number(text: str, more: str) -> bool:
    return text[-1:].isdigit() and more[:1].isdigit()


def _table(rows: Sequence[Sequence[GridCell]], where: Sequence[Line], number: int) -> Table:
    page = where[0].page
    box = _around([line.box for line in where if line.page == page])
    made = tuple(tuple(row) for row in rows)
    return Table(made, Place(page=page, table=number, box=rounded(box)), aligned=False)


def _around(boxes: Sequence[Box]) -> Box:
    return (
        min(box[0] for box in boxes), min(box[1] for box in boxes),
        max(box[2] for box in boxes), max(box[3] for box in boxes),
    )  # fmt: skip
