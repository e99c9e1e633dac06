"""Tables of boxes from which boxes were left out: nothing is given that is not printed there."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest

from tests.accuracy.counting import Tally, tally
from tests.accuracy.samples import samples
from tests.rendering import LAYOUTS

_BOX = re.compile(
    r'<(div|span)(?: (?:class="(?:td|w\d+|c a\d+)"|style="width[^"]*")[^<>]*)?>'
    r"(?:[^<>]|<br>)*</\1>"
)
_EMPTY = re.compile(r"<(div|span)(?: [^<>]*)?></\1>")


def without_empty(page: str, _: Random) -> str:
    return _EMPTY.sub("", page)


def without_some(page: str, random: Random) -> str:
    for _ in range(random.choice((1, 1, 2, 9))):
        box = random.choice(list(_BOX.finditer(page)))
        page = page[: box.start()] + page[box.end() :]
    return page


def without_rows(page: str, _: Random) -> str:
    """Items in one flow: where a row ends only their widths tell."""
    return re.sub(r"</?li[^>]*>", "", page).replace(".line span", "ul span")


def without_rows_and_some(page: str, random: Random) -> str:
    return without_some(without_rows(page, random), random)


def without_row_spans(page: str, _: Random) -> str:
    return page.replace("grid-row: span", "x: span")


@pytest.mark.parametrize(
    "damage", [without_empty, without_some, without_rows, without_rows_and_some, without_row_spans]
)
@pytest.mark.parametrize(
    "layout", ["html_divs_table", "html_divs_named", "html_flex_spans", "html_floats", "html_grid"]
)
def test_lost_boxes_make_no_misreading(layout: str, damage: object, tmp_path: Path) -> None:
    """Cells, rows or spans that a page leaves out leave cells unread, never read wrong."""
    path = tmp_path / "report.html"
    total = Tally()
    for number, sample in enumerate(samples(6, 5)):
        page = LAYOUTS[layout](sample.report).decode()
        path.write_text(damage(page, Random(number)), encoding="utf-8")  # type: ignore[operator]
        total += tally(path, sample)
    assert total.misread == 0, total.examples
    assert total.reports == 6
