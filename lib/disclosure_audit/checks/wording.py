"""Family text: period and year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from disclosure_audit.checks.check import Basis, check
from disclosure_audit.checks.finding import Outcome, not_assessable, passed
from disclosure_audit.checks.subject import PICTURED, Subject
from disclosure_audit.documents import Paragraph, Place
from disclosure_audit.text import Words, shortened
from disclosure_audit.text.plain import half_width

PERIOD_PRACTICE = Basis(
    "L",
    Words(
        "通行写法：本报告中所列数据的统计期限自 1 月 1 日起至 12 月 31 日止",
        "usual sentence: the figures cover 1 January to 31 December",
    ),
)
ONE_YEAR = Basis(
    "I", Words("年度报告各处的年度应当一致", "the year is the same throughout the report")
)
_DATE = (
    r"(?:(?P<{0}>(?:19|20)\d{{2}}|二[〇零○][〇零○一二三四五六七八九]{{2}})\s*(?:年\s*度?|[-./])\s*"
    r"|本年度?|同年|当年|当年度)?(?<!\d)(?:{1}\s*月\s*{2}\s*日|{1}\s*[-./]\s*{2})"
    r"(?:\s*\d{{1,2}}\s*[时:：]\s*(?:\d{{2}}|00分)?)?"
)
_UNTIL = (
    r"\s*(?:[（(]含[）)])?(?:起|始|开始|起始)?(?:计算|统计)?\s*[，,]?\s*"
    r"(?:至|到|—+|[-–―─~～]+|截至|截止到?|止于)\s*"
)
_PERIOD = re.compile(
    _DATE.format("first", "(?:0?1|一)", "(?:0?1(?!\\d)|一)")
    + _UNTIL
    + _DATE.format("last", "(?:12|十二)", "(?:31(?!\\d)|三十一)")
    # Without days: 2023年1月至12月, 2023年1—12月.
    + r"|(?:(?P<year>(?:19|20)\d{2})\s*年\s*)(?<!\d)0?1\s*月?(?:份)?"
    + _UNTIL
    + r"12\s*月(?!\s*\d)"
    # A whole year: 统计期限为2023年全年.
    + r"|统计(?:数据)?(?:的)?(?:期限|时间|时段)[为是：:]?\s*(?P<all>(?:19|20)\d{2})\s*年(?:度|全年)"
)
# A sentence on the period: it speaks of figures or of the report, and of dates or a span.
_PARTIAL = re.compile(
    r"统计(?:数据)?(?:的)?(?:期限|时间|时段)|(?:数据|统计|报告|截至|截止)[^。；]*12\s*月\s*31"
)
_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")


@dataclass(frozen=True, slots=True)
class _Period:
    """The statistical period as printed: its sentence, years, place; whole or malformed."""

    sentence: str
    years: tuple[int, ...]
    at: Place
    whole: bool


def _period_in(subject: Subject) -> _Period | None:
    """Return the whole period if there is one, else a malformed one, else None.

    Of several the one of the report year: a text may compare with the same months of last year.
    """
    paragraphs = [(s.id, p) for s in subject.report.sections for p in s.paragraphs]
    whole = [found for _, paragraph in paragraphs for found in _whole_periods(paragraph)]
    right = (found for found in whole if set(found.years) == {subject.report.year})
    if whole:
        return next(right, whole[0])
    for section, paragraph in paragraphs:
        for sentence in re.split(r"[。；\n]", paragraph.text):
            if section in ("preamble", "overview") and _PARTIAL.search(half_width(sentence)):
                return _Period(sentence, (), paragraph.at, whole=False)
    return None


def _whole_periods(paragraph: Paragraph) -> Iterator[_Period]:
    for match in _PERIOD.finditer(half_width(paragraph.text)):
        years = tuple(int(year.translate(_HAN_DIGITS)) for year in match.groups() if year)
        printed = paragraph.text[match.start() : match.end()]
        yield _Period(printed, years, paragraph.at, whole=True)


@check(
    "text.period",
    family="text",
    severity="improve",
    basis=PERIOD_PRACTICE,
    obligation=Words(
        "写明统计期限：报告年度 1 月 1 日至 12 月 31 日",
        "the report states its period, 1 January to 31 December of the report year",
    ),
    example=Words("“截至2023年12月31日”（没有起始日）", "only “as of 31 December 2023”"),
    caution=Words(
        "写在引言或正文任何一处都可以；第二个日期可省年份",
        "anywhere in the text will do; the second date may leave the year out",
    ),
)
def period(subject: Subject, _: str) -> Outcome:
    found = _period_in(subject)
    year = subject.report.year
    advice = Words(
        f"在引言中写明：本报告所列数据的统计期限自{year or '<年份>'}年1月1日起至12月31日止。",
        "State in the preamble that the figures cover 1 January to 31 December of the year.",
    )
    if found is None and subject.pictured_sections:
        return not_assessable(PICTURED)
    if found is None:
        return Outcome(
            "fail",
            Words("全文没有写明统计期限。", "The report does not state its period."),
            suggestion=advice,
        )
    shown = shortened(found.sentence, 60)
    if not found.whole:
        return Outcome(
            "fail",
            Words(f"统计期限写得不完整：“…{shown}…”。", f"The period is incomplete: “…{shown}…”."),
            at=(found.at,),
            actual=shown,
            suggestion=advice,
        )
    if year is None or not found.years:
        return passed(Words(f"写明“{shown}”", f"“{shown}” is stated"), at=(found.at,))
    if set(found.years) != {year}:
        return Outcome(
            "fail",
            Words(
                f"统计期限为“{shown}”，报告年度是 {year} 年。",
                f"The period reads “{shown}”; the report year is {year}.",
            ),
            at=(found.at,),
            expected=f"{year}年1月1日至12月31日",
            actual=shown,
            suggestion=advice,
            caused_by="text.year",
        )
    return passed(Words(f"写明“{shown}”", f"“{shown}” is stated"), at=(found.at,))


@check(
    "text.year",
    family="text",
    severity="should_correct",
    basis=ONE_YEAR,
    obligation=Words(
        "标题、统计期限与应报年度是同一年", "title, period and the year due are the same year"
    ),
    example=Words(
        "放在 2023 年文件夹的报告，标题写 2022 年", "a report filed for 2023 is titled 2022"
    ),
    caution=Words(
        "文中提到的其他年份（上年对比、规划名称）不计；一段话以别的年份开头讲本单位的工作、"
        "全段没有报告年度的，只请核实",
        "other years in the text (comparisons, names of plans) do not count; a paragraph that "
        "opens with another year and tells of the unit's work is only asked about",
    ),
)
def year(subject: Subject, _: str) -> Outcome:
    report = subject.report
    found = _period_in(subject)
    sources = {
        Words("应报年度", "year due"): subject.data.year,
        Words("标题", "title"): report.year_printed,
        Words("统计期限", "period"): found.years[0] if found and found.years else None,
    }
    known = {name: value for name, value in sources.items() if value is not None}
    strays = [*_strays(subject)]
    if len(known) < 2 and not strays:
        return not_assessable(
            Words("只有一处写明年度，无从比较", "the year stands in one place only")
        )
    if len(set(known.values())) == 1 and strays:
        return _of_other_years(strays)
    zh = "，".join(f"{name.zh} {value} 年" for name, value in known.items())
    en = ", ".join(f"{name.en} {value}" for name, value in known.items())
    if len(set(known.values())) == 1:
        return passed(Words(f"一致：{zh}", f"the same: {en}"))
    return Outcome(
        "fail",
        Words(f"年度不一致：{zh}。", f"The years differ: {en}."),
        at=(report.title_at, *((found.at,) if found else ())),
        suggestion=Words(
            "核对是否放错年份或沿用上年文稿，改正后重新发布。",
            "Check whether the report was filed under the wrong year or copied from last year.",
        ),
    )


# 2022年，我镇主动公开…: a paragraph that opens with a year and tells of the unit's work.
_OPENS = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]\s*)?(?:在|截至)?((?:19|20)\d{2})\s*年(?:度|全年|以来)?"
    r"(?:[，,：:]\s*)?(?=(?:我|本|全)[镇乡街县]|街道|(?:镇|乡)(?:党委|政府|人民政府)|全年|共|主动公开"
    r"|(?:新)?收到|未收到|没有收到|办理|受理|政府信息公开工作|政务公开工作|通过|制发|无)"
)
_OTHER_YEARS_MAY = re.compile(
    r"较|比|同比|相比|上年|去年|以来|至今|规划|计划|方案|条例|施行|印发|成立|修订|起|曾|已于|结转"
    r"|查找|反映|提出的|指出的|整改"
)


def _strays(subject: Subject) -> Iterator[tuple[str, Paragraph]]:
    """Yield paragraphs on another year: its words and the paragraph."""
    due = subject.report.year
    if due is None:
        return
    for section in subject.report.sections:
        for paragraph in section.paragraphs if section.id != "preamble" else ():
            match = _OPENS.match(half_width(paragraph.text))
            if match is None or int(match[1]) == due or str(due) in half_width(paragraph.text):
                continue
            first = re.split(r"[。；\n]", paragraph.text)[0]
            if not _OTHER_YEARS_MAY.search(first):
                yield shortened(first, 40), paragraph


def _of_other_years(strays: list[tuple[str, Paragraph]]) -> Outcome:
    shown = "；".join(f"“{text}”" for text, _ in strays)
    return Outcome(
        "fail",
        Words(
            f"有段落讲的是别的年份：{shown}，建议核实是否沿用旧稿。",
            f"Paragraphs tell of another year: {shown}.",
        ),
        at=tuple(dict.fromkeys(paragraph.at for _, paragraph in strays)),
        actual=shown,
        suggestion=Words(
            "核对这些段落，改为报告年度的情况。",
            "Check these paragraphs; write what the report year brought.",
        ),
        severity="verify",
    )


CHECKS = (period, year)
