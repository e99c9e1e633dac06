"""From ruling lines to cells, whatever the lines were drawn by."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.documents.lattice import lattices_of
from disclosure_audit.documents.pages import Box

Span = tuple[int, int, int, int]
"""Row, column, rowspan, colspan."""


def tiling(rows: int, columns: int, random: Random) -> list[Span]:
    """A grid in which some places are merged to rectangles."""
    free = {(y, x) for y in range(rows) for x in range(columns)}
    spans = []
    for y, x in sorted(free):
        if (y, x) not in free:
            continue
        down = random.choice([1, 1, 1, 2, 3])
        wide = random.choice([1, 1, 1, 2, 4])
        while not all((y + i, x + j) in free for i in range(down) for j in range(wide)):
            down, wide = max(1, down - 1), max(1, wide - 1)
        free -= {(y + i, x + j) for i in range(down) for j in range(wide)}
        spans.append((y, x, down, wide))
    return spans


def sides(spans: list[Span], ys: list[float], xs: list[float]) -> list[Box]:
    """The four sides of every cell, as a browser draws them."""
    found = []
    for y, x, down, wide in spans:
        x0, y0, x1, y1 = xs[x], ys[y], xs[x + wide], ys[y + down]
        found += [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]
    return found


def ticks(count: int, start: float, random: Random) -> list[float]:
    ticks = [start]
    for _ in range(count):
        ticks.append(ticks[-1] + random.uniform(11, 90))
    return ticks


def roughly(rule: Box, random: Random) -> list[Box]:
    """The rule a little off, too long or too short, or in dashes, with a width of its own."""
    x0, y0, x1, y1 = rule
    lying = x1 > x0
    off = random.uniform(-0.7, 0.7)
    start = (x0 if lying else y0) + random.uniform(-1.5, 1.5)
    end = (x1 if lying else y1) + random.uniform(-1.5, 1.5)
    at = (y0 if lying else x0) + off
    half = random.uniform(0.1, 0.4)
    pieces = [(start, end)]
    if random.random() < 0.3:
        count = max(2, int((end - start) / 4))
        step = (end - start) / count
        pieces = [(start + n * step, start + n * step + step / 2) for n in range(count)]
        pieces[-1] = (pieces[-1][0], end)
    return [
        (a, at - half, b, at + half) if lying else (at - half, a, at + half, b) for a, b in pieces
    ]


@settings(max_examples=100, deadline=None)
@given(random=st.randoms(use_true_random=False), rows=st.integers(1, 9), columns=st.integers(1, 9))
def test_cells_come_back_from_their_sides(random: Random, rows: int, columns: int) -> None:
    """Whatever cells are merged and however the sides wobble, the same cells come back."""
    spans = tiling(rows, columns, random)
    ys, xs = ticks(rows, 50, random), ticks(columns, 40, random)
    rules = [piece for side in sides(spans, ys, xs) for piece in roughly(side, random)]
    random.shuffle(rules)

    [lattice] = lattices_of(rules)

    # Rows and columns in which no cell begins are seen by nobody.
    used_y = sorted({y for y, _, _, _ in spans} | {rows})
    used_x = sorted({x for _, x, _, _ in spans} | {columns})
    wanted = {
        (
            used_y.index(y), used_x.index(x),
            sum(y <= n < y + down for n in used_y), sum(x <= n < x + wide for n in used_x),
        )
        for y, x, down, wide in spans
    }  # fmt: skip
    assert {(c.row, c.column, c.rowspan, c.colspan) for c in lattice.cells} == wanted
    assert all(cell.certain and not cell.open for cell in lattice.cells)
    assert (lattice.rows, lattice.columns) == (len(used_y) - 1, len(used_x) - 1)
    for cell in lattice.cells:
        x0, y0, x1, y1 = cell.box
        assert abs(x0 - xs[used_x[cell.column]]) < 3
        assert abs(y1 - ys[used_y[cell.row + cell.rowspan]]) < 3
        assert x1 > x0
        assert y1 > y0


def test_grids_apart_are_grids_of_their_own() -> None:
    """Two tables on a page, and a line under a word beside them, are two grids."""
    upper = sides(tiling(2, 2, Random(1)), [10, 40, 70], [20, 100, 180])
    lower = sides([(0, 0, 1, 1), (0, 1, 1, 1)], [90, 120], [20, 80, 140])
    found = lattices_of([*upper, *lower, (200, 50, 240, 51)])
    assert [(grid.rows, grid.columns) for grid in found][1] == (1, 2)
    assert len(found) == 2


def test_a_table_without_outer_sides_has_its_outer_columns() -> None:
    """Where only rules across and between columns are drawn, the table ends where they end."""
    across: list[Box] = [(10, y, 210, y + 1) for y in (10, 40, 70)]
    [lattice] = lattices_of([*across, (80, 10, 81, 71), (150, 10, 151, 71)])
    assert (lattice.rows, lattice.columns, len(lattice.cells)) == (2, 3, 6)
    assert not any(cell.open for cell in lattice.cells)


def test_a_doubled_rule_is_one() -> None:
    """Cells that are boxes of their own, a little apart, are neighbours."""
    boxes = [(10, 10, 60, 30), (62.2, 10, 120, 30), (10, 32.2, 60, 50), (62.2, 32.2, 120, 50)]
    drawn = [
        side
        for x0, y0, x1, y1 in boxes
        for side in sides([(0, 0, 1, 1)], [float(y0), float(y1)], [float(x0), float(x1)])
    ]
    [lattice] = lattices_of(drawn)
    assert (lattice.rows, lattice.columns, len(lattice.cells)) == (2, 2, 4)


def test_a_rule_that_stops_halfway_makes_cells_uncertain() -> None:
    """Where rules close no rectangle, no cell is taken for sure."""
    rules = sides([(0, 0, 2, 2)], [0, 30, 60], [0, 50, 100])
    found = lattices_of([*rules, (0, 30, 50, 30), (50, 30, 50, 60)])
    [lattice] = found
    assert {(c.row, c.column): c.certain for c in lattice.cells} == {
        (0, 0): False, (1, 0): True, (1, 1): False,
    }  # fmt: skip


def test_the_place_beside_a_narrower_table_is_open() -> None:
    """A wide and a narrow table with a common rule leave a place that is no cell."""
    wide = sides([(0, 0, 1, 1), (0, 1, 1, 1)], [0, 30], [0, 50, 100])
    narrow = sides([(0, 0, 1, 1)], [30, 60], [0, 50])
    [lattice] = lattices_of([*wide, *narrow])
    assert [(c.row, c.column) for c in lattice.cells if c.open] == [(1, 1)]


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.tuples(*[st.floats(-1e4, 1e4)] * 4).map(
            lambda b: (min(b[0], b[2]), min(b[1], b[3]), max(b[0], b[2]), max(b[1], b[3]))
        ),
        max_size=60,
    )
)
def test_any_boxes_give_grids_that_cover_every_place_once(boxes: list[Box]) -> None:
    """Nothing drawn is beyond it, and no place is told twice or left out."""
    for lattice in lattices_of(boxes):
        places = [
            (y, x)
            for c in lattice.cells
            for y in range(c.row, c.row + c.rowspan)
            for x in range(c.column, c.column + c.colspan)
        ]
        assert len(places) == len(set(places)) == lattice.rows * lattice.columns
        for above, below in pairwise(lattice.cells):
            assert (above.row, above.column) < (below.row, below.column)
