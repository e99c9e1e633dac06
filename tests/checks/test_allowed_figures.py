"""Which figures the form allows: the rays are right, and what they say of rules is proved."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.checks.allowed_figures import (
    Demand,
    contradicts,
    demand_of,
    demand_of_relation,
    follows,
    rays,
)
from disclosure_audit.checks.linear import Comparison, Sum, comparison_of
from disclosure_audit.forms import editions

EDITIONS = ["2019", "2021"]
SIGNS = {
    "==": lambda x: x == 0,
    "<=": lambda x: x <= 0,
    ">=": lambda x: x >= 0,
    "<": lambda x: x < 0,
    ">": lambda x: x > 0,
}


def allowed(edition: str, figures: Mapping[str, Fraction | int]) -> bool:
    """Whether figures keep to the form, as its own data say."""
    form = editions()[edition]
    if any(value < 0 and not form.cells[cell].signed for cell, value in figures.items()):
        return False
    for relation in form.relations:
        left = sum(figures.get(cell, 0) for cell in relation.left)
        right = sum(figures.get(cell, 0) for cell in relation.right)
        if not (left >= right if relation.at_least else left == right):
            return False
    return True


def holds(comparison: Comparison, figures: Mapping[str, Fraction | int]) -> bool:
    difference = comparison.difference
    total = difference.constant + sum(
        f * figures.get(cell, 0) for cell, f in difference.factors.items()
    )
    return bool(SIGNS[comparison.sign](total))


def demand(text: str, edition: str = "2021") -> Demand:
    return demand_of(comparison_of(text), editions()[edition])


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_ray_is_a_set_of_figures_that_the_form_allows(edition: str) -> None:
    """And there are few hundred of them, none twice."""
    found = rays(edition)
    assert all(allowed(edition, ray) for ray in found)
    assert len({frozenset(ray.items()) for ray in found}) == len(found) < 400


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_way_through_table_3_is_a_ray(edition: str) -> None:
    """One application, of each applicant, come in either way and ended in each: none is lacking."""
    form = editions()[edition]
    ends = [row.id for row in form.rows if row.outcome and row.id]
    supports = {frozenset(ray) for ray in rays(edition)}
    for applicant in (column.id for column in form.columns if column.id != "total"):
        for start in ("received", "carried_in"):
            for end in (*ends, "carried_out"):
                rows = [start, end, *(["concluded"] if end in ends else [])]
                cells = {f"t3.{row}.{c}" for row in rows for c in (applicant, "total")}
                assert frozenset(cells) in supports, (applicant, start, end)


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_relation_of_the_form_follows_from_the_form(edition: str) -> None:
    """Written in either direction, and many times over."""
    for relation in editions()[edition].relations:
        left, right = " + ".join(relation.left), " + ".join(relation.right)
        sign = ">=" if relation.at_least else "=="
        for text in (f"{left} {sign} {right}", f"0.3*({left}) - 0.3*({right}) {sign} 0"):
            made = demand(text, edition)
            assert made == demand_of_relation(relation)
            assert follows(edition, made)
            assert not contradicts(edition, [made])


@pytest.mark.parametrize(
    ("text", "repeated", "refused"),
    [
        ("t3.received.total >= t3.received.business", True, False),
        ("t3.received.total + 1 > t3.received.business", True, False),
        ("t3.received.total >= 0", True, False),
        ("t3.concluded.total <= t3.received.total + t3.carried_in.total", True, False),
        ("t3.received.total <= 500", False, False),
        ("t2.fees.amount == 0", False, False),
        ("t2.fees.amount == 0.5", False, False),
        ("t3.carried_out.total <= 0.2 * t3.received.total", False, False),
        ("t2.normative.in_force >= t2.normative.issued", False, False),
        ("t3.received.total == t3.received.business", False, False),
        ("t3.received.total < t3.received.business", False, True),
        ("t3.concluded.total >= t3.received.total + t3.carried_in.total + 1", False, True),
        ("t3.received.total < 0", False, True),
        ("t2.fees.amount < 0", False, True),
        ("2 * t3.received.total == 5", False, True),
        ("2 * t2.fees.amount == 5", False, False),
        ("t2.fees.amount == 0.0000005 * 5", False, True),
    ],
)
def test_what_repeats_and_what_contradicts_the_form_is_told(
    text: str, repeated: bool, refused: bool
) -> None:
    """Whole numbers of counts, whole fen of amounts, nothing negative."""
    made = demand(text.replace("0.0000005", "0.000001 * 0.5"))
    assert follows("2021", made) == repeated
    assert contradicts("2021", [made]) == refused


def test_two_rules_together_may_contradict_the_form() -> None:
    """Each can be fulfilled, both cannot: through totals and balances, too."""
    business = demand("t3.received.business >= 10")
    assert contradicts("2021", [business, demand("t3.received.total <= 9")])
    assert not contradicts("2021", [business, demand("t3.received.total <= 10")])
    out = demand("t3.concluded.total + t3.carried_out.total == 9")
    assert contradicts("2021", [business, out])
    assert not contradicts("2021", [business, demand("t4.review.total == 0")])


def test_one_rule_may_follow_from_another_under_the_form() -> None:
    """The same written otherwise is the same; a wider bound follows and is not the same."""
    one = demand("t3.received.total + t3.carried_in.total <= 100")
    same = demand("t3.concluded.total + t3.carried_out.total < 101")
    wider = demand("t3.received.total <= 100")
    assert follows("2021", same, [one])
    assert follows("2021", one, [same])
    assert follows("2021", wider, [one])
    assert not follows("2021", one, [wider])


FACTORS = st.integers(-3, 3).filter(bool)


@st.composite
def comparisons(draw: st.DrawFn, edition: str) -> Comparison:
    """Of cells near each other, so that relations bear on them."""
    names = [
        cell
        for cell in editions()[edition].cells
        if cell.startswith(("t3.received.", "t3.carried", "t3.concluded", "t4.review", "t2."))
    ]
    chosen = draw(st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True))
    factors = {cell: Fraction(draw(FACTORS)) for cell in chosen}
    sign = draw(st.sampled_from(sorted(SIGNS)))
    constant = Fraction(draw(st.integers(-4, 4)))
    return Comparison(Sum(factors), sign, Sum({}, constant))  # type: ignore[arg-type]


def scaled(ray: Mapping[str, int], times: int) -> dict[str, int]:
    return {cell: number * times for cell, number in ray.items()}


@pytest.mark.parametrize("edition", EDITIONS)
@settings(max_examples=60, derandomize=True, deadline=None)
@given(data=st.data())
def test_what_is_said_of_a_rule_has_a_witness(edition: str, data: st.DataObject) -> None:
    """Repeats: no allowed figures break it. Else some do, and those are shown; so with refusal."""
    comparison = data.draw(comparisons(edition))
    made = demand_of(comparison, editions()[edition])
    touching = [ray for ray in rays(edition) if not dict(made.factors).keys().isdisjoint(ray)]
    witnesses: list[Mapping[str, int]] = [{}]
    for times in (1, 2, 3, 4, 6, 12):
        witnesses += [scaled(ray, times) for ray in touching]
    kept = [holds(comparison, figures) for figures in witnesses]
    assert follows(edition, made) == all(kept)
    if contradicts(edition, [made]):
        assert not any(kept)
    elif comparison.sign != "==":
        assert any(kept)


@pytest.mark.parametrize("edition", EDITIONS)
@settings(max_examples=40, derandomize=True, deadline=None)
@given(data=st.data())
def test_what_two_rules_are_said_to_be_holds_of_figures(edition: str, data: st.DataObject) -> None:
    """No sum of a few basic figures fulfils a contradiction, nor breaks what follows."""
    one, other = data.draw(comparisons(edition)), data.draw(comparisons(edition))
    form = editions()[edition]
    first, second = demand_of(one, form), demand_of(other, form)
    refused = contradicts(edition, [first, second])
    implied = follows(edition, second, [first])
    if not (refused or implied):
        return
    some = st.lists(st.sampled_from(rays(edition)), max_size=4)
    for _ in range(12):
        figures: dict[str, int] = {}
        for ray in data.draw(some):
            for cell, number in ray.items():
                figures[cell] = figures.get(cell, 0) + number
        assert allowed(edition, figures)
        both = holds(one, figures) and holds(other, figures)
        assert not (refused and both)
        assert not (implied and holds(one, figures) and not both)
