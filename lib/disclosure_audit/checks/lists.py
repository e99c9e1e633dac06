"""What a policy lists: terms, thresholds and the day of filing, each with its source."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, get_args

TermList = Literal[
    "outdated", "old_regime", "instructions", "typing", "superior", "partners", "template", "places"
]
"""The lists of terms: params/policy.yaml says of each what it is for."""

Number = Literal[
    "copy_share", "copy_share_to_ask", "copy_passage", "handed_down",
    "jump_ratio", "jump_least", "amount_ratio", "unchanged_digits", "unchanged_above",
]  # fmt: skip
KEYS = frozenset({"terms", "thresholds", "deadline"})
_TERM_LISTS: tuple[str, ...] = get_args(TermList)
_NUMBERS: tuple[str, ...] = get_args(Number)
_MAX_TERMS, _MAX_LENGTH, _MAX_NUMBER = 500, 120, 1_000_000
_LEAP_YEAR = 2024
_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")

Complain = Callable[[str, str], Exception]


@dataclass(frozen=True, slots=True)
class Term:
    """A wording to look for.

    Parameters
    ----------
    term
        The wording, letter by letter.
    source
        Who says that it should not (or, for partners and template, may) stand there.
    write
        What to write instead; empty where nothing fits every case.
    unless
        Words of the same sentence that make it right; beginning with ``+``, words right behind it.
    since
        The report year from which it holds; 0: always.
    """

    term: str
    source: str
    write: str = ""
    unless: tuple[str, ...] = ()
    since: int = 0


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that a check compares with, and its source."""

    value: float
    source: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """The day of the year after by which reports are published.

    Parameters
    ----------
    month, day
        The day.
    source
        Who sets it.
    notice
        True where a notice binds the unit; False for mere practice, of which a finding only asks.
    """

    month: int
    day: int
    source: str
    notice: bool


@dataclass(frozen=True, slots=True)
class Lists:
    """All that a policy lists; what no file lists is not there, and not looked for."""

    terms: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)
    thresholds: Mapping[str, Threshold] = field(default_factory=dict)
    deadline: Deadline | None = None

    def or_else(self, other: Lists) -> Lists:
        """Return these lists, with those of `other` where a whole list is not given here."""
        return Lists(
            {**other.terms, **self.terms},
            {**other.thresholds, **self.thresholds},
            self.deadline or other.deadline,
        )


def lists_in(content: Mapping[str, Any], wrong: Complain) -> Lists:
    """Return the lists of a policy file.

    Parameters
    ----------
    content
        What the file holds under its keys.
    wrong
        Makes the error that names the file, of a phrase in Chinese and one in English.

    Raises
    ------
    InspectorError
        As `wrong` makes it: an unknown name, a wrong type, no source, or too much.
    """
    terms = _mapping(content, "terms", _TERM_LISTS, wrong)
    numbers = _mapping(content, "thresholds", _NUMBERS, wrong)
    deadline = content.get("deadline")
    return Lists(
        {name: _terms(name, terms[name], wrong) for name in terms},
        {name: _threshold(name, numbers[name], wrong) for name in numbers},
        None if deadline is None else _deadline(deadline, wrong),
    )


def _mapping(
    content: Mapping[str, Any], key: str, allowed: tuple[str, ...], wrong: Complain
) -> Mapping[str, Any]:
    found = content.get(key)
    if found is None:
        return {}
    if not isinstance(found, dict) or set(found) - set(allowed):
        names = "、".join(allowed)
        raise wrong(f"的 {key} 下只能有 {names}", f"may only have under {key}: {names}")
    return found


def _terms(name: str, entries: Any, wrong: Complain) -> tuple[Term, ...]:
    if not isinstance(entries, list) or len(entries) > _MAX_TERMS:
        raise wrong(
            f"的 terms.{name} 应为不超过 {_MAX_TERMS} 条的列表",
            f"must have under terms.{name} a list of at most {_MAX_TERMS}",
        )
    return tuple(_term(name, entry, wrong) for entry in entries)


def _term(name: str, entry: Any, wrong: Complain) -> Term:
    needed, more = {"term", "source"}, {"write", "unless", "since"}
    fits = isinstance(entry, dict) and needed <= set(entry) <= needed | more
    if not fits or not all(_is_text(entry[key]) for key in needed | {"write"} & set(entry)):
        raise wrong(
            f"的 terms.{name} 每条应有 term、source（文字，不超过 {_MAX_LENGTH} 字），"
            "可有 write、unless、since",
            f"must have term and source (text of at most {_MAX_LENGTH} characters) in each entry "
            f"of terms.{name}; write, unless and since may be added",
        )
    unless, since = entry.get("unless", []), entry.get("since", 0)
    lawful = isinstance(unless, list) and len(unless) <= _MAX_TERMS and all(map(_is_text, unless))
    if not lawful or not isinstance(since, int) or isinstance(since, bool):
        raise wrong(
            f"的 terms.{name} 中 unless 应为文字的列表，since 应为年份",
            f"must have in terms.{name} a list of texts as unless and a year as since",
        )
    return Term(entry["term"], entry["source"], entry.get("write", ""), tuple(unless), since)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value.strip()) > 0 and len(value) <= _MAX_LENGTH


def _threshold(name: str, entry: Any, wrong: Complain) -> Threshold:
    value = entry.get("value") if isinstance(entry, dict) else None
    if (
        not isinstance(value, int | float)
        or isinstance(value, bool)
        or not 0 < value < _MAX_NUMBER
        or set(entry) != {"value", "source"}
        or not _is_text(entry["source"])
    ):
        raise wrong(
            f"的 thresholds.{name} 应有 value（大于 0 的数）和 source",
            f"must have value (a number above 0) and source under thresholds.{name}",
        )
    return Threshold(float(value), entry["source"])


def _deadline(entry: Any, wrong: Complain) -> Deadline:
    names = {"day", "source", "notice"}
    day = entry.get("day") if isinstance(entry, dict) else None
    match = _DAY.fullmatch(day) if isinstance(day, str) else None
    if (
        match is None
        or not _is_day(match)
        or set(entry) != names
        or not isinstance(entry["notice"], bool)
    ):
        raise wrong(
            '的 deadline 应有 day（如 "01-31"）、source、notice（true 或 false）',
            'must have day (such as "01-31"), source and notice (true or false) under deadline',
        )
    if not _is_text(entry["source"]):
        raise wrong("的 deadline 没有写明 source", "has no source under deadline")
    return Deadline(int(match[1]), int(match[2]), entry["source"], entry["notice"])


def _is_day(match: re.Match[str]) -> bool:
    try:
        date(_LEAP_YEAR, int(match[1]), int(match[2]))
    except ValueError:
        return False
    return True
