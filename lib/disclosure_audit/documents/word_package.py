"""The parts of a Word file that are read, opened within bounds."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import NamedTuple, cast

from lxml import etree

from disclosure_audit.errors import FilerError
from disclosure_audit.text import Words

MAX_ENTRIES = 5_000
MAX_UNPACKED = 300_000_000
MAX_PART = 60_000_000
"""Bytes of one XML part; the text of a report takes some hundreds of thousands."""

_MAX_RATIO = 250
"""XML hardly packs to less than a hundredth."""

_RATIO_FROM = 5_000_000
_MAIN = re.compile(r"word/document\d*\.xml")


class Package(NamedTuple):
    """The parsed parts of a Word file; None where it has no such part."""

    document: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace (Word writes two families of them)."""
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
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _package(archive)
    except (
        zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError,
        RuntimeError, KeyError, etree.XMLSyntaxError,
    ) as error:  # fmt: skip
        if data.lstrip()[:1] == b"<":
            raise _not_docx("是网页（HTML）或 XML", "is a web page (HTML) or XML") from error
        raise _not_docx("不是完好的 docx 文件", "is not a sound docx file") from error


def _package(archive: zipfile.ZipFile) -> Package:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED:
        raise _too_large()
    by_name = {entry.filename.lstrip("/").replace("\\", "/"): entry for entry in entries}
    main = next((name for name in sorted(by_name) if _MAIN.fullmatch(name)), None)
    if main is None:
        raise _not_docx(
            "是压缩包，但里面没有 Word 正文（word/document.xml）",
            "is an archive without the text of a Word file (word/document.xml)",
        )
    document = _part(archive, by_name[main])
    extra = {
        name: _part(archive, entry) if (entry := by_name.get(f"word/{name}.xml")) else None
        for name in ("styles", "numbering")
    }
    return Package(document, extra["styles"], extra["numbering"])


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> etree._Element:
    if entry.flag_bits & 1:
        raise _not_docx("加了密码", "is protected by a password")
    packed_tight = entry.file_size > _MAX_RATIO * max(entry.compress_size, 1)
    if entry.file_size > MAX_PART or (packed_tight and entry.file_size > _RATIO_FROM):
        raise _too_large()
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(archive.read(entry), parser)


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
