"""Plain text: what is left of a string when looks are taken away."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

# Traditional characters that occur in labels, titles and unit names of the form's field.
_SIMPLIFIED = str.maketrans(
    "規範處罰強業務訴訟復複議維糾結審總計項數據關係為變動開廢發現許費購採與"
    "單萬圓條鄉鎮縣區國學會組織機構類獲訪舉報證確認險聯絡電話網頁況題進對"
    "體內製決減額請轉辦這屬於穩護權過執詢無沒補後當繳納繼續經問應責監評導",
    "规范处罚强业务诉讼复复议维纠结审总计项数据关系为变动开废发现许费购采与"
    "单万元条乡镇县区国学会组织机构类获访举报证确认险联络电话网页况题进对"
    "体内制决减额请转办这属于稳护权过执询无没补后当缴纳继续经问应责监评导",
)
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
_HAN = "一二三四五六七八九十"

_HALF_WIDTH: dict[int, int | str] = {
    **{ord(wide): ord(wide) - 0xFEE0 for wide in map(chr, range(ord("！"), ord("～") + 1))},
    0x3000: " ",
    0xA0: " ",
}
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")

OrdinalStyle = Literal["han", "han_bracket", "part", "arabic", "arabic_bracket", "circled"]

_ORDINALS: tuple[tuple[OrdinalStyle, re.Pattern[str]], ...] = (
    ("han", re.compile(rf"([{_HAN}]{{1,3}})(?:\s*[、.．,，:：]\s*|\s+)")),
    ("han_bracket", re.compile(rf"[（(]\s*([{_HAN}]{{1,3}})\s*[）)]\s*[、.．]?\s*")),
    ("part", re.compile(rf"第\s*([{_HAN}]{{1,3}})\s*(?:部分|章|节)\s*[、.．,，:：]?\s*")),
    ("arabic_bracket", re.compile(r"[（(]\s*(\d{1,2})\s*[）)]\s*[、.．]?\s*")),
    ("arabic", re.compile(r"(\d{1,2})\s*[、.．)）](?!\d)\s*")),
    ("circled", re.compile(r"([①-⑳])\s*")),
)
# Ordinals that are one character with their mark: ㈠ ⑴ ⒈.
_COMPOSED = {
    **{chr(0x3220 + i): f"（{numeral}）" for i, numeral in enumerate(_HAN)},
    **{chr(0x2474 + i): f"（{i + 1}）" for i in range(20)},
    **{chr(0x2488 + i): f"{i + 1}." for i in range(20)},
}


@dataclass(frozen=True, slots=True)
class Ordinal:
    """The number in front of a heading.

    Parameters
    ----------
    printed
        As it stands there, for example ``（一）``.
    style
        Its system.
    value
        Its value from 1.
    rest
        The text behind it.
    """

    printed: str
    style: OrdinalStyle
    value: int
    rest: str


def visible(text: str) -> str:
    """Return `text` without characters that print nothing (zero-width, direction marks)."""
    return _INVISIBLE.sub("", text)


def is_solid(text: str) -> bool:
    """Return whether `text` holds no white space and nothing that prints nothing, as most cells.

    Such a text is on one line and wholly visible as it is.
    """
    return text.isprintable() and " " not in text


def half_width(text: str) -> str:
    """Return `text` with full-width forms and the digits of all scripts as ASCII.

    Superscripts, circled and Roman numbers stay as they are: ``12²`` is not 122.
    """
    plain = text.translate(_HALF_WIDTH)
    if _OTHER_DIGIT.search(plain) is None:
        return plain
    return "".join(_half_width_character(character) for character in plain)


def _half_width_character(character: str) -> str:
    is_digit = unicodedata.category(character) == "Nd"
    return str(unicodedata.decimal(character)) if is_digit else character


def single_line(text: str) -> str:
    """Return `text` on one line, runs of white space as one space."""
    return text if is_solid(text) else " ".join(visible(text).split())


def simplified(text: str) -> str:
    """Return `text` with the traditional characters of the form's field as simplified ones.

    Each character stays in its place.
    """
    return text.translate(_SIMPLIFIED)


@lru_cache(maxsize=20_000)
def bare(text: str) -> str:
    """Return only letters, digits and characters of `text`, simplified and in lower case.

    Two labels that differ in spaces, brackets, marks or script only have the same bare text.
    """
    plain = half_width(visible(text)).translate(_SIMPLIFIED)
    return "".join(c for c in plain if c.isalnum() and unicodedata.category(c) != "No").lower()


def shortened(text: str, limit: int) -> str:
    """Return `text` on one line, at most `limit` characters, ending in … where it was cut."""
    line = single_line(text)
    return line if len(line) <= limit else line[: limit - 1] + "…"


def natural_number(han: str) -> int:
    """Return the value of one to three Chinese numerals up to 99, as ordinals use them."""
    if "十" not in han:
        return int("".join(str(_HAN.index(c) + 1) for c in han))
    tens, _, units = han.partition("十")
    return (_HAN.index(tens) + 1 if tens else 1) * 10 + (_HAN.index(units) + 1 if units else 0)


def ordinal_of(text: str) -> Ordinal | None:
    """Return the ordinal at the start of `text`, or None where there is none."""
    line = single_line(text)
    line = _COMPOSED.get(line[:1], line[:1]) + line[1:]
    for style, pattern in _ORDINALS:
        match = pattern.match(line)
        if match:
            value = _ordinal_value(style, match[1])
            rest = line[match.end() :]
            return None if value is None else Ordinal(match[0].strip(), style, value, rest)
    return None


def _ordinal_value(style: OrdinalStyle, printed: str) -> int | None:
    if style == "circled":
        return ord(printed) - ord("①") + 1
    if style.startswith("arabic"):
        return int(half_width(printed))
    try:
        return natural_number(printed)
    except ValueError:
        return None
