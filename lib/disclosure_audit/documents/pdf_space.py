"""Places on a PDF page as they are seen: from the upper left corner, turned as the page is."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2 as pdfium

from disclosure_audit.documents.pages import Box


@dataclass(frozen=True, slots=True)
class Space:
    """The visible part of a page.

    Parameters
    ----------
    left, bottom, right, top
        Of the visible part, in the page's own coordinates.
    turned
        Degrees by which the page is turned clockwise: 0, 90, 180 or 270.
    """

    left: float
    bottom: float
    right: float
    top: float
    turned: int

    @staticmethod
    def of(page: pdfium.PdfPage) -> Space:
        """Return the space of a page: its crop box within its media box."""
        media, crop = page.get_mediabox(), page.get_cropbox()
        left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
        right, top = min(media[2], crop[2]), min(media[3], crop[3])
        if left >= right or bottom >= top:
            left, bottom, right, top = media
        return Space(left, bottom, right, top, page.get_rotation())

    @property
    def width(self) -> float:
        """Of the page as seen, in points."""
        across = self.turned in (0, 180)
        return self.right - self.left if across else self.top - self.bottom

    @property
    def height(self) -> float:
        """Of the page as seen, in points."""
        across = self.turned in (0, 180)
        return self.top - self.bottom if across else self.right - self.left

    def seen(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the page's own coordinates as points from the upper left corner."""
        if self.turned == 90:
            return y - self.bottom, x - self.left
        if self.turned == 180:
            return self.right - x, y - self.bottom
        if self.turned == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Return the box of two opposite corners, as seen."""
        (a, b), (c, d) = self.seen(x0, y0), self.seen(x1, y1)
        return min(a, c), min(b, d), max(a, c), max(b, d)

    def shows(self, box: Box) -> bool:
        """Whether the middle of a box, as seen, lies on the page."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return 0 <= x <= self.width and 0 <= y <= self.height
