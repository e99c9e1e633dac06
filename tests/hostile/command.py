"""The real command on a hostile file: time, memory, words, and what it left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.hostile.bounds import BYTES, SECONDS

_PAUSE = 0.02
PATIENCE = 60.0
"""Seconds after which a command is ended, so that a hang is a failure and no wait."""

_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Done:
    """A command that has ended.

    Attributes:
        status: Its exit status.
        out, err: What it printed.
        seconds: Of a processor, that it and all it started took. Those of the wall go by faster on
            a machine with other work, so they are held to PATIENCE alone.
        memory: Bytes that it and all it started held at most, at one time.
    """

    status: int
    out: str
    err: str
    seconds: float
    memory: int

    @property
    def texts(self) -> str:
        """What was read, where it was read."""
        return self.out if self.status == 0 else ""


def run(
    *arguments: object, cwd: Path | None = None, environment: dict[str, str] | None = None
) -> Done:
    """Run the command with a home and a temporary folder of its own, which it must leave empty."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        (home / "tmp").mkdir()
        own = {"HOME": name, "TMPDIR": str(home / "tmp"), "PYTHONWARNINGS": "error"}
        done = _measured(
            [sys.executable, "-m", "disclosure_audit", *map(str, arguments)],
            cwd or home, {**os.environ, **own, **(environment or {})},
        )  # fmt: skip
        left = sorted(path.name for path in home.rglob("*"))
        assert left == ["tmp"], left
    return done


def ends_well(
    file: Path, *, commands: Sequence[str] = ("extract", "check"), seconds: float = SECONDS
) -> Done:
    """Run the commands on a file: each reads it rightly or refuses it in a sentence, within bounds.

    Returns what the first of them did.
    """
    before = _state_of(file.parent)
    all_done = [run(command, file) for command in commands]
    for done in all_done:
        assert done.status in (0, 1, 3), (done.status, done.err)
        assert done.status != 1 or done is not all_done[0] or commands[0] != "extract", done.err
        assert "Traceback" not in done.out + done.err
        if done.status == 3:
            assert done.out == ""
            assert done.err.count("\n") == 1, done.err
            assert 1 <= done.err.count("。") <= 3, done.err
        else:
            assert done.err == ""
        assert done.seconds < seconds, f"{done.seconds:.1f} s"
        assert done.memory < BYTES, f"{done.memory / 1e6:.0f} MB"
    assert _state_of(file.parent) == before
    return all_done[0]


def commands_for(name: str, files: Mapping[str, tuple[str, object]]) -> tuple[str, ...]:
    """Return `extract`, and `check` too for the first file of each extension.

    Both commands read by the same way and within the same bounds, so that one file of a kind
    shows of the second what all show of the first.
    """
    extension = files[name][0]
    first = next(other for other, (own, _) in files.items() if own == extension)
    return ("extract", "check") if name == first else ("extract",)


def refused(
    file: Path, *, commands: Sequence[str] = ("extract", "check"), seconds: float = SECONDS
) -> str:
    """Return the sentence with which a file is refused, after looking at what `ends_well` does."""
    done = ends_well(file, commands=commands, seconds=seconds)
    assert done.status == 3, done.out[:300]
    return done.err


def report_read(file: Path) -> dict[str, dict[str, object]]:
    """Return the report that `extract` prints, after looking at what `ends_well` does."""
    done = ends_well(file)
    assert done.status == 0, done.err
    report: dict[str, dict[str, object]] = json.loads(done.out)
    return report


def _state_of(folder: Path) -> list[tuple[str, int, int, int]]:
    states = []
    for path in sorted(folder.rglob("*")):
        info = path.lstat()
        states.append((str(path), info.st_mode, info.st_size, info.st_mtime_ns))
    return states


# ---------------------------------------------------------------- measuring
def _measured(command: list[str], cwd: Path, environment: dict[str, str]) -> Done:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        until = time.monotonic() + PATIENCE
        process = subprocess.Popen(
            command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=err,
            start_new_session=True,
        )  # fmt: skip
        memory = 0
        try:
            while (ended := os.wait4(process.pid, os.WNOHANG))[0] == 0:
                memory = max(memory, _memory_of_tree(process.pid))
                assert time.monotonic() < until, f"still running after {PATIENCE} s"
                time.sleep(_PAUSE)
        except AssertionError:
            for pid in _tree(process.pid):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            process.wait()
            raise
        process.returncode = os.waitstatus_to_exitcode(ended[1])
        seconds = ended[2].ru_utime + ended[2].ru_stime
        said = []
        for stream in (out, err):
            stream.seek(0)
            said.append(stream.read().decode("utf-8"))
    return Done(process.returncode, said[0], said[1], seconds, memory)


def _memory_of_tree(root: int) -> int:
    """The resident bytes of a process and of all below it; what they share counts for each."""
    return sum(map(_resident, _tree(root)))


def _resident(pid: int) -> int:
    try:
        return _PAGE * int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0


def _tree(root: int) -> Iterator[int]:
    yield root
    with suppress(OSError):
        for task in Path(f"/proc/{root}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _tree(int(child))
