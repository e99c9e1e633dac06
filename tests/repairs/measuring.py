"""How well faults are found and named: cases of every kind, audited and counted."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random

from disclosure_audit.checks import Finding
from disclosure_audit.forms import Edition, editions
from disclosure_audit.repairs import with_causes
from tests.builders import findings, report
from tests.rendering.figures import Figures, faultless
from tests.repairs.injection import Case, Slip

YEARS = {"2019": 2020, "2021": 2023}
_TRIES = 2_000


@dataclass(frozen=True)
class Result:
    """What became of one case.

    Attributes:
        found: A sum failed.
        first: Every wrong cell, with its true value, is in the likeliest repair of some finding.
        among: Every wrong cell, with its true value, is in some repair.
        alone: A single repair is offered, and it changes a printed figure that is right.
        roots: Findings that stand for themselves.
        ties: The most repairs that one finding lists.
        seconds: Of processor time for the repairs.
    """

    found: bool
    first: bool
    among: bool
    alone: bool
    roots: int
    ties: int
    seconds: float


def sound(shared_data: Path | None) -> list[tuple[str, Figures]]:
    """Real figures that add up, with their edition."""
    if shared_data is None or not shared_data.is_dir():
        return []
    files = (shared_data / "figures" / f"suqian-{year}.json" for year in (2023, 2024))
    read = (json.loads(f.read_text(encoding="utf-8"), parse_float=Decimal) for f in files)
    return [(source["edition"], source["cells"]) for source in read]


def cases(
    slip: Slip, count: int, seed: int, real: list[tuple[str, Figures]]
) -> Iterator[tuple[Edition, Case]]:
    """Yield cases of one kind, of real figures every fifth, else of generated ones of any size."""
    random = Random(seed)
    made = 0
    for _ in range(_TRIES * count):
        if made == count:
            return
        if real and made % 5 == 4:
            edition_key, true = random.choice(real)
            edition = editions()[edition_key]
        else:
            edition = editions()[random.choice(["2019", "2021"])]
            true = faultless(edition, random)
        case = slip(dict(true), edition, random)
        if case is not None:
            made += 1
            yield edition, case


def result(edition: Edition, case: Case) -> Result:
    """Audit a case."""
    year = YEARS[edition.key]
    made = report(case.printed, edition=edition.key, year=year)
    before = list(findings(made).values())
    last = report(case.last_year, edition=edition.key) if case.last_year else None
    started = time.process_time()
    after = with_causes(made, before, last)
    seconds = time.process_time() - started
    return _judged(case, [f for f in after if f.outcome.equation], seconds)


def _judged(case: Case, sums: list[Finding], seconds: float) -> Result:
    failed = [finding for finding in sums if finding.status == "fail"]
    likeliest = [f.outcome.repairs[0] for f in failed if f.outcome.repairs]
    every = [repair for f in failed for repair in f.outcome.repairs]
    only = [f.outcome.repairs[0] for f in failed if len(f.outcome.repairs) == 1]
    wrong = set(case.wrong.items())
    return Result(
        found=bool(failed),
        first=wrong <= {(c.cell, c.after) for repair in likeliest for c in repair},
        among=wrong <= {(c.cell, c.after) for repair in every for c in repair},
        alone=any(c.cell not in case.wrong and c.before is not None for r in only for c in r),
        roots=sum(1 for finding in failed if finding.caused_by is None),
        ties=max((len(f.outcome.repairs) for f in failed), default=0),
        seconds=seconds,
    )


@dataclass(frozen=True)
class Power:
    """Shares and medians over the cases of one kind; times in milliseconds."""

    count: int
    found: float
    first: float
    among: float
    alone: float
    roots: float
    most_ties: int
    median_ms: float
    worst_ms: float


def power_of(results: list[Result]) -> Power:
    """Sum up results."""
    times = [1000 * one.seconds for one in results]
    return Power(
        count=len(results),
        found=statistics.mean(one.found for one in results),
        first=statistics.mean(one.first for one in results),
        among=statistics.mean(one.among for one in results),
        alone=statistics.mean(one.alone for one in results),
        roots=statistics.median(one.roots for one in results),
        most_ties=max(one.ties for one in results),
        median_ms=statistics.median(times),
        worst_ms=max(times),
    )


def measured(slip: Slip, count: int, seed: int, real: list[tuple[str, Figures]]) -> list[Result]:
    """Make and audit `count` cases of one kind."""
    return [result(edition, case) for edition, case in cases(slip, count, seed, real)]
