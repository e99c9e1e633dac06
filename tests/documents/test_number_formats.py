"""Numbers of spreadsheets as Excel shows them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_audit.documents.number_formats import general, shown


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        (0, "General", "0"), (12.0, "General", "12"), (190.457379, "General", "190.457379"),
        (0.1 + 0.2, "General", "0.3"), (-5, "General", "-5"), (12, "0", "12"), (0, "0", "0"),
        (12, "0.00", "12.00"), (1234567, "#,##0", "1,234,567"), (1234.5, "#,##0.00", "1,234.50"),
        (0.125, "0%", "13%"), (0.125, "0.0%", "12.5%"), (-3, "0;-0", "-3"), (-3, "0;(0)", "(3)"),
        (0, '0;-0;"-"', "-"), (0, '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)', "-"),
        (5, '0"件"', "5件"), (5, "0 件", "5 件"), (12, "0_ ", "12"), (12, "0_);[Red]\\(0\\)", "12"),
        (5, "General件", "5件"), (5, "G/通用格式", "5"), (7, "000", "007"), (0, "#", ""),
        (0, ";;;", ""), (12, "0.##", "12"), (1234567, "0,", "1235"), (12, "[$¥-804]0.0", "¥12.0"),
        (5, "[DBNum1]0", "5"), (150, '[>=100]"多";0', "多"), (50, '[>=100]"多";0', "50"),
        (45292, "yyyy-mm-dd", "2024-01-01"), (45292, 'yyyy"年"m"月"d"日"', "2024年1月1日"),
        (45292.5, "yyyy/m/d h:mm", "2024/1/1 12:00"), (5, "@", "5"), (0.5, "# ?/?", "0.5"),
        (-7, "0", "-7"), (-7, '"共"0', "-共7"),
    ],
)  # fmt: skip
def test_a_number_is_shown_as_its_format_says(number: float, code: str, text: str) -> None:
    """Digits, separators, signs, words and sections are those of the format."""
    assert shown(number, code).text == text


@pytest.mark.parametrize(
    ("number", "code", "rounded"),
    [(12.4, "0", True), (12.0, "0", False), (0.125, "0%", True), (1234567, "0,", True)],
)
def test_hidden_digits_are_told(number: float, code: str, rounded: bool) -> None:
    """A format that shows less than is stored is noted."""
    assert shown(number, code).rounded is rounded


@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_keep_every_digit(number: int) -> None:
    """A count never changes, whatever plain format it has."""
    assert general(float(number)) == str(number)
    assert shown(float(number), "0").text == str(number)
    assert shown(float(number), "#,##0").text == f"{number:,}"


@given(st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=30))
def test_any_code_shows_something(number: float, code: str) -> None:
    """No code and no number make an error."""
    assert isinstance(shown(number, code).text, str)
