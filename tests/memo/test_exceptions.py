"""Waivers, answers and local rules in the memo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from disclosure_audit.checks import Finding, Waiving
from disclosure_audit.memo import MemoView, view_of
from disclosure_audit.memo.tables import DrawnTable
from disclosure_audit.text import Language, Words
from disclosure_audit.years import Named, Waiver, Waivers
from tests.memo.builders import RULESET, finding, memo, year_data


def entry(kind: Any = "waiver", *named: Named) -> Waiver:
    return Waiver(kind, 7, named, "两镇合并", "县公开办 张某", date(2025, 12, 31))


def waived(check: str, severity: Any, kind: Any = "waiver", **values: Any) -> Finding:
    made = finding(check, "waived", **values)
    return replace(made, waiving=Waiving(entry(kind), "holds", severity))


def view(*findings: Finding, language: Language = "zh", last: Waivers | None = None) -> MemoView:
    data = year_data()
    data = replace(data, last_waivers=last) if last else data
    return view_of(data, findings, ruleset=RULESET, language=language)


def test_what_was_waived_is_shown_with_reason_who_and_until() -> None:
    """Its severity stays in sight, and that a severe fault is still to be corrected."""
    shown = view(
        waived("t3.balance.total", "must_correct", cells=("t3.received.total",)),
        waived("text.unit_name", "verify", "answer", family="text"),
    )
    severe, asked = shown.waived
    assert severe.what.startswith("【严重错误】第三部分表")
    for part in ("已豁免：两镇合并", "县公开办 张某", "2025-12-31", "仍应更正后重新发布"):
        assert part in severe.detail
    assert asked.detail.startswith("已说明：两镇合并")
    assert "仍应更正" not in asked.detail
    assert "另有 2 项已豁免或说明，其中严重错误 1 项仍应更正。" in shown.verdict.sentence


def test_an_entry_that_lapsed_stands_in_the_row_of_its_finding() -> None:
    """Also where the finding follows from another one."""
    cause = finding("blank.t3", id="cause")
    effect = replace(
        finding("t3.balance.total", caused_by="cause"),
        waiving=Waiving(entry(), "expired", "must_correct"),
    )
    (row,) = view(cause, effect).problems
    assert row.lapsed is not None
    assert "waivers.yaml 第 7 行的豁免不生效：已过期" in row.lapsed
    assert view(cause).problems[0].lapsed is None


def test_last_year_s_entries_are_told_with_how_the_same_check_ends_now() -> None:
    """For information: nothing of them holds, and a long list is counted."""
    named = Named("t3.balance.total", "00000000"), Named("gone.check", "11111111")
    last = Waivers(True, (entry("answer", *named),))
    first, second = view(finding("t3.balance.total"), last=last).last_year
    assert "本年：不符" in first.about
    assert "上年说明：两镇合并（县公开办 张某" in first.said
    assert "本年没有这一项" in second.about
    many = Waivers(True, (entry("waiver", *(Named(f"a.{n}", "0" * 8) for n in range(50))),))
    assert [line.about for line in view(last=many).last_year][-1] == "另有 10 条"
    wrong = Waivers(True, (), Words("文件 2021/waivers.yaml 第 1 行：x。", "x"))
    assert "第 1 行" in view(last=wrong).last_year[0].said


def test_foreign_text_of_waivers_is_escaped() -> None:
    """A reason is text, whatever it looks like."""
    waiver = replace(entry(), reason="<img src=x onerror=alert(1)>")
    made = replace(finding("a", "waived"), waiving=Waiving(waiver, "holds", "verify"))
    assert "<img" not in memo(made).problems.html


def marked(table: DrawnTable) -> set[bool]:
    return {cell.strong for line in table.body for cell in line if cell.marks}


def test_a_local_rule_on_two_cells_does_not_say_which_is_wrong() -> None:
    """Both are concerned, neither is marked as the one to correct."""
    cells = ("t3.carried_out.total", "t3.received.total")
    both = view(finding("local.share", cells=cells))
    one = view(finding("local.most", cells=cells[:1]))
    (of_both,) = (t for t in both.tables if t.id == "t3")
    (of_one,) = (t for t in one.tables if t.id == "t3")
    assert (marked(of_both), marked(of_one)) == ({False}, {True})
