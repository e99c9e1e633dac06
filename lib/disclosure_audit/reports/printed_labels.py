"""Labels of the tables that are printed otherwise than in the form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from disclosure_audit.documents import Block, Place, Table
from disclosure_audit.forms import Edition, Label, editions, label_key
from disclosure_audit.reports.report import OddLabel
from disclosure_audit.text import bare

_INTERCHANGEABLE = (("其它", "其他"), ("钩稽", "勾稽"), ("帐", "账"))
_MIN_BANDS = 1


def odd_labels(
    blocks: Sequence[Block], in_tables: frozenset[int], edition: Edition
) -> tuple[OddLabel, ...] | None:
    """Return labels with a wrong character, and bands of table 2 left out.

    Shortened and lengthened labels, brackets, spaces and script do not count (checks.md, section
    8), but for 规范性文件 where the form has 行政规范性文件.

    Returns
    -------
    tuple of OddLabel
        None where no label stands in a grid, as in text that lost its tables' lines.
    """
    grids = [block for i, block in enumerate(blocks) if i in in_tables and isinstance(block, Table)]
    if not grids:
        return None
    odd = _odd(edition.key)
    cells = [
        (key, cell)
        for grid in grids
        for row in grid.rows
        for cell in row
        if not cell.continues and cell.text
        for key in {bare(cell.text), label_key(cell.text)}
    ]
    found = {
        key: OddLabel(" ".join(cell.text.split()), odd[key], cell.at)
        for key, cell in cells
        if key in odd
    }
    keys = {key for key, _ in cells}
    return (*found.values(), *_bands_left_out(keys, edition, grids[0].at))


def _bands_left_out(keys: set[str], edition: Edition, at: Place) -> Iterator[OddLabel]:
    bands = [block.band for block in edition.blocks]
    there = [band for band in bands if bare(band) in keys]
    if len(there) < _MIN_BANDS:
        return  # the page leaves them all out, or writes them its own way
    for block in edition.blocks:
        rows = {key for row in block.rows for key in row.label.keys}
        if block.band not in there and rows & keys:
            yield OddLabel("", block.band, at)


@cache
def _odd(key: str) -> dict[str, str]:
    """Return, by its key, each wording that has another character than the official label."""
    labels = [*_labels(editions()[key])]
    right = {label.keys[0] for label in labels}
    return {
        variant: label.text
        for label in labels
        for variant in label.keys[1:]
        if variant not in right and _is_odd(_plain(variant), _plain(label.keys[0]))
    }


def _is_odd(variant: str, official: str) -> bool:
    return (len(variant) == len(official) and variant != official) or (
        official == f"行政{variant}" and variant.startswith("规范性")
    )


def _labels(edition: Edition) -> Iterator[Label]:
    for block in edition.blocks:
        yield from (column.label for column in block.columns)
        yield from (row.label for row in block.rows)
    yield from (row.label for row in edition.rows)
    yield from (column.label for column in (*edition.columns, *edition.results))


def _plain(key: str) -> str:
    for seen, official in _INTERCHANGEABLE:
        key = key.replace(seen, official)
    return key
