"""From bytes to text: which encoding a file is really in, told strictly and never guessed over."""

from __future__ import annotations

import codecs
import re

from disclosure_audit.documents.document import Note
from disclosure_audit.errors import FilerError
from disclosure_audit.text import Words


class NoTextError(FilerError):
    """Bytes that are no text of a known encoding, or damaged."""


_DECLARED_IN = 4096
_DECLARATION = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,30})"""
    rb"""|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,30})""",
    re.IGNORECASE,
)
# GB18030 holds all of GB 2312 and GBK, and pages that declare the older ones use its characters.
_CODECS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes([*range(0x01, 0x09), *range(0x0E, 0x20), 0x7F])
_MAX_CONTROLS = 0.01
"""Share of control characters above which bytes are no text: stray ones do occur in pages."""

_SURE_OF_UTF8 = 8
"""So many characters that are valid UTF-8 in a row do not occur in another encoding's text."""


def decode(data: bytes, charset: str | None = None) -> tuple[str, tuple[Note, ...]]:
    """Return the text of `data`, its line ends as newlines, and what there is to note.

    Parameters
    ----------
    data
        The bytes of a text or markup file.
    charset
        The encoding as named outside the file, where it is; what the file itself declares goes
        before it.

    Returns
    -------
    tuple
        The text and the notes: ``encoding_differs`` where the file declares an encoding that
        its bytes are not in.

    Raises
    ------
    FilerError
        The bytes are no text, are damaged, or are in an encoding that is not read.
    """
    for bom, codec in _BOMS:
        if data.startswith(bom):
            text = _decoded(data[len(bom) :], codec)
            if text is None:
                raise _damaged(data, codec)
            return _with_newlines(text), ()
    declared = _declared(data) or (charset.lower() if charset else None)
    codec, text = _tried(data, _CODECS.get(declared or ""))
    differs = declared is not None and _CODECS.get(declared, declared) != codec
    return _with_newlines(text), (_differs(str(declared), codec),) if differs else ()


def _tried(data: bytes, declared: str | None) -> tuple[str, str]:
    as_utf8 = _decoded(data, "utf-8")
    if as_utf8 is not None and (declared in (None, "utf-8") or _surely_utf8(as_utf8)):
        return "utf-8", as_utf8
    text = _decoded(data, declared) if declared else None
    if declared and text is not None and not _begins_as_utf8(data):
        return declared, text
    if as_utf8 is not None:
        return "utf-8", as_utf8
    for codec in _utf16_shown_by_nulls(data):
        text = _decoded(data, codec)
        if text is not None:
            return codec, text
    if _begins_as_utf8(data):
        # Chinese text in UTF-8 often is valid GB18030 too, as other characters: better no text
        # than a wrong one.
        raise _damaged(data, "utf-8")
    text = _decoded(data, "gb18030")
    if text is None:
        raise _no_text()
    return "gb18030", text


def _declared(data: bytes) -> str | None:
    match = _DECLARATION.search(data[:_DECLARED_IN])
    if match is None:
        return None
    return (match[1] or match[2]).decode("ascii", "ignore").lower()


def _decoded(data: bytes, codec: str) -> str | None:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return None
    # In every codec but UTF-16 these bytes are these characters, and never part of another.
    plain = text.encode() if codec.startswith("utf-16") else data
    controls = len(plain) - len(plain.translate(None, _CONTROLS))
    return None if b"\0" in plain or controls > _MAX_CONTROLS * len(text) else text


def _surely_utf8(text: str) -> bool:
    foreign = [character for character in text if character > "\x7f"]
    # Two-byte sequences occur by chance in GBK text; three-byte ones hardly do.
    long = sum(character > "\u07ff" for character in foreign)
    return long >= _SURE_OF_UTF8 and 2 * long > len(foreign)


def _begins_as_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _surely_utf8(data[: error.start].decode("utf-8"))
    return False


def _utf16_shown_by_nulls(data: bytes) -> tuple[str, ...]:
    head = data[:_DECLARED_IN]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if not even and not odd:
        return ()
    return ("utf-16-le",) if odd > even else ("utf-16-be",)


def _with_newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _differs(declared: str, used: str) -> Note:
    return Note(
        "encoding_differs",
        Words(
            f"文件声明的编码是 {declared}，实际按 {used} 读取。请核对文字有无乱码。",
            f"The file declares the encoding {declared} but was read as {used}. "
            "Check that no character is garbled.",
        ),
    )


def _damaged(data: bytes, codec: str) -> NoTextError:
    try:
        data.decode(codec)
        offset = len(data)
    except UnicodeDecodeError as error:
        offset = error.start
    line = data[:offset].count(b"\n") + 1
    return NoTextError(
        Words(
            f"文件是 {codec} 编码，但第 {line} 行（第 {offset + 1} 字节）处已损坏或被截断，"
            "无法确定原文。请向报送单位重新索取，或重新保存网页。",
            f"The file is in {codec} but damaged or cut off in line {line} (byte {offset + 1}), so "
            "its text is not certain. Ask the filer for it again, or save the page again.",
        )
    )


def _no_text() -> NoTextError:
    return NoTextError(
        Words(
            "文件内容不是文字：不是 UTF-8、UTF-16 或 GB18030 编码，或含有大量控制字符。"
            "请确认它是年度报告，用文本或网页格式重新保存。",
            "The file holds no text: it is not in UTF-8, UTF-16 or GB18030, or it is full of "
            "control characters. Make sure it is an annual report and save it again.",
        )
    )
