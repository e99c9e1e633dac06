"""PDF pages as they are seen: what is covered, stuck on, stored in strips or only a picture."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw, ImageFont

from disclosure_audit.documents import GridCell, Table
from disclosure_audit.documents.pdf import read_content
from disclosure_audit.documents.reading import Content
from tests.hostile.files import page_of, stream

# A table of two rows and two columns at the left of the page, figures in its lower row.
RULES = b"".join(b"50 %d m 350 %d l S " % (y, y) for y in (640, 670, 700)) + b"".join(
    b"%d 640 m %d 700 l S " % (x, x) for x in (50, 200, 350)
)
MIDDLE = (255, 170, 295, 190)
"""x0, y0, x1, y1 from the upper left corner: around the figure of the last cell."""


def text(x: int, y: int, words: str) -> bytes:
    return b"BT /F 12 Tf %d %d Td (%s) Tj ET " % (x, y, words.encode())


TABLE = RULES + text(80, 680, "A") + text(260, 680, "B") + text(80, 650, "7")


def cells(content: Content) -> list[GridCell]:
    """The cells of all tables, in reading order."""
    tables = [block for block in content.blocks if isinstance(block, Table)]
    return [cell for table in tables for row in table.rows for cell in row]


def last(data: bytes) -> GridCell:
    """The last cell of a file."""
    return cells(read_content(data))[-1]


def codes(content: Content) -> list[str]:
    return [note.code for note in content.notes]


# ---------------------------------------------------------------- covered text
TEN = text(260, 650, "10")
COVERS = {
    "white": b"1 g 255 645 40 20 re f 0 g ",
    "grey": b"0.8 g 255 645 40 20 re f 0 g ",
    "bordered": b"1 g 255 645 40 20 re B 0 g ",
    "one_of_several": b"1 g 255 645 40 20 re 400 645 40 20 re f 0 g ",
    "thick_line": b"1 G 14 w 250 655 m 300 655 l S 0 G 1 w ",
    "any_outline": b"1 g 250 645 m 300 640 l 305 655 l 300 668 l 275 670 l 250 668 l h f 0 g ",
    "curved": b"1 g 255 643 m 255 670 300 670 300 643 c h f 0 g ",
}


@pytest.mark.parametrize("cover", COVERS.values(), ids=COVERS)
def test_what_is_painted_over_is_not_given(cover: bytes) -> None:
    """A figure under white-out is not taken as read, whatever is printed on top; a note says so."""
    content = read_content(page_of(TABLE + TEN + cover + text(260, 650, "1")))
    assert [cell.certain for cell in cells(content)] == [True, True, True, False]
    assert "covered_text" in codes(content)


HARMLESS = {
    "before": (b"0.8 g 50 640 300 60 re f 0 g ", b""),
    "beside": (b"", b"1 g 300 645 40 20 re f 0 g "),
    "frame": (b"", b"40 630 320 80 re 52 698 m 348 698 l 348 642 l 52 642 l h f* "),
    "rule": (b"", b"200 644 150 1 re f "),
    "faint": (b"", b"/G gs 1 1 0 rg 255 645 40 20 re f 0 g "),
    "marker": (b"", b"/M gs 1 1 0 rg 255 645 40 20 re f 0 g "),
}


@pytest.mark.parametrize(("below", "above"), HARMLESS.values(), ids=HARMLESS)
def test_what_lets_a_figure_be_seen_does_no_harm(below: bytes, above: bytes) -> None:
    """Backgrounds, areas beside, frames around, rules and what is translucent hide nothing."""
    states = b"/Font<</F 5 0 R>>/ExtGState<</G<</ca 0.3>>/M<</BM/Multiply>>>>"
    cell = last(page_of(below + TABLE + TEN + above, resources=states))
    assert (cell.text, cell.certain) == ("10", True)


def image(pixels: bytes, width: int, height: int, more: bytes = b"") -> bytes:
    entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8" % (width, height)
    return stream(pixels, entries + b"/ColorSpace/DeviceGray" + more)


@pytest.mark.parametrize(("alpha", "hidden"), [(b"\xff\xff", True), (b"\0\xff", False)])
def test_a_picture_over_a_figure_hides_it_where_it_is_not_transparent(
    alpha: bytes, hidden: bool
) -> None:
    """A seal's clear parts let the figure below be read, an opaque picture does not."""
    more = [image(b"\xff\xff", 2, 1, b"/SMask 7 0 R"), image(alpha, 2, 1)]
    resources = b"/Font<</F 5 0 R>>/XObject<</X 6 0 R>>"
    # The left half lies over the figure.
    page = page_of(TABLE + TEN + b"q 80 0 0 20 255 645 cm /X Do Q", resources=resources, more=more)
    assert last(page).certain is not hidden


@pytest.mark.parametrize("size", [(20, 12), (90, 25), (40, 40)])
def test_a_small_picture_in_a_cell_makes_it_unsure(size: tuple[int, int]) -> None:
    """A figure pasted as a picture is no blank, whatever its size."""
    content = b"q %d 0 0 %d 255 643 cm /X Do Q" % size
    resources = b"/Font<</F 5 0 R>>/XObject<</X 6 0 R>>"
    data = page_of(TABLE + content, resources=resources, more=[image(b"\x00\xff", 2, 1)])
    assert not last(data).certain


# ---------------------------------------------------------------- annotations
def annotated(entries: bytes, appearance: bytes | None = TEN) -> bytes:
    drawn = b"" if appearance is None else b"/AP<</N 7 0 R>>"
    form = stream(
        appearance or b"",
        b"/Type/XObject/Subtype/Form/BBox[255 645 295 665]/Resources<</Font<</F 5 0 R>>>>",
    )
    note = b"<</Type/Annot/Rect[255 645 295 665]%s%s>>" % (drawn, entries)
    return page_of(TABLE, entries=b"/Annots[6 0 R]", more=[note, form])


@pytest.mark.parametrize("kind", [b"FreeText", b"Stamp", b"Widget/FT/Tx/V(10)", b"Square"])
def test_a_cell_with_something_stuck_on_it_is_not_blank(kind: bytes) -> None:
    """A figure in a comment, stamp or field is seen by who reads the page: the cell is unsure."""
    content = read_content(annotated(b"/Subtype/" + kind))
    assert [cell.certain for cell in cells(content)] == [True, True, True, False]
    [note] = [note for note in content.notes if note.code == "annotations"]
    assert note.at.page == 1
    assert note.at.box == (255, 177, 295, 197)


@pytest.mark.parametrize(
    ("entries", "appearance"),
    [
        (b"/Subtype/Link/A<</S/URI/URI(http://a)>>", None),
        (b"/Subtype/Popup", None),
        (b"/Subtype/FreeText/F 2", TEN),
        (b"/Subtype/Widget/FT/Tx", b"/Tx BMC\nEMC\n"),
    ],
    ids=["link", "popup", "hidden", "empty_field"],
)  # fmt: skip
def test_what_is_stuck_on_and_not_seen_does_no_harm(
    entries: bytes, appearance: bytes | None
) -> None:
    """Links, hidden comments and empty fields show nothing: the cell is blank for sure."""
    cell = last(annotated(entries, appearance))
    assert (cell.text, cell.certain) == ("", True)


def test_a_comment_beside_columns_without_rules_makes_its_row_unsure() -> None:
    """No figure of the row, and no gap in it, is sure."""
    figures = b"".join(
        text(x, y, str(n + y)) for y in (700, 680, 650) for n, x in enumerate((100, 180, 260, 340))
        if (x, y) != (260, 650)
    )  # fmt: skip
    note = b"<</Type/Annot/Subtype/FreeText/Rect[255 645 295 665]/DA(/F 12 Tf)/Contents(9)>>"
    [*above, a, b, gap, c] = cells(
        read_content(page_of(figures, entries=b"/Annots[6 0 R]", more=[note]))
    )
    assert all(cell.certain for cell in above)
    assert not any(cell.certain for cell in (a, b, gap, c))


# ---------------------------------------------------------------- scans and pictures
def drawing(width: int, height: int, figures: bool = True) -> Image.Image:
    """A table of three rows and three columns, 200 dots an inch."""
    made = Image.new("L", (width, height), 255)
    draw, font = ImageDraw.Draw(made), ImageFont.truetype("NotoSansCJK-Regular.ttc", 30)
    if figures:
        for n in range(4):
            draw.line((100, 100 + 90 * n, 1000, 100 + 90 * n), 0, 4)
            draw.line((100 + 300 * n, 100, 100 + 300 * n, 370), 0, 4)
        for n, (y, x) in enumerate((y, x) for y in range(3) for x in range(3)):
            draw.text((220 + 300 * x, 125 + 90 * y), str(57 + 34 * n), 0, font)
    return made


FIGURES = [str(57 + 34 * n) for n in range(9)]
PAGE = (1654, 2339)  # dots, of 595 by 842 points


def on_page(pictures: list[tuple[Image.Image, tuple[float, float, float, float]]],
            content: bytes = b"") -> bytes:  # fmt: skip
    """A page of pictures at x, y (from below), width and height, and what is printed on them."""
    objects = [image(picture.tobytes(), *picture.size) for picture, _ in pictures]
    names = b"".join(b"/X%d %d 0 R" % (n, n + 6) for n in range(len(objects)))
    places = b"".join(
        b"q %f 0 0 %f %f %f cm /X%d Do Q " % (w, h, x, y, n)
        for n, (_, (x, y, w, h)) in enumerate(pictures)
    )
    resources = b"/Font<</F 5 0 R>>/XObject<<%s>>" % names
    return page_of(places + content, resources=resources, more=objects)


def sure(content: Content) -> list[str]:
    return [cell.text for cell in cells(content) if cell.certain]


def test_a_scan_stored_in_strips_is_read() -> None:
    """Five pictures one below the other are one page."""
    page, each = drawing(*PAGE), PAGE[1] / 5
    strips = [
        (page.crop((0, round(n * each), PAGE[0], round((n + 1) * each))),
         (0.0, 842 * (4 - n) / 5, 595.0, 842 / 5))
        for n in range(5)
    ]  # fmt: skip
    assert sure(read_content(on_page(strips))) == FIGURES


def test_a_scan_with_a_printed_stamp_is_read_with_it() -> None:
    """A long line printed on a scan makes it no page of text."""
    stamp = text(60, 60, "printed by some user of the office 2021-01-20")
    assert sure(read_content(on_page([(drawing(*PAGE), (0, 0, 595, 842))], stamp))) == FIGURES


def test_text_on_a_plain_picture_is_not_recognised() -> None:
    """A background without text leaves a page what its file says."""
    ground = drawing(100, 100, figures=False)
    content = read_content(on_page([(ground, (0, 0, 595, 842))], TABLE + TEN))
    assert [cell.text for cell in cells(content)] == ["A", "B", "7", "10"]
    assert codes(content) == []
    words = text(60, 400, "much more than thirty characters are printed here")
    assert not cells(read_content(on_page([(ground, (0, 0, 595, 842))], words)))


def test_a_table_in_a_picture_on_a_page_of_text_is_read_at_its_place() -> None:
    """Its cells stand where the picture shows them on the page; a note says what was read."""
    picture = drawing(1100, 470)
    content = read_content(on_page([(picture, (100, 300, 396, 169.2))], text(72, 700, "words")))
    assert sure(content) == FIGURES
    [note] = content.notes
    assert (note.code, note.at.page, note.at.box) == ("picture_read", 1, (100, 372.8, 496, 542))
    x0, y0, x1, y1 = cells(content)[0].at.box or (0, 0, 0, 0)
    assert (x0, y0) == pytest.approx((136, 408.8), abs=1.5)
    assert (x1, y1) == pytest.approx((244, 441.2), abs=1.5)


def test_a_photo_on_a_page_is_said_not_to_be_read() -> None:
    """What may hold more than is looked at is named, with its place."""
    photo = Image.linear_gradient("L").resize((400, 300))
    [note] = read_content(on_page([(photo, (100, 300, 300, 200))], text(72, 700, "words"))).notes
    assert (note.code, note.at.page, note.at.box) == ("picture_not_read", 1, (100, 342, 400, 542))
