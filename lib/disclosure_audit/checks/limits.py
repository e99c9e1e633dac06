"""Limits that the checks between years compare with: the policy's, else those given here.

None is printed anywhere: all are inferred.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from disclosure_audit.checks.subject import Subject
from disclosure_audit.text.numbers import Number

Limit = Literal["jump_ratio", "jump_least", "amount_ratio", "unchanged_digits", "unchanged_above"]
_LIMITS: dict[Limit, int] = {
    "jump_ratio": 10,
    # Small numbers double by one case.
    "jump_least": 10,
    # Yuan put as 万元 make 10,000 times; a tenth of that still tells it from growth.
    "amount_ratio": 1_000,
    # By chance so many digits are the same as last year's once in ten thousand.
    "unchanged_digits": 4,
    # Small counts coincide often and say nothing.
    "unchanged_above": 3,
}


def limit(subject: Subject, name: Limit) -> Number:
    """Return a limit that the policy sets, or its default."""
    threshold = subject.policy.lists.thresholds.get(name)
    if threshold is None:
        return _LIMITS[name]
    value = Decimal(str(threshold.value))
    return int(value) if value == value.to_integral_value() else value
