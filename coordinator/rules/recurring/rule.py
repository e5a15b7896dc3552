"""The rule of a series: an RRULE (RFC 5545, 3.3.10) of whole days, in one canonical form.

Hours stand on the series, so a rule has no parts below the day. Dates are local to the agency; what
a rule says never depends on the clock or the zone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

DAILY, WEEKLY, MONTHLY, YEARLY = "DAILY", "WEEKLY", "MONTHLY", "YEARLY"
FREQUENCIES: Final = (DAILY, WEEKLY, MONTHLY, YEARLY)
WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

CYCLE_YEARS: Final = 400
"""After so many years the calendar repeats itself to the weekday."""
LAST_YEAR: Final = 9999


class Day(NamedTuple):
    """A weekday (0 is Monday); `ordinal` is the how-manieth of its month or year, 0 for each."""

    weekday: int
    ordinal: int = 0

    @property
    def text(self) -> str:
        """As an RRULE writes it: FR, 2FR, -1MO."""
        return f"{self.ordinal or ''}{WEEKDAYS[self.weekday]}"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. Numbers are as in an RRULE: negative ones count from the end.

    `until` is the last date that it may have, `count` how many dates it has in all.
    """

    frequency: str
    interval: int = 1
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    days: tuple[Day, ...] = ()
    positions: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    week_start: int = 0
    count: int | None = None
    until: date | None = None

    @property
    def text(self) -> str:
        """The canonical RRULE, without the name before it."""
        return ";".join(f"{name}={value}" for name, value in self._parts() if value)

    def _parts(self) -> Iterator[tuple[str, str]]:
        yield "FREQ", self.frequency
        yield "INTERVAL", str(self.interval) if self.interval > 1 else ""
        yield "BYMONTH", _joined(self.months)
        yield "BYWEEKNO", _joined(self.weeks)
        yield "BYYEARDAY", _joined(self.year_days)
        yield "BYMONTHDAY", _joined(self.month_days)
        yield "BYDAY", ",".join(day.text for day in self.days)
        yield "BYSETPOS", _joined(self.positions)
        yield "WKST", WEEKDAYS[self.week_start] if self.week_start else ""
        yield "COUNT", str(self.count) if self.count else ""
        yield "UNTIL", self.until.strftime("%Y%m%d") if self.until else ""

    def dates(self, starts_on: date, since: date, until: date) -> Iterator[date]:
        """The dates in [since, until) of a series that begins on a date, in order.

        The first date is one of them only where the rule has it. A rule that has no date at all is
        found out in a fraction of a second: it is expanded at the end of the calendar, a multiple
        of 400 years later, where the library runs out of years soon.
        """
        last = min(until, self.until + timedelta(days=1)) if self.until else until
        if last <= starts_on:
            return
        from dateutil.rrule import rrulestr  # not needed where nothing recurs

        years = (LAST_YEAR - starts_on.year) // CYCLE_YEARS * CYCLE_YEARS
        text = replace(self, until=None).text
        for found in rrulestr(text, dtstart=_later(starts_on, years)):
            on = _later(found.date(), -years).date()
            if on >= last:
                return
            if on >= since:
                yield on

    def next(self, starts_on: date, since: date) -> date | None:
        """The first date on or after `since`, or None where there is none."""
        return next(
            self.dates(starts_on, since, date(starts_on.year + CYCLE_YEARS // 2, 1, 1)), None
        )


def _later(on: date, years: int) -> datetime:
    return datetime(on.year + years, on.month, on.day)  # noqa: DTZ001 - a date, and no instant


def _joined(numbers: tuple[int, ...]) -> str:
    return ",".join(map(str, numbers))
