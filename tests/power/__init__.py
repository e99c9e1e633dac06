"""Whole audits of reports with faults put in: how surely each kind is found."""
