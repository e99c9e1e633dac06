"""Which edition was used, what is no report at all, and report.json."""

from __future__ import annotations

import json

import pytest

from disclosure_audit.errors import FilerError
from disclosure_audit.forms import editions
from disclosure_audit.reports import as_json
from tests.builders import TITLES, document, grid, report, understood

TITLE = "甲镇2023年政府信息公开工作年度报告"
TEXT = "文字从略，政府信息公开工作按规定办理。"
ZEROS = (("规章", "0", "0", "0"), ("规范性文件", "0", "0", "0"))
T2_2019 = (("信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"), *ZEROS)
T2_2021 = (("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"), *ZEROS)


def with_table(*rows: tuple[str, ...], title: str = TITLE, text: str = TEXT):  # type: ignore[no-untyped-def]
    return understood(title, TITLES["overview"], text, TITLES["proactive"], grid(*rows))


@pytest.mark.parametrize(("rows", "edition"), [(T2_2019, "2019"), (T2_2021, "2021")])
@pytest.mark.parametrize("year", [2020, 2023])
def test_the_tables_tell_the_edition(
    rows: tuple[tuple[str, ...], ...], edition: str, year: int
) -> None:
    """Neither the year nor 规范性文件 without 行政 changes what the headers say."""
    found = with_table(*rows, title=TITLE.replace("2023", str(year)))
    assert found.edition == edition
    assert found.edition_markers[edition]
    assert not [key for key, labels in found.edition_markers.items() if labels and key != edition]


def test_a_document_number_cited_is_no_marker() -> None:
    """The notice that a text names does not tell the edition of its tables."""
    found = with_table(*T2_2021, text="本报告依据国办公开办函〔2019〕60号编制。")
    assert found.edition == "2021"


def test_one_line_of_prose_is_no_marker() -> None:
    """政府采购 as a line of its own does not make a report of 2021 a hybrid."""
    found = with_table(*T2_2021, text="政府采购")
    assert found.edition_markers["2019"] == ()
    bill = grid(("采购项目", "采购金额"), ("桌椅", "3"))
    found = understood(TITLE, TITLES["overview"], bill, TITLES["proactive"], grid(*T2_2021))
    assert found.edition_markers["2019"] == ()


def test_a_mixed_form_is_a_hybrid() -> None:
    """Headers of both editions are noted, both of them."""
    rows = (*T2_2021, ("信息内容", "上一年项目数量", "本年增/减", "处理决定数量"),
            ("其他对外管理服务事项", "0", "0", "0"))  # fmt: skip
    found = with_table(*rows)
    assert "edition_hybrid" in {note.code for note in found.notes}
    assert all(found.edition_markers.values())


def test_without_markers_the_edition_due_is_assumed_and_said() -> None:
    """A report without tables is taken for the edition of its year, with a note."""
    for year, key in ((2019, "2019"), (2024, "2021")):
        title = TITLE.replace("2023", str(year))
        found = understood(title, TITLES["overview"], TEXT, TITLES["problems"], TEXT)
        assert found.edition == key
        assert "edition_not_told" in {note.code for note in found.notes}
        assert {value.state for value in found.cells.values()} == {"missing"}


@pytest.mark.parametrize(
    "blocks",
    [
        (),
        ("甲镇2023年财政决算报告", "一、总体情况", "收入增加。"),
        ("关于做好年度报告工作的通知", "各镇要按时报送。"),
        ("甲镇", "2023年工作总结", "一、总体情况", "六、其他需要报告的事项"),
    ],
)
def test_some_other_paper_is_refused(blocks: tuple[str, ...]) -> None:
    """A file without the six sections, tables or subject is not an annual report."""
    with pytest.raises(FilerError, match="不像政府信息公开工作年度报告"):
        understood(*blocks)


def test_two_reports_in_one_file_are_refused() -> None:
    """A second title followed by the same sections is a second report."""
    one = [TITLE, *TITLES.values()]
    other = [TITLE.replace("2023", "2022"), *TITLES.values()]
    with pytest.raises(FilerError, match="两份报告"):
        understood(*(x for t in (one, other) for line in t for x in (line, TEXT)))


def test_a_list_of_other_years_reports_is_no_second_report() -> None:
    """Titles of other years below the text do no harm."""
    links = [TITLE.replace("2023", str(year)) for year in (2020, 2021, 2022)]
    found = understood(*(x for line in (TITLE, *TITLES.values()) for x in (line, TEXT)), *links)
    assert found.year == 2023


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_report_json_is_that_of_the_contract(edition: str) -> None:
    """Keys, states and places are exactly those promised, and JSON can hold them."""
    values = {"t3.received.total": None, "t3.received.business": "3件"}
    amount = next(c.id for c in editions()[edition].cells.values() if c.amount)
    shown = as_json(report({**values, amount: "1.5"}, edition=edition))
    assert list(shown) == [
        "schema", "source", "township", "county", "unit", "year", "edition", "title", "sections",
        "cells", "notes",
    ]  # fmt: skip
    assert shown["schema"] == "disclosure-report/1"
    assert list(shown["source"]) == ["path", "sha256", "format"]
    assert {tuple(s) for s in shown["sections"]} == {
        ("id", "ordinal_printed", "title_printed", "text", "at")
    }
    assert list(shown["cells"]) == list(editions()[edition].cells)
    assert {tuple(c) for c in shown["cells"].values()} == {("value", "raw", "state", "at")}
    assert shown["cells"]["t3.received.total"] == {
        "value": None, "raw": "", "state": "blank", "at": {"table": 2},
    }  # fmt: skip
    assert shown["cells"]["t3.received.business"]["value"] == 3
    assert shown["cells"]["t3.received.business"]["raw"] == "3件"
    assert shown["cells"][amount]["value"] == 1.5
    assert json.loads(json.dumps(shown)) == shown
    assert document("甲").blocks[0].at.as_json() == {"line": 1}
