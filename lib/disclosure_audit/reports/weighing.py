"""Figures of a scan of which recognition was not sure, weighed by the relations of the form.

What recognition took a figure for is taken where the relations bear it out: every equality that the
cell stands in holds with it, and

- there are two of them at least, and no other choice of readings makes them all hold; or
- there is one, and recognition took the figure for one number only.

The relations never choose a figure that nobody read, and a broken relation leaves the cell
unreadable, so that they mend nothing that the audit is to find. What is taken is said in a note.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from disclosure_audit.documents import Note, Place
from disclosure_audit.forms import Edition, Relation
from disclosure_audit.reports.binding import BoundRow
from disclosure_audit.reports.report import CellValue
from disclosure_audit.reports.solving import Values, the_only_whole
from disclosure_audit.text import Words, read_number

_MAX_UNSURE = 40  # cells that hang together; with more the scan is too poor to be weighed
_SHOWN = 8


def weighed(rows: list[BoundRow], edition: Edition) -> list[BoundRow]:
    """Return the rows with those unsure figures read that the relations bear out.

    Parameters
    ----------
    rows
        As bound.
    edition
        Their edition, for its relations.
    """
    cells = {cell: value for row in rows for cell, value in row.cells.items()}
    unsure = {
        cell: values for cell, value in cells.items() if (values := _values(value, cell, edition))
    }
    if not unsure:
        return rows
    known = {cell: int(v.value or 0) for cell, v in cells.items() if _is_count(v)}
    relations = [r for r in edition.relations if not r.at_least]
    taken: dict[str, CellValue] = {}
    for group in _groups(unsure, relations):
        own = [r for r in relations if not group.isdisjoint(r.cells)]
        found = _decided({cell: unsure[cell] for cell in group}, known, own)
        taken |= {cell: unsure[cell][value] for cell, value in found.items()}
    if not taken:
        return rows
    return _with_note([_taken(row, taken) for row in rows], taken, edition)


def _is_count(value: CellValue) -> bool:
    return value.state == "blank" or (value.state == "given" and isinstance(value.value, int))


def _values(value: CellValue, cell: str, edition: Edition) -> dict[int, CellValue]:
    """Return the counts that a cell may hold, each as the cell would be."""
    if value.state != "unreadable":
        return {}
    form_cell = edition.cells[cell]
    values = {}
    for text in value.readings:
        read = read_number(text, signed=form_cell.signed, amount=form_cell.amount)
        if read.state != "given" or not isinstance(read.value, int):
            return {}  # it may be something else altogether
        values[read.value] = CellValue("given", read.value, text, value.at, read.unit)
    return values


def _groups(unsure: Mapping[str, object], relations: Sequence[Relation]) -> list[set[str]]:
    """Return the unsure cells by what hangs together through relations."""
    groups: list[set[str]] = []
    for relation in relations:
        joined = {cell for cell in relation.cells if cell in unsure}
        for group in [group for group in groups if not joined.isdisjoint(group)]:
            groups.remove(group)
            joined |= group
        if joined:
            groups.append(joined)
    return groups


def _decided(
    unsure: Mapping[str, Mapping[int, object]], known: Values, relations: Sequence[Relation]
) -> dict[str, int]:
    """Return the values of cells that hang together, as far as their relations decide them."""
    if len(unsure) > _MAX_UNSURE:
        return {}
    told = [r for r in relations if all(cell in known or cell in unsure for cell in r.cells)]
    borne_out = {cell: sum(cell in relation.cells for relation in told) for cell in unsure}
    if not all(_is_enough(borne_out[cell], len(values)) for cell, values in unsure.items()):
        return {}
    whole = the_only_whole(
        [[known], *([{cell: value} for value in values] for cell, values in unsure.items())], told
    )
    return {} if whole is None else {c: v for chosen in whole[1:] for c, v in chosen.items()}


def _is_enough(relations: int, values: int) -> bool:
    return relations > 1 or (relations == 1 and values == 1)


def _taken(row: BoundRow, taken: Mapping[str, CellValue]) -> BoundRow:
    if row.cells.keys().isdisjoint(taken):
        return row
    return replace(row, cells={cell: taken.get(cell, v) for cell, v in row.cells.items()})


def _with_note(
    rows: list[BoundRow], taken: Mapping[str, CellValue], edition: Edition
) -> list[BoundRow]:
    first = next(n for n, row in enumerate(rows) if not row.cells.keys().isdisjoint(taken))
    at = next(taken[cell].at for cell in rows[first].cells if cell in taken)
    note = _note([edition.cells[cell].name for cell in edition.cells if cell in taken], at)
    return [
        replace(row, notes=(*row.notes, note)) if n == first else row for n, row in enumerate(rows)
    ]


def _note(names: Sequence[str], at: Place) -> Note:
    shown, more = "；".join(names[:_SHOWN]), len(names) - _SHOWN
    return Note(
        "told_by_relations",
        Words(
            f"扫描件中有 {len(names)} 格辨认不够清楚，按勾稽关系只有一种读法，已采用：{shown}"
            f"{f'等，另有 {more} 格' if more > 0 else ''}。请对照原文。",
            f"{len(names)} cells of the scan were not recognised clearly; the relations leave one "
            f"reading, which was taken: {shown}{f', and {more} more' if more > 0 else ''}. "
            "Compare with the original.",
        ),
        at,
    )
