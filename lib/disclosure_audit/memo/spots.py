"""Pictures of the spots in question: what stands in the file, cut out of its pages."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from disclosure_audit.checks.subject import Subject
from disclosure_audit.documents import Place, crops_of
from disclosure_audit.memo.labels import cell_anchor, cells_in_words
from disclosure_audit.memo.problems import ProblemRow
from disclosure_audit.reports import place_in_words
from disclosure_audit.text import Language, Words, shortened

MAX_SPOTS = 60
"""Pictures in one memo; with each below 10 kB it stays small enough to mail."""

MAX_SPOTS_OF_ONE = 4
"""Pictures of one problem: a balance has four cells."""

_LONGEST = 100
_PAGE = 5_000.0  # points: no page reaches further
_SHOWN = 0.65  # of the picture's own pixels: sharp on fine screens and on paper


@dataclass(frozen=True, slots=True)
class Spot:
    """One picture.

    Parameters
    ----------
    cells
        Which cells of the form it shows, in words.
    place
        Where in the file, in words.
    anchor
        Of the first of these cells.
    source
        The picture itself as an address.
    width
        In pixels of the page, so that letters are about as large as those of the memo.
    """

    cells: str
    place: str
    anchor: str
    source: str
    width: int


@dataclass(frozen=True, slots=True)
class Spots:
    """The pictures of a memo.

    Parameters
    ----------
    problems
        By the number of the problem.
    unreadable
        Of cells whose value could not be told, as far as no problem shows them.
    left_out
        What is said of places without a picture because there are too many; else None.
    """

    problems: dict[int, tuple[Spot, ...]]
    unreadable: tuple[Spot, ...]
    left_out: str | None


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A place to show, for the problem of that number (None: not readable), and its cells."""

    number: int | None
    at: Place
    cells: tuple[str, ...]


def spots_of(subject: Subject, rows: Sequence[ProblemRow], language: Language) -> Spots:
    """Cut out the cells of problems, then those that could not be read.

    Only places with page and box have a picture: those of PDF files, scans and pictures.

    Parameters
    ----------
    subject
        The township's year.
    rows
        The problems shown.
    language
        ``zh`` or ``en``.
    """
    of_rows = [_by_place(subject, row.number, _cells_of(subject, row)) for row in rows]
    wanted = [place for places in of_rows for place in places[:MAX_SPOTS_OF_ONE]]
    shown = {place.at for place in wanted}
    unreadable = _by_place(subject, None, subject.report.cells_in("unreadable"))
    wanted += [place for place in unreadable if place.at not in shown]
    drawn = _drawn(subject, wanted[:MAX_SPOTS], language)
    too_many = sum(max(0, len(places) - MAX_SPOTS_OF_ONE) for places in of_rows)
    return Spots(
        problems={
            row.number: tuple(spot for number, spot in drawn if number == row.number)
            for row in rows
        },
        unreadable=tuple(spot for number, spot in drawn if number is None),
        left_out=_left_out(too_many + max(0, len(wanted) - MAX_SPOTS), language),
    )


def _cells_of(subject: Subject, row: ProblemRow) -> list[str]:
    """Return the cells of a problem, what to look at first: known to be wrong, else in a repair.

    Else all, what a relation adds up to before its parts, and printed figures before blanks.
    """
    ties = [tie for finding in row.findings for tie in finding.outcome.repairs]
    chosen = row.strong or {change.cell for tie in ties for change in tie} or row.cells
    checks = {finding.check for finding in row.findings}
    sums = {
        cell
        for relation in subject.form.relations
        for cell in min(relation.left, relation.right, key=len)
        if relation.id in checks
    }
    cells = [cell for cell in subject.form.cells if cell in chosen]
    printed = subject.report.cells
    return sorted(cells, key=lambda cell: (cell not in sums, not printed[cell].value))


def _by_place(subject: Subject, number: int | None, cells: Iterable[str]) -> list[_Wanted]:
    """Return the places of cells on a page; what could not be told apart has one for all."""
    by_place: dict[Place, list[str]] = {}
    for cell in cells:
        at = subject.report.cells[cell].at
        if at.page is not None and at.box is not None:
            by_place.setdefault(at, []).append(cell)
    return [_Wanted(number, at, tuple(own)) for at, own in by_place.items()]


def _drawn(
    subject: Subject, wanted: Sequence[_Wanted], language: Language
) -> list[tuple[int | None, Spot]]:
    source = subject.report.source
    pictures = crops_of(
        subject.data.report_path,
        source.format,
        [_shown(place) for place in wanted],
        sha256=source.sha256,
    )
    return [
        (place.number, _spot(subject, place, picture, language))
        for place, picture in zip(wanted, pictures, strict=True)
        if picture is not None
    ]


def _shown(place: _Wanted) -> Place:
    """Return what to frame: the whole row where its cells were not told apart."""
    at = place.at
    if len(place.cells) == 1 or at.box is None:
        return at
    x0, y0, _, y1 = at.box
    return replace(at, box=(x0, y0, _PAGE, y1))


def _spot(subject: Subject, place: _Wanted, picture: bytes, language: Language) -> Spot:
    return Spot(
        cells=shortened(cells_in_words(subject, place.cells).said(language), _LONGEST),
        place=place_in_words(place.at, subject.report.source.format).said(language),
        anchor=cell_anchor(place.cells[0]),
        source=f"data:image/png;base64,{b64encode(picture).decode('ascii')}",
        width=max(1, round(_width(picture) * _SHOWN)),
    )


def _width(png: bytes) -> int:
    """Return the pixels across, which every PNG says in the same place."""
    return int.from_bytes(png[16:20], "big")


def _left_out(places: int, language: Language) -> str | None:
    if places == 0:
        return None
    return Words(
        f"一份备忘录最多附 {MAX_SPOTS} 幅原件截图，一个问题最多 {MAX_SPOTS_OF_ONE} 幅；"
        f"另有 {places} 处未附截图，请按所注位置查看原件。",
        f"A memo carries at most {MAX_SPOTS} pictures of the file, and {MAX_SPOTS_OF_ONE} for one "
        f"problem; {places} more places are without one. Look them up in the file.",
    ).said(language)
