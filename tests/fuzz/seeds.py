"""The sound files that are damaged: one small report in every format, written by real programs.

They lie in tests/fuzz/seeds, because equal damage is only equal on equal bytes. To write them
anew: `python -m tests.fuzz.seeds`.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

from disclosure_audit.forms import editions
from tests.fuzz.mutations import ARCHIVE, BINARY, MARKUP, PDF, TEXT
from tests.rendering import CONVERTED, LAYOUTS
from tests.rendering.figures import faultless
from tests.rendering.variation import sample

FOLDER = Path(__file__).with_name("seeds")

# Extension -> layout of its seed, and the ways in which it is damaged.
SEEDS = {
    "txt": ("pipe_rows", TEXT),
    "md": ("md_pipes", TEXT),
    "html": ("html_site", MARKUP),
    "mht": ("mht_quoted", MARKUP),
    "csv": ("csv", TEXT),
    "docx": ("docx_numbered", ARCHIVE),
    "xlsx": ("xlsx_one_sheet", ARCHIVE),
    "ods": ("ods", ARCHIVE),
    "xls": ("xls", BINARY),
    "pdf": ("pdf_word", PDF),
}


def seed(extension: str) -> bytes:
    """Return the sound file of a format."""
    return (FOLDER / f"report.{extension}").read_bytes()


def write() -> None:
    """Write every seed anew."""
    edition = editions()["2021"]
    report = sample(edition, faultless(edition, Random(2)), Random(2)).report
    FOLDER.mkdir(exist_ok=True)
    for extension, (layout, _) in SEEDS.items():
        data = ({**LAYOUTS, **CONVERTED})[layout](report)
        (FOLDER / f"report.{extension}").write_bytes(data)


if __name__ == "__main__":
    write()
