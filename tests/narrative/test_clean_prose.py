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
