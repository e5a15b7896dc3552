"""Dates of the billing terms: days of the calendar on which a step is taken, and instalments."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate
from typing import Any, Final

from coordinator.rules.documents import Table

A_YEAR: Final = 366
DAY_HINT: Final = 'Write 1 for the first of each month, 31 for its last day, "06-30" for one month.'


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day of each month, or of one month of the year (0: each). A month that is too short has its
    last day in its place."""

    day: int
    month: int = 0

    def falls_on(self, on: date) -> bool:
        """Whether this date is one."""
        last = monthrange(on.year, on.month)[1]
        return self.month in (0, on.month) and on.day == min(self.day, last)

    def words(self) -> str:
        """ "day 15", "06-30"."""
        return f"{self.month:02}-{self.day:02}" if self.month else f"day {self.day}"


def has_come(days: Sequence[CalendarDay], since: date, today: date) -> bool:
    """Whether one of the days has come since a date; both included. Without any, the date is it."""
    if not days:
        return True
    span = min((today - since).days, A_YEAR)
    past = (today - timedelta(days=back) for back in range(span + 1))
    return any(each.falls_on(on) for on in past for each in days)


def read_days(table: Table, key: str) -> tuple[CalendarDay, ...]:
    """A list such as [1, 15] or ["06-30", "12-31"]."""
    found = [_day(value) for value in table.values(key, ())]
    if None in found:
        table.wrong(key, "names a day that there is not.", DAY_HINT)
    return tuple(each for each in found if each is not None)


def _day(value: Any) -> CalendarDay | None:
    month, _, day = str(value).rpartition("-")
    if not day.isdecimal() or not (month.isdecimal() or not month):
        return None
    found = CalendarDay(int(day), int(month or 0))
    # A leap year, so that 29 February may be written.
    longest = monthrange(2024, found.month)[1] if 1 <= found.month <= 12 else 31
    return found if found.month <= 12 and 1 <= found.day <= longest else None


@dataclass(frozen=True, slots=True)
class Part:
    """One payment: a share of the invoice, so many days after it, or by a date."""

    percent: Decimal
    days: int = 0
    by: date | None = None

    def due(self, issued: date) -> date:
        """When it is due on an invoice of that date."""
        return self.by or issued + timedelta(days=self.days)


def instalments(parts: Sequence[Part], cents: int, issued: date) -> tuple[tuple[date, int], ...]:
    """When how many cents of an invoice are due. Each sum is rounded half up as it adds up, so that
    together they come to the invoice."""
    dues = [part.due(issued) for part in parts]
    shares = accumulate(part.percent for part in parts)
    sums = [int((cents * x / 100).quantize(Decimal(1), ROUND_HALF_UP)) for x in shares]
    each = (after - before for before, after in zip([0, *sums], sums, strict=False))
    return tuple(sorted(zip(dues, each, strict=True)))


def late_part(
    schedule: Sequence[tuple[date, int]], paid_cents: int, today: date
) -> tuple[date, int] | None:
    """The date of the oldest payment that is late, and what of all late ones is not paid."""
    sums = accumulate(cents for _, cents in schedule)
    due = [(on, whole) for (on, _), whole in zip(schedule, sums, strict=True) if on < today]
    late = [on for on, whole in due if whole > paid_cents]
    return (late[0], due[-1][1] - paid_cents) if late else None


def read_parts(table: Table, key: str) -> tuple[Part, ...]:
    """Payments that come to the whole, one after the other."""
    found = tuple(_part(row) for row in table.tables(key))
    if sum((part.percent for part in found), Decimal(0)) != 100:
        table.wrong(key, "do not come to 100 percent.", "Write [{ percent = 50, days = 30 }, ...].")
    dated = [part.by is not None for part in found]
    order = [part.by or date.min + timedelta(days=part.days) for part in found]
    if len(set(dated)) == 1 and order != sorted(order):
        table.wrong(key, "are not in the order of their dates.", "The earliest comes first.")
    return found


def _part(row: Table) -> Part:
    part = Part(
        row.decimal("percent"),
        row.whole("days", 0),
        row.day("by") if "by" in row else None,
    )
    if ("days" in row) == ("by" in row):
        row.wrong("", "needs one date.", "Write days = 30 (after the invoice) or by = 2026-12-01.")
    row.finish()
    return part
