"""Prose that is true of its figures, worded in many ways: nothing in it may be accused."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from random import Random

Facts = Mapping[str, int]
_COLUMNS = {
    "natural_person": ("自然人",),
    "business": ("商业企业", "企业"),
    "legal_service": ("法律服务机构",),
    "other_org": ("其他组织",),
}
_OUTCOMES = {
    "granted": ("予以公开",),
    "granted_in_part": ("部分公开",),
    "refused_third_party": ("因涉及第三方合法权益不予公开", "不予公开"),
    "unavailable_not_held": ("本机关不掌握相关信息无法提供", "无法提供"),
    "unprocessed_repeat": ("重复申请不予处理", "不予处理"),
}
_ALL_COLUMNS = {**_COLUMNS, "research": ("科研机构",), "charity": ("社会公益组织",)}
_GROUPS = {
    "granted": ("予以公开",),
    "granted_in_part": ("部分公开",),
    "refused": ("不予公开",),
    "unavailable": ("无法提供",),
    "unprocessed": ("不予处理",),
    "other": ("其他处理",),
}
_SUITS = ("direct_suit", "suit_after_review")
_AROUND = (
    "召开专题会{a}次，举办培训{b}期，参训{c}人次。",
    "发放问卷{c}份，满意率98.2%。",
    "办理12345热线转办件{c}件，办结率100%。",
    "工作考核得分9{a}.5分，列全县第{b}名。",
    "回复网民留言{c}条，答复率100%。",
    "全镇{b}个村公开栏均按月更新，张贴{c}期。",
    "落实专职人员{a}名、兼职信息员{b}名，经费{a}.5万元。",
    "没有因信息公开工作不力被追究责任的人员。",
    "公众号全年推送{c}篇，阅读量{b}.3万次。",
    "根据国办公开办函〔2021〕30号和《条例》第五十条编制。",
    "梳理行政许可事项{c}项，公示行政处罚信息{b}条。",
    "下一步，计划新增查阅点{a}处，公开信息{c}条以上。",
    "调解矛盾纠纷{c}件，收到人大代表建议{b}件，全部办结。",
)


def figures(random: Random) -> dict[str, int]:
    """Cells of tables 2 to 4 that agree with one another; those left out are 0."""
    cells: dict[str, int] = {}
    outcomes = {row: random.choice((0, 0, 1, 2, 5)) for row in _OUTCOMES}
    carried_out = random.choice((0, 0, 1, 2))
    total = sum(outcomes.values())
    carried_in = min(random.choice((0, 0, 1, 2)), total)
    for row, count in outcomes.items():
        for column, value in _spread(count, random).items():
            cells[f"t3.{row}.{column}"] = value
    for column in _COLUMNS:
        done = sum(cells.get(f"t3.{row}.{column}", 0) for row in _OUTCOMES)
        cells[f"t3.concluded.{column}"] = done
    for column, value in _spread(carried_out, random).items():
        cells[f"t3.carried_out.{column}"] = value
    left = carried_in
    for column in _COLUMNS:
        have = cells[f"t3.concluded.{column}"] + cells.get(f"t3.carried_out.{column}", 0)
        before = min(left, have)
        left -= before
        cells[f"t3.carried_in.{column}"] = before
        cells[f"t3.received.{column}"] = have - before
    for row in (*_OUTCOMES, "concluded", "carried_out", "carried_in", "received"):
        cells[f"t3.{row}.total"] = sum(cells.get(f"t3.{row}.{c}", 0) for c in _COLUMNS)
    for proceeding in ("review", "direct_suit"):
        for result in ("upheld", "corrected", "pending"):
            cells[f"t4.{proceeding}.{result}"] = random.choice((0, 0, 0, 1, 2))
        own = (cells[f"t4.{proceeding}.{r}"] for r in ("upheld", "corrected", "pending"))
        cells[f"t4.{proceeding}.total"] = sum(own)
    issued, repealed = random.choice((0, 0, 1, 3)), random.choice((0, 0, 1))
    cells["t2.normative.issued"], cells["t2.normative.repealed"] = issued, repealed
    cells["t2.normative.in_force"] = issued + random.choice((0, 1, 4))
    for kind in ("licences", "penalties", "coercion"):
        cells[f"t2.{kind}.decisions"] = random.choice((0, 3, 17, 120))
    return {cell: value for cell, value in cells.items() if value}


def _spread(count: int, random: Random) -> dict[str, int]:
    spread = dict.fromkeys(_COLUMNS, 0)
    for _ in range(count):
        spread[random.choice((*_COLUMNS, "natural_person", "natural_person"))] += 1
    return spread


def prose(facts: Facts, random: Random) -> tuple[str, ...]:
    """The paragraphs of section 一, all of them true."""
    return (
        "（一）主动公开",
        _published(random) + _documents(facts, random) + _decisions(facts, random),
        "（二）依申请公开",
        _requests(facts, random) + _proceedings(facts, random),
        "（三）政府信息管理、平台建设和监督保障",
        "".join(_around(random) for _ in range(4)),
    )


def _around(random: Random) -> str:
    numbers = {"a": random.randint(2, 4), "b": random.randint(5, 14), "c": random.randint(20, 400)}
    return random.choice(_AROUND).format(**numbers)


def _published(random: Random) -> str:
    parts = [random.randint(3, 90) for _ in range(4)]
    names = random.sample(
        ("财政信息", "民生信息", "政策文件", "工作动态", "社会救助", "镇村建设"), 4
    )
    listed = "、".join(f"{name}{part}条" for name, part in zip(names, parts, strict=True))
    total = sum(parts)
    exact = Decimal(parts[0] * 100) / total
    share = f"{exact.quantize(Decimal('0.1'), ROUND_HALF_UP)}%"
    return random.choice(
        (
            f"全年主动公开政府信息{total}条，其中{listed}。",
            f"共发布信息{total}条，包括{listed}。",
            f"公开信息{total}条：{listed}。",
            f"公开信息{total}条，其中{names[0]}{parts[0]}条，占{share}。",
            f"公开信息{total:,}条，分别为{listed}。",
        )
    )


def _documents(facts: Facts, random: Random) -> str:
    issued, repealed, in_force = (
        facts.get(f"t2.normative.{column}", 0) for column in ("issued", "repealed", "in_force")
    )
    made = f"制发行政规范性文件{issued}件" if issued else "没有制发行政规范性文件"
    gone = f"废止{repealed}件" if repealed else random.choice(("没有废止", "废止0件"))
    kept = random.choice((f"现行有效{in_force}件", f"年底现行有效的行政规范性文件共{in_force}件"))
    return f"{made}，{gone}，{kept}。"


def _decisions(facts: Facts, random: Random) -> str:
    counts = [
        facts.get(f"t2.{kind}.decisions", 0) for kind in ("licences", "penalties", "coercion")
    ]
    return random.choice(
        (
            "作出行政许可决定{}件、行政处罚决定{}件、行政强制决定{}件。",
            "办理行政许可{}件，实施行政处罚{}件，行政强制{}件。",
            "行政许可、行政处罚、行政强制分别为{}件、{}件、{}件。",
        )
    ).format(*counts)


def _requests(facts: Facts, random: Random) -> str:
    received, carried_in, concluded, carried_out = (
        facts.get(f"t3.{row}.total", 0)
        for row in ("received", "carried_in", "concluded", "carried_out")
    )
    if not received and not carried_in:
        return random.choice(("全年没有收到政府信息公开申请。", "本年未收到依申请公开件。"))
    told = [_received(facts, received, random)] if received else ["全年没有收到新的申请。"]
    told.append(f"上年结转{carried_in}件。" if carried_in else "无上年结转。")
    due = received + carried_in
    told.append(random.choice((f"共办理申请{due}件。", f"收办政府信息公开申请{due}件。", "")))
    told.append(_results(facts, concluded, random))
    out = (f"年末另有{carried_out}件转入下年办理。", f"结转下年度{carried_out}件。")
    told.append(random.choice(out) if carried_out else "没有结转下年度继续办理的申请。")
    return "".join(told)


def _received(facts: Facts, received: int, random: Random) -> str:
    columns = [
        f"{random.choice(names)}{facts[f't3.received.{column}']}件"
        for column, names in _ALL_COLUMNS.items()
        if facts.get(f"t3.received.{column}")
    ]
    opening = random.choice(
        ("全年新收政府信息公开申请{}件", "本年度共收到申请{}件", "收到政府信息公开申请{}件")
    ).format(received)
    return f"{opening}{random.choice(('，其中', '，包括', '：', '，'))}{'、'.join(columns)}。"


def _results(facts: Facts, concluded: int, random: Random) -> str:
    if not concluded:
        return ""
    parts = [f"{random.choice(names)}{count}件" for names, count in _outcomes(facts) if count]
    intro = random.choice(("：", "，其中", "，分别是", "，包括"))
    return (
        f"{random.choice(('办结', '年内办结', '已办结'))}{concluded}件{intro}{'，'.join(parts)}。"
    )


def _outcomes(facts: Facts) -> list[tuple[tuple[str, ...], int]]:
    """The results by rows where those are rows that prose names, else by the form's groups."""
    concluded = facts["t3.concluded.total"]
    rows = [(names, facts.get(f"t3.{row}.total", 0)) for row, names in _OUTCOMES.items()]
    if sum(count for _, count in rows) == concluded:
        return rows
    totals = {
        cell.split(".")[1]: count
        for cell, count in facts.items()
        if cell.startswith("t3.") and cell.endswith(".total")
    }
    granted = {"granted", "granted_in_part"}
    groups = {row: row if row in granted else row.partition("_")[0] for row in totals}
    return [
        (names, sum(count for row, count in totals.items() if groups[row] == group))
        for group, names in _GROUPS.items()
    ]


def _proceedings(facts: Facts, random: Random) -> str:
    told = []
    for proceedings, name in ((("review",), "行政复议"), (_SUITS, "行政诉讼")):
        results = {
            result: sum(facts.get(f"t4.{proceeding}.{result}", 0) for proceeding in proceedings)
            for result in ("upheld", "corrected", "pending", "total")
        }
        total = results["total"]
        if not total:
            told.append(
                random.choice(
                    (f"没有发生{name}。", f"{name}0件。", f"未发生因信息公开引起的{name}。")
                )
            )
            continue
        parts = [
            f"{word}{results[result]}件"
            for result, word in (("upheld", "维持"), ("corrected", "纠正"), ("pending", "尚未审结"))
            if results[result]
        ]
        among = f"，其中{'、'.join(parts)}" if parts else ""
        told.append(f"因政府信息公开引起的{name}{total}件{among}。")
    return "".join(told)
