"""No damage to a file leads to a traceback, a warning, a hang or a full memory.

`make test` damages 1,000 files, the same ones every time; `make fuzz` damages FUZZ_CASES others.
"""

from __future__ import annotations

import faulthandler
import os
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import hypothesis
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosure_audit.errors import DisclosureAuditError
from disclosure_audit.reports import read_report
from tests.fuzz.mutations import Step, damaged
from tests.fuzz.seeds import SEEDS, seed

CASES = int(os.environ.get("FUZZ_CASES", "1000"))
SEED = os.environ.get("FUZZ_SEED")
SECONDS = 5.0
HUNG = 120.0
ENDS = ("Report", "FilerError", "MissingProgramError")
GROWTH = 500_000_000
"""Bytes by which reading one file may make the process grow, at its largest."""

_PLACES = st.integers(0, 2**24)


def steps(extension: str) -> st.SearchStrategy[list[Step]]:
    """One to four ways to damage a file of a format."""
    kinds = st.sampled_from(SEEDS[extension][1])
    return st.lists(st.builds(Step, kinds, _PLACES, _PLACES, _PLACES), min_size=1, max_size=4)


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[IO[str]]:
    """Where the stack of what hangs, in Python or below it, is written before all is ended.

    The file that it hangs on stays beside it.
    """
    with (tmp_path / "hung.txt").open("w") as file:
        yield file
        faulthandler.cancel_dump_traceback_later()


class Growth:
    """By how many bytes this process has grown at most since a moment.

    Not the peak of the process: it may have read pictures in another test. Only Linux says how
    large a process was since a moment; elsewhere the growth is 0 and memory is not held to.
    """

    _FORGET = Path("/proc/self/clear_refs")

    def __init__(self) -> None:
        if self._FORGET.exists():
            self._FORGET.write_text("5")  # the peak counts from here
        self._before = self._peak()

    def __call__(self) -> int:
        return self._peak() - self._before

    def _peak(self) -> int:
        if not self._FORGET.exists():
            return 0
        status = Path("/proc/self/status").read_text()
        return 1024 * int(status.split("VmHWM:")[1].split()[0])


def read_or_refused(path: Path, watch: IO[str]) -> tuple[str, int]:
    """Read a file within bounds.

    Returns what came of it, a Report or the class of error, and the growth of the process.
    """
    faulthandler.dump_traceback_later(HUNG, exit=True, file=watch)
    grown = Growth()
    begun = time.process_time()
    try:
        report = read_report(path)
        ended = type(report).__name__
    except DisclosureAuditError as refusal:
        said = refusal.words.zh.strip() and refusal.words.en.strip()
        ended = type(refusal).__name__ if said else "said nothing"
    took = time.process_time() - begun
    assert ended in ENDS, ended
    assert took < SECONDS, f"{took:.1f} s"
    growth = grown()
    assert growth < GROWTH, f"{growth / 1e6:.0f} MB"
    return ended, growth


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="only Linux tells it")
def test_the_memory_of_a_case_is_its_own() -> None:
    """What was held before a case does not count, what is held and let go within it does."""
    held = b"a" * 200_000_000
    del held
    grown = Growth()
    assert grown() < 50_000_000
    held = b"a" * 100_000_000
    del held
    assert 90_000_000 < grown() < 150_000_000


@pytest.mark.parametrize("extension", SEEDS)
def test_a_damaged_file_is_read_or_refused_in_words(
    extension: str,
    tmp_path: Path,
    watch: IO[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A Report, or an error of the kit's own in both languages; nothing else, soon and small."""
    monkeypatch.setenv("PATH", "")  # no LibreOffice: it takes seconds for every file
    whole, others = seed(extension), {name: seed(name) for name in SEEDS}
    path = tmp_path / f"report.{extension}"
    ended: Counter[str] = Counter()
    largest = 0

    @settings(
        max_examples=-(-CASES // len(SEEDS)), deadline=None, database=None,
        derandomize=SEED is None, suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(steps(extension), st.sampled_from(sorted(SEEDS)))
    def damage(ways: list[Step], other: str) -> None:
        nonlocal largest
        path.write_bytes(damaged(whole, ways, others[other]))
        end, growth = read_or_refused(path, watch)
        ended[end] += 1
        largest = max(largest, growth)

    if SEED is not None:
        damage = hypothesis.seed(int(SEED))(damage)
    try:
        damage()
    finally:
        if SEED is not None:
            with capsys.disabled():
                print(f"\n{extension}: {dict(ended)}, {largest / 1e6:.0f} MB")
    assert sum(ended.values()) >= CASES // len(SEEDS)


@pytest.mark.parametrize("extension", SEEDS)
def test_a_sound_file_is_read(extension: str) -> None:
    """The files that are damaged are reports: every cell of the form is told of."""
    report = read_report(Path(__file__).with_name("seeds") / f"report.{extension}")
    assert sum(cell.state == "given" for cell in report.cells.values()) > 100
