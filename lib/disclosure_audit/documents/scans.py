"""From the picture of a page to its words and rules, by recognition on this machine.

Ink is parted into ruling lines and lines of text by geometry; each line of text is recognised by
itself. A figure is sure only if two readings of it agree and it has as many characters as there
are runs of ink side by side; what is not sure says so and is never taken for a figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from PIL import Image

from disclosure_audit.documents.bounds import more_time
from disclosure_audit.documents.pages import Box, Page, Word
from disclosure_audit.documents.recognition import recognised
from disclosure_audit.documents.scan_figures import Figure, pitch_of, surely_read
from disclosure_audit.documents.scan_image import Dots, levelled
from disclosure_audit.documents.scan_marks import Strip, marks_of, strips_of

_MAX_STRIPS = 1_500  # a page of a report has some hundreds; with more it is a picture
_FIRST, _SECOND = 0.12, 0.35  # margins of the two readings
_SURE_TEXT = 0.5
_MAX_FIGURE = 14
_ENOUGH_HAN = 3  # a label broken over lines leaves one or two
_HAN_NUMBER = re.compile(r"[二三四五六七八九十百千]{1,6}[件条份]?")
_FIGURE = re.compile(
    r"[^\u4e00-\u9fff]*[万元件条份次项〇一二三四五六七八九十百千无]*|\d[\d,.]*[^\d.、]{1,2}\d?"
)


def page_of(image: Image.Image, number: int, width: float, height: float) -> Page:
    """Return what the picture of a page shows.

    Parameters
    ----------
    image
        The picture. A page on its side or on its head is turned, one askew made level.
    number
        Of the page, from 1.
    width, height
        Of the picture, in points.

    Returns
    -------
    Page
        With its words, sure or not, and its rules, as they stand once the page is level.
    """
    more_time()
    read = _upright(image, number, (width, height))
    if read.pictures or _is_legible(read):
        return read
    ways = [read]
    for turned in (90, 270, 180):
        size = (height, width) if turned in (90, 270) else (width, height)
        ways.append(_upright(image.rotate(-turned, expand=True), number, size, turned))
    return max(ways, key=_sure_characters)


def _upright(image: Image.Image, number: int, size: tuple[float, float], turned: int = 0) -> Page:
    dpi = image.width / size[0] * 72
    page = levelled(image, dpi)
    marks = marks_of(page, dpi)
    scale = 72 / dpi
    strips = strips_of(marks, dpi)
    if strips is None or len(strips) > _MAX_STRIPS:
        return Page(number, *size, (), (), ((0.0, 0.0, *size),))
    words = _words(page.dots, strips, scale)
    rules = tuple(_scaled(rule, scale) for rule in marks.rules)
    return Page(number, *size, words, rules, tilt=page.tilt, turned=turned)


def _is_legible(page: Page) -> bool:
    """Whether most of its characters stand in sure words, as on no page that lies on its side."""
    return 2 * _sure_characters(page) >= sum(len(word.text) for word in page.words)


def _sure_characters(page: Page) -> int:
    """Return how many characters stand in sure words of more than one."""
    return sum(len(w.text) for w in page.words if w.certain and len(w.text) > 1)


def _words(dots: Dots, strips: Sequence[Strip], scale: float) -> tuple[Word, ...]:
    written = [strip for strip in strips if not strip.stroke]
    pictures = [dots[s.y0 : s.y1, s.x0 : s.x1] for s in written]
    first = recognised(pictures, _FIRST)
    again = [n for n, found in enumerate(first) if _may_be_figure(found.text)]
    second = recognised([pictures[n] for n in again], _SECOND)
    figures = [Figure(written[n], first[n], found) for n, found in zip(again, second, strict=True)]
    pitch = pitch_of(figures)
    sure = dict(zip(again, surely_read(figures), strict=True))
    read = dict(zip(again, figures, strict=True))
    words = [
        _figure_word(read[n], pitch, scale, sure=sure[n])
        if n in read
        else Word(
            found.text or "?", _box(strip, scale), found.sureness >= _SURE_TEXT and strip.clear
        )
        for n, (strip, found) in enumerate(zip(written, first, strict=True))
    ]
    # Among Chinese numerals a lone stroke may be one; elsewhere it is a mark for nothing.
    plain = sum(bool(_HAN_NUMBER.fullmatch(found.text)) for found in first) < _ENOUGH_HAN
    strokes = [_stroke_word(strip, scale, plain=plain) for strip in strips if strip.stroke]
    return (*words, *strokes)


def _figure_word(figure: Figure, pitch: float, scale: float, *, sure: bool) -> Word:
    strip = figure.strip
    x0, x1 = figure.room(pitch)
    box = _scaled((x0, strip.y0, x1, strip.y1), scale)
    readings = figure.readings
    # Of what leaves no ink as high as a figure, a shade or dirt, nothing is told by the sums.
    told = bool(strip.blobs) and all(readings) and not sure
    return Word(readings[0] or "?", box, sure, readings if told else ())


def _stroke_word(strip: Strip, scale: float, *, plain: bool) -> Word:
    sure = strip.clear and (plain or strip.stroke == "/")
    readings = () if sure or plain else (strip.stroke, "一")
    return Word(strip.stroke, _box(strip, scale), sure, readings)


def _may_be_figure(text: str) -> bool:
    return len(text) <= _MAX_FIGURE and bool(_FIGURE.fullmatch(text))


def _box(strip: Strip, scale: float) -> Box:
    return _scaled((strip.x0, strip.y0, strip.x1, strip.y1), scale)


def _scaled(box: Box, scale: float) -> Box:
    x0, y0, x1, y1 = (side * scale for side in box)
    return x0, y0, x1, y1
