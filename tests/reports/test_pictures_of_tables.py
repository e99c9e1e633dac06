"""Reports whose tables are published as pictures, beside the page or carried by the file."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from random import Random

import docx
import pytest

from disclosure_audit.documents import Document, Paragraph, Picture, Table, read
from disclosure_audit.forms import editions
from disclosure_audit.reports import report_of
from tests.memo.browser import chromium
from tests.rendering import web_page
from tests.rendering.figures import faultless
from tests.rendering.report import TABLE_OF
from tests.rendering.variation import Sample, sample

STYLE = "<style>table { border-collapse: collapse } body { background: #fff }</style>"


@pytest.fixture(scope="module")
def printed() -> Sample:
    random = Random("pictures of tables")
    edition = editions()["2021"]
    return sample(edition, faultless(edition, random), random)


@pytest.fixture(scope="module")
def shots(printed: Sample) -> Mapping[str, bytes]:
    """Each of the three tables as a browser shows it on a screen of double density."""
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 900, "height": 800}, device_scale_factor=2)
        page.set_content(STYLE + web_page.plain(printed.report).decode())
        tables = page.query_selector_all("table")
        return {
            name: table.screenshot() for name, table in zip(TABLE_OF.values(), tables, strict=True)
        }


def published(printed: Sample) -> bytes:
    """The page, with the address of a picture in the place of each table."""
    return web_page.plain(replace(printed.report, pictures=frozenset(TABLE_OF.values())))


def tables_of(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


@pytest.mark.browser
@pytest.mark.slow
def test_tables_as_pictures_beside_the_page_are_read(
    printed: Sample, shots: Mapping[str, bytes], tmp_path: Path
) -> None:
    """Of three tables shown as pictures hardly a cell is left out, none is misread, all is said."""
    (tmp_path / "images").mkdir()
    for name, data in shots.items():
        (tmp_path / "images" / f"{name}.png").write_bytes(data)
    path = tmp_path / "report.html"
    path.write_bytes(published(printed))

    document = read(path)
    cells = report_of(document, str(path)).cells

    given = {id: cell.value for id, cell in cells.items() if cell.state == "given"}
    wanted = {id: value for id, value in printed.printed.items() if value is not None}
    assert {id: wanted.get(id) for id in given} == given
    assert len(given) >= 0.99 * len(wanted)
    notes = [note for note in document.notes if note.code == "picture_read"]
    assert [name in note.words.zh for name, note in zip(shots, notes, strict=True)] == [True] * 3
    assert not any(isinstance(block, Picture) for block in document.blocks)
    tables = tables_of(document)
    assert [table.at.table for table in tables] == list(range(1, len(tables) + 1))
    assert all(
        c.at.table == table.at.table and c.at.row and c.at.column and c.at.page is None
        and c.at.line == table.at.line and c.at.box is None
        for table in tables for row in table.rows for c in row
    )  # fmt: skip
    assert tables[-1].at.line == notes[-1].at.line


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["html", "mht", "docx"])
def test_a_picture_that_the_file_carries_is_read(
    kind: str, shots: Mapping[str, bytes], tmp_path: Path
) -> None:
    """A table in a data: address, in a part of an archive or in a Word file is read as one."""
    path = tmp_path / f"report.{kind}"
    path.write_bytes({"html": _inline, "mht": _archive, "docx": _word}[kind](shots["t4"]))
    document = read(path)
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    (table,) = tables_of(document)
    assert "未经复议直接起诉" in {cell.text.replace("\n", "") for row in table.rows for cell in row}
    assert (texts[0], texts[-1]) == ("四、甲", "五、乙")
    assert [note.code for note in document.notes if "picture" in note.code] == ["picture_read"]


def _inline(shot: bytes) -> bytes:
    data = base64.b64encode(shot).decode()
    page = f"<meta charset=utf-8><p>四、甲</p><img src='data:image/png;base64,{data}'><p>五、乙</p>"
    return page.encode()


def _archive(shot: bytes) -> bytes:
    message = EmailMessage()
    message.set_content("<p>四、甲</p><p><img src='cid:t4@x'></p><p>五、乙</p>", subtype="html")
    message.add_related(shot, "image", "png", cid="<t4@x>")
    return message.as_bytes()


def _word(shot: bytes) -> bytes:
    document = docx.Document()
    document.add_paragraph("四、甲")
    document.add_picture(io.BytesIO(shot), width=docx.shared.Cm(15))
    document.add_paragraph("五、乙")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
