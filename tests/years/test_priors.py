"""Prior reports: which are found, which are used, and which are refused with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosure_audit.documents import bounded
from disclosure_audit.years import YearData, load_year
from disclosure_audit.years.priors import MOST
from tests.reports_text import report_text

PERIOD = "本报告统计期限自2024年1月1日起至2024年12月31日止。"


def written(path: Path, title: str | None = None, year: int | None = None) -> Path:
    """A report at `path`; by default of the township and year that its folders name."""
    year = year or int(path.parent.name)
    title = title or f"{path.parent.parent.name}{year}年政府信息公开工作年度报告"
    period = PERIOD.replace("2024", str(year))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(report_text(title).replace(PERIOD, period), encoding="utf-8")
    return path


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The year folder that is audited."""
    return written(tmp_path / "松县" / "青松镇" / "2024" / "report.txt").parent


def years(data: YearData) -> list[int]:
    return [prior.year for prior in data.priors]


def reasons(data: YearData) -> str:
    notes = [note.words.zh for note in data.report.notes if note.code == "prior_unused"]
    assert len(notes) == len(data.priors_unused)
    return "".join(notes)


def test_the_year_before_is_found_beside_the_year_folder(own: Path) -> None:
    """Of the township's other folders the one of the year before is read, and no other."""
    for year in (2022, 2023, 2025):
        written(own.parent / str(year) / "report.txt")
    data = load_year(own)
    assert years(data) == [2023]
    assert data.priors[0].path == own.resolve().parent / "2023" / "report.txt"
    assert data.priors[0].report.title == "青松镇2023年政府信息公开工作年度报告"
    assert reasons(data) == ""


@pytest.mark.parametrize("there", ["nothing", "a folder without a report"])
def test_without_a_report_of_the_year_before_there_is_no_prior(own: Path, there: str) -> None:
    """A unit's first year is no fault and no note."""
    if there != "nothing":
        (own.parent / "2023" / "ledgers").mkdir(parents=True)
    data = load_year(own)
    assert (data.priors, data.priors_unused) == ((), ())


def test_named_priors_are_files_or_folders_newest_first(own: Path, tmp_path: Path) -> None:
    """Whatever is named is read, of whatever earlier year; nothing else is looked for."""
    written(own.parent / "2023" / "report.txt")
    file = written(tmp_path / "x" / "old.txt", "青松镇2021年政府信息公开工作年度报告", 2021)
    folder = written(tmp_path / "y" / "青松镇" / "2022" / "report.txt").parent
    assert years(load_year(own, priors=(str(file), str(folder)))) == [2022, 2021]


def test_a_report_file_alone_is_compared_with_a_named_prior(own: Path) -> None:
    """Without folders the titles say unit and year."""
    prior = written(own.parent / "2023" / "report.txt")
    assert years(load_year(own / "report.txt", priors=(str(prior),))) == [2023]
    assert years(load_year(own / "report.txt")) == []


@pytest.mark.parametrize(
    ("title", "year", "reason"),
    [
        ("青松镇政府信息公开工作年度报告2024年", 2024, "不早于本报告"),
        ("青松镇2025年政府信息公开工作年度报告", 2025, "不早于本报告"),
        ("绿水乡2023年政府信息公开工作年度报告", 2023, "是“绿水乡”的"),
        ("青松岭镇2023年政府信息公开工作年度报告", 2023, "是“青松岭镇”的"),
        ("柏县青松镇2023年政府信息公开工作年度报告", 2023, "是柏县的"),
        ("政府信息公开工作年度报告", 2023, "看不出是不是“青松镇”的"),
    ],
)
def test_the_wrong_report_is_refused_with_the_reason(
    own: Path, tmp_path: Path, title: str, year: int, reason: str
) -> None:
    """Another unit's, or one of the same or a later year, never accuses this one."""
    prior = written(tmp_path / "x" / "prior.txt", title, year)
    if "镇" not in title:
        nameless = prior.read_text(encoding="utf-8").replace("青松镇", "本镇")
        prior.write_text(nameless, encoding="utf-8")
    data = load_year(own, priors=(str(prior),))
    assert years(data) == []
    assert reason in reasons(data)
    assert "x/prior.txt" in reasons(data)


def test_a_report_of_another_unit_in_the_township_s_own_folder_is_refused(own: Path) -> None:
    """What the title says counts more than where somebody put the file."""
    written(own.parent / "2023" / "report.txt", "绿水乡2023年政府信息公开工作年度报告")
    assert "是“绿水乡”的" in reasons(load_year(own))


def test_a_title_of_another_year_is_a_slip_only_if_the_period_says_so(own: Path) -> None:
    """Last year's title left standing is common, and so is last year's file in this folder."""
    file = own.parent / "2023" / "report.txt"
    slip = "青松镇2022年政府信息公开工作年度报告"
    assert years(load_year(written(file, slip, 2023).parents[1] / "2024")) == [2023]
    written(file, slip, 2022)
    assert "不能确定是哪一年的" in reasons(load_year(own))


def test_where_the_year_or_unit_of_the_report_itself_is_unsure_nothing_is_compared(
    own: Path,
) -> None:
    """A report that may be another's, or of another year, is not held against last year's."""
    written(own.parent / "2023" / "report.txt")
    written(own / "report.txt", "绿水乡2024年政府信息公开工作年度报告")
    assert "本报告标题的单位是“绿水乡”" in reasons(load_year(own))
    written(own / "report.txt", "青松镇2021年政府信息公开工作年度报告", 2021)
    assert "本报告应为 2024 年，标题写 2021 年" in reasons(load_year(own))


@pytest.mark.parametrize(
    ("folder", "last", "used"),
    [
        ("qingsong", "青松镇2023年政府信息公开工作年度报告", True),
        ("qingsong", "绿水乡2023年政府信息公开工作年度报告", False),
        ("青松", "青松镇2023年政府信息公开工作年度报告", True),
        ("绿水", "青松镇2023年政府信息公开工作年度报告", False),
    ],
)
def test_a_folder_s_name_may_be_short_or_a_mere_label(
    tmp_path: Path, folder: str, last: str, used: bool
) -> None:
    """In pinyin it says nothing of the unit; in Chinese it must agree with the titles."""
    title = "青松镇2024年政府信息公开工作年度报告"
    own = written(tmp_path / "songxian" / folder / "2024" / "report.txt", title).parent
    written(own.parent / "2023" / "report.txt", last)
    assert (years(load_year(own)) == [2023]) == used


def test_the_same_file_in_two_folders_is_no_prior(own: Path) -> None:
    """Last year's file put there again would agree with itself in all that is to be asked."""
    other = own.parent / "2023" / "report.txt"
    other.parent.mkdir()
    other.write_bytes((own / "report.txt").read_bytes())
    assert "同一份文件" in reasons(load_year(own))


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 50, "红烧肉的做法".encode()])
@pytest.mark.parametrize("within", ["bounded", "plainly"])
def test_a_prior_that_cannot_be_read_is_a_note(own: Path, content: bytes, within: str) -> None:
    """It never stops the audit; the reason is told."""
    file = own.parent / "2023" / "report.txt"
    file.parent.mkdir()
    file.write_bytes(content)
    data = load_year(own, within=bounded) if within == "bounded" else load_year(own)
    assert "2023/report.txt 没有用来对照：读不出来（" in reasons(data)
    assert data.report.notes[-1].words.en.endswith(").")


def test_a_path_that_is_not_there_is_a_note(own: Path) -> None:
    """So is one that no system opens."""
    data = load_year(own, priors=("nowhere.txt", "x" * 5_000))
    assert len(data.priors_unused) == 2
    assert "nowhere.txt" in reasons(data)


def test_no_more_priors_are_read_than_are_allowed(own: Path, tmp_path: Path) -> None:
    """Each costs as much as the report; those left out are told, and so is a second of a year."""
    files = []
    for number in range(MOST + 1):
        year = 2023 - number
        title = f"青松镇{year}年政府信息公开工作年度报告"
        files.append(str(written(tmp_path / "x" / f"{year}.txt", title, year)))
    data = load_year(own, priors=tuple(files))
    assert years(data) == [2023, 2022, 2021, 2020, 2019]
    assert f"最多读 {MOST} 份，从它起 1 份没有读" in reasons(data)
    again = written(tmp_path / "x" / "again.txt", "青松镇2023年政府信息公开工作年度报告", 2023)
    again.write_text(again.read_text(encoding="utf-8") + "。\n", encoding="utf-8")
    assert "2023 年已有一份" in reasons(load_year(own, priors=(files[0], str(again))))


def test_what_a_prior_does_to_its_reader_stays_with_the_prior(own: Path) -> None:
    """A prior that breaks its process leaves the report as it was read."""
    prior = written(own.parent / "2023" / "report.txt")
    calls = iter((bounded, _broken))
    data = load_year(own, priors=(str(prior),), within=lambda read: next(calls)(read))
    assert data.report.title == "青松镇2024年政府信息公开工作年度报告"
    assert "读不出来（" in reasons(data)


def _broken(read: object) -> object:
    import os

    return bounded(lambda: os._exit(3))
