"""Comparisons of cells as people write them, such as ``t3.carried_out.total <= 0.2 * t3.…``.

A small grammar read by hand: sums of cells and numbers, a number before or behind a cell as its
factor, brackets, one comparison. Nothing is evaluated, and text and numbers are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, cast

from disclosure_audit.text import Words, shortened
from disclosure_audit.text.plain import half_width

Sign = Literal["==", "<=", ">=", "<", ">"]
LONGEST = 4_000
"""Characters; a sum of all rows of a column has some eight hundred."""
_MOST_TOKENS = 400
_DEPTH = 8
_LARGEST = 10**15
_TOKEN = re.compile(
    r"\s*(?:(?P<cell>[A-Za-z_][A-Za-z0-9_.]{0,80})|(?P<number>\d{1,12}(?:\.\d{1,6})?(?![\d.]))"
    r"|(?P<sign><=|>=|==|!=|[<>=])|(?P<mark>[-+*()]))"
)
_OTHER_MARKS = str.maketrans({"≤": "<=", "≥": ">=", "≠": "!=", "×": "*", "−": "-", "–": "-"})
_SIGNS: dict[str, Sign] = {"=": "==", "==": "==", "<=": "<=", ">=": ">=", "<": "<", ">": ">"}


class RuleTextError(ValueError):
    """The text is no comparison of cells; `words` say where it stops and what is allowed."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.words = Words(zh, en)


@dataclass(frozen=True, slots=True)
class Sum:
    """Cells, each with its factor, and a number.

    Parameters
    ----------
    factors
        By cell id; none of them 0.
    constant
        What is added.
    """

    factors: Mapping[str, Fraction]
    constant: Fraction = Fraction(0)

    def plus(self, other: Sum, times: Fraction = Fraction(1)) -> Sum:
        """Return this sum with `times` the other added."""
        cells = dict.fromkeys((*self.factors, *other.factors))
        zero = Fraction(0)
        factors = {
            cell: self.factors.get(cell, zero) + times * other.factors.get(cell, zero)
            for cell in cells
        }
        constant = self.constant + times * other.constant
        return Sum({cell: factor for cell, factor in factors.items() if factor}, constant)

    def times(self, number: Fraction) -> Sum:
        """Return this sum `number` times."""
        return Sum({}).plus(self, number)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sums compared."""

    left: Sum
    sign: Sign
    right: Sum

    @property
    def difference(self) -> Sum:
        """Return left minus right."""
        return self.left.plus(self.right, Fraction(-1))

    @property
    def cells(self) -> tuple[str, ...]:
        """Return the cells that it is about, in the order written."""
        return tuple(dict.fromkeys((*self.left.factors, *self.right.factors)))


def comparison_of(text: str) -> Comparison:
    """Return the comparison that a text writes out.

    Parameters
    ----------
    text
        For example ``t3.received.total <= 500``. ``=`` is ``==``; ``≤``, ``≥``, ``×`` and
        full-width forms are read as what they mean.

    Raises
    ------
    RuleTextError
        It is too long, or not of this form.
    """
    if len(text) > LONGEST:
        raise RuleTextError(f"超过 {LONGEST} 字", f"is longer than {LONGEST} characters")
    return _Parser(half_width(text).translate(_OTHER_MARKS)).comparison()


class _Parser:
    """Reads tokens from left to right; each method reads one thing of the grammar."""

    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._next = 0

    def comparison(self) -> Comparison:
        left = self._sum(0)
        kind, sign = self._take()
        if kind != "sign" or sign not in _SIGNS:
            raise _unexpected(sign, "一个比较号（==、<=、>=、<、>）", "one of == <= >= < >")
        right = self._sum(0)
        kind, rest = self._take()
        if kind:
            raise _unexpected(rest, "结尾", "the end")
        made = Comparison(left, _SIGNS[sign], right)
        if not made.difference.factors:
            raise RuleTextError("没有比较任何格", "compares no cell")
        return made

    def _sum(self, depth: int) -> Sum:
        total = Sum({})
        sign = self._sign_before() or "+"
        while True:
            product = self._product(depth)
            total = _bounded(total.plus(product, Fraction(-1 if sign == "-" else 1)))
            following = self._sign_before()
            if following is None:
                return total
            sign = following

    def _sign_before(self) -> str | None:
        return self._take()[1] if self._peek() in (("mark", "+"), ("mark", "-")) else None

    def _product(self, depth: int) -> Sum:
        made = self._factor(depth)
        while self._peek() == ("mark", "*"):
            self._take()
            other = self._factor(depth)
            if made.factors and other.factors:
                raise RuleTextError(
                    "两个格不能相乘，只能用数乘格",
                    "multiplies two cells; only a number may be a factor",
                )
            number, cells = (other, made) if made.factors else (made, other)
            made = _bounded(cells.times(number.constant))
        return made

    def _factor(self, depth: int) -> Sum:
        kind, token = self._take()
        if kind == "cell":
            return Sum({token: Fraction(1)})
        if kind == "number":
            return Sum({}, Fraction(token))
        if token == "(" and depth < _DEPTH:
            inner = self._sum(depth + 1)
            _, closing = self._take()
            if closing != ")":
                raise _unexpected(closing, "右括号", "a closing bracket")
            return inner
        raise _unexpected(token, "格的编号或数", "a cell id or a number")

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._next] if self._next < len(self._tokens) else ("", "")

    def _take(self) -> tuple[str, str]:
        token = self._peek()
        self._next += 1
        return token


def _tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    at, text = 0, text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _unexpected(
                text[at:].strip(),
                "格的编号、数（至多 12 位整数、6 位小数）、+ - * ( ) 或比较号",
                "cell ids, numbers of up to 12 digits and 6 decimals, + - * ( ) and a comparison",
            )
        kind = cast(str, match.lastgroup)
        found.append((kind, match[kind]))
        at = match.end()
        if len(found) > _MOST_TOKENS:
            raise RuleTextError(f"超过 {_MOST_TOKENS} 项", f"has more than {_MOST_TOKENS} parts")
    return found


def _bounded(found: Sum) -> Sum:
    numbers = (*found.factors.values(), found.constant)
    if any(abs(n.numerator) > _LARGEST or n.denominator > _LARGEST for n in numbers):
        raise RuleTextError("数太大或小数太多", "has too large a number or too many decimals")
    return found


def _unexpected(token: str, zh: str, en: str) -> RuleTextError:
    got = shortened(token, 20)
    return RuleTextError(
        f"{f'“{got}”处' if got else '结尾处'}应为{zh}",
        f"expects {en} {f'at “{got}”' if got else 'where it ends'}",
    )
