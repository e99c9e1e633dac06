"""Numbers of spreadsheets as their number formats show them.

Only what decides a figure is worked out: digits, separators, signs, percent, words around the
number, sections for negative numbers and zero. Dates are written with their parts in the order of
the format; colours, fractions and number words are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0;-#,##0",
    6: "#,##0;-#,##0", 7: "#,##0.00;-#,##0.00", 8: "#,##0.00;-#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "General", 13: "General", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"', 42: '#,##0;-#,##0;"-"', 43: '#,##0.00;-#,##0.00;"-"',
    44: '#,##0.00;-#,##0.00;"-"', 45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss", 48: "0.0E+0", 49: "@",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: "h:mm", 35: "h:mm:ss", 36: 'yyyy"年"m"月"',
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    55: "h:mm", 56: "h:mm:ss", 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""The formats that files name by number only, as programs in Chinese show them."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[\$(?P<currency>[^\]\-]*)[^\]]*\]'
    r"|\[(?P<bracket>[^\]]*)\]|(?P<general>General|G/通用格式)|(?P<power>[eE][+-])"
    r"|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_CLOCK = re.compile(r"am/pm|a/p|上午/下午|y+|m+|d+|h+|s+|a{3,4}|e+|.", re.IGNORECASE | re.DOTALL)
_ELAPSED = re.compile(r"[hms]+", re.IGNORECASE)
_DAY_0 = datetime(1899, 12, 30)
_DAY_0_OF_1904 = datetime(1904, 1, 1)
_MAX_DECIMALS = 30
_MAX_CODE = 255
_GENERAL_DIGITS = 15


class Shown(NamedTuple):
    """A number as shown; `rounded` where the format hides digits that are stored."""

    text: str
    rounded: bool = False


class _Piece(NamedTuple):
    literal: bool
    text: str


def shown(number: float, code: str, *, from_1904: bool = False) -> Shown:
    """Return a stored number as its format shows it.

    Parameters
    ----------
    number
        The number.
    code
        The format's code, for example ``#,##0.00``.
    from_1904
        True where dates count from 1904.
    """
    if code == "General":
        return Shown(general(number))
    section, magnitude = _section(number, code[:_MAX_CODE])
    pieces, is_general, is_elapsed = _pieces(section)
    signs = "".join(piece.text for piece in pieces if not piece.literal)
    if is_general or "@" in signs or ("/" in signs and "?" in signs):
        return Shown(_around(pieces, general(magnitude)))
    if is_elapsed or re.search("[ymdhs]", signs, re.IGNORECASE):
        return Shown(_date(number, pieces, from_1904))
    return _figure(magnitude, pieces)


def general(number: float) -> str:
    """Return a number as it is shown without a format: no more digits than are certain."""
    text = f"{Decimal(f'{number:.{_GENERAL_DIGITS}g}'):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if len(text) <= _GENERAL_DIGITS + 5 else f"{number:.5E}"


def _section(number: float, code: str) -> tuple[str, float]:
    """The part of the code that holds for a number, and the number as that part shows it."""
    sections = _split(code)
    conditions = [_condition(section) for section in sections[:2]]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=False):
            if condition and _holds(number, *condition):
                return section, number
        rest = [s for s, c in zip(sections, [*conditions, None, None], strict=False) if not c]
        return (rest[0] if rest else "General"), number
    if number < 0 and len(sections) > 1:
        return sections[1], -number
    if number == 0 and len(sections) > 2:
        return sections[2], number
    return sections[0], number


@lru_cache(maxsize=1_000)
def _split(code: str) -> tuple[str, ...]:
    sections = [""]
    for match in _TOKEN.finditer(code):
        if match["other"] == ";":
            sections.append("")
        else:
            sections[-1] += match[0]
    return tuple(sections)


@lru_cache(maxsize=1_000)
def _condition(section: str) -> tuple[str, float] | None:
    for match in _TOKEN.finditer(section):
        if match["bracket"] and (found := _CONDITION.fullmatch(match["bracket"])):
            return found[1], float(found[2])
    return None


def _holds(number: float, sign: str, limit: float) -> bool:
    return {
        "<": number < limit, "<=": number <= limit, ">": number > limit, ">=": number >= limit,
        "=": number == limit, "<>": number != limit,
    }[sign]  # fmt: skip


@lru_cache(maxsize=1_000)
def _pieces(section: str) -> tuple[tuple[_Piece, ...], bool, bool]:
    pieces: list[_Piece] = []
    is_general = is_elapsed = False
    for match in _TOKEN.finditer(section):
        literal = next(
            (match[name] for name in ("quoted", "escaped", "currency") if match[name] is not None),
            None,
        )
        if literal is not None:
            pieces.append(_Piece(True, literal))
        elif match["general"]:
            is_general = True
            pieces.append(_Piece(False, "@"))
        elif match["bracket"] is not None:
            if _ELAPSED.fullmatch(match["bracket"]):
                is_elapsed = True
                pieces.append(_Piece(False, match["bracket"]))
        elif match["power"] or match["other"]:
            pieces.append(_Piece(False, match[0]))
    return tuple(pieces), is_general, is_elapsed


def _around(pieces: Sequence[_Piece], text: str) -> str:
    """The words and signs of a format around a number shown as it is."""
    if not any(piece == _Piece(False, "@") for piece in pieces):
        return text
    return "".join(text if piece == _Piece(False, "@") else piece.text for piece in pieces)


# ---------------------------------------------------------------- figures
def _figure(number: float, pieces: Sequence[_Piece]) -> Shown:
    places = [n for n, p in enumerate(pieces) if not p.literal and p.text in "0#?"]
    if not places:
        return Shown("".join(piece.text for piece in pieces))
    first, last = places[0], places[-1]
    if any(not p.literal and p.text[0] in "eE" and len(p.text) == 2 for p in pieces):
        return Shown(f"{number:.2E}")
    inner = "".join(p.text for p in pieces[first : last + 1] if not p.literal)
    between = "".join(p.text for p in pieces[first : last + 1] if p.literal)
    value = Decimal(repr(float(number)))
    behind = last + 1
    while behind < len(pieces) and not pieces[behind].literal and pieces[behind].text == ",":
        value /= 1000
        behind += 1
    value *= 100 ** sum(p.text == "%" for p in pieces if not p.literal)
    text, rounded = _digits(value, inner)
    before = "".join(p.text for p in pieces[:first])
    return Shown(
        f"{'-' if text.startswith('-') else ''}{before}{text.lstrip('-')}"
        f"{between if between.strip() else ''}{''.join(p.text for p in pieces[behind:])}",
        rounded or behind > last + 1,
    )


def _digits(value: Decimal, inner: str) -> tuple[str, bool]:
    whole, _, fraction = inner.partition(".")
    most = min(sum(fraction.count(sign) for sign in "0#?"), _MAX_DECIMALS)
    least = min(fraction.count("0"), most)
    if abs(value) >= Decimal(10) ** 20:
        return f"{value:.5E}", False
    exact = Decimal(f"{value:.{_GENERAL_DIGITS}g}")
    rounded = exact.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    text = f"{abs(rounded):f}"
    integer, _, decimals = text.partition(".")
    while len(decimals) > least and decimals.endswith("0"):
        decimals = decimals[:-1]
    integer = integer.zfill(whole.count("0"))
    if not whole.count("0") and integer == "0":
        integer = ""
    if "," in whole:
        integer = f"{int(integer or 0):,}" if integer else integer
    sign = "-" if rounded < 0 else ""
    return f"{sign}{integer}{'.' if decimals else ''}{decimals}", rounded != exact


# ---------------------------------------------------------------- dates
def _date(number: float, pieces: Sequence[_Piece], from_1904: bool) -> str:
    try:
        moment = (_DAY_0_OF_1904 if from_1904 else _DAY_0) + timedelta(days=number)
    except (OverflowError, ValueError):
        return general(number)
    moment = (moment + timedelta(microseconds=500_000)).replace(microsecond=0)
    text, before = "", ""
    for piece in _joined(pieces):
        if piece.literal:
            text += piece.text
            continue
        for match in _CLOCK.finditer(piece.text):
            sign = match[0].lower()
            minutes = sign in ("m", "mm") and before == "h"
            text += _part(moment, sign, minutes)
            before = sign[0] if sign[0] in "ymdhs" else before
    return text.strip()


def _joined(pieces: Sequence[_Piece]) -> list[_Piece]:
    joined: list[_Piece] = []
    for piece in pieces:
        if joined and not joined[-1].literal and not piece.literal:
            joined[-1] = _Piece(False, joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return joined


def _part(moment: datetime, sign: str, minutes: bool) -> str:
    two = len(sign) == 2
    letter = sign[0]
    if sign in ("am/pm", "a/p", "上午/下午") or (letter == "a" and len(sign) > 2):
        return ""
    if letter in ("y", "e"):
        return str(moment.year) if len(sign) > 2 or letter == "e" else f"{moment.year % 100:02d}"
    known = {
        "m": moment.minute if minutes else moment.month,
        "d": moment.day,
        "h": moment.hour,
        "s": moment.second,
    }
    if letter in known:
        return f"{known[letter]:02d}" if two else str(known[letter])
    return sign
