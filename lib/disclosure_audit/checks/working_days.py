"""Working days by the State Council's holiday notices, make-up working days included."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from functools import cache

_KNOWN_UNTIL = (12, 20)
"""In the last year of the calendar: the notice of a year also moves days of the December before.

29 December 2018, a Saturday, was made a working day by the notice for 2019.
"""


@cache
def known_days() -> tuple[date, date]:
    """Return the first and the last day of which it is known whether it is a working day."""
    from chinese_calendar.constants import holidays  # only where a ledger has dates

    return date(min(holidays).year, 1, 1), date(max(holidays).year, *_KNOWN_UNTIL)


def working_days(after: date, until: date) -> int | None:
    """Return how many working days there are after one day, up to and including another.

    Parameters
    ----------
    after
        The day of the event, which itself does not count.
    until
        The last day that counts.

    Returns
    -------
    int or None
        Their number, 0 where `until` is not later; None where the calendar does not know them all.
    """
    if until <= after:
        return 0
    first, last = known_days()
    if after < first or until > last:
        return None
    days = _working_days()
    return bisect_right(days, until) - bisect_right(days, after)


def last_day(after: date, days: int) -> date | None:
    """Return the day on which a term of working days ends.

    Parameters
    ----------
    after
        The day of the event, which itself does not count.
    days
        Working days, at least one.

    Returns
    -------
    date or None
        None where the calendar does not know all the days up to it.
    """
    known = _working_days()
    place = bisect_right(known, after) + days - 1
    return known[place] if after >= known_days()[0] and place < len(known) else None


@cache
def _working_days() -> tuple[date, ...]:
    from chinese_calendar.constants import holidays, workdays

    first, last = known_days()
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(
        day for day in every if day in workdays or (day.weekday() < 5 and day not in holidays)
    )
