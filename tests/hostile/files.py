"""Builders of hostile files: archives, Word and OpenDocument files, PDF, all from raw bytes."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LAUGHS = "<!DOCTYPE x [<!ENTITY a '哈哈哈哈哈哈哈哈哈哈'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(12)
)
QUADRATIC = f"<!DOCTYPE x [<!ENTITY m '{'哈' * 50_000}'>"
OUTSIDE = "<!DOCTYPE x [<!ENTITY m SYSTEM 'file:///etc/passwd'>"


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in parts.items():
            target.writestr(name, text)
    return file.getvalue()


def docx(body: str, *, before: str = "", parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """The least Word file with a body of raw markup; `before` stands before the root element."""
    document = (
        f'{before}<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE_RELATIONS}">'
        f"<w:body>{body}</w:body></w:document>"
    )
    return archive(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
            'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
            "word/document.xml": document,
            **(parts or {}),
        }
    )


def paragraph(text: str) -> str:
    """A paragraph of a Word file."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def open_document(body: str, *, kind: str = "text", before: str = "") -> bytes:
    """The least odt or ods file with a body of raw markup."""
    return archive(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": before + flat(body, kind=kind, root="document-content"),
        }
    )


def flat(body: str, *, kind: str = "text", root: str = "document") -> str:
    """An OpenDocument file of one part."""
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (
            ("office", "office"), ("table", "table"), ("text", "text"), ("draw", "drawing"),
        )
    )  # fmt: skip
    names += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    mime = f' office:mimetype="application/vnd.oasis.opendocument.{kind}" office:version="1.3"'
    return (
        f"<office:{root}{names}{mime}><office:body><office:{kind}>{body}</office:{kind}>"
        f"</office:body></office:{root}>"
    )


def overlapping(name: str, *, entries: int, unpacked: int) -> bytes:
    """An archive of many entries that all unpack the same bytes, as one of the known bombs does."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packer.compress(b" " * unpacked) + packer.flush()
    crc = zlib.crc32(b" " * unpacked)
    coded = name.encode()
    sizes = struct.pack("<III", crc, len(data), unpacked)
    head = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 0) + sizes
    first = head + struct.pack("<HH", len(coded), 0) + coded + data
    listed = b""
    for number in range(entries):
        other = coded if number == 0 else f"word/{number}.xml".encode()
        listed += b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 0) + sizes
        listed += struct.pack("<HHHHHII", len(other), 0, 0, 0, 0, 0, 0) + other
    end = b"PK\x05\x06" + struct.pack(
        "<HHHHIIH", 0, 0, entries, entries, len(listed), len(first), 0
    )
    return first + listed + end


def lying(data: bytes, name: str, size: int) -> bytes:
    """The same archive, which says of an entry that it unpacks to `size` bytes."""
    changed = bytearray(data)
    for mark, at_size, at_name in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        at = data.find(mark)
        while at >= 0:
            if data[at + at_name :].startswith(name.encode()):
                changed[at + at_size : at + at_size + 4] = struct.pack("<I", size)
            at = data.find(mark, at + 1)
    return bytes(changed)


# ---------------------------------------------------------------- PDF
def pdf(objects: Iterable[bytes], *, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF file of objects numbered from 1, with a table of their places."""
    made = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(places) + 1,
        trailer,
        start,
    )
    return bytes(made)


def stream(data: bytes, entries: bytes = b"", *, packed: bool = False) -> bytes:
    """A stream object."""
    if packed:
        data, entries = zlib.compress(data, 9), entries + b"/Filter/FlateDecode"
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def page_of(
    content: bytes,
    *,
    resources: bytes = b"/Font<</F 5 0 R>>",
    more: Iterable[bytes] = (),
    catalog: bytes = CATALOG,
    entries: bytes = b"",
    packed: bool = False,
    box: bytes = b"0 0 595 842",
) -> bytes:
    """A PDF of one page; objects in `more` are numbered from 6."""
    return pdf(
        [
            catalog,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<<%s>>%s>>"
            % (box, resources, entries),
            stream(content, packed=packed),
            FONT,
            *more,
        ]
    )


TEXT = b"BT /F 12 Tf 72 700 Td (kept) Tj ET"
