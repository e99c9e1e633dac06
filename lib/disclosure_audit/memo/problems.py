"""The list of problems: one row per cause, the most severe first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from disclosure_audit.checks import SEVERITIES, Change, Finding, Severity
from disclosure_audit.checks.listing import SEVERITY_WORDS
from disclosure_audit.checks.local_rules import PREFIX as LOCAL_RULES
from disclosure_audit.checks.subject import Subject
from disclosure_audit.errors import DeveloperError
from disclosure_audit.memo.labels import cell_anchor, in_source, place_of, table_anchor
from disclosure_audit.text import Language, Words, shortened

_LONGEST_PRINTED = 300
_FEW_CELLS = 3
BLANK = Words("空白", "blank")
# Checks of which `actual` is the numbers of rows in a register.
_ABOUT_ROWS = (
    *(f"ledger.requests.{what}" for what in ("outcomes", "dates", "duplicates", "terms")),
    *(f"ledger.{kind}.rows" for kind in ("documents", "decisions", "cases", "publications")),
    "ledger.publications.terms",
)
# Checks whose `expected` and `actual` need a noun; all others speak for themselves.
_FIGURES = {
    "blank.": Words("{} 格有数", "{} cells with a figure"),
    "form.edition": Words("{} 年版格式", "edition {} of the form"),
    **dict.fromkeys(_ABOUT_ROWS, Words("台账第 {} 行", "register, row {}")),
}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change of a repair: where, its link, what is printed, what it would be, why.

    A number outside the tables has no link.
    """

    cell: str
    anchor: str | None
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class RelatedLine:
    """A finding with the same cause, shown inside the row of that cause."""

    where: str
    message: str
    severity: str


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One cause with everything that follows from it.

    Parameters
    ----------
    number
        From 1, in the order shown.
    findings
        The findings it stands for, the cause first.
    severity, severity_word
        The most severe of them.
    where, in_source
        The place in the form, and in the file as far as known.
    link
        Anchor of the cell to look at, or of its table where that was not found.
    description, printed, expected, basis, obligation, advice
        The columns; None where there is nothing to say.
    lapsed
        Why an entry of waivers.yaml does not hold for it.
    repairs
        For each finding that has any: its alternatives, each a tuple of changes.
    related
        Findings of the same cause.
    cells, strong
        Cells in question, and those that are known to be wrong.
    """

    number: int
    findings: tuple[Finding, ...]
    severity: Severity
    severity_word: str
    where: str
    in_source: str | None
    link: str | None
    description: str
    printed: str | None
    expected: str | None
    basis: str
    obligation: str
    advice: str | None
    lapsed: str | None
    repairs: tuple[tuple[tuple[ChangeLine, ...], ...], ...]
    related: tuple[RelatedLine, ...]
    cells: frozenset[str]
    strong: frozenset[str]

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of all findings in this row, for the footnote."""
        return tuple(finding.id for finding in self.findings)


def problem_rows(
    subject: Subject, findings: Sequence[Finding], language: Language
) -> tuple[ProblemRow, ...]:
    """Return the rows of all fails.

    Raises
    ------
    DeveloperError
        The rows do not show every fail exactly once.
    """
    fails = [finding for finding in findings if finding.status == "fail"]
    groups = sorted(_by_cause(fails), key=lambda group: SEVERITIES.index(_worst(group)))
    rows = tuple(
        _row(subject, number, group, language) for number, group in enumerate(groups, start=1)
    )
    shown = sorted(finding_id for row in rows for finding_id in row.ids)
    if shown != sorted(finding.id for finding in fails):
        raise DeveloperError(
            Words(
                f"备忘录列出 {len(shown)} 项不符，核查结果有 {len(fails)} 项，二者应一一对应。",
                f"The memo shows {len(shown)} failed checks, the findings hold {len(fails)}; "
                "each must be shown once.",
            )
        )
    return rows


def _by_cause(fails: Sequence[Finding]) -> list[list[Finding]]:
    """Return fails in groups of one cause each, the cause first, in the findings' order."""
    known = {finding.id: finding for finding in fails}
    roots = [_root(finding, known) for finding in fails]
    groups: dict[str, list[Finding]] = {}
    for finding, root in zip(fails, roots, strict=True):
        own = groups.setdefault(root.id, [root])
        if finding.id != root.id:
            own.append(finding)
    return list(groups.values())


def _root(finding: Finding, known: dict[str, Finding]) -> Finding:
    """Return the last cause in the chain; a chain that comes back to itself has none."""
    seen = {finding.id}
    while finding.caused_by in known and finding.caused_by not in seen:
        finding = known[finding.caused_by]
        seen.add(finding.id)
    if finding.caused_by in seen:
        raise DeveloperError(
            Words(
                f"核查项 {finding.check} 的原因绕回自身。",
                f"The causes of {finding.check} lead back to itself.",
            )
        )
    return finding


def _worst(group: Sequence[Finding]) -> Severity:
    return min((_severity(finding) for finding in group), key=SEVERITIES.index)


def _severity(finding: Finding) -> Severity:
    if finding.severity is None:
        raise DeveloperError(
            Words(
                f"不符项 {finding.check} 没有严重程度。",
                f"Failed check {finding.check} has no severity.",
            )
        )
    return finding.severity


def _row(subject: Subject, number: int, group: Sequence[Finding], language: Language) -> ProblemRow:
    cause, *effects = group
    outcome = cause.outcome
    concerned = {cell for finding in group for cell in _concerned(finding)}
    cells = [cell for cell in subject.form.cells if cell in concerned]
    strong = frozenset(cell for finding in group for cell in _strong(subject, finding))
    first = next((cell for cell in cells if cell in strong), cells[0] if cells else None)
    severity = _worst(group)
    focus = _focus(subject, cause)
    return ProblemRow(
        number=number,
        findings=tuple(group),
        severity=severity,
        severity_word=SEVERITY_WORDS[severity].said(language),
        where=place_of(subject, cause.check, focus or outcome.cells).said(language),
        in_source=in_source(subject, subject.places(focus) or outcome.at, language),
        link=_link(subject, first) if first else None,
        description=_line(outcome.message.said(language)),
        printed=_printed(subject, cause, focus, language),
        expected=_expected(cause, focus, language),
        basis=cause.basis.said(language),
        obligation=cause.obligation.said(language),
        advice=_line(outcome.suggestion.said(language)) if outcome.suggestion else None,
        lapsed=_lapsed(group, language),
        repairs=_repairs(subject, group, language),
        related=tuple(_related(subject, effect, language) for effect in effects),
        cells=frozenset(cells),
        strong=strong,
    )


def _lapsed(group: Sequence[Finding], language: Language) -> str | None:
    """Return why entries of waivers.yaml that name these findings do not hold."""
    said = [f.waiving.words.said(language) for f in group if f.waiving is not None]
    return Words("；", "; ").said(language).join(dict.fromkeys(said)) or None


def _line(text: str) -> str:
    """Return foreign or long text on one line, cut where it would fill the page."""
    return shortened(text, _LONGEST_PRINTED)


def _strong(subject: Subject, finding: Finding) -> frozenset[str]:
    """Return the cells known to be wrong: in every repair, or named by a check of few cells."""
    repairs = finding.outcome.repairs
    if finding.caused_by and any(change.before is not None for tie in repairs for change in tie):
        return frozenset()  # the cause may be enough: what is printed here may be right
    ties = [frozenset(change.cell for change in tie) for tie in repairs]
    if ties:
        return frozenset.intersection(*ties)
    cells = finding.outcome.cells
    relation = any(relation.id == finding.check for relation in subject.form.relations)
    compared = relation or (finding.check.startswith(LOCAL_RULES) and len(cells) > 1)
    return frozenset(cells if len(cells) <= _FEW_CELLS and not compared else ())


def _concerned(finding: Finding) -> set[str]:
    """Return the cells that a finding names and those that its repairs change."""
    changed = {change.cell for tie in finding.outcome.repairs for change in tie}
    return changed.union(finding.outcome.cells)


def _link(subject: Subject, cell_id: str) -> str:
    table = subject.form.cells[cell_id].table
    return cell_anchor(cell_id) if table in subject.report.tables else table_anchor(table)


def _focus(subject: Subject, finding: Finding) -> tuple[str, ...]:
    """Return the cells that the only smallest repair changes: the row is then about these."""
    if len(finding.outcome.repairs) != 1:
        return ()
    changed = {change.cell for change in finding.outcome.repairs[0]}
    return tuple(cell for cell in subject.form.cells if cell in changed)


def _printed(
    subject: Subject, finding: Finding, focus: Sequence[str], language: Language
) -> str | None:
    """Return what is printed in the one cell in question, else what the check compared."""
    cells = focus or finding.outcome.cells
    if len(cells) == 1:
        cell = subject.report.cells[cells[0]]
        if cell.state == "blank" and not cell.raw:
            return BLANK.said(language)
        return _line(cell.raw) if cell.raw else None
    if finding.outcome.actual is not None and finding.outcome.calculation is None:
        return _line(_figure(finding, finding.outcome.actual, language))
    return None


def _expected(finding: Finding, focus: Sequence[str], language: Language) -> str | None:
    outcome = finding.outcome
    said: list[str] = []
    if len(focus) == 1:
        change = next(change for change in outcome.repairs[0] if change.cell == focus[0])
        said.append(f"{change.after}")
    elif outcome.expected is not None and outcome.calculation is None:
        said.append(_figure(finding, outcome.expected, language))
        if outcome.difference is not None:
            size = outcome.difference.lstrip("-−")
            said.append(Words(f"相差 {size}", f"difference {size}").said(language))
    if outcome.calculation is not None:
        said.append(outcome.calculation.said(language))
    return _line(Words("；", "; ").said(language).join(said)) if said else None


def _figure(finding: Finding, value: str, language: Language) -> str:
    kind = next((words for key, words in _FIGURES.items() if finding.check.startswith(key)), None)
    return kind.said(language).format(value) if kind else value


def _repairs(
    subject: Subject, group: Sequence[Finding], language: Language
) -> tuple[tuple[tuple[ChangeLine, ...], ...], ...]:
    """Return the alternatives of each finding; those that an earlier finding named are left out."""
    seen: set[tuple[tuple[str, str], ...]] = set()
    sets: list[tuple[tuple[ChangeLine, ...], ...]] = []
    for finding in group:
        ties = []
        for tie in finding.outcome.repairs:
            key = tuple((change.cell, str(change.after)) for change in tie)
            if key not in seen:
                seen.add(key)
                ties.append(tuple(_change(subject, change, language) for change in tie))
        if ties:
            sets.append(tuple(ties))
    return tuple(sets)


def _change(subject: Subject, change: Change, language: Language) -> ChangeLine:
    words = change.place or subject.cell_words(change.cell)
    return ChangeLine(
        cell=words.said(language),
        anchor=None if change.place else cell_anchor(change.cell),
        before=BLANK.said(language) if change.before is None else f"{change.before}",
        after=f"{change.after}",
        why=change.explains.said(language),
    )


def _related(subject: Subject, finding: Finding, language: Language) -> RelatedLine:
    return RelatedLine(
        where=place_of(subject, finding.check, finding.outcome.cells).said(language),
        message=_line(finding.outcome.message.said(language)),
        severity=SEVERITY_WORDS[_severity(finding)].said(language),
    )
