"""The policy: severities set otherwise than the catalogue's, and lists, each with its source."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

from disclosure_audit.checks.finding import SEVERITIES, Severity
from disclosure_audit.checks.lists import KEYS, Lists, lists_in
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
    lists
        Terms, thresholds and the day of filing.
    """

    overrides: tuple[Override, ...]
    ruleset: str
    lists: Lists = field(default_factory=Lists)

    def severity_of(self, check_id: str, default: Severity) -> Severity:
        """Return the severity set for a check, or `default`."""
        found = (o.severity for o in self.overrides if fnmatchcase(check_id, o.checks))
        return next(found, default)


def load_policy(policy: Path | None, rules: Path | None, base: Path | None = None) -> Policy:
    """Read policy.yaml and the local rules.

    Parameters
    ----------
    policy
        ``policy.yaml``; None: no overrides.
    rules
        Folder of local rules, each a YAML file of the same shape; None: none.
    base
        The kit's own policy.yaml: a list that no other file gives is taken from it, as a whole;
        its severities do not count.

    Raises
    ------
    InspectorError
        A file is not there or not as it must be.
    """
    files = [*sorted(rules.glob("*.yaml"), reverse=True)] if rules and rules.is_dir() else []
    files += [policy] if policy else []
    digest = hashlib.sha256()
    overrides: list[Override] = []
    lists = Lists()
    for file in [*files, *([base] if base else [])]:
        data = _bytes_of(file)
        digest.update(data.replace(b"\r\n", b"\n"))
        content = _content(file, data)
        overrides += _overrides(file, content) if file in files else ()
        lists = lists.or_else(lists_in(content, partial(_wrong, file)))
    ruleset = f"{version('disclosure-audit')}+{digest.hexdigest()[:12]}"
    return Policy(tuple(overrides), ruleset, lists)


def _bytes_of(file: Path) -> bytes:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise _wrong(file, "打不开", "cannot be opened") from error
    if len(data) > _MAX_BYTES:
        raise _wrong(file, "太大", "is too large")
    return data


def _content(file: Path, data: bytes) -> dict[str, Any]:
    import yaml  # only where a policy is read

    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, where built
        content = yaml.load(data.decode("utf-8"), Loader=loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _wrong(file, "不是有效的 YAML", "is no valid YAML") from error
    if content is None:
        return {}
    allowed = {"severities", *KEYS}
    if not isinstance(content, dict) or set(content) - allowed:
        names = "、".join(sorted(allowed))
        raise _wrong(file, f"只能有这些键：{names}", f"may only have the keys {names}")
    return content


def _overrides(file: Path, content: dict[str, Any]) -> list[Override]:
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
