"""Web archives as Chromium saves a page that it shows."""

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
