"""What no reader foresaw: a loop, a crash or a full memory below Python ends in a sentence too."""

from __future__ import annotations

import ctypes
import faulthandler
import os
import re
import sys
import time
from collections.abc import Callable

import pytest

from disclosure_audit.documents import bounded, bounds
from disclosure_audit.documents.bounds import more_time
from disclosure_audit.errors import DisclosureAuditError, FilerError
from disclosure_audit.text import Words

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="set on Linux only")


def loop_below_python() -> object:
    return re.match(r"(a+)+$", "a" * 60 + "b")


def full_memory() -> object:
    return bytes(2_000_000_000)


def crash() -> object:
    faulthandler.disable()  # the crash is meant; its trace would look like one of the tests'
    return ctypes.string_at(0)


def sudden_end() -> object:
    os._exit(3)


@pytest.mark.parametrize(
    ("read", "said"),
    [(loop_below_python, "处理器时间"), (full_memory, "内存"), (crash, "崩溃"),
     (sudden_end, "崩溃")],
)  # fmt: skip
def test_what_breaks_out_of_all_bounds_is_refused(
    read: Callable[[], object], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command itself goes on, and says so in a sentence with exit status 3."""
    monkeypatch.setattr(bounds, "SECONDS", 1)
    with pytest.raises(FilerError, match=said) as caught:
        bounded(read)
    assert caught.value.exit_status == 3


def test_what_was_read_and_what_was_refused_come_through() -> None:
    """The same values and the same error as without bounds; the error tells where it arose."""
    assert bounded(lambda: {"甲": (1, None)}) == {"甲": (1, None)}

    def refuse() -> None:
        raise FilerError(Words("不行", "no"))

    with pytest.raises(DisclosureAuditError) as caught:
        bounded(refuse)
    assert caught.value.words == Words("不行", "no")
    assert "in refuse" in "".join(caught.value.__notes__)


def test_pages_to_recognise_are_given_more_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound grows with the pages; without any it would end this."""
    monkeypatch.setattr(bounds, "SECONDS", 1)

    def busy() -> bool:
        more_time()
        until = time.process_time() + 1.5
        while time.process_time() < until:
            pass
        return True

    assert bounded(busy)
