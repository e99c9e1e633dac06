"""Reader of PDF: what each page shows, then blocks by geometry alone.

A page whose text nobody sees, or that is a picture, is a scan and handed to recognition. Nothing
in a file is run: scripts, links and forms are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from disclosure_audit.documents.document import Note, Place
from disclosure_audit.documents.lattice import uprights_of
from disclosure_audit.documents.page_blocks import noted_blocks_of
from disclosure_audit.documents.page_tables import parts_of, rounded
from disclosure_audit.documents.pages import Box, Page, holds
from disclosure_audit.documents.pdf_annotations import annotated_areas
from disclosure_audit.documents.pdf_glyphs import Glyphs, glyphs_of
from disclosure_audit.documents.pdf_marks import marks_of
from disclosure_audit.documents.pdf_space import Space
from disclosure_audit.documents.reading import Content
from disclosure_audit.errors import FilerError
from disclosure_audit.text import Words

if TYPE_CHECKING:
    from disclosure_audit.documents.pdf_pictures import PictureReader

MAX_PAGES = 200
"""No annual report of a township comes near it."""

_MAX_CHARACTERS = 400_000
_MAX_OBJECTS = 200_000
_MAX_SIDE = 5_000  # points; a page is some 600 by 850
_SCANNED = 0.5  # of the page, covered by pictures
_FEW = 30  # visible characters, such as a page number or a stamp, beside a scan
_MIN_WIDTH, _MIN_HEIGHT = 150.0, 60.0  # points; no table is in a smaller picture


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
    blocks, left_out = noted_blocks_of([read.page for read in reads])
    return Content(blocks, None, (*notes, *left_out))


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
    pictures = _Pictures()
    for number in range(1, len(document) + 1):
        try:
            with closing(document[number - 1]) as page:
                objects += raw.FPDFPage_CountObjects(page)
                text = page.get_textpage()
                characters += text.count_chars()
                if characters > _MAX_CHARACTERS or objects > _MAX_OBJECTS:
                    raise _too_much(number)
                yield _read(page, text, number, pictures)
        except pdfium.PdfiumError as error:
            raise _damaged() from error


class _Pictures:
    """Reads the pictures of all pages; loads what it takes only where there are any."""

    def __init__(self) -> None:
        self._reader: PictureReader | None = None

    def read(self, page: pdfium.PdfPage, read: Page) -> _Read:
        """Return a page with what its pictures show, and the notes on them."""
        large = [box for box in read.pictures if _is_large(box)]
        if not large:
            return _Read(read)
        if self._reader is None:
            from disclosure_audit.documents.pdf_pictures import PictureReader

            self._reader = PictureReader()
        return _Read(*self._reader.with_pictures_read(page, read, large))


def _is_large(box: Box) -> bool:
    return box[2] - box[0] >= _MIN_WIDTH and box[3] - box[1] >= _MIN_HEIGHT


def _read(
    page: pdfium.PdfPage, text: pdfium.PdfTextPage, number: int, pictures: _Pictures
) -> _Read:
    space = Space.of(page)
    if not all(0 < side <= _MAX_SIDE for side in (space.width, space.height)):
        raise _refused(
            f"第 {number} 页的尺寸不可能（{space.width:.0f}×{space.height:.0f} 点）。"
            "请重新导出，或向报送单位重新索取。",
            f"page {number} has an impossible size ({space.width:.0f} by {space.height:.0f} "
            "points). Export it again or ask the filer for it.",
        )
    marks = marks_of(page, space)
    read = Page(
        number, space.width, space.height, (), marks.rules, marks.pictures,
        annotated_areas(page, space),
    )  # fmt: skip
    if marks.covered >= _SCANNED and marks.text_below_picture:
        return _recognised(page, read)
    glyphs = glyphs_of(text, space, marks.covers, uprights_of(marks.rules))
    read = replace(read, words=glyphs.words)
    if _is_scan(glyphs, marks.covered) or (
        # A scan may bear a stamp of many characters; a table of the file's own is none.
        marks.covered >= _SCANNED and not parts_of(read)[0] and _shows_more(page, read)
    ):
        return _recognised(page, read)
    notes = tuple(_notes(read, glyphs))
    whole = pictures.read(page, read)
    return _Read(_doubting(whole.page, marks.small), (*notes, *whole.notes))


def _doubting(page: Page, small: tuple[Box, ...]) -> Page:
    """Return a page on which a cell with a picture and no word is not blank: it may be a figure."""
    pictures = (*small, *(box for box in page.pictures if not _is_large(box)))
    alone = [box for box in pictures if not any(holds(box, word.box) for word in page.words)]
    return replace(page, unread=(*page.unread, *alone))


def _is_scan(glyphs: Glyphs, covered: float) -> bool:
    """Whether the page's text is not what is seen there: a picture is, or unknown characters."""
    if covered >= _SCANNED and glyphs.certain <= _FEW:
        return True
    return glyphs.unknown > max(_FEW, glyphs.certain)


def _shows_more(page: pdfium.PdfPage, read: Page) -> bool:
    # Loaded only for pages that a picture covers.
    from disclosure_audit.documents.pdf_pictures import shows_more

    return shows_more(page, read)


def _recognised(page: pdfium.PdfPage, read: Page) -> _Read:
    # Loaded only for scans: the engine's model takes a second.
    from disclosure_audit.documents.pdf_pictures import drawn
    from disclosure_audit.documents.scans import page_of

    found = page_of(drawn(page, read), read.number, read.width, read.height)
    unread = read.unread
    if unread and found.turned:
        unread = ((0.0, 0.0, found.width, found.height),)
    return _Read(replace(found, unread=unread), tuple(_annotations(read)))


# ---------------------------------------------------------------- notes and refusals
def _hidden(number: int) -> Note:
    words = Words(
        f"第 {number} 页有看不见的文字，没有读取。",
        f"Page {number} has text that is not visible; it was left out.",
    )
    return Note("hidden_text", words, Place(page=number))


def _notes(read: Page, glyphs: Glyphs) -> Iterator[Note]:
    if glyphs.invisible:
        yield _hidden(read.number)
    if glyphs.covered is not None:
        yield _covered(Place(page=read.number, box=rounded(glyphs.covered)))
    yield from _annotations(read)


def _covered(at: Place) -> Note:
    words = Words(
        f"第 {at.page} 页有文字被后来画上的色块或图片盖住，所在单元格不作为已读出的内容。"
        "请对照原件。",
        f"Page {at.page} has text that is covered by an area or a picture drawn over it; its cells "
        "are not taken as read. Look at the original.",
    )
    return Note("covered_text", words, at)


def _annotations(read: Page) -> Iterator[Note]:
    if not read.unread:
        return
    count = len(read.unread)
    words = Words(
        f"第 {read.number} 页有 {count} 处批注、图章或填写的表单域，其内容没有读取，"
        "所在单元格不作为已读出的内容。请对照原件，或打印为普通 PDF 后再提交。",
        f"Page {read.number} has {count} comments, stamps or filled form fields that were not "
        "read; the cells they touch are not taken as read. Look at the original, or print it to an "
        "ordinary PDF before submitting it.",
    )
    yield Note("annotations", words, Place(page=read.number, box=rounded(read.unread[0])))


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
