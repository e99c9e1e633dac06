"""A township's year, from its folder to YearData."""

from disclosure_audit.years.waivers import NO_WAIVERS, Named, Waiver, Waivers, load_waivers
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
    "NO_WAIVERS",
    "Named",
    "Waiver",
    "Waivers",
    "YearData",
    "check_year",
    "is_folder",
    "load_waivers",
    "load_year",
    "report_in",
]
