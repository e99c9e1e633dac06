"""Files that an office program writes: the renderers' docx and xlsx, converted by LibreOffice."""

from __future__ import annotations

import subprocess
import tempfile
from functools import cache
from pathlib import Path

from tests.rendering import sheet_file, word_file
from tests.rendering.report import ReportText

TIME_LIMIT = 120


def word(report: ReportText, *, target: str) -> bytes:
    """The report as a Word file, converted to `target` (doc, rtf, odt)."""
    return converted(word_file.plain(report), "docx", target)


def sheet(
    report: ReportText, *, target: str, sheets: bool = False, formulas: bool = False
) -> bytes:
    """The report as a spreadsheet, converted to `target` (xls, ods, xlsx)."""
    return converted(sheet_file.workbook(report, sheets=sheets, formulas=formulas), "xlsx", target)


@cache
def converted(data: bytes, source: str, target: str) -> bytes:
    """Convert a file with the LibreOffice of this machine."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / f"in.{source}"
        file.write_bytes(data)
        subprocess.run(
            [
                "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless", "--convert-to", target, "--outdir", str(folder / "out"), str(file),
            ],
            check=True, capture_output=True, timeout=TIME_LIMIT,
        )  # fmt: skip
        return (folder / "out" / f"in.{target}").read_bytes()
