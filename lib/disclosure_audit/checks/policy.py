"""The policy: severities that a county sets otherwise than the catalogue, each with its source."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

from disclosure_audit.checks.finding import SEVERITIES, Severity
from disclosure_audit.errors import InspectorError
from disclosure_audit.text import Words

_MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Override:
    """A severity set for some checks.

    Parameters
    ----------
    checks
        A check id or a pattern with ``*``.
    severity
        The severity.
    source
        The notice or decision that sets it.
    """

    checks: str
    severity: Severity
    source: str


@dataclass(frozen=True, slots=True)
class Policy:
    """All overrides, in the order read: later files come first.

    Parameters
    ----------
    overrides
        The overrides.
    ruleset
        Kit version and a hash of the files read; names the rules a memo was made by.
    """

    overrides: tuple[Override, ...]
    ruleset: str

    def severity_of(self, check_id: str, default: Severity) -> Severity:
        """Return the severity set for a check, or `default`."""
        found = (o.severity for o in self.overrides if fnmatchcase(check_id, o.checks))
        return next(found, default)


def load_policy(policy: Path | None, rules: Path | None) -> Policy:
    """Read policy.yaml and the local rules.

    Parameters
    ----------
    policy
        ``policy.yaml``; None: no overrides.
    rules
        Folder of local rules, each a YAML file of the same shape; None: none.

    Raises
    ------
    InspectorError
        A file is not there or not as it must be.
    """
    files = [*sorted(rules.glob("*.yaml"), reverse=True)] if rules and rules.is_dir() else []
    files += [policy] if policy else []
    digest = hashlib.sha256()
    overrides: list[Override] = []
    for file in files:
        data = _bytes_of(file)
        digest.update(data.replace(b"\r\n", b"\n"))
        overrides += _overrides(file, data)
    return Policy(tuple(overrides), f"{version('disclosure-audit')}+{digest.hexdigest()[:12]}")


def _bytes_of(file: Path) -> bytes:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise _wrong(file, "打不开", "cannot be opened") from error
    if len(data) > _MAX_BYTES:
        raise _wrong(file, "太大", "is too large")
    return data


def _overrides(file: Path, data: bytes) -> list[Override]:
    import yaml  # only where a policy is read

    try:
        content = yaml.safe_load(data.decode("utf-8"))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _wrong(file, "不是有效的 YAML", "is no valid YAML") from error
    if content is None:
        return []
    if not isinstance(content, dict) or set(content) - {"severities"}:
        raise _wrong(file, "只能有 severities 一个键", "may only have the key severities")
    entries = content.get("severities") or []
    if not isinstance(entries, list):
        raise _wrong(file, "severities 应为列表", "must have a list under severities")
    return [_override(file, entry) for entry in entries]


def _override(file: Path, entry: Any) -> Override:
    names = {"checks", "severity", "source"}
    if not isinstance(entry, dict) or set(entry) != names:
        raise _wrong(
            file,
            f"每条应有 {'、'.join(sorted(names))} 三项",
            f"each entry must have {', '.join(sorted(names))}",
        )
    if not all(isinstance(entry[name], str) and entry[name].strip() for name in names):
        raise _wrong(file, "各项应为文字", "every value must be text")
    if entry["severity"] not in SEVERITIES:
        raise _wrong(
            file,
            f"severity 为“{entry['severity']}”，应为 {'、'.join(SEVERITIES)} 之一",
            f"severity “{entry['severity']}” is none of {', '.join(SEVERITIES)}",
        )
    return Override(entry["checks"], cast(Severity, entry["severity"]), entry["source"])


def _wrong(file: Path, zh: str, en: str) -> InspectorError:
    return InspectorError(Words(f"规则文件 {file} {zh}。", f"Policy file {file} {en}."))
