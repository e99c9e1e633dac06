"""Names, links and special files: a name is data, and only a regular file is a report."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.hostile.command import ends_well, refused, report_read, run
from tests.reports_text import report_text

NAMES = (
    "report\n.2024.txt", "report\r\n\t.txt", "report\x1b[31m.txt", "report\x07\x08.txt",
    "\u202etxt.exe.txt", "report\u2066\u200f.txt", "{}{0}{report}%s%n%d.txt", "%2e%2e%2f.txt",
    "-rf.txt", "--lang.txt", "; touch pwned #.txt", "$(touch pwned).txt", "`touch pwned`.txt",
    "'\"&<b>|*?.txt", "年" * 80 + ".txt", " .txt", "..txt", "report .txt",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_any_name_is_only_a_name(name: str, tmp_path: Path) -> None:
    """The report is read whatever it is called; nothing in its name is an order."""
    file = tmp_path / name
    file.write_text(report_text(), encoding="utf-8")
    assert len(report_read(file)["cells"]) == 200
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("name", NAMES)
def test_a_refusal_with_any_name_is_one_line_without_orders_to_the_terminal(
    name: str, tmp_path: Path
) -> None:
    """Neither line breaks nor control characters nor marks that turn the text round come out."""
    file = tmp_path / name
    file.write_text("别的文件\n", encoding="utf-8")
    said = refused(file)
    assert all(character.isprintable() for character in said.rstrip("\n")), ascii(said)


@pytest.mark.parametrize("name", ["-rf.txt", "--lang.txt"])
def test_a_name_like_an_option_is_a_name_behind_two_dashes(name: str, tmp_path: Path) -> None:
    """As with every other command."""
    (tmp_path / name).write_text(report_text(), encoding="utf-8")
    assert run("extract", "--", name, cwd=tmp_path).status == 0
    done = run("extract", name, cwd=tmp_path)
    assert (done.status, "Traceback" in done.err) == (2, False)


def test_names_that_are_too_long_are_refused_in_words(tmp_path: Path) -> None:
    """No system opens them."""
    done = run("extract", tmp_path / ("x" * 5_000 + ".txt"))
    assert done.status in (2, 3)
    assert "Traceback" not in done.err


def test_a_link_to_a_report_reads_as_the_report(tmp_path: Path) -> None:
    """Wherever it points: who names the path may read the file."""
    (tmp_path / "elsewhere").mkdir()
    outside = tmp_path / "elsewhere" / "a.txt"
    outside.write_text(report_text(), encoding="utf-8")
    link = tmp_path / "report.txt"
    link.symlink_to(outside)
    assert len(report_read(link)["cells"]) == 200


@pytest.mark.parametrize(
    "target", ["/dev/zero", "/dev/full", "/dev/stdin", "/proc/self/mem", "/etc"]
)
def test_links_to_what_is_no_report_end_at_once(target: str, tmp_path: Path) -> None:
    """Devices are never opened."""
    link = tmp_path / "report.txt"
    link.symlink_to(target)
    done = run("extract", link)
    assert done.status in (2, 3), done.err
    assert done.err.count("\n") == 1
    assert done.seconds < 3


def test_a_loop_of_links_a_pipe_and_a_lost_link_end_at_once(tmp_path: Path) -> None:
    """None of them waits for somebody to write."""
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "lost.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    for name in ("loop.txt", "lost.txt", "pipe.txt"):
        done = run("extract", tmp_path / name)
        assert done.status in (2, 3), done.err
        assert done.err.count("\n") == 1
        assert "Traceback" not in done.err


def test_a_year_folder_with_a_link_out_of_it_is_left_as_it_is(tmp_path: Path) -> None:
    """`check` on the folder reads the report that the link names, and writes nothing anywhere."""
    folder = tmp_path / "县" / "青松镇" / "2024"
    folder.mkdir(parents=True)
    outside = tmp_path / "outside.txt"
    outside.write_text(report_text(), encoding="utf-8")
    (folder / "report.txt").symlink_to(outside)
    done = ends_well(folder, commands=("check",))
    assert done.status == 0, done.err
    assert [path.name for path in folder.iterdir()] == ["report.txt"]
