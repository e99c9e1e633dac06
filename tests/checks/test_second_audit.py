"""A second audit: what was mended, what is still there, new or open, and what else was changed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from disclosure_audit import reports
from disclosure_audit.checks import Finding, as_json, audit
from disclosure_audit.checks.listing import listing
from disclosure_audit.checks.second_audit import SecondAudit, second_audit
from disclosure_audit.checks.subject import Subject
from disclosure_audit.memo import view_of
from disclosure_audit.reports import CellValue, Report, Source
from disclosure_audit.years import YearData
from disclosure_audit.years.earlier import Earlier, UnusableError, earlier_than, kept_in
from tests.builders import NO_POLICY, report, year_data

A, B = "a" * 64, "b" * 64
FAULT = {"t3.received.business": 3, "t3.received.total": 3}
MENDED = {
    **FAULT,
    **{f"t3.{row}.{who}": 3 for row in ("granted", "concluded") for who in ("business", "total")},
}


def found_in(data: YearData) -> tuple[Finding, ...]:
    """What is found, but for the prose, which says nothing of these figures."""
    return tuple(f for f in audit(data, NO_POLICY) if f.family != "narrative")


def named(of: Report, sha256: str) -> Report:
    return replace(of, source=Source("report.txt", sha256, "txt"))


def kit_files(of: Report, folder: Path, ruleset: str = "rules") -> None:
    """What a run leaves behind for this report."""
    found = as_json(found_in(year_data(of)), of.source.sha256, ruleset)
    for name, content in (("findings", found), ("report", reports.as_json(of))):
        (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")


def data_of(before: Report, after: Report, folder: Path) -> YearData:
    kit_files(named(before, A), folder)
    return replace(year_data(named(after, B)), earlier=earlier_than(folder, B))


def held(before: Report, after: Report, folder: Path) -> SecondAudit:
    data = data_of(before, after, folder)
    found = second_audit(Subject(data), found_in(data))
    assert found is not None
    return found


def checks(findings: Any) -> list[str]:
    return [finding.check for finding in findings]


def cells(changes: Any) -> list[str]:
    return [change.cell for change in changes]


def test_a_mended_fault_is_said_to_be_mended(tmp_path: Path) -> None:
    """The outcomes that had to follow are told apart from what nobody asked for."""
    found = held(report(FAULT), report(MENDED), tmp_path)
    assert checks(found.mended) == ["t3.balance.business", "t3.balance.total"]
    assert (found.still, found.unverifiable, found.new, found.unasked) == ((), (), (), ())
    assert cells(found.following) == ["t3.granted.business", "t3.granted.total"]


def test_what_was_not_corrected_is_still_there(tmp_path: Path) -> None:
    """As it was, or with other figures: both are still there."""
    found = held(report(FAULT), report(FAULT), tmp_path)
    assert [old.id == now.id for old, now in found.still] == [True, True]
    other = held(report(FAULT), report(dict.fromkeys(FAULT, 5)), tmp_path)
    assert [old.id == now.id for old, now in other.still] == [False, False]
    assert other.mended == ()


def test_a_new_fault_is_new(tmp_path: Path) -> None:
    """A correction may break what held."""
    found = held(report(FAULT), report({**MENDED, "t4.review.total": 2}), tmp_path)
    assert checks(found.new) == ["t4.total.review"]
    assert cells(found.unasked) == ["t4.review.total"]


def test_a_fault_that_can_no_longer_be_judged_is_not_mended(tmp_path: Path) -> None:
    """A cell that became unreadable, another edition: said with the reason."""
    made = report(MENDED)
    unread = CellValue("unreadable", None, "?")
    after = replace(made, cells={**made.cells, "t3.received.business": unread})
    found = held(report(FAULT), after, tmp_path)
    assert [old.check for old, _ in found.unverifiable] == ["t3.balance.business"]
    assert found.uncertain == 1
    old = held(report({"t4.review.total": 2}, edition="2019", year=2020),
               report(year=2020), tmp_path)  # fmt: skip
    assert old.other_edition
    assert (old.unasked, old.following) == ((), ())


def test_cells_changed_that_nobody_asked_to_change_are_named(tmp_path: Path) -> None:
    """With what was printed before and is now; the same number printed otherwise is no change."""
    before = report({**FAULT, "t2.fees.amount": "12.50", "t2.licences.decisions": 7})
    after = report({**MENDED, "t2.fees.amount": "12.5", "t2.licences.decisions": None,
                    "t2.penalties.decisions": 4})  # fmt: skip
    found = held(before, after, tmp_path)
    said = [(change.cell, change.before, change.after) for change in found.unasked]
    assert said == [
        ("t2.licences.decisions", "7", None),
        ("t2.penalties.decisions", "0", "4"),
    ]


def test_findings_on_waivers_are_no_part_of_it(tmp_path: Path) -> None:
    """They are about a file of the inspector's, not about the report."""
    data = data_of(report(FAULT), report(MENDED), tmp_path)
    earlier = data.earlier
    assert earlier is not None
    stray = earlier.findings.findings[0].model_copy(
        update={"check": "text.waiver_unmatched", "status": "fail"}
    )
    findings = earlier.findings.model_copy(update={"findings": (*earlier.findings.findings, stray)})
    data = replace(data, earlier=earlier.model_copy(update={"findings": findings}))
    found = second_audit(Subject(data), found_in(data))
    assert found is not None
    assert "text.waiver_unmatched" not in checks(found.mended)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_memo_and_listing_say_it(tmp_path: Path, language: Any) -> None:
    """The counts in a sentence; in the memo every one with its place."""
    after = report({**FAULT, "t2.penalties.decisions": 4, "t4.review.total": 1})
    data = data_of(report({**FAULT, "t2.regulations.in_force": 1}), after, tmp_path)
    found = found_in(data)
    view = view_of(data, found, ruleset="other", language=language)
    assert view.again is not None
    counts = {group.title: group.count for group in view.again.groups}
    assert list(counts.values()) == [2, 1, 2, 1]
    assert len(view.again.remarks) == 1
    assert view.again.sentence in listing(data, found, language)
    assert any("0 → 4" in line for group in view.again.groups for line in group.lines)


# ---------------------------------------------------------------- the files it is told by


def test_the_report_audited_before_is_the_one_in_the_kit_s_files(tmp_path: Path) -> None:
    """The same report again is no second audit; run.json then keeps the one before."""
    assert earlier_than(tmp_path, B) is None
    kit_files(named(report(FAULT), A), tmp_path)
    assert earlier_than(tmp_path, A) is None
    first = earlier_than(tmp_path, B)
    assert first is not None
    kit_files(named(report(MENDED), B), tmp_path)
    (tmp_path / "run.json").write_text(json.dumps({"earlier": first.as_json()}), encoding="utf-8")
    again = earlier_than(tmp_path, B)
    assert again == kept_in(tmp_path)
    assert again is not None
    assert again.report == first.report
    kept = {f.check: f.status for f in again.findings.findings}
    assert kept == {f.check: f.status for f in first.findings.findings if f.check in kept}
    assert "pass" not in kept.values()
    third = earlier_than(tmp_path, "c" * 64)
    assert third is not None
    assert third.findings.report_sha256 == B


@pytest.mark.parametrize("name", ["findings.json", "report.json", "run.json"])
@pytest.mark.parametrize(
    "content",
    [
        "",
        "[",
        "[" * 100_000,
        '{"earlier": 5}',
        '{"earlier": {"findings": []}}',
        "\x00",
        " " * 5_000_001,
    ],
)
def test_files_that_are_not_the_kit_s_own_are_told(tmp_path: Path, name: str, content: str) -> None:
    """Nothing is compared with what cannot be understood."""
    if name != "run.json":
        kit_files(named(report(FAULT), A), tmp_path)
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(UnusableError):
        earlier_than(tmp_path, A)


def test_findings_and_report_of_different_reports_are_told(tmp_path: Path) -> None:
    """A run that was stopped between the two leaves no pair to compare with."""
    kit_files(named(report(FAULT), A), tmp_path)
    text = json.dumps(reports.as_json(named(report(), B)))
    (tmp_path / "report.json").write_text(text, encoding="utf-8")
    with pytest.raises(UnusableError):
        earlier_than(tmp_path, B)


def test_texts_of_an_earlier_file_are_shown_as_text(tmp_path: Path) -> None:
    """Whatever stands in findings.json, the memo holds no markup of it, and nothing breaks."""
    data = data_of(report(FAULT), report(MENDED), tmp_path)
    earlier = data.earlier
    assert isinstance(earlier, Earlier)
    odd = [
        finding.model_copy(
            update={
                "status": "fail",
                "check": check,
                "message": "<script>x</script>\u202e" * 50,
                "cells": ("t9.none.none", "<b>"),
            }
        )
        for finding, check in zip(
            earlier.findings.findings,
            ("section.title.<b>", "blank.t9", "t3.balance.x", "", "<i>" * 99),
            strict=False,
        )
    ]
    findings = earlier.findings.model_copy(update={"findings": tuple(odd)})
    data = replace(data, earlier=earlier.model_copy(update={"findings": findings}))
    view = view_of(data, audit(data, NO_POLICY), ruleset="r")
    assert view.again is not None
    assert all(len(line) < 600 for group in view.again.groups for line in group.lines)
