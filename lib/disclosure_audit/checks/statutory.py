"""Family statutory: the topics of section one and the results that article 50 asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from disclosure_audit.checks.check import Basis, check
from disclosure_audit.checks.finding import Outcome, not_applicable, not_assessable, passed
from disclosure_audit.checks.subject import PICTURED, Subject
from disclosure_audit.documents import Paragraph
from disclosure_audit.forms import Topic
from disclosure_audit.text import Words, ordinal_of, shortened

FIVE_TOPICS = Basis(
    "P",
    Words(
        "年度报告格式第一部分：主动公开、依申请公开、政府信息管理、平台建设、监督保障",
        "the form, section one: five topics",
    ),
)
ARTICLE_50 = Basis(
    "A",
    Words(
        "《政府信息公开条例》第四十六条、第五十条第一款第（四）项：各级人民政府的年度报告还应包括"
        "工作考核、社会评议和责任追究结果情况",
        "Regulation on Government Information Disclosure, articles 46 and 50(4): reports of "
        "governments at each level include results of assessment, evaluation and accountability",
    ),
)
_MIN_TOPIC_HEADINGS = 3
_MAX_HEADING = 30
# A sentence that quotes what the law asks for says nothing of the year.
_CITATION = re.compile(r"《[^》]*条例》第|第[四五]十[一二三四五六七八九]?条")


@check(
    "statutory.<topic>",
    family="statutory",
    severity="improve",
    basis=FIVE_TOPICS,
    obligation=Words(
        "第一部分写到主动公开、依申请公开、政府信息管理、平台建设、监督保障五个主题",
        "section one treats the five topics",
    ),
    example=Words(
        "第一部分分（一）至（四），没有平台建设",
        "section one has four sub-headings and none for platforms",
    ),
    caution=Words(
        "标题措辞和次序不限；没有分主题写的，文中提到即可",
        "wording and order are free; where there are no sub-headings, a mention is enough",
    ),
    targets=lambda subject: [f"statutory.{topic.id}" for topic in subject.form.topics],
)
def topic_treated(subject: Subject, check_id: str) -> Outcome:
    overview = subject.report.section("overview")
    topic = next(t for t in subject.form.topics if check_id == f"statutory.{t.id}")
    if "overview" in subject.pictured_sections:
        return not_assessable(PICTURED)
    if overview is None or not overview.text.strip():
        return not_assessable(
            Words("没有第一部分的文字", "section one has no text or was not found")
        )
    headings = [h for p in overview.paragraphs for h in [sub_heading(p)] if h]
    own = next((h for h in headings if _names(h, topic.headings)), None)
    if own:
        return passed(Words(f"有“{own}”", f"“{own}” is there"))
    treated = [t for t in subject.form.topics if any(_names(h, t.headings) for h in headings)]
    mention = _mention(overview.paragraphs, topic.mentions)
    if len(treated) < _MIN_TOPIC_HEADINGS and mention:
        return passed(Words(f"文中写到：“{mention}”", f"mentioned: “{mention}”"), at=(overview.at,))
    passing = f"，只在别处提到“{mention}”" if mention else "，文中也没有提到"
    return Outcome(
        "fail",
        Words(
            f"第一部分没有专写“{topic.label}”{passing if treated else '，也没有提到'}。",
            f"Section one does not treat “{topic.label}”"
            + (f"; it is mentioned only in passing: “{mention}”." if mention else "."),
        ),
        at=(overview.at,),
        suggestion=Words(
            f"在第一部分补写“{topic.label}”的情况。", f"Add “{topic.label}” to section one."
        ),
    )


def sub_heading(paragraph: Paragraph) -> str | None:
    """Return the heading part of a numbered line: up to its first stop, if short."""
    ordinal = ordinal_of(paragraph.text)
    if ordinal is None and paragraph.level is None:
        return None
    text = ordinal.rest if ordinal else paragraph.text
    head = re.split(r"[。：:；]", text)[0]
    return head if 0 < len(head) <= _MAX_HEADING else None


def _names(heading: str, words: Iterable[str]) -> bool:
    return any(word in heading for word in words)


def _mention(paragraphs: Iterable[Paragraph], words: Iterable[str]) -> str | None:
    """Return the sentence in which one of the words first stands, or None."""
    for word in words:
        for paragraph in paragraphs:
            for sentence in re.split(r"[。；\n]", paragraph.text):
                if word in sentence and not _CITATION.search(sentence):
                    return shortened(sentence, 40)
    return None


def _results(subject: Subject) -> Iterable[str]:
    return [f"statutory.{result.id}" for result in subject.form.article_50]


@check(
    "statutory.<result>",
    family="statutory",
    severity="should_correct",
    basis=ARTICLE_50,
    obligation=Words(
        "报告写到工作考核、社会评议、责任追究",
        "the report speaks of work assessment, social evaluation and accountability",
    ),
    example=Words("全文没有提到责任追究", "the report says nothing of accountability"),
    caution=Words(
        "“本年未发生责任追究”也是回答；只看写没写到，写得够不够由人判断；引用条文不算写到；"
        "街道办事处不是一级政府，只作提示；部门不适用",
        "“none this year” is an answer; whether what is said is enough is for a person to judge; "
        "a quoted article does not count; for sub-districts a hint only; does not bind departments",
    ),
    targets=_results,
)
def result_given(subject: Subject, check_id: str) -> Outcome:
    report = subject.report
    result: Topic = next(r for r in subject.form.article_50 if check_id == f"statutory.{r.id}")
    if report.unit is None:
        return not_assessable(
            Words("从名称看不出单位性质", "the kind of unit cannot be told from its name")
        )
    if report.unit == "department":
        return not_applicable(Words("部门不是一级政府", "a department is no level of government"))
    if not subject.whole_text.strip():
        return not_assessable(Words("没有读到文字", "no prose was read"))
    paragraphs = [p for section in report.sections for p in section.paragraphs]
    mention = _mention(paragraphs, result.mentions)
    if mention:
        return passed(
            Words(
                f"{result.label}：文中写到“{mention}”", f"{result.label}: “{mention}” is mentioned"
            )
        )
    if subject.pictured_sections:
        return not_assessable(PICTURED)
    advisory = report.unit == "subdistrict"
    note = "（街道办事处不是一级政府，仅作提示）" if advisory else ""
    return Outcome(
        "fail",
        Words(
            f"全文没有写到“{result.label}”的结果{note}。",
            f"The report does not give results of “{result.label}”.",
        ),
        at=tuple(s.at for s in report.sections if s.id == "overview"),
        suggestion=Words(
            f"在“监督保障”中写明{result.label}的结果；没有发生的写明“未发生”。",
            f"Give the results of {result.label} under 监督保障; say so where there were none.",
        ),
        severity="verify" if advisory else None,
    )


CHECKS = (topic_treated, result_given)
