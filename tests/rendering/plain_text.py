"""Plain-text layouts: what browsers, converters and people make of the tables."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable
from functools import partial

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
    return _page(report, partial(_runs, blank=blank), encoding)


def _runs(table: TableOf, blank: str) -> Lines:
    rows: Lines = []
    for row in table.grid:
        labels = [slot for slot in row if not slot.figure]
        figures = [slot.text or blank for slot in row if slot.figure]
        if figures and len(labels) > 1:  # group labels stand above the row they open
            rows.extend(slot.text for slot in labels[:-1])
            labels = labels[-1:]
        rows.append(_run(labels, figures))
    return rows


def pipe_rows_broken(report: ReportText, encoding: str = "utf-8") -> bytes:
    """One row per line between pipes, but longer labels go on in the next line."""

    def written(table: TableOf) -> Lines:
        rows = (
            " | ".join(_broken(s) if top and left else "" for s, top, left in row)
            for row in spread(table.grid)
        )
        return [line for row in rows for line in f"| {row} |".split("\n")]

    return _page(report, written, encoding)


def pipe_rows_collapsed(report: ReportText, encoding: str = "utf-8") -> bytes:
    """One row per line between pipes; empty cells, and what merged cells cover, are left out."""

    def written(table: TableOf) -> Lines:
        rows = ([slot.text for slot in row if slot.text] for row in table.grid)
        return [f"| {' | '.join(row)} |" for row in rows if row]

    return _page(report, written, encoding)


def unrepeated(written: bytes) -> bytes:
    """Leave out lines that repeat the line before them, as some page texts do."""
    kept: Lines = []
    last = ""
    for line in written.decode().split("\n"):
        if line != last or not line.strip():
            kept.append(line)
        last = line if line.strip() else last
    return "\n".join(_single_gaps(kept)).encode()


def _single_gaps(lines: Lines) -> Lines:
    pairs = zip(lines, ["", *lines], strict=False)
    return [line for line, before in pairs if line.strip() or before.strip()]


def glued_rows(report: ReportText, encoding: str = "utf-8") -> bytes:
    """One row per line with nothing between its cells; a group label has a line of its own."""

    def written(table: TableOf) -> Lines:
        rows: Lines = []
        for row in table.grid:
            labels = [slot.text for slot in row if not slot.figure]
            if len(labels) < len(row):
                rows += labels[:-1]
                labels = labels[-1:]
            rows.append("".join([*labels, *(slot.text for slot in row if slot.figure)]))
        return rows

    return _page(report, written, encoding)


def wrapped_lines(report: ReportText, encoding: str = "utf-8", *, width: int = 6) -> bytes:
    """One cell per line, words broken after `width` characters, a blank line between rows."""

    def written(table: TableOf) -> Lines:
        cells = ([part for s in row for part in _wrapped(s, width)] for row in table.grid)
        return _joined_rows(cells, between=[""])

    return _page(report, written, encoding)


def _wrapped(slot: Slot, width: int) -> Lines:
    if slot.figure:
        return [slot.text or "—"]
    return [slot.text[start : start + width] for start in range(0, len(slot.text), width)]


def _broken(slot: Slot) -> str:
    if slot.figure or len(slot.text) < 4:
        return slot.text
    return f"{slot.text[:2]}\n{slot.text[2:]}"


def flat(report: ReportText, encoding: str = "utf-8", *, blank: str = "-") -> bytes:
    """Runs of spaces; the headers of table 4 are printed upright, one character of each a line."""

    def written(table: TableOf) -> Lines:
        if table.id != "t4":
            return _runs(table, blank)
        figures = next(n for n, row in enumerate(table.grid) if row[0].figure)
        whole = next(n for n, row in enumerate(table.grid) if len(row) > 1)
        heads = table.grid[whole:figures]
        return [
            *_runs(TableOf(table.id, table.grid[:whole]), blank),
            "".join(slot.text for slot in heads[0]),
            *(line for row in heads[1:] for line in _upright(row)),
            *_runs(TableOf(table.id, table.grid[figures:]), blank),
        ]

    return _page(report, written, encoding)


def _upright(row: list[Slot]) -> Lines:
    """The words of a row printed downwards: the first characters of all, then the second."""
    height = max(len(slot.text) for slot in row)
    return [" ".join(slot.text[line : line + 1] or " " for slot in row) for line in range(height)]


def running(report: ReportText, encoding: str = "utf-8", *, blank: str = "-") -> bytes:
    """Title, text and figures in one paragraph with spaces between them."""

    def written(table: TableOf) -> Lines:
        return [slot.text or blank for row in table.grid for slot in row]

    page = _page(report, written, "utf-8").decode()
    return encoded(" ".join(page.split()) + "\n", encoding)


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


def two_years(
    report: ReportText, encoding: str = "utf-8", *, earlier: ReportText, pipes: bool = False
) -> bytes:
    """A comparison sheet: the earlier year's rows beside the report's, table 4 one above the other.

    The numbers of a wrapped label stand on the line behind it.
    """
    tables = {part.id: part.grid for part in parts(earlier) if isinstance(part, TableOf)}

    def written(table: TableOf) -> Lines:
        before = tables[table.id]
        if table.id == "t4":
            return [_line(row, pipes=pipes) for grid in (table.grid, before) for row in grid]
        pairs = zip(before, table.grid, strict=True)
        return [_beside(*pair, pipes=pipes) for pair in pairs]

    return _page(report, written, encoding)


def _line(row: list[Slot], *, pipes: bool) -> str:
    texts = [slot.text or "-" for slot in row]
    return f"| {' | '.join(texts)} |" if pipes else "  ".join(texts)


def _beside(left: list[Slot], right: list[Slot], *, pipes: bool) -> str:
    return (
        _line([*left, *right], pipes=True)
        if pipes
        else "   ".join(_line(row, pipes=False) for row in (left, right))
    )
