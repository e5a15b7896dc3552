"""The days on which the banks of the United States and of Canada move money.

The Federal Reserve Banks keep a holiday that falls on a Sunday on the Monday after, and are open on
the Friday before one that falls on a Saturday. Payments Canada keeps each on the next weekday that
is free.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from coordinator.rules.rates.days import DayRule, Easter, NthWeekday, WeekdayBy, Yearly

US, CA = "US", "CA"

_MONDAY, _THURSDAY, _SATURDAY = 0, 3, 5
_LAST, _FIRST, _SECOND, _THIRD, _FOURTH = 0, 1, 2, 3, 4
_HOLIDAYS: Final[Mapping[str, tuple[tuple[str, DayRule], ...]]] = {
    US: (
        ("New Year's Day", Yearly(1, 1)),
        ("Martin Luther King Jr. Day", NthWeekday(_THIRD, _MONDAY, 1)),
        ("Washington's Birthday", NthWeekday(_THIRD, _MONDAY, 2)),
        ("Memorial Day", NthWeekday(_LAST, _MONDAY, 5)),
        ("Juneteenth", Yearly(6, 19)),
        ("Independence Day", Yearly(7, 4)),
        ("Labor Day", NthWeekday(_FIRST, _MONDAY, 9)),
        ("Columbus Day", NthWeekday(_SECOND, _MONDAY, 10)),
        ("Veterans Day", Yearly(11, 11)),
        ("Thanksgiving Day", NthWeekday(_FOURTH, _THURSDAY, 11)),
        ("Christmas Day", Yearly(12, 25)),
    ),
    CA: (
        ("New Year's Day", Yearly(1, 1)),
        ("Good Friday", Easter(-2)),
        ("Victoria Day", WeekdayBy(_MONDAY, before=True, month=5, day=25)),
        ("Canada Day", Yearly(7, 1)),
        ("Labour Day", NthWeekday(_FIRST, _MONDAY, 9)),
        ("National Day for Truth and Reconciliation", Yearly(9, 30)),
        ("Thanksgiving Day", NthWeekday(_SECOND, _MONDAY, 10)),
        ("Remembrance Day", Yearly(11, 11)),
        ("Christmas Day", Yearly(12, 25)),
        ("Boxing Day", Yearly(12, 26)),
    ),
}


def closed_for(on: date, country: str) -> str:
    """Why no bank moves money on a day: the holiday or the weekday; empty where they do."""
    if on.weekday() >= _SATURDAY:
        return f"{on:%A}"
    return _kept(country, on.year).get(on, "")


def banking_day(on: date, country: str) -> date:
    """The day itself where the banks move money, or the next on which they do."""
    while closed_for(on, country):
        on += timedelta(days=1)
    return on


@lru_cache(maxsize=64)
def _kept(country: str, year: int) -> Mapping[date, str]:
    found: dict[date, str] = {}
    for name, rule in _HOLIDAYS[country]:
        for day, _ in rule.days(year):
            if country == US and day.weekday() == _SATURDAY:
                continue
            found[_moved(day, found)] = name
    return found


def _moved(day: date, taken: Mapping[date, str]) -> date:
    while day.weekday() >= _SATURDAY or day in taken:
        day += timedelta(days=1)
    return day
