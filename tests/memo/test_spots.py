"""The pictures of a memo: which cells, how many, and what is said of the others."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Browser

from disclosure_audit.checks import Finding
from disclosure_audit.documents import Place
from disclosure_audit.forms import editions
from disclosure_audit.memo.exporter import memo_page
from disclosure_audit.memo.spots import MAX_SPOTS, MAX_SPOTS_OF_ONE
from disclosure_audit.memo.view import MemoView, view_of
from disclosure_audit.reports import CellValue, Source
from disclosure_audit.years import YearData
from tests.memo.browser import Witness, chromium
from tests.memo.builders import (
    RULESET,
    change,
    column,
    finding,
    memo,
    memo_notebook,
    report,
    year_data,
)

CELLS = tuple(editions()["2021"].cells)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """Three empty pages."""
    path = tmp_path / "report.pdf"
    document = pdfium.PdfDocument.new()
    for _ in range(3):
        document.new_page(595, 842)
    document.save(path)
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def place(number: int) -> Place:
    """The place of the form's n-th cell, seventy on a page."""
    line = number % 70
    return Place(page=number // 70 + 1, box=(300, 20 + 11 * line, 360, 30 + 11 * line))


def data(path: Path, unreadable: tuple[str, ...] = (), **other: CellValue) -> YearData:
    """A report of which every cell stands on a page of its own place."""
    cells = {
        cell: CellValue("unreadable", None, "?", place(n))
        if cell in unreadable
        else CellValue("given", 1, "1", place(n))
        for n, cell in enumerate(CELLS)
    }
    source = Source(str(path), hashlib.sha256(path.read_bytes()).hexdigest(), "pdf")
    return replace(year_data(report(cells=cells | other, source=source)), report_path=path)


def view(of: YearData, *findings: Finding, **values: Any) -> MemoView:
    return view_of(of, findings, ruleset=RULESET, **values)


def test_a_problem_shows_its_wrong_cell(pdf: Path) -> None:
    """Where the wrong cell is known, its picture alone stands in the row, with place and link."""
    fault = finding(
        "t3.balance.total",
        cells=column("total"),
        repairs=((change("t3.received.total", 1, 2),),),
    )
    [spot] = view(data(pdf), fault).spots.problems[1]
    assert "总计" in spot.cells
    assert spot.place == "第 1 页"
    assert spot.anchor == "da-c-t3-received-total"
    png = base64.b64decode(spot.source.removeprefix("data:image/png;base64,"))
    assert png.startswith(b"\x89PNG")
    assert len(png) <= 10_000


def test_a_balance_shows_its_four_cells(pdf: Path) -> None:
    """Where no cell is known to be the wrong one, all of them are shown, as far as few."""
    shown = view(data(pdf), finding("t3.balance.total", cells=column("total"))).spots
    assert len(shown.problems[1]) == 4
    assert shown.left_out is None


def test_a_sum_shows_its_total_first(pdf: Path) -> None:
    """Of many cells the total comes first, and how many are not shown is said."""
    relations = {relation.id: relation for relation in editions()["2021"].relations}
    cells = relations["t3.concluded.total"].cells
    shown = view(data(pdf), finding("t3.concluded.total", cells=cells)).spots
    assert len(shown.problems[1]) == MAX_SPOTS_OF_ONE
    assert shown.problems[1][0].anchor == "da-c-t3-concluded-total"
    assert f"另有 {len(cells) - MAX_SPOTS_OF_ONE} 处未附截图" in (shown.left_out or "")


def test_unreadable_cells_are_shown(pdf: Path) -> None:
    """Each cell that could not be read has its picture and a link into the tables."""
    of = data(pdf, unreadable=CELLS[:3])
    parts = memo(of=of)
    assert parts.unjudged.html.count("<img ") == 3
    for spot in view(of).spots.unreadable:
        assert f'id="{spot.anchor}"' in parts.tables.html


def test_cells_that_were_not_told_apart_share_a_picture(pdf: Path) -> None:
    """Several cells of one place have one picture of the row, named after all of them."""
    row = tuple(cell for cell in CELLS if cell.startswith("t3.received."))
    untold = {cell: CellValue("unreadable", None, "12", place(0)) for cell in row}
    [spot] = view(data(pdf, **untold)).spots.unreadable
    [alone] = view(data(pdf, unreadable=CELLS[:1])).spots.unreadable
    assert f"{len(row)} 格" in spot.cells
    assert spot.width > 1.5 * alone.width


def test_what_a_problem_shows_is_not_shown_again(pdf: Path) -> None:
    """An unreadable cell that stands in a problem's row is not among the unreadable ones too."""
    of = data(pdf, unreadable=CELLS[:2])
    shown = view(of, finding(f"value.{CELLS[0]}", cells=CELLS[:1])).spots
    assert len(shown.problems[1]) == 1
    assert len(shown.unreadable) == 1


def test_other_formats_have_no_pictures() -> None:
    """A report without pages has no pictures, and nothing is said of any."""
    cells = report().cells | {CELLS[0]: CellValue("unreadable", None, "?", Place(line=4))}
    shown = view(year_data(report(cells=cells)), finding("t3.balance.total", cells=column("total")))
    assert shown.spots.problems == {1: ()}
    assert shown.spots.unreadable == ()
    assert shown.spots.left_out is None


def test_a_file_that_changed_is_not_shown(pdf: Path) -> None:
    """A memo never shows pictures of another file than the one that was read."""
    of = data(pdf, unreadable=CELLS[:3])
    pdf.write_bytes(pdf.read_bytes() + b"\n")
    assert view(of).spots.unreadable == ()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_memo_can_always_be_mailed(pdf: Path, language: Any) -> None:
    """However many cells are unreadable, 60 have pictures, and the others are counted."""
    of = data(pdf, unreadable=CELLS)
    html = memo_page(memo_notebook(memo(of=of, language=language)))
    assert html.count("<img ") == MAX_SPOTS
    assert str(len(CELLS) - MAX_SPOTS) in (view(of, language=language).spots.left_out or "")
    assert html.count("data:image/png;base64,iVBORw0KGgo") == MAX_SPOTS
    assert MAX_SPOTS * 10_000 * 4 / 3 < 1_000_000


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_pictures_fit_and_load(browser: Browser, tmp_path: Path, pdf: Path, width: int) -> None:
    """The browser shows every picture under the page's policy, within the screen, with its name."""
    of = data(pdf, unreadable=CELLS[:5])
    target = tmp_path / "memo.html"
    fault = finding("t3.balance.total", cells=column("total"))
    target.write_text(memo_page(memo_notebook(memo(fault, of=of))), encoding="utf-8")
    witness = Witness(browser, width, 844)
    opened = witness.open(target)
    script = "all => all.map(i => [i.complete && i.naturalWidth, i.getBoundingClientRect().right])"
    shown = opened.eval_on_selector_all("img", script)
    assert len(shown) == 9
    assert all(wide and right <= width for wide, right in shown)
    assert witness.console == []
    assert all(re.match(r"file:|data:image/png", url) for url in witness.requests)
    names = opened.eval_on_selector_all("img", "all => all.map(i => i.alt)")
    assert all(name.startswith("原件截图：第") for name in names)
    assert opened.locator(".da-problems figure").count() == 4
