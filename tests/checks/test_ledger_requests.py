"""Table 3 rebuilt from the applications register, and the terms of its replies."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.checks.ledger_requests import table_3
from disclosure_audit.checks.subject import Subject
from disclosure_audit.forms import Edition, editions
from tests.builders import report, year_data
from tests.ledgers import application, ledger, looked, with_ledgers

YEAR = {"2019": 2020, "2021": 2023}


def outcomes_of(form: Edition) -> list[str]:
    return [row.id for row in form.rows if row.id and row.outcome]


def label_of(form: Edition, outcome: str) -> str:
    return next(row.label.text for row in form.rows if row.id == outcome)


@st.composite
def years_of_applications(draw: st.DrawFn) -> tuple[str, list[dict[str, str]], Counter[str]]:
    """An edition, the rows of a year, and how often each cell of table 3 counts them."""
    edition = draw(st.sampled_from(sorted(editions())))
    form, year = editions()[edition], YEAR[edition]
    rows, counts = [], Counter[str]()
    for number in range(draw(st.integers(1, 14))):
        column = draw(st.sampled_from(form.columns[:-1]))
        received = draw(st.dates(date(year - 1, 10, 1), date(year, 12, 31)))
        first = max(received, date(year, 1, 1))
        replied = draw(st.none() | st.dates(first, date(year + 1, 2, 1)))
        outcome = draw(st.sampled_from(outcomes_of(form)))
        is_new, is_done = received.year == year, replied is not None and replied.year == year
        cells = ["received" if is_new else "carried_in"]
        cells += [outcome, "concluded"] if is_done else ["carried_out"]
        counts.update(f"t3.{row}.{c}" for row in cells for c in (column.id, "total"))
        label = column.label.text if column.id != "other_org" else "法人或其他组织：其他"
        rows.append(
            application(
                received.isoformat(),
                replied.isoformat() if replied else "",
                label_of(form, outcome) if replied else "",
                label,
                number=f"第{number + 1}号",
            )
        )
    return edition, rows, counts


@given(years_of_applications())
@settings(derandomize=True, max_examples=60, deadline=None)
def test_a_year_of_applications_rebuilt_is_its_own_table(
    made: tuple[str, list[dict[str, str]], Counter[str]],
) -> None:
    """The report that counts the rows rightly is borne out, cell by cell."""
    edition, rows, counts = made
    of = report(dict(counts), edition=edition, year=YEAR[edition], title=None)
    subject = Subject(year_data(of))
    rebuilt = table_3(subject, ledger("requests", rows, edition=edition))
    assert rebuilt.bounds() == {cell: (count, count) for cell, count in counts.items()}
    assert not rebuilt.doubts
    assert looked("ledger.requests.cells", of, requests=rows).status == "pass"


@given(years_of_applications(), st.data())
@settings(derandomize=True, max_examples=60, deadline=None)
def test_with_one_row_changed_exactly_its_cells_differ(
    made: tuple[str, list[dict[str, str]], Counter[str]], data: st.DataObject
) -> None:
    """Another applicant, or another outcome: the cells it left and those it came to, no others."""
    edition, rows, counts = made
    form, year = editions()[edition], YEAR[edition]
    number = data.draw(st.integers(0, len(rows) - 1))
    row = rows[number]
    is_done = row["replied"].startswith(str(year))
    if is_done and data.draw(st.booleans()):
        before = next(o for o in outcomes_of(form) if label_of(form, o) == row["outcome"])
        after = data.draw(st.sampled_from([o for o in outcomes_of(form) if o != before]))
        changed = {**row, "outcome": label_of(form, after)}
        column = column_of(form, row["applicant"])
        expected = {f"t3.{o}.{c}" for o in (before, after) for c in (column, "total")}
    else:
        old = column_of(form, row["applicant"])
        new = data.draw(st.sampled_from([c for c in form.columns[:-1] if c.id != old]))
        changed = {**row, "applicant": new.label.text}
        rows_of = {"received" if row["received"].startswith(str(year)) else "carried_in"}
        if is_done:
            rows_of |= {"concluded"}
            rows_of |= {o for o in outcomes_of(form) if label_of(form, o) == row["outcome"]}
        else:
            rows_of |= {"carried_out"}
        expected = {f"t3.{r}.{c}" for r in rows_of for c in (old, new.id)}
    rows = [*rows[:number], changed, *rows[number + 1 :]]
    of = report(dict(counts), edition=edition, year=year, title=None)
    found = looked("ledger.requests.cells", of, requests=rows)
    assert found.status == "fail"
    assert set(found.cells) == expected


PRINTABLE = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=12)
BLURS = {
    "outcome": ("看情况", "", "=A1", "予以公开、部分公开"),
    "applicant": ("法人", "某某", ""),
    "received": ("三月", "2023-02-30", ""),
    "replied": ("3/20", "2023-06-31"),
    "unit": ("乙镇",),
    "number": ("第1号",),
}


@given(years_of_applications(), st.data())
@settings(derandomize=True, max_examples=100, deadline=None)
def test_a_right_report_is_never_denied_by_what_is_unclear_in_the_register(
    made: tuple[list[dict[str, str]], Counter[str]], data: st.DataObject
) -> None:
    """However rows are blurred, doubled or mixed with others', true figures stay possible."""
    edition, rows, counts = made
    for row in rows:
        for column in data.draw(st.sets(st.sampled_from(sorted(BLURS)), max_size=2)):
            is_kind_of_applicant = row["applicant"] != "自然人"
            if column == "applicant" and not is_kind_of_applicant:
                continue  # 法人 is what a natural person is not
            row[column] = data.draw(st.sampled_from(BLURS[column]))
    twice = data.draw(st.booleans())
    rows += [{**rows[0], "number": "第1号"}] if twice and rows[0]["number"] == "第1号" else []
    of = report(dict(counts), edition=edition, year=YEAR[edition], title=None)
    found = looked("ledger.requests.cells", of, requests=rows)
    assert found.status in ("pass", "not_assessable"), found.message


@given(
    st.lists(
        st.fixed_dictionaries(
            {},
            optional=dict.fromkeys(
                (
                    "number",
                    "unit",
                    "applicant",
                    "received",
                    "extended",
                    "consulted",
                    "replied",
                    "outcome",
                ),
                PRINTABLE | st.sampled_from(("2023-03-06", "予以公开", "自然人", "是", "—", "1")),
            ),
        ),
        max_size=6,
    )
)
@settings(derandomize=True, max_examples=100, deadline=None)
def test_whatever_stands_in_a_register_every_check_ends_with_a_sentence(
    rows: list[dict[str, str]],
) -> None:
    """No text of a cell raises an error."""
    own = ledger("requests", rows)
    for what in ("cells", "outcomes", "dates", "duplicates", "terms"):
        found = looked(f"ledger.requests.{what}", report(COUNTED), requests=own)
        assert found.message.zh
        assert found.message.en


def column_of(form: Edition, label: str) -> str:
    if label.startswith("法人或其他组织"):
        return "other_org"
    return next(column.id for column in form.columns if column.label.text == label)


# ---------------------------------------------------------------- what is not certain
def cells(status_of: dict[str, int], *rows: dict[str, str]) -> tuple[str, set[str]]:
    found = looked("ledger.requests.cells", report(status_of), requests=rows)
    return found.status, set(found.cells)


COUNTED = {
    f"t3.{row}.{column}": 1
    for row in ("received", "refused_deliberative", "concluded")
    for column in ("research", "total")
}


@pytest.mark.parametrize(
    "unclear",
    [
        {"outcome": "看情况"},
        {"outcome": "不予公开"},
        {"outcome": "予以公开、（三）6"},
        {"outcome": ""},
        {"applicant": "法人或其他组织"},
        {"applicant": "某某"},
        {"applicant": ""},
        {"received": "三月"},
        {"received": ""},
        {"replied": "3/20/2023"},
        {"replied": "2023-06-31"},
        {"replied": ""},
        {"received": "", "replied": "", "outcome": ""},
        {"replied": "不详", "outcome": ""},
    ],
)
def test_an_unclear_row_leaves_open_what_it_may_touch_and_no_more(
    unclear: dict[str, str],
) -> None:
    """The report's figures are possible, so nothing fails; not certain, so nothing passes."""
    row = {**application(outcome="（三）6", applicant="科研机构"), **unclear}
    status, open_cells = cells(COUNTED, row)
    assert status == "not_assessable"
    assert open_cells
    found = looked("ledger.requests.cells", report(COUNTED), requests=[row])
    assert "第 2 行" in found.message.zh
    assert found.at[0].row == 2
    # A figure that no reading of the row allows is still found.
    assert cells({**COUNTED, "t3.received.charity": 2}, row)[0] == "fail"


def test_a_group_s_name_settles_its_total() -> None:
    """不予公开 is one of eight rows: which one is open, that it was concluded is not."""
    status, open_cells = cells(COUNTED, application(outcome="不予公开", applicant="科研机构"))
    assert status == "not_assessable"
    assert not {"t3.concluded.total", "t3.received.research"} & open_cells
    assert "t3.refused_state_secret.research" in open_cells


def test_a_register_without_last_year_s_applications_does_not_deny_what_was_carried_in() -> None:
    """Those may stand in last year's register: cells they may touch are open, others compared."""
    values = {
        "t3.received.research": 1, "t3.received.total": 1, "t3.carried_in.research": 1,
        "t3.carried_in.total": 1, "t3.granted.research": 2, "t3.granted.total": 2,
        "t3.concluded.research": 2, "t3.concluded.total": 2,
    }  # fmt: skip
    row = application(applicant="科研机构")
    status, open_cells = cells(values, row)
    assert status == "not_assessable"
    assert {"t3.granted.research", "t3.carried_in.total"} <= open_cells
    assert not any(cell.endswith(".charity") or ".received." in cell for cell in open_cells)
    wrong = {**values, "t3.received.research": 3, "t3.received.total": 3}
    assert cells(wrong, row) == ("fail", {"t3.received.research", "t3.received.total"})


def test_an_outcome_without_its_day_may_be_of_either_year() -> None:
    """Received last year: concluded then, so none of this year's, or in this year."""
    status, open_cells = cells({}, application("2022-12-20", "", "予以公开"))
    assert status == "not_assessable"
    assert {"t3.carried_in.natural_person", "t3.granted.total"} <= open_cells
    assert cells({}, application("2022-12-20", "", ""))[0] == "fail"


def test_answers_before_receipt_within_the_year_count_and_are_asked_about() -> None:
    """Whichever date is wrong, both are of the year: the table is not touched by it."""
    row = application("2023-03-20", "2023-03-06", "（三）6", "科研机构")
    found = with_ledgers(report(COUNTED), requests=[row])
    assert found["ledger.requests.cells"].status == "pass"
    assert found["ledger.requests.dates"].status == "fail"
    assert "答复早于收到" in found["ledger.requests.dates"].outcome.message.zh
    across = application("2023-03-20", "2022-03-06", "（三）6", "科研机构")
    assert cells(COUNTED, across)[0] == "not_assessable"


def test_rows_of_other_years_do_not_count_and_are_asked_about() -> None:
    """A row that was concluded before the year, or came after it, is named by its place."""
    rows = [
        application(outcome="（三）6", applicant="科研机构"),
        application("2022-01-04", "2022-01-20"),
        application("2024-01-04", ""),
    ]
    found = with_ledgers(report(COUNTED), requests=rows)
    assert found["ledger.requests.cells"].status == "pass"
    assert (
        "不属于 2023 年度，没有计入（第 3、4 行）"
        in found["ledger.requests.dates"].outcome.message.zh
    )


def test_cells_that_the_report_does_not_show_are_left_open() -> None:
    """An unreadable figure is neither borne out nor contradicted."""
    status, open_cells = cells(
        {**COUNTED, "t3.received.total": "1 2"},  # type: ignore[dict-item]
        application(outcome="（三）6", applicant="科研机构"),
    )
    assert (status, open_cells) == ("not_assessable", {"t3.received.total"})


# ---------------------------------------------------------------- terms
@pytest.mark.parametrize(
    ("row", "status"),
    [
        # Received on Monday 6 March 2023: the 20th working day is Monday 3 April, the 40th is
        # Thursday 4 May: 5 April is a holiday, 23 April and 6 May are worked, 1-3 May are not.
        ({"replied": "2023-04-03"}, "pass"),
        ({"replied": "2023-04-04"}, "fail"),
        ({"replied": "2023-05-04", "extended": "是"}, "pass"),
        ({"replied": "2023-05-05", "extended": "是"}, "fail"),
        ({"replied": "2023-05-04", "extended": "否"}, "fail"),
        ({"replied": "2023-05-04", "extended": "说不清"}, "not_assessable"),
        ({"replied": "2023-04-21", "supplemented": "2023-03-24"}, "pass"),
        ({"replied": "2023-04-21", "paid": "2023-03-24"}, "pass"),
        ({"replied": "2023-04-12", "consulted": "2023-03-10", "consulted_until": "2023-03-20"},
         "pass"),
        ({"replied": "2023-05-12", "consulted": "2023-03-10", "consulted_until": "2023-03-20"},
         "fail"),
        ({"replied": "2023-04-12", "consulted": "2023-03-10"}, "not_assessable"),
        ({"replied": "2023-04-03", "consulted": "2023-03-10"}, "pass"),
        ({"replied": "2023-04-04", "consulted": "2023-03-10", "consulted_until": "2023-03-10"},
         "pass"),
        ({"replied": "2023-04-04", "consulted": "2023-02-10", "consulted_until": "2023-03-01"},
         "fail"),
        ({"replied": "", "outcome": "", "consulted": "2023-03-10"}, "not_assessable"),
        ({"replied": "2023-06-30", "outcome": "申请人主动撤回"}, "not_applicable"),
        ({"replied": "2023-06-30", "outcome": "逾期不补正"}, "not_applicable"),
        ({"replied": "2023-06-31"}, "not_assessable"),
        ({"replied": "2023-03-01"}, "not_assessable"),
        ({"replied": "", "outcome": ""}, "fail"),
        ({"received": "2023-12-05", "replied": "", "outcome": ""}, "pass"),
        ({"received": "2023-03-06", "replied": "2024-03-06"}, "fail"),
    ],
)  # fmt: skip
def test_a_reply_is_due_on_the_twentieth_working_day(row: dict[str, str], status: str) -> None:
    """By the calendar, from receipt or supplement or payment, consultations left out."""
    found = looked("ledger.requests.terms", report(), requests=[{**application(), **row}])
    assert found.status == status, found.message


def test_without_a_column_on_extensions_a_reply_between_20_and_40_is_not_called_late() -> None:
    """It may have been extended; beyond 40 no extension explains it."""
    for replied, status in (("2023-05-04", "not_assessable"), ("2023-05-05", "fail")):
        own = ledger("requests", [application(replied=replied)], without=("extended",))
        found = with_ledgers(report(), requests=own)["ledger.requests.terms"]
        assert found.status == status


def test_an_open_application_is_overdue_only_where_no_extension_explains_it() -> None:
    """Received on 10 November: 20 working days end in the year, 40 do not."""
    row = application("2023-11-10", "", "")
    for without, status in (((), "fail"), (("extended",), "pass")):
        own = ledger("requests", [row], without=without)
        assert looked("ledger.requests.terms", report(), requests=own).status == status


def test_a_term_in_a_year_without_a_notice_is_not_counted() -> None:
    """The reason names the end of the calendar."""
    rows = [application("2031-03-03", "2031-09-01")]
    made = report(year=2031, title=None)
    found = with_ledgers(made, requests=rows)["ledger.requests.terms"]
    assert found.status == "not_assessable"
    assert "工作日历只到" in found.outcome.message.zh


@given(st.dates(date(2023, 1, 1), date(2023, 10, 1)), st.integers(0, 70))
@settings(derandomize=True, max_examples=80, deadline=None)
def test_days_on_which_somebody_was_asked_only_ever_shorten_a_term(
    received: date, length: int
) -> None:
    """Whatever the consultation, a reply that was in time without it stays in time."""
    replied = received + timedelta(days=length)
    plain = application(received.isoformat(), replied.isoformat())
    asked = {
        **plain,
        "consulted": (received + timedelta(days=length // 4)).isoformat(),
        "consulted_until": (received + timedelta(days=length // 2)).isoformat(),
    }
    statuses = [
        looked("ledger.requests.terms", report(), requests=[row]).status for row in (plain, asked)
    ]
    assert statuses in (["pass", "pass"], ["fail", "pass"], ["fail", "fail"])
