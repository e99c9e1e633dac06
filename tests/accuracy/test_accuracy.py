"""What is printed is read: a small run of the accuracy bench (bench/accuracy.py)."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import pytest

from disclosure_audit.forms import Edition, editions
from tests.accuracy.counting import Tally, read_back
from tests.accuracy.samples import samples
from tests.rendering import CONVERTED, LAYOUTS, Renderer
from tests.rendering.figures import Figures, faultless, faulty
from tests.rendering.variation import Sample
from tests.reports.places import misplaced

SEED = 1
ENOUGH = 0.999
# Where only the order of lines tells the cells, a note below a table or a label broken over two
# lines can make values that cannot be told; they are not given. `lines_empty` has no mark at all
# for an empty cell.
BY_ORDER = {name: 0.5 for name, made in LAYOUTS.items() if made.extension == "txt"}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_is_printed_is_read_and_nothing_is_misread(layout: str) -> None:
    """Of the printed numbers 99.9 % are given as printed, and not one cell is misread."""
    _assert_accurate(layout, LAYOUTS[layout], 9)


@dataclass(frozen=True)
class Written:
    """A report in a layout, as an office program wrote it: programs start once for all tests."""

    layout: str
    renderer: Renderer
    sample: Sample
    data: bytes


@pytest.fixture(scope="module", params=CONVERTED)
def written(request: pytest.FixtureRequest) -> Written:
    """One report in every layout that LibreOffice and Chromium write."""
    renderer, [sample] = CONVERTED[request.param], samples(1, SEED)
    return Written(request.param, renderer, sample, renderer(sample.report))


@pytest.mark.slow
def test_what_office_programs_write_is_read_and_nothing_is_misread(written: Written) -> None:
    """The same for files that LibreOffice and Chromium wrote."""
    made = Renderer(written.renderer.extension, lambda _: written.data)
    _assert_accurate(written.layout, made, 1)


@pytest.mark.slow
def test_what_office_programs_write_stands_where_it_is_said_to(written: Written) -> None:
    """Other programs find each figure of these files at the place that is said of it."""
    assert misplaced(written.renderer, written.sample.report, written.data) == []


def _assert_accurate(layout: str, renderer: Renderer, count: int) -> None:
    chosen = [sample for sample in samples(count, SEED) if not sample.doubtful]
    total = sum(read_back(renderer, chosen), Tally())
    assert total.misread == 0, total.examples
    assert total.share_right >= BY_ORDER.get(layout, ENOUGH), total.examples
    assert total.numbers > 0


@pytest.mark.parametrize("layout", LAYOUTS)
def test_figures_of_which_no_reader_can_be_sure_are_not_given(layout: str) -> None:
    """A figure such as 12* or 1 2 is not given as another one, and spoils no other cell."""
    doubtful = [sample for sample in samples(30, SEED) if sample.doubtful]
    total = sum(read_back(LAYOUTS[layout], doubtful), Tally())
    assert total.misread == 0, total.examples
    assert total.reports == 3


@pytest.mark.parametrize("edition", editions())
@pytest.mark.parametrize("seed", range(20))
def test_generated_figures_keep_every_relation(edition: str, seed: int) -> None:
    """The figures called faultless are, and those called faulty mostly are not."""
    form = editions()[edition]
    assert _broken(form, faultless(form, Random(seed))) == []
    assert sum(bool(_broken(form, faulty(form, Random(n)))) for n in range(20)) > 10


def _broken(form: Edition, figures: Figures) -> list[str]:
    broken = []
    for relation in form.relations:
        left, right = (sum(figures[c] for c in side) for side in (relation.left, relation.right))
        if left < right if relation.at_least else left != right:
            broken.append(relation.id)
    return broken
