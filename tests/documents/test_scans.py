"""A scanned page: made level, its seal taken out, its figures sure or said to be unsure."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageFont

from disclosure_audit.documents import Table
from disclosure_audit.documents.page_blocks import blocks_of
from disclosure_audit.documents.scan_image import levelled
from disclosure_audit.documents.scans import page_of

DPI = 200
SIZE = (1000, 700)
LEFT, TOP, WIDTH, HEIGHT = 100, 200, 200, 60
RED, BLACK = (205, 35, 45), (20, 20, 20)
FONT = ImageFont.truetype("NotoSansCJK-Regular.ttc", 30)

Rows = Sequence[Sequence[str]]


def drawn(rows: Rows, colour: tuple[int, int, int] = BLACK) -> Image.Image:
    """A page with one ruled table, each text in the middle of its cell."""
    page = Image.new("RGB", SIZE, (250, 248, 245))
    pen = ImageDraw.Draw(page)
    width, height = len(rows[0]) * WIDTH, len(rows) * HEIGHT
    for x in range(LEFT, LEFT + width + 1, WIDTH):
        pen.line((x, TOP, x, TOP + height), BLACK, 3)
    for y in range(TOP, TOP + height + 1, HEIGHT):
        pen.line((LEFT, y, LEFT + width, y), BLACK, 3)
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            middle = (LEFT + x * WIDTH + WIDTH / 2, TOP + y * HEIGHT + HEIGHT / 2)
            pen.text(middle, text, colour, FONT, anchor="mm")
    return page


def table_in(image: Image.Image) -> Table:
    page = page_of(image, 1, image.width / DPI * 72, image.height / DPI * 72)
    (table,) = (block for block in blocks_of([page]) if isinstance(block, Table))
    return table


def texts_in(image: Image.Image) -> list[list[str]]:
    return [[cell.text if cell.certain else "?" for cell in row] for row in table_in(image).rows]


ROWS = [["规章", "本年制发件数", "总计"], ["12", "", "305"], ["7件", "—", "/"]]


def test_a_ruled_table_is_read_cell_by_cell() -> None:
    """Words, figures, a unit, an empty cell and marks for nothing come back in their cells."""
    assert texts_in(drawn(ROWS)) == ROWS


@settings(max_examples=8, deadline=None, derandomize=True)
@given(st.floats(-5, 5))
def test_a_page_that_lies_askew_is_made_level(degrees: float) -> None:
    """The tilt is told to a tenth of a degree."""
    askew = drawn(ROWS).rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white")
    assert levelled(askew, DPI).tilt == pytest.approx(-degrees, abs=0.1)


@pytest.mark.parametrize("degrees", [-5, -1.3, 2.2, 5])
def test_a_table_that_lies_askew_is_read_and_its_places_are_those_of_the_file(
    degrees: float,
) -> None:
    """Texts are the same, and a cell's box is where the cell stands on the tilted page."""
    upright = drawn(ROWS)
    askew = upright.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white")
    assert texts_in(askew) == ROWS
    spot = Image.new("L", SIZE, 0)
    middle = LEFT + WIDTH * 5 / 2, TOP + HEIGHT * 3 / 2
    ImageDraw.Draw(spot).ellipse((middle[0] - 3, middle[1] - 3, middle[0] + 3, middle[1] + 3), 255)
    seen = spot.rotate(degrees).getbbox()
    assert seen is not None
    box = table_in(askew).rows[1][2].at.box
    assert box is not None
    x0, y0, x1, y1 = (side / 72 * DPI for side in box)
    assert x0 < seen[0] < seen[2] < x1
    assert y0 < seen[1] < seen[3] < y1


def sealed(page: Image.Image, at: tuple[int, int]) -> Image.Image:
    """The page with a red ring and star pressed over it."""
    seal = Image.new("RGB", page.size, "white")
    pen = ImageDraw.Draw(seal)
    x, y = at
    pen.ellipse((x, y, x + 320, y + 320), outline=RED, width=12)
    pen.regular_polygon((x + 160, y + 160, 70), 5, fill=RED)
    return ImageChops.multiply(page, seal)


@pytest.mark.parametrize("at", [(90, 150), (260, 130), (430, 170)])
def test_a_red_seal_over_the_table_changes_no_figure(at: tuple[int, int]) -> None:
    """What stands below a seal is read as it is, or said to be unsure; never as another figure."""
    for row, expected in zip(texts_in(sealed(drawn(ROWS), at)), ROWS, strict=True):
        for text, wanted in zip(row, expected, strict=True):
            assert text in (wanted, "?")


def test_a_figure_printed_in_red_is_no_seal() -> None:
    """Red ink is taken away only where it is as large as a seal."""
    assert texts_in(drawn([["总计", "5"], ["合计", "12"]], RED)) == [["总计", "5"], ["合计", "12"]]


def test_a_figure_half_covered_is_unsure() -> None:
    """A digit of which a part is hidden is not given as what its rest looks like."""
    page = drawn(
        [["总计", "8", "305"], ["数量", "36", "70"], ["条", "45", "90"], ["项", "62", "8"]]
    )
    pen = ImageDraw.Draw(page)
    pen.rectangle(
        (LEFT + WIDTH + 60, TOP + 5, LEFT + WIDTH + 101, TOP + HEIGHT - 6), (250, 248, 245)
    )
    assert texts_in(page)[0][1] == "?"


LABELS = [
    ["规章", "制发件数", "废止件数"],
    ["许可", "12", "305"],
    ["处罚", "7件", "—"],
    ["强制", "4", "/"],
]


@pytest.mark.parametrize("clockwise", [90, 180, 270])
def test_a_page_on_its_side_is_turned_and_its_places_are_those_of_the_file(clockwise: int) -> None:
    """Texts are read as on the upright page; a cell's box stands where the cell is in the file."""
    page = drawn(LABELS).rotate(-clockwise, expand=True)
    assert texts_in(page) == LABELS
    spot = Image.new("L", SIZE, 0)
    middle = round(LEFT + WIDTH * 3 / 2), round(TOP + HEIGHT * 3 / 2)
    spot.putpixel(middle, 255)
    seen = spot.rotate(-clockwise, expand=True).getbbox()
    box = table_in(page).rows[1][1].at.box
    assert seen is not None
    assert box is not None
    x0, y0, x1, y1 = (side / 72 * DPI for side in box)
    assert x0 < seen[0] < x1
    assert y0 < seen[1] < y1
    assert x1 - x0 == pytest.approx(WIDTH if clockwise == 180 else HEIGHT, abs=8)


def test_a_figure_worn_to_a_shade_is_neither_blank_nor_given() -> None:
    """Something as high as a figure and hardly darker than paper makes its cell unsure."""
    page = drawn(LABELS)
    pen = ImageDraw.Draw(page)
    middle = (LEFT + WIDTH * 2.5, TOP + HEIGHT * 2.5)
    pen.rectangle((middle[0] - 60, middle[1] - 20, middle[0] + 60, middle[1] + 20), (250, 248, 245))
    pen.text(middle, "17", (185, 183, 180), FONT, anchor="mm")
    assert texts_in(page)[2][2] == "?"


def test_a_pale_figure_is_neither_blank_nor_another() -> None:
    """What a person still reads is read or unsure, whatever shade it is printed in."""
    for shade in range(100, 226, 25):
        page = drawn(LABELS)
        pen = ImageDraw.Draw(page)
        middle = (LEFT + WIDTH * 2.5, TOP + HEIGHT * 2.5)
        pen.text(middle, "", BLACK, FONT)
        pen.rectangle(
            (middle[0] - 60, middle[1] - 20, middle[0] + 60, middle[1] + 20), (250, 248, 245)
        )
        pen.text(middle, "37", (shade,) * 3, FONT, anchor="mm")
        assert texts_in(page)[2][2] in ("37", "?"), shade


@pytest.mark.parametrize("text", ["123456", "1000", "1234"])
def test_a_figure_written_over_a_rule_is_unsure_on_both_sides(text: str) -> None:
    """A rule through a figure makes two figures of it; neither is given."""
    page = drawn([["总计", "", ""], ["数量", "36", "70"], ["条", "45", "90"], ["项", "62", "8"]])
    middle = (LEFT + WIDTH * 2, TOP + HEIGHT / 2)
    ImageDraw.Draw(page).text(middle, text, BLACK, FONT, anchor="mm")
    assert texts_in(page)[0][1:] == ["?", "?"]


def test_a_red_figure_inside_a_seal_is_no_part_of_it() -> None:
    """Only the seal's own ink is taken out: a small red figure within its ring does not vanish."""
    page = drawn([["总计", "12", ""], ["数量", "36", "70"]])
    middle = (LEFT + WIDTH * 2.5, TOP + HEIGHT / 2)
    ImageDraw.Draw(page).text(middle, "37", RED, FONT, anchor="mm")
    ring = Image.new("RGB", SIZE, "white")
    x, y = round(middle[0]), round(middle[1])
    ImageDraw.Draw(ring).ellipse((x - 150, y - 150, x + 150, y + 150), outline=RED, width=12)
    assert texts_in(ImageChops.multiply(page, ring))[0][2] in ("37", "?")


def test_a_stroke_among_chinese_numerals_is_unsure() -> None:
    """一 and — look alike in a scan: where figures are written in Chinese, neither is given."""
    page = drawn([["总计", "三十二", "一"], ["数量", "五", "七"]])
    assert texts_in(page)[0][2] == "?"


def test_a_nought_that_looks_like_a_letter_is_no_text() -> None:
    """A lone O is left to the sums, as a nought."""
    (row, _) = table_in(drawn([["总计", "O"], ["数量", "12"]])).rows
    assert (row[1].certain, row[1].readings) in ((False, ("0",)), (True, ()))
    assert row[1].text in ("0", "O", "o", "〇")


def test_a_page_of_noise_is_a_picture_and_soon_done() -> None:
    """What is no text at all is not recognised bit by bit."""
    noise = Image.effect_noise((1654, 2339), 200).convert("RGB")
    page = page_of(noise, 1, 595, 842)
    assert page.words == ()
    assert page.pictures


def test_chinese_numerals_with_level_strokes_are_left_to_the_sums() -> None:
    """A stroke lost in both readings would make another numeral of it."""
    table = table_in(drawn([["总计", "六三二九"], ["数量", "二"]]))
    assert [(row[1].certain, row[1].readings) for row in table.rows] == [
        (False, ("六三二九",)),
        (False, ("二",)),
    ]


def test_figures_on_two_lines_of_a_cell_are_one_number_only_if_that_is_sure() -> None:
    """12 above 34 may be two numbers: they stay open, and the sums may say that it is 1234."""
    (row, _) = table_in(drawn([["总计", "12\n34"], ["数量", "56"]])).rows
    assert (row[1].certain, row[1].readings) == (False, ("1234",))


def test_strokes_one_dot_thick_are_ink() -> None:
    """Song type has level strokes so thin that smoothing takes half of their blackness."""
    page = drawn(ROWS)
    pen = ImageDraw.Draw(page)
    y = TOP + HEIGHT * 2.5
    pen.line((LEFT + WIDTH * 2 - 120, y, LEFT + WIDTH * 2 - 90, y), (150, 150, 150), 1)
    assert levelled(page, DPI).ink[round(y), LEFT + WIDTH * 2 - 105]


def test_a_slash_with_dirt_beside_it_is_no_figure() -> None:
    """A speck left of a slash makes a 7 of it for the engine; nothing is given."""
    page = drawn([["总计", "/"], ["数量", "12"], ["条", "34"], ["项", "567"]])
    pen = ImageDraw.Draw(page)
    x, y = LEFT + WIDTH * 1.5 - 22, TOP + HEIGHT / 2 - 12
    pen.rectangle((x, y, x + 4, y + 4), BLACK)
    cell = table_in(page).rows[0][1]
    assert not cell.certain or cell.text == "/"


def test_a_shade_without_ink_has_no_readings() -> None:
    """What is left of a seal in a blank cell is unsure, and no sum makes a 0 of it."""
    page = drawn([["总计", ""], ["数量", "12"]])
    pen = ImageDraw.Draw(page)
    x, y = LEFT + WIDTH * 1.5, TOP + HEIGHT / 2
    pen.ellipse((x - 9, y - 5, x + 9, y + 5), outline=(205, 203, 200), width=3)
    cell = table_in(page).rows[0][1]
    assert (cell.certain, cell.readings) == (False, ())
