"""The bytes of a picture that a report names: carried by the file, or lying beside it.

Nothing is fetched, and no path leads out of the report's own folder.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
import stat
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import unquote_to_bytes

MAX_BYTES = 20_000_000
"""Of one picture; a page of a report scanned in colour takes some two million."""

MIN_WIDTH, MIN_HEIGHT = 300, 80
"""In pixels; what is smaller is a sign or an icon, and too coarse for a table."""

Refusal = Literal["remote", "outside", "absent", "too_large", "no_picture"]

_DATA = re.compile(r"\s*data:(?:image/[\w.+-]{1,30})?((?:;[\w=.+-]{1,60}){0,4}),", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,30}:", re.IGNORECASE)
_MAX_LINK = 1_000


class Fetched(NamedTuple):
    """The bytes of a picture, or why there are none."""

    data: bytes | None
    refusal: Refusal | None = None


def data_of(address: str) -> bytes | None:
    """Return the bytes of a ``data:`` address; None where it is none, is damaged or too large."""
    match = _DATA.match(address[:200])
    if match is None or len(address) > 2 * MAX_BYTES:
        return None
    body = address[match.end() :]
    if ";base64" not in match[1].lower():
        return unquote_to_bytes(body)
    try:
        return base64.b64decode("".join(body.split()), validate=True)
    except (binascii.Error, ValueError):
        return None


def beside(link: str, folder: Path | None) -> Fetched:
    """Return the picture that lies beside a report.

    Parameters
    ----------
    link
        As the report names it.
    folder
        The folder of the report; None where the report is no file of its own.
    """
    link = link.strip()
    if _SCHEME.match(link) or link.startswith(("//", "/", "\\")):
        return Fetched(None, "remote")
    parts = _parts(link)
    if parts is None:
        return Fetched(None, "outside")
    if folder is None:
        return Fetched(None, "absent")
    try:
        return _below(folder, parts)
    except OSError:  # a name longer than any file's, a folder that may not be entered
        return Fetched(None, "absent")


def _below(folder: Path, ways: list[list[str]]) -> Fetched:
    for some in ways:
        path = folder
        for part in some:
            path = path / part
            if path.is_symlink():
                return Fetched(None, "outside")
        if path != folder and path.is_file():
            return _read(path)
    return Fetched(None, "absent")


def _parts(link: str) -> list[list[str]] | None:
    """The folders and the name, as written and without what stands behind a question mark."""
    if len(link) > _MAX_LINK or not link:
        return None
    ways = []
    for address in dict.fromkeys((link, re.split(r"[?#]", link, maxsplit=1)[0])):
        try:
            name = unquote_to_bytes(address).decode("utf-8")
        except UnicodeDecodeError:
            return None
        parts = [part for part in re.split(r"[/\\]", name) if part not in ("", ".")]
        hostile = any(ord(c) < 32 or c == ":" for c in name) or name[:1] in "/\\"
        if ".." in parts or hostile:
            return None
        ways.append(parts)
    return ways


def _read(path: Path) -> Fetched:
    """The bytes of a plain file, no longer followed should it have become a link meanwhile."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(path, flags | getattr(os, "O_BINARY", 0))
    except OSError:
        return Fetched(None, "absent")
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return Fetched(None, "absent")
        data = file.read(MAX_BYTES + 1)
    return Fetched(data) if len(data) <= MAX_BYTES else Fetched(None, "too_large")
