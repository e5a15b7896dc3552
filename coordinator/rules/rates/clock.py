"""Which part of a span of work a clause means: hours of the night, days, hours already done."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from coordinator.rules.rates.days import WEEKDAYS, DayList

HOLIDAY = "holiday"
MIDNIGHT = time(0)
JUDGED = ("part", "start", "end", "any", "most", "all")
PER = ("detail", "day", "week")


@dataclass(frozen=True, slots=True)
class Moment:
    """The beginning of a stretch: local date and time, and the minutes done before it."""

    day: date
    clock: time
    done: int


@dataclass(frozen=True, slots=True)
class Inside:
    """How many minutes of the work must lie in a window, from `least` to `most`, both included."""

    least: int = 0
    most: int | None = None

    def hold(self, minutes: int) -> bool:
        """Whether so many are within the bounds."""
        return minutes >= self.least and (self.most is None or minutes <= self.most)


@dataclass(frozen=True, slots=True)
class Portion:
    """The part of someone's time that a clause is about. Empty fields ask nothing.

    `after` minutes done on the detail, the day or the week (`per`); with `over_order` the time
    beyond what was ordered, with `worked_only` none of the time that nobody worked. `days` holds
    weekdays, "holiday" or a holiday's name and `but_days` takes such days out; with `between`, a
    night that crosses midnight belongs to the day on which it begins. `week` runs from (weekday,
    time) to (weekday, time). `judged`: only this part, or all of it when it starts so, ends so,
    when any part, most, or all of it is so.

    Of each day of the week at most `day_most` minutes count toward its `after` (0: all of them).

    A `season` is from one (month, day) to another of every year, both included, over New Year too.
    With `inside` it holds only where so much of the work lies in these days and hours. The window
    itself is wider by the minutes that adjoin it: `goes_on` after its end, `goes_back` before it.
    """

    after: int = 0
    days: frozenset[str] = frozenset()
    between: tuple[time, time] | None = None
    week: tuple[tuple[int, time], tuple[int, time]] | None = None
    judged: str = "part"
    per: str = "detail"
    over_order: bool = False
    worked_only: bool = False
    but_days: frozenset[str] = frozenset()
    inside: Inside | None = None
    goes_on: int = 0
    goes_back: int = 0
    season: tuple[tuple[int, int], tuple[int, int]] | None = None
    day_most: int = 0

    @property
    def wider(self) -> bool:
        """Whether work beside the window counts too."""
        return bool(self.goes_on or self.goes_back)

    @property
    def asks_clock(self) -> bool:
        """Whether the local clock or calendar matters to it."""
        return bool(self.days or self.but_days or self.between or self.week or self.season)

    def edges(self, days: DayList) -> Iterator[time]:
        """Local times at which a stretch must be cut."""
        if self.days or self.but_days or self.season or self.per != "detail":
            yield MIDNIGHT
        if HOLIDAY in self.days | self.but_days or not set(WEEKDAYS) >= self.days | self.but_days:
            yield from days.edges
        if self.between:
            yield from self.between
        if self.week:
            yield from (self.week[0][1], self.week[1][1])

    def on_clock(self, moment: Moment, days: DayList) -> bool:
        """Whether a stretch that begins so, and crosses no edge, lies in the days and hours."""
        if self.week and not _in_week(self.week, moment):
            return False
        if self.between is None:
            return self._on_day(moment.day, moment.clock, days)
        starts, ends = self.between
        if starts < ends:
            within = starts <= moment.clock < ends
            return within and self._on_day(moment.day, moment.clock, days)
        if moment.clock >= starts:
            return self._on_day(moment.day, moment.clock, days)
        return moment.clock < ends and self._on_day(moment.day - timedelta(days=1), starts, days)

    def _on_day(self, day: date, clock: time, days: DayList) -> bool:
        if self.season and not _in_season(self.season, day):
            return False
        if self.but_days and _is_one(self.but_days, day, clock, days):
            return False
        return not self.days or _is_one(self.days, day, clock, days)


EVERYTHING = Portion()
"""The portion that asks nothing: known by its identity, because it is asked for most of all."""


def _is_one(wanted: frozenset[str], day: date, clock: time, days: DayList) -> bool:
    if WEEKDAYS[day.weekday()] in wanted:
        return True
    names = days.names(day, clock)
    return bool(names) and (HOLIDAY in wanted or not wanted.isdisjoint(names))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of someone's time within which no clause begins or ends."""

    moment: Moment
    minutes: int


def cut(
    start: int, minutes: int, zone: ZoneInfo, clocks: frozenset[time], marks: Iterable[int]
) -> tuple[Stretch, ...]:
    """Cut `minutes` of elapsed time from `start` at local clock times and at minutes done."""
    offsets = {mark for mark in marks if 0 < mark < minutes}
    if clocks:
        offsets.update(_clock_offsets(start, minutes, zone, clocks))
    points = [0, *sorted(offsets), minutes]
    return tuple(
        Stretch(moment_at(start, begin, zone), end - begin)
        for begin, end in pairwise(points)
        if end > begin
    )


def moment_at(start: int, done: int, zone: ZoneInfo) -> Moment:
    """The local moment after so many minutes of work."""
    local = datetime.fromtimestamp(start + done * 60, zone)
    return Moment(local.date(), local.time(), done)


def first_minute(start: int, day: date, zone: ZoneInfo) -> int:
    """Minutes from an instant to the local midnight at which a day begins; may be negative."""
    return (_midnight(day, zone) - start) // 60


@lru_cache(maxsize=4096)
def _midnight(day: date, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, MIDNIGHT, zone).timestamp())


def week_of(day: date, starts: int) -> date:
    """The first day of the week of a day; weeks start on this weekday (Monday is 0)."""
    return day - timedelta(days=(day.weekday() - starts) % 7)


def _clock_offsets(
    start: int, minutes: int, zone: ZoneInfo, clocks: frozenset[time]
) -> Iterator[int]:
    end = start + minutes * 60
    day = datetime.fromtimestamp(start, zone).date()
    last = datetime.fromtimestamp(end, zone).date()
    while day <= last:
        marks = _marks_of(day, zone, clocks)
        for at in marks[bisect_right(marks, start) :]:
            if at < end:
                yield (at - start) // 60
        day += timedelta(days=1)


@lru_cache(maxsize=4096)
def _marks_of(day: date, zone: ZoneInfo, clocks: frozenset[time]) -> tuple[int, ...]:
    """The instants of these local times on a day; both passes of a time that comes twice."""
    both = (datetime.combine(day, clock, zone).replace(fold=n) for clock in clocks for n in (0, 1))
    return tuple(sorted({int(at.timestamp()) for at in both}))


def _in_season(season: tuple[tuple[int, int], tuple[int, int]], day: date) -> bool:
    now, (first, last) = (day.month, day.day), season
    return first <= now <= last if first <= last else now >= first or now <= last


def _in_week(week: tuple[tuple[int, time], tuple[int, time]], moment: Moment) -> bool:
    now = (moment.day.weekday(), moment.clock)
    starts, ends = week
    return starts <= now < ends if starts < ends else now >= starts or now < ends
