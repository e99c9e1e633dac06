"""A scanned page made fit to be read: paper white, ink dark, seals taken out, lines level."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray
from PIL import Image

Dots = MatLike
"""Brightness of each dot, by row and column: 0 is black, 255 is white."""

_SEAL = 0.5  # inches each way, from which on red ink is a seal or a letterhead's line
_SEAL_PART = 0.17  # inches that a character of a seal is high, with what joins its strokes
_RED = 36  # by which red outshines green and blue in red ink
_MAX_TILT = 8.0  # degrees
_PAPER = 250  # brightness that paper is given
_FAINT = 14  # by which something on it is darker, at least, and no noise
_NOISE = 3.0  # times as far from paper's usual brightness as one dot in twenty is
_BESIDE = 9  # dots around ink that a lens or a packer darkens
_LEVEL_DOTS = 60_000  # dots of ink by which the tilt is told
_FLAT = 0.02  # degrees; less is not worth the loss by turning


@dataclass(frozen=True, slots=True)
class Levelled:
    """A page whose lines are level.

    Parameters
    ----------
    dots
        Brightness, evened out: paper is white.
    ink
        Where there is ink, as 255 on 0.
    faint
        Where something is darker than paper, ink or not: what is left of a character below a seal
        or worn away shows here alone.
    tilt
        Degrees, counter-clockwise, by which the page was turned about its middle.
    """

    dots: Dots
    ink: Dots
    faint: Dots
    tilt: float


def levelled(image: Image.Image, dpi: float) -> Levelled:
    """Return a page image made fit to be read.

    Parameters
    ----------
    image
        The page, upright but for a few degrees.
    dpi
        Its dots per inch.
    """
    dots = _even(_without_seals(np.asarray(image.convert("RGB")), dpi), dpi)
    ink = _ink_of(dots)
    tilt = _tilt_of(ink)
    if abs(tilt) >= _FLAT:
        dots = _turned(dots, tilt)
        ink = _ink_of(dots)
    else:
        tilt = 0.0
    return Levelled(dots, ink, _faint_of(dots, ink), tilt)


def _without_seals(colours: Dots, dpi: float) -> Dots:
    """Return brightness in which red ink of a seal is paper, and any other red ink is ink."""
    red, green, blue = cv2.split(colours)
    others = cv2.max(green, blue)
    is_red = cv2.subtract(red, others) > _RED
    grey = cv2.min(cv2.min(red, green), blue)
    if not is_red.any():
        return cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY)
    reach = max(3, round(dpi / 30))
    joined = cv2.dilate(is_red.astype(np.uint8), np.ones((reach, reach), np.uint8))
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    # Characters and a star stand inside the ring of a seal; what is no larger than a figure does
    # not belong to it.
    parts = boxes[labels, cv2.CC_STAT_HEIGHT] >= _SEAL_PART * dpi
    for x, y, width, height, _ in boxes[1:]:
        if min(width, height) >= _SEAL * dpi:
            place = slice(y, y + height), slice(x, x + width)
            _fade(grey[place], red[place], is_red[place] & parts[place])
    return grey


def _fade(grey: Dots, red: Dots, is_red: NDArray[np.bool_]) -> None:
    """Put red light where the seal is, so strong that its ink is paper; black stays black.

    A dot is given the light of the paper around the seal in so far as it is as red as the seal: the
    darker it is than the seal's ink, the more of what is printed below it shows.
    """
    sealed = cv2.dilate(is_red.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(bool)
    around = grey[~sealed]
    paper = float(np.percentile(around, 75)) if around.size else 255.0
    ink = float(np.median(red[is_red]))
    light = cv2.convertScaleAbs(red, alpha=max(paper, ink) / max(ink, 100.0))
    grey[sealed] = np.minimum(light, paper)[sealed]


def _even(dots: Dots, dpi: float) -> Dots:
    """Return brightness relative to the paper around each dot."""
    step = max(1, round(dpi / 25))
    small = cv2.resize(dots, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    reach = np.ones((7, 7), np.uint8)
    paper = cv2.medianBlur(cv2.dilate(small, reach), 5)
    paper = cv2.resize(paper, (dots.shape[1], dots.shape[0]), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(dots, np.maximum(paper, 40), scale=_PAPER)


def _ink_of(dots: Dots) -> Dots:
    smooth = cv2.GaussianBlur(dots, (3, 3), 0)
    level, _ = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    level = min(max(level, 110), 190)
    # Smoothing takes half of a stroke away that is one dot thick.
    return cv2.threshold(cv2.min(smooth, dots), level, 255, cv2.THRESH_BINARY_INV)[1]


def _faint_of(dots: Dots, ink: Dots) -> Dots:
    smooth = cv2.GaussianBlur(dots, (3, 3), 0)
    beside = cv2.dilate(ink, np.ones((_BESIDE, _BESIDE), np.uint8))
    paper = smooth[beside == 0]
    if not paper.size:
        return np.zeros_like(ink)
    # The darker half of paper's own dots says how far noise goes.
    usual, low = np.percentile(paper, (50, 5))
    least = max(_FAINT, _NOISE * float(usual - low))
    return cv2.threshold(smooth, float(usual) - least, 255, cv2.THRESH_BINARY_INV)[1]


# ---------------------------------------------------------------- tilt
def _tilt_of(ink: Dots) -> float:
    """Return by how many degrees the lines fall to the left: ink in level lines is most uneven."""
    ys, xs = np.nonzero(ink[::2, ::2])
    if len(ys) < 200:
        return 0.0
    chosen = slice(None, None, len(ys) // _LEVEL_DOTS + 1)
    down, across = ys[chosen].astype(np.float32), xs[chosen].astype(np.float32)
    best = 0.0
    for step, reach in ((0.5, _MAX_TILT), (0.1, 0.6), (0.02, 0.12)):
        tries = np.arange(best - reach, best + reach + step / 2, step)
        best = max(tries, key=lambda angle: _unevenness(down, across, angle))
    return float(best)


def _unevenness(ys: NDArray[np.float32], xs: NDArray[np.float32], degrees: float) -> float:
    angle = np.deg2rad(degrees)
    heights = ys * np.float32(np.cos(angle)) - xs * np.float32(np.sin(angle))
    rows = np.bincount((heights - heights.min()).astype(np.int32)).astype(np.float64)
    return float(np.sum(rows * rows))


def _turned(dots: Dots, degrees: float) -> Dots:
    height, width = dots.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(
        dots, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT,
        borderValue=255,
    )  # fmt: skip
