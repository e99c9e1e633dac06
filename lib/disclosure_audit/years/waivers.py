"""waivers.yaml of a year folder: accepted exceptions, and answers of the township (CONTRACT, 2)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from disclosure_audit.errors import InspectorError
from disclosure_audit.text import Words
from disclosure_audit.years.yaml_file import (
    Node,
    list_of,
    read_yaml,
    record_of,
    text_of,
    wrong,
)

Kind = Literal["waiver", "answer"]
NAME = "waivers.yaml"
_LISTS: dict[str, Kind] = {"waivers": "waiver", "answers": "answer"}
_MOST = 500
_MOST_FINDINGS = 100
_LONGEST_REASON, _LONGEST = 1_000, 200
_FINDING = re.compile(r"(?P<check>\S{1,160})-(?P<values>[0-9a-f]{8})")
_VALUES = re.compile(r"[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Named:
    """A finding that an entry names: its check and the fingerprint of what stood there."""

    check: str
    values: str

    @property
    def finding(self) -> str:
        """Return the finding's id."""
        return f"{self.check}-{self.values}"


@dataclass(frozen=True, slots=True)
class Waiver:
    """One entry of waivers.yaml.

    Parameters
    ----------
    kind
        ``waiver``: an exception that the inspecting side accepts; ``answer``: what the township
        answers to a finding that is to be verified.
    line
        Where the entry begins, from 1.
    findings
        Those it is about.
    reason, who
        Why, and who decided or answered.
    until
        The last day on which it holds.
    """

    kind: Kind
    line: int
    findings: tuple[Named, ...]
    reason: str
    who: str
    until: date


@dataclass(frozen=True, slots=True)
class Waivers:
    """What a year folder's waivers.yaml holds.

    Parameters
    ----------
    present
        Whether there is such a file.
    entries
        Its entries; none where the file is not as it must be.
    fault
        What is wrong with the file.
    """

    present: bool = False
    entries: tuple[Waiver, ...] = ()
    fault: Words | None = None


NO_WAIVERS = Waivers()


def load_waivers(folder: Path) -> Waivers:
    """Read the waivers.yaml of a year folder; whatever is wrong with it, no entry of it holds."""
    if (folder / "waivers.yml").exists():
        return Waivers(True, (), _other_name(folder))
    path = folder / NAME
    if not path.exists() and not path.is_symlink():
        return NO_WAIVERS
    file = Path(folder.name) / NAME  # the memo names no folder of this machine
    try:
        _, root = read_yaml(path, file)
        return Waivers(True, _entries(file, root) if root else ())
    except InspectorError as error:
        return Waivers(True, (), error.words)


def _other_name(folder: Path) -> Words:
    name = f"{folder.name}/waivers.yml"
    return Words(f"文件 {name} 应命名为 {NAME}。", f"File {name} must be named {NAME}.")


def _entries(file: Path, root: Node) -> tuple[Waiver, ...]:
    lists = record_of(file, root, (), tuple(_LISTS))
    return tuple(
        _waiver(file, _LISTS[name], entry)
        for name, node in lists.items()
        for entry in list_of(file, name, node, _MOST)
    )


def _waiver(file: Path, kind: Kind, entry: Node) -> Waiver:
    fields = record_of(file, entry, ("finding", "reason", "who", "until"), ("values",))
    return Waiver(
        kind=kind,
        line=entry.line,
        findings=_findings(file, fields["finding"], fields.get("values")),
        reason=text_of(file, "reason", fields["reason"], _LONGEST_REASON),
        who=text_of(file, "who", fields["who"], _LONGEST),
        until=_day(file, fields["until"]),
    )


def _findings(file: Path, node: Node, values: Node | None) -> tuple[Named, ...]:
    """Return the findings named: ids as the memo prints them, or one check with its `values`."""
    nodes = list_of(file, "finding", node, _MOST_FINDINGS) if _is_list(node) else [node]
    if not nodes:
        raise wrong(file, node.line, Words("finding 为空", "finding is empty"))
    texts = [(text_of(file, "finding", item, _LONGEST), item) for item in nodes]
    if values is not None:
        return (_with_values(file, texts, values),)
    return tuple(_by_id(file, text, item) for text, item in texts)


def _is_list(node: Node) -> bool:
    return isinstance(node.value, list)


def _with_values(file: Path, texts: list[tuple[str, Node]], values: Node) -> Named:
    printed = values.written.strip()
    if len(texts) != 1 or not _VALUES.fullmatch(printed):
        raise wrong(
            file,
            values.line,
            Words(
                "values 应为结论编号末尾的 8 位指纹，且只能与一项 finding 同写",
                "values must be the 8 signs at the end of one finding's id",
            ),
        )
    text, _ = texts[0]
    named = _FINDING.fullmatch(text)
    if named and named["values"] != printed:
        raise wrong(
            file,
            values.line,
            Words(
                "values 与 finding 末尾的指纹不同，请从备忘录重新抄录",
                "values differ from the end of the finding's id; copy them from the memo again",
            ),
        )
    return Named(named["check"] if named else text, printed)


def _by_id(file: Path, text: str, node: Node) -> Named:
    named = _FINDING.fullmatch(text)
    if named is None:
        raise wrong(
            file,
            node.line,
            Words(
                f"finding“{text}”缺少末尾的 8 位指纹，请从备忘录“编号”一栏整条抄录，或另写 values",
                f"finding “{text}” lacks the 8 signs at its end; copy the whole id from the memo, "
                "or give values",
            ),
        )
    return Named(named["check"], named["values"])


def _day(file: Path, node: Node) -> date:
    value = node.value
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value.strip())
        except ValueError:
            value = None
    if not isinstance(value, date) or isinstance(value, datetime):
        raise wrong(
            file,
            node.line,
            Words("until 应为日期，如 2026-12-31", "until must be a date, such as 2026-12-31"),
        )
    return value
