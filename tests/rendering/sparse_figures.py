"""Figures of a report, made up: consistent ones, and such with a few of them altered."""

from __future__ import annotations

import random

from disclosure_audit.forms import editions

Figures = dict[str, str]


def consistent_figures(key: str, chance: random.Random, *, filled: float = 0.15) -> Figures:
    """Return figures with which every relation of tables 3 and 4 holds.

    Args:
        key: Of the edition.
        chance: Where they come from.
        filled: Share of cells that are not 0, among those that may differ from 0.
    """
    edition = editions()[key]
    numbers = dict.fromkeys(edition.cells, 0)

    def number() -> int:
        small, middle, large = (
            chance.randint(1, 9),
            chance.randint(10, 99),
            chance.randint(100, 999),
        )
        return chance.choice([small, small, middle, large]) if chance.random() < filled else 0

    for cell in edition.cells_of("t2"):
        numbers[cell.id] = number()
    _fill_table_3(edition, numbers, number, chance)
    for proceeding in edition.proceedings:
        *parts, total = (f"t4.{proceeding.id}.{column.id}" for column in edition.results)
        numbers.update({cell: number() for cell in parts})
        numbers[total] = sum(numbers[cell] for cell in parts)
    return {cell: str(value) for cell, value in numbers.items()}


def _fill_table_3(edition, numbers, number, chance: random.Random) -> None:  # type: ignore[no-untyped-def]
    applicants = [column.id for column in edition.columns if column.id != "total"]
    outcomes = [row.id for row in edition.rows if row.outcome]
    for applicant in chance.sample(applicants, chance.randint(0, 3)):
        for row in outcomes:
            numbers[f"t3.{row}.{applicant}"] = number()
        concluded = sum(numbers[f"t3.{row}.{applicant}"] for row in outcomes)
        carried_out = chance.choice([0, 0, 1, 2])
        carried_in = min(chance.choice([0, 0, 1, 3]), concluded + carried_out)
        numbers[f"t3.concluded.{applicant}"] = concluded
        numbers[f"t3.carried_out.{applicant}"] = carried_out
        numbers[f"t3.carried_in.{applicant}"] = carried_in
        numbers[f"t3.received.{applicant}"] = concluded + carried_out - carried_in
    for row in (row.id for row in edition.rows if row.id):
        total = sum(numbers[f"t3.{row}.{applicant}"] for applicant in applicants)
        numbers[f"t3.{row}.total"] = total


def altered(figures: Figures, chance: random.Random, count: int) -> Figures:
    """Return the figures with `count` cells altered as people alter them, to blanks too."""
    cells = list(figures)
    changed = dict(figures)
    for _ in range(count):
        place = chance.randrange(len(cells) - 1)
        cell, beside = cells[place], cells[place + 1]
        changed[cell] = chance.choice(
            ["", "0", figures[beside], str(chance.randint(0, 30)), str(int(figures[cell]) + 1)]
        )
    return changed
