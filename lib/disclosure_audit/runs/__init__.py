"""Runs: parameters, the steps that notebook and commands share, and one township executed."""

from disclosure_audit.runs.audit import Loaded, check, findings_of, load, policy_of, present
from disclosure_audit.runs.parameters import (
    TownshipParameters,
    parameters_from,
    township_parameters,
)
from disclosure_audit.runs.township import Run, run_township

__all__ = [
    "Loaded",
    "Run",
    "TownshipParameters",
    "check",
    "findings_of",
    "load",
    "parameters_from",
    "policy_of",
    "present",
    "run_township",
    "township_parameters",
]
