"""One township's notebook executed by papermill, and its files put beside the report."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from disclosure_audit import checks, reports
from disclosure_audit.checks import Finding
from disclosure_audit.errors import DeveloperError, DisclosureAuditError, MachineError
from disclosure_audit.runs.audit import Loaded, check, load
from disclosure_audit.runs.files import as_text, write_text
from disclosure_audit.runs.parameters import TownshipParameters
from disclosure_audit.runs.places import notebook_path
from disclosure_audit.text import Words, shortened

if TYPE_CHECKING:
    from traitlets.config import Config

SCHEMA = "disclosure-run/1"
NOTEBOOK = "township_audit"
_CELL_SECONDS = 300
_MAX_SOCKET_PREFIX = 95
"""Bytes; a socket's path may have 104 on some systems, and a number follows the prefix."""
_VERSIONS = ("disclosure-audit", "papermill", "nbclient", "nbconvert", "ipykernel")


@dataclass(frozen=True)
class Run:
    """What a run left behind: the memo and the findings."""

    memo: Path
    findings: tuple[Finding, ...]


def run_township(parameters: TownshipParameters) -> Run:
    """Run the notebook for one township and write the kit's files beside the report.

    Parameters
    ----------
    parameters
        Of the township.

    Returns
    -------
    Run
        The memo's path and the findings.

    Raises
    ------
    InspectorError
        No such year folder, or parameters that cannot be used. Nothing is written.
    FilerError
        The report cannot be read. Only run.json is written; the last good memo stays.
    MachineError, DeveloperError
        The notebook failed. Only run.json is written; the last good memo stays.
    """
    folder = Path(parameters.year_folder).resolve()
    started = time.monotonic()
    record = _Record(folder, parameters, datetime.now(UTC))
    try:
        loaded = load(parameters)
        findings = check(loaded)
        memo = _write_memo(folder, parameters, loaded, findings)
    except DisclosureAuditError as error:
        if folder.is_dir():
            record.write(outcome="failed", seconds=time.monotonic() - started, error=error)
        raise
    record.write(
        outcome="memo", seconds=time.monotonic() - started, loaded=loaded, findings=findings
    )
    return Run(memo, findings)


def _write_memo(
    folder: Path, parameters: TownshipParameters, loaded: Loaded, findings: tuple[Finding, ...]
) -> Path:
    """Execute and convert aside, then put all files in place."""
    report = loaded.data.report
    with tempfile.TemporaryDirectory(dir=folder, prefix=".run-") as aside:
        executed = Path(aside) / "memo.ipynb"
        _execute(parameters, executed)
        from disclosure_audit.memo.exporter import write_memo  # a second of imports

        page = Path(aside) / "memo.html"
        write_memo(executed, page)
        language = parameters.language
        found = checks.as_json(findings, report.source.sha256, loaded.policy.ruleset, language)
        write_text(folder / "report.json", as_text(reports.as_json(report, language)))
        write_text(folder / "findings.json", as_text(found))
        executed.replace(folder / "memo.ipynb")
        page.replace(folder / "memo.html")
    return folder / "memo.html"


def _execute(parameters: TownshipParameters, target: Path) -> None:
    """Run the notebook by papermill's kernel engine."""
    import papermill  # 1.7 s: only a run pays for it
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")  # this environment's kernel, no other
    values = parameters.model_dump(exclude_none=True)
    values["year_folder"] = str(Path(parameters.year_folder).resolve())
    for name in ("policy", "rules"):
        if name in values:
            values[name] = str(Path(values[name]).resolve())
    try:
        with tempfile.TemporaryDirectory(prefix="kit-") as sockets:
            papermill.execute_notebook(
                str(notebook_path(NOTEBOOK)),
                str(target),
                parameters=values,
                kernel_name="python3",
                progress_bar=False,
                request_save_on_cell_execute=False,
                execution_timeout=_CELL_SECONDS,
                shutdown_kernel="immediate",
                config=_kernel_config(sockets),
            )
    except papermill.PapermillExecutionError as error:
        said = shortened(f"{error.ename}: {error.evalue}", 300)
        raise DeveloperError(
            Words(
                f"笔记本运行出错：{said}。备忘录没有改动；请把这句话和报告文件交给维护人员。",
                f"The notebook failed: {said}. The memo was left as it was; report this sentence "
                "with the report file.",
            )
        ) from error
    except (CellTimeoutError, DeadKernelError, RuntimeError, OSError) as error:
        said = shortened(str(error), 300)
        raise MachineError(
            Words(
                f"笔记本没有运行完：{said}。备忘录没有改动；请检查内存和磁盘后重试。",
                f"The notebook did not finish: {said}. The memo was left as it was; check memory "
                "and disk and try again.",
            )
        ) from error


def _kernel_config(sockets: str) -> Config:
    """Return how kernel and runner talk: by sockets in this run's own folder, private to its user.

    Where the system has no such sockets, or the path is too long for one, by TCP ports of the local
    machine. Kernels that share a folder would take one another's messages.
    """
    import zmq
    from traitlets.config import Config

    prefix = str(Path(sockets) / "kernel")
    if not zmq.has("ipc") or len(prefix.encode()) > _MAX_SOCKET_PREFIX:
        return Config()
    return Config({"KernelManager": {"transport": "ipc", "ip": prefix}})


class _Record:
    """run.json: hashes, parameters, versions, durations, outcome."""

    def __init__(self, folder: Path, parameters: TownshipParameters, started: datetime) -> None:
        self._folder = folder
        self._parameters = parameters
        self._started = started

    def write(
        self,
        *,
        outcome: str,
        seconds: float,
        loaded: Loaded | None = None,
        findings: tuple[Finding, ...] = (),
        error: DisclosureAuditError | None = None,
    ) -> None:
        content: dict[str, Any] = {
            "schema": SCHEMA,
            "outcome": outcome,
            "error": error.said(self._parameters.language) if error else None,
            "started": self._started.isoformat(timespec="seconds"),
            "seconds": round(seconds, 3),
            "inputs": _inputs(self._folder),
            "parameters": self._parameters.model_dump(exclude_none=True),
            "ruleset": loaded.policy.ruleset if loaded else None,
            "counts": checks.counts(findings) if loaded else None,
            "notebook_sha256": _sha256(notebook_path(NOTEBOOK)),
            "versions": {name: version(name) for name in _VERSIONS},
        }
        write_text(self._folder / "run.json", as_text(content))


def _inputs(folder: Path) -> dict[str, str]:
    """Return the sha256 of every file that people put into the year folder."""
    own = {"memo.html", "memo.ipynb", "findings.json", "report.json", "run.json"}
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name not in own)
    visible = [
        p for p in files if not any(part.startswith(".") for part in p.relative_to(folder).parts)
    ]
    return {path.relative_to(folder).as_posix(): _sha256(path) for path in visible}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
