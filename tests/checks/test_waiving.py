"""Waivers and answers against findings: what holds, and what opens a finding again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from disclosure_audit.checks import Finding, Policy, as_json, audit, counts
from disclosure_audit.checks.listing import listing
from disclosure_audit.checks.policy import Override
from disclosure_audit.reports import Report
from disclosure_audit.text import Words
from disclosure_audit.years import Named, Waiver, Waivers
from tests.builders import NO_POLICY, report, year_data

TODAY = date(2025, 3, 1)
FAULT = {"t3.received.business": 3, "t3.received.total": 3}
BALANCE = "t3.balance.business"
VERIFY = Policy((Override("*", "verify", "某县通知"),), "rules")


def entry(*findings: str, kind: str = "waiver", until: date = date(2025, 12, 31)) -> Waiver:
    named = [finding.rpartition("-") for finding in findings]
    return Waiver(
        kind=kind,  # type: ignore[arg-type]
        line=2,
        findings=tuple(Named(check, values) for check, _, values in named),
        reason="两镇合并",
        who="县公开办 张某",
        until=until,
    )


def audited(
    of: Report, *entries: Waiver, policy: Policy = NO_POLICY, today: date = TODAY
) -> dict[str, Finding]:
    waivers = Waivers(present=bool(entries), entries=entries)
    data = replace(year_data(of), waivers=waivers)
    return {finding.check: finding for finding in audit(data, policy, today)}


def id_of(check: str, of: Report, policy: Policy = NO_POLICY) -> str:
    return audited(of, policy=policy)[check].id


def test_a_waiver_holds_for_the_finding_it_names_and_for_no_other() -> None:
    """The finding is waived, keeps its id, and has no severity; all others stay as they were."""
    of = report(FAULT)
    before = audited(of)
    after = audited(of, entry(id_of(BALANCE, of)))
    assert (after[BALANCE].status, after[BALANCE].severity) == ("waived", None)
    assert after[BALANCE].id == before[BALANCE].id
    assert after["t3.balance.total"].status == "fail"
    assert after["text.waiver_unmatched"].status == "pass"
    assert counts(after.values())["waived"] == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"t3.received.business": 4, "t3.received.total": 4},
        {**FAULT, "t3.carried_in.business": 1, "t3.carried_out.business": 1},
        {**FAULT, "t3.carried_in.business": None},
    ],
)
def test_a_changed_value_opens_the_finding_again(changed: dict[str, object]) -> None:
    """Another figure, other cells with the same difference, a blank: not that fault any more."""
    waiver = entry(id_of(BALANCE, report(FAULT)))
    after = audited(report(changed), waiver)
    assert (after[BALANCE].status, after[BALANCE].severity) == ("fail", "must_correct")
    assert "第 2 行的豁免不生效" in after[BALANCE].message.zh
    assert after["text.waiver_unmatched"].status == "pass"


def test_a_figure_moved_to_another_cell_opens_the_finding_again() -> None:
    """The sums written out are the same, the cells are not."""
    check = "t3.concluded.research"
    waiver = entry(id_of(check, report({"t3.granted.research": 3})))
    moved = audited(report({"t3.granted_in_part.research": 3}), waiver)
    assert moved[check].status == "fail"
    assert audited(report({"t3.granted.research": 3}), waiver)[check].status == "waived"


def test_another_unit_or_year_opens_the_finding_again() -> None:
    """A waiver copied into another folder excuses nothing there."""
    waiver = entry(id_of(BALANCE, report(FAULT)))
    for other in (report(FAULT, name="乙镇"), report(FAULT, year=2022)):
        assert audited(other, waiver)[BALANCE].status == "fail"


def test_a_changed_rule_opens_the_finding_again() -> None:
    """What was waived as one severity is not waived as another."""
    of = report(FAULT)
    waiver = entry(id_of(BALANCE, of, VERIFY))
    assert audited(of, waiver, policy=VERIFY)[BALANCE].status == "waived"
    assert audited(of, waiver)[BALANCE].status == "fail"


@pytest.mark.parametrize(("day", "status"), [(31, "waived"), (30, "waived"), (None, "fail")])
def test_a_waiver_holds_through_its_last_day(day: int | None, status: str) -> None:
    """The day after, the finding is open again and says so."""
    of = report(FAULT)
    today = date(2025, 12, day) if day else date(2026, 1, 1)
    found = audited(of, entry(id_of(BALANCE, of)), today=today)[BALANCE]
    assert found.status == status
    assert ("已过期" in found.message.zh) == (status == "fail")


def test_an_answer_is_enough_only_for_what_is_to_be_verified() -> None:
    """Arithmetic and severe faults are corrected, not explained (checks.md, section 13)."""
    named = report(printed="乙镇")
    answer = entry(id_of("text.unit_name", named, VERIFY), kind="answer")
    found = audited(named, answer, policy=VERIFY)["text.unit_name"]
    assert found.status == "waived"
    assert "已说明：两镇合并" in found.message.zh
    severe = entry(id_of("text.unit_name", named), kind="answer")
    assert audited(named, severe)["text.unit_name"].status == "fail"
    sums = entry(id_of(BALANCE, report(FAULT), VERIFY), kind="answer")
    found = audited(report(FAULT), sums, policy=VERIFY)[BALANCE]
    assert found.status == "fail"
    assert "应当更正" in found.message.zh


@pytest.mark.parametrize("name", [BALANCE, "t3.balance.nobody", "no such thing"])
def test_a_waiver_that_matches_nothing_is_a_finding(name: str) -> None:
    """Mended since, or copied wrongly: it is said which, and nothing is excused."""
    after = audited(report(), entry(f"{name}-00000000"))
    found = after["text.waiver_unmatched"]
    assert (found.status, found.severity) == ("fail", "improve")
    assert f"第 2 行 {name}-00000000" in found.outcome.message.zh
    assert f"line 2 {name}-00000000" in found.outcome.message.en


def test_findings_about_waivers_are_never_waived() -> None:
    """A list cannot excuse its own faults."""
    stray = entry("t3.balance.total-00000000")
    own = audited(report(), stray)["text.waiver_unmatched"].id
    after = audited(report(), stray, entry(own))["text.waiver_unmatched"]
    assert after.status == "fail"
    assert "2 处" in after.outcome.message.zh


def test_a_malformed_file_leaves_everything_open() -> None:
    """The sentence stands in a finding of its own."""
    fault = Words("文件 2023/waivers.yaml 第 3 行：缺少键 who。", "File …: key who is missing.")
    data = replace(year_data(report(FAULT)), waivers=Waivers(True, (), fault))
    found = {finding.check: finding for finding in audit(data, NO_POLICY, TODAY)}
    assert found["text.waivers_malformed"].severity == "should_correct"
    assert "第 3 行：缺少键 who" in found["text.waivers_malformed"].outcome.message.zh
    assert found["text.waiver_unmatched"].status == "not_applicable"
    assert found[BALANCE].status == "fail"


def test_what_follows_from_a_waived_cause_stays_open() -> None:
    """Each finding is excused by its own values; the listing still shows what is open."""
    of = report({**FAULT, "t3.carried_out.business": None})
    before = audited(of)
    assert before[BALANCE].caused_by == before["blank.t3"].id
    after = audited(of, entry(before["blank.t3"].id))
    assert after["blank.t3"].status == "waived"
    assert after[BALANCE].status == "fail"
    said = listing(year_data(of), tuple(after.values()), "zh")
    assert f"[{after[BALANCE].id}]" in said
    both = audited(of, entry(before["blank.t3"].id, before[BALANCE].id))
    assert both[BALANCE].status == "waived"


def test_one_entry_that_holds_is_enough() -> None:
    """A renewed waiver stands beside the one that has expired."""
    of = report(FAULT)
    old, new = (entry(id_of(BALANCE, of), until=date(year, 12, 31)) for year in (2024, 2025))
    for entries in ((old, new), (new, old)):
        assert audited(of, *entries)[BALANCE].status == "waived"


def test_findings_json_says_who_why_and_until_when() -> None:
    """The keys are those of the contract; the message carries the waiver."""
    of = report(FAULT)
    found = audited(of, entry(id_of(BALANCE, of)))
    content = as_json(found.values(), "0" * 64, "rules")
    (waived,) = (e for e in content["findings"] if e["status"] == "waived")
    assert waived["severity"] is None
    for part in ("两镇合并", "县公开办 张某", "2025-12-31"):
        assert part in waived["message"]
