"""A check: one obligation, with its basis, an example and the function that looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from disclosure_audit.checks.finding import Family, Outcome, Severity
from disclosure_audit.checks.subject import Subject
from disclosure_audit.text import Words

Look = Callable[[Subject, str], Outcome]
Targets = Callable[[Subject], Iterable[str]]
Rank = Literal["P", "A", "L", "I"]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a check rests on.

    Parameters
    ----------
    rank
        ``P`` printed in the form or notice, ``A`` article of the regulation, ``L`` local notice or
        practice, ``I`` inference (so the finding is a doubt, never a breach).
    words
        The source in words.
    """

    rank: Rank
    words: Words


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of obligation.

    Parameters
    ----------
    pattern
        Its id; ``<name>`` stands for what it is looked at once each.
    family, severity, basis
        As docs/checks.md lists them.
    obligation
        What is demanded, in a sentence.
    example
        A made-up case that fails.
    caution
        What is not taken for a fault.
    targets
        The ids that a subject obliges.
    look
        The function that looks at one id.
    """

    pattern: str
    family: Family
    severity: Severity
    basis: Basis
    obligation: Words
    example: Words
    caution: Words
    targets: Targets
    look: Look


def check(
    pattern: str,
    *,
    family: Family,
    severity: Severity,
    basis: Basis,
    obligation: Words,
    example: Words,
    caution: Words,
    targets: Targets | None = None,
) -> Callable[[Look], Check]:
    """Make a Check of the function that looks; parameters as of Check.

    `targets` defaults to the pattern itself: looked at once.
    """

    def once(_: Subject) -> Iterable[str]:
        return (pattern,)

    def made(look: Look) -> Check:
        return Check(
            pattern, family, severity, basis, obligation, example, caution, targets or once, look
        )

    return made
