"""The form as values: sections, tables, cells and relations of one edition."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from disclosure_audit.text import bare, ordinal_of

TableId = Literal["t2", "t3", "t4"]
TABLES: tuple[TableId, ...] = ("t2", "t3", "t4")


@dataclass(frozen=True, slots=True)
class Label:
    """A printed label with its other wordings.

    Parameters
    ----------
    text
        As the official form prints it.
    variants
        Other wordings seen that mean the same.
    needs_ordinal
        True where the word alone is also another label (其他, 总计), so that only the label with
        its ordinal is this one.
    """

    text: str
    variants: tuple[str, ...] = ()
    needs_ordinal: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the bare texts by which the label is known."""
        wordings = (self.text, *self.variants)
        if self.needs_ordinal:
            return tuple(bare(wording) for wording in wordings)
        return tuple(label_key(wording) for wording in wordings)


@lru_cache(maxsize=4_096)  # the same few hundred texts are asked for over and over
def label_key(text: str) -> str:
    """Return the bare text of a label without its ordinal."""
    ordinal = ordinal_of(text)
    return bare(ordinal.rest if ordinal and ordinal.rest else text)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its id, label and what may stand in it.

    Parameters
    ----------
    id
        The last part of a cell id.
    label
        The header.
    marker
        True where this header is found in one edition only.
    signed, amount
        True where a minus sign, or decimals, may stand.
    unit
        The unit that the form prints, where it prints one.
    grouped
        True for the columns below 法人或其他组织.
    """

    id: str
    label: Label
    marker: bool = False
    signed: bool = False
    amount: bool = False
    unit: str | None = None
    grouped: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row; `id` is None for a group label without cells.

    Parameters
    ----------
    id
        The middle part of a cell id.
    label
        The label.
    level
        1 for 一、二、三、四, 2 for （一）…, 3 for 1. 2. 3.
    outcome
        True where （七）总计 adds this row up.
    marker
        True where this row is found in one edition only.
    """

    id: str | None
    label: Label
    level: int = 1
    outcome: bool = False
    marker: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A band of table 2 with its headers and rows."""

    band: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Proceeding:
    """A block of five columns of table 4; `parent` is the label above it, where there is one."""

    id: str
    label: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One fillable place of the form.

    Parameters
    ----------
    id
        As in report.json, for example ``t3.received.total``.
    table
        ``t2``, ``t3`` or ``t4``.
    row, column
        Labels that name the place to a reader.
    signed, amount, unit
        As of its column.
    """

    id: str
    table: TableId
    row: str
    column: str
    signed: bool = False
    amount: bool = False
    unit: str | None = None

    @property
    def name(self) -> str:
        """Return the place in words, for example 一、本年新收政府信息公开申请数量／总计."""
        return f"{self.row}／{self.column}"


@dataclass(frozen=True, slots=True)
class Relation:
    """An equality (or a lower bound) that the form obliges between cells (勾稽关系).

    Parameters
    ----------
    id
        The check id.
    left, right
        Cells that are added up on either side.
    at_least
        False: left = right. True: left ≥ right.
    """

    id: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    at_least: bool = False

    @property
    def cells(self) -> tuple[str, ...]:
        """Return all cells of the relation, left side first."""
        return self.left + self.right


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six sections.

    Parameters
    ----------
    id
        As in report.json.
    ordinal
        1 to 6.
    title
        As printed in the form.
    accepted
        Other official titles.
    variants
        Wordings seen that mean the same but are not official.
    keywords
        Groups of words; an altered title is known by one word of each group.
    hints
        Words of which one is enough where the title carries the section's own numeral.
    """

    id: str
    ordinal: int
    title: str
    accepted: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    keywords: tuple[tuple[str, ...], ...] = ()
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic that section 一 treats, or a result that article 50 asks for.

    Parameters
    ----------
    id, label
        Its id in ``statutory.<id>`` and its words.
    mentions
        Words by which the text is known to touch it.
    headings
        Words by which a sub-heading is known to treat it.
    """

    id: str
    label: str
    mentions: tuple[str, ...]
    headings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edition:
    """One edition of the form.

    Parameters
    ----------
    key
        ``2019`` or ``2021``.
    document
        Number of the notice that issued it.
    first_year, last_year
        Report years for which it is due; None: no end known.
    blocks
        Table 2.
    rows, columns
        Table 3.
    proceedings, results
        Table 4: its blocks, and the five columns of each.
    sections, topics, article_50
        The six sections, the five topics of 一, the three results of article 50(4).
    cells
        Every cell by id, in printed order.
    relations
        All relations, in the order of the form.
    table_sections
        The section in which each table stands.
    corners, headers
        Words that stand in the tables and are neither row label nor value.
    """

    key: str
    document: str
    first_year: int
    last_year: int | None
    blocks: tuple[Block, ...]
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    proceedings: tuple[Proceeding, ...]
    results: tuple[Column, ...]
    sections: tuple[Section, ...]
    topics: tuple[Topic, ...]
    article_50: tuple[Topic, ...]
    cells: dict[str, Cell]
    relations: tuple[Relation, ...]
    table_sections: dict[TableId, str]
    corners: tuple[str, ...]
    headers: tuple[str, ...]

    def cells_of(self, table: TableId) -> tuple[Cell, ...]:
        """Return the cells of one table in printed order."""
        return tuple(cell for cell in self.cells.values() if cell.table == table)

    def due_in(self, year: int) -> bool:
        """Whether this edition is the one due for report year `year`."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)
