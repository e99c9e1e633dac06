"""Bounds for reading as a whole: a process of its own, with so much time and memory and no more.

Every reader bounds what it knows of its format. What nobody knows (a loop or a crash in a library
below Python) ends here: on Linux a command reads in a process of its own, split off from it in a
few milliseconds. Elsewhere, and in the notebook, the readers' own bounds hold alone: a process
cannot be split off there, or not safely, and to start one anew costs as long as reading does.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TypeVar, cast

from disclosure_audit.errors import DisclosureAuditError, FilerError
from disclosure_audit.text import Words

SECONDS = 8
"""Of a processor, for one file: a report takes well under one. A busy machine does not count."""

SECONDS_A_SCAN = 30
"""Of all processors together, more for every page that is recognised; it takes one to three."""

MEMORY = 950_000_000
"""Bytes, without those that programs share; a report takes under 100 million."""

_GRACE = 2.0  # seconds to end what was begun, when the command is stopped
_FAILED = 70
_NO_MEMORY = "bad_alloc"  # as libraries in C++ say it, whatever the class of their errors
_T = TypeVar("_T")


def bounded(read: Callable[[], _T]) -> _T:
    """Return what `read` returns, within the bounds where this machine can set them.

    Parameters
    ----------
    read
        What reads a file; what it returns is carried from one process to another.

    Raises
    ------
    FilerError
        The file takes more time or memory than any report, or a library breaks down on it.
    DisclosureAuditError, OSError
        Whatever `read` raises of them.
    RuntimeError
        With the words of any other error that `read` raises.
    """
    if sys.platform != "linux":
        return read()
    receiver, sender = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.close(receiver)
        _read_here(read, sender)
    os.close(sender)
    try:
        with os.fdopen(receiver, "rb") as pipe:
            sent = pipe.read()
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    except BaseException:
        _end(child)
        raise
    if status != 0:
        raise _stopped(status)
    error, result = pickle.loads(sent)
    if error is not None:
        raise error
    return cast(_T, result)


def more_time() -> None:
    """Let this process go on for one more page that is recognised, where its time is bounded."""
    if sys.platform != "linux":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if soft != resource.RLIM_INFINITY:
        more = soft + SECONDS_A_SCAN
        more = more if hard == resource.RLIM_INFINITY else min(more, hard)
        resource.setrlimit(resource.RLIMIT_CPU, (more, hard))


def _read_here(read: Callable[[], object], sender: int) -> None:
    """Read, send what came of it, and end this process without a word."""
    status = _FAILED
    try:
        _limit()
        sent = _sent(read)
        with os.fdopen(sender, "wb") as pipe:
            pipe.write(sent)
        status = 0
    finally:
        # Neither what waits to be printed nor what is done at an exit belongs to this process.
        os._exit(status)


def _limit() -> None:
    import resource

    limit_to(
        {
            resource.RLIMIT_CPU: SECONDS,
            resource.RLIMIT_DATA: MEMORY,
            resource.RLIMIT_CORE: 0,
        }
    )


def limit_to(limits: Mapping[int, int]) -> None:
    """Hold this process to limits by their kind, or to what it is held to already if that is less.

    Parameters
    ----------
    limits
        By kind as the module ``resource`` names them, so on Unix alone; seconds or bytes.
    """
    import resource

    for kind, most in limits.items():
        _, hard = resource.getrlimit(kind)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, hard))


def _sent(read: Callable[[], object]) -> bytes:
    """Error and result, one of them None; the error carries its traceback as a note."""
    try:
        return pickle.dumps((None, read()))
    except MemoryError:
        return pickle.dumps((_too_much(), None))
    except Exception as error:
        known: Exception = error
        if _NO_MEMORY in str(error):
            known = _too_much()
        elif not isinstance(error, DisclosureAuditError | OSError):
            # Carried by its words alone: its class may be that of a library not loaded there.
            known = RuntimeError(f"{type(error).__name__}: {error}")
        known.add_note("".join(traceback.format_exception(error)))
        return pickle.dumps((known, None))


def _end(child: int) -> None:
    """End a process, and before that let it end what it has started itself."""
    with suppress(ProcessLookupError, ChildProcessError):
        os.kill(child, signal.SIGTERM)
        until = time.monotonic() + _GRACE
        while time.monotonic() < until:
            if os.waitpid(child, os.WNOHANG)[0]:
                return
            time.sleep(0.02)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


# ---------------------------------------------------------------- refusals
def _stopped(status: int) -> FilerError:
    if status == -signal.SIGXCPU:
        return FilerError(
            Words(
                "读取文件所用的处理器时间远超过年度报告所需，已中止读取。"
                "请确认文件无误，重新导出，或向报送单位重新索取。",
                "Reading the file takes far more processor time than any annual report and was "
                "stopped. Make sure it is the right file, export it again or ask the filer for it.",
            )
        )
    if status in (_FAILED, -signal.SIGKILL):
        return _too_much()
    return FilerError(
        Words(
            "文件使读取它的程序库崩溃，不能读取；文件多半已损坏。"
            "请重新导出，或向报送单位重新索取。",
            "The library that reads the file breaks down on it, so it cannot be read; most likely "
            "it is damaged. Export it again or ask the filer for it.",
        )
    )


def _too_much() -> FilerError:
    limit = MEMORY // 1_000_000
    return FilerError(
        Words(
            f"读取文件需要超过 {limit} MB 内存，年度报告没有这样大，已中止读取。"
            "请确认文件无误，重新导出，或向报送单位重新索取。",
            f"Reading the file takes more than {limit} MB of memory, more than any annual report, "
            "and was stopped. Make sure it is the right file, export it again or ask the filer "
            "for it.",
        )
    )
