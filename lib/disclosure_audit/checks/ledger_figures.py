"""Family ledger: what the registers behind the report add up to is what the report says."""

from __future__ import annotations

import re

from disclosure_audit.checks.check import Basis, check
from disclosure_audit.checks.finding import Outcome, not_applicable, not_assessable, passed
from disclosure_audit.checks.ledger_counts import reconciled, repeated, usable
from disclosure_audit.checks.ledger_groups import Group, judged_rows
from disclosure_audit.checks.ledger_requests import table_3
from disclosure_audit.checks.ledger_tables import (
    cases,
    decision_kinds,
    decisions,
    document_cells,
    documents,
)
from disclosure_audit.checks.subject import Subject
from disclosure_audit.text import Words
from disclosure_audit.text.plain import half_width
from disclosure_audit.years.ledger_rows import Ledger

REGISTER = Basis(
    "I",
    Words(
        "由台账推得：报告各栏应与所依据的登记一致，建议核实",
        "inference: a report's figures follow from the registers behind it; to be verified",
    ),
)
VERIFY = Words(
    "对照案卷核实这些行，台账有误的补正台账，并看报告相应数字是否受影响。",
    "Verify these rows with the files; mend the register, and see whether the report changes.",
)
NO_LEDGER = Words(
    "没有这本台账的不核；行有歧义时按可能的范围核对，不能确定的列为待核",
    "nothing is due without the register; a row that may mean several things counts as a range, "
    "and what stays open is not assessed",
)


# ---------------------------------------------------------------- the figures
@check(
    "ledger.requests.cells",
    family="ledger",
    severity="must_correct",
    basis=REGISTER,
    obligation=Words(
        "由依申请公开登记簿统计的表三与报告逐格一致",
        "table 3 counted from the applications register agrees with the report, cell by cell",
    ),
    example=Words(
        "登记簿有自然人申请 3 件予以公开，报告填 2",
        "three applications of natural persons were granted; the report says 2",
    ),
    caution=NO_LEDGER,
)
def request_cells(subject: Subject, _: str) -> Outcome:
    ledger = usable(subject, "requests")
    if isinstance(ledger, Outcome):
        return ledger
    cells = [cell.id for cell in subject.form.cells_of("t3")]
    dates = _years(ledger, "received", "replied")
    return reconciled(subject, ledger, table_3(subject, ledger), cells, dates)


@check(
    "ledger.documents.cells",
    family="ledger",
    severity="must_correct",
    basis=REGISTER,
    obligation=Words(
        "由文件登记簿统计的制发、废止、现行有效件数与表二一致",
        "documents made, repealed and in force by the register agree with table 2",
    ),
    example=Words(
        "登记簿有现行有效文件 6 件，报告填 4",
        "the register has 6 documents in force; the report says 4",
    ),
    caution=Words(
        "自定期限届满的可能计入废止，也可能不计，两种都不算错；只登记本年文件的台账不核现行有效件数；"
        "仅现行有效件数比台账多的，提示核实",
        "a document that lapsed by its own term may be counted as repealed or not; a register of "
        "the year's documents alone says nothing of the stock; more in force than registered is "
        "only to be verified",
    ),
)
def document_counts(subject: Subject, _: str) -> Outcome:
    ledger = usable(subject, "documents")
    if isinstance(ledger, Outcome):
        return ledger
    dates = _years(ledger, "issued", "repealed")
    cells = document_cells(subject)
    return reconciled(subject, ledger, documents(subject, ledger), cells, dates)


@check(
    "ledger.decisions.cells",
    family="ledger",
    severity="should_correct",
    basis=REGISTER,
    obligation=Words(
        "由决定登记簿统计的许可、处罚、强制决定数量与表二一致",
        "licences, penalties and coercion by the register agree with table 2",
    ),
    example=Words(
        "登记簿有行政处罚 12 件，报告填 2", "the register has 12 penalties; the report says 2"
    ),
    caution=Words(
        "台账中一件也没有的类别可能另有台账，不核",
        "a kind of which the register has none may be kept elsewhere and is not judged",
    ),
)
def decision_counts(subject: Subject, _: str) -> Outcome:
    ledger = usable(subject, "decisions")
    if isinstance(ledger, Outcome):
        return ledger
    cells = [f"t2.{kind}.decisions" for kind in decision_kinds(subject)]
    dates = _years(ledger, "decided")
    return reconciled(subject, ledger, decisions(subject, ledger), cells, dates)


@check(
    "ledger.cases.cells",
    family="ledger",
    severity="must_correct",
    basis=REGISTER,
    obligation=Words(
        "由复议诉讼登记簿按年底结果统计的表四与报告一致",
        "table 4 counted from the cases register by result at the year's end agrees",
    ),
    example=Words(
        "登记簿有 1 件复议尚未审结，报告填 0", "one review is pending; the report says 0"
    ),
    caution=NO_LEDGER,
)
def case_counts(subject: Subject, _: str) -> Outcome:
    ledger = usable(subject, "cases")
    if isinstance(ledger, Outcome):
        return ledger
    cells = [cell.id for cell in subject.form.cells_of("t4")]
    dates = _years(ledger, "filed", "closed")
    return reconciled(subject, ledger, cases(subject, ledger), cells, dates)


_ITEMS = re.compile(
    r"(?P<clause>[^，。；\n]{0,40})主动公开(?:各类|政府|政务|相关){0,2}信息\s?"
    r"(?:共计|共|总计|合计)?\s?(?P<number>\d[\d,]{0,9})\s?(?P<vague>余|多)?\s?[条件份篇]"
)
_ONE_CHANNEL = re.compile("公众号|微信|微博|抖音|客户端|公开栏|公示栏|广播|其中")


@check(
    "ledger.publications.items",
    family="ledger",
    severity="should_correct",
    basis=REGISTER,
    obligation=Words(
        "由主动公开登记簿统计的本年公开条数与第一部分所写一致",
        "items published in the year by the register agree with the number that section 1 states",
    ),
    example=Words(
        "第一部分写主动公开政府信息 86 条，登记簿有 80 条",
        "section 1 states 86 items; the register has 80",
    ),
    caution=Words(
        "只认“主动公开政府信息 N 条”这样的话；约数、分渠道的数、几个不同的数都不核",
        "only a sentence such as 主动公开政府信息 N 条 counts; round numbers, single channels and "
        "several different numbers are not judged",
    ),
)
def publication_items(subject: Subject, _: str) -> Outcome:
    ledger = usable(subject, "publications")
    if isinstance(ledger, Outcome):
        return ledger
    section = subject.report.section("overview")
    stated = list(_ITEMS.finditer(half_width(section.text))) if section else []
    stated = [match for match in stated if not _ONE_CHANNEL.search(match["clause"])]
    numbers = {int(match["number"].replace(",", "")) for match in stated}
    if not numbers:
        return not_applicable(
            Words("第一部分没有写主动公开信息的总条数", "section 1 states no number of items")
        )
    if len(numbers) > 1 or any(match["vague"] for match in stated):
        return not_assessable(
            Words(
                "第一部分写的是约数，或有几个不同的条数，不能与台账核对",
                "section 1 states round or several numbers of items",
            )
        )
    return _items_compared(subject, ledger, numbers.pop())


def _items_compared(subject: Subject, ledger: Ledger, stated: int) -> Outcome:
    year = subject.report.year
    extra = {id(row) for group in repeated(ledger) for row in group[1:]}
    unread = [row for row in ledger.rows if row["published"].day is None or id(row) in extra]
    own = [r for r in ledger.rows if (d := r["published"].day) and d.year == year]
    sure = len([row for row in own if id(row) not in extra])
    if not own and not unread:
        return not_assessable(
            Words(f"{ledger.file} 没有 {year} 年公开的信息", f"{ledger.file} has none of {year}")
        )
    if sure <= stated <= sure + len(unread):
        if not unread:
            return passed(Words(f"台账和第一部分都是 {stated} 条", f"both say {stated} items"))
        group = Group(Words("公开日期认不出或与前面的行重复", "unclear or repeated"), unread)
        return judged_rows(ledger, [], [group], VERIFY)
    high = f"{sure}–{sure + len(unread)}" if unread else str(sure)
    return Outcome(
        "fail",
        Words(
            f"台账 {ledger.file} 中 {year} 年公开的信息为 {high} 条，第一部分写的是 {stated} 条。",
            f"{ledger.file} has {high} items published in {year}; section 1 states {stated}.",
        ),
        at=tuple(row.at for row in own[:1]),
        expected=high,
        actual=str(stated),
        calculation=Words(f"台账统计为 {high}", f"the register has {high}"),
        suggestion=Words(
            "建议核实登记是否完整，报告有误的更正。",
            "Verify that the register is complete; correct the report where it is wrong.",
        ),
    )


def _years(ledger: Ledger, *columns: str) -> set[int]:
    return {day.year for row in ledger.rows for column in columns if (day := row[column].day)}


CHECKS = (request_cells, document_counts, decision_counts, case_counts, publication_items)
