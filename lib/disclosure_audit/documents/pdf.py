"""Reader of PDF: what each page shows, then blocks by geometry alone.

A page whose text nobody sees, or that is a picture, is a scan and handed to recognition. Nothing
in a file is run: scripts, links and forms are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from disclosure_audit.documents.document import Note, Place
from disclosure_audit.documents.page_blocks import blocks_of
from disclosure_audit.documents.pages import Page
from disclosure_audit.documents.pdf_glyphs import Glyphs, glyphs_of
from disclosure_audit.documents.pdf_marks import marks_of
from disclosure_audit.documents.pdf_space import Space
from disclosure_audit.documents.reading import Content
from disclosure_audit.errors import FilerError
from disclosure_audit.text import Words

MAX_PAGES = 200
"""No annual report of a township comes near it."""

SCAN_DPI = 200
"""Dots per inch at which a scanned page is drawn for recognition."""

_MAX_CHARACTERS = 400_000
_MAX_OBJECTS = 200_000
_MAX_SIDE = 5_000  # points; a page is some 600 by 850
_MAX_PIXELS = 20_000_000
_SCANNED = 0.5  # of the page, covered by pictures
_FEW = 30  # visible characters, such as a page number or a stamp, beside a scan


class _Read(NamedTuple):
    """A page, and what whoever uses it must know."""

    page: Page
    notes: tuple[Note, ...] = ()


def read_content(data: bytes) -> Content:
    """Read a PDF file.

    Parameters
    ----------
    data
        The bytes of the file.

    Returns
    -------
    Content
        Its paragraphs, tables and pictures, each with page and box.

    Raises
    ------
    FilerError
        The file is locked, damaged, without pages or has far too many.
    """
    with _opened(data) as document:
        reads = list(_pages(document))
        notes = [note for read in reads for note in read.notes]
        if document.get_formtype() != raw.FORMTYPE_NONE:
            notes.append(_fields())
    return Content(blocks_of([read.page for read in reads]), None, tuple(notes))


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise _refused(
                "加了密码，不能读取。请去掉密码后重新保存，或向报送单位索取没有密码的文件。",
                "is protected by a password and cannot be read. Remove the password and save it "
                "again, or ask the filer for a file without one.",
            ) from error
        raise _damaged() from error
    if not 0 < len(document) <= MAX_PAGES:
        pages = len(document)
        document.close()
        raise _refused(
            f"有 {pages} 页，可读取 1 至 {MAX_PAGES} 页。请确认它是一份年度报告。",
            f"has {pages} pages; 1 to {MAX_PAGES} are read. Make sure it is one annual report.",
        )
    return document


def _pages(document: pdfium.PdfDocument) -> Iterator[_Read]:
    characters = objects = 0
    for number in range(1, len(document) + 1):
        try:
            with closing(document[number - 1]) as page:
                objects += raw.FPDFPage_CountObjects(page)
                text = page.get_textpage()
                characters += text.count_chars()
                if characters > _MAX_CHARACTERS or objects > _MAX_OBJECTS:
                    raise _too_much(number)
                yield _read(page, text, number)
        except pdfium.PdfiumError as error:
            raise _damaged() from error


def _read(page: pdfium.PdfPage, text: pdfium.PdfTextPage, number: int) -> _Read:
    space = Space.of(page)
    if not all(0 < side <= _MAX_SIDE for side in (space.width, space.height)):
        raise _refused(
            f"第 {number} 页的尺寸不可能（{space.width:.0f}×{space.height:.0f} 点）。"
            "请重新导出，或向报送单位重新索取。",
            f"page {number} has an impossible size ({space.width:.0f} by {space.height:.0f} "
            "points). Export it again or ask the filer for it.",
        )
    marks = marks_of(page, space)
    glyphs = glyphs_of(text, space, marks.rules)
    if _is_scan(glyphs, marks.covered, hidden=marks.text_below_picture):
        return _recognised(page, space, number)
    read = Page(number, space.width, space.height, glyphs.words, marks.rules, marks.pictures)
    return _Read(read, (_hidden(number),) if glyphs.invisible else ())


def _is_scan(glyphs: Glyphs, covered: float, *, hidden: bool) -> bool:
    """Whether the page's text is not what is seen there: a picture is, or unknown characters."""
    if covered >= _SCANNED and (hidden or glyphs.certain <= _FEW):
        return True
    return glyphs.unknown > max(_FEW, glyphs.certain)


def _recognised(page: pdfium.PdfPage, space: Space, number: int) -> _Read:
    # Loaded only for scans: the engine's model takes a second.
    from disclosure_audit.documents.scans import page_of

    scale = min(SCAN_DPI / 72, (_MAX_PIXELS / (space.width * space.height)) ** 0.5)
    image = page.render(scale=scale, may_draw_forms=False).to_pil()
    return _Read(page_of(image, number, space.width, space.height))


# ---------------------------------------------------------------- notes and refusals
def _hidden(number: int) -> Note:
    words = Words(
        f"第 {number} 页有看不见的文字，没有读取。",
        f"Page {number} has text that is not visible; it was left out.",
    )
    return Note("hidden_text", words, Place(page=number))


def _fields() -> Note:
    words = Words(
        "文件带有可填写的表单域，域中填写的内容没有读取。请打印或另存为普通 PDF 后再提交。",
        "The file has form fields; what is filled in there was not read. Print it to an ordinary "
        "PDF before submitting it.",
    )
    return Note("form_fields", words)


def _too_much(number: int) -> FilerError:
    return _refused(
        f"到第 {number} 页为止已有过多的文字或图形，年度报告没有这样大。请确认文件无误。",
        f"holds too much text or too many drawings by page {number}; no annual report is as "
        "large. Make sure it is the right file.",
    )


def _damaged() -> FilerError:
    return _refused(
        "已损坏或不完整，不能读取。请重新导出，或向报送单位重新索取。",
        "is damaged or incomplete and cannot be read. Export it again or ask the filer for it.",
    )


def _refused(zh: str, en: str) -> FilerError:
    return FilerError(Words(f"PDF 文件{zh}", f"The PDF file {en}"))
