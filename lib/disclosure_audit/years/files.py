"""Writing the kit's files: under a temporary name first, so that no file is ever half there."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any


def as_text(content: dict[str, Any]) -> str:
    """Return JSON as the kit writes it: UTF-8, readable, ending in a line break."""
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def is_own_json(file: Path) -> bool:
    """Whether a JSON file was written by the kit: its schema says so."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    schema = content.get("schema") if isinstance(content, dict) else None
    return isinstance(schema, str) and schema.startswith("disclosure-")


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
