"""How long the commands take from the shell, and how that compares with the tools they stand on.

Run by ``make bench``. Every figure is the median of whole processes started in turn in one run;
the ratios come last. docs/performance.md holds the figures of the last run written down.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "townships" / "青禾县" / "枣岭乡" / "2020"
REAL = ROOT.parent / "shared" / "data" / "zaoling-2020.txt"
BIN = Path(sys.executable).parent
TIMES = 7


def seconds(command: list[str], cwd: Path) -> float:
    """Return the wall time of one process; a non-zero exit stops the benchmark."""
    started = time.perf_counter()
    subprocess.run(command, cwd=cwd, check=True, capture_output=True)
    return time.perf_counter() - started


def medians(commands: dict[str, list[str]], cwd: Path, times: int) -> dict[str, float]:
    """Return each command's median; the commands take turns, so that all see the same machine."""
    runs: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(times):
        for name, command in commands.items():
            runs[name].append(seconds(command, cwd))
    return {name: statistics.median(found) for name, found in runs.items()}


def main() -> None:
    """Print the table."""
    kit = str(BIN / "disclosure-audit")
    report = REAL if REAL.is_file() else next(SAMPLE.glob("report.*"))
    with tempfile.TemporaryDirectory() as folder:
        year = Path(folder) / "county" / "township" / "2020"
        year.mkdir(parents=True)
        shutil.copy(report, year / f"report{report.suffix}")
        quick = medians(
            {
                "python -c pass": [sys.executable, "-c", "pass"],
                "kit --help": [kit, "--help"],
                "kit extract REPORT": [kit, "extract", str(report)],
                "papermill --help": [str(BIN / "papermill"), "--help"],
            },
            Path(folder),
            TIMES,
        )
        notebook = str(ROOT / "notebooks" / "township_audit.ipynb")
        convert = [str(BIN / "jupyter"), "nbconvert", "--to", "disclosure_memo", "out.ipynb"]
        run = [str(BIN / "papermill"), notebook, "out.ipynb", "-p", "year_folder", str(year)]
        whole = medians(
            {"kit audit FOLDER": [kit, "audit", str(year)], "papermill": run, "nbconvert": convert},
            Path(folder),
            3,
        )
    for name, value in (quick | whole).items():
        print(f"{name:<24}{value:8.3f} s")
    both = whole["papermill"] + whole["nbconvert"]
    print(f"kit --help / papermill --help                 {_ratio(quick, 1, 3):6.2f}")
    print(f"kit extract / python -c pass                  {_ratio(quick, 2, 0):6.2f}")
    print(f"kit audit / (papermill, then nbconvert)       {whole['kit audit FOLDER'] / both:6.2f}")


def _ratio(figures: dict[str, float], one: int, other: int) -> float:
    values = list(figures.values())
    return values[one] / values[other]


if __name__ == "__main__":
    main()
