"""Family text: the contact, and data of persons that do not belong there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from disclosure_audit.checks.check import Basis, check
from disclosure_audit.checks.finding import Outcome, Severity, not_assessable, passed
from disclosure_audit.checks.subject import PICTURED, Subject
from disclosure_audit.documents import Place
from disclosure_audit.text import Words
from disclosure_audit.text.plain import half_width, simplified

CONTACT_PRACTICE = Basis(
    "L",
    Words(
        "各地引言通行写法：写明联系单位、地址、电话（含区号）；其余由可联系推得",
        "usual practice: unit, address and telephone with its area code; the rest is inference",
    ),
)
PERSONS = Basis(
    "I",
    Words(
        "由个人信息保护推得：报告中不必出现普通工作人员、群众的姓名和私人号码",
        "a report has no need of ordinary people's names and private numbers",
    ),
)
_PHONE = re.compile(
    r"(?<!\d)(?:\(0\d{2,3}\)|0\d{2,3})[ -]{0,3}\d{7,8}(?!\d)"
    r"|(?<!\d)(?:\+?86[ -]?)?1[3-9]\d{9}(?!\d)|(?<!\d)[48]00-?\d{3}-?\d{4}(?!\d)|(?<!\d)12345(?!\d)"
)
_BARE_PHONE = re.compile(r"(?:电话|传真|联系方式|热线)[^\d。；]{0,10}(?<!\d)(\d{7,8})(?!\d)")
_LABELLED = re.compile(r"(?:电话|联系方式)[^\d。；]{0,10}[\d( ]")
_MASKED = re.compile(
    r"(?:电话|传真|手机|联系方式|邮箱|地址)[^。；]{0,20}?(?:\d[\d-]*)?[*＊×xX]{3,}"
)
_ADDRESS = re.compile(
    r"(?:地址|地点|住址|位于|寄|信函|驻地|办公地)|[路街道巷村镇乡](?:\w{0,8})?\d{1,5}号|政府(?:大)?院内"
)
_UNIT = re.compile(r"办公室|党政办|综合办|办事处|政务公开|联系(?:人|部门|单位|处室)|与.{2,30}联系")
_MAIL_LABEL = re.compile(
    r"(?:电子)?(?:邮箱|邮件|信箱)(?:地址)?[: ]{0,3}([A-Za-z0-9][\w.+#-]{2,60}[\w@.]*)"
)
_ANY_CONTACT = re.compile(r"邮编|邮箱[:为]|地址[:为]|电话[:为]")
_FAX = re.compile(r"传真[^\d。；]{0,8}([\d() -]{7,20})")
_TELEPHONE = re.compile(r"(?<!真)电话[^\d。；]{0,8}([\d() -]{7,20})")


@check(
    "text.contact",
    family="text",
    severity="improve",
    basis=CONTACT_PRACTICE,
    obligation=Words(
        "写明联系单位、地址、带区号的电话，邮箱有 @，号码没有隐去",
        "unit, address, telephone with area code; an e-mail address with @; nothing masked",
    ),
    example=Words("“联系电话：0512-****”", "“telephone: 0512-****”"),
    caution=Words(
        "写在任何部分都可以；不要求邮箱、传真；网页页脚的联系方式不在报告里，可在答复中说明",
        "anywhere will do; e-mail and fax are not asked for; a contact in the page's frame is no "
        "part of the report and may be named in an answer",
    ),
)
def contact(subject: Subject, _: str) -> Outcome:
    if not subject.sentences:
        return not_assessable(Words("没有读到文字", "no prose was read"))
    text = _plain(subject.whole_text)
    wrong = _wrong_in(text)
    lacking = _lacking_in(text)
    if lacking and subject.pictured_sections:
        return not_assessable(PICTURED)
    if not wrong and not lacking:
        return passed(Words("联系方式齐全", "the contact is complete"))
    zh = [*(w.zh for w in wrong), *([f"缺{'、'.join(w.zh for w in lacking)}"] if lacking else [])]
    en = [
        *(w.en for w in wrong),
        *([f"missing: {', '.join(w.en for w in lacking)}"] if lacking else []),
    ]
    return Outcome(
        "fail",
        Words(f"联系方式：{'；'.join(zh)}。", f"Contact: {'; '.join(en)}."),
        at=_contact_places(subject),
        suggestion=Words(
            "在引言中写明联系单位、地址、带区号的电话和完整的电子邮箱。",
            "Give unit, address, telephone with area code and a whole e-mail address.",
        ),
    )


def _plain(text: str) -> str:
    return re.sub(r"[—–－―]", "-", half_width(simplified(text)))


def _wrong_in(text: str) -> list[Words]:
    wrong: list[Words] = []
    masked = _MASKED.search(text)
    if masked:
        wrong.append(Words(f"“{masked[0]}”隐去了号码", f"“{masked[0]}” is masked"))
    bare_phone = _BARE_PHONE.search(text)
    if bare_phone:
        wrong.append(Words(f"“{bare_phone[0]}”没有区号", f"“{bare_phone[0]}” has no area code"))
    for mail in _MAIL_LABEL.finditer(text):
        if "@" not in mail[1] and not text.startswith(("@", "(at)", "#"), mail.end()):
            wrong.append(Words(f"邮箱“{mail[1]}”没有 @", f"e-mail “{mail[1]}” has no @"))
            break
    fax, phone = _FAX.search(text), _TELEPHONE.search(text)
    if fax and phone and _digits(fax[1]) == _digits(phone[1]) and "/传真" not in text:
        wrong.append(
            Words(f"电话与传真是同一号码（{fax[1].strip()}），请核实", "telephone and fax are one")
        )
    return wrong


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _lacking_in(text: str) -> list[Words]:
    phone = _PHONE.search(text) or _LABELLED.search(text) or _MASKED.search(text)
    if not phone and not _ANY_CONTACT.search(text):
        return [Words("联系单位、地址和电话（全文没有联系方式）", "unit, address and telephone")]
    lacking: list[Words] = []
    if not _UNIT.search(text):
        lacking.append(Words("联系单位", "unit"))
    if not _ADDRESS.search(text):
        lacking.append(Words("地址", "address"))
    if not phone:
        lacking.append(Words("电话", "telephone"))
    return lacking


def _contact_places(subject: Subject) -> tuple[Place, ...]:
    said = [s.at for s in subject.sentences if re.search(r"电话|地址|邮箱|传真", s.text)]
    return tuple(dict.fromkeys(said)) or tuple(s.at for s in subject.report.sections[:1])


_MAX_SHOWN = 20
_IDENTITY = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?![\dXx])"
)
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_SURNAMES = (
    "王李张刘陈杨赵黄吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯董萧曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛阎潘"
    "杜戴夏钟汪田姜范廖邹熊陆郝孔崔康毛邱秦顾侯邵孟段钱汤尹黎易武贺赖龚樊商周江石白"
)
_POSTS = (
    "书记|乡长|镇长|主任|站长|所长|组长|委员|主席|科长|办事员|干事|科员|专干|联系人|负责人"
    "|信息员|联络员"
)
# 党委副书记、乡长王某某为组长: a post, a name of two or three characters, and what a name is
# followed by. A surname that begins a common word behind a post (高度, 任组长) is not listed.
_NAMED = re.compile(
    rf"(?:{_POSTS})(?:[:：]|同志)?([{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?)"
    r"(?=同志|为(?:副)?组长|任(?:副)?组长|担任|具体负责|任信息公开|、[\u4e00-\u9fff]{0,6}(?:书记|乡长|镇长|主任)"
    r"|[（(，]?(?:联系)?电话)"
)
_NO_NAME = frozenset(
    ("马上", "何时", "何人", "何种", "许可", "许多", "夏季", "武装", "顾问", "商定")
)


@check(
    "text.personal_data",
    family="text",
    severity="should_correct",
    basis=PERSONS,
    obligation=Words(
        "不出现普通人员的姓名、私人手机号和身份证号",
        "no names of ordinary people, private mobile or identity numbers",
    ),
    example=Words("“由专干钱某某具体负责”写出全名", "a clerk is named in full"),
    caution=Words(
        "领导分工等依法公开的姓名、公布的办公手机可以保留，姓名和手机只请核实",
        "names of leading officials and published office mobiles may stay: names and mobiles are "
        "only asked about",
    ),
)
def personal_data(subject: Subject, _: str) -> Outcome:
    if not subject.sentences:
        return not_assessable(Words("没有读到文字", "no prose was read"))
    found = list(islice(_persons(subject), _MAX_SHOWN))
    if not found:
        return passed(Words("没有找到个人信息", "no data of persons were found"))
    severe = any(severity == "should_correct" for _, _, severity in found)
    zh = "；".join(dict.fromkeys(words.zh for words, _, _ in found))
    en = "; ".join(dict.fromkeys(words.en for words, _, _ in found))
    return Outcome(
        "fail",
        Words(
            f"请核实是否应当公开：{zh}。", f"Whether this should be public is to be asked: {en}."
        ),
        at=tuple(dict.fromkeys(at for _, at, _ in found)),
        suggestion=Words(
            "写职务或“专人”即可；个人号码、证件号码删去。",
            "Name the post instead; take private and identity numbers out.",
        ),
        severity=None if severe else "verify",
    )


def _persons(subject: Subject) -> Iterator[tuple[Words, Place, Severity]]:
    """Yield identity numbers, mobiles and names: what they are, where, how severe."""
    for sentence in subject.sentences:
        text = half_width(sentence.text)
        for match in _IDENTITY.finditer(text):
            shown = f"{match[0][:6]}…{match[0][-2:]}"
            words = Words(f"疑为身份证号“{shown}”", f"an identity number, “{shown}”")
            yield words, sentence.at, "should_correct"
        for match in _MOBILE.finditer(text):
            shown = f"{match[0][:3]}…{match[0][-2:]}"
            words = Words(f"手机号“{shown}”是否为办公公开号码", f"mobile “{shown}”")
            yield words, sentence.at, "verify"
        for match in _NAMED.finditer(text):
            if match[1] not in _NO_NAME:
                shown = f"{text[match.start() : match.start(1) + 1]}××"  # not told on here
                words = Words(f"“{shown}”写出姓名", f"“{shown}” names a person")
                yield words, sentence.at, "verify"


CHECKS = (contact, personal_data)
