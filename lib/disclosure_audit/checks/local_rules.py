"""Local rules as values: what an inspector demands of cells or wording (docs/rules.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from disclosure_audit.checks.finding import Severity
from disclosure_audit.checks.linear import Comparison
from disclosure_audit.text import Words

PREFIX = "local."


@dataclass(frozen=True, slots=True)
class Phrase:
    """A wording that must stand in the report.

    Parameters
    ----------
    any_of
        Of these one is enough; spaces and full or half width make no difference.
    section
        The section in which it must stand; None: anywhere in the prose.
    """

    any_of: tuple[str, ...]
    section: str | None = None


@dataclass(frozen=True, slots=True)
class LocalRule:
    """A rule of a county's own.

    Parameters
    ----------
    id, title, basis, severity
        As the file gives them.
    demand
        What is compared or must be written.
    written
        The demand as the file writes it.
    units
        Kinds of unit that it binds; none: all.
    first_year, last_year
        Report years that it holds for.
    place
        File and line, for messages.
    repeats
        By edition: what the rule repeats there, so that it is not looked at a second time.
    """

    id: str
    title: str
    basis: str
    severity: Severity
    demand: Comparison | Phrase
    written: str
    units: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    place: str = ""
    repeats: Mapping[str, Words] = field(default_factory=dict)
