"""Family form: edition, title, section titles, order and numbering."""

from __future__ import annotations

import re
from collections.abc import Iterable

from disclosure_audit.checks.check import Basis, check
from disclosure_audit.checks.finding import Outcome, not_applicable, not_assessable, passed
from disclosure_audit.checks.numbering import breaks_in, top_level_breaks
from disclosure_audit.checks.subject import Subject
from disclosure_audit.forms import edition_due
from disclosure_audit.text import Words, bare
from disclosure_audit.text.plain import half_width

EDITION_NOTICES = Basis(
    "P",
    Words(
        "国办公开办函〔2019〕60号（2019、2020 年度）；国办公开办函〔2021〕30号（2021 年度起）",
        "国办公开办函〔2019〕60号 (report years 2019, 2020); 国办公开办函〔2021〕30号 (2021 on)",
    ),
)
OFFICIAL_FORM = Basis(
    "P",
    Words("年度报告格式所列六个部分的标题和次序", "titles and order of the form's six sections"),
)
TITLE_PRACTICE = Basis(
    "L",
    Words(
        "通行标题：<单位><年份>年政府信息公开工作年度报告",
        "usual title: <unit><year>年政府信息公开工作年度报告",
    ),
)
_MIN_MARKERS = 2
_TITLE = re.compile(
    r".{2,}?((19|20)\d{2}|二[〇零○][〇零○一二三四五六七八九]{2})年政府信息公开工作年度报告"
)


@check(
    "form.edition",
    family="form",
    severity="must_correct",
    basis=EDITION_NOTICES,
    obligation=Words(
        "所用格式是该年度应使用的版本", "the form used is the edition due for the year"
    ),
    example=Words("2022 年度的报告用了 2019 年版的表", "a report of 2022 uses the form of 2019"),
    caution=Words(
        "引用的文号和“规范性文件”少“行政”二字都不作为判断版本的依据",
        "neither a document number cited nor the lost word 行政 tells the edition",
    ),
)
def edition(subject: Subject, _: str) -> Outcome:
    report = subject.report
    if report.year is None:
        return not_assessable(Words("不知道报告年度", "the report year is not known"))
    due = edition_due(report.year)
    if due is None:
        return not_applicable(
            Words(
                f"{report.year} 年度尚无全国统一格式", f"no national form existed in {report.year}"
            )
        )
    found = {key: labels for key, labels in report.edition_markers.items() if labels}
    if sum(len(labels) for labels in found.values()) < _MIN_MARKERS:
        return not_assessable(
            Words("表中没有足以辨认版本的表头", "the tables carry no header that tells the edition")
        )
    if set(found) == {due.key}:
        return passed(
            Words(f"用的是 {due.key} 年版，正是应使用的版本", f"edition {due.key}, as due")
        )
    others = {key: labels for key, labels in found.items() if key != due.key}
    shown = "；".join(f"{key} 年版的{_quoted(labels)}" for key, labels in others.items())
    mixed = due.key in found
    return Outcome(
        "fail",
        Words(
            f"{report.year} 年度应使用 {due.key} 年版格式（{due.document}），表中却有{shown}。",
            f"Edition {due.key} ({due.document}) is due for {report.year}; the tables show "
            f"{shown}.",
        ),
        at=tuple(table.at for table in report.tables.values()),
        expected=due.key,
        actual="、".join(found),
        suggestion=Words(
            f"去掉{shown}，按 {due.key} 年版格式填报。"
            if mixed
            else f"改用 {due.key} 年版格式重新填报。",
            f"Fill in edition {due.key} throughout and publish again.",
        ),
    )


def _quoted(labels: tuple[str, ...]) -> str:
    return "、".join(f"“{label}”" for label in labels)


@check(
    "title.form",
    family="form",
    severity="improve",
    basis=TITLE_PRACTICE,
    obligation=Words(
        "标题为“<单位><年份>年政府信息公开工作年度报告”",
        "the title reads <unit><year>年政府信息公开工作年度报告",
    ),
    example=Words(
        "某镇2023年政府信息公开工作报告（少“年度”）",
        "…2023年政府信息公开工作报告 (年度 is missing)",
    ),
    caution=Words(
        "只看正文标题，不看网页标题；空格不计",
        "the title in the text is judged, not that of the page; spaces do not count",
    ),
)
def title(subject: Subject, _: str) -> Outcome:
    report = subject.report
    if report.title is None:
        return Outcome(
            "fail",
            Words("正文前没有找到报告标题。", "No title was found before the text."),
            suggestion=Words(
                "补上标题：<单位><年份>年政府信息公开工作年度报告。",
                "Add the title <unit><year>年政府信息公开工作年度报告.",
            ),
        )
    printed = re.sub(r"\s+", "", half_width(report.title))
    if _TITLE.fullmatch(printed):
        return passed(Words(f"标题为“{report.title}”", f"the title is “{report.title}”"))
    wanted = _wanted_title(subject)
    return Outcome(
        "fail",
        Words(
            f"标题为“{report.title}”，通行写法为“{wanted}”。",
            f"The title is “{report.title}”; the usual form is “{wanted}”.",
        ),
        at=(report.title_at,),
        expected=wanted,
        actual=report.title,
        suggestion=Words(f"标题改为“{wanted}”。", f"Change the title to “{wanted}”."),
    )


def _wanted_title(subject: Subject) -> str:
    report = subject.report
    name = report.township or "<单位>"
    year = report.year_printed or report.year or "<年份>"
    return f"{name}{year}年政府信息公开工作年度报告"


@check(
    "section.order",
    family="form",
    severity="should_correct",
    basis=OFFICIAL_FORM,
    obligation=Words("六个部分按格式的次序排列", "the six sections stand in the form's order"),
    example=Words("第五部分排在第四部分之前", "section five stands before section four"),
    caution=Words("第一部分内各主题的次序不限", "topics inside section one are free"),
)
def order(subject: Subject, _: str) -> Outcome:
    printed = [s for s in subject.report.sections if s.id != "preamble"]
    if len(printed) < 2:
        return not_assessable(Words("找到的部分不足两个", "fewer than two sections were found"))
    wanted = [s.id for s in subject.form.sections if any(p.id == s.id for p in printed)]
    if [section.id for section in printed] == wanted:
        return passed(Words("次序与格式相同", "the order is that of the form"))
    shown = " → ".join(section.title or "" for section in printed)
    return Outcome(
        "fail",
        Words(f"各部分的次序为：{shown}。", f"The sections stand in this order: {shown}."),
        at=tuple(section.at for section in printed),
        suggestion=Words("按格式一至六的次序调整。", "Put the sections in the form's order."),
    )


@check(
    "section.numbering",
    family="form",
    severity="improve",
    basis=OFFICIAL_FORM,
    obligation=Words(
        "六个部分依次编号一、二、三、四、五、六，下级序号连续",
        "the sections are numbered 一 to 六; numbers below them run on",
    ),
    example=Words("1、二、三、四、5、六", "1、二、三、四、5、六"),
    caution=Words(
        "写在段落中间的序号也算；缺少的部分另列；各部分都没有编号的不判，可能是转换时丢失",
        "numbers inside a paragraph count; a missing section is a finding of its own; not judged "
        "where no section has a number, which a conversion may have lost",
    ),
)
def numbering(subject: Subject, _: str) -> Outcome:
    sections = [s for s in subject.report.sections if s.id != "preamble"]
    if not sections:
        return not_assessable(Words("没有找到各部分标题", "no section title was found"))
    if len(sections) > 1 and not any(section.ordinal for section in sections):
        return not_assessable(
            Words(
                "各部分标题都没有编号，可能是自动编号在转换时丢失",
                "no section title carries a number: automatic numbers may be lost in conversion",
            )
        )
    breaks = [*top_level_breaks(sections, subject.form.sections)]
    breaks += [found for section in sections for found in breaks_in(section)]
    if not breaks:
        return passed(Words("序号连续", "the numbers run on"))
    return Outcome(
        "fail",
        Words(
            "；".join(found.words.zh for found in breaks) + "。",
            "; ".join(found.words.en for found in breaks) + ".",
        ),
        at=tuple(found.at for found in breaks),
        suggestion=Words(
            "各部分依次用“一、”至“六、”编号，下级用（一）（二）、1. 2. 依次编号。",
            "Number the sections 一、 to 六、 and what is below （一）（二）, 1. 2. in turn.",
        ),
    )


def _title_targets(subject: Subject) -> Iterable[str]:
    return [f"section.title.{section.id}" for section in subject.form.sections]


@check(
    "section.title.<id>",
    family="form",
    severity="improve",
    basis=OFFICIAL_FORM,
    obligation=Words("各部分标题与格式一致", "each section's title is that of the form"),
    example=Words(
        "“存在的问题及改进措施”，应为“存在的主要问题及改进情况”",
        "“存在的问题及改进措施” for “存在的主要问题及改进情况”",
    ),
    caution=Words(
        "空格、标点不计；第四部分的长标题也对",
        "spaces and marks do not count; the long title of section four is right too",
    ),
    targets=_title_targets,
)
def section_title(subject: Subject, check_id: str) -> Outcome:
    official = next(s for s in subject.form.sections if s.id == check_id.rpartition(".")[2])
    section = subject.report.section(official.id)
    if section is None or section.title is None:
        return not_assessable(Words("没有找到这一部分", "the section was not found"))
    allowed = (official.title, *official.accepted)
    if bare(section.title) in {bare(wording) for wording in allowed}:
        return passed(Words("与格式一致", "as in the form"), at=(section.at,))
    return Outcome(
        "fail",
        Words(
            f"第 {official.ordinal} 部分标题为“{section.title}”，格式为“{official.title}”。",
            f"Section {official.ordinal} is titled “{section.title}”; the form has "
            f"“{official.title}”.",
        ),
        at=(section.at,),
        expected=official.title,
        actual=section.title,
        suggestion=Words(
            f"标题改为“{official.title}”。", f"Change the title to “{official.title}”."
        ),
    )


CHECKS = (edition, title, order, numbering, section_title)
