"""Widths and places that styles give to the boxes of a page: flex items, grid tracks, areas."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

MAX_TRACKS = 200
"""Columns or rows that a grid may name or span; a report's widest table has some fifteen."""

_MAX_PLACES = 20_000
_NUMBER = r"\d{1,5}(?:\.\d{0,6})?|\.\d{1,6}"
_LENGTH = re.compile(rf"({_NUMBER})(px|pt|em|rem|vw|%|fr)?")
_CALC = re.compile(r"calc\(([\d.%\s*/()]{1,60})\)")
_REPEAT = re.compile(r"repeat\(\s*(\d{1,3})\s*,((?:[^()]|\([^()]*\)){1,200})\)")
_TRACK = re.compile(r"(?:minmax|calc|fit-content)\([^()]*\)|[^\s()]+")
_NAMES = re.compile(r"\[[^\]]{0,100}\]")
_PIXELS = {"px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0, "vw": 12.8}


class Width(NamedTuple):
    """A width as styles give it: pixels, hundredths of the row, and shares of what is left."""

    pixels: float = 0.0
    percent: float = 0.0
    shares: float = 0.0

    def __add__(self, other: object) -> Width:
        """Return both beside one another."""
        if not isinstance(other, Width):
            return NotImplemented
        return Width(*(one + two for one, two in zip(self, other, strict=True)))

    def part_of(self, left: Width, right: Width, whole: Width) -> Width | None:
        """Return where this distance within `whole` stands between two edges; None if not told."""
        units = [n for n in range(3) if whole[n]]
        if len(units) != 1 or any(self[n] for n in range(3) if n not in units):
            return None
        share = self[units[0]] / whole[units[0]]
        return Width(*(a + (b - a) * share for a, b in zip(left, right, strict=True)))

    @property
    def measure(self) -> float:
        """One number for it, equal for equal widths; of use only among rows of one whole."""
        return self.pixels + 10 * self.percent + 97.3 * self.shares


class Area(NamedTuple):
    """A place in a grid; lines count from 0, and None is left to the grid."""

    row: int | None
    column: int | None
    down: int
    across: int


def length(text: str | None) -> Width | None:
    """Return a width such as ``12.5%``, ``120px``, ``2fr`` or ``calc(100% / 8 * 3)``."""
    calculated = _CALC.fullmatch((text or "").strip())
    if calculated:
        return _calculated(calculated[1])
    found = _LENGTH.fullmatch((text or "").strip())
    if not found:
        return None
    number, unit = float(found[1]), found[2]
    if unit == "%":
        return Width(percent=number)
    if unit == "fr":
        return Width(shares=number)
    if unit is None:
        return Width() if number == 0 else None
    return Width(pixels=number * _PIXELS[unit])


def _calculated(text: str) -> Width | None:
    """A product with one percentage in it."""
    if text.count("%") != 1:
        return None
    result, times = 1.0, True
    for word in re.findall(rf"{_NUMBER}|[*/]", re.sub("[()]", " ", text)):
        if word in "*/":
            times = word == "*"
        elif times:
            result *= float(word)
        elif float(word):
            result /= float(word)
        else:
            return None
    # A quotient inside brackets behind a division is beyond this reader.
    return None if re.search(r"/\s*\(", text) else Width(percent=result)


def flex_width(style: Mapping[str, str]) -> Width | None:
    """Return the width of an item in a flex row; None where its content decides."""
    words = style.get("flex", "").split()
    numbers = [word for word in words if re.fullmatch(_NUMBER, word)]
    sized = [word for word in words if word not in numbers]
    grow = float(numbers[0]) if numbers else 1.0 if words in (["auto"], ["1"]) else 0.0
    basis = sized[0] if sized else "0" if numbers else "auto"
    if len(numbers) == 3:
        basis = numbers[2]
    grown = style.get("flex-grow", "")
    grow = float(grown) if re.fullmatch(_NUMBER, grown) else grow
    basis = style.get("flex-basis", basis)
    if basis in ("auto", "none", "content", "initial"):
        basis = style.get("width", "auto")
    width = length(basis)
    if width is not None and (width.pixels or width.percent):
        return width
    return Width(shares=grow) if grow else None


def tracks(style: Mapping[str, str]) -> list[Width | None]:
    """Return the columns of a grid, None for one of which the content decides; none if not told."""
    text = style.get("grid-template-columns") or ""
    for name in ("grid-template", "grid"):
        text = text or style.get(name, "").partition("/")[2]
    spread = _REPEAT.sub(
        lambda found: f" {found[2]} " * min(int(found[1]), MAX_TRACKS), _NAMES.sub(" ", text)
    )
    words = _TRACK.findall(spread[:20_000])
    if not words or len(words) > MAX_TRACKS or "repeat" in spread or "subgrid" in words:
        return []
    return [_track(word) for word in words]


def _track(word: str) -> Width | None:
    if word.startswith("minmax("):
        word = word[:-1].rpartition(",")[2].strip()
    return length(word)


def area(style: Mapping[str, str]) -> Area | None:
    """Return where an item stands in its grid; None where names say it, which are not followed."""
    lines = (style.get("grid-area") or "").split("/")
    named = dict(zip(("row-start", "column-start", "row-end", "column-end"), lines, strict=False))
    sides = []
    for side in ("row", "column"):
        start, _, end = style.get(f"grid-{side}", "").partition("/")
        start = style.get(f"grid-{side}-start") or start or named.get(f"{side}-start", "")
        end = style.get(f"grid-{side}-end") or end or named.get(f"{side}-end", "")
        read = _lines(start.strip() or "auto", end.strip() or "auto")
        if read is None:
            return None
        sides.append(read)
    (row, down), (column, across) = sides
    return Area(row, column, down, across)


def _lines(start: str, end: str) -> tuple[int | None, int] | None:
    """The first line, from 0, and how many tracks; -1 tracks for all up to the last line."""
    spans = [re.fullmatch(r"span (\d{1,3})", side) for side in (start, end)]
    numbers = [re.fullmatch(r"-?\d{1,3}", side) for side in (start, end)]
    known = [
        s == "auto" or span or n for s, span, n in zip((start, end), spans, numbers, strict=True)
    ]
    if not all(known):
        return None
    first = int(start) if numbers[0] else None
    last = int(end) if numbers[1] else None
    span = next((int(found[1]) for found in spans if found), 1)
    if not 0 < span <= MAX_TRACKS or (first is not None and not 0 < first <= MAX_TRACKS):
        return None
    if first is None:
        return (None, span) if last is None else None
    if last is None:
        return first - 1, span
    if last == -1:
        return first - 1, -1
    return (first - 1, last - first) if first < last <= MAX_TRACKS + 1 else None


def placed(areas: Sequence[Area], width: int) -> list[Area] | None:
    """Return the areas with every line settled, as a browser fills a grid row by row.

    Parameters
    ----------
    areas
        Of the grid's items in order.
    width
        Number of its columns.

    Returns
    -------
    list[Area] | None
        None where items overlap or stand outside the columns: then it is no table.
    """
    areas = [
        own._replace(across=width - (own.column or 0)) if own.across < 0 else own for own in areas
    ]
    if any(a.down < 1 or a.across < 1 or (a.column or 0) + a.across > width for a in areas):
        return None
    if sum(own.down * own.across for own in areas) > _MAX_PLACES:
        return None
    # As CSS has it: items with both lines first, then those with a row, then the others in order.
    taken: set[tuple[int, int]] = set()
    found: dict[int, Area] = {}
    row = column = 0
    for n in sorted(range(len(areas)), key=lambda n: _turn(areas[n])):
        own = areas[n]
        settled = _in_its_row(own, width, taken) if own.row is not None else None
        if own.row is None:
            settled = _next_free(own, (row, column), width, taken)
            row, column = settled.row or 0, settled.column or 0
        if settled is None or taken.intersection(_covered(settled)):
            return None
        found[n] = settled
        taken.update(_covered(settled))
    return [found[n] for n in range(len(areas))]


def _turn(own: Area) -> int:
    return 2 if own.row is None else int(own.column is None)


def _in_its_row(own: Area, width: int, taken: set[tuple[int, int]]) -> Area | None:
    if own.column is not None:
        return own
    free = (own._replace(column=n) for n in range(width - own.across + 1))
    return next((place for place in free if not taken.intersection(_covered(place))), None)


def _next_free(own: Area, cursor: tuple[int, int], width: int, taken: set[tuple[int, int]]) -> Area:
    """The next place behind the cursor that is free; there is one in every new row."""
    row, column = cursor
    if own.column is not None:
        row += own.column < column
        column = own.column
    while True:
        if column + own.across > width:
            row, column = row + 1, 0
        place = own._replace(row=row, column=column)
        if not taken.intersection(_covered(place)):
            return place
        row, column = (row + 1, column) if own.column is not None else (row, column + 1)


def _covered(area: Area) -> set[tuple[int, int]]:
    rows = range(area.row or 0, (area.row or 0) + area.down)
    columns = range(area.column or 0, (area.column or 0) + area.across)
    return {(row, column) for row in rows for column in columns}
