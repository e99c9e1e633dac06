"""What the memo shows, before it is a page."""

from __future__ import annotations

import shlex
from dataclasses import replace
from pathlib import Path

import pytest

from disclosure_audit.checks import Change, Policy, audit
from disclosure_audit.documents import Note, Place
from disclosure_audit.errors import DeveloperError
from disclosure_audit.memo import MemoView, view_of
from disclosure_audit.memo.view import refuse_other_counts
from disclosure_audit.reports import CellValue
from disclosure_audit.text import Language
from disclosure_audit.years import Prior
from tests.memo.builders import (
    RULESET,
    change,
    column,
    finding,
    report,
    words,
    year_data,
)


def view(*findings: object, language: Language = "zh", **values: object) -> MemoView:
    data = year_data(report(**values))
    return view_of(data, findings, ruleset=RULESET, language=language)  # type: ignore[arg-type]


def test_one_row_for_each_cause() -> None:
    """Findings with a cause stand inside the row of that cause and are no rows of their own."""
    cause = finding("t3.concluded.total", id="a")
    effects = [finding(f"t3.balance.{name}", id=name, caused_by="a") for name in ("x", "y")]
    shown = view(effects[0], cause, effects[1])
    assert [row.findings[0].check for row in shown.problems] == ["t3.concluded.total"]
    assert [line.message for line in shown.problems[0].related] == [
        "t3.balance.x 的情况",
        "t3.balance.y 的情况",
    ]


def test_chains_of_causes_end_in_one_row() -> None:
    """A cause that has a cause itself is shown in the row of the last one."""
    a, b, c = (
        finding("a"),
        finding("b", caused_by="a-00000000"),
        finding("c", caused_by="b-00000000"),
    )
    shown = view(c, b, a)
    assert [row.ids for row in shown.problems] == [("a-00000000", "c-00000000", "b-00000000")]


def test_causes_in_a_circle_are_refused() -> None:
    """Findings that name each other as cause would vanish from the list: an error of ours."""
    with pytest.raises(DeveloperError, match="绕回自身"):
        view(finding("a", caused_by="b-00000000"), finding("b", caused_by="a-00000000"))


def test_a_cause_that_is_no_problem_hides_nothing() -> None:
    """Where the cause itself was explained by a waiver, what follows from it is still a row."""
    shown = view(finding("a", "waived"), finding("b", caused_by="a-00000000"))
    assert [row.ids for row in shown.problems] == [("b-00000000",)]
    assert sum(group.count for group in shown.waived) == 1


def test_the_most_severe_comes_first() -> None:
    """Rows are ordered by severity, within one severity as the checks are, and numbered so."""
    given = [("a", "improve"), ("b", "verify"), ("c", "must_correct"), ("d", "improve")]
    shown = view(*(finding(check, severity=severity) for check, severity in given))
    assert [(row.number, row.findings[0].check) for row in shown.problems] == [
        (1, "c"),
        (2, "a"),
        (3, "d"),
        (4, "b"),
    ]


def test_a_row_is_as_severe_as_the_worst_in_it() -> None:
    """A mild cause with a severe consequence is not hidden at the end of the list."""
    cause = finding("a", severity="improve")
    effect = finding("b", severity="must_correct", caused_by="a-00000000")
    shown = view(finding("c", severity="should_correct"), cause, effect)
    assert [row.severity_word for row in shown.problems] == ["严重错误", "一般错误"]


def test_headline_counts_are_those_of_the_rows() -> None:
    """Problems are counted by cause, checks one by one, and both by severity."""
    shown = view(
        finding("a"),
        finding("b", caused_by="a-00000000"),
        finding("c", severity="verify"),
        finding("d", "pass"),
        finding("e", "not_assessable"),
    )
    counted = [(count.word, count.rows, count.checks) for count in shown.verdict.severities]
    assert counted == [("严重错误", 1, 2), ("一般错误", 0, 0), ("不规范", 0, 0), ("提示核实", 1, 1)]
    assert dict(shown.verdict.statuses) == {
        "通过": 1,
        "不符": 3,
        "待核": 1,
        "不适用": 0,
        "已说明": 0,
    }
    assert "发现 2 处问题（涉及 3 项不符），其中严重错误 1 处" in shown.verdict.sentence


def test_other_counts_than_the_findings_are_refused() -> None:
    """A memo that shows fewer passed checks than there are is an error of ours."""
    shown = {"pass": 1, "fail": 0, "not_assessable": 0, "not_applicable": 0, "waived": 0}
    with pytest.raises(DeveloperError, match="“通过” 1 项，核查结果为 2 项"):
        refuse_other_counts(shown, {**shown, "pass": 2})  # type: ignore[arg-type]


def test_no_memo_is_made_of_what_does_not_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were a part to lose findings on the way, there would be an error and no memo."""
    monkeypatch.setattr("disclosure_audit.memo.view.passed_families", lambda *_: ())
    with pytest.raises(DeveloperError, match="“通过” 0 项，核查结果为 1 项"):
        view(finding("a", "pass"))


def test_two_findings_of_one_id_are_refused() -> None:
    """Two fails under one id could be shown as one: an error of ours."""
    with pytest.raises(DeveloperError, match="一一对应"):
        view(finding("a", id="x"), finding("b", id="x"))


def test_a_row_with_one_repair_is_about_its_cell() -> None:
    """Where one repair alone is smallest, place, printed and needed value are of its cell."""
    cells = report().cells
    printed = {**cells, "t3.received.total": CellValue("given", 6, "6件", Place(line=9))}
    fault = finding(
        "t3.balance.total",
        cells=column("total"),
        expected="12",
        actual="6",
        repairs=((change("t3.received.total", 6, 12),),),
    )
    row = view(fault, cells=printed).problems[0]
    assert row.where == "第三部分表，一、本年新收政府信息公开申请数量／总计"
    assert (row.in_source, row.printed, row.expected) == ("第 9 行", "6件", "12")
    assert row.strong == {"t3.received.total"}


def test_all_ties_are_listed_and_none_is_called_wrong() -> None:
    """Several smallest repairs are all shown; a cell that only some change is not marked."""
    ties = ((change("t3.received.total", 6, 12),), (change("t3.concluded.total", 12, 6),))
    fault = finding("t3.balance.total", cells=column("total"), repairs=ties)
    row = view(fault).problems[0]
    assert [tie[0].after for tie in row.repairs[0]] == ["12", "6"]
    assert row.strong == frozenset()
    assert row.where == "第三部分表，“总计”列 4 格"


def test_a_number_of_the_prose_stands_among_the_ties_without_a_link() -> None:
    """A repair that changes a sentence names its place; there is no cell to lead to."""
    sentence = Change("narrative.received", 9, 12, words("写颠倒"), words("第一部分所述"))
    ties = ((change("t3.received.total", 12, 9),), (sentence,))
    fault = finding("t3.balance.total", cells=column("total"), repairs=ties)
    (lines,) = view(fault).problems[0].repairs
    assert [(tie[0].cell, tie[0].anchor) for tie in lines] == [
        ("第三部分表“一、本年新收政府信息公开申请数量／总计”", "da-c-t3-received-total"),
        ("第一部分所述", None),
    ]


def test_a_sentence_and_a_cell_changed_together_are_about_the_cell() -> None:
    """The value needed is that of the cell, wherever it stands in the repair."""
    sentence = Change("narrative.received", 9, 12, words("写颠倒"), words("第一部分所述"))
    repair = (sentence, change("t3.received.total", 6, 7))
    row = view(finding("t3.balance.total", cells=column("total"), repairs=(repair,))).problems[0]
    assert row.expected == "7"


def test_what_a_cause_may_explain_alone_is_marked_for_nobody() -> None:
    """A printed figure that may be wrong, unless the blanks are, is not marked as to be changed."""
    cause = finding("blank.t3", cells=("t3.granted.total",))
    repair = ((change("t3.granted.business", 11, 12),),)
    effect = finding("t3.row_total.granted", repairs=repair, caused_by=cause.id)
    assert "t3.granted.business" not in view(cause, effect).problems[0].strong


def test_links_lead_to_what_is_drawn() -> None:
    """A finding on a table that was not found links to its place; a repaired cell is marked too."""
    fault = finding(
        "t3.balance.total",
        cells=column("total"),
        repairs=((change("t3.granted.total", 0, 1),), (change("t3.received.total", 0, 1),)),
    )
    assert view(fault, tables={}).problems[0].link == "da-t3"
    shown = view(fault)
    assert shown.problems[0].link == "da-c-t3-received-total"
    anchors = {cell.anchor for line in shown.tables[1].body for cell in line}
    assert "da-c-t3-granted-total" in anchors


def test_a_repair_is_said_once_in_a_row() -> None:
    """The same change named by cause and consequence stands once."""
    repairs = ((change("t3.granted.total", None, 4),),)
    cause = finding("t3.concluded.total", repairs=repairs)
    effect = finding("t3.row_total.granted", repairs=repairs, caused_by=cause.id)
    lines = view(cause, effect).problems[0].repairs
    assert [(line.before, line.after) for ties in lines for tie in ties for line in tie] == [
        ("空白", "4")
    ]


def test_cells_carry_the_numbers_of_all_their_findings() -> None:
    """A cell that two findings share carries both numbers; others carry none and no anchor."""
    shown = view(
        finding("t3.balance.total", cells=column("total")),
        finding("t3.row_total.received", cells=("t3.received.total", "t3.received.research")),
    )
    drawn = [cell for line in shown.tables[1].body for cell in line if cell.kind == "value"]
    assert sorted(cell.marks for cell in drawn if cell.marks) == [(1,), (1,), (1,), (1, 2), (2,)]
    assert all((cell.anchor is not None) == bool(cell.marks) for cell in drawn)


@pytest.mark.parametrize(("edition", "counts"), [("2019", (22, 161, 15)), ("2021", (10, 175, 15))])
def test_every_cell_of_the_form_is_drawn_once(edition: str, counts: tuple[int, ...]) -> None:
    """The redrawn tables hold every cell of the edition, and every line is as wide as the table."""
    shown = view(edition=edition)
    for table, count in zip(shown.tables, counts, strict=True):
        values = [cell for line in table.body for cell in line if cell.kind == "value"]
        assert len(values) == count
        assert len({width(lines) for lines in (table.head, table.body) if lines}) == 1


def width(lines: object) -> int:
    """Columns of a drawn part; fails where lines differ, spans counted."""
    open_until: list[int] = []
    widths = set()
    for number, line in enumerate(lines):  # type: ignore[var-annotated,arg-type]
        carried = sum(1 for last in open_until if last > number)
        widths.add(carried + sum(cell.colspan for cell in line))
        for cell in line:
            open_until += [number + cell.rowspan] * cell.colspan if cell.rowspan > 1 else []
    assert len(widths) == 1
    return widths.pop()


def test_places_that_the_form_leaves_blank_are_drawn_as_such() -> None:
    """Edition 2019's two short blocks have no third figure: two lines each, marked void."""
    shown = view(edition="2019")
    void = [cell for line in shown.tables[0].body for cell in line if cell.kind == "void"]
    assert len(void) == 4


def test_what_is_not_printed_is_said() -> None:
    """Blank, unreadable and missing cells are said in words; a printed dash stays a dash."""
    states = {
        "t4.review.upheld": CellValue("blank", None, ""),
        "t4.review.corrected": CellValue("unreadable", None, "1 0 0 1"),
        "t4.review.other": CellValue("missing"),
        "t4.review.pending": CellValue("blank", None, "—"),
        "t4.review.total": CellValue("given", 3, "3件"),
    }
    line = view(cells={**report().cells, **states}).tables[2].body[0][:5]
    assert [(cell.text, cell.said) for cell in line] == [
        ("空白", True),
        ("不能辨读", True),
        ("未读到", True),
        ("—", False),
        ("3件", False),
    ]


def test_a_table_that_was_not_found_is_not_drawn() -> None:
    """A missing table has no lines at all, so nobody takes it for a blank one."""
    shown = view(tables={})
    assert [(table.found, table.body) for table in shown.tables] == [(False, ())] * 3


def test_passed_checks_of_one_kind_are_one_line() -> None:
    """Two hundred passed value checks are told as counts of cells by table."""
    data = year_data()
    shown = view_of(data, audit(data, Policy((), "test")), ruleset="test", language="zh")
    values = next(family for family in shown.passed if family.name == "填写的数")
    assert [(group.count, group.detail) for group in values.groups] == [
        (199, "第二部分表，9 格；第三部分表，175 格；第四部分表，15 格"),
        (1, "“0”可以填在此处"),
    ]


def test_relations_that_rest_on_blanks_are_counted() -> None:
    """Passed relations with blank cells are counted as holding only if blank means 0."""
    cells = {**report().cells, "t3.received.total": CellValue("blank", None, "")}
    passed = [
        finding("t3.balance.total", "pass", cells=column("total")),
        finding("t3.balance.research", "pass", cells=column("research")),
    ]
    family = view(*passed, cells=cells).passed[0]
    assert (family.count, family.blanks) == (2, 1)


def test_the_same_reason_is_said_once() -> None:
    """Checks left open for one reason are one line with their number."""
    cells = list(column("total"))
    left = [
        finding(f"value.{cell}", "not_assessable", message=words("没有读到"), cells=(cell,))
        for cell in cells
    ]
    (group,) = view(*left).unjudged
    assert (group.what, group.count) == ("没有读到", 4)
    assert "一、本年新收政府信息公开申请数量／总计" in group.detail


def test_what_no_check_looked_at_is_said() -> None:
    """The memo names the comparisons that this run did not make, and only those."""
    assert len(view().out_of_scope) == 4
    told = view(finding("years.carry.total", "pass")).out_of_scope
    assert "没有与上一年度的报告比较" not in told
    assert len(told) == 3


def test_notes_of_reading_are_told_with_their_place() -> None:
    """What reading found is shown with where it was found."""
    note = Note("x", words("一行不能辨读"), Place(line=3))
    (line,) = view(notes=(note,)).notes
    assert (line.message, line.place) == ("一行不能辨读", "第 3 行")


def test_no_folder_of_the_machine_is_shown() -> None:
    """Of the report's path the file name alone is shown, whatever system the path is of."""
    for path in ("/home/someone/report.txt", "C:\\Users\\someone\\report.txt"):
        data = replace(year_data(), report_path=type(year_data().report_path)(path))
        shown = view_of(data, (), ruleset=RULESET)
        assert shown.provenance.file == shown.verdict.file == "report.txt"
        assert "someone" not in shown.provenance.command


def test_no_finding_is_called_a_breach() -> None:
    """A memo states what stands there; the words for a breach of law are not its words."""
    data = year_data(report(cells={**report().cells, "t3.received.total": CellValue("blank")}))
    findings = audit(data, Policy((), "test"))
    assert "违" not in str(view_of(data, findings, ruleset="test"))


def test_what_was_not_judged_says_where_to_look() -> None:
    """A check that could not be made names the first of its places, and how many there are."""
    places = (Place(line=120), Place(line=121), Place(line=120), Place())
    shown = view(finding("t3.balance.total", "not_assessable", at=places)).unjudged
    assert [group.place for group in shown] == ["第 120 行等 2 处"]
    shown = view(finding("t3.balance.total", "not_assessable")).unjudged
    assert [group.place for group in shown] == [None]


def test_the_prior_reports_are_named_and_the_command_names_what_it_would_not_find() -> None:
    """A prior in the township's own folder is found again by itself, another is named."""
    beside, elsewhere = Path("x/枣岭乡/2021/report.txt"), Path("y/last year.txt")
    for path, command in (
        (beside, "disclosure-audit check --json 青禾县/枣岭乡/2022"),
        (elsewhere, "disclosure-audit check --json 青禾县/枣岭乡/2022 --prior 'last year.txt'"),
    ):
        data = replace(
            year_data(report(), "x/枣岭乡/2022/report.txt"),
            priors=(Prior(2021, path, report(year=2021)),),
        )
        shown = view_of(data, (), ruleset=RULESET).provenance
        assert [(p.year, p.file) for p in shown.priors] == [(2021, path.name)]
        assert shown.command == shlex.join(shlex.split(command))


def test_what_did_not_apply_was_not_compared() -> None:
    """Checks that need last year's report and have none leave the memo's limit as it is."""
    limit = "没有与上一年度的报告比较"
    assert limit in view(finding("years.carry.total", "not_applicable")).out_of_scope
    assert limit not in view(finding("years.carry.total", "pass")).out_of_scope
