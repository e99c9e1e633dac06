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
BYTES = 1_000_000_000

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


def _peak() -> int:
    status = Path("/proc/self/status").read_text()
    return 1024 * int(status.split("VmHWM:")[1].split()[0])


def read_or_refused(path: Path, watch: IO[str]) -> str:
    """Read a file within bounds; return what came of it: a Report, or the class of error."""
    faulthandler.dump_traceback_later(HUNG, exit=True, file=watch)
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
    assert _peak() < BYTES, f"{_peak() / 1e6:.0f} MB"
    return ended


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
    whole = seed(extension)
    path = tmp_path / f"report.{extension}"
    ended: Counter[str] = Counter()
    Path("/proc/self/clear_refs").write_text("5")  # the peak of memory counts from here

    @settings(
        max_examples=-(-CASES // len(SEEDS)), deadline=None, database=None,
        derandomize=SEED is None, suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(steps(extension), st.sampled_from(sorted(SEEDS)))
    def damage(ways: list[Step], other: str) -> None:
        path.write_bytes(damaged(whole, ways, seed(other)))
        ended[read_or_refused(path, watch)] += 1

    if SEED is not None:
        damage = hypothesis.seed(int(SEED))(damage)
    try:
        damage()
    finally:
        if SEED is not None:
            with capsys.disabled():
                print(f"\n{extension}: {dict(ended)}, {_peak() / 1e6:.0f} MB")
    assert sum(ended.values()) >= CASES // len(SEEDS)


@pytest.mark.parametrize("extension", SEEDS)
def test_a_sound_file_is_read(extension: str) -> None:
    """The files that are damaged are reports: every cell of the form is told of."""
    report = read_report(Path(__file__).with_name("seeds") / f"report.{extension}")
    assert sum(cell.state == "given" for cell in report.cells.values()) > 100
