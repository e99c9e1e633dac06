"""How people slip: what explains that one number was printed where another belongs.

Every slip has a cost; the cheaper, the likelier. Costs rank repairs that explain the figures
equally well and decide nothing: all ties are listed. The kinds are those that inspectors name
(digits swapped, doubled or lost, a zero too many, the neighbour's figure, last year's figure, a
total not brought up to date); their order is a judgement, measured by bench/repairs.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from disclosure_audit.forms import Edition
from disclosure_audit.reports import Report
from disclosure_audit.text import Words
from disclosure_audit.text.numbers import Number

_UNEXPLAINED = 8
_TELLING = 2
"""Digits; a shorter number coincides with its neighbours too often to point at them."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A way in which the printed number may have come about.

    Parameters
    ----------
    cost
        The less, the likelier.
    words
        What happened, in a few words.
    """

    cost: int
    words: Words


UNEXPLAINED = Slip(_UNEXPLAINED, Words("不像常见的笔误", "no usual slip explains it"))
_EXCHANGED = Words("两格的数互换了位置", "the figures of the two cells changed places")
_NEXT_TO = Words("数填到了相邻的格", "the figure was put into the cell next to it")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a cell.

    Parameters
    ----------
    printed
        The value of every cell that is given.
    beside
        The cells left and right of, above and below each cell, as far as they are in its table.
    totals
        The cells that are sums of others.
    last_year
        Values of last year's report by cell id; empty where there is none.
    """

    printed: Mapping[str, Number]
    beside: Mapping[str, tuple[str, ...]]
    totals: frozenset[str]
    last_year: Mapping[str, Number] = field(default_factory=dict)

    @classmethod
    def of(cls, report: Report, last_year: Mapping[str, Number]) -> Surroundings:
        """Return the surroundings of a report's cells."""
        form = report.form
        printed = {
            cell_id: cell.value
            for cell_id, cell in report.cells.items()
            if cell.state == "given" and cell.value is not None
        }
        totals = {r.right[0] for r in form.relations if len(r.right) == 1 and not r.at_least}
        return cls(printed, _beside(lines_of(form)), frozenset(totals), last_year)


def lines_of(form: Edition) -> tuple[tuple[str, ...], ...]:
    """Return the rows and columns of tables 3 and 4, each as its cells in printed order."""
    rows = [row.id for row in form.rows if row.id]
    columns = [column.id for column in form.columns]
    return (
        *(tuple(f"t3.{row}.{column}" for column in columns) for row in rows),
        *(tuple(f"t3.{row}.{column}" for row in rows) for column in columns),
        tuple(f"t4.{p.id}.{result.id}" for p in form.proceedings for result in form.results),
    )


def _beside(lines: Sequence[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    beside: dict[str, tuple[str, ...]] = {}
    for line in lines:
        for one, other in pairwise(line):
            beside[one] = (*beside.get(one, ()), other)
            beside[other] = (*beside.get(other, ()), one)
    return beside


def slip_of(cell: str, printed: Number, needed: Number, around: Surroundings) -> Slip:
    """Return the likeliest slip that explains `printed` in a cell where `needed` belongs.

    Parameters
    ----------
    cell
        The cell id, or the check id of a number outside the tables.
    printed, needed
        The two values.
    around
        What stands around the cell.
    """
    found = [
        *_digit_slips(f"{printed}", f"{needed}"),
        *_place_slips(cell, printed, around),
    ]
    return min(found, key=lambda slip: slip.cost, default=UNEXPLAINED)


def _digit_slips(printed: str, needed: str) -> list[Slip]:
    """Return the slips of digits that turn one text into the other."""
    return [
        Slip(cost, Words(zh.format(needed, printed), en.format(needed, printed)))
        for matches, cost, zh, en in _DIGIT_SLIPS
        if matches(printed, needed)
    ]


def _place_slips(cell: str, printed: Number, around: Surroundings) -> list[Slip]:
    """Return the slips that took the number from another place, or left a total as it was."""
    found = []
    telling = len(f"{printed}") >= _TELLING
    if around.last_year.get(cell) == printed != 0:
        words = Words("与上年报告同一格的数相同", "the same figure as in last year's report")
        found.append(Slip(1 if telling else 3, words))
    if printed and any(around.printed.get(near) == printed for near in around.beside.get(cell, ())):
        words = Words("与相邻一格的数相同", "the same figure as in the cell next to it")
        found.append(Slip(2 if telling else 4, words))
    if cell in around.totals:
        words = Words("总计没有随分项改过来", "the total was not brought up to date")
        found.append(Slip(4, words))
    return found


def pair_slip(pair: Sequence[tuple[str, Number, Number]], around: Surroundings) -> Slip | None:
    """Return the one slip that explains two changes together, if there is one.

    Parameters
    ----------
    pair
        Of both cells: id, printed value, needed value.
    around
        What stands around them.
    """
    (one, printed, needed), (other, other_printed, other_needed) = pair
    if (printed, other_printed) != (other_needed, needed):
        return None
    if 0 in (printed, other_printed) and other in around.beside.get(one, ()):
        return Slip(1, _NEXT_TO)
    return Slip(2, _EXCHANGED)


def _swapped(printed: str, needed: str) -> bool:
    """Whether two digits side by side were exchanged."""
    if len(printed) != len(needed):
        return False
    differ = [n for n, (a, b) in enumerate(zip(printed, needed, strict=True)) if a != b]
    if len(differ) != 2 or differ[1] != differ[0] + 1:
        return False
    first, second = differ
    return (printed[first], printed[second]) == (needed[second], needed[first])


def _ten_times(printed: str, needed: str) -> bool:
    """Whether the number was written with zeros too many."""
    longer = len(printed) > len(needed)
    return longer and needed != "0" and printed.rstrip("0") == needed.rstrip("0")


def _a_tenth(printed: str, needed: str) -> bool:
    return _ten_times(needed, printed)


def _doubled(printed: str, needed: str) -> bool:
    """Whether one digit was written twice."""
    return any(printed == needed[: n + 1] + needed[n] + needed[n + 1 :] for n in range(len(needed)))


def _without_one(longer: str, shorter: str) -> bool:
    return (
        shorter != "0"
        and len(longer) == len(shorter) + 1
        and any(longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer)))
    )


def _lost(printed: str, needed: str) -> bool:
    return _without_one(needed, printed)


def _added(printed: str, needed: str) -> bool:
    return _without_one(printed, needed)


def _one_digit(printed: str, needed: str) -> bool:
    if len(printed) != len(needed) or len(printed) == 1:
        return False
    return sum(1 for a, b in zip(printed, needed, strict=True) if a != b) == 1


def _other_digit(printed: str, needed: str) -> bool:
    return len(printed) == len(needed) == 1 and "0" not in (printed, needed)


def _left_at_zero(printed: str, needed: str) -> bool:
    return printed == "0" != needed


def _put_for_zero(printed: str, needed: str) -> bool:
    return needed == "0" != printed


_DIGIT_SLIPS: tuple[tuple[Callable[[str, str], bool], int, str, str], ...] = (
    (_swapped, 1, "{0} 的两位数字写颠倒成 {1}", "two digits of {0} were swapped to {1}"),
    (_doubled, 1, "{0} 的一位数字重复，写成 {1}", "a digit of {0} was doubled to {1}"),
    (_ten_times, 2, "{0} 多写了 0，成为 {1}", "{0} with zeros too many is {1}"),
    (_a_tenth, 2, "{0} 漏写了 0，成为 {1}", "{0} without its last zeros is {1}"),
    (_lost, 2, "{0} 漏写一位数字，成为 {1}", "{0} with a digit lost is {1}"),
    (_added, 3, "{0} 多写一位数字，成为 {1}", "{0} with a digit too many is {1}"),
    (_left_at_zero, 5, "漏填 {0}，留为 {1}", "{0} was left out, {1} was put"),
    (_other_digit, 5, "{0} 写成 {1}", "{1} was written for {0}"),
    (_put_for_zero, 6, "应为 {0}，填了 {1}", "{1} was put where {0} belongs"),
    (_one_digit, 3, "{0} 的一位数字写错，成为 {1}", "one digit of {0} was miswritten, giving {1}"),
)  # fmt: skip
