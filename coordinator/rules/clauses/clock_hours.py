"""Hours of the local clock: on a date, or on any; those that overnight work touches."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from coordinator.rules.documents import Table
from coordinator.rules.spans import DAY, Calendar, Span, instant_of, overlap

MIDNIGHT = time()

TourTest = Callable[[int, int, str], bool]
"""Whether a span of an officer's life (start, end, kind) is a tour that a clause means."""


@dataclass(frozen=True, slots=True)
class ClockHours:
    """From one local clock time to another, which is that of the next day where it is not later."""

    since: time
    until: time

    def hold(self, instant: int, calendar: Calendar) -> bool:
        """Whether an instant lies within these hours; the last moment does not."""
        at = calendar.wall(instant).time()
        if self.since < self.until:
            return self.since <= at < self.until
        return at >= self.since or at < self.until

    def touched(self, span: Span, calendar: Calendar) -> bool:
        """Whether some part of a span lies within these hours."""
        windows = clock_windows(span, self.since, self.until, calendar)
        return any(overlap(window, span) for window in windows)

    def others(self, around: Span, calendar: Calendar) -> list[Span]:
        """The time between these hours, in order, from before a span to after it."""
        wider = around[0] - DAY, around[1] + DAY
        windows = clock_windows(wider, self.since, self.until, calendar)
        return [(one[1], other[0]) for one, other in pairwise(windows) if one[1] < other[0]]

    def words(self) -> str:
        """'05:00 to 09:00'."""
        return f"{self.since:%H:%M} to {self.until:%H:%M}"


def clock_window(day: date, between: time, until: time, calendar: Calendar) -> Span:
    """From one local clock time of a date to another, which may be that of the next day."""
    last = day if until > between else day + timedelta(days=1)
    low = instant_of(datetime.combine(day, between), calendar.zone).instant
    return low, instant_of(datetime.combine(last, until), calendar.zone).instant


def clock_windows(span: Span, between: time, until: time, calendar: Calendar) -> list[Span]:
    """Those of every date that may meet a span."""
    first = calendar.local_date(span[0]) - timedelta(days=1)
    count = (calendar.local_date(span[1] - 1) - first).days + 1
    days = [first + timedelta(days=n) for n in range(count)]
    return [clock_window(day, between, until, calendar) for day in days]


def clock_hours_of(table: Table, key: str) -> ClockHours | None:
    """`key = { from = 05:00:00, until = 09:00:00 }`; None where it is left out."""
    if key not in table:
        table.known(key, "a table: { from = 05:00:00, until = 09:00:00 }")
        return None
    inner = table.table(key)
    found = ClockHours(inner.clock("from"), inner.clock("until"))
    inner.finish()
    return found


def between_hours(table: Table) -> ClockHours | None:
    """`between = 22:00:00` and `and_until = 05:00:00`; None where both are left out."""
    keys = ("between", "and_until")
    if not any(key in table for key in keys):
        for key in keys:
            table.known(key)
        return None
    return ClockHours(*(table.clock(key) for key in keys))


def tour_test(
    kinds: frozenset[str],
    begins: ClockHours | None,
    ends: ClockHours | None,
    calendar: Calendar,
) -> TourTest:
    """The test for tours of these kinds that begin and end within these hours of the clock."""
    if begins is None and ends is None:
        return lambda _start, _end, kind: kind in kinds

    def meant(start: int, end: int, kind: str) -> bool:
        return (
            kind in kinds
            and (begins is None or begins.hold(start, calendar))
            and (ends is None or ends.hold(end, calendar))
        )

    return meant


def with_whole_tours(window: Span, begins: ClockHours | None, ends: ClockHours | None) -> Span:
    """The time to look at: where it matters when a tour begins or ends, what leave takes of it
    matters too, however far from the window that lies."""
    more = DAY if begins or ends else 0
    return window[0] - more, window[1] + more


def tour_words(begins: ClockHours | None, ends: ClockHours | None) -> str:
    """' that begins from 05:00 to 09:00'; empty where any tour is meant."""
    parts = [f"begins from {begins.words()}"] if begins else []
    parts += [f"ends from {ends.words()}"] if ends else []
    return f" that {' and '.join(parts)}" if parts else ""
