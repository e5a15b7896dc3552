"""A moment counted from a detail: by hours, or a clock time on its day or on one before it."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final

from coordinator.rules.documents import Table
from coordinator.rules.spans import HOUR, Calendar, instant_of

WEEKDAYS: Final = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)

MOMENT = ("hours_before", "hours_after_posting", "weekday", "days_before", "at")
"""The keys by which a document says one."""


@dataclass(frozen=True, slots=True)
class Clocked:
    """So many hours before the start or after the posting; or a clock time on a weekday on or
    before the detail's day, or so many days before it."""

    weekday: int | None = None
    days_before: int = 0
    at: time = time(0)
    hours_before: Fraction | None = None
    hours_after_posting: Fraction | None = None

    def instant(self, starts_at: int, posted_at: int | None, calendar: Calendar) -> int | None:
        """When it is (UTC seconds); None where it counts from a posting that is not known."""
        if self.hours_before is not None:
            return starts_at - int(self.hours_before * HOUR)
        if self.hours_after_posting is not None:
            after = int(self.hours_after_posting * HOUR)
            return None if posted_at is None else posted_at + after
        day = calendar.local_date(starts_at) - timedelta(days=self.days_before)
        if self.weekday is not None:
            day -= timedelta(days=(day.weekday() - self.weekday) % 7)
        return instant_of(datetime.combine(day, self.at), calendar.zone).instant

    @property
    def words(self) -> str:
        """'48 hours before the start', 'Wednesday 08:00', '12:00 2 days before'."""
        if self.hours_before is not None:
            return f"{float(self.hours_before):g} hours before the start"
        if self.hours_after_posting is not None:
            return f"{float(self.hours_after_posting):g} hours after posting"
        day = "" if self.weekday is None else f"{WEEKDAYS[self.weekday].capitalize()} "
        before = f" {self.days_before} days before" if self.days_before else ""
        return f"{day}{self.at.isoformat('minutes')}{before}"


def read_clocked(table: Table) -> Clocked:
    """Read the keys of a moment; problems are noted at the table."""
    hours = {key: read_hours(table, key) for key in ("hours_before", "hours_after_posting")}
    by_clock = not any(hour is not None for hour in hours.values())
    weekday = table.choice("weekday", WEEKDAYS, "monday") if "weekday" in table else ""
    table.known("weekday", f"one of {', '.join(WEEKDAYS)}")
    return Clocked(
        WEEKDAYS.index(weekday) if weekday in WEEKDAYS else None,
        table.whole("days_before", 0),
        table.clock("at") if by_clock else Clocked().at,
        hours["hours_before"],
        hours["hours_after_posting"],
    )


def read_hours(table: Table, key: str) -> Fraction | None:
    """A number of hours, or None."""
    if key not in table:
        table.known(key, "a number")
        return None
    return Fraction(table.decimal(key, Decimal(0)))
