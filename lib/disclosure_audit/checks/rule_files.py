"""Local rules as files: params/rules/*.yaml, read strictly (docs/rules.md)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast, get_args

from disclosure_audit.checks.finding import SEVERITIES, Severity
from disclosure_audit.checks.linear import LONGEST, Comparison, RuleTextError, comparison_of
from disclosure_audit.checks.local_rules import PREFIX, LocalRule, Phrase
from disclosure_audit.errors import InspectorError
from disclosure_audit.forms import editions
from disclosure_audit.reports.report import Unit
from disclosure_audit.text import Words, shortened
from disclosure_audit.years import FIRST_YEAR, LAST_YEAR
from disclosure_audit.years.yaml_file import (
    Node,
    list_of,
    record_of,
    text_of,
    wrong,
)

MOST_RULES = 60
"""Of all files together: every two are held against each other."""
_MOST_PHRASES, _LONGEST_PHRASE = 20, 100
_LONGEST_TEXT = 300
_ID = re.compile(r"local(\.[a-z0-9_]{1,40}){1,4}")
_REQUIRED = ("id", "title", "basis", "severity")
_OPTIONAL = ("relation", "phrase", "section", "units", "first_year", "last_year")
_SECTIONS = ("preamble", "overview", "proactive", "requests", "disputes", "problems", "other")
_UNITS: tuple[str, ...] = get_args(Unit)


def rule_files(rules: Path | None) -> list[Path]:
    """Return the files of a folder of local rules, in the order of their names.

    Raises
    ------
    InspectorError
        There is no such folder, or a file in it ends in .yml and would lie there unread.
    """
    if rules is None:
        return []
    if not rules.is_dir():
        raise InspectorError(
            Words(
                f"没有本地规则文件夹 {rules}。请改正参数 rules，或删去它。",
                f"There is no folder of local rules {rules}. Correct the parameter rules or remove "
                "it.",
            )
        )
    other = next(iter(sorted(rules.glob("*.yml"))), None)
    if other is not None:
        raise wrong(
            other,
            None,
            Words("文件名应以 .yaml 结尾，否则不会读取", "its name must end in .yaml to be read"),
        )
    return sorted(rules.glob("*.yaml"))


def rule_in(file: Path, entry: Node) -> LocalRule:
    """Return the rule that an entry under ``rules`` writes out.

    Raises
    ------
    InspectorError
        It is not as it must be: file and line are named, and what is allowed.
    """
    fields = record_of(file, entry, _REQUIRED, _OPTIONAL)
    demand, written = _demand(file, entry, fields)
    return LocalRule(
        id=_id(file, fields["id"]),
        title=text_of(file, "title", fields["title"], _LONGEST_TEXT),
        basis=text_of(file, "basis", fields["basis"], _LONGEST_TEXT),
        severity=cast(Severity, one_of(file, "severity", fields["severity"], SEVERITIES)),
        demand=demand,
        written=written,
        units=_units(file, fields.get("units")),
        first_year=_year(file, "first_year", fields.get("first_year")),
        last_year=_year(file, "last_year", fields.get("last_year")),
        place=f"{file.name}:{entry.line}",
    )


def _id(file: Path, node: Node) -> str:
    text = text_of(file, "id", node, _LONGEST_TEXT)
    if not _ID.fullmatch(text):
        raise wrong(
            file,
            node.line,
            Words(
                f"id“{shortened(text, 40)}”应为 {PREFIX} 加小写字母、数字或下划线，"
                f"如 {PREFIX}requests_at_most",
                f"id “{shortened(text, 40)}” must be {PREFIX} and small letters, digits or _, "
                f"as in {PREFIX}requests_at_most",
            ),
        )
    return text


def _demand(file: Path, entry: Node, fields: dict[str, Node]) -> tuple[Comparison | Phrase, str]:
    if ("relation" in fields) == ("phrase" in fields):
        raise wrong(
            file,
            entry.line,
            Words("relation 和 phrase 应写且只写一项", "give either relation or phrase"),
        )
    if "phrase" in fields:
        return _phrase(file, fields["phrase"], fields.get("section"))
    if "section" in fields:
        raise wrong(
            file,
            fields["section"].line,
            Words("section 只与 phrase 同用", "section goes with phrase only"),
        )
    node = fields["relation"]
    text = text_of(file, "relation", node, LONGEST)
    return _comparison(file, node, text), text


def _comparison(file: Path, node: Node, text: str) -> Comparison:
    try:
        made = comparison_of(text)
    except RuleTextError as error:
        said = error.words
        raise wrong(file, node.line, Words(f"relation {said.zh}", f"relation {said.en}")) from error
    forms = editions().values()
    unknown = next((c for c in made.cells if not any(c in form.cells for form in forms)), None)
    if unknown is not None:
        raise wrong(
            file,
            node.line,
            Words(
                f"relation 中的 {unknown} 不是格的编号（编号见 docs/form.md）",
                f"{unknown} in relation is no cell id (docs/form.md lists them)",
            ),
        )
    if not any(all(cell in form.cells for cell in made.cells) for form in forms):
        raise wrong(
            file,
            node.line,
            Words(
                "relation 中的格分属两个版本，没有一份报告同时有这些格",
                "the cells in relation belong to different editions; no report has all of them",
            ),
        )
    return made


def _phrase(file: Path, node: Node, section: Node | None) -> tuple[Phrase, str]:
    several = isinstance(node.value, list)
    nodes = list_of(file, "phrase", node, _MOST_PHRASES) if several else [node]
    texts = tuple(text_of(file, "phrase", one, _LONGEST_PHRASE) for one in nodes)
    if not texts:
        raise wrong(file, node.line, Words("phrase 为空", "phrase is empty"))
    where = one_of(file, "section", section, _SECTIONS) if section else None
    written = " | ".join(texts)
    return Phrase(texts, where), f"{where}: {written}" if where else written


def one_of(file: Path, name: str, node: Node, allowed: tuple[str, ...]) -> str:
    """Return one of the words that are `allowed`.

    Raises
    ------
    InspectorError
        It is none of them.
    """
    if node.value not in allowed:
        got = shortened(node.written, 40)
        raise wrong(
            file,
            node.line,
            Words(
                f"{name}“{got}”应为 {'、'.join(allowed)} 之一",
                f"{name} “{got}” must be one of {', '.join(allowed)}",
            ),
        )
    return str(node.value)


def _units(file: Path, node: Node | None) -> tuple[str, ...]:
    nodes = list_of(file, "units", node, len(_UNITS)) if node else []
    return tuple(one_of(file, "units", one, _UNITS) for one in nodes)


def _year(file: Path, name: str, node: Node | None) -> int | None:
    if node is None:
        return None
    if type(node.value) is not int or not FIRST_YEAR <= node.value <= LAST_YEAR:
        raise wrong(
            file,
            node.line,
            Words(
                f"{name} 应为 {FIRST_YEAR} 至 {LAST_YEAR} 之间的年份",
                f"{name} must be a year between {FIRST_YEAR} and {LAST_YEAR}",
            ),
        )
    return node.value


def refuse_doubles(rules: list[LocalRule]) -> None:
    """Raise InspectorError where there are too many rules, or two of one id."""
    if len(rules) > MOST_RULES:
        raise InspectorError(
            Words(
                f"本地规则超过 {MOST_RULES} 条。", f"There are more than {MOST_RULES} local rules."
            )
        )
    places: dict[str, str] = {}
    for rule in rules:
        if rule.id in places:
            first, second = places[rule.id], rule.place
            raise InspectorError(
                Words(
                    f"规则编号 {rule.id} 用了两次（{first}、{second}）。请改其中一个。",
                    f"Rule id {rule.id} is used twice ({first}, {second}). Change one of them.",
                )
            )
        places[rule.id] = rule.place
