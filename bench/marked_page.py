"""A page of the docs of which a stretch is written by a benchmark."""

from __future__ import annotations

from pathlib import Path


def write_between(page: Path, marks: tuple[str, str], text: str) -> None:
    """Put a text between two marks of a page; the words around them are people's."""
    opening, closing = marks
    whole = page.read_text(encoding="utf-8")
    before, begin, rest = whole.partition(opening)
    _, end, after = rest.partition(closing)
    if not (begin and end):
        raise SystemExit(f"{page} has no lines {opening} and {closing}")
    page.write_text(f"{before}{opening}\n{text}\n{closing}{after}", encoding="utf-8")
