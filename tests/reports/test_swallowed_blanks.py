"""Blanks that left no trace: what every consistent reading shares is read, nothing else."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.forms import Relation, editions
from disclosure_audit.reports import Report, report_of
from disclosure_audit.reports.solving import consistent, holds
from tests.rendering import LAYOUTS, ReportText
from tests.reports.test_lost_cells import (
    EDITIONS,
    ROWS,
    SEEDS,
    Figures,
    altered,
    consistent_figures,
    document_of,
    read,
    text_of,
    with_doubt,
)

MARKS = ("", "—", "/", "无")


def squeezed_lines(report: ReportText) -> bytes:
    """One cell a line, an empty cell leaving nothing, one blank line between rows."""
    return re.sub(rb"\n{3,}", b"\n\n", LAYOUTS["lines_empty"](report))


WRITERS = (LAYOUTS["pipe_rows_collapsed"], squeezed_lines)


def misread(report: Report, figures: Figures) -> dict[str, tuple[str, object]]:
    return {
        cell: (figures[cell], value.raw)
        for cell, value in report.cells.items()
        if (value.state == "given" and str(value.value) != figures[cell])
        or (value.state == "blank" and figures[cell] not in MARKS)
    }


def without_totals(figures: Figures, rows: Callable[[str], bool]) -> Figures:
    return {
        cell: "" if cell.startswith("t3.") and cell.endswith(".total") and rows(cell) else number
        for cell, number in figures.items()
    }


TOTALS_LEFT_BLANK: dict[str, Callable[[str], bool]] = {
    "none": lambda cell: False,
    "all": lambda cell: True,
    "of_outcomes": lambda cell: cell.split(".")[1] not in (
        "received", "carried_in", "concluded", "carried_out"
    ),
    "of_concluded": lambda cell: ".concluded." in cell,
}  # fmt: skip


@pytest.mark.parametrize("totals", TOTALS_LEFT_BLANK)
@pytest.mark.parametrize("write", WRITERS)
@settings(max_examples=10, deadline=None)
@given(
    seed=SEEDS,
    edition=EDITIONS,
    faults=st.sampled_from([0, 0, 1, 2, 6]),
    filled=st.sampled_from([0.02, 0.07, 0.3, 0.95]),
    marks=st.sampled_from([("",), ("0", ""), ("0", *MARKS)]),
)
def test_rows_shorter_than_their_cells_are_never_misread(
    write: Callable[[ReportText], bytes],
    totals: str,
    seed: int,
    edition: str,
    faults: int,
    filled: float,
    marks: tuple[str, ...],
) -> None:
    """Not with faults, nor with totals left blank, nor with marks for nothing among the blanks."""
    chance = random.Random(seed)
    figures = altered(consistent_figures(edition, chance, filled=filled), chance, faults)
    figures = without_totals(figures, TOTALS_LEFT_BLANK[totals])
    figures = {
        cell: chance.choice(marks) if number == "0" else number for cell, number in figures.items()
    }
    assert misread(read(write(text_of(edition, figures))), figures) == {}


@pytest.mark.parametrize("write", WRITERS)
@settings(max_examples=4, deadline=None)
@given(seed=SEEDS, edition=EDITIONS)
def test_most_figures_of_a_table_without_fault_are_read(
    write: Callable[[ReportText], bytes], seed: int, edition: str
) -> None:
    """Totals are certain before applicants are; one note says what was done."""
    figures = {
        cell: number if number != "0" else ""
        for cell, number in consistent_figures(edition, random.Random(seed), filled=0.5).items()
    }
    report = read(write(text_of(edition, figures)))
    totals = [c for c, text in figures.items() if text and c[:2] == "t3" and c.endswith(".total")]
    assert {report.cells[cell].state for cell in totals} == {"given"}
    assert [note.code for note in report.notes].count("recovered") == 1


def filed(**rows: dict[str, int]) -> Figures:
    """A report with these figures in table 3, where all was granted or refused, and no others."""
    figures = dict.fromkeys(editions()["2021"].cells, "")
    for row, numbers in rows.items():
        figures |= {f"t3.{row}.{column}": str(number) for column, number in numbers.items()}
        figures[f"t3.{row}.total"] = str(sum(numbers.values()))
    return figures


def busy() -> Figures:
    """Two kinds of applicants, three outcomes."""
    return filed(
        received={"natural_person": 30, "charity": 12},
        granted={"natural_person": 20, "charity": 9},
        granted_in_part={"natural_person": 10},
        refused_state_secret={"charity": 3},
        concluded={"natural_person": 30, "charity": 12},
    )


@pytest.mark.parametrize("write", WRITERS)
def test_the_total_is_told_while_the_applicant_is_not(
    write: Callable[[ReportText], bytes],
) -> None:
    """Any two of six columns may be those of the figures, so only totals are given."""
    report = read(write(text_of("2021", busy())))
    assert report.cells_in("given") == tuple(
        cell for cell in report.cells if busy()[cell] and cell.endswith(".total")
    )
    assert report.cells["t3.granted.natural_person"].state == "unreadable"
    assert report.cells_in("blank") == ()


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("cell", [cell for cell, text in busy().items() if text])
@pytest.mark.parametrize("text", ["", "7"])
def test_one_wrong_figure_and_nothing_is_told(
    cell: str, text: str, write: Callable[[ReportText], bytes]
) -> None:
    """The relations that are to find the fault mend nothing."""
    report = read(write(text_of("2021", busy() | {cell: text})))
    assert report.cells_in("given") == ()


@pytest.mark.parametrize("count", [1, 2])
def test_sums_that_may_agree_by_chance_tell_nothing(count: int) -> None:
    """Two applicants of one figure each, and totals left blank, leave the same texts."""
    figures = dict.fromkeys(editions()["2021"].cells, "") | {"t2.licences.decisions": "3"}
    for row, number in {
        "received": 2 * count,
        "granted": count,
        "granted_in_part": count,
        "concluded": 2 * count,
    }.items():
        figures |= {f"t3.{row}.{column}": str(number) for column in ("natural_person", "business")}
    assert read(LAYOUTS["pipe_rows_collapsed"](text_of("2021", figures))).cells_in("given") == ()


def test_full_rows_of_other_tables_are_read_behind_a_table_3_that_agrees() -> None:
    """A row of table 2 with as many texts as cells is its own; one with fewer is not told."""
    figures = busy() | {"t2.licences.decisions": "4"}
    figures |= {"t2.normative.issued": "2", "t2.normative.in_force": "5"}
    states = read(LAYOUTS["pipe_rows_collapsed"](text_of("2021", figures))).cells
    assert states["t2.licences.decisions"].value == 4
    assert states["t2.normative.issued"].state == "unreadable"

    figures["t3.granted.total"] = "28"
    states = read(LAYOUTS["pipe_rows_collapsed"](text_of("2021", figures))).cells
    assert states["t2.licences.decisions"].state == "unreadable"


def test_a_row_whose_label_was_lost_leaves_everything_untold() -> None:
    """What it held is not known, so the sums are not."""
    written = LAYOUTS["pipe_rows_collapsed"](text_of("2021", busy())).decode()
    lines = [line for line in written.split("\n") if "2.重复申请" not in line]
    assert read("\n".join(lines).encode()).cells_in("given") == ()


def test_a_text_of_which_the_source_is_not_sure_leaves_everything_untold() -> None:
    """A figure that may be another one is no evidence for others."""
    document = document_of(squeezed_lines(text_of("2021", busy())))
    place = next(n for n, block in enumerate(document.blocks) if block.text == "20")
    report = report_of(with_doubt(document, [place]), "report.txt")
    assert report.cells_in("given") == ()


@given(ROWS)
def test_no_reading_of_a_whole_is_dropped(rows: list[list[tuple[int, int]]]) -> None:
    """Every reading that is part of some consistent choice is left."""
    readings = [
        [{f"{row}a": a, f"{row}b": b} for a, b in options] for row, options in enumerate(rows)
    ]
    relations = [Relation(c, (f"0{c}", f"1{c}"), (f"2{c}",)) for c in "ab"]
    left = consistent(readings, relations)
    assert left is not None
    for choice in product(*readings):
        if all(holds({k: v for own in choice for k, v in own.items()}, r) for r in relations):
            assert all(own in kept for own, kept in zip(choice, left, strict=True))
