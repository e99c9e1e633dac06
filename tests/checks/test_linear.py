"""Comparisons as text: what is read, what is refused, and that nothing else happens."""

from __future__ import annotations

import contextlib
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.checks.linear import (
    LONGEST,
    Comparison,
    RuleTextError,
    Sum,
    comparison_of,
)

A, B, C = "t3.received.total", "t3.carried_out.total", "t2.fees.amount"


def factors(text: str) -> dict[str, Fraction]:
    return dict(comparison_of(text).difference.factors)


@pytest.mark.parametrize(
    ("text", "sign", "expected", "constant"),
    [
        (f"{A} <= 500", "<=", {A: 1}, -500),
        (f"{C} == 0", "==", {C: 1}, 0),
        (f"{C} = 0", "==", {C: 1}, 0),
        (f"{B} <= 0.2 * {A}", "<=", {B: 1, A: Fraction(-1, 5)}, 0),
        (f"{B} ≤ ０．２ × {A}", "<=", {B: 1, A: Fraction(-1, 5)}, 0),
        (f"{A}*2 - ({B} + 1) > -3", ">", {A: 2, B: -1}, 2),
        (f"-{A} >= -({B} - 2 * (3 - {C}))", ">=", {A: -1, B: 1, C: 2}, -6),
        (f"{A} + {A} < 2 * 3 * {B}", "<", {A: 2, B: -6}, 0),
        (f"（{A}＋{B}）＊１ ＝ ７", "==", {A: 1, B: 1}, -7),
    ],
)
def test_a_comparison_is_read_as_it_is_written(
    text: str, sign: str, expected: dict[str, int], constant: int
) -> None:
    """Factors before or behind a cell, brackets, signs, full-width forms."""
    made = comparison_of(text)
    assert made.sign == sign
    assert made.difference == Sum({k: Fraction(v) for k, v in expected.items()}, Fraction(constant))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "结尾处"),
        (A, "比较号"),
        (f"{A} <=", "结尾处"),
        (f"{A} 500", "比较号"),
        (f"{A} <= 500 <= {B}", "“<=”处应为结尾"),
        (f"{A} != 5", "“!=”处应为一个比较号"),
        (f"{A} ≠ 5", "比较号"),
        (f"{A} * {B} <= 5", "相乘"),
        (f"{A} / 2 <= 5", "“/ 2"),
        (f"{A} ** 2 <= 5", "“*”处"),
        ("1 <= 2", "没有比较任何格"),
        (f"{A} == {A}", "没有比较任何格"),
        (f"0 * {A} <= 5", "没有比较任何格"),
        (f"({A} <= 5", "右括号"),
        (f"{A} <= 1234567890123", "12 位"),
        (f"{A} <= 0.1234567", "6 位小数"),
        (f"{A} <= 1.2.3", "6 位小数"),
        (f"{A} <= 1e5", "结尾"),
        (f"__import__('os').system('true') <= {A}", "“'os').system"),
        (f"{A} <= 5; print(1)", "“; print(1)”"),
        ("(" * 9 + A + ")" * 9 + " <= 5", "格的编号或数"),
        (f"{A} <= " + "+".join(["1"] * 300), "400"),
        (f"{A} <= " + "*".join(["999999999999"] * 3), "数太大"),
        ("x" * (LONGEST + 1), str(LONGEST)),
    ],
)
def test_what_is_no_comparison_of_cells_is_refused_in_words(text: str, said: str) -> None:
    """The message names the place and what may stand there."""
    with pytest.raises(RuleTextError) as caught:
        comparison_of(text)
    assert said in caught.value.words.zh


VALUES = {A: Fraction(7), B: Fraction(-3), C: Fraction(11, 4)}
NUMBERS = st.integers(0, 999).map(str) | st.decimals(0, 99, places=2).map(str)
Written = tuple[str, Fraction]


def factor(draw: st.DrawFn, depth: int) -> Written:
    """A cell or a number, or a number times a sum in brackets, with its value."""
    if depth and draw(st.booleans()):
        number = draw(NUMBERS)
        text, value = draw(sums(depth - 1))
        return f"{number} * ({text})", Fraction(number) * value
    text = draw(NUMBERS | st.sampled_from(sorted(VALUES)))
    return text, VALUES[text] if text in VALUES else Fraction(text)


@st.composite
def sums(draw: st.DrawFn, depth: int = 2) -> Written:
    """A sum as a person may write it, with the value that arithmetic gives it."""
    text, value = factor(draw, depth)
    for _ in range(draw(st.integers(0, 2))):
        sign = draw(st.sampled_from([" + ", " - ", "+", "-"]))
        more, added = factor(draw, depth)
        text, value = text + sign + more, value + (-added if "-" in sign else added)
    return text, value


@settings(max_examples=200, derandomize=True, deadline=None)
@given(sums(), sums())
def test_sums_have_the_value_that_arithmetic_gives_them(left: Written, right: Written) -> None:
    """Whatever is written, the sum read is the sum meant."""
    read = comparison_of(f"{left[0]} + 0.5 * t4.review.total <= {right[0]}").difference
    value = read.constant + sum(f * VALUES.get(cell, 0) for cell, f in read.factors.items())
    assert value == left[1] - right[1]


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.text(alphabet="t3.received_total0159+-*()<>=! ≤×　\n'\"[]{};", max_size=60))
def test_any_text_is_a_comparison_or_refused(text: str) -> None:
    """Nothing else is raised, in bounded time."""
    with contextlib.suppress(RuleTextError):
        assert isinstance(comparison_of(text), Comparison)
