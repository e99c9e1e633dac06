"""The three official tables as grids of slots, merged as the official form merges them.

Only the labels come from the form's data; how a grid is laid out is known here a second time, so
that a test does not ask the code under test what is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from disclosure_audit.forms import Edition, Row

LABEL_COLUMNS = 3
"""Table 3 spends three columns on its labels: 一、 · （一） · 1."""


@dataclass(frozen=True)
class Slot:
    """One printed cell, which may span rows and columns; `figure` marks a fillable cell."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    figure: bool = False


Grid = list[list[Slot]]


def grids(edition: Edition, figures: Mapping[str, str], table: str) -> Grid:
    """Return one table; rows whose figures are not given are left out, so it may be empty."""
    return {"t2": _table_2, "t3": _table_3, "t4": _table_4}[table](edition, figures)


def _figure(text: str, colspan: int = 1) -> Slot:
    return Slot(text, colspan=colspan, figure=True)


def _table_2(edition: Edition, figures: Mapping[str, str]) -> Grid:
    grid: Grid = []
    for block in edition.blocks:
        # A short block is stretched to the four columns of the widest by its last cell.
        last = 5 - 1 - len(block.columns)
        rows = []
        for row in block.rows:
            ids = [f"t2.{row.id}.{column.id}" for column in block.columns]
            if all(cell in figures for cell in ids):
                slots = [_figure(figures[cell]) for cell in ids]
                rows.append([Slot(row.label.text), *_stretched(slots, last)])
        if rows:
            headers = [Slot(column.label.text) for column in block.columns]
            grid.append([Slot(block.band, colspan=4)])
            grid.append([Slot("信息内容"), *_stretched(headers, last)])
            grid.extend(rows)
    return grid


def _stretched(slots: list[Slot], last: int) -> list[Slot]:
    return [*slots[:-1], replace(slots[-1], colspan=last)]


def _table_3(edition: Edition, figures: Mapping[str, str]) -> Grid:
    body: Grid = []
    printed = [row for row in edition.rows if row.id is None or _has(row, edition, figures)]
    if not any(row.id for row in printed):
        return []
    pending: list[Slot] = []
    for index, row in enumerate(printed):
        if row.id is None:
            below = _rows_below(printed, index)
            if below:
                pending.append(Slot(row.label.text, rowspan=below))
            continue
        label = Slot(row.label.text, colspan=LABEL_COLUMNS + 1 - row.level)
        values = [_figure(figures[f"t3.{row.id}.{column.id}"]) for column in edition.columns]
        body.append([*pending, label, *values])
        pending = []
    return [*_heads_of_table_3(edition), *body]


def _has(row: Row, edition: Edition, figures: Mapping[str, str]) -> bool:
    return all(f"t3.{row.id}.{column.id}" in figures for column in edition.columns)


def _rows_below(rows: list[Row], index: int) -> int:
    """Count the rows with cells that a group label covers."""
    count = 0
    for row in rows[index + 1 :]:
        if row.level <= rows[index].level:
            break
        count += row.id is not None
    return count


def _heads_of_table_3(edition: Edition) -> Grid:
    first, *organisations, last = edition.columns
    corner = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    return [
        [Slot(corner, rowspan=3, colspan=LABEL_COLUMNS), Slot("申请人情况", colspan=7)],
        [
            Slot(first.label.text, rowspan=2),
            Slot("法人或其他组织", colspan=len(organisations)),
            Slot(last.label.text, rowspan=2),
        ],
        [Slot(column.label.text) for column in organisations],
    ]


def _table_4(edition: Edition, figures: Mapping[str, str]) -> Grid:
    ids = [f"t4.{p.id}.{column.id}" for p in edition.proceedings for column in edition.results]
    if not all(cell in figures for cell in ids):
        return []
    results = [column.label.text for column in edition.results]
    width = len(results)
    _, direct, after = edition.proceedings
    return [
        [Slot("行政复议", colspan=width), Slot("行政诉讼", colspan=2 * width)],
        [
            *(Slot(text, rowspan=2) for text in results),
            Slot(direct.label, colspan=width),
            Slot(after.label, colspan=width),
        ],
        [Slot(text) for text in results * 2],
        [_figure(figures[cell]) for cell in ids],
    ]


def spread(grid: Grid) -> Iterator[list[tuple[Slot, bool, bool]]]:
    """Yield each row by grid position: the slot, whether it starts in this row, in this column."""
    hanging: dict[int, tuple[Slot, int]] = {}
    for row in grid:
        line: list[tuple[Slot, bool, bool]] = []
        waiting = list(row)
        while waiting or len(line) in hanging:
            column = len(line)
            if column in hanging:
                slot, rows_left = hanging.pop(column)
                first_row = False
            else:
                slot, first_row = waiting.pop(0), True
                rows_left = slot.rowspan
            if rows_left > 1:
                hanging[column] = (slot, rows_left - 1)
            line.extend((slot, first_row, offset == 0) for offset in range(slot.colspan))
        yield line
