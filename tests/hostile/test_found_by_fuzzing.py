"""Faults that `make fuzz` found, each as small as it came."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import pytest

from disclosure_audit.documents import read, reading
from disclosure_audit.errors import FilerError
from disclosure_audit.reports import read_report
from tests.fuzz.seeds import seed
from tests.reports_text import report_text

MERGED = (0x00E5).to_bytes(2, "little")


def test_a_merged_cell_with_a_damaged_range_fills_up_no_rows(tmp_path: Path) -> None:
    """One merged cell that claims 65,000 columns cost half a minute; it is passed over."""
    data = bytearray(seed("xls"))
    at = data.find(MERGED)
    while int.from_bytes(data[at + 4 : at + 6], "little") * 8 + 2 != int.from_bytes(
        data[at + 2 : at + 4], "little"
    ):
        at = data.find(MERGED, at + 1)
        assert at > 0, "the seed has merged cells"
    data[at + 12 : at + 14] = (65_000).to_bytes(2, "little")
    file = tmp_path / "report.xls"
    file.write_bytes(data)
    begun = time.process_time()
    read_report(file)
    assert time.process_time() - begun < 3


def test_a_report_a_thousand_times_over_takes_no_quadratic_time(tmp_path: Path) -> None:
    """Rows of the form and titles in their thousands: titles and headers are gathered in one go."""
    file = tmp_path / "report.txt"
    file.write_text(report_text()[:400] * 700 + report_text(), encoding="utf-8")
    begun = time.process_time()
    with contextlib.suppress(FilerError):
        read_report(file)
    assert time.process_time() - begun < 6


def test_a_document_with_more_text_than_any_report_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit itself is read, one text more is not; so in every format."""
    file = tmp_path / "report.csv"
    file.write_text("甲,乙\n1,2\n", encoding="utf-8")
    monkeypatch.setattr(reading, "MAX_TEXTS", 4)
    assert read(file).blocks
    monkeypatch.setattr(reading, "MAX_TEXTS", 3)
    with pytest.raises(FilerError, match="上限为 3 段"):
        read(file)
