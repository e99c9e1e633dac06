"""What a reader makes of a file: ordered blocks, each with its place in the source."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from disclosure_audit.text import Words


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the source; every number counts from 1.

    Parameters
    ----------
    page, line, table, row, column
        As far as the format has them; `table` counts the tables of the document.
    box
        x0, y0, x1, y1 in points, for formats with pages.
    sheet
        Name of the sheet (empty: it has none), for spreadsheets; `page` is then its number, `row`
        and `column` count as the sheet does.
    file
        Where it is not in the report: the file, as seen from the year folder.
    """

    page: int | None = None
    line: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    box: tuple[float, float, float, float] | None = None
    sheet: str | None = None
    file: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the known parts only, as report.json writes them under `at`: numbers, a file."""
        known = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "sheet"}
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in known.items()
            if value is not None
        }


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text that is no table.

    Parameters
    ----------
    text
        The text, with automatic list numbers of the source spelled out.
    at
        Its place.
    level
        1 to 6 where the source marks it as a heading, else None.
    gap
        Blank lines before it, for plain text; 0 elsewhere.
    certain
        As in GridCell.
    """

    text: str
    at: Place
    level: int | None = None
    gap: int = 0
    certain: bool = True


@dataclass(frozen=True, slots=True)
class GridCell:
    """One place of a table grid.

    Parameters
    ----------
    text
        What is printed there, line breaks kept as newlines.
    at
        Its place.
    continues
        True where a merged cell that began further left or further up covers this place;
        `text` is then that of the merged cell.
    certain
        False where the source does not say for sure what is printed there, as for a formula
        without its stored result or a blurred scan; `text` is then what the source does say.
    absent
        True where the row has no cell at this place: it is shorter than others of the table.
    readings
        Where recognition of a scan is not certain: the texts that it may be.
    """

    text: str
    at: Place
    continues: bool = False
    certain: bool = True
    absent: bool = False
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table grid.

    Parameters
    ----------
    rows
        The rows, each a tuple of grid cells.
    at
        Its place.
    aligned
        True when merged cells are spelled out, so that equal positions are one column
        (HTML, Word, sheets); False when only the order of the cells is known (plain text).
    """

    rows: tuple[tuple[GridCell, ...], ...]
    at: Place
    aligned: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture standing where text or a table could stand.

    Parameters
    ----------
    name
        Its alternative text or file name, as far as known.
    at
        Its place.
    data
        Its bytes, where the file itself carries them.
    link
        Where the file names another one instead: as written there, relative to the file.
    """

    name: str
    at: Place
    data: bytes | None = None
    link: str | None = None


Block = Paragraph | Table | Picture


@dataclass(frozen=True, slots=True)
class Note:
    """Something that reading found and that whoever uses the result must know.

    Parameters
    ----------
    code
        A short stable name such as ``encoding_guessed``.
    words
        The sentence.
    at
        Its place, where it has one.
    """

    code: str
    words: Words
    at: Place = Place()


@dataclass(frozen=True, slots=True)
class Document:
    """One file as a reader understood it.

    Parameters
    ----------
    name
        File name without its folder.
    sha256
        Of the file's bytes, hexadecimal.
    format
        The reader's format: ``txt``, ``html``, ``docx``.
    blocks
        Paragraphs, tables and pictures in reading order.
    page_title
        Title that the page or file carries outside its text, where there is one.
    notes
        What the reader had to decide or leave out.
    dated
        Lines that stood around the text, were left out of it and say when it was published.
    """

    name: str
    sha256: str
    format: str
    blocks: tuple[Block, ...]
    page_title: str | None = None
    notes: tuple[Note, ...] = ()
    dated: tuple[Paragraph, ...] = ()
