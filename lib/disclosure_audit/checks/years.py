"""Family years: does this year's report go on where last year's left off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from disclosure_audit.checks.check import Basis, check
from disclosure_audit.checks.finding import Outcome, not_applicable, not_assessable
from disclosure_audit.checks.following_on import judged
from disclosure_audit.checks.last_year import Link, absent, compared
from disclosure_audit.checks.subject import Subject
from disclosure_audit.text import Words

CARRIED = Basis(
    "I",
    Words(
        "由两栏含义推得：上一年度结转下年度的申请，就是本年度的上年结转",
        "follows from the two rows: what last year carried forward is what this year carried in",
    ),
)
STOCK = Basis(
    "I",
    Words(
        "由各栏含义推得：年末现行有效件数＝上年末件数＋本年制发－本年废止",
        "follows from the columns: in force = in force a year before + issued - repealed",
    ),
)
ITEMS = Basis(
    "I",
    Words(
        "由 2019 年版两栏含义推得：上一年项目数量＝上一年度报告的上一年项目数量＋本年增/减",
        "follows from two columns of edition 2019: 上一年项目数量 is last year's 上一年项目数量 "
        "and 本年增/减 together",
    ),
)
_TOTAL = "total"


def _carry_targets(subject: Subject) -> Iterable[str]:
    return (f"years.carry.{column.id}" for column in subject.form.columns)


@check(
    "years.carry.<column>",
    family="years",
    severity="must_correct",
    basis=CARRIED,
    obligation=Words(
        "每一列：上年结转＝上一年度报告的结转下年度，两个版本的表格都如此",
        "each column: carried in = what last year's report carried forward, in both editions",
    ),
    example=Words(
        "2023 年结转下年度 1 件，2024 年上年结转填 0",
        "2023 carried 1 application forward, 2024 reports 0 carried in",
    ),
    caution=Words(
        "没有上一年度报告的不适用；上一年度该格空白或认不准的不判；上一年度报告自己算不平，"
        "或报告写明单位合并、拆分、上年报告更正的，只提示核实",
        "does not apply without last year's report; not judged where its cell is blank or unsure; "
        "only to be verified where last year's sums fail, or where a merger, a split or a "
        "corrected report is stated",
    ),
    targets=_carry_targets,
)
def carry(subject: Subject, check_id: str) -> Outcome:
    column = check_id.removeprefix("years.carry.")
    name = subject.form.cells[f"t3.carried_in.{column}"].column
    scope = Words(f"“{name}”列上年结转", f"carried in, column “{name}”")
    cause = _cause_of_total(subject) if column == _TOTAL else None
    return judged(subject, _carry(column), scope, caused_by=cause)


def _carry(column: str) -> Link:
    return Link(f"t3.carried_in.{column}", last=(f"t3.carried_out.{column}",))


def _cause_of_total(subject: Subject) -> str | None:
    """Return the check of the column that makes the total differ, where the columns explain it."""
    columns = [column.id for column in subject.form.columns]
    differences = {column: compared(subject, _carry(column)).difference for column in columns}
    total = differences.pop(_TOTAL)
    wrong = [column for column, difference in differences.items() if difference]
    if not wrong or sum(differences[column] for column in wrong) != total:
        return None
    return f"years.carry.{wrong[0]}"


@dataclass(frozen=True, slots=True)
class _Stock:
    """How an edition counts documents: the stock, what adds to it, what is taken off."""

    stock: str
    plus: str
    minus: str | None


_STOCKS = {
    "2019": _Stock("total", "published", None),
    "2021": _Stock("in_force", "issued", "repealed"),
}


@check(
    "t2.stock.<kind>",
    family="years",
    severity="should_correct",
    basis=STOCK,
    obligation=Words(
        "2021 年版：上一年度现行有效件数＋本年制发－本年废止＝现行有效件数；"
        "2019 年版：对外公开总数量不多于上一年度总数量＋本年新公开数量",
        "edition 2021: last year's in force + issued - repealed = in force; edition 2019: the "
        "total is at most last year's total + newly published",
    ),
    example=Words(
        "上年末现行有效 3 件，本年制发 2 件、废止 1 件，而现行有效填 5 件",
        "3 in force last year, 2 issued and 1 repealed, but 5 in force",
    ),
    caution=Words(
        "文件按自身期限失效、由上级统一清理的，建议核实而不当然有错；2019 年版与 2021 年版的"
        "总数含义不同，不相衔接",
        "documents that lapse by their own date or are cleared by a superior: to be verified; the "
        "totals of the two editions do not mean the same and are not compared",
    ),
    targets=lambda _: ("t2.stock.regulations", "t2.stock.normative"),
)
def stock(subject: Subject, check_id: str) -> Outcome:
    kind = check_id.removeprefix("t2.stock.")
    before = subject.year_before
    if before is None:
        return absent(subject)
    if before.form.key != subject.form.key:
        return _other_edition(before)
    columns = _STOCKS.get(subject.form.key)
    if columns is None:
        return not_assessable(
            Words("本版格式没有这两栏", "this edition of the form has no such columns")
        )
    cell = f"t2.{kind}.{columns.stock}"
    if kind == "regulations" and _wrong_last_year_alone(subject, before, cell):
        return not_applicable(
            Words(
                f"上一年度填报规章 {before.report.cells[cell].value} 件，本年度为 0；"
                "乡镇、街道的规章应为 0，不作衔接",
                f"last year reported {before.report.cells[cell].value} rules and this year 0; a "
                "township has none, so there is nothing to go on from",
            )
        )
    link = Link(
        cell,
        last=(cell,),
        plus=(f"t2.{kind}.{columns.plus}",),
        minus=(f"t2.{kind}.{columns.minus}",) if columns.minus else (),
        at_most=columns.minus is None,
    )
    known = subject.form.cells[cell]
    scope = Words(f"“{known.row}”{known.column}", f"{known.column} of “{known.row}”")
    return judged(subject, link, scope, caused_by=_cause_of_stock(subject, kind))


def _other_edition(before: Subject) -> Outcome:
    return not_applicable(
        Words(
            f"上一年度用的是 {before.form.key} 年版格式，这一栏的含义不同，不相衔接",
            f"last year used edition {before.form.key}, whose columns do not mean the same",
        )
    )


def _is_township(subject: Subject) -> bool:
    return subject.report.unit in ("township", "subdistrict")


def _wrong_last_year_alone(subject: Subject, before: Subject, cell: str) -> bool:
    """Whether a township that reported rules last year now has none, as it should."""
    row = (c for c in subject.form.cells if c.startswith("t2.regulations."))
    now = any(subject.report.cells[c].value for c in row)
    return _is_township(subject) and bool(before.report.cells[cell].value) and not now


def _cause_of_stock(subject: Subject, kind: str) -> str:
    """Return the check of this year's row alone that fails by the same figures, if it does."""
    if kind == "regulations" and _is_township(subject):
        return "t2.regulations_zero"
    return f"t2.in_force.{kind}"


def _items_targets(subject: Subject) -> Iterable[str]:
    rows = [cell.split(".")[1] for cell in subject.form.cells if cell.endswith(".prior")]
    return (f"years.items.{row}" for row in rows)


@check(
    "years.items.<row>",
    family="years",
    severity="should_correct",
    basis=ITEMS,
    obligation=Words(
        "2019 年版：上一年项目数量＝上一年度报告的上一年项目数量＋本年增/减",
        "edition 2019: 上一年项目数量 = last year's 上一年项目数量 + its 本年增/减",
    ),
    example=Words(
        "2019 年度上一年项目 12、本年增 1，2020 年度的上一年项目填 12",
        "2019: 12 items and 1 more; 2020 says 12 in the year before",
    ),
    caution=Words(
        "只在两个年度都用 2019 年版时核对；事项目录调整的建议核实",
        "compared only where both years use edition 2019; a list of items may have been revised",
    ),
    targets=_items_targets,
)
def items(subject: Subject, check_id: str) -> Outcome:
    before = subject.year_before
    if before is None:
        return absent(subject)
    if before.form.key != subject.form.key:
        return _other_edition(before)
    row = check_id.removeprefix("years.items.")
    cell = f"t2.{row}.prior"
    known = subject.form.cells[cell]
    scope = Words(f"“{known.row}”{known.column}", f"{known.column} of “{known.row}”")
    return judged(subject, Link(cell, last=(cell, f"t2.{row}.change")), scope)


CHECKS = (carry, stock, items)
