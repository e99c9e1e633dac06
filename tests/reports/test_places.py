"""Where a figure is said to stand, other programs find it.

For files that LibreOffice and Chromium write, tests/accuracy asks the same.
"""

from __future__ import annotations

import pytest

from tests.accuracy.samples import samples
from tests.rendering import LAYOUTS
from tests.reports.places import misplaced

SEED = 3


@pytest.mark.parametrize("layout", LAYOUTS)
def test_figures_stand_where_they_are_said_to(layout: str) -> None:
    """Whoever looks up the place of a given cell finds there what the cell is said to hold."""
    chosen = samples(2, SEED)
    files = LAYOUTS[layout].all(sample.report for sample in chosen)
    for sample, data in zip(chosen, files, strict=True):
        assert misplaced(LAYOUTS[layout], sample.report, data) == []
