"""The parts of a memo, each an object that a notebook shows and the exporter knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from disclosure_audit.checks import Finding
from disclosure_audit.memo.labels import circled, finding_anchor
from disclosure_audit.memo.phrases import MARKS, PHRASES
from disclosure_audit.memo.view import MemoView, view_of
from disclosure_audit.text import Language
from disclosure_audit.years import YearData

PART_NAMES = ("verdict", "problems", "tables", "passed", "unjudged", "provenance")
METADATA_KEY = "disclosure_audit"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the memo.

    Parameters
    ----------
    name
        One of `PART_NAMES`.
    language
        ``zh`` or ``en``.
    title
        Of the whole memo.
    html
        The part; every foreign text in it is escaped.
    plain
        A summary for where no HTML is shown.
    """

    name: str
    language: Language
    title: str
    html: str
    plain: str

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, str], dict[str, Any]]:
        """Return what Jupyter shows, and the metadata by which the exporter knows the part."""
        own = {"part": self.name, "language": self.language, "title": self.title}
        return (
            {"text/html": f"<style>{part_style()}</style>\n{self.html}", "text/plain": self.plain},
            {"text/html": {METADATA_KEY: own}},
        )


@dataclass(frozen=True, slots=True)
class MemoParts:
    """The parts in the order of the page."""

    verdict: Part
    problems: Part
    tables: Part
    passed: Part
    unjudged: Part
    provenance: Part


def memo_parts(
    data: YearData,
    findings: tuple[Finding, ...],
    *,
    ruleset: str,
    language: Language = "zh",
) -> MemoParts:
    """Return the memo of one report.

    Parameters
    ----------
    data, findings
        What was audited and what was found.
    ruleset
        Name of the rules used (``Policy.ruleset``).
    language
        ``zh`` or ``en``.

    Raises
    ------
    DeveloperError
        The memo would show other counts than the findings hold.
    """
    view = view_of(data, findings, ruleset=ruleset, language=language)
    plain = _plain(view)
    parts = {
        name: Part(name, language, view.verdict.title, _html(name, view), plain[name])
        for name in PART_NAMES
    }
    return MemoParts(**parts)


@cache
def part_style() -> str:
    """Return the style sheet of the parts; every selector in it begins with .da-."""
    folder = files("disclosure_audit.memo").joinpath("templates", "parts")
    return folder.joinpath("part.css").read_text(encoding="utf-8").strip()


def _html(name: str, view: MemoView) -> str:
    language = view.language
    said = {key: words.said(language) for key, words in PHRASES.items()}
    marks = {key: words.said(language) for key, words in MARKS.items()}
    template = _environment().get_template(f"{name}.html.j2")
    return template.render(memo=view, say=said, **marks).strip()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("disclosure_audit.memo", "templates/parts"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(circled=circled, finding_anchor=finding_anchor)
    return environment


def _plain(view: MemoView) -> Mapping[str, str]:
    said = {key: words.said(view.language) for key, words in PHRASES.items()}
    colon = MARKS["colon"].said(view.language)
    again = [view.again.sentence] if view.again else []
    problems = [f"{row.number}. 【{row.severity_word}】{row.description}" for row in view.problems]
    passed = [f"{family.name}{colon}{family.count}" for family in view.passed]
    unjudged = [f"{group.what}{colon}{group.count}" for group in view.unjudged]
    return {
        "verdict": f"{view.verdict.title}\n{view.verdict.sentence}",
        "problems": "\n".join([*again, *(problems or [said["none"]])]),
        "tables": "\n".join(_heading(table.title, table.marks) for table in view.tables),
        "passed": "\n".join(passed) or said["none_passed"],
        "unjudged": "\n".join(unjudged) or said["none_open"],
        "provenance": f"{view.provenance.file}\n{view.provenance.sha256}",
    }


def _heading(title: str, marks: Sequence[int]) -> str:
    return f"{title} {''.join(circled(number) for number in marks)}".strip()
