"""The bare cells of a csv or xlsx file, for whoever reads rows and no report."""

from __future__ import annotations

from pathlib import Path

from disclosure_audit.documents.sheet_blocks import Sheet
from disclosure_audit.documents.sniffing import kind_of
from disclosure_audit.errors import FilerError
from disclosure_audit.text import Words

MAX_BYTES = 5_000_000
"""A township's register of ten thousand rows takes less than a fifth."""


def sheets_in(path: Path) -> tuple[Sheet, ...]:
    """Return the sheets of a csv or xlsx file, hidden ones too, as their cells are stored.

    Parameters
    ----------
    path
        The file; its content says which of the two it is. A csv file is one sheet, its rows are
        the records of the file.

    Raises
    ------
    FilerError
        It cannot be opened, is empty or too large, is neither of the two, or is damaged.
    """
    data = _bytes_of(path)
    kind = kind_of(data)
    if kind == "xlsx":
        from disclosure_audit.documents.xlsx import sheets_of

        return tuple(sheets_of(data)[0])
    if kind is None:
        from disclosure_audit.documents.separated import sheet_of

        return (sheet_of(data)[0],)
    raise FilerError(
        Words(
            f"内容不是 csv 或 xlsx（是 {kind}）。请另存为其中一种。",
            f"The content is neither csv nor xlsx but {kind}. Save it as one of them.",
        )
    )


def _bytes_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if 0 < size <= MAX_BYTES:
            return path.read_bytes()
    except OSError as error:
        raise FilerError(
            Words(
                f"打不开（{error.strerror}）。请检查权限。",
                f"It cannot be opened ({error.strerror}). Check its permissions.",
            )
        ) from error
    if not size:
        raise FilerError(Words("文件是空的（0 字节）。", "The file is empty (0 bytes)."))
    raise FilerError(
        Words(
            f"文件有 {size} 字节，上限为 {MAX_BYTES} 字节。请只留下本年度的登记。",
            f"The file has {size} bytes; the limit is {MAX_BYTES}. Keep the year's rows only.",
        )
    )
