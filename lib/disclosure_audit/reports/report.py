"""A document understood: who, which year, sections as text, cells with value and state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from disclosure_audit.documents import Note, Paragraph, Place
from disclosure_audit.forms import Edition, TableId, editions
from disclosure_audit.text import Language
from disclosure_audit.text.numbers import Number

State = Literal["given", "blank", "invalid", "unreadable", "missing"]
Unit = Literal["township", "subdistrict", "county_or_above", "department"]
SCHEMA = "disclosure-report/1"


@dataclass(frozen=True, slots=True)
class CellValue:
    """What stands in one cell of the form.

    Parameters
    ----------
    state
        ``given``, ``blank``, ``invalid``, ``unreadable`` or ``missing``.
    value
        The number as printed where the state is ``given``, else None.
    raw
        The text as printed; None where the cell is missing.
    at
        Its place in the source.
    unit
        The unit printed inside the cell, where there is one.
    readings
        Where recognition of a scan was not certain: the texts that it may be.
    """

    state: State
    value: Number | None = None
    raw: str | None = None
    at: Place = field(default_factory=Place)
    unit: str | None = None
    readings: tuple[str, ...] = ()


MISSING = CellValue("missing")


@dataclass(frozen=True, slots=True)
class SectionText:
    """One section as printed.

    Parameters
    ----------
    id
        ``preamble`` or one of the six.
    ordinal
        The numeral as printed without its mark, for example ``一`` or ``1``; None where there is
        none.
    ordinal_value, ordinal_style
        Its value and system, as far as there is one.
    title
        The title as printed without its ordinal; None for the preamble.
    paragraphs
        The text below the title, tables left out.
    at
        Place of the title (of the first paragraph, for the preamble).
    pictures
        How many pictures stand in the section.
    """

    id: str
    ordinal: str | None
    ordinal_value: int | None
    ordinal_style: str | None
    title: str | None
    paragraphs: tuple[Paragraph, ...]
    at: Place
    pictures: int = 0

    @property
    def text(self) -> str:
        """Return the paragraphs, one a line."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Source:
    """The file a report was read from: path as given, sha256 of its bytes, format."""

    path: str
    sha256: str
    format: str


@dataclass(frozen=True, slots=True)
class TableFound:
    """A table of the form that was found: its place, and the form's cells that it has no row for.

    `whole` is True where merged cells are spelled out in the source, so that a row that was not
    found is really not there.
    """

    at: Place
    absent: tuple[str, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class ShownDate:
    """A date of publication that the file shows, its words and place; None where it is none."""

    date: date | None
    words: str
    at: Place


@dataclass(frozen=True, slots=True)
class OddLabel:
    """A label of the tables printed otherwise than in the form; empty where it is not there."""

    printed: str
    official: str
    at: Place


@dataclass(frozen=True)
class Report:
    """One annual report.

    Parameters
    ----------
    source
        The file.
    township, county, unit
        As told from the title; None where it does not say.
    year
        The report year that was due (parameter or folder), else the year printed in the title.
    year_printed, name_printed
        The year, and the unit's name without its county, printed in the title, where they are.
    edition
        Key of the edition used, told from the tables.
    edition_markers
        Labels found that stand in one edition only, by edition key.
    title, title_at
        The title as printed and its place.
    sections
        Those found, in printed order.
    cells
        Every cell of the edition.
    tables
        The tables of the form that were found.
    notes
        What reading found that the user must know.
    published
        The dates of publication that the page shows around the text.
    odd_labels
        Labels printed otherwise than in the form; None where the labels stand in no grid.
    """

    source: Source
    township: str | None
    county: str | None
    unit: Unit | None
    year: int | None
    year_printed: int | None
    name_printed: str | None
    edition: str
    edition_markers: Mapping[str, tuple[str, ...]]
    title: str | None
    title_at: Place
    sections: tuple[SectionText, ...]
    cells: Mapping[str, CellValue]
    tables: Mapping[TableId, TableFound]
    notes: tuple[Note, ...] = ()
    published: tuple[ShownDate, ...] = ()
    odd_labels: tuple[OddLabel, ...] | None = None

    @property
    def form(self) -> Edition:
        """Return the edition used."""
        return editions()[self.edition]

    def section(self, section_id: str) -> SectionText | None:
        """Return the section of that id, or None where it was not found."""
        return next((section for section in self.sections if section.id == section_id), None)

    def cells_in(self, state: State, table: TableId | None = None) -> tuple[str, ...]:
        """Return the ids of all cells in `state`, of one table or of all, in printed order."""
        prefix = f"{table}." if table else ""
        return tuple(
            cell_id
            for cell_id, cell in self.cells.items()
            if cell.state == state and cell_id.startswith(prefix)
        )


def as_json(report: Report, language: Language = "zh") -> dict[str, Any]:
    """Return a report as report.json holds it (CONTRACT, section 4)."""
    return {
        "schema": SCHEMA,
        "source": {
            "path": report.source.path,
            "sha256": report.source.sha256,
            "format": report.source.format,
        },
        "township": report.township,
        "county": report.county,
        "unit": report.unit,
        "year": report.year,
        "edition": report.edition,
        "title": report.title,
        "sections": [
            {
                "id": section.id,
                "ordinal_printed": section.ordinal,
                "title_printed": section.title,
                "text": section.text,
                "at": section.at.as_json(),
            }
            for section in report.sections
        ],
        "cells": {
            cell_id: {
                "value": json_number(cell.value),
                "raw": cell.raw,
                "state": cell.state,
                "at": cell.at.as_json(),
            }
            for cell_id, cell in report.cells.items()
        },
        "notes": [
            {"code": note.code, "message": note.words.said(language), "at": note.at.as_json()}
            for note in report.notes
        ],
    }


def json_number(value: Number | None) -> int | float | None:
    """Return a number as JSON can hold it."""
    return float(value) if isinstance(value, Decimal) else value
