"""Files that Chromium makes of pages: web archives and prints."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.memo.browser import chromium


def archives(pages: Sequence[bytes]) -> list[bytes]:
    """Return each page as one browser saves it, complete in one file (mht)."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        page = browser.new_page()
        session = page.context.new_cdp_session(page)
        file = Path(folder) / "report.html"
        saved = []
        for data in pages:
            file.write_bytes(data)
            page.goto(file.as_uri())
            saved.append(session.send("Page.captureSnapshot", {"format": "mhtml"})["data"])
        return [text.encode() for text in saved]


def prints(pages: Sequence[bytes]) -> list[bytes]:
    """Return each page as one browser prints it, in the size that its style names (pdf)."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        page = browser.new_page()
        file = Path(folder) / "report.html"
        printed = []
        for data in pages:
            file.write_bytes(data)
            page.goto(file.as_uri())
            printed.append(page.pdf(prefer_css_page_size=True, print_background=True))
        return printed
