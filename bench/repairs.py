"""How surely faults are found and named: figures that add up, miswritten as people do, and audited.

Run by ``make bench``. Every case is one report: generated figures of any size, every fifth of a
published report where those lie beside the project. ``--write docs/repairs.md`` writes the table
down; equal arguments give equal shares.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.marked_page import write_between  # noqa: E402
from tests.repairs.injection import BLIND, KINDS, ONE, SEVERAL  # noqa: E402
from tests.repairs.measuring import Power, Result, measured, power_of, sound  # noqa: E402

SHARED = ROOT.parent / "shared" / "data"
MARKS = "<!-- power: written by bench/repairs.py -->", "<!-- power: end -->"


def results_of(kind: str, count: int, seed: int) -> list[Result]:
    """Audit the cases of one kind."""
    return measured(KINDS[kind], count, seed, sound(SHARED))


def main() -> int:
    """Measure, print the table, and fail where the kit falls short of what it promises."""
    given = _arguments()
    with ProcessPoolExecutor(given.workers) as pool:
        measure = partial(results_of, count=given.cases, seed=given.seed)
        results = dict(zip(KINDS, pool.map(measure, KINDS), strict=True))
    powers = {kind: power_of(own) for kind, own in results.items()}
    one = power_of(list(chain.from_iterable(results[kind] for kind in ONE)))
    text = _table(powers, one, given.seed)
    print(text)
    if given.write:
        write_between(given.write, MARKS, text)
    return int(one.found < 1 or one.among < 1 or one.first < 0.95)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=300, help="reports of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2, help="processes at once")
    parser.add_argument("--write", type=Path, help="the page to write the table into")
    return parser.parse_args()


def _table(powers: dict[str, Power], one: Power, seed: int) -> str:
    real = "one in five with published figures" if sound(SHARED) else "all generated"
    return "\n".join(
        [
            f"Seed {seed}, {real}. Times are processor time of the repairs alone, in milliseconds.",
            "",
            "| 错法 fault | 例 cases | 发现 found | 首选即是 first | 在所列之中 listed "
            "| 单列而错 wrongly alone | 问题数 problems | 最多种 ties | 中位 median | 最长 worst |",
            "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
            *(_row(kind, power) for kind, power in powers.items() if kind in ONE),
            _row("**一格有误，合计 one wrong cell, all**", one),
            *(_row(kind, power) for kind, power in powers.items() if kind in SEVERAL),
            *(_row(k, p) for k, p in powers.items() if k not in {**ONE, **SEVERAL, **BLIND}),
            *(_row(f"{kind}（盲区 blind）", powers[kind]) for kind in BLIND),
        ]
    )


def _row(name: str, power: Power) -> str:
    shares = (power.found, power.first, power.among, power.alone)
    return (
        f"| {name} | {power.count} | {' | '.join(map(_percent, shares))} | {power.roots:g} "
        f"| {power.most_ties} | {power.median_ms:.1f} | {power.worst_ms:.1f} |"
    )


def _percent(share: float) -> str:
    """Never rounded up: 100 % is all of them."""
    return f"{int(1_000 * share) / 10:.1f} %"


if __name__ == "__main__":
    sys.exit(main())
