"""Prose cut into sentences, with its numbers, and years said as this, last or next year."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from disclosure_audit.reports.claims.figures import Figure, figures_in
from disclosure_audit.text.plain import half_width, simplified, visible

MAX_PARAGRAPH = 20_000
_SENTENCE = re.compile(r"[^。！？!?\n]{1,800}[。！？!?\n]?")
"""What is longer is no sentence of a person, and is looked at in pieces."""
_YEAR = re.compile(r"(?:19|20)\d{2}\s?年度?$")
_HAN_YEAR = re.compile(r"二[〇零○][一二三四五六七八九〇零○]{2}\s?年度?$")
_SAME_LENGTH = (
    ("去年", "上年"), ("今年", "本年"), ("明年", "下年"), ("来年", "下年"), ("前年", "他年"),
    ("往年", "他年"), ("历年", "他年"), ("当年", "本年"),
)  # fmt: skip
_HAN = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_SAID_OF_ALL = re.compile(r"均|全部|都")
BREAKS = ",;:()。!?\n"


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence in the words that are looked at.

    Parameters
    ----------
    text
        In half width and simplified script, years replaced by 本年, 上年, 下年 and 他年.
    start
        Where the sentence begins in the paragraph.
    printed
        The sentence as it stands there.
    figures
        Its numbers; `starts` and `ends`: where they stand in `text`.
    """

    text: str
    start: int
    printed: str
    figures: tuple[Figure, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def before(self, index: int, floor: int) -> str:
        """Return what leads to a number: from the last break, or from `floor`, up to it."""
        at = self.starts[index]
        cut = max(self.text.rfind(mark, floor, at) for mark in BREAKS) + 1
        lead = self.text[max(cut, floor) : at]
        while not lead.strip(" 共为有是即在约近达超了仅的均各") and cut > floor:
            if self.text[cut - 1] not in (":," if lead.strip() else ":"):
                break
            previous = max(self.text.rfind(mark, floor, cut - 1) for mark in BREAKS) + 1
            if _SAID_OF_ALL.search(self.text, max(previous, floor), cut):
                break
            lead, cut = self.text[max(previous, floor) : at], previous
        return lead

    def printed_before(self, index: int) -> str:
        """Return the sentence up to a number with its dates as printed, in half width."""
        return simplified(half_width(self.printed[: self.figures[index].start - self.start]))

    def between(self, index: int) -> str:
        """Return what stands between a number and the one before it."""
        return self.text[self.ends[index - 1] if index else 0 : self.starts[index]]

    def object(self, index: int) -> str:
        """Return what follows a number directly: up to the next break or number."""
        return self._after(index, ",;:()。!?\n、")[:24]

    def tail(self, index: int) -> str:
        """Return what is said of a number after it: up to the next number, ； or list."""
        words = self._after(index, ";:(。!?\n")
        if self.ends[index] + len(words) in self.starts:
            # The last words lead to the next number.
            words = words[: max(words.rfind(","), words.rfind("、"), 0)]
        return words[:60]

    def _after(self, index: int, marks: str) -> str:
        start = self.ends[index]
        stops = [self.text.find(mark, start) for mark in marks]
        stops += [
            s
            for s, f in zip(self.starts, self.figures, strict=True)
            if s >= start
            and f.role not in ("date", "duration", "ordinal", "article", "document", "name")
        ][:1]
        return self.text[start : min((s for s in stops if s >= 0), default=len(self.text))]


def passages_of(paragraph: str, year: int | None) -> Iterator[Passage]:
    """Yield the sentences of a paragraph that has at most 20,000 characters.

    Parameters
    ----------
    paragraph
        As printed.
    year
        The report year, which tells this year from others.
    """
    shown = visible(paragraph)[:MAX_PARAGRAPH]
    plain = simplified(half_width(shown))
    figures = figures_in(plain)
    begins = [match.start() for match in _SENTENCE.finditer(plain)]
    own: dict[int, list[Figure]] = {begin: [] for begin in begins}
    for figure in figures:
        place = bisect_right(begins, figure.start) - 1
        if place >= 0:
            own[begins[place]].append(figure)
    for match in _SENTENCE.finditer(plain):
        start = match.start()
        yield _passage(match[0], start, shown[start : match.end()], own[start], year)


def _passage(
    plain: str, start: int, printed: str, figures: list[Figure], year: int | None
) -> Passage:
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at, length = 0, 0
    for figure in figures:
        between = plain[at : figure.start - start]
        said = _said(figure, year)
        pieces += [between, said]
        starts.append(length + len(between))
        length += len(between) + len(said)
        ends.append(length)
        at = figure.end - start
    pieces.append(plain[at:])
    text = "".join(pieces)
    for word, replacement in _SAME_LENGTH:
        text = text.replace(word, replacement)
    return Passage(text, start, printed, tuple(figures), tuple(starts), tuple(ends))


def _said(figure: Figure, year: int | None) -> str:
    """Return a number as it is looked at: years in relation to the report year."""
    if figure.role != "date":
        return figure.printed
    printed = figure.printed
    if not (_YEAR.match(printed) or _HAN_YEAR.match(printed)):
        return printed
    named = int(printed.translate(_HAN)[:4])
    suffix = "度" if printed.endswith("度") else ""
    if year is None:
        return f"某年{suffix}"
    word = {0: "本年", -1: "上年", 1: "下年"}.get(named - year, "他年")
    return f"{word}{suffix}"
