"""What a register's rows add up to, cell by cell, as bounds; and how that compares with the report.

A row that can be understood in several ways counts in each of them at most once: what is certain
makes the lower bound of a cell, what is possible the upper. A cell of the report is contradicted
only where it lies outside, and borne out only where both bounds are its value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from disclosure_audit.checks.finding import Outcome, Severity, not_applicable, passed
from disclosure_audit.checks.subject import Subject
from disclosure_audit.documents import Place
from disclosure_audit.forms.ledgers import ledger_forms
from disclosure_audit.reports import name_of
from disclosure_audit.text import Words, shortened
from disclosure_audit.text.numbers import Number
from disclosure_audit.years.ledger_rows import Ledger, LedgerRow, rows_listed

MAX_PLACES = 30
_MAX_CELLS_NAMED = 5
_MAX_DOUBTS_NAMED = 3
_LONGEST_QUOTE = 20
_LONGEST_UNIT = 40
_LONGEST_ROW = 16
_MAX_ROWS_NAMED = 6
_NOTHING = Words("", "")


@dataclass(frozen=True, slots=True)
class Fact:
    """One count: it falls to exactly one of `options`; None stands for no cell of the table.

    `row` is where it comes from, None where it stands for records that the register lacks.
    """

    options: frozenset[str | None]
    row: LedgerRow | None
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a row's counts are not certain."""

    row: LedgerRow | None
    words: Words


@dataclass
class Rebuilt:
    """A table rebuilt from a register: the counts, and what about them is not certain.

    `perhaps_more`: cells of which a register often has not all records; where the report alone has
    more in them, that is to be verified, no fault.
    """

    facts: list[Fact] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    perhaps_more: frozenset[str] = frozenset()

    def bounds(self) -> dict[str, tuple[int, int]]:
        """Return the lowest and highest count of every cell that a fact may fall to."""
        bounds: dict[str, tuple[int, int]] = {}
        for fact in self.facts:
            certain = fact.weight if len(fact.options) == 1 else 0
            for cell in fact.options:
                if cell is not None:
                    low, high = bounds.get(cell, (0, 0))
                    bounds[cell] = (low + certain, high + fact.weight)
        return bounds

    def rows_of(self, cells: Iterable[str]) -> list[LedgerRow]:
        """Return the rows that may count in any of these cells, in the register's order."""
        wanted = set(cells)
        rows = [f.row for f in self.facts if f.row is not None and wanted & f.options]
        return list({id(row): row for row in rows}.values())


@dataclass(frozen=True, slots=True)
class _Difference:
    cell: str
    low: int
    high: int
    printed: Number
    blank: bool


def usable(subject: Subject, kind: str) -> Ledger | Outcome:
    """Return a register that can be compared with the report, or the outcome that says why not.

    Parameters
    ----------
    subject
        The township's year.
    kind
        Id of the register.
    """
    ledger = subject.data.ledgers.found.get(kind)
    if ledger is None:
        form = ledger_forms()[kind]
        return not_applicable(
            Words(
                f"年度文件夹中没有{form.label.zh}（ledgers/{kind}.csv 或 .xlsx）",
                f"the year folder has no {form.label.en} (ledgers/{kind}.csv or .xlsx)",
            )
        )
    if ledger.problem is not None:
        return _at_file(ledger, ledger.problem)
    if subject.report.year is None:
        return _at_file(
            ledger,
            Words("报告年度不详，不能与台账核对", "the report's year is unknown"),
        )
    others = [row for row in ledger.rows if is_of_another_unit(subject, row)]
    if others and len(others) == len(ledger.rows):
        name = shortened(others[0]["unit"].text, _LONGEST_QUOTE)
        return _at_file(
            ledger,
            Words(
                f"{ledger.file} 是其他单位（{name}）的台账",
                f"{ledger.file} is the register of another unit ({name})",
            ),
        )
    return ledger


def _at_file(ledger: Ledger, reason: Words) -> Outcome:
    return Outcome("not_assessable", reason, at=(Place(file=ledger.file),))


def is_of_another_unit(subject: Subject, row: LedgerRow) -> bool:
    """Whether a row names a township other than the report's."""
    own, text = subject.report.township, row["unit"].text
    if not own or not 0 < len(text) <= _LONGEST_UNIT:
        return False
    named = _township_in(text)
    return named is not None and named != own


@lru_cache(maxsize=1_000)  # a register has one or two units in all its rows
def _township_in(name: str) -> str | None:
    found = name_of(name)
    return found.township if found.unit in ("township", "subdistrict") else None


def repeated(ledger: Ledger) -> list[list[LedgerRow]]:
    """Return groups of rows that stand for the same record: one number, or all the same.

    Numbers begin anew with each year, each kind of record and each sheet. Rows without a number are
    the same only where the register says what each is about.
    """
    groups: dict[tuple[object, ...], list[LedgerRow]] = {}
    tells = ledger.columns & {"name", "content"}
    dates = [column.id for column in ledger.form.columns if column.kind == "date"]
    for row in ledger.rows:
        if row["number"].is_given:
            year = next((day.year for date in dates if (day := row[date].day)), None)
            kind = row["kind"].ids or row["kind"].text
            groups.setdefault((row["number"].text, kind, year, row.at.sheet), []).append(row)
        elif any(row[column].is_given for column in tells):
            groups.setdefault((row.whole,), []).append(row)
    return [group for group in groups.values() if len(group) > 1]


def perhaps_not_counted(subject: Subject, ledger: Ledger) -> dict[int, Words]:
    """Return, by the id of the row object, why a row may be none of this township's records."""
    reasons = {
        id(row): Words("与前面的行重复", "repeats an earlier row")
        for group in repeated(ledger)
        for row in group[1:]
    }
    for row in ledger.rows:
        if is_of_another_unit(subject, row):
            name = shortened(row["unit"].text, _LONGEST_QUOTE)
            reasons[id(row)] = Words(f"单位是“{name}”", f"names “{name}”")
    return reasons


def reconciled(
    subject: Subject, ledger: Ledger, rebuilt: Rebuilt, cells: Sequence[str], dates: Iterable[int]
) -> Outcome:
    """Compare cells of the report with what a register adds up to.

    Parameters
    ----------
    subject, ledger
        The report and the register.
    rebuilt
        The register's counts.
    cells
        The cells that the register bears on.
    dates
        The years of the register's dates, to say which year it is of where it is not this one.

    Returns
    -------
    Outcome
        ``fail`` where a cell lies outside its bounds; else ``not_assessable`` where a bound is
        open or a cell of the report cannot be read; else ``pass``.
    """
    report = subject.report
    bounds = rebuilt.bounds()
    printed = {cell: report.cells[cell] for cell in cells}
    sure = {c: v for c, v in printed.items() if v.state in ("given", "blank")}
    some = any(value.value for value in sure.values())
    if not ledger.rows and (some or len(sure) < len(cells)):
        words = Words(f"{ledger.file} 没有一条记录", f"{ledger.file} has no record")
        return _at_file(ledger, words)
    if ledger.rows and not any(f.row is not None and f.options - {None} for f in rebuilt.facts):
        return _at_file(ledger, _of_another_year(ledger, subject.report.year, dates))
    differing, unsettled = [], [c for c in cells if c not in sure]
    for cell, value in sure.items():
        low, high = bounds.get(cell, (0, 0))
        number = value.value or 0
        if not low <= number <= high:
            differing.append(_Difference(cell, low, high, number, value.state == "blank"))
        elif low != high:
            unsettled.append(cell)
    if differing:
        return _contradicted(subject, ledger, rebuilt, differing, unsettled)
    if unsettled:
        return _unsettled(ledger, rebuilt, unsettled, len(cells))
    return passed(
        Words(
            f"台账 {len(ledger.rows)} 行，统计结果与报告的 {len(cells)} 格一致",
            f"{len(ledger.rows)} rows add up to the {len(cells)} cells of the report",
        ),
        cells,
    )


def _of_another_year(ledger: Ledger, year: int | None, dates: Iterable[int]) -> Words:
    years = sorted(set(dates))
    span = f"{years[0]}–{years[-1]}" if len(years) > 1 else "".join(map(str, years))
    seen = (
        Words(f"，各行日期在 {span} 年", f"; its dates are of {span}") if years else Words("", "")
    )
    return Words(
        f"{ledger.file} 没有属于 {year} 年度的记录{seen.zh}",
        f"{ledger.file} has no record of {year}{seen.en}",
    )


def _contradicted(
    subject: Subject,
    ledger: Ledger,
    rebuilt: Rebuilt,
    differing: list[_Difference],
    unsettled: list[str],
) -> Outcome:
    named = [_said(subject, rebuilt, d) for d in differing[:_MAX_CELLS_NAMED]]
    rest = len(differing) - len(named)
    more = Words(f"；另有 {rest} 格", f"; and {rest} more") if rest else Words("", "")
    open_ones = Words("", "")
    if unsettled:
        reason = _reasons(rebuilt)
        open_ones = Words(
            f"另有 {len(unsettled)} 格不能核对{reason.zh}。",
            f" {len(unsettled)} more cells cannot be told{reason.en}.",
        )
    cells = tuple(d.cell for d in differing)
    table = subject.table_words(cells[0].partition(".")[0])
    rows = rebuilt.rows_of(cells)
    cause = _cause(subject, differing)
    counted = "、".join(_range(d) for d in differing)
    return Outcome(
        "fail",
        Words(
            f"按台账 {ledger.file} 统计，{table.zh}有 {len(differing)} 格与报告不一致："
            f"{'；'.join(words.zh for words in named)}{more.zh}。{open_ones.zh}",
            f"Counted from {ledger.file}, {table.en} differs in {len(differing)}: "
            f"{'; '.join(words.en for words in named)}{more.en}.{open_ones.en}",
        ),
        cells=cells,
        at=tuple(row.at for row in rows[:MAX_PLACES]) or (Place(file=ledger.file),),
        expected=counted,
        actual="、".join(str(d.printed) for d in differing),
        difference=str(differing[0].low - differing[0].printed) if _is_one(differing) else None,
        # The register may be the one that is wrong: what it says is no “should be”.
        calculation=Words(f"台账统计为 {counted}", f"the register has {counted}"),
        suggestion=Words(
            "建议对照案卷核实：报告有误的更正后重新发布，台账有误的补正台账。",
            "Verify with the files: correct the report and publish it again, or mend the register.",
        ),
        severity=_severity(rebuilt, differing),
        caused_by=cause,
    )


def _severity(rebuilt: Rebuilt, differing: list[_Difference]) -> Severity | None:
    """Return the severity where it is not the check's own."""
    if all(difference.blank for difference in differing):
        return "should_correct"
    is_short = all(d.cell in rebuilt.perhaps_more and d.high < d.printed for d in differing)
    return "verify" if is_short else None


def _is_one(differing: list[_Difference]) -> bool:
    return len(differing) == 1 and differing[0].low == differing[0].high


def _range(difference: _Difference) -> str:
    low, high = difference.low, difference.high
    return str(low) if low == high else f"{low}–{high}"


def _said(subject: Subject, rebuilt: Rebuilt, difference: _Difference) -> Words:
    cell = subject.form.cells[difference.cell]
    name = f"“{shortened(cell.row, _LONGEST_ROW)}／{cell.column}”"
    found = rebuilt.rows_of((difference.cell,))
    rows = rows_listed(found, _MAX_ROWS_NAMED)
    where = Words(f"（第 {rows.zh} 行）", f" (row {rows.en})") if found else _NOTHING
    printed = Words("空白", "blank") if difference.blank else Words(*2 * (str(difference.printed),))
    counted = _range(difference)
    return Words(
        f"{name}台账为 {counted}{where.zh}，报告为 {printed.zh}",
        f"{name} {counted} in the register{where.en}, {printed.en} in the report",
    )


def _unsettled(ledger: Ledger, rebuilt: Rebuilt, cells: list[str], of: int) -> Outcome:
    reason = _reasons(rebuilt)
    rows = [doubt.row for doubt in rebuilt.doubts if doubt.row is not None]
    places = dict.fromkeys(row.at for row in rows)
    return Outcome(
        "not_assessable",
        Words(
            f"台账 {ledger.file} 不能确定 {len(cells)} 格{reason.zh}，"
            f"其余 {of - len(cells)} 格一致",
            f"{ledger.file} leaves {len(cells)} cells open{reason.en}; the other "
            f"{of - len(cells)} agree",
        ),
        cells=tuple(cells),
        at=tuple(places)[:MAX_PLACES],
    )


def _reasons(rebuilt: Rebuilt) -> Words:
    said = [_doubt(doubt) for doubt in rebuilt.doubts[:_MAX_DOUBTS_NAMED]]
    rest = len(rebuilt.doubts) - len(said)
    if not said:
        return Words("（报告的格没有读到）", " (the report's cells were not read)")
    more = Words(f"；另有 {rest} 处", f"; {rest} more") if rest else Words("", "")
    return Words(
        f"（{'；'.join(words.zh for words in said)}{more.zh}）",
        f" ({'; '.join(words.en for words in said)}{more.en})",
    )


def _doubt(doubt: Doubt) -> Words:
    if doubt.row is None:
        return doubt.words
    row = rows_listed([doubt.row])
    return Words(f"第 {row.zh} 行{doubt.words.zh}", f"row {row.en} {doubt.words.en}")


def quoted(label: str, text: str) -> Words:
    """Return that a column's text is not understood, as the words of a Doubt."""
    said = shortened(text, _LONGEST_QUOTE)
    return Words(f"{label}“{said}”认不出", f"has “{said}” under {label}, which is not understood")


def _cause(subject: Subject, differing: list[_Difference]) -> str | None:
    """Return the check that the same fault breaks: the blank cells, or a sum of all these cells.

    The register's own figures satisfy every sum, so they mend the one that holds all of them.
    """
    tables = {difference.cell.partition(".")[0] for difference in differing}
    if all(difference.blank for difference in differing):
        return f"blank.{tables.pop()}" if len(tables) == 1 else None
    if any(difference.low != difference.high for difference in differing):
        return None
    cells = {difference.cell for difference in differing}
    broken = (r for r in subject.relations.values() if r.verdict.startswith("broken"))
    return next((r.relation.id for r in broken if cells <= set(r.relation.cells)), None)
