"""What the prose of a report claims: every number, and what it is said of."""

from disclosure_audit.reports.claims.claim import (
    EMPTY,
    Cells,
    Claim,
    PartList,
    Prose,
    Share,
    Shift,
    Spot,
)
from disclosure_audit.reports.claims.figures import COUNTED, Figure, Role, figures_in
from disclosure_audit.reports.claims.reading import claims_in

__all__ = [
    "COUNTED",
    "EMPTY",
    "Cells",
    "Claim",
    "Figure",
    "PartList",
    "Prose",
    "Role",
    "Share",
    "Shift",
    "Spot",
    "claims_in",
    "figures_in",
]
