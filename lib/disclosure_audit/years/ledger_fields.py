"""What a cell of a register says: a date, yes or no, a count, or one of the form's rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from disclosure_audit.documents.sheet_blocks import SheetCell
from disclosure_audit.forms.ledgers import Vocabulary, choice_key, ledger_words
from disclosure_audit.text import read_number, single_line
from disclosure_audit.text.plain import half_width

FieldState = Literal["given", "blank", "impossible", "unreadable"]

_WRITTEN = re.compile(
    r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?[日号]?"
    r"(?:[ T]{1,2}\d{1,2}[:时点]\d{1,2}.{0,12})?"
)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_SERIAL = re.compile(r"(\d{5})(?:\.\d{1,15})?")
_DAY_0 = date(1899, 12, 30)
_SERIALS = range((date(2000, 1, 1) - _DAY_0).days, (date(2051, 1, 1) - _DAY_0).days)
"""Days of spreadsheets that a register can mean; other numbers of five digits are no dates."""
_YEARS = range(1980, 2101)
_LONGEST = 80
_SEVERAL = re.compile(r"[、，,;；/]")


@dataclass(frozen=True, slots=True)
class Field:
    """What stands in one cell of a register.

    Parameters
    ----------
    state
        ``given``; ``blank``; ``impossible``: a date that no calendar has; ``unreadable``: it
        cannot be told what it says.
    text
        As written, on one line.
    day, number, yes
        The date, the count, the answer, where it is one.
    ids
        What a word of a choice may mean.
    """

    state: FieldState
    text: str = ""
    day: date | None = None
    number: int | None = None
    yes: bool = False
    ids: tuple[str, ...] = ()

    @property
    def is_given(self) -> bool:
        """Whether it says something that is understood."""
        return self.state == "given"


BLANK = Field("blank")


def field_of(
    cell: SheetCell, kind: str, words: Vocabulary | None, *, from_1904: bool = False
) -> Field:
    """Read one cell of a register.

    Parameters
    ----------
    cell
        The cell.
    kind
        Kind of its column: ``text``, ``date``, ``flag``, ``count``, or a choice.
    words
        The vocabulary of a choice.
    from_1904
        True where the file counts dates from 1904: a date stored without its format is then
        not told, since files with both counts are copied into one another.
    """
    text = single_line(cell.text)
    if not cell.certain:
        return Field("unreadable", text)
    if kind == "text":
        return Field("given", text) if text else BLANK
    if not text or (read_number(text).state == "blank" and kind != "flag"):
        return BLANK
    if len(text) > _LONGEST:
        return Field("unreadable", text)
    if kind == "date":
        return _date(text, from_1904)
    if kind == "flag":
        return _flag(text)
    if kind == "count":
        number = read_number(text)
        whole = number.state == "given" and isinstance(number.value, int)
        return Field("given", text, number=int(number.value or 0)) if whole else _unread(text)
    return _choice(text, words or {})


def _unread(text: str) -> Field:
    return Field("unreadable", text)


def _date(text: str, from_1904: bool) -> Field:
    plain = half_width(text).strip()
    serial = _SERIAL.fullmatch(plain)
    if serial:
        days = int(serial[1])
        if from_1904 or days not in _SERIALS:
            return _unread(text)
        return Field("given", text, day=_DAY_0 + timedelta(days=days))
    match = _WRITTEN.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if match is None:
        return _unread(text)
    year, month, day = (int(part) for part in match.groups()[:3])
    try:
        found = date(year, month, day)
    except ValueError:
        return Field("impossible", text)
    return Field("given", text, day=found) if year in _YEARS else Field("impossible", text)


def _flag(text: str) -> Field:
    key = half_width(text).strip().lower()
    words = ledger_words()
    if key in words.yes:
        return Field("given", text, yes=True)
    if key in words.no:
        return Field("given", text)
    return BLANK if read_number(text).state == "blank" else _unread(text)


def _choice(text: str, words: Vocabulary) -> Field:
    ids = words.get(choice_key(text))
    if ids:
        return Field("given", text, ids=ids)
    parts = [words.get(choice_key(part)) for part in _SEVERAL.split(text)]
    if len(parts) > 1 and all(parts):
        several = tuple(dict.fromkeys(name for part in parts if part for name in part))
        return Field("unreadable", text, ids=several)
    return _unread(text)
