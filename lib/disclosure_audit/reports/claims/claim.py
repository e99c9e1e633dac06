"""What the prose of a report claims, as values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from disclosure_audit.documents import Place
from disclosure_audit.forms import Slot
from disclosure_audit.reports.claims.figures import COUNTED, Figure
from disclosure_audit.text.numbers import Number

Kind = Literal["number", "none", "all", "answered", "timely"]
Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a claim stands: section id, paragraph from 0, its place, and the sentence.

    `start` is where the sentence begins in the paragraph.
    """

    section: str
    paragraph: int
    at: Place
    start: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that the prose says with a number, or in words that stand for one.

    Parameters
    ----------
    kind
        ``number``: printed. ``none``: 没有, 未发生. ``all``: 均, 全部 with what they say.
        ``answered``: everything was answered. ``timely``: everything within the legal time.
    spot
        Where it stands.
    figure
        The number; of ``none`` and ``all`` the words.
    check
        The narrative check that it belongs to, where it names cells.
    meanings
        Sums of cells, any of which the words may stand for; empty: bound to no cell.
    names
        Entries of the vocabulary that named the cells.
    lead
        The words before the number.
    """

    kind: Kind
    spot: Spot
    figure: Figure
    check: str | None = None
    meanings: tuple[Cells, ...] = ()
    names: tuple[tuple[Slot, str], ...] = ()
    lead: str = ""

    @property
    def value(self) -> Number | None:
        """Return the number meant."""
        return self.figure.value

    @property
    def counted(self) -> bool:
        """Whether it says how much of something there is this year."""
        return self.figure.role in ("count", "money", "bare")

    def named(self, slot: Slot) -> tuple[str, ...]:
        """Return the ids of the entries that named this slot."""
        return tuple(name for own, name in self.names if own == slot)


@dataclass(frozen=True, slots=True)
class PartList:
    """A total and the parts that the same sentence gives of it.

    Parameters
    ----------
    whole, parts
        The numbers.
    dimension
        By what it is divided: ``column``, ``row``, ``result``, ``channel``, ``media``, ``topic``.
    full
        Whether the parts are said to be all.
    """

    whole: Claim
    parts: tuple[Claim, ...]
    dimension: str
    full: bool


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage of something: a number, what it is said to be a share of, the percentage.

    `bases` are cells named as the base; `numbers` those printed nearby that may be it.
    """

    part: Claim
    percent: Claim
    bases: tuple[Cells, ...]
    numbers: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """A growth or fall against an earlier year.

    Parameters
    ----------
    of
        The number of this year; None where the sentence gives none.
    by
        The change printed, a count or a percentage.
    sign
        1 growth, -1 fall.
    against
        ``last_year``, or ``unclear`` (历年, or no year at all).
    """

    of: Claim | None
    by: Claim
    sign: int
    against: Literal["last_year", "unclear"]


@dataclass(frozen=True)
class Prose:
    """Everything that the prose of a report claims.

    Parameters
    ----------
    claims
        In the order of the text; every number is among them.
    lists, shares, shifts
        How numbers of the prose hang together.
    whole
        False where the text was too long to be looked at to its end.
    """

    claims: tuple[Claim, ...]
    lists: tuple[PartList, ...]
    shares: tuple[Share, ...]
    shifts: tuple[Shift, ...]
    whole: bool = True

    @property
    def unbound(self) -> tuple[Claim, ...]:
        """Return the numbers that say how much, and that nothing was found to compare with."""
        tied = {id(claim) for claim in self._tied()}
        return tuple(
            claim
            for claim in self.claims
            if claim.kind == "number"
            and claim.figure.role in COUNTED
            and not claim.meanings
            and id(claim) not in tied
        )

    def _tied(self) -> tuple[Claim, ...]:
        lists = (c for own in self.lists for c in (own.whole, *own.parts))
        shares = (c for s in self.shares for c in (s.part, s.percent, *s.numbers[-1:]))
        shifts = (c for shift in self.shifts for c in (shift.by,))
        return (*lists, *shares, *shifts)

    def of_check(self, check: str) -> tuple[Claim, ...]:
        """Return the numbers that belong to a narrative check."""
        return tuple(c for c in self.claims if c.check == check and c.kind == "number")


EMPTY = Prose((), (), (), ())
HUNDRED = Decimal(100)
