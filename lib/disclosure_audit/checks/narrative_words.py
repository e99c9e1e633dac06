"""Family narrative: claims made in words, silence, sentences left open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from disclosure_audit.checks.check import Basis, check
from disclosure_audit.checks.finding import Outcome, not_applicable, not_assessable, passed
from disclosure_audit.checks.narrative_figures import SAME_FACTS
from disclosure_audit.checks.stated import (
    CORRECT,
    Judged,
    TableSum,
    cells_words,
    common_cause,
    judged,
    number_words,
    places,
    sum_of,
)
from disclosure_audit.checks.subject import Subject
from disclosure_audit.reports.claims import Claim
from disclosure_audit.text import Words, shortened

READS_SO = Basis("I", Words("由文字推得，建议核实", "follows from the wording: to be verified"))
_SHOWN = 3
_RECEIVED = ("t3.received.total",)
_CARRIED_OUT = ("t3.carried_out.total",)


@check(
    "narrative.universal",
    family="narrative",
    severity="should_correct",
    basis=SAME_FACTS,
    obligation=Words(
        "“没有”“未发生”“均”“全部”等说法与表格一致",
        "none, all and every in the text agree with the tables",
    ),
    example=Words(
        "写“复议、诉讼均维持”，表四有 3 件尚未审结", "“all upheld”, yet 3 are pending in table 4"
    ),
    caution=Words(
        "“均在法定期限内答复”没有申请登记无法核对，列为待核",
        "“all answered in time” cannot be told without the register of applications",
    ),
)
def universal(subject: Subject, _: str) -> Outcome:
    claims = [c for c in subject.prose.claims if c.kind != "number"]
    if not claims:
        return not_applicable(
            Words("正文没有“均”“没有”一类可核对的说法", "the text makes no such claim")
        )
    wrong = [r for r in _held(subject, claims) if r.verdict == "differs"]
    if wrong:
        return _not_so(subject, wrong)
    timely = [c for c in claims if c.kind == "timely"]
    if timely:
        return not_assessable(
            Words(
                f"正文“{_said(timely[0])}”，没有申请登记，无法核对",
                f"“{_said(timely[0])}” cannot be told without the register of applications",
            )
        )
    open_ones = [r for r in _held(subject, claims) if r.verdict == "open"]
    if open_ones:
        cells, said = open_ones[0].total.cells, _said(open_ones[0].claim)
        where = cells_words(subject, cells)
        return not_assessable(
            Words(
                f"正文“{said}”，但{where.zh}没有能确定的数",
                f"“{said}”, but {where.en} is not certain",
            ),
            cells,
        )
    shown = "、".join(f"“{_said(c)}”" for c in claims[:_SHOWN])
    return passed(
        Words(f"正文{shown}与表格相符", f"{shown} agree with the tables"), at=places(claims)
    )


def _held(subject: Subject, claims: Sequence[Claim]) -> Iterator[Judged]:
    for claim in claims:
        if claim.kind == "answered":
            total = sum_of(subject, _CARRIED_OUT)
            yield Judged(claim, _is_zero(total), total)
        elif claim.meanings:
            yield judged(subject, claim)


def _is_zero(total: TableSum) -> Literal["fits", "differs", "open"]:
    if total.unsure:
        return "open"
    return "differs" if total.low > 0 else "fits"


def _said(claim: Claim) -> str:
    return shortened(claim.figure.printed, 30)


def _wanted(result: Judged) -> str:
    """Return what the words demand of the cells."""
    return f"{result.claim.value}" if result.claim.kind == "all" else "0"


def _not_so(subject: Subject, wrong: list[Judged]) -> Outcome:
    cells = tuple(dict.fromkeys(cell for r in wrong for cell in r.total.cells))
    zh, en = [], []
    for result in wrong[:_SHOWN]:
        where = cells_words(subject, result.total.cells)
        value = number_words(result.total)
        wanted = _wanted(result)
        zh.append(f"正文“{_said(result.claim)}”，则{where.zh}应为 {wanted}，表中为 {value}")
        en.append(f"“{_said(result.claim)}” means {wanted} in {where.en}, the table says {value}")
    first = wrong[0]
    return Outcome(
        "fail",
        Words(f"{'；'.join(zh)}，请核实。", f"{'; '.join(en)}; please verify."),
        cells=cells,
        at=(*places(r.claim for r in wrong), *subject.places(cells)),
        expected=_wanted(first),
        actual=number_words(first.total),
        suggestion=CORRECT,
        caused_by=common_cause(subject, wrong),
    )


@check(
    "narrative.zero_handled",
    family="narrative",
    severity="improve",
    basis=READS_SO,
    obligation=Words(
        "没有收到申请的，不写“全部答复”“按时办结率100%”",
        "where nothing was received, nothing is said to be answered",
    ),
    example=Words("收到 0 件，“均按时答复”", "0 received, “all answered in time”"),
    caution=Words("有上年结转的不算", "not where applications were carried in"),
)
def zero_handled(subject: Subject, _: str) -> Outcome:
    claims = [c for c in subject.prose.claims if c.kind in ("answered", "timely")]
    if not claims:
        return not_applicable(
            Words("正文没有“全部答复”一类的说法", "the text does not say that all was answered")
        )
    due = sum_of(subject, ("t3.received.total", "t3.carried_in.total"))
    if due.unsure:
        return not_assessable(
            Words("表三新收、结转没有能确定的数", "table 3 has no certain figures"), due.cells
        )
    if due.low or due.high != 0:
        return passed(Words("有申请可答复", "there was something to answer"), due.cells)
    return Outcome(
        "fail",
        Words(
            f"没有申请可办，却写“{_said(claims[0])}”。",
            f"There was nothing to answer, yet the text says “{_said(claims[0])}”.",
        ),
        cells=due.cells,
        at=places(claims),
        suggestion=Words(
            "写明“本年没有收到申请”，删去办结情况。",
            "Say that none was received; leave out the rest.",
        ),
    )


CHECKS = (universal, zero_handled)
