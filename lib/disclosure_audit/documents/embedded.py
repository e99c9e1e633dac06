"""Pictures in a report that show a table or a page of text: read where they stand.

A reader names the pictures it meets; here their files are found, those that may hold text are
recognised on this machine, and what was read takes the place of the picture, with a note.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from disclosure_audit.documents.document import Block, Note, Picture, Place, Table
from disclosure_audit.documents.picture_files import (
    MIN_HEIGHT,
    MIN_WIDTH,
    Fetched,
    Refusal,
    beside,
)
from disclosure_audit.documents.reading import Content
from disclosure_audit.errors import FilerError
from disclosure_audit.text import Words, shortened

MAX_PICTURES = 20
"""Pictures of one report that are recognised."""

_MAX_PIXELS_IN_ALL = 120_000_000
_NAMED = 3

Reason = Refusal | Literal["too_small", "too_many", "nothing_found", "photo", "askew", "in_sheet"]

_REASONS: dict[Reason, tuple[str, str]] = {
    "remote": (
        "图片在网络上，核查时不联网。请把图片与网页一起保存（浏览器“另存为”选“网页，全部”）后再读取",
        "they are on the network, and nothing is fetched: save them beside the page (in the "
        "browser: save as “web page, complete”)",
    ),
    "absent": (
        "图片文件不在报告旁边。请把图片与报告放在同一文件夹后再读取",
        "their files do not lie beside the report: put them into its folder",
    ),
    "outside": (
        "图片地址指向报告文件夹以外，不予读取。请把图片放进报告所在文件夹并改用相对地址",
        "their addresses lead out of the report's folder: put them into it",
    ),
    "too_large": (
        "图片过大。请缩小后再读取",
        "they are too large: make them smaller",
    ),
    "too_small": (
        f"图片太小（不足 {MIN_WIDTH}×{MIN_HEIGHT} 像素），没有识别。请对照原图",
        f"they are smaller than {MIN_WIDTH}×{MIN_HEIGHT} pixels and were not recognised: look at "
        "them",
    ),
    "no_picture": (
        "文件已损坏或不是可读取的图片格式。请换成 PNG 或 JPG",
        "they are damaged or of a kind that is not read: use PNG or JPG",
    ),
    "too_many": (
        f"一份报告最多识别 {MAX_PICTURES} 张图片。请对照原图",
        f"no more than {MAX_PICTURES} pictures of a report are recognised: look at them",
    ),
    "nothing_found": (
        "没有从中识别出文字或表格。请对照原图",
        "neither text nor a table was recognised in them: look at them",
    ),
    "askew": (
        "图片横放、倒放或歪斜，没有读取。请转正后再读取",
        "they lie on their side, on their head or askew: turn them upright",
    ),
    "in_sheet": (
        "电子表格中的图片不作识别。请把其中的内容填入单元格",
        "pictures in a spreadsheet are not recognised: put what they show into cells",
    ),
    "photo": (
        "看来是照片或图案，没有识别。请对照原图",
        "they look like photos and were not recognised: look at them",
    ),
}


@dataclass
class _Joining:
    """What became of the pictures so far."""

    folder: Path | None
    read: int = 0
    pixels: int = 0
    tables: int = 0
    seen: set[bytes] = field(default_factory=set)
    notes: list[Note] = field(default_factory=list)
    not_read: dict[Reason, list[Picture]] = field(default_factory=dict)

    def blocks(self, block: Block) -> Iterator[Block]:
        """The block, or what stands in its picture; tables counted through the document."""
        read = self.recognised(block) if isinstance(block, Picture) else None
        found = (block,) if read is None else read
        first = self.tables + 1
        for part in found:
            if not isinstance(part, Table):
                yield part
                continue
            self.tables += 1
            yield _numbered(part, self.tables)
        if read is not None and isinstance(block, Picture):
            self.notes.append(_read_note(block, range(first, self.tables + 1)))

    def recognised(self, picture: Picture) -> tuple[Block, ...] | None:
        """What a picture shows; None where it stays a picture."""
        found = self.fetched(picture)
        if found.refusal is not None:
            self.leave(picture, found.refusal)
        if found.data is None:
            return None
        digest = hashlib.sha256(found.data).digest()
        if digest in self.seen:
            return None  # the same picture again says nothing new
        self.seen.add(digest)
        reason = self.hindrance(found.data)
        if reason is not None:
            self.leave(picture, reason)
            return None
        self.read += 1
        try:
            blocks = _recognise(found.data, self.read)
        except FilerError:
            blocks = ()
        if not blocks:
            self.leave(picture, "nothing_found")
            return None
        return tuple(_in_picture(block, picture) for block in blocks)

    def fetched(self, picture: Picture) -> Fetched:
        if picture.data is not None:
            return Fetched(picture.data)
        return beside(picture.link, self.folder) if picture.link else Fetched(None)

    def hindrance(self, data: bytes) -> Reason | None:
        """Why a picture is not recognised; None where it is to be."""
        # Loaded only where there is a picture: most reports have none.
        from disclosure_audit.documents import picture_signs as signs

        size = signs.size_of(data)
        if size is None:
            return "no_picture"
        if size.width < MIN_WIDTH or size.height < MIN_HEIGHT:
            return "too_small"
        if size.width * size.height > signs.MAX_PIXELS:
            return "too_large"
        if self.read >= MAX_PICTURES or self.pixels + size.cost > _MAX_PIXELS_IN_ALL:
            return "too_many"
        self.pixels += size.cost
        return None if signs.may_be_read(data) else "photo"

    def leave(self, picture: Picture, reason: Reason) -> None:
        self.not_read.setdefault(reason, []).append(picture)


def with_pictures_read(content: Content, folder: Path | None) -> Content:
    """Return the content with what stands in its pictures in their place.

    Parameters
    ----------
    content
        As a reader returned it.
    folder
        The folder that the report lies in; pictures are looked for there and nowhere else.

    Returns
    -------
    Content
        Pictures that are small, that look like photos or that could not be read stay; a note
        ``picture_read`` or ``picture_not_read`` says what became of each. What was read in a
        picture keeps the line (in Word: the paragraph) of the picture, cells their row and column
        too; tables are counted through the document. Boxes in the picture are dropped: they would
        pass for places on a page, and such files have no pages to cut them out of.
    """
    if not any(isinstance(b, Picture) and (b.data is not None or b.link) for b in content.blocks):
        return content
    joining = _Joining(folder)
    blocks = tuple(part for block in content.blocks for part in joining.blocks(block))
    left = [pictures_not_read(reason, found) for reason, found in joining.not_read.items()]
    return content._replace(blocks=blocks, notes=(*content.notes, *joining.notes, *left))


def _recognise(data: bytes, number: int) -> tuple[Block, ...]:
    # Slow to import: seconds, for reports with pictures alone.
    from disclosure_audit.documents.pictures import blocks_of_picture

    return blocks_of_picture(data, number)


# ---------------------------------------------------------------- places
def _in_picture(block: Block, picture: Picture) -> Block:
    at = _moved(block.at, picture.at)
    if isinstance(block, Table):
        rows = tuple(
            tuple(replace(cell, at=_moved(cell.at, picture.at)) for cell in row)
            for row in block.rows
        )
        return replace(block, rows=rows, at=at)
    return replace(block, at=at)


def _moved(at: Place, picture: Place) -> Place:
    """A place in a picture as a place of the document: where the picture stands, and the cell."""
    return replace(at, page=picture.page, line=picture.line, box=None)


def _numbered(table: Table, number: int) -> Table:
    if table.at.table == number:
        return table
    rows = tuple(
        tuple(replace(cell, at=replace(cell.at, table=number)) for cell in row)
        for row in table.rows
    )
    return replace(table, rows=rows, at=replace(table.at, table=number))


# ---------------------------------------------------------------- notes
def _read_note(picture: Picture, tables: Iterable[int]) -> Note:
    numbers = list(tables)
    name = shortened(picture.name, 40)
    what_zh = f"第 {'、'.join(map(str, numbers))} 个表格" if numbers else "其中的文字"
    what_en = f"table {', '.join(map(str, numbers))}" if numbers else "its text"
    return Note(
        "picture_read",
        Words(
            f"图片“{name}”由本机识别：{what_zh}是从图片读出的。请与原图逐格核对。",
            f"Picture “{name}” was recognised on this machine: {what_en} was read from it. Compare "
            "it with the picture, cell by cell.",
        ),
        picture.at,
    )


def page_picture_read(at: Place) -> Note:
    """Return the note on a picture of a page that was recognised.

    Parameters
    ----------
    at
        Its page and box.
    """
    return Note(
        "picture_read",
        Words(
            f"第 {at.page} 页的图片由本机识别，其中的文字和表格是从图片读出的。请与原图逐格核对。",
            f"The picture on page {at.page} was recognised on this machine; text and tables in it "
            "were read from it. Compare them with the picture, cell by cell.",
        ),
        at,
    )


def page_picture_not_read(at: Place, reason: Reason) -> Note:
    """Return the note on a picture of a page that was not read.

    Parameters
    ----------
    at
        Its page and box.
    reason
        Why not.
    """
    zh, en = _REASONS[reason]
    return Note(
        "picture_not_read",
        Words(
            f"第 {at.page} 页有图片没有读取：{zh}。图片中若有表格或正文，其内容未经核查。",
            f"A picture on page {at.page} was not read: {en}. What stands in it was not checked.",
        ),
        at,
    )


def pictures_not_read(reason: Reason, pictures: Sequence[Picture]) -> Note:
    """Return the note on pictures of a report that were not read.

    Parameters
    ----------
    reason
        Why not.
    pictures
        One or more.
    """
    zh, en = _REASONS[reason]
    names = [shortened(picture.name, 40) for picture in pictures if picture.name][:_NAMED]
    more = len(pictures) > len(names)
    named_zh = f"（{'、'.join(names)}{'等' if more else ''}）" if names else ""
    named_en = f" ({', '.join(names)}{', …' if more else ''})" if names else ""
    count = len(pictures)
    return Note(
        "picture_not_read",
        Words(
            f"有 {count} 张图片没有读取{named_zh}：{zh}。图片中若有表格或正文，其内容未经核查。",
            f"{count} pictures were not read{named_en}: {en}. What stands in them was not checked.",
        ),
        pictures[0].at,
    )
