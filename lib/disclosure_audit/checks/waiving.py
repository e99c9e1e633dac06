"""Waivers and answers held against the findings: a changed value, rule or date re-opens them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from disclosure_audit.checks.check import Basis, check
from disclosure_audit.checks.finding import (
    Finding,
    Outcome,
    Waiving,
    WaivingState,
    not_applicable,
    passed,
)
from disclosure_audit.checks.policy import Policy
from disclosure_audit.checks.subject import Subject
from disclosure_audit.text import Words
from disclosure_audit.years import Named, Waiver, Waivers

_UNMATCHED = "text.waiver_unmatched"
_MALFORMED = "text.waivers_malformed"
_SHOWN = 8
_FILE_FORM = Basis(
    "L",
    Words(
        "豁免清单 waivers.yaml 的写法（docs/waivers.md）",
        "how waivers.yaml is written (docs/waivers.md)",
    ),
)
_NO_FILE = not_applicable(
    Words("年度文件夹中没有 waivers.yaml", "the year folder holds no waivers.yaml")
)


@check(
    _MALFORMED,
    family="text",
    severity="should_correct",
    basis=_FILE_FORM,
    obligation=Words(
        "豁免清单写法正确；写错的清单整份不生效",
        "waivers.yaml is well formed; where it is not, no entry of it holds",
    ),
    example=Words("一条豁免没有写 until", "an entry lacks until"),
    caution=Words("没有这份文件不算错", "no such file is no fault"),
)
def malformed(subject: Subject, _: str) -> Outcome:
    waivers = subject.data.waivers
    if not waivers.present:
        return _NO_FILE
    if waivers.fault is None:
        count = len(waivers.entries)
        return passed(Words(f"读到 {count} 条", f"{count} entries read"))
    return Outcome(
        "fail",
        Words(
            f"豁免清单不能使用，各项问题照常列出。{waivers.fault.zh}",
            f"The waivers cannot be used; every finding stays open. {waivers.fault.en}",
        ),
        suggestion=Words(
            "按 docs/waivers.md 改正 waivers.yaml 后重新核查。",
            "Correct waivers.yaml as docs/waivers.md says and run again.",
        ),
    )


@check(
    _UNMATCHED,
    family="text",
    severity="improve",
    basis=_FILE_FORM,
    obligation=Words(
        "豁免清单的每一条都对应一项不符", "every entry of waivers.yaml is about something failed"
    ),
    example=Words(
        "所列的问题已经更正，或检查编号抄错",
        "the fault was corrected since, or the id was copied wrongly",
    ),
    caution=Words(
        "数值、规则或日期变了的豁免不列在这里：那项问题重新列出，并写明原因",
        "a waiver that lapsed is not listed here: its finding is open again and says why",
    ),
)
def unmatched(subject: Subject, _: str) -> Outcome:
    """Return what holds while nothing is known of the other findings; `with_waivers` looks."""
    waivers = subject.data.waivers
    if not waivers.entries:
        return _NO_FILE if not waivers.present else not_applicable(_NO_ENTRY)
    return passed(Words("每一条都对应一项不符", "every entry is about something that failed"))


_NO_ENTRY = Words("清单中没有可用的条目", "waivers.yaml holds no usable entry")


def with_waivers(
    findings: Iterable[Finding], waivers: Waivers, today: date, policy: Policy
) -> tuple[Finding, ...]:
    """Return the findings with the entries of waivers.yaml applied.

    Parameters
    ----------
    findings
        Of one report; `text.waiver_unmatched` is judged anew here.
    waivers
        The year folder's.
    today
        The day by which dates are held.
    policy
        Severities that differ from the catalogue's.

    Returns
    -------
    tuple of Finding
        In the same order. A fail that an entry holds for is ``waived``; one that an entry held for
        once says why it does no longer. Findings about waivers.yaml itself are never waived: when
        entries are looked at, none of those has failed.
    """
    found = list(findings)
    open_fails = {f.check: f for f in found if f.status == "fail"}
    states: dict[str, Waiving] = {}
    strays: list[tuple[Waiver, Named]] = []
    for entry in waivers.entries:
        for named in entry.findings:
            finding = open_fails.get(named.check)
            if finding is None:
                strays.append((entry, named))
                continue
            waiving = Waiving(entry, _state(entry, named, finding, today), finding.severity)
            if named.check not in states or waiving.state == "holds":
                states[named.check] = waiving
    return tuple(
        _stray(finding, strays, policy)
        if finding.check == _UNMATCHED
        else _with(finding, states.get(finding.check))
        for finding in found
    )


def _state(entry: Waiver, named: Named, finding: Finding, today: date) -> WaivingState:
    if named.finding != finding.id:
        return "changed"
    if today > entry.until:
        return "expired"
    if entry.kind == "answer" and not is_answerable(finding):
        return "not_answerable"
    return "holds"


def is_answerable(finding: Finding) -> bool:
    """Whether an answer is enough: only for what is to be verified, and never for arithmetic."""
    return finding.severity == "verify" and finding.family != "arithmetic"


def _with(finding: Finding, waiving: Waiving | None) -> Finding:
    if waiving is None:
        return finding
    if waiving.state != "holds":
        return replace(finding, waiving=waiving)
    outcome = replace(finding.outcome, status="waived")
    return replace(finding, outcome=outcome, severity=None, waiving=waiving, caused_by=None)


def _stray(finding: Finding, strays: list[tuple[Waiver, Named]], policy: Policy) -> Finding:
    if not strays:
        return finding
    shown = strays[:_SHOWN]
    more = Words("", "") if len(shown) == len(strays) else Words("等", ", …")
    zh = "；".join(f"第 {entry.line} 行 {named.finding}" for entry, named in shown)
    en = "; ".join(f"line {entry.line} {named.finding}" for entry, named in shown)
    outcome = Outcome(
        "fail",
        Words(
            f"waivers.yaml 有 {len(strays)} 处没有对应的不符项：{zh}{more.zh}。",
            f"waivers.yaml names {len(strays)} findings that did not fail: {en}{more.en}.",
        ),
        suggestion=Words(
            "问题已经更正的，删去这一条；编号抄错的，从备忘录“编号”一栏重新抄录。",
            "Remove the entry where the fault was corrected; copy the id from the memo again where "
            "it is wrong.",
        ),
    )
    severity = policy.severity_of(_UNMATCHED, unmatched.severity)
    return replace(finding, outcome=outcome, severity=severity)


CHECKS = (malformed, unmatched)
