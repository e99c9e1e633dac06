"""Faults put into figures that add up, as people slip."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from disclosure_audit.forms import Edition
from disclosure_audit.repairs.slips import lines_of
from tests.rendering.figures import Figures, Number, faultless


@dataclass(frozen=True)
class Case:
    """Figures with a fault.

    Attributes:
        printed: Every figure as it would be printed.
        wrong: The cells that are wrong, with their true values.
        last_year: Figures of the year before, where the fault comes from there.
    """

    printed: Mapping[str, Number | None]
    wrong: Mapping[str, Number]
    last_year: Mapping[str, Number] | None = None


Slip = Callable[[Figures, Edition, Random], Case | None]


def summed(figures: Figures, tables: tuple[str, ...] = ("t3", "t4")) -> list[str]:
    """The cells of tables 3 and 4, or of one of them."""
    return [cell for cell in figures if cell[:2] in tables]


def printed_as(
    change: Callable[[str, Random], str | None], tables: tuple[str, ...] = ("t3", "t4")
) -> Slip:
    """A slip of digits in one cell, made of its true text; None where it cannot be made."""

    def slip(true: Figures, edition: Edition, random: Random) -> Case | None:
        cell = random.choice(summed(true, tables))
        text = change(f"{true[cell]}", random)
        if text is None or not text.isdecimal() or int(text) == true[cell]:
            return None
        return Case({**true, cell: int(text)}, {cell: true[cell]})

    return slip


def swapped(text: str, random: Random) -> str | None:
    if len(text) < 2:
        return None
    n = random.randrange(len(text) - 1)
    moved = text[:n] + text[n + 1] + text[n] + text[n + 2 :]
    return None if moved.startswith("0") else moved


def doubled(text: str, random: Random) -> str | None:
    n = random.randrange(len(text))
    return None if text == "0" else text[: n + 1] + text[n:]


def lost(text: str, random: Random) -> str | None:
    n = random.randrange(len(text))
    shorter = text[:n] + text[n + 1 :]
    return None if shorter.startswith("0") and shorter != "0" else shorter or None


def ten_times(text: str, random: Random) -> str | None:
    return None if text == "0" else f"{text}0"


def a_tenth(text: str, random: Random) -> str | None:
    return text[:-1] if len(text) > 1 and text.endswith("0") else None


def misread(text: str, random: Random) -> str | None:
    if len(text) < 2:
        return None
    n = random.randrange(len(text))
    return text[:n] + random.choice("123456789") + text[n + 1 :]


def left_out(text: str, random: Random) -> str | None:
    return "0" if text != "0" else None


def filled_in(text: str, random: Random) -> str | None:
    return str(random.randint(1, 20)) if text == "0" else None


def off_by_one(text: str, random: Random) -> str | None:
    return str(int(text) + random.choice([1, -1])) if text != "0" else "1"


def other(text: str, random: Random) -> str:
    """Any other number of about the size."""
    return str(random.randint(0, 2 * int(text) + 3))


def neighbours(true: Figures, edition: Edition, random: Random) -> Case | None:
    one, beside = random.choice(list(pairs(edition)))
    cell, source = random.sample((one, beside), 2)
    if not true[source] or true[source] == true[cell]:
        return None
    return Case({**true, cell: true[source]}, {cell: true[cell]})


def pairs(edition: Edition) -> Iterator[tuple[str, str]]:
    for line in lines_of(edition):
        yield from pairwise(line)


def last_years(true: Figures, edition: Edition, random: Random) -> Case | None:
    before = faultless(edition, random)
    cell = random.choice(summed(true))
    if not before[cell] or before[cell] == true[cell]:
        return None
    return Case({**true, cell: before[cell]}, {cell: true[cell]}, before)


def stale_total(true: Figures, edition: Edition, random: Random) -> Case | None:
    """A figure was corrected with all that depends on it, but one total was left as it was."""
    totals = [r.right[0] for r in edition.relations if len(r.right) == 1 and not r.at_least]
    cell = random.choice(totals)
    if not true[cell]:
        return None
    return Case({**true, cell: random.randint(0, int(true[cell]) - 1)}, {cell: true[cell]})


def exchanged(one: str, two: str, true: Figures) -> Case | None:
    if true[one] == true[two]:
        return None
    printed = {**true, one: true[two], two: true[one]}
    return Case(printed, {one: true[one], two: true[two]})


def inner_cells(edition: Edition) -> list[list[str]]:
    """Table 3 without its sums: for each outcome row its cells."""
    columns = [column.id for column in edition.columns if column.id != "total"]
    rows = [row.id for row in edition.rows if row.outcome]
    return [[f"t3.{row}.{column}" for column in columns] for row in rows]


def swap_in_row(true: Figures, edition: Edition, random: Random) -> Case | None:
    one, two = random.sample(random.choice(inner_cells(edition)), 2)
    return exchanged(one, two, true)


def swap_in_column(true: Figures, edition: Edition, random: Random) -> Case | None:
    column = random.choice(list(zip(*inner_cells(edition), strict=True)))
    one, two = random.sample(column, 2)
    return exchanged(one, two, true)


def column_off(true: Figures, edition: Edition, random: Random) -> Case | None:
    row = random.choice(inner_cells(edition))
    return moved_on(row, true, random)


def row_off(true: Figures, edition: Edition, random: Random) -> Case | None:
    column = random.choice(list(zip(*inner_cells(edition), strict=True)))
    return moved_on(list(column), true, random)


def moved_on(line: list[str], true: Figures, random: Random) -> Case | None:
    """A figure with an empty place beside it was put there."""
    n = random.randrange(len(line) - 1)
    one, two = line[n], line[n + 1]
    return exchanged(one, two, true) if (true[one] == 0) != (true[two] == 0) else None


def several(count: int) -> Slip:
    def slip(true: Figures, edition: Edition, random: Random) -> Case | None:
        cells = random.sample(summed(true), count)
        kinds = (swapped, doubled, lost, ten_times, misread, left_out, filled_in, off_by_one, other)
        printed = dict(true)
        for cell in cells:
            texts = [change(f"{true[cell]}", random) for change in kinds]
            able = [int(t) for t in texts if t and t.isdecimal() and int(t) != true[cell]]
            if not able:
                return None
            printed[cell] = random.choice(able)
        return Case(printed, {cell: true[cell] for cell in cells})

    return slip


def slid(true: Figures, edition: Edition, random: Random) -> Case | None:
    """Figures of a column below an empty place went up by one row, five wrong cells or more."""
    column = list(random.choice(list(zip(*inner_cells(edition), strict=True))))
    empty = [n for n, cell in enumerate(column) if true[cell] == 0]
    if not empty:
        return None
    first = random.choice(empty)
    printed = [true[cell] for cell in column]
    printed = [*printed[:first], *printed[first + 1 :], 0]
    changed = dict(zip(column, printed, strict=True))
    wrong = {cell: true[cell] for cell in column if true[cell] != changed[cell]}
    return Case({**true, **changed}, wrong) if len(wrong) >= 5 else None


def rows_swapped(true: Figures, edition: Edition, random: Random) -> Case | None:
    rows = random.sample([row.id for row in edition.rows if row.outcome], 2)
    return lines_swapped(
        [tuple(f"t3.{row}.{column.id}" for row in rows) for column in edition.columns], true
    )


def columns_swapped(true: Figures, edition: Edition, random: Random) -> Case | None:
    columns = random.sample([column.id for column in edition.columns[:-1]], 2)
    rows = [row.id for row in edition.rows if row.id]
    return lines_swapped([tuple(f"t3.{row}.{c}" for c in columns) for row in rows], true)


def lines_swapped(couples: list[tuple[str, ...]], true: Figures) -> Case | None:
    printed = dict(true)
    for one, two in couples:
        printed[one], printed[two] = true[two], true[one]
    return with_wrong(printed, true)


def with_wrong(printed: Figures, true: Figures) -> Case | None:
    wrong = {cell: true[cell] for cell in true if printed[cell] != true[cell]}
    return Case(printed, wrong) if wrong else None


def raised(true: Figures, edition: Edition, random: Random) -> Case | None:
    """One outcome more, with its row, its column and the balance."""
    cell = random.choice(random.choice(inner_cells(edition)))
    _, row, column = cell.split(".")
    printed = dict(true)
    for name in (row, "concluded", "received"):
        for of in (column, "total"):
            printed[f"t3.{name}.{of}"] += 1
    return with_wrong(printed, true)


def all_zero(true: Figures, edition: Edition, random: Random) -> Case | None:
    return with_wrong({**true, **dict.fromkeys(summed(true), 0)}, true)


def another_units(true: Figures, edition: Edition, random: Random) -> Case | None:
    return with_wrong({**true, **faultless(edition, random)}, true)


def in_table_2(true: Figures, edition: Edition, random: Random) -> Case | None:
    cell = random.choice([c for c in true if edition.cells[c].table == "t2"])
    if edition.cells[cell].amount or edition.cells[cell].signed:
        return None
    printed = int(other(f"{true[cell]}", random))
    return with_wrong({**true, cell: printed}, true)


def with_blanks(slip: Slip) -> Slip:
    """The same in a report that leaves zeros blank."""

    def blanked(true: Figures, edition: Edition, random: Random) -> Case | None:
        case = slip(true, edition, random)
        if case is None:
            return None
        printed = {
            cell: None if value == 0 and cell not in case.wrong else value
            for cell, value in case.printed.items()
        }
        return Case(printed, case.wrong)

    return blanked


ONE: dict[str, Slip] = {
    "两位数字颠倒 two digits swapped": printed_as(swapped),
    "一位数字重复 a digit doubled": printed_as(doubled),
    "漏一位数字 a digit lost": printed_as(lost),
    "多写一个 0 a zero too many": printed_as(ten_times),
    "漏写一个 0 a zero too few": printed_as(a_tenth),
    "一位数字写错 a digit misread": printed_as(misread),
    "漏填 left at 0": printed_as(left_out),
    "误填 put where 0 belongs": printed_as(filled_in),
    "差 1 off by one": printed_as(off_by_one),
    "任一别的数 any other number": printed_as(other),
    "照抄邻格 the neighbour's figure": neighbours,
    "沿用上年 last year's figure": last_years,
    "总计未改 a total not updated": stale_total,
}
SEVERAL: dict[str, Slip] = {
    "同行两格互换 two swapped in a row": swap_in_row,
    "同列两格互换 two swapped in a column": swap_in_column,
    "错一列 one column off": column_off,
    "错一行 one row off": row_off,
    "两格有误 two wrong cells": several(2),
    "三格有误 three wrong cells": several(3),
    "四格有误 four wrong cells": several(4),
    "整段错一行 a stretch one row off": slid,
}
OTHER: dict[str, Slip] = {
    "0 留空白，一格有误 zeros blank, one wrong cell": with_blanks(printed_as(other)),
    "表三一格，任一别的数 table 3 alone, any other number": printed_as(other, ("t3",)),
    "表四一格，任一别的数 table 4 alone, any other number": printed_as(other, ("t4",)),
    "表二一格有误 one wrong cell of table 2": in_table_2,
}
BLIND: dict[str, Slip] = {
    "整行互换 whole rows swapped": rows_swapped,
    "整列互换 whole columns swapped": columns_swapped,
    "一格连同各总计抬高 a consistent raise": raised,
    "全部填 0 all zero": all_zero,
    "照抄别处 another unit's figures": another_units,
}
KINDS = {**ONE, **SEVERAL, **OTHER, **BLIND}
