"""What a page holds, whether a PDF says so or a scan was recognised: words, rules and pictures."""

from __future__ import annotations

from dataclasses import dataclass

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
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Box, ...] = ()
    pictures: tuple[Box, ...] = ()
