"""Totals and their parts: 其中, 包括, 分别为, and what stands after a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from disclosure_audit.forms import vocabulary
from disclosure_audit.reports.claims.claim import Claim, PartList
from disclosure_audit.reports.claims.passages import Passage
from disclosure_audit.reports.claims.slots import hits_in

_PARTIAL = re.compile(r"其中|主要(?:包括|有|是|为|涉及)|重点(?:包括|有)")
_FULL = re.compile(
    r"具体包括|包括|包含|涵盖|分别(?:来自|是|为|有)|分为|具体(?:为|是)|构成(?:为|:)|组成(?:为|:)|(?<![包])含(?!量|有)|:|^\("
)
_STOP = re.compile(
    r"[另此]外?有?(?=\D|$)|此外|同时|全年|年内|本年|当年|截至|结转|上年|没有|未|合计|共计|总计|总共|加上|新收|收到|"
    r"较|同比|相比|召开|举办|开展|回应|培训|接受|并"
)
_ANEW = re.compile(r";[^,]{0,16}(?:通过|推送|发布|制作|编发|利用|依托|回应)|,(?:通过|利用|依托)")
_JOINED = re.compile(r"[及和与]")
_LAST_WORDS = re.compile(r"^.*[,;:、]|(?:两项|两类)?(?:共|共计|合计)?\s?$")
_TAKES_ALL = re.compile(r"其他|其它|其余|剩余|余下")
_AND_SO_ON = re.compile(r"\s?等")
_SUM = re.compile(
    r"(?:[类项]共|合计|共计|总计|总共|累计共|总数(?:为|达)?)\s?(?:为|达|公开|发布)?(?:政府)?(?:信息)?\s?$"
)
_OUTCOMES = (
    frozenset({"granted", "granted_both"}), frozenset({"refused"}), frozenset({"unavailable"}),
    frozenset({"unprocessed"}),
)  # fmt: skip
_KINDS = ("类", "种", "个", "方面")
_NEAR = 14
"""Characters between a total and what introduces its parts."""


def published_total(passage: Passage, index: int, lead: str) -> bool:
    """Whether a number counts published items: 主动公开信息97条."""
    figure = passage.figures[index]
    words = lead + passage.object(index)[:10]
    if any(hit.entry.slot != "act" and not hit.entry.weak for hit in hits_in(words)):
        return False
    return (
        figure.unit in vocabulary().item_units
        and bool(vocabulary().published.search(words))
        and ("信息" in words or figure.unit in ("条", "篇", "则", "期"))
        and "文件" not in lead[-8:]
        and not re.search(r"申请|引起|引发|产生|涉及", words)
    )


def lists_in(passage: Passage, claims: Sequence[Claim]) -> list[PartList]:
    """Return the totals of a sentence with their parts.

    Parameters
    ----------
    passage, claims
        The sentence and the claims of its numbers, in order.
    """
    at = _positions(passage, claims)
    found: list[PartList] = []
    for number, whole in enumerate(claims):
        if whole.counted and whole.figure.exact and number + 1 < len(claims):
            found += _parts_of(passage, claims, at, number)
    found += _sums_at_the_end(passage, claims, at)
    return found


def _positions(passage: Passage, claims: Sequence[Claim]) -> list[tuple[int, int]]:
    spans = {id(f): (s, e) for f, s, e in
             zip(passage.figures, passage.starts, passage.ends, strict=True)}  # fmt: skip
    by_start = {f.start: spans[id(f)] for f in passage.figures}
    return [by_start[claim.figure.start] for claim in claims]


def _parts_of(
    passage: Passage, claims: Sequence[Claim], at: list[tuple[int, int]], number: int
) -> Iterator[PartList]:
    end_of_whole = at[number][1]
    past_bracket = _past_bracket(passage, end_of_whole)
    if past_bracket != end_of_whole:
        yield from _introduced(passage, claims, at, number, past_bracket)
    yield from _introduced(passage, claims, at, number, end_of_whole)


def _past_bracket(passage: Passage, end: int) -> int:
    """Return where a bracket that opens at `end` is closed; `end` where none does."""
    closed = passage.text.find(")", end) if passage.text[end : end + 1] == "(" else -1
    return closed + 1 if closed >= 0 else end


def _introduced(
    passage: Passage,
    claims: Sequence[Claim],
    at: list[tuple[int, int]],
    number: int,
    end_of_whole: int,
) -> Iterator[PartList]:
    whole = claims[number]
    numbers = range(number + 1, len(claims))
    later = (n for n in numbers if claims[n].counted and at[n][0] >= end_of_whole)
    following = next((n for n in later if not _names_how_many(passage, at[n])), None)
    if following is None or at[following] == at[number]:
        return
    if whole.figure.unit in _KINDS:
        return
    between = passage.text[end_of_whole : at[following][0]]
    if ")" in between and "(" not in between:
        return  # the whole stands in a bracket, what follows does not
    intro, end = _opening(between) or _by_channel(whole, claims[following])
    if not intro:
        return
    begin = end_of_whole + end
    parts, mixed = _collected(passage, claims, at, following, begin, whole)
    if not parts or (intro == "(" and len(parts) < 2):
        return
    told_all = _tells_all(passage, intro, parts, at, claims)
    by_dimension: dict[str, list[Claim]] = {}
    for part in parts:
        by_dimension.setdefault(_dimension(part), []).append(part)
    one = len(by_dimension) == 1 and not mixed
    for dimension, own in by_dimension.items():
        full = one and (told_all or _covers_outcomes(own))
        yield PartList(whole, tuple(own), dimension, full)


def _names_how_many(passage: Passage, at: tuple[int, int]) -> bool:
    """Whether a number only says how many parts follow: 分为三类：."""
    return passage.text[at[1] : at[1] + 1] in (":", "(") and passage.text[at[1] - 1] in _KINDS


def _by_channel(whole: Claim, part: Claim) -> tuple[str, int]:
    """Return how ways to apply follow without a word: 收到申请5件，网络3件，信函2件."""
    received = bool({"received", "taken", "handled"} & set(whole.named("row"))) and not part.named(
        "row"
    )
    if received and vocabulary().channels.search(part.lead):
        return "其中", 0
    return "", 0


def _opening(between: str) -> tuple[str, int] | None:
    """Return what introduces the parts of a total, and where it ends; None where nothing does."""
    first = _PARTIAL.search(between)
    if first and first.start() <= _NEAR and not _STOP.search(between[: first.start()]):
        return "其中", first.end()
    found = _FULL.search(between)
    if found and found.start() <= _NEAR and ";" not in between[: found.start()]:
        if found[0] == ":" and "," in between[: found.start()]:
            return None
        if _STOP.search(between[: found.start()]) or (found[0] == "(" and ")" in between):
            return None
        return found[0], found.end()
    return None


def _collected(
    passage: Passage,
    claims: Sequence[Claim],
    at: list[tuple[int, int]],
    first: int,
    begin: int,
    whole: Claim,
) -> tuple[list[Claim], bool]:
    """Return the parts from a number on, and whether other things are counted among them."""
    parts: list[Claim] = []
    mixed = False
    end = begin
    seen: set[int] = set()
    for number in range(first, len(claims)):
        claim = claims[number]
        if at[number][0] in seen:
            continue  # said of each thing named
        between = passage.text[end : at[number][0]]
        if parts and (_ends(between) or _PARTIAL.search(between)):
            break
        if not parts and number > first:
            break
        if ";" in between and sum((p.value or 0 for p in parts), start=0) == whole.value:
            break  # all parts were told
        if _joins_earlier(between, passage.text[begin:end]):
            end = at[number][1]
            continue
        opened = passage.text[begin : at[number][0]]
        if parts and opened.count(")") > opened.count("("):
            break
        if opened.count("(") > opened.count(")") and claim.figure.role == "count":
            continue  # parts of a part
        if claim.figure.role in ("percent", "rough", "date", "name", "duration", "ordinal"):
            end = max(end, at[number][1])
            continue
        if not claim.counted:
            break
        seen.add(at[number][0])
        end = at[number][1]
        if claim.figure.unit != whole.figure.unit:
            if parts and claim.figure.unit not in vocabulary().item_units:
                break
            mixed = True
        parts.append(claim)
    return parts, mixed


def _joins_earlier(between: str, earlier: str) -> bool:
    """Whether a number is of parts that were told before: ；公开及部分公开16件."""
    names = _JOINED.split(_LAST_WORDS.sub("", between))
    return len(names) > 1 and all(len(name) > 1 and name in earlier for name in names)


def _ends(between: str) -> bool:
    """Whether words between two numbers begin something new."""
    begins = between.lstrip("、 ")
    if _ANEW.match(begins):
        return True
    return bool(_STOP.search(between[:14]) and not between.lstrip(",;、 ").startswith("未")) or (
        _FULL.search(between.replace(":", "")) is not None and "," in between
    )


def _tells_all(
    passage: Passage,
    intro: str,
    parts: list[Claim],
    at: list[tuple[int, int]],
    claims: Sequence[Claim],
) -> bool:
    last = parts[-1]
    place = next(n for n, claim in enumerate(claims) if claim is last)
    behind = passage.text[at[place][1] :]
    if _AND_SO_ON.match(behind) or any(not part.figure.exact for part in parts):
        return False
    if _TAKES_ALL.search(last.lead) and last.named("column") == () and last.named("row") == ():
        return True
    return intro != "其中" and len(parts) > 1


def _dimension(part: Claim) -> str:
    for slot in ("row", "result", "kind"):
        if part.named(slot):
            if slot == "row" and part.named("column") and not _outcome(part):
                return "column"
            return slot
    if part.named("column"):
        return "column"
    if part.named("proceeding"):
        return "proceeding"
    if vocabulary().channels.search(part.lead):
        return "channel"
    if vocabulary().media.search(part.lead):
        return "media"
    return "topic"


def _outcome(part: Claim) -> bool:
    rows = part.named("row")
    return bool(rows) and not set(rows) & {
        "received",
        "taken",
        "handled",
        "carried_in",
        "carried_out",
    }


def _covers_outcomes(parts: Sequence[Claim]) -> bool:
    """Whether parts name every group of outcomes of table 3: then they are all."""
    rows = {row for part in parts for row in part.named("row")}
    return all(rows & group for group in _OUTCOMES)


def _sums_at_the_end(
    passage: Passage, claims: Sequence[Claim], at: list[tuple[int, int]]
) -> Iterator[PartList]:
    """Yield a total that follows its parts: 37条；52条；14条，三类合计103条."""
    for number, whole in enumerate(claims):
        said = passage.text[max(0, at[number][0] - 16) : at[number][0]]
        if not (whole.counted and whole.figure.exact and _SUM.search(said)):
            continue
        earlier = [
            claim
            for n, claim in enumerate(claims[:number])
            if claim.counted and claim.figure.unit == whole.figure.unit
            and at[n] not in at[n + 1 : number]
        ]  # fmt: skip
        values = [claim.figure.value or 0 for claim in earlier if claim.figure.exact]
        if len(earlier) < 2 or len(values) != len(earlier):
            continue
        tails = [sum(values[n:]) for n in range(len(values) - 1)]
        if whole.value in values or (sum(values) != whole.value and whole.value in tails):
            continue
        if sum(values) == whole.value or "类" in said or "项" in said:
            yield PartList(whole, tuple(earlier), "topic", True)
