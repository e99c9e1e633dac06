"""What a PDF page draws over its text: the text is in the file, and nobody sees it."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import addressof, byref, c_uint
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from disclosure_audit.documents.pages import Box
from disclosure_audit.documents.pdf_space import Space

_BAND = 16.0  # points; covers are kept by the bands of the page that they meet
_MAX_LOOKS = 300_000  # of one page; beyond, nothing is sure
_MAX_COVERS = 5_000  # of one page; beyond, nothing drawn before is sure
_MAX_DRAWN = 10_000_000  # points; pictures are looked at no more than these cover in all
_SAMPLES = 16  # each way, of a picture over a character
_HIDING = 128  # of 255; what is fainter lets text be seen
_WHITE = 250
_MOSTLY = 0.5  # of a character, hidden

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Cover:
    number: int
    box: Box
    outlines: tuple[Sequence[Point], ...] = ()
    picture: _SeenPicture | None = None

    @property
    def cost(self) -> int:
        """How long it takes to look at it."""
        return 1 + sum(map(len, self.outlines))

    def hides(self, box: Box) -> bool:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if not (self.box[0] <= x <= self.box[2] and self.box[1] <= y <= self.box[3]):
            return False
        if self.picture is not None:
            return self.picture.hides(box, self.box)
        return not self.outlines or _turns(self.outlines, x, y) != 0


class Covers:
    """Filled areas and pictures of a page in the order in which it draws them and its texts."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._before: dict[int, int] = {}
        self._bands: dict[int, list[_Cover]] = {}
        self._count = 0
        self._looks = 0
        self._drawn = 0.0

    @property
    def needed(self) -> bool:
        """Whether a text was drawn: what is drawn before the first one covers none."""
        return bool(self._before)

    def add_text(self, thing: pdfium.PdfObject) -> None:
        """Take note of a text that is drawn now."""
        self._before[address_of(thing.raw)] = self._count

    def add_area(self, thing: pdfium.PdfObject, outlines: Sequence[Sequence[Point]]) -> None:
        """Take note of a path that is filled now, if it hides what is below it."""
        if self.needed and outlines and _is_opaque(thing):
            kept = () if len(outlines) == 1 and len(outlines[0]) <= 2 else tuple(outlines)
            self._add(_Cover(self._count, _around(outlines), kept))

    def add_line(self, box: Box, width: float) -> None:
        """Take note of a line that is drawn now and is as thick as a type is high."""
        half = width / 2
        self._add(_Cover(self._count, (box[0] - half, box[1] - half, box[2] + half, box[3] + half)))

    def add_picture(self, thing: pdfium.PdfObject, box: Box) -> None:
        """Take note of a picture that is drawn now."""
        if self.needed:
            self._drawn += (box[2] - box[0]) * (box[3] - box[1])
            looked_at = self._space.turned == 0 and self._drawn <= _MAX_DRAWN
            self._add(_Cover(self._count, box, picture=_SeenPicture(thing, looked_at)))

    def hide(self, address: int | None, box: Box) -> bool:
        """Whether a character is covered by what is drawn after its text.

        Parameters
        ----------
        address
            Of its text, as `address_of` tells it; None where that is not known.
        box
            Of the character.
        """
        before = self._before.get(address, 0) if address is not None else 0
        if before == self._count:
            return False
        if self._count > _MAX_COVERS:
            return True
        covers = self._bands.get(int((box[1] + box[3]) / 2 / _BAND), [])
        for cover in reversed(covers):
            if cover.number < before:
                return False
            self._looks += cover.cost
            if self._looks > _MAX_LOOKS or cover.hides(box):
                return True
        return False

    def _add(self, cover: _Cover) -> None:
        self._count += 1
        if self._count > _MAX_COVERS:
            return
        top, foot = max(cover.box[1], 0.0), min(cover.box[3], self._space.height)
        for band in range(int(top / _BAND), int(foot / _BAND) + 1):
            self._bands.setdefault(band, []).append(cover)


def address_of(thing: Any) -> int:
    """Return what tells an object of a page from all others."""
    return addressof(thing.contents)


@dataclass(slots=True)
class _SeenPicture:
    """A picture as it is drawn: what is transparent in it hides nothing."""

    thing: pdfium.PdfObject
    looked_at: bool
    _looked: bool = False
    _bitmap: pdfium.PdfBitmap | None = field(default=None)

    def hides(self, box: Box, own: Box) -> bool:
        bitmap = self._drawn()
        if bitmap is None or bitmap.format != raw.FPDFBitmap_BGRA:
            return True
        across, down = bitmap.width / (own[2] - own[0]), bitmap.height / (own[3] - own[1])
        xs = _range(box[0] - own[0], box[2] - own[0], across, bitmap.width)
        ys = _range(box[1] - own[1], box[3] - own[1], down, bitmap.height)
        alpha: list[int] = [bitmap.buffer[y * bitmap.stride + 4 * x + 3] for y in ys for x in xs]
        return sum(value >= _HIDING for value in alpha) >= _MOSTLY * len(alpha)

    def _drawn(self) -> pdfium.PdfBitmap | None:
        if not self._looked:
            self._looked = True
            if self.looked_at:
                self._bitmap = _rendered(self.thing)
        return self._bitmap


def _rendered(thing: pdfium.PdfObject) -> pdfium.PdfBitmap | None:
    """Return a picture as it is drawn on its page; None where it is turned, or cannot be drawn."""
    matrix = thing.get_matrix()
    if thing.container is not None or matrix.b or matrix.c or matrix.a < 0 or matrix.d < 0:
        return None
    bitmap = raw.FPDFImageObj_GetRenderedBitmap(thing.pdf, thing.page, thing)
    return pdfium.PdfBitmap.from_raw(bitmap) if bitmap else None


def _range(start: float, end: float, scale: float, length: int) -> range:
    first = min(max(int(start * scale), 0), length - 1)
    last = max(first + 1, min(int(end * scale), length))
    return range(first, last, max(1, (last - first) // _SAMPLES))


def _is_opaque(thing: pdfium.PdfObject) -> bool:
    colours = [c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(thing, *map(byref, colours)):
        return True  # a pattern
    red, green, blue, alpha = (colour.value for colour in colours)
    if alpha < 255 or not raw.FPDFPageObj_HasTransparency(thing):
        return alpha >= _HIDING
    # Blended with what is below, as a marker's stroke is; white would then not be seen at all.
    return min(red, green, blue) >= _WHITE


def _around(outlines: Sequence[Sequence[Point]]) -> Box:
    xs = [x for outline in outlines for x, _ in outline]
    ys = [y for outline in outlines for _, y in outline]
    return min(xs), min(ys), max(xs), max(ys)


def _turns(outlines: Sequence[Sequence[Point]], x: float, y: float) -> int:
    """Return how often outlines go around a point; those one way and the other cancel out."""
    turns = 0
    for outline in outlines:
        for (x0, y0), (x1, y1) in pairwise([*outline, outline[0]]):
            if (y0 <= y) != (y1 <= y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
                turns += 1 if y1 > y0 else -1
    return turns
