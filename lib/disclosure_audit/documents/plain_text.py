"""Plain text: paragraphs, and rows where tabs, pipes or runs of numbers make them.

Merged cells are not spelled out in plain text, so its tables are not aligned: only the order of
their cells is known. A table printed one cell per line without any mark cannot be told from
paragraphs here; its lines stay paragraphs, each with the number of blank lines before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from disclosure_audit.documents.document import Block, GridCell, Paragraph, Place, Table
from disclosure_audit.documents.encodings import decode
from disclosure_audit.documents.furniture import left_out, without_furniture_around
from disclosure_audit.documents.reading import Content
from disclosure_audit.errors import FilerError
from disclosure_audit.text import Words, is_value, ordinal_of

Kind = Literal["blank", "tab", "tabbed_row", "pipe", "run", "prose"]

_PIPES = str.maketrans("｜│┃┆¦", "|||||")
_WIDE_SPACE = re.compile(r"[ \u3000\u00a0]{2,}")
_PIPE_RULE = re.compile(r":?-{3,}:?")
_MAX_TEXT, _MAX_LINES = 500_000, 40_000
_MAX_CONTINUATION = 24
_MAX_RUN_LABEL = 60
_MAX_ROW_LINES = 30
_MIN_RUNNING, _MAX_RUNNING = 200, 200_000
_MAX_ROW = 2_000
_MIN_RUNNING_VALUES = 30  # no row of the form has as many


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    kind: Kind
    text: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    cells: tuple[tuple[str, int], ...]  # text and line of each cell


def read_content(data: bytes) -> Content:
    """Read plain text.

    Parameters
    ----------
    data
        The file's bytes, in any encoding that `decode` tells.

    Returns
    -------
    Content
        Paragraphs and unaligned tables, each cell with its line. What was copied with the text from
        around it on a web page is left out and summed up in a note.

    Raises
    ------
    FilerError
        The bytes are no text, or more of it than any report holds.
    """
    text, notes = decode(data)
    if len(text) > _MAX_TEXT or text.count("\n") > _MAX_LINES:
        raise _too_long()
    lines = enumerate(text.split("\n"), start=1)
    blocks, length = without_furniture_around(tuple(blocks_of_lines(lines)))
    return Content(blocks, notes=(*notes, *left_out(length)))


def blocks_of_lines(lines: Iterable[tuple[int, str]]) -> Iterator[Block]:
    """Yield the blocks that lines of text make.

    Parameters
    ----------
    lines
        Number and text of each line, in order.
    """
    whole = _with_broken_rows_joined([part for line in lines for part in _running(*line)])
    yield from _blocks(_with_run_headers([_classified(*line) for line in whole]))


def _running(number: int, line: str) -> Iterator[tuple[int, str]]:
    """Yield the words of a line that holds whole tables as lines, and any other line as it is."""
    words = line.split() if _MIN_RUNNING < len(line) < _MAX_RUNNING else ()
    if sum(map(is_value, words)) < _MIN_RUNNING_VALUES or "|" in line.translate(_PIPES):
        yield number, line
        return
    yield from ((number, word) for word in words)


def _with_broken_rows_joined(lines: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Join the lines of a row whose cells have line breaks: ``| 行政`` and ``许可 | 12 |``.

    Where the first row of a table begins without a pipe, none has outer pipes, and a pipe in front
    is that of an empty cell.
    """
    index = 0
    outer = in_table = False
    while index < len(lines):
        piped = "|" in lines[index][1].translate(_PIPES)
        if piped and not in_table:
            outer = _opens(lines[index][1])
        in_table = piped or (in_table and bool(lines[index][1].strip()))
        end = _end_of_broken_row(lines, index) if outer else index + 1
        yield lines[index][0], "\n".join(text.rstrip("\r") for _, text in lines[index:end])
        index = end


def _end_of_broken_row(lines: list[tuple[int, str]], start: int) -> int:
    """Return the index behind the line that closes the row; only an open pipe begins one."""
    if not _opens(lines[start][1]) or _closes(lines[start][1]):
        return start + 1
    for end in range(start + 1, min(start + _MAX_ROW_LINES, len(lines))):
        text = lines[end][1]
        if not text.strip() or _opens(text):
            break
        if _closes(text):
            return end + 1
    return start + 1


def _opens(line: str) -> bool:
    return line.strip()[:1].translate(_PIPES) == "|"


def _closes(line: str) -> bool:
    return line.strip()[-1:].translate(_PIPES) == "|"


def _classified(number: int, line: str) -> _Line:
    if line.startswith("\t") and "\t" not in line[1:].rstrip("\t"):
        return _Line(number, "tab", line, tuple(line[1:].split("\t")))
    if not line.strip():
        return _Line(number, "blank", line)
    if "\t" in line.strip("\t"):
        return _Line(number, "tabbed_row", line, tuple(line.split("\t")))
    if (cells := _pipe_cells(line)) is not None:
        return _Line(number, "pipe", line, cells)
    if (cells := _run_cells(line)) is not None:
        return _Line(number, "run", line, cells)
    return _Line(number, "prose", line)


def _pipe_cells(line: str) -> tuple[str, ...] | None:
    plain = line.strip().translate(_PIPES)
    if "|" not in plain:
        return None
    return tuple(cell.strip() for cell in plain.split("|"))


def _run_cells(line: str) -> tuple[str, ...] | None:
    """Return label and numbers of a line such as ``规章  0  0  0``; None for other lines.

    Labels may stand in it again, each with numbers behind it: two years side by side.
    """
    words = line.split() if len(line) <= _MAX_ROW else []
    if not words or not is_value(words[-1]) or "。" in line:
        return None
    groups = [(value, list(group)) for value, group in groupby(words, is_value)]
    if len(groups) > 1 and groups[0][0]:  # a line that begins with a number has one label
        *front, (_, numbers) = groups
        groups = [(False, [word for _, group in front for word in group]), (True, numbers)]
    cells = [cell for value, group in groups for cell in (group if value else [" ".join(group)])]
    labels = [" ".join(group) for value, group in groups if not value]
    if any(len(label) > _MAX_RUN_LABEL for label in labels):
        return None
    lone = len(cells) - len(labels) == 1
    if lone and (not labels or len(labels[0]) > _MAX_CONTINUATION):
        return None
    return tuple(cells)


def _with_run_headers(lines: list[_Line]) -> list[_Line]:
    """Turn lines of spaced words beside rows of numbers into rows: they are the header."""
    lines_of_text = [i for i, line in enumerate(lines) if line.kind != "blank"]
    runs = {i for i in lines_of_text if lines[i].kind == "run"}
    changed = list(lines)
    for position, index in enumerate(lines_of_text):
        neighbours = lines_of_text[max(position - 1, 0) : position + 4]
        if lines[index].kind == "prose" and runs.intersection(neighbours):
            parts = tuple(_WIDE_SPACE.split(lines[index].text.strip()))
            if len(parts) >= 2 and not any(_is_prose(part) for part in parts):
                changed[index] = _Line(lines[index].number, "run", lines[index].text, parts)
    return changed


def _is_prose(part: str) -> bool:
    lone_ordinal = ordinal_of(part + "某")
    return any(mark in part for mark in "。；：") or bool(
        lone_ordinal and lone_ordinal.rest == "某"
    )


def _blocks(lines: list[_Line]) -> Iterator[Block]:
    table = 0
    gap = 0
    index = 0
    while index < len(lines):
        kind = lines[index].kind
        if kind == "blank":
            gap += 1
            index += 1
        elif kind == "prose":
            yield Paragraph(lines[index].text.strip(), Place(line=lines[index].number), gap=gap)
            gap = 0
            index += 1
        else:
            end = _end_of_table(lines, index)
            table += 1
            yield _table(_rows(lines[index:end]), table)
            gap = 0
            index = end


def _end_of_table(lines: list[_Line], start: int) -> int:
    """Return the index behind the table: blank lines inside it belong to it."""
    kind = lines[start].kind
    end = start + 1
    for index in range(start + 1, len(lines)):
        line = lines[index]
        if line.kind == kind or (kind == "tab" and _continues_cell(lines, index)):
            end = index + 1
        elif line.kind != "blank":
            break
    return end


def _continues_cell(lines: list[_Line], index: int) -> bool:
    """Whether a line is the second line of the cell before it, as in 本年新 / 制作数量."""
    line, before = lines[index], lines[index - 1]
    following = (later.kind for later in lines[index + 1 :] if later.kind != "blank")
    return (
        line.kind == "prose"
        and before.kind in ("tab", "prose")
        and len(line.text.strip()) <= _MAX_CONTINUATION
        and ordinal_of(line.text) is None
        and not is_value(before.text.strip())
        and next(following, "blank") == "tab"
    )


def _rows(lines: list[_Line]) -> list[_Row]:
    kind = lines[0].kind
    if kind == "pipe":
        lines = _without_outer_pipes(lines)
    if kind == "tab":
        return _rows_of_single_cells(_without_last_tab(lines))
    if kind == "pipe" and all(len(line.cells) <= 1 for line in lines):
        return _rows_of_single_cells(lines)
    return [
        _Row(line.number, tuple(_with_numbers(line)))
        for line in lines
        if line.cells and not _is_rule(line)
    ]


def _with_numbers(line: _Line) -> Iterator[tuple[str, int]]:
    """Yield each cell with the number of its line: a row may go over several."""
    number = line.number
    for cell in line.cells:
        yield cell.strip(), number
        number += cell.count("\n")


def _without_outer_pipes(lines: list[_Line]) -> list[_Line]:
    """Drop the empty cells outside the outer pipes, where every line of the table has them.

    A single line cannot tell: its first or last cell may be empty.
    """
    filled = [line for line in lines if line.cells]
    first = int(all(line.cells[0] == "" for line in filled))
    last = int(all(line.cells[-1] == "" and len(line.cells) > first for line in filled))
    return [
        _Line(line.number, line.kind, line.text, line.cells[first : len(line.cells) - last])
        for line in lines
    ]


def _without_last_tab(lines: list[_Line]) -> list[_Line]:
    """Drop the empty cell behind a tab at the end of the line, where every cell has one."""
    doubled = all(len(line.cells) > 1 and not line.cells[-1] for line in lines if line.cells)
    return [replace(line, cells=line.cells[:-1]) if doubled else line for line in lines]


def _is_rule(line: _Line) -> bool:
    return len(line.cells) > 1 and all(_PIPE_RULE.fullmatch(cell) for cell in line.cells)


def _rows_of_single_cells(lines: list[_Line]) -> list[_Row]:
    """One cell a line: blank lines part the rows; without any, each cell is a row of its own."""
    groups = [
        list(group)
        for blank, group in groupby(lines, lambda line: line.kind == "blank")
        if not blank
    ]
    if len(groups) == 1:
        groups = [[line] for line in groups[0]]
    return [_Row(group[0].number, tuple(_cells(group))) for group in groups]


def _cells(group: list[_Line]) -> Iterator[tuple[str, int]]:
    """Yield the cells of a row; a line without the cell's mark goes on with the cell before it."""
    text, number = None, 0
    for line in group:
        if line.cells:
            if text is not None:
                yield text, number
            yield from ((cell.strip(), line.number) for cell in line.cells[:-1])
            text, number = line.cells[-1].strip(), line.number
        else:
            text = f"{text}\n{line.text.strip()}" if text else line.text.strip()
    if text is not None:
        yield text, number


def _table(rows: list[_Row], table: int) -> Table:
    return Table(
        rows=tuple(
            tuple(
                GridCell(text, Place(line=line, table=table, row=r, column=c))
                for c, (text, line) in enumerate(row.cells, start=1)
            )
            for r, row in enumerate(rows, start=1)
        ),
        at=Place(line=rows[0].number if rows else None, table=table),
        aligned=False,
    )


def _too_long() -> FilerError:
    return FilerError(
        Words(
            f"文件超过 {_MAX_TEXT} 字或 {_MAX_LINES} 行，年度报告没有这样长的。请确认文件无误。",
            f"The file has more than {_MAX_TEXT} characters or {_MAX_LINES} lines; no annual "
            "report is as long. Make sure it is the right file.",
        )
    )
