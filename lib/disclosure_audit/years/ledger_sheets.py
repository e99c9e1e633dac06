"""From the sheets of a register to its records: the row of column names, then row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from disclosure_audit.documents import Note, Place
from disclosure_audit.documents.sheet_blocks import MAX_CELLS, Sheet, SheetCell
from disclosure_audit.forms import Edition
from disclosure_audit.forms.ledgers import LedgerColumn, LedgerForm, ledger_words, vocabulary
from disclosure_audit.reports import place_in_words
from disclosure_audit.text import Words, bare, is_number, shortened
from disclosure_audit.years.ledger_fields import field_of
from disclosure_audit.years.ledger_rows import MAX_ROWS, Ledger, LedgerRow, too_many

_HEADER_WITHIN = 10
_MIN_COLUMNS = 2
_SERIAL_NUMBER = frozenset({"序号", "序"})
_LONGEST_NAME = 40
_PLAIN_KINDS = ("text", "date", "flag", "count")


def ledger_of(
    sheets: tuple[Sheet, ...], form: LedgerForm, file: str, edition: Edition
) -> tuple[Ledger, list[Note]]:
    """Return a register read from the sheets of its file, and what there is to note.

    Parameters
    ----------
    sheets
        Of the file; those that are hidden or have no column names are left out and noted.
    form, file
        Which register it is, and its file as seen from the year folder.
    edition
        The report's edition of the form.
    """
    return _Reading(form, file, edition).ledger(sheets)


@dataclass
class _Header:
    """The row of column names: its number, the columns understood by place, and all names."""

    row: int
    columns: dict[int, LedgerColumn]
    names: dict[int, str]


class _Reading:
    """One register's sheets read into records."""

    def __init__(self, form: LedgerForm, file: str, edition: Edition) -> None:
        self.form = form
        self.file = file
        self.notes: list[Note] = []
        self.words = {
            column.kind: vocabulary(column.kind, edition)
            for column in form.columns
            if column.kind not in _PLAIN_KINDS
        }

    def ledger(self, sheets: tuple[Sheet, ...]) -> tuple[Ledger, list[Note]]:
        rows: list[LedgerRow] = []
        columns: set[str] | None = None
        for number, sheet in enumerate(sheets, 1):
            on = Place(
                page=number if len(sheets) > 1 else None,
                sheet=shortened(sheet.name, _LONGEST_NAME) if len(sheets) > 1 else None,
                file=self.file,
            )
            header = None if sheet.hidden else self.header(sheet)
            if header is None:
                self.note_sheet_left_out(sheet, on)
                continue
            problem = self.problem(header, on)
            if problem is not None:
                return Ledger(self.form, self.file, problem=problem), self.notes
            self.note_unknown_columns(header, on)
            own = {column.id for column in header.columns.values()}
            columns = own if columns is None else columns & own
            rows += self.records(sheet, header, on)
            if len(rows) > MAX_ROWS:
                return Ledger(self.form, self.file, problem=too_many(self.file)), self.notes
        if columns is None:
            return Ledger(self.form, self.file, problem=self.no_header()), self.notes
        return Ledger(self.form, self.file, tuple(rows), frozenset(columns)), self.notes

    # -- the row of names
    def header(self, sheet: Sheet) -> _Header | None:
        """Return the row, of the first ones, in which most names of columns stand."""
        best: _Header | None = None
        rows: dict[int, dict[int, str]] = {}
        for (row, column), cell in sheet.cells.items():
            if cell.text:
                rows.setdefault(row, {})[column] = cell.text
        for row in sorted(rows)[:_HEADER_WITHIN]:
            names = rows[row]
            known = {c: found for c, text in names.items() if (found := self.column(text))}
            if len(known) >= _MIN_COLUMNS and (best is None or len(known) > len(best.columns)):
                best = _Header(row, known, names)
        return None if best is None else self.settled(best)

    def settled(self, header: _Header) -> _Header:
        """Of two names for one column the official one is it; the other says something else."""
        for column in self.form.columns:
            places = [p for p, found in header.columns.items() if found.id == column.id]
            official = [p for p in places if bare(header.names[p]) == bare(column.label)]
            if len(places) > 1 and len(official) == 1:
                for place in places:
                    if place not in official:
                        del header.columns[place]
        return header

    def column(self, name: str) -> LedgerColumn | None:
        key = bare(name)
        return next(
            (c for c in self.form.columns if key in map(bare, (c.label, *c.variants))), None
        )

    def problem(self, header: _Header, on: Place) -> Words | None:
        present = [column.id for column in header.columns.values()]
        doubled = [c.label for c in self.form.columns if present.count(c.id) > 1]
        missing = [c.label for c in self.form.columns if c.required and c.id not in present]
        where = place_in_words(on)
        if doubled:
            return Words(
                f"{where.zh}：有几列都像“{doubled[0]}”，不能确定是哪一列。"
                f"请把应当使用的一列改名为“{doubled[0]}”。",
                f"{where.en}: several columns may be “{doubled[0]}”. Give the right one that name.",
            )
        if missing:
            said = "、".join(f"“{label}”" for label in missing)
            return Words(
                f"{where.zh}：没有{said}列，不能统计。列名见 docs/ledgers.md。",
                f"{where.en}: there is no column {said}, so nothing can be counted. "
                "docs/ledgers.md lists the names.",
            )
        return None

    def no_header(self) -> Words:
        labels = "、".join(c.label for c in self.form.columns if c.required)
        return Words(
            f"{self.file}：前 {_HEADER_WITHIN} 行中没有找到列名（{labels}）。"
            "列名见 docs/ledgers.md。",
            f"{self.file}: no row of column names ({labels}) among the first {_HEADER_WITHIN}. "
            "docs/ledgers.md lists the names.",
        )

    # -- records
    def records(self, sheet: Sheet, header: _Header, on: Place) -> Iterator[LedgerRow]:
        rows: dict[int, dict[int, SheetCell]] = {}
        for (row, column), cell in _spelled_out(sheet, header.row).items():
            if row > header.row and cell.text:
                rows.setdefault(row, {})[column] = cell
        self.note_hidden(sum(row in sheet.hidden_rows for row in rows), on)
        remarks: list[int] = []
        for row in sorted(rows):
            cells = rows[row]
            meant = {c: cell for c, cell in cells.items() if not self.is_serial(header, c)}
            if self.repeats_header(header, cells):
                continue
            if any(_is_remark(first.text) for first in _firsts(cells, meant)):
                remarks.append(row)
            elif not meant:  # numbered beforehand, or words below the register
                remarks += [] if is_number(cells[min(cells)].text) else [row]
            else:
                yield self.record(meant, header, row, on, sheet)
        self.note_remarks(remarks, on)

    def record(
        self, cells: dict[int, SheetCell], header: _Header, row: int, on: Place, sheet: Sheet
    ) -> LedgerRow:
        fields = {
            column.id: field_of(
                cells.get(place, SheetCell()),
                column.kind,
                self.words.get(column.kind),
                from_1904=sheet.from_1904,
            )
            for place, column in header.columns.items()
        }
        whole = "\x1f".join(f"{place}={cells[place].text}" for place in sorted(cells))
        at = Place(page=on.page, row=row, sheet=on.sheet, file=self.file)
        return LedgerRow(at, fields, whole)

    def is_serial(self, header: _Header, place: int) -> bool:
        return bare(header.names.get(place, "")) in _SERIAL_NUMBER

    def repeats_header(self, header: _Header, cells: dict[int, SheetCell]) -> bool:
        """Whether the names stand here once more, as on the pages of a printed register."""
        return all(
            place in cells and bare(cells[place].text) == bare(header.names[place])
            for place in header.columns
        )

    # -- what is noted
    def note(self, words: Words, at: Place) -> None:
        self.notes.append(Note("ledger", words, at))

    def note_unknown_columns(self, header: _Header, on: Place) -> None:
        unknown = [
            shortened(name, 20)
            for place, name in sorted(header.names.items())
            if place not in header.columns and not self.is_serial(header, place)
        ]
        if unknown:
            names = "、".join(unknown[:20])
            words = Words(
                f"{self.file}：有 {len(unknown)} 列没有使用（{names}）。",
                f"{self.file}: {len(unknown)} columns were not used ({names}).",
            )
            self.note(words, on)

    def note_sheet_left_out(self, sheet: Sheet, on: Place) -> None:
        if any(cell.text for cell in sheet.cells.values()):
            why = (
                Words("被隐藏", "is hidden")
                if sheet.hidden
                else Words("没有台账的列名", "has no column names of a register")
            )
            words = Words(
                f"{self.file}：一张工作表{why.zh}，没有读取。",
                f"{self.file}: a sheet was not read: it {why.en}.",
            )
            self.note(words, on)

    def note_hidden(self, rows: int, on: Place) -> None:
        if rows:
            words = Words(
                f"{self.file}：有 {rows} 行被隐藏或筛去，仍然计入。",
                f"{self.file}: {rows} rows are hidden or filtered out; they were counted.",
            )
            self.note(words, on)

    def note_remarks(self, rows: list[int], on: Place) -> None:
        if rows:
            listed = "、".join(map(str, rows[:10]))
            words = Words(
                f"{self.file}：第 {listed} 行是合计或说明，没有计入。",
                f"{self.file}: rows {listed} are sums or remarks and were not counted.",
            )
            self.note(words, on)


def _spelled_out(sheet: Sheet, header: int) -> Mapping[tuple[int, int], SheetCell]:
    """Return the cells with those merged down spelled out below the row of names."""
    tall = [m for m in sheet.merges if m[2] > m[0] > header and m[1] == m[3]]
    if not tall:
        return sheet.cells
    cells = dict(sheet.cells)
    for top, left, bottom, _ in tall:
        for row in range(top + 1, min(bottom, top + MAX_ROWS) + 1):
            if (top, left) in sheet.cells and len(cells) <= MAX_CELLS:
                cells[row, left] = sheet.cells[top, left]
    return cells


def _firsts(*rows: Mapping[int, SheetCell]) -> list[SheetCell]:
    return [cells[min(cells)] for cells in rows if cells]


def _is_remark(text: str) -> bool:
    return text.strip().startswith(ledger_words().remarks)
