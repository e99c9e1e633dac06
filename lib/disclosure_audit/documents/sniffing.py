"""What a file is by its content, whatever its name says."""

from __future__ import annotations

import re
import zipfile
import zlib

_SIGNATURES = {
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF8": "gif",
    b"%PDF": "pdf",
    b"{\\rtf": "rtf",
    b"II*\x00": "tif",
    b"MM\x00*": "tif",
    b"BM": "bmp",
    b"RIFF": "webp",
}
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096
_MARKUP = re.compile(
    rb"^\s*(<!doctype\s+html|<html|<head|<body|<meta|<title|<table|<div|<p[\s>]|<style|<!--)",
    re.IGNORECASE,
)
_WORD_XML = re.compile(rb"<\?mso-application\s+progid=.Word|<w:wordDocument|<pkg:package")
_SHEET_XML = re.compile(rb"<\?mso-application\s+progid=.Excel|office:spreadsheet\"")
_MESSAGE = re.compile(
    rb"^\s*(MIME-Version|From|Subject|Date|Content-[\w-]+|Snapshot-Content-Location|X-[\w-]+)"
    rb"[ \t]*:.*?^Content-Type[ \t]*:[ \t]*(multipart/related|text/html|multipart/alternative)",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
_STREAMS = {
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
    "EncryptedPackage": "locked",
    "PowerPoint Document": "ppt",
}


def kind_of(data: bytes) -> str | None:
    """Return what the bytes are: a format word, or None where only the name can say.

    Parameters
    ----------
    data
        The bytes of a file.

    Returns
    -------
    str or None
        ``docx``, ``xlsx``, ``ods``, ``zip`` (of another kind), ``doc``, ``xls``, ``ppt``,
        ``locked`` (an encrypted package), ``ole`` (of another kind), ``rtf``, ``word_xml``,
        ``sheet_xml``, ``html``, ``mht``, ``pdf`` or the name of a picture format.
    """
    if data.startswith(_ZIP):
        return _kind_of_archive(data)
    if data.startswith(_OLE[:4]):
        return _kind_of_compound(data)
    for start, name in _SIGNATURES.items():
        if data.startswith(start):
            return name
    head = _as_ascii(data[:_HEAD])
    if _WORD_XML.search(head):
        return "word_xml"
    if _SHEET_XML.search(head):
        return "sheet_xml"
    if _MESSAGE.search(head):
        return "mht"
    without_declaration = re.sub(rb"^\s*<\?xml[^>]{0,200}\?>", b"", head)
    return "html" if _MARKUP.search(without_declaration) else None


def _as_ascii(head: bytes) -> bytes:
    """The start of a text without its mark, UTF-16 brought down to one byte a character."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[2:].replace(b"\0", b"")
    return head.removeprefix(b"\xef\xbb\xbf")


def _kind_of_archive(data: bytes) -> str:
    # Loaded only for archives: the quick commands on text files stay quick.
    from disclosure_audit.documents.packages import BeyondLimitsError, archive_of

    try:
        with archive_of(data) as archive:
            names = {entry.filename.lstrip("/").replace("\\", "/") for entry in archive.filelist}
            if "content.xml" in names and "mimetype" in archive.namelist():
                with archive.open("mimetype") as part:
                    return "odt" if b"opendocument.text" in part.read(100) else "ods"
    except BeyondLimitsError:
        return "zip"
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError):
        # Cut off, the archive has lost its list of parts; the first parts still name themselves.
        head = data[:_HEAD]
        return "docx" if b"word/" in head else "xlsx" if b"xl/" in head else "zip"
    if any(re.fullmatch(r"word/document\d*\.xml", name) for name in names):
        return "docx"
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return "xlsx"
    if "content.xml" in names:
        return "ods"
    return "zip"


def _kind_of_compound(data: bytes) -> str:
    for name, kind in _STREAMS.items():
        if _has_stream(data, name):
            return kind
    return "ole"


def _has_stream(data: bytes, name: str) -> bool:
    """Whether a directory entry of that name stands in a compound file."""
    coded = name.encode("utf-16-le") + b"\0\0"
    length = len(coded).to_bytes(2, "little")
    at = data.find(coded)
    while at >= 0:
        # An entry is 128 bytes: 64 of name, then the name's length.
        if at % 128 == 0 and data[at + 64 : at + 66] == length:
            return True
        at = data.find(coded, at + 1)
    return False
