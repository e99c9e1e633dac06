"""The report's own tables, laid out as the official form prints them, cells in question marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from disclosure_audit.checks.subject import Subject
from disclosure_audit.forms import TABLES, Block, Edition, Row, TableId
from disclosure_audit.memo.labels import cell_anchor, table_anchor
from disclosure_audit.memo.problems import BLANK, ProblemRow
from disclosure_audit.reports import CellValue
from disclosure_audit.text import Language, Words, shortened

Kind = Literal["head", "band", "label", "value", "void"]
_LONGEST_CELL = 40
_LABEL_COLUMNS = 3
_TITLES = {"t2": ("二", 2), "t3": ("三", 3), "t4": ("四", 4)}
_UNPRINTED = {
    "blank": BLANK,
    "unreadable": Words("不能辨读", "unreadable"),
    "missing": Words("未读到", "not found"),
}


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """One place of a drawn table.

    Parameters
    ----------
    kind
        ``head``, ``band``, ``label``, ``value``; ``void``: the form leaves this place blank.
    text
        What is shown.
    colspan, rowspan, scope
        As in HTML; `scope` for headers.
    said
        True where `text` is our word for what is not printed.
    anchor
        Target of links to the cell; None where nothing leads here.
    marks
        Numbers of the findings that the cell belongs to.
    strong
        True where the cell itself is known to be wrong.
    """

    kind: Kind
    text: str = ""
    colspan: int = 1
    rowspan: int = 1
    scope: str | None = None
    said: bool = False
    anchor: str | None = None
    marks: tuple[int, ...] = ()
    strong: bool = False


Line = tuple[DrawnCell, ...]


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """A table of the report.

    Parameters
    ----------
    id, anchor, title
        Which it is.
    found
        False where the report has no such table; it is then not drawn.
    head, body
        Its lines.
    marks
        Numbers of the findings that concern it.
    """

    id: TableId
    anchor: str
    title: str
    found: bool
    head: tuple[Line, ...] = ()
    body: tuple[Line, ...] = ()
    marks: tuple[int, ...] = ()


@dataclass(frozen=True)
class _Pen:
    """Draws value cells: knows what is printed and which findings concern a cell."""

    subject: Subject
    rows: Sequence[ProblemRow]
    language: Language

    def value(self, cell_id: str, colspan: int = 1) -> DrawnCell:
        marks = tuple(row.number for row in self.rows if cell_id in row.cells)
        cell = self.subject.report.cells[cell_id]
        text, said = self._text(cell)
        unreadable = cell.state == "unreadable"
        return DrawnCell(
            "value",
            text,
            colspan=colspan,
            said=said,
            anchor=cell_anchor(cell_id) if marks or unreadable else None,
            marks=marks,
            strong=any(cell_id in row.strong for row in self.rows),
        )

    def _text(self, cell: CellValue) -> tuple[str, bool]:
        printed = shortened(cell.raw or "", _LONGEST_CELL)
        if cell.state == "blank" and printed:
            return printed, False
        if cell.state in _UNPRINTED:
            return _UNPRINTED[cell.state].said(self.language), True
        return printed or f"{cell.value}", False


def drawn_tables(
    subject: Subject, rows: Sequence[ProblemRow], language: Language
) -> tuple[DrawnTable, ...]:
    """Return the three tables in the form's order, found or not."""
    pen = _Pen(subject, rows, language)
    return tuple(_table(pen, table) for table in TABLES)


def _table(pen: _Pen, table: TableId) -> DrawnTable:
    form = pen.subject.form
    section = form.sections[_TITLES[table][1] - 1]
    han, number = _TITLES[table]
    title = Words(f"{han}、{section.title}", f"Table {number}: {section.title}").said(pen.language)
    own = {cell.id for cell in form.cells_of(table)}
    marks = tuple(row.number for row in pen.rows if row.cells & own)
    if table not in pen.subject.report.tables:
        return DrawnTable(table, table_anchor(table), title, found=False, marks=marks)
    draw = {"t2": _table_2, "t3": _table_3, "t4": _table_4}[table]
    head, body = draw(pen, form)
    return DrawnTable(table, table_anchor(table), title, True, tuple(head), tuple(body), marks)


def _head(text: str, colspan: int = 1, rowspan: int = 1) -> DrawnCell:
    scope = "colgroup" if colspan > 1 else "col"
    return DrawnCell("head", text, colspan, rowspan, scope)


def _label(text: str, colspan: int = 1, rowspan: int = 1) -> DrawnCell:
    scope = "rowgroup" if rowspan > 1 else "row"
    return DrawnCell("label", text, colspan, rowspan, scope)


def _table_2(pen: _Pen, form: Edition) -> tuple[list[Line], list[Line]]:
    """Table 2 is a stack of blocks, each with a band, a header line and its rows."""
    width = max(len(block.columns) for block in form.blocks)
    corner = form.corners[0]
    return [], [line for block in form.blocks for line in _block(pen, block, width, corner)]


def _block(pen: _Pen, block: Block, width: int, corner: str) -> Iterator[Line]:
    # A single column is merged across the table; further right, places are blank by the form.
    span = width if len(block.columns) == 1 else 1
    void = tuple(DrawnCell("void") for _ in range(width - span * len(block.columns)))
    yield (DrawnCell("band", block.band, colspan=width + 1, scope="colgroup"),)
    yield (_head(corner), *(_head(c.label.text, span) for c in block.columns), *void)
    for row in block.rows:
        values = (pen.value(f"t2.{row.id}.{c.id}", span) for c in block.columns)
        yield (_label(row.label.text), *values, *void)


def _table_3(pen: _Pen, form: Edition) -> tuple[list[Line], list[Line]]:
    header, group = form.headers[0], form.headers[1]
    grouped = [column for column in form.columns if column.grouped]
    first, last = form.columns[0], form.columns[-1]
    head: list[Line] = [
        (_head(form.corners[1], _LABEL_COLUMNS, 3), _head(header, len(form.columns))),
        (_head(first.label.text, 1, 2), _head(group, len(grouped)), _head(last.label.text, 1, 2)),
        tuple(_head(column.label.text) for column in grouped),
    ]
    body: list[Line] = []
    opened: list[DrawnCell] = []
    for index, row in enumerate(form.rows):
        if row.id is None:
            opened.append(_label(row.label.text, 1, _rows_below(form.rows, index)))
            continue
        label = _label(row.label.text, _LABEL_COLUMNS - row.level + 1)
        values = (pen.value(f"t3.{row.id}.{column.id}") for column in form.columns)
        body.append((*opened, label, *values))
        opened = []
    return head, body


def _rows_below(rows: Sequence[Row], index: int) -> int:
    """Return how many printed lines a group label spans."""
    count = 0
    for row in rows[index + 1 :]:
        if row.level <= rows[index].level:
            break
        count += row.id is not None
    return count


def _table_4(pen: _Pen, form: Edition) -> tuple[list[Line], list[Line]]:
    size = len(form.results)
    alone = [p for p in form.proceedings if p.parent is None]
    below = [p for p in form.proceedings if p.parent is not None]
    parents = list(dict.fromkeys(p.parent for p in below if p.parent))
    results = tuple(_head(column.label.text) for column in form.results)
    high = tuple(_head(column.label.text, 1, 2) for column in form.results)
    head: list[Line] = [
        (
            *(_head(p.label, size) for p in alone),
            *(_head(text, size * sum(p.parent == text for p in below)) for text in parents),
        ),
        (*(cell for _ in alone for cell in high), *(_head(p.label, size) for p in below)),
        tuple(cell for _ in below for cell in results),
    ]
    body = tuple(pen.value(f"t4.{p.id}.{c.id}") for p in form.proceedings for c in form.results)
    return head, [body]
