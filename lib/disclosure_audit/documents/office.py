"""Reader of files that only an office program understands: doc, wps, et, rtf, Word and Excel XML.

LibreOffice, where it is installed, turns them into docx or ods, which the kit reads itself.
"""

from __future__ import annotations

from disclosure_audit.documents import libreoffice, sheets, word
from disclosure_audit.documents.reading import Content
from disclosure_audit.documents.sniffing import kind_of
from disclosure_audit.errors import FilerError, MissingProgramError
from disclosure_audit.text import Words

# Kind of content -> extension to give it, format to make of it.
_CONVERSIONS = {
    "doc": ("doc", "docx"),
    "rtf": ("rtf", "docx"),
    "odt": ("odt", "docx"),
    "word_xml": ("xml", "docx"),
    "sheet_xml": ("xml", "ods"),
    "xls": ("xls", "ods"),
    "ole": ("wps", "docx"),
}


def read_content(data: bytes) -> Content:
    """Read a file by way of LibreOffice.

    Parameters
    ----------
    data
        The bytes of the file.

    Returns
    -------
    Content
        As of the docx or ods file that LibreOffice makes of it.

    Raises
    ------
    MissingProgramError
        LibreOffice is not installed.
    FilerError
        The file is locked or damaged, or LibreOffice does not know what it is.
    """
    kind = kind_of(data) or ""
    if kind == "locked":
        raise _not_read("加了密码", "is protected by a password")
    if kind not in _CONVERSIONS:
        raise _not_read("不是 Office 文档", "is no office document")
    soffice = libreoffice.program()
    if soffice is None:
        raise _missing()
    extension, target = _CONVERSIONS[kind]
    try:
        made = libreoffice.converted(data, extension, target, soffice)
    except libreoffice.ConversionError as error:
        if error.timed_out:
            raise _not_read(
                f"转换超过 {libreoffice.TIME_LIMIT} 秒",
                f"takes longer than {libreoffice.TIME_LIMIT} seconds to convert",
            ) from error
        raise _not_read(
            "已损坏、加了密码、过于庞大或不是 Office 文档",
            "is damaged, protected by a password, far too large or no office document",
        ) from error
    return word.read_content(made) if target == "docx" else sheets.read_content(made)


def _missing() -> MissingProgramError:
    return MissingProgramError(
        Words(
            "读取这种文件需要 LibreOffice，本机没有安装（Debian/Ubuntu：apt-get install "
            "libreoffice-writer libreoffice-calc）。也可在 Word 或 WPS 中打开，另存为 docx"
            "（表格另存为 xlsx）后再试。",
            "Reading this kind of file takes LibreOffice, which is not installed here (Debian or "
            "Ubuntu: apt-get install libreoffice-writer libreoffice-calc). Or open it in Word or "
            "WPS and save it as docx, a spreadsheet as xlsx.",
        )
    )


def _not_read(zh: str, en: str) -> FilerError:
    return FilerError(
        Words(
            f"文件{zh}，不能读取。请在 Word 或 WPS 中打开，去掉密码，另存为 docx"
            "（表格另存为 xlsx），或向报送单位重新索取。",
            f"The file {en} and cannot be read. Open it in Word or WPS, remove any password and "
            "save it as docx, a spreadsheet as xlsx, or ask the filer for it again.",
        )
    )
