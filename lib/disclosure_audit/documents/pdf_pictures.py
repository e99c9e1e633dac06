"""Pictures on PDF pages that show text: recognised, and put among what the page itself says.

Loaded only for pages with pictures: drawing and recognising them takes seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from disclosure_audit.documents.document import Note, Place
from disclosure_audit.documents.embedded import (
    MAX_PICTURES,
    Reason,
    page_picture_not_read,
    page_picture_read,
)
from disclosure_audit.documents.page_tables import rounded
from disclosure_audit.documents.pages import Box, Page, Word, holds
from disclosure_audit.documents.picture_signs import is_plain, shows_text

SCAN_DPI = 200
"""Dots per inch at which pages are drawn for recognition."""

_MAX_PIXELS = 20_000_000
_AROUND = 1.0  # points around a word that belong to it
_LEVEL = 1.0  # degrees; a picture further askew would be read at other places than it is seen


class PictureReader:
    """Recognises the pictures of one file, no more than some."""

    def __init__(self) -> None:
        self._read = 0

    def with_pictures_read(
        self, page: pdfium.PdfPage, read: Page, large: Iterable[Box]
    ) -> tuple[Page, tuple[Note, ...]]:
        """Return a page with what its pictures show among its words and rules.

        Parameters
        ----------
        page
            As the file has it.
        read
            What it says itself. Words that stand in a picture that is recognised are recognised
            with it.
        large
            The places of its pictures that are large enough.

        Returns
        -------
        tuple
            The page, and a note on each picture that is not plain.
        """
        image = drawn(page, read)
        rest = _without(image, read.words, read.width)
        notes = []
        for box in large:
            if not is_plain(_cut(rest, box, read.width)):
                read, note = self._with_picture(read, box, image, rest)
                notes.append(note)
        return read, tuple(notes)

    def _with_picture(
        self, read: Page, box: Box, image: Image.Image, rest: Image.Image
    ) -> tuple[Page, Note]:
        at = Place(page=read.number, box=rounded(box))
        beside, whole = (_cut(drawing, box, read.width) for drawing in (rest, image))
        found = self._recognised(beside, whole, box, read.number)
        if not isinstance(found, Page):
            return read, page_picture_not_read(at, found)
        outside = [word for word in read.words if not holds(box, word.box)]
        joined = replace(
            read,
            words=(*outside, *(replace(w, box=_moved(w.box, box)) for w in found.words)),
            rules=(*read.rules, *(_moved(rule, box) for rule in found.rules)),
            pictures=tuple(other for other in read.pictures if other != box),
        )
        return joined, page_picture_read(at)

    def _recognised(
        self, rest: Image.Image, whole: Image.Image, box: Box, number: int
    ) -> Page | Reason:
        from disclosure_audit.documents.scans import page_of

        if not shows_text(rest):
            return "photo"
        if self._read >= MAX_PICTURES:
            return "too_many"
        self._read += 1
        found = page_of(whole, number, box[2] - box[0], box[3] - box[1])
        if not found.words:
            return "nothing_found"
        return "askew" if found.turned or abs(found.tilt) > _LEVEL else found


def drawn(page: pdfium.PdfPage, read: Page) -> Image.Image:
    """Return a page as a picture to be recognised.

    Parameters
    ----------
    page
        As the file has it.
    read
        Whose size it has.
    """
    scale = min(SCAN_DPI / 72, (_MAX_PIXELS / (read.width * read.height)) ** 0.5)
    image: Image.Image = page.render(scale=scale, may_draw_forms=False).to_pil()
    return image.convert("RGB")


def shows_more(page: pdfium.PdfPage, read: Page) -> bool:
    """Whether a page shows text beside what it says itself, as a scan with a stamp on it does."""
    return shows_text(_without(drawn(page, read), read.words, read.width))


def _without(image: Image.Image, words: Iterable[Word], width: float) -> Image.Image:
    rest, scale = image.copy(), image.width / width
    draw = ImageDraw.Draw(rest)
    for word in words:
        x0, y0, x1, y1 = word.box
        sides = x0 - _AROUND, y0 - _AROUND, x1 + _AROUND, y1 + _AROUND
        draw.rectangle([side * scale for side in sides], fill="white")
    return rest


def _cut(image: Image.Image, box: Box, width: float) -> Image.Image:
    scale = image.width / width
    x0, y0, x1, y1 = (round(side * scale) for side in box)
    return image.crop((x0, y0, x1, y1))


def _moved(box: Box, by: Sequence[float]) -> Box:
    return box[0] + by[0], box[1] + by[1], box[2] + by[0], box[3] + by[1]
