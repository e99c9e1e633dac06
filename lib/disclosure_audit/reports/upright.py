"""Table 4 below headers printed upright: one character of each word a line, then its figures.

Which character belongs to which word is lost with the columns. The table is taken only where the
characters above a row of exactly as many figures as it has cells are those of its headers, none
more and none less, and their order shows that of the results in each of its blocks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from disclosure_audit.forms import Cell
from disclosure_audit.reports.binding import BoundRow, in_order
from disclosure_audit.reports.labels import Labels
from disclosure_audit.reports.spacing import Token, is_words
from disclosure_audit.text import bare

_MAX_CAPTION = 4
"""Texts between the title of the section and the headers: prose, 单位：件."""
_MAX_ABOVE = 400
"""Texts above the figures; the headers have some hundred characters, and with more it is others."""


def upright_table_4(
    tokens: Sequence[Token], headings: frozenset[int], labels: Labels
) -> tuple[BoundRow, frozenset[int]] | None:
    """Return table 4 and the blocks it is made of, or None where it does not stand so.

    Parameters
    ----------
    tokens
        The texts of the document.
    headings
        Indexes of section titles: the headers stand below the nearest one.
    labels
        Of the edition.
    """
    cells = labels.edition.cells_of("t4")
    above: list[Token] = []
    for row, group in groupby(tokens, key=lambda token: token.row):
        own = list(group)
        figures = row is not None and not any(is_words(token.text) for token in own)
        if figures and len(own) == len(cells):
            for start in range(min(len(above), _MAX_CAPTION + 1)):
                if _are_headers(above[start:], labels):
                    return _bound(above[start:], own, cells)
        for token in own:
            if headings.intersection(token.blocks):
                above = []
            elif len(above) <= _MAX_ABOVE:
                above.append(token)
    return None


def _bound(
    heads: Sequence[Token], own: Sequence[Token], cells: Sequence[Cell]
) -> tuple[BoundRow, frozenset[int]]:
    used = frozenset(block for token in [*heads, *own] for block in token.blocks)
    printed = [token.printed for token in own]
    return BoundRow("t4", heads[0].at, in_order(cells, printed)), used


def _are_headers(above: Sequence[Token], labels: Labels) -> bool:
    if len(above) > _MAX_ABOVE:
        return False
    text = "".join(bare(token.text) for token in above)
    results = [column.label.text for column in labels.edition.results]
    proceedings = labels.edition.proceedings
    parents = {proceeding.parent for proceeding in proceedings if proceeding.parent}
    whole = "".join([*results * len(proceedings), *(p.label for p in proceedings), *parents])
    if Counter(text) != Counter(bare(whole)):
        return False
    in_order_ = ("".join(result[0] for result in results), "".join(results))
    return any(text.count(order) == len(proceedings) for order in in_order_)
