"""Reports whose prose is true are not accused; one number altered is found."""

from __future__ import annotations

import json
import os
from pathlib import Path
from random import Random
from typing import Any

import pytest

from disclosure_audit.checks import narrative
from disclosure_audit.checks.subject import Subject
from tests.builders import report, sections, year_data
from tests.narrative import scoring
from tests.narrative.prose import figures, prose

TRUE = [
    json.loads(line)
    for line in Path(__file__).with_name("true.jsonl").read_text(encoding="utf-8").splitlines()
]
REPORTS = int(os.environ.get("CLEAN_REPORTS", "300"))


def failing(facts: dict[str, int], texts: tuple[str, ...]) -> dict[str, str]:
    subject = Subject(year_data(report(facts, parts=sections(overview=texts))))
    found = (
        (target, check.look(subject, target))
        for check in narrative.CHECKS
        for target in check.targets(subject)
    )
    return {target: o.message.zh for target, o in found if o.status == "fail"}


def test_not_one_true_report_is_accused() -> None:
    """No finding in hundreds of reports with figures and wordings drawn by lot."""
    for seed in range(REPORTS):
        random = Random(seed)
        facts = figures(random)
        texts = prose(facts, random)
        assert failing(facts, texts) == {}, (seed, texts)


@pytest.mark.parametrize("entry", TRUE, ids=lambda entry: entry["text"][:16])
def test_true_sentences_that_are_easily_misread_are_not_accused(entry: dict[str, Any]) -> None:
    """Each is true of its figures: other matters, parts, other years, transfers, papers sent."""
    assert scoring.failing(scoring.subject_of(entry)) == set()


def test_all_answered_tells_of_applications_only() -> None:
    """A report with a review that only says 均已答复 is silent about the review."""
    facts = {"t3.received.total": 3, "t3.concluded.total": 3, "t3.granted.total": 3}
    texts = ("收到申请3件，均已答复。",)
    assert failing(facts, texts) == {}
    reviewed = {**facts, "t4.review.upheld": 1, "t4.review.total": 1}
    assert set(failing(reviewed, texts)) == {"narrative.silence"}


def test_one_cell_altered_is_found_where_the_prose_tells_of_it() -> None:
    """A count of the table that no longer is what the prose says is found, in its own check."""
    cells = {
        "t3.received.total": "received",
        "t3.carried_in.total": "carried_in",
        "t3.concluded.total": "concluded",
        "t2.normative.in_force": "normative",
        "t2.licences.decisions": "licences",
        "t4.review.total": "reviews",
    }
    looked = 0
    for seed in range(60):
        random = Random(seed)
        facts = figures(random)
        texts = prose(facts, random)
        for cell, check in cells.items():
            if cell in facts:
                looked += 1
                found = failing({**facts, cell: facts[cell] + 3}, texts)
                assert f"narrative.{check}" in found, (seed, cell, texts)
    assert looked > 150


_ROWS = {"t3.received.total": 5, "t3.concluded.total": 5, "t3.granted.total": 5}


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("主动公开信息120条，受理依申请公开7件。", "received"),
        ("主动公开信息120条，收到申请5件，其中不予公开2件。", "refused"),
        ("制发规范性文件2件，依申请公开7件。", "received"),
        ("收到申请5件，其中自然人3件、法人2件，分别占60%和35%。", "percentage"),
        ("公开信息100条，其中财政信息占30%，为33条。", "percentage"),
        ("公开信息100条，其中财政信息33条，占30%。", "percentage"),
        ("公开信息100条，包括财政30条、动态40条、其他20条；财政和动态70条。", "parts"),
        ("主动公开信息60余条。", "round_figures"),
        ("通过微信公众号发布信息1200余条。", "round_figures"),
        ("收到依申请公开5条。", "units"),
    ],
)
def test_false_sentences_beside_true_ones_of_their_kind_are_still_found(
    text: str, check: str
) -> None:
    """What is left unbound in true sentences is not left unbound where it is plainly wrong."""
    entry = {"text": text, "heading": "（二）依申请公开情况", "facts": _ROWS}
    assert f"narrative.{check}" in scoring.failing(scoring.subject_of(entry))
