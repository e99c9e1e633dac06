"""Where numbering breaks: at the top level and below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosure_audit.documents import Paragraph, Place
from disclosure_audit.forms import Section
from disclosure_audit.reports import SectionText
from disclosure_audit.text import Words, ordinal_of, shortened

_HAN = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a number is not the one that is due."""

    words: Words
    at: Place


def top_level_breaks(
    sections: Sequence[SectionText], official: Sequence[Section]
) -> Iterator[Break]:
    """Yield each section whose printed ordinal is not the Chinese numeral of its place.

    Parameters
    ----------
    sections
        As printed, without the preamble.
    official
        The form's sections.
    """
    ordinals = {section.id: section.ordinal for section in official}
    for section in sections:
        due = ordinals[section.id]
        numeral = _HAN[due - 1]
        if section.ordinal_style == "han" and section.ordinal_value == due:
            continue
        printed = f"编为“{section.ordinal}”" if section.ordinal else "没有编号"
        yield Break(
            Words(
                f"“{section.title}”{printed}，应为“{numeral}、”",
                f"“{section.title}” is numbered “{section.ordinal or '-'}”, due is “{numeral}、”",
            ),
            section.at,
        )


def breaks_in(section: SectionText) -> Iterator[Break]:
    """Yield each gap or restart among the numbers below a section's title.

    A number counts as there when it stands anywhere in the text before: lists are often written
    inside a paragraph. A list may begin again after a heading or a paragraph without number.
    """
    last: dict[str, int] = {}
    seen = ""
    before: str | None = None
    for paragraph in section.paragraphs:
        ordinal = ordinal_of(paragraph.text)
        if ordinal is not None and ordinal.rest.startswith(("项", "款")):
            ordinal = None  # a broken line: 第二十条第 / （三）项
        style = ordinal.style if ordinal else None
        if ordinal is not None and style is not None:
            found = _break(last.get(style, 0), ordinal.value, style, before, seen, paragraph)
            if found:
                yield found
            _enter(last, style, ordinal.value)
            if style == "han_bracket":
                seen = ""
        seen += paragraph.text
        before = style


def _enter(last: dict[str, int], style: str, value: int) -> None:
    """Take down a number: lists below its own are over; 1 begins a list below all others."""
    if value == 1:
        last.pop(style, None)
    elif style in last:
        levels = list(last)
        for below in levels[levels.index(style) + 1 :]:
            del last[below]
    last[style] = value


def _break(
    last: int, value: int, style: str, before: str | None, seen: str, paragraph: Paragraph
) -> Break | None:
    restarts = value == 1 and not (last == 1 and before == style)
    if value == last + 1 or restarts:
        return None
    skipped = range(last + 1, value)
    if value > last and all(_stands_in(seen, number, style) for number in skipped):
        return None
    line = shortened(paragraph.text, 24)
    due = _printed(last + 1, style)
    return Break(
        Words(f"“{line}”的序号不接前文，应为“{due}”", f"“{line}” does not run on; due is “{due}”"),
        paragraph.at,
    )


def _printed(value: int, style: str) -> str:
    if style in ("han", "han_bracket", "part") and value <= len(_HAN):
        return f"（{_HAN[value - 1]}）" if style == "han_bracket" else f"{_HAN[value - 1]}、"
    return f"（{value}）" if style == "arabic_bracket" else f"{value}."


def _stands_in(text: str, value: int, style: str) -> bool:
    numeral = _HAN[value - 1] if style in ("han", "han_bracket") and value <= 10 else str(value)
    if style.endswith("bracket"):
        return bool(re.search(rf"[（(]\s*{numeral}\s*[）)]", text))
    return bool(re.search(rf"(?<![\d{_HAN}]){numeral}\s*[、.．)）]|{numeral}是", text))
