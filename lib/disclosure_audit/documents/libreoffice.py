"""LibreOffice as a converter: found, started within bounds, and ended with all it started.

It runs in a folder of its own that is removed afterwards, with a profile of its own in which
macros are off, links are never updated and every address goes to a proxy that is not there.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from disclosure_audit.documents.bounds import limit_to

TIME_LIMIT = 60
"""Seconds for one conversion; a report takes two to five, the very first some more."""

PROCESSOR_LIMIT = 8
"""Seconds of a processor for one conversion; a report takes one to two."""

MEMORY_LIMIT = 2_500_000_000
"""Bytes of address space: a report converts with 1.5 GB of it and uses under 500 MB."""

_FILE_LIMIT = 300_000_000
_ELSEWHERE = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)
_SETTINGS = {
    "Office.Common/Security/Scripting": {
        "MacroSecurityLevel": "3", "DisableMacrosExecution": "true",
        "BlockUntrustedRefererLinks": "true", "DisableActiveContent": "true",
    },
    "Office.Common/Misc": {"FirstRun": "false"},
    "Office.Calc/Content/Update": {"Link": "2"},
    "Office.Calc/Formula/Load": {"OOXMLRecalcMode": "1", "ODFRecalcMode": "1"},
    "Office.Writer/Content/Update": {"Link": "2"},
    "Inet/Settings": {
        "ooInetProxyType": "2", "ooInetNoProxy": "",
        "ooInetHTTPProxyName": "127.0.0.1", "ooInetHTTPProxyPort": "9",
        "ooInetHTTPSProxyName": "127.0.0.1", "ooInetHTTPSProxyPort": "9",
        "ooInetFTPProxyName": "127.0.0.1", "ooInetFTPProxyPort": "9",
    },
}  # fmt: skip


class ConversionError(Exception):
    """LibreOffice made nothing of the file; `timed_out` says that it took too long."""

    def __init__(self, *, timed_out: bool) -> None:
        super().__init__("timed out" if timed_out else "no output")
        self.timed_out = timed_out


def program() -> str | None:
    """Return the path of LibreOffice, or None where it is not installed."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return found
    return next((path for path in _ELSEWHERE if Path(path).is_file()), None)


def converted(data: bytes, extension: str, target: str, soffice: str) -> bytes:
    """Return a file converted to another format.

    Parameters
    ----------
    data
        The bytes of the file.
    extension
        What its name would end in, without the dot.
    target
        The extension to convert to.
    soffice
        The path of LibreOffice.

    Raises
    ------
    ConversionError
        It made nothing, or took longer than `TIME_LIMIT`.
    """
    with tempfile.TemporaryDirectory(prefix="disclosure-audit-") as name:
        folder = Path(name)
        source = folder / f"report.{extension}"
        source.write_bytes(data)
        _write_profile(folder / "profile")
        (folder / "out").mkdir()
        _run(_command(soffice, folder, target, source), folder)
        made = folder / "out" / f"report.{target}"
        if not made.is_file() or made.is_symlink():
            raise ConversionError(timed_out=False)
        return made.read_bytes()


def _command(soffice: str, folder: Path, target: str, source: Path) -> list[str]:
    return [
        soffice,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck",
        "--convert-to", target,
        "--outdir", str(folder / "out"),
        str(source),
    ]  # fmt: skip


def _write_profile(profile: Path) -> None:
    items = []
    for path, settings in _SETTINGS.items():
        for name, text in settings.items():
            items.append(
                f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" '
                f'oor:op="fuse"><value>{text}</value></prop></item>'
            )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{''.join(items)}</oor:items>",
        encoding="utf-8",
    )


def _run(command: list[str], folder: Path) -> None:
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_limits(),
    )
    try:
        process.wait(TIME_LIMIT)
    except subprocess.TimeoutExpired:
        raise ConversionError(timed_out=True) from None
    finally:
        # LibreOffice starts processes of its own: the whole group ends, however this one did.
        _end_group(process)


def _environment(folder: Path) -> dict[str, str]:
    """What LibreOffice needs of the environment, and no more: nothing of it is told outside."""
    kept = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "PROGRAMFILES")
    known = {name: os.environ[name] for name in kept if name in os.environ}
    nowhere = "http://127.0.0.1:9"
    return {
        **known,
        # What it leaves behind when it is ended goes with the folder.
        **dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP"), str(folder)),
        "http_proxy": nowhere,
        "https_proxy": nowhere,
        "SAL_USE_VCLPLUGIN": "svp",
    }


# Only here does the kit lean on one family of systems: resource limits and process groups are
# those of Unix. Elsewhere the time limit alone holds.
def _limits() -> Callable[[], None] | None:
    if sys.platform == "win32":
        return None
    import resource

    limits = {
        resource.RLIMIT_AS: MEMORY_LIMIT,
        resource.RLIMIT_FSIZE: _FILE_LIMIT,
        resource.RLIMIT_CPU: PROCESSOR_LIMIT,
        resource.RLIMIT_CORE: 0,
    }
    return lambda: limit_to(limits)


def _end_group(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
