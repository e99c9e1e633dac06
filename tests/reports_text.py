"""A small whole report as plain text, for tests that run the kit from outside."""

from __future__ import annotations

from disclosure_audit.forms import editions

_NUMERALS = "一二三四五六"


def report_text(
    title: str = "青松镇2024年政府信息公开工作年度报告",
    edition: str = "2021",
    values: dict[str, str] | None = None,
) -> str:
    """Return a report with all six sections and tables of zeros but for `values`."""
    form = editions()[edition]
    printed = {cell: (values or {}).get(cell, "0") for cell in form.cells}
    bodies = {
        "overview": "（一）主动公开。本年公开信息 12 条。\n"
        f"（二）依申请公开。{_told(printed)}\n"
        "（三）政府信息管理。清理文件。\n（四）平台建设。维护公开专栏。\n"
        "（五）监督保障。工作考核合格，社会评议满意，未发生责任追究。",
        "proactive": _table_2(form, printed),
        "requests": _table_3(form, printed),
        "disputes": _table_4(form, printed),
        "problems": "公开内容不够细，已增加解读。",
        "other": "未收取信息处理费，无其他事项。",
    }
    sections = [
        f"{numeral}、{section.title}\n{bodies[section.id]}"
        for numeral, section in zip(_NUMERALS, form.sections, strict=True)
    ]
    preamble = (
        "本报告统计期限自2024年1月1日起至2024年12月31日止。联系单位：青松镇党政办公室，"
        "地址：青松镇一路1号，电话：0000-0000009。"
    )
    return "\n".join([title, preamble, *sections]) + "\n"


def _told(printed: dict[str, str]) -> str:
    """Return what the prose says of applications and reviews: what the tables say."""
    received, reviews = printed["t3.received.total"], printed["t4.review.total"]
    said = "未收到申请。" if received == "0" else f"收到申请{received}件。"
    return said if reviews == "0" else f"{said}行政复议{reviews}件。"


def _table_2(form, printed) -> str:  # type: ignore[no-untyped-def]
    rows = []
    for block in form.blocks:
        rows += [[block.band], ["信息内容", *(column.label.text for column in block.columns)]]
        for row in block.rows:
            values = [printed[f"t2.{row.id}.{column.id}"] for column in block.columns]
            rows.append([row.label.text, *values])
    return _pipes(rows)


def _table_3(form, printed) -> str:  # type: ignore[no-untyped-def]
    rows = [["", *(column.label.text for column in form.columns)]]
    for row in form.rows:
        values = [printed[f"t3.{row.id}.{column.id}"] for column in form.columns] if row.id else []
        rows.append([row.label.text, *values])
    return _pipes(rows)


def _table_4(form, printed) -> str:  # type: ignore[no-untyped-def]
    head = [column.label.text for _ in form.proceedings for column in form.results]
    cells = [printed[cell.id] for cell in form.cells_of("t4")]
    return _pipes([[p.label for p in form.proceedings], head, cells])


def _pipes(rows: list[list[str]]) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)
