"""Reading in a process of its own, so that time, memory, files and addresses can be held to."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

SECONDS = 10
BYTES = 1_000_000_000
_CODE = """
import json, resource, sys
from pathlib import Path
from disclosure_audit.documents import Table, read
from disclosure_audit.errors import DisclosureAuditError
try:
    document = read(Path(sys.argv[1]))
    texts = [t for b in document.blocks for t in (
        [c.text for r in b.rows for c in r] if isinstance(b, Table) else [getattr(b, "text", "")])]
    said = {"texts": texts, "notes": [note.code for note in document.notes]}
except DisclosureAuditError as error:
    said = {"error": error.words.zh, "status": error.exit_status}
# Not getrusage of this process: its maximum goes on from the process that started it.
status = Path("/proc/self/status").read_text()
own = int(status.split("VmHWM:")[1].split()[0])
below = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps({**said, "memory": 1024 * max(own, below)}))
"""


def read_bounded(path: Path, *, seconds: float = SECONDS) -> dict[str, Any]:
    """Read a file: its texts and notes, or the error said; never a traceback, never too much."""
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", _CODE, str(path)],
        capture_output=True, encoding="utf-8", timeout=6 * seconds,
    )  # fmt: skip
    took = time.monotonic() - begun
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    assert took < seconds, f"{took:.1f} s"
    assert said["memory"] < BYTES, said["memory"]
    return said
