"""Numbers in cells: what is printed comes back, and what is not certain says so."""

from __future__ import annotations

import re
import time
from decimal import Decimal

import cn2an
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from disclosure_audit.text import is_number, is_value, read_number
from disclosure_audit.text.numbers import MAX_DIGITS

COUNTS = st.integers(0, 10**MAX_DIGITS - 1)
FULL_WIDTH = str.maketrans("0123456789,.-", "０１２３４５６７８９，．－")


@pytest.mark.parametrize(
    ("raw", "value", "unit"),
    [
        ("0", 0, None),
        (" 12 ", 12, None),
        ("\u00a07\u3000", 7, None),
        ("１２", 12, None),
        ("1,234", 1234, None),
        ("1，234，567", 1234567, None),
        ("5件", 5, "件"),
        ("十二件次", 12, "件次"),
        ("3 个", 3, "个"),
        ("１２件", 12, "件"),
        ("12（件）", 12, "件"),
        ("〇", 0, None),
        ("零", 0, None),
        ("两", 2, None),
        ("十", 10, None),
        ("十二", 12, None),
        ("一十二", 12, None),
        ("二十", 20, None),
        ("一百零五", 105, None),
        ("一百〇五", 105, None),
        ("两千零二", 2002, None),
        ("兩百", 200, None),
        ("二〇〇三", 2003, None),
        ("十万", 100000, None),
        ("壹佰零伍", 105, None),
        ("٣", 3, None),
        ("1\u200b2", 12, None),
        ("4.0", 4, None),
    ],
)
def test_printed_numbers_are_given(raw: str, value: int, unit: str | None) -> None:
    """Full-width, grouped and Chinese numbers are given as printed, with the unit beside them."""
    reading = read_number(raw)
    assert (reading.state, reading.value, reading.unit) == ("given", value, unit)


@pytest.mark.parametrize(
    "raw",
    ["", "  ", "\u3000", "\u00a0", "-", "—", "－", "––", "——", "- -", "/", "／", "\\", "无", "無"],
)
def test_marks_for_nothing_are_blank(raw: str) -> None:
    """Nothing, dashes, slashes and 无 are blank."""
    assert read_number(raw).state == "blank"


@pytest.mark.parametrize(
    "raw",
    ["1 2", "1\n2", "1\u20032", "007", "00", "000", "1,23", "12,34", "1234,567", "12²", "12[1]",
     "12①", "12*", "①",
     "一百五", "一万二", "三十零", "零五", "9" * (MAX_DIGITS + 1), "5."],
)  # fmt: skip
def test_uncertain_digits_are_unreadable(raw: str) -> None:
    """Split digits, leading zeros, wrong groups, raised digits, clipped numerals are no value."""
    assert read_number(raw).state == "unreadable"


@pytest.mark.parametrize(
    "raw", ["-3", "－3", "减少3", "增3", "2.5", "1/2", "若干", "约5", "万", "暂无", "3元"]
)
def test_what_may_not_stand_in_a_count_is_invalid(raw: str) -> None:
    """Text, negative numbers and fractions are invalid where a count stands."""
    assert read_number(raw).state == "invalid"


@pytest.mark.parametrize("raw", ["-3", "－3", "−3", "–3", "减3", "减少3", "↓3"])
def test_minus_signs_of_every_kind_are_read_where_allowed(raw: str) -> None:
    """In 本年增/减 a minus sign or 减 makes the number negative."""
    assert read_number(raw, signed=True).value == -3


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("190.457379", "190.457379"),
        ("1，646．5万元", "1646.5"),
        ("0万元", "0"),
        ("0.10", "0.10"),
        ("251000元", "251000"),
    ],
)
def test_amounts_keep_their_decimals(raw: str, value: str) -> None:
    """Sums of money are exact decimals."""
    assert read_number(raw, amount=True).value == Decimal(value)


@given(COUNTS)
def test_a_count_comes_back_however_it_is_printed(number: int) -> None:
    """Plain, grouped, full-width and with its unit, a count is the same number."""
    for text in (f"{number}", f"{number:,}", f"{number}".translate(FULL_WIDTH),
                 f"{number:,}".translate(FULL_WIDTH), f" {number}件"):  # fmt: skip
        assert read_number(text).value == number, text


@given(st.integers(0, 99_999_999))
def test_a_count_in_chinese_comes_back(number: int) -> None:
    """A numeral written in full is its number, digit by digit too."""
    assert read_number(cn2an.an2cn(number, "low")).value == number
    assert read_number("".join("〇一二三四五六七八九"[int(d)] for d in str(number))).value == number


@given(COUNTS.map(lambda n: -n))
def test_a_negative_is_given_only_where_it_may_stand(number: int) -> None:
    """A minus sign is never dropped."""
    assert read_number(f"{number}", signed=True).value == number
    assert read_number(f"{number}").state == ("given" if number == 0 else "invalid")


@given(st.text(alphabet="0123456789一二三十百千万〇零两-—/ ,.，．无件元增减\n", max_size=12))
@example("三十零")
def test_a_printed_number_is_never_blank(text: str) -> None:
    """A text with a digit of any kind is never blank."""
    reading = read_number(text, signed=True, amount=True)
    assert not (reading.state == "blank" and re.search(r"[\d一二三十百千万〇零两]", text))


@given(st.text(max_size=80))
def test_no_text_raises_or_invents_a_number(text: str) -> None:
    """Whatever is printed, a value has exactly the Western digits that are printed."""
    reading = read_number(text, signed=True, amount=True)
    assert (reading.value is None) == (reading.state != "given")
    if reading.value is not None and text.isascii():
        assert abs(reading.value) == Decimal(re.sub(r"[^\d.]", "", text))


@pytest.mark.parametrize("filler", ["9", " ", "一", "1,", "- ", "增", "元"])
def test_huge_strings_take_no_time(filler: str) -> None:
    """A cell of hundreds of thousands of characters is refused at once."""
    start = time.perf_counter()
    reading = read_number(f"1{filler * 200_000}2", signed=True, amount=True)
    assert reading.value is None
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    ("text", "number", "value"),
    [
        ("12", True, True),
        ("-3", True, True),
        ("1.25万元", True, True),
        ("一百零五", True, True),
        ("", False, True),
        ("——", False, True),
        ("无", False, True),
        ("1 2", False, False),
        ("12*", False, False),
        ("3条以上", False, False),
        ("申请", False, False),
    ],
)
def test_a_number_and_a_mark_for_nothing_are_what_a_cell_may_hold(
    text: str, number: bool, value: bool
) -> None:
    """Signs and decimals may stand in some cell; digits of which no one is sure are neither."""
    assert (is_number(text), is_value(text)) == (number, value)
