"""A register as records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from disclosure_audit.documents import Place
from disclosure_audit.documents.sheet_blocks import MAX_CELLS
from disclosure_audit.forms.ledgers import LedgerForm
from disclosure_audit.text import Words
from disclosure_audit.years.ledger_fields import BLANK, Field

MAX_ROWS = 10_000
"""Records of a register; a township has some dozens to some thousands a year."""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One record: its place, what it says by column id, and all it says as one text.

    `whole` leaves out running numbers: two records with the same are the same.
    """

    at: Place
    fields: Mapping[str, Field]
    whole: str = ""

    def __getitem__(self, column: str) -> Field:
        """Return what stands in a column; blank where the register has no such column."""
        return self.fields.get(column, BLANK)


@dataclass(frozen=True, slots=True)
class Ledger:
    """A register.

    Parameters
    ----------
    form
        Which one it is.
    file
        Its file as seen from the year folder.
    rows
        Its records.
    columns
        Ids of the columns that it has.
    problem
        Why nothing can be counted from it, where that is so.
    """

    form: LedgerForm
    file: str
    rows: tuple[LedgerRow, ...] = ()
    columns: frozenset[str] = frozenset()
    problem: Words | None = None


def rows_listed(rows: Iterable[LedgerRow], limit: int = 12) -> Words:
    """Return row numbers for a sentence: ``3、5、8``, with … where they are more than `limit`."""
    places = [row.at for row in rows]
    said = [f"{at.sheet}!{at.row}" if at.sheet else f"{at.row}" for at in places[:limit]]
    more = ["…"] if len(places) > limit else []
    return Words("、".join([*said, *more]), ", ".join([*said, *more]))


def too_many(file: str) -> Words:
    """Return that a register has more rows or cells than are read."""
    return Words(
        f"{file}：超过 {MAX_ROWS} 行或 {MAX_CELLS} 格，没有读取。请只留下本年度的登记。",
        f"{file}: more than {MAX_ROWS} rows or {MAX_CELLS} cells; it was not read. Keep the "
        "year's rows only.",
    )
