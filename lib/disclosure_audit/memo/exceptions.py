"""What waivers.yaml says, as the memo shows it: this year's entries, and last year's to know of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from disclosure_audit.checks import Finding
from disclosure_audit.checks.listing import SEVERITY_WORDS, STATUS_WORDS
from disclosure_audit.checks.subject import Subject
from disclosure_audit.memo.coverage import Group
from disclosure_audit.memo.labels import place_of
from disclosure_audit.text import Language, Words, shortened
from disclosure_audit.years import Named, Waiver, Waivers

_LONGEST = 300
_MOST_LINES = 40
_STILL_DUE = Words("仍应更正后重新发布。", "It is still to be corrected and published again.")


@dataclass(frozen=True, slots=True)
class LastYearLine:
    """An entry of last year's waivers.yaml: what it was about and what it said."""

    about: str
    said: str


def waived_groups(
    subject: Subject, findings: Sequence[Finding], language: Language
) -> tuple[Group, ...]:
    """Return the findings that a waiver or an answer holds for, each with who, why, until when."""
    return tuple(
        Group(
            what=_what(subject, finding).said(language),
            count=1,
            detail=_detail(finding).said(language),
        )
        for finding in findings
        if finding.status == "waived"
    )


def _what(subject: Subject, finding: Finding) -> Words:
    """Return place and fault, with the severity it had."""
    place = place_of(subject, finding.check, finding.outcome.cells)
    seen = finding.outcome.message
    zh, en = shortened(seen.zh, _LONGEST), shortened(seen.en, _LONGEST)
    severity = finding.waiving.severity if finding.waiving else None
    if severity is None:
        return Words(f"{place.zh}：{zh}", f"{place.en}: {en}")
    word = SEVERITY_WORDS[severity]
    return Words(f"【{word.zh}】{place.zh}：{zh}", f"[{word.en}] {place.en}: {en}")


def _detail(finding: Finding) -> Words:
    waiving = finding.waiving
    if waiving is None:
        return Words(finding.id, finding.id)
    said = waiving.words
    due = waiving.severity == "must_correct" or finding.family == "arithmetic"
    more = Words(f"。{_STILL_DUE.zh}", f". {_STILL_DUE.en}") if due else Words("", "")
    return Words(f"{said.zh}{more.zh}　{finding.id}", f"{said.en}{more.en}  {finding.id}")


def last_year_lines(
    subject: Subject, findings: Sequence[Finding], language: Language
) -> tuple[LastYearLine, ...]:
    """Return last year's waivers and answers, and how the same checks end this year.

    A fault of last year's file is one line; more entries than a page bears are counted.
    """
    last: Waivers = subject.data.last_waivers
    if last.fault is not None:
        return (LastYearLine(_UNUSABLE.said(language), last.fault.said(language)),)
    now = {finding.check: finding for finding in findings}
    named = [(entry, one) for entry in last.entries for one in entry.findings]
    lines = [
        LastYearLine(
            _about(one, now.get(one.check)).said(language), _entry_words(entry).said(language)
        )
        for entry, one in named[:_MOST_LINES]
    ]
    left = len(named) - len(lines)
    if left:
        more = Words(f"另有 {left} 条", f"and {left} more")
        lines.append(LastYearLine(more.said(language), ""))
    return tuple(lines)


_UNUSABLE = Words("上年的清单不能使用", "last year's file cannot be used")


def _about(named: Named, now: Finding | None) -> Words:
    if now is None:
        return Words(f"{named.check}（本年没有这一项）", f"{named.check} (not looked at this year)")
    word = STATUS_WORDS[now.status]
    demand = Words(shortened(now.obligation.zh, 80), shortened(now.obligation.en, 80))
    return Words(
        f"{demand.zh}（{named.check}，本年：{word.zh}）",
        f"{demand.en} ({named.check}, this year: {word.en})",
    )


def _entry_words(entry: Waiver) -> Words:
    day = entry.until.isoformat()
    kind = Words("豁免", "waived") if entry.kind == "waiver" else Words("说明", "answered")
    reason = shortened(entry.reason, _LONGEST)
    return Words(
        f"上年{kind.zh}：{reason}（{entry.who}，有效至 {day}）",
        f"last year {kind.en}: {reason} ({entry.who}, until {day})",
    )
