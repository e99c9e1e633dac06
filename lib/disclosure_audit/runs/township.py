"""One township's notebook executed by papermill, and its files put beside the report."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from disclosure_audit import checks, reports
from disclosure_audit.checks import Finding
from disclosure_audit.documents import bounded
from disclosure_audit.documents.reading import MAX_BYTES
from disclosure_audit.errors import (
    DeveloperError,
    DisclosureAuditError,
    InspectorError,
    MachineError,
)
from disclosure_audit.runs.audit import Loaded, check, load
from disclosure_audit.runs.parameters import TownshipParameters
from disclosure_audit.runs.places import notebook_path
from disclosure_audit.text import Words, shortened
from disclosure_audit.years import YearData
from disclosure_audit.years.earlier import Earlier, UnusableError, kept_in
from disclosure_audit.years.files import (
    as_text,
    is_own_json,
    is_own_memo,
    is_own_notebook,
    write_text,
)
from disclosure_audit.years.folders import folder_before
from disclosure_audit.years.waivers import NAME as WAIVERS

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from traitlets.config import Config

SCHEMA = "disclosure-run/1"
NOTEBOOK = "township_audit"
_OWN: Mapping[str, Callable[[Path], bool]] = {
    "memo.html": is_own_memo,
    "memo.ipynb": is_own_notebook,
    "findings.json": is_own_json,
    "report.json": is_own_json,
    "run.json": is_own_json,
}
"""The kit's files beside a report, and what tells whether one was written by the kit."""
_CELL_SECONDS = 300
_MAX_SOCKET_PREFIX = 95
"""Bytes; a socket's path may have 104 on some systems, and a number follows the prefix."""
_VERSIONS = ("disclosure-audit", "papermill", "nbclient", "nbconvert", "ipykernel")


@dataclass(frozen=True)
class Run:
    """What a run left behind: the memo, the findings, and what is to be said of the local rules."""

    memo: Path
    findings: tuple[Finding, ...]
    remarks: tuple[Words, ...]


def run_township(parameters: TownshipParameters) -> Run:
    """Run the notebook for one township and write the kit's files beside the report.

    Parameters
    ----------
    parameters
        Of the township.

    Returns
    -------
    Run
        The memo's path, the findings and the remarks on local rules.

    Raises
    ------
    InspectorError
        No such year folder, or a policy that cannot be used.
    FilerError
        The report cannot be read.
    MachineError, DeveloperError
        The notebook failed.

    Whatever the error, the last good memo stays, and run.json says what happened where there is a
    year folder to write it to.
    """
    folder = Path(parameters.year_folder).resolve()
    record = _Record(folder, parameters)
    _refuse_foreign_files(folder)
    try:
        # Within bounds here, so that the notebook reads only what was read before.
        loaded = load(parameters, within=bounded)
        record.earlier = loaded.data.earlier
        findings = check(loaded)
        memo = _write_memo(folder, parameters, loaded, findings)
    except BaseException as error:
        if folder.is_dir() and folder.name.isdecimal():
            record.failed(error)
        raise
    record.done(loaded, findings)
    return Run(memo, findings, loaded.policy.remarks)


def _refuse_foreign_files(folder: Path) -> None:
    """Raise InspectorError where a file of somebody else's has the name of a kit file."""
    for name, is_own in _OWN.items():
        file = folder / name
        if file.exists() and not is_own(file):
            raise InspectorError(
                Words(
                    f"{file} 不是本工具写的文件，运行会覆盖它。请把它改名或移走。",
                    f"{file} was not written by this kit, and a run would replace it. Rename it or "
                    "move it away.",
                )
            )


def _write_memo(
    folder: Path, parameters: TownshipParameters, loaded: Loaded, findings: tuple[Finding, ...]
) -> Path:
    """Execute and convert aside, then put all files in place, the memo first."""
    from disclosure_audit.memo.exporter import memo_page  # a second of imports

    report = loaded.data.report
    language = parameters.language
    found = checks.as_json(findings, report.source.sha256, loaded.policy.ruleset, language)
    with tempfile.TemporaryDirectory(prefix="kit-") as aside:
        executed = _executed(parameters, Path(aside))
        texts = {
            "memo.html": memo_page(executed),
            "memo.ipynb": _notebook_text(executed),
            "findings.json": as_text(found),
            "report.json": as_text(reports.as_json(report, language)),
        }
    try:
        for name, text in texts.items():
            write_text(folder / name, text)
    except OSError as error:
        raise MachineError(
            Words(
                f"文件夹 {folder} 不能写入（{error.strerror}）。"
                "请检查权限，关闭打开着的备忘录后重试。",
                f"{folder} cannot be written to ({error.strerror}). Check its permissions, close "
                "the memo where it is open, and try again.",
            )
        ) from error
    return folder / "memo.html"


def _notebook_text(node: NotebookNode) -> str:
    import nbformat

    return f"{nbformat.writes(node)}\n"  # type: ignore[no-untyped-call]


def _executed(parameters: TownshipParameters, aside: Path) -> NotebookNode:
    """Return the notebook run by papermill's kernel engine.

    It works on a copy in a folder of its own: papermill takes braces in a path for parameters.
    """
    import nbformat
    import papermill  # 1.7 s: only a run pays for it
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")  # this environment's kernel, no other
    notebook, executed = aside / f"{NOTEBOOK}.ipynb", aside / "memo.ipynb"
    shutil.copyfile(notebook_path(NOTEBOOK), notebook)
    try:
        papermill.execute_notebook(
            str(notebook),
            str(executed),
            parameters=parameters.model_dump(exclude_none=True),
            kernel_name="python3",
            progress_bar=False,
            request_save_on_cell_execute=False,
            execution_timeout=_CELL_SECONDS,
            shutdown_kernel="immediate",
            config=_kernel_config(aside),
        )
    except papermill.PapermillExecutionError as error:
        raise _notebook_failed(shortened(f"{error.ename}: {error.evalue}", 300)) from error
    except (CellTimeoutError, DeadKernelError, RuntimeError, OSError) as error:
        raise _notebook_stopped(shortened(str(error), 300)) from error
    node = nbformat.read(executed, as_version=4)  # type: ignore[no-untyped-call]
    for name in ("input_path", "output_path"):  # of this machine, and gone by now
        node.metadata.papermill.pop(name, None)
    return cast("NotebookNode", node)


def _notebook_failed(said: str) -> DeveloperError:
    return DeveloperError(
        Words(
            f"笔记本运行出错：{said}。备忘录没有改动；请把这句话和报告文件交给维护人员。",
            f"The notebook failed: {said}. The memo was left as it was; report this sentence with "
            "the report file.",
        )
    )


def _notebook_stopped(said: str) -> MachineError:
    return MachineError(
        Words(
            f"笔记本没有运行完：{said}。备忘录没有改动；请检查内存和磁盘后重试。",
            f"The notebook did not finish: {said}. The memo was left as it was; check memory and "
            "disk and try again.",
        )
    )


def _kernel_config(sockets: Path) -> Config:
    """Return how kernel and runner talk: by sockets in this run's own folder, private to its user.

    Where the system has no such sockets, or the path is too long for one, by TCP ports of the local
    machine. Kernels that share a folder would take one another's messages.
    """
    import zmq
    from traitlets.config import Config

    prefix = str(sockets / "kernel")
    if not zmq.has("ipc") or len(prefix.encode()) > _MAX_SOCKET_PREFIX:
        return Config()
    return Config({"KernelManager": {"transport": "ipc", "ip": prefix}})


class _Record:
    """run.json: hashes, parameters, versions, durations, outcome, and the earlier report."""

    def __init__(self, folder: Path, parameters: TownshipParameters) -> None:
        self._folder = folder
        self._parameters = parameters
        self._started = datetime.now(UTC)
        self._clock = time.monotonic()
        self.earlier: Earlier | None = None

    def done(self, loaded: Loaded, findings: tuple[Finding, ...]) -> None:
        """Write that the memo was made."""
        counts = checks.counts(findings)
        priors = _prior_inputs(self._folder, loaded.data)
        self._write("memo", None, loaded.policy.ruleset, counts, priors)

    def failed(self, error: BaseException) -> None:
        """Write what stopped the run."""
        if isinstance(error, DisclosureAuditError):
            said = error.said(self._parameters.language)
        else:
            said = f"{type(error).__name__}: {error}"
        with suppress(UnusableError):  # what cannot be understood is not kept
            self.earlier = self.earlier or kept_in(self._folder)
        with suppress(OSError):  # the folder that cannot be written to is the error itself
            self._write("failed", said, None, None)

    def _write(
        self,
        outcome: str,
        error: str | None,
        ruleset: str | None,
        counts: dict[str, int] | None,
        priors: _Hashes | None = None,
    ) -> None:
        content: dict[str, Any] = {
            "schema": SCHEMA,
            "outcome": outcome,
            "error": error,
            "started": self._started.isoformat(timespec="seconds"),
            "seconds": round(time.monotonic() - self._clock, 3),
            "inputs": {
                **_inputs(self._folder),
                **_last_waivers(self._folder),
                **(priors or {}),
            },
            "parameters": self._parameters.model_dump(exclude_none=True),
            "ruleset": ruleset,
            "counts": counts,
            "notebook_sha256": _sha256(notebook_path(NOTEBOOK)),
            "versions": {name: version(name) for name in _VERSIONS},
            "earlier": self.earlier.as_json() if self.earlier else None,
        }
        write_text(self._folder / "run.json", as_text(content))


_Hashes = dict[str, str | None]
"""sha256 by path from the year folder; None for what is no file or too large for one."""


def _inputs(folder: Path) -> _Hashes:
    """Return the sha256 of every file that people put into the year folder."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name not in _OWN)
    visible = [
        p for p in files if not any(part.startswith(".") for part in p.relative_to(folder).parts)
    ]
    return {path.relative_to(folder).as_posix(): _sha256_within(path) for path in visible}


def _last_waivers(folder: Path) -> _Hashes:
    """Return the sha256 of last year's waivers.yaml, which the memo tells of."""
    before = folder_before(folder)
    path = before / WAIVERS if before else None
    if path is None or not path.is_file():
        return {}
    return {f"../{path.parent.name}/{WAIVERS}": _sha256_within(path)}


def _prior_inputs(folder: Path, data: YearData) -> _Hashes:
    """Return the sha256 of every prior report, used or not, by its path from the year folder."""
    used = {prior.path: prior.report.source.sha256 for prior in data.priors}
    inputs: _Hashes = {_from(folder, path): digest for path, digest in used.items()}
    for path in (prior.path for prior in data.priors_unused):
        with suppress(OSError):  # what cannot be opened was not used for that
            inputs[_from(folder, path)] = _sha256_within(path)
    return inputs


def _from(folder: Path, path: Path) -> str:
    """Return a path as seen from `folder`; as it is where it lies on another drive."""
    try:
        return Path(os.path.relpath(path.resolve(), folder)).as_posix()
    except ValueError:
        return path.resolve().as_posix()


def _sha256_within(path: Path) -> str | None:
    """Return the sha256 of what people put there, within the bound of reports.

    A pipe or a device never ends, and what is larger was not read.
    """
    if not path.is_file() or path.stat().st_size > MAX_BYTES:
        return None
    return _sha256(path)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
