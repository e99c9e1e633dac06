"""docs/ledgers.md and the templates in docs/ledgers/, made from the registers' data."""

from __future__ import annotations

from disclosure_audit.forms.ledgers import LedgerColumn, LedgerForm, ledger_forms, vocabulary
from disclosure_audit.forms.loading import editions

_HEAD = """# 台账 Ledgers

报告背后的登记簿放在年度文件夹的 `ledgers/` 中，一种一个文件，csv（UTF-8 或 GB18030）或 xlsx。
没有的可以不放；放了的，`check` 和 `audit` 就把它统计出来，与报告逐格核对。

```
townships/县/乡镇/2024/ledgers/requests.csv
```

- 空白模板在 [docs/ledgers/](ledgers/)：只有列名，从第二行起一件一行。列名也可以用“也认作”的写法；
  列名上方可以有标题行；多出的列不使用，会在备忘录中说明。
- 日期：2024-01-05、2024/1/5、2024.1.5、2024年1月5日、20240105，全角数字，或电子表格的日期格。
  只写月日、日在前的（5/1/2024）不认。
- 公式不计算：没有存下结果的公式格按认不出处理。
- 认不出的行按它可能的范围核对，并写明文件和行号；不能确定的格列为待核，不算通过，也不算错。
- 以“合计”“填表”“备注：”等开头的行不计，会在备忘录中说明；被隐藏、被筛去的行照样计入，
  隐藏的工作表不读。
- 上限：每个文件 5 MB、10000 行。
- 申请人姓名和申请内容只用来查重，不会出现在备忘录、findings.json 和 report.json 中。

The registers behind a report lie in the year folder's `ledgers/`, one file each, csv (UTF-8 or
GB18030) or xlsx. None is obliged; those that are there are counted and compared with the report,
cell by cell. The templates hold the column names alone; other names that are understood are listed
as 也认作. A row that cannot be understood is named by file and row and counts as everything it may
mean: what stays open is not assessed, neither passed nor failed. Formulas are never calculated.
"""
_NUMERALS = "一二三四五六七123456789"
_KINDS = {"text": "文字", "date": "日期", "flag": "是／否", "count": "整数"}
_CHOICES = {
    "applicant": "申请人类别",
    "outcome": "办理结果",
    "document_kind": "文件类别",
    "decision_kind": "决定类别",
    "proceeding": "案件类别",
    "result": "审理结果",
}


def ledger_page() -> str:
    """Return docs/ledgers.md."""
    forms = [_form(form) for form in ledger_forms().values()]
    return "\n".join([_HEAD, *forms, _words()])


def ledger_template(form: LedgerForm) -> str:
    """Return a register's template: its column names, with the mark that Excel wants for UTF-8."""
    return "\ufeff" + ",".join(column.label for column in form.columns) + "\n"


def _form(form: LedgerForm) -> str:
    lines = [
        f"## {form.label.zh} {form.label.en}\n",
        f"`ledgers/{form.id}.csv` · [模板 template](ledgers/{form.id}.csv) · {form.counts.zh}"
        f"  \n{form.counts.en}\n",
        "| 列名 Column | 内容 Kind | 必填 Required | 说明 What stands in it | 也认作 Also |",
        "|---|---|---|---|---|",
        *(_row(column) for column in form.columns),
    ]
    return "\n".join(lines) + "\n"


def _row(column: LedgerColumn) -> str:
    kind = _KINDS.get(column.kind) or _CHOICES[column.kind]
    required = "是" if column.required else ""
    says = f"{column.says.zh}<br>{column.says.en}"
    return f"| {column.label} | {kind} | {required} | {says} | {'、'.join(column.variants)} |"


def _words() -> str:
    """What the words of each choice mean, under the newest edition."""
    form = list(editions().values())[-1]
    lines = [
        "## 可以填的词 Words that are understood\n",
        f"按{form.key}年版格式；括号、标点、空格和全角半角不论。办理结果可以写官方标签、短标签或编号："
        "“（三）6.属于四类过程性信息”“属于四类过程性信息”“不予公开-属于四类过程性信息”“（三）6”。"
        "一个词有几种可能的（如“不予公开”“其他处理”），只有合计能核。  ",
        "Official labels, short ones and numerals are words too; a word that may mean several rows "
        "settles their total alone.\n",
    ]
    for kind, name in _CHOICES.items():
        meant: dict[tuple[str, ...], list[str]] = {}
        for word, ids in vocabulary(kind, form).items():
            if word[0] not in _NUMERALS:
                meant.setdefault(ids, []).append(word)
        lines += [f"### {name} `{kind}`\n", "| 词 words | 意思 meaning |", "|---|---|"]
        for ids, words in meant.items():
            shortest = sorted(words, key=lambda word: (len(word), word))
            lines.append(f"| {'、'.join(shortest[:8])} | {'、'.join(f'`{i}`' for i in ids)} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"
