"""Tables 2 and 4 rebuilt from the registers of documents, decisions and cases."""

from __future__ import annotations

from collections.abc import Iterable

from disclosure_audit.checks.ledger_counts import (
    Doubt,
    Fact,
    Rebuilt,
    perhaps_not_counted,
    quoted,
)
from disclosure_audit.checks.subject import Subject
from disclosure_audit.forms.ledgers import NOT_COUNTED
from disclosure_audit.text import Words
from disclosure_audit.years.ledger_fields import Field
from disclosure_audit.years.ledger_rows import Ledger, LedgerRow

_YES, _NO, _MAYBE = frozenset({True}), frozenset({False}), frozenset({True, False})
Answer = frozenset[bool]
_STOCK = frozenset({"t2.regulations.in_force", "t2.normative.in_force"})
_DOCUMENT_COLUMNS = ("issued", "repealed", "in_force")


def documents(subject: Subject, ledger: Ledger) -> Rebuilt:
    """Return the first band of table 2 rebuilt from the documents register.

    The stock is often registered in part only, so a report with more is to be verified. The stock
    of edition 2019 (对外公开总数量) is left out: whether it counts what was repealed
    since, nobody says.

    A document that lapsed by its own term in the year may or may not have been counted as
    repealed. Where the register holds nothing made before the year, the stock is left open.
    """
    rebuilt = Rebuilt(perhaps_more=_STOCK)
    year = subject.report.year or 0
    for row, perhaps in _rows(subject, ledger, rebuilt):
        kinds = _kinds(row, rebuilt, ("regulations", "normative"), Words("文件类别", "kind"))
        if not kinds - {None}:
            continue
        made = _in_year(row["issued"], year)
        for column, answer in _document_answers(subject, row, year, made, rebuilt):
            _add(rebuilt, row, [f"t2.{k}.{column}" if k else None for k in kinds], answer, perhaps)
    has_older = any(_is_before(row["issued"], year) for row in ledger.rows)
    if ledger.rows and not has_older and subject.report.edition != "2019":
        _leave_stock_open(subject, rebuilt)
    return rebuilt


def _document_answers(
    subject: Subject, row: LedgerRow, year: int, made: Answer, rebuilt: Rebuilt
) -> list[tuple[str, Answer]]:
    for column, label in (
        ("issued", Words("制发日期", "day it was made")),
        ("repealed", Words("废止日期", "day of repeal")),
        ("expires", Words("有效期至", "end of its term")),
    ):
        if row[column].state in ("unreadable", "impossible"):
            rebuilt.doubts.append(Doubt(row, quoted_field(row[column], label)))
    if row["issued"].state == "blank":
        rebuilt.doubts.append(
            Doubt(row, Words("没有填制发日期", "has no day on which it was made"))
        )
    if subject.report.edition == "2019":
        shown = _in_year(row["published"], year)
        if row["published"].state == "blank":
            shown = _MAYBE
            rebuilt.doubts.append(Doubt(row, Words("没有公开日期", "has no day of publication")))
        return [("made", made), ("published", shown)]
    gone = _either(_until(row["repealed"], year), _until(row["expires"], year))
    stands = _both(_until(row["issued"], year, blank=_MAYBE), _not(gone))
    lapsed = _in_year(row["expires"], year)
    repealed = _in_year(row["repealed"], year)
    if repealed == _NO and lapsed == _YES:
        repealed = _MAYBE
        rebuilt.doubts.append(
            Doubt(row, Words("有效期届满，是否计入废止不能确定", "lapsed: perhaps repealed"))
        )
    return [("issued", made), ("repealed", repealed), ("in_force", stands)]


def _leave_stock_open(subject: Subject, rebuilt: Rebuilt) -> None:
    """Let the stock be what the report says: a register of the year's documents has none."""
    for kind in ("regulations", "normative"):
        cell = f"t2.{kind}.in_force"
        stock = subject.report.cells[cell].value
        if stock and stock > rebuilt.bounds().get(cell, (0, 0))[0]:
            rebuilt.facts.append(Fact(frozenset({cell, None}), None, int(stock)))
            rebuilt.doubts.append(
                Doubt(
                    None,
                    Words(
                        "台账没有以前年度制发的文件，现存件数不能统计",
                        "the register has no document of earlier years, so the stock is open",
                    ),
                )
            )


def document_cells(subject: Subject) -> tuple[str, ...]:
    """Return the cells that the documents register bears on."""
    made = ("made", "published") if subject.report.edition == "2019" else _DOCUMENT_COLUMNS
    return tuple(f"t2.{kind}.{column}" for kind in ("regulations", "normative") for column in made)


def decisions(subject: Subject, ledger: Ledger) -> Rebuilt:
    """Return the numbers of decisions rebuilt from the decisions register.

    A kind of which the register has no row at all, in no year, is left open: it may be kept
    elsewhere.
    """
    rebuilt = Rebuilt()
    year = subject.report.year or 0
    kinds = decision_kinds(subject)
    seen: set[str | None] = set()
    for row, perhaps in _rows(subject, ledger, rebuilt):
        own = _kinds(row, rebuilt, kinds, Words("决定类别", "kind"))
        seen |= own
        answer = _in_year(row["decided"], year)
        if row["decided"].state != "given":
            answer = _MAYBE
            label = Words("决定日期", "day of the decision")
            rebuilt.doubts.append(Doubt(row, quoted_field(row["decided"], label)))
        count = 1 if row["count"].number is None else row["count"].number
        if row["count"].state in ("unreadable", "impossible"):
            label = Words("件数", "count")
            rebuilt.doubts.append(Doubt(row, quoted_field(row["count"], label)))
            _leave_open(subject, rebuilt, [f"t2.{k}.decisions" for k in own if k])
        cells = [f"t2.{kind}.decisions" if kind else None for kind in own]
        _add(rebuilt, row, cells, answer, perhaps, count)
    missing = [kind for kind in kinds if kind not in seen] if ledger.rows else []
    for kind in missing:
        cell = f"t2.{kind}.decisions"
        if subject.report.cells[cell].value:
            name = subject.form.cells[cell].row
            words = Words(f"台账没有{name}的记录", f"the register has no record of {name}")
            rebuilt.doubts.append(Doubt(None, words))
            _leave_open(subject, rebuilt, [cell])
    return rebuilt


def decision_kinds(subject: Subject) -> tuple[str, ...]:
    """Return the rows of table 2 that count decisions in the report's edition."""
    suffix = ".decisions"
    cells = (cell for cell in subject.form.cells if cell.endswith(suffix))
    return tuple(cell.removeprefix("t2.").removesuffix(suffix) for cell in cells)


def _leave_open(subject: Subject, rebuilt: Rebuilt, cells: Iterable[str]) -> None:
    for cell in cells:
        printed = int(subject.report.cells[cell].value or 0)
        rebuilt.facts.append(Fact(frozenset({cell, None}), None, max(printed, 1)))


def cases(subject: Subject, ledger: Ledger) -> Rebuilt:
    """Return table 4 rebuilt from the cases register: ended in the year, or pending at its end."""
    rebuilt = Rebuilt()
    year = subject.report.year or 0
    every = tuple(column.id for column in subject.form.results if column.id != "total")
    ended = frozenset(every) - {"pending"}
    kinds = tuple(proceeding.id for proceeding in subject.form.proceedings)
    for row, perhaps in _rows(subject, ledger, rebuilt):
        results = _results(row, year, ended)
        if results == {None}:
            continue
        own = _kinds(row, rebuilt, kinds, Words("案件类别", "kind"))
        if len(results) > 1:
            rebuilt.doubts.append(Doubt(row, _unclear_case(row)))
        for column in ("", ".total"):
            cells = [
                f"t4.{kind}{column or f'.{result}'}" if kind and result else None
                for kind in own
                for result in results
            ]
            _add(rebuilt, row, cells, _YES, perhaps)
    return rebuilt


def _results(row: LedgerRow, year: int, ended: frozenset[str]) -> frozenset[str | None]:
    filed, closed, result = row["filed"], row["closed"], row["result"]
    if filed.day is not None and filed.day.year > year:
        return frozenset({None})
    known = frozenset(result.ids) & ended if result.is_given else frozenset()
    is_pending = result.state == "blank" or (result.is_given and not known)
    if closed.day is not None:
        if closed.day.year < year:
            return frozenset({None})
        return frozenset({"pending"}) if closed.day.year > year else (known or ended)
    if closed.state == "blank" and is_pending and filed.day is not None:
        return frozenset({"pending"})
    return (known or ended) | {"pending", None}


def _unclear_case(row: LedgerRow) -> Words:
    for column, label in (
        ("filed", Words("受理日期", "day it was accepted")),
        ("closed", Words("审结日期", "day it ended")),
        ("result", Words("审理结果", "result")),
    ):
        if row[column].state in ("unreadable", "impossible"):
            return quoted_field(row[column], label)
    if row["closed"].day is None and row["result"].is_given:
        return Words("有审理结果而没有审结日期", "has a result but no day on which it ended")
    if row["result"].state == "blank" and row["closed"].day is not None:
        return Words("没有填审理结果", "has no result")
    return Words("没有填受理日期", "has no day on which it was accepted")


# ---------------------------------------------------------------- shared
def _rows(subject: Subject, ledger: Ledger, rebuilt: Rebuilt) -> Iterable[tuple[LedgerRow, Answer]]:
    """Yield every row with whether it counts at all, and note those that perhaps do not."""
    reasons = perhaps_not_counted(subject, ledger)
    for row in ledger.rows:
        reason = reasons.get(id(row))
        if reason:
            rebuilt.doubts.append(Doubt(row, reason))
        yield row, _MAYBE if reason else _YES


def _kinds(
    row: LedgerRow, rebuilt: Rebuilt, every: tuple[str, ...], label: Words
) -> frozenset[str | None]:
    """Return the kinds that a row may be of; None for one that the form does not count."""
    found = row["kind"]
    if found.is_given:
        kinds = frozenset(None if name == NOT_COUNTED else name for name in found.ids)
    else:
        kinds = frozenset({*every, None})
    if len(kinds) > 1:
        rebuilt.doubts.append(Doubt(row, quoted_field(found, label)))
    return kinds


def quoted_field(field: Field, label: Words) -> Words:
    """Return why a field is not certain: it is blank, or what it says."""
    if field.state == "blank":
        return Words(f"没有填{label.zh}", f"has no {label.en}")
    return Words(quoted(label.zh, field.text).zh, quoted(label.en, field.text).en)


def _add(
    rebuilt: Rebuilt,
    row: LedgerRow,
    cells: Iterable[str | None],
    answer: Answer,
    perhaps: Answer,
    weight: int = 1,
) -> None:
    counts = _both(answer, perhaps)
    options = frozenset(cells)
    if True in counts and options != {None}:
        rebuilt.facts.append(Fact(options if counts == _YES else options | {None}, row, weight))


def _in_year(field: Field, year: int) -> Answer:
    """Whether a date is of the year; a blank is no date."""
    if field.state == "blank":
        return _NO
    return _MAYBE if field.day is None else frozenset({field.day.year == year})


def _until(field: Field, year: int, blank: Answer = _NO) -> Answer:
    """Whether a date is of the year or before."""
    if field.state == "blank":
        return blank
    return _MAYBE if field.day is None else frozenset({field.day.year <= year})


def _is_before(field: Field, year: int) -> bool:
    return field.day is not None and field.day.year < year


def _both(one: Answer, other: Answer) -> Answer:
    return frozenset(a and b for a in one for b in other)


def _either(one: Answer, other: Answer) -> Answer:
    return frozenset(a or b for a in one for b in other)


def _not(answer: Answer) -> Answer:
    return frozenset(not a for a in answer)
