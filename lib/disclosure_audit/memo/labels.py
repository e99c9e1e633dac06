"""Names that a reader knows: of cells, of what a check looks at, of a finding's number."""

from __future__ import annotations

from collections.abc import Sequence

from disclosure_audit.checks.subject import Subject
from disclosure_audit.documents import Place
from disclosure_audit.forms import TABLES, Edition
from disclosure_audit.reports import place_in_words
from disclosure_audit.text import Language, Words, shortened

PREAMBLE = Words("引言", "preamble")
_HAN_ORDINALS = "一二三四五六"
_PLACES = {
    "title.": Words("报告标题", "title of the report"),
    "form.": Words("统计表格式", "form of the tables"),
    "statutory.problems": Words("第五部分（存在的主要问题及改进情况）", "section 5 (problems)"),
    "statutory.processing_fee": Words("第六部分（其他需要报告的事项）", "section 6 (other)"),
    "statutory.old_regime": Words("全文", "whole report"),
    "statutory.basis_cited": Words("引用的文件", "papers cited"),
    "statutory.deadline": Words("发布", "publication"),
    "statutory.": Words("第一部分（总体情况）", "section 1 (总体情况)"),
    "section.": Words("各部分标题", "section titles"),
    "text.tables_": Words("统计表", "tables"),
    "text.waiver": Words("豁免清单 waivers.yaml", "waivers.yaml"),
    "ledger.": Words("台账", "registers"),
    "text.publication_": Words("发布", "publication"),
    "text.period": Words("引言（统计期限）", "preamble (period)"),
    "narrative.": Words("正文", "text of the report"),
}
_WHOLE_TEXT = Words("全文", "whole report")


def circled(number: int) -> str:
    """Return a finding's number as its mark: unlike a figure, in colour or without."""
    for first, last, base in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if first <= number <= last:
            return chr(ord(base) + number - first)
    return f"〔{number}〕"


def cell_anchor(cell_id: str) -> str:
    """Return the anchor of a cell in the tables."""
    return f"da-c-{cell_id.replace('.', '-')}"


def finding_anchor(number: int) -> str:
    """Return the anchor of a finding."""
    return f"da-f{number}"


def table_anchor(table: str) -> str:
    """Return the anchor of a redrawn table."""
    return f"da-{table}"


def place_of(subject: Subject, check_id: str, cells: Sequence[str]) -> Words:
    """Return where in the form a finding stands: table, row and column, or a part of the text."""
    if cells:
        return cells_in_words(subject, cells)
    section = section_of(subject.form, check_id)
    if section is not None:
        return section
    found = (words for prefix, words in _PLACES.items() if check_id.startswith(prefix))
    return next(found, _WHOLE_TEXT)


def in_source(subject: Subject, places: Sequence[Place], language: Language) -> str | None:
    """Return where in the file places are: the first, and how many more."""
    places = [at for at in dict.fromkeys(places) if at.as_json()]
    if not places:
        return None
    first = place_in_words(places[0], subject.report.source.format)
    if len(places) == 1:
        return first.said(language)
    more = Words(f"{first.zh}等 {len(places)} 处", f"{first.en} and {len(places) - 1} more")
    return more.said(language)


def section_of(form: Edition, check_id: str) -> Words | None:
    """Return the section that a check names, for example 第五部分（存在的主要问题及改进情况）."""
    family, _, target = check_id.rpartition(".")
    if family not in ("section.missing", "section.title"):
        return None
    if target == "preamble":
        return PREAMBLE
    section = next((s for s in form.sections if s.id == target), None)
    if section is None:
        return None
    ordinal = _HAN_ORDINALS[section.ordinal - 1]
    return Words(
        f"第{ordinal}部分（{section.title}）", f"section {section.ordinal} ({section.title})"
    )


def cells_in_words(subject: Subject, cells: Sequence[str]) -> Words:
    """Return cells as places: one cell, a row, a column, or how many of which table."""
    by_table = {table: [cell for cell in cells if cell.startswith(f"{table}.")] for table in TABLES}
    said = [_cells_of_one(subject, table, own) for table, own in by_table.items() if own]
    return Words("；".join(w.zh for w in said), "; ".join(w.en for w in said))


def _cells_of_one(subject: Subject, table: str, cells: list[str]) -> Words:
    name = subject.table_words(table)
    known = [subject.form.cells[cell] for cell in cells]
    rows = list(dict.fromkeys(cell.row for cell in known))
    columns = list(dict.fromkeys(cell.column for cell in known))
    count = len(known)
    if count == 1:
        return Words(f"{name.zh}，{known[0].name}", f"{name.en}, {known[0].name}")
    if len(rows) == 1:
        return Words(f"{name.zh}，“{rows[0]}”{count} 格", f"{name.en}, {count} cells of {rows[0]}")
    if len(columns) == 1:
        return Words(
            f"{name.zh}，“{columns[0]}”列 {count} 格",
            f"{name.en}, {count} cells of column {columns[0]}",
        )
    return Words(f"{name.zh}，{count} 格", f"{name.en}, {count} cells")


def target_label(form: Edition, subject: Subject, check_id: str) -> Words | None:
    """Return what one check of a kind looks at: a column, a row, a section; None: nothing more."""
    family, _, target = check_id.rpartition(".")
    if family in ("t3.balance", "t3.concluded"):
        return _same(form.cells[f"t3.received.{target}"].column)
    if family == "t3.row_total":
        return _same(shortened(form.cells[f"t3.{target}.total"].row, 24))
    if family == "t4.total":
        return _same(form.cells[f"t4.{target}.total"].row)
    if family == "t2.in_force":
        return _same(next(c.row for c in form.cells.values() if c.id.startswith(f"t2.{target}.")))
    if family == "years.carry":
        return _same(form.cells[f"t3.carried_in.{target}"].column)
    if family in ("t2.stock", "years.items"):
        return _same(next(c.row for c in form.cells.values() if c.id.startswith(f"t2.{target}.")))
    if check_id.startswith(("value.", "years.jump.")):
        cell = check_id.removeprefix("value.").removeprefix("years.jump.")
        return _same(form.cells[cell].name)
    if family in ("blank", "copy.figures"):
        return subject.table_words(target)
    if family in ("section.missing", "section.title"):
        title = next((s.title for s in form.sections if s.id == target), None)
        return _same(title) if title else PREAMBLE
    if family == "statutory":
        topics = (*form.topics, *form.article_50)
        return next((_same(topic.label) for topic in topics if topic.id == target), None)
    return None


def _same(text: str) -> Words:
    return Words(text, text)
