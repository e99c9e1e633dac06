"""Cheap signs by which a picture may hold a table or a page of text, before anything is recognised.

A photo must not cost the seconds that recognition takes.
"""

from __future__ import annotations

import io
import warnings
from typing import NamedTuple

import numpy as np
from PIL import Image

from disclosure_audit.documents.picture_files import MIN_HEIGHT, MIN_WIDTH

MAX_PIXELS = 30_000_000
_BEYOND = 100_000
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF")
_SIDE = 1_600
_NEAR_PAPER = 40
_PAPER = 0.5
_DARK_PAPER = 110
_COLOURED = 0.25
_SATURATED = 60
_ACROSS, _DOWN = 0.3, 0.12  # of the picture; merged cells cut rules that go down
_MIN_ACROSS, _MIN_DOWN = 3, 2
_DARKER = 40
_MIN_INK, _MAX_INK = 0.002, 0.35
_MIN_PAGE = 300
_SPECKS = 0.0005


class Size(NamedTuple):
    """The size of a picture in pixels; `cost` is how many must be unpacked to look at it."""

    width: int
    height: int
    cost: int


def size_of(data: bytes) -> Size | None:
    """Return the size of a picture from its first bytes; None where it is no picture."""
    try:
        image = _opened(data)
    except Image.DecompressionBombError:
        return Size(_BEYOND, _BEYOND, _BEYOND)
    if image is None:
        return None
    # A photo (JPEG) is made smaller while it is unpacked.
    pixels = image.width * image.height
    return Size(*image.size, pixels // 8 if image.format == "JPEG" else pixels)


def may_be_read(data: bytes) -> bool:
    """Whether a picture has the looks of a table or of a page of text.

    Parameters
    ----------
    data
        A picture within `MAX_PIXELS`.
    """
    image = _opened(data)
    if image is None or min(image.width / MIN_WIDTH, image.height / MIN_HEIGHT) < 1:
        return False
    try:
        image.draft("RGB", (_SIDE, _SIDE))
        return shows_text(image)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return False


def is_plain(image: Image.Image) -> bool:
    """Whether there is nothing in a picture but one colour, or nearly so."""
    grey = np.asarray(_on_white(image).convert("L"), dtype=np.int16)
    return bool((np.abs(grey - np.median(grey)) > _DARKER).mean() < _SPECKS)


def shows_text(image: Image.Image) -> bool:
    """Whether a picture has the looks of a table or of a page of text.

    Parameters
    ----------
    image
        The picture.
    """
    colours = _on_white(image)
    grey = np.asarray(colours.convert("L"), dtype=np.int16)
    paper = int(np.percentile(grey, 80))
    near = np.abs(grey - paper) <= _NEAR_PAPER
    if paper < _DARK_PAPER or near.mean() < _PAPER or _coloured(colours) > _COLOURED:
        return False
    ink = grey < paper - _DARKER
    if _rules(ink, _ACROSS) >= _MIN_ACROSS and _rules(ink.T, _DOWN) >= _MIN_DOWN:
        return True
    return min(image.size) >= _MIN_PAGE and _MIN_INK <= ink.mean() <= _MAX_INK and _has_lines(ink)


def _opened(data: bytes) -> Image.Image | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return Image.open(io.BytesIO(data), formats=_FORMATS)
        except (OSError, ValueError, SyntaxError, EOFError):
            return None


def _on_white(image: Image.Image) -> Image.Image:
    """The picture made smaller, what is transparent as white paper."""
    whole = image.convert("RGBA")
    whole.thumbnail((_SIDE, _SIDE))
    paper = Image.new("RGBA", whole.size, "white")
    return Image.alpha_composite(paper, whole).convert("RGB")


def _coloured(image: Image.Image) -> float:
    parts = np.asarray(image, dtype=np.int16)
    return float(((parts.max(axis=2) - parts.min(axis=2)) > _SATURATED).mean())


def _rules(ink: np.ndarray, long: float) -> int:
    """How many lines of ink go over so much of the width; a thick one counts once."""
    width = max(int(ink.shape[1] * long), 40)
    counts = np.cumsum(np.pad(ink, ((0, 0), (1, 0))), axis=1)
    full = (counts[:, width:] - counts[:, :-width]).max(axis=1) >= 0.97 * width
    thick = full[1:] & ~full[:-1]
    return int(thick.sum() + full[0])


def _has_lines(ink: np.ndarray) -> bool:
    """Whether ink and paper take turns from top to bottom, as lines of text do."""
    rows = ink.mean(axis=1) > 0.005
    return int((rows[1:] & ~rows[:-1]).sum()) >= 5
