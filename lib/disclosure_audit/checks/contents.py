"""Family statutory, on what the text says: problems, the processing fee, the old regime."""

from __future__ import annotations

import re

from disclosure_audit.checks.check import Basis, check
from disclosure_audit.checks.finding import Outcome, not_applicable, not_assessable, passed
from disclosure_audit.checks.prose import Sentence, hits
from disclosure_audit.checks.subject import PICTURED, Subject
from disclosure_audit.text import Words, ordinal_of, shortened
from disclosure_audit.text.plain import simplified

PROBLEMS = Basis(
    "A",
    Words(
        "《政府信息公开条例》第五十条第一款第（四）项：存在的主要问题及改进情况；"
        "地方要求一个问题对应一条措施（如固镇县2023年通知）",
        "Regulation, article 50(4): main problems and improvement; local notices ask for a measure "
        "for each problem",
    ),
)
FOLLOW_UP = Basis(
    "I",
    Words(
        "由“改进情况”推得：上年查找的问题应有下文；未见明文规定",
        "follows from 改进情况: last year's problems want a sequel; no printed rule is known",
    ),
)
FEE = Basis(
    "P",
    Words(
        "国办函〔2020〕109号《政府信息公开信息处理费管理办法》，2021 年 1 月 1 日起施行；"
        "第六部分说明收费情况的条款未核对原文",
        "国办函〔2020〕109号, in force from 1 January 2021; the clause on section six was not "
        "compared with the original",
    ),
)
PRESENT_FORM = Basis(
    "P",
    Words(
        "2019 年起的年度报告格式六个部分；旧栏目（概述、收费及减免、申诉）已不再使用",
        "the six sections of the form since 2019; the parts of the old regime have lapsed",
    ),
)

_PROBLEM = re.compile(
    r"问题|不足|不够|不高|不强|不多|不及时|不均|不平衡|不到位|不全|不细|不准|不熟|不统一|不规范"
    r"|不畅|不便|不深|不严|不完善|不健全|欠缺|缺乏|缺少|薄弱|短板|差距|滞后|单一|有待|还需|仍需"
    r"|偏|迟|晚|慢|难|少|漏|乱|旧|粗|困|卡顿|参差|繁琐|分散|断续|较弱|缓慢|误|错|费力|不清|不明"
    r"|不太|不能|不会|没有及时|不易|不知|不适|不甚|过于|脱节|弱"
)
_MEASURE = re.compile(
    r"改进|改为|改由|改成|整改|措施|办法|下一步|今后|将|拟|已|加强|加大|加快|完善|健全|强化|提升|提高"
    r"|优化|规范|建立|制定|制作|组织|开展|增加|扩|深化|推进|落实|严格|细化|督促|培训|补|约定|聘请"
    r"|要求|编写|编印|采取|由.{1,12}(?:负责|统一)|解决|缩短|纳入|安排|设立|增设|进一步"
)
_NONE = re.compile(
    r"(?:暂|本年度?)?(?:无|没有|不存在|未发现)(?:明显|主要|突出|上述|相关)?(?:的)?(?:问题|不足)?"
)
_LISTED = re.compile(r"([一二三四五六七八九])是|第([一二三四五六七八九])[，,、]")
_HAN = "一二三四五六七八九"


@check(
    "statutory.problems_and_measures",
    family="statutory",
    severity="should_correct",
    basis=PROBLEMS,
    obligation=Words(
        "第五部分写明具体问题，每个问题都有改进措施",
        "section five names concrete problems and a measure for each",
    ),
    example=Words(
        "第五部分只写“继续加强政府信息公开工作”，没有问题",
        "section five promises more work and names no problem",
    ),
    caution=Words(
        "不要求编号；问题与措施写在一起也可以；数目不等的只请核实；写得深不深由人判断",
        "numbers are not asked for; problem and measure may stand together; unequal counts are "
        "only asked about; whether it goes deep enough is for a person to judge",
    ),
)
def problems_and_measures(subject: Subject, _: str) -> Outcome:
    section = subject.report.section("problems")
    if section is None:
        return not_assessable(Words("没有找到第五部分", "section five was not found"))
    if "problems" in subject.pictured_sections:
        return not_assessable(PICTURED)
    text = simplified(section.text).strip()
    if not text:
        return _follows_from_empty(subject)
    if _NONE.fullmatch(text.rstrip("。.")) or not _PROBLEM.search(text):
        return Outcome(
            "fail",
            Words(
                f"第五部分没有写出具体问题：“{shortened(text, 40)}”。",
                f"Section five names no concrete problem: “{shortened(text, 40)}”.",
            ),
            at=(section.at,),
            suggestion=Words(
                "至少写明一个本年度的具体问题，并写出对应的改进措施和进展。",
                "Name at least one concrete problem of the year, with its measure and progress.",
            ),
        )
    if not _MEASURE.search(text):
        return Outcome(
            "fail",
            Words("第五部分写了问题，没有写改进措施。", "Section five gives no measures."),
            at=(section.at,),
            suggestion=Words("为每个问题补写改进措施。", "Add a measure for each of the problems."),
        )
    problems, measures = _counted_lists(text)
    if measures and problems > measures:
        return Outcome(
            "fail",
            Words(
                f"第五部分列了 {problems} 个问题、{measures} 条措施，请核实是否每个问题都有措施。",
                f"Section five lists {problems} problems and {measures} measures: does each "
                "problem have one?",
            ),
            at=(section.at,),
            expected=str(problems),
            actual=str(measures),
            suggestion=Words(
                "逐个问题核对，缺措施的补上。", "Go through the problems; add what is missing."
            ),
            severity="verify",
        )
    return passed(Words("写了问题和改进措施", "problems and measures are named"), at=(section.at,))


def _follows_from_empty(subject: Subject) -> Outcome:
    return not_assessable(
        Words("第五部分没有文字，见“有的部分没有文字”", "section five is empty: text.section_empty")
    )


def _counted_lists(text: str) -> tuple[int, int]:
    """Return how long the first two lists 一是…二是… are; 0 where there is none."""
    lengths: list[int] = []
    for match in _LISTED.finditer(text):
        value = _HAN.index(match[1] or match[2]) + 1
        if value == 1:
            lengths.append(1)
        elif lengths and value == lengths[-1] + 1:
            lengths[-1] = value
        else:
            return 0, 0  # not two plain lists
    return (lengths[0], lengths[1]) if len(lengths) == 2 else (0, 0)


_SEQUEL = re.compile(
    r"上一?年|去年|往年|上年度|历年|前期|此前|上次|整改|销号|老问题|(?:19|20)\d{2}\s*年"
)


@check(
    "statutory.problems_followed_up",
    family="statutory",
    severity="verify",
    basis=FOLLOW_UP,
    obligation=Words(
        "上年报告中的问题，本年说到改进结果",
        "the problems of last year's report are taken up again",
    ),
    example=Words(
        "上年列了三个问题，本年只字未提", "last year named three problems, this year none of them"
    ),
    caution=Words(
        "在任何部分提到都可以；没有上年报告不判；未见明文规定，只请核实",
        "anywhere will do; not judged without last year's report; no printed rule, so only asked",
    ),
)
def problems_followed_up(subject: Subject, _: str) -> Outcome:
    before = subject.last_year
    if before is None:
        return not_applicable(Words("没有上年报告可对照", "there is no report of last year"))
    old = before.section("problems")
    now = subject.report.section("problems")
    if old is None or not old.text.strip() or now is None or not now.text.strip():
        return not_assessable(
            Words("两年中有一年没有第五部分的文字", "section five of one of the years has no text")
        )
    sequel = next((s for s in subject.sentences if _is_sequel(s)), None)
    if sequel:
        words = Words(f"说到上年：“{sequel.shown}”", f"last year is taken up: “{sequel.shown}”")
        return passed(words, at=(sequel.at,))
    return Outcome(
        "fail",
        Words(
            f"上年的问题（“{shortened(old.text, 50)}”）本年没有说到改进结果，建议核实。",
            f"Last year's problems (“{shortened(old.text, 50)}”) are not taken up again.",
        ),
        at=(now.at,),
        suggestion=Words(
            "补一句上年问题的整改结果。", "Say in a sentence what became of last year's problems."
        ),
    )


def _is_sequel(sentence: Sentence) -> bool:
    own = sentence.section == "problems"
    return bool(_SEQUEL.search(sentence.text)) and (own or "问题" in sentence.text)


_FEE = re.compile(r"处理费|收取|收费|费用|零收费|免费")
_FEE_SINCE = 2021


@check(
    "statutory.processing_fee",
    family="statutory",
    severity="verify",
    basis=FEE,
    obligation=Words(
        "从 2021 年度起，报告说明是否收取信息处理费",
        "from report year 2021 the report says whether the processing fee was charged",
    ),
    example=Words("第六部分只写“无”，全文没有提到收费", "section six says “none”, no fee is named"),
    caution=Words(
        "写在第一部分或别处也可以；2021 年以前的年度不适用；条款未核对原文，只请核实",
        "section one or elsewhere will do; does not bind years before 2021; the clause was not "
        "compared with the original, so it is only asked about",
    ),
)
def processing_fee(subject: Subject, _: str) -> Outcome:
    report = subject.report
    if report.year is None:
        return not_assessable(Words("不知道报告年度", "the report year is not known"))
    if report.year < _FEE_SINCE:
        return not_applicable(Words("信息处理费自 2021 年起", "the fee began in 2021"))
    said = next((s for s in subject.sentences if _FEE.search(s.text)), None)
    if said:
        return passed(Words(f"写到“{said.shown}”", f"“{said.shown}” is said"), at=(said.at,))
    if subject.pictured_sections:
        return not_assessable(PICTURED)
    section = report.section("other")
    if section is None:
        return Outcome(
            "fail",
            Words(
                "全文没有说明信息处理费的收取情况（没有第六部分），建议核实。",
                "Nothing is said of the processing fee (there is no section six); please verify.",
            ),
            suggestion=_fee_advice(),
            caused_by="section.missing.other",
        )
    return Outcome(
        "fail",
        Words(
            "全文没有说明信息处理费的收取情况，建议核实。",
            "The report does not say whether the processing fee was charged; please verify.",
        ),
        at=(section.at,),
        suggestion=_fee_advice(),
        caused_by=None if section.text.strip() else "text.section_empty",
    )


def _fee_advice() -> Words:
    return Words(
        "在第六部分写明：本年度收取信息处理费的件数和金额；没有收取的写“未收取信息处理费”。",
        "Say in section six how often and how much was charged, or that nothing was.",
    )


@check(
    "statutory.old_regime",
    family="statutory",
    severity="improve",
    basis=PRESENT_FORM,
    obligation=Words(
        "不沿用 2019 年以前的栏目：概述、收费及减免、申诉",
        "no parts of the old regime: 概述, 收费及减免, 申诉",
    ),
    example=Words(
        "引言说“本报告包括概述、收费及减免情况、诉讼和申诉情况”",
        "the preamble announces 概述 and 收费及减免情况",
    ),
    caution=Words(
        "字样见口径文件 terms.old_regime；“概述”作普通词用不算；说明没有收费不算",
        "the wordings are in the policy, terms.old_regime; 概述 as a plain word is no fault, nor "
        "is a sentence that nothing was charged",
    ),
)
def old_regime(subject: Subject, _: str) -> Outcome:
    terms = subject.policy.lists.terms.get("old_regime", ())
    if not terms:
        return not_applicable(Words("口径文件没有列出字样", "the policy lists no wordings"))
    if not subject.sentences:
        return not_assessable(Words("没有读到文字", "no prose was read"))
    found = list(hits(subject.sentences, terms, subject.report.year))
    shown = [f"“{hit.term.term}”（{hit.term.source}）" for hit in found]
    places = [hit.sentence.at for hit in found]
    for paragraph in (p for s in subject.report.sections for p in s.paragraphs):
        ordinal = ordinal_of(paragraph.text)
        if ordinal and ordinal.rest.strip("。：: ") == "概述":
            shown.append(f"小标题“{paragraph.text.strip()}”")
            places.append(paragraph.at)
    if not found and not shown:
        return passed(Words("没有旧栏目的字样", "no wording of the old regime"))
    return Outcome(
        "fail",
        Words(
            f"沿用了旧年度报告的栏目：{'；'.join(shown)}。",
            f"Parts of the old regime are left: {'; '.join(shown)}.",
        ),
        at=tuple(dict.fromkeys(places)),
        suggestion=Words(
            "按现行格式的六个部分改写，删去旧栏目。",
            "Rewrite by the six sections of the form in force; take the old parts out.",
        ),
    )


CHECKS = (
    problems_and_measures,
    problems_followed_up,
    processing_fee,
    old_regime,
)
