"""The three tables: edition told, rows bound, every cell of the edition with its state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from disclosure_audit.documents import Block, Document, Note, Paragraph, Place, Table
from disclosure_audit.errors import FilerError
from disclosure_audit.forms import TABLES, Edition, TableId, editions, label_key
from disclosure_audit.reports.aligned import bind_aligned
from disclosure_audit.reports.binding import BoundRow, two_years, unreadable
from disclosure_audit.reports.labels import Labels, labels_of
from disclosure_audit.reports.place_words import place_in_words
from disclosure_audit.reports.recovery import recovered
from disclosure_audit.reports.report import MISSING, CellValue, TableFound
from disclosure_audit.reports.streams import StreamBinding, bind_stream
from disclosure_audit.reports.tokens import parts_of
from disclosure_audit.text import Words, bare

_MIN_MARKERS = 2
_MIN_COLUMNS = 3
_MAX_BROKEN, _MAX_PART = 4, 12
_MIN_LABELS: dict[TableId, int] = {"t2": 3, "t3": 3, "t4": 1}


@dataclass(frozen=True)
class BoundTables:
    """All cells of the edition, the tables found, and the blocks that belong to them."""

    cells: dict[str, CellValue]
    tables: dict[TableId, TableFound]
    notes: tuple[Note, ...]
    blocks: frozenset[int]


def markers_in(blocks: Sequence[Block]) -> dict[str, tuple[str, ...]]:
    """Return, by edition key, the labels found that stand in that edition only.

    Source: form.md, section 6. A document number cited in the text is no marker.
    """
    in_grids = {key for block in blocks for key in _keys_in_grid(block)}
    in_lines = {key for block in blocks for key in _keys_in_line(block)} | _keys_over_lines(blocks)
    return {key: _found_markers(edition, in_grids, in_lines) for key, edition in editions().items()}


def _found_markers(edition: Edition, in_grids: set[str], in_lines: set[str]) -> tuple[str, ...]:
    """Return the markers of an edition; one line alone, such as 政府采购, may be any prose."""
    every = [text for text, keys in _markers(edition) if (in_grids | in_lines).intersection(keys)]
    sure = [text for text, keys in _markers(edition) if in_grids.intersection(keys)]
    return tuple(every if len(every) >= _MIN_MARKERS else sure)


def _markers(edition: Edition) -> list[tuple[str, tuple[str, ...]]]:
    columns = [column for block in edition.blocks for column in block.columns]
    rows = [*(row for block in edition.blocks for row in block.rows), *edition.rows]
    labels = [column.label for column in columns if column.marker]
    labels += [row.label for row in rows if row.marker]
    return [(text, keys) for text, keys in {label.text: label.keys for label in labels}.items()]


def _keys_in_grid(block: Block) -> set[str]:
    """Return the labels in a table of the form; other tables use some of its words too."""
    if not isinstance(block, Table):
        return set()
    keys = {label_key(cell.text) for row in block.rows for cell in row}
    return keys if len(keys & _row_keys()) >= _MIN_MARKERS else set()


@cache
def _row_keys() -> frozenset[str]:
    """Return the labels of table 2's rows, in every edition and wording."""
    rows = (row for e in editions().values() for block in e.blocks for row in block.rows)
    return frozenset(key for row in rows for key in row.label.keys) | frozenset(
        row.label.keys[0] for e in editions().values() for row in e.rows if row.marker
    )


def _keys_in_line(block: Block) -> set[str]:
    if isinstance(block, Table):
        return {label_key(cell.text) for row in block.rows for cell in row if not block.aligned}
    if isinstance(block, Paragraph) and len(block.text) <= 60:
        texts = {block.text, *block.text.split()}
        for edition in editions():
            texts.update(parts_of(block.text, labels_of(edition)))
        return {label_key(text) for text in texts}
    return set()


def _keys_over_lines(blocks: Sequence[Block]) -> set[str]:
    """Return what short lines make together: a label may be broken over several."""
    keys = set()
    for index in range(len(blocks)):
        text = ""
        for block in blocks[index : index + _MAX_BROKEN]:
            if not isinstance(block, Paragraph) or len(block.text) > _MAX_PART:
                break
            text += block.text
            keys.add(label_key(text))
    return keys


def edition_used(
    markers: dict[str, tuple[str, ...]], due: Edition | None
) -> tuple[str, Note | None]:
    """Return the key of the edition that the tables show, and a note where they do not settle it.

    Parameters
    ----------
    markers
        As `markers_in` returns them.
    due
        The edition due for the report year, taken where the tables show none.
    """
    counts = {key: len(found) for key, found in markers.items()}
    most = max(counts, key=lambda key: counts[key])
    others = [key for key, count in counts.items() if count and key != most]
    if counts[most] >= _MIN_MARKERS:
        return most, _hybrid(markers) if others else None
    fallback = due.key if due else most if counts[most] else max(counts)
    note = Note(
        "edition_not_told",
        Words(
            f"表格中没有足以辨认版本的表头，暂按 {fallback} 年版格式处理。",
            f"The tables carry no header that tells the edition; edition {fallback} is assumed.",
        ),
    )
    return fallback, note


def _hybrid(markers: dict[str, tuple[str, ...]]) -> Note:
    shown = "；".join(f"{key} 年版：{'、'.join(found)}" for key, found in markers.items())
    return Note(
        "edition_hybrid",
        Words(
            f"表格混用两个版本的格式（{shown}）。",
            f"The tables mix two editions of the form ({shown}).",
        ),
    )


def bind_tables(document: Document, headings: frozenset[int], edition_key: str) -> BoundTables:
    """Bind the document's tables to the form.

    Parameters
    ----------
    document
        The document.
    headings
        Indexes of the blocks that are section titles.
    edition_key
        The edition used.

    Raises
    ------
    FilerError
        A row of the form stands there twice with values: two reports in one file.
    """
    labels = labels_of(edition_key)
    aligned = _aligned_rows(document.blocks, labels)
    regular = {index for index, rows in aligned.items() if rows}
    others = [
        _cut(block) if index in regular else block for index, block in enumerate(document.blocks)
    ]
    stream = bind_stream(others, headings, labels)
    rows = [row for index in sorted(aligned) for row in aligned[index]]
    rows += _only_new(rows, stream)
    rows = _without_second_years(rows, labels.edition)
    rows = recovered(_without_unreadable_doubles(rows), labels.edition)
    _refuse_two_reports(rows, document.name)
    return BoundTables(
        cells=_cells(rows, labels),
        tables={t: found for t in TABLES for found in [_found(t, rows, labels)] if found},
        notes=tuple(note for row in rows for note in row.notes),
        blocks=stream.blocks
        | frozenset(i for i in aligned if _has_labels(document.blocks[i], labels)),
    )


def _has_labels(block: Block, labels: Labels) -> bool:
    return isinstance(block, Table) and any(
        labels.is_label(cell.text) for row in block.rows for cell in row
    )


def _aligned_rows(blocks: Sequence[Block], labels: Labels) -> dict[int, list[BoundRow]]:
    return {
        index: [
            row
            for row in bind_aligned(block, labels)
            if row.table != "t2" or _is_table_2(block, labels)
        ]
        for index, block in enumerate(blocks)
        if isinstance(block, Table) and (block.aligned or _is_regular(block))
    }


def _is_table_2(table: Table, labels: Labels) -> bool:
    """Whether a table has more of table 2 than row labels, which stand in other tables too."""
    edition = labels.edition
    own = {bare(block.band) for block in edition.blocks} | {bare(edition.corners[0])}
    headers = {key for block in edition.blocks for c in block.columns for key in c.label.keys}
    found = {bare(cell.text) for row in table.rows for cell in row}
    return bool(found & own) or len(found & headers) >= _MIN_MARKERS


def _is_regular(table: Table) -> bool:
    """Whether all rows have as many cells, so that merged cells were printed as empty ones."""
    widths = {len(row) for row in table.rows}
    return len(table.rows) > 1 and len(widths) == 1 and widths.pop() >= _MIN_COLUMNS


def _cut(block: Block) -> Block:
    """Return a table without its rows: it was bound already."""
    return Table((), block.at, aligned=True)


def _only_new(rows: list[BoundRow], stream: StreamBinding) -> list[BoundRow]:
    """Return the rows of the stream that no aligned table gave; a label in prose is no row."""
    known = {cell_id for row in rows for cell_id in row.cells}
    tables = {row.table for row in rows}
    return [
        row
        for row in stream.rows
        if not known.intersection(row.cells) and (row.cells or row.table not in tables)
    ]


def _without_unreadable_doubles(rows: list[BoundRow]) -> list[BoundRow]:
    """Drop rows of which nothing could be read where another row gives the same cells.

    They stand in a table of another kind, such as a summary of the outcomes.
    """
    readable = {
        cell_id
        for row in rows
        for cell_id, value in row.cells.items()
        if value.state != "unreadable"
    }
    return [
        row
        for row in rows
        if not readable.intersection(row.cells)
        or any(value.state != "unreadable" for value in row.cells.values())
    ]


def _without_second_years(rows: list[BoundRow], edition: Edition) -> list[BoundRow]:
    """Return rows that stand twice in one line of the source once, as unreadable."""
    lines = [(row.table, tuple(row.cells), row.at.line, row.at.table, row.at.row) for row in rows]
    twice = {line for line, times in Counter(lines).items() if times > 1 and line[1]}
    kept: list[BoundRow] = []
    for line, row in zip(lines, rows, strict=True):
        if line not in twice:
            kept.append(row)
        elif row is rows[lines.index(line)]:
            kept.append(_of_two_years(row, edition))
    return kept


def _of_two_years(row: BoundRow, edition: Edition) -> BoundRow:
    cells = [edition.cells[cell_id] for cell_id in row.cells]
    note = two_years(cells[0].row, row.at)
    return BoundRow(row.table, row.at, unreadable(cells, [], row.at), (note,), row.whole)


def _refuse_two_reports(rows: list[BoundRow], name: str) -> None:
    seen: dict[str, Place] = {}
    for row in rows:
        for cell_id in row.cells:
            if cell_id in seen:
                raise two_reports(name, seen[cell_id], row.at)
            seen[cell_id] = row.at


def two_reports(name: str, first: Place, second: Place) -> FilerError:
    """Say that a file holds more than one report."""
    return FilerError(
        Words(
            f"文件 {name} 中同一张表出现了两次（{place_in_words(first).zh}，"
            f"{place_in_words(second).zh}）：像是两份报告放在一个文件里。"
            "一个文件只能有一份年度报告，请拆分后分别核查。",
            f"{name} holds the same table twice ({place_in_words(first).en}; "
            f"{place_in_words(second).en}): it looks like two reports in one file. "
            "One file holds one annual report; split it and audit each part.",
        )
    )


def _cells(rows: list[BoundRow], labels: Labels) -> dict[str, CellValue]:
    found = {cell_id: value for row in rows for cell_id, value in row.cells.items()}
    return {cell_id: found.get(cell_id, MISSING) for cell_id in labels.edition.cells}


def _found(table: TableId, rows: list[BoundRow], labels: Labels) -> TableFound | None:
    own = [row for row in rows if row.table == table]
    # Several labels without any value are a table whose values were lost, not a table left out.
    if not any(row.cells for row in own) and len(own) < _MIN_LABELS[table]:
        return None
    bound = {cell_id for row in own for cell_id in row.cells}
    absent = tuple(c.id for c in labels.edition.cells_of(table) if c.id not in bound)
    return TableFound(own[0].at, absent, all(row.whole for row in own))
