"""The period in which a detail is invoiced, where the card makes an invoice for each period."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from coordinator.rules.rates.clock import week_of

PERIOD_WORDS: Final[Mapping[str, str]] = {
    "pay_period": "pay period",
    "week": "week",
    "half_month": "half month",
    "month": "month",
}


@dataclass(frozen=True, slots=True)
class PayPeriods:
    """Pay periods of so many days, one after another, as of a local date."""

    first_on: date
    days: int

    def of(self, day: date) -> tuple[date, date]:
        """The period of a date, half-open."""
        begun = (day - self.first_on).days // self.days
        first = self.first_on + timedelta(days=begun * self.days)
        return first, first + timedelta(days=self.days)


def invoice_period(
    way: str, day: date, week_starts: int, pay_periods: PayPeriods | None = None
) -> tuple[date, date] | None:
    """The half-open local dates of the period of a date; None where nothing says when it begins.

    `way` is a card's `invoices` other than "job".
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
    return None if pay_periods is None else pay_periods.of(day)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
