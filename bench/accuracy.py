"""How well files are read: figures printed in every layout, read back, and counted.

Run by ``make bench``. The same seeded reports are printed in every layout of tests/rendering, by
the programs that write such files, and each cell read is held against what was printed.
``--write docs/accuracy.md`` writes the tables down; equal arguments give equal tables.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial, reduce
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.marked_page import write_between  # noqa: E402
from tests.accuracy.counting import Tally, read_back  # noqa: E402
from tests.accuracy.samples import REAL, samples  # noqa: E402
from tests.rendering import CONVERTED, LAYOUTS, SCANS, Renderer  # noqa: E402
from tests.rendering.layouts import Scanned  # noqa: E402
from tests.rendering.office_file import Steps  # noqa: E402

UNMARKED = {"pipe_rows_collapsed", "pdf_page_unruled"}
"""Layouts without any mark of an empty cell."""

BATCH = 20
"""Reports that one start of a converting program is given."""

PROGRAMS = {
    "word_file": "python-docx", "sheet_file": "openpyxl", "web_archive": "Python's email package",
}  # fmt: skip
MARKS = "<!-- {}: written by bench/accuracy.py -->", "<!-- {}: end -->"


class Task(NamedTuple):
    """A stretch of the reports in one layout."""

    layout: str
    seed: int
    start: int
    stop: int


class Outcome(NamedTuple):
    """Tallies of reports with plain figures, and of those with figures no reader can be sure of."""

    clear: Tally = Tally()
    doubtful: Tally = Tally()

    def plus(self, other: Outcome) -> Outcome:
        """Return the sum of both."""
        return Outcome(self.clear + other.clear, self.doubtful + other.doubtful)


def renderers() -> dict[str, Renderer]:
    """Return every layout by name."""
    return {**LAYOUTS, **CONVERTED, **SCANS}


def measured(task: Task) -> Outcome:
    """Print and read the reports of one task."""
    chosen = samples(task.stop, task.seed)[task.start :]
    tallies = read_back(renderers()[task.layout], chosen)
    return reduce(
        Outcome.plus,
        (
            Outcome(doubtful=tally) if sample.doubtful else Outcome(tally)
            for sample, tally in zip(chosen, tallies, strict=True)
        ),
        Outcome(),
    )


def main() -> int:
    """Measure, print the tables, and fail where anything was misread."""
    given = _arguments()
    given.layouts = given.layouts or list(SCANS if given.scans else {**LAYOUTS, **CONVERTED})
    tasks = [
        Task(layout, given.seed, start, min(start + BATCH, count))
        for layout in sorted(given.layouts, key=lambda layout: layout in LAYOUTS)  # slow ones first
        for count in [given.reports if layout in LAYOUTS else given.converted or given.reports]
        for start in range(0, count, BATCH)
    ]
    outcomes: dict[str, Outcome] = dict.fromkeys(given.layouts, Outcome())
    os.environ["OMP_NUM_THREADS"] = "1"
    with ProcessPoolExecutor(given.workers) as pool:
        for task, outcome in zip(tasks, pool.map(measured, tasks), strict=True):
            outcomes[task.layout] = outcomes[task.layout].plus(outcome)
            if given.examples:
                _show(task.layout, outcome, given.examples)
    text = _tables(outcomes, given.seed)
    print(text)
    if given.write:
        kind = "scans" if given.scans else "digital"
        write_between(given.write, (MARKS[0].format(kind), MARKS[1].format(kind)), text)
    return int(any(o.clear.misread or o.doubtful.misread for o in outcomes.values()))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=40, help="reports printed in each layout")
    parser.add_argument(
        "--converted", type=int, help="the same for layouts that LibreOffice or Chromium write"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layouts", nargs="+", choices=renderers())
    parser.add_argument("--scans", action="store_true", help="all layouts that are scans")
    parser.add_argument("--workers", type=int, default=2, help="processes at once")
    parser.add_argument("--examples", type=int, default=0, help="cells to show of each stretch")
    parser.add_argument("--write", type=Path, help="the page to write the tables into")
    return parser.parse_args()


def _show(layout: str, outcome: Outcome, count: int) -> None:
    for tally in outcome:
        for example in tally.examples[:count]:
            print(f"{layout}: {example}", file=sys.stderr)


# ---------------------------------------------------------------- tables
def _tables(outcomes: dict[str, Outcome], seed: int) -> str:
    every = reduce(Outcome.plus, outcomes.values(), Outcome())
    real = "one in five with published figures" if REAL.is_dir() else "none with published figures"
    return "\n".join(
        [
            f"{len(outcomes)} layouts, seed {seed}, {real}.",
            "",
            "| layout | written by | reports | numbers printed | right | not given | misread "
            "| blanks printed | read as blank |",
            "|---|---|--:|--:|--:|--:|--:|--:|--:|",
            *(_row(name, _program(renderers()[name]), o.clear) for name, o in outcomes.items()),
            *(_row(f"**{name}**", "", sum_) for name, sum_ in _sums(outcomes)),
            "",
            "Reports in which up to three figures are written so that no reader can be sure of "
            "them (`12*`, `1 2`, `012`, `约12`); the rest of their cells is counted too:",
            "",
            "| layout | numbers printed | right | not given | misread |",
            "|---|--:|--:|--:|--:|",
            *(_short_row(name, o.doubtful) for name, o in outcomes.items()),
            _short_row("**all**", every.doubtful),
        ]
    )


def _sums(outcomes: dict[str, Outcome]) -> Iterator[tuple[str, Tally]]:
    """Yield the sum over all layouts, and over those that show where each cell is."""
    marked = [name for name in outcomes if name not in UNMARKED]
    for title, names in (("all", list(outcomes)), ("all whose cells are marked", marked)):
        yield title, sum((outcomes[name].clear for name in names), Tally())


def _row(name: str, program: str, tally: Tally) -> str:
    return (
        f"| {name} | {program} | {tally.reports} | {tally.numbers} | {_percent(tally)} "
        f"| {tally.not_given} | {tally.misread} | {tally.blanks} | {tally.blanks_right} |"
    )


def _short_row(name: str, tally: Tally) -> str:
    return f"| {name} | {tally.numbers} | {_percent(tally)} | {tally.not_given} | {tally.misread} |"


def _percent(tally: Tally) -> str:
    """Never rounded up: 100 % is all of them."""
    return f"{int(10_000 * tally.share_right) / 100:.2f} %"


def _program(renderer: Renderer) -> str:
    if isinstance(renderer.finish, Steps):
        return f"LibreOffice ({' → '.join(renderer.finish.formats)})"
    if isinstance(renderer.finish, Scanned):
        scanner = renderer.finish.scanner
        return f"Chromium, scanned at {scanner.dpi} dpi" + ("" if scanner.colour else ", grey")
    if renderer.finish is not None:
        return "Chromium"
    render = renderer.render.func if isinstance(renderer.render, partial) else renderer.render
    if render.__name__ == "separated":
        return "Python's csv package"
    return PROGRAMS.get(render.__module__.rpartition(".")[2], "templates")


if __name__ == "__main__":
    sys.exit(main())
