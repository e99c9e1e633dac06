"""A policy file that is not as it must be is refused in a sentence, never with a traceback."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

import pytest

from disclosure_audit.checks import load_policy
from disclosure_audit.checks.lists import Lists, Number, TermList
from disclosure_audit.errors import InspectorError


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("severities: 5", "列表"),
        ("severities: blank", "列表"),
        ("severities: {a: b}", "列表"),
        ("severities: [5]", "checks、severity、source"),
        ("severities: [{checks: a, severity: improve}]", "缺少键 source"),
        ("severities: [{checks: a, severity: improve, source: ''}]", "source 为空"),
        ("severities: [{checks: a, severity: improve, source: 5}]", "文字"),
        ("severities: [{checks: a, severity: grave, source: b}]", "must_correct"),
        ("severities: 2023-99-99", "YAML"),
        ("severities: [", "YAML"),
        ("- a", "severities"),
        ("other: 1", "severities"),
    ],
)
def test_a_wrong_policy_is_refused_in_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    """The file is named, and what it must hold."""
    path = tmp_path / "policy.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InspectorError) as caught:
        load_policy(path, None)
    assert said in caught.value.said("zh")
    assert "policy.yaml" in caught.value.said("en")


def test_a_missing_policy_is_refused(tmp_path: Path) -> None:
    """A path that leads nowhere is an error, an empty file is no override."""
    with pytest.raises(InspectorError):
        load_policy(tmp_path / "no.yaml", None)
    (tmp_path / "empty.yaml").touch()
    assert load_policy(tmp_path / "empty.yaml", None).overrides == ()


TERM = {"term": "甲", "source": "乙"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"terms": []}, "terms"),
        ({"terms": {"outdate": []}}, "outdated"),
        ({"terms": {"outdated": {}}}, "列表"),
        ({"terms": {"outdated": ["甲"]}}, "source"),
        ({"terms": {"outdated": [{"term": "甲"}]}}, "source"),
        ({"terms": {"outdated": [{**TERM, "sauce": "丙"}]}}, "unless"),
        ({"terms": {"outdated": [{**TERM, "term": ""}]}}, "文字"),
        ({"terms": {"outdated": [{**TERM, "term": "甲" * 121}]}}, "120"),
        ({"terms": {"outdated": [{**TERM, "unless": "丙"}]}}, "unless"),
        ({"terms": {"outdated": [{**TERM, "since": "2021年"}]}}, "年份"),
        ({"terms": {"outdated": [TERM] * 501}}, "500"),
        ({"thresholds": {"copy": {"value": 1, "source": "乙"}}}, "copy_share"),
        ({"thresholds": {"copy_share": 0.5}}, "value"),
        ({"thresholds": {"copy_share": {"value": -1, "source": "乙"}}}, "value"),
        ({"thresholds": {"copy_share": {"value": True, "source": "乙"}}}, "value"),
        ({"thresholds": {"copy_share": {"value": 0.5}}}, "source"),
        ({"deadline": "01-31"}, "day"),
        ({"deadline": {"day": "31-01", "source": "乙", "notice": True}}, "day"),
        ({"deadline": {"day": "02-30", "source": "乙", "notice": True}}, "day"),
        ({"deadline": {"day": "04-31", "source": "乙", "notice": True}}, "day"),
        ({"deadline": {"day": "01-31", "source": "乙", "notice": "是"}}, "notice"),
        ({"deadline": {"day": "01-31", "source": "", "notice": True}}, "source"),
    ],
)
def test_a_wrong_list_is_refused_in_a_sentence(
    tmp_path: Path, content: dict[str, object], said: str
) -> None:
    """Unknown names, wrong types, no source and too much: the file and what it must hold."""
    path = tmp_path / "policy.yaml"
    path.write_text(json.dumps(content), encoding="utf-8")  # JSON is YAML
    with pytest.raises(InspectorError) as caught:
        load_policy(path, None)
    assert said in caught.value.said("zh")
    assert "policy.yaml" in caught.value.said("en")


def test_a_list_of_one_s_own_takes_the_place_of_the_kit_s(tmp_path: Path) -> None:
    """As a whole; the others stay the kit's, and the rules come before all."""
    kit = Path(__file__).resolve().parents[2] / "params" / "policy.yaml"
    own, rules = tmp_path / "own.yaml", tmp_path / "rules"
    own.write_text(json.dumps({"terms": {"outdated": [TERM]}}), encoding="utf-8")
    rules.mkdir()
    day = {"deadline": {"day": "02-20", "source": "某市通知", "notice": True}}
    (rules / "city.yaml").write_text(json.dumps(day), encoding="utf-8")
    alone, made = load_policy(own, None), load_policy(own, rules, base=kit)
    assert [term.term for term in made.lists.terms["outdated"]] == ["甲"]
    assert len(made.lists.terms["typing"]) > 20
    assert "typing" not in alone.lists.terms
    assert made.lists.deadline is not None
    assert (made.lists.deadline.month, made.lists.deadline.notice) == (2, True)
    assert alone.lists.deadline is None
    assert made.ruleset != alone.ruleset


def test_every_term_of_the_kit_has_a_source_and_stands_once() -> None:
    """The lists that the kit brings are as it asks of others."""
    kit = load_policy(Path(__file__).resolve().parents[2] / "params" / "policy.yaml", None)
    assert set(kit.lists.terms) == set(get_args(TermList))
    for name, terms in kit.lists.terms.items():
        words = [term.term for term in terms]
        assert len(set(words)) == len(words), name
        assert all(term.source for term in terms)


def test_the_examples_of_the_docs_are_policies(tmp_path: Path) -> None:
    """Every block of YAML in docs/policy.md loads as it stands, and every list is explained."""
    page = (Path(__file__).resolve().parents[2] / "docs" / "policy.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert len(blocks) == 2
    for block in blocks:
        path = tmp_path / "policy.yaml"
        path.write_text(block, encoding="utf-8")
        assert load_policy(path, None).lists != Lists()
    names = {*get_args(TermList), *get_args(Number)}
    assert all(f"| `{name}` |" in page for name in names)
