"""Registers that a report's tables 3 and 4 were counted from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from disclosure_audit.years.ledgers import Ledgers
from tests.ledgers import application, ledger
from tests.power.written import EDITION, YEAR
from tests.rendering.figures import Number

_MOST = 400
"""Rows; a register of a county that adds up its bodies would take too long to write."""
_LABELS = {row.id: row.label.text for row in EDITION.rows if row.outcome}
_RESULTS = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果"}
_KINDS = {
    "review": "行政复议",
    "direct_suit": "未经复议直接起诉",
    "suit_after_review": "复议后起诉",
}


def registers_of(figures: Mapping[str, Number | None]) -> Ledgers | None:
    """Return registers of applications and cases with one row for each that the tables count.

    None where there are too many.
    """
    counts = {cell: int(value or 0) for cell, value in figures.items()}
    if counts["t3.concluded.total"] + counts["t3.carried_out.total"] > _MOST:
        return None
    requests, cases = list(_requests(counts)), list(_cases(counts))
    return Ledgers({"requests": ledger("requests", requests), "cases": ledger("cases", cases)})


def _requests(counts: Mapping[str, int]) -> Iterator[dict[str, str]]:
    for column in EDITION.columns[:-1]:
        before = counts[f"t3.carried_in.{column.id}"]
        for n, outcome in enumerate(_outcomes(counts, column.id)):
            received, replied = (
                ("12-20", f"{YEAR}-01-06") if n < before else ("03-06", f"{YEAR}-03-20")
            )
            year = YEAR - 1 if n < before else YEAR
            if outcome is None and n >= before:
                received = "12-22"
            yield application(
                received=f"{year}-{received}",
                replied=replied if outcome else "",
                outcome=outcome or "",
                applicant=column.label.text,
                number=f"{column.id}-{n}",
            )


def _outcomes(counts: Mapping[str, int], column: str) -> Iterator[str | None]:
    for row, label in _LABELS.items():
        yield from [label] * counts[f"t3.{row}.{column}"]
    yield from [None] * counts[f"t3.carried_out.{column}"]


def _cases(counts: Mapping[str, int]) -> Iterator[dict[str, str]]:
    for proceeding, kind in _KINDS.items():
        for result in (*_RESULTS, "pending"):
            for n in range(counts[f"t4.{proceeding}.{result}"]):
                ended = result != "pending"
                yield {
                    "number": f"{proceeding}-{result}-{n}",
                    "kind": kind,
                    "filed": f"{YEAR}-04-03",
                    "closed": f"{YEAR}-06-01" if ended else "",
                    "result": _RESULTS.get(result, ""),
                }
