"""What follows from a detail's hours and from the words in which its circumstances are written."""

from fractions import Fraction

from coordinator.rules.distribution.facts import Fact
from coordinator.rules.rates.days import MONTHS, WEEKDAYS
from coordinator.rules.spans import Calendar

BY_DATE = frozenset({"week", "iso_week", "month", "month_day", "day_number"})
"""Facts that follow from a detail's local date, and that few documents ask for."""

BY_START = frozenset({"weekday", "starts", "holiday"}) | BY_DATE
"""Facts that follow from when a detail starts."""

BY_HOURS = BY_START | {"length"}
"""Facts that follow from a detail's hours alone."""


def read_circumstances(words: str) -> dict[str, Fact]:
    """'permanent tier=park size=3' as facts; yes, no and numbers as such."""
    found: dict[str, Fact] = {}
    for word in words.split():
        name, is_said, value = word.partition("=")
        found[name] = _fact(value) if is_said else True
    return found


def _fact(value: str) -> Fact:
    if value in ("yes", "no"):
        return value == "yes"
    try:
        return Fraction(value)
    except (ValueError, ZeroDivisionError):
        return value


def of_hours(starts_at: int, ends_at: int, calendar: Calendar) -> dict[str, Fact]:
    """The facts that follow from a detail's hours."""
    wall = calendar.wall(starts_at)
    return {
        "weekday": WEEKDAYS[wall.weekday()],
        "starts": Fraction(wall.hour * 60 + wall.minute),
        "length": Fraction(ends_at - starts_at, 3600),
    }


def of_date(starts_at: int, calendar: Calendar) -> dict[str, Fact]:
    """The facts that follow from a detail's local date: its ISO week, its month, its number.

    `month_day` is month * 100 + day, `day_number` counts days from 1 January of the year 1.
    """
    day = calendar.local_date(starts_at)
    number = day.isocalendar().week
    return {
        "week": "odd" if number % 2 else "even",
        "iso_week": Fraction(number),
        "month": MONTHS[day.month - 1],
        "month_day": Fraction(day.month * 100 + day.day),
        "day_number": Fraction(day.toordinal()),
    }
