"""What checks look at: a township's year, and what several checks need of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from disclosure_audit.checks.policy import Policy
from disclosure_audit.checks.prose import Sentence, sentences_of
from disclosure_audit.checks.readings import Bounds, RelationReading, bounds_of, read_relation
from disclosure_audit.documents import Place
from disclosure_audit.forms import Edition, edition_due
from disclosure_audit.reports import Report
from disclosure_audit.reports.claims import Prose, claims_in
from disclosure_audit.text import Words
from disclosure_audit.years import Prior, YearData

_PROSE = ("preamble", "overview", "problems", "other")
_HARDLY_ANY = 60
"""Characters; a caption or two."""
PICTURED = Words(
    "有的部分以图片代替文字，图片内容没有读到", "a section is a picture, which was not read"
)
_TABLE_NAMES = {
    "t2": Words("第二部分表", "table 2"),
    "t3": Words("第三部分表", "table 3"),
    "t4": Words("第四部分表", "table 4"),
}


@dataclass(frozen=True)
class Subject:
    """A township's year as checks see it.

    Parameters
    ----------
    data
        The year data.
    policy
        The policy, for its lists.
    """

    data: YearData
    policy: Policy = field(default_factory=lambda: Policy((), ""))

    @property
    def report(self) -> Report:
        """Return the report."""
        return self.data.report

    @property
    def form(self) -> Edition:
        """Return the edition used."""
        return self.report.form

    @cached_property
    def _prior(self) -> Prior | None:
        year = self.data.year or self.report.year
        return next((p for p in self.data.priors if year is not None and p.year == year - 1), None)

    @cached_property
    def year_before(self) -> Subject | None:
        """Return the year before as a subject, where there is a report on a form of that year."""
        data, prior = self.data, self._prior
        if prior is None or edition_due(prior.year) is None:
            return None
        own = YearData(prior.report, data.county, data.township, prior.year, prior.path)
        return Subject(own, self.policy)

    @cached_property
    def bounds(self) -> Bounds:
        """Return what the relations together leave open for each blank."""
        return bounds_of(self.report)

    @cached_property
    def relations(self) -> dict[str, RelationReading]:
        """Return every relation of the edition under both readings, by its id."""
        return {
            relation.id: read_relation(relation, self.report, self.bounds)
            for relation in self.form.relations
        }

    @cached_property
    def whole_text(self) -> str:
        """Return all prose of the report, section after section."""
        return "\n".join(section.text for section in self.report.sections)

    @property
    def last_year(self) -> Report | None:
        """Return the unit's report of the year before, where there is one."""
        return self._prior.report if self._prior else None

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return the prose sentence by sentence, each with its section and place."""
        return tuple(sentences_of(self.report.sections))

    @cached_property
    def prose(self) -> Prose:
        """Return what the prose claims: its numbers, bound to cells as far as they name them."""
        report = self.report
        return claims_in(report.sections, report.edition, report.year)

    @cached_property
    def pictured_sections(self) -> tuple[str, ...]:
        """Return the prose sections in which pictures stand and hardly any text.

        What such pictures say was not read: that something is absent cannot be said.
        """
        return tuple(
            section.id
            for section in self.report.sections
            if section.id in _PROSE and section.pictures and len(section.text) < _HARDLY_ANY
        )

    def places(self, cells: tuple[str, ...]) -> tuple[Place, ...]:
        """Return the places of cells that are there."""
        found = (self.report.cells[cell] for cell in cells)
        return tuple(cell.at for cell in found if cell.state != "missing")

    def cell_words(self, cell_id: str) -> Words:
        """Return a cell's place in words."""
        cell = self.form.cells[cell_id]
        table = _TABLE_NAMES[cell.table]
        return Words(f"{table.zh}“{cell.name}”", f"{table.en}, “{cell.name}”")

    def table_words(self, table: str) -> Words:
        """Return a table's name in words."""
        return _TABLE_NAMES[table]
