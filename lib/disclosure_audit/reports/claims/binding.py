"""Which cells a number of the prose is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from disclosure_audit.forms import Edition, Entry, vocabulary
from disclosure_audit.reports.claims.context import (
    CARRIED_IN,
    Context,
    about_applications,
    disputed_elsewhere,
    part_of_year,
)
from disclosure_audit.reports.claims.elsewhere import is_of_marked_files, is_other_business
from disclosure_audit.reports.claims.figures import Figure
from disclosure_audit.reports.claims.passages import Passage
from disclosure_audit.reports.claims.slots import (
    Hits,
    Named,
    hits_in,
    is_each,
    of_slot,
    rows_meant,
    table_2,
    table_3,
    table_4,
)

_STATES_COUNT = re.compile(r"(?:[为是共计:数量有]|达到?)\s?(?:均为|各)?$")
_NOT_DECISIONS = re.compile(
    r"信息|事项|清单|目录|指南|案卷|文书|流程|公示|培训|案例|权|依据|结果|制度|人员|证|解读|宣传|条目"
)
_NOT_DOCUMENTS = re.compile(
    r"其他文件|转发|备案|审查|清理(?!后)|解读|学习|征求|审核|备份|评估|各类文件|等文件"
)
# 复议6件，其中因信息公开引起的2件: the six are of all kinds.
_OF_DISCLOSURE = re.compile(
    r"(?:信息公开|公开工作).{0,6}(?:引起|引发|提起|涉及|产生|方面|类)的?(?:案件)?$"
)
_SOME_OF_DISCLOSURE = re.compile(r"其中[^,;。]{0,10}信息公开")
_A_CASE = re.compile(r"(?:^|[,，])\s?(?:该)?案件(?:共)?$")
# Of several years; of some that are singled out (对2件…的申请); of what was done about them.
_NOT_THE_YEARS = re.compile(r"年来|近.{1,2}年|年间")
_SINGLED_OUT = re.compile(r"(?:^|[,，])(?:对|就|针对|关于|围绕)(?:其中)?(?:的)?\s?$")
_DONE_ABOUT = re.compile(
    r"要求|告知|征求|补正$|通知|沟通|协商|咨询|送达|出具|说明|转来|转办|交办|转送|退回|约谈"
)
_OF_ONE_YEAR = re.compile(r"新增|新收|新发生|结转|上年")
_PAPERS = re.compile(r"答复书|文书|告知书|通知书|申请书|申请表|回执|登记表|问卷")
_RULES = re.compile(
    r"流程|模板|制度|指南|规定|办法|目录|培训|会议|窗口|案卷|台账|机制|专栏|业务|渠道"
)
_STILL_TO_COME = re.compile(r"将|拟|预计|尚未|待(?!遇)")
_PUBLISHED_BEFORE = re.compile(r"(?:属于|已|已经)主动公开")
_OF_SOME = re.compile(r"中(?:有)?\s?$")
_NOT_HELD = re.compile(
    r"被告|第三人|出庭|负责人|配合|协助|引导|调解|宣传|学习|培训|普法|法律援助|咨询"
)
_BY_OTHERS = re.compile(r"由[省市县区州]|[省市县区州](?:人民)?政府|上级|配合|协助|提请|报请")
_PENDING_BEHIND = re.compile(r"[^,;:(。]{0,24}(?:未审结|未结案|审理|待审)")
_NEWLY = re.compile(r"新收|收到|新增|新受理|接到")
_ENDED = re.compile(r"办结|答复|办理完毕|办复|处理完毕")
_NOT_TAKEN = re.compile(r"减免|免[征收除]|减[征收少]|少收|退还|取消|停征|缓征|清退|返还|降低|优惠")
_OF_CASES = re.compile(r"立案|受理|(?<!未)结案|线索|移送|听证")
_ASKED = re.compile(r"征求|征询|权利人|利害关系人|第三方|第三人")
_FIRST_TIME = re.compile(r"首次|初次|第一次")
_WAS_HANDLED = re.compile(r"处理|答复|办结|办理|结果|不予|告知")
_SUPPLEMENTED = re.compile(r"补正|补充材料|更正|变更|更换")
_EXCEPTED = re.compile(r"[^,，]{0,6}(?:以外|之外|外$|除外)|外")
_RESPECTIVELY = re.compile(r"分别(?:为|是|有|达)?\s?$")
_MOST_PAIRED = 12
_OF_TABLE_3 = frozenset(
    {"granted", "granted_both", "granted_in_part", "refused", "unavailable", "unprocessed", "other"}
    | {"carried_in", "carried_out", "carried", "not_pursued"}
)
_ONLY_AFTER = frozenset({"received", "taken", "handled", "answered", "assistance", "carried"})


def named_by(
    form: Edition, passage: Passage, index: int, lead: str, context: Context
) -> list[Named]:
    """Return the cells that a number is about; several where it is said of each thing.

    Parameters
    ----------
    form
        The edition, whose cells are named.
    passage, index
        The sentence and which of its numbers.
    lead
        The words before the number.
    context
        What was spoken of before.
    """
    figure = passage.figures[index]
    thing = passage.object(index)
    if _EXCEPTED.match(thing):
        return []
    lead = paired_lead(passage, index) or lead
    if part_of_year(passage.printed_before(index)):
        context.row_of_some = True
        return []
    if _NOT_THE_YEARS.search(lead) or _SINGLED_OUT.search(lead):
        return []
    own, after = hits_in(lead), hits_in(thing)
    if not _may_count(figure, lead, own):
        return []
    each = is_each(lead)
    told = context.spoken + passage.text[: passage.ends[index]] + thing[:12]
    rest = passage.text[passage.ends[index] :]
    proceedings = of_slot(own, "proceeding") or of_slot(after, "proceeding")
    context.begin_number(passage.between(index))
    if proceedings and _SOME_OF_DISCLOSURE.search(rest):
        context.proceedings = proceedings
        return []
    if not proceedings and (_only_generic(own) or _A_CASE.search(lead)):
        proceedings = _pending(passage, index, context)
    if proceedings or _speaks_of_results(own, after, context):
        return _of_proceedings(
            form, figure, lead, proceedings, own, after, each, context, told, rest
        )
    if context.proceedings and _OF_DISCLOSURE.search(lead):
        return _of_proceedings(form, figure, lead, (), own, after, each, context, told)
    kinds = of_slot(own, "kind") or of_slot(after, "kind")
    acts = of_slot(own, "act") or (() if own else of_slot(after, "act"))
    if (kinds or (acts and context.kinds)) and not _about_rows(own):
        repealed = any(act.id == "repealed" for act in acts)
        if _BY_OTHERS.search(passage.text) and (repealed or "清理" in told):
            return []  # looked through, kept or repealed by a higher body
        return _of_documents(form, figure, kinds, acts, lead, thing, context, each, told)
    if is_of_marked_files(passage, index, lead) or is_other_business(passage, index, lead):
        return []
    found = _of_applications(
        form,
        figure,
        lead,
        own,
        after,
        passage.tail(index),
        each,
        context,
        told,
        rest,
        passage.text[: passage.starts[index]],
    )
    if not found and _is_case(figure) and figure.role == "count":
        context.row_of_some = True  # of what, was not told: those singled out of it neither
    return found


def _may_count(figure: Figure, lead: str, own: Hits) -> bool:
    if figure.role == "money":
        return True
    if figure.role == "count":
        return True
    return figure.role == "bare" and bool(own) and bool(_STATES_COUNT.search(lead))


def _is_case(figure: Figure) -> bool:
    return figure.role == "bare" or figure.unit is None or figure.unit in vocabulary().case_units


def _is_proceeding(figure: Figure) -> bool:
    return _is_case(figure) and figure.unit not in ("个", "份", "人次")


def _only_generic(own: Hits) -> bool:
    return bool(own) and all(hit.word in ("共", "共计", "合计", "总计") for hit in own)


def _pending(passage: Passage, index: int, context: Context) -> tuple[Entry, ...]:
    """Return the proceedings last named, where no number stands between: 行政复议方面，共2件."""
    start = passage.ends[index - 1] if index else 0
    return of_slot(hits_in(passage.text[start : passage.starts[index]]), "proceeding")


def _speaks_of_results(own: Hits, after: Hits, context: Context) -> bool:
    results = of_slot(own, "result") or (not own and of_slot(after, "result"))
    return bool(results) and bool(context.proceedings) and not of_slot(own, "row")


def _about_rows(own: Hits) -> bool:
    return any(not row.weak for row in of_slot(own, "row"))


def _of_proceedings(
    form: Edition,
    figure: Figure,
    lead: str,
    proceedings: tuple[Entry, ...],
    own: Hits,
    after: Hits,
    each: bool,
    context: Context,
    told: str,
    rest: str = "",
) -> list[Named]:
    if _OF_ONE_YEAR.search(lead) and not of_slot(own, "result"):
        return []  # of those begun this year, or carried in: neither is the total
    before, behind = of_slot(own, "proceeding"), of_slot(after, "proceeding")
    no_result = not of_slot(own, "result") and (before or not of_slot(after, "result"))
    if proceedings and no_result and _PENDING_BEHIND.match(rest):
        return []  # 1件复议、2件诉讼未审结: not all of them
    if before and behind and before != behind and rest[:1] not in ("和", "及", "与"):
        return []  # 1件复议、2件诉讼: of which one, is not looked into
    if proceedings:
        context.disputed = disputed_elsewhere(told[-60:])
    if not _is_proceeding(figure) or context.disputed:
        return []
    if _NOT_HELD.search(told[-30:]):
        return []
    results = of_slot(own, "result")
    if not results and (not proceedings or of_slot(own, "proceeding") == ()):
        results = of_slot(after, "result")
    if "复议机关" in lead and not results:
        return []  # what the reviewing body did, not a count of reviews
    chosen = proceedings or context.proceedings
    context.proceedings = chosen
    if proceedings and not results and context.results:
        if not context.joined:
            return []  # 尚未审结的复议1件，诉讼1件: all suits, or those not concluded
        results = context.results
    context.results = results if _result_leads(own) else ()
    return table_4(form, chosen, results, each)


def _result_leads(own: Hits) -> bool:
    """Whether a result stands before the proceeding: 尚未审结的复议, and what is joined to it."""
    slots = [hit.entry.slot for hit in own]
    if "result" not in slots:
        return False
    return "proceeding" in slots[slots.index("result") :]


def _of_documents(
    form: Edition,
    figure: Figure,
    kinds: tuple[Entry, ...],
    acts: tuple[Entry, ...],
    lead: str,
    thing: str,
    context: Context,
    each: bool,
    said: str,
) -> list[Named]:
    kinds = kinds or context.kinds
    money = figure.role == "money"
    kinds = tuple(kind for kind in kinds if (kind.id == "fees") == money or figure.value == 0)
    words = lead + thing[:8]
    decisions = [kind for kind in kinds if kind.act]
    if "清理" in said and ("保留" in lead or "继续有效" in lead):
        return []  # of those looked through, not of all
    if not kinds or not (money or figure.unit in (None, "件", "起", "例", "宗", "次", "份", "部")):
        return []
    if money and _NOT_TAKEN.search(lead):
        return []
    if decisions and _OF_CASES.search(words):
        return []
    if decisions and (_NOT_DECISIONS.search(_behind_kind(words)) or context.parts_of_published):
        return []
    if not decisions and (not acts or _NOT_DOCUMENTS.search(words)):
        return []
    context.kinds = kinds
    return table_2(form, kinds, acts, each)


def _behind_kind(words: str) -> str:
    """Return the words behind the first kind of decision that is named."""
    hits = [hit for hit in hits_in(words) if hit.entry.slot == "kind"]
    return words[hits[0].start + len(hits[0].word) :] if hits else words


def _of_applications(
    form: Edition,
    figure: Figure,
    lead: str,
    own: Hits,
    after: Hits,
    tail: str,
    each: bool,
    context: Context,
    told: str,
    rest: str,
    said: str,
) -> list[Named]:
    if not _is_case(figure) or context.parts_of_published:
        return []
    rows, columns = rows_meant(own, lead), of_slot(own, "column")
    if any(row.id == "assistance" for row in rows):
        return [Named("assistance", (), (("row", "assistance"),))]
    if _said_of_others(figure, lead, rows, told[-200:]) or _no_outcome(own, told[-80:], rest):
        return []
    if not rows and not columns:
        if context.proceedings or not about_applications(told):
            return []
        rows, columns = _said_after(after, tail)
        if _OF_SOME.search(lead) and any(row.id == "concluded" for row in rows):
            return []  # 新收的6件中有5件当年办结
        each = False
    elif not rows:
        rows = _rows_behind(after)
    elif not columns:
        columns = of_slot(after, "column")
    if not _speaks_of_table_3(own) and not about_applications(told):
        return []
    if not rows and columns:
        return _of_columns_alone(form, columns, each, context)
    if any(row.id in ("concluded", "answered") for row in rows) and _of_those_carried_in(
        said, lead, rest
    ):
        return []
    found = table_3(form, rows, columns, each)
    if found and rows:
        context.name_row(rows)
    return found


def _of_columns_alone(
    form: Edition, columns: Sequence[Entry], each: bool, context: Context
) -> list[Named]:
    """Return the cells of applicants where no row is named with them.

    Of the row named before, where it is the only one of the sentence or they are singled out of
    it (其中); else of the row named last, or of all received, handled or concluded.
    """
    if context.row_of_some or not context.row:
        return []
    if context.row and context.row_sure:
        return table_3(form, context.row, columns, each)
    anyone = table_3(form, (vocabulary().by_id["row", "applications"],), columns, each)
    nearest = table_3(form, context.row, columns, each)
    if len(nearest) != len(anyone):
        return anyone
    return [
        replace(wide, meanings=tuple(dict.fromkeys((*near.meanings, *wide.meanings))))
        for near, wide in zip(nearest, anyone, strict=True)
    ]


def _of_those_carried_in(said: str, lead: str, rest: str) -> bool:
    """Whether what was concluded is of those carried in, or of the new ones beside them."""
    clause = said[max(said.rfind(mark) for mark in ",;:") + 1 :]
    if CARRIED_IN.search(clause):
        return True
    before = said[: said.rfind(lead)] if lead else said
    carried = CARRIED_IN.search(before)
    if carried is None:
        return False
    if not _NEWLY.search(before):
        return bool(_NEWLY.search(rest))
    return bool(_ENDED.search(before, carried.end()))


def _no_outcome(own: Hits, said: str, rest: str) -> bool:
    """Whether words of table 3 name no outcome: a third party's answer, 首次55件、重复提交7件."""
    words = {hit.word for hit in own if hit.entry.slot == "row"}
    if words & {"同意公开", "不同意公开"} and _ASKED.search(said):
        return True
    if words & {"重复提交", "重复申请"} and "不予处理" not in words:
        return bool(_FIRST_TIME.search(said + rest)) or not _WAS_HANDLED.search(said + rest)
    return False


def _speaks_of_table_3(own: Hits) -> bool:
    """Whether the words can only be of applications: 不予公开 is, 国家秘密 may be of a file."""
    return any(hit.entry.slot == "row" and hit.entry.id in _OF_TABLE_3 for hit in own)


def _said_of_others(figure: Figure, lead: str, rows: tuple[Entry, ...], sentence: str) -> bool:
    """Whether a number is of some applications only, or of what was done about them."""
    if rows and all(row.weak for row in rows) and vocabulary().channels.search(lead):
        return True
    if figure.unit == "条" and rows and "信息" in lead and "申请" not in lead:
        return True
    last = max((h.start + len(h.word) for h in hits_in(lead) if h.entry.slot == "row"), default=0)
    if rows and all(row.weak for row in rows) and _SUPPLEMENTED.search(lead):
        return True
    if rows and (_PAPERS.search(lead) or _RULES.search(lead[last:])):
        return True
    granted = any(row.id in ("granted", "granted_all") for row in rows)
    if granted and _PUBLISHED_BEFORE.search(sentence):
        return True  # those that were public already are granted too
    return bool(rows) and bool(_DONE_ABOUT.search(lead))


def _rows_behind(after: Hits) -> tuple[Entry, ...]:
    return tuple(row for row in rows_meant(after) if row.id not in _ONLY_AFTER)


def _said_after(after: Hits, tail: str) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """Return rows and columns that follow a number: 1件转入下年办理, 4件来自自然人."""
    rows, columns = _rows_behind(after), of_slot(after, "column")
    to_come = bool(_STILL_TO_COME.search(tail))
    if (rows or columns) and not to_come:
        return rows, columns
    hits = hits_in(tail)
    rows = tuple(row for row in of_slot(hits, "row") if row.id not in _ONLY_AFTER)
    out = tuple(row for row in rows if row.id == "carried_out")
    if to_come and not out:
        return (), ()
    return (out or rows_meant(hit for hit in hits if hit.entry in rows[:1])), ()


def paired_lead(passage: Passage, index: int) -> str | None:
    """Return what a number of a list 分别为3件、2件、1件 is said of; None: it is in no such list.

    As many names stand before 分别 as numbers behind it, and in the same order.
    """
    first = index
    while first > 0 and index - first < _MOST_PAIRED and _joined(passage, first):
        first -= 1
    head = passage.before(first, 0)
    if not _RESPECTIVELY.search(head):
        return None
    last = index
    while (
        last + 1 < len(passage.figures)
        and last - first < _MOST_PAIRED
        and _joined(passage, last + 1)
    ):
        last += 1
    names = [name for name in re.split(r"[、和及与]", _RESPECTIVELY.sub("", head)) if name.strip()]
    if len(names) != last - first + 1 or len(names) < 2:
        return None
    return names[index - first]


def _joined(passage: Passage, index: int) -> bool:
    """Whether a number follows the one before with nothing but 、 or 和 between."""
    between = passage.text[passage.ends[index - 1] : passage.starts[index]]
    return between.strip() in ("、", "和", ",", "及")
