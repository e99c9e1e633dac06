"""Cells lost in conversion: what the evidence decides is read and noted, nothing else is given."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Collection
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.documents import Document
from disclosure_audit.documents import read as read_document
from disclosure_audit.forms import Relation, editions
from disclosure_audit.reports import Report, read_report, report_of
from disclosure_audit.reports.solving import holds, the_only_whole
from tests.rendering import HEADINGS, ReportText, plain_text
from tests.rendering.figures import Size, faultless

YEARS = {"2019": 2020, "2021": 2023}
Figures = dict[str, str]
SEEDS = st.integers(0, 2**32)
EDITIONS = st.sampled_from(list(YEARS))


def unrepeated_pipes(report: ReportText) -> bytes:
    return plain_text.unrepeated(plain_text.pipe_lines(report))


def unrepeated_tabs(report: ReportText) -> bytes:
    return plain_text.unrepeated(plain_text.tabs(report))


def unrepeated_lines(report: ReportText) -> bytes:
    return plain_text.unrepeated(plain_text.spaced_lines(report))


LOSSES = (
    plain_text.glued_rows,
    plain_text.pipe_rows_collapsed,
    unrepeated_pipes,
    unrepeated_tabs,
    unrepeated_lines,
)


def text_of(edition: str, figures: Figures) -> ReportText:
    return ReportText(
        title=f"甲乡{YEARS[edition]}年政府信息公开工作年度报告",
        preamble=("本报告由甲乡人民政府编制。",),
        headings=HEADINGS,
        paragraphs=dict.fromkeys(("overview", "problems", "other"), ("文字从略。",)),
        figures=figures,
        edition=edition,
    )


def read(written: bytes) -> Report:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.txt"
        path.write_bytes(written)
        return read_report(path)


def consistent_figures(key: str, chance: random.Random, *, filled: float) -> Figures:
    """Counts with which every relation holds; `filled` is the share of cells that are not 0."""
    made = faultless(editions()[key], chance, Size(zeros=1 - filled, digits=3))
    # Signs and decimals stand in table 2 alone, and no relation there asks for them.
    return {cell: str(abs(int(value))) for cell, value in made.items()}


def altered(figures: Figures, chance: random.Random, count: int) -> Figures:
    """The figures with `count` cells altered as people alter them, to blanks too."""
    cells = list(figures)
    changed = dict(figures)
    for _ in range(count):
        place = chance.randrange(len(cells) - 1)
        cell, beside = cells[place], cells[place + 1]
        changed[cell] = chance.choice(
            ["", "0", figures[beside], str(chance.randint(0, 30)), str(int(figures[cell]) + 1)]
        )
    return changed


def document_of(written: bytes) -> Document:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.txt"
        path.write_bytes(written)
        return read_document(path)


def with_doubt(document: Document, places: Collection[int]) -> Document:
    """The document as if its source were not sure of the paragraphs at these places."""
    return replace(
        document,
        blocks=tuple(
            replace(block, certain=number not in places)
            for number, block in enumerate(document.blocks)
        ),
    )


def misread(report: Report, figures: Figures) -> dict[str, tuple[str, object]]:
    return {
        cell: (figures[cell], value.value)
        for cell, value in report.cells.items()
        if (value.state == "given" and figures[cell] != str(value.value))
        or (value.state == "blank" and figures[cell])
    }


@pytest.mark.parametrize("loss", LOSSES)
@settings(max_examples=25, deadline=None)
@given(
    seed=SEEDS,
    edition=EDITIONS,
    faults=st.integers(0, 2),
    blanks=st.sampled_from([0, 0, 0.3]),
    filled=st.sampled_from([0.02, 0.15, 0.5]),
)
def test_lost_cells_are_never_misread(
    loss: Callable[[ReportText], bytes],
    seed: int,
    edition: str,
    faults: int,
    blanks: float,
    filled: float,
) -> None:
    """Not even where the report itself is wrong, so that a reading which agrees is not its own."""
    chance = random.Random(seed)
    figures = altered(consistent_figures(edition, chance, filled=filled), chance, faults)
    figures = {
        cell: "" if number == "0" and chance.random() < blanks else number
        for cell, number in figures.items()
    }
    report = read(loss(text_of(edition, figures)))
    assert report.edition == edition
    assert misread(report, figures) == {}


@settings(max_examples=20, deadline=None)
@given(seed=SEEDS, edition=EDITIONS)
def test_glued_figures_of_a_report_without_fault_are_mostly_read(seed: int, edition: str) -> None:
    """Rows of one digit a cell, and of table 3 those that only one reading makes agree."""
    figures = consistent_figures(edition, random.Random(seed), filled=0.02)
    report = read(plain_text.glued_rows(text_of(edition, figures)))
    given_cells = [cell for cell, value in report.cells.items() if value.state == "given"]
    assert len(given_cells) > 120
    assert [note.code for note in report.notes].count("recovered") == 1


@pytest.mark.parametrize("loss", [unrepeated_pipes, unrepeated_tabs])
def test_marked_lines_that_were_dropped_as_repeated_are_read_again(
    loss: Callable[[ReportText], bytes],
) -> None:
    """A single 0 stands for a whole row; beside another figure it is not sure how far it goes."""
    figures = dict.fromkeys(editions()["2021"].cells, "0")
    for row in ("received", "granted", "concluded"):
        figures |= {f"t3.{row}.natural_person": "3", f"t3.{row}.total": "3"}
    report = read(loss(text_of("2021", figures)))
    assert misread(report, figures) == {}
    states = {c: report.cells[f"t3.received.{c}"].state for c in ("natural_person", "charity")}
    assert states == {"natural_person": "given", "charity": "given"}
    assert report.cells["t3.received.business"].state == "unreadable"
    assert report.cells["t3.refused_other_law.total"].state == "given"


def test_unmarked_lines_that_were_dropped_as_repeated_stay_unreadable() -> None:
    """A blank leaves no trace there, so a single 0 may be one cell filled in of seven."""
    figures = dict.fromkeys(editions()["2021"].cells, "0")
    report = read(unrepeated_lines(text_of("2021", figures)))
    assert {report.cells[f"t3.granted.{c}"].state for c in ("charity", "total")} == {"unreadable"}


@pytest.mark.parametrize(
    ("glued", "state"),
    [
        (("0", "0", "0"), "given"),
        (("0", "0", "11"), "given"),
        (("1", "2", "3"), "unreadable"),
        (("2", "0", "0"), "unreadable"),
    ],
)
def test_digits_glued_in_table_2_are_read_only_where_no_other_reading_is(
    glued: tuple[str, str, str], state: str
) -> None:
    """No number begins with a zero: 000 is three, while 123 may be two and a blank."""
    figures = dict.fromkeys(editions()["2021"].cells, "0")
    ids = [f"t2.normative.{column}" for column in ("issued", "repealed", "in_force")]
    figures |= dict(zip(ids, glued, strict=True))
    report = read(plain_text.glued_rows(text_of("2021", figures)))
    assert {report.cells[cell].state for cell in ids} == {state}


def test_a_fault_in_glued_figures_is_neither_mended_nor_hidden() -> None:
    """A row of one digit a cell is read with its fault; rows that need the relations are not."""
    figures = dict.fromkeys(editions()["2021"].cells, "0")
    for row in ("received", "granted", "concluded"):
        figures |= {f"t3.{row}.natural_person": "12", f"t3.{row}.total": "12"}
    assert read(plain_text.glued_rows(text_of("2021", figures))).cells_in("unreadable") == ()

    figures["t3.carried_out.total"] = "5"
    report = read(plain_text.glued_rows(text_of("2021", figures)))
    assert report.cells["t3.carried_out.total"].value == 5
    assert report.cells["t3.received.total"].state == "unreadable"


@pytest.mark.parametrize("pipes", [True, False])
@settings(max_examples=15, deadline=None)
@given(seed=SEEDS, edition=EDITIONS)
def test_two_years_side_by_side_are_never_mixed(pipes: bool, seed: int, edition: str) -> None:
    """Which of two sets of figures is the report's is not told, so none is given."""
    chance = random.Random(seed)
    years = [consistent_figures(edition, chance, filled=0.5) for _ in range(2)]
    now, before = (text_of(edition, figures) for figures in years)
    report = read(plain_text.two_years(now, earlier=before, pipes=pipes))
    assert report.cells_in("given") == ()
    assert "two_years" in {note.code for note in report.notes}


@pytest.mark.parametrize("sentence", ["具体情况见附表。", "有关数据详见附件2。", "统计表附后。"])
def test_tables_in_an_annex_are_missing_and_a_note_says_where_they_are(sentence: str) -> None:
    """The report says itself that its tables are elsewhere."""
    lines = ["甲乡2023年政府信息公开工作年度报告", *HEADINGS.values()]
    place = lines.index(HEADINGS["requests"])
    lines.insert(place + 1, sentence)
    report = read("\n\n".join(lines).encode())
    assert set(report.cells_in("missing")) == set(report.cells)
    notes = [note for note in report.notes if note.code == "tables_elsewhere"]
    assert [note.at.line for note in notes] == [2 * (place + 1) + 1]
    assert sentence[:5] in notes[0].words.zh


ROWS = st.lists(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=4, unique=True),
    min_size=3,
    max_size=3,
)


@given(ROWS)
def test_a_whole_is_found_only_where_it_is_the_only_one(rows: list[list[tuple[int, int]]]) -> None:
    """Trying every choice of readings gives the same, or more than one where none is returned."""
    readings = [
        [{f"{row}a": a, f"{row}b": b} for a, b in options] for row, options in enumerate(rows)
    ]
    relations = [Relation(c, (f"0{c}", f"1{c}"), (f"2{c}",)) for c in "ab"]
    wholes = [
        choice
        for choice in product(*readings)
        if all(holds({k: v for own in choice for k, v in own.items()}, r) for r in relations)
    ]
    found = the_only_whole(readings, relations)
    if found is not None:
        assert [tuple(found)] == wholes
    elif len(wholes) == 1:
        # Each relation alone leaves something open; that is no misreading.
        assert any(len(options) > 1 for options in readings)


@settings(max_examples=5, deadline=None)
@given(seed=SEEDS, edition=EDITIONS, lines=st.sampled_from(["all", "first", "last"]))
def test_glued_figures_that_the_source_is_not_sure_of_are_never_taken(
    seed: int, edition: str, lines: str
) -> None:
    """A figure that may be another one is no evidence: neither its row nor any other is read."""
    figures = consistent_figures(edition, random.Random(seed), filled=0.02)
    document = document_of(plain_text.glued_rows(text_of(edition, figures)))
    rows = [n for n, block in enumerate(document.blocks) if block.text[-1:].isdecimal()]
    unsure = {"all": rows, "first": rows[:1], "last": rows[-1:]}[lines]
    report = report_of(with_doubt(document, unsure), "report.txt")
    assert len(rows) > 20
    assert report.cells_in("given") == ()


def test_a_line_that_the_source_is_not_sure_of_is_no_figure() -> None:
    """Where every figure is a line of its own, an unsure line makes its cell unreadable."""
    figures = dict.fromkeys(editions()["2021"].cells, "7")
    document = document_of(plain_text.lines(text_of("2021", figures)))
    place = [n for n, block in enumerate(document.blocks) if block.text == "7"][10]
    report = report_of(with_doubt(document, [place]), "report.txt")
    assert len(report.cells_in("unreadable")) == 1
    assert len(report.cells_in("given")) == len(figures) - 1
