"""Binding of tables whose merged cells are spelled out: equal positions are one column.

Rows are found by their labels, columns by their headers. Where headers do not settle the columns,
the order does, if the count fits exactly and no header says another order; otherwise the row is
unreadable.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import mode

from disclosure_audit.documents import GridCell, Place, Table
from disclosure_audit.forms import Cell, Column, Row, TableId, label_key
from disclosure_audit.reports.binding import (
    BoundRow,
    Printed,
    count_differs,
    in_order,
    two_years,
    unreadable,
)
from disclosure_audit.reports.labels import Labels
from disclosure_audit.text import bare, is_number

GridRow = tuple[GridCell, ...]


def bind_aligned(table: Table, labels: Labels) -> list[BoundRow]:
    """Return every row of the form found in an aligned table, and table 4 where it is there."""
    rows = list(_rows_of_tables_2_and_3(table, labels))
    if not table.aligned and rows and rows[0].table == "t3":
        # In plain text only headers say that the rows are aligned.
        rows = rows if _applicant_columns(table, labels) else []
    if not rows:
        return list(_table_4(table, labels))
    if any(_is_unknown(grid_row, labels) for grid_row in table.rows):
        return [replace(row, whole=False) for row in rows]
    return rows


def _is_unknown(grid_row: GridRow, labels: Labels) -> bool:
    """Whether a row has values and no label of the form: it may be one whose label is misspelt."""
    found = _label_of(grid_row, labels, len(grid_row))
    return (found is None or found[2].id is None) and any(
        is_number(cell.text) for cell in grid_row[1:] if not cell.continues
    )


def _rows_of_tables_2_and_3(table: Table, labels: Labels) -> Iterator[BoundRow]:
    columns = _applicant_columns(table, labels)
    usual_end = mode(_end(grid_row) for grid_row in table.rows)
    for index, grid_row in enumerate(table.rows):
        found = _label_of(grid_row, labels, columns[0] if columns else 0)
        if found is None:
            continue
        position, table_id, row = found
        if row.id is None:
            continue
        at = grid_row[position].at
        if table_id == "t2":
            yield _row_of_table_2(table, index, position, row, labels, at)
        else:
            yield _row_of_table_3(grid_row, position, columns, row, labels, usual_end)


def _label_of(
    grid_row: GridRow, labels: Labels, values_from: int
) -> tuple[int, TableId, Row] | None:
    """Return position, table and row of the label nearest to the values, or None.

    Only the cells left of the first value can be labels; left of column `values_from`, where the
    headers of table 3 say so, 总计 and 其他 alone are row labels too.
    """
    best = None
    for position, cell in enumerate(grid_row):
        if position and not cell.continues and is_number(cell.text):
            break
        in_label_column = position < values_from
        pair = (labels.row_in_label_column if in_label_column else labels.row)(cell.text)
        if pair is None and not cell.certain and not is_number(cell.text):
            pair = labels.nearly_row(cell.text)
        if pair is not None:
            best = (position, pair[0], pair[1])
    return best


def _row_of_table_2(
    table: Table, index: int, position: int, row: Row, labels: Labels, at: Place
) -> BoundRow:
    columns = labels.block_of[row.id or ""].columns
    cells = [labels.edition.cells[f"t2.{row.id}.{column.id}"] for column in columns]
    grid_row = table.rows[index]
    positions = _header_positions(table, index, position, columns)
    if positions is None:
        after = _texts(grid_row, position)
        return _bound_in_order("t2", row, cells, _without_empty_tail(after, len(cells)), at)
    if not positions or not _one_cell_each(grid_row, positions):
        return _spread(row, cells, grid_row, position, at)
    printed = [_printed(grid_row[place]) for place in positions]
    return BoundRow("t2", at, in_order(cells, printed), whole=True)


def _spread(
    row: Row, cells: Sequence[Cell], grid_row: GridRow, position: int, at: Place
) -> BoundRow:
    """The row's cells do not stand below the headers: whose value is whose cannot be told."""
    after = _texts(grid_row, position)
    note = count_differs(row.label.text, len(cells), len(after), at)
    return BoundRow(cells[0].table, at, unreadable(cells, after, at), (note,), whole=True)


def _header_positions(
    table: Table, index: int, position: int, columns: Sequence[Column]
) -> list[int] | None:
    """Return the columns by the nearest header row above: none where the row does not fit it.

    None where it does not say, so that the order of the form holds.
    """
    wanted = [set(column.label.keys) for column in columns]
    for grid_row in reversed(table.rows[:index]):
        keys = [None if cell.continues else label_key(cell.text) for cell in grid_row]
        places = [[p for p, key in enumerate(keys) if p > position and key in w] for w in wanted]
        found = [place[0] for place in places if len(place) == 1]
        if found and _end(table.rows[index]) > _end(grid_row):
            return []  # a cell more than there are headers
        if found == sorted(found) and len(found) == len(wanted):
            return found if max(found) < len(table.rows[index]) else None
        if found:
            slots = [p for p, cell in enumerate(grid_row) if p > position and not cell.continues]
            own = dict(enumerate(slots))
            in_place = all(own.get(n) == p[0] for n, p in enumerate(places) if len(p) == 1)
            return None if in_place else []
    return None


def _applicant_columns(table: Table, labels: Labels) -> list[int] | None:
    """Return the positions of the seven applicant columns: none where they are in another order.

    None where the headers do not say.
    """
    found: dict[str, list[int]] = {}
    for grid_row in table.rows:
        if _label_of(grid_row, labels, 0) is not None:
            break
        for position, cell in enumerate(grid_row):
            column = labels.applicants.get(label_key(cell.text))
            if column is not None and not cell.continues:
                found.setdefault(column, []).append(position)
    ids = [column.id for column in labels.edition.columns]
    positions = [found[column][0] for column in ids if len(found.get(column, ())) == 1]
    if positions != sorted(positions):
        return []
    return positions if len(positions) == len(ids) else None


def _row_of_table_3(
    grid_row: GridRow,
    position: int,
    columns: list[int] | None,
    row: Row,
    labels: Labels,
    usual_end: int,
) -> BoundRow:
    at = grid_row[position].at
    cells = [labels.edition.cells[f"t3.{row.id}.{column.id}"] for column in labels.edition.columns]
    if columns == []:
        return _spread(row, cells, grid_row, position, at)
    usual = _end(grid_row) == usual_end
    if columns is not None and usual and _fits(grid_row, position, columns):
        printed = [_printed(grid_row[place]) for place in columns]
        return BoundRow("t3", at, in_order(cells, printed), whole=True)
    return _bound_in_order("t3", row, cells, _texts(grid_row, position), at)


def _fits(grid_row: GridRow, position: int, columns: list[int]) -> bool:
    """Whether the label ends where the columns begin and each column is a cell of its own."""
    between = grid_row[position + 1 : columns[0]]
    return (
        position < columns[0]
        and all(cell.continues or not bare(cell.text) for cell in between)
        and _one_cell_each(grid_row, columns)
        and _origin(grid_row, columns[0]) > position
    )


def _end(grid_row: GridRow) -> int:
    """Return the position behind the row's last cell; a row that ends elsewhere is shifted."""
    return max((place + 1 for place, cell in enumerate(grid_row) if not cell.absent), default=0)


def _one_cell_each(grid_row: GridRow, columns: Sequence[int]) -> bool:
    """Whether each column has a cell of its own in the row, and no value stands behind the last.

    A row with a cell too few or too many is shifted somewhere. Empty cells
    behind the last column are the structural blanks of a short block.
    """
    last = columns[-1]
    if len(grid_row) <= last or any(grid_row[place].absent for place in columns):
        return False
    origins = {_origin(grid_row, place) for place in columns}
    behind = [cell for cell in grid_row[last + 1 :] if not cell.continues and not cell.absent]
    surplus = any(bare(cell.text) for cell in behind)
    return len(origins) == len(columns) and not surplus


def _origin(grid_row: GridRow, position: int) -> int:
    """Return where the merged cell over `position` begins in its row."""
    while position > 0 and grid_row[position].continues:
        if grid_row[position - 1].text != grid_row[position].text:
            break
        position -= 1
    return position


def _bound_in_order(
    table: TableId, row: Row, cells: Sequence[Cell], printed: Sequence[Printed], at: Place
) -> BoundRow:
    if len(printed) == len(cells):
        return BoundRow(table, at, in_order(cells, printed), whole=True)
    note = count_differs(row.label.text, len(cells), len(printed), at)
    return BoundRow(table, at, unreadable(cells, printed, at), (note,), whole=True)


def _texts(grid_row: GridRow, position: int) -> list[Printed]:
    behind = grid_row[position + 1 :]
    return [_printed(cell) for cell in behind if not cell.continues and not cell.absent]


def _without_empty_tail(printed: list[Printed], count: int) -> list[Printed]:
    """Drop empty places behind the last column: a short block of table 2 leaves them."""
    while len(printed) > count and not printed[-1].text.strip():
        printed = printed[:-1]
    return printed


def _printed(cell: GridCell) -> Printed:
    return Printed(cell.text, cell.at, cell.certain, readings=cell.readings)


def _table_4(table: Table, labels: Labels) -> Iterator[BoundRow]:
    heads = [i for i, row in enumerate(table.rows) if _results_in(row, labels) >= 5]
    if not heads or heads[-1] + 1 >= len(table.rows):
        return
    data_row = table.rows[heads[-1] + 1]
    if any(labels.is_label(cell.text) for cell in data_row):
        return
    columns = _proceeding_columns(table.rows[: heads[-1] + 1], labels)
    cells = list(labels.edition.cells_of("t4"))
    at = table.at
    others = [*table.rows[heads[0] : heads[-1]], *table.rows[heads[-1] + 2 :]]
    if any(_values_in(row) >= len(labels.edition.results) for row in others):
        note = two_years("行政复议、行政诉讼", at)
        yield BoundRow("t4", at, unreadable(cells, _texts(data_row, -1), at), (note,), whole=True)
        return
    if columns is not None:
        places = [columns[cell.id] for cell in cells if columns]
        usual = _end(data_row) == _end(table.rows[heads[-1]])
        if places and usual and _one_cell_each(data_row, places):
            printed = [_printed(data_row[place]) for place in places]
            yield BoundRow("t4", at, in_order(cells, printed), whole=True)
            return
    printed = [_printed(cell) for cell in data_row if not cell.continues and not cell.absent]
    if len(printed) == len(cells) and columns != {}:
        yield BoundRow("t4", at, in_order(cells, printed), whole=True)
        return
    note = count_differs("行政复议、行政诉讼", len(cells), len(printed), at)
    yield BoundRow("t4", at, unreadable(cells, printed, at), (note,), whole=True)


def _values_in(grid_row: GridRow) -> int:
    return sum(is_number(cell.text) for cell in grid_row if not cell.continues)


def _results_in(grid_row: GridRow, labels: Labels) -> int:
    return sum(label_key(cell.text) in labels.results for cell in grid_row)


def _proceeding_columns(head: Sequence[GridRow], labels: Labels) -> dict[str, int] | None:
    """Return the position of every cell of table 4 by the headers above it.

    None where they do not say; empty where they stand in another order.
    """
    found: dict[str, list[int]] = {}
    for position in range(max(len(row) for row in head)):
        keys = [label_key(row[position].text) for row in head if position < len(row)]
        proceedings = {labels.proceedings[key] for key in keys if key in labels.proceedings}
        results = {labels.results[key] for key in keys if key in labels.results}
        if len(proceedings) == 1 and len(results) == 1:
            cell_id = f"t4.{proceedings.pop()}.{results.pop()}"
            found.setdefault(cell_id, []).append(position)
    cells = labels.edition.cells_of("t4")
    if any(len(found.get(cell.id, ())) != 1 for cell in cells):
        return None
    positions = [found[cell.id][0] for cell in cells]
    if positions != sorted(positions):
        return {}
    return {cell.id: place for cell, place in zip(cells, positions, strict=True)}
