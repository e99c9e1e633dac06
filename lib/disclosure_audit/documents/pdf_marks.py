"""The lines and pictures drawn on a PDF page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ctypes import byref, c_float, c_int
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from disclosure_audit.documents.pages import Box
from disclosure_audit.documents.pdf_covers import Covers
from disclosure_audit.documents.pdf_space import Space

_THIN = 3.0  # points: a filled box no thicker is a line
_FLAT = 1.0  # points by which a line may lean
_MAX_SEGMENTS = 400  # of one path; with more it is a drawing
_MAX_RULES = 20_000
_MIN_PICTURE = 30.0  # points each way
_MIN_FIGURE = 5.0  # points each way; no printed figure is smaller
_SEAM = 1.0  # points between two strips of one picture
_LARGE = 0.5  # of the page
_STEPS = 100  # each way, in which coverage is counted
_DEEP = 5  # forms within forms

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Marks:
    """What is drawn on a page.

    Parameters
    ----------
    rules, pictures
        As in Page.
    small
        Places of pictures too small to be looked at, large enough to show a figure.
    covered
        How much of the page its pictures cover together, from 0 to 1.
    text_below_picture
        Whether pictures that cover most of the page are drawn over text.
    covers
        What is drawn over texts.
    """

    rules: tuple[Box, ...]
    pictures: tuple[Box, ...]
    small: tuple[Box, ...]
    covered: float
    text_below_picture: bool
    covers: Covers


class _Path(NamedTuple):
    points: tuple[Point, ...]
    closed: bool


def marks_of(page: pdfium.PdfPage, space: Space) -> Marks:
    """Return the lines and pictures of a page.

    Parameters
    ----------
    page
        The page.
    space
        Its visible part.
    """
    lines: list[Box] = []
    areas: list[Box] = []
    pictures: list[Box] = []
    covers = Covers(space)
    all_pictures, over_text = _Coverage(space), _Coverage(space)
    for thing in page.get_objects(max_depth=_DEEP):
        if thing.type == raw.FPDF_PAGEOBJ_TEXT:
            covers.add_text(thing)
        elif thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            box = _on_page(_image_box(thing, space), space)
            all_pictures.add(box)
            if covers.needed:
                over_text.add(box)
                covers.add_picture(thing, box)
            pictures.append(box)
        elif thing.type == raw.FPDF_PAGEOBJ_PATH:
            _add(thing, space, lines, areas, covers)
        elif thing.type == raw.FPDF_PAGEOBJ_SHADING and covers.needed:
            left, bottom, right, top = thing.get_bounds()
            covers.add_area(thing, [[space.seen(left, bottom), space.seen(right, top)]])
    # Where nothing but coloured areas marks the cells, their sides are the lines.
    rules = lines or [side for area in areas for side in _sides(area)]
    shown = [_on_page(rule, space) for rule in rules if _meets(rule, space)]
    whole = _whole(pictures)
    return Marks(
        tuple(shown),
        tuple(box for box in whole if _least_side(box) >= _MIN_PICTURE),
        tuple(box for box in whole if _MIN_FIGURE <= _least_side(box) < _MIN_PICTURE),
        all_pictures.share,
        over_text.share >= _LARGE,
        covers,
    )


class _Coverage:
    """How much of a page boxes cover together; a scan may be stored in strips."""

    def __init__(self, space: Space) -> None:
        self._across, self._down = _STEPS / space.width, _STEPS / space.height
        self._rows = [0] * _STEPS

    def add(self, box: Box) -> None:
        first, last = round(box[0] * self._across), round(box[2] * self._across)
        bits = (1 << last) - (1 << first)
        for row in range(round(box[1] * self._down), round(box[3] * self._down)):
            self._rows[row] |= bits

    @property
    def share(self) -> float:
        return sum(row.bit_count() for row in self._rows) / _STEPS**2


def _add(
    thing: pdfium.PdfObject, space: Space, lines: list[Box], areas: list[Box], covers: Covers
) -> None:
    """Add the lines of a path, its areas that are no line, and what of them covers text."""
    fill, stroke = c_int(), c_int()
    raw.FPDFPath_GetDrawMode(thing, byref(fill), byref(stroke))
    matrix = _matrix(thing)
    width = _width(thing) if stroke.value and covers.needed else 0.0
    outlines = []
    for path in _paths(thing, matrix):
        points = [space.seen(*point) for point in path.points]
        outlines.append(points)
        if stroke.value:
            ends = [*points, points[0]] if path.closed else points
            own = [box for pair in pairwise(ends) for box in _line(*pair)]
            lines += own[: max(_MAX_RULES - len(lines), 0)]
            if width > _THIN:
                for box in own:
                    covers.add_line(box, width)
        elif len(lines) >= _MAX_RULES:
            continue
        elif fill.value and len(points) <= 6:
            box = _around(points)
            if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
                lines.append(box)
            elif _is_upright(points) and not _is_white(thing):
                areas.append(box)

    if fill.value:
        thick = [points for points in outlines if not _is_thin(points)]
        covers.add_area(thing, thick)


def _is_thin(points: Sequence[Point]) -> bool:
    box = _around(points)
    return min(box[2] - box[0], box[3] - box[1]) <= _THIN


def _width(thing: pdfium.PdfObject) -> float:
    width = c_float()
    return width.value if raw.FPDFPageObj_GetStrokeWidth(thing, byref(width)) else 0.0


def _line(one: Point, other: Point) -> Iterator[Box]:
    box = _around([one, other])
    if min(box[2] - box[0], box[3] - box[1]) <= _FLAT:
        yield box


def _matrix(thing: pdfium.PdfObject) -> pdfium.PdfMatrix:
    """Return the matrix from a path's own coordinates to the page's."""
    matrix = thing.get_matrix()
    container = thing.container
    while container is not None:
        matrix = matrix.multiply(container.get_matrix())
        container = container.container
    return matrix


def _paths(thing: pdfium.PdfObject, matrix: pdfium.PdfMatrix) -> Iterator[_Path]:
    count = raw.FPDFPath_CountSegments(thing)
    if not 0 < count <= _MAX_SEGMENTS:
        return
    points: list[Point] = []
    closed = False
    for number in range(count):
        segment = raw.FPDFPath_GetPathSegment(thing, number)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO and points:
            yield _Path(tuple(points), closed)
            points, closed = [], False
        x, y = c_float(), c_float()
        raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        points.append(matrix.on_point(x.value, y.value))
        closed = closed or bool(raw.FPDFPathSegment_GetClose(segment))
    if points:
        yield _Path(tuple(points), closed)


def _image_box(thing: pdfium.PdfObject, space: Space) -> Box:
    matrix = _matrix(thing)
    return _around([space.seen(*matrix.on_point(x, y)) for x in (0, 1) for y in (0, 1)])


def _least_side(box: Box) -> float:
    return min(box[2] - box[0], box[3] - box[1])


def _whole(strips: Sequence[Box]) -> list[Box]:
    """Return pictures with those that were cut into strips, down or across, put together."""
    down = _stacked(strips)
    turned = _stacked([(y0, x0, y1, x1) for x0, y0, x1, y1 in down])
    return sorted((y0, x0, y1, x1) for x0, y0, x1, y1 in turned)


def _stacked(boxes: Sequence[Box]) -> list[Box]:
    whole: list[Box] = []
    for box in sorted(boxes, key=lambda b: (round(b[0]), round(b[2]), b[1])):
        last = whole[-1] if whole else None
        if (
            last is not None
            and all(abs(last[n] - box[n]) <= _SEAM for n in (0, 2))
            and last[1] <= box[1] <= last[3] + _SEAM
        ):
            whole[-1] = (last[0], last[1], last[2], max(last[3], box[3]))
        else:
            whole.append(box)
    return whole


def _is_upright(points: Sequence[Point]) -> bool:
    return all(abs(a[0] - b[0]) <= _FLAT or abs(a[1] - b[1]) <= _FLAT for a, b in pairwise(points))


def _is_white(thing: pdfium.PdfObject) -> bool:
    from ctypes import c_uint

    colours = [c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(thing, *map(byref, colours)):
        return False
    return colours[3].value == 0 or min(colour.value for colour in colours[:3]) >= 250


def _around(points: Sequence[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _sides(box: Box) -> list[Box]:
    x0, y0, x1, y1 = box
    return [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]


def _meets(box: Box, space: Space) -> bool:
    return box[2] >= 0 and box[0] <= space.width and box[3] >= 0 and box[1] <= space.height


def _on_page(box: Box, space: Space) -> Box:
    x0, x1 = (min(max(x, 0.0), space.width) for x in (box[0], box[2]))
    y0, y1 = (min(max(y, 0.0), space.height) for y in (box[1], box[3]))
    return x0, y0, x1, y1
