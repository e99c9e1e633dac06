"""Family ledger: the rows of the registers themselves, their dates, outcomes and terms."""

from __future__ import annotations

from collections.abc import Iterable

from disclosure_audit.checks.check import Basis, check
from disclosure_audit.checks.finding import Outcome, not_applicable, not_assessable
from disclosure_audit.checks.ledger_counts import repeated, usable
from disclosure_audit.checks.ledger_figures import NO_LEDGER, REGISTER, VERIFY
from disclosure_audit.checks.ledger_groups import Group, judged_rows
from disclosure_audit.checks.ledger_requests import TERM, Term, applications, terms
from disclosure_audit.checks.subject import Subject
from disclosure_audit.checks.working_days import known_days, working_days
from disclosure_audit.text import Words
from disclosure_audit.years.ledger_rows import Ledger, LedgerRow

PUBLICATION_TERM = Basis(
    "A",
    Words(
        "《条例》第二十六条：自形成或者变更之日起20个工作日内公开，法律、法规另有规定的从其规定。建议核实",
        "article 26: within 20 working days of being made or changed, unless a law says otherwise. "
        "To be verified",
    ),
)
_MAX_GROUPS = 5
REPLY_TERM = Basis(
    "A",
    Words(
        "《条例》第三十三条：收到申请之日起20个工作日内答复，延长不超过20个工作日，征求意见的时间不计；"
        "第三十条：补正的自收到补正申请之日起算。建议核实",
        "articles 33 and 30: a reply within 20 working days, extended by 20 at most, the time for "
        "asking others left out; from the supplement on where there was one. To be verified",
    ),
)


# ---------------------------------------------------------------- the rows of the applications
@check(
    "ledger.requests.outcomes",
    family="ledger",
    severity="verify",
    basis=REGISTER,
    obligation=Words(
        "每件已答复的申请有一个办理结果，每个结果有日期",
        "every answered application has one outcome, and every outcome its day",
    ),
    example=Words("已填答复日期而办理结果空着", "a day of reply but no outcome"),
    caution=Words("没有办结的两栏都空着，不算错", "both are blank while an application is open"),
)
def request_outcomes(subject: Subject, _: str) -> Outcome:
    ledger = usable(subject, "requests")
    if isinstance(ledger, Outcome):
        return ledger
    rows = ledger.rows
    no_outcome = [r for r in rows if r["replied"].is_given and _has_no_outcome(r)]
    several = [r for r in rows if r["outcome"].state == "unreadable" and r["outcome"].ids]
    no_day = [r for r in rows if r["replied"].state == "blank" and not _has_no_outcome(r)]
    told = {id(row) for row in (*no_outcome, *several)}
    unread = [r for r in rows if r["outcome"].state == "unreadable" and id(r) not in told]
    return judged_rows(
        ledger,
        [
            Group(Words("已答复而没有办理结果", "answered without an outcome"), no_outcome),
            Group(Words("一件写了几个结果", "several outcomes for one"), several),
            Group(Words("有办理结果而没有答复日期", "an outcome without its day"), no_day),
        ],
        [Group(Words("办理结果认不出", "the outcome is not understood"), unread)],
        VERIFY,
    )


def _has_no_outcome(row: LedgerRow) -> bool:
    return row["outcome"].state == "blank" or row["outcome"].ids == ("open",)


@check(
    "ledger.requests.dates",
    family="ledger",
    severity="verify",
    basis=REGISTER,
    obligation=Words(
        "登记簿的日期存在、先后合理，申请属于本年度",
        "the register's dates exist, follow one another and belong to the year",
    ),
    example=Words("答复日期早于收到日期；2 月 30 日", "answered before received; 30 February"),
    caution=Words(
        "上年收到、本年办理或仍未办结的申请属于本年度",
        "what was received before and was still open in the year belongs to it",
    ),
)
def request_dates(subject: Subject, _: str) -> Outcome:
    ledger = usable(subject, "requests")
    if isinstance(ledger, Outcome):
        return ledger
    found = applications(subject, ledger)
    outside = [a.row for a in found if a.entry == {None}]
    early = [a.row for a in found if a.is_out_of_order]
    year = subject.report.year
    return judged_rows(
        ledger,
        [
            *_impossible(ledger),
            Group(Words("答复早于收到", "answered before received"), early),
            Group(Words(f"不属于 {year} 年度，没有计入", f"not of {year}, not counted"), outside),
        ],
        _unread_dates(ledger, ("received", "replied")),
        VERIFY,
    )


@check(
    "ledger.requests.duplicates",
    family="ledger",
    severity="verify",
    basis=REGISTER,
    obligation=Words("一件申请登记一次", "an application is entered once"),
    example=Words("两行的登记编号相同", "two rows with one number"),
    caution=Words(
        "每年、每张工作表可以重新编号；没有编号也没有申请人和内容的行不比",
        "numbers may begin anew each year and sheet; rows without number, name and content are not "
        "compared",
    ),
)
def request_duplicates(subject: Subject, _: str) -> Outcome:
    ledger = usable(subject, "requests")
    if isinstance(ledger, Outcome):
        return ledger
    if not ledger.columns & {"number", "name", "content"}:
        return not_assessable(
            Words(
                f"{ledger.file} 没有登记编号、申请人、申请内容三列，不能查重",
                f"{ledger.file} has no number, name or content to tell double entries by",
            )
        )
    return judged_rows(ledger, _doubles(ledger), [], VERIFY)


@check(
    "ledger.requests.terms",
    family="ledger",
    severity="verify",
    basis=REPLY_TERM,
    obligation=Words(
        f"每件申请在 {TERM} 个工作日内答复，延期的在 {2 * TERM} 个内",
        f"every application is answered within {TERM} working days, {2 * TERM} where extended",
    ),
    example=Words(
        "收到后第 23 个工作日答复，登记簿没有延期", "answered on working day 23, not extended"
    ),
    caution=Words(
        "按国务院办公厅节假日安排（含调休）计算，收到当日不计；补正、缴费、征求意见的时间按登记扣除；"
        "撤回、逾期不补正、逾期不缴费的不算；日历没有的年份不推算",
        "counted by the State Council's holiday notices with make-up days, the day of receipt left "
        "out; time for supplements, payment and asking others as the register says; nothing is due "
        "where the applicant withdrew or did not act; years without a notice are not guessed",
    ),
)
def request_terms(subject: Subject, _: str) -> Outcome:
    ledger = usable(subject, "requests")
    if isinstance(ledger, Outcome):
        return ledger
    found = terms(subject, ledger)
    late = [term for term in found if term.is_late]
    replied = [term for term in late if not term.application.is_open]
    overdue = [term.application.row for term in late if term.application.is_open]
    if ledger.rows and not found:
        return not_applicable(
            Words("本年度没有需要答复的申请", "no application of the year needs a reply")
        )
    return judged_rows(
        ledger,
        [
            *_late(replied),
            Group(Words("期限已过，年底仍未答复", "overdue and open at the year's end"), overdue),
        ],
        _why(found),
        Words(
            "核对案卷中的延期告知、补正、征求意见等记录；确属超期的，说明原因并改进。",
            "Look for notices of extension, supplements and consultations in the files; where the "
            "reply was late, explain and improve.",
        ),
        unit=Words("件超过答复期限", "applications beyond their term"),
    )


def _late(found: list[Term]) -> list[Group]:
    named = [
        Group(
            Words(
                f"用了 {term.days} 个工作日，期限 {term.allowed} 个",
                f"{term.days} working days, {term.allowed} allowed",
            ),
            [term.application.row],
        )
        for term in found[:_MAX_GROUPS]
    ]
    rest = [term.application.row for term in found[_MAX_GROUPS:]]
    return [*named, Group(Words("同样超期", "late as well"), rest)]


def _why(found: Iterable[Term]) -> list[Group]:
    groups: dict[str, tuple[Words, list[LedgerRow]]] = {}
    for term in found:
        if term.why is not None:
            groups.setdefault(term.why.zh, (term.why, []))[1].append(term.application.row)
    return [Group(words, rows) for words, rows in groups.values()]


# ---------------------------------------------------------------- the rows of the other registers
@check(
    "ledger.documents.rows",
    family="ledger",
    severity="verify",
    basis=REGISTER,
    obligation=Words(
        "文件登记簿没有重复，日期存在且先后合理",
        "the documents register has no double entry, and its dates exist and follow one another",
    ),
    example=Words("废止日期早于制发日期", "repealed before it was made"),
    caution=NO_LEDGER,
)
def document_rows(subject: Subject, _: str) -> Outcome:
    return _rows_of(subject, "documents", ("issued",), (("issued", "repealed"),))


@check(
    "ledger.decisions.rows",
    family="ledger",
    severity="verify",
    basis=REGISTER,
    obligation=Words(
        "决定登记簿没有重复，决定在本年作出",
        "the decisions register has no double entry, and its decisions are of the year",
    ),
    example=Words("两行的决定书文号相同", "two rows with one number"),
    caution=NO_LEDGER,
)
def decision_rows(subject: Subject, _: str) -> Outcome:
    return _rows_of(subject, "decisions", ("decided",), (), of_year="decided")


@check(
    "ledger.cases.rows",
    family="ledger",
    severity="verify",
    basis=REGISTER,
    obligation=Words(
        "案件登记簿没有重复，日期存在且先后合理，审结的有结果",
        "the cases register has no double entry, its dates exist and follow one another, and what "
        "ended has a result",
    ),
    example=Words("已填审结日期而审理结果空着", "a day on which it ended but no result"),
    caution=NO_LEDGER,
)
def case_rows(subject: Subject, _: str) -> Outcome:
    return _rows_of(subject, "cases", ("filed", "closed"), (("filed", "closed"),))


@check(
    "ledger.publications.rows",
    family="ledger",
    severity="verify",
    basis=REGISTER,
    obligation=Words(
        "公开登记簿没有重复，日期存在，公开在本年",
        "the publications register has no double entry, its dates exist and are of the year",
    ),
    example=Words("两行的索引号相同", "two rows with one index number"),
    caution=NO_LEDGER,
)
def publication_rows(subject: Subject, _: str) -> Outcome:
    return _rows_of(subject, "publications", ("published",), (), of_year="published")


@check(
    "ledger.publications.terms",
    family="ledger",
    severity="verify",
    basis=PUBLICATION_TERM,
    obligation=Words(
        f"信息形成或变更后 {TERM} 个工作日内公开",
        f"information is published within {TERM} working days of being made or changed",
    ),
    example=Words("3 月 1 日形成，5 月 8 日公开", "made on 1 March, published on 8 May"),
    caution=Words(
        "没有形成日期的行不核；法律、法规另有期限的从其规定",
        "rows without the day on which it was made are not judged; a law may set another term",
    ),
)
def publication_terms(subject: Subject, _: str) -> Outcome:
    ledger = usable(subject, "publications")
    if isinstance(ledger, Outcome):
        return ledger
    if "formed" not in ledger.columns:
        return not_applicable(
            Words(f"{ledger.file} 没有形成日期列", f"{ledger.file} has no column 形成日期")
        )
    late: list[LedgerRow] = []
    unknown: list[LedgerRow] = []
    for row in ledger.rows:
        formed, published = row["formed"].day, row["published"].day
        if formed is None or published is None:
            continue
        days = working_days(formed, published)
        (unknown if days is None else late if days > TERM else []).append(row)
    last = known_days()[1]
    blank = [r for r in ledger.rows if r["formed"].day is None or r["published"].day is None]
    return judged_rows(
        ledger,
        [Group(Words(f"超过 {TERM} 个工作日", f"more than {TERM} working days"), late)],
        [
            Group(Words("没有日期或认不出", "a day is blank or not understood"), blank),
            Group(Words(f"工作日历只到 {last}", f"the calendar ends on {last}"), unknown),
        ],
        Words(
            "核实形成日期和是否另有法定期限；确属迟公开的，说明原因并改进。",
            "Verify the day on which it was made and whether another term holds; explain delays.",
        ),
    )


# ---------------------------------------------------------------- shared
def _rows_of(
    subject: Subject,
    kind: str,
    dated: tuple[str, ...],
    in_order: tuple[tuple[str, str], ...],
    of_year: str | None = None,
) -> Outcome:
    """Look at every row: dates that exist, in order, of the year; double entries; results."""
    ledger = usable(subject, kind)
    if isinstance(ledger, Outcome):
        return ledger
    groups = [*_impossible(ledger), *_doubles(ledger)]
    for first, then in in_order:
        names = [ledger.form.column(column).label for column in (then, first)]
        early = [
            row for row in ledger.rows if (a := row[first].day) and (b := row[then].day) and b < a
        ]
        groups.append(Group(Words("早于".join(names), " before ".join(names)), early))
    year = subject.report.year
    if of_year:
        outside = [r for r in ledger.rows if (d := r[of_year].day) and d.year != year]
        words = Words(f"不在 {year} 年，没有计入", f"not of {year}, not counted")
        groups.append(Group(words, outside))
    if kind == "cases":
        ended = [r for r in ledger.rows if r["closed"].day and r["result"].state == "blank"]
        groups.append(Group(Words("已审结而没有结果", "ended without a result"), ended))
    return judged_rows(ledger, groups, _unread_dates(ledger, dated), VERIFY)


def _impossible(ledger: Ledger) -> list[Group]:
    rows = [row for row in ledger.rows if any(f.state == "impossible" for f in row.fields.values())]
    return [Group(Words("日期不存在", "a date that does not exist"), rows)]


def _doubles(ledger: Ledger) -> list[Group]:
    found = repeated(ledger)
    rest = [row for group in found[_MAX_GROUPS:] for row in group]
    return [
        *(Group(Words("互相重复", "repeat one another"), rows) for rows in found[:_MAX_GROUPS]),
        Group(Words("也有重复", "repeat others too"), rest),
    ]


def _unread_dates(ledger: Ledger, columns: Iterable[str]) -> list[Group]:
    groups = []
    for column in columns:
        label = ledger.form.column(column).label
        rows = [row for row in ledger.rows if row[column].state == "unreadable"]
        groups.append(Group(Words(f"{label}认不出", f"{label} is not understood"), rows))
    return groups


CHECKS = (
    request_outcomes,
    request_dates,
    request_duplicates,
    request_terms,
    document_rows,
    decision_rows,
    case_rows,
    publication_rows,
    publication_terms,
)
