"""Tiny reports and findings for the memo's tests."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from disclosure_audit.checks import Change, Finding, Outcome
from disclosure_audit.documents import Place
from disclosure_audit.forms import TABLES, editions
from disclosure_audit.memo import MemoParts, memo_parts
from disclosure_audit.memo.parts import PART_NAMES
from disclosure_audit.reports import CellValue, Report, Source, TableFound
from disclosure_audit.text import Language, Words
from disclosure_audit.years import YearData

RULESET = "0.1.0+0123456789ab"


def words(text: str) -> Words:
    return Words(text, f"en {text}")


def report(edition: str = "2021", **values: Any) -> Report:
    """A report whose cells all hold 0; `values` replace its fields."""
    cells = {
        cell: CellValue("given", 0, "0", Place(table=1, row=row, column=2))
        for row, cell in enumerate(editions()[edition].cells, start=1)
    }
    plain = Report(
        source=Source("folder/report.txt", "ab" * 32, "txt"),
        township="枣岭乡",
        county="青禾县",
        unit="township",
        year=2022,
        year_printed=2022,
        name_printed=None,
        edition=edition,
        edition_markers={},
        title="枣岭乡2022年政府信息公开工作年度报告",
        title_at=Place(line=1),
        sections=(),
        cells=cells,
        tables={table: TableFound(Place(table=1), (), True) for table in TABLES},
    )
    return replace(plain, **values)


def year_data(of: Report | None = None, path: str = "folder/report.txt") -> YearData:
    found = of or report()
    return YearData(found, found.county, found.township, found.year, Path(path))


def finding(check: str, status: str = "fail", **values: Any) -> Finding:
    """A finding; names of Finding's fields go there, all others to its outcome."""
    own = {
        name: values.pop(name)
        for name in ("id", "severity", "caused_by", "family")
        if name in values
    }
    severity = "must_correct" if status == "fail" else None
    outcome = {"message": words(f"{check} 的情况"), **values}
    return Finding(
        id=own.get("id", f"{check}-00000000"),
        check=check,
        family=own.get("family", "arithmetic"),
        basis=words("表内结构"),
        obligation=words("应当相符"),
        severity=own.get("severity", severity),
        outcome=Outcome(status=status, **outcome),  # type: ignore[arg-type]
        caused_by=own.get("caused_by"),
    )


def column(name: str) -> tuple[str, ...]:
    """The four cells of one balance."""
    rows = ("received", "carried_in", "concluded", "carried_out")
    return tuple(f"t3.{row}.{name}" for row in rows)


def change(cell: str, before: int | None, after: int, why: str = "由其他各数推得") -> Change:
    return Change(cell, before, after, words(why))


def memo(*findings: Finding, of: YearData | None = None, language: Language = "zh") -> MemoParts:
    return memo_parts(of or year_data(), findings, ruleset=RULESET, language=language)


def code_cell(html: str | None, tags: list[str], **output: Any) -> NotebookNode:
    """A cell that has run, with one HTML output where `html` is given."""
    cell = nbformat.v4.new_code_cell("secret_source()", id=f"cell-{len(tags)}", execution_count=1)
    cell.metadata.tags = tags
    if html is not None:
        data = {"text/html": html, "text/plain": "plain secret"}
        cell.outputs.append(nbformat.v4.new_output("display_data", data, **output))
    return cell


def notebook(*cells: NotebookNode) -> NotebookNode:
    node = nbformat.v4.new_notebook()
    node.cells = list(cells)
    for number, cell in enumerate(node.cells):
        cell.id = f"cell-{number}"
    return node


def memo_notebook(parts: MemoParts) -> NotebookNode:
    """An executed notebook that shows every part in a cell of its own."""
    cells = []
    for name in PART_NAMES:
        data, metadata = getattr(parts, name)._repr_mimebundle_()
        cell = code_cell(None, ["memo"])
        cell.outputs.append(nbformat.v4.new_output("display_data", data, metadata=metadata))
        cells.append(cell)
    return notebook(*cells)
