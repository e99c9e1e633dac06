"""Local rules looked at like every check: figures compared exactly, blanks under both readings."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext
from fractions import Fraction

from disclosure_audit.checks.check import Basis, Check
from disclosure_audit.checks.finding import (
    SEVERITIES,
    Outcome,
    Severity,
    not_applicable,
    not_assessable,
    passed,
)
from disclosure_audit.checks.linear import Comparison, Sum
from disclosure_audit.checks.local_rules import LocalRule, Phrase
from disclosure_audit.checks.subject import PICTURED, Subject
from disclosure_audit.text import Words
from disclosure_audit.text.plain import half_width, visible

_UNSURE = ("missing", "unreadable", "invalid")
_FEW_TERMS = 4
_SIGN_WORDS = {
    "==": Words("应等于", "must be"),
    "<=": Words("应不大于", "must be no more than"),
    ">=": Words("应不小于", "must be no less than"),
    "<": Words("应小于", "must be less than"),
    ">": Words("应大于", "must be more than"),
}
Range = tuple[Fraction | None, Fraction | None]


def check_of(rule: LocalRule) -> Check:
    """Return the check that looks at a local rule."""
    demanded = f"{rule.title}（{rule.written}）"
    none = Words("", "")
    return Check(
        pattern=rule.id,
        family="text" if isinstance(rule.demand, Phrase) else "arithmetic",
        severity=rule.severity,
        basis=Basis("L", Words(rule.basis, rule.basis)),
        obligation=Words(demanded, demanded),
        example=none,
        caution=none,
        targets=lambda _: (rule.id,),
        look=_look_of(rule),
    )


def _look_of(rule: LocalRule) -> Callable[[Subject, str], Outcome]:
    def look(subject: Subject, _: str) -> Outcome:
        unbound = _unbound(rule, subject)
        if unbound is not None:
            return unbound
        if isinstance(rule.demand, Phrase):
            return _phrase(rule, rule.demand, subject)
        return _comparison(rule, rule.demand, subject)

    return look


def _unbound(rule: LocalRule, subject: Subject) -> Outcome | None:
    """Return why the rule does not bind this report, or that this cannot be told; else None."""
    edition = subject.form.key
    if isinstance(rule.demand, Comparison):
        foreign = next((c for c in rule.demand.cells if c not in subject.form.cells), None)
        if foreign is not None:
            return not_applicable(
                Words(f"{edition} 年版格式没有 {foreign}", f"edition {edition} has no {foreign}")
            )
    if rule.units and subject.report.unit is None:
        return not_assessable(
            Words("从名称看不出单位性质", "the kind of unit cannot be told from its name")
        )
    if rule.units and subject.report.unit not in rule.units:
        return not_applicable(Words("不约束这类单位", "the rule does not bind this kind of unit"))
    return _other_year(rule, subject) or _repeated(rule, edition)


def _other_year(rule: LocalRule, subject: Subject) -> Outcome | None:
    first, last = rule.first_year, rule.last_year
    if first is None and last is None:
        return None
    year = subject.data.year or subject.report.year
    if year is None:
        return not_assessable(Words("年度不详", "the report year is not known"))
    if (first is None or first <= year) and (last is None or year <= last):
        return None
    span = f"{first or ''}—{last or ''}"
    return not_applicable(Words(f"只用于 {span} 年度的报告", f"holds for report years {span} only"))


def _repeated(rule: LocalRule, edition: str) -> Outcome | None:
    repeats = rule.repeats.get(edition)
    if repeats is None:
        return None
    return not_applicable(Words(f"{repeats.zh}，不另计", f"{repeats.en}; not looked at twice"))


# ---------------------------------------------------------------- wording


def _phrase(rule: LocalRule, phrase: Phrase, subject: Subject) -> Outcome:
    section = subject.report.section(phrase.section) if phrase.section else None
    text = section.text if section else subject.whole_text
    if (phrase.section and section is None) or not text.strip():
        return not_assessable(Words("没有读到应当写明的部分", "the section was not found"))
    found = next((one for one in phrase.any_of if _solid(one) in _solid(text)), None)
    if found is not None:
        return passed(Words(f"写到“{found}”", f"“{found}” is there"))
    pictured = subject.pictured_sections
    if phrase.section in pictured or (phrase.section is None and pictured):
        return not_assessable(PICTURED)
    wanted = Words(
        "或".join(f"“{one}”" for one in phrase.any_of),
        " or ".join(f"“{one}”" for one in phrase.any_of),
    )
    return Outcome(
        "fail",
        Words(f"{rule.title}：没有写到{wanted.zh}。", f"{rule.title}: {wanted.en} is not there."),
        at=(section.at,) if section else (),
        suggestion=Words(f"写明{wanted.zh}。", f"Write {wanted.en}."),
    )


def _solid(text: str) -> str:
    return "".join(half_width(visible(text)).split())


# ---------------------------------------------------------------- figures


def _comparison(rule: LocalRule, comparison: Comparison, subject: Subject) -> Outcome:
    report = subject.report
    cells = comparison.cells
    unsure = tuple(cell for cell in cells if report.cells[cell].state in _UNSURE)
    if unsure:
        first = subject.cell_words(unsure[0])
        return not_assessable(
            Words(f"{first.zh}没有能确定的数，无法比较", f"{first.en} has no certain figure"), cells
        )
    blanks = tuple(cell for cell in cells if report.cells[cell].state == "blank")
    difference = _as_zero(comparison.difference, subject)
    holds = _holds(comparison, difference)
    reach = _reach(comparison, difference, blanks, subject)
    compared = _compared(comparison, subject)
    if holds and not _may_hold(comparison, reach):
        return not_assessable(
            Words(
                f"{compared.zh}：空白按 0 计则成立，而由其他各数看空白不是 0",
                f"{compared.en}: holds if blank means 0, which the other figures rule out",
            ),
            cells,
        )
    if holds:
        return passed(
            Words(
                f"{compared.zh}，成立{_blank_words(comparison, reach, blanks).zh}",
                f"{compared.en}: holds{_blank_words(comparison, reach, blanks).en}",
            ),
            cells,
        )
    by_blank = blanks[0] if blanks and _may_hold(comparison, reach) else None
    return _broken(rule, comparison, subject, compared, by_blank)


def _as_zero(total: Sum, subject: Subject) -> Fraction:
    """Return a sum with its blanks as 0."""
    values = subject.report.cells
    return total.constant + sum(
        (factor * Fraction(values[cell].value or 0) for cell, factor in total.factors.items()),
        Fraction(0),
    )


def _holds(comparison: Comparison, difference: Fraction) -> bool:
    return {
        "==": difference == 0,
        "<=": difference <= 0,
        ">=": difference >= 0,
        "<": difference < 0,
        ">": difference > 0,
    }[comparison.sign]


def _reach(
    comparison: Comparison, difference: Fraction, blanks: tuple[str, ...], subject: Subject
) -> Range:
    """Return the least and the largest difference that the blanks leave open; None: no bound."""
    least: Fraction | None = difference
    largest: Fraction | None = difference
    for cell in blanks:
        factor = comparison.difference.factors.get(cell, Fraction(0))
        low, high = _open(cell, subject)
        if factor < 0:
            low, high = high, low
        if factor:
            least = None if least is None or low is None else least + factor * low
            largest = None if largest is None or high is None else largest + factor * high
    return least, largest


def _open(cell: str, subject: Subject) -> Range:
    """Return the bounds of a blank cell that follow from the form's relations."""
    if subject.form.cells[cell].signed:
        return None, None
    low, high = subject.bounds.get(cell, (0, None))
    return Fraction(low), None if high is None else Fraction(high)


def _may_hold(comparison: Comparison, reach: Range) -> bool:
    """Whether some difference within reach fulfils the comparison; fractions count."""
    least, largest = reach
    below = least is None or _holds(comparison, least)
    above = largest is None or _holds(comparison, largest)
    across = (least is None or least <= 0) and (largest is None or largest >= 0)
    return {
        "==": across,
        "<=": below,
        "<": below,
        ">=": above,
        ">": above,
    }[comparison.sign]


def _must_hold(comparison: Comparison, reach: Range) -> bool:
    """Whether every difference within reach fulfils the comparison."""
    return all(end is not None and _holds(comparison, end) for end in _ends(comparison, reach))


def _ends(comparison: Comparison, reach: Range) -> Range | tuple[Fraction | None]:
    least, largest = reach
    if comparison.sign in ("<=", "<"):
        return (largest,)
    return (least,) if comparison.sign in (">=", ">") else reach


def _blank_words(comparison: Comparison, reach: Range, blanks: tuple[str, ...]) -> Words:
    if not blanks:
        return Words("", "")
    if _must_hold(comparison, reach):
        return Words(
            f"（{len(blanks)} 格空白，无论填什么都成立）",
            f" ({len(blanks)} blank cells, whatever they are)",
        )
    return Words(
        f"（{len(blanks)} 格空白，按 0 计则成立）",
        f" ({len(blanks)} blank cells; holds if blank means 0)",
    )


def _broken(
    rule: LocalRule, comparison: Comparison, subject: Subject, compared: Words, blank: str | None
) -> Outcome:
    left, right = (_as_zero(side, subject) for side in (comparison.left, comparison.right))
    if_zero = Words("（空白按 0 计）", " (blank as 0)") if blank else Words("", "")
    return Outcome(
        "fail",
        Words(
            f"{rule.title}：{compared.zh}{if_zero.zh}，不符。",
            f"{rule.title}: {compared.en}{if_zero.en}; it is not.",
        ),
        cells=comparison.cells,
        at=subject.places(comparison.cells),
        expected=f"{comparison.sign} {shown(right)}".removeprefix("== "),
        actual=shown(left),
        difference=shown(left - right),
        calculation=compared,
        suggestion=_advice(rule, blank),
        severity=_milder(rule.severity, "should_correct") if blank else None,
        caused_by=f"blank.{subject.form.cells[blank].table}" if blank else None,
    )


def _milder(one: Severity, other: Severity) -> Severity:
    return max(one, other, key=SEVERITIES.index)


def _advice(rule: LocalRule, blank: str | None) -> Words:
    if blank:
        return Words(
            "按原始记录补填空白格。", "Fill in the blank cells from the township's records."
        )
    if rule.severity == "verify":
        return Words(
            "核实所填各数；属实的，书面说明原因。",
            "Verify the figures; where they are right, say in writing why.",
        )
    return Words(
        "对照原始记录核实，有误的据实更正。",
        "Verify the figures against the records, and correct what is wrong.",
    )


def _compared(comparison: Comparison, subject: Subject) -> Words:
    left, right = (_side(side, subject) for side in (comparison.left, comparison.right))
    sign = _SIGN_WORDS[comparison.sign]
    return Words(f"{left.zh}，{sign.zh} {right.zh}", f"{left.en} {sign.en} {right.en}")


def _side(total: Sum, subject: Subject) -> Words:
    """Return a side written out with its value: its terms where they are few, else their number."""
    value = shown(_as_zero(total, subject))
    if not total.factors:
        return Words(value, value)
    if len(total.factors) > _FEW_TERMS:
        count = len(total.factors)
        return Words(f"{count} 格合计 {value}", f"the sum of {count} cells, {value},")
    terms = [_term(cell, factor, subject) for cell, factor in total.factors.items()]
    if total.constant:
        terms.append(Words(shown(total.constant), shown(total.constant)))
    zh = "＋".join(term.zh for term in terms).replace("＋-", "－")
    en = " + ".join(term.en for term in terms).replace("+ -", "- ")
    plain = len(terms) == 1 and set(total.factors.values()) == {Fraction(1)}
    return Words(zh, en) if plain else Words(f"{zh}（＝{value}）", f"{en} (= {value})")


def _term(cell: str, factor: Fraction, subject: Subject) -> Words:
    name = subject.cell_words(cell)
    value = subject.report.cells[cell].value
    zh = f"{name.zh} {'（空白）' if value is None else value}"
    en = f"{name.en} {'(blank)' if value is None else value}"
    if factor == 1:
        return Words(zh, en)
    return Words(f"{shown(factor)}×{zh}", f"{shown(factor)} × {en}")


def shown(number: Fraction) -> str:
    """Return a number as it is written: whole, or with all its decimals."""
    if number.denominator == 1:
        return f"{number.numerator}"
    with localcontext() as context:
        context.prec = 40
        return f"{(Decimal(number.numerator) / Decimal(number.denominator)).normalize():f}"
