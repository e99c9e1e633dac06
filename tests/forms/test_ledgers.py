"""The registers as data: columns, and the words of the form that their cells may hold."""

from __future__ import annotations

import pytest

from disclosure_audit.forms import Edition, editions
from disclosure_audit.forms.ledgers import choice_key, ledger_forms, vocabulary
from disclosure_audit.text import bare


def meaning(form: Edition, kind: str, text: str) -> tuple[str, ...] | None:
    return vocabulary(kind, form).get(choice_key(text))


@pytest.mark.parametrize("form", editions().values(), ids=lambda form: form.key)
def test_every_outcome_is_known_by_its_label_short_label_and_numerals(form: Edition) -> None:
    """As the form prints it, without its ordinal, below its group, and by group and number."""
    group = None
    for row in form.rows:
        if row.level == 2:
            group = row
        if not row.id or not row.outcome or group is None:
            continue
        label = row.label.text
        assert meaning(form, "outcome", label) == (row.id,)
        if group is row:
            numeral = label[:3]
            assert meaning(form, "outcome", numeral) == (row.id,)
            continue
        number, short = label.split(".", 1)
        numeral, name = group.label.text[:3], group.label.text[3:]
        for text in (
            f"{numeral}{number}",
            f"三、{numeral}{number}.",
            f"{numeral}{label}",
            f"{group.label.text} {label}",
            f"{name}－{number}．{short}",
        ):
            assert meaning(form, "outcome", text) == (row.id,), text
        if not row.label.needs_ordinal:
            for text in (short, f"{name}：{short}", f" {short} "):
                assert meaning(form, "outcome", text) == (row.id,), text


@pytest.mark.parametrize("form", editions().values(), ids=lambda form: form.key)
def test_a_group_s_label_means_any_of_its_rows(form: Edition) -> None:
    """It settles that the application was concluded, not how."""
    refused = meaning(form, "outcome", "（三）不予公开")
    assert refused is not None
    assert len(refused) == 8
    assert all(name.startswith("refused_") for name in refused)
    assert meaning(form, "outcome", "不予公开") == meaning(form, "outcome", "（三）") == refused


def test_what_may_mean_two_things_means_both_or_nothing() -> None:
    """其他 without its numeral, a lone 一, 法人, 行政诉讼."""
    form = editions()["2021"]
    assert len(meaning(form, "outcome", "其他") or ()) == 3
    assert meaning(form, "outcome", "3.其他") == ("other_rest",)
    assert meaning(form, "outcome", "一") is None
    assert len(meaning(form, "applicant", "其他组织") or ()) == 5
    assert meaning(form, "applicant", "其他") == ("other_org",)
    assert meaning(form, "proceeding", "行政诉讼") == ("direct_suit", "suit_after_review")
    assert meaning(editions()["2019"], "outcome", "其他") == ("other",)


@pytest.mark.parametrize("form", editions().values(), ids=lambda form: form.key)
def test_columns_of_tables_3_and_4_are_known_by_their_headers(form: Edition) -> None:
    """Applicants, proceedings and results as the form prints them."""
    for column in form.columns[:-1]:
        assert meaning(form, "applicant", column.label.text) == (column.id,)
    for proceeding in form.proceedings:
        assert meaning(form, "proceeding", proceeding.label) == (proceeding.id,)
    for result in form.results[:-1]:
        assert meaning(form, "result", result.label.text) == (result.id,)


@pytest.mark.parametrize("ledger", ledger_forms().values(), ids=lambda ledger: ledger.id)
def test_no_column_name_means_two_columns(ledger) -> None:  # type: ignore[no-untyped-def]
    """Otherwise the order of the data would decide what a column is."""
    names = [bare(name) for column in ledger.columns for name in (column.label, *column.variants)]
    assert len(names) == len(set(names))
    assert all(names)
    assert any(column.required for column in ledger.columns)
