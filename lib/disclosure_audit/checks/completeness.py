"""Family completeness: sections, tables and cells are all there."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from disclosure_audit.checks.check import Basis, check
from disclosure_audit.checks.finding import Outcome, not_applicable, not_assessable, passed
from disclosure_audit.checks.subject import PICTURED, Subject
from disclosure_audit.forms import TABLES, Section, TableId
from disclosure_audit.text import Words

FILL_PRACTICE = Basis(
    "I",
    Words(
        "统计表通行填法：没有发生的填 0；未填与漏填无从分辨",
        "common practice: nothing to report is written 0; an empty cell may also be forgotten",
    ),
)
SIX_SECTIONS = Basis(
    "P",
    Words(
        "《政府信息公开条例》第五十条；年度报告格式的六个部分",
        "Regulation on Government Information Disclosure, article 50; the form's six sections",
    ),
)
PREAMBLE_CUSTOM = Basis(
    "L",
    Words("各地年度报告的惯例写法", "custom of published annual reports"),
)
THREE_TABLES = Basis(
    "P",
    Words("年度报告格式第二、三、四部分的统计表", "tables of sections two to four of the form"),
)
TEXT_TABLES = Basis(
    "L",
    Words(
        "通行发布要求：统计表以文字发布，不用图片",
        "usual requirement: tables are published as text, not as pictures",
    ),
)
NARRATIVE = Basis(
    "A",
    Words(
        "《政府信息公开条例》第五十条：年度报告应当写明的内容",
        "Regulation on Government Information Disclosure, article 50: what the report contains",
    ),
)
_NARRATIVE_SECTIONS = ("overview", "problems", "other")


@check(
    "blank.<table>",
    family="completeness",
    severity="should_correct",
    basis=FILL_PRACTICE,
    obligation=Words("表中每个数据格都填了数", "every data cell of the table is filled in"),
    example=Words(
        "第三部分表只填“总计”列，其余空白", "in table 3 only the total column is filled in"
    ),
    caution=Words(
        "分组名称行、栏头右侧等不需填写的格不计；每张表只列一条",
        "group labels and structural blanks are no data cells; one finding a table",
    ),
    targets=lambda _: [f"blank.{table}" for table in TABLES],
)
def blank(subject: Subject, check_id: str) -> Outcome:
    table = _table_id(check_id)
    report = subject.report
    if table not in report.tables:
        return not_assessable(Words("没有读到这张表", "the table was not found"))
    cells = report.cells_in("blank", table)
    unsure = (*report.cells_in("missing", table), *report.cells_in("unreadable", table))
    total = len(subject.form.cells_of(table))
    if not cells and unsure:
        return not_assessable(
            Words(
                f"{total} 格中有 {len(unsure)} 格没有能确定的内容",
                f"{len(unsure)} of {total} cells have no certain content",
            ),
            unsure,
        )
    if not cells:
        return passed(Words(f"{total} 格均已填写", f"all {total} cells are filled in"))
    return Outcome(
        "fail",
        Words(
            f"{subject.table_words(table).zh}共 {total} 格，其中 {len(cells)} 格空白："
            f"{_rows_in_words(subject, cells).zh}。",
            f"{len(cells)} of the {total} cells of {subject.table_words(table).en} are blank: "
            f"{_rows_in_words(subject, cells).en}.",
        ),
        cells=cells,
        at=subject.places(cells),
        expected=f"{total}",
        actual=f"{total - len(cells)}",
        difference=f"{len(cells)}",
        suggestion=Words(
            "没有发生的填 0，漏填的补填实数。",
            "Write 0 where there is nothing to report; fill in what was forgotten.",
        ),
    )


def _table_id(check_id: str) -> TableId:
    return next(table for table in TABLES if check_id.endswith(table))


def _rows_in_words(subject: Subject, cells: tuple[str, ...]) -> Words:
    """Name blank cells row by row; rows that lack the same columns are said once."""
    rows = [
        (row, tuple(subject.form.cells[c].column for c in group))
        for row, group in groupby(cells, key=lambda c: subject.form.cells[c].row)
    ]
    by_columns: dict[tuple[str, ...], list[str]] = {}
    for row, columns in rows:
        by_columns.setdefault(columns, []).append(row)
    parts_zh = [f"{_names(names)}的{'、'.join(columns)}" for columns, names in by_columns.items()]
    parts_en = [f"{_names(names)}: {', '.join(columns)}" for columns, names in by_columns.items()]
    return Words("；".join(parts_zh), "; ".join(parts_en))


def _names(rows: list[str]) -> str:
    return (
        "、".join(f"“{row}”" for row in rows)
        if len(rows) <= 3
        else (f"“{rows[0]}”至“{rows[-1]}”等 {len(rows)} 行")
    )


@check(
    "text.tables_missing",
    family="completeness",
    severity="must_correct",
    basis=THREE_TABLES,
    obligation=Words(
        "三张统计表及其各行都在报告中", "the three tables and all their rows stand in the report"
    ),
    example=Words(
        "第四部分只写“见附表”，没有表", "section four says “see annex” and holds no table"
    ),
    caution=Words(
        "文本转换可能丢行时不下结论；以图片发布的另列",
        "not judged where a text conversion may have lost rows; pictures are another finding",
    ),
)
def tables_missing(subject: Subject, _: str) -> Outcome:
    report = subject.report
    absent = [t for t in TABLES if t not in report.tables and not _as_picture(subject, t)]
    cut = {t: found.absent for t, found in report.tables.items() if found.absent}
    certain = {t: cells for t, cells in cut.items() if report.tables[t].whole}
    if absent or certain:
        return _tables_incomplete(subject, absent, certain)
    if cut or len(report.tables) < len(TABLES):
        names = [t for t in TABLES if t in cut or t not in report.tables]
        words = [subject.table_words(table) for table in names]
        return not_assessable(
            Words(
                f"{'、'.join(w.zh for w in words)}没有完整读到，不能断定报告中没有",
                f"{', '.join(w.en for w in words)} could not be read in full; whether the rows are "
                "in the report cannot be said",
            )
        )
    return passed(Words("三张表各行齐全", "the three tables are there with all their rows"))


def _tables_incomplete(
    subject: Subject, absent: list[TableId], cut: dict[TableId, tuple[str, ...]]
) -> Outcome:
    zh = [f"没有{subject.table_words(table).zh}" for table in absent]
    en = [f"{subject.table_words(table).en} is not there" for table in absent]
    for table, cells in cut.items():
        rows = list(dict.fromkeys(subject.form.cells[cell].row for cell in cells))
        zh.append(f"{subject.table_words(table).zh}缺少{_names(rows)}")
        en.append(f"{subject.table_words(table).en} lacks {_names(rows)}")
    cells = tuple(cell.id for table in absent for cell in subject.form.cells_of(table))
    cells += tuple(cell for group in cut.values() for cell in group)
    return Outcome(
        "fail",
        Words(f"{'；'.join(zh)}。", f"{'; '.join(en)}."),
        cells=cells,
        at=tuple(subject.report.tables[table].at for table in cut),
        suggestion=Words(
            "按格式补齐统计表后重新发布；表在附件中的，改放入正文。",
            "Complete the tables as the form has them and publish again; move tables from an "
            "annex into the text.",
        ),
        caused_by=_cause_of_absence(subject, absent) if not cut else None,
    )


def _cause_of_absence(subject: Subject, absent: list[TableId]) -> str | None:
    """A table is gone with its section: the section is the cause, if it explains all."""
    sections = [subject.form.table_sections[table] for table in absent]
    if len(sections) == 1 and subject.report.section(sections[0]) is None:
        return f"section.missing.{sections[0]}"
    return None


def _as_picture(subject: Subject, table: TableId) -> bool:
    section = subject.report.section(subject.form.table_sections[table])
    return section is not None and section.pictures > 0


@check(
    "text.tables_as_pictures",
    family="completeness",
    severity="must_correct",
    basis=TEXT_TABLES,
    obligation=Words(
        "第二至四部分的统计表以文字发布", "the tables of sections two to four are text"
    ),
    example=Words(
        "第三、四部分的表是图片，不能复制和核算",
        "the tables of sections three and four are pictures",
    ),
    caution=Words("表以外的配图不算", "pictures beside a table that is there are no fault"),
)
def tables_as_pictures(subject: Subject, _: str) -> Outcome:
    report = subject.report
    found = [t for t in TABLES if t not in report.tables and _as_picture(subject, t)]
    if found:
        words = [subject.table_words(table) for table in found]
        sections = [report.section(subject.form.table_sections[table]) for table in found]
        return Outcome(
            "fail",
            Words(
                f"{'、'.join(w.zh for w in words)}以图片发布，表中数字未核。",
                f"{', '.join(w.en for w in words)}: published as a picture; its figures were "
                "not checked.",
            ),
            cells=tuple(c.id for table in found for c in subject.form.cells_of(table)),
            at=tuple(section.at for section in sections if section),
            suggestion=Words(
                "把图片换成文字表格后重新发布。",
                "Replace the picture by a table and publish again.",
            ),
        )
    if len(report.tables) < len(TABLES):
        return not_applicable(Words("没有图片代替表格", "no picture stands in for a table"))
    return passed(Words("三张表均为文字", "the three tables are text"))


def _section_targets(subject: Subject) -> Iterable[str]:
    return [f"section.missing.{section.id}" for section in subject.form.sections]


@check(
    "section.missing.<id>",
    family="completeness",
    severity="must_correct",
    basis=SIX_SECTIONS,
    obligation=Words("六个部分齐全", "the six sections are there"),
    example=Words("没有“五、存在的主要问题及改进情况”", "section five is not there"),
    caution=Words(
        "标题改动的不算缺失，另列",
        "an altered title is a finding of its own, not a missing section",
    ),
    targets=_section_targets,
)
def section_missing(subject: Subject, check_id: str) -> Outcome:
    official = next(s for s in subject.form.sections if check_id.endswith(f".{s.id}"))
    section = subject.report.section(official.id)
    if section is not None:
        return passed(
            Words(f"有“{section.title}”", f"“{section.title}” is there"), at=(section.at,)
        )
    return Outcome(
        "fail",
        Words(
            f"没有找到“{official.title}”部分{_table_of_missing(subject, official)}。",
            f"Section “{official.title}” was not found.",
        ),
        suggestion=Words(
            f"按格式补写第 {official.ordinal} 部分“{official.title}”。",
            f"Add section {official.ordinal}, “{official.title}”, as the form has it.",
        ),
    )


def _table_of_missing(subject: Subject, section: Section) -> str:
    found = {subject.form.table_sections[table] for table in subject.report.tables}
    return "的标题（表格在）" if section.id in found else ""


@check(
    "section.missing.preamble",
    family="completeness",
    severity="improve",
    basis=PREAMBLE_CUSTOM,
    obligation=Words("标题之后、第一部分之前有引言", "a preamble stands before section one"),
    example=Words("标题之后直接写“一、总体情况”", "section one follows the title at once"),
    caution=Words("引言只是惯例，格式没有规定", "the preamble is custom; the form has none"),
)
def preamble_missing(subject: Subject, _: str) -> Outcome:
    preamble = subject.report.section("preamble")
    if preamble is not None:
        return passed(Words("有引言", "there is a preamble"), at=(preamble.at,))
    if all(section.id == "preamble" for section in subject.report.sections):
        return not_assessable(Words("没有找到各部分标题", "no section title was found"))
    return Outcome(
        "fail",
        Words(
            "标题与第一部分之间没有引言（编制依据、统计期限、联系方式等）。",
            "Nothing stands between the title and section one (basis, period, contact).",
        ),
        suggestion=Words(
            "惯例在正文前用一段引言写明编制依据、统计期限和联系方式，建议补上。",
            "By custom a preamble names basis, period and contact; adding one is advised.",
        ),
    )


@check(
    "text.section_empty",
    family="completeness",
    severity="should_correct",
    basis=NARRATIVE,
    obligation=Words("第一、五、六部分各有文字", "sections one, five and six each say something"),
    example=Words("“五、存在的主要问题及改进情况”下没有文字", "section five has no text"),
    caution=Words("第六部分写“无”也是回答", "“none” is an answer in section six"),
)
def section_empty(subject: Subject, _: str) -> Outcome:
    found = [s for s in subject.report.sections if s.id in _NARRATIVE_SECTIONS]
    empty = [s for s in found if not s.text.strip() and s.id not in subject.pictured_sections]
    if not empty and set(subject.pictured_sections) & set(_NARRATIVE_SECTIONS):
        return not_assessable(PICTURED)
    if empty:
        names = "、".join(f"“{section.title}”" for section in empty)
        return Outcome(
            "fail",
            Words(f"{names}部分没有文字。", f"{names}: the section has no text."),
            at=tuple(section.at for section in empty),
            suggestion=Words(
                "补写本年度的实际情况；第六部分没有事项的写“无”。",
                "Say what the year brought; write “none” in section six if so.",
            ),
        )
    if len(found) < len(_NARRATIVE_SECTIONS):
        return not_assessable(
            Words("有的部分没有找到，见“缺少部分”", "a section was not found, see section.missing")
        )
    return passed(Words("第一、五、六部分均有文字", "sections one, five and six have text"))


CHECKS = (
    blank,
    tables_missing,
    tables_as_pictures,
    section_missing,
    preamble_missing,
    section_empty,
)
