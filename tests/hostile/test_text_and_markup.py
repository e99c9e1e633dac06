"""Bombs, entities, nesting and sheer size in text, web pages, Word and OpenDocument files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.command import commands_for, ends_well, refused
from tests.hostile.files import (
    LAUGHS,
    OUTSIDE,
    QUADRATIC,
    RELATIONS,
    docx,
    flat,
    lying,
    open_document,
    overlapping,
    paragraph,
)  # fmt: skip

MANY = 100_000
BIG = b" " * 400_000_000
LOCAL = Path(__file__).as_uri()  # a file that is there, and whose words are known


def deep_docx(element: str) -> bytes:
    return docx(f"<w:{element}>" * MANY + f"</w:{element}>" * MANY)


def nested_tables(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + paragraph("1") + "</w:tc></w:tr></w:tbl>" * depth


def in_itself() -> bytes:
    """An archive in an archive in an archive, under the name of the text."""
    data = b" " * 10_000_000
    for _ in range(5):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
            target.writestr("word/document.xml", data)
        data = made.getvalue()
    return data


def elements(markup: str, text: str = "1") -> bytes:
    """A page of many elements inside one another."""
    return (f"<html><{markup}>" + f"<{markup}>" * MANY + text).encode()


REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    # archives
    "bomb": ("docx", lambda: docx("", parts={"word/document.xml": BIG})),
    "bomb_in_styles": ("docx", lambda: docx(paragraph("甲"), parts={"word/styles.xml": BIG})),
    "bomb_under_the_limit": ("docx", lambda: docx(
        "", parts={"word/document.xml": BIG[:50_000_000]})),
    "bombs_overlapping": ("docx", lambda: overlapping(
        "word/document.xml", entries=4_000, unpacked=60_000_000)),
    "archives_in_archives": ("docx", in_itself),
    "size_too_small": ("docx", lambda: lying(
        docx("", parts={"word/document.xml": BIG[:90_000_000]}), "word/document.xml", 1_000)),
    "size_too_great": ("docx", lambda: lying(
        docx(paragraph("甲")), "word/document.xml", 4_000_000_000)),
    "too_many_parts": ("docx", lambda: docx(
        "", parts={f"word/{n}.xml": "" for n in range(20_000)})),
    # entities
    "laughs": ("docx", lambda: docx(paragraph("甲&m;"), before=LAUGHS + "]>")),
    "laughs_in_ods": ("ods", lambda: open_document(
        "<table:table><table:table-row><table:table-cell><text:p>&m;</text:p></table:table-cell>"
        "</table:table-row></table:table>", kind="spreadsheet", before=LAUGHS + "]>")),
    "quadratic_entities": ("docx", lambda: docx(
        paragraph("甲" + "&m;" * 100_000), before=QUADRATIC + "]>")),
    "laughs_in_page": ("html", lambda: (LAUGHS + "]><html><p>甲&m;").encode()),
    "entity_of_a_file": ("docx", lambda: docx(paragraph("甲&m;"), before=OUTSIDE + "]>")),
    "entity_of_a_file_in_page": ("html", lambda: (OUTSIDE + "]><html><p>甲&m;").encode()),
    # nesting
    "deep_paragraphs": ("docx", lambda: deep_docx("p")),
    "deep_controls": ("docx", lambda: docx("<w:sdt><w:sdtContent>" * 120 + paragraph("甲"))),
    "deep_tables": ("docx", lambda: docx(nested_tables(MANY))),
    "deep_tables_within_limits": ("docx", lambda: docx(nested_tables(80))),
    "deep_text_boxes": ("docx", lambda: docx(
        "<w:p><w:r><w:drawing><w:txbxContent>" * 60 + paragraph("甲")
        + "</w:txbxContent></w:drawing></w:r></w:p>" * 60)),
    "many_paragraphs": ("docx", lambda: docx(paragraph("甲") * MANY)),
    "many_tables": ("docx", lambda: docx(nested_tables(1) * MANY)),
    "many_runs": ("docx", lambda: docx("<w:p>" + "<w:r><w:t>甲</w:t></w:r>" * 300_000 + "</w:p>")),
    "wide_rows": ("docx", lambda: docx(
        "<w:tbl>" + "<w:tr><w:tc><w:tcPr><w:gridSpan w:val='999999999'/></w:tcPr></w:tc></w:tr>"
        * 2_000 + "</w:tbl>")),
    "deep_divs": ("html", lambda: elements("div")),
    "deep_tables_in_page": ("html", lambda: elements("table><tr><td")),
    "deep_lists": ("html", lambda: elements("ol><li")),
    "deep_fonts": ("html", lambda: elements("font")),
    "deep_links": ("html", lambda: elements("a href=a.docx")),
    "deep_raised": ("html", lambda: elements("sup")),
    "many_cells": ("html", lambda: b"<table>" + b"<tr>" + b"<td>1" * 1_000_000),
    "wide_cells": ("html", lambda: b"<table>" + b"<tr><td colspan=1000 rowspan=65534>1" * 3_000),
    "one_attribute": ("html", lambda: b"<html><p class='" + b"a" * 45_000_000),
    "many_attributes": ("html", lambda: (
        b"<html><p " + b" ".join(b"a%d=1" % n for n in range(200_000)) + b">1")),
    "one_style": ("html", lambda: b"<html><p style='" + b"text-decoration:" * 300_000 + b"'>1"),
    "many_comments": ("html", lambda: b"<html>" + b"<!-- -->" * 1_000_000),
    "quotes": ("md", lambda: b">" * 100_000 + b" 1\n"),
    "lists": ("md", lambda: b"".join(b" " * n + b"- 1\n" for n in range(1_300))),
    "lists_in_one_line": ("md", lambda: b"- " * 100_000 + b"1\n"),
    "tables_of_pipes": ("md", lambda: b"|" * 900_000),
    "rows_of_pipes": ("md", lambda: ("|" * 900 + "\n").encode() * 1_000),
    "rows_of_pipes_in_text": ("txt", lambda: ("1|" * 900 + "\n").encode() * 2_000),
    "rows_of_tabs": ("txt", lambda: ("1\t" * 900 + "\n").encode() * 2_000),
    "one_word": ("txt", lambda: "甲".encode() * 15_000_000),
    "one_line_of_figures": ("txt", lambda: b"1 " * 20_000_000),
    "one_line_of_digits": ("txt", lambda: b"1" * 40_000_000),
    "many_lines": ("txt", lambda: b"1\n" * 20_000_000),
    "many_headings": ("txt", lambda: "一、总体情况\n".encode() * 1_000_000),
    "many_titles": ("txt", lambda: "甲乡2023年政府信息公开工作年度报告\n".encode() * 500_000),
    "white": ("txt", lambda: b" " * 49_000_000),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_report_is_refused_soon_and_small(name: str, tmp_path: Path) -> None:
    """Within 10 seconds and 1 GB, in a sentence, with exit status 3."""
    extension, build = REFUSED[name]
    file = tmp_path / f"report.{extension}"
    file.write_bytes(build())
    assert "root:" not in refused(file, commands=commands_for(name, REFUSED))


@pytest.mark.parametrize("extension", ["txt", "html", "csv", "md"])
def test_a_file_of_200_megabytes_is_refused_by_its_size(extension: str, tmp_path: Path) -> None:
    """It is not even opened."""
    file = tmp_path / f"report.{extension}"
    with file.open("wb") as target:
        target.truncate(200_000_000)
    assert "200000000 字节" in refused(file)


OFFICE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "braces": ("doc", lambda: b"{\\rtf1 " + b"{" * MANY + b"1" + b"}" * MANY + b"}"),
    "groups_of_groups": ("doc", lambda: b"{\\rtf1 " + b"{\\b " * MANY + b"1"),
    "tables_in_rtf": ("doc", lambda: (
        b"{\\rtf1 " + b"\\trowd\\cellx1 \\intbl 1\\cell\\row " * 30_000 + b"}")),
    "laughs_in_odt": ("doc", lambda: open_document("<text:p>&m;</text:p>", before=LAUGHS + "]>")),
    "entity_of_a_file_in_odt": ("doc", lambda: open_document(
        "<text:p>&m;</text:p>", before=OUTSIDE + "]>")),
    "deep_odt": ("doc", lambda: open_document("<text:section text:name='a'>" * 20_000)),
    "laughs_in_flat_xml": ("doc", lambda: (
        '<?xml version="1.0"?><?mso-application progid="Word.Document"?>' + LAUGHS + "]>"
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>'
        "<w:p><w:r><w:t>&m;</w:t></w:r></w:p></w:body></w:wordDocument>").encode()),
    "odt_part_bomb": ("doc", lambda: open_document("") + BIG[:45_000_000]),
    "ole_of_zeros": ("wps", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1_000_000),
    "ole_of_ff": ("doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 1_000_000),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", OFFICE)
def test_what_only_libreoffice_reads_ends_soon_too(name: str, tmp_path: Path) -> None:
    """Its processes count: together they stay below 10 seconds of a processor and 1 GB."""
    extension, build = OFFICE[name]
    file = tmp_path / f"report.{extension}"
    file.write_bytes(build())
    done = ends_well(file, commands=("extract",))
    assert done.status == 3
    assert "root:" not in done.err


def test_parts_that_a_relation_names_outside_the_archive_are_not_opened(tmp_path: Path) -> None:
    """Paths that climb out of the archive lead nowhere."""
    relations = (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" Type="x" '
        'Target="../../../../../../etc/passwd"/></Relationships>'
    )
    file = tmp_path / "report.docx"
    file.write_bytes(docx(paragraph("甲"), parts={
        "word/_rels/document.xml.rels": relations, "../../../../tmp/escaped": "x"}))  # fmt: skip
    refused(file)
    assert not Path("/tmp/escaped").exists()


def test_flat_xml_under_a_web_name_is_not_resolved(tmp_path: Path) -> None:
    """An OpenDocument of one part with an entity from outside says nothing of that file."""
    file = tmp_path / "report.html"
    file.write_text(
        f"<!DOCTYPE x [<!ENTITY m SYSTEM '{LOCAL}'>]>" + flat("<text:p>甲&m;</text:p>"),
        encoding="utf-8",
    )
    done = ends_well(file)
    assert "OpenDocument of one part" not in done.out + done.err
