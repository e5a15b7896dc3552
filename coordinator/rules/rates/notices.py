"""How much notice was given: by a request, an approval, a cancellation or a reduction."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from coordinator.rules.rates.days import WEEKDAYS, DayList

if TYPE_CHECKING:
    from coordinator.rules.rates.conditions import Situation

WHICH = ("requested", "approved", "cancelled", "reduced")
UNITS = (
    "minutes",
    "hours",
    "days",
    "calendar_days",
    "business_days",
    "clear_business_days",
    "working_hours",
)
_SECONDS = {"minutes": 60, "hours": 3600, "days": 86_400}


@dataclass(frozen=True, slots=True)
class Count:
    """How notice is counted, up to the start of the job.

    `minutes`, `hours` and `days` are elapsed time. `calendar_days` are midnights in between.
    `business_days` are weekdays without holidays, from the day after to the day of the job;
    `clear_business_days` leave the day of the job out. `working_hours` are the hours of business
    days, of the whole day or within the `office` hours. What comes after the day `closes` counts
    as of the next day; with `next = "business_day"` as of the next business day, as does what comes
    on a day that is none. Business days with `closes` go on to the next business day unless
    `next = "day"` says otherwise.
    """

    unit: str
    office: tuple[time, time] | None = None
    closes: time | None = None
    to_business_day: bool = False

    def given(self, at: int, situation: "Situation") -> Decimal:
        """The notice from an instant, in this unit."""
        if self.unit in _SECONDS:
            return Decimal(situation.starts_at - at) / _SECONDS[self.unit]
        zone, local = situation.zone, datetime.fromtimestamp(at, situation.zone)
        late = self.closes is not None and local.time() > self.closes
        day = local.date() + timedelta(days=int(late))
        while self.to_business_day and not is_business_day(day, situation.holidays):
            day += timedelta(days=1)
        if self.unit == "calendar_days":
            return Decimal((situation.starts_on - day).days)
        if self.unit == "working_hours":
            return self._working_hours(at, situation, zone)
        last = situation.starts_on
        last -= timedelta(days=1 if self.unit == "clear_business_days" else 0)
        return Decimal(business_days(day, last, situation.holidays))

    def _working_hours(self, at: int, situation: "Situation", zone: ZoneInfo) -> Decimal:
        opens, closes = self.office or (time(0), time(0))
        day, seconds = datetime.fromtimestamp(at, zone).date(), 0
        while day <= situation.starts_on:
            if is_business_day(day, situation.holidays):
                until = day + timedelta(days=0 if closes > opens else 1)
                start = int(datetime.combine(day, opens, zone).timestamp())
                end = int(datetime.combine(until, closes, zone).timestamp())
                seconds += max(0, min(end, situation.starts_at) - max(start, at))
            day += timedelta(days=1)
        return Decimal(seconds) / 3600


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice given lies within bounds: `under`, `at_most`, `over` and `at_least` all hold.

    Without a request at all it was in good time; without a cancellation there is no notice of one.
    """

    which: str
    count: Count
    under: Decimal | None = None
    at_most: Decimal | None = None
    over: Decimal | None = None
    at_least: Decimal | None = None

    def holds(self, situation: "Situation") -> bool:
        """Whether the situation meets it."""
        at = situation.instant(self.which)
        if at is None:
            asked = self.which in ("requested", "approved")
            return asked and self.under is None and self.at_most is None
        return self._within(self.count.given(at, situation))

    def _within(self, given: Decimal) -> bool:
        if self.under is not None and not given < self.under:
            return False
        if self.at_most is not None and not given <= self.at_most:
            return False
        if self.over is not None and not given > self.over:
            return False
        return self.at_least is None or given >= self.at_least


@dataclass(frozen=True, slots=True)
class Deadline:
    """Later than a local time: of the day of the job, of so many days or business days before it,
    or of the last such weekday before it (the day of the job itself does not count)."""

    which: str
    clock: time
    days_before: int = 0
    business_days_before: int = 0
    weekday: int | None = None

    def holds(self, situation: "Situation") -> bool:
        """Whether the situation meets it."""
        at = situation.instant(self.which)
        if at is None:
            return False
        limit = datetime.combine(self._day(situation), self.clock, situation.zone)
        return at > int(limit.timestamp())

    def _day(self, situation: "Situation") -> date:
        day = situation.starts_on - timedelta(days=self.days_before)
        if self.weekday is not None:
            return day - timedelta(days=(day.weekday() - self.weekday - 1) % 7 + 1)
        for _ in range(self.business_days_before):
            day -= timedelta(days=1)
            while not is_business_day(day, situation.holidays):
                day -= timedelta(days=1)
        return day

    def words(self) -> str:
        """ "after 12:00 on the friday before"."""
        clock = f"after {self.clock:%H:%M}"
        if self.weekday is not None:
            return f"{clock} on the {WEEKDAYS[self.weekday].title()} before"
        if self.business_days_before:
            return f"{clock}, {self.business_days_before} business days before"
        return (
            f"{clock}, {self.days_before} days before" if self.days_before else f"{clock} that day"
        )


def is_business_day(day: date, holidays: DayList) -> bool:
    """Monday to Friday and no holiday."""
    return day.weekday() < 5 and not holidays.name(day)


def business_days(day: date, last: date, holidays: DayList) -> int:
    """Business days after a date, up to another and that included."""
    count = 0
    while day < last:
        day += timedelta(days=1)
        count += is_business_day(day, holidays)
    return count
