"""The ruling lines of a scanned page, and its lines of text, as far as ink alone tells them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from disclosure_audit.documents.lattice import lattices_of
from disclosure_audit.documents.pages import Box
from disclosure_audit.documents.scan_image import Dots, Levelled

_RULE = 0.25  # inches: shorter is a stroke of a character
_MIN_TABLE = 1.5  # inches wide
_JOINT = 0.04  # inches between rules that meet
_THICK = 0.06  # inches: thicker is no line
_DOT = 0.03  # inches each way: a point, or dirt
_AWAY = 0.04  # inches from any character
_NEAR = 0.04  # inches from a cell's side
_THIN = 0.02  # inches
_LONG = 0.8  # of a cell's height: longer than any figure in it
_SPECK = 0.012  # inches each way
_MIN_LINE = 0.03  # inches high; what is lower is dirt, or a dash if it is wide
_MAX_PARTS = 20_000  # a full page has some five thousand
_MOST_INK = 0.35  # of a page; a page of text has a tenth
_CROSSED = 0.035  # inches between two halves of a figure written over a rule
_ENDS = 0.04  # inches
_HALO = 0.02  # inches around ink that a lens or a packer darkens
_TRACE = 0.05  # inches that something faint is high or wide, at least, to be a figure
_CHARACTER = (0.07, 0.3)  # inches that a character is high, at least and at most
_FEW = 12  # dots of ink
_STRAIGHT = 0.14  # how wide a straight stroke spreads, of how long it spreads
_LEAN = (12.0, 50.0)  # degrees from upright by which a slash leans to the right
_UPRIGHT = 8.0  # degrees; a 1 leans less, if at all
_LYING = 1.5  # times as wide as high
_APART = 1.2  # line heights between two words outside tables
_COMMA = 0.1  # of a figure's height: a comma ends farther below it


Part = tuple[int, int, int, int]
"""x, y, width, height of ink that hangs together."""

Span = tuple[int, int]
"""Where something begins and ends across the page, in dots; the end is outside."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What is drawn on a page.

    Parameters
    ----------
    rules
        Ruling lines, in dots.
    ink
        What is left when they are taken away.
    faint
        As in Levelled.
    """

    rules: tuple[Box, ...]
    ink: Dots
    faint: Dots


@dataclass(frozen=True, slots=True)
class Strip:
    """A line of text, or a part of one.

    Parameters
    ----------
    x0, y0, x1, y1
        Its place, in dots; the last of each is outside.
    blobs
        Where each run of ink as high as figures begins and ends, from left to right.
    stroke
        What it is where it is no more than one stroke: a dash or a slash; empty where it is more.
    commas
        Whether its low marks reach below the figures as far as commas do.
    upright
        Whether it is one piece of ink that surely does not lean like a slash.
    clear
        Whether nothing faint stands in its cell that may belong to it.
    """

    x0: int
    y0: int
    x1: int
    y1: int
    blobs: tuple[Span, ...]
    stroke: str = ""
    commas: bool = False
    upright: bool = False
    clear: bool = True


def marks_of(page: Levelled, dpi: float) -> Marks:
    """Part the ink of a level page into ruling lines and the rest."""
    ink = page.ink
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
    return Marks(tuple(rules), rest, cv2.bitwise_and(page.faint, cv2.bitwise_not(drawn)))


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
def strips_of(marks: Marks, dpi: float) -> list[Strip] | None:
    """Return the lines of text of a page: those of each cell, then those outside tables.

    None where its ink is more, or lies in more pieces, than that of any page of text: it is a
    picture.
    """
    scale = 72 / dpi
    lattices = lattices_of(tuple(side * scale for side in rule) for rule in marks.rules)  # type: ignore[misc]
    left = marks.ink.copy()
    parts = _parts(left, dpi)
    if len(parts) > _MAX_PARTS or np.count_nonzero(left) > _MOST_INK * left.size:
        return None
    usual = _usual_height(parts, dpi)
    strips: list[Strip] = []
    for lattice in lattices:
        for cell in lattice.cells:
            x0, y0, x1, y1 = (round(side / scale) for side in cell.box)
            x0, y0 = max(x0, 0), max(y0, 0)
            inside = left[y0:y1, x0:x1]
            parts = [p for p in _parts(inside, dpi) if not _is_remnant(p, inside.shape, dpi)]
            found = _strips(inside, parts, (x0, y0), usual, dpi)
            boxes = [_reach(s, (x0, y0), dpi) for s in found]
            trace = _trace(marks.faint[y0:y1, x0:x1], boxes, dpi)
            if trace is not None:
                found = [replace(strip, clear=False) for strip in found]
                tx, ty, width, height = trace
                found = found or [
                    Strip(x0 + tx, y0 + ty, x0 + tx + width, y0 + ty + height, (), clear=False)
                ]
            strips += found
            left[y0:y1, x0:x1] = 0
    return _without_crossing(strips, dpi) + _strips(left, _parts(left, dpi), (0, 0), usual, dpi)


def _without_crossing(strips: list[Strip], dpi: float) -> list[Strip]:
    """Return strips, those not clear that meet at a rule: a figure written over it is cut in two.

    Words of one cell stand further apart, and cells leave paper between text and rule.
    """
    if not strips:
        return strips
    places = np.array([(s.x0, s.y0, s.x1, s.y1) for s in strips])
    x0, y0, x1, y1 = places.T
    gaps = x0[None, :] - x1[:, None]
    common = np.minimum(y1[None, :], y1[:, None]) - np.maximum(y0[None, :], y0[:, None])
    least = np.minimum((y1 - y0)[None, :], (y1 - y0)[:, None])
    meets = (gaps >= 0) & (gaps <= _CROSSED * dpi) & (2 * common >= least)
    cut = meets.any(axis=0) | meets.any(axis=1)
    return [replace(s, clear=False) if cut[n] else s for n, s in enumerate(strips)]


def _reach(strip: Strip, at: tuple[int, int], dpi: float) -> tuple[int, int, int, int]:
    """Return how far what was read reaches in its cell: the ends of a stroke are paler than it."""
    end = round(_ENDS * dpi) if strip.stroke else 0
    x, y = strip.x0 - at[0], strip.y0 - at[1]
    return x - end, y - end, strip.x1 - at[0] + end, strip.y1 - at[1] + end


def _trace(faint: Dots, read: Sequence[tuple[int, int, int, int]], dpi: float) -> Part | None:
    """Return something faint in a cell that is as large as a figure and was not read, or None."""
    edge = round(_NEAR * dpi)
    inner = faint[edge:-edge, edge:-edge]
    if not inner.size or not inner.any():
        return None
    count, _, boxes, _ = cv2.connectedComponentsWithStats(inner, connectivity=8)
    halo = round(_HALO * dpi)
    for x, y, width, height, area in boxes[1:count]:
        part = (int(x) + edge, int(y) + edge, int(width), int(height))
        if max(height, width) >= _TRACE * dpi and area >= _FEW and not _lies_in(part, read, halo):
            return part
    return None


def _lies_in(part: Part, boxes: Iterable[tuple[int, int, int, int]], halo: int) -> bool:
    """Whether something lies within what was read, but for the blur around it."""
    x, y, width, height = part
    return any(
        x0 - halo <= x and y0 - halo <= y and x + width <= x1 + halo and y + height <= y1 + halo
        for x0, y0, x1, y1 in boxes
    )


def _usual_height(parts: Sequence[Part], dpi: float) -> float:
    """Return how high the page's characters are: most parts of one are lower, few are higher."""
    least, most = (inches * dpi for inches in _CHARACTER)
    heights = [part[3] for part in parts if least <= part[3] <= most]
    return float(np.percentile(heights, 70)) if heights else least


def _strips(
    ink: Dots, parts: Sequence[Part], at: tuple[int, int], usual: float, dpi: float
) -> list[Strip]:
    strips = []
    x, y = at
    for line in _lines(parts, usual):
        for run in _side_by_side(_without_dirt(line, dpi), _APART):
            x0, y0 = min(p[0] for p in run), min(p[1] for p in run)
            x1, y1 = max(p[0] + p[2] for p in run), max(p[1] + p[3] for p in run)
            if max(x1 - x0, y1 - y0) < _MIN_LINE * dpi or _is_rule(x1 - x0, y1 - y0, dpi):
                continue
            blobs = tuple((x + start, x + end) for start, end in _blobs(run))
            whole = Strip(x + x0, y + y0, x + x1, y + y1, blobs, commas=_has_commas(run))
            strips.append(_with_shape(whole, run, ink, dpi))
    return strips


def _with_shape(strip: Strip, run: Sequence[Part], ink: Dots, dpi: float) -> Strip:
    """Return a strip with what the shape of its ink says.

    A slash with dirt beside it looks like a figure, so that nothing is sure of it.
    """
    x, y, width, height = max(run, key=lambda part: part[3])
    shaped = _shaped(strip, ink[y : y + height, x : x + width], dpi)
    if len(run) == 1:
        return shaped
    alone = len(strip.blobs) == 1 and shaped.stroke
    return replace(strip, clear=False) if alone else strip


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


def _without_dirt(line: Sequence[Part], dpi: float) -> list[Part]:
    """Return the parts of a line but for dots that stand away from all others, as no point does."""
    small, away = _DOT * dpi, _AWAY * dpi
    characters = sorted(part for part in line if max(part[2:]) > small)
    starts = [part[0] for part in characters]
    reach = max((max(part[2:]) for part in characters), default=0) + away
    kept = []
    for part in line:
        first, last = part[0] - 2 * reach, part[0] + 2 * reach
        near = characters[bisect_left(starts, first) : bisect_right(starts, last)]
        if (
            max(part[2:]) > small
            or any(_gap(part, other) < away for other in near)
            or _stands_between(part, near)
        ):
            kept.append(part)
    return kept


def _stands_between(part: Part, characters: Sequence[Part]) -> bool:
    """Whether characters stand left and right of it, as of a full-width point."""
    near = [other for other in characters if _gap(part, other) <= other[3]]
    return any(o[0] < part[0] for o in near) and any(o[0] > part[0] for o in near)


def _gap(one: Part, other: Part) -> int:
    across = max(one[0] - other[0] - other[2], other[0] - one[0] - one[2], 0)
    down = max(one[1] - other[1] - other[3], other[1] - one[1] - one[3], 0)
    return max(across, down)


def _side_by_side(line: Iterable[Part], apart: float) -> list[list[Part]]:
    """Return the parts of a line by words: far between words, near within them."""
    parts = sorted(line)
    if not parts:
        return []
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


def _blobs(parts: Sequence[Part]) -> list[Span]:
    """Return what stands side by side with paper between; points and commas are too low."""
    high = 0.5 * max(part[3] for part in parts)
    spans: list[Span] = []
    for x, _, width, _ in sorted(part for part in parts if part[3] >= high):
        if spans and x < spans[-1][1]:
            spans[-1] = spans[-1][0], max(spans[-1][1], x + width)
        else:
            spans.append((x, x + width))
    return spans


def _has_commas(parts: Sequence[Part]) -> bool:
    """Whether the low marks of a line reach below its figures, as commas do and points do not."""
    highest = max(part[3] for part in parts)
    high = [part for part in parts if part[3] >= 0.5 * highest]
    end = float(np.median([y + height for _, y, _, height in high]))
    low = [part for part in parts if part[3] < 0.5 * highest and part[1] > end - 0.5 * highest]
    return bool(low) and all(y + height - end >= _COMMA * highest for _, y, _, height in low)
