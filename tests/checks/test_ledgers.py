"""Each ledger check fails on its fault and passes without it; what is unclear is never judged."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.checks import CATALOGUE, Severity
from disclosure_audit.checks.check import Check
from disclosure_audit.reports import Report
from tests.builders import findings, report, sections
from tests.ledgers import Rows, application, ledger, looked, with_ledgers

ONE = {
    "t3.received.natural_person": 1, "t3.received.total": 1, "t3.granted.natural_person": 1,
    "t3.granted.total": 1, "t3.concluded.natural_person": 1, "t3.concluded.total": 1,
}  # fmt: skip
STOCK = {"t2.normative.issued": 1, "t2.normative.in_force": 2}
DOCUMENTS = (
    {"kind": "规范性文件", "issued": "2019-05-06", "number": "1"},
    {"kind": "行政规范性文件", "issued": "2023年5月6日", "number": "2"},
    {"kind": "其他文件", "issued": "2023-05-07", "number": "3"},
)
DECISIONS = (
    {"kind": "行政许可", "decided": "2023-01-09", "count": "3"},
    {"kind": "行政处罚", "decided": "2023-02-09", "number": "罚1"},
)
DECIDED = {"t2.licences.decisions": 3, "t2.penalties.decisions": 1}
CASES = (
    {"kind": "行政复议", "filed": "2022-12-01", "closed": "2023-01-20", "result": "维持"},
    {"kind": "复议后起诉", "filed": "2023-12-01"},
)
DISPUTED = {
    "t4.review.upheld": 1, "t4.review.total": 1,
    "t4.suit_after_review.pending": 1, "t4.suit_after_review.total": 1,
}  # fmt: skip
ITEMS = (
    {"name": "甲", "formed": "2023-02-28", "published": "2023-03-20"},
    {"name": "乙", "published": "2023-12-31", "formed": "2023-12-29"},
)


def stating(count: str) -> Report:
    return report(parts=sections(overview=(f"全年主动公开政府信息{count}条。",)))


class Case(NamedTuple):
    """A report and a register that agree, and a report or a register with one fault."""

    check: str
    kind: str
    severity: Severity
    sound: tuple[Report, Rows]
    faulty: tuple[Report, Rows]


def case(check: str, severity: Severity, values: dict[str, Any], rows: Rows, *, wrong: Any) -> Case:
    """`wrong`: the values of the report with the fault, or the rows of the register with it."""
    kind = check.split(".")[1]
    sound = (report(values), rows)
    faulty = (report(wrong), rows) if isinstance(wrong, dict) else (report(values), wrong)
    return Case(check, kind, severity, sound, faulty)


TWICE = application(number="甲1")
REPLACED = {**DOCUMENTS[0], "repealed": "2018-01-01"}
CASES_OF_CHECKS = (
    case("ledger.requests.cells", "must_correct", ONE, (application(),),
         wrong={**ONE, "t3.granted.natural_person": 2}),
    case("ledger.documents.cells", "must_correct", STOCK, DOCUMENTS,
         wrong={**STOCK, "t2.normative.in_force": 1}),
    case("ledger.decisions.cells", "should_correct", DECIDED, DECISIONS,
         wrong={**DECIDED, "t2.licences.decisions": 30}),
    case("ledger.cases.cells", "must_correct", DISPUTED, CASES,
         wrong={**DISPUTED, "t4.review.upheld": 2}),
    Case("ledger.publications.items", "publications", "should_correct",
         (stating("2"), ITEMS), (stating("3"), ITEMS)),
    case("ledger.requests.outcomes", "verify", ONE, (application(),),
         wrong=(application(outcome=""),)),
    case("ledger.requests.dates", "verify", ONE, (application(),),
         wrong=(application(replied="2023-02-30"),)),
    case("ledger.requests.duplicates", "verify", ONE, (TWICE,), wrong=(TWICE, TWICE)),
    case("ledger.requests.terms", "verify", ONE, (application(replied="2023-04-03"),),
         wrong=(application(replied="2023-04-04"),)),
    case("ledger.documents.rows", "verify", STOCK, DOCUMENTS, wrong=(REPLACED, *DOCUMENTS[1:])),
    case("ledger.decisions.rows", "verify", DECIDED, DECISIONS,
         wrong=(*DECISIONS, DECISIONS[1])),
    case("ledger.cases.rows", "verify", DISPUTED, CASES, wrong=({**CASES[0], "result": ""},)),
    case("ledger.publications.rows", "verify", {}, ITEMS,
         wrong=({**ITEMS[0], "published": "2022-03-20"}, ITEMS[1])),
    case("ledger.publications.terms", "verify", {}, ITEMS,
         wrong=({**ITEMS[0], "published": "2023-03-30"}, ITEMS[1])),
)  # fmt: skip
BY_CHECK = {one.check: one for one in CASES_OF_CHECKS}
LEDGER_CHECKS = [check for check in CATALOGUE if check.family == "ledger"]


@pytest.mark.parametrize("check", LEDGER_CHECKS, ids=lambda check: check.pattern)
def test_a_ledger_check_fails_on_its_fault_and_passes_without(check: Check) -> None:
    """None fails always, none passes always; a fail says what to do and names the file."""
    one = BY_CHECK[check.pattern]
    sound = with_ledgers(one.sound[0], **{one.kind: one.sound[1]})
    faulty = with_ledgers(one.faulty[0], **{one.kind: one.faulty[1]})[one.check]
    assert sound[one.check].status == "pass", sound[one.check].outcome.message
    assert (faulty.status, faulty.severity) == ("fail", one.severity)
    assert faulty.outcome.message.zh.endswith("。")
    assert faulty.outcome.message.en.endswith(".")
    assert faulty.outcome.suggestion is not None
    assert all(at.file == f"ledgers/{one.kind}.csv" for at in faulty.outcome.at)
    assert faulty.outcome.at


@pytest.mark.parametrize("one", CASES_OF_CHECKS, ids=lambda one: one.check)
def test_registers_that_bear_the_report_out_raise_no_doubt(one: Case) -> None:
    """Where register and report agree nothing fails and nothing is left open."""
    found = with_ledgers(one.sound[0], **{one.kind: one.sound[1]})
    assert {f.status for f in found.values() if f.family == "ledger"} <= {"pass", "not_applicable"}


def test_without_registers_nothing_is_due() -> None:
    """Every ledger check ends as not applicable and says which file it would read."""
    found = [f for f in findings(report()).values() if f.family == "ledger"]
    assert len(found) == len(LEDGER_CHECKS)
    assert {f.status for f in found} == {"not_applicable"}
    assert any("ledgers/requests.csv" in f.outcome.message.zh for f in found)


def test_the_wrong_cell_is_named_with_both_figures_and_the_rows_behind_it() -> None:
    """Cell, figure of the register, figure of the report, file and rows."""
    rows = (application(), application(outcome="部分公开"), application())
    values = {
        **dict.fromkeys(("t3.received.natural_person", "t3.received.total"), 3),
        **dict.fromkeys(("t3.concluded.natural_person", "t3.concluded.total"), 3),
        **dict.fromkeys(("t3.granted.natural_person", "t3.granted.total"), 3),
    }
    found = with_ledgers(report(values), requests=rows)["ledger.requests.cells"].outcome
    assert set(found.cells) == {
        f"t3.{row}.{column}"
        for row in ("granted", "granted_in_part")
        for column in ("natural_person", "total")
    }
    assert "“（一）予以公开／自然人”台账为 2（第 2、4 行），报告为 3" in found.message.zh
    assert (found.expected, found.actual) == ("2、2、1、1", "3、3、0、0")
    assert [(at.file, at.row) for at in found.at] == [
        ("ledgers/requests.csv", 2), ("ledgers/requests.csv", 3), ("ledgers/requests.csv", 4),
    ]  # fmt: skip


def test_one_wrong_cell_that_breaks_a_sum_too_is_one_cause() -> None:
    """The register names the figure that the broken sum needs: both are one row of a memo."""
    found = with_ledgers(report({**ONE, "t3.granted.natural_person": 0}), requests=(application(),))
    cause = found["ledger.requests.cells"].caused_by
    assert cause in {found[f"t3.{r}"].id for r in ("concluded.natural_person", "row_total.granted")}


def test_a_blank_cell_that_the_register_fills_is_caused_by_the_blank() -> None:
    """Nothing was stated wrongly: a figure is missing, and the register says which."""
    found = with_ledgers(report({**ONE, "t3.granted.total": None}), requests=(application(),))
    cells = found["ledger.requests.cells"]
    assert (cells.status, cells.severity) == ("fail", "should_correct")
    assert cells.caused_by == found["blank.t3"].id


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ((application(unit="乙镇"),), "其他单位（乙镇）"),
        (
            (application("2021-03-01", "2021-03-09"),),
            "没有属于 2023 年度的记录，各行日期在 2021 年",
        ),
        ((), "没有一条记录"),
    ],
)
def test_a_register_of_another_unit_or_year_or_without_rows_says_so(rows: Rows, words: str) -> None:
    """The wrong file in the folder accuses nobody."""
    found = with_ledgers(report(ONE), requests=rows)["ledger.requests.cells"]
    assert found.status == "not_assessable"
    assert words in found.outcome.message.zh


def test_an_empty_register_bears_out_a_report_of_zeros() -> None:
    """No application was received, and none is registered."""
    assert with_ledgers(report(), requests=())["ledger.requests.cells"].status == "pass"


def test_the_unit_s_own_full_name_is_no_other_unit() -> None:
    """County and 人民政府 are part of names; an office of the township is no other unit."""
    for unit in ("甲镇", "松县甲镇人民政府", "党政综合办公室"):
        found = with_ledgers(report(ONE), requests=(application(unit=unit),))
        assert found["ledger.requests.cells"].status == "pass", unit


def test_a_row_of_another_unit_among_one_s_own_is_left_open_by_its_place() -> None:
    """It may be a slip or somebody else's record: counted as possible, named, not judged."""
    rows = (application(), application(unit="乙镇"))
    found = with_ledgers(report(ONE), requests=rows)["ledger.requests.cells"]
    assert found.status == "not_assessable"
    assert "第 3 行" in found.outcome.message.zh
    assert "乙镇" in found.outcome.message.zh


def test_a_double_entry_never_makes_the_report_wrong() -> None:
    """One application entered twice: the report's 1 is possible, its 5 is not."""
    twice = (application(number="甲1"), application(number="甲1"))
    found = with_ledgers(report(ONE), requests=twice)
    assert found["ledger.requests.cells"].status == "not_assessable"
    assert found["ledger.requests.duplicates"].status == "fail"
    five = dict.fromkeys(ONE, 5)
    assert with_ledgers(report(five), requests=twice)["ledger.requests.cells"].status == "fail"


def test_numbers_begin_anew_each_year() -> None:
    """Number 1 of this year is not number 1 of the last."""
    rows = (
        application("2022-12-20", "2023-01-09", number="1"),
        application("2023-01-20", "2023-02-09", number="1"),
    )
    found = with_ledgers(report(), requests=rows)
    assert found["ledger.requests.duplicates"].status == "pass"


# ---------------------------------------------------------------- documents, decisions, cases
def test_a_register_of_the_year_s_documents_says_nothing_of_the_stock() -> None:
    """Older documents are not in it; those of the year are compared all the same."""
    year_only = DOCUMENTS[1:]
    found = with_ledgers(report(STOCK), documents=year_only)["ledger.documents.cells"]
    assert found.status == "not_assessable"
    assert found.outcome.cells == ("t2.normative.in_force",)
    wrong = with_ledgers(report({**STOCK, "t2.normative.issued": 4}), documents=year_only)
    assert wrong["ledger.documents.cells"].outcome.cells == ("t2.normative.issued",)


def test_more_documents_in_force_than_registered_is_to_be_verified() -> None:
    """Old documents are often not in the register: the report may be right."""
    found = with_ledgers(report({**STOCK, "t2.normative.in_force": 5}), documents=DOCUMENTS)
    assert found["ledger.documents.cells"].status == "fail"
    assert found["ledger.documents.cells"].severity == "verify"


@pytest.mark.parametrize(
    ("repealed", "status"), [(0, "not_assessable"), (1, "not_assessable"), (2, "fail")]
)
def test_a_document_that_lapsed_may_be_counted_as_repealed_or_not(
    repealed: int, status: str
) -> None:
    """Practice differs: neither is a fault, two would be."""
    rows = ({**DOCUMENTS[0], "expires": "2023-06-30"},)
    values = {"t2.normative.repealed": repealed}
    found = with_ledgers(report(values), documents=rows)["ledger.documents.cells"]
    assert found.status == status


def test_a_kind_of_decision_that_the_register_lacks_is_not_judged() -> None:
    """Licences may be registered elsewhere; the penalties are compared."""
    found = with_ledgers(report(DECIDED), decisions=DECISIONS[1:])["ledger.decisions.cells"]
    assert found.status == "not_assessable"
    assert found.outcome.cells == ("t2.licences.decisions",)


def test_edition_2019_counts_its_own_cells() -> None:
    """Documents made and published; services beside licences; one row for all other outcomes."""
    values = {
        "t2.normative.made": 1, "t2.normative.published": 1, "t2.normative.total": 9,
        "t2.other_services.decisions": 2,
        "t3.received.research": 1, "t3.received.total": 1, "t3.other.research": 1,
        "t3.other.total": 1, "t3.concluded.research": 1, "t3.concluded.total": 1,
    }  # fmt: skip
    found = with_ledgers(
        report(values, edition="2019", year=2020),
        documents=({"kind": "规范性文件", "issued": "2020-05-06", "published": "2020-05-08"},),
        decisions=({"kind": "其他对外管理服务事项", "decided": "2020-05-06", "count": "2"},),
        requests=(application("2020-06-01", "2020-06-09", "申请人主动撤回", "科研机构"),),
    )
    for check in ("documents", "decisions", "requests"):
        assert found[f"ledger.{check}.cells"].status == "pass", check


def test_a_suit_without_its_kind_settles_neither_block() -> None:
    """行政诉讼 may be direct or after review: nothing is said of either, reviews are compared."""
    rows = (CASES[0], {**CASES[1], "kind": "行政诉讼"})
    found = with_ledgers(report(DISPUTED), cases=rows)["ledger.cases.cells"]
    assert found.status == "not_assessable"
    assert not any(cell.startswith("t4.review") for cell in found.outcome.cells)


LABELS = {
    "review": "行政复议",
    "direct_suit": "未经复议直接起诉",
    "suit_after_review": "复议后起诉",
}
RESULTS = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果"}


@st.composite
def years_of_cases(draw: st.DrawFn) -> tuple[list[dict[str, str]], Counter[str]]:
    """Cases of three years, and how often each cell of table 4 counts them for 2023."""
    rows, counts = [], Counter[str]()
    for _ in range(draw(st.integers(1, 8))):
        kind, result = draw(st.sampled_from(sorted(LABELS))), draw(st.sampled_from(sorted(RESULTS)))
        filed = draw(st.dates(date(2022, 1, 1), date(2024, 6, 30)))
        closed = draw(st.none() | st.dates(filed, date(2024, 12, 31)))
        row = {"kind": LABELS[kind], "filed": filed.isoformat()}
        if closed:
            row |= {"closed": closed.isoformat(), "result": RESULTS[result]}
        rows.append(row)
        is_ended = closed is not None and closed.year == 2023
        is_pending = filed.year <= 2023 and (closed is None or closed.year > 2023)
        if is_ended or is_pending:
            cell = result if is_ended else "pending"
            counts.update((f"t4.{kind}.{cell}", f"t4.{kind}.total"))
    return rows, counts


@given(years_of_cases())
@settings(derandomize=True, max_examples=50, deadline=None)
def test_cases_count_where_they_ended_or_as_pending_at_the_year_s_end(
    made: tuple[list[dict[str, str]], Counter[str]],
) -> None:
    """Ended in the year by their result, later or not at all as pending, before it not at all."""
    rows, counts = made
    expected = "pass" if counts else "not_assessable"
    assert looked("ledger.cases.cells", report(dict(counts)), cases=rows).status == expected
    if counts:
        one_more = {**counts, "t4.review.total": counts["t4.review.total"] + 1}
        wrong = looked("ledger.cases.cells", report(one_more), cases=rows)
        assert (wrong.status, wrong.cells) == ("fail", ("t4.review.total",))


def test_a_case_whose_end_is_unclear_may_be_pending_or_ended() -> None:
    """A day that is not understood, or a result without its day, settles neither."""
    for unclear in (
        {"closed": "去年底"},
        {"closed": "去年底", "result": ""},
        {"closed": ""},
        {"filed": "", "closed": "", "result": ""},
    ):
        rows = ({**CASES[0], **unclear}, CASES[1])
        found = looked("ledger.cases.cells", report(DISPUTED), cases=rows)
        assert found.status == "not_assessable", unclear
        assert "第 2 行" in found.message.zh


@st.composite
def documents_of_years(draw: st.DrawFn) -> tuple[list[dict[str, str]], Counter[str]]:
    """Documents of five years, an older one among them, and the cells of 2023 that count them."""
    rows = [{"kind": "规范性文件", "issued": "2018-03-01"}]
    counts = Counter({"t2.normative.in_force": 1})
    for _ in range(draw(st.integers(0, 7))):
        issued = draw(st.dates(date(2019, 1, 1), date(2024, 3, 1)))
        repealed = draw(st.none() | st.dates(issued, date(2024, 6, 1)))
        row = {"kind": "行政规范性文件", "issued": issued.isoformat()}
        rows.append(row | ({"repealed": repealed.isoformat()} if repealed else {}))
        is_gone = repealed is not None and repealed.year <= 2023
        counts["t2.normative.issued"] += issued.year == 2023
        counts["t2.normative.repealed"] += repealed is not None and repealed.year == 2023
        counts["t2.normative.in_force"] += issued.year <= 2023 and not is_gone
    return rows, counts


@given(documents_of_years())
@settings(derandomize=True, max_examples=50, deadline=None)
def test_documents_count_as_issued_repealed_and_in_force(
    made: tuple[list[dict[str, str]], Counter[str]],
) -> None:
    """What was issued and repealed within the year counts in both, and is not in force."""
    rows, counts = made
    assert looked("ledger.documents.cells", report(dict(counts)), documents=rows).status == "pass"
    less = {**counts, "t2.normative.in_force": counts["t2.normative.in_force"] + 1}
    wrong = looked("ledger.documents.cells", report(less), documents=rows)
    assert (wrong.status, wrong.cells) == ("fail", ("t2.normative.in_force",))


# ---------------------------------------------------------------- publications
@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("全年通过县政府网站主动公开政府信息2条，其中财政信息1条。", "pass"),
        ("主动公开各类政府信息共２条。", "pass"),
        ("主动公开政府信息20余条。", "not_assessable"),
        ("通过微信公众号主动公开信息9条。", "not_applicable"),
        ("主动公开政府信息2条。又，主动公开信息9条。", "not_assessable"),
        ("公开信息很多。", "not_applicable"),
    ],
)
def test_only_a_plain_total_of_items_is_compared(sentence: str, status: str) -> None:
    """A round number, one channel's number or several numbers accuse nobody."""
    made = report(parts=sections(overview=(sentence,)))
    found = with_ledgers(made, publications=ITEMS)["ledger.publications.items"]
    assert found.status == status, found.outcome.message


def test_a_publication_past_the_calendar_is_not_guessed() -> None:
    """No notice, no term: the row is named."""
    rows = ({"name": "甲", "formed": "2031-03-01", "published": "2031-09-01"},)
    made = report(year=2031, title="甲镇2031年政府信息公开工作年度报告")
    found = with_ledgers(made, publications=rows)["ledger.publications.terms"]
    assert found.status == "not_assessable"
    assert "第 2 行" in found.outcome.message.zh


def test_a_register_that_lacks_a_needed_column_is_not_counted() -> None:
    """The column is named."""
    own = ledger("requests", (application(),), without=()).form
    assert own.column("replied").required
    rows = [{"applicant": "自然人", "received": "2023-01-01", "outcome": "予以公开"}]
    found = with_ledgers(report(ONE), requests=ledger("requests", rows, without=("replied",)))
    assert found["ledger.requests.cells"].status == "not_assessable"
    assert "没有“答复日期”列" in found["ledger.requests.cells"].outcome.message.zh
