"""The characters of a PDF page that are seen, put together to words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from ctypes import byref, c_float, c_uint
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from disclosure_audit.documents.pages import Box, Word
from disclosure_audit.documents.pdf_covers import Covers, address_of
from disclosure_audit.documents.pdf_space import Space

_UNKNOWN = "\ufffd"
_UNSEEN = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_NEAR = 0.3  # of the type size, between two characters of a word
_TOUCHING = 0.03  # of the type size, between two characters of one text
_TWICE = 0.2  # of the type size, between the two prints of one character
_WHITE = 250
_FIRST_CHINESE = 0x2E80
_LOW = 0.5  # of its width, for a Chinese character whose box is that of its strokes alone


class _Glyph(NamedTuple):
    text: str
    box: Box
    size: float
    certain: bool


class _Look(NamedTuple):
    """How the characters of one text object are shown."""

    seen: bool
    certain: bool
    clip: Box | None
    address: int | None = None


@dataclass(frozen=True, slots=True)
class Glyphs:
    """What the text of a page comes to.

    Parameters
    ----------
    words
        The words that are seen.
    certain, unknown
        How many characters are known, and for how many the file does not say which they are.
    invisible
        Whether there is text that is not shown.
    covered
        Where the first character stands over which something is drawn.
    """

    words: tuple[Word, ...]
    certain: int
    unknown: int
    invisible: bool
    covered: Box | None = None


def glyphs_of(
    text: pdfium.PdfTextPage, space: Space, covers: Covers, uprights: Iterable[Box] = ()
) -> Glyphs:
    """Return the words that a page shows.

    Parameters
    ----------
    text
        The page's text.
    space
        Of the page.
    covers
        What the page draws over its texts.
    uprights
        Lines drawn down the page, dashes joined: no word goes across one.
    """
    reader = _Reader(text, space, covers)
    # Spaces that the engine puts in by its own judgement say nothing.
    own = (n for n in range(text.count_chars()) if raw.FPDFText_IsGenerated(text, n) != 1)
    glyphs = [reader.glyph(index) for index in own]
    shown = _once(glyphs)
    known = [glyph for glyph in shown if glyph is not None and glyph.text.strip()]
    unknown = sum(glyph.text == _UNKNOWN for glyph in known)
    return Glyphs(
        tuple(_words(shown, _Bars(uprights))), len(known) - unknown, unknown, reader.invisible,
        reader.covered,
    )  # fmt: skip


class _Reader:
    """Reads characters one by one; what belongs to a text object is asked once for each."""

    def __init__(self, text: pdfium.PdfTextPage, space: Space, covers: Covers) -> None:
        self.invisible = False
        self.covered: Box | None = None
        self._covers = covers
        self._text = text.raw
        self._space = space
        self._looks: dict[int, _Look] = {}
        self._box = raw.FS_RECTF()

    def glyph(self, index: int) -> _Glyph | None:
        """Return a character; None for what ends a word."""
        text = self._text
        code = raw.FPDFText_GetUnicode(text, index)
        if code in (0x20, 0xA0, 0x3000, 10, 13):
            return None
        raw.FPDFText_GetLooseCharBox(text, index, byref(self._box))
        found = self._box
        box = self._space.box(found.left, found.bottom, found.right, found.top)
        if code >= _FIRST_CHINESE:
            box = _as_high_as_wide(box)
        look = self._look(index)
        if not look.seen or not self._space.shows(box):
            self.invisible = self.invisible or self._space.shows(box)
            return None
        known = (
            not (
                code < 0x20 or 0xE000 <= code <= 0xF8FF or 0xD800 <= code < 0xE000 or code >= 0xFFF0
            )
            and raw.FPDFText_HasUnicodeMapError(text, index) != 1
        )
        upright = abs(raw.FPDFText_GetCharAngle(text, index)) % 6.2832
        turned = 0.02 < upright < 6.26 and not self._space.turned
        size = max(box[3] - box[1], 1.0)
        covered = self._covers.hide(look.address, box)
        if covered and self.covered is None:
            self.covered = box
        certain = known and look.certain and not turned and not _cut(box, look.clip) and not covered
        return _Glyph(chr(code) if known else _UNKNOWN, box, size, certain)

    def _look(self, index: int) -> _Look:
        thing = raw.FPDFText_GetTextObject(self._text, index)
        if not thing:
            return _Look(True, True, None)
        key = address_of(thing)
        if key not in self._looks:
            self._looks[key] = self._look_of(thing, index)
        return self._looks[key]

    def _look_of(self, thing: object, index: int) -> _Look:
        mode = raw.FPDFTextObj_GetTextRenderMode(thing)
        colours = [c_uint() for _ in range(4)]
        has_colour = raw.FPDFText_GetFillColor(self._text, index, *map(byref, colours))
        red, green, blue, alpha = (colour.value for colour in colours)
        filled = mode not in (raw.FPDF_TEXTRENDERMODE_STROKE,)
        faint = bool(has_colour) and filled and (alpha == 0 or min(red, green, blue) >= _WHITE)
        return _Look(mode not in _UNSEEN, not faint, self._clip_of(thing), address_of(thing))

    def _clip_of(self, thing: object) -> Box | None:
        """Return the box of the innermost clip; None where nothing is clipped."""
        clip = raw.FPDFPageObj_GetClipPath(thing)
        count = raw.FPDFClipPath_CountPaths(clip) if clip else 0
        box: Box | None = None
        for path in range(max(0, min(count, 20))):
            points = list(_points(clip, path))
            if points:
                xs, ys = [x for x, _ in points], [y for _, y in points]
                inner = self._space.box(min(xs), min(ys), max(xs), max(ys))
                box = inner if box is None else _common(box, inner)
        return box


def _as_high_as_wide(box: Box) -> Box:
    """Return the box of a Chinese character: some fonts give no more than the stroke of 一."""
    width, height = box[2] - box[0], box[3] - box[1]
    if height >= _LOW * width:
        return box
    more = (width - height) / 2
    return box[0], box[1] - more, box[2], box[3] + more


def _points(clip: object, path: int) -> Iterable[tuple[float, float]]:
    for number in range(min(raw.FPDFClipPath_CountPathSegments(clip, path), 50)):
        segment = raw.FPDFClipPath_GetPathSegment(clip, path, number)
        x, y = c_float(), c_float()
        if raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y)):
            yield x.value, y.value


def _common(one: Box, other: Box) -> Box:
    return (
        max(one[0], other[0]), max(one[1], other[1]),
        min(one[2], other[2]), min(one[3], other[3]),
    )  # fmt: skip


def _cut(box: Box, clip: Box | None) -> bool:
    """Whether the middle of a character is clipped away."""
    if clip is None:
        return False
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return not (clip[0] <= x <= clip[2] and clip[1] <= y <= clip[3])


def _once(glyphs: Iterable[_Glyph | None]) -> list[_Glyph | None]:
    """Return the characters without second prints of the same, by which type is made bold."""
    seen: dict[tuple[str, int, int], list[_Glyph]] = {}
    kept: list[_Glyph | None] = []
    for glyph in glyphs:
        if glyph is None:
            kept.append(None)
            continue
        x, y = glyph.box[0], glyph.box[1]
        keys = [
            (glyph.text, int(x // 4) + i, int(y // 4) + j) for i in (-1, 0, 1) for j in (-1, 0, 1)
        ]
        if any(_same(glyph, other) for key in keys for other in seen.get(key, ())):
            continue
        seen.setdefault((glyph.text, int(x // 4), int(y // 4)), []).append(glyph)
        kept.append(glyph)
    return kept


def _same(one: _Glyph, other: _Glyph) -> bool:
    slack = _TWICE * min(one.size, other.size)
    return all(abs(a - b) < slack for a, b in zip(one.box, other.box, strict=True))


class _Bars:
    """The upright lines of a page, by where they stand."""

    def __init__(self, uprights: Iterable[Box]) -> None:
        self._boxes = sorted(uprights)
        self._starts = [box[0] for box in self._boxes]

    def between(self, one: Box, other: Box) -> bool:
        """Whether a line stands between the middles of two boxes on one line of text."""
        start, end = (one[0] + one[2]) / 2, (other[0] + other[2]) / 2
        height = (one[1] + one[3]) / 2
        found = self._boxes[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return any(box[1] <= height <= box[3] for box in found)


def _words(glyphs: Iterable[_Glyph | None], bars: _Bars) -> Iterable[Word]:
    run: list[_Glyph] = []
    for glyph in glyphs:
        follows = bool(run) and glyph is not None and _follows(run[-1], glyph)
        if follows and glyph is not None and bars.between(run[-1].box, glyph.box):
            follows = False
            if _touch(run[-1], glyph):
                # One text that runs over a line: neither side of it is the whole of it.
                run[-1] = run[-1]._replace(certain=False)
                glyph = glyph._replace(certain=False)
        if run and not follows:
            yield _word(run)
            run = []
        if glyph is not None:
            run.append(glyph)
    if run:
        yield _word(run)


def _touch(one: _Glyph, other: _Glyph) -> bool:
    return abs(other.box[0] - one.box[2]) < _TOUCHING * min(one.size, other.size)


def _follows(one: _Glyph, other: _Glyph) -> bool:
    size = min(one.size, other.size)
    level = abs(one.box[3] - other.box[3]) < 0.25 * size and one.size < 1.4 * other.size < (
        1.96 * one.size
    )
    return level and -_NEAR * size < other.box[0] - one.box[2] < _NEAR * size


def _word(run: list[_Glyph]) -> Word:
    boxes = [glyph.box for glyph in run]
    return Word(
        "".join(glyph.text for glyph in run),
        (
            min(b[0] for b in boxes), min(b[1] for b in boxes),
            max(b[2] for b in boxes), max(b[3] for b in boxes),
        ),
        all(glyph.certain for glyph in run),
    )  # fmt: skip
