"""Family copy: against last year, against the other townships of the county, and superiors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from disclosure_audit.checks.check import Basis, check
from disclosure_audit.checks.finding import (
    Outcome,
    Severity,
    not_applicable,
    not_assessable,
    passed,
)
from disclosure_audit.checks.lists import Threshold
from disclosure_audit.checks.passages import (
    Letters,
    Passage,
    letters_of,
    runs_of_most,
    share_of,
    shared_passages,
)
from disclosure_audit.checks.prose import NARRATIVE, Sentence, hits
from disclosure_audit.checks.statutory import sub_heading
from disclosure_audit.checks.subject import Subject
from disclosure_audit.documents import Place
from disclosure_audit.reports import Report
from disclosure_audit.text import Words, shortened

NO_COPIES = Basis(
    "P",
    Words(
        "国办公开办函〔2021〕30号通报的问题“内容雷同”；鲤城区2020年考核：与历年或他人报告雷同扣分。"
        "相同多少算雷同，没有明文，界限见口径文件 thresholds",
        "the notice of 2021 names 内容雷同; 鲤城区 2020 takes points off. How much is too much is "
        "printed nowhere: the policy's thresholds",
    ),
)
OWN_HEADINGS = Basis(
    "I",
    Words(
        "由报告范围推得：乡镇、街道的小标题不写全省、全市的工作",
        "a township's headings do not tell of the work of a province or city",
    ),
)
_SECTION_NAMES = {
    "overview": Words("第一部分", "section one"),
    "problems": Words("第五部分", "section five"),
    "other": Words("第六部分", "section six"),
}
WHOLE = Words("正文", "the text")
LAST_YEAR = Words("上年报告", "last year's report")
_MIN_LETTERS = 60
_SHOWN = 3
_QUOTED = 40


@dataclass(frozen=True, slots=True)
class _Limits:
    """What the policy says of copying."""

    share: Threshold
    ask: Threshold
    passage: Threshold
    handed_down: Threshold


@dataclass(frozen=True, slots=True)
class _Prose:
    """Sections one after the other, compared as one text."""

    sections: Mapping[str, str]

    @property
    def text(self) -> str:
        return "\n".join(self.sections.values())

    def place(self, at: int) -> Words:
        """Return the section and the character in it at a place of the text."""
        for name, text in self.sections.items():
            if at <= len(text):
                section = _SECTION_NAMES[name]
                return Words(
                    f"{section.zh}第 {at + 1} 字起", f"from character {at + 1} of {section.en}"
                )
            at -= len(text) + 1
        raise IndexError(at)


@dataclass(frozen=True, slots=True)
class _Shared:
    """What one text of the report shares with one other text."""

    whose: Words
    share: float
    passages: tuple[Passage, ...]
    own: _Prose
    other: _Prose

    @property
    def longest(self) -> int:
        return max((passage.letters for passage in self.passages), default=0)


def _limits(subject: Subject) -> _Limits | None:
    numbers = subject.policy.lists.thresholds
    names = ("copy_share", "copy_share_to_ask", "copy_passage", "handed_down")
    found = [numbers[name] for name in names if name in numbers]
    return _Limits(*found) if len(found) == len(names) else None


def _severity(shared: _Shared, limits: _Limits) -> Severity | None:
    """Return how severe it is that a part shares so much; None where it is not too much."""
    if shared.share >= limits.share.value:
        return "should_correct"
    long = shared.longest >= limits.passage.value
    if (long and shared.share >= limits.ask.value) or shared.longest >= 2 * limits.passage.value:
        return "verify"
    return None


def _prose(sections: Mapping[str, str]) -> _Prose:
    return _Prose({name: sections[name] for name in NARRATIVE if sections.get(name, "").strip()})


def _prose_of(report: Report) -> _Prose:
    return _prose({section.id: section.text for section in report.sections})


def _names(subject: Subject, *others: str) -> frozenset[str]:
    report = subject.report
    known = (report.township, report.county, subject.data.township, subject.data.county, *others)
    cores = (_core(name) for name in known if name)
    return frozenset([*(name for name in known if name), *cores])


@cache
def _core(name: str) -> str:
    for kind in ("民族乡", "街道办事处", "街道", "镇", "乡", "县", "区", "市"):
        if name.endswith(kind) and len(name) - len(kind) > 1:
            return name.removesuffix(kind)
    return name


def _phrases(subject: Subject) -> tuple[str, ...]:
    return tuple(term.term for term in subject.policy.lists.terms.get("template", ()))


def _others(subject: Subject) -> dict[str, tuple[_Prose, Letters]]:
    """Return the other townships' narratives, as printed and as letters."""
    phrases = _phrases(subject)
    found: dict[str, tuple[_Prose, Letters]] = {}
    for sibling in subject.data.siblings.reports:
        prose = _prose(sibling.sections)
        names = _names(subject, sibling.township)
        found[sibling.township] = prose, letters_of(prose.text, names, phrases)
    return found


def _handed_down(others: Mapping[str, tuple[_Prose, Letters]], limits: _Limits) -> frozenset[str]:
    letters = [letters for _, letters in others.values()]
    return runs_of_most(letters, int(limits.handed_down.value))


@check(
    "copy.last_year",
    family="copy",
    severity="should_correct",
    basis=NO_COPIES,
    obligation=Words(
        "各部分的文字不是照抄上年报告", "no section is copied from last year's report"
    ),
    example=Words("第五部分与上年除年份外完全相同", "section five is last year's but for the year"),
    caution=Words(
        "法律用语、文件标题、表格和各县统一下发的文字不计；数字和单位名称不算不同；"
        "相同不到半数而有长段的只请核实",
        "legal phrases, titles, tables and what the county hands down do not count; figures and "
        "names make no difference; less than half with a long passage is only asked about",
    ),
)
def last_year(subject: Subject, _: str) -> Outcome:
    before, limits = subject.last_year, _limits(subject)
    if before is None:
        return not_applicable(Words("没有上年报告可对照", "there is no report of last year"))
    if limits is None:
        return not_applicable(Words("口径文件没有写明界限", "the policy names no thresholds"))
    found = _with_last_year(subject, before, frozenset())
    if any(_severity(shared, limits) for shared in found):
        handed_down = _handed_down(_others(subject), limits)
        found = _with_last_year(subject, before, handed_down)
    if not found:
        return not_assessable(
            Words("两年都有的部分文字太短，没有比较", "no section of both years is long enough")
        )
    return _judged(subject, found, limits, Words("与上年报告比较", "compared with last year"))


def _with_last_year(subject: Subject, before: Report, handed_down: frozenset[str]) -> list[_Shared]:
    """Return what each section of some length shares with the same one of last year."""
    phrases, names = _phrases(subject), _names(subject)
    old = _prose_of(before).sections
    found: list[_Shared] = []
    for name, text in _prose_of(subject.report).sections.items():
        letters = letters_of(text, names, phrases)
        if name in old and letters.length >= _MIN_LETTERS:
            theirs = letters_of(old[name], names, phrases)
            passages = shared_passages(letters, theirs, handed_down)
            share = share_of(letters, passages)
            own, other = _Prose({name: text}), _Prose({name: old[name]})
            found.append(_Shared(LAST_YEAR, share, passages, own, other))
    return found


@check(
    "copy.other_unit",
    family="copy",
    severity="should_correct",
    basis=NO_COPIES,
    obligation=Words(
        "文字不是照抄同县其他乡镇、街道的报告", "the text is not that of another unit of the county"
    ),
    example=Words(
        "第一部分除名称、数字外与邻镇报告相同",
        "section one is a neighbour's but for names and figures",
    ),
    caution=Words(
        "只与文件夹里已经核查过、之后没有变动的同县报告比较，并写明比较了几份；法律用语、文件标题不计；"
        "多数单位都有的文字视为县里统一下发，不计",
        "compared with reports of the county's folder that were audited as they are now, and the "
        "finding says how many; legal phrases and titles do not count, nor what most units share: "
        "that was handed down",
    ),
)
def other_unit(subject: Subject, _: str) -> Outcome:
    siblings, limits = subject.data.siblings, _limits(subject)
    if not siblings.reports:
        return not_applicable(
            Words(
                f"没有可比较的同县报告（{siblings.unread} 份尚未核查或已有变动）"
                if siblings.unread
                else "没有同县其他乡镇、街道的报告可比较",
                f"no report of the county to compare with ({siblings.unread} not audited yet)",
            )
        )
    if limits is None:
        return not_applicable(Words("口径文件没有写明界限", "the policy names no thresholds"))
    own = _prose_of(subject.report)
    letters = letters_of(own.text, _names(subject), _phrases(subject))
    if letters.length < _MIN_LETTERS:
        return not_assessable(Words("文字太短，没有比较", "the text is too short to compare"))
    others = _others(subject)
    common = _handed_down(others, limits)
    found: list[_Shared] = []
    for township, (prose, theirs) in others.items():
        passages = shared_passages(letters, theirs, common)
        whose = Words(township, township)
        found.append(_Shared(whose, share_of(letters, passages), passages, own, prose))
    unread = f"，另有 {siblings.unread} 份未比较" if siblings.unread else ""
    compared = Words(
        f"比较了同县 {len(found)} 份报告{unread}",
        f"compared with {len(found)} reports of the county, {siblings.unread} not",
    )
    return _judged(subject, found, limits, compared)


def _judged(
    subject: Subject, found: Sequence[_Shared], limits: _Limits, compared: Words
) -> Outcome:
    judged = [(shared, _severity(shared, limits)) for shared in found]
    copied = [(shared, severity) for shared, severity in judged if severity]
    if not copied:
        most = max(found, key=lambda shared: shared.share)
        return passed(
            Words(
                f"{compared.zh}，相同最多 {most.share:.0%}，最长 {most.longest} 字",
                f"{compared.en}: at most {most.share:.0%} alike, {most.longest} letters at most",
            )
        )
    copied.sort(key=lambda pair: pair[0].share, reverse=True)
    severe = any(severity == "should_correct" for _, severity in copied)
    shown = [shared for shared, _ in copied[:_SHOWN]]
    zh = "；".join(_in_words(shared).zh for shared in shown)
    en = "; ".join(_in_words(shared).en for shared in shown)
    asked = "" if severe else "，建议核实"
    return Outcome(
        "fail",
        Words(f"{compared.zh}：{zh}{asked}。", f"{compared.en}: {en}."),
        at=tuple(dict.fromkeys(_places(subject, shown))),
        actual=f"{shown[0].share:.0%}",
        expected=f"< {limits.share.value:.0%}",
        suggestion=Words(
            "按本年度、本单位的实际情况重写相同的段落。",
            "Rewrite the shared passages by what this unit did this year.",
        ),
        severity=None if severe else "verify",
    )


def _in_words(shared: _Shared) -> Words:
    quoted = [_quoted(shared, passage) for passage in _longest(shared)]
    sections = list(shared.own.sections)
    where = _SECTION_NAMES[sections[0]] if len(sections) == 1 else WHOLE
    zh, en = "、".join(w.zh for w in quoted), ", ".join(w.en for w in quoted)
    return Words(
        f"{where.zh}有 {shared.share:.0%} 与{shared.whose.zh}相同，最长的是{zh}",
        f"{shared.share:.0%} of {where.en} is that of {shared.whose.en}, the longest {en}",
    )


def _longest(shared: _Shared) -> list[Passage]:
    return sorted(shared.passages, key=lambda passage: passage.letters, reverse=True)[:_SHOWN]


def _quoted(shared: _Shared, passage: Passage) -> Words:
    """Return a passage with its place in both texts."""
    text = shortened(shared.own.text[passage.start : passage.end].strip("（()）、 \n"), _QUOTED)
    here, there = shared.own.place(passage.start), shared.other.place(passage.other_start)
    return Words(
        f"“{text}”（{passage.letters} 字：本报告{here.zh}，对方{there.zh}）",
        f"“{text}” ({passage.letters} letters: here {here.en}, there {there.en})",
    )


def _places(subject: Subject, shown: Iterable[_Shared]) -> Iterable[Place]:
    """Yield the places of the paragraphs in which shared passages begin."""
    for shared in shown:
        text = shared.own.text
        for passage in _longest(shared):
            before = text[: passage.start].rpartition("\n")[2]
            printed = before + text[passage.start :].partition("\n")[0]
            for section in subject.report.sections:
                for paragraph in section.paragraphs:
                    if printed in paragraph.text:
                        yield paragraph.at


@check(
    "copy.superior",
    family="copy",
    severity="verify",
    basis=OWN_HEADINGS,
    obligation=Words(
        "小标题说的是本单位的工作，不照抄省、市、县的报告",
        "headings tell of the unit's own work, not of a province's, city's or county's",
    ),
    example=Words("小标题“（一）推进全省政务公开标准化”", "a heading on the work of the province"),
    caution=Words(
        "字样见口径文件 terms.superior；“走在全市前列”“按全省部署”不算；只看小标题",
        "the wordings are in the policy, terms.superior; to be among the first of the city is no "
        "fault; headings alone are looked at",
    ),
)
def superior(subject: Subject, _: str) -> Outcome:
    terms = subject.policy.lists.terms.get("superior", ())
    overview = subject.report.section("overview")
    if not terms:
        return not_applicable(Words("口径文件没有列出字样", "the policy lists no wordings"))
    if subject.report.unit not in ("township", "subdistrict"):
        return not_applicable(Words("不是乡镇、街道", "the unit is no township"))
    if overview is None or not overview.text.strip():
        return not_assessable(
            Words("没有第一部分的文字", "section one has no text or was not found")
        )
    headings = [
        Sentence("overview", heading, paragraph.at, opens=True)
        for paragraph in overview.paragraphs
        for heading in [sub_heading(paragraph)]
        if heading
    ]
    found = list(hits(headings, terms, subject.report.year))
    if not found:
        return passed(Words("小标题说的是本单位的工作", "the headings tell of the unit's own work"))
    shown = "、".join(dict.fromkeys(f"“{hit.sentence.text}”" for hit in found))
    return Outcome(
        "fail",
        Words(
            f"小标题{shown}像是上级报告的标题，建议核实。",
            f"Headings that look like a superior's: {shown}.",
        ),
        at=tuple(dict.fromkeys(hit.sentence.at for hit in found)),
        actual="、".join(hit.term.term for hit in found),
        suggestion=Words("改写为本单位的工作。", "Let the heading tell of the unit's own work."),
    )


CHECKS = (last_year, other_unit, superior)
