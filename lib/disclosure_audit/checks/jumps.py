"""Family years: figures of quite another size than last year's, to be asked about."""

from __future__ import annotations

from collections.abc import Iterable

from disclosure_audit.checks.check import Basis, check
from disclosure_audit.checks.finding import Outcome, not_applicable, not_assessable, passed
from disclosure_audit.checks.last_year import Link, absent, compared
from disclosure_audit.checks.limits import limit
from disclosure_audit.checks.subject import Subject
from disclosure_audit.text import Words
from disclosure_audit.text.numbers import Number

SAME_SIZE = Basis(
    "I",
    Words(
        "由经验推得：同一单位的件数一年之间很少相差 10 倍，多半是多写少写一位数",
        "from experience: a unit's counts seldom differ ten times in a year; a digit too "
        "many or too few is likelier",
    ),
)
_DONE = ("decisions", "projects", "issued", "made")


def _targets(subject: Subject) -> Iterable[str]:
    """Counts of what came in or was done in the year; no stock, no part of another count."""
    return (f"years.jump.{cell}" for cell in subject.form.cells if _is_count_of_year(cell))


def _is_count_of_year(cell: str) -> bool:
    table, row, column = cell.split(".")
    if table == "t2":
        return row != "regulations" and column in _DONE
    return column == "total" and (table == "t4" or row == "received")


@check(
    "years.jump.<cell>",
    family="years",
    severity="verify",
    basis=SAME_SIZE,
    obligation=Words(
        "全年的件数与上一年度相差不到 10 倍（口径文件可改）",
        "a count of the year is less than ten times last year's, and more than a tenth (the policy "
        "may set another limit)",
    ),
    example=Words("行政许可上一年度 46 件，本年度 460 件", "46 licences last year, 460 this year"),
    caution=Words(
        "两个年度中有小于 10 的数、有空白、上一年度格式没有这一格的，不比",
        "no ratio where either figure is below 10 or blank, or last year's form has no such cell",
    ),
    targets=_targets,
)
def jump(subject: Subject, check_id: str) -> Outcome:
    cell = check_id.removeprefix("years.jump.")
    before = subject.year_before
    if before is None:
        return absent(subject)
    if cell not in before.form.cells:
        return not_applicable(
            Words("上一年度的格式没有这一格", "last year's form has no such cell")
        )
    unsure = compared(subject, Link(cell, last=(cell,))).unsure
    if unsure:
        return not_assessable(unsure, [cell])
    own, last = subject.report.cells[cell], before.report.cells[cell]
    if own.value is None or last.value is None:
        return not_applicable(
            Words("本年度或上一年度这一格空白", "the cell is blank this year or last year")
        )
    least, times = limit(subject, "jump_least"), limit(subject, "jump_ratio")
    if min(own.value, last.value) < least:
        return not_applicable(
            Words(
                f"两个年度中有小于 {least} 的数，不比倍数",
                f"one of the two years is below {least}: no ratio",
            )
        )
    said = _compared(subject, before, cell, own.value, last.value)
    if not _apart(own.value, last.value, times):
        return passed(said, [cell], subject.places((cell,)))
    return _asked(
        subject,
        cell,
        Words(
            f"{said.zh}，相差 {times} 倍以上，建议核实。",
            f"{said.en}: {times} times or more; please verify.",
        ),
        Words(
            "核对原始记录，看是否多写或少写一位数；属实的，书面说明原因。",
            "Check the records for a digit too many or too few; if the figure is right, explain it "
            "in writing.",
        ),
    )


def _apart(one: Number, other: Number, times: Number) -> bool:
    return max(one, other) >= times * min(one, other)


def _compared(subject: Subject, before: Subject, cell: str, own: Number, last: Number) -> Words:
    name = subject.cell_words(cell)
    return Words(
        f"{name.zh}为 {own}，上一年度（{before.data.year} 年）为 {last}",
        f"{name.en} is {own}; in {before.data.year} it was {last}",
    )


def _asked(subject: Subject, cell: str, message: Words, suggestion: Words) -> Outcome:
    return Outcome(
        "fail",
        message,
        cells=(cell,),
        at=subject.places((cell,)),
        actual=f"{subject.report.cells[cell].value}",
        suggestion=suggestion,
        severity="verify",
        caused_by=_broken_relation(subject, cell),
    )


def _broken_relation(subject: Subject, cell: str) -> str | None:
    """Return a relation that the cell's own table breaks: a slip in it shows there first."""
    relations = subject.relations.values()
    broken = (
        r.relation.id for r in relations if r.verdict == "broken" and cell in r.relation.cells
    )
    return next(broken, None)


def amount_of_another_size(subject: Subject, cell: str) -> Outcome | None:
    """Return what is to be asked about an amount beside last year's; None where nothing is.

    Yuan put into a cell of 万元 make an amount 10,000 times as large as last year's.
    """
    before = subject.year_before
    own = subject.report.cells[cell]
    last = before.report.cells.get(cell) if before else None
    if before is None or last is None or not own.value or not last.value:
        return None
    times = limit(subject, "amount_ratio")
    if last.unit not in (None, subject.form.cells[cell].unit):
        return None
    if min(own.value, last.value) <= 0 or not _apart(own.value, last.value, times):
        return None
    said = _compared(subject, before, cell, own.value, last.value)
    unit = subject.form.cells[cell].unit or ""
    return _asked(
        subject,
        cell,
        Words(
            f"{said.zh}，相差 {times} 倍以上，可能有一年把元填作{unit}，建议核实。",
            f"{said.en}: {times:,} times or more, so one of the years may give yuan in "
            f"place of {unit}; please verify.",
        ),
        Words(
            f"核对金额的单位（格式规定{unit}）；属实的，书面说明原因。",
            f"Check the unit of the amount (the form's is {unit}); if it is right, explain it in "
            "writing.",
        ),
    )


CHECKS = (jump,)
