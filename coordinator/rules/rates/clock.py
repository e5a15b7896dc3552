"""Which part of a span of work a clause means: hours of the night, days, hours already done."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
HOLIDAY = "holiday"
MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True)
class DayList:
    """The agency's holidays: days of every year by (month, day), and single dates, with names."""

    yearly: Mapping[tuple[int, int], str]
    single: Mapping[date, str]

    def name(self, day: date) -> str:
        """The holiday's name, or empty."""
        return self.single.get(day) or self.yearly.get((day.month, day.day), "")

    def __bool__(self) -> bool:
        return bool(self.yearly or self.single)


NO_DAYS = DayList({}, {})


@dataclass(frozen=True, slots=True)
class Moment:
    """The beginning of a stretch: local date and time, and the minutes done before it."""

    day: date
    clock: time
    done: int


@dataclass(frozen=True, slots=True)
class Portion:
    """The part of someone's time that a clause is about. Empty fields ask nothing.

    `days` holds weekdays, "holiday" or a holiday's name; with `between`, a night that crosses
    midnight belongs to the day on which it begins. `week` runs from (weekday, time) to (weekday,
    time). `judged`: only this part, all of it when it starts so, or all when any part is so.
    """

    after: int = 0
    days: frozenset[str] = frozenset()
    between: tuple[time, time] | None = None
    week: tuple[tuple[int, time], tuple[int, time]] | None = None
    judged: str = "part"

    @property
    def asks_clock(self) -> bool:
        """Whether the local clock or calendar matters to it."""
        return bool(self.days or self.between or self.week)

    def edges(self) -> Iterator[time]:
        """Local times at which a stretch must be cut."""
        if self.days:
            yield MIDNIGHT
        if self.between:
            yield from self.between
        if self.week:
            yield from (self.week[0][1], self.week[1][1])

    def covers(self, moment: Moment, days: DayList) -> bool:
        """Whether a stretch that begins so, and crosses no edge, lies in the portion."""
        return moment.done >= self.after and self.on_clock(moment, days)

    def on_clock(self, moment: Moment, days: DayList) -> bool:
        """The same, hours already done left aside."""
        if self.week and not _in_week(self.week, moment):
            return False
        if self.between is None:
            return self._on_day(moment.day, days)
        starts, ends = self.between
        if starts < ends:
            return starts <= moment.clock < ends and self._on_day(moment.day, days)
        if moment.clock >= starts:
            return self._on_day(moment.day, days)
        return moment.clock < ends and self._on_day(moment.day - timedelta(days=1), days)

    def _on_day(self, day: date, days: DayList) -> bool:
        if not self.days or WEEKDAYS[day.weekday()] in self.days:
            return True
        name = days.name(day)
        return bool(name) and (HOLIDAY in self.days or name in self.days)


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


def _in_week(week: tuple[tuple[int, time], tuple[int, time]], moment: Moment) -> bool:
    now = (moment.day.weekday(), moment.clock)
    starts, ends = week
    return starts <= now < ends if starts < ends else now >= starts or now < ends
