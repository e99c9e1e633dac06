"""Family arithmetic: do the tables add up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from disclosure_audit.checks.check import Basis, check
from disclosure_audit.checks.finding import (
    Change,
    Equation,
    Outcome,
    not_applicable,
    not_assessable,
    passed,
)
from disclosure_audit.checks.readings import RelationReading
from disclosure_audit.checks.subject import Subject
from disclosure_audit.forms import Relation
from disclosure_audit.text import Words
from disclosure_audit.text.numbers import Number

_FEW_TERMS = 2
CORNER_NOTE = Basis(
    "P",
    Words(
        "格式第三部分表内勾稽关系：第一项加第二项之和，等于第三项加第四项之和",
        "note printed in table 3 of the form: item 1 plus item 2 equals item 3 plus item 4",
    ),
)
OUTCOME_STRUCTURE = Basis(
    "P",
    Words(
        "格式第三部分表结构：“（七）总计”为各项办理结果之和",
        "structure of table 3: row (七) is the sum of the outcome rows",
    ),
)
TOTAL_HEADER = Basis(
    "I",
    Words("由表头“总计”推得", "follows from the header 总计 (total)"),
)
STOCK = Basis(
    "I",
    Words("由各栏含义推得", "follows from the meaning of the columns"),
)
REGULATION_POWER = Basis(
    "I",
    Words(
        "由规章制定权限推得：乡镇、街道无权制定规章，建议核实",
        "follows from the power to make rules, which townships do not have: to be verified",
    ),
)


def _relations(prefix: str) -> Callable[[Subject], Iterable[str]]:
    def targets(subject: Subject) -> Iterable[str]:
        return (r.id for r in subject.form.relations if r.id.startswith(prefix))

    return targets


@check(
    "t3.balance.<column>",
    family="arithmetic",
    severity="must_correct",
    basis=CORNER_NOTE,
    obligation=Words(
        "每一列：本年新收＋上年结转＝办理结果总计＋结转下年度",
        "each column: received + carried in = concluded + carried out",
    ),
    example=Words(
        "自然人列新收 9、结转 0，而总计 6、结转下年 0：9≠6",
        "natural persons: 9 received, 0 carried in, but 6 concluded, 0 carried out: 9 ≠ 6",
    ),
    caution=Words("空白按两种读法分别判断", "blanks are judged under both readings"),
    targets=_relations("t3.balance."),
)
def balance(subject: Subject, check_id: str) -> Outcome:
    return _relation(subject, check_id)


@check(
    "t3.concluded.<column>",
    family="arithmetic",
    severity="must_correct",
    basis=OUTCOME_STRUCTURE,
    obligation=Words(
        "每一列：各项办理结果之和＝（七）总计",
        "each column: the outcome rows add up to row (七)",
    ),
    example=Words(
        "自然人列各项结果之和为 9，而“（七）总计”为 12",
        "natural persons: the outcomes add up to 9, row (七) says 12",
    ),
    caution=Words(
        "“（三）不予公开”等分组名称行不计数；2019 年版“（六）其他处理”计入",
        "group labels have no cells; in edition 2019 row (六) counts",
    ),
    targets=_relations("t3.concluded."),
)
def concluded(subject: Subject, check_id: str) -> Outcome:
    return _relation(subject, check_id)


@check(
    "t3.row_total.<row>",
    family="arithmetic",
    severity="must_correct",
    basis=TOTAL_HEADER,
    obligation=Words(
        "每一行：六类申请人之和＝总计", "each row: the six applicants add up to the total"
    ),
    example=Words(
        "新收一行六类申请人之和为 1，而总计为 0",
        "row received: the applicants add up to 1, the total says 0",
    ),
    caution=Words("当地另加的小计列不计入", "a sub-total column added locally is not counted"),
    targets=_relations("t3.row_total."),
)
def row_total(subject: Subject, check_id: str) -> Outcome:
    return _relation(subject, check_id)


@check(
    "t4.total.<proceeding>",
    family="arithmetic",
    severity="must_correct",
    basis=TOTAL_HEADER,
    obligation=Words(
        "复议、诉讼每一组：维持＋纠正＋其他＋尚未审结＝总计",
        "each block of table 4: upheld + corrected + other + pending = total",
    ),
    example=Words("行政复议 1＋0＋0＋0，而总计为 2", "reviews: 1 + 0 + 0 + 0, the total says 2"),
    caution=Words("空白按两种读法分别判断", "blanks are judged under both readings"),
    targets=_relations("t4.total."),
)
def proceeding_total(subject: Subject, check_id: str) -> Outcome:
    return _relation(subject, check_id)


@check(
    "t2.in_force.<kind>",
    family="arithmetic",
    severity="should_correct",
    basis=STOCK,
    obligation=Words(
        "2021 年版：现行有效件数＋本年废止件数≥本年制发件数；"
        "2019 年版：对外公开总数量≥本年新公开数量",
        "edition 2021: in force + repealed ≥ issued; edition 2019: total ≥ newly published",
    ),
    example=Words(
        "本年制发 4 件、废止 0 件，而现行有效仅 2 件",
        "4 issued and none repealed this year, but only 2 in force",
    ),
    caution=Words(
        "本年制发又在本年废止的已计入废止件数",
        "documents issued and repealed within the year are in the repealed count",
    ),
    targets=_relations("t2.in_force."),
)
def in_force(subject: Subject, check_id: str) -> Outcome:
    return _relation(subject, check_id)


@check(
    "t2.regulations_zero",
    family="arithmetic",
    severity="must_correct",
    basis=REGULATION_POWER,
    obligation=Words(
        "乡、镇、街道“规章”一行各格应为 0", "row 规章 (rules) of a township is 0 throughout"
    ),
    example=Words(
        "某镇填报制发规章 2 件、现行有效 2 件", "a town reports 2 rules issued and 2 in force"
    ),
    caution=Words(
        "设区的市等有权机关不适用；单位性质不明时不判",
        "does not bind cities with districts; not judged where the kind of unit is not known",
    ),
)
def regulations_zero(subject: Subject, check_id: str) -> Outcome:
    unit = subject.report.unit
    cells = tuple(c for c in subject.form.cells if c.startswith("t2.regulations."))
    if unit is None:
        return not_assessable(
            Words("从名称看不出单位性质", "the kind of unit cannot be told from its name"), cells
        )
    if unit not in ("township", "subdistrict"):
        return not_applicable(
            Words("本单位不是乡、镇、街道", "the unit is no township or sub-district")
        )
    values = [subject.report.cells[cell] for cell in cells]
    wrong = tuple(c for c, v in zip(cells, values, strict=True) if v.value)
    if wrong:
        return _rules_reported(subject, wrong)
    unsure = [v.state for v in values if v.state in ("missing", "unreadable", "invalid")]
    if unsure:
        return not_assessable(
            Words("“规章”一行没有能确定的数", "row 规章 has no certain figures"), cells
        )
    if any(v.state == "blank" for v in values):
        return passed(
            Words("“规章”一行空白，按 0 计则相符", "row 规章 is blank; it fits if blank means 0"),
            cells,
        )
    return passed(Words("“规章”一行均为 0", "row 规章 is 0 throughout"), cells)


def _rules_reported(subject: Subject, wrong: tuple[str, ...]) -> Outcome:
    shown = "、".join(
        f"{subject.form.cells[c].column} {subject.report.cells[c].raw}" for c in wrong
    )
    return Outcome(
        "fail",
        Words(
            f"“规章”一行填报：{shown}；乡镇、街道一般应为 0，建议核实。",
            f"Row 规章 (rules) reports: {shown}; for a township 0 is expected, please verify.",
        ),
        cells=wrong,
        at=subject.places(wrong),
        expected="0",
        actual=shown,
        suggestion=Words(
            "核实是否把内部规章制度或规范性文件填入了“规章”；如是，改为 0，规范性文件填入下一行。",
            "Check whether internal rules or normative documents were entered as 规章; if so "
            "write 0 and enter normative documents in the next row.",
        ),
    )


def _relation(subject: Subject, check_id: str) -> Outcome:
    """Return the outcome of one relation from its two readings."""
    reading = subject.relations[check_id]
    return replace(_judged(subject, reading), equation=_equation(reading.relation))


def _equation(relation: Relation) -> Equation:
    left = tuple((cell, 1) for cell in relation.left)
    right = tuple((cell, -1) for cell in relation.right)
    return Equation(left + right, at_least=relation.at_least)


def _judged(subject: Subject, reading: RelationReading) -> Outcome:
    if reading.verdict == "not_assessable":
        return not_assessable(_unsure_words(subject, reading), reading.relation.cells)
    calculation = _calculation(subject, reading)
    if reading.verdict in ("holds", "holds_if_zero"):
        return passed(
            Words(
                f"{calculation.zh}，成立{_blank_words(reading).zh}",
                f"{calculation.en}: holds{_blank_words(reading).en}",
            ),
            reading.relation.cells,
        )
    return _broken(subject, reading, calculation)


def _blank_words(reading: RelationReading) -> Words:
    if not reading.blanks:
        return Words("", "")
    count = len(reading.blanks)
    if reading.verdict == "holds":
        return Words(
            f"（{count} 格空白，按 0 计则成立；由已填各数看，空白只能是 0）",
            f" ({count} blank cells; holds if blank means 0, and the printed figures leave "
            "nothing else)",
        )
    return Words(
        f"（{count} 格空白，按 0 计则成立）", f" ({count} blank cells; holds if blank means 0)"
    )


def _unsure_words(subject: Subject, reading: RelationReading) -> Words:
    first = subject.cell_words(reading.unsure[0])
    more = len(reading.unsure) - 1
    return Words(
        f"{first.zh}{f'等 {more + 1} 格' if more else ''}没有能确定的数，无法核算",
        f"{first.en}{f' and {more} more cells have' if more else ' has'} no certain figure",
    )


def _broken(subject: Subject, reading: RelationReading, calculation: Words) -> Outcome:
    relation = reading.relation
    table = relation.cells[0][:2]
    by_blank = reading.verdict == "broken_if_zero"
    zh = f"{calculation.zh}，{'按空白为 0 计' if by_blank else ''}不成立"
    en = f"{calculation.en}: does not hold{' if blank means 0' if by_blank else ''}"
    return Outcome(
        "fail",
        Words(f"{zh}。", f"{en}."),
        cells=relation.cells,
        at=subject.places(relation.cells),
        expected=_number(reading.right if relation.at_least else reading.left),
        actual=_number(reading.left if relation.at_least else reading.right),
        difference=_number(
            reading.right - reading.left if relation.at_least else reading.left - reading.right
        ),
        calculation=calculation,
        suggestion=_advice(subject, reading),
        severity="should_correct" if by_blank else None,
        repairs=(_forced_changes(reading),) if reading.forced else (),
        caused_by=f"blank.{table}" if by_blank else None,
    )


def _advice(subject: Subject, reading: RelationReading) -> Words:
    if reading.forced:
        names = [(subject.form.cells[cell].name, value) for cell, value in reading.forced]
        return Words(
            f"填写空白格：{'；'.join(f'{name}应为 {value}' for name, value in names)}。",
            f"Fill in the blanks: {'; '.join(f'{name} is {value}' for name, value in names)}.",
        )
    if reading.verdict == "broken_if_zero":
        return Words(
            "按原始记录补填空白格。", "Fill in the blank cells from the township's records."
        )
    return Words(
        "对照原始记录查明哪一格有误，据实更正。",
        "Find out from the township's records which cell is wrong, and correct that one.",
    )


def _forced_changes(reading: RelationReading) -> tuple[Change, ...]:
    words = Words("由其他各数推得", "follows from the other figures")
    return tuple(Change(cell, None, value, words) for cell, value in reading.forced)


def _calculation(subject: Subject, reading: RelationReading) -> Words:
    """Return the comparison written out, each side with its name."""
    relation = reading.relation
    holds = reading.left >= reading.right if relation.at_least else reading.left == reading.right
    sign = ("≥" if holds else "<") if relation.at_least else ("＝" if holds else "≠")
    scope = _scope(subject, relation.id)
    left, right = _side_names(subject, relation)
    one = _side(subject, relation.left, reading.left)
    other = _side(subject, relation.right, reading.right)
    return Words(
        f"{scope.zh}：{left.zh} {one.zh} {sign} {right.zh} {other.zh}",
        f"{scope.en}: {left.en} {one.en} {sign} {right.en} {other.en}",
    )


_SIDES = {
    "t3.balance": (
        Words("本年新收＋上年结转", "received + carried in"),
        Words("办理结果总计＋结转下年度", "concluded + carried out"),
    ),
    "t3.concluded": (
        Words("各项办理结果之和", "sum of the outcomes"),
        Words("“（七）总计”", "row （七）总计"),
    ),
    "t3.row_total": (
        Words("六类申请人之和", "sum of the six applicants"),
        Words("“总计”", "column 总计"),
    ),
    "t4.total": (Words("四种结果之和", "sum of the four results"), Words("“总计”", "column 总计")),
}


def _side_names(subject: Subject, relation: Relation) -> tuple[Words, Words]:
    names = _SIDES.get(relation.id.rpartition(".")[0])
    if names:
        return names
    left, right = (
        "＋".join(subject.form.cells[cell].column for cell in side)
        for side in (relation.left, relation.right)
    )
    return Words(left, left), Words(right, right)


def _scope(subject: Subject, relation_id: str) -> Words:
    """Return the column, row or block that a relation is about, as the form prints it."""
    family, _, target = relation_id.rpartition(".")
    cells = subject.form.cells
    if family in ("t3.balance", "t3.concluded"):
        name = cells[f"t3.received.{target}"].column
        return Words(f"“{name}”列", f"column “{name}”")
    if family == "t4.total":
        name = cells[f"t4.{target}.total"].row
        return Words(f"“{name}”", f"“{name}”")
    table = "t3" if family == "t3.row_total" else "t2"
    name = next(c.row for c in cells.values() if c.id.startswith(f"{table}.{target}."))
    return Words(f"“{name}”行", f"row “{name}”")


def _side(subject: Subject, cells: tuple[str, ...], total: Number) -> Words:
    """Return a side written out: its numbers, of a long side those other than 0, and their sum."""
    values = [subject.report.cells[cell].value for cell in cells]
    if len(cells) <= _FEW_TERMS:
        terms_zh = ["（空白）" if value is None else f"{value}" for value in values]
        terms_en = ["(blank)" if value is None else f"{value}" for value in values]
    else:
        terms_zh = terms_en = [f"{value}" for value in values if value]
    if len(terms_zh) <= 1:
        only = len(cells) == 1
        return Words(terms_zh[0], terms_en[0]) if only else Words(f"{total}", f"{total}")
    return Words(f"{'＋'.join(terms_zh)}＝{total}", f"{' + '.join(terms_en)} = {total}")


def _number(value: Number | None) -> str:
    return "" if value is None else f"{value}"


CHECKS = (balance, concluded, row_total, proceeding_total, in_force, regulations_zero)
