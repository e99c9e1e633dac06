"""How well the prose is read: precision and recall on the labelled sentences.

    .venv/bin/python bench/narrative.py [--part dev|held|fresh|later|last] [--wrong]
    .venv/bin/python bench/narrative.py --speed

`--wrong` prints what was read otherwise than labelled; `--speed` prints how long all checks of a
township take, and reading its prose alone (processor time, median of 15, the sample county).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from disclosure_audit.checks import Policy, audit
from disclosure_audit.reports.claims import claims_in
from disclosure_audit.years import load_year
from tests.narrative.scoring import labelled, scored, summary

COUNTY = Path(__file__).resolve().parents[1] / "townships" / "青禾县"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("dev", "held", "fresh", "later", "last"))
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--speed", action="store_true")
    arguments = parser.parse_args()
    if arguments.speed:
        print(speed())
        return
    for part in (
        (arguments.part,) if arguments.part else ("dev", "held", "fresh", "later", "last", None)
    ):
        entries = labelled(part)
        score = scored(entries)
        print(f"\n{part or 'all'}: {len(entries)} sentences")
        print(summary(score))
        if arguments.wrong:
            print("\n".join(score.wrong))


def speed() -> str:
    """Milliseconds of all checks, and of reading the prose, for each report of the county."""
    lines = [f"{'':24}{'all checks':>12}{'prose':>8}   milliseconds"]
    for folder in sorted(COUNTY.glob("*/*")):
        data = load_year(folder)
        report = data.report
        every = _median(partial(audit, data, Policy((), "speed")))
        prose = _median(partial(claims_in, report.sections, report.edition, report.year))
        lines.append(f"{folder.parent.name + ' ' + folder.name:20}{every:>12.1f}{prose:>8.1f}")
    return "\n".join(lines)


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(15):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return median(times) * 1000


if __name__ == "__main__":
    main()
