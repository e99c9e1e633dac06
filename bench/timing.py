"""How long two ways of doing the same take, side by side."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


def medians(
    ours: Callable[[], object], theirs: Callable[[], object], count: int
) -> tuple[float, float]:
    """Return the median seconds of processor time of both, each run `count` times in turn."""
    times = [(_seconds(ours), _seconds(theirs)) for _ in range(count)]
    own, other = zip(*times, strict=True)
    return statistics.median(own), statistics.median(other)


def _seconds(task: Callable[[], object]) -> float:
    started = time.process_time()
    task()
    return time.process_time() - started
