"""When a clause applies: to which people, jobs and dates, and with how much notice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Protocol
from zoneinfo import ZoneInfo

from coordinator.rules.rates.clock import NO_DAYS, DayList

DAY = 86_400


@dataclass(frozen=True, slots=True)
class Situation:
    """What conditions look at: words and flags of one person or thing, and the job's instants."""

    words: Mapping[str, str]
    zone: ZoneInfo
    starts_at: int
    starts_on: date
    requested_at: int | None = None
    cancelled_at: int | None = None
    holidays: DayList = NO_DAYS

    def instant(self, which: str) -> int | None:
        """When the job was `requested` or `cancelled`."""
        return self.requested_at if which == "requested" else self.cancelled_at


class Condition(Protocol):
    """One test of a situation."""

    def holds(self, situation: Situation) -> bool:
        """Whether the situation meets it."""


@dataclass(frozen=True, slots=True)
class Word:
    """The fact reads one of these words."""

    name: str
    words: tuple[str, ...]

    def holds(self, situation: Situation) -> bool:
        return situation.words.get(self.name, "") in self.words


@dataclass(frozen=True, slots=True)
class Flag:
    """The fact is, or is not, the case."""

    name: str
    wanted: bool

    def holds(self, situation: Situation) -> bool:
        return (situation.words.get(self.name) == "yes") is self.wanted


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice given by a request or a cancellation is below a limit.

    `within` includes the limit itself ("24 h or less"), otherwise it is "less than 24 h". Hours
    and days are elapsed time; business days are counted from the day after to the day of the job.
    """

    which: str
    limit: Decimal
    unit: str
    within: bool

    def holds(self, situation: Situation) -> bool:
        at = situation.instant(self.which)
        if at is None:
            return False
        given = self.given(at, situation)
        return given <= self.limit if self.within else given < self.limit

    def given(self, at: int, situation: Situation) -> Decimal:
        """The notice in this condition's unit."""
        if self.unit == "business_days":
            return Decimal(_business_days(at, situation))
        seconds = Decimal(situation.starts_at - at)
        return seconds / (DAY if self.unit == "days" else 3600)


@dataclass(frozen=True, slots=True)
class AtLocalTime:
    """Requested or cancelled after this local time on the day of the job."""

    which: str
    after: time

    def holds(self, situation: Situation) -> bool:
        at = situation.instant(self.which)
        limit = datetime.combine(situation.starts_on, self.after, situation.zone).timestamp()
        return at is not None and at > limit


@dataclass(frozen=True, slots=True)
class Scope:
    """Where and when a clause is in force: all of `when`, not all of `unless`, between dates."""

    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    from_on: date | None = None
    until_on: date | None = None

    def holds(self, situation: Situation) -> bool:
        """Whether the clause applies to the situation."""
        if self.from_on is not None and situation.starts_on < self.from_on:
            return False
        if self.until_on is not None and situation.starts_on >= self.until_on:
            return False
        if not all(condition.holds(situation) for condition in self.when):
            return False
        return not (self.unless and all(each.holds(situation) for each in self.unless))


def _business_days(at: int, situation: Situation) -> int:
    day = datetime.fromtimestamp(at, situation.zone).date()
    count = 0
    while day < situation.starts_on:
        day += timedelta(days=1)
        count += day.weekday() < 5 and not situation.holidays.name(day)
    return count
