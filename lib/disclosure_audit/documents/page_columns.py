"""Tables without rules: rows of figures put into columns by where they stand on the page.

Figures of one column lie one below the other. A cell without a figure is told only where another
row, or the header line above, has something in its column. Labels beside figures may go over
several lines around them; they belong to the figures in the middle of which they stand. The order
of columns is all that is said: which is which, the reader of the table must tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosure_audit.documents.document import GridCell, Place
from disclosure_audit.documents.page_tables import joined_words, rounded
from disclosure_audit.documents.pages import Box, Word
from disclosure_audit.text import is_value

_APART = 0.6  # type sizes between two figures, else they are one text
_FAR = 1.0  # type sizes between a label and a single figure
_NEAR = 3.0  # type sizes between figures and what may be their label or header
_SURELY = 0.15  # type sizes by which one row of figures must be nearer than another
_MIDDLE = 0.35  # type sizes between the middle of a label and its figures
_CLOSE = 1.07  # type sizes between two lines of one cell; rows stand further apart
_ASIDE = 0.8  # type sizes between a figure and one indented in the same column
_CLEAR = 1.0  # type sizes between a header and the columns it stands over none of
_MAX_LABEL = 70
_MIN_FIGURES = 3
_PROSE = "。；："
_MAX_HEADERS = 5


@dataclass(frozen=True, slots=True)
class Split:
    """A line of words with the label at its left and the figures at its right.

    Where it is `unread` in part, none of its figures is sure, and none is surely absent.
    """

    label: tuple[Word, ...]
    figures: tuple[tuple[Word, ...], ...]
    box: Box
    page: int
    unread: bool = False

    @property
    def size(self) -> float:
        """Height of its type."""
        return self.box[3] - self.box[1]


def split(words: Sequence[Word], box: Box, page: int, *, unread: bool = False) -> Split:
    """Return a line as label and figures; without figures where it is none of a table."""
    size = box[3] - box[1]
    first = len(words)
    while first and is_value(words[first - 1].text):
        first -= 1
    label, rest = tuple(words[:first]), list(words[first:])
    figures: list[tuple[Word, ...]] = []
    for word in rest:
        if figures and word.box[0] - figures[-1][-1].box[2] < _APART * size:
            figures[-1] += (word,)
        else:
            figures.append((word,))
    text = "".join(word.text for word in label)
    beside = not label or (bool(figures) and figures[0][0].box[0] - label[-1].box[2] >= _FAR * size)
    few = len(figures) < _MIN_FIGURES
    if len(text) > _MAX_LABEL or (few and (not label or not beside or set(text) & set(_PROSE))):
        return Split(tuple(words), (), box, page, unread)
    return Split(label, tuple(figures), box, page, unread)


def blocks_in(lines: Sequence[Split]) -> Iterator[tuple[int, int, int]]:
    """Yield start and end of each run of rows of figures with their labels, and its header lines.

    A line that reaches below the figures, or stands far away, is none of the run's.
    """
    index = 0
    while index < len(lines):
        if not lines[index].figures:
            index += 1
            continue
        start = _first(lines, index)
        end = _end(lines, index)
        headers = 0
        while headers < min(_MAX_HEADERS, start) and _is_header(
            lines[start - headers - 1], lines[start - headers], lines[index]
        ):
            headers += 1
        yield start, end, headers
        index = end


def _zone(line: Split) -> float:
    return line.figures[0][0].box[0]


def _is_label_of(line: Split, figures: Split) -> bool:
    """Whether a line without figures may be part of a label beside them."""
    near = abs(_height(line) - _height(figures)) < _NEAR * figures.size
    return (
        not line.figures
        and line.page == figures.page
        and near
        and line.label[-1].box[2] <= _zone(figures)
        and not set("".join(word.text for word in line.label)) & set("。；")
    )


def _is_header(line: Split, below: Split, figures: Split) -> bool:
    return (
        not line.figures
        and line.page == figures.page
        and 0 < _height(below) - _height(line) < _NEAR * figures.size
        and line.label[-1].box[2] > _zone(figures)
        and not set("".join(word.text for word in line.label)) & set("。；")
    )


def _first(lines: Sequence[Split], index: int) -> int:
    start = index
    while start and _is_label_of(lines[start - 1], lines[index]):
        start -= 1
    return start


def _end(lines: Sequence[Split], index: int) -> int:
    """Return the index behind the last line of the run that begins with a row of figures."""
    last = end = index
    for number in range(index + 1, len(lines)):
        line = lines[number]
        if line.figures and (line.page != lines[last].page or _is_next(lines, last, number)):
            last, end = number, number + 1
        elif line.figures or not _is_label_of(line, lines[last]):
            following = next((n for n in lines[number:] if n.figures), None)
            if line.figures or following is None or not _is_label_of(line, following):
                break
    while end < len(lines) and _is_label_of(lines[end], lines[last]) and end - last < 2:
        end += 1
    return max(end, index + 1)


def _is_next(lines: Sequence[Split], last: int, number: int) -> bool:
    """Whether rows of figures follow one another with nothing but labels between them."""
    return all(
        _is_label_of(line, lines[last]) or _is_label_of(line, lines[number])
        for line in lines[last + 1 : number]
    )


def rows_of(
    lines: Sequence[Split], headers: Sequence[Split], around: Sequence[Split], table: int
) -> list[list[GridCell]]:
    """Return the rows of figures of a run, each with its labels in front, in reading order.

    Parameters
    ----------
    lines
        The lines of the run.
    headers
        The lines above, the nearest last; their words may stand over columns without figures.
    around
        The lines of the run and those next to it: what stands close to a figure may be part of it.
    table
        The table's number in the document.
    """
    figures = [line for line in lines if line.figures]
    columns = _columns(figures, headers)
    labels: dict[int, list[tuple[Word, ...]]] = {
        id(line): [group for group in _groups(line) if group[-1].box[2] <= columns[0][0]]
        for line in figures
    }
    for line in lines:
        if not line.figures:
            home = _nearest(line, figures)
            if home is not None:
                labels[id(home)] += _groups(line)
    made = []
    for number, line in enumerate(figures, 1):
        texts = [*_label_texts(labels[id(line)], line)]
        close = _close(line, around, columns[0][0])
        cells = [_cell(words, line, table, number, n) for n, words in enumerate(texts, 1)]
        for n, column in enumerate(columns, len(cells) + 1):
            unsure = line.unread or any(_meet(span, column) for span in close)
            words = tuple(_in_column(line, column))
            cells.append(_cell(words, line, table, number, n, certain=not unsure))
        made.append(cells)
    return made


def _close(line: Split, around: Sequence[Split], left: float) -> list[tuple[float, float]]:
    """Return from where to where words stand that may be other lines of this line's cells."""
    return [
        (word.box[0] - _FAR * line.size, word.box[2] + _FAR * line.size)
        for other in around
        if other is not line
        and other.page == line.page
        and abs(_height(other) - _height(line)) < _CLOSE * line.size
        for word in (*other.label, *(word for group in other.figures for word in group))
        if word.box[2] > left
    ]


def _columns(figures: Sequence[Split], headers: Sequence[Split]) -> list[tuple[float, float]]:
    spans = sorted(
        (*_span(group), number) for number, line in enumerate(figures) for group in line.figures
    )
    columns: list[tuple[float, float]] = []
    rows: set[int] = set()
    for start, end, number in spans:
        gap = start - columns[-1][1] if columns else 0.0
        # What is a little aside of a column and stands in no row with it is in it, indented.
        if columns and (gap < 0 or (gap < _ASIDE * figures[number].size and number not in rows)):
            columns[-1] = (columns[-1][0], max(columns[-1][1], end))
            rows.add(number)
        else:
            columns.append((start, end))
            rows = {number}
    for header in reversed(headers):
        aside = _CLEAR * header.size
        columns += [
            (word.box[0], word.box[2])
            for word in header.label
            if word.box[0] > columns[0][0]
            and not any(_meet((word.box[0] - aside, word.box[2] + aside), c) for c in columns)
        ]
    return sorted(columns)


def _span(group: Sequence[Word]) -> tuple[float, float]:
    return group[0].box[0], group[-1].box[2]


def _meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _in_column(line: Split, column: tuple[float, float]) -> Iterator[Word]:
    # What is no figure but stands in the column is there too: 约12.
    for group in (*_groups(line), *line.figures):
        if _meet(_span(group), column):
            yield from group


def _groups(line: Split) -> list[tuple[Word, ...]]:
    """Return the label's words, those of one cell together."""
    groups: list[tuple[Word, ...]] = []
    for word in line.label:
        if groups and word.box[0] - groups[-1][-1].box[2] < _APART * line.size:
            groups[-1] += (word,)
        else:
            groups.append((word,))
    return groups


def _height(line: Split) -> float:
    return (line.box[1] + line.box[3]) / 2


def _nearest(line: Split, figures: Sequence[Split]) -> Split | None:
    """Return the row of figures that a line of labels is surely nearest to."""
    own = [other for other in figures if other.page == line.page]
    far = sorted(own, key=lambda other: abs(_height(other) - _height(line)))
    distances = [abs(_height(other) - _height(line)) for other in far[:2]]
    if not far or (len(far) > 1 and distances[1] - distances[0] < _SURELY * line.size):
        return None
    return far[0] if distances[0] < _NEAR * line.size else None


def _label_texts(groups: Sequence[tuple[Word, ...]], line: Split) -> Iterator[tuple[Word, ...]]:
    """Yield the labels beside figures from left to right, each with all of its lines."""
    columns: list[list[tuple[Word, ...]]] = []
    for group in sorted(groups, key=lambda group: group[0].box[0]):
        span = _span(group)
        if columns and any(_meet(span, _span(g)) for g in columns[-1]):
            columns[-1].append(group)
        else:
            columns.append([group])
    for column in columns:
        column.sort(key=lambda group: group[0].box[1])
        heights = [(group[0].box[1] + group[0].box[3]) / 2 for group in column]
        if abs(sum(heights) / len(heights) - _height(line)) > _MIDDLE * line.size:
            column = [g for g in column if any(w is word for w in g for word in line.label)]
        yield tuple(word for group in column for word in group)


def _cell(
    words: Sequence[Word], line: Split, table: int, row: int, column: int, *, certain: bool = True
) -> GridCell:
    box = None
    if words:
        boxes = [word.box for word in words]
        box = rounded((
            min(b[0] for b in boxes), min(b[1] for b in boxes),
            max(b[2] for b in boxes), max(b[3] for b in boxes),
        ))  # fmt: skip
    return GridCell(
        joined_words(words),
        Place(page=line.page, table=table, row=row, column=column, box=box),
        certain=certain and all(word.certain for word in words),
    )
