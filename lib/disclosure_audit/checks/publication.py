"""Family publication, as far as the file alone tells, and the day of publishing."""

from __future__ import annotations

import re
from datetime import date

from disclosure_audit.checks.check import Basis, check
from disclosure_audit.checks.finding import Outcome, Severity, not_applicable, passed
from disclosure_audit.checks.lists import Deadline
from disclosure_audit.checks.subject import Subject
from disclosure_audit.documents import Place
from disclosure_audit.reports import ShownDate, date_in
from disclosure_audit.text import Words

DEADLINE = Basis(
    "L",
    Words(
        "发布期限见口径文件 deadline（地方通知或惯例）；《政府信息公开条例》第四十九条规定的是"
        "县级以上政府及其部门，仅作背景",
        "the day is the policy's (local notice or practice); article 49 names governments of "
        "county level and above and their departments: background only",
    ),
)
WEB_PRACTICE = Basis(
    "L",
    Words(
        "通行发布要求：在年度报告专栏以网页文字发布，标明发布日期",
        "usual requirement: published as web text in the column of annual reports, with its date",
    ),
)
_PICTURES = frozenset({"png", "jpg", "tif", "bmp", "gif", "webp"})
_WEB = frozenset({"html", "mht"})
_LAST_LINES = 4


def _signed(subject: Subject) -> ShownDate | None:
    """Return the date at the end of the text, standing on a line of its own."""
    lines = [p for section in subject.report.sections[-1:] for p in section.paragraphs]
    for line in reversed(lines[-_LAST_LINES:]):
        bare = re.sub(r"\s+", "", line.text)
        found = date_in(bare)
        if found and len(bare) <= 12 and bare[:2] in ("19", "20"):
            return ShownDate(found, bare, line.at)
    return None


def _dates(subject: Subject) -> list[ShownDate]:
    signed = _signed(subject)
    return [*subject.report.published, *([signed] if signed else [])]


@check(
    "statutory.deadline",
    family="statutory",
    severity="verify",
    basis=DEADLINE,
    obligation=Words(
        "年度报告在规定的日期以前发布，日期不早于报告年度结束",
        "published by the day that binds the unit, and not before the year has ended",
    ),
    example=Words("2023 年度的报告 2024 年 3 月 26 日发布", "a report of 2023 published 26 March"),
    caution=Words(
        "第四十九条没有规定乡镇、街道，没有地方通知时只请核实；网站迁移、重新发布会改变日期",
        "article 49 does not name townships: without a local notice it is only asked; a site that "
        "moved, or a corrected report, shows a later day",
    ),
)
def deadline(subject: Subject, _: str) -> Outcome:
    year, due = subject.report.year, subject.policy.lists.deadline
    shown = [found for found in _dates(subject) if found.date is not None]
    if not shown:
        return not_applicable(Words("文件中没有发布日期", "the file shows no date of publication"))
    if year is None:
        return not_applicable(Words("不知道报告年度", "the report year is not known"))
    days = [found.date for found in shown if found.date is not None]
    first = min(days)
    at = tuple(found.at for found in shown if found.date == first)
    if first <= date(year, 12, 30):
        return _late(
            Words(
                f"日期（{first}）早于报告年度结束，不会是发布日期，建议核实。",
                f"The date ({first}) is before the year had ended: no day of publishing.",
            ),
            at, f"{year}-12-31 之后", first, None,
            cause="text.publication_date" if first.year < year else None,
        )  # fmt: skip
    if due is None:
        return not_applicable(Words("口径文件没有写明期限", "the policy names no day"))
    last = _last_day(year, due)
    if first <= last:
        return passed(Words(f"{first}，不晚于 {last}", f"{first}, by {last}"), at=at)
    asked = "" if due.notice else "，建议核实本单位适用的期限"
    return _late(
        Words(
            f"日期为 {first}，晚于 {last}（{due.source}）{asked}。",
            f"The date is {first}, after {last} ({due.source}).",
        ),
        at, str(last), first, "should_correct" if due.notice else None,
    )  # fmt: skip


def _last_day(year: int, due: Deadline) -> date:
    """Return the day in the year after; 29 February is the 28th where there is none."""
    try:
        return date(year + 1, due.month, due.day)
    except ValueError:
        return date(year + 1, due.month, 28)


def _late(
    words: Words,
    at: tuple[Place, ...],
    expected: str,
    found: date,
    severity: Severity | None,
    cause: str | None = None,
) -> Outcome:
    return Outcome(
        "fail",
        words,
        at=at,
        expected=expected,
        actual=str(found),
        suggestion=Words(
            "核对首次发布的日期；重新发布的，在页面注明首次发布日期。",
            "Check when it was first published; a page published again says so.",
        ),
        severity=severity,
        caused_by=cause,
    )


@check(
    "text.publication_date",
    family="publication",
    severity="improve",
    basis=WEB_PRACTICE,
    obligation=Words(
        "页面标明发布日期，各处一致", "the page shows when it was published, alike everywhere"
    ),
    example=Words("页面写“发布时间：1970-01-01”", "the page says it was published on 1970-01-01"),
    caution=Words(
        "网页文件中没有日期的不判：可能由网站程序另行显示；正文落款的日期早几天不算",
        "not judged where the saved page has no date: the site may add it; a date signed below "
        "the text some days before is no fault",
    ),
)
def publication_date(subject: Subject, _: str) -> Outcome:
    shown = subject.report.published
    if not shown:
        return not_applicable(Words("文件中没有页面的发布日期", "the file shows no date of a page"))
    year = subject.report.year
    days = {found.date for found in shown}
    places = tuple(found.at for found in shown)
    words = "、".join(dict.fromkeys(found.words for found in shown))
    impossible = None in days or any(
        day is not None and year is not None and day.year < year for day in days
    )
    if len(days) == 1 and not impossible:
        return passed(Words(f"页面写明“{words}”", f"the page says “{words}”"), at=places)
    problem = (
        Words("不可能是本报告的发布日期", "cannot be the day it was published")
        if impossible
        else Words("几处日期不一致", "the dates differ")
    )
    return Outcome(
        "fail",
        Words(f"页面写明“{words}”，{problem.zh}。", f"The page says “{words}”: {problem.en}."),
        at=places,
        actual=words,
        suggestion=Words(
            "请网站管理人员改正页面的发布日期。", "Ask the site's keeper to correct the date."
        ),
    )


@check(
    "text.publication_html",
    family="publication",
    severity="improve",
    basis=WEB_PRACTICE,
    obligation=Words(
        "以网页文字发布，不只发布扫描件或图片", "published as web text, not as pictures alone"
    ),
    example=Words("网页正文是几张图片", "the text of the page is a few pictures"),
    caution=Words(
        "网页文字之外另附 PDF 不算；交来的是 Word、PDF 等文件时，网上怎样发布看不出，不判；"
        "交来的是图片时只请核实",
        "a PDF beside the web text is no fault; how a Word or PDF file was published cannot be "
        "told from it, and a picture is only asked about",
    ),
)
def publication_html(subject: Subject, _: str) -> Outcome:
    kind, sections = subject.report.source.format, subject.report.sections
    if kind in _PICTURES:
        return Outcome(
            "fail",
            Words(
                "交来的报告是图片，请核实网上是否另有网页文字。",
                "The report is a picture; whether it was published as text too is to be asked.",
            ),
            suggestion=Words("只以图片发布的，补发网页文字。", "If not, publish its text as well."),
            severity="verify",
        )
    if kind not in _WEB:
        return not_applicable(
            Words("交来的不是网页，网上怎样发布看不出", "the file is no page of the web")
        )
    pictured = [s for s in sections if s.id in subject.pictured_sections]
    if pictured:
        names = "、".join(f"“{s.title or '引言'}”" for s in pictured)
        return Outcome(
            "fail",
            Words(f"{names}以图片发布。", f"{names}: published as pictures."),
            at=tuple(s.at for s in pictured),
            suggestion=Words("把图片换成网页文字。", "Replace the pictures by text."),
        )
    return passed(Words("以网页文字发布", "published as web text"))


@check(
    "text.publication_column",
    family="publication",
    severity="improve",
    basis=WEB_PRACTICE,
    obligation=Words("发布在固定的年度报告专栏", "published in the fixed column of annual reports"),
    example=Words("报告只发布在“工作动态”栏目", "published among the news"),
    caution=Words(
        "一份文件看不出所在栏目，由人到网站核对", "a file does not tell its column: a person looks"
    ),
)
def publication_column(subject: Subject, _: str) -> Outcome:
    return not_applicable(
        Words("从文件看不出发布的栏目，须到网站核对", "the file does not tell its column")
    )


@check(
    "text.silent_change",
    family="publication",
    severity="verify",
    basis=WEB_PRACTICE,
    obligation=Words("发布以后的改动有说明", "changes after publication are marked as such"),
    example=Words("发布后悄悄改了一格数字", "a figure changed after publication without a word"),
    caution=Words("要有先前保存的文本才能比较", "an older copy is needed to compare with"),
)
def silent_change(subject: Subject, _: str) -> Outcome:
    return not_applicable(
        Words("没有先前发布的文本可比较", "there is no older copy to compare with")
    )


STATUTORY = (deadline,)
CHECKS = (publication_date, publication_html, publication_column, silent_change)
