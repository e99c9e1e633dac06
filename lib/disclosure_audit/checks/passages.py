"""Passages that two texts share: letter by letter, with figures, names and set phrases masked.

Every shared passage of at least `LEAST` letters begins with a run of that many letters that
stands in both texts: the runs of one are looked up in the other, and each is followed as far as
the texts agree. A passage is left behind at once when it was found, and of equal runs only a few
are followed, so time grows with the length of the texts and not with their product.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

LEAST = 20
"""Letters; legal phrases and set expressions are shorter."""

MAX_LETTERS = 40_000
"""Of one text; a narrative has some thousands."""

_FOLLOWED = 4
_FIGURE, _NAME, _CUT = "0", "@", "\x00"
_NUMERAL = re.compile(r"[0-9０-９.,，%％〇零一二三四五六七八九十百千万两]+")
_QUOTED = re.compile(
    r"《[^《》]{1,120}》|(?:国办|国发|国令)[^，。；]{0,12}号|第[一二三四五六七八九十百]{1,5}条"
)


@dataclass(frozen=True)
class Letters:
    """A text made comparable.

    Parameters
    ----------
    text
        Letters alone; a figure is one ``0``, the unit's name one ``@``, a set phrase a cut that
        equals nothing.
    places
        Of each letter its place in the text as printed.
    """

    text: str
    places: tuple[int, ...]

    @property
    def length(self) -> int:
        """Return how many letters there are to compare."""
        return len(self.text) - self.text.count(_CUT)

    @cached_property
    def runs(self) -> frozenset[str]:
        """Return every run of LEAST letters."""
        return frozenset(self.text[at : at + LEAST] for at in range(len(self.text) - LEAST + 1))


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that stands in both texts.

    Parameters
    ----------
    start, end
        Where in the one text as printed.
    other_start, other_end
        Where in the other.
    letters
        Its length as compared.
    """

    start: int
    end: int
    other_start: int
    other_end: int
    letters: int


def letters_of(text: str, names: Iterable[str] = (), phrases: Iterable[str] = ()) -> Letters:
    """Return a text as letters to compare.

    Parameters
    ----------
    text
        As printed; of more than MAX_LETTERS characters the rest is left out.
    names
        The unit's and its county's names: changing them alone does not hide a copy.
    phrases
        What every report says: left out. Titles of papers and article numbers are too.
    """
    text = text[:MAX_LETTERS]
    masked = list(text)
    for pattern, mask in (
        (_QUOTED, _CUT),
        (_any_of(phrases), _CUT),
        (_any_of(names), _NAME),
        (_NUMERAL, _FIGURE),
    ):
        if pattern is None:
            continue
        for match in pattern.finditer(text):
            if _CUT in masked[match.start() : match.end()]:
                continue
            blank = [""] * (match.end() - match.start() - 1)
            masked[match.start() : match.end()] = [mask, *blank]
    kept = [
        (letter, place)
        for place, letter in enumerate(masked)
        if letter and (letter in (_CUT, _NAME) or letter.isalnum())
    ]
    return Letters("".join(k for k, _ in kept), tuple(p for _, p in kept))


def _any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    found = sorted({word for word in words if len(word) > 1}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, found))) if found else None


def shared_passages(
    one: Letters, other: Letters, handed_down: frozenset[str] = frozenset()
) -> tuple[Passage, ...]:
    """Return the passages of at least LEAST letters that stand in both, in the order of `one`.

    Parameters
    ----------
    one, other
        The texts.
    handed_down
        Runs of LEAST letters that do not count, as `runs_of_most` returns them.
    """
    if one.runs.isdisjoint(other.runs):
        return ()
    index = _index(other.text, one.runs)
    found: list[Passage] = []
    at, last = 0, len(one.text) - LEAST
    while at <= last:
        run = one.text[at : at + LEAST]
        starts = index.get(run)
        if starts is None or _CUT in run or run in handed_down:
            at += 1
            continue
        length, start = 0, 0
        for candidate in starts:
            agree = _agreeing(one.text, at, other.text, candidate, handed_down)
            if agree > length:
                length, start = agree, candidate
        found.append(_passage(one, at, other, start, length))
        at += length
    return tuple(found)


def _index(text: str, wanted: frozenset[str]) -> Mapping[str, Sequence[int]]:
    """Return where each wanted run of LEAST letters stands, its first few places."""
    index: dict[str, list[int]] = {}
    for at in range(len(text) - LEAST + 1):
        run = text[at : at + LEAST]
        if run in wanted:
            places = index.setdefault(run, [])
            if len(places) < _FOLLOWED:
                places.append(at)
    return index


def _agreeing(one: str, at: int, other: str, start: int, handed_down: frozenset[str]) -> int:
    """Return how many letters agree from two places on, none of them cut or handed down."""
    length = LEAST
    limit = min(len(one) - at, len(other) - start)
    while length < limit and one[at + length] == other[start + length] != _CUT:
        if handed_down and one[at + length + 1 - LEAST : at + length + 1] in handed_down:
            break
        length += 1
    return length


def _passage(one: Letters, at: int, other: Letters, start: int, length: int) -> Passage:
    return Passage(
        one.places[at],
        one.places[at + length - 1] + 1,
        other.places[start],
        other.places[start + length - 1] + 1,
        length,
    )


def runs_of_most(texts: Sequence[Letters], at_least: int) -> frozenset[str]:
    """Return the runs of LEAST letters that more than half of the texts share: handed down.

    Parameters
    ----------
    texts
        Of the other units of the county.
    at_least
        How many of them must share a run; with fewer texts nothing is handed down.
    """
    wanted = max(at_least, len(texts) // 2 + 1)
    if len(texts) < wanted:
        return frozenset()
    counts: Counter[str] = Counter()
    for letters in texts:
        counts.update(letters.runs)
    return frozenset(run for run, count in counts.items() if count >= wanted)


def share_of(one: Letters, passages: Iterable[Passage]) -> float:
    """Return the share of a text's letters that lie in passages, from 0 to 1."""
    return sum(passage.letters for passage in passages) / one.length if one.length else 0.0
