"""What became of a look at every row of a register: groups of rows of which the same is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from disclosure_audit.checks.finding import Outcome, not_applicable, passed
from disclosure_audit.checks.ledger_counts import MAX_PLACES
from disclosure_audit.text import Words
from disclosure_audit.years.ledger_rows import Ledger, LedgerRow, rows_listed

_NOTHING = Words("", "")
_ROWS = Words("行需要核实", "rows to verify")


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of which the same is to be said."""

    what: Words
    rows: Sequence[LedgerRow]


def judged_rows(
    ledger: Ledger,
    faulty: Sequence[Group],
    unread: Sequence[Group],
    advice: Words,
    *,
    unit: Words = _ROWS,
) -> Outcome:
    """Return what became of a look at every row of a register.

    Parameters
    ----------
    ledger
        The register.
    faulty
        What is the matter with which rows; groups without rows say nothing.
    unread
        Why which rows could not be judged.
    advice
        What to do about the faulty ones.
    unit
        What is counted, in words.

    Returns
    -------
    Outcome
        ``fail`` with every group; else ``not_assessable`` where a row could not be judged; else
        ``pass``. Without any record there is nothing to look at.
    """
    if not ledger.rows:
        return not_applicable(Words(f"{ledger.file} 没有一条记录", f"{ledger.file} has no record"))
    wrong, open_ones = [g for g in faulty if g.rows], [g for g in unread if g.rows]
    if not wrong and not open_ones:
        return passed(
            Words(
                f"台账 {ledger.file} 共 {len(ledger.rows)} 行，没有发现问题",
                f"nothing found in the {len(ledger.rows)} rows of {ledger.file}",
            )
        )
    rows = [row for group in wrong or open_ones for row in group.rows]
    told = _told(wrong or open_ones)
    at = tuple(dict.fromkeys(row.at for row in rows))[:MAX_PLACES]
    if not wrong:
        return Outcome(
            "not_assessable",
            Words(f"台账 {ledger.file}：{told.zh}", f"{ledger.file}: {told.en}"),
            at=at,
        )
    also = _told(open_ones)
    more = (
        Words(f"另有不能判断的：{also.zh}。", f" Not told: {also.en}.") if open_ones else _NOTHING
    )
    count = len({id(row) for row in rows})
    return Outcome(
        "fail",
        Words(
            f"台账 {ledger.file} 有 {count} {unit.zh}：{told.zh}。{more.zh}",
            f"{ledger.file}, {unit.en} {count}: {told.en}.{more.en}",
        ),
        at=at,
        actual=rows_listed(rows).en,
        suggestion=advice,
    )


def _told(groups: Sequence[Group]) -> Words:
    said = [(group.what, rows_listed(group.rows)) for group in groups]
    return Words(
        "；".join(f"{what.zh}（第 {rows.zh} 行）" for what, rows in said),
        "; ".join(f"{what.en} (row {rows.en})" for what, rows in said),
    )
