"""Automatic list numbers spelled out, as web pages and Word number their lists."""

from __future__ import annotations

_HAN = "零一二三四五六七八九"
_HAN_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def spelled(number: int, style: str) -> str:
    """Return a list number as it is printed.

    Parameters
    ----------
    number
        The number in its list.
    style
        ``decimal``, ``decimal_zero``, ``han`` (一十二 as 十二), ``han_digits`` (一二 for 12),
        ``han_legal``, ``lower_letter``, ``upper_letter``, ``lower_roman``, ``upper_roman``,
        ``circled``, ``full_width``, ``stems``, ``branches``, ``none``. An unknown style is decimal.

    Returns
    -------
    str
        The number without the marks around it; decimal where the style has no such number.
    """
    if style == "none":
        return ""
    if number > 0:
        if style in ("han", "han_legal"):
            return _han(number, _HAN if style == "han" else _HAN_LEGAL, legal=style == "han_legal")
        if style.endswith("_letter"):
            return _cased(_letters(number), style)
        if style.endswith("_roman"):
            return _cased(_roman(number), style)
        if style == "circled" and number <= 20:
            return chr(ord("①") + number - 1)
        if style in ("stems", "branches"):
            signs = _STEMS if style == "stems" else _BRANCHES
            return signs[(number - 1) % len(signs)]
    if style == "han_digits":
        return str(number).translate(
            {48 + n: sign for n, sign in enumerate("〇一二三四五六七八九")}
        )
    if style == "full_width":
        return str(number).translate({48 + n: chr(0xFF10 + n) for n in range(10)})
    return f"{number:02d}" if style == "decimal_zero" else str(number)


def _cased(text: str, style: str) -> str:
    return text.upper() if style.startswith("upper") else text


def _han(number: int, digits: str, *, legal: bool) -> str:
    if number >= 10_000:
        return str(number)
    units = ("", "拾", "佰", "仟") if legal else ("", "十", "百", "千")
    text = ""
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += digits[digit] + units[place]
        elif number % 10**place and not text.endswith(digits[0]):
            text += digits[0]
    return text.removeprefix("一") if not legal and 10 <= number < 20 else text


def _letters(number: int) -> str:
    if number > 780:
        return str(number)
    # Word repeats the letter after z (aa, bb); within 26, browsers do the same.
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    if number >= 4000:
        return str(number)
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text
