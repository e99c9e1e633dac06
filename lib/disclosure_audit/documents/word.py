"""Reader of Word files (docx): text and tables in their order, as Word would print them.

The markup is read directly: python-docx passes over what decides the text of these reports
(tracked changes, content controls, text boxes, automatic numbers) and refuses files with a broken
relation or in the strict variant of the format, which Word opens.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from disclosure_audit.documents.document import Note, Place
from disclosure_audit.documents.grids import (
    RAISED,
    RAISED_END,
    Cell,
    Image,
    Line,
    Piece,
    Slot,
    blocks_of,
    placed,
    plain_line,
    refuse_too_large,
    settled,
    without_marks,
)
from disclosure_audit.documents.packages import child, is_on, local, number, value
from disclosure_audit.documents.reading import Content
from disclosure_audit.documents.word_package import Package, opened
from disclosure_audit.documents.word_slivers import without_slivers
from disclosure_audit.documents.word_styles import Numbers, Styles
from disclosure_audit.errors import FilerError
from disclosure_audit.text import Words

_TINY = 304_800
"""32 points' worth of pixels in Word's unit: no picture of a table is as small."""

_MAX_SPAN = 1_000
_MAX_WIDTH = 31_680  # of a column in Word
_WRAPPERS = frozenset({"sdtContent", "customXml", "smartTag", "hyperlink", "fldSimple", "dir",
                       "bdo", "rubyBase", "ruby", "oMath", "oMathPara"})  # fmt: skip
_KEPT_CHANGES = frozenset({"ins", "moveTo"})
_DROPPED_CHANGES = frozenset({"del", "moveFrom"})
_HYPHENS = {"noBreakHyphen": "-", "tab": "\t", "ptab": "\t"}
_NOTES = {
    "inserted_text": (
        "修订中插入的内容已计入正文。请在 Word 中接受或拒绝全部修订后再公开。",
        "Text inserted by tracked changes was read as text. Accept or reject all changes in Word.",
    ),
    "deleted_text": (
        "修订中删除的内容没有计入正文。请在 Word 中接受或拒绝全部修订后再公开。",
        "Text deleted by tracked changes was left out. Accept or reject all changes in Word.",
    ),
    "struck_text": (
        "带删除线的文字没有计入正文。",
        "Struck-out text was left out.",
    ),
    "hidden_text": (
        "设为隐藏的文字没有计入正文。",
        "Text marked as hidden was left out.",
    ),
    "embedded_part": (
        "文件中嵌有另一份文档（altChunk），其内容没有读取。请在 Word 中打开并另存一次。",
        "Another document embedded in the file (altChunk) was not read. Open the file in Word "
        "and save it again.",
    ),
}


def read_content(data: bytes) -> Content:
    """Read a Word file.

    Parameters
    ----------
    data
        The bytes of the docx file.

    Returns
    -------
    Content
        Its paragraphs, tables and pictures in order, automatic numbers spelled out. Superscript
        and subscript text and the numbers of footnotes stand in square brackets; headers,
        footers and tables of contents are left out.

    Raises
    ------
    FilerError
        The file is no sound docx file, is too large, or holds nothing to read.
    """
    package = opened(data)
    reader = _Reader(package)
    pieces = tuple(reader.flow(child(package.document, "body")))
    if not pieces:
        raise FilerError(
            Words(
                "Word 文件里没有文字、表格或图片。请确认提交的是有正文的年度报告。",
                "The Word file holds no text, table or picture. Make sure it is the report itself.",
            )
        )
    notes = (
        Note(code, Words(*_NOTES[code]), Place(line=line)) for code, line in reader.met.items()
    )
    return Content(blocks_of(pieces), None, tuple(notes))


class _Paragraph:
    """The lines of one paragraph as they are gathered."""

    def __init__(self, styles: list[etree._Element]) -> None:
        self.styles = styles
        self.lines: list[list[str]] = [[]]
        self.images: list[Image] = []
        self.boxes: list[Piece] = []

    def add(self, text: str) -> None:
        self.lines[-1].append(text)

    def texts(self) -> list[str]:
        return [plain_line("".join(line)) for line in self.lines]


class _Reader:
    """Reads a body in order; what it met and left out is in `met`, with the first place."""

    def __init__(self, package: Package) -> None:
        self.styles = Styles(package.styles)
        self.numbers = Numbers(package, self.styles)
        self.pictures = package.pictures
        self.met: dict[str, int] = {}
        self.line = 0
        self.footnotes = 0

    def flow(self, holder: etree._Element | None, *, outermost: bool = True) -> Iterator[Piece]:
        """The pieces of a body, a cell or a text box."""
        for element in self.parts(holder):
            name = local(element)
            if name == "p":
                self.line += outermost
                yield from self.paragraph(element)
            elif name == "tbl":
                yield from self.table(element)
            elif name == "altChunk":
                self.meet("embedded_part")

    def parts(self, holder: etree._Element | None) -> Iterator[etree._Element]:
        """The children of an element, those inside mere wrappers included."""
        for element in holder if holder is not None else ():
            name = local(element)
            if name == "sdt":
                if not _is_contents(element):
                    yield from self.parts(child(element, "sdtContent"))
            elif name in _KEPT_CHANGES:
                self.meet("inserted_text")
                yield from self.parts(element)
            elif name in _DROPPED_CHANGES:
                self.meet("deleted_text")
            elif name == "AlternateContent":
                # Both branches hold the same content for newer and older programs.
                yield from self.parts(child(element, "Choice"))
            elif name in _WRAPPERS:
                yield from self.parts(element)
            else:
                yield element

    def meet(self, code: str) -> None:
        self.met.setdefault(code, max(self.line, 1))

    # -- paragraphs
    def paragraph(self, element: etree._Element) -> Iterator[Piece]:
        properties = child(element, "pPr")
        if self.styles.name(properties).lower().startswith("toc "):
            return
        printed = self.numbers.printed(properties)
        gathered = _Paragraph(self.styles.of_paragraph(properties))
        line = max(self.line, 1)
        for part in self.parts(element):
            if local(part) == "r":
                self.run(part, gathered)
        texts = gathered.texts()
        texts[0] = f"{printed}{texts[0]}".strip()
        level = self.styles.level(properties)
        yield from (Line(text, line, level) for text in texts if text)
        yield from gathered.images
        yield from gathered.boxes

    def run(self, run: etree._Element, gathered: _Paragraph) -> None:
        if self.styles.has(("vanish",), run, gathered.styles):
            self.meet_text("hidden_text", run)
            return
        if self.styles.has(("strike", "dstrike"), run, gathered.styles):
            self.meet_text("struck_text", run)
            return
        raised = self.styles.is_raised(run, gathered.styles)
        gathered.add(RAISED if raised else "")
        for part in self.parts(run):
            self.run_part(part, gathered)
        gathered.add(RAISED_END if raised else "")

    def meet_text(self, code: str, run: etree._Element) -> None:
        if any(local(part) == "t" and (part.text or "").strip() for part in run):
            self.meet(code)

    def run_part(self, part: etree._Element, gathered: _Paragraph) -> None:
        name = local(part)
        if name == "t":
            gathered.add(without_marks(" ".join((part.text or "").split("\n"))))
        elif name in _HYPHENS:
            gathered.add(_HYPHENS[name])
        elif name in ("br", "cr"):
            gathered.lines.append([])
        elif name == "sym":
            gathered.add(_symbol(part))
        elif name in ("footnoteReference", "endnoteReference"):
            self.footnotes += 1
            gathered.add(f"{RAISED}{self.footnotes}{RAISED_END}")
        elif name in ("drawing", "pict", "object"):
            self.drawing(part, gathered)
        elif name == "r":
            self.run(part, gathered)

    def drawing(self, drawing: etree._Element, gathered: _Paragraph) -> None:
        for box in drawing.iter():
            if local(box) == "txbxContent" and not any(
                local(above) in ("txbxContent", "Fallback") for above in _up(box, drawing)
            ):
                gathered.boxes.extend(self.flow(box, outermost=False))
        if _shows_picture(drawing):
            data = self.picture(drawing)
            gathered.images.append(Image(_picture_name(drawing), max(self.line, 1), data=data))

    def picture(self, drawing: etree._Element) -> bytes | None:
        """The bytes of the first picture in a drawing that the file itself carries."""
        for found in drawing.iter():
            name = {"blip": "embed", "imagedata": "id"}.get(local(found))
            data = self.pictures.get(value(found, name) or "") if name else None
            if data is not None:
                return data
        return None

    # -- tables
    def table(self, table: etree._Element) -> tuple[Piece, ...]:
        places: dict[tuple[int, int], Slot] = {}
        y = 0
        for row in self.parts(table):
            if local(row) == "tr" and not self.is_gone(child(row, "trPr")):
                self.row(row, y, places)
                y += 1
        return settled(placed(dict(without_slivers(places, _widths(table))), max(self.line, 1)))

    def is_gone(self, properties: etree._Element | None) -> bool:
        if child(properties, "del") is not None:
            self.meet("deleted_text")
            return True
        if child(properties, "ins") is not None:
            self.meet("inserted_text")
        hidden = child(properties, "hidden")
        if hidden is not None and is_on(hidden):
            self.meet("hidden_text")
            return True
        return False

    def row(self, row: etree._Element, y: int, places: dict[tuple[int, int], Slot]) -> None:
        properties = child(row, "trPr")
        x = _span(number(child(properties, "gridBefore"), 0), least=0)
        for cell in self.parts(row):
            if local(cell) != "tc":
                continue
            settings = child(cell, "tcPr")
            across = _span(number(child(settings, "gridSpan"), 1), least=1)
            begun = self.begun(settings, (y, x), places)
            slot = Slot(begun or Cell(tuple(self.flow(cell, outermost=False))))
            for n in range(across):
                places[y, x + n] = Slot(slot.cell, continues=begun is not None or n > 0)
            # Held to its limit while it grows: a row may claim any number of columns.
            refuse_too_large(len(places))
            x += across

    def begun(
        self,
        settings: etree._Element | None,
        at: tuple[int, int],
        places: dict[tuple[int, int], Slot],
    ) -> Cell | None:
        """The merged cell above or to the left that this one only continues, or None."""
        y, x = at
        for name, before in (("vMerge", (y - 1, x)), ("hMerge", (y, x - 1))):
            merge = child(settings, name)
            if merge is not None and value(merge) != "restart" and before in places:
                return places[before].cell
        return None


def _widths(table: etree._Element) -> list[int]:
    """Return the widths of a table's columns, as far as they are said."""
    columns = child(table, "tblGrid")
    said = () if columns is None else (c for c in columns if local(c) == "gridCol")
    return [number(column, _MAX_WIDTH, "w") for column in said]


def _span(claimed: int, *, least: int) -> int:
    return min(max(claimed, least), _MAX_SPAN)


def _up(element: etree._Element, until: etree._Element) -> Iterator[etree._Element]:
    for above in element.iterancestors():
        if above is until:
            return
        yield above


def _is_contents(control: etree._Element) -> bool:
    gallery = value(child(control, "sdtPr", "docPartObj", "docPartGallery")) or ""
    return "table of contents" in gallery.lower()


def _symbol(part: etree._Element) -> str:
    code = value(part, "char") or ""
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    # The private range holds the signs of symbol fonts (ticks, boxes), which mean nothing here.
    return character if character.isprintable() else ""


def _shows_picture(drawing: etree._Element) -> bool:
    if local(drawing) == "object":
        return True
    extent = next((found for found in drawing.iter() if local(found) == "extent"), None)
    sides = (number(extent, _TINY + 1, side) for side in ("cx", "cy"))
    if min(sides) <= _TINY:
        return False
    return any(
        local(found) in ("pic", "imagedata", "chart")
        and not any(local(above) == "txbxContent" for above in _up(found, drawing))
        for found in drawing.iter()
    )


def _picture_name(drawing: etree._Element) -> str:
    for found in drawing.iter():
        if local(found) in ("docPr", "imagedata", "shape"):
            for key in ("descr", "alt", "title", "name"):
                text = value(found, key)
                if text:
                    return plain_line(without_marks(text))
    return ""
