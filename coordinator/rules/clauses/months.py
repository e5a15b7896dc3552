"""Months from a date on."""

from datetime import date, timedelta


def months_later(day: date, months: int) -> date:
    """The same day so many months on; the last day of a shorter month."""
    count = day.year * 12 + day.month - 1 + months
    first = date(count // 12, count % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return min(last, first + timedelta(days=day.day - 1))
