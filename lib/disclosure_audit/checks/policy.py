"""The policy: severities that a county sets otherwise than the catalogue, and its own rules."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar, cast

from disclosure_audit.checks.finding import SEVERITIES, Severity
from disclosure_audit.checks.local_rules import LocalRule
from disclosure_audit.checks.rule_conflicts import examined
from disclosure_audit.checks.rule_files import (
    MOST_RULES,
    one_of,
    refuse_doubles,
    rule_files,
    rule_in,
)
from disclosure_audit.text import Words
from disclosure_audit.years.yaml_file import Node, list_of, read_yaml, record_of, text_of

_KEYS = ("severities", "rules")
_MOST_OVERRIDES = 500
_LONGEST = 300
_Entry = TypeVar("_Entry")


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
    rules
        The local rules, in the order of files and lines.
    remarks
        A sentence for each rule that repeats what is demanded already.
    """

    overrides: tuple[Override, ...]
    ruleset: str
    rules: tuple[LocalRule, ...] = ()
    remarks: tuple[Words, ...] = ()

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
        A file is not there or not as it must be, or rules contradict the form or each other.
    """
    overrides: list[Override] = []
    local: list[LocalRule] = []
    digest = hashlib.sha256()
    for file in [*reversed(rule_files(rules)), *([policy] if policy else [])]:
        data, root = read_yaml(file, file)
        digest.update(data.replace(b"\r\n", b"\n"))
        keys = record_of(file, root, (), _KEYS) if root else {}
        overrides += _entries(file, "severities", keys, _MOST_OVERRIDES, _override)
        local = [*_entries(file, "rules", keys, MOST_RULES, rule_in), *local]
    refuse_doubles(local)
    made, remarks = examined(local)
    ruleset = f"{version('disclosure-audit')}+{digest.hexdigest()[:12]}"
    return Policy(tuple(overrides), ruleset, made, remarks)


def _entries(
    file: Path, name: str, keys: dict[str, Node], most: int, made: Callable[[Path, Node], _Entry]
) -> list[_Entry]:
    nodes = list_of(file, name, keys[name], most) if name in keys else []
    return [made(file, node) for node in nodes]


def _override(file: Path, entry: Node) -> Override:
    fields = record_of(file, entry, ("checks", "severity", "source"))
    return Override(
        checks=text_of(file, "checks", fields["checks"], _LONGEST),
        severity=cast(Severity, one_of(file, "severity", fields["severity"], SEVERITIES)),
        source=text_of(file, "source", fields["source"], _LONGEST),
    )
