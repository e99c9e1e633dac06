"""What is plain in markup: text, looks that hide nothing, and cells that hold no more than these.

Nearly all of a page is. `markup` takes what is plain in one step, and walks through the rest.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple, cast

from lxml import etree

from disclosure_audit.documents.grids import Line, plain_line
from disclosure_audit.text.plain import is_solid

BLANKS = " \t\n\r\f\u00a0"
"""White space that a browser may leave out."""

INLINE = frozenset(("span", "b", "strong", "font", "i", "em", "u", "o:p"))
"""Elements inside a line that change its looks and nothing else."""

_LOOKS = frozenset((
    "align", "bgcolor", "class", "color", "colspan", "face", "height", "lang", "nowrap", "rowspan",
    "size", "style", "valign", "width",
))  # fmt: skip
"""Attributes that hide nothing and lead nowhere."""
_HIDING_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE
)
_STRIKING_STYLE = re.compile(r"text-decoration(-line)?\s*:[^;]{0,60}line-through", re.IGNORECASE)
_PRESERVING_STYLE = re.compile(r"white-space\s*:\s*(pre|break-spaces)", re.IGNORECASE)
_WHITE = re.compile("[ \t\n\r\f]+")
_WIDE = "\u2018-\u201d\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
# Word and editors wrap Chinese source lines inside words; there the line end is no space.
_WRAPPED = re.compile(f"(?<=[{_WIDE}])\n(?=[{_WIDE}])")


class Look(NamedTuple):
    """What a style says that matters here."""

    hides: bool = False
    strikes: bool = False
    preserves: bool = False


@lru_cache(maxsize=1_000)  # a page writes the same few styles a thousand times
def look_of(style: str) -> Look:
    """Return what a style attribute says that matters here."""
    look = Look(
        _HIDING_STYLE.search(style) is not None,
        _STRIKING_STYLE.search(style) is not None,
        _PRESERVING_STYLE.search(style) is not None,
    )
    return look if any(look) else _PLAIN


_PLAIN = Look()


def is_plain(element: etree._Element) -> bool:
    """Whether nothing in an element's attributes hides, strikes, links or counts white space."""
    names = element.keys()
    if not names:
        return True
    if not _LOOKS.issuperset(names):
        return False
    return "style" not in names or look_of(element.get("style", "")) is _PLAIN


def is_plain_cell(cell: etree._Element) -> bool:
    """Whether a cell holds nothing but plain text in plain paragraphs."""
    if not len(cell):
        return is_plain(cell)
    for part in cell.iter():
        tag = part.tag
        of_cell = tag in INLINE or part is cell or (tag == "p" and part.getparent() is cell)
        if not of_cell or not is_plain(part):
            return False
    return True


def plain_lines(cell: etree._Element) -> tuple[Line, ...]:
    """Return the paragraphs of a plain cell, and what stands between them."""
    own = cell.text or ""
    lines: list[Line] = []
    for child in cell if len(cell) else ():
        if child.tag == "p":
            lines += _plain_line(own, cell)
            lines += _plain_line(_inside(child), child)
            own = ""
        else:
            own += _inside(child)
        own += child.tail or ""
    return (*lines, *_plain_line(own, cell))


def _inside(element: etree._Element) -> str:
    """All text inside an element."""
    if not len(element):
        return element.text or ""
    return etree.tostring(element, encoding="unicode", method="text", with_tail=False)


def _plain_line(text: str, element: etree._Element) -> tuple[Line, ...]:
    text = single_spaced(text) if text else ""
    return (Line(text, line_of(element), None, 0, element),) if text else ()


def single_spaced(text: str) -> str:
    """Return gathered text as one line, white space as a browser shows it."""
    if is_solid(text):
        return text
    if text.isspace():
        return ""
    text = _WHITE.sub(lambda gap: "\n" if "\n" in gap[0] else " ", text)
    return plain_line(_WRAPPED.sub("", text).replace("\n", " "))


def line_of(element: etree._Element) -> int | None:
    """Return the source line of an element."""
    return cast("int | None", element.sourceline)
