"""What a page holds, whether a PDF says so or a scan was recognised: words, rules and pictures."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points (1/72 inch), counted from the page's upper left corner."""


def holds(box: Box, other: Box) -> bool:
    """Whether the middle of `other` lies in `box`."""
    x, y = (other[0] + other[2]) / 2, (other[1] + other[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


@dataclass(frozen=True, slots=True)
class Word:
    """Characters that stand close together on one line.

    Parameters
    ----------
    text
        What is printed.
    box
        Its place on the page.
    certain
        False where recognition is not sure of every character.
    readings
        Where it is not, and a figure may stand there: what recognition took it for.
    """

    text: str
    box: Box
    certain: bool = True
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page as printed.

    Parameters
    ----------
    number
        From 1.
    width, height
        In points.
    words
        In no particular order.
    rules
        Ruling lines as thin boxes, each horizontal or vertical.
    pictures
        Places of pictures that hold no recognised text.
    unread
        Where something is shown that is not among the words: what stands there is not sure.
    tilt
        Degrees, counter-clockwise, by which the page was turned about its middle to make its lines
        level; words and rules stand as they are then.
    turned
        Degrees, clockwise, by which it was turned before that to stand upright: 0, 90, 180 or 270.
        Width and height are those of the upright page.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Box, ...] = ()
    pictures: tuple[Box, ...] = ()
    unread: tuple[Box, ...] = ()
    tilt: float = 0.0
    turned: int = 0

    def in_file(self, box: Box) -> Box:
        """Return where a box of the page made upright and level stands on the page in the file."""
        turn, x, y = radians(self.tilt), self.width / 2, self.height / 2
        across, down = (box[0] + box[2]) / 2 - x, (box[1] + box[3]) / 2 - y
        x += cos(turn) * across - sin(turn) * down
        y += sin(turn) * across + cos(turn) * down
        half = (box[2] - box[0]) / 2, (box[3] - box[1]) / 2
        one = self._turned_back(x - half[0], y - half[1])
        other = self._turned_back(x + half[0], y + half[1])
        return (
            min(one[0], other[0]), min(one[1], other[1]),
            max(one[0], other[0]), max(one[1], other[1]),
        )  # fmt: skip

    def _turned_back(self, x: float, y: float) -> tuple[float, float]:
        return {
            0: (x, y),
            90: (y, self.width - x),
            180: (self.width - x, self.height - y),
            270: (self.height - y, x),
        }[self.turned]
