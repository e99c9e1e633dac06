"""How surely whole audits find faults: figures, prose and years, with the classes not seen.

Run by ``make bench``. Every case is one report of a generated unit with true prose and last year's
report, every fifth a real city's where its figures lie beside the project; it is audited with and
without the fault. Then clean reports are audited, and whatever fails is a false alarm.
``--write docs/method.md`` writes the tables down; equal arguments give equal tables.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.marked_page import write_between  # noqa: E402
from tests.power.faults import FIGURES, PROSE, UNSEEN, YEARS, Fault  # noqa: E402
from tests.power.measuring import (  # noqa: E402
    LOOKERS,
    Power,
    Result,
    false_alarms,
    measured,
    power_of,
)

SHARED = ROOT.parent / "shared" / "data"
MARKS = "<!-- power: written by bench/power.py -->", "<!-- power: end -->"
ALLOWED = 1
"""False alarms in 1,000 clean reports."""


def main() -> int:
    """Measure, print the tables, and fail where the kit falls short of what it promises."""
    given = _arguments()
    shared = SHARED if SHARED.is_dir() else None
    groups = {
        title: {
            name: measured(fault, given.cases, given.seed, shared) for name, fault in of.items()
        }
        for title, of in _GROUPS.items()
    }
    unseen = {
        name: measured(fault, given.cases, given.seed, shared, registers=True)
        for name, fault in UNSEEN.items()
    }
    alarms = false_alarms(given.clean, given.seed, shared)
    text = "\n".join(_lines(given, groups, unseen, alarms))
    print(text)
    if given.write:
        write_between(given.write, MARKS, text)
    return int(alarms.total() * 1_000 > ALLOWED * given.clean)


_GROUPS: dict[str, Mapping[str, Fault]] = {
    "数字 figures": FIGURES,
    "正文 prose": PROSE,
    "年度 years": YEARS,
}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=60, help="reports of each kind")
    parser.add_argument("--clean", type=int, default=1_000, help="reports without a fault")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path, help="the page to write the tables into")
    return parser.parse_args()


def _lines(
    given: argparse.Namespace,
    groups: Mapping[str, Mapping[str, list[Result]]],
    unseen: Mapping[str, list[Result]],
    alarms: Counter[str],
) -> Iterator[str]:
    real = "one in five with a real city's figures" if SHARED.is_dir() else "all generated"
    yield f"Seed {given.seed}, {real}."
    yield ""
    yield (
        "| 错法 fault | 例 cases | 发现 found | 指出错处 named | 首位 first | 问题数 problems "
        "| 误报 false alarms |"
    )
    yield "|---|--:|--:|--:|--:|--:|--:|"
    stray: Counter[str] = Counter()
    for title, results in groups.items():
        yield f"| **{title}** | | | | | | |"
        for name, own in results.items():
            power = power_of(own)
            stray += power.stray
            yield _row(name, power)
    yield ""
    yield f"误报的检查 checks of the false alarms: {_listed(stray)}"
    yield ""
    yield (
        "| 盲区 blind class | 例 cases | 表内 tables | 上年 last year | 叙述 prose "
        "| 台账 registers |"
    )
    yield f"|---|--:|{'--:|' * len(LOOKERS)}"
    for name, own in unseen.items():
        power = power_of(own)
        shares = " | ".join(_percent(power.seen_by[key]) for key in LOOKERS)
        yield f"| {name} | {power.count} | {shares} |"
    yield ""
    yield (
        f"无误的报告 clean reports: {given.clean}；误报 false alarms: {alarms.total()}"
        f"（{_listed(alarms)}）"
    )


def _row(name: str, power: Power) -> str:
    shares = " | ".join(map(_percent, (power.found, power.named, power.first)))
    return f"| {name} | {power.count} | {shares} | {power.roots:g} | {power.stray.total()} |"


def _listed(alarms: Counter[str]) -> str:
    return ", ".join(f"`{check}` {count}" for check, count in alarms.most_common()) or "无 none"


def _percent(share: float) -> str:
    """Never rounded up: 100 % is all of them."""
    return f"{int(1_000 * share) / 10:g} %"


if __name__ == "__main__":
    sys.exit(main())
