"""The words by which prose names cells of the form: narrative.toml as values."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Literal

Slot = Literal["row", "column", "proceeding", "result", "kind", "act"]
SLOTS: tuple[Slot, ...] = ("row", "column", "proceeding", "result", "kind", "act")
_TABLES: dict[Slot, str] = {
    "row": "rows",
    "column": "columns",
    "proceeding": "proceedings",
    "result": "results",
    "kind": "kinds",
    "act": "acts",
}
Meaning = tuple[str, ...]
"""Rows (or columns) of the form that are summed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What some words of the prose name.

    Parameters
    ----------
    id, slot
        Its name and what of a cell id it fills.
    words
        The words, any of them.
    check
        The narrative check that its counts belong to, without ``narrative.``.
    meanings
        By edition key: sums, any of which the words may stand for.
    weak
        True for words of everyday use.
    act
        The act meant where a kind of table 2 stands alone.
    """

    id: str
    slot: Slot
    words: tuple[str, ...]
    check: str | None
    meanings: dict[str, tuple[Meaning, ...]]
    weak: bool
    act: str | None


@dataclass(frozen=True)
class Vocabulary:
    """All entries, the units, and words that tell what prose is about.

    Parameters
    ----------
    entries
        By slot.
    units, money
        Units of counts; units of money with their worth in 元.
    case_units, proper_case_units, loose_case_units, item_units
        Units used for applications and cases, those that are right, those that are not, and those
        of published items.
    foreign, applications, published, channels, media
        Words about other matters, applications, publishing, ways to apply, ways to publish.
    other_business, desks
        Words by which a number is no count of all applications: delays, tests, work for another
        place; desks at which some are received.
    """

    entries: dict[Slot, tuple[Entry, ...]]
    units: tuple[str, ...]
    money: dict[str, int]
    case_units: frozenset[str]
    proper_case_units: frozenset[str]
    loose_case_units: frozenset[str]
    item_units: frozenset[str]
    foreign: re.Pattern[str]
    applications: re.Pattern[str]
    published: re.Pattern[str]
    channels: re.Pattern[str]
    media: re.Pattern[str]
    other_business: re.Pattern[str]
    desks: re.Pattern[str]

    @cached_property
    def phrases(self) -> re.Pattern[str]:
        """Return one pattern of all words, longest first."""
        return any_of(word for own in self.entries.values() for e in own for word in e.words)

    @cached_property
    def by_word(self) -> dict[str, Entry]:
        """Return the entry of each word."""
        return {word: e for own in self.entries.values() for e in own for word in e.words}

    @cached_property
    def by_id(self) -> dict[tuple[Slot, str], Entry]:
        """Return the entries by slot and id."""
        return {(e.slot, e.id): e for own in self.entries.values() for e in own}


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of any of `words`, the longest that stands at a place.

    Looking at the first character first makes it several times as fast.
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    first = "".join(sorted({re.escape(word[0]) for word in ordered}))
    return re.compile(f"(?=[{first}])(?:{'|'.join(re.escape(word) for word in ordered)})")


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary that ships with the forms."""
    text = files("disclosure_audit.forms").joinpath("narrative.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    groups = {name: tuple(rows) for name, rows in data["groups"].items()}
    entries = {
        slot: tuple(_entry(slot, entry, groups) for entry in data[_TABLES[slot]]) for slot in SLOTS
    }
    return Vocabulary(
        entries=entries,
        units=tuple(data["units"]),
        money=dict(data["money"]),
        case_units=frozenset(data["case_units"]),
        proper_case_units=frozenset(data["proper_case_units"]),
        loose_case_units=frozenset(data["loose_case_units"]),
        item_units=frozenset(data["item_units"]),
        # 低保申请 and the like are applications for something else.
        foreign=re.compile(rf"(?:{any_of(data['foreign']).pattern})(?:[一-龥]{{0,3}}申请)?"),
        applications=any_of(data["applications"]),
        published=any_of(data["published"]),
        channels=any_of(data["channels"]),
        media=any_of(data["media"]),
        other_business=any_of(data["other_business"]),
        desks=any_of(data["desks"]),
    )


def _entry(slot: Slot, data: dict[str, Any], groups: dict[str, Meaning]) -> Entry:
    shared = data.get("meanings", [])
    return Entry(
        id=data["id"],
        slot=slot,
        words=tuple(data["words"]),
        check=data.get("check"),
        meanings={
            edition: tuple(_spelled(m, groups) for m in data.get(f"meanings_{edition}", shared))
            for edition in ("2019", "2021")
        },
        weak=bool(data.get("weak", False)),
        act=data.get("act"),
    )


def _spelled(meaning: list[str], groups: dict[str, Meaning]) -> Meaning:
    """Spell groups out: ``@refused`` stands for its rows."""
    return tuple(
        row for name in meaning for row in (groups[name[1:]] if name.startswith("@") else (name,))
    )
