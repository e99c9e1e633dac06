"""Table 3 rebuilt from the applications register, and what the register says of each reply."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from disclosure_audit.checks.ledger_counts import (
    Doubt,
    Fact,
    Rebuilt,
    perhaps_not_counted,
    quoted,
)
from disclosure_audit.checks.subject import Subject
from disclosure_audit.checks.working_days import known_days, last_day, working_days
from disclosure_audit.forms.ledgers import OPEN
from disclosure_audit.text import Words
from disclosure_audit.years.ledger_fields import Field
from disclosure_audit.years.ledger_rows import Ledger, LedgerRow

TERM = 20
"""Working days for a reply, and for its extension at most (article 33)."""
_NO_REPLY = ("other",)
"""Beginnings of the outcomes that end without a reply: withdrawn, not supplemented, not paid."""

Ids = frozenset[str | None]
_ELSEWHERE: Ids = frozenset({None})
_UNKNOWN_ENTRY: Ids = frozenset({"received", "carried_in", None})


@dataclass(frozen=True)
class Application:
    """One row of the register as the report's year sees it.

    Parameters
    ----------
    row
        The row.
    year
        The report's year.
    outcomes
        Every outcome row of the report's edition.
    applicants
        Every applicant column but the total.
    """

    row: LedgerRow
    year: int
    outcomes: frozenset[str]
    applicants: frozenset[str]

    @property
    def columns(self) -> frozenset[str]:
        """Return the columns of table 3 that it may stand in."""
        found = self.row["applicant"]
        return frozenset(found.ids) if found.is_given else self.applicants

    @property
    def is_out_of_order(self) -> bool:
        """Whether it was answered before it came."""
        received, replied = self.row["received"].day, self.row["replied"].day
        return received is not None and replied is not None and replied < received

    @property
    def is_open(self) -> bool:
        """Whether the register says that there is no result yet."""
        return self.row["replied"].state == "blank" and self._ended is None

    @cached_property
    def _ended(self) -> frozenset[str] | None:
        """Outcomes it may have ended in; None where it has none."""
        found = self.row["outcome"]
        if found.state == "blank" or found.ids == (OPEN,):
            return None
        ids = frozenset(found.ids) - {OPEN}
        return ids if found.is_given and ids else self.outcomes

    @cached_property
    def entry(self) -> Ids:
        """Return how it may have come into the year: received, carried in, or not at all."""
        received, replied = self.row["received"], self.row["replied"]
        if self._dates_contradict:
            return _UNKNOWN_ENTRY
        if received.day is None:
            if replied.day is not None and replied.day.year < self.year:
                return _ELSEWHERE
            in_year = replied.day is not None and replied.day.year == self.year
            return _UNKNOWN_ENTRY - _ELSEWHERE if in_year else _UNKNOWN_ENTRY
        if received.day.year == self.year:
            return frozenset({"received"})
        if received.day.year > self.year:
            return _ELSEWHERE
        if replied.day is not None:
            return frozenset({"carried_in"} if replied.day.year >= self.year else {None})
        is_sure = replied.state == "blank" and self._ended is None
        return frozenset({"carried_in"} if is_sure else {"carried_in", None})

    @cached_property
    def exit(self) -> Ids:
        """Return how it may have left the year: by an outcome, carried out, or not at all."""
        if self.entry == _ELSEWHERE:
            return _ELSEWHERE
        maybe: Ids = self.entry & _ELSEWHERE
        replied = self.row["replied"]
        ended: Ids = frozenset(self._ended if self._ended is not None else self.outcomes)
        if self._dates_contradict or replied.state in ("unreadable", "impossible"):
            return ended | {"carried_out"} | maybe
        if replied.day is None:
            is_open = self._ended is None and self.row["received"].day is not None
            return (frozenset() if is_open else ended) | {"carried_out"} | maybe
        if replied.day.year > self.year:
            return frozenset({"carried_out"}) | maybe
        return ended | maybe

    @property
    def _dates_contradict(self) -> bool:
        """Whether its two dates cannot both be right and it matters which is wrong."""
        received, replied = self.row["received"].day, self.row["replied"].day
        return self.is_out_of_order and {received and received.year, replied and replied.year} != {
            self.year
        }


def applications(subject: Subject, ledger: Ledger) -> list[Application]:
    """Return every row of the register as an application."""
    form = subject.form
    outcomes = frozenset(row.id for row in form.rows if row.id and row.outcome)
    applicants = frozenset(column.id for column in form.columns if column.id != "total")
    year = subject.report.year or 0
    return [Application(row, year, outcomes, applicants) for row in ledger.rows]


def table_3(subject: Subject, ledger: Ledger) -> Rebuilt:
    """Return table 3 rebuilt from the register.

    Parameters
    ----------
    subject, ledger
        The report, for its year and edition, and the applications register.

    Returns
    -------
    Rebuilt
        Facts for received, carried in, every outcome, concluded and carried out, by applicant and
        in total. Where the register holds nothing received before the year, but the report does,
        the applications carried in are taken to be missing from the register.
    """
    rebuilt = Rebuilt()
    reasons = perhaps_not_counted(subject, ledger)
    found = applications(subject, ledger)
    for application in found:
        row = application.row
        reason = reasons.get(id(row))
        perhaps: Ids = _ELSEWHERE if reason else frozenset()
        if reason:
            rebuilt.doubts.append(Doubt(row, reason))
        rebuilt.doubts += _doubts(application)
        columns = application.columns
        _add(rebuilt, application.entry | perhaps, columns, row)
        _add_exit(rebuilt, application, application.exit | perhaps, columns, row)
    if any(application.entry != _ELSEWHERE for application in found):
        _add_missing(subject, rebuilt, found)
    return rebuilt


def _add(
    rebuilt: Rebuilt, rows: Ids, columns: Iterable[str], row: LedgerRow | None, weight: int = 1
) -> None:
    """Add a count in one of some rows of table 3: in a column, and in the total of the row."""
    if rows == _ELSEWHERE:
        return
    cells = frozenset(f"t3.{r}.{c}" for r in rows if r for c in columns)
    totals = frozenset(f"t3.{r}.total" for r in rows if r)
    perhaps: Ids = rows & _ELSEWHERE
    rebuilt.facts.append(Fact(cells | perhaps, row, weight))
    rebuilt.facts.append(Fact(totals | perhaps, row, weight))


def _add_exit(
    rebuilt: Rebuilt,
    application: Application,
    exits: Ids,
    columns: Iterable[str],
    row: LedgerRow | None,
    weight: int = 1,
) -> None:
    _add(rebuilt, exits, columns, row, weight)
    ended = exits & application.outcomes
    if ended:
        concluded: Ids = frozenset({"concluded"} if ended == exits else {"concluded", None})
        _add(rebuilt, concluded, columns, row, weight)


def _add_missing(subject: Subject, rebuilt: Rebuilt, found: Sequence[Application]) -> None:
    """Add what the register may lack: the report carries in, and no row is of an earlier year."""
    if any("carried_in" in application.entry for application in found):
        return
    application = found[0]
    carried = {
        column: int(subject.report.cells[f"t3.carried_in.{column}"].value or 0)
        for column in (*sorted(application.applicants), "total")
    }
    lacking = max(carried.pop("total"), sum(carried.values()))
    if not lacking:
        return
    rebuilt.doubts.append(
        Doubt(
            None,
            Words(
                f"台账没有以前年度收到的申请，而报告有上年结转 {lacking} 件",
                f"the register has nothing received before the year, the report carries {lacking} "
                "in",
            ),
        )
    )
    named = {column: count for column, count in carried.items() if count}
    unnamed = lacking - sum(named.values())
    parts = [(frozenset({column}), count) for column, count in named.items()]
    parts += [(application.applicants, unnamed)] if unnamed > 0 else []
    exits: Ids = application.outcomes | {"carried_out", None}
    for columns, count in parts:
        _add(rebuilt, frozenset({"carried_in", None}), columns, None, count)
        _add_exit(rebuilt, application, exits, columns, None, count)


def _doubts(application: Application) -> list[Doubt]:
    """Return why a row's counts are not certain; nothing where it does not belong to the year."""
    row = application.row
    if application.entry == _ELSEWHERE:
        return []
    doubts: list[Words] = []
    if len(application.columns) > 1:
        doubts.append(_unclear(row["applicant"], Words("申请人类别", "applicant")))
    dates_matter = len(application.entry) > 1
    if dates_matter and application.is_out_of_order:
        doubts.append(Words("答复早于收到", "was answered before it was received"))
    elif dates_matter and row["received"].day is None:
        doubts.append(_unclear(row["received"], Words("收到日期", "day of receipt")))
    if row["replied"].state in ("unreadable", "impossible"):
        doubts.append(_unclear(row["replied"], Words("答复日期", "day of reply")))
    elif len(application.exit - {None}) > 1 and not application.is_out_of_order:
        doubts.append(_unclear_outcome(row))
    return [Doubt(row, words) for words in doubts]


def _unclear_outcome(row: LedgerRow) -> Words:
    outcome = row["outcome"]
    if outcome.is_given and row["replied"].day is None:
        return Words("有办理结果而没有答复日期", "has an outcome but no day of reply")
    return _unclear(outcome, Words("办理结果", "outcome"))


def _unclear(field: Field, label: Words) -> Words:
    if field.state == "blank":
        return Words(f"没有填{label.zh}", f"has no {label.en}")
    if field.is_given:
        said = quoted(label.zh, field.text)
        return Words(
            said.zh.replace("认不出", "不止一种可能"),
            said.en.replace("is not understood", "may mean several"),
        )
    said = quoted(label.zh, field.text)
    return Words(said.zh, quoted(label.en, field.text).en)


# ---------------------------------------------------------------- terms
@dataclass(frozen=True, slots=True)
class Term:
    """How long a reply took, in working days, and how many were allowed; `why` it is not told."""

    application: Application
    days: int = 0
    allowed: int = TERM
    is_late: bool = False
    why: Words | None = None


def terms(subject: Subject, ledger: Ledger) -> list[Term]:
    """Return the term of every application of the year that needs a reply.

    Parameters
    ----------
    subject, ledger
        The report, for its year and edition, and the applications register.

    Returns
    -------
    list of Term
        Working days after the day of receipt (of supplement, of payment) up to the reply; days on
        which a third party or another body was asked are left out. An open application is late
        where its term ended within the year.
    """
    return [
        _term(application, ledger)
        for application in applications(subject, ledger)
        if application.entry != _ELSEWHERE and _needs_reply(application)
    ]


def _needs_reply(application: Application) -> bool:
    outcome = application.row["outcome"]
    return not (outcome.is_given and all(name.startswith(_NO_REPLY) for name in outcome.ids))


def _term(application: Application, ledger: Ledger) -> Term:
    row = application.row
    unread = [
        column
        for column in ("received", "supplemented", "paid", "extended", "consulted",
                       "consulted_until", "replied")
        if row[column].state in ("unreadable", "impossible")
    ]  # fmt: skip
    begun = [day for c in ("received", "supplemented", "paid") if (day := row[c].day)]
    if unread or row["received"].day is None:
        column = unread[0] if unread else "received"
        label = ledger.form.column(column).label
        return Term(application, why=_unclear(row[column], Words(label, label)))
    if application.is_out_of_order:
        return Term(application, why=Words("答复早于收到", "answered before received"))
    if not application.is_open and row["replied"].day is None:
        return Term(application, why=Words("没有答复日期", "no day of reply"))
    start = max(begun)
    allowed = TERM + (TERM if row["extended"].yes else 0)
    replied = row["replied"].day
    if replied is None:
        return _open_term(application, ledger, start, allowed)
    return _ended_term(application, ledger, start, replied, allowed)


def _ended_term(
    application: Application, ledger: Ledger, start: date, replied: date, allowed: int
) -> Term:
    asked, answered = application.row["consulted"].day, application.row["consulted_until"].day
    days = working_days(start, replied)
    if days is None:
        return Term(application, why=_not_in_calendar())
    if asked is not None and answered is None and days > allowed:
        return Term(
            application, why=Words("征求意见没有收回日期", "no day on which the answer came")
        )
    if asked is not None and answered is not None:
        days -= _consulted(start, replied, asked, answered)
    if allowed < days <= 2 * TERM and "extended" not in ledger.columns:
        return Term(
            application,
            days,
            why=Words("台账没有“是否延期”列", "the register has no column on extensions"),
        )
    return Term(application, days, allowed, days > allowed)


def _consulted(start: date, replied: date, asked: date, answered: date) -> int:
    """Working days of the term on which somebody was asked, the first and the last included."""
    first, last = max(asked, start), min(answered, replied)
    inside = working_days(first, last) or 0
    begins = working_days(start, first) or 0
    before = working_days(start, date.fromordinal(first.toordinal() - 1)) or 0
    return inside + begins - before if last >= first else 0


def _open_term(application: Application, ledger: Ledger, start: date, allowed: int) -> Term:
    """Judge an application without a reply: late only where its longest term ended in the year."""
    end_of_year = date(application.year, 12, 31)
    if application.row["consulted"].day is not None:
        return Term(application, why=Words("仍在征求意见", "somebody is still being asked"))
    longest = allowed if "extended" in ledger.columns else 2 * TERM
    if start >= end_of_year:
        return Term(application, 0, allowed)
    last = last_day(start, longest)
    if last is None:
        is_far = end_of_year.toordinal() - start.toordinal() < longest
        return Term(application) if is_far else Term(application, why=_not_in_calendar())
    return Term(application, 0, longest, last <= end_of_year)


def _not_in_calendar() -> Words:
    first, last = known_days()
    return Words(
        f"工作日历只到 {last:%Y年%m月%d日}（自 {first:%Y} 年起），不能推算",
        f"the calendar of working days runs from {first:%Y} to {last} only",
    )
