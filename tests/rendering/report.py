"""A report as its author wrote it, before any layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from disclosure_audit.forms import editions
from tests.rendering.grid import Grid, Slot, grids

SECTIONS = ("overview", "proactive", "requests", "disputes", "problems", "other")
TABLE_OF = {"proactive": "t2", "requests": "t3", "disputes": "t4"}

HEADINGS = {
    "overview": "一、总体情况",
    "proactive": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "disputes": "四、政府信息公开行政复议、行政诉讼情况",
    "problems": "五、存在的主要问题及改进情况",
    "other": "六、其他需要报告的事项",
}


@dataclass(frozen=True)
class ReportText:
    """One annual report.

    Attributes:
        title: As printed.
        preamble: Paragraphs before 一.
        headings: Section id -> heading as printed, ordinal and all; its order is the printed
            order, and a section that is not there has no heading.
        paragraphs: Section id -> its paragraphs (a table stands behind them).
        figures: Cell id -> printed string, ``""`` for a blank. A row without figures is left out,
            and so is a table without rows.
        edition: Key of the edition of the form.
        pictures: Tables that stand there as pictures only.
        labels: Official label -> as this report prints it, where it differs.
        captions, notes: Table -> a row across the whole table, at its top or at its end.
    """

    title: str
    preamble: tuple[str, ...]
    headings: Mapping[str, str]
    paragraphs: Mapping[str, tuple[str, ...]]
    figures: Mapping[str, str]
    edition: str
    pictures: frozenset[str] = field(default_factory=frozenset)
    labels: Mapping[str, str] = field(default_factory=dict)
    captions: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Text:
    """A line of text: the title, a section heading, a heading inside a section, a paragraph."""

    kind: Literal["title", "heading", "subheading", "paragraph"]
    text: str


@dataclass(frozen=True)
class TableOf:
    """One of the three tables, or the place where it stands as a picture."""

    id: str
    grid: Grid
    picture: bool = False


def parts(report: ReportText) -> Iterator[Text | TableOf]:
    """Yield what is printed, in order."""
    yield Text("title", report.title)
    for text in report.preamble:
        yield Text("paragraph", text)
    for section, heading in report.headings.items():
        yield Text("heading", heading)
        for text in report.paragraphs.get(section, ()):
            yield Text("subheading" if _is_subheading(text) else "paragraph", text)
        for home, table in TABLE_OF.items():
            if _host(home, report.headings) == section:
                yield from _table(report, table)


def with_upright_headers(report: ReportText) -> ReportText:
    """The same report with the words above narrow columns broken behind every character."""
    edition = editions()[report.edition]
    words = [column.label.text for column in (*edition.columns, *edition.results)]
    upright = {word: "\n".join("".join(report.labels.get(word, word).split())) for word in words}
    return replace(report, labels={**report.labels, **upright})


def _is_subheading(text: str) -> bool:
    return text.startswith("（") and len(text) < 30 and not text.endswith(("。", "；"))


def _host(section: str, headings: Mapping[str, str]) -> str | None:
    """Return the section below whose heading a table stands; a lost heading leaves it above."""
    before = SECTIONS[: SECTIONS.index(section) + 1]
    return next((s for s in reversed(before) if s in headings), None)


def _table(report: ReportText, table: str) -> Iterator[TableOf]:
    grid = grids(editions()[report.edition], report.figures, table)
    if grid:
        grid = [[_relabelled(slot, report.labels) for slot in row] for row in grid]
        width = sum(slot.colspan for slot in grid[0])
        above, below = (
            [[Slot(texts[table], colspan=width)]] if table in texts else []
            for texts in (report.captions, report.notes)
        )
        yield TableOf(table, [*above, *grid, *below], table in report.pictures)


def _relabelled(slot: Slot, labels: Mapping[str, str]) -> Slot:
    return slot if slot.figure else replace(slot, text=labels.get(slot.text, slot.text))
