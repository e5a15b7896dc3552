"""Dates moved from one month to another by their weekday: the 2nd Friday to the 2nd Friday."""

from calendar import monthrange
from datetime import date


def moved(on: date, month: date) -> date | None:
    """The same how-manieth weekday of another month (any date in it); None where it has none."""
    first = month.replace(day=1)
    day = 1 + (on.weekday() - first.weekday()) % 7 + (on.day - 1) // 7 * 7
    return first.replace(day=day) if day <= monthrange(first.year, first.month)[1] else None
