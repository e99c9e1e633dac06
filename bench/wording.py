"""How long the checks of words take, and comparing with the other townships of a county.

Run it with ``python bench/wording.py``: medians of processor time in one warm process, on a
report of the sample county and on narratives of 3,000 characters.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from disclosure_audit.checks import CATALOGUE, load_policy  # noqa: E402
from disclosure_audit.checks.check import Check  # noqa: E402
from disclosure_audit.checks.copying import other_unit  # noqa: E402
from disclosure_audit.checks.subject import Subject  # noqa: E402
from disclosure_audit.years import Sibling, Siblings, load_year  # noqa: E402

TIMES = 15
FAMILIES = ("statutory", "form", "text", "copy", "publication")
REPORT = ROOT / "townships" / "青禾县" / "鹭汀街道" / "2022"


def main() -> None:
    """Print the median of all checks of words, then those of comparing with 5, 20, 40 others."""
    policy = load_policy(ROOT / "params" / "policy.yaml", None)
    data = load_year(REPORT)
    words = [check for check in CATALOGUE if check.family in FAMILIES]
    took = _median(_all(Subject(data, policy), words))
    print(f"{len(words)} kinds of checks of words  {took:6.1f} ms")
    hand = random.Random(1)
    own = _prose(hand, 3_000)
    sections = tuple(
        replace(s, paragraphs=(replace(s.paragraphs[0], text=own),)) if s.id == "overview" else s
        for s in data.report.sections
    )
    report = replace(data.report, sections=sections)
    for count in (5, 20, 40):
        for shared in (0, 1_500):
            texts = [own[:shared] + _prose(hand, 3_000 - shared) for _ in range(count)]
            others = tuple(Sibling(f"丙{n}镇", {"overview": t}) for n, t in enumerate(texts))
            made = replace(data, report=report, siblings=Siblings((), others))
            took = _median(_all(Subject(made, policy), [other_unit]))
            print(f"{count:3d} others, {shared:5,d} of 3,000 characters alike  {took:6.1f} ms")


def _prose(hand: random.Random, length: int) -> str:
    return "".join(chr(0x4E00 + hand.randrange(3_000)) for _ in range(length))


def _all(subject: Subject, checks: list[Check]) -> Callable[[], None]:
    def look() -> None:
        fresh = Subject(subject.data, subject.policy)
        for check in checks:
            for target in check.targets(fresh):
                check.look(fresh, target)

    return look


def _median(look: Callable[[], None]) -> float:
    times = []
    for _ in range(TIMES):
        start = time.process_time()
        look()
        times.append(1_000 * (time.process_time() - start))
    return statistics.median(times)


if __name__ == "__main__":
    main()
