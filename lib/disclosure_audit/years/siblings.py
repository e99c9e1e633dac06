"""The other townships of the county: their names, and what the kit read of their reports.

Reading every report of a county again for each of its townships would take minutes. The kit writes
what it read beside each report (``report.json``); that is used where it is of the report's bytes as
they are now.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from disclosure_audit.documents import page_files
from disclosure_audit.errors import FilerError

MAX_SIBLINGS = 100
"""A county has some tens of townships; the rest is left out, and counted as not read."""

_MAX_FOLDERS = 500
_MAX_JSON = 1_000_000
_MAX_REPORT = 64_000_000
_BUDGET = 150_000_000
"""Bytes read of all siblings together; a report.json has 40,000 and is weighed tenfold."""

_MAX_NAME = 40
_MAX_TEXT = 400_000
_SCHEMA = "disclosure-report/1"


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another township's report of the same year: its name and its sections' texts by their ids."""

    township: str
    sections: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Siblings:
    """The other townships of the county.

    Parameters
    ----------
    names
        Of all other township folders.
    reports
        Their reports of the year, as far as the kit has read them as they are now.
    unread
        How many more of them have a report of the year.
    """

    names: tuple[str, ...] = ()
    reports: tuple[Sibling, ...] = ()
    unread: int = 0


def siblings_of(folder: Path, year: int) -> Siblings:
    """Return the other townships beside a year folder.

    Parameters
    ----------
    folder
        ``<county>/<township>/<year>``.
    year
        The report year: the name of the others' year folders.

    Returns
    -------
    Siblings
        Empty where there are none; what cannot be read counts as unread.
    """
    own = folder.parent
    try:
        others = sorted(p for p in own.parent.iterdir() if p != own and p.is_dir())
    except OSError:
        return Siblings()
    others = [p for p in others if len(p.name) <= _MAX_NAME and not p.name.startswith((".", "_"))]
    others = others[:_MAX_FOLDERS]
    reports: list[Sibling] = []
    unread, left = 0, _BUDGET
    for other in others:
        report = _report_file(other / str(year))
        left -= _cost(report) if report else 0
        within = left >= 0 and len(reports) < MAX_SIBLINGS
        sections = _sections_read(report) if report and within else None
        if sections is not None:
            reports.append(Sibling(other.name, sections))
        elif report is not None:
            unread += 1
    return Siblings(tuple(p.name for p in others), tuple(reports), unread)


def _report_file(folder: Path) -> Path | None:
    """Return the report of a year folder without reading it; None where there is not just one."""
    try:
        files = [
            p for p in folder.iterdir()
            if p.stem.lower() in ("report", "report-1") and p.suffix.lower() != ".json"
        ]  # fmt: skip
    except OSError:
        return None
    return files[0] if len(files) == 1 else None


def _cost(report: Path) -> int:
    """Return about how many bytes it takes to compare with a sibling, parsing weighed tenfold."""
    try:
        return report.stat().st_size + 10 * report.with_name("report.json").stat().st_size
    except OSError:
        return 0  # not read then


def _sections_read(report: Path) -> Mapping[str, str] | None:
    """Return the sections in the report.json beside a report, if it is of this very file."""
    try:
        content = json.loads(_bounded(report.with_name("report.json"), _MAX_JSON))
        pages = page_files(report) if report.stem.lower() != "report" else (report,)
        if sum(page.stat().st_size for page in pages) > _MAX_REPORT:
            return None
        read = hashlib.sha256(b"".join(_bounded(page, _MAX_REPORT) for page in pages))
    except (OSError, ValueError, RecursionError, FilerError):
        return None
    if not isinstance(content, dict) or content.get("schema") != _SCHEMA:
        return None
    source = content.get("source")
    if not isinstance(source, dict) or source.get("sha256") != read.hexdigest():
        return None
    return _texts(content.get("sections"))


def _bounded(file: Path, limit: int) -> bytes:
    with file.open("rb") as handle:
        data = handle.read(limit + 1)
    if len(data) > limit:
        raise ValueError(file)
    return data


def _texts(sections: Any) -> Mapping[str, str] | None:
    if not isinstance(sections, list):
        return None
    texts: dict[str, str] = {}
    for section in sections:
        if not isinstance(section, dict):
            return None
        name, text = section.get("id"), section.get("text")
        if not isinstance(name, str) or not isinstance(text, str) or len(text) > _MAX_TEXT:
            return None
        texts[name] = text
    return texts
