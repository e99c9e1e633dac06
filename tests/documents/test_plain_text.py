"""Plain text: rows where the text marks them, paragraphs everywhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_audit.documents import Block, Paragraph, Table
from disclosure_audit.documents.plain_text import read_content


def blocks(*lines: str) -> tuple[Block, ...]:
    return read_content("\n".join(lines).encode()).blocks


def shape(*lines: str) -> list[object]:
    """Paragraphs as strings, tables as lists of rows."""
    return [
        b.text
        if isinstance(b, Paragraph)
        else [[cell.text for cell in row] for row in b.rows]
        if isinstance(b, Table)
        else b
        for b in blocks(*lines)
    ]


def test_tabs_before_cells_and_blank_lines_between_rows_make_a_table() -> None:
    """A tab opens a cell, a blank line a row; a tab alone is an empty cell."""
    assert shape("\t规章", "\t0", "\t", "\t \u00a0", "", "\t行政许可", "\t12", "") == [
        [["规章", "0", "", ""], ["行政许可", "12"]]
    ]


def test_a_line_without_tab_goes_on_with_the_cell_above() -> None:
    """A label broken over two lines is one cell."""
    assert shape("\t本年新", "制作数量", "\t本年新", "公开数量", "", "\t1", "\t2") == [
        [["本年新\n制作数量", "本年新\n公开数量"], ["1", "2"]]
    ]


def test_a_heading_behind_a_table_is_no_cell_of_it() -> None:
    """A line with an ordinal ends the table, and so does the end of the text."""
    found = shape("\t规章", "\t0", "", "三、收到和处理政府信息公开申请情况", "\t自然人")
    assert found == [[["规章"], ["0"]], "三、收到和处理政府信息公开申请情况", [["自然人"]]]


def test_tabs_between_cells_make_a_row() -> None:
    """A line with tabs inside is a row of the table."""
    assert shape("规章\t0\t\t3", "行政许可\t12\t1\t4") == [
        [["规章", "0", "", "3"], ["行政许可", "12", "1", "4"]]
    ]


@pytest.mark.parametrize("pipe", ["|", "｜", "│", "┃", "¦"])
def test_pipes_of_every_kind_make_rows(pipe: str) -> None:
    """Lines with pipes are rows, with or without pipes at their ends."""
    bare = [f"规章 {pipe} 0 {pipe} 1", f"行政许可 {pipe} 2 {pipe} "]
    outer = [f"{pipe} {bare[0]} {pipe}", f"{pipe} {bare[1]} {pipe}"]
    expected = [[["规章", "0", "1"], ["行政许可", "2", ""]]]
    assert shape(*bare) == expected
    assert shape(*outer) == expected


def test_a_rule_of_dashes_is_no_row() -> None:
    """The line under a header of pipes is not data, but single dashes are cells."""
    assert shape("| 项 | 数 |", "|---|:---:|", "| - | - |") == [[["项", "数"], ["-", "-"]]]


def test_one_cell_a_line_with_a_pipe_is_a_table() -> None:
    """A pipe before or behind each line marks a cell of its own."""
    assert shape("规章 |", "0 |", "0 |") == [[["规章"], ["0"], ["0"]]]
    assert shape("| 规章", "| 0", "| 0") == [[["规章"], ["0"], ["0"]]]


def test_runs_of_numbers_behind_a_label_make_rows() -> None:
    """A label and numbers parted by spaces are a row; dashes in it are cells."""
    assert shape("规章  0  0  —", "行政规范性文件  1  2  3") == [
        [["规章", "0", "0", "—"], ["行政规范性文件", "1", "2", "3"]]
    ]


def test_spaced_words_above_numbers_are_their_header() -> None:
    """Words parted by wide spaces beside a row of numbers are a row as well."""
    assert shape("信息内容    本年制发件数    现行有效件数", "规章  0  0") == [
        [["信息内容", "本年制发件数", "现行有效件数"], ["规章", "0", "0"]]
    ]


@pytest.mark.parametrize(
    "line",
    [
        "一、  总体情况",
        "（一）  主动公开情况",
        "1.  主动公开信息。",
        "全年主动公开信息  12 条。",
        "截至  2023年12月31日",
        "联系电话：  0000-0000000",
        "2023",
    ],
)
def test_prose_with_wide_spaces_or_numbers_is_a_paragraph(line: str) -> None:
    """Headings, sentences and dates are no rows, however they are spaced."""
    assert shape(line, "", "后文。") == [line, "后文。"]


def test_a_heading_with_a_wide_space_beside_a_row_stays_a_heading() -> None:
    """The ordinal of a heading is not taken for the first cell of a header row."""
    assert shape("二、  主动公开政府信息情况", "规章  0  0")[0] == "二、  主动公开政府信息情况"


def test_blank_lines_are_counted_before_a_paragraph() -> None:
    """Where cells stand one a line, the blank lines before each are known."""
    found = blocks("规章", "", "", "0", "0")
    assert [b.gap for b in found if isinstance(b, Paragraph)] == [0, 2, 0]


def test_every_cell_knows_its_line() -> None:
    """Lines, tables, rows and columns count from 1."""
    table = blocks("前文", "", "规章 | 0", "行政许可 | 1")[1]
    assert isinstance(table, Table)
    at = table.rows[1][1].at
    assert (at.line, at.table, at.row, at.column) == (4, 1, 2, 2)
    assert not table.aligned


@given(st.text(alphabet="规章0 12|\t\n、。一二（）—-\r", max_size=120))
def test_no_text_is_lost(text: str) -> None:
    """Whatever is written, every digit and character stands in some block, in order."""
    found = read_content(text.encode()).blocks
    texts: list[str] = []
    for block in found:
        if isinstance(block, Paragraph):
            texts.append(block.text)
        elif isinstance(block, Table):
            texts += [cell.text for row in block.rows for cell in row]
    kept = [c for c in "".join(texts) if c in "规章012一二、。"]
    assert kept == [c for c in text if c in "规章012一二、。"]


def test_an_empty_text_has_no_blocks() -> None:
    """Blank lines alone are nothing."""
    assert blocks("", " ", "\u3000") == ()
