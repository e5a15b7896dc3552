"""When a report is mailed again: once each day, week, month, quarter or year, on local dates."""

import calendar
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

EVERY: Final = ("day", "week", "month", "quarter", "year")
_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
LAST_DAY: Final = {"day": 1, "week": 7, "month": 31, "quarter": 31, "year": 31}
"""The greatest `day`: of the week (1 is Monday), or of the period's first month."""


def first_on(every: str, day: int | None, since: date) -> date:
    """The first date of it on or after a date. A day that a month has not is its last."""
    if every == "day":
        return since
    if every == "week":
        return since + timedelta(days=((day or 1) - since.isoweekday()) % 7)
    begun = _begun(every, since)
    found = _in_month(begun, day or 1)
    return found if found >= since else _in_month(_later(begun, _MONTHS[every]), day or 1)


def next_on(every: str, day: int | None, last: date) -> date:
    """The date of it after one that is over."""
    return first_on(every, day, last + timedelta(days=1))


def every_words(every: str, day: int | None, clock: str) -> str:
    """'each Monday at 06:00', 'on day 1 of each month at 06:00'."""
    said: Mapping[str, Callable[[], str]] = {
        "day": lambda: "each day",
        "week": lambda: f"each {calendar.day_name[(day or 1) - 1]}",
        "month": lambda: f"on day {day or 1} of each month",
        "quarter": lambda: f"on day {day or 1} of each quarter",
        "year": lambda: f"on January {day or 1}",
    }
    return f"{said[every]()} at {clock}"


def _begun(every: str, on: date) -> date:
    """The first day of the month, quarter or year of a date."""
    months = _MONTHS[every]
    return date(on.year, (on.month - 1) // months * months + 1, 1)


def _later(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)


def _in_month(first: date, day: int) -> date:
    return first.replace(day=min(day, calendar.monthrange(first.year, first.month)[1]))
