"""The days of the banks against the `holidays` library, which knows nothing of ours."""

from datetime import date, timedelta

import pytest
from holidays import country_holidays

from coordinator.rules.accounts.banking_days import CA, US, banking_day, closed_for

YEARS = range(2024, 2041)


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range(366) if (first + timedelta(n)).year == year]


@pytest.mark.parametrize("year", YEARS)
def test_the_federal_reserve_is_closed_on_holidays_and_on_mondays_after_sundays(year: int) -> None:
    listed = set(country_holidays("US", years=year, observed=False))
    mondays = {day + timedelta(days=1) for day in listed if day.weekday() == 6}
    for day in days_of(year):
        closed = day.weekday() >= 5 or day in listed | mondays
        assert bool(closed_for(day, US)) is closed, day


@pytest.mark.parametrize("year", YEARS)
def test_canadas_banks_keep_every_holiday_on_a_weekday(year: int) -> None:
    listed = country_holidays("CA", years=year, observed=False, categories=("government",))
    kept: set[date] = set()
    for day in sorted(listed):
        while day.weekday() >= 5 or day in kept:
            day += timedelta(days=1)
        kept.add(day)
    assert len(kept) == 10
    for day in days_of(year):
        assert bool(closed_for(day, CA)) is (day.weekday() >= 5 or day in kept), day


@pytest.mark.parametrize(
    ("on", "country", "then"),
    [
        ("2026-07-03", US, "2026-07-03"),  # the 4th is a Saturday: the Friday is open
        ("2027-07-04", US, "2027-07-06"),  # a Sunday, kept on the Monday
        ("2026-11-26", US, "2026-11-27"),
        ("2026-12-25", US, "2026-12-28"),
        ("2027-12-25", CA, "2027-12-29"),  # Saturday and Sunday: Monday and Tuesday
        ("2026-12-25", CA, "2026-12-29"),  # Boxing Day is a Saturday
        ("2026-04-03", CA, "2026-04-06"),
        ("2026-06-19", CA, "2026-06-19"),
    ],
)
def test_the_next_banking_day(on: str, country: str, then: str) -> None:
    assert banking_day(date.fromisoformat(on), country).isoformat() == then


def test_a_closed_day_is_named() -> None:
    assert closed_for(date(2026, 11, 11), US) == "Veterans Day"
    assert closed_for(date(2026, 11, 14), US) == "Saturday"
    assert not closed_for(date(2026, 11, 12), US)
