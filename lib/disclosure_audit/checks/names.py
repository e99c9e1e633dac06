"""Family text: the unit's own name everywhere, and names of other places left in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from disclosure_audit.checks.check import Basis, check
from disclosure_audit.checks.divisions import divisions
from disclosure_audit.checks.finding import Outcome, not_applicable, not_assessable, passed
from disclosure_audit.checks.prose import Sentence, around
from disclosure_audit.checks.subject import Subject
from disclosure_audit.documents import Place
from disclosure_audit.reports import name_of
from disclosure_audit.text import Words

ONE_UNIT = Basis("I", Words("年度报告由本单位编制", "a unit reports on itself"))
NO_GOVERNMENT = Basis(
    "I",
    Words(
        "由机构性质推得：街道办事处是派出机关，不是一级政府",
        "a sub-district office is an agency of the government above it, no government",
    ),
)
_KINDS = ("民族乡", "街道", "镇", "乡", "苏木")
_MIN_CORE = 2
_MIN_SENTENCE = 3
_MAX_SHOWN = 20
# What makes a name that of an agency: what follows it.
_AGENCY = (
    "人民政府", "政府", "党委", "党工委", "办事处", "县委", "委办", "党政", "综合办", "政务公开",
    "政府信息公开", "信息公开", "机关", "大数据", "行政服务中心", "便民服务中心", "便民服务厅",
)  # fmt: skip
_LEADS = re.compile(
    r"(?:按照|严格|高度|坚持|认真|积极|共|全年|主动|结合|围绕|始终|不断|通过|建立|收到|未|进一步|持续"
    r"|根据|依据|切实|扎实|深入|严格|制发|现有|辖区|地处|位于|组织|召开|公开|办理|受理|以|将|对|紧紧|党委|在.{0,8}?(?:委|政府|上级|领导|指导))"
)
_OPENING = re.compile(
    r"\s*(?:(?:(?:19|20)\d{2}\s*年度?|一年|今年|全年|本年度?)(?:以来|来)?[，,]?\s*)?"
)
"""What may stand before the subject of a sentence: nothing, or when it was."""
_LONGEST_OPENING = 14
_TITLE = re.compile(r"《[^《》]{0,120}》|“[^“”]{0,80}”")
_RENAMED = re.compile(
    r"更名|撤乡|撤镇|改设|改为|改镇|设镇|撤销|合并|并入|原(?:为|属|名|称)|（原|(?<!高)原[^则因本来有始料告]{1,4}[乡镇]"
)
_COMPANY = re.compile(
    r".{0,12}(?:公司|银行|医院|学校|大学|学院|中学|小学|集团|商会|村民|籍|人民法院|法院|检察院)"
)


@dataclass(frozen=True, slots=True)
class _Odd:
    """A name that is not the unit's, with what it may mean and whether it is its own, altered."""

    words: Words
    printed: str
    at: Place
    own: bool


@check(
    "text.unit_name",
    family="text",
    severity="should_correct",
    basis=ONE_UNIT,
    obligation=Words(
        "标题中的单位是应报送的单位，全文名称一致，没有留下别处的名称",
        "the title names the unit whose report was due; its name is the same throughout, and no "
        "other place's name was left in",
    ),
    example=Words(
        "甲镇的报告写作“甲乡”，或留有“乙镇人民政府”",
        "a report of 甲镇 says 甲乡, or 乙镇人民政府",
    ),
    caution=Words(
        "上级机关的名称是对的；文件标题、企业、对口协作、相邻、办件转送中的别处名称不算；"
        "别处名称只在后面是机关、前面是县名或居于句首时才算，并且只请核实",
        "superior bodies are named rightly; titles of papers, firms, partners, neighbours and "
        "transfers may name other places; a name counts only with an agency behind it, its county "
        "before it or as the subject of a sentence, and is only asked about",
    ),
)
def unit_name(subject: Subject, _: str) -> Outcome:
    printed, due = subject.report.name_printed, subject.data.township
    found = list(islice(_in_text(subject), _MAX_SHOWN))
    wrong_title = printed and due and printed != name_of(due).township
    if wrong_title or found:
        return _differs(subject, found, titled=bool(wrong_title))
    if not printed or not due:
        return not_assessable(
            Words("标题没有写明单位", "the title names no unit")
            if not printed
            else Words("不知道应报送的单位", "the unit due is not known")
        )
    return passed(Words(f"标题和正文的单位都是“{printed}”", f"title and text name “{printed}”"))


def _differs(subject: Subject, found: list[_Odd], *, titled: bool) -> Outcome:
    printed, due = subject.report.name_printed, subject.data.township
    zh, en = [odd.words.zh for odd in found], [odd.words.en for odd in found]
    if titled:
        zh.insert(0, f"标题中的单位是“{printed}”，应报送的是“{due}”")
        en.insert(0, f"The title names “{printed}”; the report of “{due}” was due")
    own = titled or any(odd.own for odd in found)
    if not own:
        zh.append("建议核实是否照抄其他单位的报告")
    places = [subject.report.title_at] if titled else []
    return Outcome(
        "fail",
        Words(f"{'；'.join(dict.fromkeys(zh))}。", f"{'; '.join(dict.fromkeys(en))}."),
        at=tuple(dict.fromkeys([*places, *(odd.at for odd in found)])),
        expected=due,
        actual="、".join(
            dict.fromkeys([*([printed or ""] if titled else []), *(odd.printed for odd in found)])
        ),
        suggestion=Words(
            "核对是否放错文件或照抄其他单位的报告，把名称改为本单位的。",
            "Check whether the wrong file was put there or another unit's report was copied.",
        ),
        severity=None if own else "verify",
    )


def _in_text(subject: Subject) -> Iterator[_Odd]:
    name = subject.report.township or subject.data.township
    partners = [t.term for t in subject.policy.lists.terms.get("partners", ())]
    kind = _kind_of(name)
    for sentence in subject.sentences:
        if len(sentence.text) < _MIN_SENTENCE:
            continue
        text = _TITLE.sub(lambda match: "　" * len(match[0]), sentence.text)
        if kind and name and not _RENAMED.search(text):
            altered = _own_name_altered(sentence, text, name, kind)
            yield from (odd for odd in altered if odd.printed not in subject.data.siblings.names)
        if kind:
            yield from _speaks_as_another(sentence, text, kind)
        if not any(word in sentence.text for word in partners):
            yield from _other_townships(subject, sentence, text, name)
            yield from _other_counties(subject, sentence, text)
    yield from _wrong_level(subject)


def _kind_of(name: str | None) -> str | None:
    return next((kind for kind in _KINDS if name and name.endswith(kind)), None)


# ---------------------------------------------------------------- the unit's own name
def _own_name_altered(sentence: Sentence, text: str, name: str, kind: str) -> Iterator[_Odd]:
    """Yield the own name with another kind behind it, with its kind doubled, or shortened."""
    core = name.removesuffix(kind)
    if len(core) >= _MIN_CORE:
        start = text.find(core)
        while start >= 0:
            end = start + len(core)
            fault = _wrong_kind(text, end, kind)
            if fault:
                yield _altered(sentence, text, start, end + len(fault), name, own=True)
            start = text.find(core, end)
    for left_out in range(len(core)) if len(core) > _MIN_CORE else ():
        short = core[:left_out] + core[left_out + 1 :] + kind
        start = text.find(short)
        if start >= 0 and not "\u4e00" <= text[start - 1 : start] <= "\u9fff":
            yield _altered(sentence, text, start, start + len(short), name, own=False)


def _wrong_kind(text: str, end: int, kind: str) -> str | None:
    """Return the kind printed behind the own core where it is another one or stands twice.

    甲镇镇政府 is how people speak; 甲镇镇人民政府 and 甲镇镇 alone are slips.
    """
    behind = end + 2 * len(kind)
    if text.startswith(kind * 2, end) and _is_agency_or_end(text, behind):
        return None if text.startswith(("政府", "机关", "党委"), behind) else kind * 2
    if kind == "街道" and text.startswith("街", end) and not text.startswith("街道", end):
        return "街" if text.startswith(_AGENCY, end + 1) else None  # 甲街12号 is an address
    for other in _KINDS:
        if other != kind and text.startswith(other, end) and not text.startswith(kind, end):
            behind = end + len(other)
            inside = kind.endswith(other) or other.endswith(kind)
            if not inside and (_is_agency_or_end(text, behind) or _LEADS.match(text, behind)):
                return other
    return None


def _is_agency_or_end(text: str, end: int) -> bool:
    return text.startswith(_AGENCY, end) or not "\u4e00" <= text[end : end + 1] <= "\u9fff"


def _altered(sentence: Sentence, text: str, start: int, end: int, name: str, *, own: bool) -> _Odd:
    printed = text[start:end]
    shown = around(text, start, end, 6)
    return _Odd(
        Words(f"“{shown}”中“{printed}”与单位名称“{name}”不一致", f"“{printed}” is not “{name}”"),
        printed, sentence.at, own,
    )  # fmt: skip


# 乡政府 in the report of a town, with no name before it.
_OTHER_GOVERNMENT = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=推进)|(?<=[由向在到经]))(镇|乡)(?:党委|人民政府|政府(?!信息公开网))"
)
_SELF = re.compile(
    r"(?:我|本)(?P<kind>街道|镇|乡)(?!亲|音|土|情|愁|本)|(?<!自)(?:我|本)(?P<office>局|厅)(?!部|限|级|域|长)"
)


def _speaks_as_another(sentence: Sentence, text: str, kind: str) -> Iterator[_Odd]:
    """Yield 我乡 in the report of a town, and 我局 in that of any township."""
    own = "乡" if kind == "民族乡" else kind
    for match in _OTHER_GOVERNMENT.finditer(text) if own in ("镇", "乡", "街道") else ():
        if match[1] != own:
            yield _Odd(
                Words(
                    f"“{around(text, match.start(), match.end(), 6)}”写作“{match[0]}”，单位是{own}",
                    f"“{match[0]}” said of itself",
                ),
                match[0], sentence.at, own=False,
            )  # fmt: skip
    for match in _SELF.finditer(text):
        if match["kind"] == own or (kind == "苏木" and match["kind"]):
            continue
        shown = around(text, match.start(), match.end(), 6)
        yield _Odd(
            Words(f"“{shown}”自称“{match[0]}”，单位是{own}", f"“{match[0]}” said of itself"),
            match[0], sentence.at, own=bool(match["kind"]),
        )  # fmt: skip


# ---------------------------------------------------------------- other places
def _other_townships(
    subject: Subject, sentence: Sentence, text: str, name: str | None
) -> Iterator[_Odd]:
    """Yield townships of the own county, and other names listed, that stand there as agencies."""
    listed = [t.term for t in subject.policy.lists.terms.get("places", ())]
    for other in (*subject.data.siblings.names, *listed):
        start = text.find(other) if other != name and not (name and other in name) else -1
        if start < 0 or (name and name in text[max(start - len(name), 0) : start + len(other)]):
            continue
        end = start + len(other)
        before = text[max(start - 8, 0) : start]
        opens = start <= _LONGEST_OPENING and bool(_OPENING.fullmatch(text, 0, start))
        subject_of_sentence = opens and bool(_LEADS.match(text, end))
        own = before.endswith(("我", "本", "地址：", "地址:", "地址为", *_county_ends(subject)))
        if text.startswith(_AGENCY, end) or subject_of_sentence or own:
            yield _other(sentence, text, start, end, "同县的")


def _county_ends(subject: Subject) -> tuple[str, ...]:
    return (subject.data.county,) if subject.data.county else ()


def _other_counties(subject: Subject, sentence: Sentence, text: str) -> Iterator[_Odd]:
    """Yield divisions that the unit does not lie in and that stand there as agencies."""
    county = subject.data.county
    if not county:
        return
    known = divisions()
    own = known.own(county)
    placed = bool(own - {county})  # a county of no list tells nothing of its city and province
    name = subject.report.township or ""
    for start, end in known.found_in(text):
        printed = text[start:end]
        if printed in own or printed in name or _is_inside(own | {name}, text, start, end):
            continue
        if not placed and not printed.endswith(("县", "区", "旗")):
            continue
        if not placed and printed.endswith("自治区"):
            continue
        if not _stands_for_agency(text, start, end) or _COMPANY.match(text, end):
            continue
        yield _other(sentence, text, start, end, "别处的")


def _is_inside(own: frozenset[str], text: str, start: int, end: int) -> bool:
    """Whether what was found is a part of an own name: 市中区 in 乐山市市中区."""
    for name in own:
        at = text.find(name, max(start - len(name), 0), end + len(name))
        if name and at >= 0 and at <= start and end <= at + len(name):
            return True
    return False


def _stands_for_agency(text: str, start: int, end: int) -> bool:
    before = text[max(start - 4, 0) : start]
    if before.endswith(("与", "和", "同", "距", "邻", "经", "到", "赴", "往", "、")):
        return False
    township = re.match(r"[\u4e00-\u9fff]{2,4}(?:镇|乡|街道)", text[end : end + 8])
    return (
        text.startswith(_AGENCY, end)
        or before.endswith(("我", "地址：", "地址:", "地址为"))
        or bool(township and text.startswith(_AGENCY, end + township.end()))
    )


def _other(sentence: Sentence, text: str, start: int, end: int, whose: str) -> _Odd:
    printed = text[start:end]
    shown = around(text, start, end, 8)
    return _Odd(
        Words(f"“{shown}”出现{whose}“{printed}”", f"“{printed}” is another place: “{shown}”"),
        printed, sentence.at, own=False,
    )  # fmt: skip


# A government of another level than the one above the unit: 区政府 where that is a city.
_LEVEL = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[在由向经按据和与及报受])(?<!地区和))([县区市旗])(?:人民)?政府"
    r"(?:网站|门户网站|办公室|信息公开|的|要求|统一|部署|，|、)"
)


def _wrong_level(subject: Subject) -> Iterator[_Odd]:
    county = subject.data.county or ""
    level = county[-1:]
    if level not in "县区旗市" or not level:
        return
    # Above a county or district stands a city; below a city there may be a district's own zone.
    allowed = {level, "市"} if level != "市" else {"市"}
    for sentence in subject.sentences:
        for match in _LEVEL.finditer(_TITLE.sub("　", sentence.text)):
            if match[1] not in allowed:
                yield _Odd(
                    Words(
                        f"“{around(sentence.text, match.start(), match.end(), 6)}”："
                        f"上级是“{county}”，不是{match[1]}",
                        f"“{match[0]}”: the level above is {county}",
                    ),
                    match[0], sentence.at, own=False,
                )  # fmt: skip


# ---------------------------------------------------------------- sub-districts
_SUBDISTRICT_GOVERNMENT = re.compile(
    r"街道(?:党工委[、和及，]{0,1}|工委[、和及，]{0,1})?(?:人民政府|政府)"
    r"(?!信息|网|采购|购买|投资|债|部门|职能|机关|工作|公开|信箱|热线|服务|数据|公报|门户|专栏|性)"
)
_OWN_GOVERNMENT = re.compile(r"(?:我|本)(?:街道|街)?(?:人民)?政府(?!信息|网|采购|购买|公开)")


@check(
    "text.subdistrict_government",
    family="text",
    severity="improve",
    basis=NO_GOVERNMENT,
    obligation=Words(
        "街道自称“街道办事处”，不称“政府”", "a sub-district calls itself 办事处, not 政府"
    ),
    example=Words("“街道党工委、政府高度重视”", "街道党工委、政府"),
    caution=Words(
        "“街道政府信息公开”“街道政府网站”不算；只看街道",
        "街道政府信息公开 is no fault; sub-districts alone are looked at",
    ),
)
def subdistrict_government(subject: Subject, _: str) -> Outcome:
    report = subject.report
    if report.unit is None:
        return not_assessable(
            Words("从名称看不出单位性质", "the kind of unit cannot be told from its name")
        )
    if report.unit != "subdistrict":
        return not_applicable(Words("不是街道", "the unit is no sub-district"))
    found = list(islice(_calls_itself_government(subject), _MAX_SHOWN))
    if not found:
        return passed(Words("没有自称政府", "the unit does not call itself a government"))
    shown = "；".join(dict.fromkeys(f"“{text}”" for text, _ in found))
    return Outcome(
        "fail",
        Words(f"街道没有政府：{shown}。", f"A sub-district has no government: {shown}."),
        at=tuple(dict.fromkeys(at for _, at in found)),
        suggestion=Words("改为“街道办事处”。", "Write 街道办事处."),
    )


def _calls_itself_government(subject: Subject) -> Iterator[tuple[str, Place]]:
    report = subject.report
    if report.title and re.search(r"街道(?:人民政府|政府(?!信息|公开))", report.title):
        yield report.title, report.title_at
    for sentence in subject.sentences:
        for pattern in (_SUBDISTRICT_GOVERNMENT, _OWN_GOVERNMENT):
            for match in pattern.finditer(sentence.text):
                yield around(sentence.text, match.start(), match.end(), 6), sentence.at


CHECKS = (unit_name, subdistrict_government)
