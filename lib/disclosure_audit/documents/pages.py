"""What a page holds, whether a PDF says so or a scan was recognised: words, rules and pictures."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points (1/72 inch), counted from the page's upper left corner."""


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
    """

    text: str
    box: Box
    certain: bool = True


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
    tilt
        Degrees, counter-clockwise, by which the page was turned about its middle to make its lines
        level; words and rules stand as they are then.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Box, ...] = ()
    pictures: tuple[Box, ...] = ()
    tilt: float = 0.0

    def in_file(self, box: Box) -> Box:
        """Return where a box of the level page stands on the page as it is in the file."""
        turn, x, y = radians(self.tilt), self.width / 2, self.height / 2
        across, down = (box[0] + box[2]) / 2 - x, (box[1] + box[3]) / 2 - y
        x += cos(turn) * across - sin(turn) * down
        y += sin(turn) * across + cos(turn) * down
        half = (box[2] - box[0]) / 2, (box[3] - box[1]) / 2
        return x - half[0], y - half[1], x + half[0], y + half[1]
