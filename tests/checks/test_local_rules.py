"""Local rules: what an inspector writes without code is looked at like every check."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.checks import Finding, Policy, audit, load_policy
from disclosure_audit.errors import InspectorError
from disclosure_audit.forms import editions
from disclosure_audit.reports import CellValue, Report
from tests.builders import report, sections, year_data

RULE = """
  - id: {id}
    title: 乡镇全年新收申请一般不超过 500 件
    basis: 某县〔2024〕1号第三条
    severity: {severity}
    {demand}
"""
RECEIVED, OUT = "t3.received.total", "t3.carried_out.total"


def rule(demand: str, name: str = "local.a", severity: str = "should_correct") -> str:
    return RULE.format(id=name, demand=demand, severity=severity)


def relation(text: str, **values: str) -> str:
    return rule(f'relation: "{text}"', **values)


def loaded(folder: Path, *rules: str) -> Policy:
    (folder / "county.yaml").write_text(f"rules:{''.join(rules)}", encoding="utf-8")
    return load_policy(None, folder)


def looked(folder: Path, of: Report, *rules: str, name: str = "local.a") -> Finding:
    found = {f.check: f for f in audit(year_data(of), loaded(folder, *rules))}
    return found[name]


def received(number: Any, **more: Any) -> Report:
    """A report whose table 3 adds up: so many received of natural persons, and granted."""
    rows = ("received", "granted", "concluded")
    values = {f"t3.{row}.{who}": number for row in rows for who in ("natural_person", "total")}
    return report({**values, **more})


def test_a_threshold_fails_above_it_and_passes_at_it(tmp_path: Path) -> None:
    """With the rule's own title, basis and severity, the cells, and both figures."""
    found = looked(tmp_path, received(501), relation(f"{RECEIVED} <= 500"))
    assert (found.status, found.severity) == ("fail", "should_correct")
    assert (found.family, found.outcome.cells) == ("arithmetic", (RECEIVED,))
    assert found.basis.zh == "某县〔2024〕1号第三条"
    said = found.outcome
    assert (said.actual, said.expected, said.difference) == ("501", "<= 500", "1")
    assert "乡镇全年新收申请一般不超过 500 件：第三部分表" in found.outcome.message.zh
    assert "501，应不大于 500" in found.outcome.message.zh
    assert found.outcome.at
    assert looked(tmp_path, received(500), relation(f"{RECEIVED} <= 500")).status == "pass"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (f"{OUT} <= 0.2 * {RECEIVED}", "fail"),
        (f"{OUT} <= 0.3 * {RECEIVED}", "pass"),
        (f"{OUT} < 0.3 * {RECEIVED}", "fail"),
        (f"{RECEIVED} - 4 * {OUT} == -2", "pass"),
        (f"{RECEIVED} > 2 * ({OUT} + 1)", "pass"),
        ("t2.fees.amount == 0.1", "pass"),
        ("3 * t2.fees.amount == 0.3", "pass"),
        ("t2.fees.amount >= 0.1000001", "refused"),
    ],
)
def test_figures_are_compared_exactly(tmp_path: Path, text: str, status: str) -> None:
    """No figure is rounded: a tenth is a tenth."""
    of = report({RECEIVED: 10, OUT: 3, "t2.fees.amount": "0.1"})
    if status == "refused":
        with pytest.raises(InspectorError, match="6"):
            looked(tmp_path, of, relation(text))
    else:
        assert looked(tmp_path, of, relation(text)).status == status


@pytest.mark.parametrize(
    ("text", "values", "status", "cause"),
    [
        (f"{OUT} <= 5", {OUT: None}, "pass", False),
        ("t2.licences.decisions >= 5", {"t2.licences.decisions": None}, "fail", True),
        (f"{OUT} >= 5", {OUT: None}, "fail", False),
        (f"{OUT} <= {RECEIVED} - 1", {OUT: None, RECEIVED: 0}, "fail", False),
        (f"{OUT} <= {RECEIVED} - 1", {OUT: 3, RECEIVED: None}, "fail", True),
        ("t2.fees.amount == 0", {"t2.fees.amount": None}, "pass", False),
    ],
)
def test_a_blank_is_read_both_ways(
    tmp_path: Path, text: str, values: dict[str, Any], status: str, cause: bool
) -> None:
    """Broken only if blank means 0: the table's blank is the cause. Broken anyway: it is not."""
    of = report(values)
    policy = loaded(tmp_path, relation(text, severity="must_correct"))
    found = {f.check: f for f in audit(year_data(of), policy)}
    assert found["local.a"].status == status
    blank = found[f"blank.{text[:2]}"].id
    assert found["local.a"].caused_by == (blank if cause else None)
    if cause:
        assert found["local.a"].severity == "should_correct"


def test_a_blank_that_the_other_figures_settle_is_settled(tmp_path: Path) -> None:
    """What the form's relations leave open for a blank bounds the rule, too."""
    of = report({"t3.granted.business": None})
    found = looked(tmp_path, of, relation("t3.granted.business <= 5"))
    assert "无论填什么都成立" in found.outcome.message.zh
    forced = received(3, **{"t3.granted.natural_person": None})
    found = looked(tmp_path, forced, relation("t3.granted.natural_person <= 2"))
    assert found.status == "not_assessable"


@pytest.mark.parametrize("state", ["missing", "unreadable", "invalid"])
def test_a_cell_without_a_certain_figure_is_never_compared(tmp_path: Path, state: Any) -> None:
    """Nothing passes that was not seen."""
    made = report()
    of = replace(made, cells={**made.cells, RECEIVED: CellValue(state, None, "?")})
    assert looked(tmp_path, of, relation(f"{RECEIVED} <= 500")).status == "not_assessable"


def test_a_rule_binds_only_the_form_units_and_years_it_names(tmp_path: Path) -> None:
    """Otherwise it does not apply, and says why; where it cannot be told, nothing is claimed."""
    old = report(edition="2019", year=2020)
    assert looked(tmp_path, old, relation("t2.fees.amount == 1")).status == "not_applicable"
    town = rule(f"relation: {RECEIVED} <= 5\n    units: [township]\n    first_year: 2022")
    assert looked(tmp_path, received(9), town).status == "fail"
    street = replace(received(9), unit="subdistrict")
    assert looked(tmp_path, street, town).status == "not_applicable"
    assert looked(tmp_path, replace(street, unit=None), town).status == "not_assessable"
    assert looked(tmp_path, replace(received(9), year=2021), town).status == "not_applicable"
    assert looked(tmp_path, replace(received(9), year=None), town).status == "not_assessable"


@pytest.mark.parametrize(
    ("phrase", "status"),
    [
        ("phrase: 政务公开 专区", "pass"),
        ("phrase: [公开栏, 政务公开专区]", "pass"),
        ("phrase: 公开栏", "fail"),
        ("phrase: 政务公开专区\n    section: overview", "pass"),
        ("phrase: 政务公开专区\n    section: problems", "fail"),
        ("phrase: 政务公开专区\n    section: proactive", "not_assessable"),
    ],
)
def test_a_wording_must_stand_where_the_rule_says(tmp_path: Path, phrase: str, status: str) -> None:
    """Spaces and width make no difference; a section without text proves nothing."""
    of = report(parts=sections(overview=("设政务公开专区 1 个。",), proactive=()))
    found = looked(tmp_path, of, rule(phrase))
    assert (found.status, found.family) == (status, "text")


def test_a_wording_is_not_claimed_absent_where_a_picture_stands(tmp_path: Path) -> None:
    """What the picture says was not read."""
    parts = [replace(p, pictures=1) if p.id == "other" else p for p in sections()]
    assert looked(tmp_path, report(parts=parts), rule("phrase: 公开栏")).status == "not_assessable"


def test_the_rule_set_is_named_after_the_rules(tmp_path: Path) -> None:
    """Another rule, another name: a memo says by which it was made."""
    first = loaded(tmp_path, relation(f"{RECEIVED} <= 500")).ruleset
    assert loaded(tmp_path, relation(f"{RECEIVED} <= 501")).ruleset != first


def test_severities_may_be_set_for_local_rules_as_for_all(tmp_path: Path) -> None:
    """One way to change a severity."""
    (tmp_path / "a.yaml").write_text(
        "severities: [{checks: 'local.*', severity: verify, source: 县}]", encoding="utf-8"
    )
    found = looked(tmp_path, received(501), relation(f"{RECEIVED} <= 500"))
    assert found.severity == "verify"


# ---------------------------------------------------------------- pointed out when loaded


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("t3.carried_out.total + t3.concluded.total = t3.received.total + t3.carried_in.total",
         "t3.balance.total"),
        ("2*t4.review.total - 2*(t4.review.upheld+t4.review.corrected+t4.review.other"
         "+t4.review.pending) == 0", "t4.total.review"),
        ("t2.normative.total >= t2.normative.published", "t2.in_force.normative"),
        ("t3.received.total >= t3.received.research", "推得"),
    ],
)  # fmt: skip
def test_a_rule_that_repeats_the_form_is_pointed_out_and_not_counted_twice(
    tmp_path: Path, text: str, same: str
) -> None:
    """The remark names rule, file and line; the finding says why it was not looked at."""
    policy = loaded(tmp_path, relation(text))
    assert policy.remarks
    assert "county.yaml:2 的规则 local.a" in policy.remarks[0].zh
    assert same in policy.remarks[0].zh
    edition = "2019" if "published" in text else "2021"
    found = {f.check: f for f in audit(year_data(report(edition=edition)), policy)}
    assert found["local.a"].status == "not_applicable"
    assert same in found["local.a"].outcome.message.zh


def test_a_rule_may_repeat_one_edition_and_bind_in_the_other(tmp_path: Path) -> None:
    """Row 其他处理 is one row in 2019 and three in 2021: what is told is told of an edition."""
    form = editions()["2019"]
    concluded = next(r for r in form.relations if r.id == "t3.concluded.total")
    policy = loaded(tmp_path, relation(f"{' + '.join(concluded.left)} == t3.concluded.total"))
    assert [f"{n}" for n in policy.rules[0].repeats] == ["2019"]


@pytest.mark.parametrize(
    "text",
    [
        "t3.received.total < t3.received.business",
        "t3.concluded.total > t3.received.total + t3.carried_in.total",
        "t3.received.total <= -1",
        "2 * t3.received.total == 7",
    ],
)
def test_a_rule_that_contradicts_the_form_is_refused(tmp_path: Path, text: str) -> None:
    """It would accuse every township: the sentence names it, and nothing is run."""
    with pytest.raises(InspectorError) as caught:
        loaded(tmp_path, relation(text))
    assert "county.yaml:2 的规则 local.a" in caught.value.words.zh
    assert "年版格式矛盾" in caught.value.words.zh


def test_two_rules_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    """Both are named with their lines."""
    low = relation(f"{RECEIVED} <= 5")
    high = relation("t3.received.business >= 6", name="local.b")
    with pytest.raises(InspectorError) as caught:
        loaded(tmp_path, low, high)
    for part in ("local.a", "county.yaml:2", "local.b", "county.yaml:8", "互相矛盾"):
        assert part in caught.value.words.zh


def test_rules_for_other_units_or_years_do_not_contradict(tmp_path: Path) -> None:
    """A limit for towns and a minimum for sub-districts, an old limit and a new one."""
    for one, other in (
        ("units: [township]", "units: [subdistrict]"),
        ("last_year: 2022", "first_year: 2023"),
    ):
        low = rule(f"relation: {RECEIVED} <= 5\n    {one}")
        high = rule(f"relation: {RECEIVED} >= 6\n    {other}", "local.b")
        assert len(loaded(tmp_path, low, high).rules) == 2


def test_the_same_rule_twice_is_looked_at_once(tmp_path: Path) -> None:
    """However it is written; two limits of different severity are two rules."""
    first = relation(f"{RECEIVED} + t3.carried_in.total <= 500")
    again = relation(f"t3.concluded.total + {OUT} < 501", name="local.b")
    policy = loaded(tmp_path, first, again)
    assert "与规则 local.a（county.yaml:2）相同" in policy.remarks[0].zh
    assert list(policy.rules[1].repeats) == ["2019", "2021"]
    towns = rule(f"relation: {RECEIVED} <= 9\n    units: [township]")
    everyone = relation(f"{RECEIVED} < 10", name="local.b")
    assert loaded(tmp_path, towns, everyone).remarks == ()
    stricter = relation(f"{RECEIVED} + t3.carried_in.total <= 900", name="local.b")
    assert loaded(tmp_path, first, stricter).remarks == ()


# ---------------------------------------------------------------- files


GOOD = f"rules:{relation(f'{RECEIVED} <= 500')}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rules: 5", "列表"),
        ("rules: [5]", "basis"),
        ("rule: []", "severities、rules"),
        (GOOD.replace("title", "titel"), "titel"),
        (GOOD.replace("    basis: 某县〔2024〕1号第三条\n", ""), "缺少键 basis"),
        (GOOD.replace("某县〔2024〕1号第三条", "2024"), "引号"),
        (GOOD.replace("local.a", "t3.balance.total"), "local."),
        (GOOD.replace("local.a", "local.A b"), "local."),
        (GOOD.replace("should_correct", "grave"), "must_correct"),
        (GOOD.replace("<= 500", "<= t3.recieved.total"), "t3.recieved.total"),
        (GOOD.replace("<= 500", "<= t2.licences.change + t2.normative.issued"), "两个版本"),
        (GOOD.replace("<= 500", ""), "第 6 行"),
        (GOOD.replace("    relation", "    section: other\n    relation"), "phrase"),
        (GOOD.replace("    relation", "    phrase: 公开\n    relation"), "只写一项"),
        (GOOD.replace("relation", "remark"), "remark"),
        (GOOD + "    units: [village]\n", "village"),
        (GOOD + "    first_year: 1999\n", "first_year"),
        (GOOD + "    first_year: '2023'\n", "first_year"),
        (GOOD + "    last_year: true\n", "last_year"),
        (GOOD + GOOD.removeprefix("rules:"), "用了两次"),
        ("rules:" + "".join(relation(f"{RECEIVED} <= {n}", name=f"local.r{n}")
                            for n in range(61)), "60"),
        ("a: &a [x]\nrules: [*a]", "锚点"),
        ("rules: !!python/object/apply:os.system ['true']", "标签"),
        ("rules: " + "[" * 5_000, "嵌套"),
        ("#" * 200_000, "太大"),
    ],
)  # fmt: skip
def test_a_rule_file_that_is_not_as_it_must_be_is_refused(
    tmp_path: Path, text: str, said: str
) -> None:
    """A misspelt rule never runs as if it were not there; the file is named."""
    (tmp_path / "county.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InspectorError) as caught:
        load_policy(None, tmp_path)
    assert said in caught.value.words.zh
    assert "county.yaml" in caught.value.words.en or "local" in caught.value.words.en


def test_files_that_would_lie_there_unread_are_said(tmp_path: Path) -> None:
    """A file of the other ending, a folder that is not there."""
    (tmp_path / "county.yml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(InspectorError, match=r"county\.yml"):
        load_policy(None, tmp_path)
    with pytest.raises(InspectorError, match="nowhere"):
        load_policy(None, tmp_path / "nowhere")


@settings(max_examples=100, derandomize=True, deadline=None)
@given(st.text(alphabet="rules: -id[]{}&*!'\"#\\?|>\n\t01=<t3.中", max_size=80))
def test_any_rule_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    """Nothing but the sentence is raised."""
    folder = tmp_path_factory.mktemp("rules")
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    try:
        assert load_policy(None, folder).rules == ()
    except InspectorError as error:
        assert error.exit_status == 2  # noqa: PT017


def test_the_example_and_the_page_hold_rules_that_load(tmp_path: Path, project_root: Path) -> None:
    """What users copy is right; the example itself is not read where it lies."""
    rules = project_root / "params" / "rules"
    assert load_policy(None, rules).rules == ()
    example = (rules / "example.yaml.example").read_text(encoding="utf-8")
    page = (project_root / "docs" / "rules.md").read_text(encoding="utf-8")
    written = page.split("```yaml\n")[1].split("```")[0]
    for text in (example, written):
        (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
        policy = load_policy(None, tmp_path)
        assert (len(policy.rules), len(policy.overrides), policy.remarks) == (4, 1, ())
