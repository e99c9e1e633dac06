"""Claims without a number: 没有, 未发生, 均, 全部, 办结率100%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from disclosure_audit.forms import Edition, Entry, vocabulary
from disclosure_audit.reports.claims.claim import Claim, Kind, Spot
from disclosure_audit.reports.claims.context import (
    CARRIED_IN,
    Context,
    about_applications,
    disputed_elsewhere,
    is_plan,
    part_of_year,
    year_of,
)
from disclosure_audit.reports.claims.elsewhere import is_rehearsed
from disclosure_audit.reports.claims.figures import Figure, figures_in
from disclosure_audit.reports.claims.passages import Passage
from disclosure_audit.reports.claims.slots import (
    Hits,
    Named,
    hits_in,
    of_slot,
    rows_meant,
    table_2,
    table_3,
    table_4,
)
from disclosure_audit.text.plain import half_width, simplified

_MARKED = re.compile(r"没有|未|无|不存在|零|均|全|都|一律|悉数|100")
_CLAUSE = re.compile(r"[^,;:()。!?\n]+")
_NOT = re.compile(
    r"没有(?!现成)|未(?!经|审|办|到|按|必|来|成|能|尽|及|满|公|答|予|掌)|无(?!法|正|人|线|效|需|论|障|偿|疑|界|缝|须|证|现成|关|形|数|异)|"
    r"不存在(?!的)|(?<![为从归议讼开])零(?=复议|诉讼)"
)
_ZERO = re.compile(r"(?:为|是)?零(?:发生|申请|案件|受理)")
_NEITHER = re.compile(
    r"超期|逾期|不当|延期|投诉|纠纷|争议|问责|追究|异议|过错|收取|收费|缴|不力|泄|误|质量|满意|"
    r"信息处理费|被(?:撤销|责令|确认|追)|除|以外|比例|不服|进一步|足|能力|规定|制度|渠道|途径|方式|流程|经验|"
    r"撤销|公示|渠道|及时|规范|到位|变化|差异|培训|人员|了解|掌握|条件|意见|建议|反映|问题|超过|高于|低于"
)
_BLAMED = re.compile(r"收取|收费|信息处理费")
_RECEIVED = re.compile(
    r"收到|接到|接收|受理|新收|收件|依申请公开|公开申请|申请公开|申请件|的申请$|申请事项|申请(?:发生|情况)?$"
)
_FOR_OTHERS = re.compile(r"协助|配合|协办|转办")
_ALL = re.compile(r"均|全部|都|一律|悉数|全(?=部|额)")
_CONCLUDE = re.compile(r"办结|答复|回复|办理完毕|办复|处理完毕|办理(?:完成)?$")
_TIMELY = re.compile(r"按时|按期|法定|期限|限期|规定时间|时限|工作日|及时|依法|超期|逾期")
_RATE = re.compile(
    r"(?P<what>按时|按期|法定时限内?|依法|及时)?(?:受理|处理)?(?P<verb>办结|答复|回复|办复)率(?:均|都)?(?:为|达到?|保持)?\s?$"
)
_BY_COURT = re.compile(r"法院|判决|裁定|诉讼|起诉|上诉")
_REST = re.compile(r"其余|其他(?!组织)|其它(?!组织)|余下|剩余|除|另外|以外|之外|部分申请")
_THIRD_PARTY = re.compile(r"第三方|第三人|权利人|利害关系人|征求")
_ALL_RECEIVED = re.compile(r"收到|新收|受理|接到|共|合计|总计")
_ABOUT_SOME = re.compile(
    r"(?:涉及|关于|有关|针对|属于)(?!政府信息|信息公开|政务|依申请)|要求(?!公开|政府|信息|提供|获取|依申请|$)|补正"
)
_SCOPE_ROWS = frozenset(
    {"received", "taken", "handled", "concluded", "answered", "carried_in", "carried_out"}
)


def worded_claims(
    form: Edition, passage: Passage, spot: Spot, context: Context, numbers: Sequence[Claim]
) -> list[Claim]:
    """Return the claims of a sentence that are made without a number.

    Parameters
    ----------
    form, passage, spot
        The edition and the sentence.
    context
        What was spoken of before.
    numbers
        The claims of the sentence's numbers (or of those before it): what 均 is said of.
    """
    if not _MARKED.search(passage.text):
        return []
    found: list[Claim] = []
    for match in _CLAUSE.finditer(passage.text):
        clause, said = match[0], context.spoken + passage.text[: match.end()]
        year, _ = year_of(clause, "")
        if is_plan(clause) or year in ("上年", "他年", "下年", "同期") or "除" in clause:
            continue
        if part_of_year(simplified(half_width(passage.printed[: match.end()]))):
            continue
        so_far = [c for c in numbers if c.figure.start - passage.start <= match.end()]
        found += _negated(form, passage, spot, context, clause, said)
        found += _universal(form, passage, spot, clause, said, so_far)
    found += _rates(passage, spot, context)
    return found


def _words(passage: Passage, words: str, value: int | None) -> Figure:
    start = max(passage.printed.find(words[:4]), 0)
    return Figure(passage.start + start, passage.start + start + len(words), words, "count", value)


def _negated(
    form: Edition, passage: Passage, spot: Spot, context: Context, clause: str, said: str
) -> Iterator[Claim]:
    for match in (*_ZERO.finditer(clause), *_NOT.finditer(clause)):
        scope = clause[match.end() :] if match.re is _NOT else clause[: match.start()]
        if vocabulary().channels.search(scope) or _ABOUT_SOME.search(scope):
            return  # of those that came so, or about that, only
        if _inside_name(clause, match.start()) or _NEITHER.search(_without_names(scope)):
            continue
        for named in _absent(form, scope, context, said):
            if named.meanings:
                words = clause[match.start() :].strip()
                yield Claim("none", spot, _words(passage, words, 0), named.check,
                            named.meanings, named.names)  # fmt: skip
        return


def _inside_name(clause: str, at: int) -> bool:
    return any(hit.start <= at < hit.start + len(hit.word) for hit in hits_in(clause))


def _without_names(scope: str) -> str:
    for hit in reversed([hit for hit in hits_in(scope) if hit.entry.slot != "act"]):
        scope = scope[: hit.start] + scope[hit.start + len(hit.word) :]
    return scope


def _absent(form: Edition, scope: str, context: Context, said: str) -> list[Named]:
    """Return the cells that are said to be nothing, each on its own."""
    hits = hits_in(scope)
    proceedings, results = of_slot(hits, "proceeding"), of_slot(hits, "result")
    if proceedings:
        if disputed_elsewhere(said[-60:]) or len(results) > 1:
            return []
        return table_4(form, proceedings, results, each=True)
    kinds, acts = of_slot(hits, "kind"), of_slot(hits, "act")
    if kinds or (acts and context.kinds):
        return _absent_documents(form, hits, context)
    rows = [
        row
        for row in of_slot(hits, "row")
        if row.id not in ("concluded", "answered", "handled", "taken")
    ]
    sure = [row for row in rows if not row.weak]
    if sure:
        return table_3(form, sure, (), each=True)
    received = _RECEIVED.search(scope.strip()) and "申请" in scope
    if received and about_applications(said[-80:]):
        row = vocabulary().by_id["row", "received"]
        return table_3(form, (row,), of_slot(hits, "column"), each=False)
    return []


def _absent_documents(form: Edition, hits: Hits, context: Context) -> list[Named]:
    kinds = of_slot(hits, "kind") or context.kinds
    acts = of_slot(hits, "act")
    decisions = tuple(kind for kind in kinds if kind.act and kind.id != "fees")
    if decisions:
        return table_2(form, decisions, (), each=True)
    documents = tuple(kind for kind in kinds if not kind.act)
    if documents and acts:
        return [n for act in acts for n in table_2(form, documents, (act,), each=True)]
    fees = tuple(kind for kind in kinds if kind.id == "fees")
    return table_2(form, fees, (), each=False) if fees else []


def _universal(
    form: Edition, passage: Passage, spot: Spot, clause: str, said: str, numbers: list[Claim]
) -> Iterator[Claim]:
    match = _ALL.search(clause)
    if match is None or _NOT.search(clause) or _FOR_OTHERS.search(clause):
        return
    before = said[: len(said) - len(clause) + match.start()]
    if _of_some(before, clause):
        return
    scope = clause[match.end() :]
    if any(c.isdigit() for c in scope) or "为零" in scope:
        return
    hits = hits_in(scope)
    results = of_slot(hits, "result")
    proceedings = _proceedings_of(numbers, clause)
    if results and proceedings:
        yield from _results(form, passage, spot, clause, numbers, results, proceedings)
        return
    if not about_applications(said) or is_rehearsed(passage.text):
        return
    if _CONCLUDE.search(scope) and not of_slot(hits, "column"):
        timely = bool(_TIMELY.search(clause))
        kind: Kind = "timely" if timely else "answered"
        yield Claim(kind, spot, _words(passage, clause.strip(), None))
        return
    if not _counts_itself(clause[: match.start()]):
        yield from _of_scope(form, passage, spot, clause, hits, numbers)


def _counts_itself(words: str) -> bool:
    """Whether a clause gives the number that it speaks of, which is bound by itself."""
    return any(figure.role == "count" for figure in figures_in(words))


def _of_some(before: str, clause: str) -> bool:
    """Whether a clause speaks of some applications only: carried in, the rest, those asked about.

    Parameters
    ----------
    before
        What was said up to 均.
    clause
        Where 均 stands.
    """
    if _REST.search(clause) or vocabulary().channels.search(clause):
        return True
    if _THIRD_PARTY.search(clause):
        return True
    sentence = before[max(before.rfind(mark) for mark in ";。") + 1 :]
    carried = max((match.end() for match in CARRIED_IN.finditer(sentence)), default=-1)
    if carried < 0:
        return bool(_REST.search(sentence[-24:]))
    own = clause.strip()[:1] and bool(CARRIED_IN.search(clause))
    return bool(own) or not _ALL_RECEIVED.search(sentence)


def _proceedings_of(numbers: Sequence[Claim], clause: str) -> tuple[str, ...]:
    """Return the proceedings named last, without results between: all of them ended so."""
    names: list[str] = []
    for claim in reversed([c for c in numbers if c.named("proceeding")]):
        if names and claim.named("result"):
            break  # 复议5件，维持5件，诉讼2件，均驳回: only the suits
        names += claim.named("proceeding")
        if claim.named("result"):
            break
    by_court = _BY_COURT.search(clause) is not None
    return tuple(name for name in dict.fromkeys(names) if not (by_court and name == "review"))


def _results(
    form: Edition,
    passage: Passage,
    spot: Spot,
    clause: str,
    numbers: list[Claim],
    results: tuple[Entry, ...],
    proceedings: tuple[str, ...],
) -> Iterator[Claim]:
    """Yield: all reviews and suits spoken of ended so."""
    known = vocabulary()
    for name in proceedings:
        entry = known.by_id["proceeding", name]
        named = table_4(form, (entry,), results, each=False)[0]
        own = [c for c in numbers if c.named("proceeding") == (name,)]
        total = [c for c in own if c.named("result") in ((), ("decided",))]
        if total:
            figure = replace(_words(passage, clause.strip(), 0), value=total[-1].value)
            yield Claim("all", spot, figure, named.check, named.meanings, named.names)


def _of_scope(
    form: Edition, passage: Passage, spot: Spot, clause: str, hits: Hits, numbers: list[Claim]
) -> Iterator[Claim]:
    """Yield: all applications of the number before ended so, or came from such applicants."""
    scoped = [c for c in numbers if c.kind == "number" and set(c.named("row")) & _SCOPE_ROWS
              and not c.named("column")]  # fmt: skip
    if not scoped or scoped[-1].value is None:
        return
    known = vocabulary()
    rows = tuple(r for r in rows_meant(hits) if r.id not in _SCOPE_ROWS and not r.weak)
    columns = of_slot(hits, "column")
    if rows:
        found = table_3(form, rows, (), each=False)
    elif columns:
        own = tuple(known.by_id["row", name] for name in scoped[-1].named("row"))
        found = table_3(form, own, columns, each=False)
    else:
        return
    figure = replace(_words(passage, clause.strip(), 0), value=scoped[-1].value)
    for named in found:
        yield Claim("all", spot, figure, named.check, named.meanings, named.names)


def _rates(passage: Passage, spot: Spot, context: Context) -> Iterator[Claim]:
    for start, figure in zip(passage.starts, passage.figures, strict=True):
        if figure.role != "percent" or figure.value != 100 or is_plan(passage.text[:start]):
            continue
        said = context.spoken + passage.text[:start]
        match = _RATE.search(said)
        if match and about_applications(said):
            kind: Kind = "timely" if match["what"] or _TIMELY.search(said[-14:]) else "answered"
            yield Claim(kind, spot, _words(passage, f"{match[0]}{figure.printed}", None))
