"""The parts of a Word file that are read, opened within bounds."""

from __future__ import annotations

import re
import zipfile
from contextlib import suppress
from typing import NamedTuple

from lxml import etree

from disclosure_audit.documents.packages import (
    BROKEN,
    MAX_ENTRIES,
    MAX_PART,
    MAX_UNPACKED,
    BeyondLimitsError,
    LockedError,
    archive_of,
    entries_of,
    value,
    xml_of,
)
from disclosure_audit.errors import FilerError
from disclosure_audit.text import Words

_MAX_RELATIONS = 2_000_000
_MAX_PICTURE = 20_000_000
_MAX_PICTURES = 60_000_000  # bytes of all together
_MAIN = re.compile(r"word/document\d*\.xml")


class Package(NamedTuple):
    """The parsed parts of a Word file; None where it has no such part."""

    document: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None
    pictures: dict[str, bytes]
    """By the name that the text calls them by; empty where they are too large or damaged."""


def opened(data: bytes) -> Package:
    """Return the parts of a Word file that are read.

    Raises
    ------
    FilerError
        The file is no docx file, is locked or damaged, or is larger than any report.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _not_docx(
            "是旧版 .doc 或加了密码的文件",
            "is an old .doc file or protected by a password",
        )
    try:
        with archive_of(data) as archive:
            return _package(archive)
    except LockedError as error:
        raise _not_docx("加了密码", "is protected by a password") from error
    except BeyondLimitsError as error:
        raise _too_large() from error
    except BROKEN as error:
        if data.lstrip()[:1] == b"<":
            raise _not_docx("是网页（HTML）或 XML", "is a web page (HTML) or XML") from error
        raise _not_docx("不是完好的 docx 文件", "is not a sound docx file") from error


def _package(archive: zipfile.ZipFile) -> Package:
    by_name = entries_of(archive)
    main = next((name for name in sorted(by_name) if _MAIN.fullmatch(name)), None)
    if main is None:
        raise _not_docx(
            "是压缩包，但里面没有 Word 正文（word/document.xml）",
            "is an archive without the text of a Word file (word/document.xml)",
        )
    document = xml_of(archive, by_name[main])
    extra = {
        name: xml_of(archive, entry) if (entry := by_name.get(f"word/{name}.xml")) else None
        for name in ("styles", "numbering")
    }
    pictures = _pictures(archive, by_name, main)
    return Package(document, extra["styles"], extra["numbering"], pictures)


def _pictures(
    archive: zipfile.ZipFile, by_name: dict[str, zipfile.ZipInfo], main: str
) -> dict[str, bytes]:
    """The pictures that the text's relations name; a link out of the file is none."""
    folder, _, name = main.rpartition("/")
    relations = by_name.get(f"{folder}/_rels/{name}.rels")
    if relations is None:
        return {}
    try:
        root = xml_of(archive, relations, _MAX_RELATIONS)
    except (BeyondLimitsError, *BROKEN):
        return {}
    found: dict[str, bytes] = {}
    left = _MAX_PICTURES
    for relation in root.iter():
        target = (value(relation, "Target") or "").replace("\\", "/")
        entry = by_name.get(target.lstrip("/") if target.startswith("/") else f"{folder}/{target}")
        kind = (value(relation, "Type") or "").rpartition("/")[2]
        if kind != "image" or entry is None:
            continue
        left -= entry.file_size
        name = value(relation, "Id") or ""
        found[name] = b""
        if left >= 0 and entry.file_size <= _MAX_PICTURE and not entry.flag_bits & 1:
            with suppress(*BROKEN):
                found[name] = archive.read(entry)
    return found


def _not_docx(zh: str, en: str) -> FilerError:
    return FilerError(
        Words(
            f"这个文件{zh}，不能作为 docx 读取。"
            "请在 Word 或 WPS 中打开，去掉密码，另存为 docx，或改正扩展名。",
            f"The file {en}, so it cannot be read as docx. Open it in Word or WPS, remove any "
            "password and save it as docx, or correct its extension.",
        )
    )


def _too_large() -> FilerError:
    return FilerError(
        Words(
            f"Word 文件展开后超过上限（{MAX_ENTRIES} 个部件，共 {MAX_UNPACKED} 字节，"
            f"正文 {MAX_PART} 字节）。请确认它是年度报告，删去无关内容后重新保存。",
            f"Unpacked, the Word file is beyond the limits ({MAX_ENTRIES} parts, {MAX_UNPACKED} "
            f"bytes in all, {MAX_PART} bytes of text). Make sure it is an annual report, remove "
            "what does not belong to it and save it again.",
        )
    )
