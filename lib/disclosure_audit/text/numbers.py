"""Numbers as people write them in the cells of the form.

The rules are those of the public contract: a printed number is never blank, a guess is never
given, and what is not certain says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from disclosure_audit.text.plain import half_width, visible

Number = int | Decimal
CellState = Literal["given", "blank", "invalid", "unreadable"]

MAX_DIGITS = 12
"""Longer than any count or amount of a public body: such a string is no single number."""

_MAX_LENGTH = 60
"""No number with its sign, separators and unit is longer; what is longer is not taken apart."""

_BLANK_MARKS = re.compile(r"[-‐‑‒–—―─−/\\](\s?[-‐‑‒–—―─−/\\]){0,5}|无|無")
_PLAIN = re.compile(r"\d+(\.\d+)?")
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_SIGNED = re.compile(r"(?P<sign>[+\-−–]|增加?|减少?|新增|↑|↓)\s*(?P<digits>.+)")
_NEGATIVE_SIGNS = ("-", "−", "–", "减", "减少", "↓")
_UNIT = re.compile(
    r"(?P<number>.*?)\s*\(?(?P<unit>万元|元|件次|件|条|个|项|份|次|宗|起|例|部|人次|人)\)?"
)
_MONEY = ("万元", "元")
_FOOTNOTE = re.compile(r"[\d,.]+\s*(?:[*※]+|\[\d{1,2}\]|[①-⑳⁰¹²³⁴-⁹]+)")
_HAN_NUMERAL = re.compile(r"[零一二三四五六七八九十百千万]+")
_HAN_DIGITS = "零一二三四五六七八九"
# Other forms of the numerals: as a digit, in speech, in traditional script, on cheques.
_USUAL_HAN = str.maketrans(
    "〇两兩萬壹贰貳叁參肆伍陆陸柒捌玖拾佰仟", "零二二万一二二三三四五六六七八九十百千"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell's text says.

    Parameters
    ----------
    state
        ``given``, ``blank``, ``invalid`` or ``unreadable`` (CONTRACT of report.json).
    value
        The number where the state is ``given``, else None.
    unit
        The unit printed inside the cell, where there is one.
    """

    state: CellState
    value: Number | None = None
    unit: str | None = None


def read_number(raw: str, *, signed: bool = False, amount: bool = False) -> Reading:
    """Read the text of one cell.

    Parameters
    ----------
    raw
        The text as printed.
    signed
        True where the form allows a minus sign (本年增/减).
    amount
        True where the form allows decimals (sums of money).

    Returns
    -------
    Reading
        `given` with the number as printed; `blank` for nothing or a mark for nothing; `invalid`
        for text, a negative number or a fraction where none may stand; `unreadable` where digits
        are there but their value is not certain (split by a space, a leading zero, 一百五).
    """
    text = half_width(visible(raw)).strip()
    if not text or _BLANK_MARKS.fullmatch(text):
        return Reading("blank")
    if len(text) > _MAX_LENGTH:
        return Reading("unreadable" if _looks_uncertain(text) else "invalid")
    with_unit = _UNIT.fullmatch(text)
    unit = with_unit["unit"] if with_unit and with_unit["number"] else None
    body = with_unit["number"].strip() if with_unit and unit else text
    if unit in _MONEY and not amount:
        return Reading("invalid", unit=unit)
    negative, body = _without_sign(body) if signed else _without_minus(body)
    value = _magnitude(body)
    if value is None:
        return Reading("unreadable" if _looks_uncertain(body) else "invalid", unit=unit)
    return _allowed(-value if negative else value, unit, signed=signed, amount=amount)


def is_number(text: str) -> bool:
    """Whether a text is a number that may stand in some cell of the form.

    Parameters
    ----------
    text
        As printed.

    Returns
    -------
    bool
        True where `read_number` gives a value, sign and decimals allowed.
    """
    return _in_any_cell(text) == "given"


def is_value(text: str) -> bool:
    """Whether a text is what a cell of figures may hold: a number, nothing, a mark for nothing.

    Parameters
    ----------
    text
        As printed.

    Returns
    -------
    bool
        True where `read_number` gives a value or a blank, sign and decimals allowed.
    """
    return _in_any_cell(text) in ("given", "blank")


def _in_any_cell(text: str) -> CellState:
    return read_number(text, signed=True, amount=True).state


def _without_sign(body: str) -> tuple[bool, str]:
    match = _SIGNED.fullmatch(body)
    return (match["sign"] in _NEGATIVE_SIGNS, match["digits"]) if match else (False, body)


def _without_minus(body: str) -> tuple[bool, str]:
    """Return a number without its minus sign; where no change is counted 增3 is no number."""
    minus = body[:1] in ("-", "−", "–")
    return minus, body[1:].strip() if minus else body


def _allowed(value: Number, unit: str | None, *, signed: bool, amount: bool) -> Reading:
    if value < 0 and not signed:
        return Reading("invalid", unit=unit)
    if isinstance(value, Decimal) and value == value.to_integral_value():
        if not amount and str(value).endswith("000"):
            return Reading("unreadable", unit=unit)  # 1.000 may be one, or a thousand
        value = int(value)
    if isinstance(value, Decimal) and not amount:
        return Reading("invalid", unit=unit)
    return Reading("given", value, unit)


def _magnitude(body: str) -> Number | None:
    """Return the value of an unsigned number in Western or Chinese digits, or None."""
    if _PLAIN.fullmatch(body) or _GROUPED.fullmatch(body):
        digits = body.replace(",", "")
        whole, _, fraction = digits.partition(".")
        if len(whole) > MAX_DIGITS or (len(whole) > 1 and whole.startswith("0")):
            return None
        return Decimal(digits) if fraction else int(whole)
    numeral = body.translate(_USUAL_HAN)
    return _han_value(numeral) if _HAN_NUMERAL.fullmatch(numeral) else None


def _han_value(numeral: str) -> int | None:
    """Return the value of a Chinese numeral, None where it is not written in full (一百五)."""
    if all(digit in _HAN_DIGITS for digit in numeral):
        values = "".join(str(_HAN_DIGITS.index(digit)) for digit in numeral)
        certain = len(values) <= MAX_DIGITS and (len(values) == 1 or values[0] != "0")
        return int(values) if certain else None
    import cn2an  # only here: few cells carry Chinese numerals, and every start would pay for it

    try:
        value = int(cn2an.cn2an(numeral, "normal"))
        in_full = cn2an.an2cn(value, "low")
    except (ValueError, KeyError):
        return None
    return value if _with_ten(in_full) == _with_ten(numeral) else None


def _with_ten(numeral: str) -> str:
    """Return a numeral with its leading 一十 as 十: both are usual."""
    return numeral[1:] if numeral.startswith("一十") else numeral


def _looks_uncertain(body: str) -> bool:
    """Whether digits are there whose value is not certain: ``1 2``, ``007``, ``58*``, 一百五."""
    if _FOOTNOTE.fullmatch(body):
        return True
    if len(body) > 1 and _HAN_NUMERAL.fullmatch(body.translate(_USUAL_HAN)):
        return True
    return any(c.isdigit() for c in body) and all(
        c.isdigit() or c.isspace() or c in ",." for c in body
    )
