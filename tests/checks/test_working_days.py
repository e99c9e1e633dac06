"""Working days as the State Council's notices make them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.checks.working_days import known_days, last_day, working_days

FIRST, LAST = known_days()
DAYS = st.dates(FIRST, LAST - timedelta(days=200))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2018, 12, 29), True),  # a Saturday, by the notice for 2019
        (date(2020, 1, 31), False),  # the Spring Festival made longer
        (date(2023, 10, 7), True),  # a Saturday
        (date(2023, 10, 5), False),  # a Thursday
        (date(2024, 2, 4), True),  # a Sunday
        (date(2024, 2, 12), False),  # a Monday
        (date(2024, 3, 6), True),
        (date(2024, 3, 9), False),
    ],
)
def test_holidays_and_make_up_days_are_those_of_the_notices(day: date, works: bool) -> None:
    """A weekend may be worked and a weekday free: the notices decide, not the week."""
    assert working_days(day - timedelta(days=1), day) == int(works)


def test_the_day_itself_does_not_count() -> None:
    """Twenty working days after Wednesday 6 March 2024 end on Wednesday 3 April."""
    assert last_day(date(2024, 3, 6), 20) == date(2024, 4, 3)
    assert working_days(date(2024, 3, 6), date(2024, 4, 3)) == 20
    assert working_days(date(2024, 3, 6), date(2024, 3, 6)) == 0


@given(DAYS, st.integers(1, 60))
@settings(derandomize=True, max_examples=200, deadline=None)
def test_a_term_ends_on_its_last_working_day(after: date, days: int) -> None:
    """The two ways to count agree on every day, and the day before is one working day less."""
    end = last_day(after, days)
    assert end is not None
    assert working_days(after, end) == days
    assert working_days(after, end - timedelta(days=1)) == days - 1


def test_days_that_no_notice_settles_are_not_guessed() -> None:
    """Before the calendar, after it, and the December that the next notice may still change."""
    for until in (LAST + timedelta(days=1), date(LAST.year + 1, 3, 1)):
        assert working_days(LAST - timedelta(days=9), until) is None
    assert last_day(LAST - timedelta(days=5), 20) is None
    assert working_days(FIRST - timedelta(days=1), FIRST) is None
    assert last_day(FIRST - timedelta(days=1), 1) is None
