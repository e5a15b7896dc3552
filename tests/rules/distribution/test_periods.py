"""When a period begins, against looking back day by day."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.distribution.periods import NEVER, Period, read_period
from coordinator.rules.documents import open_document
from coordinator.rules.spans import DAY, HOUR, Calendar

CALENDAR = Calendar("America/New_York")
instants = st.integers(1_700_000_000, 1_900_000_000)


def period(text: str) -> Period:
    root = open_document(text)
    found = read_period(root)
    root.finish()
    assert not root.problems, root.problems
    return found


def looked_back(at: int, begins: Callable[[date], bool]) -> int:
    """The midnight of the latest day, at or before an instant, on which a period begins."""
    day = CALENDAR.wall(at).date()
    while not begins(day):
        day -= timedelta(days=1)
    return CALENDAR.midnight(day)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ('reset = "week"', lambda day: day.weekday() == 0),
        ('reset = "week"\nweek_starts = "thursday"', lambda day: day.weekday() == 3),
        ('reset = "month"', lambda day: day.day == 1),
        ('reset = "month"\nmonth_starts = 16', lambda day: day.day == 16),
        ('reset = "year"', lambda day: (day.month, day.day) == (1, 1)),
        ('reset = "year"\nyear_starts = "07-01"', lambda day: (day.month, day.day) == (7, 1)),
        (
            'reset = "days"\nevery = 14\ncounted_from = 2026-01-04',
            lambda day: (day - date(2026, 1, 4)).days % 14 == 0,
        ),
        (
            'reset = "months"\nevery = 6\ncounted_from = 2026-04-10',
            lambda day: day.day == 10 and day.month in (4, 10),
        ),
    ],
)
@given(instants)
def test_a_period_begins_on_the_last_such_day(
    text: str, begins: Callable[[date], bool], at: int
) -> None:
    found = period(text)
    assert found.begins(at, CALENDAR) == looked_back(at, begins)
    start, end = found.span(at, CALENDAR)
    assert start <= at < end
    assert found.begins(end, CALENDAR) == end
    assert found.begins(end - 1, CALENDAR) == start


def test_a_rolling_period_is_so_many_days_long() -> None:
    assert period('reset = "rolling"\ndays = 28').begins(DAY * 100, CALENDAR) == DAY * 72


def test_the_agencys_own_periods() -> None:
    named = (("pay_period", 0, 10), ("pay_period", 10, 20), ("roster", 15, 30))
    assert period('reset = "named"\nperiod = "pay_period"').begins(16, CALENDAR, named) == 10
    assert period('reset = "named"\nperiod = "roster"').begins(16, CALENDAR, named) == 15


def test_nothing_is_reset_unless_the_document_says_so() -> None:
    assert period("") == NEVER
    assert NEVER.begins(HOUR, CALENDAR) < -HOUR


@pytest.mark.parametrize(
    "text",
    [
        'reset = "month"\nmonth_starts = 29',
        'reset = "year"\nyear_starts = "02-30"',
        'reset = "days"\nevery = 0\ncounted_from = 2026-01-01',
        'reset = "months"\nevery = 3\ncounted_from = 2026-01-31',
        'reset = "weekly"',
    ],
)
def test_a_period_that_cannot_be_is_refused(text: str) -> None:
    root = open_document(text)
    read_period(root)
    assert root.problems
