"""Tiny builders: documents, reports and year data without files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from disclosure_audit.checks import Finding, Policy, audit, load_policy
from disclosure_audit.documents import Document, GridCell, Note, Paragraph, Place, Table
from disclosure_audit.forms import TABLES, editions
from disclosure_audit.reports import (
    CellValue,
    Report,
    SectionText,
    Source,
    TableFound,
    name_of,
    report_of,
    year_in,
)
from disclosure_audit.reports.binding import Printed, value_of
from disclosure_audit.text import ordinal_of
from disclosure_audit.years import Prior, YearData

YEARS = {"2019": 2020, "2021": 2023}
NO_POLICY = Policy((), "none")
KIT_POLICY = load_policy(Path(__file__).resolve().parents[1] / "params" / "policy.yaml", None)
"""The lists of terms that the kit brings along."""

CONTACT = "联系单位：甲镇党政办公室，地址：甲镇一路1号，电话：0000-0000001。"
TITLES = {
    "overview": "一、总体情况",
    "proactive": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "disputes": "四、政府信息公开行政复议、行政诉讼情况",
    "problems": "五、存在的主要问题及改进情况",
    "other": "六、其他需要报告的事项",
}
TEXTS: dict[str, tuple[str, ...]] = {
    "preamble": ("本报告统计期限自2023年1月1日起至2023年12月31日止。", CONTACT),
    "overview": (
        "（一）主动公开。公开信息五条。",
        "（二）依申请公开。未收到申请。",
        "（三）政府信息管理。清理文件一次。",
        "（四）政府信息公开平台建设。更新专栏。",
        "（五）监督保障。工作考核合格，社会评议满意，未发生责任追究。",
    ),
    "problems": ("公开不够及时，将改进。",),
    "other": ("未收取信息处理费，无其他事项。",),
}


def cells(edition: str, values: Mapping[str, Any]) -> dict[str, CellValue]:
    """Every cell 0 but for `values`: a number, a printed text, None for blank, or a CellValue."""
    form = editions()[edition]
    assert not set(values) - set(form.cells), set(values) - set(form.cells)

    def made(cell_id: str) -> CellValue:
        value = values.get(cell_id, 0)
        if isinstance(value, CellValue):
            return value
        text = "" if value is None else str(value)
        at = Place(table=TABLES.index(form.cells[cell_id].table) + 1)
        return value_of(form.cells[cell_id], Printed(text, at))

    return {cell_id: made(cell_id) for cell_id in form.cells}


def section(section_id: str, heading: str | None, *texts: str, pictures: int = 0) -> SectionText:
    """A section as its heading is printed; None for the preamble."""
    ordinal = ordinal_of(heading) if heading else None
    return SectionText(
        id=section_id,
        ordinal=ordinal.printed.strip("、．. （）()") if ordinal else None,
        ordinal_value=ordinal.value if ordinal else None,
        ordinal_style=ordinal.style if ordinal else None,
        title=ordinal.rest if ordinal else heading,
        paragraphs=tuple(Paragraph(text, Place(line=10 + n)) for n, text in enumerate(texts)),
        at=Place(line=9),
        pictures=pictures,
    )


def sections(**changes: tuple[str, ...] | None) -> tuple[SectionText, ...]:
    """The preamble and the six sections; a change gives a section's texts, None leaves it out."""
    texts: dict[str, tuple[str, ...] | None] = {**TEXTS, **changes}
    return tuple(
        section(section_id, TITLES.get(section_id), *(texts.get(section_id) or ()))
        for section_id in ("preamble", *TITLES)
        if texts.get(section_id, ()) is not None
    )


def report(
    values: Mapping[str, Any] | None = None,
    *,
    edition: str = "2021",
    title: str | None = "甲镇2023年政府信息公开工作年度报告",
    name: str | None = "甲镇",
    printed: str | None = None,
    year: int | None = 2023,
    parts: Iterable[SectionText] | None = None,
    tables: Iterable[str] = TABLES,
    absent: Mapping[str, tuple[str, ...]] | None = None,
    whole: bool = True,
    markers: Mapping[str, tuple[str, ...]] | None = None,
) -> Report:
    """A faultless report of zeros, but for what is given."""
    own = {key: ("甲", "乙", "丙") if key == edition else () for key in editions()}
    unit = name_of(name)
    return Report(
        source=Source("report.txt", "0" * 64, "txt"),
        township=unit.township,
        county=unit.county,
        unit=unit.unit,
        year=year,
        year_printed=year_in(title) if title else None,
        name_printed=(printed or name_of(name).township) if title else None,
        edition=edition,
        edition_markers={**own, **(markers or {})},
        title=title,
        title_at=Place(line=1),
        sections=tuple(sections() if parts is None else parts),
        cells=cells(edition, values or {}),
        tables={  # type: ignore[misc]
            table: TableFound(Place(table=n), (absent or {}).get(table, ()), whole)
            for n, table in enumerate(TABLES, 1)
            if table in tables
        },
    )


def year_data(of: Report, year: int | None = None, before: Report | None = None) -> YearData:
    """A year folder's data without the folder; `year` is the year due, `before` last year's."""
    due = year or of.year
    priors = (Prior((due or 0) - 1, Path("last.txt"), before),) if before else ()
    return YearData(of, of.county, of.township, due, Path("report.txt"), priors=priors)


def findings(
    of: Report, year: int | None = None, before: Report | None = None
) -> dict[str, Finding]:
    """Every finding of a report by its check id; `before` is last year's report."""
    return {finding.check: finding for finding in audit(year_data(of, year, before), KIT_POLICY)}


def last_year(values: Mapping[str, Any] | None = None, **options: Any) -> Report:
    """The tables of the year before `report`, without prose: zeros, but for what is given."""
    title = "甲镇2022年政府信息公开工作年度报告"
    return report(values, **{"year": 2022, "title": title, "parts": (), **options})


def document(*blocks: str | Paragraph | Table, name: str = "report.txt") -> Document:
    """A document of these blocks; a string is a paragraph on a line of its own."""
    made = tuple(
        Paragraph(block, Place(line=number)) if isinstance(block, str) else block
        for number, block in enumerate(blocks, 1)
    )
    return Document(name, "0" * 64, "txt", made)


def understood(*blocks: str | Paragraph | Table, **options: Any) -> Report:
    """These blocks understood as a report."""
    return report_of(document(*blocks), "report.txt", **options)


def grid(*rows: Iterable[str | tuple[str, int]], number: int = 1, aligned: bool = True) -> Table:
    """A table; ``("其他", 3)`` is a cell merged over three columns, ``"^"`` goes on from above."""
    above: list[GridCell] = []
    made = []
    for y, row in enumerate(rows, 1):
        line: list[GridCell] = []
        for slot in row:
            text, across = slot if isinstance(slot, tuple) else (slot, 1)
            for part in range(across):
                x = len(line) + 1
                up = text == "^"
                line.append(
                    GridCell(
                        above[x - 1].text if up else text,
                        Place(table=number, row=y, column=x),
                        continues=up or part > 0,
                    )
                )
        above = line
        made.append(tuple(line))
    return Table(tuple(made), Place(table=number), aligned)


def lines_of(note: Note) -> tuple[str, str]:
    """A note in both languages."""
    return note.words.zh, note.words.en
