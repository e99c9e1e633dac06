"""How a cell that follows from last year is judged: blanks read both ways, doubts said."""

from __future__ import annotations

import re
from dataclasses import replace

from disclosure_audit.checks.finding import (
    Change,
    Equation,
    Outcome,
    Severity,
    not_assessable,
    passed,
)
from disclosure_audit.checks.last_year import Compared, Link, absent, compared, settled_value
from disclosure_audit.checks.subject import Subject
from disclosure_audit.text import Words, shortened
from disclosure_audit.text.numbers import Number

# Words by which a report says that it does not simply go on from last year's.
_CHANGED = re.compile(
    r"区划调整|撤乡|撤镇|撤并[乡镇街]|[原由][^，。；\n]{1,12}[乡镇道][^，。；\n]{0,8}"
    r"(?:合并|并入|划入|撤销|析出|拆分|分设)|(?:并入|划归|划入)[^，。；\n]{1,10}[乡镇道]"
    r"|(?:上年|上一年|去年|\d{4}年)度?[^，。；\n]{0,12}报告[^，。；\n]{0,12}(?:更正|勘误|重新发布)"
)


def judged(subject: Subject, link: Link, scope: Words, *, caused_by: str | None = None) -> Outcome:
    """Return the outcome of a link.

    Parameters
    ----------
    subject, link
        What is compared.
    scope
        The cell as a reader names it.
    caused_by
        Check that fails for the same reason, if it fails.
    """
    before = subject.year_before
    if before is None:
        return absent(subject)
    found = compared(subject, link)
    if found.unsure:
        return not_assessable(found.unsure, link.cells)
    outcome = _judged(subject, before, link, found, scope, caused_by)
    return outcome if found.last_blanks else replace(outcome, equation=_equation(before, link))


def _judged(
    subject: Subject,
    before: Subject,
    link: Link,
    found: Compared,
    scope: Words,
    caused_by: str | None,
) -> Outcome:
    calculation = _calculation(subject, before, link, found, scope)
    holds = found.difference >= 0 if link.at_most else found.difference == 0
    if holds:
        note = _blank_note(found)
        return passed(
            Words(f"{calculation.zh}{note.zh}", f"{calculation.en}{note.en}"),
            link.cells,
            subject.places(link.cells),
        )
    if found.last_blanks:
        name = before.cell_words(found.last_blanks[0])
        return not_assessable(
            Words(
                f"上一年度报告的{name.zh}空白，{calculation.zh}，不能断定",
                f"in last year's report {name.en} is blank: {calculation.en}, undecided",
            ),
            link.cells,
        )
    filled = _possible(subject, link, found)
    if filled is not None:
        return _by_blank(subject, link, found, calculation, filled)
    return _differs(subject, before, link, found, calculation, caused_by)


def _equation(before: Subject, link: Link) -> Equation:
    """Return a link as the repairs take it: this year's cells against last year's sum."""
    last: Number = sum(settled_value(before, cell) or 0 for cell in link.last)
    sign = -1 if link.at_most else 1
    terms = [(cell, sign) for cell in (link.cell, *link.minus)]
    terms += [(cell, -sign) for cell in link.plus]
    return Equation(
        tuple(terms), constant=sign * last, at_least=link.at_most, stated=_source(before, link)
    )


def _source(before: Subject, link: Link) -> Words:
    """Return where last year's sum was read."""
    names = [_last_name(before, cell) for cell in link.last]
    return Words(
        f"{before.data.year} 年度报告的{'＋'.join(f'“{name.zh}”' for name in names)}",
        f"the report of {before.data.year}: {' + '.join(name.en for name in names)}",
    )


def _blank_note(found: Compared) -> Words:
    count = len(found.blanks) + len(found.last_blanks)
    if not count:
        return Words("", "")
    return Words(f"（{count} 格空白，按 0 计）", f" ({count} blank cells taken as 0)")


# ---------------------------------------------------------------- blanks of this year
def _possible(subject: Subject, link: Link, found: Compared) -> dict[str, Number] | None:
    """Return what each blank would have to be for the link to hold; None where none can."""
    if not found.blanks:
        return None
    needed = dict.fromkeys((link.cell, *link.minus), found.difference)
    needed |= dict.fromkeys(link.plus, -found.difference)
    fits = {cell: needed[cell] for cell in found.blanks if _may_be(subject, cell, needed[cell])}
    return fits or None


def _may_be(subject: Subject, cell: str, value: Number) -> bool:
    low, high = subject.bounds.get(cell, (0, None))
    return low <= value and (high is None or value <= high)


def _by_blank(
    subject: Subject,
    link: Link,
    found: Compared,
    calculation: Words,
    filled: dict[str, Number],
) -> Outcome:
    words = Words("由上一年度的数推得", "follows from last year's figures")
    changes = tuple((Change(cell, None, value, words),) for cell, value in filled.items())
    return Outcome(
        "fail",
        Words(
            f"{calculation.zh}，按空白为 0 计不成立。",
            f"{calculation.en}: does not hold if blank means 0.",
        ),
        cells=link.cells,
        at=subject.places(link.cells),
        expected=f"{found.expected}",
        actual=f"{found.actual}",
        difference=f"{found.difference}",
        calculation=calculation,
        suggestion=Words(
            "对照上一年度的报告和登记，补填空白格。",
            "Fill in the blank cells from last year's report and the records.",
        ),
        severity="should_correct",
        repairs=changes if not link.at_most else (),
        caused_by=f"blank.{link.cell[:2]}",
    )


# ---------------------------------------------------------------- figures that differ
def _differs(
    subject: Subject,
    before: Subject,
    link: Link,
    found: Compared,
    calculation: Words,
    caused_by: str | None,
) -> Outcome:
    doubt = _doubt(subject, before, link)
    severity: Severity | None = "verify" if doubt or link.at_most else None
    said = Words(f"，{doubt.zh}", f"; {doubt.en}") if doubt else Words("", "")
    return Outcome(
        "fail",
        Words(
            f"{calculation.zh}，不相衔接{said.zh}，建议核实。",
            f"{calculation.en}: the years do not follow on{said.en}; please verify.",
        ),
        cells=link.cells,
        at=subject.places(link.cells),
        expected=f"{'≤' if link.at_most else ''}{found.expected}",
        actual=f"{found.actual}",
        difference=f"{found.difference}",
        calculation=calculation,
        suggestion=Words(
            "对照两个年度的登记查明哪一份填错：本年度错的更正本年度；上一年度错的说明情况，"
            "上一年度已更正重发的，换上更正后的报告重查。",
            "Find out from the records of both years which report is wrong: correct this year's; "
            "where last year's is wrong say so, and where it was corrected put the corrected one "
            "in its place and check again.",
        ),
        severity=severity,
        caused_by=caused_by,
    )


def _doubt(subject: Subject, before: Subject, link: Link) -> Words | None:
    """Return why the fault may not be this report's: last year's sums, or a change it states."""
    if _is_broken(before, link.last) and not _is_broken(subject, (link.cell,)):
        return Words(
            "上一年度报告的这一格自己就与其他数不平，可能是上一年度填错",
            "in last year's report this cell disagrees with its own table, which may be the fault",
        )
    texts = (subject.whole_text, before.whole_text)
    stated = next((match for text in texts if (match := _CHANGED.search(text))), None)
    if stated is None:
        return None
    passage = shortened(stated[0], 40)
    return Words(
        f"报告写有“{passage}”，可能与此有关",
        f"a report says “{passage}”, which may be the reason",
    )


def _is_broken(subject: Subject, cells: tuple[str, ...]) -> bool:
    return any(
        reading.verdict == "broken"
        for reading in subject.relations.values()
        if set(cells) & set(reading.relation.cells)
    )


def _calculation(
    subject: Subject, before: Subject, link: Link, found: Compared, scope: Words
) -> Words:
    """Return the comparison written out: what the cell is, and the sum that it should be."""
    said = _last_side(before, link)
    zh, en = said.zh, said.en
    for sign, own in (("＋", link.plus), ("－", link.minus)):
        for cell in own:
            value = _shown(subject.report.cells[cell].value)
            zh += f"{sign}{subject.form.cells[cell].column} {value.zh}"
            en += f" {'+' if sign == '＋' else '-'} {subject.form.cells[cell].column} {value.en}"
    if len(link.last) + len(link.cells) > 2:
        zh, en = f"{zh}＝{found.expected}", f"{en} = {found.expected}"
    actual = _shown(subject.report.cells[link.cell].value)
    sign = _sign(found.difference, at_most=link.at_most)
    return Words(f"{scope.zh} {actual.zh} {sign} {zh}", f"{scope.en} {actual.en} {sign} {en}")


def _last_side(before: Subject, link: Link) -> Words:
    terms = [_last_term(before, cell) for cell in link.last]
    return Words(
        f"上一年度（{before.data.year} 年）{'＋'.join(term.zh for term in terms)}",
        f"{' + '.join(term.en for term in terms)} in the report of {before.data.year}",
    )


def _last_term(before: Subject, cell: str) -> Words:
    """Return a figure of last year with its name, a blank with what the other figures leave."""
    value = _shown(before.report.cells[cell].value)
    settled = settled_value(before, cell)
    if before.report.cells[cell].value is None and settled:
        value = Words(
            f"（空白，由其他各数推得 {settled}）", f"(blank, {settled} by the other figures)"
        )
    name = _last_name(before, cell)
    return Words(f"{name.zh} {value.zh}", f"{name.en} {value.en}")


def _last_name(before: Subject, cell: str) -> Words:
    if cell.startswith("t3.carried_out."):
        return Words("结转下年度", "carried forward")
    column = before.form.cells[cell].column
    return Words(column, column)


def _sign(difference: Number, *, at_most: bool) -> str:
    if at_most:
        return "≤" if difference >= 0 else ">"
    return "＝" if difference == 0 else "≠"


def _shown(value: Number | None) -> Words:
    return Words("（空白）", "(blank)") if value is None else Words(f"{value}", f"{value}")
