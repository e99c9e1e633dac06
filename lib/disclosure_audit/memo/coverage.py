"""What was looked at besides the problems: passed, not judged, explained; grouped to stay short."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from disclosure_audit.checks import Finding
from disclosure_audit.checks.narrative_gaps import TOO_LONG
from disclosure_audit.checks.stated import excerpt
from disclosure_audit.checks.subject import Subject
from disclosure_audit.memo.labels import cells_in_words, in_source, target_label
from disclosure_audit.text import Language, Words, shortened

_MANY = 12
_FEW = 6
_LONGEST = 160
_UNBOUND = 60
FAMILIES = {
    "arithmetic": Words("表内计算", "arithmetic of the tables"),
    "completeness": Words("完整性", "completeness"),
    "values": Words("填写的数", "values entered"),
    "years": Words("与上一年度衔接", "from last year to this"),
    "form": Words("格式与标题", "form and titles"),
    "statutory": Words("应当写到的内容", "required content"),
    "text": Words("文字", "text"),
    "ledger": Words("台账", "registers"),
    "copy": Words("雷同", "copying"),
    "publication": Words("发布", "publication"),
    "narrative": Words("正文叙述", "narrative"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Findings told in one line.

    Parameters
    ----------
    what
        What was demanded, or the reason that they share.
    count
        How many findings.
    detail
        What they looked at, or what was seen; empty where `what` says it all.
    blanks
        How many hold only if blank means 0.
    place
        Where in the file to look, for those that were not judged.
    """

    what: str
    count: int
    detail: str
    blanks: int = 0
    place: str | None = None


@dataclass(frozen=True, slots=True)
class FamilyGroups:
    """The passed checks of one family."""

    name: str
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        """Return how many findings the groups tell of."""
        return sum(group.count for group in self.groups)

    @property
    def blanks(self) -> int:
        """Return how many of them hold only if blank means 0."""
        return sum(group.blanks for group in self.groups)


@dataclass(frozen=True, slots=True)
class NoteLine:
    """Something that reading the file found: the sentence, and its place where it has one."""

    message: str
    place: str | None


def passed_families(
    subject: Subject, findings: Sequence[Finding], language: Language
) -> tuple[FamilyGroups, ...]:
    """Return the passed findings by family and obligation."""
    passed = [finding for finding in findings if finding.status == "pass"]
    families = []
    for key in dict.fromkeys(finding.family for finding in passed):
        own = [finding for finding in passed if finding.family == key]
        name = FAMILIES.get(key, Words(key, key)).said(language)
        groups = _grouped(own, lambda finding: finding.obligation.said(language))
        told = tuple(_passed(subject, what, group, language) for what, group in groups)
        families.append(FamilyGroups(name, told))
    return tuple(families)


def unjudged_groups(
    subject: Subject, findings: Sequence[Finding], status: str, language: Language
) -> tuple[Group, ...]:
    """Return the findings of one status by their reason.

    Many findings of one obligation that differ only in the place they name are one group too.
    """
    own = [finding for finding in findings if finding.status == status]
    by_reason = _grouped(own, lambda finding: finding.outcome.message.said(language))
    single = [group[0] for _, group in by_reason if len(group) == 1]
    by_obligation = dict(_grouped(single, lambda finding: finding.obligation.said(language)))
    told: dict[str, Group] = {}
    for reason, group in by_reason:
        alike = by_obligation.get(group[0].obligation.said(language), [])
        if len(group) == 1 and len(alike) > 2:
            what = group[0].obligation.said(language)
            place = _place(subject, alike, language)
            told[what] = Group(what, len(alike), _example(alike, language), place=place)
        else:
            told[reason] = _reasoned(subject, reason, group, language)
    return tuple(told.values())


def note_lines(subject: Subject, language: Language) -> tuple[NoteLine, ...]:
    """Return what reading the file found."""
    return tuple(
        NoteLine(
            shortened(note.words.said(language), 400), in_source(subject, (note.at,), language)
        )
        for note in subject.report.notes
    )


def unbound_lines(subject: Subject, language: Language) -> tuple[NoteLine, ...]:
    """Return the numbers of the prose that were compared with nothing: at most 60, then how many.

    A number that nobody looked at is named, so that it is not taken for one that agreed.
    """
    unbound = subject.prose.unbound
    shown = tuple(
        NoteLine(excerpt(claim), in_source(subject, (claim.spot.at,), language))
        for claim in unbound[:_UNBOUND]
    )
    left = len(unbound) - len(shown)
    more = NoteLine(Words(f"另有 {left} 个", f"{left} more").said(language), None)
    cut = NoteLine(TOO_LONG.said(language), None)
    return (*shown, *([more] if left else []), *([] if subject.prose.whole else [cut]))


def _grouped(
    findings: Iterable[Finding], key: Callable[[Finding], str]
) -> list[tuple[str, list[Finding]]]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(key(finding), []).append(finding)
    return list(groups.items())


def _passed(subject: Subject, what: str, group: list[Finding], language: Language) -> Group:
    blanks = sum(_rests_on_blanks(subject, finding) for finding in group)
    return Group(what, len(group), _detail(subject, group, language), blanks)


def _rests_on_blanks(subject: Subject, finding: Finding) -> bool:
    cells = finding.outcome.cells
    return finding.family == "arithmetic" and any(
        subject.report.cells[cell].state == "blank" for cell in cells
    )


def _detail(subject: Subject, group: list[Finding], language: Language) -> str:
    if len(group) == 1:
        return _seen(group[0], language)
    cells = _one_cell_each(group)
    if len(cells) > _MANY:
        return cells_in_words(subject, cells).said(language)
    same = len({finding.outcome.message.zh for finding in group}) == 1
    if len(group) > _FEW or same:
        return _names(subject, group, language)
    return _list(
        (_named(subject, finding, language) for finding in group), Words("；", "; "), language
    )


def _one_cell_each(group: list[Finding]) -> list[str]:
    cells = [finding.outcome.cells[0] for finding in group if len(finding.outcome.cells) == 1]
    return cells if len(cells) == len(group) else []


def _named(subject: Subject, finding: Finding, language: Language) -> str:
    """Return what was seen, with what was looked at where the message does not say it."""
    seen = _seen(finding, language)
    label = target_label(subject.form, subject, finding.check)
    if label is None or label.said(language) in seen:
        return seen
    return Words("：", ": ").said(language).join((label.said(language), seen))


def _names(subject: Subject, group: list[Finding], language: Language) -> str:
    labels = (target_label(subject.form, subject, finding.check) for finding in group)
    said = [
        label.said(language) if label else finding.check
        for label, finding in zip(labels, group, strict=True)
    ]
    return _list(said, Words("、", ", "), language)


def _seen(finding: Finding, language: Language) -> str:
    return shortened(finding.outcome.message.said(language), _LONGEST)


def _list(parts: Iterable[str], mark: Words, language: Language) -> str:
    return mark.said(language).join(parts)


def _reasoned(subject: Subject, reason: str, group: list[Finding], language: Language) -> Group:
    cells = _one_cell_each(group)
    if len(cells) > _FEW:
        detail = cells_in_words(subject, cells).said(language)
    elif len(group) == 1:
        detail = group[0].obligation.said(language)
    else:
        detail = _names(subject, group, language)
    place = _place(subject, group, language)
    return Group(shortened(reason, _LONGEST), len(group), detail, place=place)


def _place(subject: Subject, group: list[Finding], language: Language) -> str | None:
    return in_source(subject, [at for finding in group for at in finding.outcome.at], language)


def _example(group: list[Finding], language: Language) -> str:
    seen = _seen(group[0], language)
    return Words(f"例如：{seen}", f"for example: {seen}").said(language)
