"""Last year's figures beside this year's: what they make of a cell, and how far they are sure."""

from __future__ import annotations

from dataclasses import dataclass

from disclosure_audit.checks.finding import Outcome, not_applicable, not_assessable
from disclosure_audit.checks.subject import Subject
from disclosure_audit.text import Words
from disclosure_audit.text.numbers import Number

_UNSURE = ("missing", "unreadable", "invalid")
_STATES = {
    "missing": Words("没有读到", "was not found"),
    "unreadable": Words("不能辨读", "cannot be read"),
    "invalid": Words("填写有误", "holds no such number"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """A cell of this year that follows from last year: cell = last + plus - minus.

    Parameters
    ----------
    cell
        The cell.
    last
        Cells of last year's report.
    plus, minus
        Cells of this year's report.
    at_most
        True where the cell may be less than the sum, but not more.
    """

    cell: str
    last: tuple[str, ...]
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    at_most: bool = False

    @property
    def cells(self) -> tuple[str, ...]:
        """Return the cells of this year."""
        return (*self.plus, *self.minus, self.cell)


@dataclass(frozen=True, slots=True)
class Compared:
    """A link worked out with blanks as 0, as far as the figures are sure.

    Parameters
    ----------
    expected, actual
        What the cell should be, and what it is.
    unsure
        Why nothing can be said; None where it can.
    last_blanks, blanks
        Blank cells: of last year that nothing settles, and of this year.
    """

    expected: Number = 0
    actual: Number = 0
    unsure: Words | None = None
    last_blanks: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()

    @property
    def difference(self) -> Number:
        """Return what the cell is short of; negative where it is too much."""
        return self.expected - self.actual


def absent(subject: Subject) -> Outcome:
    """Return the outcome of a check that needs last year's report, where there is none to use."""
    data = subject.data
    year = data.year or data.report.year
    if subject.last_year is not None:
        return not_applicable(
            Words(
                f"{subject.last_year.year} 年度还没有统一的表格，无从对照",
                f"there was no form of the tables in {subject.last_year.year} yet",
            )
        )
    if data.priors_unused:
        why = data.priors_unused[0].why
        return not_assessable(
            Words(f"往年报告没有用来对照：{why.zh}", f"no prior report was used: {why.en}")
        )
    if year is None:
        return not_applicable(
            Words(
                "年度不详，没有上一年度的报告可对照",
                "the year is not known, so there is no report of the year before",
            )
        )
    return not_applicable(
        Words(f"没有 {year - 1} 年度的报告可对照", f"there is no report of {year - 1}")
    )


def compared(subject: Subject, link: Link) -> Compared:
    """Return a link worked out; last year's report must be there, else it is unsure."""
    before = subject.year_before
    if before is None:
        return Compared(unsure=absent(subject).message)
    unsure = _unsure(before, link.last, last=True) or _unsure(subject, link.cells, last=False)
    if unsure:
        return Compared(unsure=unsure)
    settled = {cell: settled_value(before, cell) for cell in link.last}
    values = {cell: subject.report.cells[cell].value or 0 for cell in link.cells}
    expected = sum(value or 0 for value in settled.values())
    expected += sum(values[cell] for cell in link.plus)
    expected -= sum(values[cell] for cell in link.minus)
    return Compared(
        expected,
        values[link.cell],
        last_blanks=tuple(cell for cell, value in settled.items() if value is None),
        blanks=tuple(c for c in link.cells if subject.report.cells[c].state == "blank"),
    )


def _unsure(subject: Subject, cells: tuple[str, ...], *, last: bool) -> Words | None:
    """Say the first cell that is not there or not sure; None where all are given or blank."""
    for cell in cells:
        state = subject.report.cells[cell].state
        if state in _UNSURE:
            name, how = subject.cell_words(cell), _STATES[state]
            if last:
                return Words(
                    f"上一年度报告的{name.zh}{how.zh}，无从对照",
                    f"in last year's report {name.en} {how.en}",
                )
            return Words(f"{name.zh}{how.zh}，无从对照", f"{name.en} {how.en}")
    return None


def settled_value(before: Subject, cell: str) -> Number | None:
    """Return a figure of last year, of a blank what the other figures leave; None where open."""
    value = before.report.cells[cell].value
    if value is not None:
        return value
    low, high = before.bounds.get(cell, (0, None))
    return low if low == high else None
