"""Reader of spreadsheets: xlsx, ods and xls (et), told apart by their first bytes."""

from __future__ import annotations

from importlib import import_module

from disclosure_audit.documents.reading import Content
from disclosure_audit.documents.sheet_blocks import content_of
from disclosure_audit.documents.sniffing import kind_of
from disclosure_audit.errors import FilerError
from disclosure_audit.text import Words

_READERS = {
    "xlsx": "disclosure_audit.documents.xlsx",
    "ods": "disclosure_audit.documents.ods",
    "xls": "disclosure_audit.documents.xls",
}


def read_content(data: bytes) -> Content:
    """Read a spreadsheet.

    Parameters
    ----------
    data
        The bytes of the file.

    Returns
    -------
    Content
        A table for every block of filled cells, with titles and prose between them as
        paragraphs; numbers as their format shows them, formulas by their stored results. What is
        hidden is left out and noted. Places count rows and columns as the sheet does.

    Raises
    ------
    FilerError
        The file is no sound spreadsheet, is locked or too large, or shows nothing.
    """
    module = _READERS.get(kind_of(data) or "")
    if module is None:
        raise FilerError(
            Words(
                "文件内容不是完好的电子表格（xlsx、xls、ods）。"
                "请在 Excel 或 WPS 中打开，另存为 xlsx。",
                "The content is no sound spreadsheet (xlsx, xls, ods). Open it in Excel or WPS "
                "and save it as xlsx.",
            )
        )
    found, notes = import_module(module).sheets_of(data)
    return content_of(found, notes)
