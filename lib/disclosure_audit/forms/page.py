"""docs/form.md, made from the editions' data."""

from __future__ import annotations

from disclosure_audit.forms.form import TABLES, Edition, Label, Relation
from disclosure_audit.forms.loading import editions

_HEAD = """# 年度报告格式 The form

本页由 `lib/disclosure_audit/forms/` 的数据生成。格名（cell id）是 report.json 和
findings.json 中使用的名称。“也认作”是已发布报告中见过、意思相同的写法。

This page is generated from the data in `lib/disclosure_audit/forms/`: cell ids, printed labels,
other wordings that are understood, relations.
"""
_TABLE_TITLES = {"t2": "第二部分 Table 2", "t3": "第三部分 Table 3", "t4": "第四部分 Table 4"}


def form_page() -> str:
    """Return the whole page."""
    found = editions().values()
    return "\n".join([_HEAD, _sections(next(iter(found))), *(_edition(e) for e in found)])


def _sections(edition: Edition) -> str:
    lines = ["## 六个部分 Sections\n", "| id | 标题 Title | 也认作 Also |", "|---|---|---|"]
    for section in edition.sections:
        also = "；".join((*section.accepted, *section.variants))
        lines.append(f"| `{section.id}` | {section.title} | {also} |")
    topics = "、".join(f"{topic.label} `{topic.id}`" for topic in edition.topics)
    results = "、".join(f"{result.label} `{result.id}`" for result in edition.article_50)
    lines.append(f"\n第一部分的主题 topics of section one: {topics}。  ")
    lines.append(f"条例第五十条要求的结果 results that article 50 asks for: {results}。\n")
    return "\n".join(lines)


def _edition(edition: Edition) -> str:
    years = f"{edition.first_year}–{edition.last_year or ''}"
    title = f"## {edition.key} 年版 Edition {edition.key}\n"
    cells = f"{edition.document}，报告年度 report years {years}，{len(edition.cells)} 格 cells。\n"
    tables = [_cells(edition, table) for table in TABLES]
    lines = ["### 勾稽关系 Relations\n", "| id | 关系 |", "|---|---|"]
    lines += [f"| `{relation.id}` | {_equation(relation)} |" for relation in edition.relations]
    return "\n".join([title, cells, *tables, _labels(edition), *lines, ""])


def _cells(edition: Edition, table: str) -> str:
    own = [cell for cell in edition.cells.values() if cell.table == table]
    lines = [f"### {_TABLE_TITLES[table]}：{len(own)} 格 cells\n"]
    lines += ["| cell id | 行 row | 列 column |", "|---|---|---|"]
    lines += [f"| `{cell.id}` | {cell.row} | {cell.column} |" for cell in own]
    return "\n".join([*lines, ""])


def _labels(edition: Edition) -> str:
    lines = ["### 也认作 Other wordings\n", "| 印在格式上 printed | 也认作 also |", "|---|---|"]
    rows = [row.label for block in edition.blocks for row in block.rows]
    rows += [row.label for row in edition.rows]
    columns = [column.label for block in edition.blocks for column in block.columns]
    columns += [column.label for column in (*edition.columns, *edition.results)]
    seen: set[Label] = set()
    for label in (*rows, *columns):
        if label.variants and label not in seen:
            lines.append(f"| {label.text} | {'；'.join(label.variants)} |")
            seen.add(label)
    return "\n".join([*lines, ""])


def _equation(relation: Relation) -> str:
    sides = [" + ".join(f"`{cell}`" for cell in side) for side in (relation.left, relation.right)]
    return f"{sides[0]} {'≥' if relation.at_least else '='} {sides[1]}"
