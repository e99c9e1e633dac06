"""A township's year, from its folder to YearData."""

from disclosure_audit.years.folders import is_folder, report_in
from disclosure_audit.years.priors import Prior, UnusedPrior, Within, plainly
from disclosure_audit.years.siblings import Sibling, Siblings
from disclosure_audit.years.waivers import NO_WAIVERS, Named, Waiver, Waivers, load_waivers
from disclosure_audit.years.year_data import (
    FIRST_YEAR,
    LAST_YEAR,
    YearData,
    check_year,
    load_year,
)

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "NO_WAIVERS",
    "Named",
    "Prior",
    "Sibling",
    "Siblings",
    "UnusedPrior",
    "Waiver",
    "Waivers",
    "Within",
    "YearData",
    "check_year",
    "is_folder",
    "load_waivers",
    "load_year",
    "plainly",
    "report_in",
]
