"""The relations of many reports of one edition at once: one product with a sparse matrix.

The matrix has a row for every relation and a column for every cell: 1 where the cell is added on
the left, -1 where it is added on the right, nothing elsewhere. Its product with the figures is how
far the left side of every relation of every report exceeds the right; its product with the marks of
blank and unsure cells says what that difference is worth.

What `readings` does more for a single report: there bounds travel. What one relation forces a blank
to be may settle another, and printed figures that contradict one another anywhere in the tables
leave no bound standing. Here every relation is read by itself. The two can therefore differ in one
thing only, whether a relation that holds with blank as 0 would hold with other values too
(``holds`` against ``holds_if_zero``); without blanks they never differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from disclosure_audit.checks.readings import Verdict
from disclosure_audit.errors import DeveloperError, FilerError
from disclosure_audit.forms import Edition
from disclosure_audit.reports import Report
from disclosure_audit.text import Words
from disclosure_audit.text.numbers import Number

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
"""The verdicts in the order of their codes."""
LARGEST = 2**40
"""No figure is larger, either way: a sum of up to four million of them still fits 64 bits."""

_HOLDS, _HOLDS_IF_ZERO, _BROKEN_IF_ZERO, _BROKEN, _NOT_ASSESSABLE = range(len(VERDICTS))
_BLANK, _UNSURE = 1, 2
_AT_ONCE = 2_048  # reports: what is worked with beside the figures stays a few megabytes

Numbers = NDArray[np.int64]
Codes = NDArray[np.uint8]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Figures:
    """The cells of many reports of one edition.

    Parameters
    ----------
    edition
        Its cells, in printed order, are the columns of the three arrays.
    values
        Reports × cells, whole numbers of at most `LARGEST`. What stands in a cell that is blank or
        unsure, or that no relation adds up (amounts are such), is not looked at.
    blank, unsure
        Reports × cells: True where the cell is blank; where it is missing, unreadable or invalid.

    Raises
    ------
    DeveloperError
        The arrays are not of one shape, not as wide as the edition, or not of whole numbers.
    """

    edition: Edition
    values: Numbers
    blank: Mask
    unsure: Mask

    def __post_init__(self) -> None:
        width = len(self.edition.cells)
        kinds = (self.values.dtype.kind, self.blank.dtype.kind, self.unsure.dtype.kind)
        shapes = {self.values.shape, self.blank.shape, self.unsure.shape}
        if shapes != {(len(self.values), width)} or kinds != ("i", "b", "b"):
            raise DeveloperError(
                Words(
                    f"{self.edition.key} 年版应为三个报告数×{width} 的数组（整数、真假、真假），"
                    f"实为 {sorted(shapes)}、{kinds}。",
                    f"Edition {self.edition.key} wants three arrays of reports × {width} (signed "
                    f"whole numbers, booleans, booleans), not {sorted(shapes)}, {kinds}.",
                )
            )


def figures_of(edition: Edition, reports: Sequence[Report]) -> Figures:
    """Return the cells of reports, one row a report, in their order.

    Raises
    ------
    FilerError
        A figure is larger than `LARGEST`, either way.
    DeveloperError
        A report is of another edition, or a figure that is added up is no whole number.
    """
    shape = (len(reports), len(edition.cells))
    # By column, as the product goes through them.
    values = np.zeros(shape, np.int64, order="F")
    blank, unsure = (np.zeros(shape, np.bool_, order="F") for _ in range(2))
    for row, report in enumerate(reports):
        if report.edition != edition.key:
            raise DeveloperError(
                Words(
                    f"第 {row + 1} 份报告为 {report.edition} 年版，应为 {edition.key} 年版。",
                    f"Report {row + 1} is of edition {report.edition}, not {edition.key}.",
                )
            )
        states = [report.cells[cell].state for cell in edition.cells]
        blank[row] = [state == "blank" for state in states]
        unsure[row] = [state in ("missing", "unreadable", "invalid") for state in states]
        values[row] = _whole_numbers(edition, report, row)
    return Figures(edition, values, blank, unsure)


def _whole_numbers(edition: Edition, report: Report, row: int) -> list[int]:
    """Return what is added up, a figure a cell; 0 for what is not."""
    added = _added(edition)
    numbers: dict[str, Number] = {cell: report.cells[cell].value or 0 for cell in added}
    for cell, number in numbers.items():
        if not -LARGEST <= number <= LARGEST:
            raise _too_large(edition, row, cell, f"{number}")
        if number != int(number):
            raise DeveloperError(
                Words(
                    f"第 {row + 1} 份报告 {cell} 为 {number}，应为整数：勾稽关系只加整数。",
                    f"Report {row + 1}, {cell}: {number} is no whole number; relations add up "
                    "whole numbers only.",
                )
            )
    return [int(numbers.get(cell, 0)) for cell in edition.cells]


def _added(edition: Edition) -> frozenset[str]:
    return frozenset(cell for relation in edition.relations for cell in relation.cells)


def read_relations(figures: Figures) -> Codes:
    """Return the verdict on every relation of every report, each relation read by itself.

    Parameters
    ----------
    figures
        Any number of reports; memory beyond theirs and the verdicts' is bounded.

    Returns
    -------
    ndarray
        Reports × relations of the edition, in its order: places in `VERDICTS`.

    Raises
    ------
    FilerError
        A figure that is added up is larger than `LARGEST`, either way.
    """
    relations = figures.edition.relations
    columns = {cell: number for number, cell in enumerate(figures.edition.cells)}
    left = [[columns[cell] for cell in relation.left] for relation in relations]
    right = [[columns[cell] for cell in relation.right] for relation in relations]
    at_least = np.array([relation.at_least for relation in relations], np.bool_)[:, None]
    verdicts = np.empty((len(relations), len(figures.values)), np.uint8)
    for start in range(0, len(figures.values), _AT_ONCE):
        block = slice(start, start + _AT_ONCE)
        values = _by_cell(figures.values[block], np.int64)
        marks = _marks(figures.blank[block], figures.unsure[block])
        if marks is not None:
            values = _unmarked(values, marks)
        _bound(figures.edition, values, start)
        difference = _sums(values, left) - _sums(values, right)
        holds = (difference == 0) | (at_least & (difference > 0))
        verdicts[:, block] = np.where(holds, np.uint8(_HOLDS), np.uint8(_BROKEN))
        if marks is not None:
            _weigh(verdicts[:, block], difference, _any(marks, left), _any(marks, right), at_least)
    return verdicts.T


def _by_cell(block: NDArray[Any], kind: type[Any]) -> NDArray[Any]:
    """Return cells × reports, so that the reports of a cell lie side by side."""
    turned = block.T.astype(kind, copy=False)
    return turned if turned.strides[1] == turned.itemsize else np.ascontiguousarray(turned)


def _marks(blank: Mask, unsure: Mask) -> Codes | None:
    """Return cells × reports of marks; None where there are none, as in most reports."""
    if not (blank.any() or unsure.any()):
        return None
    marks: Codes = _by_cell(unsure, np.bool_) * np.uint8(_UNSURE)
    marks |= _by_cell(blank, np.bool_) * np.uint8(_BLANK)
    return marks


def _unmarked(values: Numbers, marks: Codes) -> Numbers:
    """Return the figures with 0 wherever a mark stands."""
    hidden = (values != 0) & (marks != 0)
    return np.where(hidden, 0, values) if hidden.any() else values


def _bound(edition: Edition, values: Numbers, start: int) -> None:
    """Refuse what could overflow a sum, where it is added up."""
    if values.size == 0 or (values.max() <= LARGEST and values.min() >= -LARGEST):
        return
    added = _added(edition)
    for row, cell in enumerate(edition.cells):
        large = np.flatnonzero((values[row] > LARGEST) | (values[row] < -LARGEST))
        if cell in added and large.size:
            raise _too_large(edition, start + int(large[0]), cell, f"{values[row, large[0]]}")


def _too_large(edition: Edition, row: int, cell: str, figure: str) -> FilerError:
    name = edition.cells[cell].name
    return FilerError(
        Words(
            f"第 {row + 1} 份报告“{name}”（{cell}）为 {figure}，超出可核算的 ±{LARGEST}。"
            "请核对该格，或单独核查这份报告。",
            f"Report {row + 1}, {name} ({cell}): {figure} is beyond ±{LARGEST}, the most that is "
            "added up here. Look at that cell, or audit the report by itself.",
        )
    )


def _sums(values: Numbers, sides: list[list[int]]) -> Numbers:
    """Return the sum of every side: a row of the sparse matrix times the figures."""
    sums = np.zeros((len(sides), values.shape[1]), np.int64)
    for total, cells in zip(sums, sides, strict=True):
        for cell in cells:
            total += values[cell]
    return sums


def _any(marks: Codes, sides: list[list[int]]) -> Codes:
    """Return which marks the cells of every side bear."""
    found = np.zeros((len(sides), marks.shape[1]), np.uint8)
    for total, cells in zip(found, sides, strict=True):
        for cell in cells:
            total |= marks[cell]
    return found


def _weigh(verdicts: Codes, difference: Numbers, left: Codes, right: Codes, at_least: Mask) -> None:
    """Write in what the marks of either side make of the verdicts with blank as 0."""
    holds = verdicts == _HOLDS
    left_open, right_open = (left & _BLANK) != 0, (right & _BLANK) != 0
    # Blanks on one side of an equality that holds without them can be nothing but 0.
    several = (left_open & right_open) | (at_least & (left_open | right_open))
    np.copyto(verdicts, _HOLDS_IF_ZERO, where=holds & several)
    possible = (left_open & (difference < 0)) | (right_open & (difference > 0))
    np.copyto(verdicts, _BROKEN_IF_ZERO, where=~holds & possible)
    np.copyto(verdicts, _NOT_ASSESSABLE, where=((left | right) & _UNSURE) != 0)
