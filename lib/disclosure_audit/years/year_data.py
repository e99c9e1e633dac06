"""A township's year: the report with what the folder and the parameters say of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from disclosure_audit.documents import Note
from disclosure_audit.errors import InspectorError
from disclosure_audit.reports import Report, read_report
from disclosure_audit.text import Words
from disclosure_audit.years.folders import folder_before, is_folder, report_in
from disclosure_audit.years.ledgers import Ledgers, load_ledgers
from disclosure_audit.years.priors import Own, Prior, UnusedPrior, Within, plainly, read_priors
from disclosure_audit.years.siblings import Siblings, siblings_of
from disclosure_audit.years.waivers import NO_WAIVERS, Waivers, load_waivers

if TYPE_CHECKING:
    from disclosure_audit.years.earlier import Earlier

FIRST_YEAR, LAST_YEAR = 2008, 2100
"""The regulation of 2007 took effect in 2008; no report can be of a year before."""


@dataclass(frozen=True)
class YearData:
    """What is audited.

    Parameters
    ----------
    report
        The annual report.
    county, township, year
        As the parameters or the folder names say, the county else as the title says; None where
        nobody says it.
    report_path
        The report file.
    siblings
        The other townships of the county, where the report lies in a year folder.
    priors
        Reports of earlier years that it is held against, newest first.
    priors_unused
        Those that were found or named and are not, with the reason.
    waivers
        The year folder's waivers.yaml.
    last_waivers
        Last year's of the same township: for information, nothing of it holds this year.
    earlier
        An earlier report of the folder and its findings, where this is a second audit.
    ledgers
        The registers behind it, where the year folder holds any.
    """

    report: Report
    county: str | None
    township: str | None
    year: int | None
    report_path: Path
    siblings: Siblings = field(default_factory=Siblings)
    priors: tuple[Prior, ...] = ()
    priors_unused: tuple[UnusedPrior, ...] = ()
    waivers: Waivers = NO_WAIVERS
    last_waivers: Waivers = NO_WAIVERS
    earlier: Earlier | None = None
    ledgers: Ledgers = field(default_factory=Ledgers)


def load_year(
    path: Path,
    *,
    county: str | None = None,
    township: str | None = None,
    year: int | None = None,
    priors: tuple[str, ...] = (),
    within: Within = plainly,
) -> YearData:
    """Load a year folder, or a report file alone, with the report of the year before.

    Parameters
    ----------
    path
        ``<county>/<township>/<year>/`` with a ``report.<ext>``, or a report file.
    county, township, year
        Where the folder names do not say it.
    priors
        Prior reports or year folders; none: the township's folder of the year before.
    within
        What each file is read within: `documents.bounded` for commands.

    Raises
    ------
    InspectorError
        There is no such path, or the year is impossible.
    FilerError
        The folder holds no report or several, or the report cannot be read. A prior that cannot
        be read is a note.
    """
    data = within(lambda: _own_year(path, county, township, year))
    own = Own(data.report, data.county, data.township, data.year or data.report.year)
    used, unused = read_priors(own, path if is_folder(path) else None, priors, within)
    notes = (*data.report.notes, *(prior.note for prior in unused))
    return replace(
        data, report=replace(data.report, notes=notes), priors=used, priors_unused=unused
    )


def _own_year(path: Path, county: str | None, township: str | None, year: int | None) -> YearData:
    """Load what the year folder itself says; parameters and errors as `load_year`."""
    folder = path.resolve() if is_folder(path) else None
    report_path = report_in(path) if folder else path
    if folder is not None and folder.name.isdecimal():
        year = year if year is not None else int(folder.name)
        township = township or folder.parent.name
        county = county or folder.parent.parent.name
    check_year(year)
    last = folder_before(folder) if folder else None
    report = read_report(report_path, year=year, township=township)
    earlier, unusable = _earlier(folder, report)
    ledgers = load_ledgers(folder, report.form) if folder else Ledgers()
    unread = (*unusable, *ledgers.notes)
    return YearData(
        report=replace(report, notes=(*report.notes, *unread)) if unread else report,
        county=county or report.county,
        township=township,
        year=year,
        report_path=report_path,
        waivers=load_waivers(folder) if folder else NO_WAIVERS,
        last_waivers=load_waivers(last) if last else NO_WAIVERS,
        earlier=earlier,
        ledgers=ledgers,
        siblings=_siblings(folder),
    )


def _siblings(folder: Path | None) -> Siblings:
    """Return the townships beside a folder <county>/<township>/<year>; none for another folder."""
    known = folder is not None and folder.name.isdecimal()
    return siblings_of(folder, int(folder.name)) if folder and known else Siblings()


def _earlier(folder: Path | None, report: Report) -> tuple[Earlier | None, tuple[Note, ...]]:
    """Return the folder's earlier report, and a note where files of it cannot be understood."""
    if folder is None or not any(
        (folder / name).exists() for name in ("findings.json", "run.json")
    ):
        return None, ()
    from disclosure_audit.years.earlier import UnusableError, earlier_than  # only where one may be

    try:
        return earlier_than(folder, report.source.sha256), ()
    except UnusableError:
        return None, (Note("earlier_unusable", _UNUSABLE),)


_UNUSABLE = Words(
    "上次核查留下的 findings.json、report.json 或 run.json 读不懂，没有与上次比较。",
    "The files of the last run (findings.json, report.json, run.json) cannot be understood; this "
    "report was not held against it.",
)


def check_year(year: int | None) -> None:
    """Raise InspectorError where `year` can be no report year."""
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise InspectorError(
            Words(
                f"年份 {year} 不在 {FIRST_YEAR} 至 {LAST_YEAR} 之间。"
                "请改正年份或年份文件夹的名称。",
                f"Year {year} is not between {FIRST_YEAR} and {LAST_YEAR}. "
                "Correct the year or the name of the year folder.",
            )
        )
