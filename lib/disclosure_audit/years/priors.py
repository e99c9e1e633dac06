"""Reports of earlier years: where they are found, and which of them a report is held against.

A figure held against the wrong report accuses falsely. So a prior is used only where its unit and
its year are sure; any other is refused, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from disclosure_audit.documents import Note
from disclosure_audit.errors import DisclosureAuditError
from disclosure_audit.reports import Report, name_of, read_report
from disclosure_audit.text import Words, shortened
from disclosure_audit.text.plain import half_width
from disclosure_audit.years.folders import holds_report, is_folder, report_in

MOST = 5
"""Prior reports read for one audit: reading one costs as much as the report itself."""

_T = TypeVar("_T")
_FIRST_DAY = re.compile(r"((?:19|20)\d\d) ?年 ?0?1 ?月 ?0?1 ?日")
_YEAR = re.compile(r"(?:19|20)\d\d")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_KINDS = ("乡", "镇", "街道", "民族乡", "苏木")


class Within(Protocol):
    """Calls what reads a file, within limits or plainly."""

    def __call__(self, read: Callable[[], _T], /) -> _T:
        """Return what `read` returns."""


def plainly(read: Callable[[], _T], /) -> _T:
    """Read here and now, within the readers' own limits alone."""
    return read()


@dataclass(frozen=True, slots=True)
class Prior:
    """A report of an earlier year of the same unit: its year, its file, and what was read."""

    year: int
    path: Path
    report: Report


@dataclass(frozen=True, slots=True)
class UnusedPrior:
    """A prior report that was found or named and is not used.

    Parameters
    ----------
    path
        The file, or what was named where no file was found.
    why
        The reason, a clause.
    """

    path: Path
    why: Words

    @property
    def note(self) -> Note:
        """Return the note that says so."""
        name = shortened("/".join(self.path.parts[-2:]), 120)
        return Note(
            "prior_unused",
            Words(
                f"往年报告 {name} 没有用来对照：{self.why.zh}。",
                f"Prior report {name} was not compared with: {self.why.en}.",
            ),
        )


@dataclass(frozen=True, slots=True)
class Own:
    """The report that is audited, with what folder or parameters say of it."""

    report: Report
    county: str | None
    township: str | None
    year: int | None


class _RefusedError(Exception):
    """A prior is not used; carries the reason."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.words = Words(zh, en)


def read_priors(
    own: Own, folder: Path | None, named: tuple[str, ...], within: Within
) -> tuple[tuple[Prior, ...], tuple[UnusedPrior, ...]]:
    """Read the prior reports that are named, else that of the year before.

    Parameters
    ----------
    own
        The report that is audited.
    folder
        Its year folder, beside which the folder of the year before stands; None: none.
    named
        Report files or year folders; where any is named, no other is looked for.
    within
        What each is read within.

    Returns
    -------
    tuple
        Those used, newest first, one a year; and those that are not, each with the reason.
    """
    used: dict[int, Prior] = {}
    unused: list[UnusedPrior] = []
    candidates = _candidates(own, folder, named)
    for path in candidates[:MOST]:
        try:
            prior = _read(own, path, within, is_own_folder=not named)
            if prior.year in used:
                raise _RefusedError(
                    f"{prior.year} 年已有一份", f"there is one of {prior.year} already"
                )
            used[prior.year] = prior
        except _RefusedError as refusal:
            unused.append(UnusedPrior(_file(path), refusal.words))
    if len(candidates) > MOST:
        unused.append(UnusedPrior(candidates[MOST], _too_many(len(candidates) - MOST)))
    newest_first = sorted(used.values(), key=lambda prior: prior.year, reverse=True)
    return tuple(newest_first), tuple(unused)


def _too_many(left: int) -> Words:
    return Words(
        f"一次最多读 {MOST} 份，从它起 {left} 份没有读",
        f"no more than {MOST} are read; {left} from this one on were not",
    )


def _candidates(own: Own, folder: Path | None, named: tuple[str, ...]) -> tuple[Path, ...]:
    if named:
        return tuple(dict.fromkeys(Path(name) for name in named))
    if folder is None or own.year is None:
        return ()
    # As it was given, for people to read, unless it was given without its own name.
    named_folder = folder if folder.name not in ("", "..") else folder.resolve()
    before = named_folder.parent / str(own.year - 1)
    return (before,) if is_folder(before) and holds_report(before) else ()


def _file(path: Path) -> Path:
    """Return the report of a year folder where there is one, else the path itself."""
    with suppress(DisclosureAuditError):
        return report_in(path) if is_folder(path) else path
    return path


def _read(own: Own, path: Path, within: Within, *, is_own_folder: bool) -> Prior:
    year = int(path.name) if _YEAR.fullmatch(path.name) and is_folder(path) else None
    if own.year is None:
        raise _RefusedError("本报告年度不详，无从对照", "the year of this report is not known")
    if year is not None:
        _refuse_no_earlier(year, own.year)
    try:
        file = report_in(path) if is_folder(path) else path
        report = within(partial(read_report, file, year=year))
    except Exception as error:  # whatever a prior does to its reader, the audit goes on
        raise _unread(error) from error
    if report.source.sha256 == own.report.source.sha256:
        raise _RefusedError("与本报告是同一份文件", "it is the same file as this report")
    _refuse_unsure_year(own.report, own.year, Words("本报告", "this report"))
    known = year if year is not None else _year_of(report)
    _refuse_no_earlier(known, own.year)
    _refuse_unsure_year(report, known, Words("该报告", "that report"))
    _refuse_other_unit(own, report, path, is_own_folder=is_own_folder)
    return Prior(known, file, report)


def _unread(error: Exception) -> _RefusedError:
    words = Words(type(error).__name__, type(error).__name__)
    if isinstance(error, DisclosureAuditError):
        words = error.words
    zh, en = (shortened(said.rstrip("。."), 200) for said in (words.zh, words.en))
    return _RefusedError(f"读不出来（{zh}）", f"it cannot be read ({en})")


# ---------------------------------------------------------------- of which year
def _year_of(report: Report) -> int:
    """Return the year in the title, else that of the statistical period."""
    periods = _periods(report)
    if report.year_printed is not None:
        return report.year_printed
    if len(periods) == 1:
        return periods.pop()
    raise _RefusedError("看不出是哪一年的报告", "its year cannot be told")


def _refuse_no_earlier(year: int, own_year: int) -> None:
    if year >= own_year:
        raise _RefusedError(
            f"是 {year} 年的，不早于本报告（{own_year} 年）",
            f"it is of {year}, no earlier than this report ({own_year})",
        )


def _refuse_unsure_year(report: Report, year: int, which: Words) -> None:
    """Refuse where the title says another year, unless the period says that it is a slip."""
    printed = report.year_printed
    if printed in (None, year) or _periods(report) == {year}:
        return
    raise _RefusedError(
        f"{which.zh}应为 {year} 年，标题写 {printed} 年，不能确定是哪一年的",
        f"{which.en} should be of {year}, its title says {printed}: which year it is of is unsure",
    )


def _periods(report: Report) -> set[int]:
    """Return the years of which the report names the first of January: its statistical period."""
    texts = (half_width(section.text) for section in report.sections)
    return {int(year) for text in texts for year in _FIRST_DAY.findall(text)}


# ---------------------------------------------------------------- of which unit
def _refuse_other_unit(own: Own, report: Report, path: Path, *, is_own_folder: bool) -> None:
    printed, due = own.report.name_printed, _due(own.township)
    if printed and due and not _is_named(printed, due):
        raise _RefusedError(
            f"本报告标题的单位是“{printed}”，应报送的是“{due}”，不能确定是哪个单位的",
            f"this report names “{printed}” and that of “{due}” was due: whose it is is unsure",
        )
    name = printed or due
    if name is None and is_own_folder:
        return  # neither title nor folder names a unit in Chinese: the folder alone holds them
    if name is None:
        raise _RefusedError("本报告单位不详，无从对照", "the unit of this report is not known")
    if report.name_printed and not _is_named(report.name_printed, name):
        raise _RefusedError(
            f"是“{report.name_printed}”的，不是“{name}”的",
            f"it is of “{report.name_printed}”, not of “{name}”",
        )
    _refuse_other_county(own, report, is_own_folder=is_own_folder)
    if report.name_printed or is_own_folder or _speaks_of(report, name):
        return
    if is_folder(path) and path.resolve().parent.name == (own.township or name):
        return
    raise _RefusedError(f"看不出是不是“{name}”的", f"whether it is of “{name}” cannot be told")


def _due(township: str | None) -> str | None:
    """Return the unit that folder or parameter names; a name without Chinese is a mere label."""
    return name_of(township).township if township and _HAN.search(township) else None


def _is_named(printed: str, name: str) -> bool:
    """Whether a printed name is `name`, which as a folder's name may lack the kind of unit."""
    return printed == name or (printed.startswith(name) and printed[len(name) :] in _KINDS)


def _refuse_other_county(own: Own, report: Report, *, is_own_folder: bool) -> None:
    """Towns of one name stand in several counties; a county that became a district is the same."""
    mine = own.report.county or (None if is_own_folder else own.county)
    if mine and report.county and _stem(mine) != _stem(report.county):
        raise _RefusedError(
            f"是{report.county}的，不是{mine}的", f"it is of {report.county}, not of {mine}"
        )


def _stem(county: str) -> str:
    return re.sub(r"[县区市旗]$", "", county)


def _speaks_of(report: Report, name: str) -> bool:
    return any(name in section.text for section in report.sections)
