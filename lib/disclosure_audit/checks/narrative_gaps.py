"""Family narrative: what the text leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure_audit.checks.check import Basis, check
from disclosure_audit.checks.finding import Outcome, not_applicable, not_assessable, passed
from disclosure_audit.checks.narrative_words import READS_SO
from disclosure_audit.checks.stated import TableSum, number_words, sum_of
from disclosure_audit.checks.subject import PICTURED, Subject
from disclosure_audit.documents import Paragraph
from disclosure_audit.reports.claims import COUNTED, Cells, Claim
from disclosure_audit.text import Words, natural_number, shortened
from disclosure_audit.text.plain import half_width, simplified

WHOLE_STORY = Basis(
    "A",
    Words(
        "《政府信息公开条例》第五十条：年度报告应当包括收到和处理申请、复议诉讼等情况",
        "regulation, article 50: the report tells of applications, reviews and suits",
    ),
)
NUMBERS_WANTED = Basis(
    "L",
    Words("地方通知常见要求：总体情况要有数据", "usual local demand: section 1 gives figures"),
)
TOO_LONG = Words("正文过长，没有看完", "the text is too long and was not looked at to its end")
_RECEIVED = ("t3.received.total",)
_Untold = tuple[Cells, Words, TableSum]
_SUBJECTS: tuple[tuple[Cells, tuple[str, ...], str, Words], ...] = (
    (_RECEIVED, ("t3.",), "申请", Words("政府信息公开申请", "applications")),
    (("t4.review.total",), ("t4.review",), "复议", Words("行政复议", "reviews")),
    (("t4.direct_suit.total", "t4.suit_after_review.total"), ("t4.direct", "t4.suit"), "诉",
     Words("行政诉讼", "lawsuits")),
)  # fmt: skip


@check(
    "narrative.silence",
    family="narrative",
    severity="improve",
    basis=WHOLE_STORY,
    obligation=Words(
        "表中有申请、复议、诉讼的，正文写到其件数",
        "applications, reviews and suits of the tables are told of in the text",
    ),
    example=Words("表三新收 1 件，正文没有提到申请", "1 received in table 3, the text is silent"),
    caution=Words(
        "没有读全的不判；提到而写法特殊、认不出件数的列为待核",
        "not judged where not all was read, or where a number may be worded unusually",
    ),
)
def silence(subject: Subject, _: str) -> Outcome:
    if subject.report.section("overview") is None:
        return not_applicable(Words("没有第一部分，另列", "there is no section 1: told elsewhere"))
    silent: list[_Untold] = []
    unsure: list[_Untold] = []
    told = 0
    for cells, prefixes, word, what in _SUBJECTS:
        total = sum_of(subject, cells)
        if total.unsure or total.low == 0:
            continue
        told += 1
        if any(_touches(claim, prefixes, word) for claim in subject.prose.claims):
            continue
        (unsure if _may_tell(subject, word) else silent).append((cells, what, total))
    if silent and not subject.pictured_sections and subject.prose.whole:
        return _silent(subject, silent)
    if unsure or silent:
        cells, what, _total = (unsure or silent)[0]
        reason = Words(
            f"正文提到{what.zh}，但认不出件数",
            f"the text tells of {what.en}, its number was not told",
        )
        if silent:
            reason = PICTURED if subject.prose.whole else TOO_LONG
        return not_assessable(reason, cells)
    if not told:
        return not_applicable(Words("表中没有需要写到的数", "the tables hold nothing to tell of"))
    return passed(Words("表中有的，正文都写到了", "the text tells of what the tables hold"))


def _touches(claim: Claim, prefixes: tuple[str, ...], word: str) -> bool:
    if claim.figure.role == "other_year" and word in claim.spot.sentence:
        return True  # 上年未审结的1件行政复议已经审结
    if claim.kind in ("answered", "timely") and prefixes == ("t3.",):
        return True  # 均已答复 is said of applications
    return any(cell.startswith(prefixes) for meaning in claim.meanings for cell in meaning)


def _may_tell(subject: Subject, word: str) -> bool:
    """Whether a sentence names the matter and holds a number that was not bound."""
    return any(
        claim.kind == "number" and claim.figure.role in COUNTED and word in claim.spot.sentence
        for claim in subject.prose.claims
    )


def _silent(subject: Subject, silent: list[_Untold]) -> Outcome:
    zh = "、".join(f"{what.zh} {number_words(total)} 件" for _, what, total in silent)
    en = ", ".join(f"{what.en}: {number_words(total)}" for _, what, total in silent)
    cells = tuple(cell for own, _, _ in silent for cell in own)
    return Outcome(
        "fail",
        Words(
            f"表中有{zh}，正文没有写到。", f"The tables hold {en}; the text does not tell of it."
        ),
        cells=cells,
        at=subject.places(cells),
        suggestion=Words(
            "在第一部分写明件数和办理结果。", "Tell of numbers and results in section 1."
        ),
        caused_by="statutory.requests" if silent[0][0] == _RECEIVED else None,
    )


# Where a count is opened and closed without its number. Every repeat is bounded.
_OPEN = re.compile(
    r"(?:共计?|合计|总计|有效(?:的)?(?:行政)?规范性文件(?:共|为)?|规范性文件(?:共|为)|申请(?:共|为)?|信息(?:共|为))"
    r"\s{0,4}(?:件|条|份)(?=[,，。;；、])(?!条)"
    r"|规范性文件(?:数量?)?(?:共有|共计|共|为)\s{0,4}(?=[,，。;；])"
)
_NO_GAP = re.compile(r"共有[,，]|公共|共同")


@check(
    "narrative.sentence_without_number",
    family="narrative",
    severity="should_correct",
    basis=READS_SO,
    obligation=Words("写到件数的句子有数", "a sentence that opens a count gives its number"),
    example=Words("“现行有效规范性文件件。”", "“documents in force: .”"),
    caution=Words("网页转换可能丢字，先对照原文", "conversion may lose characters: look first"),
)
def sentence_without_number(subject: Subject, _: str) -> Outcome:
    found = [
        (paragraph, match)
        for paragraph in _paragraphs(subject)
        for match in _OPEN.finditer(simplified(half_width(paragraph.text)))
        if not _NO_GAP.search(match[0])
    ]
    if not found:
        return passed(Words("没有缺数的句子", "no sentence lacks its number"))
    paragraph, match = found[0]
    text = shortened(paragraph.text[max(0, match.start() - 14) : match.end()], 40)
    return Outcome(
        "fail",
        Words(f"句子缺数：“…{text}”。", f"A sentence lacks its number: “…{text}”."),
        at=tuple(dict.fromkeys(p.at for p, _ in found)),
        suggestion=Words("补上数。", "Fill in the number."),
    )


def _paragraphs(subject: Subject) -> Iterator[Paragraph]:
    for section in subject.report.sections:
        if section.id in ("preamble", "overview", "problems", "other"):
            yield from section.paragraphs


@check(
    "narrative.no_figures",
    family="narrative",
    severity="improve",
    basis=NUMBERS_WANTED,
    obligation=Words("总体情况写有数据", "section 1 gives figures"),
    example=Words("第一部分全文没有一个数", "section 1 holds no number at all"),
    caution=Words(
        "日期、文号、序号不算数据；“无”“未收到”算",
        "dates, document numbers and ordinals are no figures; none is",
    ),
)
def no_figures(subject: Subject, _: str) -> Outcome:
    section = subject.report.section("overview")
    if section is None or not section.text.strip():
        return not_applicable(Words("没有第一部分的文字", "section 1 has no text"))
    if any(
        claim.spot.section == "overview"
        and (claim.figure.role in COUNTED or claim.figure.role in ("rate", "plan", "other_year"))
        for claim in subject.prose.claims
    ):
        return passed(Words("第一部分写有数据", "section 1 gives figures"))
    if not subject.prose.whole:
        return not_assessable(TOO_LONG)
    if "overview" in subject.pictured_sections or section.pictures:
        return not_assessable(PICTURED)
    return Outcome(
        "fail",
        Words("第一部分（总体情况）没有一个数。", "Section 1 (总体情况) holds no figure."),
        at=(section.at,),
        suggestion=Words(
            "写明主动公开、申请办理、规范性文件等的件数。",
            "Give the numbers of items published, applications and documents.",
        ),
    )


_ANNOUNCED = re.compile(
    r"(?:由|(?<!部)分(?!别)为?|包括|包含|共有?)(?P<named>(?:(?!由|包括|分为)[^。；]){0,160}?)(?P<count>\d|[一二两三四五六七八九])个?(?:大)?(?:部分|方面内容)"
)
_HAN_TWO = str.maketrans("两", "二")


@check(
    "narrative.announced_parts",
    family="narrative",
    severity="improve",
    basis=READS_SO,
    obligation=Words("引言所写的部分数与实际相符", "as many parts as the preamble announces"),
    example=Words("写“由三个部分组成”，实有六个", "“three parts”, six follow"),
    caution=Words("缺少的部分另列，不重复指出", "a missing section is told of once, elsewhere"),
)
def announced_parts(subject: Subject, _: str) -> Outcome:
    found = [
        (paragraph, match)
        for section in subject.report.sections
        if section.id in ("preamble", "overview")
        for paragraph in section.paragraphs
        if "报告" in paragraph.text
        for match in _ANNOUNCED.finditer(simplified(half_width(paragraph.text)))
    ]
    if not found:
        return not_applicable(Words("没有写明分几个部分", "no number of parts is announced"))
    paragraph, match = found[0]
    digit = match["count"].translate(_HAN_TWO)
    count = int(digit) if digit.isdigit() else natural_number(digit)
    actual = sum(section.id != "preamble" for section in subject.report.sections)
    named = _named_parts(match["named"])
    due = len(subject.form.sections)
    if count in (actual, due) and (not named or count in named):
        return passed(
            Words(f"写明 {count} 个部分，相符", f"{count} parts announced, as there are"),
            at=(paragraph.at,),
        )
    listed = count in (actual, due)
    zh = f"只列出 {max(named)} 个" if listed else f"实有 {actual} 个"
    en = f"names {max(named)}" if listed else f"has {actual}"
    return Outcome(
        "fail",
        Words(f"写明 {count} 个部分，{zh}。", f"The text announces {count} parts and {en}."),
        at=(paragraph.at,),
        expected=f"{actual}",
        actual=f"{count}",
        suggestion=Words("按实际部分改正。", "Announce the parts as they are."),
    )


def _named_parts(words: str) -> tuple[int, ...]:
    """Return how many parts a list may name; empty where it lists none."""
    words = re.sub(r"复议[、和及](?:提起)?(?:行政)?诉讼", "复议诉讼", words)
    words = re.sub(r"问题[、和及]改进", "问题改进", words)
    pieces = [piece for piece in words.split("、") if piece.strip()]
    if len(pieces) < 2:
        return ()
    joined = bool(re.search(r"[和及]", pieces[-1]))
    return (len(pieces), len(pieces) + 1) if joined else (len(pieces),)


CHECKS = (silence, sentence_without_number, no_figures, announced_parts)
