"""The ruling lines of a scanned page, and its lines of text, as far as ink alone tells them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from disclosure_audit.documents.lattice import lattices_of
from disclosure_audit.documents.pages import Box
from disclosure_audit.documents.scan_image import Dots

_RULE = 0.25  # inches: shorter is a stroke of a character
_MIN_TABLE = 1.5  # inches wide
_JOINT = 0.04  # inches between rules that meet
_THICK = 0.06  # inches: thicker is no line
_NEAR = 0.04  # inches from a cell's side
_THIN = 0.02  # inches
_LONG = 0.8  # of a cell's height: longer than any figure in it
_SPECK = 0.012  # inches each way
_MIN_LINE = 0.03  # inches high; what is lower is dirt, or a dash if it is wide
_LEAST_LINE = 0.08  # inches that a line is high at least
_FEW = 12  # dots of ink
_STRAIGHT = 0.14  # how wide a straight stroke spreads, of how long it spreads
_LEAN = (12.0, 50.0)  # degrees from upright by which a slash leans to the right
_UPRIGHT = 8.0  # degrees; a 1 leans less, if at all
_LYING = 2.0  # times as wide as high
_APART = 1.2  # line heights between two words outside tables


Part = tuple[int, int, int, int]
"""x, y, width, height of ink that hangs together."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What is drawn on a page.

    Parameters
    ----------
    rules
        Ruling lines, in dots.
    ink
        What is left when they are taken away.
    """

    rules: tuple[Box, ...]
    ink: Dots


@dataclass(frozen=True, slots=True)
class Strip:
    """A line of text, or a part of one.

    Parameters
    ----------
    x0, y0, x1, y1
        Its place, in dots; the last of each is outside.
    blobs
        How many runs of ink as high as figures stand side by side in it.
    stroke
        What it is where it is no more than one stroke: a dash or a slash; empty where it is more.
    upright
        Whether it is one piece of ink that surely does not lean like a slash.
    """

    x0: int
    y0: int
    x1: int
    y1: int
    blobs: int
    stroke: str = ""
    upright: bool = False


def marks_of(ink: Dots, dpi: float) -> Marks:
    """Part the ink of a level page into ruling lines and the rest."""
    length = round(_RULE * dpi)
    lying = _runs(ink, (length, 1), dpi)
    standing = _runs(ink, (1, length), dpi)
    lying, standing = _meeting(lying, standing), _meeting(standing, lying)
    rules = _of_tables([*lying, *standing], ink.shape, dpi)
    drawn = np.zeros_like(ink)
    for rule in rules:
        _draw(drawn, rule)
    drawn = cv2.dilate(drawn, np.ones((3, 3), np.uint8))
    rest = cv2.bitwise_and(ink, cv2.bitwise_not(drawn))
    return Marks(tuple(rules), rest)


def _draw(dots: Dots, box: Box) -> None:
    x0, y0, x1, y1 = (int(side) for side in box)
    dots[y0:y1, x0:x1] = 255


def _of_tables(rules: Sequence[Box], shape: tuple[int, ...], dpi: float) -> list[Box]:
    """Return the rules that hang together with others to something as wide as a table."""
    drawn = np.zeros(shape[:2], np.uint8)
    for rule in rules:
        _draw(drawn, rule)
    reach = round(_JOINT * dpi)
    joined = cv2.dilate(drawn, np.ones((reach, reach), np.uint8))
    _, places, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    wide = boxes[:, 2] >= _MIN_TABLE * dpi
    return [rule for rule in rules if wide[places[int(rule[1]), int(rule[0])]]]


def _runs(ink: Dots, size: tuple[int, int], dpi: float) -> list[Box]:
    """Return the long straight runs of ink in one direction."""
    across = size[1] == 1
    # A line that a scan breaks or sets off by a dot is still one.
    bridged = cv2.dilate(ink, np.ones((2, 3) if across else (3, 2), np.uint8))
    kernel = np.ones((size[1], size[0]), np.uint8)
    found = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, kernel)
    count, _, boxes, _ = cv2.connectedComponentsWithStats(found, connectivity=8)
    thick = _THICK * dpi
    return [
        (float(x), float(y), float(x + width), float(y + height))
        for x, y, width, height, _ in boxes[1:count]
        if (height if across else width) <= thick
    ]


def _meeting(rules: Sequence[Box], others: Sequence[Box]) -> list[Box]:
    """Return the rules that meet one of the others: a dash or a stroke meets none."""
    if not rules or not others:
        return []
    all_of = np.array(others)
    slack = 4.0
    return [
        rule
        for rule in rules
        if bool(
            np.any(
                (all_of[:, 0] <= rule[2] + slack) & (all_of[:, 2] >= rule[0] - slack)
                & (all_of[:, 1] <= rule[3] + slack) & (all_of[:, 3] >= rule[1] - slack)
            )
        )
    ]  # fmt: skip


# ---------------------------------------------------------------- lines of text
def strips_of(marks: Marks, dpi: float) -> list[Strip]:
    """Return the lines of text of a page: those of each cell, then those outside tables."""
    scale = 72 / dpi
    lattices = lattices_of(tuple(side * scale for side in rule) for rule in marks.rules)  # type: ignore[misc]
    left = marks.ink.copy()
    strips: list[Strip] = []
    for lattice in lattices:
        for cell in lattice.cells:
            x0, y0, x1, y1 = (round(side / scale) for side in cell.box)
            x0, y0 = max(x0, 0), max(y0, 0)
            inside = left[y0:y1, x0:x1]
            parts = [p for p in _parts(inside, dpi) if not _is_remnant(p, inside.shape, dpi)]
            strips += _strips(inside, parts, (x0, y0), dpi)
            left[y0:y1, x0:x1] = 0
    return strips + _strips(left, _parts(left, dpi), (0, 0), dpi)


def _strips(ink: Dots, parts: Sequence[Part], at: tuple[int, int], dpi: float) -> list[Strip]:
    if not parts:
        return []
    high = [part[3] for part in parts if part[3] > _MIN_LINE * dpi]
    usual = float(np.median(high)) if high else 0.0
    strips = []
    x, y = at
    for line in _lines(parts, max(usual, _LEAST_LINE * dpi)):
        for run in _side_by_side(line, _APART):
            x0, y0 = min(p[0] for p in run), min(p[1] for p in run)
            x1, y1 = max(p[0] + p[2] for p in run), max(p[1] + p[3] for p in run)
            if max(x1 - x0, y1 - y0) < _MIN_LINE * dpi or _is_rule(x1 - x0, y1 - y0, dpi):
                continue
            whole = Strip(x + x0, y + y0, x + x1, y + y1, _blobs(run))
            strips.append(_shaped(whole, ink[y0:y1, x0:x1], dpi) if len(run) == 1 else whole)
    return strips


def _shaped(strip: Strip, ink: Dots, dpi: float) -> Strip:
    """Return a strip of one piece of ink with what its shape says."""
    height, width = ink.shape
    if width >= _LYING * height and height < _THICK * dpi:
        return replace(strip, stroke="—")
    ys, xs = np.nonzero(ink)
    if len(ys) < _FEW or height < 2 * _MIN_LINE * dpi:
        return strip
    spread, turned = np.linalg.eigh(np.cov(xs, -ys.astype(float)))
    across, up = turned[:, 1] if turned[1, 1] > 0 else -turned[:, 1]
    lean = float(np.degrees(np.arctan2(across, up)))
    straight = float(np.sqrt(max(spread[0], 0) / spread[1])) < _STRAIGHT
    if straight and _LEAN[0] <= lean <= _LEAN[1]:
        return replace(strip, stroke="/")
    return replace(strip, upright=not _UPRIGHT < lean < 90 - _UPRIGHT)


def _is_rule(width: int, height: int, dpi: float) -> bool:
    """Whether it is a line below a heading or the like, that closes no cell."""
    return width >= dpi and height <= _THICK * dpi


def _parts(ink: Dots, dpi: float) -> list[Part]:
    if not ink.any():
        return []
    count, _, boxes, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    speck = max(2.0, _SPECK * dpi)
    return [
        (int(x), int(y), int(width), int(height))
        for x, y, width, height, _ in boxes[1:count]
        if max(width, height) > speck
    ]


def _is_remnant(part: Part, shape: tuple[int, ...], dpi: float) -> bool:
    """Whether ink is left of a rule at a cell's side: close to it, along it and thin."""
    x, y, width, height = part
    near, thin = _NEAR * dpi, _THIN * dpi
    lying = height <= thin and (y + height <= near or y >= shape[0] - near)
    standing = width <= thin and (x + width <= near or x >= shape[1] - near)
    return lying or (standing and height >= _LONG * shape[0])


def _lines(parts: Sequence[Part], usual: float) -> list[list[Part]]:
    """Return parts by the line they stand on: a line is as high as its highest characters."""
    lines: list[list[Part]] = []
    tops: list[float] = []
    ends: list[float] = []
    for part in sorted(parts, key=lambda p: p[1] + p[3] / 2):
        top, end = float(part[1]), float(part[1] + part[3])
        if lines:
            common = min(ends[-1], end) - max(tops[-1], top)
            near = max(end, ends[-1]) - min(top, tops[-1]) <= 1.35 * usual
            if common >= 0.5 * min(end - top, ends[-1] - tops[-1]) or near:
                lines[-1].append(part)
                tops[-1], ends[-1] = min(top, tops[-1]), max(end, ends[-1])
                continue
        lines.append([part])
        tops.append(top)
        ends.append(end)
    return lines


def _side_by_side(line: Iterable[Part], apart: float) -> list[list[Part]]:
    """Return the parts of a line by words: far between words, near within them."""
    parts = sorted(line)
    height = max(p[1] + p[3] for p in parts) - min(p[1] for p in parts)
    runs: list[list[Part]] = []
    end = 0
    for part in parts:
        if runs and part[0] - end <= apart * height:
            runs[-1].append(part)
            end = max(end, part[0] + part[2])
        else:
            runs.append([part])
            end = part[0] + part[2]
    return runs


def _blobs(parts: Sequence[Part]) -> int:
    """Count what stands side by side with paper between; points and commas are too low."""
    high = 0.5 * max(part[3] for part in parts)
    count, end = 0, -1
    for x, _, width, _ in sorted(part for part in parts if part[3] >= high):
        count += x >= end
        end = max(end, x + width)
    return count
