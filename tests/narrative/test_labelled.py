"""The labelled sentences are read as they are labelled."""

from __future__ import annotations

from functools import cache

import pytest

from tests.narrative.scoring import Score, labelled, scored, summary

LEAST_RECALL, LEAST_PRECISION = 0.95, 0.98
FEWEST = 300
PARTS = ("dev", "held", "fresh", "later", "last")


@cache
def score_of(part: str) -> Score:
    return scored(labelled(part))


def test_there_are_enough_sentences_of_every_part() -> None:
    """At least 300, each with an id of its own; a hundred were written before any was looked at."""
    entries = labelled()
    assert len(entries) >= FEWEST
    assert len({entry["id"] for entry in entries}) == len(entries)
    assert len(labelled("held")) >= 100
    assert sum(len(labelled(part)) for part in PARTS) == len(entries)


@pytest.mark.parametrize("part", PARTS)
def test_numbers_are_bound_and_judged_as_labelled(part: str) -> None:
    """Recall of 95 % and precision of 98 %, of bindings and of what is found wrong."""
    score = score_of(part)
    for tally in (score.bindings, score.verdicts):
        assert tally.recall >= LEAST_RECALL, f"{summary(score)}\n{score.wrong}"
        assert tally.precision >= LEAST_PRECISION, f"{summary(score)}\n{score.wrong}"


@pytest.mark.parametrize("part", PARTS)
def test_what_is_no_count_is_not_taken_for_one(part: str) -> None:
    """Dates, document numbers, articles, phones, plans and last year's figures keep their role."""
    for role, tally in score_of(part).roles.items():
        assert tally.missed + tally.false <= 1, (role, score_of(part).wrong)


def test_no_sentence_is_accused_that_is_right() -> None:
    """Not one finding that the labels do not have."""
    assert [score_of(part).verdicts.false for part in PARTS] == [0] * len(PARTS)
