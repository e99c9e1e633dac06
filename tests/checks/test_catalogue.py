"""The catalogue as a whole: ids, counts, policy, reference page."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from disclosure_audit.checks import CATALOGUE, Policy, as_json, audit, counts, load_policy
from disclosure_audit.checks.reference import PAGES
from disclosure_audit.documents import Place
from disclosure_audit.errors import InspectorError
from disclosure_audit.reports import CellValue
from tests.builders import findings, report, year_data

FAULTY = {"t3.received.business": 3, "t3.received.total": 3}


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_every_obligation_ends_exactly_once(edition: str) -> None:
    """Each relation, table, section, topic and printed cell has one entry, and ids are unique."""
    made = report(edition=edition)
    found = audit(year_data(made), Policy((), "test"))
    checks = [finding.check for finding in found]
    assert len(checks) == len(set(checks))
    assert {relation.id for relation in made.form.relations} <= set(checks)
    assert {f"value.{cell}" for cell in made.form.cells} <= set(checks)
    assert sum(counts(found).values()) == len(found)
    assert len({finding.id for finding in found}) == len(found)


def test_every_id_follows_a_pattern_of_the_catalogue() -> None:
    """What a finding is called can be looked up in the check reference."""
    patterns = [re.sub(r"<\w+>", ".+", check.pattern.replace(".", r"\.")) for check in CATALOGUE]
    for name in findings(report()):
        assert any(re.fullmatch(pattern, name) for pattern in patterns), name


def test_the_same_fault_keeps_its_id_and_another_figure_gets_another() -> None:
    """A waiver can name a finding: its id stays from run to run."""
    first = findings(report(FAULTY))["t3.balance.business"].id
    again = findings(report(FAULTY))["t3.balance.business"].id
    other = findings(report({"t3.received.business": 4, "t3.received.total": 4}))
    assert first == again
    assert first != other["t3.balance.business"].id


def test_findings_json_has_the_keys_of_the_contract() -> None:
    """One shape for every entry, with severity only where something failed."""
    made = report(FAULTY)
    found = audit(year_data(made), Policy((), "rules"))
    content = as_json(found, made.source.sha256, "rules")
    assert list(content) == ["schema", "report_sha256", "ruleset", "counts", "findings"]
    for entry in content["findings"]:
        assert list(entry) == [
            "id", "check", "family", "status", "severity", "message", "cells", "expected",
            "actual", "difference", "basis", "at", "repairs", "caused_by", "suggestion",
        ]  # fmt: skip
        assert (entry["severity"] is None) == (entry["status"] != "fail")
    balance = next(e for e in content["findings"] if e["check"] == "t3.balance.business")
    assert (balance["expected"], balance["actual"], balance["difference"]) == ("3", "0", "3")


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_what_the_data_say(name: str, project_root: Path) -> None:
    """docs/checks.md and docs/form.md are never out of date."""
    page = (project_root / "docs" / name).read_text(encoding="utf-8")
    assert page == PAGES[name]()


def policy(tmp_path: Path, text: str) -> Policy:
    file = tmp_path / "policy.yaml"
    file.write_text(text, encoding="utf-8")
    return load_policy(file, None)


RULE = "severities:\n  - checks: 't3.*'\n    severity: verify\n    source: 某县通知\n"


def test_a_policy_sets_the_severity_of_the_checks_it_names(tmp_path: Path) -> None:
    """Only those; and the rule set's name changes with the file."""
    found = {f.check: f for f in audit(year_data(report(FAULTY)), policy(tmp_path, RULE))}
    assert found["t3.balance.business"].severity == "verify"
    assert policy(tmp_path, RULE).ruleset != policy(tmp_path, "").ruleset


def test_local_rules_come_before_the_policy(tmp_path: Path) -> None:
    """A county's own notice decides where both speak."""
    file = tmp_path / "policy.yaml"
    file.write_text(RULE, encoding="utf-8")
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "county.yaml").write_text(RULE.replace("verify", "improve"), encoding="utf-8")
    made = load_policy(file, rules)
    assert made.severity_of("t3.balance.total", "must_correct") == "improve"


@pytest.mark.parametrize(
    "text",
    [
        "- a",
        "severity: x",
        "severities: 5",
        "severities: [5]",
        RULE.replace("verify", "awful"),
        RULE.replace("source", "sauce"),
        RULE.replace("某县通知", "''"),
        "!!python/object/apply:os.system [true]",
        "\x00",
    ],
)
def test_a_policy_that_is_not_as_it_must_be_is_refused_with_a_sentence(
    tmp_path: Path, text: str
) -> None:
    """A misspelt rule never runs as if it were not there."""
    with pytest.raises(InspectorError, match=r"policy\.yaml"):
        policy(tmp_path, text)


def test_what_was_not_judged_says_where_to_look() -> None:
    """A figure that could not be read has its place in every finding that wanted it."""
    made = report()
    cell, at = "t3.received.total", Place(line=120)
    unread = CellValue("unreadable", None, "1?", at)
    found = findings(replace(made, cells={**made.cells, cell: unread}))
    for name in (f"value.{cell}", "t3.balance.total", "t3.row_total.received"):
        assert found[name].status == "not_assessable"
        assert at in found[name].outcome.at
    gone = findings(replace(made, cells={**made.cells, cell: CellValue("missing")}))
    assert gone[f"value.{cell}"].outcome.at == ()
