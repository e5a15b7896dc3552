"""On which dates a report is mailed: against counting day by day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.reports.mailing import EVERY, LAST_DAY, every_words, first_on, next_on


def fits(every: str, day: int, on: date) -> bool:
    """Slowly and plainly: whether a date is one of it."""
    if every == "day":
        return True
    if every == "week":
        return on.isoweekday() == day
    months = {"month": range(1, 13), "quarter": (1, 4, 7, 10), "year": (1,)}[every]
    last = (on + timedelta(days=1)).month != on.month
    return on.month in months and (on.day == day or (last and on.day < day))


@given(st.sampled_from(EVERY), st.integers(1, 31), st.dates(date(2020, 1, 1), date(2099, 1, 1)))
def test_the_first_date_is_the_first_that_fits(every: str, day: int, since: date) -> None:
    day = min(day, LAST_DAY[every])
    found = first_on(every, day, since)
    expected = since
    while not fits(every, day, expected):
        expected += timedelta(days=1)
    assert found == expected
    assert next_on(every, day, found) == first_on(every, day, found + timedelta(days=1)) > found


def test_it_is_said_in_words() -> None:
    assert every_words("week", 1, "06:00") == "each Monday at 06:00"
    assert every_words("quarter", None, "07:30") == "on day 1 of each quarter at 07:30"
