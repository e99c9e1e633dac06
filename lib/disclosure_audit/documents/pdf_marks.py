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
from disclosure_audit.documents.pdf_space import Space

_THIN = 3.0  # points: a filled box no thicker is a line
_FLAT = 1.0  # points by which a line may lean
_MAX_SEGMENTS = 400  # of one path; with more it is a drawing
_MAX_RULES = 20_000
_MIN_PICTURE = 30.0  # points each way
_LARGE = 0.5  # of the page
_DEEP = 5  # forms within forms

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Marks:
    """What is drawn on a page.

    Parameters
    ----------
    rules, pictures
        As in Page.
    covered
        How much of the page its largest picture covers, from 0 to 1.
    text_below_picture
        Whether a picture that covers most of the page is drawn over text.
    """

    rules: tuple[Box, ...]
    pictures: tuple[Box, ...]
    covered: float
    text_below_picture: bool


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
    covered, text, below = 0.0, False, False
    for thing in page.get_objects(max_depth=_DEEP):
        if thing.type == raw.FPDF_PAGEOBJ_TEXT:
            text = True
        elif thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            box = _on_page(_image_box(thing, space), space)
            part = _area(box) / (space.width * space.height)
            covered = max(covered, part)
            below = below or (text and part >= _LARGE)
            if min(box[2] - box[0], box[3] - box[1]) >= _MIN_PICTURE:
                pictures.append(box)
        elif thing.type == raw.FPDF_PAGEOBJ_PATH and len(lines) < _MAX_RULES:
            _add(thing, space, lines, areas)
    # Where nothing but coloured areas marks the cells, their sides are the lines.
    rules = lines or [side for area in areas for side in _sides(area)]
    shown = [_on_page(rule, space) for rule in rules if _meets(rule, space)]
    return Marks(tuple(shown), tuple(pictures), covered, below)


def _add(thing: pdfium.PdfObject, space: Space, lines: list[Box], areas: list[Box]) -> None:
    """Add the lines of a path, and its areas that are no line."""
    fill, stroke = c_int(), c_int()
    raw.FPDFPath_GetDrawMode(thing, byref(fill), byref(stroke))
    matrix = _matrix(thing)
    for path in _paths(thing, matrix):
        points = [space.seen(*point) for point in path.points]
        if stroke.value:
            ends = [*points, points[0]] if path.closed else points
            lines += [box for pair in pairwise(ends) for box in _line(*pair)]
        elif fill.value and len(points) <= 6:
            box = _around(points)
            if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
                lines.append(box)
            elif _is_upright(points) and not _is_white(thing):
                areas.append(box)


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


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
