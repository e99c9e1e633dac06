"""Figures of a report with the verdict on one of its relations, read alone or among many."""

from __future__ import annotations

from typing import Any

VERDICTS_OF_REVIEWS: tuple[tuple[dict[str, Any], str], ...] = (
    ({}, "holds"),
    ({"t4.review.upheld": 2, "t4.review.total": 2, "t4.review.other": None}, "holds"),
    ({"t4.review.upheld": None, "t4.review.total": None}, "holds_if_zero"),
    ({"t4.review.upheld": 2, "t4.review.total": None}, "broken_if_zero"),
    ({"t4.review.upheld": None, "t4.review.total": 2}, "broken_if_zero"),
    ({"t4.review.upheld": 3, "t4.review.other": None, "t4.review.total": 2}, "broken"),
    ({"t4.review.upheld": 1}, "broken"),
    ({"t4.review.upheld": "若干"}, "not_assessable"),
)
"""Cells that are not 0, and the verdict on t4.total.review."""
