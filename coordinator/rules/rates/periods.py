"""The period in which a detail is invoiced, where the card makes an invoice for each period."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from coordinator.rules.documents import Table
from coordinator.rules.rates.clock import week_of

Period = tuple[date, date]
"""Half-open local dates."""

PERIOD_WORDS: Final[Mapping[str, str]] = {
    "pay_period": "pay period",
    "week": "week",
    "half_month": "half month",
    "month": "month",
}


def invoice_period(
    way: str, day: date, week_starts: int, pay_period: Callable[[date], Period] | None = None
) -> Period | None:
    """The period of a date; None where nothing says when it begins.

    `way` is a card's `invoices` other than "job"; `pay_period` finds the agency's own.
    """
    if way == "week":
        first = week_of(day, week_starts)
        return first, first + timedelta(days=7)
    if way == "month":
        first = day.replace(day=1)
        return first, _next_month(first)
    if way == "half_month":
        if day.day > 15:
            return day.replace(day=16), _next_month(day)
        return day.replace(day=1), day.replace(day=16)
    return None if pay_period is None else pay_period(day)


def year_of(starts: tuple[int, int], day: date) -> Period:
    """The year in which a date lies, where years begin on that month and day."""
    first = date(day.year, *starts)
    first = first if first <= day else first.replace(year=day.year - 1)
    return first, first.replace(year=first.year + 1)


def read_year_start(table: Table) -> tuple[int, int]:
    """The month and day on which a year begins, written "07-01"; the first of January."""
    told = table.text("year_starts", "01-01")
    try:
        first = date.fromisoformat(f"2001-{told}")
    except ValueError:
        table.wrong("year_starts", f"{told!r} is no day of every year.", 'Write it as "07-01".')
        return 1, 1
    return first.month, first.day


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
