"""What an earlier report of the same year folder was found to be: to hold a corrected one against.

The kit's own files beside the report tell it: findings.json and report.json of the last run, where
that was of another report, else what run.json keeps of the one before, so that running the same
report again loses nothing.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

_MAX_BYTES = 5_000_000
_KEPT = ("fail", "waived", "not_assessable")


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class EarlierChange(_Model):
    """A cell that a repair would have changed."""

    cell: str


class EarlierFinding(_Model):
    """A finding as findings.json holds it."""

    id: str
    check: str
    status: Literal["fail", "waived", "not_assessable", "not_applicable", "pass"]
    severity: str | None
    message: str
    cells: tuple[str, ...]
    repairs: tuple[tuple[EarlierChange, ...], ...]
    caused_by: str | None

    @property
    def asked(self) -> frozenset[str]:
        """Return the cells that it named or would have changed."""
        changed = (change.cell for repair in self.repairs for change in repair)
        return frozenset((*self.cells, *changed))


class EarlierFindings(_Model):
    """findings.json."""

    report_sha256: str
    ruleset: str
    findings: tuple[EarlierFinding, ...]


class EarlierCell(_Model):
    """A cell as report.json holds it."""

    value: int | float | None
    raw: str | None
    state: str


class EarlierReport(_Model):
    """What of report.json is held against."""

    edition: str
    cells: dict[str, EarlierCell]


class Earlier(_Model):
    """An earlier report of the folder with what was found in it."""

    findings: EarlierFindings
    report: EarlierReport

    def as_json(self) -> dict[str, Any]:
        """Return what run.json keeps: findings that were not in order, and every cell."""
        kept = tuple(f for f in self.findings.findings if f.status in _KEPT)
        findings = self.findings.model_copy(update={"findings": kept})
        return self.model_copy(update={"findings": findings}).model_dump(mode="json")


class UnusableError(ValueError):
    """The kit's files are there and cannot be understood."""


def earlier_than(folder: Path, sha256: str) -> Earlier | None:
    """Return the last report of the folder that was another than the one of `sha256`, or None.

    Raises
    ------
    UnusableError
        Files of an earlier run are there and are not what the kit writes.
    """
    for found in (_last_run(folder), kept_in(folder)):
        if found is not None and found.findings.report_sha256 != sha256:
            return found
    return None


def kept_in(folder: Path) -> Earlier | None:
    """Return what run.json keeps of an earlier report, or None.

    Raises
    ------
    UnusableError
        It keeps something that cannot be understood.
    """
    record = _json(folder / "run.json")
    kept = record.get("earlier") if isinstance(record, dict) else None
    return None if kept is None else _earlier(kept)


def _last_run(folder: Path) -> Earlier | None:
    findings, report = (_json(folder / name) for name in ("findings.json", "report.json"))
    if findings is None and report is None:
        return None
    found = _earlier({"findings": findings, "report": report})
    source = report.get("source") if isinstance(report, dict) else None
    read = source.get("sha256") if isinstance(source, dict) else None
    if read != found.findings.report_sha256:
        raise UnusableError("findings.json and report.json are of different reports")
    return found


def _earlier(content: Any) -> Earlier:
    try:
        return Earlier.model_validate(content)
    except ValidationError as error:
        raise UnusableError(str(error)) from error


def _json(file: Path) -> Any:
    """Return what a JSON file holds; None where there is no such file."""
    if not file.exists():
        return None
    if not file.is_file():  # a folder, or a pipe that would never end
        raise UnusableError("no file")
    try:
        with file.open("rb") as opened:
            data = opened.read(_MAX_BYTES + 1)
    except OSError as error:
        raise UnusableError(str(error)) from error
    if len(data) > _MAX_BYTES:
        raise UnusableError("too large")
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UnusableError(str(error)) from error
