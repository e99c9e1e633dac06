"""The texts of a document in order, cut and joined so that each label is a text of its own.

Converters break a label over lines (本年新 / 制作数量), glue headers together (结果维持结果纠正) or
glue figures to their label (规章000). Which words belong together only the form's labels tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import count

from disclosure_audit.documents import Block, Paragraph, Table
from disclosure_audit.reports.labels import Labels, labels_of
from disclosure_audit.reports.spacing import Token
from disclosure_audit.text import bare, is_number
from disclosure_audit.text.plain import half_width

MAX_LABEL = 60
"""Characters of the longest label of the form, and some to spare."""

_MAX_PARTS = 12
_CLOSING = ("）", ")", "”", "）”")
_MAX_GLUED = 120
_GLUED = re.compile(r"(?P<label>.*[^\d\s.,])(?P<figures>\d[\d.,]*)")


def tokens_of(blocks: Sequence[Block], headings: frozenset[int], labels: Labels) -> list[Token]:
    """Return the texts of everything that is not an aligned table.

    Parameters
    ----------
    blocks
        The document's blocks.
    headings
        Indexes of section titles; they are neither cut nor joined.
    labels
        Of the edition.
    """
    rows = count(1)
    cut = [
        part
        for token in _tokens(blocks, rows)
        for part in ([token] if headings.intersection(token.blocks) else _cut(token, labels, rows))
    ]
    return _joined(cut, headings, labels)


def parts_of(text: str, labels: Labels) -> list[str]:
    """Return the label and the figures of a glued row, the labels of glued headers, or the text."""
    if len(text) > _MAX_GLUED or labels.is_label(text):
        return [text]
    glued = _GLUED.fullmatch(half_width(text).strip())
    if glued and labels.row(glued["label"]):
        return [glued["label"], glued["figures"]]
    return list(_headers_in(bare(text), labels)) or [text]


@cache
def _header_words(key: str) -> tuple[str, ...]:
    labels = labels_of(key)
    words = {*labels.applicants, *labels.results, *labels.proceedings, *labels.words}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _headers_in(text: str, labels: Labels) -> tuple[str, ...]:
    """Return the headers that `text` is made of, and of nothing else; the longest words first."""
    words = _header_words(labels.edition.key)
    if not (text.startswith(words) and text.endswith(words)):
        return ()
    ways: dict[int, tuple[str, ...]] = {len(text): ()}
    for start in range(len(text) - 1, -1, -1):
        for word in words:
            if start + len(word) in ways and text.startswith(word, start):
                ways[start] = (word, *ways[start + len(word)])
                break
    return ways.get(0, ())


def _tokens(blocks: Sequence[Block], rows: Iterator[int]) -> Iterator[Token]:
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            yield Token(block.text, block.at, (index,), None, block.gap, block.certain)
        elif isinstance(block, Table) and not block.aligned:
            for cells in block.rows:
                row = next(rows) if len(cells) > 1 else None
                yield from (
                    Token(cell.text, cell.at, (index,), row, 0, cell.certain, in_grid=True)
                    for cell in cells
                )


def _cut(token: Token, labels: Labels, rows: Iterator[int]) -> list[Token]:
    parts = parts_of(token.text, labels) if token.row is None else [token.text]
    if len(parts) == 1:
        return [token]
    row = next(rows)
    glued = not labels.is_label(parts[-1])
    return [
        Token(
            part, token.at, token.blocks, row, 0 if n else token.gap, token.certain,
            token.in_grid, glued=glued and n == len(parts) - 1,
        )
        for n, part in enumerate(parts)
    ]  # fmt: skip


def _joined(tokens: list[Token], headings: frozenset[int], labels: Labels) -> list[Token]:
    """Join lines that are one label only together, as 本年新 and 制作数量."""
    joined: list[Token] = []
    index = 0
    while index < len(tokens):
        parts = _parts_of_label(tokens, index, headings, labels)
        head = tokens[index]
        if parts > 1:
            group = tokens[index : index + parts]
            text = "".join(token.text for token in group)
            blocks = tuple(b for token in group for b in token.blocks)
            # The figures stand in the row of the label's last part.
            head = Token(text, head.at, blocks, group[-1].row, head.gap)
        joined.append(head)
        index += max(parts, 1)
    return joined


def _parts_of_label(
    tokens: list[Token], index: int, headings: frozenset[int], labels: Labels
) -> int:
    text = ""
    best = 0
    row = tokens[index].row
    for parts, token in enumerate(tokens[index : index + _MAX_PARTS], start=1):
        if row is not None and token.row == row and parts > 1:
            break  # the cells of one row are no parts of one label
        row = token.row
        text += token.text
        closes = parts > 1 and token.text.strip() in _CLOSING
        stops = headings.intersection(token.blocks) or not (bare(token.text) or closes)
        if stops or len(text) > MAX_LABEL or is_number(token.text):
            break
        if parts > 1 and labels.is_label(token.text) and best:
            break
        if labels.is_label(text):
            best = parts
    return best
