"""Numbers in prose: which of them count something, and what the others are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from disclosure_audit.forms import any_of, vocabulary
from disclosure_audit.text import read_number
from disclosure_audit.text.numbers import MAX_DIGITS, Number

Role = Literal[
    "count", "money", "percent", "change", "bare",
    "date", "duration", "ordinal", "document", "article", "name", "contact", "address",
    "plan", "rate", "other_year", "cumulative", "rough", "indefinite",
]  # fmt: skip
COUNTED: tuple[Role, ...] = ("count", "money", "percent", "change", "bare", "cumulative", "rough")
"""Roles of numbers that say how much; the others name, date or place something."""

_HAN = "零〇○一二两三四五六七八九十百千万亿"
_N = rf"(?:\d{{1,6}}|[{_HAN}]{{1,7}})"
# In this order: what a number is taken for first, it is. Every repeat is bounded.
_MONTH_END = "(?:份|底|初|末|中旬|上旬|下旬)?"
_OTHERS: tuple[tuple[Role, str], ...] = (
    ("contact", r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,64}"),
    ("contact", r"(?:https?://|www\.)[A-Za-z0-9./_?=&%:#~+-]{1,200}"),
    ("contact", r"(?<![A-Za-z])[A-Za-z][A-Za-z_]{2,20}\d{1,8}(?!\d|\s?[条件篇次期个份])"),
    ("name", r"《[^》]{0,120}》|〈[^〉]{0,120}〉"),
    ("document", r"[〔\[【(]\s?(?:19|20)\d{2}\s?[〕\]】)]\s?(?:第\s?)?\d{1,5}\s?号"),
    ("document", rf"第\s?{_N}\s?号(?:令|文|公告|文件)?|{_N}\s?号(?:令|文件|文)"),
    ("article", rf"第?\s?{_N}\s?条(?:第\s?[(（]?{_N}[)）]?\s?[款项目])+"),
    ("article", rf"第\s?[(（]?\s?{_N}\s?[)）]?\s?[条款项]"),
    ("address", rf"(?<=[路街道巷弄村组楼座区园寨庄大甲乙]){_N}(?:-\d{{1,4}})?\s?号"
                r"(?:楼|院)?(?:\s?\d{1,2}\s?[楼层])?(?:\s?\d{1,4}\s?室)?"),
    ("address", rf"{_N}\s?(?:号楼|号院|号窗口|楼\d{{3,4}}|室(?!内)|单元|楼(?=[^宇盘]))"),
    ("date", r"(?:19|20)\d{2}\s?[-./]\s?\d{1,2}\s?[-./]\s?\d{1,2}(?!\d)"),
    ("date", r"(?:19|20)\d{2}\s?(?:年度?)?\s?[-—–至~～]\s?(?:19|20)\d{2}\s?年度?"),
    ("date", r"(?:(?:19|20)\d{2}|二[〇零○][一二三四五六七八九〇零○]{2})\s?年度?"
             r"(?:\s?\d{1,2}\s?月(?:份)?(?:\s?\d{1,2}\s?[日号])?)?"),
    ("date", rf"{_N}\s?月{_MONTH_END}\s?{_N}\s?[日号](?!\s?文)"),
    ("date", rf"(?<![个{_HAN}\d]){_N}\s?(?:[-—–至、和]\s?{_N}\s?)?月(?!台){_MONTH_END}"),
    ("date", r"\d{1,2}\s?[:：]\s?\d{2}(?!\d)|\d{1,2}\s?(?:时|点)(?!间)(?:\s?\d{1,2}\s?分)?"),
    ("date", r"(?<![\d.])\d{1,2}\s?日(?=[前后起至止,，。;；、)）上下中])"),
    ("contact", r"(?:电话|传真|手机|邮编|邮政编码|联系方式|代码|QQ|qq|邮码)[^\d。;；]{0,12}"
                r"[(\d][\d\s转()-]{3,24}"),
    ("contact", r"(?<!\d)(?:\(\d{3,5}\)\s?|\d{3,5}\s?[-—–]\s?)\d{6,8}(?:-\d{1,6})?(?!\d)"),
    ("contact", r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)12345(?!\d)|(?<!\d)123\d\d(?=热线|平台|政务)"),
    ("duration", rf"(?:近|约|前|后|每)?{_N}\s?(?:余|多)?\s?(?:个\s?)?"
                 r"(?:工作日|自然日|小时|分钟|个?月|星期|周(?!岁|年)|季度|日内|天|日(?=[内前起止])|年来|"
                 r"年内|年(?=[,，。的间期来以共累]|一)|周年|秒)"),
    ("ordinal", rf"第\s?{_N}(?![方人者产时书责手线])\s?"
                r"(?:届|次|季度|批|期|轮|名|位|部分|章|节|版|个|类|种)?"),
    ("ordinal", r"(?:(?<=^)|(?<=[。;；:：\n]))\s{0,4}[(（]\s?\d{1,2}\s?[)）]"),
    ("ordinal", r"(?:(?<=^)|(?<=[。;；:：\n]))\s{0,4}\d{1,2}\s?[、.．](?!\d)"),
    ("ordinal", r"[(（]\s?[一二三四五六七八九十]{1,3}\s?[)）]|[①-⑳]"),
    ("ordinal", rf"[{_HAN}]{{1,3}}是(?!一)"),
    ("name", r"[“\"「][^”\"」]{0,30}[”\"」]"),
    ("rate", rf"[每逐]\s?{_N}?\s?(?:个)?(?:半年|年|月|季度|周|天|日|季|次|件|条|村|户|人)"
             rf"[^,，。;；]{{0,8}}?(?={_N})"),
    ("name", rf"(?:十[一二三四]五|党的{_N}大|二十大|二十届|{_N}届|{_N}中全会|\dG|"
             r"(?<![A-Za-z])[A-Za-z]\d{1,4}(?!\d|\s?[条件篇次期个])|\d{1,4}[A-Za-z])"),
)  # fmt: skip
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_NOT_A_COUNT = "无统同单唯万其之某这那任逐进另每哪第十百千"
_NONE_OF = re.compile(r"(?:没有|未|无|不)(?:发生|收到|出现|产生|接到|有)?过?\s?$")
_APPROACHES = re.compile(r"(大约|将近|接近|不足|近|约)\s?$")
_EXCEEDS = re.compile(r"(超过|突破|多达|逾|超|不少于|达到?)\s?$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that stands in a text.

    Parameters
    ----------
    start, end
        Where it stands, with its bounds (余, 多) and its unit.
    printed
        As it stands there.
    role
        What it is.
    value
        Its number; of money in 元; None for what has no single value.
    low, high
        For round figures the values they leave open: ``low <= x < high``; None: exact.
    half
        For percentages: half of the last place printed.
    unit
        Its unit, where there is one.
    """

    start: int
    end: int
    printed: str
    role: Role
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    half: Decimal | None = None
    unit: str | None = None

    @property
    def exact(self) -> bool:
        """Whether one number is meant."""
        return self.value is not None and self.low is None


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], tuple[Role, ...]]:
    others = re.compile("|".join(f"(?P<g{n}>{p})" for n, (_, p) in enumerate(_OTHERS)))
    known = vocabulary()
    units = any_of((*known.units, *known.money)).pattern
    number = re.compile(
        r"(?P<arabic>(?:(?<!\d)\d{1,3}(?:,\d{3}){1,3}(?![\d])|\d{1,15})(?:\.\d{1,10})?)"
        rf"\s{{0,2}}(?P<scale>[十百千万亿]?)(?P<sign>\s?(?:%|‰|个?百分点))?"
        rf"(?P<more>余|多|几)?(?P<scale2>[万亿]?)\s{{0,2}}(?P<unit>{units})?(?P<about>以上|左右)?"
        rf"|百分之(?P<hundredth>[{_HAN}]{{1,7}}(?:点[{_HAN}]{{1,4}})?|\d{{1,3}}(?:\.\d{{1,6}})?)"
        rf"|(?P<tenths>[一二两三四五六七八九])成(?![员功果立为效长本就品熟交绩])"
        rf"|(?P<han>[{_HAN}]{{1,9}})(?P<hanmore>余|多|几)?\s{{0,2}}(?P<hanunit>{units})(?P<hanabout>以上|左右)?"
        r"|(?<=为)零(?![售星散碎])"
    )
    return others, number, tuple(role for role, _ in _OTHERS)


def figures_in(text: str) -> tuple[Figure, ...]:
    """Return every number of a text in the order it stands there.

    Parameters
    ----------
    text
        In half width and simplified script.

    Returns
    -------
    tuple of Figure
        Numbers that count, and those that date, order, name or place something.
    """
    others, number, roles = _patterns()
    found: list[Figure] = []
    taken = 0
    for match in others.finditer(text):
        found += _counted(text, number, taken, match.start())
        role = roles[int((match.lastgroup or "g0")[1:])]
        if any(c.isdigit() or c in _HAN for c in match[0]):
            found.append(Figure(match.start(), match.end(), match[0].strip(), role))
        taken = match.end()
    found += _counted(text, number, taken, len(text))
    return tuple(found)


def _counted(text: str, number: re.Pattern[str], start: int, end: int) -> Iterator[Figure]:
    for match in number.finditer(text, start, end):
        figure = _figure(text, match)
        if figure is not None:
            yield figure


def _figure(text: str, match: re.Match[str]) -> Figure | None:
    span = (match.start(), match.end(), match[0].strip())
    if match["tenths"]:
        value = Decimal(_han(match["tenths"]) or 0) * 10
        return Figure(*span, "rough", value, unit="%")
    if match["hundredth"]:
        return _hundredth(span, match["hundredth"])
    if match["han"]:
        return _in_han(text, match, span)
    if not match["arabic"]:
        return Figure(*span, "count", 0)
    return _in_digits(text, match, span)


def _hundredth(span: tuple[int, int, str], digits: str) -> Figure | None:
    if digits[0].isdigit():
        return Figure(*span, "percent", Decimal(digits), half=_half(digits), unit="%")
    whole, _, fraction = digits.partition("点")
    parts = [_han(whole), *(_han(digit) for digit in fraction)]
    if any(part is None for part in parts):
        return Figure(*span, "rough", unit="%")
    text = f"{parts[0]}" + ("." + "".join(f"{part}" for part in parts[1:]) if fraction else "")
    return Figure(*span, "percent", Decimal(text), half=_half(text), unit="%")


def _in_han(text: str, match: re.Match[str], span: tuple[int, int, str]) -> Figure | None:
    numeral, unit = match["han"], match["hanunit"]
    before = text[match.start() - 1] if match.start() else ""
    if before and before in _NOT_A_COUNT:
        return None
    value = _han(numeral)
    if value is None:
        return Figure(*span, "rough", unit=unit)
    if numeral == "一" and _NONE_OF.search(text[max(0, match.start() - 6) : match.start()]):
        return Figure(*span, "indefinite", 1, unit=unit)
    if (
        numeral == "一"
        and not match["hanmore"]
        and unit not in ("件", "条", "份", "例", "起", "宗")
    ):
        return Figure(*span, "indefinite", 1, unit=unit)
    return _with_bounds(text, span, value, unit, match["hanmore"] or match["hanabout"])


def _in_digits(text: str, match: re.Match[str], span: tuple[int, int, str]) -> Figure:
    digits = match["arabic"].replace(",", "")
    whole, _, fraction = digits.partition(".")
    if len(whole) > MAX_DIGITS or (len(whole) > 1 and whole[0] == "0"):
        return Figure(*span, "rough" if match["unit"] else "name", unit=match["unit"])
    value: Number = Decimal(digits) if fraction else int(whole)
    if match["sign"]:
        points = "百分点" in match["sign"]
        if "‰" in match["sign"]:
            return Figure(*span, "rough", value, unit="‰")
        unit = "百分点" if points else "%"
        return Figure(
            *span, "rough" if points else "percent", Decimal(value), half=_half(digits), unit=unit
        )
    unit, scale = match["unit"], match["scale"] or match["scale2"]
    if unit == "元" and scale in ("万", "亿"):
        unit, scale = f"{scale}元", ""
    if scale:
        value = value * _SCALES[scale]
        value = int(value) if value == int(value) else value
    role: Role = "count" if unit else "bare"
    figure = _with_bounds(text, span, value, unit, match["more"] or match["about"], role)
    if scale and fraction and figure.exact:
        step = _SCALES[scale] // 10 ** len(fraction)
        low, high = value - Decimal(step) / 2, value + Decimal(step) / 2
        return Figure(*span, figure.role, value, low, high, unit=unit)
    return figure


def _with_bounds(
    text: str,
    span: tuple[int, int, str],
    value: Number,
    unit: str | None,
    more: str | None,
    role: Role = "count",
) -> Figure:
    """Return a count with what 余, 多, 约, 近, 超 leave open, and money in 元."""
    worth = vocabulary().money.get(unit or "")
    if worth:
        role, value = "money", value * worth
    before = text[max(0, span[0] - 4) : span[0]]
    low: Number | None = None
    high: Number | None = None
    if more == "左右" or _APPROACHES.search(before):
        low, high = value * 8 // 10, value * 12 // 10 + 1
    elif more:
        low, high = value, value + _last_place(value)
    elif (found := _EXCEEDS.search(before)) and found[1] not in ("达", "达到"):
        low, high = value, value * 2 + 1
    return Figure(*span, role, value, low, high, unit=unit)


def _last_place(value: Number) -> int:
    """Return the place of the last digit that is not 0: 余 leaves open what is below it."""
    whole = int(value)
    place = 1
    while whole and whole % (place * 10) == 0:
        place *= 10
    return max(place, 10 if whole >= 10 else 1)


def _half(digits: str) -> Decimal:
    _, _, fraction = digits.partition(".")
    return Decimal(1).scaleb(-len(fraction)) / 2


def _han(numeral: str) -> int | None:
    """Return the value of a Chinese numeral; None where it is rough: 两三, 三五, 一百五."""
    plain = not any(c in "十百千万亿" for c in numeral)
    if len(numeral) > 1 and plain:
        return None
    reading = read_number(numeral)
    return reading.value if isinstance(reading.value, int) else None
