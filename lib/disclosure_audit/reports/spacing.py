"""Blank lines as empty cells: one measure for the whole text, read off the text itself.

In text printed one cell a line an empty cell leaves only its blank line. How many blank lines
stand between two cells, and before a row, differs from text to text but hardly within one; a row
is read only where its blank lines agree with that measure. Where cells follow one another without
a blank line, one blank line more or less tells nothing by itself: there only full rows are read,
unless every row that another one follows has just as many blank lines as it has cells too few.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import mode

from disclosure_audit.documents import Place
from disclosure_audit.reports.binding import Printed
from disclosure_audit.text import read_number

_MAX_CANDIDATES = 5
_MIN_ROWS = 5
_MIN_ENDS = 2


@dataclass(frozen=True, slots=True)
class Token:
    """A text of the stream.

    Parameters
    ----------
    text, at
        The text and its place.
    blocks
        Indexes of the blocks it was made from.
    row
        Number of its table row in the stream; None for a line without row.
    gap
        Blank lines before it.
    certain
        As in GridCell.
    in_grid
        True where the source marks it as a cell, so that an empty cell leaves a mark too.
    glued
        True for figures that stand behind a label without anything between.
    """

    text: str
    at: Place
    blocks: tuple[int, ...]
    row: int | None
    gap: int
    certain: bool = True
    in_grid: bool = False
    glued: bool = False

    @property
    def printed(self) -> Printed:
        """Return what is printed, where a value is expected."""
        return Printed(self.text, self.at, self.certain, self.in_grid, self.glued)


@dataclass(frozen=True, slots=True)
class Region:
    """The texts between a label and what ends them.

    Parameters
    ----------
    tokens
        The texts.
    label_at
        Place of the label.
    gap_after
        Blank lines before what ends the region; None where nothing follows.
    before_row
        True where the label of the form's next row ends it.
    below_head
        True where the values are a row below the label, not beside it (table 4).
    """

    tokens: tuple[Token, ...]
    label_at: Place
    gap_after: int | None = None
    before_row: bool = False
    below_head: bool = False


@dataclass(frozen=True, slots=True)
class Spacing:
    """How blank lines are to be read: `cell` between two cells of a row, `row` before a row.

    A blank line more stands for an empty cell where it is `telling`, in rows that another row
    follows, and where it is `telling_at_ends`, in other rows.
    """

    cell: int
    row: int
    telling: bool = True
    telling_at_ends: bool = True

    @staticmethod
    def of(
        regions: Sequence[tuple[Region, int]], between_headers: set[int], before_rows: set[int]
    ) -> Spacing:
        """Return the measure by which most rows have as many cells as the form.

        Parameters
        ----------
        regions
            Each with the number of its cells. One odd gap in the text does not change the measure.
        between_headers, before_rows
            Gaps found there, for tables that have no value to read a measure off.
        """
        cells = {t.gap for region, _ in regions for t in region.tokens if t.row is None}
        rows = [r.gap_after for r, _ in regions if r.before_row and r.gap_after is not None]
        between_rows = sorted({*rows, *before_rows})[:_MAX_CANDIDATES]
        if 0 in cells | between_headers:
            told = [m for row in between_rows if (m := Spacing(0, row))._fits_every_row(regions)]
            if len(told) == 1:
                return replace(told[0], telling_at_ends=told[0]._fits_at_ends(regions))
        measures = [
            Spacing(cell, row, telling=cell > 0, telling_at_ends=cell > 0)
            for cell in sorted(cells or between_headers or {0})[:_MAX_CANDIDATES]
            for row in (between_rows if cell else []) or [mode(rows or [0])]
        ]
        return max(measures, key=lambda measure: measure._fitting(regions))  # the first of equals

    def _fits_every_row(self, regions: Sequence[tuple[Region, int]]) -> bool:
        """Whether all rows fit that another one follows; those with words are not looked at."""
        fits = [self._fits(*own) for own in regions if own[0].before_row and _is_figures(own[0])]
        return len(fits) >= _MIN_ROWS and all(fits)

    def _fits_at_ends(self, regions: Sequence[tuple[Region, int]]) -> bool:
        """Whether all rows fit that a band or a heading follows, at the same distance."""
        fits = [
            self._fits(region, count)
            for region, count in regions
            if not region.before_row and _is_figures(region)
            and region.gap_after is not None and region.gap_after >= self.row
        ]  # fmt: skip
        return len(fits) >= _MIN_ENDS and all(fits)

    def _fits(self, region: Region, count: int) -> bool:
        inside, behind = self._inside(region), self._behind(region)
        return inside is not None and behind is not None and len(inside) + len(behind) == count

    def _fitting(self, regions: Sequence[tuple[Region, int]]) -> int:
        return sum(self.values(region, count) is not None for region, count in regions)

    def values(self, region: Region, count: int) -> list[Printed] | None:
        """Return the region's texts with empty cells put in, or None where it does not fit."""
        inside = self._inside(region)
        if inside is None:
            return None
        if len(region.tokens) == count == len(inside):
            # Gaps before headings and bands are as they please; before a row they are not.
            longer = region.before_row and (region.gap_after or 0) > self.row
            return None if longer else inside
        behind = self._behind(region)
        if behind is None or not (self.telling if region.before_row else self.telling_at_ends):
            return None
        return [*inside, *behind] if len(inside) + len(behind) == count else None

    def _inside(self, region: Region) -> list[Printed] | None:
        """Return the texts with the empty cells before them; None where they are no row."""
        printed: list[Printed] = []
        if len({token.row for token in region.tokens}) > 1:
            return None
        for position, token in enumerate(region.tokens):
            usual = self.row if region.below_head and position == 0 else self.cell
            empty = 0 if token.row is not None else self._empty(token.gap, usual)
            if empty is None or is_words(token.text):
                return None
            printed += [Printed("", token.at)] * empty
            printed.append(token.printed)
        return printed

    def _behind(self, region: Region) -> list[Printed] | None:
        """Return the empty cells behind the texts; None where the gap is none of cells."""
        if region.gap_after is None:
            return []
        at = region.tokens[-1].at if region.tokens else region.label_at
        empty = self._empty(region.gap_after, self.row)
        return None if empty is None else [Printed("", at)] * empty

    def _empty(self, gap: int, usual: int) -> int | None:
        """Return how many empty cells a gap stands for: an empty line and, if usual, its blank."""
        extra, rest = divmod(gap - usual, self.cell + 1)
        return extra if extra >= 0 and rest == 0 else None


def _is_figures(region: Region) -> bool:
    return all(token.row is None and not is_words(token.text) for token in region.tokens)


def is_words(text: str) -> bool:
    """Whether a text is no cell of figures: something was lost, or it is no table at all."""
    read = read_number(text, signed=True, amount=True)
    return read.state == "invalid" and any(c.isalpha() for c in text)
