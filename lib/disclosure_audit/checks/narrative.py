"""Family narrative: what the prose says, against the tables and against itself."""

from __future__ import annotations

from disclosure_audit.checks import (
    narrative_changes,
    narrative_fees,
    narrative_figures,
    narrative_gaps,
    narrative_shares,
    narrative_style,
    narrative_totals,
    narrative_words,
)

CHECKS = (
    *narrative_figures.CHECKS,
    *narrative_fees.CHECKS,
    *narrative_totals.CHECKS,
    *narrative_shares.CHECKS,
    *narrative_words.CHECKS,
    *narrative_gaps.CHECKS,
    *narrative_style.CHECKS,
    *narrative_changes.CHECKS,
)
