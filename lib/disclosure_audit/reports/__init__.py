"""Document and form make a Report: sections, tables, cells, states."""

from disclosure_audit.reports.identity import Name, name_of, year_in
from disclosure_audit.reports.place_words import place_in_words
from disclosure_audit.reports.published import date_in
from disclosure_audit.reports.reading import read_report, report_of
from disclosure_audit.reports.report import (
    CellValue,
    OddLabel,
    Report,
    SectionText,
    ShownDate,
    Source,
    State,
    TableFound,
    Unit,
    as_json,
    json_number,
)

__all__ = [
    "CellValue",
    "Name",
    "OddLabel",
    "Report",
    "SectionText",
    "ShownDate",
    "Source",
    "State",
    "TableFound",
    "Unit",
    "as_json",
    "date_in",
    "json_number",
    "name_of",
    "place_in_words",
    "read_report",
    "report_of",
    "year_in",
]
