"""Family values: what is printed in a cell can stand there."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from disclosure_audit.checks.check import Basis, check
from disclosure_audit.checks.finding import Outcome, not_assessable, passed
from disclosure_audit.checks.jumps import amount_of_another_size
from disclosure_audit.checks.subject import Subject
from disclosure_audit.forms import Cell
from disclosure_audit.reports import CellValue
from disclosure_audit.text import Words, shortened

WHOLE_NUMBERS = Basis(
    "I",
    Words(
        "由各栏含义推得：件数、数量为不小于 0 的整数",
        "follows from the columns: counts are whole numbers of zero or more",
    ),
)
PRINTED_UNIT = Basis(
    "P",
    Words(
        "格式所印的单位（万元）；万元的六位小数即一分",
        "the unit that the form prints (万元); its sixth decimal is one fen",
    ),
)
_MAX_DECIMALS = 6
"""Six places of 万元 are one fen (form.md, section 3.2)."""


def _filled(subject: Subject, *, amounts: bool) -> Iterable[str]:
    """Every cell but the blank ones, which have no value to look at (see blank.<table>)."""
    cells = subject.report.cells
    return [
        f"value.{cell.id}"
        for cell in subject.form.cells.values()
        if cell.amount == amounts and cells[cell.id].state != "blank"
    ]


@check(
    "value.<cell>",
    family="values",
    severity="must_correct",
    basis=WHOLE_NUMBERS,
    obligation=Words(
        "件数、数量填不小于 0 的整数；“本年增/减”可为负数",
        "a count is a whole number of zero or more; 本年增/减 may be negative",
    ),
    example=Words("件数填“若干”“-3”或“2.5”", "a count reads “several”, “-3” or “2.5”"),
    caution=Words(
        "全角数字、千分位、格内写“件”不算错；空白另列",
        "full-width digits, separators and 件 inside the cell are no fault; blanks are a finding "
        "of their own",
    ),
    targets=lambda subject: _filled(subject, amounts=False),
)
def count(subject: Subject, check_id: str) -> Outcome:
    return _value(subject, check_id)


@check(
    "value.<amount>",
    family="values",
    severity="must_correct",
    basis=PRINTED_UNIT,
    obligation=Words(
        "金额填不小于 0 的数，以格式所印单位计，万元至多六位小数；与上一年度不差 1000 倍",
        "an amount is a number of zero or more in the unit that the form prints, with up to six "
        "decimals of 万元, and not 1,000 times more or less than last year's",
    ),
    example=Words(
        "收费金额填“3600元”，格式的单位是万元", "a fee reads “3600元”; the form's unit is 万元"
    ),
    caution=Words(
        "六位小数正是分，不算错；2019 年版采购总金额没有印单位，写元或万元都可以",
        "six decimals are fen exactly; edition 2019 prints no unit for procurement",
    ),
    targets=lambda subject: _filled(subject, amounts=True),
)
def amount(subject: Subject, check_id: str) -> Outcome:
    outcome = _value(subject, check_id)
    cell = check_id.removeprefix("value.")
    if outcome.status != "pass" or not subject.form.cells[cell].unit:
        return outcome
    return amount_of_another_size(subject, cell) or outcome


def _value(subject: Subject, check_id: str) -> Outcome:
    cell = subject.form.cells[check_id.removeprefix("value.")]
    printed = subject.report.cells[cell.id]
    if printed.state == "missing":
        return not_assessable(Words("没有读到这一格", "the cell was not found"), [cell.id])
    raw = shortened(printed.raw or "", 40)
    if printed.state == "unreadable":
        return not_assessable(
            Words(f"格中的数不能确定：“{raw}”", f"the figure is not certain: “{raw}”"), [cell.id]
        )
    if printed.state == "invalid":
        return _invalid(subject, cell, raw)
    return _given(subject, cell, printed, raw)


# What may stand in a cell, in either language; by whether it is an amount, or may be negative.
_RANGES = {(False, False): "0, 1, 2, …", (False, True): "…, -1, 0, 1, …", (True, False): "≥ 0"}


def _invalid(subject: Subject, cell: Cell, raw: str) -> Outcome:
    allowed = (
        Words("不小于 0 的数", "a number of zero or more")
        if cell.amount
        else Words("整数", "a whole number")
        if cell.signed
        else Words("不小于 0 的整数", "a whole number of zero or more")
    )
    return Outcome(
        "fail",
        Words(
            f"{subject.cell_words(cell.id).zh}填的是“{raw}”，应为{allowed.zh}。",
            f"{subject.cell_words(cell.id).en} reads “{raw}”; {allowed.en} is expected.",
        ),
        cells=(cell.id,),
        at=subject.places((cell.id,)),
        expected=_RANGES[cell.amount, cell.signed],
        actual=raw,
        suggestion=Words(f"改填{allowed.zh}。", f"Enter {allowed.en}."),
    )


def _given(subject: Subject, cell: Cell, printed: CellValue, raw: str) -> Outcome:
    if cell.unit and printed.unit and printed.unit != cell.unit:
        return _other_unit(subject, cell, printed, raw)
    exponent = printed.value.as_tuple().exponent if isinstance(printed.value, Decimal) else 0
    if isinstance(exponent, int) and -exponent > _MAX_DECIMALS:
        return Outcome(
            "fail",
            Words(
                f"{subject.cell_words(cell.id).zh}为“{raw}”，小数超过 {_MAX_DECIMALS} 位，"
                "不足一分钱。",
                f"{subject.cell_words(cell.id).en} reads “{raw}”: more than {_MAX_DECIMALS} "
                "decimals, less than one fen.",
            ),
            cells=(cell.id,),
            at=subject.places((cell.id,)),
            actual=raw,
            suggestion=Words(
                "核对金额，按万元保留至多六位小数。",
                "Check the amount; keep six decimals of 万元 at most.",
            ),
            severity="should_correct",
        )
    return passed(Words(f"“{raw}”可以填在此处", f"“{raw}” may stand here"), [cell.id])


def _other_unit(subject: Subject, cell: Cell, printed: CellValue, raw: str) -> Outcome:
    return Outcome(
        "fail",
        Words(
            f"{subject.cell_words(cell.id).zh}填的是“{raw}”，格式规定的单位是{cell.unit}。",
            f"{subject.cell_words(cell.id).en} reads “{raw}”; the form's unit is {cell.unit}.",
        ),
        cells=(cell.id,),
        at=subject.places((cell.id,)),
        expected=cell.unit,
        actual=printed.unit,
        suggestion=Words(
            f"换算成{cell.unit}后填写，格内不写单位。",
            f"Convert to {cell.unit} and leave the unit out of the cell.",
        ),
        severity="should_correct",
    )


CHECKS = (count, amount)
