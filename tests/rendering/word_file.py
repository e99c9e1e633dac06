"""Word files: truly merged cells, tables nested in a frame, a table cut in two, list numbers."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.rendering.grid import Grid, spread
from tests.rendering.report import ReportText, TableOf, parts

_ORDINAL = re.compile(r"^[一二三四五六]、\s*")
_NUMBERING_ID = 77


def plain(
    report: ReportText, *, numbered: bool = False, nested: bool = False, split: bool = False,
    heads: bool = False,
) -> bytes:  # fmt: skip
    """A Word file with the official tables.

    `numbered`: section headings take their ordinals from an automatic list. `nested`: every table
    stands inside a frame, a table of one cell. `split`: table 3 is cut in two in its middle, and
    the second part has no header rows. `heads`: every page that table 3 goes on to begins with its
    headers.
    """
    document = docx.Document()
    if numbered:
        _define_numbering(document)
    for part in parts(report):
        if isinstance(part, TableOf):
            for grid in _cut(part.grid) if split and part.id == "t3" else [part.grid]:
                table = _add_table(document, grid, nested=nested)
                if heads and part.id == "t3":
                    _repeat_heads(table, grid)
                document.add_paragraph()
        elif part.kind == "title":
            document.add_heading(part.text, level=0)
        elif part.kind == "heading":
            text = _ORDINAL.sub("", part.text) if numbered else part.text
            heading = document.add_heading(text, level=1)
            if numbered:
                _number(heading)
        else:
            document.add_paragraph(part.text)
    return _bytes(document)


def _cut(grid: Grid) -> list[Grid]:
    """Cut table 3 in two at a row that opens a group, so that no merged cell is torn."""
    full = [list(row) for row in spread(grid)]
    middle = next(i for i in range(len(grid) // 2, len(grid)) if full[i][1][1] and full[i][1][2])
    first, second = grid[:middle], [list(row) for row in grid[middle:]]
    year_results = next(s for s in (row[0] for row in first) if s.text.startswith("三、"))
    start = next(i for i, row in enumerate(first) if row[0] is year_results)
    covered = middle - start
    cls = type(year_results)
    first = [list(row) for row in first]
    first[start][0] = cls(year_results.text, rowspan=covered)
    second[0].insert(0, cls("", rowspan=year_results.rowspan - covered))
    return [first, second]


def _add_table(document: Any, grid: Grid, *, nested: bool) -> Any:
    rows = [list(row) for row in spread(grid)]
    width = len(rows[0])
    if nested:
        frame = document.add_table(rows=1, cols=1, style="Table Grid").cell(0, 0)
        table = frame.add_table(rows=len(rows), cols=width)
        table.style = document.styles["Table Grid"]
        frame.add_paragraph()
    else:
        table = document.add_table(rows=len(rows), cols=width, style="Table Grid")
    cells = [list(row.cells) for row in table.rows]
    for y, row in enumerate(rows):
        for x, (slot, top, left) in enumerate(row):
            if top and left:
                cell = cells[y][x]
                if slot.rowspan > 1 or slot.colspan > 1:
                    cell = cell.merge(cells[y + slot.rowspan - 1][x + slot.colspan - 1])
                cell.paragraphs[0].text = slot.text
    return table


def _repeat_heads(table: Any, grid: Grid) -> None:
    """Let the program print the rows above the first figures on every page."""
    first = next(n for n, row in enumerate(grid) if any(slot.figure for slot in row))
    for row in list(table.rows)[:first]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _define_numbering(document: Any) -> None:
    numbering = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_NUMBERING_ID}">'
        '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>'
        '<w:lvlText w:val="%1、"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
    )
    number = parse_xml(
        f'<w:num {nsdecls("w")} w:numId="{_NUMBERING_ID}">'
        f'<w:abstractNumId w:val="{_NUMBERING_ID}"/></w:num>'
    )
    numbering.insert(0, abstract)  # abstract definitions stand before the numbers that use them
    numbering.append(number)


def _number(heading: Any) -> None:
    properties = heading._p.get_or_add_pPr()
    number = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", 0), ("w:numId", _NUMBERING_ID)):
        child = OxmlElement(tag)
        child.set(qn("w:val"), str(value))
        number.append(child)
    properties._insert_numPr(number)


def _bytes(document: Any) -> bytes:
    """Return the file with fixed times inside, so that the same report gives the same bytes."""
    raw, fixed = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with (
        zipfile.ZipFile(raw) as source,
        zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=(2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return fixed.getvalue()
