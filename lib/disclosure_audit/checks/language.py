"""Family text: outdated terms and slips of typing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from disclosure_audit.checks.check import Basis, check
from disclosure_audit.checks.finding import Outcome, not_applicable, not_assessable, passed
from disclosure_audit.checks.prose import NARRATIVE, Hit, around, hits
from disclosure_audit.checks.subject import Subject
from disclosure_audit.documents import Paragraph, Place
from disclosure_audit.reports import SectionText
from disclosure_audit.text import Words, ordinal_of, shortened

PRESENT_TERMS = Basis(
    "I",
    Words(
        "由现行法律和格式的用语推得；每个字样的来源见口径文件 terms.outdated",
        "follows from the words of law and form; the policy's terms.outdated has each source",
    ),
)
CAREFUL_TEXT = Basis(
    "L",
    Words(
        "地方考核对文字差错扣分（如金东区2021年）；字样来源见口径文件 terms.typing",
        "local assessments take points off for slips (such as 金东区 2021); the policy's "
        "terms.typing has the sources",
    ),
)


@check(
    "text.outdated_terms",
    family="text",
    severity="improve",
    basis=PRESENT_TERMS,
    obligation=Words("不用已经过时的提法", "no expression that is out of date"),
    example=Words("“涉及国家机密的不予公开”", "国家机密 for 国家秘密"),
    caution=Words(
        "字样见口径文件 terms.outdated；说明取消、清退社会抚养费的不算；别的法律的“新修订”不算",
        "the wordings are in the policy, terms.outdated; that 社会抚养费 was abolished may be "
        "said, and another law may be newly revised",
    ),
)
def outdated_terms(subject: Subject, _: str) -> Outcome:
    terms = subject.policy.lists.terms.get("outdated", ())
    if not terms:
        return not_applicable(Words("口径文件没有列出字样", "the policy lists no wordings"))
    if not subject.sentences:
        return not_assessable(Words("没有读到文字", "no prose was read"))
    found = list(hits(subject.sentences, terms, subject.report.year))
    if not found:
        return passed(Words("没有过时的提法", "no expression is out of date"))
    zh = "；".join(
        f"“{hit.term.term}”" + (f"，现称“{hit.term.write}”" if hit.term.write else "")
        + f"（{hit.term.source}）"
        for hit in found
    )  # fmt: skip
    return Outcome(
        "fail",
        Words(f"用了过时的提法：{zh}。", f"Expressions out of date: {zh}."),
        at=_places(found),
        expected="、".join(hit.term.write for hit in found if hit.term.write) or None,
        actual="、".join(hit.term.term for hit in found),
        suggestion=Words(
            "改用现行提法；沿用旧稿的，通读全文。",
            "Use the terms in force; read the whole again where an old text was used.",
        ),
    )


def _places(found: list[Hit]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(hit.sentence.at for hit in found))


@dataclass(frozen=True, slots=True)
class _Slip:
    """A slip of typing: what is printed, what is wrong with it, where."""

    printed: str
    words: Words
    at: Place


_STOP = r"[，。；、：！？）”,;:!?)]"
# AB AB with a stop behind it: 工作工作。 but not 公开工作工作人员, 一项一项 or 县政府政府信息公开.
_DOUBLED = re.compile(rf"([\u4e00-\u9fff]{{2,4}})\1(?={_STOP}|$)")
_REPEATED = re.compile(r"([\u4e00-\u9fff]{5,14})\1")
_NO_NONE = re.compile(
    r"未(?:收到|接到|发生|产生)[^，。；、0-9]{0,20}(?<!\d)[0０零][ ]?(?:件|条|起|次|宗)"
)
_NUMERALS = frozenset("一二三四五六七八九十百千万两几每逐多少〇零")
_VERB_TWICE = frozenset(
    ("研究", "讨论", "商量", "考虑", "学习", "交流", "宣传", "活动", "介绍", "比较", "许多")
)
_MARKS = re.compile(
    r"，，|。。(?!。)|；；|、、|：：|，。|。，|、，|，、|；。|。；|、。|。、|：。|，；|；，"
)
_LONG = 40
_MAX_SLIPS = 40
"""A text with more is not read any further."""


@check(
    "text.typing",
    family="text",
    severity="improve",
    basis=CAREFUL_TEXT,
    obligation=Words(
        "没有叠字、错字，标点和书名号完整", "no doubled words, wrong characters or lost marks"
    ),
    example=Words("“做好政务公开工作工作。”", "a word stands twice"),
    caution=Words(
        "“公开工作工作人员”“县政府政府信息公开”“一项一项”不算；跨行的叠字不算；"
        "少句号只看网页和 Word",
        "two words that meet are no double; nor what a line break brings together; a lost full "
        "stop is looked for in web pages and Word alone",
    ),
)
def typing(subject: Subject, _: str) -> Outcome:
    if not subject.sentences:
        return not_assessable(Words("没有读到文字", "no prose was read"))
    slips = list(islice(_slips(subject), _MAX_SLIPS))
    if not slips:
        return passed(Words("没有找到录入差错", "no slip was found"))
    count = f"至少 {_MAX_SLIPS}" if len(slips) == _MAX_SLIPS else str(len(slips))
    return Outcome(
        "fail",
        Words(
            f"文字差错 {count} 处：{'；'.join(slip.words.zh for slip in slips)}。",
            f"{len(slips)} slips: {'; '.join(slip.words.en for slip in slips)}.",
        ),
        at=tuple(dict.fromkeys(slip.at for slip in slips)),
        actual="、".join(slip.printed for slip in slips),
        suggestion=Words("改正后再通读一遍。", "Correct them and read the whole once more."),
    )


def _slips(subject: Subject) -> Iterator[_Slip]:
    yield from _wrong_words(subject)
    for section in subject.report.sections:
        for paragraph in section.paragraphs:
            yield from _doubled(paragraph)
            yield from _repeated(paragraph)
            yield from _wrong_marks(paragraph)
        yield from _brackets(section)
        if subject.report.source.format in ("html", "docx"):
            yield from _no_stop(section)


def _wrong_words(subject: Subject) -> Iterator[_Slip]:
    terms = subject.policy.lists.terms.get("typing", ())
    for hit in hits(subject.sentences, terms, subject.report.year):
        term = hit.term
        right = f"，应为“{term.write}”" if term.write else ""
        yield _Slip(
            term.term,
            Words(f"“{term.term}”{right}", f"“{term.term}” for “{term.write}”"),
            hit.sentence.at,
        )


def _doubled(paragraph: Paragraph) -> Iterator[_Slip]:
    for match in _DOUBLED.finditer(paragraph.text):
        word = match[1]
        if _NUMERALS & set(word) or word in _VERB_TWICE or len(set(word)) == 1:
            continue
        shown = around(paragraph.text, match.start(), match.end(), 6)
        yield _Slip(match[0], Words(f"“{shown}”叠字", f"“{shown}”: doubled"), paragraph.at)


def _repeated(paragraph: Paragraph) -> Iterator[_Slip]:
    """Longer runs of words that stand twice, and 未收到申请0件: none of none."""
    for match in _REPEATED.finditer(paragraph.text):
        yield _Slip(match[0], Words(f"“{match[1]}”重复", f"“{match[1]}”: repeated"), paragraph.at)
    for match in _NO_NONE.finditer(paragraph.text):
        words = Words(f"“{match[0]}”是双重否定", f"“{match[0]}”: a double negative")
        yield _Slip(match[0], words, paragraph.at)


def _wrong_marks(paragraph: Paragraph) -> Iterator[_Slip]:
    for match in _MARKS.finditer(paragraph.text):
        shown = around(paragraph.text, match.start(), match.end(), 6)
        yield _Slip(match[0], Words(f"“{shown}”标点重复", f"“{shown}”: marks"), paragraph.at)


def _brackets(section: SectionText) -> Iterator[_Slip]:
    """书名号 that do not pair: within the section, since a title may go over a line."""
    depth = 0
    for paragraph in section.paragraphs:
        for place, mark in enumerate(paragraph.text):
            if mark == "《":
                depth += 1
            elif mark == "》" and depth == 0:
                shown = around(paragraph.text, max(place - 12, 0), place + 1, 0)
                yield _Slip("》", Words(f"“{shown}”缺“《”", f"“{shown}” lacks 《"), paragraph.at)
            elif mark == "》":
                depth -= 1
    if depth > 0:
        yield _Slip("《", Words("书名号缺“》”", "a 》 is missing"), section.at)


def _no_stop(section: SectionText) -> Iterator[_Slip]:
    """A long paragraph of sentences that ends in a word, before another heading or the end."""
    if section.id not in NARRATIVE:
        return
    for place, paragraph in enumerate(section.paragraphs, 1):
        following = section.paragraphs[place] if place < len(section.paragraphs) else None
        text = paragraph.text.rstrip()
        ends_in_word = "\u4e00" <= text[-1:] <= "\u9fff"
        closed = following is None or ordinal_of(following.text) is not None
        if len(text) >= _LONG and "。" in text and ends_in_word and closed:
            shown = shortened(text[-14:], 14)
            yield _Slip(
                text[-1], Words(f"“…{shown}”段末缺句号", f"“…{shown}”: no full stop"), paragraph.at
            )


CHECKS = (outdated_terms, typing)
