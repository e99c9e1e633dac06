"""Repairs: which figure is wrong when sums break, and what it would have to be."""

from disclosure_audit.repairs.causes import LISTED, with_causes

__all__ = ["LISTED", "with_causes"]
