"""Web tables damaged as site systems damage them: a wrong span, a cell or row lost or doubled."""

from __future__ import annotations

import random
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.errors import DisclosureAuditError
from disclosure_audit.forms import editions
from disclosure_audit.reports import read_report
from tests.rendering import HEADINGS, LAYOUTS, ReportText

SPAN = re.compile(r'\s(row|col)span="?(\d+)"?')
CELL = re.compile(r"<t[dh][^>]*>.*?</t[dh]>", re.S)
ROW = re.compile(r"<tr.*?</tr>", re.S)


def figures(edition: str, blank: float, chance: random.Random) -> dict[str, str]:
    """Return figures of which no two are alike, so that a shifted one is always seen."""
    cells = editions()[edition].cells
    numbers = chance.sample(range(11, 9999), len(cells))
    return {
        cell: "" if chance.random() < blank else str(number)
        for cell, number in zip(cells, numbers, strict=True)
    }


def with_wrong_spans(page: str, chance: random.Random) -> str:
    spans = list(SPAN.finditer(page))
    chosen = chance.sample(spans, min(len(spans), chance.choice([1, 1, 2, 4])))
    for span in sorted(chosen, key=lambda match: -match.start()):
        wrong = max(1, int(span[2]) + chance.choice([-1, 1]))
        new = chance.choice(["", f' {span[1]}span="{wrong}"'])
        page = page[: span.start()] + new + page[span.end() :]
    return page


def with_cell_lost(page: str, chance: random.Random) -> str:
    cell = chance.choice(list(CELL.finditer(page)))
    return page[: cell.start()] + page[cell.end() :]


def with_cell_doubled(page: str, chance: random.Random) -> str:
    cell = chance.choice(list(CELL.finditer(page)))
    return page[: cell.end()] + cell[0] + page[cell.end() :]


def with_row_lost(page: str, chance: random.Random) -> str:
    row = chance.choice(list(ROW.finditer(page)))
    return page[: row.start()] + page[row.end() :]


DAMAGES = (with_wrong_spans, with_cell_lost, with_cell_doubled, with_row_lost)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
@given(
    seed=st.integers(0, 10**9),
    layout=st.sampled_from(["html_plain", "html_word", "html_site"]),
    edition=st.sampled_from(["2019", "2021"]),
    blank=st.sampled_from([0.0, 0.4, 0.8]),
)
@settings(max_examples=25, deadline=None)
def test_a_damaged_table_never_gives_a_figure_to_the_wrong_cell(
    damage, seed: int, layout: str, edition: str, blank: float
) -> None:  # type: ignore[no-untyped-def]
    """What cannot be told for sure is unreadable or missing; no number moves silently."""
    chance = random.Random(seed)
    printed = figures(edition, blank, chance)
    report = ReportText(
        title="青松镇2022年政府信息公开工作年度报告",
        preamble=("本报告依据条例编制。",),
        headings=HEADINGS,
        paragraphs=dict.fromkeys(("overview", "problems", "other"), ("本部分文字从略。",)),
        figures=printed,
        edition=edition,
    )
    page = damage(LAYOUTS[layout](report).decode("utf-8"), chance)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.html"
        path.write_text(page, encoding="utf-8")
        try:
            read = read_report(path)
        except DisclosureAuditError:
            return
    if read.edition != edition:
        return
    wrong = {
        cell: (number, value.value)
        for cell, number in printed.items()
        for value in [read.cells[cell]]
        if value.state == "given" and str(value.value) != number
    }
    lost = [c for c, n in printed.items() if n and read.cells[c].state == "blank"]
    assert (wrong, lost) == ({}, [])
