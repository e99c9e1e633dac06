"""Tiny registers: rows by column id, written as csv and read by the kit's own reader."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import replace

from disclosure_audit.checks import CATALOGUE, Finding, Outcome, audit
from disclosure_audit.checks.subject import Subject
from disclosure_audit.documents.separated import sheet_of
from disclosure_audit.forms import editions
from disclosure_audit.forms.ledgers import ledger_forms
from disclosure_audit.reports import Report
from disclosure_audit.years import YearData
from disclosure_audit.years.ledger_rows import Ledger
from disclosure_audit.years.ledger_sheets import ledger_of
from disclosure_audit.years.ledgers import Ledgers
from tests.builders import NO_POLICY, year_data

Rows = Iterable[Mapping[str, str]]


def ledger_text(kind: str, rows: Rows, without: Iterable[str] = ()) -> str:
    """A register as csv, its columns under their official names but for those left out."""
    columns = [column for column in ledger_forms()[kind].columns if column.id not in without]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.label for column in columns])
    for row in rows:
        assert not set(row) - {column.id for column in columns}, row
        writer.writerow([row.get(column.id, "") for column in columns])
    return text.getvalue()


def ledger(kind: str, rows: Rows, *, edition: str = "2021", without: Iterable[str] = ()) -> Ledger:
    """A register of these rows; the first one stands in row 2 of its file."""
    sheet, _ = sheet_of(ledger_text(kind, rows, without).encode("utf-8"))
    form, file = ledger_forms()[kind], f"ledgers/{kind}.csv"
    return ledger_of((sheet,), form, file, editions()[edition])[0]


def with_ledgers(of: Report, **rows: Rows | Ledger) -> dict[str, Finding]:
    """Every finding of a report with these registers, by check id."""
    return {finding.check: finding for finding in audit(_data(of, rows), NO_POLICY)}


def looked(check: str, of: Report, **rows: Rows | Ledger) -> Outcome:
    """What one check alone says of a report with these registers."""
    own = next(one for one in CATALOGUE if one.pattern == check)
    return own.look(Subject(_data(of, rows)), check)


def _data(of: Report, rows: Mapping[str, Rows | Ledger]) -> YearData:
    found = {
        kind: own if isinstance(own, Ledger) else ledger(kind, own, edition=of.edition)
        for kind, own in rows.items()
    }
    return replace(year_data(of), ledgers=Ledgers(found))


def application(
    received: str = "2023-03-06",
    replied: str = "2023-03-20",
    outcome: str = "予以公开",
    applicant: str = "自然人",
    **more: str,
) -> dict[str, str]:
    """A row of the applications register."""
    own = {"received": received, "replied": replied, "outcome": outcome, "applicant": applicant}
    return {**own, **more}
