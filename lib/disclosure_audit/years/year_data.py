"""A township's year: the report with what the folder and the parameters say of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from disclosure_audit.documents import FORMATS, Note, is_first_page
from disclosure_audit.errors import FilerError, InspectorError
from disclosure_audit.reports import Report, read_report
from disclosure_audit.text import Words
from disclosure_audit.years.siblings import Siblings, siblings_of

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
    """

    report: Report
    county: str | None
    township: str | None
    year: int | None
    report_path: Path
    siblings: Siblings = field(default_factory=Siblings)


def load_year(
    path: Path,
    *,
    county: str | None = None,
    township: str | None = None,
    year: int | None = None,
    priors: tuple[str, ...] = (),
) -> YearData:
    """Load a year folder, or a report file alone.

    Parameters
    ----------
    path
        ``<county>/<township>/<year>/`` with a ``report.<ext>``, or a report file.
    county, township, year
        Where the folder names do not say it.
    priors
        Prior reports that the parameters name.

    Raises
    ------
    InspectorError
        There is no such path, or the year is impossible.
    FilerError
        The folder holds no report or several, or the report cannot be read.
    """
    folder = path.resolve() if is_folder(path) else None
    report_path = report_in(path) if folder else path
    if folder is not None and folder.name.isdecimal():
        year = year if year is not None else int(folder.name)
        township = township or folder.parent.name
        county = county or folder.parent.parent.name
    check_year(year)
    report = read_report(report_path, year=year, township=township)
    unread = tuple(_unread(folder, priors))
    return YearData(
        report=replace(report, notes=(*report.notes, *unread)) if unread else report,
        county=county or report.county,
        township=township,
        year=year,
        report_path=report_path,
        siblings=_siblings(folder),
    )


def _siblings(folder: Path | None) -> Siblings:
    """Return the townships beside a folder <county>/<township>/<year>; none for another folder."""
    known = folder is not None and folder.name.isdecimal()
    return siblings_of(folder, int(folder.name)) if folder and known else Siblings()


def _unread(folder: Path | None, priors: tuple[str, ...]) -> Iterator[Note]:
    """Yield a note for every input that is there and that this version does not look at."""
    if priors:
        yield _not_read("priors", "指定的往年报告", "the prior reports named")
    for name, zh, en in (
        ("waivers.yaml", "豁免清单 waivers.yaml", "waivers.yaml"),
        ("ledgers", "台账 ledgers/", "the ledgers"),
    ):
        if folder is not None and (folder / name).exists():
            yield _not_read(name, zh, en)


def _not_read(name: str, zh: str, en: str) -> Note:
    return Note(
        "not_read",
        Words(f"{zh}：本版本尚不使用，未计入核查。", f"{name}: {en} not used by this version yet."),
    )


def is_folder(path: Path) -> bool:
    """Whether there is such a folder; a path that no system opens is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


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


def _is_report(path: Path) -> bool:
    """Whether a file is named as the report, or as the first of its pages."""
    name = path.stem.lower()
    return name == "report" or (name.startswith("report-") and is_first_page(path))


def report_in(folder: Path) -> Path:
    """Return the ``report.<ext>`` of a year folder, or ``report-1.<ext>`` for several pages.

    Raises
    ------
    FilerError
        There is none, or there are several.
    """
    try:
        found = sorted(p for p in folder.iterdir() if _is_report(p) and p.is_file())
    except OSError as error:
        raise FilerError(
            Words(
                f"文件夹 {folder} 打不开（{error.strerror}）。请检查权限。",
                f"{folder} cannot be opened ({error.strerror}). Check its permissions.",
            )
        ) from error
    found = [p for p in found if p.suffix.lower() != ".json"]
    readable = [p for p in found if p.suffix.lower().lstrip(".") in FORMATS]
    if len(readable) == 1 and len(found) == 1:
        return readable[0]
    if len(found) > 1:
        names = "、".join(p.name for p in found)
        raise FilerError(
            Words(
                f"文件夹 {folder} 中有几份报告（{names}），只应有一份。请留下正式发布的一份。",
                f"{folder} holds several reports ({names}); one is allowed. "
                "Keep the one that was published.",
            )
        )
    if found:
        return found[0]  # its reader says what the format lacks
    extensions = "、".join(sorted(FORMATS))
    raise FilerError(
        Words(
            f"文件夹 {folder} 中没有报告。请放入一份名为 report 的文件（{extensions}），"
            "例如 report.html。",
            f"{folder} holds no report. Put one there named report ({extensions}), "
            "for example report.html.",
        )
    )
