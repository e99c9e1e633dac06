"""Writes the sample county: `python -m tests.sample_county.build`.

It writes the report files and registers it plans, faults.csv and README.md, and touches nothing
else: waivers and memos beside the reports stay as they are. The same plans give the same bytes.
"""

# ruff: noqa: E501 - a paragraph of a report is one line

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from tests.rendering import LAYOUTS
from tests.sample_county import hexin, lifeng, luting, mailang, shiqing, wandu, weidi, zaoling
from tests.sample_county.plan import COUNTY, Plan

PLANS: tuple[Plan, ...] = tuple(
    plan
    for module in (zaoling, mailang, hexin, weidi, lifeng, wandu, shiqing, luting)
    for plan in module.PLANS
)

_CHARSETS = {"gbk": "GBK", "gb18030": "GB18030", "utf16": "UTF-16", "utf-16": "UTF-16"}

_README = """# 示例县：青禾县

这里是一个虚构的县，供试用、演示和测试之用。县名、乡镇街道名、文字、电话、邮箱都是编造的；只有枣岭乡2020年的表格数字取自公开的真实报告（文字全部另写）。

- `青禾县/<乡镇街道>/<年度>/report.<扩展名>`：年度报告，共{reports}份，版式、编码各不相同。
- `青禾县/faults.csv`：每份报告中有意设置的差错（{faults}项），以及每项差错应当触发的检查；没有列出的检查不应报差错（内容缺失的，有的检查会“无法核”）。可以用 Excel 打开。
- 麦浪镇三个年度都没有差错。2024年度附有全部五种台账（`ledgers/`），与报告一致；鹭汀街道2022年度的登记簿与报告不一致。
- 这些文件由 `python -m tests.sample_county.build` 生成；改文字请改 `tests/sample_county/`，不要直接改报告。

| 乡镇街道 | 年度 | 格式 | 版式 | 编码 | 差错 |
|---|---|---|---|---|---|
{table}

## The sample county: 青禾县 (Qinghe)

An invented county for trying the kit out, for demonstrations and for tests. The names, the text, the telephone numbers and the addresses are made up; only the figures of 枣岭乡 2020 are those of a real published report, with text of our own. There are {reports} reports in many layouts and encodings. `faults.csv` lists every check that must fail in each report, {faults} in all; every other check of the families listed there must not fail. 麦浪镇 has no fault in any year, and its five registers of 2024 (`ledgers/`) bear the report out; the register of 鹭汀街道 2022 does not. The files are written by `python -m tests.sample_county.build`: change the texts in `tests/sample_county/`, not the reports.
"""


def report_path(plan: Plan) -> str:
    """Return where a report stands below townships/, with forward slashes."""
    extension = LAYOUTS[plan.layout].extension
    return f"{COUNTY}/{plan.township}/{plan.year}/report.{extension}"


def files() -> Iterator[tuple[str, bytes]]:
    """Yield every file of the sample county: its path below townships/ and its bytes."""
    for plan in PLANS:
        yield report_path(plan), LAYOUTS[plan.layout](plan.report, plan.encoding)
        for name, data in plan.ledgers.items():
            yield f"{COUNTY}/{plan.township}/{plan.year}/ledgers/{name}", data
    yield f"{COUNTY}/faults.csv", _faults().encode("utf-8-sig")
    yield "README.md", _readme().encode("utf-8")


def _faults() -> str:
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(("township", "year", "check", "cells", "what"))
    for plan in PLANS:
        for fault in plan.faults:
            cells = " ".join(fault.cells)
            table.writerow((plan.township, plan.year, fault.check, cells, fault.what))
    return text.getvalue()


def _readme() -> str:
    rows = (
        f"| {plan.township} | {plan.year} | {LAYOUTS[plan.layout].extension} | {plan.layout} "
        f"| {_encoding(plan)} | {'；'.join(dict.fromkeys(f.what for f in plan.faults)) or '无'} |"
        for plan in PLANS
    )
    return _README.format(
        reports=len(PLANS),
        faults=sum(len(plan.faults) for plan in PLANS),
        table="\n".join(rows),
    )


def _encoding(plan: Plan) -> str:
    if LAYOUTS[plan.layout].extension == "docx":
        return "–"
    name = plan.encoding or plan.layout.rpartition("_")[2]
    return _CHARSETS.get(name, "UTF-8（带 BOM）" if name == "utf-8-sig" else "UTF-8")


def main() -> None:
    """Write the sample county into the project's townships/ folder."""
    townships = Path(__file__).resolve().parents[2] / "townships"
    for name, data in files():
        path = townships / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    main()
