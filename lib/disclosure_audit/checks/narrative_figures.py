"""Family narrative: counts of the prose against the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from disclosure_audit.checks.check import Basis, Check, check
from disclosure_audit.checks.finding import Outcome, Severity, not_applicable, passed
from disclosure_audit.checks.stated import (
    Judged,
    compared,
    differing,
    excerpt,
    judged,
    number_words,
    places,
    sum_of,
)
from disclosure_audit.checks.subject import Subject
from disclosure_audit.reports.claims import Claim
from disclosure_audit.text import Words

SAME_FACTS = Basis(
    "I",
    Words(
        "正文与表格说的是同一年同一件事，推得两处应当一致，建议核实",
        "text and tables tell of the same year, so they should agree: to be verified",
    ),
)


def _counts(
    name: str,
    severity: Severity,
    what: Words,
    example: Words,
    caution: Words,
    look: Callable[[Subject, str], Outcome] | None = None,
) -> Check:
    """Make the check that holds the counts of `narrative.<name>` against their cells."""

    def compare(subject: Subject, check_id: str) -> Outcome:
        claims = [c for c in subject.prose.of_check(name) if not _counts_assistance(subject, c)]
        return compared(subject, check_id, claims, _nothing(what), what)

    made = check(
        f"narrative.{name}",
        family="narrative",
        severity=severity,
        basis=SAME_FACTS,
        obligation=Words(
            f"正文所写{what.zh}的数与表格一致", f"{what.en} in the text as in the tables"
        ),
        example=example,
        caution=caution,
    )
    return made(look or compare)


def _counts_assistance(subject: Subject, claim: Claim) -> bool:
    """Whether a total holds cases of assistance, and the table rightly leaves them out."""
    own = [one for one in subject.prose.lists if one.whole is claim]
    helped = [part for one in own for part in one.parts if part.check == "assistance"]
    if not helped or claim.value is None:
        return False
    rest = claim.value - sum((part.value or 0 for part in helped), start=0)
    return any(sum_of(subject, cells).low == rest for cells in claim.meanings)


def _nothing(what: Words) -> Words:
    return Words(f"正文没有写{what.zh}的数", f"the text gives no number of: {what.en}")


RECEIVED = Words("新收申请", "applications received")
CARRIED_IN = Words("上年结转", "carried in")
CARRIED_OUT = Words("结转下年度", "carried out")
CONCLUDED = Words("办结、答复", "concluded")
GRANTED = Words("予以公开、部分公开", "granted, in full or in part")
REVIEWS = Words("行政复议", "reviews")
LAWSUITS = Words("行政诉讼", "lawsuits")
NORMATIVE = Words("规章、行政规范性文件", "rules and normative documents")


def _pending_left_out(subject: Subject, name: str, what: Words) -> Outcome:
    """Compare counts of cases; a gap of just the pending ones is asked about, not called wrong."""
    claims = subject.prose.of_check(name)
    outcome = compared(subject, f"narrative.{name}", claims, _nothing(what), what)
    if outcome.status != "fail" or outcome.caused_by:
        return outcome
    wrong = [
        r for r in (judged(subject, c) for c in claims if c.meanings) if r.verdict == "differs"
    ]
    if not all(_gap_is_pending(subject, result) for result in wrong):
        return outcome
    asked = differing(subject, wrong, what, severity="verify")
    gap = Words("（相差数恰为尚未审结的件数）", "(the gap is just the pending cases)")
    return Outcome(
        "fail",
        Words(
            f"{asked.message.zh.rstrip('。')}{gap.zh}。",
            f"{asked.message.en.rstrip('.')} {gap.en}.",
        ),
        asked.cells,
        asked.at,
        asked.expected,
        asked.actual,
        asked.difference,
        suggestion=Words(
            "核实正文是否只计已审结的案件；如是，请在正文中写明口径。",
            "Check whether the text counts decided cases only; if so, say so in the text.",
        ),
        severity="verify",
    )


def _gap_is_pending(subject: Subject, result: Judged) -> bool:
    pending = tuple(c.replace(".total", ".pending") for c in result.total.cells)
    if pending == result.total.cells or result.claim.value is None:
        return False
    waiting = sum_of(subject, pending)
    gap = result.total.low - result.claim.value
    return not waiting.unsure and waiting.low == waiting.high == gap != 0


def reviews(subject: Subject, _: str) -> Outcome:
    return _pending_left_out(subject, "reviews", REVIEWS)


def lawsuits(subject: Subject, _: str) -> Outcome:
    return _pending_left_out(subject, "lawsuits", LAWSUITS)


_RESULTS = {
    "refused": Words("不予公开", "refused"),
    "unavailable": Words("无法提供", "cannot be provided"),
    "unprocessed": Words("不予处理", "not processed"),
    "other": Words("其他处理", "otherwise handled"),
}


def _results(_: Subject) -> Iterable[str]:
    return (f"narrative.{name}" for name in _RESULTS)


@check(
    "narrative.<result>",
    family="narrative",
    severity="must_correct",
    basis=SAME_FACTS,
    obligation=Words(
        "正文所写不予公开、无法提供、不予处理、其他处理件数与表三一致",
        "refusals and other results in the text as in table 3",
    ),
    example=Words("正文写无法提供 2 件，表三该组合计 3 件", "text: 2 unavailable; table 3: 3"),
    caution=Words(
        "写明具体情形的对该行，只写组名的对该组合计",
        "a named case is held against its row, a group against its sum",
    ),
    targets=_results,
)
def results(subject: Subject, check_id: str) -> Outcome:
    name = check_id.rpartition(".")[2]
    what = _RESULTS[name]
    return compared(subject, check_id, subject.prose.of_check(name), _nothing(what), what)


@check(
    "narrative.withdrawn",
    family="narrative",
    severity="verify",
    basis=SAME_FACTS,
    obligation=Words(
        "申请人撤回的件数不多于表三“其他处理”", "withdrawals lie within the row 其他处理 of table 3"
    ),
    example=Words("正文写撤回 3 件，“其他处理”为 1", "text: 3 withdrawn; row 其他处理: 1"),
    caution=Words("撤回的可计入“其他”，其他处理可以更多", "the row may hold more than withdrawals"),
)
def withdrawn(subject: Subject, _: str) -> Outcome:
    what = Words("申请人撤回", "withdrawals")
    claims = [c for c in subject.prose.of_check("withdrawn") if c.meanings]
    if not claims:
        return not_applicable(_nothing(what))
    over = [r for r in (judged(subject, c) for c in claims) if _exceeds(subject, r)]
    if over:
        return differing(subject, over, what)
    return passed(
        Words("正文所写撤回件数没有超出“其他处理”", "withdrawals lie within the row"),
        dict.fromkeys(cell for c in claims for m in c.meanings for cell in m),
        places(claims),
    )


def _exceeds(subject: Subject, result: Judged) -> bool:
    sums = [sum_of(subject, cells) for cells in result.claim.meanings]
    value = result.claim.value or 0
    return all(not s.unsure and s.high is not None and value > s.high for s in sums)


@check(
    "narrative.assistance",
    family="narrative",
    severity="should_correct",
    basis=SAME_FACTS,
    obligation=Words(
        "协助、转办的件不计入本机关收到的申请", "cases of assistance are not applications received"
    ),
    example=Words(
        "收到 9 件，其中协助 5 件，表三新收也填 9", "9 received, 5 of them assistance; table 3: 9"
    ),
    caution=Words("表三已扣除协助件的通过", "passes where table 3 leaves them out"),
)
def assistance(subject: Subject, _: str) -> Outcome:
    helped = [c for c in subject.prose.of_check("assistance") if c.figure.exact and c.value]
    wholes = {id(p): own.whole for own in subject.prose.lists for p in own.parts}
    inside = [(c, wholes[id(c)]) for c in helped if id(c) in wholes]
    inside = [(c, whole) for c, whole in inside if whole.named("row")]
    if not inside:
        return not_applicable(
            Words(
                "正文没有把协助、转办的件算在申请里", "no assistance is counted as an application"
            )
        )
    claim, whole = inside[0]
    received = sum_of(subject, ("t3.received.total",))
    if received.low == received.high == whole.value:
        return _counted_in(subject, claim, whole)
    return passed(
        Words(
            f"正文“{excerpt(claim)}”，表三新收 {number_words(received)} 件，没有全数计入",
            "table 3 does not count all of them as received",
        ),
        received.cells,
        places((claim,)),
    )


def _counted_in(subject: Subject, claim: Claim, whole: Claim) -> Outcome:
    cells = ("t3.received.total",)
    return Outcome(
        "fail",
        Words(
            f"正文“{excerpt(whole)}”中含“{excerpt(claim)}”，表三新收也为 {whole.value}，"
            "协助、转办的件似已计入，请核实。",
            f"“{excerpt(whole)}” includes “{excerpt(claim)}”, and table 3 counts {whole.value} "
            "received: assistance seems to be counted in, please verify.",
        ),
        cells=cells,
        at=(*places((claim,)), *subject.places(cells)),
        expected=f"{(whole.value or 0) - (claim.value or 0)}",
        actual=f"{whole.value}",
        suggestion=Words(
            "核实后从新收及办理结果中扣除协助、转办的件，正文另写。",
            "Take assistance out of received and of the results, and tell of it separately.",
        ),
    )


_LEAVE_OPEN = Words(
    "“受理”“收办”“办理”可指新收，也可指新收加结转，合其一即可",
    "受理, 收办 and 办理 may mean received, or received and carried in: either will do",
)
_ROUND = Words("“余”“多”“约”按范围比对", "round figures are compared as ranges")
CHECKS = (
    _counts("received", "must_correct", RECEIVED,
            Words("正文写收到 6 件，表三新收总计 5", "text: 6 received; table 3: 5"), _LEAVE_OPEN),
    _counts("carried_in", "must_correct", CARRIED_IN,
            Words("正文写上年结转 1 件，表三为 0", "text: 1 carried in; table 3: 0"), _ROUND),
    _counts("carried_out", "must_correct", CARRIED_OUT,
            Words("正文写结转下年 2 件，表三为 1", "text: 2 carried out; table 3: 1"), _ROUND),
    _counts("concluded", "must_correct", CONCLUDED,
            Words("正文写办结 3 件，表三（七）总计 4", "text: 3 concluded; table 3: 4"),
            Words("“答复”可以不含不予处理、其他处理", "答复 may leave out unprocessed and other")),
    _counts("granted", "must_correct", GRANTED,
            Words("正文写予以公开 258 件，表三为 275", "text: 258 granted; table 3: 275"),
            Words("“予以公开”可以含部分公开，合其一即可", "予以公开 may include grants in part")),
    results,
    withdrawn,
    assistance,
    _counts("reviews", "should_correct", REVIEWS,
            Words("正文写复议 2 件，表四总计 3", "text: 2 reviews; table 4: 3"),
            Words("相差数恰为尚未审结的，只作提示", "a gap of the pending is only asked about"),
            reviews),
    _counts("lawsuits", "should_correct", LAWSUITS,
            Words("正文写诉讼 1 件，表四两组总计 2", "text: 1 lawsuit; table 4: 2"),
            Words("相差数恰为尚未审结的，只作提示", "a gap of the pending is only asked about"),
            lawsuits),
    _counts("normative", "must_correct", NORMATIVE,
            Words("正文写制发 0 件，表二为 4", "text: none issued; table 2: 4"),
            Words("“制发文件”“印发通知”不等于制发规范性文件",
                  "papers issued are not all normative documents")),
    _counts("licences", "must_correct", Words("行政许可", "licences"),
            Words("正文写许可 46 件，表二 64", "text: 46 licences; table 2: 64"),
            Words("许可事项、许可信息的条数不算", "items and notices of licences do not count")),
    _counts("penalties", "must_correct", Words("行政处罚", "penalties"),
            Words("正文写处罚 2 件，表二 3", "text: 2 penalties; table 2: 3"),
            Words("处罚事项、处罚信息的条数不算", "items and notices of penalties do not count")),
    _counts("coercion", "must_correct", Words("行政强制", "coercion"),
            Words("正文写强制 1 件，表二 0", "text: 1 coercion; table 2: 0"),
            Words("强制事项的项数不算", "items of coercion are not counted")),
    _counts("fees", "should_correct", Words("行政事业性收费", "administrative fees"),
            Words("正文写收费 3 万元，表二 0.3", "text: 30,000 yuan; table 2: 3,000"),
            Words("2019 年版填的是收费项目，不比对", "edition 2019 counts fee items only")),
)  # fmt: skip
