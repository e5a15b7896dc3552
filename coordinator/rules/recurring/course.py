"""The course of a series: which dates its rule gives, what takes some out, and what is added."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from coordinator.rules.recurring.closed_days import ALWAYS_OPEN, ClosedDays
from coordinator.rules.recurring.rule import Rule
from coordinator.rules.spans import Reading, Span, instant_of


class Fate(StrEnum):
    """What becomes of a date."""

    MADE = "made"
    ADDED = "added"
    SKIPPED = "skipped"
    CLOSED = "closed"
    PAUSED = "paused"


TAKES_PLACE = (Fate.MADE, Fate.ADDED)


@dataclass(frozen=True, slots=True)
class CourseDay:
    """One local date of a series and why it is there, or why not."""

    on: date
    fate: Fate
    words: str = ""

    @property
    def takes_place(self) -> bool:
        """Whether there is a detail on it."""
        return self.fate in TAKES_PLACE


@dataclass(frozen=True, slots=True)
class Course:
    """A series as its rule, term and exceptions make it. Dates are local, spans of them half-open.

    `skipped` and `added` are dates with their reason. What was added stands also where the
    employer is closed, but not in a pause and not outside the term.
    """

    rule: Rule
    starts_on: date
    until_on: date | None = None
    skipped: Mapping[date, str] = field(default_factory=dict)
    added: Mapping[date, str] = field(default_factory=dict)
    paused: tuple[date, date | None] | None = None
    closed: ClosedDays = ALWAYS_OPEN

    def days(self, since: date, until: date) -> Iterator[CourseDay]:
        """Every date of the course in [since, until), also those that are left out, in order."""
        first = max(since, self.starts_on)
        last = min(until, self.until_on) if self.until_on else until
        more = {on for on in self.added if first <= on < last}
        for on in self.rule.dates(self.starts_on, first, last):
            yield from (self._added(each) for each in sorted(more) if each < on)
            more = {each for each in more if each > on}
            yield self._added(on) if on in self.added else self._by_rule(on)
        yield from (self._added(each) for each in sorted(more))

    def dates(self, since: date, until: date) -> tuple[date, ...]:
        """The dates in [since, until) on which there is a detail."""
        return tuple(day.on for day in self.days(since, until) if day.takes_place)

    def day(self, on: date) -> CourseDay | None:
        """What the course says of one date; None where it has nothing there."""
        return next(self.days(on, on + timedelta(days=1)), None)

    def _added(self, on: date) -> CourseDay:
        if self._in_pause(on):
            return CourseDay(on, Fate.PAUSED)
        return CourseDay(on, Fate.ADDED, self.added[on])

    def _by_rule(self, on: date) -> CourseDay:
        if on in self.skipped:
            return CourseDay(on, Fate.SKIPPED, self.skipped[on])
        if self._in_pause(on):
            return CourseDay(on, Fate.PAUSED)
        why = self.closed.why(on) if self.closed else ""
        return CourseDay(on, Fate.CLOSED, why) if why else CourseDay(on, Fate.MADE)

    def _in_pause(self, on: date) -> bool:
        if self.paused is None:
            return False
        first, until = self.paused
        return on >= first and (until is None or on < until)


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours on the wall of each date; an end not later than the start is on the next day."""

    starts: time
    ends: time

    @property
    def minutes(self) -> int:
        """How long they are on a day of 24 hours."""
        length = (self.ends.hour - self.starts.hour) * 60 + self.ends.minute - self.starts.minute
        return length if length > 0 else length + 24 * 60

    def on(self, on: date, zone: ZoneInfo) -> tuple[Span, Reading]:
        """The instants of a date, and how its start was read where the clocks change.

        A start that the clocks skip is moved forward by as much as they skip; of one that comes
        twice the first is taken. An end that would then not be later keeps the length.
        """
        start = instant_of(datetime.combine(on, self.starts), zone)
        later = timedelta(days=0 if self.ends > self.starts else 1)
        end = instant_of(datetime.combine(on + later, self.ends), zone).instant
        if end <= start.instant:
            end = start.instant + 60 * self.minutes
        return (start.instant, end), start.reading
