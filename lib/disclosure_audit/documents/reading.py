"""From a path to a Document: size and kind first, then the reader of that format."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, Protocol, cast

from disclosure_audit.documents.document import Block, Document, Note, Paragraph, Picture, Table
from disclosure_audit.documents.page_files import page_files
from disclosure_audit.documents.sniffing import kind_of
from disclosure_audit.errors import FilerError, InspectorError
from disclosure_audit.text import Words

MAX_BYTES = 50_000_000
"""No published report comes near it; a larger file is refused before it is opened."""

MAX_CHARACTERS = 400_000
MAX_TEXTS = 30_000
"""Characters, and paragraphs and filled cells, of a document; a report has a twentieth of them."""


PICTURES = frozenset({"png", "jpg", "tif", "bmp", "gif", "webp"})
"""Formats of which several files may be one report, page by page."""


class Content(NamedTuple):
    """What a reader returns: the blocks, a title outside the text, notes, lines with a date."""

    blocks: tuple[Block, ...]
    page_title: str | None = None
    notes: tuple[Note, ...] = ()
    dated: tuple[Paragraph, ...] = ()


class Reader(Protocol):
    """A reader turns the bytes of one file into its content; it knows nothing of the form."""

    def __call__(self, data: bytes) -> Content:
        """Return what the bytes of a file hold."""
        ...


# Extension -> (format, module with a `read_content` function). A module is imported only when a
# file needs it: a new format is a line here and a module, nothing else.
FORMATS = {
    "txt": ("txt", "disclosure_audit.documents.plain_text"),
    "md": ("md", "disclosure_audit.documents.markdown"),
    "html": ("html", "disclosure_audit.documents.html"),
    "htm": ("html", "disclosure_audit.documents.html"),
    "mht": ("mht", "disclosure_audit.documents.mht"),
    "mhtml": ("mht", "disclosure_audit.documents.mht"),
    "docx": ("docx", "disclosure_audit.documents.word"),
    "doc": ("doc", "disclosure_audit.documents.office"),
    "wps": ("wps", "disclosure_audit.documents.office"),
    "xlsx": ("xlsx", "disclosure_audit.documents.sheets"),
    "ods": ("ods", "disclosure_audit.documents.sheets"),
    "xls": ("xls", "disclosure_audit.documents.sheets"),
    "et": ("et", "disclosure_audit.documents.sheets"),
    "csv": ("csv", "disclosure_audit.documents.separated"),
    "pdf": ("pdf", "disclosure_audit.documents.pdf"),
    "png": ("png", "disclosure_audit.documents.pictures"),
    "jpg": ("jpg", "disclosure_audit.documents.pictures"),
    "jpeg": ("jpg", "disclosure_audit.documents.pictures"),
    "tif": ("tif", "disclosure_audit.documents.pictures"),
    "tiff": ("tif", "disclosure_audit.documents.pictures"),
    "bmp": ("bmp", "disclosure_audit.documents.pictures"),
    "gif": ("gif", "disclosure_audit.documents.pictures"),
    "webp": ("webp", "disclosure_audit.documents.pictures"),
}

# What a file is by its content (sniffing.kind_of) -> format and module, where the content is sure
# and the name may say something else: site systems export pages as .doc and .xls.
_BY_CONTENT = {
    "docx": FORMATS["docx"],
    "xlsx": FORMATS["xlsx"],
    "ods": FORMATS["ods"],
    "xls": FORMATS["xls"],
    "html": FORMATS["html"],
    "mht": FORMATS["mht"],
    "pdf": FORMATS["pdf"],
    "png": FORMATS["png"],
    "jpg": FORMATS["jpg"],
    "tif": FORMATS["tif"],
    "bmp": FORMATS["bmp"],
    "gif": FORMATS["gif"],
    "webp": FORMATS["webp"],
    "doc": FORMATS["doc"],
    "ole": FORMATS["wps"],
    "locked": FORMATS["doc"],
    "rtf": ("rtf", FORMATS["doc"][1]),
    "odt": ("odt", FORMATS["doc"][1]),
    "word_xml": ("doc", FORMATS["doc"][1]),
    "sheet_xml": ("xls", FORMATS["doc"][1]),
}
# Text of no marked kind under an office name.
_TEXT_NAMED = {
    "doc": FORMATS["txt"], "wps": FORMATS["txt"], "xls": FORMATS["csv"], "et": FORMATS["csv"],
}  # fmt: skip
_TEXT_KINDS = frozenset({"html", "mht"})
_TEXT_NAMES = frozenset({"txt", "md", "csv"})


def read(path: Path) -> Document:
    """Read a report file.

    Parameters
    ----------
    path
        The file; its extension says the format. A picture named ``…-1`` stands for all its pages,
        ``…-2`` and so on, beside it.

    Returns
    -------
    Document
        Its blocks in reading order, each with its place.

    Raises
    ------
    InspectorError
        There is no such file.
    FilerError
        The file is empty, too large, holds more text than any report, is of a format that is not
        read, or is not what its extension says.
    """
    data = _bytes_of(path)
    kind, module, notes = _format_of(path, data)
    files = [data, *map(_bytes_of, page_files(path)[1:])] if kind in PICTURES else [data]
    try:
        content = _with_pictures_read(_content(module, files), path.parent)
    except FilerError as error:
        raise _of_file(path.name, error) from error
    _refuse_too_much(path, content.blocks)
    return Document(
        name=path.name,
        sha256=hashlib.sha256(b"".join(files)).hexdigest(),
        format=kind,
        blocks=content.blocks,
        page_title=content.page_title,
        notes=(*notes, *content.notes),
        dated=content.dated,
    )


def _of_file(name: str, error: FilerError) -> FilerError:
    """Return what a reader says of a file with the file's name, which it does not know."""
    zh, en = error.words.zh, error.words.en
    return error if name in zh else FilerError(Words(f"{name}：{zh}", f"{name}: {en}"))


def _content(module: str, files: list[bytes]) -> Content:
    found = import_module(module)
    if len(files) > 1:
        return cast("Content", found.read_pages(files))
    return cast(Reader, found.read_content)(files[0])


def _with_pictures_read(content: Content, folder: Path) -> Content:
    if not any(isinstance(block, Picture) for block in content.blocks):
        return content
    # Loaded only where there is a picture: most reports have none.
    joined = import_module("disclosure_audit.documents.embedded").with_pictures_read
    return cast("Content", joined(content, folder))


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


def _refuse_too_much(path: Path, blocks: tuple[Block, ...]) -> None:
    texts = characters = 0
    for block in blocks:
        for text in _texts_of(block):
            texts += bool(text)
            characters += len(text)
    if texts > MAX_TEXTS or characters > MAX_CHARACTERS:
        raise FilerError(
            Words(
                f"文件 {path.name} 有 {texts} 段文字或表格单元、{characters} 字，"
                f"上限为 {MAX_TEXTS} 段、{MAX_CHARACTERS} 字，年度报告没有这样长的。"
                "请确认文件无误。",
                f"{path.name} holds {texts} paragraphs and cells with {characters} characters; the "
                f"limits are {MAX_TEXTS} and {MAX_CHARACTERS}, and no annual report is as long. "
                "Make sure it is the right file.",
            )
        )


def _texts_of(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield from (cell.text for row in block.rows for cell in row if not cell.continues)
    elif isinstance(block, Paragraph):
        yield block.text


def _format_of(path: Path, data: bytes) -> tuple[str, str, tuple[Note, ...]]:
    """Format, module and what to note: the name decides, unless the content surely says else."""
    extension = path.suffix.lower().lstrip(".")
    if extension not in FORMATS:
        raise _unknown(path, extension)
    named = FORMATS[extension]
    found = kind_of(data)
    if found is None and extension in _TEXT_NAMED:
        told = _TEXT_NAMED[extension]
    elif found is None or (found in _TEXT_KINDS and extension in _TEXT_NAMES):
        return (*named, ())
    elif found in _BY_CONTENT:
        told = _BY_CONTENT[found]
    elif found == FORMATS[extension][0] or found == "zip":
        return (*named, ())
    else:
        raise _misnamed(path, extension, found)
    if told[1] == named[1]:
        return (*named, ())
    return (*told, (_differs(extension, told[0]),))


def _unknown(path: Path, extension: str) -> FilerError:
    allowed = "、".join(sorted(FORMATS))
    return FilerError(
        Words(
            f"文件 {path.name} 的格式“{extension or '无扩展名'}”不能读取；可读取：{allowed}。"
            "请换成其中一种，例如在 Word 中另存为 docx。",
            f"{path.name}: format “{extension or 'no extension'}” is not read; allowed: "
            f"{allowed}. Convert it, for example save it as docx in Word.",
        )
    )


def _misnamed(path: Path, extension: str, found: str) -> FilerError:
    return FilerError(
        Words(
            f"文件 {path.name} 的扩展名是 {extension}，内容却是 {found}。"
            "请改正扩展名，或向报送单位重新索取。",
            f"{path.name} is named {extension} but its content is {found}. "
            "Correct the extension or ask the filer for it again.",
        )
    )


def _differs(extension: str, found: str) -> Note:
    return Note(
        "extension_differs",
        Words(
            f"文件的扩展名是 {extension}，内容是 {found}，已按内容读取。请改正扩展名后再公开。",
            f"The file is named {extension} but holds {found}; it was read by its content. "
            "Correct the extension before publishing.",
        ),
    )
