"""Which figures of a scanned page are surely read: by two readings, and by the room they take."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

import numpy as np

from disclosure_audit.documents.recognition import Recognised
from disclosure_audit.documents.scan_marks import Strip

_SURE = 0.9
_SLACK = 0.4  # of a digit's width
_ENOUGH = 6  # figures that tell how large a digit of the page is
_WHOLE = 0.8, 0.7  # of the usual height and width; what is smaller may have been cut
_LIKE_SLASH = ("1", "l", "I", "|", "／")
_PARTED = re.compile(r"\d\s+\d")
_PARTED_BY = re.compile(r"(?<=\d)\s+(?=\d)")
_LIKE_NOUGHT = ("O", "o", "Ｏ", "〇", "口")
_HAN = re.compile("[〇○一二三四五六七八九十百千]")
_LOW = ".,，．-−"


class Figure(NamedTuple):
    """A strip that may show a figure, and two readings of it."""

    strip: Strip
    first: Recognised
    second: Recognised

    @property
    def text(self) -> str:
        """What the first reading says, without spaces."""
        return self.first.text.replace(" ", "")

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

        Of Chinese numerals it never is: 〇 is lost and 一 taken for a stroke in both at once.
        """
        return (
            len(self.readings) == 1
            and self.strip.clear
            and min(self.first.sureness, self.second.sureness) >= _SURE
            and (self.strip.upright or self.text not in _LIKE_SLASH)
            and self.text not in _LIKE_NOUGHT
            and not _HAN.search(self.text)
        )

    @property
    def is_parted(self) -> bool:
        """Whether digits stand apart, as full-width ones do, and as two numbers would."""
        return bool(_PARTED.search(self.first.text) or _PARTED.search(self.second.text))

    @property
    def readings(self) -> tuple[str, ...]:
        """What it may be, each reading once; digits set apart as one number."""
        both = (_PARTED_BY.sub("", reading.text) for reading in (self.first, self.second))
        return tuple(dict.fromkeys("0" if text in _LIKE_NOUGHT else text for text in both))

    @property
    def fits_ink(self) -> bool:
        """Whether as many runs of ink stand side by side; a Chinese character may be two."""
        digits, _, others = self.counts
        return digits + others <= self.strip.blobs <= digits + 2 * others


def surely_read(figures: Sequence[Figure]) -> list[bool]:
    """Tell for each figure of a page whether its first reading is sure.

    Both readings must agree, there must be room for as many characters and no more, and digits
    must be as large as those of the page usually are. Digits that stand apart are one number only
    where all digits of the page stand as far apart.
    """
    fitting, whole = _of_usual_width(figures), _whole(figures)
    return [
        figure.agrees and whole[n] and (fitting[n] or (figure.fits_ink and not figure.is_parted))
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
        solved = np.linalg.lstsq(counts[kept], widths[kept], rcond=None)[0]
        kept = np.abs(widths - counts @ solved) <= _SLACK * max(solved[0], 1.0)
        if kept.sum() < _ENOUGH:
            return nothing
    return [bool(fits) and solved[0] > 1 for fits in kept]
