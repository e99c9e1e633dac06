"""Pages of a file drawn as pictures, and places cut out of them. Loads slowly: see crops.py."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from itertools import islice
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from disclosure_audit.documents.page_files import page_files
from disclosure_audit.documents.pages import Box
from disclosure_audit.documents.pdf_space import Space
from disclosure_audit.documents.pictures import frames_of, page_size
from disclosure_audit.documents.reading import PICTURES
from disclosure_audit.errors import DisclosureAuditError

MAX_PICTURE = 10_000
"""Bytes of one picture: a memo with some dozens of them can still be mailed."""

_SCALE = 2.0  # pixels a point: 144 dots per inch
_LEFT, _ABOVE, _RIGHT, _BELOW = 130.0, 14.0, 50.0, 14.0  # points; the row's label stands left
_WIDEST, _HIGHEST = 960, 320  # pixels
_MAX_SIDE = 5_000  # points
_MAX_DRAWN = 20_000_000  # of a page of a PDF: A2 has eight million here
_FRAME = (224, 120, 32)
_WAYS = ((1.0, 32), (1.0, 16), (1.0, 8), (0.75, 16), (0.75, 8), (0.5, 8), (0.5, 4), (0.25, 2))
# What is raised on files that are no longer what they were when they were read.
_BROKEN = (
    DisclosureAuditError, OSError, ValueError, MemoryError, LookupError, ArithmeticError,
    pdfium.PdfiumError, StopIteration,
)  # fmt: skip

Sheet = tuple[Image.Image, float, float]
"""A page as drawn, and its pixels a point across and down."""


# ---------------------------------------------------------------- pages
Draw = Callable[[int], Sheet]
"""Draws the page of a number; raises one of `_BROKEN` where it cannot."""


@contextmanager
def drawer(path: Path, format: str, sha256: str | None) -> Iterator[Draw | None]:
    """Yield what draws a page of a file by its number; None where nothing can.

    Parameters
    ----------
    path, format, sha256
        As of `crops_of`.
    """
    if format in PICTURES:
        yield partial(_picture, path, sha256)
        return
    if format != "pdf":
        yield None
        return
    try:
        data = path.read_bytes()
        document = pdfium.PdfDocument(data) if _is(data, sha256) else None
    except _BROKEN:
        document = None
    if document is None:
        yield None
        return
    with closing(document):
        yield partial(_pdf_page, document)


def _is(data: bytes, sha256: str | None) -> bool:
    return sha256 is None or hashlib.sha256(data).hexdigest() == sha256


def sheet_of(draw: Draw, number: int) -> Sheet | None:
    """Draw a page; None where it cannot be."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return draw(number)
    except _BROKEN:
        return None


def _pdf_page(document: pdfium.PdfDocument, number: int) -> Sheet:
    with closing(document[number - 1]) as page:
        space = Space.of(page)
        if not all(0 < side <= _MAX_SIDE for side in (space.width, space.height)):
            raise ValueError(number)
        scale = min(_SCALE, (_MAX_DRAWN / (space.width * space.height)) ** 0.5)
        sheet = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    return sheet, sheet.width / space.width, sheet.height / space.height


def _picture(path: Path, sha256: str | None, number: int) -> Sheet:
    """Draw a page of a picture, or of several that are one report, as the reader saw it."""
    files = page_files(path)
    data = [file.read_bytes() for file in files]
    if not _is(b"".join(data), sha256):
        raise ValueError(number)
    frames = (
        frames_of(data[number - 1])
        if len(files) > 1
        else islice(frames_of(data[0]), number - 1, None)
    )
    sheet = next(frames)
    width, height = page_size(sheet)
    return sheet, sheet.width / width, sheet.height / height


# ---------------------------------------------------------------- cutting out
def crop(sheet: Sheet, box: Box) -> bytes | None:
    """Cut a box out of a page with what stands around it, and frame it.

    Returns
    -------
    bytes or None
        A PNG of at most `MAX_PICTURE` bytes; None where the box is not on the page.
    """
    image, across, down = sheet
    x0, y0, x1, y1 = (
        max(0.0, min(side * scale, end))
        for side, scale, end in zip(
            box, (across, down) * 2, (image.width, image.height) * 2, strict=True
        )
    )
    if not (x1 - x0 >= 1 and y1 - y0 >= 1):
        return None
    left, top = max(0, int(x0 - _LEFT * across)), max(0, int(y0 - _ABOVE * down))
    right = min(image.width, int(x1 + _RIGHT * across))
    bottom = min(image.height, int(y1 + _BELOW * down))
    shrink = min(1.0, _SCALE / across, _WIDEST / (right - left), _HIGHEST / (bottom - top))
    size = (max(1, round((right - left) * shrink)), max(1, round((bottom - top) * shrink)))
    cut = image.crop((left, top, right, bottom)).resize(size, Image.Resampling.LANCZOS)
    framed = tuple(
        round((side - start) * shrink)
        for side, start in zip((x0, y0, x1, y1), (left, top) * 2, strict=True)
    )
    ImageDraw.Draw(cut).rectangle(_outside(framed, cut), outline=_FRAME, width=2)
    return _small(cut)


def _outside(framed: tuple[int, ...], cut: Image.Image) -> tuple[int, int, int, int]:
    """Return the frame one pixel outside of what it frames, as far as the picture goes."""
    x0, y0, x1, y1 = framed
    return max(0, x0 - 1), max(0, y0 - 1), min(cut.width - 1, x1 + 1), min(cut.height - 1, y1 + 1)


def _small(cut: Image.Image) -> bytes:
    """Return a picture in few bytes: with fewer colours first, smaller where that is not enough."""
    for scale, colours in _WAYS:
        size = (max(1, round(cut.width * scale)), max(1, round(cut.height * scale)))
        less = cut.resize(size, Image.Resampling.LANCZOS) if scale < 1 else cut
        less = less.quantize(colours, dither=Image.Dither.NONE)
        made = io.BytesIO()
        less.save(made, "PNG", optimize=True)
        if made.tell() <= MAX_PICTURE:
            break
    return made.getvalue()
