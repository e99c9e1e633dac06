"""From a path to a Document: size and kind first, then the reader of that format."""

from __future__ import annotations

import hashlib
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, Protocol, cast

from disclosure_audit.documents.document import Block, Document, Note
from disclosure_audit.errors import FilerError, InspectorError
from disclosure_audit.text import Words

MAX_BYTES = 50_000_000
"""No published report comes near it; a larger file is refused before it is opened."""


class Content(NamedTuple):
    """What a reader returns: the blocks, a title outside the text, and notes."""

    blocks: tuple[Block, ...]
    page_title: str | None = None
    notes: tuple[Note, ...] = ()


class Reader(Protocol):
    """A reader turns the bytes of one file into its content; it knows nothing of the form."""

    def __call__(self, data: bytes) -> Content:
        """Return what the bytes of a file hold."""
        ...


# Extension -> (format, module with a `read_content` function). A module is imported only when a
# file needs it: a new format is a line here and a module, nothing else.
FORMATS = {
    "txt": ("txt", "disclosure_audit.documents.plain_text"),
    "html": ("html", "disclosure_audit.documents.html"),
    "htm": ("html", "disclosure_audit.documents.html"),
    "docx": ("docx", "disclosure_audit.documents.word"),
}

# First bytes of formats that are often found under another extension.
_SIGNATURES = {
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF8": "gif",
    b"%PDF": "pdf",
    b"PK\x03\x04": "zip/docx/xlsx",
    b"\xd0\xcf\x11\xe0": "doc/xls/wps",
    b"{\\rtf": "rtf",
    b"II*\x00": "tif",
    b"MM\x00*": "tif",
    b"BM": "bmp",
    b"RIFF": "webp",
}


def read(path: Path) -> Document:
    """Read a report file.

    Parameters
    ----------
    path
        The file; its extension says the format.

    Returns
    -------
    Document
        Its blocks in reading order, each with its place.

    Raises
    ------
    InspectorError
        There is no such file.
    FilerError
        The file is empty, too large, of a format that is not read, or not what its extension says.
    """
    data = _bytes_of(path)
    kind, module = _format_of(path, data)
    reader = cast(Reader, import_module(module).read_content)
    content = reader(data)
    return Document(
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        format=kind,
        blocks=content.blocks,
        page_title=content.page_title,
        notes=content.notes,
    )


def _bytes_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size if path.is_file() else None
        if size is not None and 0 < size <= MAX_BYTES:
            return path.read_bytes()
    except OSError as error:
        raise FilerError(
            Words(
                f"文件 {path} 打不开（{error.strerror}）。请检查路径和权限。",
                f"{path} cannot be opened ({error.strerror}). Check the path and its permissions.",
            )
        ) from error
    if size is None:
        raise InspectorError(
            Words(
                f"没有文件 {path}。请给出年度报告文件的路径。",
                f"There is no file {path}. Give the path of an annual report.",
            )
        )
    if size == 0:
        raise FilerError(
            Words(
                f"文件 {path} 是空的（0 字节）。请向报送单位重新索取。",
                f"{path} is empty (0 bytes). Ask the filer for it again.",
            )
        )
    raise FilerError(
        Words(
            f"文件 {path} 有 {size} 字节，上限为 {MAX_BYTES} 字节。请确认它是年度报告。",
            f"{path} has {size} bytes; the limit is {MAX_BYTES}. Make sure it is an annual report.",
        )
    )


def _format_of(path: Path, data: bytes) -> tuple[str, str]:
    extension = path.suffix.lower().lstrip(".")
    if extension not in FORMATS:
        allowed = "、".join(sorted(FORMATS))
        raise FilerError(
            Words(
                f"文件 {path.name} 的格式“{extension or '无扩展名'}”不能读取；可读取：{allowed}。"
                "请换成其中一种，例如在 Word 中另存为 docx。",
                f"{path.name}: format “{extension or 'no extension'}” is not read; allowed: "
                f"{allowed}. Convert it, for example save it as docx in Word.",
            )
        )
    found = next((name for start, name in _SIGNATURES.items() if data.startswith(start)), None)
    if found is not None and extension not in found.split("/"):
        raise FilerError(
            Words(
                f"文件 {path.name} 的扩展名是 {extension}，内容却是 {found}。"
                "请改正扩展名，或向报送单位重新索取。",
                f"{path.name} is named {extension} but its content is {found}. "
                "Correct the extension or ask the filer for it again.",
            )
        )
    return FORMATS[extension]
