"""Family statutory: the notice that is cited for the form of the report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from disclosure_audit.checks.check import Basis, check
from disclosure_audit.checks.finding import Outcome, not_applicable, passed
from disclosure_audit.checks.subject import Subject
from disclosure_audit.text import Words
from disclosure_audit.text.plain import half_width

NOTICES = Basis(
    "P",
    Words(
        "国办公开办函〔2019〕60号（2019、2020 年度）；国办公开办函〔2021〕30号（2021 年度起）",
        "国办公开办函〔2019〕60号 (report years 2019, 2020); 国办公开办函〔2021〕30号 (2021 on)",
    ),
)
_PRESENT_FORM_SINCE = 2021
_NUMBER = re.compile(
    r"(?P<body>国办公开办[函涵]?|国办发|国办函|国办公开函)\s*"
    r"(?P<open>[〔\[【（(﹝])\s*(?P<year>20\d{2})\s*[〕\]】）)﹞]\s*(?P<number>\d{1,3})\s*号"
)
_KNOWN = {("2019", "60"): range(2019, 2021), ("2021", "30"): range(2021, 2101)}
_SUBJECT_OF_NOTICES = re.compile(r"年度报告(?:格式|有关事项)|报告格式")
_TITLE_2019 = re.compile(r"年度报告有关事项的通知|年度报告格式[（(]试行[）)]")


@check(
    "statutory.basis_cited",
    family="statutory",
    severity="improve",
    basis=NOTICES,
    obligation=Words(
        "引用的格式文件文号、标题正确，并且是该年度适用的",
        "the notice cited for the form has its right number and title and is that of the year due",
    ),
    example=Words(
        "2023 年度的报告引用国办公开办函〔2019〕60号；“函”写作“涵”",
        "a report of 2023 cites the notice of 2019; 涵 is written for 函",
    ),
    caution=Words(
        "不引用文件不算错；别的文件（如政务公开工作要点）不计；括号只指出【】",
        "citing nothing is no fault; other papers do not count; of brackets only 【】 are named",
    ),
)
def basis_cited(subject: Subject, _: str) -> Outcome:
    year = subject.report.year
    cited = [(s, match) for s in subject.sentences for match in _NUMBER.finditer(s.text)]
    titled = [s for s in subject.sentences if _TITLE_2019.search(half_width(s.text))]
    faults = [(s, fault) for s, match in cited for fault in _faults(s.text, match, year)]
    faults += [(s, _OTHER_REPORT) for s in subject.sentences if _WEBSITE_FORM.search(s.text)]
    superseded = year is not None and year >= _PRESENT_FORM_SINCE
    if superseded and not any("2019" in m["year"] and m["number"] == "60" for _, m in cited):
        faults += [(s, _OLD_TITLE) for s in titled]
    if faults:
        words = list(dict.fromkeys(fault for _, fault in faults))
        return Outcome(
            "fail",
            Words(
                f"引用的格式文件有误：{'；'.join(w.zh for w in words)}。",
                f"The notice cited is not right: {'; '.join(w.en for w in words)}.",
            ),
            at=tuple(dict.fromkeys(s.at for s, _ in faults)),
            suggestion=_right_notice(year),
        )
    if cited or titled:
        return passed(Words("引用的文号、标题正确", "number and title are right"))
    return not_applicable(Words("没有引用格式文件", "no notice of the form is cited"))


# A form of its own, for websites: 政府网站工作年度报表. Named as a basis only with 根据 … 编制.
_WEBSITE_FORM = re.compile(
    r"(?:根据|依据|按照|按)[^。；]{0,60}政府网站(?:监管|工作)?年度(?:工作)?报表[^。；]{0,60}编制"
)
_OTHER_REPORT = Words(
    "引用的是政府网站年度报表的文件，不是本报告的格式",
    "the paper cited is of the yearly form of websites, not of this report",
)
_OLD_TITLE = Words(
    "引用的是 2019 年试行格式的标题，该年度应引用 2021 年印发的格式",
    "the title is that of the notice of 2019; the form of 2021 is due",
)


def _faults(text: str, match: re.Match[str], year: int | None) -> Sequence[Words]:
    printed = re.sub(r"\s+", "", match[0])
    body, known = match["body"], _KNOWN.get((match["year"], match["number"]))
    about_form = bool(_SUBJECT_OF_NOTICES.search(text))
    own = body.startswith("国办公开办")
    if not own and not (about_form and known is not None):
        return ()  # another paper
    found: list[Words] = []
    if body != "国办公开办函":
        found.append(Words(f"“{printed}”应为“国办公开办函”", f"{printed}: 国办公开办函 is meant"))
    if match["open"] == "【":
        found.append(Words(f"“{printed}”的括号应为〔〕", f"{printed}: the brackets are 〔〕"))
    alone = not any((m["year"], m["number"]) in _KNOWN for m in _NUMBER.finditer(text))
    if known is None and about_form and alone:
        found.append(Words(f"没有“{printed}”这一格式文件", f"no notice has the number {printed}"))
    elif known is not None and year is not None and year not in known:
        found.append(
            Words(f"“{printed}”不适用于 {year} 年度", f"{printed} does not apply to {year}")
        )
    if (match["year"], match["number"]) == ("2021", "30") and _TITLE_2019.search(half_width(text)):
        found.append(
            Words("2021 年的文号配了 2019 年的标题", "number of 2021, title of the notice of 2019")
        )
    return found


def _right_notice(year: int | None) -> Words:
    if year is not None and year < _PRESENT_FORM_SINCE:
        return Words("改为国办公开办函〔2019〕60号。", "Cite 国办公开办函〔2019〕60号.")
    return Words(
        "改为国办公开办函〔2021〕30号《中华人民共和国政府信息公开工作年度报告格式》。",
        "Cite 国办公开办函〔2021〕30号.",
    )


CHECKS = (basis_cited,)
