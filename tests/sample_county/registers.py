"""Registers of the sample county: 麦浪镇's bear its report of 2024 out, 鹭汀街道's do not quite."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, timedelta

from disclosure_audit.forms.ledgers import ledger_forms

Record = tuple[str, ...]


def _csv(header: Record, records: Iterable[Record], encoding: str = "utf-8-sig") -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([header, *records])
    return text.getvalue().encode(encoding)


def _official(kind: str) -> Record:
    return tuple(column.label for column in ledger_forms()[kind].columns)


# ---------------------------------------------------------------- 麦浪镇 2024
_UNIT = "麦浪镇人民政府"
_PERSON, _FIRM = "自然人", "商业企业"
_REQUESTS = (
    ("2023-008", _UNIT, _PERSON, "申请人甲", "场镇排水改造验收表", "2023-12-20", "", "", "否", "",
     "", "2024-01-12", "予以公开"),
    ("2024-001", _UNIT, _PERSON, "申请人乙", "防汛物资发放清单", "2024-02-19", "", "", "否", "",
     "", "2024-03-08", "（一）予以公开"),
    ("2024-002", _UNIT, _FIRM, "某粮油公司", "助餐点供货比价表", "2024-03-25", "", "", "否", "",
     "", "2024-04-18", "予以公开"),
    ("2024-003", _UNIT, _PERSON, "申请人丙", "养老补贴名册", "2024-05-13", "", "", "否",
     "2024-05-15", "2024-05-28", "2024-06-19", "部分公开"),
    ("2024-004", _UNIT, _FIRM, "某粮油公司", "助餐点供货比价表", "2024-08-05", "", "", "否", "",
     "", "2024-08-12", "不予处理：2.重复申请"),
    ("2024-005", _UNIT, _PERSON, "申请人丁", "老旧水闸图纸", "2024-10-21", "", "", "否", "",
     "", "2024-10-24", "申请人主动撤回"),
)  # fmt: skip
_NORMATIVE = "行政规范性文件"
_DOCUMENTS = (
    ("麦政规〔2019〕1号", _UNIT, "集市摊位管理规定", _NORMATIVE, "2019年6月3日", "2019年6月5日",
     "2023年8月14日", ""),
    ("麦政规〔2020〕1号", _UNIT, "村级公益金使用办法", _NORMATIVE, "2020年9月7日", "2020年9月9日",
     "2024年7月1日", ""),
    ("麦政规〔2022〕1号", _UNIT, "秸秆综合利用管理办法", _NORMATIVE, "2022年5月16日",
     "2022年5月16日", "", ""),
    ("麦政规〔2023〕1号", _UNIT, "高标准农田管护办法", _NORMATIVE, "2023年3月20日",
     "2023年3月21日", "", ""),
    ("麦政规〔2023〕2号", _UNIT, "场镇排水设施管护办法", _NORMATIVE, "2023年10月9日",
     "2023年10月10日", "", ""),
)  # fmt: skip
_LICENCES = (4, 3, 5, 6, 5, 4, 5, 6, 5, 6, 5, 4)
_PENALTIES = (0, 1, 1, 2, 1, 1, 2, 1, 1, 2, 1, 1)
_ITEMS = (("防汛抗旱", 22), ("养老托育", 26), ("财政资金", 18), ("综合事务", 39))


def _decisions() -> list[Record]:
    """One row a month for each kind, as townships keep them."""
    return [
        (f"2024年{month}月", _UNIT, kind, f"2024/{month}/28", str(counts[month - 1]))
        for kind, counts in (("行政许可", _LICENCES), ("行政处罚", _PENALTIES))
        for month in range(1, 13)
        if counts[month - 1]
    ]


def _publications() -> list[Record]:
    """As many items as section 1 states, each published some days after it was made."""
    names = [f"{name}信息第{n}期" for name, count in _ITEMS for n in range(1, count + 1)]
    made = [date(2024, 1, 8) + timedelta(days=3 * n) for n in range(len(names))]
    return [
        (f"ML2024{n:03d}", _UNIT, name, day.isoformat(), (day + timedelta(days=n % 9)).isoformat())
        for n, (name, day) in enumerate(zip(names, made, strict=True), 1)
    ]


def mailang_2024() -> dict[str, bytes]:
    """All five registers of 麦浪镇 for 2024, from the templates."""
    records: dict[str, Iterable[Record]] = {
        "requests": _REQUESTS,
        "documents": _DOCUMENTS,
        "decisions": _decisions(),
        "cases": (("青政复〔2024〕9号", _UNIT, "行政复议", "2024-12-05", "", ""),),
        "publications": _publications(),
    }
    return {f"{kind}.csv": _csv(_official(kind), own) for kind, own in records.items()}


# ---------------------------------------------------------------- 鹭汀街道 2022
_KEPT = ("序号", "编号", "申请人类型", "收件日期", "是否延期", "办结日期", "办理情况", "经办人")
_APPLIED = (
    (_PERSON, "2022年1月11日", "否", "2022年1月24日", "予以公开"),
    (_PERSON, "2022年1月19日", "否", "2022年2月15日", "予以公开"),
    ("企业", "2022年2月10日", "否", "2022年2月28日", "予以公开"),
    (_PERSON, "2022年3月7日", "否", "2022年4月11日", "不掌握相关政府信息"),
    ("企业", "2022年4月18日", "是", "2022年6月10日", "部分公开"),
    ("律师事务所", "2022年5月9日", "否", "2022年5月30日", "部分公开"),
    (_PERSON, "2022年6月1日", "否", "2022年6月8日", "信访举报投诉类申请"),
    ("企业", "2022年6月20日", "否", "2022年7月4日", "（三）8"),
    (_PERSON, "2022年7月12日", "否", "2022年7月29日", "予以公开"),
    (_PERSON, "2022年8月15日", "否", "2022年9月2日", "部分公开"),
    (_PERSON, "2022年10月17日", "否", "2022年10月31日", "不掌握相关政府信息"),
    (_PERSON, "2022年12月13日", "否", "", ""),
    (_PERSON, "2022年12月21日", "否", "", ""),
)


def luting_2022() -> dict[str, bytes]:
    """The applications register of 鹭汀街道 as it keeps it, in GB18030, a title above.

    Its tenth row was granted in part, the report counts it as granted; its fourth took 24 working
    days.
    """
    rows = ((str(n), f"鹭申{n:02d}", *row, "略") for n, row in enumerate(_APPLIED, 1))
    records: list[Record] = [_KEPT, *rows, ("填表：党政办公室",)]
    return {"requests.csv": _csv(("鹭汀街道2022年依申请公开登记表",), records, "gb18030")}
