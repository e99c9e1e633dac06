"""From words to cells: what phrases of the vocabulary stand in a piece of prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from disclosure_audit.forms import Edition, Entry, Slot, vocabulary
from disclosure_audit.reports.claims.claim import Cells

_NO_NAME = re.compile(
    r"规章制度|规章立制|公共|共同|共享|共建|共治|共产|个人(?=信息|隐私|敏感|内容|中心)|申请人|总计划|"
    r"(?<=对)处理|有效(?=性|期|推|提|落|开|保|防|率|问|途|地|解|减|衔|运|回|果|应)|"
    r"第三方(?=评估|机构|测评|服务|公司|检测|监测|审计)|(?:延期|超期|逾期|当场|口头|电话|当面|现场|再次|帮助)答复|办结(?=方式|时限|率)|答复(?=方式|文书|率|时限|书|内容|口径|质量|意见)|受理(?=范围|渠道|点|窗口|方式)|"
    r"办理(?=时限|时间|流程|方式|情况|满意|过程)|"
    r"企业(?=信息|家|名|服务|发展)|制作(?=单位|方)|法人(?=代表|证)|未经复议机关|复议(?=答复|听证)|撤回(?=信息|内容)|"
    r"起诉(?=书|状)|诉讼请求|现有(?=人员|条件|资源|工作)|维持(?=秩序|更新|稳定)|行政许可法|行政处罚法|行政复议法|行政强制法|行政诉讼法|"
    r"发布(?=信息|政府|主动|各类|公开|会|厅)|保留(?=传统|纸)"
)
_MOST_COLUMNS = 3
"""More applicants named together mean them all."""
_GENERIC = ("共", "共计", "合计", "总计")
_TURNED = re.compile(r"[向对就从由给]")
_EACH = re.compile(r"均|各|都")


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of the vocabulary: where it stands in the piece, and its entry."""

    start: int
    word: str
    entry: Entry


Hits = tuple[Hit, ...]


@lru_cache(maxsize=512)  # the words before a number are looked at from several sides
def hits_in(text: str) -> Hits:
    """Return the phrases of the vocabulary in a piece of prose, in order."""
    known = vocabulary()
    text = _NO_NAME.sub(lambda match: "　" * len(match[0]), text)
    return tuple(
        Hit(match.start(), match[0], known.by_word[match[0]])
        for match in known.phrases.finditer(text)
    )


def of_slot(hits: Iterable[Hit], slot: Slot) -> tuple[Entry, ...]:
    """Return the entries of one slot, each once, in order."""
    return tuple({hit.entry.id: hit.entry for hit in hits if hit.entry.slot == slot}.values())


def is_each(text: str) -> bool:
    """Whether a number is said of each thing named, not of them together."""
    return bool(_EACH.search(text))


@dataclass(frozen=True, slots=True)
class Named:
    """Cells that words name: the check they belong to, sums that they may mean, the entries."""

    check: str
    meanings: tuple[Cells, ...]
    names: tuple[tuple[Slot, str], ...]


def rows_meant(hits: Iterable[Hit], text: str = "") -> tuple[Entry, ...]:
    """Return the rows of table 3 that words mean: sure words before weak, narrow before wide.

    `text` is where the words stand: 共 says nothing of the total in 共向25件申请收费.
    """
    own = [hit for hit in hits if hit.entry.slot == "row"]
    own = [h for h in own if not (h.word in _GENERIC and _TURNED.search(text[h.start + 1 :]))]
    if any(hit.entry.id == "received" for hit in own):
        own = [hit for hit in own if hit.word not in _GENERIC]
    entries = tuple({hit.entry.id: hit.entry for hit in own}.values())
    entries = tuple(e for e in entries if e.id != "applications" or len(entries) == 1)
    strong = tuple(e for e in entries if not e.weak)
    entries = strong or entries
    rows = {e.id: {row for m in e.meanings["2021"] for row in m} for e in entries}
    return tuple(
        e
        for e in entries
        if not any(rows[other.id] and rows[other.id] < rows[e.id] for other in entries)
    )


def table_3(
    form: Edition, rows: Sequence[Entry], columns: Sequence[Entry], each: bool
) -> list[Named]:
    """Return the cells of table 3 that rows and columns name."""
    if not rows:
        return []
    if each and len(rows) > 1:
        return [named for row in rows for named in table_3(form, (row,), columns, False)]
    if each and len(columns) > 1:
        return [named for column in columns for named in table_3(form, rows, (column,), False)]
    if all(row.weak for row in rows):
        of_rows = tuple(m for row in rows for m in row.meanings[form.key])
    else:
        of_rows = _sums(row.meanings[form.key] for row in rows)
    everyone = {c.id for c in columns} >= {"natural_person", "organisations"}
    columns = [] if everyone or len(columns) > _MOST_COLUMNS else columns
    of_columns = _sums(c.meanings[form.key] for c in columns) if columns else (("total",),)
    cells = [
        tuple(f"t3.{r}.{c}" for r in row for c in column)
        for row, column in product(of_rows, of_columns)
    ]
    names = (*_names(rows), *_names(columns))
    return [Named(rows[-1].check or "", _known(form, cells), names)]


def table_4(
    form: Edition, proceedings: Sequence[Entry], results: Sequence[Entry], each: bool
) -> list[Named]:
    """Return the cells of table 4 that proceedings and results name."""
    narrow = [p for p in proceedings if p.id in ("direct_suit", "suit_after_review")]
    if narrow and any(p.id == "suit" for p in proceedings):
        proceedings = [p for p in proceedings if p.id != "suit"]
    if each and len(proceedings) > 1:
        return [named for own in proceedings for named in table_4(form, (own,), results, False)]
    of_proceedings = _sums(p.meanings[form.key] for p in proceedings)
    of_results = _sums(r.meanings[form.key] for r in results) if results else (("total",),)
    cells = [
        tuple(f"t4.{p}.{r}" for p in proceeding for r in result)
        for proceeding, result in product(of_proceedings, of_results)
    ]
    names = (*_names(proceedings), *_names(results))
    return [Named(proceedings[-1].check or "", _known(form, cells), names)]


def table_2(
    form: Edition, kinds: Sequence[Entry], acts: Sequence[Entry], each: bool
) -> list[Named]:
    """Return the cells of table 2 that kinds of documents or decisions and acts name."""
    if len(kinds) > 1 and each:
        return [named for kind in kinds for named in table_2(form, (kind,), acts, False)]
    if len(acts) > 1 and each:
        return [named for act in acts for named in table_2(form, kinds, (act,), False)]
    found: list[tuple[Cells, ...]] = []
    for kind in kinds:
        if kind.act:
            columns = vocabulary().by_id["act", kind.act].meanings[form.key]
        else:
            columns = tuple(m for act in acts for m in act.meanings[form.key])
        cells = [tuple(f"t2.{kind.id}.{column}" for column in own) for own in columns]
        found.append(_known(form, cells))
    names = (*_names(kinds), *_names(acts))
    return [Named(kinds[-1].check or "", _sums(found), names)] if all(found) else []


def _names(entries: Iterable[Entry]) -> tuple[tuple[Slot, str], ...]:
    return tuple((entry.slot, entry.id) for entry in entries)


def _sums(meanings: Iterable[tuple[Cells, ...]]) -> tuple[Cells, ...]:
    """Return every sum that takes one meaning of each; at most 24 of them."""
    sums = [tuple(part for m in chosen for part in m) for chosen in product(*meanings)]
    return tuple(sums[:24])


def _known(form: Edition, meanings: Iterable[Cells]) -> tuple[Cells, ...]:
    """Return the meanings whose cells this edition has, each once."""
    return tuple(dict.fromkeys(m for m in meanings if m and all(cell in form.cells for cell in m)))
