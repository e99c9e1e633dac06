"""Figures of a unit over several years, each year going on where the one before left off."""

from __future__ import annotations

from random import Random

from disclosure_audit.forms import Edition
from tests.rendering.figures import Figures, Size, faultless

_COUNTS = ("decisions", "projects", "issued", "made", "published")


def next_year(edition: Edition, random: Random, size: Size, last: Figures) -> Figures:
    """Return faultless figures of the year after `last`, of whichever edition that was.

    What was carried forward is carried in, stocks go on, and no count leaps.
    """
    figures = faultless(edition, random, size)
    _carry(figures, last, edition, random)
    _stay_near(figures, last, edition, random)
    _go_on(figures, last, random)
    if last.get("t2.fees.amount") and figures.get("t2.fees.amount"):
        figures["t2.fees.amount"] = last["t2.fees.amount"] * random.randint(2, 9)
    return figures


def _carry(figures: Figures, last: Figures, edition: Edition, random: Random) -> None:
    *applicants, total = (column.id for column in edition.columns)
    for column in applicants:
        carried_in = last[f"t3.carried_out.{column}"]
        handled = figures[f"t3.concluded.{column}"] + figures[f"t3.carried_out.{column}"]
        more = max(carried_in - handled, 0)
        for row in ("granted", "concluded"):
            figures[f"t3.{row}.{column}"] += more
        figures[f"t3.carried_in.{column}"] = carried_in
        figures[f"t3.received.{column}"] = handled + more - carried_in
    for row in (row.id for row in edition.rows if row.id):
        figures[f"t3.{row}.{total}"] = sum(figures[f"t3.{row}.{c}"] for c in applicants)


def _stay_near(figures: Figures, last: Figures, edition: Edition, random: Random) -> None:
    """Let counts of the year be of the size that they had last year."""
    for cell in figures:
        if cell.startswith("t4.") or cell.rpartition(".")[2] in _COUNTS:
            before = int(last.get(cell, 0))
            figures[cell] = random.randint(before // 2, before * 2 + 1)
    for proceeding in edition.proceedings:
        *results, total = (f"t4.{proceeding.id}.{column.id}" for column in edition.results)
        figures[total] = sum(figures[cell] for cell in results)


def _go_on(figures: Figures, last: Figures, random: Random) -> None:
    """Let the stocks of table 2 go on, where both years are of one edition."""
    for kind in ("regulations", "normative"):
        stock, new, gone = (f"t2.{kind}.{c}" for c in ("in_force", "issued", "repealed"))
        if stock in figures and stock in last:
            figures[gone] = random.randint(0, int(last[stock] + figures[new]))
            figures[stock] = last[stock] + figures[new] - figures[gone]
        total, published = f"t2.{kind}.total", f"t2.{kind}.published"
        if total in figures and total in last:
            figures[total] = figures[published] + random.randint(0, int(last[total]))
        elif stock in figures:
            figures[stock] = max(figures[stock], figures[new] - figures[gone])
    for cell in list(figures):
        change = cell.replace(".prior", ".change")
        if cell.endswith(".prior") and cell in last:
            figures[cell] = last[cell] + last[change]


def settled(figures: Figures) -> Figures:
    """Return the figures with no item list that shrinks below nothing next year."""
    changes = {
        cell: max(value, -figures[cell.replace(".change", ".prior")])
        for cell, value in figures.items()
        if cell.endswith(".change")
    }
    return {**figures, **changes}
