"""Markdown: pipe tables with and without the rule of dashes, or tables in HTML."""

from __future__ import annotations

from html import escape

from tests.rendering.grid import Grid, spread
from tests.rendering.report import ReportText, TableOf, parts

_MARKS = {"title": "# ", "heading": "## ", "subheading": "### ", "paragraph": ""}
_WRAPPED = {"法人或其他组织": "法人或<br>其他组织", "本年处理决定数量": "本年处理<br/>决定数量"}


def markdown(report: ReportText, *, rule: bool = True, html: bool = False) -> bytes:
    """A Markdown file.

    `rule`: pipe tables have their line of dashes below the first row, as the format asks.
    `html`: tables stand in HTML, which keeps merged cells.
    """
    lines: list[str] = []
    for part in parts(report):
        if isinstance(part, TableOf):
            lines += _html(part.grid) if html else _pipes(part.grid, rule=rule)
        elif part.kind == "heading":
            lines.append(f"## **{part.text}**")
        else:
            lines.append(f"{_MARKS[part.kind]}{part.text}")
        lines.append("")
    return "\n".join(lines).encode()


def _pipes(grid: Grid, *, rule: bool) -> list[str]:
    lines = []
    for number, row in enumerate(spread(grid)):
        texts = [
            (s.text if s.figure else _label(s.text)) if top and left else "" for s, top, left in row
        ]
        lines.append(f"| {' | '.join(texts)} |")
        if rule and number == 0:
            lines.append(f"|{' --- |' * len(texts)}")
    return lines


def _label(text: str) -> str:
    """A cell of Markdown is one line: a line break in it is a tag."""
    return _WRAPPED.get(text, text).replace("\n", "<br>")


def _html(grid: Grid) -> list[str]:
    lines = ["<table>"]
    for row in grid:
        cells = "".join(
            f'<td rowspan="{s.rowspan}" colspan="{s.colspan}">{escape(s.text)}</td>' for s in row
        )
        lines.append(f"  <tr>{cells}</tr>")
    return [*lines, "</table>"]
