"""Months from a date on, and the years that a date lies in."""

from datetime import date, timedelta

MonthDay = tuple[int, int]
"""(month, day) on which a year begins; never 29 February."""

NEW_YEAR: MonthDay = (1, 1)


def months_later(day: date, months: int) -> date:
    """The same day so many months on; the last day of a shorter month."""
    count = day.year * 12 + day.month - 1 + months
    first = date(count // 12, count % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return min(last, first + timedelta(days=day.day - 1))


def year_begun(day: date, starts: MonthDay) -> date:
    """The first day of the year, as the agency counts it, in which a day lies."""
    first = date(day.year, *starts)
    return first if first <= day else date(day.year - 1, *starts)


def part_begun(day: date, starts: MonthDay, months: int) -> date:
    """The first day of the part of a year, such as its quarter (3 months), in which a day lies."""
    first = year_begun(day, starts)
    return max(turn for n in range(0, 12, months) if (turn := months_later(first, n)) <= day)
