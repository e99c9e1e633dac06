"""Family years: figures that stand as they stood last year, to be asked about."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby

from disclosure_audit.checks.check import Basis, check
from disclosure_audit.checks.finding import Outcome, not_applicable, not_assessable, passed
from disclosure_audit.checks.last_year import absent
from disclosure_audit.checks.limits import limit
from disclosure_audit.checks.subject import Subject
from disclosure_audit.forms import TABLES
from disclosure_audit.text import Words
from disclosure_audit.text.numbers import Number

NEVER_THE_SAME = Basis(
    "I",
    Words(
        "由经验推得：两个年度的数整行整表相同，多半是沿用了上一年度的数",
        "from experience: rows or tables the same in two years are likely last year's left there",
    ),
)
_STOCKS = ("in_force", "total", "prior")
_FOLLOWING = ("received", "carried_in", "concluded", "carried_out")
"""Rows of table 3 that the outcomes and last year decide: the same again, they prove no more."""


def _independent(subject: Subject, table: str) -> tuple[str, ...]:
    """Return the cells of a table that are the year's own and no sum of others."""
    cells = (cell.id for cell in subject.form.cells.values() if cell.table == table)
    parts = ((cell, *cell.split(".")[1:]) for cell in cells)
    return tuple(
        cell
        for cell, row, column in parts
        if column not in _STOCKS and not (table == "t3" and row in _FOLLOWING)
    )


@check(
    "copy.figures.<table>",
    family="years",
    severity="verify",
    basis=NEVER_THE_SAME,
    obligation=Words(
        "各表的数是本年度的，不是整表整行沿用上一年度的",
        "the figures of a table are this year's, not last year's rows or tables left standing",
    ),
    example=Words(
        "行政许可 132 件、行政处罚 47 件，与上一年度一字不差",
        "132 licences and 47 penalties, both as last year",
    ),
    caution=Words(
        "0 和不大于 3 的数常相同，不计；合计、存量、结转也不计；"
        "相同的数合起来不到 4 位的不问（口径文件可改）",
        "0 and counts up to 3 often coincide and do not count, nor do totals, stocks "
        "and what is carried over; nothing is asked below 4 digits in all (the policy may set "
        "other limits)",
    ),
    targets=lambda _: (f"copy.figures.{table}" for table in TABLES),
)
def figures(subject: Subject, check_id: str) -> Outcome:
    table = check_id.removeprefix("copy.figures.")
    before = subject.year_before
    if before is None:
        return absent(subject)
    cells = [c for c in _independent(subject, table) if c in before.form.cells]
    if not _has_figures(subject, cells) or not _has_figures(before, cells):
        return _nothing_to_compare(subject, before, cells)
    alike = {cell for cell in cells if _is_alike(subject, before, cell)}
    whole = len(alike) == len(cells) and subject.form.key == before.form.key
    copied = cells if whole else _rows_alike(cells, alike)
    above = limit(subject, "unchanged_above")
    telling = [cell for cell in copied if _value(subject, cell) > above]
    digits = sum(_digits(_value(subject, cell)) for cell in telling)
    if digits >= limit(subject, "unchanged_digits"):
        return _asked(subject, table, before, telling, whole=whole)
    unsure = [cell for cell in cells if _is_unsure(subject, cell) or _is_unsure(before, cell)]
    if unsure:
        return not_assessable(
            Words(
                f"本年度或上一年度有 {len(unsure)} 格没有能确定的数，其余没有沿用上一年度的迹象",
                f"{len(unsure)} cells hold no certain figure this year or last year; the others "
                "show no sign of last year's figures left standing",
            ),
            unsure,
        )
    return passed(
        Words("没有沿用上一年度的数的迹象", "no sign of last year's figures left standing"), cells
    )


def _value(subject: Subject, cell: str) -> Number:
    return subject.report.cells[cell].value or 0


def _is_unsure(subject: Subject, cell: str) -> bool:
    return subject.report.cells[cell].state in ("missing", "unreadable")


def _has_figures(subject: Subject, cells: list[str]) -> bool:
    return any(subject.report.cells[cell].state == "given" for cell in cells)


def _is_alike(subject: Subject, before: Subject, cell: str) -> bool:
    """Whether a cell says the same in both years; a blank says as much as 0."""
    states = {one.report.cells[cell].state for one in (subject, before)}
    return states <= {"given", "blank"} and _value(subject, cell) == _value(before, cell)


def _digits(value: Number) -> int:
    """Return how many digits a figure has without the zeros at its end, which round it."""
    return len(Decimal(value).normalize().as_tuple().digits)


def _rows_alike(cells: list[str], alike: set[str]) -> list[str]:
    """Return the cells of those rows that are the same in every cell."""
    rows = [list(group) for _, group in groupby(cells, key=lambda cell: cell.rpartition(".")[0])]
    return [cell for row in rows if set(row) <= alike for cell in row]


def _nothing_to_compare(subject: Subject, before: Subject, cells: list[str]) -> Outcome:
    if any(_is_unsure(one, cell) for one in (subject, before) for cell in cells):
        return not_assessable(
            Words(
                "本年度或上一年度的这张表没有能确定的数",
                "this year's or last year's table holds no certain figures",
            ),
            cells,
        )
    return not_applicable(
        Words("本年度或上一年度这张表没有填数", "no figures in the table this year or last year")
    )


def _asked(
    subject: Subject, table: str, before: Subject, telling: list[str], *, whole: bool
) -> Outcome:
    name, year = subject.table_words(table), before.data.year
    rows = list(dict.fromkeys(subject.form.cells[cell].row for cell in telling))
    shown = "、".join(f"“{row}”" for row in rows[:3])
    more = f"等 {len(rows)} 行" if len(rows) > 3 else ""
    what = (
        Words(f"{name.zh}各格", f"every cell of {name.en}")
        if whole
        else Words(f"{name.zh}{shown}{more}", f"{name.en}: {len(rows)} rows ({shown})")
    )
    figures = "、".join(f"{subject.report.cells[cell].value}" for cell in telling[:6])
    return Outcome(
        "fail",
        Words(
            f"{what.zh}与上一年度（{year} 年）报告完全相同（{figures}"
            f"{'等' if len(telling) > 6 else ''}），建议核实是否沿用了上一年度的数。",
            f"{what.en} the same as in the report of {year} ({figures}"
            f"{' …' if len(telling) > 6 else ''}); please verify that they are this year's.",
        ),
        cells=tuple(telling),
        at=subject.places(tuple(telling)),
        actual=figures,
        suggestion=Words(
            "对照本年度的登记核实；确实相同的，书面说明。",
            "Check this year's records; if the figures are right, say so in writing.",
        ),
    )


CHECKS = (figures,)
