"""Local rules held against the form and against each other when they are loaded.

A contradiction is refused: every report would be accused. What is said already is pointed out and
not looked at twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from disclosure_audit.checks.allowed_figures import (
    Demand,
    contradicts,
    demand_of,
    demand_of_relation,
    follows,
)
from disclosure_audit.checks.linear import Comparison
from disclosure_audit.checks.local_rules import LocalRule
from disclosure_audit.errors import InspectorError
from disclosure_audit.forms import Edition, editions
from disclosure_audit.text import Words


def examined(rules: Sequence[LocalRule]) -> tuple[tuple[LocalRule, ...], tuple[Words, ...]]:
    """Return the rules, with what they repeat, and a sentence for each that repeats something.

    Raises
    ------
    InspectorError
        A rule contradicts the form, or two rules contradict each other under it.
    """
    repeats: dict[str, dict[str, Words]] = {rule.id: {} for rule in rules}
    for form in editions().values():
        known = [(rule, demand) for rule in rules for demand in _demands(rule, form)]
        for rule, demand in known:
            _refuse_against_form(rule, demand, form)
        for place, (rule, demand) in enumerate(known):
            said = _said_by_form(demand, form) or _said_before(rule, demand, known[:place], form)
            if said is not None:
                repeats[rule.id][form.key] = said
    made = tuple(replace(rule, repeats=repeats[rule.id]) for rule in rules)
    return made, tuple(remark for rule in made for remark in _remarks(rule))


def _demands(rule: LocalRule, form: Edition) -> list[Demand]:
    """Return what a rule demands of the figures of `form`; nothing where it does not bind them."""
    if not isinstance(rule.demand, Comparison):
        return []
    if any(cell not in form.cells for cell in rule.demand.cells):
        return []
    return [demand_of(rule.demand, form)]


def _refuse_against_form(rule: LocalRule, demand: Demand, form: Edition) -> None:
    if contradicts(form.key, [demand]):
        raise InspectorError(
            Words(
                f"{rule.place} 的规则 {rule.id}（{rule.written}）与 {form.key} 年版格式矛盾："
                "按格式填写的报告没有一份能符合它。请改正或删去这条规则。",
                f"Rule {rule.id} ({rule.written}), {rule.place}, contradicts edition {form.key} of "
                "the form: no report that keeps to the form fulfils it. Correct or remove it.",
            )
        )


def _said_by_form(demand: Demand, form: Edition) -> Words | None:
    """Return what of the form says the same already, or None."""
    same = next((r for r in form.relations if demand_of_relation(r) == demand), None)
    if same is not None:
        return Words(f"与格式的关系 {same.id} 相同", f"is the form's relation {same.id}")
    if follows(form.key, demand):
        return Words(
            "由格式的关系和各数不为负推得",
            "follows from the form's relations and figures that are not negative",
        )
    return None


def _said_before(
    rule: LocalRule, demand: Demand, earlier: Sequence[tuple[LocalRule, Demand]], form: Edition
) -> Words | None:
    """Return which earlier rule demands the same, or None; refuse what contradicts one."""
    for other, known in earlier:
        if not _meet(rule, other):
            continue
        if contradicts(form.key, [known, demand]):
            raise InspectorError(
                Words(
                    f"规则 {other.id}（{other.written}，{other.place}）与 "
                    f"{rule.id}（{rule.written}，{rule.place}）互相矛盾："
                    f"没有一份 {form.key} 年版格式的报告能同时符合。请改正或删去其中一条。",
                    f"Rules {other.id} ({other.written}, {other.place}) and {rule.id} "
                    f"({rule.written}, {rule.place}) contradict each other: no report of edition "
                    f"{form.key} fulfils both. Correct or remove one.",
                )
            )
        same = follows(form.key, demand, [known]) and follows(form.key, known, [demand])
        if same and _binds_wherever(other, rule):
            return Words(
                f"与规则 {other.id}（{other.place}）相同",
                f"is the same as {other.id} ({other.place})",
            )
    return None


def _years(rule: LocalRule) -> tuple[int, int]:
    return rule.first_year or 0, rule.last_year or 9_999


def _meet(one: LocalRule, other: LocalRule) -> bool:
    """Whether both may bind the same report."""
    (first, last), (later, earlier) = _years(one), _years(other)
    units = not one.units or not other.units or set(one.units) & set(other.units)
    return max(first, later) <= min(last, earlier) and bool(units)


def _binds_wherever(wide: LocalRule, narrow: LocalRule) -> bool:
    """Whether `wide` binds every report that `narrow` binds."""
    (first, last), (later, earlier) = _years(wide), _years(narrow)
    units = not wide.units or (narrow.units and set(narrow.units) <= set(wide.units))
    return first <= later and earlier <= last and bool(units)


def _remarks(rule: LocalRule) -> list[Words]:
    """Return a sentence for each thing that the rule repeats, with the editions where it does."""
    return [
        _remark(rule, said, [edition for edition, other in rule.repeats.items() if other == said])
        for said in dict.fromkeys(rule.repeats.values())
    ]


def _remark(rule: LocalRule, said: Words, where: list[str]) -> Words:
    return Words(
        f"{rule.place} 的规则 {rule.id}：{said.zh}（{'、'.join(where)} 年版格式），不另计。"
        "要改变严重程度，请用 severities；否则可以删去。",
        f"Rule {rule.id}, {rule.place}: it {said.en} (edition {', '.join(where)}) and is not "
        "looked at twice. To change a severity use severities; else remove it.",
    )
