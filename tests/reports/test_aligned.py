"""Tables with merged cells spelled out: the value under a header is that header's, or no value."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from disclosure_audit.documents import Table
from disclosure_audit.errors import FilerError
from disclosure_audit.forms import editions
from disclosure_audit.reports import CellValue, Report
from disclosure_audit.reports.labels import labels_of
from tests.builders import TITLES, grid, understood

COLUMNS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
IDS = ("natural_person", "business", "research", "charity", "legal_service", "other_org", "total")
VALUES = ("1", "2", "3", "4", "5", "6", "21")
TITLE = "甲镇2023年政府信息公开工作年度报告"
Row = tuple[str | tuple[str, int], ...]


def header(columns: Iterable[str] = COLUMNS) -> list[Row]:
    names = tuple(columns)
    return [
        (("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3),
         ("申请人情况", len(names))),
        (("^", 3), *names),
    ]  # fmt: skip


def read(*tables: Table) -> Report:
    return understood(TITLE, TITLES["requests"], *tables, TITLES["problems"], "文字从略。")


def row(report: Report, row_id: str) -> list[tuple[str, object]]:
    values = (report.cells[f"t3.{row_id}.{column}"] for column in IDS)
    return [(value.state, value.value) for value in values]


GIVEN = [("given", int(value)) for value in VALUES]
UNREADABLE = [("unreadable", None)] * 7
MISSING = [("missing", None)] * 7


def t3(*rows: Row, columns: Iterable[str] = COLUMNS, number: int = 1) -> Table:
    return grid(*header(columns), *rows, number=number)


RECEIVED = (("一、本年新收政府信息公开申请数量", 3), *VALUES)


def test_values_below_their_headers_are_given() -> None:
    """Each value stands under its header."""
    assert row(read(t3(RECEIVED)), "received") == GIVEN


def test_group_labels_and_lower_rows_are_told_apart() -> None:
    """A group label that goes on from above is no label of the rows below it."""
    zeros = ("0",) * 7
    report = read(
        t3(
            RECEIVED,
            ("三、本年度办理结果", ("（一）予以公开", 2), *VALUES),
            ("^", "（三）不予公开", "1.属于国家秘密", *zeros),
            ("^", "^", "2.其他法律行政法规禁止公开", *VALUES),
            ("^", ("（七）总计", 2), *zeros),
        )
    )
    assert row(report, "granted") == row(report, "refused_other_law") == GIVEN
    assert {state for state, _ in row(report, "refused_state_secret")} == {"given"}


def test_other_has_three_places() -> None:
    """其他 is a column, a row of group six, and part of 其他结果: its place tells which."""
    report = read(
        t3(
            ("三、本年度办理结果", "（六）其他处理", "1.逾期不补正", *("0",) * 7),
            ("^", "^", "2.逾期不缴费", *("0",) * 7),
            ("^", "^", "3.其他", *VALUES),
        )
    )
    assert row(report, "other_rest") == GIVEN


@pytest.mark.parametrize("label", ["（七）总计", "总计", "（七）合计", "(七) 总计"])
def test_the_total_row_is_known_without_its_ordinal(label: str) -> None:
    """总计 left of the values is the row （七）, not the column."""
    report = read(t3(RECEIVED, ("三、本年度办理结果", (label, 2), *VALUES)))
    assert row(report, "concluded") == GIVEN


def test_a_local_subtotal_column_is_passed_over() -> None:
    """A column that the form has not is not counted."""
    columns = (*COLUMNS[:6], "小计", "总计")
    report = read(t3((RECEIVED[0], *VALUES[:6], "20", "21"), columns=columns))
    assert row(report, "received") == GIVEN


def test_a_row_with_a_cell_too_few_or_too_many_is_unreadable() -> None:
    """A shifted row is never read by position."""
    short = read(
        t3((RECEIVED[0], *VALUES[1:]), ("二、上年结转政府信息公开申请数量", "", "", *VALUES))
    )
    assert row(short, "received") == UNREADABLE
    long = read(t3((("四、结转下年度继续办理", 3), "", *VALUES[:6], "")))
    assert "given" not in {state for state, _ in row(long, "carried_out")}


def test_headers_in_another_order_are_not_read_in_the_forms_order() -> None:
    """Where 总计 stands first the order of the form does not hold, so nothing is given."""
    turned = (COLUMNS[6], *COLUMNS[:6])
    assert row(read(t3(RECEIVED, columns=turned)), "received") == UNREADABLE
    stock = grid(
        ("信息内容", "现行有效件数", "本年制发件数", "本年废止件数"),
        ("规章", "7", "0", "0"),
        ("行政规范性文件", "9", "1", "2"),
    )
    report = understood(TITLE, TITLES["proactive"], stock, TITLES["problems"], "文字从略。")
    assert report.cells["t2.normative.issued"].state == "unreadable"


def test_a_doubled_cell_before_a_blank_one_is_no_structural_blank() -> None:
    """A row of table 2 longer than its header is shifted somewhere, even where it ends empty."""
    stock = grid(
        ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
        ("规章", "0", "0", "0"),
        ("行政规范性文件", "1", "2", "2", ""),
    )
    report = understood(TITLE, TITLES["proactive"], stock, TITLES["problems"], "文字从略。")
    assert report.cells["t2.normative.in_force"].state == "unreadable"
    assert report.cells["t2.regulations.in_force"].value == 0


def test_a_table_in_two_parts_is_one() -> None:
    """The rows behind a page break have no header: seven values are the seven columns."""
    report = read(t3(RECEIVED), grid(("四、结转下年度继续办理", *VALUES), number=2))
    assert row(report, "received") == row(report, "carried_out") == GIVEN


def test_a_merged_value_belongs_to_no_column() -> None:
    """A value that stands over two columns is not guessed into either."""
    report = read(t3((RECEIVED[0], ("3", 2), *VALUES[2:])))
    assert row(report, "received") == UNREADABLE


def test_the_same_table_twice_is_two_reports() -> None:
    """A row of the form found twice refuses the file, and says where."""
    with pytest.raises(FilerError, match="两份报告"):
        read(t3(RECEIVED), t3(RECEIVED, number=2))


def test_a_row_whose_label_is_misspelt_is_not_called_left_out() -> None:
    """Values beside an unknown label may be the missing row's: nothing is certain of the table."""
    zeros = ("0",) * 7
    report = read(t3(RECEIVED, (("二、上年接转申请数", 3), *zeros)))
    assert row(report, "carried_in") == MISSING
    assert not report.tables["t3"].whole
    assert read(t3(RECEIVED)).tables["t3"].whole


def table_4(*data: str, swap: bool = False) -> Table:
    results = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    first = (("行政复议", 5), ("行政诉讼", 10))
    suits = (("未经复议直接起诉", 5), ("复议后起诉", 5))
    return grid(
        first, (*results, *(suits[::-1] if swap else suits)), (("^", 5), *results * 2), data
    )


def read_4(table: Table) -> list[CellValue]:
    report = understood(TITLE, TITLES["disputes"], table, TITLES["problems"], "文字从略。")
    return [report.cells[c.id] for c in editions()["2021"].cells_of("t4")]


def test_table_4_is_read_by_its_headers() -> None:
    """Fifteen values below their headers; one more or less, or swapped headers, is unreadable."""
    data = [str(n) for n in range(1, 16)]
    assert [cell.value for cell in read_4(table_4(*data))] == list(range(1, 16))
    for wrong in (table_4(*data[1:]), table_4("", *data), table_4(*data, swap=True)):
        assert {cell.state for cell in read_4(wrong)} <= {"unreadable", "missing"}


def test_states_of_cells_are_those_of_the_contract() -> None:
    """Blank marks are blank, text and negatives invalid, split digits unreadable."""
    printed = ("—", "若干", "-3", "1 2", "0", "五", "1,234")
    states = [state for state, _ in row(read(t3((RECEIVED[0], *printed))), "received")]
    assert states == ["blank", "invalid", "invalid", "unreadable", "given", "given", "given"]


def test_a_label_that_recognition_read_not_quite_is_the_row_it_is_most_like() -> None:
    """A sign lost or too many; what is like two rows, or like none, is no label."""
    labels = labels_of("2021")

    def row(text: str) -> str | None:
        found = labels.nearly_row(text)
        return found[1].id if found else None

    assert row("1行政规范性文件、") == "normative"
    assert row("1 上年结转政府信息公开申请数量") == "carried_in"
    assert row("（二）部分公开（区分处理的，只计这情形，不计其他情形") == "granted_in_part"
    assert row("年政府信息公开申请数量") is None
    assert row("法院判决书副本") is None
    assert row("规章") is None
