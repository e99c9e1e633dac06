"""Pictures of places: what stands there in the file, cut out of its page with a frame around it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from disclosure_audit.documents.document import Place

MAX_SECONDS = 10.0
"""After so long no further page is drawn, however much a file has on its pages."""


def crops_of(
    path: Path, format: str, places: Sequence[Place], *, sha256: str | None = None
) -> list[bytes | None]:
    """Cut places out of the pages of a file.

    Parameters
    ----------
    path
        The report file; of several pictures that are one report, the first.
    format
        As the reader named it (``Document.format``).
    places
        What to show; the box of each is framed as far as it is on the page, and some of what
        stands around it is shown too.
    sha256
        Of the file as it was read: of another file under that name nothing is shown.

    Returns
    -------
    list of bytes or None
        For each place a PNG of at most 10,000 bytes; None where the place has no page and
        box, where the format has no pages, or where the page can no longer be drawn.
    """
    crops: list[bytes | None] = [None] * len(places)
    boxes = [(n, at.page, at.box) for n, at in enumerate(places) if at.page and at.box]
    if not boxes:
        return crops
    # What draws pages takes a while to load, and most reports have none.
    from disclosure_audit.documents.drawn_pages import crop, drawer, sheet_of

    end = time.monotonic() + MAX_SECONDS
    with drawer(path, format, sha256) as draw:
        for number in sorted({page for _, page, _ in boxes}):
            if draw is None or time.monotonic() > end:
                break
            sheet = sheet_of(draw, number)
            for n, page, box in boxes:
                if sheet is not None and page == number:
                    crops[n] = crop(sheet, box)
    return crops
