"""Tables of pages, by geometry: what belongs together, and what is unsure."""

from __future__ import annotations

import pytest

from disclosure_audit.documents import GridCell, Paragraph, Table
from disclosure_audit.documents.page_blocks import blocks_of, noted_blocks_of
from disclosure_audit.documents.pages import Box, Page, Word

SIZE = 10.0
Texts = dict[tuple[float, float], str]


def word(x: float, y: float, text: str) -> Word:
    """A word whose upper left corner is at x, y; Chinese characters are as wide as high."""
    width = sum(SIZE if c > "\u2e7f" else SIZE / 2 for c in text)
    return Word(text, (x, y, x + width, y + SIZE))


def page(texts: Texts, rules: tuple[Box, ...] = (), number: int = 1) -> Page:
    words = tuple(word(x, y, text) for (x, y), text in texts.items())
    return Page(number, 600.0, 800.0, words, rules)


def ruled(xs: tuple[float, ...], ys: tuple[float, ...]) -> tuple[Box, ...]:
    """The rules of a full grid."""
    lying = tuple((xs[0], y, xs[-1], y) for y in ys)
    return lying + tuple((x, ys[0], x, ys[-1]) for x in xs)


def rows(*pages: Page) -> list[list[GridCell]]:
    """The rows of all tables."""
    tables = [block for block in blocks_of(pages) if isinstance(block, Table)]
    return [list(row) for table in tables for row in table.rows]


def texts(found: list[list[GridCell]]) -> list[list[str]]:
    return [[cell.text.replace("\n", "") for cell in row] for row in found]


# ---------------------------------------------------------------- ruled tables
def test_a_number_broken_in_its_cell_is_whole() -> None:
    """Where no further figure fits behind the first line, the lines are one number."""
    rules = ruled((100.0, 150.0, 170.0), (100.0, 140.0))
    found = rows(page({(105.0, 102.0): "甲", (155.0, 102.0): "12", (155.0, 114.0): "3"}, rules))
    assert found[0][1].text == "123"


def test_two_numbers_below_each_other_are_not_joined() -> None:
    """Where a further figure would fit, the lines may be two numbers."""
    rules = ruled((100.0, 150.0, 220.0), (100.0, 140.0))
    found = rows(page({(105.0, 102.0): "甲", (155.0, 102.0): "12", (155.0, 114.0): "3"}, rules))
    assert found[0][1].text == "12\n3"


def test_a_figure_that_runs_over_its_cell_makes_both_unsure() -> None:
    """The cell it runs into is not blank for sure, and the figure may be of either."""
    rules = ruled((100.0, 150.0, 180.0, 210.0), (100.0, 140.0))
    found = rows(page({(105.0, 102.0): "甲", (155.0, 102.0): "12345678"}, rules))
    assert [cell.certain for cell in found[0]] == [True, False, False]


def cut_over_pages(upper: Texts, lower: Texts) -> list[list[str]]:
    xs = (100.0, 150.0, 170.0, 190.0)
    first = page(upper, ruled(xs, (700.0, 720.0, 740.0)), 1)
    return texts(rows(first, page(lower, ruled(xs, (60.0, 80.0, 100.0)), 2)))


def test_a_row_cut_by_the_pages_end_is_one_row() -> None:
    """A full label that goes on, and a number that does, are put together."""
    found = cut_over_pages(
        {
            (105.0, 702.0): "前",
            (155.0, 702.0): "7",
            (105.0, 722.0): "其他对外",
            (155.0, 722.0): "38",
        },
        {(105.0, 62.0): "管理", (155.0, 62.0): "9", (105.0, 82.0): "后", (155.0, 82.0): "1"},
    )
    assert found == [["前", "7", ""], ["其他对外管理", "389", ""], ["后", "1", ""]]


def test_a_figure_stacked_over_lines_goes_on_below_the_pages_end() -> None:
    """Without a label beside it, what stands below belongs to the figure above, and is unsure."""
    columns = (100.0, 150.0, 220.0)
    above = page({(105.0, 702.0): "甲", (155.0, 702.0): "11"}, ruled(columns, (700.0, 740.0)), 1)
    below = {(155.0, 52.0): "7", (155.0, 64.0): "5"}
    found = rows(above, page(below, ruled(columns, (50.0, 80.0)), 2))
    assert len(found) == 1
    assert (found[0][1].certain, found[0][1].readings) == (False, ("1175",))


def test_the_middle_tells_how_full_a_line_with_a_space_in_front_is() -> None:
    """Centred lines: a wide space in front shows as the line's being off the middle."""
    rules = ruled((100.0, 150.0, 180.0), (100.0, 140.0))
    found = rows(page({(105.0, 102.0): "甲", (163.0, 102.0): "12", (162.5, 114.0): "3"}, rules))
    assert found[0][1].text == "123"
    wide = ruled((100.0, 150.0, 240.0), (100.0, 140.0))
    found = rows(page({(105.0, 102.0): "甲", (190.0, 102.0): "12", (192.5, 114.0): "3"}, wide))
    assert (found[0][1].certain, found[0][1].text) == (False, "12\n3")


def test_figures_below_a_cut_row_are_never_lost() -> None:
    """A row without a label behind the page's end is the rest of the row before it."""
    found = cut_over_pages(
        {(105.0, 702.0): "前", (105.0, 722.0): "甲", (155.0, 722.0): "38"},
        {(155.0, 62.0): "9", (105.0, 82.0): "后", (155.0, 82.0): "1"},
    )
    assert found[1] == ["甲", "389", ""]


def test_rows_that_only_meet_at_the_pages_end_stay_two() -> None:
    """A label that did not fill its line is not gone on with."""
    found = cut_over_pages(
        {(105.0, 702.0): "前", (105.0, 722.0): "甲", (155.0, 722.0): "3"},
        {(105.0, 62.0): "乙", (155.0, 62.0): "9", (105.0, 82.0): "后"},
    )
    assert found[1:3] == [["甲", "3", ""], ["乙", "9", ""]]


# ---------------------------------------------------------------- tables without rules
def unruled(extra: Texts) -> list[list[GridCell]]:
    table: Texts = {(100.0, 100.0): "甲", (200.0, 100.0): "1", (300.0, 100.0): "2",
                    (400.0, 100.0): "3", (100.0, 120.0): "乙", (300.0, 120.0): "12"}  # fmt: skip
    return rows(page({**table, **extra}))


def test_figures_are_told_by_their_columns() -> None:
    """A cell without a figure is empty where other rows have one."""
    found = unruled({(400.0, 120.0): "5", (200.0, 140.0): "7", (100.0, 140.0): "丙"})
    assert texts(found) == [["甲", "1", "2", "3"], ["乙", "", "12", "5"], ["丙", "7", "", ""]]
    assert all(cell.certain for row in found for cell in row)


def test_a_label_over_two_lines_belongs_to_the_figures_in_its_middle() -> None:
    """Half of it stands above its figures, half below."""
    found = unruled({(400.0, 120.0): "5", (100.0, 134.0): "其他", (100.0, 146.0): "事项",
                     (200.0, 140.0): "4", (300.0, 140.0): "5", (400.0, 140.0): "6"})  # fmt: skip
    assert texts(found)[2] == ["其他事项", "4", "5", "6"]


def test_what_is_no_figure_is_kept_in_its_column() -> None:
    """约 before a figure makes no other cell blank."""
    found = unruled({(400.0, 120.0): "5", (200.0, 120.0): "约7"})
    assert texts(found)[1] == ["乙", "约7", "12", "5"]


@pytest.mark.parametrize("below", [126.0, 130.0])
def test_a_figure_that_may_go_on_in_the_next_line_is_unsure(below: float) -> None:
    """So close below stands no other row: the figures of that column may be one number."""
    found = unruled({(400.0, 120.0): "5", (300.0, below): "6"})
    assert [cell.certain for cell in found[1]] == [True, True, False, True]


def test_figures_that_nearly_touch_are_one_text() -> None:
    """Two figures with hardly a gap are not taken for two columns."""
    found = rows(page({(100.0, 100.0): "甲", (200.0, 100.0): "1", (209.0, 100.0): "2",
                       (300.0, 100.0): "3", (400.0, 100.0): "4"}))  # fmt: skip
    assert texts(found) == [["甲", "1 2", "3", "4"]]


def test_tables_with_a_heading_between_stay_two() -> None:
    """Sides of two tables that nearly meet are no line: only dashes are."""
    upper, lower = (ruled((100.0, 150.0, 200.0), ys) for ys in ((100.0, 130.0), (134.5, 160.0)))
    found = blocks_of([page({(105.0, 110.0): "甲", (105.0, 140.0): "乙"}, upper + lower)])
    assert sum(isinstance(block, Table) for block in found) == 2


def test_a_figure_at_the_pages_edge_is_no_page_number() -> None:
    """Close to other figures it is part of a table; alone it is the number of the page."""
    near = {(100.0, 20.0): "甲乙", (200.0, 20.0): "1", (300.0, 26.0): "34"}
    found = blocks_of([page(near)])
    assert any("34" in getattr(block, "text", "") for block in found)
    assert "34" not in repr(blocks_of([page({(100.0, 100.0): "甲", (300.0, 770.0): "34"})]))


def test_a_number_broken_behind_an_indent_is_whole() -> None:
    """A wide space in front fills the first line; the second begins at the cell's left."""
    rules = ruled((100.0, 150.0, 180.0), (100.0, 140.0))
    found = rows(page({(105.0, 102.0): "甲", (165.0, 102.0): "12", (155.0, 114.0): "3"}, rules))
    assert found[0][1].text == "123"


# ---------------------------------------------------------------- what pages repeat
def feet(*lines: str) -> list[Page]:
    """Pages with a line of their own and one at the foot."""
    return [
        page({(100.0, 400.0): f"正文{'甲乙丙丁'[n]}", (100.0, 770.0): foot}, number=n + 1)
        for n, foot in enumerate(lines)
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("青禾镇2024年报告",) * 3,
        ("报告第1页共3页", "报告第2页共3页", "报告第3页共3页"),
        ("报告-17", "报告-18", "报告-19"),
    ],
    ids=["same", "page_number", "counted"],
)
def test_what_pages_repeat_is_left_out_and_a_note_says_so(lines: tuple[str, ...]) -> None:
    """Their figures are the same or count the pages; the note quotes the first line."""
    blocks, [note] = noted_blocks_of(feet(*lines))
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == [
        "正文甲正文乙正文丙"
    ]
    assert lines[0] in note.words.zh
    assert (note.code, note.at.page, note.at.box is None) == ("furniture", 1, False)


def test_lines_with_figures_of_their_own_stay() -> None:
    """What differs from page to page by more than the page's number is text of the report."""
    lines = ("本年收到7件", "本年收到14件", "本年收到21件")
    blocks, notes = noted_blocks_of(feet(*lines))
    assert all(line in repr(blocks) for line in lines)
    assert notes == ()
