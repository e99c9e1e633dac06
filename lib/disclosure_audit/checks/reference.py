"""The pages of docs/ that are made from data: ``python -m disclosure_audit.checks.reference docs``.

With ``--check`` it compares instead, and fails where a page is not what the data say.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from itertools import groupby
from pathlib import Path

from disclosure_audit.checks.catalogue import CATALOGUE
from disclosure_audit.checks.check import Check
from disclosure_audit.checks.listing import SEVERITY_WORDS
from disclosure_audit.forms.ledger_page import ledger_page, ledger_template
from disclosure_audit.forms.ledgers import ledger_forms
from disclosure_audit.forms.page import form_page

_FAMILIES = {
    "arithmetic": "计算 Arithmetic",
    "completeness": "完整 Completeness",
    "values": "数值 Values",
    "years": "年度之间 Between years",
    "form": "格式 Form",
    "statutory": "法定内容 Statutory content",
    "text": "文字 Text",
    "ledger": "台账 Ledgers",
    "copy": "雷同 Copying",
    "publication": "发布 Publication",
    "narrative": "叙述 Narrative",
}
_RANKS = {
    "P": "格式或通知印明 printed in the form or notice",
    "A": "条例条文 article of the regulation",
    "L": "地方通知或惯例 local notice or practice",
    "I": "推得，只作建议核实 inference, a doubt only",
}
_HEAD = """# 检查目录 Check reference

本页由检查目录生成，与程序一致。每条写明：检查编号、要求、默认严重程度、依据、例子和不作为错误的情形。
编号中的 `<…>` 代表逐项检查的对象（列、行、格、部分）。严重程度可在 `params/policy.yaml` 中改变。

This page is generated from the catalogue. Each check has its id, what it demands, its default
severity, its basis, an example and what it does not take for a fault. `<…>` in an id stands for
what is looked at one by one. `params/policy.yaml` may set other severities.

依据的等级 ranks of a basis: {ranks}.
"""


_LOCAL = """## 本地规则 Local rules

### `local.<name>`

县里自己写的规则（[rules.md](rules.md)）：编号、要求、严重程度和依据由规则文件给出，
依据的等级为 **L**。

A county's own rules ([rules.md](rules.md)): id, demand, severity and basis are those of the rule
file; the basis ranks as **L**.
"""


def reference() -> str:
    """Return the whole page."""
    ranks = "；".join(f"**{rank}** {words}" for rank, words in _RANKS.items())
    parts = [_HEAD.format(ranks=ranks)]
    for family, checks in groupby(CATALOGUE, key=lambda check: check.family):
        parts.append(f"## {_FAMILIES[family]}\n")
        parts += [_entry(check) for check in checks]
    parts.append(_LOCAL)
    return "\n".join(parts)


def _entry(check: Check) -> str:
    severity = SEVERITY_WORDS[check.severity]
    rows = (
        ("要求 Demands", check.obligation),
        ("依据 Basis", check.basis.words),
        ("例子 Example", check.example),
        ("不算错 No fault", check.caution),
    )
    lines = [f"### `{check.pattern}`\n", f"{severity.zh} {severity.en} · **{check.basis.rank}**\n"]
    for name, words in rows:
        english = "" if words.en == words.zh else f"  \n  {words.en}"
        lines.append(f"- **{name}**：{words.zh}{english}")
    return "\n".join(lines) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "checks.md": reference,
    "form.md": form_page,
    "ledgers.md": ledger_page,
    **{
        f"ledgers/{key}.csv": partial(ledger_template, form) for key, form in ledger_forms().items()
    },
}


def main(arguments: list[str]) -> int:
    """Write the pages into a folder, or compare them with it; return the exit status."""
    folder = Path(next(a for a in arguments if not a.startswith("--")))
    if "--check" not in arguments:
        for name, page in PAGES.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(page(), encoding="utf-8", newline="\n")
        return 0
    stale = [name for name, page in PAGES.items() if not _is(folder / name, page())]
    for name in stale:
        print(
            f"{folder / name} 与数据不一致，请重新生成：\n"
            f"{folder / name} is not what the data say; make it anew:\n"
            f"  python -m disclosure_audit.checks.reference {folder}",
            file=sys.stderr,
        )
    return 1 if stale else 0


def _is(file: Path, page: str) -> bool:
    return file.is_file() and file.read_text(encoding="utf-8") == page


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
