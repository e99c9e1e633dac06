"""What a report of the sample county is made of: its figures, its text, its planted faults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from disclosure_audit.forms import editions
from tests.rendering import HEADINGS, SECTIONS, ReportText

COUNTY = "青禾县"

Counts = Mapping[str, Mapping[str, int]]
"""Row of table 3 (or proceeding of table 4) -> column -> count; what is not named is 0."""


@dataclass(frozen=True)
class Fault:
    """A check that must fail in a report, with the cells at fault and the fault in a phrase."""

    check: str
    what: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """One report of the sample county: where it stands, how it is printed, what is wrong in it.

    `ledgers`: the files of its ledgers/, by name.
    """

    township: str
    year: int
    layout: str
    report: ReportText
    faults: tuple[Fault, ...] = ()
    encoding: str | None = None
    ledgers: Mapping[str, bytes] = field(default_factory=dict)


def faults(what: str, *checks: str, cells: str = "") -> tuple[Fault, ...]:
    """Return one planted fault with every check that it breaks."""
    return tuple(Fault(check, what, tuple(cells.split())) for check in checks)


def headings(sections: Sequence[str] = SECTIONS, **titles: str) -> dict[str, str]:
    """Return the headings of `sections` in the order given, each with its official ordinal."""
    return {
        section: HEADINGS[section][:2] + titles.get(section, HEADINGS[section][2:])
        for section in sections
    }


def figures(
    edition: str,
    table_2: Mapping[str, Sequence[int | str]],
    table_3: Counts,
    table_4: Counts | None = None,
    *,
    printed: Mapping[str, str] | None = None,
    without: Sequence[str] = (),
) -> dict[str, str]:
    """Return every printed cell of a report.

    Args:
        edition: Key of the edition.
        table_2: Row -> its cells in printed order; other rows are 0.
        table_3: Every row that is not 0, but neither 总计 row nor column: they are added up.
        table_4: Every result that is not 0, but no total.
        printed: Cells that are printed otherwise: the planted faults.
        without: Beginnings of the ids of cells that are not printed at all.

    Raises:
        ValueError: The figures do not balance before faults are planted, or name no cell.
    """
    form = editions()[edition]
    values: dict[str, int | str] = dict.fromkeys(form.cells, 0)
    for block in form.blocks:
        for row in block.rows:
            for column, value in zip(block.columns, table_2.get(str(row.id), ()), strict=False):
                values[f"t2.{row.id}.{column.id}"] = value
    given = {
        f"{table}.{row}.{column}": count
        for table, counts in (("t3", table_3), ("t4", table_4 or {}))
        for row, columns in counts.items()
        for column, count in columns.items()
    }
    unknown = [*(set(given) - set(values)), *(set(printed or {}) - set(values))]
    if unknown:
        raise ValueError(f"no such cells: {sorted(unknown)}")
    values |= given
    _add_up(values, edition)
    strings = {cell: str(value) for cell, value in values.items()} | dict(printed or {})
    return {c: s for c, s in strings.items() if not c.startswith(tuple(without) or "-")}


def _add_up(values: dict[str, int | str], edition: str) -> None:
    form = editions()[edition]
    rows = [row.id for row in form.rows if row.id]
    columns = [column.id for column in form.columns[:-1]]
    outcomes = [
        row for row in rows if row not in ("received", "carried_in", "concluded", "carried_out")
    ]
    for column in columns:
        total = sum(int(values[f"t3.{row}.{column}"]) for row in outcomes)
        values[f"t3.concluded.{column}"] = total
        due = sum(int(values[f"t3.{row}.{column}"]) for row in ("received", "carried_in"))
        if due != total + int(values[f"t3.carried_out.{column}"]):
            raise ValueError(f"{column}: {due} to handle, {total} concluded: give carried_out")
    for row in rows:
        values[f"t3.{row}.total"] = sum(int(values[f"t3.{row}.{column}"]) for column in columns)
    results = [column.id for column in form.results[:-1]]
    for proceeding in form.proceedings:
        parts = (int(values[f"t4.{proceeding.id}.{result}"]) for result in results)
        values[f"t4.{proceeding.id}.total"] = sum(parts)
