"""The policy: severities set otherwise than the catalogue's, lists, and a county's own rules."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar, cast

from disclosure_audit.checks.finding import SEVERITIES, Severity
from disclosure_audit.checks.lists import KEYS, Lists, lists_in
from disclosure_audit.checks.local_rules import LocalRule
from disclosure_audit.checks.rule_conflicts import examined
from disclosure_audit.checks.rule_files import (
    MOST_RULES,
    one_of,
    refuse_doubles,
    rule_files,
    rule_in,
)
from disclosure_audit.errors import InspectorError
from disclosure_audit.text import Words
from disclosure_audit.years.yaml_file import (
    Node,
    list_of,
    plain,
    read_yaml,
    record_of,
    text_of,
)

_KEYS = ("severities", "rules", *sorted(KEYS))
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
    lists
        Terms, thresholds and the day of filing.
    rules
        The local rules, in the order of files and lines.
    remarks
        A sentence for each rule that repeats what is demanded already.
    """

    overrides: tuple[Override, ...]
    ruleset: str
    lists: Lists = field(default_factory=Lists)
    rules: tuple[LocalRule, ...] = ()
    remarks: tuple[Words, ...] = ()

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
        A file is not there or not as it must be, or rules contradict the form or each other.
    """
    overrides: list[Override] = []
    local: list[LocalRule] = []
    lists = Lists()
    digest = hashlib.sha256()
    own = [*reversed(rule_files(rules)), *([policy] if policy else [])]
    for file in [*own, *([base] if base else [])]:
        data, root = read_yaml(file, file)
        digest.update(data.replace(b"\r\n", b"\n"))
        keys = record_of(file, root, (), _KEYS) if root else {}
        content = {name: plain(node) for name, node in keys.items() if name in KEYS}
        lists = lists.or_else(lists_in(content, partial(_wrong, file)))
        if file in own:
            overrides += _entries(file, "severities", keys, _MOST_OVERRIDES, _override)
            local = [*_entries(file, "rules", keys, MOST_RULES, rule_in), *local]
    refuse_doubles(local)
    made, remarks = examined(local)
    ruleset = f"{version('disclosure-audit')}+{digest.hexdigest()[:12]}"
    return Policy(tuple(overrides), ruleset, lists, made, remarks)


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


def _wrong(file: Path, zh: str, en: str) -> InspectorError:
    return InspectorError(Words(f"规则文件 {file} {zh}。", f"Policy file {file} {en}."))
