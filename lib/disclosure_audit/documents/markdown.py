"""Reader of Markdown: headings, pipe tables and lists as plain text, tables in HTML as HTML.

A parser of full Markdown drops a table without its rule of dashes, the very thing that people and
converters forget. Lines are read here as the plain-text reader reads them, marks taken away.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from disclosure_audit.documents.document import Block, Paragraph, Picture, Place, Table
from disclosure_audit.documents.encodings import decode
from disclosure_audit.documents.furniture import left_out, without_furniture_around
from disclosure_audit.documents.grids import RAISED, RAISED_END, plain_line, without_marks
from disclosure_audit.documents.plain_text import blocks_of_lines
from disclosure_audit.documents.reading import Content
from disclosure_audit.errors import FilerError
from disclosure_audit.text import Words

_BREAK, _PIPE, _LINK_MARK = "\ue002", "\ue003", "\ue004"
"""Stand for a line break in a cell, an escaped pipe and an escaped sign while lines are read."""

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_TITLE = re.compile(r"^title\s*:\s*(.+)$", re.MULTILINE)
_TABLE_TAG = re.compile(r"<(/?)table\b[^>]{0,2000}>", re.IGNORECASE)
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*")
_HEADED = re.compile(r" {0,3}#{1,6}(?=[^#\s])")
_RULE = re.compile(r" {0,3}([-*_=])\1{2,}[ \t]*")
_GRID_RULE = re.compile(r" {0,3}\+(?:[-=:]+\+)+[ \t]*")
_FENCE = re.compile(r" {0,3}(```|~~~).*")
_ITEM = re.compile(r"\A[ \t]*[-*+][ \t]+(?=\S)")
_FIGURES = re.compile(r"[-+*—－/\\\d\s.,，]+")
"""A row of figures and dashes is no list, even where it begins with a dash."""
_QUOTED = re.compile(r"\A {0,3}>[ \t]?")
_IMAGE = re.compile(r"!\[([^\]]{0,300})\]\(\s*<?([^)\s>]{0,300})>?[^)]{0,300}\)")
_LINK = re.compile(r"(?<!!)\[([^\]]{1,300})\]\([^)]{0,300}\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,300}?)(?<=\S)\1")
_WEAK = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]{1,300}?)(?<=[^\s*])\*(?![\w*])")
_CODE = re.compile(r"`([^`]{1,300})`")
_STRUCK = re.compile(r"~~(?=\S)(.{1,300}?)(?<=\S)~~")
_HTML_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_RAISED_TAG = re.compile(r"<(sup|sub)>(.{0,60}?)</\1>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_INLINE_DATA = re.compile(r"data:image/[a-z+.-]{1,20};base64,[A-Za-z0-9+/=]+")
_ESCAPED = re.compile(r"\\([!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{}~])")
_MAX_LINE = 20_000
_MAX_TEXT = 500_000


class _Line(NamedTuple):
    number: int
    text: str
    level: int | None = None
    picture: Picture | None = None


def read_content(data: bytes) -> Content:
    """Read Markdown.

    Parameters
    ----------
    data
        The file's bytes, in any encoding that `decode` tells.

    Returns
    -------
    Content
        Paragraphs, headings with their levels, tables (those of pipes unaligned, those in HTML
        aligned) and pictures by name.

    Raises
    ------
    FilerError
        The bytes are no text, or a line is longer than any report's.
    """
    text, notes = decode(data)
    text = _INLINE_DATA.sub("data:", without_marks(_without_comments(text)))
    if len(text) > _MAX_TEXT or max(map(len, text.split("\n"))) > _MAX_LINE:
        raise _too_long()
    front = _FRONT_MATTER.match(text)
    title = _FRONT_TITLE.search(front[1]) if front else None
    if front:
        text = "\n" * front[0].count("\n") + text[front.end() :]
    blocks, length = without_furniture_around(list(_numbered(_blocks(text))))
    named = title[1].strip(" \"'") if title else None
    return Content(blocks, named, (*notes, *left_out(length)))


def _without_comments(text: str) -> str:
    kept = []
    done = 0
    while (start := text.find("<!--", done)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept += [text[done:start], "\n" * text.count("\n", start, end)]
        done = end + 3
    return "".join([*kept, text[done:]])


def _blocks(text: str) -> Iterator[Block]:
    """Blocks of the text between tables in HTML, and those tables."""
    done = 0
    for start, end in _html_tables(text):
        yield from _text_blocks(text[done:start], text.count("\n", 0, done) + 1)
        yield from _html_blocks(text[start:end], text.count("\n", 0, start))
        done = end
    yield from _text_blocks(text[done:], text.count("\n", 0, done) + 1)


def _html_tables(text: str) -> Iterator[tuple[int, int]]:
    depth = start = 0
    for tag in _TABLE_TAG.finditer(text):
        if not tag[1]:
            start = tag.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield start, tag.end()


def _html_blocks(markup: str, lines_before: int) -> Iterator[Block]:
    # Loaded only where there is such a table: most files have none.
    from disclosure_audit.documents.html import read_fragment

    for block in read_fragment(markup):
        line = block.at.line
        at = replace(block.at, line=line + lines_before) if line is not None else block.at
        yield replace(block, at=at)


def _text_blocks(text: str, first: int) -> Iterator[Block]:
    gathered: list[_Line] = []
    for line in _lines(text, first):
        if line.level is None and line.picture is None:
            gathered.append(line)
            continue
        yield from _plain(gathered)
        gathered = []
        if line.picture is not None:
            yield line.picture
        elif line.text:
            yield Paragraph(_shown(line.text), Place(line=line.number), line.level)
    yield from _plain(gathered)


def _plain(lines: list[_Line]) -> Iterator[Block]:
    for block in blocks_of_lines([(line.number, line.text) for line in lines]):
        if isinstance(block, Paragraph):
            yield replace(block, text=_shown(block.text).replace("\n", " "))
        elif isinstance(block, Table):
            rows = tuple(
                tuple(replace(cell, text=_shown(cell.text)) for cell in row) for row in block.rows
            )
            yield replace(block, rows=rows)


def _shown(text: str) -> str:
    text = text.replace(_BREAK, "\n").replace(_PIPE, "|")
    return "\n".join(filter(None, (plain_line(line) for line in text.split("\n"))))


def _lines(text: str, first: int) -> Iterator[_Line]:
    """The lines without their marks; several where a picture stands in one."""
    for number, raw in enumerate(text.split("\n"), first):
        if _FENCE.fullmatch(raw) or _GRID_RULE.fullmatch(raw):
            continue
        if _RULE.fullmatch(raw):
            yield _Line(number, "")
            continue
        line = _QUOTED.sub("", raw, count=1)
        heading = _HEADING.fullmatch(line)
        if heading or _HEADED.match(line):
            level = len(heading[1]) if heading else line.lstrip().count("#", 0, 6)
            text_of = heading[2] if heading else line.strip(" #")
            yield _Line(number, _unmarked(text_of), level)
            continue
        if "|" not in line:
            line = line if _FIGURES.fullmatch(line) else _ITEM.sub("", line, count=1)
            line = line[:-1] if line.endswith("\\") and len(line.strip()) > 1 else line
            yield from _with_pictures(number, line)
        else:
            yield _Line(number, _unmarked(_IMAGE.sub(_picture_in_cell, line)))


def _with_pictures(number: int, line: str) -> Iterator[_Line]:
    done = 0
    for image in _IMAGE.finditer(line):
        before = _unmarked(line[done : image.start()])
        if before.strip():
            yield _Line(number, before)
        yield _Line(number, "", picture=_picture(image, number))
        done = image.end()
    rest = _unmarked(line[done:])
    if rest.strip() or not done:
        yield _Line(number, rest)


def _picture(image: re.Match[str], number: int) -> Picture:
    link = None if image[2].startswith("data:") else image[2]
    return Picture(_picture_name(image), Place(line=number), link=link or None)


def _picture_name(image: re.Match[str]) -> str:
    if image[1].strip() or image[2].startswith("data:"):
        return image[1].strip()
    return image[2].rpartition("/")[2]


def _picture_in_cell(image: re.Match[str]) -> str:
    name = _picture_name(image)
    return f"[图片{'：' if name else ''}{name}]"


def _unmarked(line: str) -> str:
    """A line without the marks of emphasis, links and HTML; what they mark stays."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[1])
        return f"{_LINK_MARK}{len(kept) - 1}{_LINK_MARK}"

    line = line.replace("\\|", _PIPE)
    line = _ESCAPED.sub(keep, line) if len(line.strip()) > 1 else line
    line = _HTML_BREAK.sub(_BREAK, line)
    line = _RAISED_TAG.sub(lambda match: f"{RAISED}{match[2]}{RAISED_END}", line)
    line = _TAG.sub("", line)
    line = _LINK.sub(r"\1", line)
    line = _STRUCK.sub("", line)
    line = _STRONG.sub(r"\2", line)
    line = _STRONG.sub(r"\2", line)
    line = _WEAK.sub(r"\1", line)
    line = _CODE.sub(r"\1", line)
    line = html.unescape(line).replace("\u00a0", " ")
    pattern = f"{_LINK_MARK}(\\d+){_LINK_MARK}"
    return re.sub(pattern, lambda match: kept[int(match[1])], line)


def _numbered(blocks: Iterator[Block]) -> Iterator[Block]:
    """The same blocks, their tables counted through the whole file."""
    tables = 0
    for block in blocks:
        if not isinstance(block, Table):
            yield block
            continue
        tables += 1
        rows = tuple(
            tuple(replace(cell, at=replace(cell.at, table=tables)) for cell in row)
            for row in block.rows
        )
        yield replace(block, rows=rows, at=replace(block.at, table=tables))


def _too_long() -> FilerError:
    return FilerError(
        Words(
            f"文件超过 {_MAX_TEXT} 字，或有一行超过 {_MAX_LINE} 字，年度报告没有这样长的。"
            "请确认文件无误。",
            f"The file has more than {_MAX_TEXT} characters, or a line more than {_MAX_LINE}; no "
            "annual report is as long. Make sure it is the right file.",
        )
    )
