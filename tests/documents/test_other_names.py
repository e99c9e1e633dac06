"""Formats told by content, web archives, Markdown, div tables, and life without LibreOffice."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosure_audit.documents import Paragraph, Picture, Table, libreoffice, read
from disclosure_audit.documents.markdown import read_content as read_markdown
from disclosure_audit.documents.mht import read_content as read_mht
from disclosure_audit.documents.reading import Content
from disclosure_audit.documents.sniffing import kind_of
from disclosure_audit.errors import FilerError, MissingProgramError
from disclosure_audit.runs import doctor


def rows(content: Content) -> list[list[list[str]]]:
    return [
        [[c.text for c in row if not c.continues] for row in block.rows]
        for block in content.blocks
        if isinstance(block, Table)
    ]


def lines(content: Content) -> list[tuple[str, int | None]]:
    return [(b.text, b.level) for b in content.blocks if isinstance(b, Paragraph)]


# ---------------------------------------------------------------- content against name
@pytest.mark.parametrize(
    ("name", "data", "format_read"),
    [
        ("r.doc", "<html><body><p>一、总体情况</p></body></html>".encode(), "html"),
        ("r.xls", "<table><tr><td>甲<td>1</table>".encode("gb18030"), "html"),
        ("r.xls", "甲\t1\n乙\t2\n".encode(), "csv"),
        ("r.wps", "一、总体情况\n".encode(), "txt"),
        ("r.html", b"MIME-Version: 1.0\nContent-Type: text/html\n\n<p>x</p>", "mht"),
    ],
)
def test_content_decides_where_the_name_lies_harmlessly(
    name: str, data: bytes, format_read: str, tmp_path: Path
) -> None:
    """The file is read as what it is, and a note says so."""
    (tmp_path / name).write_bytes(data)
    document = read(tmp_path / name)
    assert document.format == format_read
    assert document.notes[0].code == "extension_differs"


@pytest.mark.parametrize("name", ["r.txt", "r.md", "r.csv"])
def test_markup_in_a_text_file_is_text(name: str, tmp_path: Path) -> None:
    """A text file may begin with a tag; its name is believed."""
    (tmp_path / name).write_text("<p>一、总体情况</p>\n", encoding="utf-8")
    assert read(tmp_path / name).format == name[2:]


def test_an_encrypted_office_file_is_said_to_be(tmp_path: Path) -> None:
    """Word keeps locked files in another container; the sentence speaks of the password."""
    entry = "EncryptedPackage".encode("utf-16-le").ljust(64, b"\0") + (34).to_bytes(2, "little")
    file = tmp_path / "r.docx"
    file.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entry.ljust(128, b"\0")
    )
    assert kind_of(file.read_bytes()) == "locked"
    with pytest.raises(FilerError, match="密码"):
        read(file)


# ---------------------------------------------------------------- LibreOffice absent
def test_without_libreoffice_the_sentence_says_what_else_would_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The report may be sound: exit 3, how to get the program, and which format needs none."""
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    (tmp_path / "r.doc").write_bytes(b"{\\rtf1 x}")
    with pytest.raises(MissingProgramError, match=r"LibreOffice.*docx") as raised:
        read(tmp_path / "r.doc")
    assert raised.value.exit_status == 3
    missing = [item for item in doctor.examination() if not item.fine]
    assert any("LibreOffice" in item.words.zh for item in missing)


def test_a_conversion_that_takes_too_long_is_ended(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The program and whatever it started end with the time limit."""
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nsleep 30 & echo $! > {tmp_path}/child\nwait\n")
    program.chmod(0o755)
    monkeypatch.setattr(libreoffice, "program", lambda: str(program))
    monkeypatch.setattr(libreoffice, "TIME_LIMIT", 1)
    (tmp_path / "r.doc").write_bytes(b"{\\rtf1 x}")
    with pytest.raises(FilerError, match="超过 1 秒"):
        read(tmp_path / "r.doc")
    child = Path("/proc", (tmp_path / "child").read_text().strip(), "stat")
    assert not child.exists() or ") Z " in child.read_text()


# ---------------------------------------------------------------- web archives
PICTURES = (
    "<div id='zoom'><p>一、总体情况</p>"
    "<img src='cid:x@y'><img src='http://a.example/i/t3.png'></div>"
)


def test_pictures_of_a_web_archive_are_named_as_its_parts() -> None:
    """A picture is known by the name of its part; none is fetched."""
    data = (
        b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n'
        b"Content-Type: text/html; charset=gbk\nContent-Transfer-Encoding: 8bit\n\n"
        + PICTURES.encode("gbk")
        + b"\n--b\nContent-Type: image/png\nContent-ID: <x@y>\n"
        b"Content-Location: file:///C:/nb.files/t2.png\nContent-Transfer-Encoding: base64\n\n"
        b"iVBORw0KGgo=\n--b--\n"
    )
    content = read_mht(data)
    assert lines(content) == [("一、总体情况", None)]
    assert [b.name for b in content.blocks if isinstance(b, Picture)] == ["t2.png", "t3.png"]


@pytest.mark.parametrize("data", [b"", b"MIME-Version: 1.0\n\n", b"Content-Type: image/png\n\nx"])
def test_an_archive_without_a_page_is_refused(data: bytes) -> None:
    """The sentence says what to save anew."""
    with pytest.raises(FilerError, match="mht"):
        read_mht(data)


# ---------------------------------------------------------------- Markdown
def test_marks_are_taken_away_and_headings_keep_their_level() -> None:
    """Emphasis, links, escapes and list marks are no text; ordinals are."""
    text = (
        "---\ntitle: 甲乡年报\n---\n# 甲乡**年度**报告\n\n## 一、总体情况\n\n"
        "- 公开 **12** 条，见[网站](http://a.example)。\n1\\. 其他\n"
        "<!-- 草稿 -->\n![表二](t2.png)\n"
    )
    content = read_markdown(text.encode())
    assert content.page_title == "甲乡年报"
    assert lines(content) == [
        ("甲乡年度报告", 1), ("一、总体情况", 2), ("公开 12 条，见网站。", None), ("1. 其他", None),
    ]  # fmt: skip
    assert [b.name for b in content.blocks if isinstance(b, Picture)] == ["表二"]
    assert content.blocks[1].at.line == 6


def test_pipe_tables_need_no_rule_and_keep_breaks_and_notes() -> None:
    """Line breaks in a cell, emphasised figures and raised notes read as they are shown."""
    text = "| 项目 | 数<br>量 |\n| 规章 | **12**<sup>1</sup> |\n| a\\|b | \\- |\n"
    assert rows(read_markdown(text.encode())) == [
        [["项目", "数\n量"], ["规章", "12[1]"], ["a|b", "-"]]
    ]


def test_dashes_in_a_row_of_figures_are_kept() -> None:
    """A dash that stands for nothing is no list mark and no rule."""
    text = "结果维持  结果纠正  其他结果\n-  0  -\n"
    assert rows(read_markdown(text.encode())) == [
        [["结果维持", "结果纠正", "其他结果"], ["-", "0", "-"]]
    ]


def test_tables_in_html_are_counted_with_the_others() -> None:
    """Merged cells of a table in HTML are spelled out, its number and lines those of the file."""
    text = "|a|b|\n|c|d|\n\n<table><tr><td colspan=2>头</td></tr>\n<tr><td>甲<td>1</table>\n"
    first, second = (b for b in read_markdown(text.encode()).blocks if isinstance(b, Table))
    assert (first.at.table, second.at.table, second.at.line) == (1, 2, 4)
    assert second.aligned
    assert second.rows[0][1].continues
    assert second.rows[1][1].at.table == 2
