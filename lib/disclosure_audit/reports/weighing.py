"""Figures of a scan of which recognition was not sure, weighed by the relations of the form.

What recognition took a figure for is taken where the relations bear it out:

- recognition took the figure for one number only, and one equality that the cell stands in holds
  with it; or
- recognition left a choice, two equalities of the cell at least hold with one number of it, and
  no other choice of readings makes all equalities hold that the unsure cells stand in.

An equality whose only figures other than 0 are two unsure ones bears out neither: the same figure
may be misread the same way twice. The relations never choose a figure that nobody read, and a
broken relation bears nothing out, so that they mend nothing that the audit is to find. What is
taken is said in a note.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from disclosure_audit.documents import Note, Place
from disclosure_audit.forms import Edition, Relation
from disclosure_audit.reports.binding import BoundRow
from disclosure_audit.reports.report import CellValue
from disclosure_audit.reports.solving import Values, holds, the_only_whole
from disclosure_audit.text import Words, read_number

_MAX_UNSURE = 40  # cells that hang together; with more the scan is too poor to be weighed
_SHOWN = 8
_POINT = re.compile(r"\d{1,3}(\.\d{3})+\D*")
"""No count is written so; the point was a comma."""


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
    found = _borne_out(
        {c: next(iter(v)) for c, v in unsure.items() if len(v) == 1}, known, relations
    )
    left = {cell: values for cell, values in unsure.items() if cell not in found}
    for group in _groups(left, relations):
        own = [r for r in relations if not group.isdisjoint(r.cells)]
        found |= _decided({cell: left[cell] for cell in group}, known | found, own)
    taken = {cell: unsure[cell][value] for cell, value in found.items()}
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
        if read.state == "blank":
            values[0] = CellValue("blank", None, text, value.at)
        elif read.state == "given" and isinstance(read.value, int):
            values[read.value] = CellValue("given", read.value, text, value.at, read.unit)
        elif form_cell.amount or not _POINT.fullmatch(text):
            return {}  # it may be something else altogether
    return values


def _borne_out(
    single: Mapping[str, int], known: Values, relations: Sequence[Relation]
) -> dict[str, int]:
    """Return those unsure figures of one reading each that stand in an equality that holds.

    A figure borne out bears out others in turn.
    """
    found: dict[str, int] = {}
    before = -1
    while before != len(found):
        before = len(found)
        sure = {**known, **found}
        every = {**single, **sure}
        for relation in relations:
            if all(cell in every for cell in relation.cells) and holds(every, relation):
                new = {cell: every[cell] for cell in relation.cells if cell not in sure}
                found |= new if _is_told(relation, every, new) else {}
    return found


def _is_told(relation: Relation, values: Values, unsure: Collection[str]) -> bool:
    """Whether an equality that holds says anything of its unsure figures."""
    figures = [cell for cell in relation.cells if values[cell]]
    alone = len(figures) <= 2 and all(cell in unsure for cell in figures)
    return len(unsure) == 1 or not alone


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
    """Return the values of cells that hang together, as far as their relations decide them.

    A cell that too few equalities tell of is left out, with those it stands in, and so in turn.
    """
    left = dict(unsure)
    told = _told(left, known, relations)
    while few := [cell for cell in left if not _is_enough(cell, left, known, told)]:
        left = {cell: values for cell, values in left.items() if cell not in few}
        told = _told(left, known, told)
    if not left or len(left) > _MAX_UNSURE:
        return {}
    whole = the_only_whole(
        [[known], *([{cell: value} for value in values] for cell, values in left.items())], told
    )
    return {} if whole is None else {c: v for chosen in whole[1:] for c, v in chosen.items()}


def _told(unsure: Collection[str], known: Values, relations: Sequence[Relation]) -> list[Relation]:
    """Return the relations of which every cell has a value or some to choose from."""
    return [r for r in relations if all(cell in known or cell in unsure for cell in r.cells)]


def _is_enough(
    cell: str, unsure: Mapping[str, Mapping[int, object]], known: Values, told: Sequence[Relation]
) -> bool:
    """Whether one equality tells of a cell of one reading, or two of one of several."""
    telling = sum(cell in r.cells and _has_others(r, known, unsure) for r in told)
    return telling > 1 or (telling == 1 and len(unsure[cell]) == 1)


def _has_others(relation: Relation, known: Values, unsure: Collection[str]) -> bool:
    """Whether an equality has more figures than two unsure ones."""
    count = sum(cell in unsure for cell in relation.cells)
    return count != 2 or any(known.get(cell) for cell in relation.cells)


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
