"""Zip archives of XML parts (docx, xlsx, ods), opened within bounds.

What is wrong with an archive is said by the reader that knows what it should have been, so the
errors here are plain ones that it turns into sentences.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import cast

from lxml import etree

MAX_ENTRIES = 5_000
MAX_UNPACKED = 300_000_000
MAX_PART = 60_000_000
"""Bytes of one XML part; the text of a report takes some hundreds of thousands."""

_MAX_RATIO = 250
"""XML hardly packs to less than a hundredth."""

_RATIO_FROM = 5_000_000
_LISTED = b"PK\x01\x02"

BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError,
    RuntimeError, KeyError, etree.XMLSyntaxError,
)  # fmt: skip
"""What reading a damaged archive raises."""


class BeyondLimitsError(Exception):
    """Unpacked, the archive or a part of it is larger than any report's."""


class LockedError(Exception):
    """A part is protected by a password."""


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace (there are two families of them)."""
    tag = cast(object, element.tag)
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """Return the element reached by following `names` from `element` down, or None."""
    for name in names:
        if element is None:
            return None
        element = next((found for found in element if local(found) == name), None)
    return element


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """Return an attribute by its name without namespace, or None."""
    if element is None:
        return None
    return next(
        (str(text) for key, text in element.items() if str(key).rpartition("}")[2] == name), None
    )


def number(element: etree._Element | None, default: int, name: str = "val") -> int:
    """Return a whole-number attribute, or `default` where it is absent or no number."""
    text = value(element, name) or ""
    return int(text) if re.fullmatch(r"-?\d{1,9}", text, re.ASCII) else default


def is_on(element: etree._Element) -> bool:
    """Tell whether a switch such as w:strike is on."""
    return value(element) not in ("0", "false", "off", "none")


def archive_of(data: bytes) -> zipfile.ZipFile:
    """Return an archive for reading, to be closed by the caller.

    Raises
    ------
    BeyondLimitsError
        It lists more parts than any report has: the list alone would fill the memory.
    """
    if data.count(_LISTED) > MAX_ENTRIES:
        raise BeyondLimitsError
    return zipfile.ZipFile(io.BytesIO(data))


def entries_of(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return the parts of an archive by their names.

    Raises
    ------
    BeyondLimitsError
        There are too many, or they are too large together.
    """
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED:
        raise BeyondLimitsError
    return {entry.filename.lstrip("/").replace("\\", "/"): entry for entry in entries}


def xml_of(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int = MAX_PART
) -> etree._Element:
    """Return a part as parsed XML; entities are not resolved and nothing is fetched.

    Raises
    ------
    LockedError
        It is protected by a password.
    BeyondLimitsError
        It is larger than `limit`, or packed as tightly as no text is.
    """
    if entry.flag_bits & 1:
        raise LockedError
    packed_tight = entry.file_size > _MAX_RATIO * max(entry.compress_size, 1)
    if entry.file_size > limit or (packed_tight and entry.file_size > _RATIO_FROM):
        raise BeyondLimitsError
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(archive.read(entry), parser)
