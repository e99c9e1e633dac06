"""How long reading takes beside the libraries that read the tables alone, in one run.

Run by ``make bench``; the ratios come last. The same files are read in turn in one warm process, so
that every figure sees the same machine. docs/performance.md says what either side does.
"""

from __future__ import annotations

import io
import logging
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import pandas as pd  # noqa: E402
import pdfplumber  # noqa: E402
import pypdfium2 as pdfium  # noqa: E402

from bench.timing import medians  # noqa: E402
from disclosure_audit.documents import read  # noqa: E402
from disclosure_audit.documents.pdf_pictures import SCAN_DPI  # noqa: E402
from tests.accuracy.samples import samples  # noqa: E402
from tests.rendering import CONVERTED, LAYOUTS, SCANS  # noqa: E402

PAGES = ("html_plain", "html_word", "html_site")
PRINTS = ("pdf_word", "pdf_page", "pdf_page_heads")
SCANNED = ("scan_200", "scan_200_grey")
REPORTS = 3
TIMES = 7
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL | re.IGNORECASE)


class Pair(NamedTuple):
    """A file, and the two ways to read it that are compared."""

    layout: str
    ours: Callable[[], object]
    theirs: Callable[[], object]


def main() -> None:
    """Print the medians of every layout, then the ratios of the sums."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # its warnings cost time of their own
    with tempfile.TemporaryDirectory() as folder:
        web = list(_pairs(Path(folder), PAGES, _read_html))
        prints = list(_pairs(Path(folder), PRINTS, _extract_tables))
        sums = [_compared(pairs) for pairs in (web, prints)]
        scans = list(_pairs(Path(folder), SCANNED, _recognise, reports=1))
        sums.append(_compared(scans, times=2))
    print()
    print(f"reading an HTML report / pandas.read_html of its tables  {sums[0]:6.2f}")
    print(f"reading a text PDF / pdfplumber extract_tables           {sums[1]:6.2f}")
    print(f"reading a scan / RapidOCR on its pages                   {sums[2]:6.2f}")


def _pairs(
    folder: Path,
    layouts: tuple[str, ...],
    theirs: Callable[[Path], Callable[[], object]],
    reports: int = REPORTS,
) -> Iterator[Pair]:
    chosen = [sample.report for sample in samples(reports, seed=1)]
    for layout in layouts:
        renderer = {**LAYOUTS, **CONVERTED, **SCANS}[layout]
        for number, data in enumerate(renderer.all(chosen)):
            path = folder / f"{layout}-{number}.{renderer.extension}"
            path.write_bytes(data)
            yield Pair(layout, lambda path=path: read(path), theirs(path))  # type: ignore[misc]


def _read_html(path: Path) -> Callable[[], object]:
    """The tables' markup alone, cut out beforehand, with the parser pandas takes by default."""
    markup = "\n".join(_TABLE.findall(path.read_text(encoding="utf-8")))
    return lambda: pd.read_html(io.StringIO(markup))


def _extract_tables(path: Path) -> Callable[[], object]:
    def extract() -> None:
        with pdfplumber.open(path) as document:
            for page in document.pages:
                page.extract_tables()

    return extract


def _recognise(path: Path) -> Callable[[], object]:
    """The engine as it comes, on the pages drawn beforehand as the kit draws them."""
    from rapidocr import RapidOCR

    engine = RapidOCR(params={"Global.log_level": "critical"})
    with pdfium.PdfDocument(path) as document:
        pages = [page.render(scale=SCAN_DPI / 72).to_numpy() for page in document]
    return lambda: [engine(page) for page in pages]


def _compared(pairs: list[Pair], times: int = TIMES) -> float:
    """Print the medians of both ways for each layout, and return the ratio of their sums."""
    ours: dict[str, float] = {}
    theirs: dict[str, float] = {}
    shares = Counter(pair.layout for pair in pairs)
    for pair in pairs:
        own, other = _medians(pair, times)
        own, other = own / shares[pair.layout], other / shares[pair.layout]
        ours[pair.layout] = ours.get(pair.layout, 0.0) + own
        theirs[pair.layout] = theirs.get(pair.layout, 0.0) + other
    for layout, seconds in ours.items():
        print(
            f"{layout:<16} read {1000 * seconds:8.1f} ms   tables {1000 * theirs[layout]:8.1f} ms"
        )
    return sum(ours.values()) / sum(theirs.values())


def _medians(pair: Pair, count: int) -> tuple[float, float]:
    pair.ours(), pair.theirs()  # warm: imports, and files in the system's cache
    return medians(pair.ours, pair.theirs, count)


if __name__ == "__main__":
    main()
