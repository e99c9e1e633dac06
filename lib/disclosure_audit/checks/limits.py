"""Limits that the checks between years compare with. None is printed anywhere: all inferred."""

from __future__ import annotations

JUMP_RATIO = 10
"""A count that grew or fell to so many times, or more, is asked about."""

JUMP_LEAST = 10
"""Counts below it have no ratio: small numbers double by one case."""

AMOUNT_RATIO = 1_000
"""Yuan put as 万元 make 10,000 times; half of that in digits still tells it from growth."""

UNCHANGED_DIGITS = 4
"""So many digits the same as last year's, by chance, are one in ten thousand."""

COUNTS_ABOVE = 3
"""Counts up to it coincide often and say nothing."""
