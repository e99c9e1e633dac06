"""Spreadsheets, web archives, Markdown and old office files that were made to harm."""

from __future__ import annotations

import io
import re
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from html import escape
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.documents.mht import read_content as read_mht
from disclosure_audit.documents.separated import read_content as read_csv
from disclosure_audit.documents.sheets import read_content as read_sheets
from disclosure_audit.errors import FilerError
from tests.hostile.bounds import read_bounded
from tests.rendering import CONVERTED, HEADINGS, LAYOUTS, ReportText, office_file

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LAUGHS = "<!DOCTYPE x [<!ENTITY a '哈哈哈哈哈哈哈哈哈哈'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(12)
)


def archive(**parts: str | bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in parts.items():
            target.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return file.getvalue()


def xlsx(sheet: str | bytes, **parts: str | bytes) -> bytes:
    """The least workbook with one sheet of raw markup."""
    book = (
        f'<workbook xmlns="{SHEET}" xmlns:r="{RELATION}"><sheets>'
        '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    relations = (
        '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'
    )
    return archive(
        **{"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": relations,
           "xl/worksheets/sheet1.xml": sheet, **parts},
    )  # fmt: skip


def rows(inner: str, around: str = "") -> str:
    return f'<worksheet xmlns="{SHEET}"><sheetData>{inner}</sheetData>{around}</worksheet>'


def ods(table: str, before: str = "") -> bytes:
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text", "style")
    )
    return archive(
        **{
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"{before}<office:document-content{names}><office:body>"
            f"<office:spreadsheet>{table}</office:spreadsheet></office:body>"
            "</office:document-content>",
        }
    )


def nested_message(depth: int) -> bytes:
    head = b"".join(
        b"Content-Type: multipart/related; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth)
    )
    return b"MIME-Version: 1.0\n" + head + b"Content-Type: text/html\n\n<p>x</p>\n"


BIG = b" " * 400_000_000
HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "bomb": ("xlsx", lambda: xlsx(rows("").encode() + BIG)),
    "bomb_beside_the_sheets": ("xlsx", lambda: xlsx(rows(""), **{"xl/media/a.bin": BIG})),
    "bomb_of_parts": ("xlsx", lambda: xlsx(rows("")) + b"PK\x01\x02" * 6_000),
    "laughs_in_sheet": ("xlsx", lambda: xlsx(
        LAUGHS + "]>" + rows('<row><c t="inlineStr"><is><t>&m;</t></is></c></row>'))),
    "outside_entity": ("xlsx", lambda: xlsx(
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        + rows('<row><c t="inlineStr"><is><t>甲&e;</t></is></c></row>'))),
    "merged_everywhere": ("xlsx", lambda: xlsx(rows(
        '<row><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row>',
        "<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 50 + "</mergeCells>"))),
    "a_million_cells": ("xlsx", lambda: xlsx(rows(
        "".join(f"<row>{'<c><v>1</v></c>' * 1000}</row>" for _ in range(1000))))),
    "text_numbers": ("xlsx", lambda: xlsx(rows(
        '<row r="x"><c r="ZZZ99999999" t="s"><v>99</v></c><c t="q"><v>1e999</v></c>'
        '<c s="-4"><v>nan</v></c><c><v>1e308</v></c><c><v>inf</v></c></row>'))),
    "nested_xml": ("xlsx", lambda: xlsx("<a>" * 100_000)),
    "repeated_for_ever": ("ods", lambda: ods(
        '<table:table><table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="16384"><text:p>1</text:p></table:table-cell>'
        "</table:table-row></table:table>")),
    "laughs_in_ods": ("ods", lambda: ods(
        "<table:table><table:table-row><table:table-cell><text:p>&m;</text:p></table:table-cell>"
        "</table:table-row></table:table>", LAUGHS + "]>")),
    "nested_messages": ("mht", lambda: nested_message(20_000)),
    "nested_divs": ("html", lambda: b"<html>" + b"<div class=row>" * 100_000),
    "chains_of_rows": ("html", lambda: b"<html>" + (
        b"<div class=row>" * 200 + b"1" + b"</div>" * 200) * 700),
    "nested_quotes": ("md", lambda: (b"> " * 9_000 + b"\n") * 200),
    "open_marks": ("md", lambda: (b"**a " * 4_000 + b"\n") * 300),
    "open_links": ("md", lambda: (b"[a](" * 4_000 + b"\n") * 300),
    "open_comments": ("md", lambda: (b"<!--" * 4_000 + b"\n") * 300),
    "open_tables": ("md", lambda: b"<table>" * 100_000),
    "one_line": ("md", lambda: b"*" * 40_000_000),
    "one_quote": ("csv", lambda: b'"' + b"a,\n" * 10_000_000),
    "many_cells": ("csv", lambda: b"1,1,1,1,1,1,1,1\n" * 3_000_000),
    "no_office": ("wps", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100_000),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_soon_and_small(name: str, tmp_path: Path) -> None:
    """It ends within 10 seconds and 1 GB, with a sentence or with what stands there, no more."""
    extension, build = HOSTILE[name]
    file = tmp_path / f"report.{extension}"
    file.write_bytes(build())

    said = read_bounded(file)

    assert said.get("status", 3) == 3
    assert "root:" not in str(said.get("texts", ""))
    assert sum(map(len, said.get("texts", ()))) < 6_000_000


def test_what_outside_entities_name_is_never_read() -> None:
    """An external entity leaves nothing in the text."""
    content = read_sheets(HOSTILE["outside_entity"][1]())
    assert [getattr(block, "text", None) for block in content.blocks] == ["甲"]


@pytest.mark.parametrize("extension", ["csv", "txt", "md", "xls", "doc", "mht"])
def test_a_file_of_200_megabytes_is_refused_by_its_size(extension: str, tmp_path: Path) -> None:
    """It is not even opened."""
    file = tmp_path / f"report.{extension}"
    with file.open("wb") as target:
        target.truncate(200_000_000)
    assert "上限" in read_bounded(file, seconds=3)["error"]


def test_a_name_with_a_newline_is_a_name(tmp_path: Path) -> None:
    """Names come from outside too."""
    file = tmp_path / "report\n.2024.csv"
    file.write_text("一、总体情况\n甲,1\n乙,2\n", encoding="utf-8")
    assert read_bounded(file)["texts"] == ["一、总体情况", "甲", "1", "乙", "2"]


@pytest.mark.parametrize("layout", ["xlsx_one_sheet", "mht_quoted", "md_pipes", "csv"])
def test_a_truncated_file_is_read_or_refused(layout: str) -> None:
    """Wherever a file is cut off, it is read as far as it goes or refused with a sentence."""
    module = {"xlsx": read_sheets, "mht": read_mht, "csv": read_csv}
    renderer = LAYOUTS[layout]
    data = renderer(_report())
    read = module.get(renderer.extension, read_csv)
    for part in range(1, 40):
        with suppress(FilerError):
            read(data[: len(data) * part // 40])


# ---------------------------------------------------------------- nothing fetched, nothing run
@pytest.fixture
def address() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, and the addresses that it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_formulas_are_neither_calculated_nor_followed(
    address: tuple[str, list[str]], tmp_path: Path
) -> None:
    """Formulas that would start programs or fetch pages are text that says nothing for sure."""
    place, asked = address
    formulas = [f'WEBSERVICE("{place}/a")', "cmd|' /C calc'!A0", "'[1]外部'!A1"]
    cells = "".join(f"<c><f>{f.replace('&', '&amp;')}</f></c>" for f in formulas)
    file = tmp_path / "report.xlsx"
    file.write_bytes(xlsx(rows(f"<row>{cells}</row>")))
    said = read_bounded(file)
    assert said["texts"] == [f"={formula}" for formula in formulas]
    assert said["notes"] == ["formula_without_result"]

    sheet = tmp_path / "report.csv"
    sheet.write_text(f'甲,=cmd|\'/C calc\'!A0\n乙,"=WEBSERVICE(""{place}/b"")"\n', encoding="utf-8")
    assert read_bounded(sheet)["notes"] == ["formula_without_result"]
    assert asked == []


def test_macros_in_a_renamed_workbook_are_passed_over(tmp_path: Path) -> None:
    """A workbook with macros under the name of one without reads as its cells."""
    file = tmp_path / "report.xlsx"
    cell = '<row><c t="inlineStr"><is><t>甲</t></is></c></row>'
    file.write_bytes(xlsx(rows(cell), **{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0macro"}))
    assert read_bounded(file)["texts"] == ["甲"]


@pytest.mark.slow
def test_libreoffice_fetches_nothing_that_a_file_links_to(
    address: tuple[str, list[str]], tmp_path: Path
) -> None:
    """Pictures and templates on other machines stay there."""
    place, asked = address
    rtf = (
        "{\\rtf1\\ansi{\\*\\template " + place + "/t.dot}"
        '{\\field{\\*\\fldinst INCLUDEPICTURE "' + place + '/a.png" \\\\d}{\\fldrslt x}}'
        '{\\field{\\*\\fldinst INCLUDETEXT "' + place + '/b.txt"}{\\fldrslt y}}\\par kept}'
    )
    file = tmp_path / "report.doc"
    file.write_text(rtf, encoding="ascii")
    said = read_bounded(file, seconds=60)
    assert "kept" in " ".join(said["texts"])
    assert asked == []


@pytest.mark.slow
def test_libreoffice_runs_no_macro_of_a_file(tmp_path: Path) -> None:
    """A macro bound to the opening of the document does not run."""
    mark = tmp_path / "written-by-a-macro"
    file = tmp_path / "report.doc"
    file.write_bytes(_with_macro(office_file.word(_report(), target="odt"), mark))
    said = read_bounded(file, seconds=60)
    assert "文字从略。" in said["texts"]
    assert not mark.exists()


def _with_macro(odt: bytes, mark: Path) -> bytes:
    """The document with a macro that writes a file when it is opened."""
    listener = (
        "<office:scripts><office:event-listeners><script:event-listener "
        "script:language='ooo:script' script:event-name='dom:load' xlink:type='simple' "
        "xlink:href='vnd.sun.star.script:Standard.M.Main?language=Basic&amp;location=document'/>"
        "</office:event-listeners></office:scripts>"
    )
    library = "xmlns:library='http://openoffice.org/2000/library' library:name='Standard'"
    macro = f'Sub Main\nOpen "{mark}" For Output As #1\nPrint #1, 1\nClose #1\nEnd Sub'
    script = "xmlns:script='http://openoffice.org/2000/script'"
    parts = {
        "Basic/script-lc.xml": "<library:libraries xmlns:library='http://openoffice.org/2000/"
        "library'><library:library library:name='Standard' library:link='false'/>"
        "</library:libraries>",
        "Basic/Standard/script-lb.xml": f"<library:library {library} library:readonly='false' "
        "library:passwordprotected='false'><library:element library:name='M'/></library:library>",
        "Basic/Standard/M.xml": f"<script:module {script} script:name='M' "
        f"script:language='StarBasic'>{escape(macro)}</script:module>",
    }
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in parts
    )
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(odt)) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            data = source.read(info)
            if info.filename == "content.xml":
                data = re.sub(rb"<office:scripts\s*/>", listener.encode(), data)
                assert b"event-listener" in data
            elif info.filename == "META-INF/manifest.xml":
                data = data.replace(
                    b"</manifest:manifest>", f"{entries}</manifest:manifest>".encode()
                )
            target.writestr(info, data)
        for name, text in parts.items():
            target.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>\n{text}')
    return made.getvalue()


# ---------------------------------------------------------------- damaged bytes
def _report() -> ReportText:
    return ReportText(
        title="甲乡2023年政府信息公开工作年度报告",
        preamble=("本报告由甲乡人民政府编制。",),
        headings=HEADINGS,
        paragraphs=dict.fromkeys(("overview", "problems", "other"), ("文字从略。",)),
        figures={},
        edition="2021",
    )


@pytest.fixture(scope="module")
def binary_sheet() -> bytes:
    """An xls file that LibreOffice wrote."""
    return CONVERTED["xls"](_report())


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_damaged_binary_sheets_are_read_or_refused(
    binary_sheet: bytes, data: st.DataObject
) -> None:
    """Whatever byte is wrong in an xls file, there is content or a sentence, never a traceback."""
    damaged = bytearray(binary_sheet)
    places = st.integers(0, len(damaged) - 1)
    for place, byte in data.draw(
        st.lists(st.tuples(places, st.integers(0, 255)), min_size=1, max_size=12)
    ):
        damaged[place] = byte
    cut = data.draw(st.one_of(st.none(), places))
    with suppress(FilerError):
        read_sheets(bytes(damaged[:cut]))
