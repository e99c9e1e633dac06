"""Reading a printed report back, and what became of each of its cells."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from disclosure_audit.errors import DisclosureAuditError
from disclosure_audit.reports import read_report
from tests.rendering import Renderer
from tests.rendering.variation import Sample

_SHOWN = 20


@dataclass(frozen=True)
class Tally:
    """What became of the cells of some reports.

    Attributes:
        reports, refused: Reports printed; those of them that were refused whole.
        numbers, right, not_given: Cells with a printed number; those given as printed; those that
            are said to be unreadable, missing or invalid.
        blanks, blanks_right: Cells printed blank; those read as blank.
        misread: Cells given another value than printed, a value where none is printed, or said to
            be blank where a number is printed. A cell of a form that is not this one counts too.
        examples: Some of what is not right, in words.
    """

    reports: int = 0
    refused: int = 0
    numbers: int = 0
    right: int = 0
    not_given: int = 0
    blanks: int = 0
    blanks_right: int = 0
    misread: int = 0
    examples: tuple[str, ...] = field(default=(), compare=False)

    def __add__(self, other: Tally) -> Tally:
        """Return the sum of both."""
        return Tally(
            *(
                getattr(self, name) + getattr(other, name)
                for name in self.__dataclass_fields__
                if name != "examples"
            ),
            examples=(self.examples + other.examples)[:_SHOWN],
        )

    @property
    def share_right(self) -> float:
        """The share of printed numbers that are given as printed; 1 where none is printed."""
        return self.right / self.numbers if self.numbers else 1.0


def read_back(renderer: Renderer, samples: Sequence[Sample]) -> Iterator[Tally]:
    """Yield a tally for each report printed by `renderer` and read again."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"report.{renderer.extension}"
        for sample, data in zip(samples, renderer.all(s.report for s in samples), strict=True):
            path.write_bytes(data)
            yield tally(path, sample)


def tally(path: Path, sample: Sample) -> Tally:
    """Return what became of each cell of one report."""
    try:
        found = read_report(path).cells
    except DisclosureAuditError as error:
        numbers = sum(value is not None for value in sample.printed.values())
        return Tally(
            1, 1, numbers=numbers, not_given=numbers, blanks=len(sample.printed) - numbers,
            examples=(error.words.en,),
        )  # fmt: skip
    outcomes = {"right": 0, "not_given": 0, "blanks_right": 0, "misread": 0}
    blanks = 0
    examples = []
    for cell in found.keys() | sample.printed.keys():
        wanted = sample.printed.get(cell)
        blanks += wanted is None and cell in sample.printed
        state, value = (
            (found[cell].state, found[cell].value) if cell in found else ("missing", None)
        )
        outcome = _outcome(wanted, state, value)
        if outcome is not None:
            outcomes[outcome] += 1
        if outcome not in ("right", "blanks_right"):
            shown = sample.report.figures.get(cell)
            raw = found[cell].raw if cell in found else None
            examples.append(f"{outcome or 'blank'} {cell}: printed {shown!r}, read {state} {raw!r}")
    return Tally(
        reports=1, numbers=len(sample.printed) - blanks, blanks=blanks, **outcomes,
        examples=tuple(sorted(examples, reverse=True)[:_SHOWN]),
    )  # fmt: skip


def _outcome(wanted: object, state: str, value: object) -> str | None:
    """Return the name of the count that a cell belongs to; None for a blank not read as one."""
    if state == "given":
        return "right" if wanted is not None and value == wanted else "misread"
    if wanted is None:
        return "blanks_right" if state == "blank" else None
    return "misread" if state == "blank" else "not_given"
