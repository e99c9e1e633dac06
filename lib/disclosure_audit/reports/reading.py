"""From a file to a Report."""

from __future__ import annotations

from pathlib import Path

from disclosure_audit.documents import (
    Block,
    Document,
    Note,
    Paragraph,
    Place,
    is_furniture,
    read,
)
from disclosure_audit.errors import FilerError
from disclosure_audit.forms import edition_due, editions
from disclosure_audit.reports.elsewhere import tables_elsewhere
from disclosure_audit.reports.identity import Name, Title, is_title, name_of, title_of
from disclosure_audit.reports.printed_labels import odd_labels
from disclosure_audit.reports.published import shown_dates
from disclosure_audit.reports.report import Report, Source
from disclosure_audit.reports.sections import Span, find_sections, section_text
from disclosure_audit.reports.tables import bind_tables, edition_used, markers_in, two_reports
from disclosure_audit.text import Words, bare
from disclosure_audit.text.plain import single_line

_MIN_SECTIONS = 2


def read_report(path: Path, *, year: int | None = None, township: str | None = None) -> Report:
    """Read an annual report.

    Parameters
    ----------
    path
        The report file.
    year
        The report year that was due, where the caller knows it; default: the year in the title.
    township
        The unit's name, where the caller knows it; default: the name in the title.

    Returns
    -------
    Report
        With a value and a state for every cell of the edition used.

    Raises
    ------
    InspectorError
        There is no such file.
    FilerError
        The file cannot be read, is no annual report, or holds two of them.
    """
    document = read(path)
    return report_of(document, str(path), year=year, township=township)


def report_of(
    document: Document, path: str, *, year: int | None = None, township: str | None = None
) -> Report:
    """Understand a document as an annual report; parameters and errors as `read_report`."""
    blocks = document.blocks
    any_edition = next(iter(editions().values()))  # both editions have the same sections
    spans = find_sections(blocks, any_edition)
    preamble = spans[0]
    title = title_of(_paragraphs(document, preamble), document.page_title)
    due_year = year if year is not None else title.year if title else None
    markers = markers_in(blocks)
    edition, edition_note = edition_used(markers, edition_due(due_year) if due_year else None)
    headings = frozenset(
        h.block + part for span in spans for h in [span.heading] if h for part in range(h.blocks)
    )
    bound = bind_tables(document, headings, edition)
    _refuse_other_papers(document, spans, title, has_tables=bool(bound.tables))
    _refuse_second_title(document, title)
    name = _name(township, title)
    sections = [
        section_text(span, blocks, bound.blocks, _title_blocks(document, span, title))
        for span in spans
    ]
    notes = [*document.notes, *([edition_note] if edition_note else []), *bound.notes]
    notes += _year_notes(year, title)
    notes += tables_elsewhere(sections, bound.tables.keys(), editions()[edition])
    return Report(
        source=Source(path, document.sha256, document.format),
        township=township or name.township,
        county=name.county,
        unit=name.unit,
        year=due_year,
        year_printed=title.year if title else None,
        name_printed=name_of(title.name).township if title else None,
        edition=edition,
        edition_markers=markers,
        title=title.text if title else None,
        title_at=title.at if title else Place(),
        sections=tuple(s for s in sections if s.id != "preamble" or s.paragraphs),
        cells=bound.cells,
        tables=bound.tables,
        notes=tuple(notes),
        published=shown_dates(document, preamble.start, preamble.end),
        odd_labels=odd_labels(blocks, bound.blocks, editions()[edition]),
    )


def _name(township: str | None, title: Title | None) -> Name:
    """Return the unit's name as the caller says it, else as the title does.

    A folder's name may not show the kind of unit, which the title then does.
    """
    printed = name_of(title.name if title else None)
    said = name_of(township) if township else printed
    return said if said.unit else Name(said.township, printed.county, printed.unit)


def _paragraphs(document: Document, span: Span) -> list[Paragraph]:
    blocks = document.blocks[span.start : span.end]
    return [block for block in blocks if isinstance(block, Paragraph)]


def _title_blocks(document: Document, span: Span, title: Title | None) -> frozenset[int]:
    """Return the preamble's blocks that are no preamble: the title, and all before it.

    What stands above the title, or is a line such as 发布时间, belongs to the page.
    """
    if span.heading is not None:
        return frozenset()
    whole = bare(title.text) if title else ""
    lines = {
        index: block.text
        for index in range(span.start, span.end)
        for block in [document.blocks[index]]
        if isinstance(block, Paragraph)
    }
    titles = [i for i, text in lines.items() if len(bare(text)) > 1 and bare(text) in whole]
    above = range(span.start, max(titles, default=span.start - 1) + 1)
    return frozenset(above).union(i for i, text in lines.items() if is_furniture(text))


def _refuse_other_papers(
    document: Document, spans: tuple[Span, ...], title: Title | None, *, has_tables: bool
) -> None:
    sections = sum(span.heading is not None for span in spans)
    said = any("信息公开" in b.text for b in document.blocks if isinstance(b, Paragraph))
    if has_tables or (title and sections) or (said and sections >= _MIN_SECTIONS):
        return
    raise FilerError(
        Words(
            f"文件 {document.name} 不像政府信息公开工作年度报告：没有找到六个部分的标题，"
            "也没有找到三张统计表。请确认文件无误，或向报送单位重新索取。",
            f"{document.name} does not look like an annual report on government information "
            "disclosure: neither the titles of its six sections nor its three tables were found. "
            "Make sure it is the right file or ask the filer for it again.",
        )
    )


def _refuse_second_title(document: Document, title: Title | None) -> None:
    """Refuse a file in which another title is followed by the sections over again.

    A title alone is no second report: pages list other years' reports by their titles.
    """
    for index, block in enumerate(document.blocks):
        if title is None or not isinstance(block, Paragraph) or not is_title(block.text):
            continue
        if bare(block.text) == bare(title.text) or not single_line(block.text).endswith("报告"):
            continue
        before, after = document.blocks[:index], document.blocks[index:]
        if len(_section_ids(before) & _section_ids(after)) >= _MIN_SECTIONS:
            raise two_reports(document.name, title.at, block.at)


def _section_ids(blocks: tuple[Block, ...]) -> set[str]:
    any_edition = next(iter(editions().values()))
    spans = find_sections(blocks, any_edition)
    return {span.heading.section.id for span in spans if span.heading}


def _year_notes(year: int | None, title: Title | None) -> list[Note]:
    if year is None or title is None or title.year in (None, year):
        return []
    return [
        Note(
            "year_differs",
            Words(
                f"应报年度是 {year} 年，标题写的是 {title.year} 年（“{title.text}”）。",
                f"The report was due for {year}; its title says {title.year} (“{title.text}”).",
            ),
            title.at,
        )
    ]
