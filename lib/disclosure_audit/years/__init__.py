"""A township's year, from its folder to YearData."""

from disclosure_audit.years.siblings import Sibling, Siblings
from disclosure_audit.years.year_data import (
    FIRST_YEAR,
    LAST_YEAR,
    YearData,
    check_year,
    is_folder,
    load_year,
    report_in,
)

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "Sibling",
    "Siblings",
    "YearData",
    "check_year",
    "is_folder",
    "load_year",
    "report_in",
]
