"""The sample county is what its plans say, and faults.csv is right about the figures."""

from __future__ import annotations

import csv
import io
import zipfile
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest

from disclosure_audit.forms import Relation, editions
from tests.rendering import LAYOUTS
from tests.sample_county import build
from tests.sample_county.plan import Plan

FORMULAE = ("国办", "条例", "人民共和国", "00000", "统计期限", "1月1日至")

PLANS = {f"{plan.township}-{plan.year}": plan for plan in build.PLANS}


@pytest.fixture(params=PLANS.values(), ids=PLANS.keys())
def plan(request: pytest.FixtureRequest) -> Plan:
    return request.param


def test_committed_files_are_those_the_builder_writes(project_root: Path) -> None:
    """Whoever edits a report by hand, or a plan without building, is told."""
    for name, data in build.files():
        committed = (project_root / "townships" / name).read_bytes()
        assert _comparable(committed) == _comparable(data), name


def _comparable(data: bytes) -> bytes | str:
    """Compare what a Word file says: its packing differs between versions of python-docx."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


def test_no_other_report_stands_in_the_county(project_root: Path) -> None:
    """Every report in the county has a plan, so that every fault in it is known."""
    found = {
        path.relative_to(project_root / "townships").as_posix()
        for path in (project_root / "townships" / build.COUNTY).glob("*/*/report*")
        if path.suffix != ".json"
    }
    assert found == {build.report_path(plan) for plan in build.PLANS}


def test_every_broken_relation_is_listed(plan: Plan) -> None:
    """Worked out anew from the printed figures: those in faults.csv are broken, no others are."""
    broken = {r.id for r in editions()[plan.report.edition].relations if _broken(r, plan)}
    listed = {f.check for f in plan.faults if f.check.startswith(("t3.", "t4.", "t2.in_force"))}
    assert listed == broken


def _broken(relation: Relation, plan: Plan) -> bool:
    """Whether a relation fails with blanks as 0; unknown where a number is missing or invalid."""
    if any(_in_picture(cell, plan) or cell not in plan.report.figures for cell in relation.cells):
        return False
    try:
        left, right = (
            sum(_number(plan.report.figures[cell]) for cell in side)
            for side in (relation.left, relation.right)
        )
    except InvalidOperation:
        return False
    return left < right if relation.at_least else left != right


def _in_picture(cell: str, plan: Plan) -> bool:
    return cell.startswith(tuple(plan.report.pictures) or "-")


def _number(printed: str) -> Decimal:
    return Decimal(printed.replace("\xa0", "") or 0)


def test_blank_cells_are_listed(plan: Plan) -> None:
    """A table has a blank cell exactly where faults.csv says so."""
    blank = {
        f"blank.{cell.partition('.')[0]}"
        for cell, printed in plan.report.figures.items()
        if not printed.replace("\xa0", "")
    }
    assert {f.check for f in plan.faults if f.check.startswith("blank.")} == blank


def test_results_of_article_50_stand_in_the_text_unless_listed(plan: Plan) -> None:
    """考核, 评议 and 追究 or 问责 are written somewhere, or their absence is a listed fault."""
    sections = plan.report.paragraphs.values()
    text = "".join([*plan.report.preamble, *(p for section in sections for p in section)])
    words = {
        "statutory.work_assessment": ("考核",),
        "statutory.social_evaluation": ("评议",),
        "statutory.accountability": ("追究", "追责", "问责"),
    }
    absent = {check for check, any_of in words.items() if not any(w in text for w in any_of)}
    assert {f.check for f in plan.faults} & set(words) == absent


def test_stock_and_carry_over_agree_between_years() -> None:
    """Without the planted faults, each year goes on where the year before left off."""
    for before in build.PLANS:
        after = PLANS.get(f"{before.township}-{before.year + 1}")
        if after is None or before.township == "石磬乡":  # its table of 2021 is a picture
            continue
        at_fault = {cell for plan in (before, after) for f in plan.faults for cell in f.cells}
        for column in editions()["2021"].columns:
            out, into = f"t3.carried_out.{column.id}", f"t3.carried_in.{column.id}"
            if {out, into} & at_fault or out not in before.report.figures:
                continue
            old, new = (_number(p.report.figures[c]) for p, c in ((before, out), (after, into)))
            assert old == new, (before.township, before.year, column.id)


def test_no_sentence_is_shared_between_townships() -> None:
    """The townships do not copy from each other (legal phrases are shorter than 24 characters)."""
    owner: dict[str, str] = {}
    for plan in build.PLANS:
        texts = [*plan.report.preamble, *(p for s in plan.report.paragraphs.values() for p in s)]
        for text in texts:
            for start in range(len(text) - 23):
                piece = text[start : start + 24]
                if any(formula in piece for formula in FORMULAE):
                    continue
                assert owner.setdefault(piece, plan.township) == plan.township, piece


def test_text_web_pages_and_word_files_of_every_build_occur() -> None:
    """Townships file these; other formats and rarer builds are read back by tests/accuracy."""
    used = {plan.layout for plan in build.PLANS}
    families = {"tabs", "lines", "spaced_lines", "pipe_rows", "pipe_lines", "runs"}
    families |= {"html_plain", "html_word", "html_site"}
    families |= {"docx_plain", "docx_numbered", "docx_nested", "docx_split"}
    assert families <= LAYOUTS.keys()
    assert all(any(name.startswith(family) for name in used) for family in families)


def test_faults_csv_opens_in_excel_and_names_only_planned_reports(project_root: Path) -> None:
    """It starts with the mark by which Excel knows UTF-8, and each row is one fault."""
    data = (project_root / "townships" / build.COUNTY / "faults.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == sum(len(plan.faults) for plan in build.PLANS)
    keys = [(row["township"], row["year"], row["check"]) for row in rows]
    assert len(set(keys)) == len(keys)
    assert all(row["what"] for row in rows)
