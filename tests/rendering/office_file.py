"""Files that an office program writes: the renderers' files, converted by LibreOffice."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.rendering import word_file
from tests.rendering.report import ReportText

TIME_LIMIT = 120
"""Seconds for one file; every start of LibreOffice costs some of them."""

# How LibreOffice is to write a format, where its own choice is another.
_FILTERS = {
    "csv": "csv:Text - txt - csv (StarCalc):44,34,76",
    "docx": "docx:MS Word 2007 XML",
    "html": "html:XHTML Writer File",
}


@dataclass(frozen=True)
class Steps:
    """Conversions one after the other, such as docx, odt, docx; each of all files at once."""

    formats: tuple[str, ...]

    def __call__(self, files: Sequence[bytes]) -> list[bytes]:
        """Return the files in the last of the formats."""
        return converted_each(files, [self.formats] * len(files))


def word(report: ReportText, *, target: str) -> bytes:
    """The report as a Word file, converted to `target` (doc, rtf, odt)."""
    return converted(word_file.plain(report), "docx", target)


@cache
def converted(data: bytes, source: str, target: str) -> bytes:
    """Convert a file with the LibreOffice of this machine."""
    return converted_all([data], source, target)[0]


def converted_each(files: Sequence[bytes], steps: Sequence[tuple[str, ...]]) -> list[bytes]:
    """Convert each file by steps of its own, files that are at the same step with one start."""
    made = list(files)
    for stage in range(max(map(len, steps), default=0) - 1):
        at_step: dict[tuple[str, ...], list[int]] = {}
        for number, formats in enumerate(steps):
            if stage + 1 < len(formats):
                at_step.setdefault(formats[stage : stage + 2], []).append(number)
        for (source, target), numbers in at_step.items():
            converted_now = converted_all([made[n] for n in numbers], source, target)
            for number, data in zip(numbers, converted_now, strict=True):
                made[number] = data
    return made


def converted_all(files: Sequence[bytes], source: str, target: str) -> list[bytes]:
    """Convert files with one start of LibreOffice."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = [folder / f"{number}.{source}" for number in range(len(files))]
        for path, data in zip(paths, files, strict=True):
            path.write_bytes(data)
        subprocess.run(
            [
                "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless", "--convert-to", _FILTERS.get(target, target),
                "--outdir", str(folder / "out"), *map(str, paths),
            ],
            check=True, capture_output=True, timeout=TIME_LIMIT * len(files),
        )  # fmt: skip
        return [(folder / "out" / f"{path.stem}.{target}").read_bytes() for path in paths]
