"""Checks: the catalogue of obligations, and the findings they end in."""

from disclosure_audit.checks.catalogue import CATALOGUE, audit
from disclosure_audit.checks.check import Basis, Check
from disclosure_audit.checks.finding import (
    SEVERITIES,
    STATUSES,
    Change,
    Equation,
    Finding,
    Outcome,
    Severity,
    Status,
    Waiving,
    as_json,
    counts,
)
from disclosure_audit.checks.policy import Policy, load_policy

__all__ = [
    "CATALOGUE",
    "SEVERITIES",
    "STATUSES",
    "Basis",
    "Change",
    "Check",
    "Equation",
    "Finding",
    "Outcome",
    "Policy",
    "Severity",
    "Status",
    "Waiving",
    "as_json",
    "audit",
    "counts",
    "load_policy",
]
