"""Findings as plain text, for the command line."""

from __future__ import annotations

from disclosure_audit.checks.finding import SEVERITIES, Change, Finding, counts
from disclosure_audit.checks.second_audit import second_audit
from disclosure_audit.checks.subject import Subject
from disclosure_audit.reports import place_in_words
from disclosure_audit.text import Language, Words
from disclosure_audit.text.plain import visible
from disclosure_audit.years import Prior, YearData

SEVERITY_WORDS = {
    "must_correct": Words("严重错误", "must correct"),
    "should_correct": Words("一般错误", "should correct"),
    "improve": Words("不规范", "improve"),
    "verify": Words("提示核实", "verify"),
}
STATUS_WORDS = {
    "pass": Words("通过", "passed"),
    "fail": Words("不符", "failed"),
    "not_assessable": Words("待核", "not assessable"),
    "not_applicable": Words("不适用", "not applicable"),
    "waived": Words("已说明", "waived"),
}


def listing(data: YearData, findings: tuple[Finding, ...], language: Language) -> str:
    """Return what was found as lines of text: the faults, what could not be judged, the counts."""
    report, subject = data.report, Subject(data)
    head = Words(
        f"{report.township or '单位不详'}　{report.year or '年度不详'} 年度　"
        f"{report.edition} 年版格式　{report.source.path}",
        f"{report.township or 'unit unknown'}, {report.year or 'year unknown'}, "
        f"edition {report.edition}, {report.source.path}",
    )
    lines = [head.said(language), *(_prior(p, language) for p in data.priors), ""]
    failed = [f for f in findings if f.status == "fail"]
    failed.sort(key=lambda f: SEVERITIES.index(f.severity or "verify"))
    open_ids = {f.id for f in failed}
    roots = [f for f in failed if f.caused_by not in open_ids]
    for number, finding in enumerate(roots, start=1):
        lines += _fault(number, finding, failed, subject, language)
    for status in ("waived", "not_assessable"):
        lines += [_unjudged(f, language) for f in findings if f.status == status]
    again = second_audit(subject, findings)
    if again is not None:
        lines.append(f"※ {again.words.said(language)}")
    lines += [f"※ {note.words.said(language)}" for note in report.notes]
    tally = counts(findings)
    shown = [f"{STATUS_WORDS[status].said(language)} {tally[status]}" for status in STATUS_WORDS]
    return "\n".join(map(_on_one_line, [*lines, "　".join(shown)]))


def _on_one_line(line: str) -> str:
    """Return a line with nothing in it that breaks or steers it: names of files may hold that."""
    return visible(" ".join(line.splitlines()))


def _prior(prior: Prior, language: Language) -> str:
    said = Words(
        f"对照的往年报告　{prior.year} 年度　{prior.report.source.path}",
        f"compared with the report of {prior.year}, {prior.report.source.path}",
    )
    return said.said(language)


def _fault(
    number: int, finding: Finding, failed: list[Finding], subject: Subject, language: Language
) -> list[str]:
    severity = SEVERITY_WORDS[finding.severity or "verify"].said(language)
    outcome = finding.outcome
    lines = [f"{number}. 【{severity}】{finding.message.said(language)}"]
    if outcome.at:
        place = place_in_words(outcome.at[0], subject.report.source.format).said(language)
        lines.append(f"   {place}　[{finding.id}]")
    else:
        lines.append(f"   [{finding.id}]")
    lines.append(f"   {Words('依据', 'Basis').said(language)}：{finding.basis.said(language)}")
    if outcome.suggestion:
        advice = outcome.suggestion.said(language)
        lines.append(f"   {Words('建议', 'Advice').said(language)}：{advice}")
    lines += _repairs(subject, finding, language)
    effects = [f for f in failed if f.caused_by == finding.id]
    if effects:
        words = Words(
            f"同因涉及 {len(effects)} 项：{'、'.join(f.id for f in effects)}",
            f"{len(effects)} more of the same cause: {', '.join(f.id for f in effects)}",
        )
        lines.append(f"   {words.said(language)}")
    return lines


def _repairs(subject: Subject, finding: Finding, language: Language) -> list[str]:
    """Return one line for each repair: what to change, from what to what, and why."""
    mark = Words("改法", "Change").said(language)
    between = Words("；", "; ").said(language)
    return [
        f"   {mark}：{between.join(_change(subject, change, language) for change in repair)}"
        for repair in finding.outcome.repairs
    ]


def _change(subject: Subject, change: Change, language: Language) -> str:
    where = (change.place or subject.cell_words(change.cell)).said(language)
    before = Words("空白", "blank").said(language) if change.before is None else change.before
    return f"{where} {before} → {change.after}（{change.explains.said(language)}）"


def _unjudged(finding: Finding, language: Language) -> str:
    word = STATUS_WORDS[finding.status].said(language)
    return f"- 【{word}】{finding.message.said(language)} [{finding.check}]"
