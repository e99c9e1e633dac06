"""Family form: labels as printed, instructions left in, the preamble in its place."""

from __future__ import annotations

import re

from disclosure_audit.checks.check import Basis, check
from disclosure_audit.checks.finding import Outcome, not_applicable, not_assessable, passed
from disclosure_audit.checks.prose import hits
from disclosure_audit.checks.subject import Subject
from disclosure_audit.reports import OddLabel
from disclosure_audit.text import Words

FORM_LABELS = Basis(
    "P", Words("年度报告格式印明的栏目名称", "the labels that the form prints in its tables")
)
FINISHED_TEXT = Basis(
    "I",
    Words(
        "由报告应当填写完成推得：模板的说明和占位符不应留下",
        "a report is filled in: neither instructions nor placeholders of a template stay",
    ),
)
PREAMBLE_PLACE = Basis(
    "I",
    Words(
        "由通行写法推得：编制依据、统计期限放在第一部分之前的引言",
        "usual practice: basis and period stand in a preamble before section one",
    ),
)


@check(
    "text.form_labels",
    family="form",
    severity="improve",
    basis=FORM_LABELS,
    obligation=Words(
        "统计表的栏目名称与格式一致", "the labels of the tables are those of the form"
    ),
    example=Words("“行政事业性收费”写作“行政事业型收费”", "行政事业型收费 for 行政事业性收费"),
    caution=Words(
        "简写、括号、空格、繁体不算；“其它”与“其他”不分；表格线丢失的文本不判",
        "short labels, brackets, spaces and script do not count, nor 其它 for 其他; not judged in "
        "text that lost its tables' lines",
    ),
)
def form_labels(subject: Subject, _: str) -> Outcome:
    odd = subject.report.odd_labels
    if odd is None:
        return not_applicable(
            Words("没有读到带格线的统计表，栏目名称未核", "no table with cells was read")
        )
    if not odd:
        return passed(Words("栏目名称与格式一致", "the labels are those of the form"))
    words = [_odd_words(label) for label in odd]
    return Outcome(
        "fail",
        Words(f"{'；'.join(w.zh for w in words)}。", f"{'; '.join(w.en for w in words)}."),
        at=tuple(label.at for label in odd),
        expected="、".join(label.official for label in odd),
        actual="、".join(label.printed for label in odd),
        suggestion=Words("按格式改正栏目名称。", "Correct the labels as the form has them."),
        caused_by="form.edition" if _is_of_other_edition(subject, odd) else None,
    )


def _odd_words(label: OddLabel) -> Words:
    if not label.printed:
        return Words(f"表中没有“{label.official}”一行", f"the row “{label.official}” is not there")
    return Words(
        f"“{label.printed}”在格式中是“{label.official}”",
        f"“{label.printed}” is “{label.official}” in the form",
    )


def _is_of_other_edition(subject: Subject, odd: tuple[OddLabel, ...]) -> bool:
    """规范性文件 is the label of 2019: part of the wrong form where that was used."""
    marked = [key for key, labels in subject.report.edition_markers.items() if labels]
    mixed = any(key != subject.report.edition for key in marked)
    return mixed and all(label.official.startswith("行政规范") for label in odd)


_AS_X = str.maketrans("×✕╳＊*xＸｘ", "XXXXXXXX")


@check(
    "text.instructions_left",
    family="form",
    severity="should_correct",
    basis=FINISHED_TEXT,
    obligation=Words(
        "正文没有留下模板的填写说明和占位符", "no instruction or placeholder of a template is left"
    ),
    example=Words("“全年主动公开政府信息XX条”", "“XX items were published”"),
    caution=Words(
        "字样见口径文件 terms.instructions；表内印好的勾稽说明不算；隐去的门牌、电话另看",
        "the wordings are in the policy, terms.instructions; the note printed in table 3 is no "
        "fault; masked numbers of a contact are another matter",
    ),
)
def instructions_left(subject: Subject, _: str) -> Outcome:
    terms = subject.policy.lists.terms.get("instructions", ())
    if not terms:
        return not_applicable(Words("口径文件没有列出字样", "the policy lists no wordings"))
    if not subject.sentences:
        return not_assessable(Words("没有读到文字", "no prose was read"))
    found = [*hits(subject.sentences, terms, subject.report.year, written=_as_x)]
    if not found:
        return passed(Words("没有填写说明和占位符", "no instruction or placeholder is left"))
    shown = list(dict.fromkeys(hit.sentence.shown for hit in found))
    return Outcome(
        "fail",
        Words(
            f"正文留有模板的占位符或填写说明：{'；'.join(f'“{text}”' for text in shown)}。",
            f"Placeholders or instructions are left: {'; '.join(f'“{text}”' for text in shown)}.",
        ),
        at=tuple(dict.fromkeys(hit.sentence.at for hit in found)),
        actual="、".join(hit.term.term for hit in found),
        suggestion=Words(
            "填上实际内容，删去说明文字。", "Fill in what belongs there; take instructions out."
        ),
    )


def _as_x(text: str) -> str:
    return text.translate(_AS_X)


_PREAMBLE = re.compile(
    r"编制(?:了|完成)?(?:本|此|该)?.{0,12}(?:年度报告|报告)|统计期限|由六个?部分|现将.{0,40}报告如下"
)


@check(
    "text.preamble_place",
    family="form",
    severity="improve",
    basis=PREAMBLE_PLACE,
    obligation=Words(
        "编制依据、统计期限写在第一部分之前", "basis and period stand before section one"
    ),
    example=Words(
        "“一、总体情况”之下才写“根据……编制本报告，统计期限为……”",
        "section one opens with the basis and period of the report",
    ),
    caution=Words("引言之外在第一部分再提到期限不算", "a preamble that is there may be repeated"),
)
def preamble_place(subject: Subject, _: str) -> Outcome:
    report = subject.report
    if report.section("preamble") is not None:
        return passed(Words("引言在第一部分之前", "the preamble stands before section one"))
    inside = [s for s in subject.sentences if s.section == "overview" and _PREAMBLE.search(s.text)]
    if not inside:
        return not_applicable(Words("没有引言", "there is no preamble"))
    return Outcome(
        "fail",
        Words(
            f"引言写在了第一部分里：“{inside[0].shown}”。",
            f"The preamble stands inside section one: “{inside[0].shown}”.",
        ),
        at=(inside[0].at,),
        suggestion=Words(
            "把编制依据、统计期限、联系方式移到“一、总体情况”之前。",
            "Move basis, period and contact to before section one.",
        ),
        caused_by="section.missing.preamble",
    )


CHECKS = (form_labels, instructions_left, preamble_place)
