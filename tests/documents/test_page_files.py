"""Several pictures of one report: the first stands for all."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosure_audit.documents import Table, read
from disclosure_audit.documents.page_files import page_files
from disclosure_audit.errors import FilerError
from disclosure_audit.years import report_in
from tests.documents.test_scans import drawn


def put(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).write_bytes(b"picture")
    return folder


def test_the_pages_are_taken_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    """report-10 follows report-9, of whatever kind; other files are left alone."""
    names = [f"report-{n}.{'jpg' if n == 3 else 'png'}" for n in range(1, 12)]
    put(tmp_path, *names, "report-2.txt", "report.png", "other-1.png", "report-x.png")
    assert [path.name for path in page_files(tmp_path / "report-1.png")] == names


@pytest.mark.parametrize(
    "names",
    [
        ["report-1.png", "report-3.png"],
        ["report-1.png", "report-01.png"],
        ["report-1.png", "report-2.png", "report-2.jpg"],
    ],
)
def test_a_page_that_is_missing_or_there_twice_refuses_the_report(
    tmp_path: Path, names: list[str]
) -> None:
    """A report without one of its pages would be audited as if that page were empty."""
    put(tmp_path, *names)
    with pytest.raises(FilerError, match="report-1"):
        page_files(tmp_path / names[0])


def test_a_single_picture_stands_for_itself(tmp_path: Path) -> None:
    """Only a name that ends in -1 has further pages."""
    put(tmp_path, "report.png", "report-2.png")
    assert page_files(tmp_path / "report.png") == (tmp_path / "report.png",)


def test_pages_are_read_as_one_document(tmp_path: Path) -> None:
    """A table goes on over the files, each cell says on which; the folder knows one report."""
    for number in (1, 2):
        drawn([["总计", f"{number}2"], ["合计", "305"]]).save(
            tmp_path / f"report-{number}.png", dpi=(200, 200)
        )
    found = report_in(tmp_path)
    assert found.name == "report-1.png"
    (table,) = read(found).blocks
    assert isinstance(table, Table)
    assert [row[1].at.page for row in table.rows] == [1, 1, 2, 2]
