"""Which figures of a scanned page are surely read: by two readings, and by the room they take."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import numpy as np

from disclosure_audit.documents.recognition import Recognised
from disclosure_audit.documents.scan_marks import Span, Strip
from disclosure_audit.text import half_width

_SURE, _LIKELY = 0.9, 0.5  # of two readings that agree, the better and the other
_SLACK = 0.4  # of a digit's width
_ENOUGH = 6  # figures that tell how large a digit of the page is
_WHOLE = 0.8, 0.7  # of the usual height and width; what is smaller may have been cut
_USUAL = 0.1 * np.array([(-0.7, 1.0, 0.0, 0.0), (-1.9, 0.0, 1.0, 0.0)])
"""A point is 0.7 times as wide as a digit, a Chinese character 1.9 times, if no more is known."""
_LIKE_SLASH = ("1", "l", "I", "|")
_UNITS = "万元件条份次项"
_PARTED = re.compile(r"\d\s+\d")
_PARTED_BY = re.compile(rf"(?<=[\d{_UNITS}])\s+(?=[\d{_UNITS}])")
_WIDE_POINT = re.compile(r"(?<=\d)\s*[.]\s*(?=\d)")
_GROUPED = re.compile(r"[1-9]\d{0,2}([.,]\d{3})+")
_WIDE = 1.6  # times as wide as a digit's ink: as far apart stand full-width digits and no others
_EVEN = 0.15  # of that distance
_LIKE_NOUGHT = ("O", "o", "〇", "口")
_LIKE_DASH = ("一", "—", "-", "_")
_HAN = re.compile("[〇一二三四五六七八九十百千]")
_STROKES = re.compile("[一二三]")
_LOW = ".,-−"


class Figure(NamedTuple):
    """A strip that may show a figure, and two readings of it."""

    strip: Strip
    first: Recognised
    second: Recognised

    @property
    def text(self) -> str:
        """What the first reading says, without spaces."""
        return half_width(self.first.text).replace(" ", "")

    @property
    def size(self) -> tuple[int, int]:
        """Height and width in dots."""
        return self.strip.y1 - self.strip.y0, self.strip.x1 - self.strip.x0

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many digits, low marks, and other characters it has."""
        digits = sum(character.isdigit() for character in self.text)
        low = sum(character in _LOW for character in self.text)
        return digits, low, len(self.text) - digits - low

    @property
    def agrees(self) -> bool:
        """Whether both readings are sure and say the same, and it is no slash.

        Of 一, 二 and 三 it never is: a stroke is lost in both at once, or a dash taken for one.
        """
        return (
            len(self.readings) == 1
            and self.strip.clear
            and not _STROKES.search(self.text)
            and max(self.surenesses) >= _SURE
            and min(self.surenesses) >= _LIKELY
            and (self.strip.upright or self.text not in _LIKE_SLASH)
            and self.text not in _LIKE_NOUGHT
        )

    @property
    def surenesses(self) -> tuple[float, float]:
        """How sure either reading is."""
        return self.first.sureness, self.second.sureness

    @property
    def is_han(self) -> bool:
        """Whether Chinese numerals stand in it, of which one lost is seen by the width alone."""
        return bool(_HAN.search(self.text))

    @property
    def is_parted(self) -> bool:
        """Whether digits stand apart, as full-width ones do, and as two numbers would."""
        return bool(_PARTED.search(self.first.text) or _PARTED.search(self.second.text))

    @property
    def readings(self) -> tuple[str, ...]:
        """What it may be, each reading once; digits set apart as one number."""
        both = (_joined(reading.text) for reading in (self.first, self.second))
        texts = dict.fromkeys("0" if text in _LIKE_NOUGHT else text for text in both)
        return tuple(dict.fromkeys(way for text in texts for way in self._ways(text, texts)))

    def _ways(self, text: str, texts: Collection[str]) -> tuple[str, ...]:
        """Return how a text reads whose mark may be a point or a comma, as that of 1,024 may.

        A comma is often taken for a point, a point hardly ever for a comma: commas that both of
        `texts` have, or one of them and the ink, are commas.
        """
        if text in _LIKE_DASH:
            return "—", "一"
        number = text.rstrip(_UNITS)
        if not _GROUPED.fullmatch(number):
            return (text,)
        point, comma = (re.sub("[.,]", mark, number) + text[len(number) :] for mark in ".,")
        is_comma = comma in texts and (self.strip.commas or point not in texts)
        return (comma,) if is_comma else (point, comma)

    @property
    def fits_ink(self) -> bool:
        """Whether as many runs of ink stand side by side; a Chinese character may be two."""
        digits, _, others = self.counts
        return digits + others <= len(self.strip.blobs) <= digits + 2 * others

    @property
    def digits(self) -> tuple[Span, ...]:
        """Where each of its digits stands, if each is a run of ink."""
        number = self.text.rstrip(_UNITS)
        return self.strip.blobs[: len(number)] if number.isdigit() and self.fits_ink else ()

    @property
    def pitches(self) -> tuple[float, ...]:
        """How far the middles of its digits stand from one another, in dots."""
        middles = [(start + end) / 2 for start, end in self.digits]
        return tuple(after - before for before, after in pairwise(middles))

    def room(self, pitch: float) -> tuple[float, float]:
        """Return where it begins and ends across the page.

        Full-width characters that stand `pitch` dots apart take that much room each, more than
        their ink does.
        """
        x0, x1 = float(self.strip.x0), float(self.strip.x1)
        more = max(len(self.text) * pitch - (x1 - x0), 0.0)
        return x0 - more / 2, x1 + more / 2


def _joined(text: str) -> str:
    """Return a recognised text with digits set apart, and a full-width point, as one number."""
    return _WIDE_POINT.sub(".", _PARTED_BY.sub("", half_width(text))).replace("○", "〇")


def pitch_of(figures: Sequence[Figure]) -> float:
    """Return how far apart the full-width digits of a page stand; 0 where its digits are not.

    One number of digits that stand as far apart as two numbers would can be told only where all
    digits of the page do.
    """
    pitches = [pitch for figure in figures for pitch in figure.pitches]
    widths = [end - start for figure in figures for start, end in figure.digits]
    if len(pitches) < _ENOUGH:
        return 0.0
    usual = median(pitches)
    even = sum(abs(pitch - usual) <= _EVEN * usual for pitch in pitches)
    wide = usual >= _WIDE * median(widths)
    return usual if wide and even >= (1 - _EVEN) * len(pitches) else 0.0


def surely_read(figures: Sequence[Figure]) -> list[bool]:
    """Tell for each figure of a page whether its first reading is sure.

    Both readings must agree, there must be room for as many characters and no more, and digits
    must be as large as those of the page usually are. Digits that stand apart are one number only
    where all digits of the page stand as far apart.
    """
    fitting, whole = _of_usual_width(figures), _whole(figures)
    return [
        figure.agrees
        and whole[n]
        and (fitting[n] or (figure.fits_ink and not figure.is_parted and not figure.is_han))
        for n, figure in enumerate(figures)
    ]


def _whole(figures: Sequence[Figure]) -> list[bool]:
    """Tell which figures are not so low or narrow that a part of a digit may be hidden."""
    known = [f for f in figures if f.text.isdigit() and "1" not in f.text]
    if len(known) < _ENOUGH:
        return [True] * len(figures)
    height = median(f.size[0] for f in known)
    single = [f.size[1] for f in known if len(f.text) == 1]
    close = [f.size[1] / len(f.text) for f in known if not f.is_parted]
    width = median(single if len(single) >= _ENOUGH else close or [0.0])
    return [
        not figure.text.isdigit()
        or (
            figure.size[0] >= _WHOLE[0] * height
            and (len(figure.text) > 1 or figure.text == "1" or figure.size[1] >= _WHOLE[1] * width)
        )
        for figure in figures
    ]


def _of_usual_width(figures: Sequence[Figure]) -> list[bool]:
    """Tell for each figure whether it is as wide as its characters are on this page.

    Digits may touch, but a page prints its figures in one size: what the many agree on is how
    wide a digit, a point and a unit are. A character lost or too many shows as a width that is
    out by one.
    """
    nothing = [False] * len(figures)
    if len(figures) < _ENOUGH:
        return nothing
    counts = np.array([(*figure.counts, 1) for figure in figures], dtype=float)
    widths = np.array([figure.size[1] for figure in figures], dtype=float)
    kept = np.array([figure.fits_ink for figure in figures])
    if kept.sum() < _ENOUGH or np.ptp(counts[kept, 0]) == 0:
        kept[:] = True
    for _ in range(2):
        rows, known = np.vstack([counts[kept], _USUAL]), np.append(widths[kept], (0.0, 0.0))
        solved = np.linalg.lstsq(rows, known, rcond=None)[0]
        kept = np.abs(widths - counts @ solved) <= _SLACK * max(solved[0], 1.0)
        if kept.sum() < _ENOUGH:
            return nothing
    return [bool(fits and solved[0] > 1) for fits in kept]
