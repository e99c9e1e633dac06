"""Plain-text layouts: what browsers, converters and people make of the tables."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable

from tests.rendering.grid import Grid, Slot, spread
from tests.rendering.report import ReportText, TableOf, Text, parts

Lines = list[str]
TableWriter = Callable[[TableOf], Lines]

_BROKEN_LABELS = {
    "本年新制作数量": "本年新\n制作数量",
    "本年新公开数量": "本年新\n公开数量",
    "本年处理决定数量": "本年处理\n决定数量",
}
GAP = "    "


def encoded(text: str, encoding: str) -> bytes:
    """Encode as editors save it: UTF-16 with its mark; ``utf-8-sig`` for UTF-8 with one."""
    if encoding == "utf-16":
        return codecs.BOM_UTF16_LE + text.encode("utf-16-le")
    return text.encode(encoding)


def tabs(report: ReportText, encoding: str = "utf-8") -> bytes:
    """One cell per line with a tab before it, a blank line between rows.

    A cell that spans rows leaves an empty cell in every further row.
    """
    lines: Lines = ["", "", ""]
    for part in parts(report):
        if isinstance(part, TableOf):
            lines += [*_tabbed(part.grid), ""]
        elif part.kind == "heading" and part.text.startswith(("三、", "四、")):
            lines.append(f"\u3000\u3000{part.text}")
        elif part.kind == "heading" and part.text.startswith("六、"):
            lines.append(f"    {part.text}")
        else:
            lines.append(part.text)
    return encoded("\n".join([*lines, " "]), encoding)


def _tabbed(grid: Grid) -> Lines:
    lines: Lines = []
    for row in spread(grid):
        for slot, first_row, first_column in row:
            if first_column:
                text = slot.text if slot.figure else _BROKEN_LABELS.get(slot.text, slot.text)
                lines.append(f"\t{text}" if first_row else "\t")
        lines.append("")
    return lines


def lines(report: ReportText, encoding: str = "utf-8", *, blank: str = "—") -> bytes:
    """One cell per line, a blank line between rows; an empty cell is printed as `blank`."""

    def written(table: TableOf) -> Lines:
        return _joined_rows(
            [[slot.text or blank for slot in row] for row in table.grid], between=[""]
        )

    return _page(report, written, encoding)


def spaced_lines(report: ReportText, encoding: str = "utf-8") -> bytes:
    """One cell per line, a blank line between cells; rows are not marked."""

    def written(table: TableOf) -> Lines:
        cells = (slot.text for row in table.grid for slot in row)
        return _joined_rows(([text] for text in cells), between=[""])

    return _page(report, written, encoding)


def pipe_rows(report: ReportText, encoding: str = "utf-8", *, outer: bool = True) -> bytes:
    """One row per line between pipes; what a merged cell covers is empty."""

    def written(table: TableOf) -> Lines:
        rows = (
            " | ".join(s.text if top and left else "" for s, top, left in row)
            for row in spread(table.grid)
        )
        return [f"| {row} |" if outer else row for row in rows]

    return _page(report, written, encoding)


def pipe_lines(
    report: ReportText, encoding: str = "utf-8", *, leading: bool = False, trailing: bool = True
) -> bytes:
    """One cell per line with a pipe before it, behind it, or both."""

    def written(table: TableOf) -> Lines:
        cells = (slot.text for row in table.grid for slot in row)
        return [
            f"{'| ' if leading else ''}{text}{' |' if trailing else ''}".strip() for text in cells
        ]

    return _page(report, written, encoding)


def runs(report: ReportText, encoding: str = "utf-8", *, blank: str = "-") -> bytes:
    """One row per line in runs of spaces; table 4 as header words and one line of numbers."""

    def written(table: TableOf) -> Lines:
        rows: Lines = []
        for row in table.grid:
            labels = [slot for slot in row if not slot.figure]
            figures = [slot.text or blank for slot in row if slot.figure]
            if figures and len(labels) > 1:  # group labels stand above the row they open
                rows.extend(slot.text for slot in labels[:-1])
                labels = labels[-1:]
            rows.append(_run(labels, figures))
        return rows

    return _page(report, written, encoding)


def _run(labels: list[Slot], figures: list[str]) -> str:
    label = GAP.join(slot.text for slot in labels)
    return f"{label}{GAP if label and figures else ''}{'  '.join(figures)}"


def _joined_rows(rows: Iterable[Lines], between: Lines) -> Lines:
    joined: Lines = []
    for row in rows:
        joined += [*(between if joined else []), *row]
    return joined


def _page(report: ReportText, table: TableWriter, encoding: str) -> bytes:
    page: Lines = []
    for part in parts(report):
        if isinstance(part, TableOf):
            page += ["", *table(part)]
        elif isinstance(part, Text) and part.kind == "title":
            page += [part.text, ""]
        elif isinstance(part, Text) and part.kind == "heading":
            page += ["", part.text]
        else:
            page.append(f"\u3000\u3000{part.text}")
    return encoded("\n".join(page) + "\n", encoding)
