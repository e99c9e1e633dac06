"""What tells a row, a cell and its width among the boxes of a page: names, attributes, content."""

from __future__ import annotations

import re
from typing import cast

from lxml import etree

from disclosure_audit.documents.box_styles import Styles
from disclosure_audit.documents.box_tracks import Width
from disclosure_audit.text import is_value

BOXES = frozenset({"div", "section", "ul", "ol", "li", "dl", "dd", "dt", "p", "span", "strong",
                    "b", "em", "i", "label", "article", "figure"})  # fmt: skip
_HELD = frozenset({"table", "nav", "form", "input", "iframe", "h1", "h2", "h3", "h4", "h5", "h6"})
_ROW_NAMES = frozenset({"row", "tr", "tablerow", "trow"})
_CELL_NAME = re.compile(r"(?:td|th|cell|col|column|tablecell|tcell)\d{0,3}")
_COLUMNS_OF = re.compile(r"(?:^|-)col(?:-(?:xs|sm|md|lg|xl|xxl))?-?(?:xs|sm|md|lg)?(\d{1,2})$")
_CLASSES = etree.XPath("//@class", smart_strings=False)
_ROLES = etree.XPath("//@role", smart_strings=False)
_WORDS = re.compile(r"[^a-z0-9]+")
_SPACE = " \t\n\r\f\u00a0\u200b"
_MAX_ELEMENTS = 20

MAX_SPAN = 200
"""Rows or columns that one cell may cover."""

MAX_CELL = 120
"""Characters of a cell; a column of a page has more."""


def _names(element: etree._Element) -> set[str]:
    return _words_of(element.get("class", ""))


def _words_of(classes: str) -> set[str]:
    return {word for name in classes.lower().split() for word in (name, *_WORDS.split(name))}


def names_rows(root: etree._Element) -> bool:
    """Whether a class or role anywhere on a page calls an element a row or a cell."""
    named = {*cast("list[str]", _CLASSES(root)), *cast("list[str]", _ROLES(root))}
    words = {word for names in named for word in _words_of(names)}
    return not _ROW_NAMES.isdisjoint(words) or any(map(_CELL_NAME.fullmatch, words))


def is_named_row(element: etree._Element) -> bool:
    """Whether a class calls the element a row."""
    return not _ROW_NAMES.isdisjoint(_names(element))


def are_cells_of_a_row(children: list[etree._Element], styles: Styles) -> bool:
    """Whether elements side by side are cells: all are called so, or all float."""
    if len(children) < 2:
        return False
    return all(any(map(_CELL_NAME.fullmatch, _names(child))) for child in children) or all(
        floats(styles.of(child)) for child in children
    )


def named_width(element: etree._Element) -> Width | None:
    """Return the columns that a class such as ``col-md-3`` names."""
    for name in element.get("class", "").lower().split():
        found = _COLUMNS_OF.search(name)
        if found and int(found[1]):
            return Width(shares=int(found[1]))
    return None


def boxes_in(element: etree._Element) -> list[etree._Element]:
    """Return the elements directly inside."""
    return [child for child in element if isinstance(cast(object, child.tag), str)]


def shown_in(
    element: etree._Element, styles: Styles, *, unwrap: bool
) -> list[etree._Element] | None:
    """Return the boxes inside an element that are shown; None where text stands beside them."""
    if has_text(element.text):
        return None
    shown: list[etree._Element] = []
    for child in boxes_in(element):
        if has_text(child.tail):
            return None
        display = styles.of(child).get("display")
        if child.tag in ("script", "style", "br", "template"):
            continue
        inner = shown_in(child, styles, unwrap=True) if unwrap and display == "contents" else None
        shown += [child] if inner is None else inner
    return shown


def has_text(text: str | None) -> bool:
    """Whether a text prints anything."""
    return bool(text and text.strip(_SPACE))


def text_in(element: etree._Element) -> str:
    """Return all text inside an element on one line."""
    return " ".join("".join(str(text) for text in element.itertext()).split())


def is_cell(cell: etree._Element, limit: int = MAX_CELL) -> bool:
    """Whether a box is small enough for a cell, holds no part of a page and is no menu entry."""
    size = linked = 0
    for count, inner in enumerate(cell.iter()):
        if count > _MAX_ELEMENTS or inner.tag in _HELD:
            return False
        own = len((inner.text or "").strip(_SPACE))
        size += own + (len((inner.tail or "").strip(_SPACE)) if inner is not cell else 0)
        if inner.tag == "a" and inner.get("href"):
            linked += len(text_in(inner))
        if size > limit:
            return False
    return cell.tag in BOXES and 2 * linked <= size


def floats(style: dict[str, str]) -> bool:
    """Whether an element stands beside the one before it, and wraps where there is no room."""
    return style.get("float") == "left" or style.get("display") == "inline-block"


def spanned(element: etree._Element, side: str) -> int:
    """Return how many rows (``row``) or columns (``col``) attributes say that a cell covers."""
    for name in (f"{side}span", f"aria-{side}span", f"data-{side}span"):
        text = element.get(name, "").strip()
        if text.isdecimal() and len(text) < 4:
            return min(max(int(text), 1), MAX_SPAN)
    return 1


def is_figure(text: str) -> bool:
    """Whether a text is a number."""
    return is_value(text) and any(map(str.isdigit, text))
