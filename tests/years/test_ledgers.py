"""Registers read from a year folder: what is understood, what is noted, what is refused."""

from __future__ import annotations

import io
import os
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.workbook.workbook import CalcProperties

from disclosure_audit.documents.sheet_blocks import SheetCell
from disclosure_audit.forms import editions
from disclosure_audit.forms.ledger_page import ledger_template
from disclosure_audit.forms.ledgers import ledger_forms
from disclosure_audit.years import load_year
from disclosure_audit.years.ledger_fields import field_of
from disclosure_audit.years.ledger_rows import MAX_ROWS, Ledger, LedgerRow, rows_listed
from disclosure_audit.years.ledgers import Ledgers, load_ledgers
from tests.ledgers import application, ledger_text
from tests.reports_text import report_text

FORM = editions()["2021"]
HEADER = ("序号", "登记编号", "申请人类型", "收到时间", "答复时间", "处理结果", "经办人")
RECORD = (1, "甲1", "自然人", "2023-03-06", "2023-03-20", "予以公开", "某某")


def loaded(tmp_path: Path, **files: bytes | str) -> Ledgers:
    """Registers of a folder with these files; `requests_csv` is ledgers/requests.csv."""
    folder = tmp_path / "ledgers"
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        path = folder / ".".join(name.rsplit("_", 1))
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return load_ledgers(tmp_path, FORM)


def workbook(*rows: tuple[object, ...], edit=None) -> bytes:  # type: ignore[no-untyped-def]
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if edit:
        edit(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def requests(tmp_path: Path, data: bytes | str, extension: str = "xlsx") -> tuple[Ledger, str]:
    found = loaded(tmp_path, **{f"requests_{extension}": data})
    return found.found["requests"], "\n".join(note.words.zh for note in found.notes)


def whole(row: LedgerRow) -> tuple[object, ...]:
    return (
        row["applicant"].ids, row["received"].day, row["replied"].day, row["outcome"].ids,
    )  # fmt: skip


MEANT = (("natural_person",), date(2023, 3, 6), date(2023, 3, 20), ("granted",))


# ---------------------------------------------------------------- cells
@pytest.mark.parametrize(
    "text",
    [
        "2023-01-05", "2023/1/5", "2023.1.5", "2023年1月5日", "2023年01月05日",
        "２０２３－０１－０５", "2023年1月5号", "20230105",
        "2023-01-05 10:30", "2023/1/5 0:00:00", "44931", "44931.5",
        " 2023-1-5 ", "2023 - 1 - 5",
    ],
)  # fmt: skip
def test_dates_are_read_as_people_write_them(text: str) -> None:
    """Written, full-width, with a time of day, or as a spreadsheet stores them."""
    assert field_of(SheetCell(text), "date", None).day == date(2023, 1, 5)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("", "blank"), ("—", "blank"), ("无", "blank"), ("/", "blank"),
        ("2023-02-30", "impossible"), ("2023年13月1日", "impossible"), ("0203-01-05", "impossible"),
        ("5/1/2023", "unreadable"), ("1月5日", "unreadable"), ("23-1-5", "unreadable"),
        ("2023年1月", "unreadable"), ("2023", "unreadable"), ("99999", "unreadable"),
        ("2023-01-05至2023-01-09", "unreadable"), ("不详", "unreadable"),
        ("1" * 5000, "unreadable"),
        ("1" * 5 + "." + "1" * 5000, "unreadable"),
    ],
)  # fmt: skip
def test_what_is_no_date_for_sure_is_not_one(text: str, state: str) -> None:
    """A date that no calendar has is told from a text that is no date."""
    found = field_of(SheetCell(text), "date", None)
    assert (found.state, found.day) == (state, None)


def test_a_bare_number_of_days_is_no_date_in_a_file_that_counts_from_1904() -> None:
    """The same number would be a day four years later."""
    assert field_of(SheetCell("44931"), "date", None, from_1904=True).state == "unreadable"


@pytest.mark.parametrize(
    ("text", "kind", "state", "value"),
    [
        ("是", "flag", "given", True), ("√", "flag", "given", True), ("否", "flag", "given", False),
        ("", "flag", "blank", False), ("—", "flag", "blank", False),
        ("也许", "flag", "unreadable", False), ("１２", "count", "given", 12),
        ("3件", "count", "given", 3), ("2.5", "count", "unreadable", None),
        ("-1", "count", "unreadable", None), ("若干", "count", "unreadable", None),
    ],
)  # fmt: skip
def test_answers_and_counts(text: str, kind: str, state: str, value: object) -> None:
    """Yes and no by their usual words, counts as whole numbers."""
    found = field_of(SheetCell(text), kind, None)
    assert found.state == state
    assert (found.yes if kind == "flag" else found.number) == value


def test_a_formula_without_its_result_is_not_read() -> None:
    """Nothing is calculated, whatever the column."""
    for kind in ("text", "date", "flag", "count"):
        assert field_of(SheetCell("=1+1", certain=False), kind, None).state == "unreadable"


# ---------------------------------------------------------------- files
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_in_the_encodings_of_office_programs(tmp_path: Path, encoding: str) -> None:
    """The row is that of the file, the place names the file."""
    text = ledger_text("requests", [application()])
    found, notes = requests(tmp_path, text.encode(encoding), "csv")
    assert [whole(row) for row in found.rows] == [MEANT]
    assert (found.rows[0].at.file, found.rows[0].at.row) == ("ledgers/requests.csv", 2)
    assert not notes


def test_a_workbook_with_title_other_names_and_dates_is_read(tmp_path: Path) -> None:
    """Title above, variants of names, real dates; a column that nobody knows is noted by name."""
    record = (1, "甲1", "自然人", datetime(2023, 3, 6), datetime(2023, 3, 20), "予以公开", "某某")
    found, notes = requests(tmp_path, workbook(("2023年登记簿",), (), HEADER, record, (2,), (3,)))
    assert [whole(row) for row in found.rows] == [MEANT]
    assert found.rows[0].at.row == 4
    assert "1 列没有使用（经办人）" in notes


def test_cells_merged_down_hold_for_every_row(tmp_path: Path) -> None:
    """An applicant's kind written once for several rows is that of all of them."""
    second = (2, "甲2", None, *RECORD[3:])
    data = workbook(HEADER, RECORD, second, edit=lambda book: book.active.merge_cells("C2:C3"))
    found, _ = requests(tmp_path, data)
    assert [row["applicant"].ids for row in found.rows] == [("natural_person",)] * 2


def test_rows_filtered_out_count_and_are_noted(tmp_path: Path) -> None:
    """A filter left on does not make an application disappear."""

    def hide(book: Workbook) -> None:
        book.active.row_dimensions[2].hidden = True

    found, notes = requests(tmp_path, workbook(HEADER, RECORD, edit=hide))
    assert len(found.rows) == 1
    assert "1 行被隐藏或筛去，仍然计入" in notes


def test_sheets_of_a_year_are_read_together_and_others_noted(tmp_path: Path) -> None:
    """One sheet a month; a sheet of notes, and a hidden one, are named and left out."""

    def more(book: Workbook) -> None:
        month = book.create_sheet("二月")
        month.append(HEADER)
        month.append(RECORD)
        book.create_sheet("说明").append(("填写说明",))
        hidden = book.create_sheet("旧")
        hidden.append(HEADER)
        hidden.append(RECORD)
        hidden.sheet_state = "hidden"

    found, notes = requests(tmp_path, workbook(HEADER, RECORD, edit=more))
    assert [row.at.sheet for row in found.rows] == ["Sheet", "二月"]
    assert "没有台账的列名" in notes
    assert "被隐藏" in notes
    assert rows_listed(found.rows).zh == "Sheet!2、二月!2"


def test_sums_remarks_and_repeated_headers_are_no_records(tmp_path: Path) -> None:
    """They are noted by their rows."""
    rows = (HEADER, RECORD, HEADER, ("合计", "1件"), ("填表人：某某",), ("", "注：略"))
    found, notes = requests(tmp_path, workbook(*rows))
    assert len(found.rows) == 1
    assert "第 4、5、6 行是合计或说明" in notes


def test_a_formula_in_a_register_leaves_its_cell_unread(tmp_path: Path) -> None:
    """In a workbook without a result, and in a csv file, where it is never run."""
    row = ("", "甲1", "自然人", "2023-03-06", "=TODAY()", "予以公开", "")

    def stale(book: Workbook) -> None:
        book.calculation = CalcProperties(fullCalcOnLoad=True)

    found, _ = requests(tmp_path, workbook(HEADER, row, edit=stale))
    assert found.rows[0]["replied"].state == "unreadable"
    text = ledger_text("requests", [application(outcome="=cmd|'/c calc'!A1")])
    (tmp_path / "ledgers" / "requests.xlsx").unlink()
    found, _ = requests(tmp_path, text, "csv")
    assert found.rows[0]["outcome"].state == "unreadable"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ((HEADER[:5],), "没有“办理结果”列"),
        (((*HEADER, "办结日期"),), "有几列都像“答复日期”"),
        ((("甲", "乙"), ("丙", "丁")), "没有找到列名"),
        (((None,),), "没有找到列名"),
    ],
)
def test_a_register_that_cannot_be_counted_says_why(
    tmp_path: Path, rows: tuple[tuple[object, ...], ...], words: str
) -> None:
    """Missing, doubled or no column names: the file and what to do."""
    found, _ = requests(tmp_path, workbook(*rows))
    assert found.problem is not None
    assert words in found.problem.zh
    assert "ledgers/requests.xlsx" in found.problem.zh
    assert found.rows == ()


def test_the_official_name_decides_between_two_columns(tmp_path: Path) -> None:
    """收到日期 beside 受理日期: the first is what it says, the second is not used."""
    header = ("申请人类别", "受理日期", "收到日期", "答复日期", "办理结果")
    record = ("自然人", "2023-03-09", "2023-03-06", "2023-03-20", "予以公开")
    found, notes = requests(tmp_path, workbook(header, record))
    assert whole(found.rows[0]) == MEANT
    assert "受理日期" in notes


def test_unknown_files_are_noted_and_lock_files_are_not(tmp_path: Path) -> None:
    """A misspelt name is not taken for a register that is not there."""
    found = loaded(tmp_path, requets_csv="a,b", requests_xls=b"x", **{"~$requests_xlsx": b"x"})
    assert not found.found
    notes = [note.words.zh for note in found.notes]
    assert [name in "".join(notes) for name in ("requets.csv", "requests.xls", "~$")] == [
        True, True, False,
    ]  # fmt: skip


def test_two_files_of_one_register_are_not_mixed(tmp_path: Path) -> None:
    """Which one holds is not the kit's to guess."""
    text = ledger_text("requests", [application()])
    found = loaded(tmp_path, requests_csv=text, requests_xlsx=workbook(HEADER, RECORD))
    problem = found.found["requests"].problem
    assert problem is not None
    assert "requests.csv" in problem.zh
    assert "requests.xlsx" in problem.zh


def test_a_template_filled_in_is_a_register(tmp_path: Path) -> None:
    """The templates of docs/ are read without a note; as they are they hold no record."""
    for key, form in ledger_forms().items():
        found = loaded(tmp_path, **{f"{key}_csv": ledger_template(form)})
        assert found.found[key].problem is None
        assert found.found[key].columns == {column.id for column in form.columns}
        assert not found.notes


# ---------------------------------------------------------------- the year folder
def test_a_year_folder_carries_its_registers_and_their_notes(tmp_path: Path) -> None:
    """A report alone has none; the notes of the registers stand with those of the report."""
    (tmp_path / "report.txt").write_text(report_text(), encoding="utf-8")
    loaded(tmp_path, requests_xlsx=workbook(HEADER, RECORD))
    data = load_year(tmp_path, year=2024)
    assert set(data.ledgers.found) == {"requests"}
    assert any("经办人" in note.words.zh for note in data.report.notes)
    assert not any(note.code == "not_read" for note in data.report.notes)
    assert load_year(tmp_path / "report.txt").ledgers.found == {}


# ---------------------------------------------------------------- hostile files
def xlsx_of(sheet: str) -> bytes:
    from tests.hostile.files import archive

    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    outer = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    return archive(
        {
            "xl/workbook.xml": f'<workbook {main} {outer}><sheets><sheet name="a" sheetId="1" '
            'r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/'
            'package/2006/relationships"><Relationship Id="r1" Target="worksheets/s.xml"/>'
            "</Relationships>",
            "xl/worksheets/s.xml": sheet,
        }
    )


MANY = "申请人类别,收到日期,答复日期,办理结果\n" + "自然人,2023-01-05,,\n" * (MAX_ROWS + 1)


@pytest.mark.parametrize(
    ("extension", "data"),
    [
        ("csv", b""),
        ("csv", b"\0\1\2" * 400),
        ("csv", b"%PDF-1.7"),
        ("csv", MANY.encode()),
        ("csv", b"a" * 5_000_001),
        ("csv", b'"' + b"a," * 200_000),
        ("csv", b"a,b\n" * 150_000),
        ("xlsx", b"PK\x03\x04" + b"\0" * 100),
        ("xlsx", b"not a workbook \xff"),
        ("xlsx", xlsx_of("<worksheet>")),
        ("xlsx", xlsx_of("<worksheet><sheetData>" + " " * 25_000_000 + "</sheetData></worksheet>")),
        ("xlsx", xlsx_of('<!DOCTYPE x [<!ENTITY m SYSTEM "file:///etc/passwd">]><worksheet>'
                         '<sheetData><row r="1"><c t="inlineStr"><is><t>&m;</t></is></c></row>'
                         "</sheetData></worksheet>")),
        ("xlsx", xlsx_of('<worksheet><sheetData><row r="1"><c r="A1"/></row></sheetData>'
                         '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>')),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value[:12]!r}",
)  # fmt: skip
def test_a_hostile_register_is_refused_with_a_sentence(
    tmp_path: Path, extension: str, data: bytes
) -> None:
    """The report is audited without it, and what it bears on is not passed."""
    found, notes = requests(tmp_path, data, extension)
    assert found.problem is not None
    assert f"requests.{extension}" in found.problem.zh
    assert "root:" not in found.problem.zh + notes
    assert found.rows == ()


def test_a_folder_or_a_link_to_nothing_in_place_of_a_register_is_refused(tmp_path: Path) -> None:
    """No traceback, and the audit goes on."""
    (tmp_path / "ledgers" / "requests.csv").mkdir(parents=True)
    (tmp_path / "ledgers" / "cases.csv").symlink_to(tmp_path / "nowhere")
    found = load_ledgers(tmp_path, FORM).found
    assert {key for key, own in found.items() if own.problem} == {"requests", "cases"}


def test_a_register_that_is_no_text_or_no_file_is_told_as_a_register(tmp_path: Path) -> None:
    """Not as an annual report, nor as an empty file; a device or pipe is not read."""
    folder = tmp_path / "ledgers"
    folder.mkdir()
    (folder / "requests.csv").write_bytes(b"\0\1\2" * 400)
    (folder / "cases.csv").symlink_to("/dev/zero")
    os.mkfifo(folder / "publications.csv")
    found = load_ledgers(tmp_path, FORM).found
    said = {key: own.problem.zh for key, own in found.items() if own.problem}
    assert "另存为 csv" in said["requests"]
    assert "年度报告" not in said["requests"]
    assert ["不是文件" in said[key] for key in ("cases", "publications")] == [True, True]


def test_a_file_in_place_of_the_folder_of_registers_is_not_no_register(tmp_path: Path) -> None:
    """Every register has the problem: nothing that it bears on passes or is left out."""
    (tmp_path / "ledgers").write_text("", encoding="utf-8")
    found = load_ledgers(tmp_path, FORM)
    assert found.found.keys() == ledger_forms().keys()
    assert all("不是文件夹" in own.problem.zh for own in found.found.values() if own.problem)
    assert all(own.problem for own in found.found.values())
    assert len(found.notes) == 1
