"""Writing the kit's files: under a temporary name first, so that no file is ever half there."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

_MEMO_MARK = b'<meta name="generator" content="disclosure-audit">'
_MEMO_BODY = b'<main class="da-memo'
"""Memos of before the mark was there have it all the same."""
_MEMO_HEAD = 100_000


def as_text(content: dict[str, Any]) -> str:
    """Return JSON as the kit writes it: UTF-8, readable, ending in a line break."""
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def is_own_json(file: Path) -> bool:
    """Whether a JSON file was written by the kit: its schema says so."""
    schema = _json_in(file).get("schema")
    return isinstance(schema, str) and schema.startswith("disclosure-")


def is_own_notebook(file: Path) -> bool:
    """Whether a notebook was run by the kit: papermill left there which year folder it was for."""
    found: Any = _json_in(file)
    for key in ("metadata", "papermill", "parameters", "year_folder"):
        found = found.get(key) if isinstance(found, dict) else None
    return isinstance(found, str)


def is_own_memo(file: Path) -> bool:
    """Whether a page was written by the kit: its head says so, or has the body of a memo."""
    try:
        if not file.is_file():
            return False
        with file.open("rb") as page:
            head = page.read(_MEMO_HEAD)
    except OSError:
        return False
    return _MEMO_MARK in head or _MEMO_BODY in head


def _json_in(file: Path) -> dict[str, Any]:
    """Return what a JSON file holds; nothing where it holds something else or is no file."""
    try:
        content = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def write_text(target: Path, text: str) -> None:
    """Write `text` to `target`, replacing it in one step."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        temporary.chmod(0o644)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
