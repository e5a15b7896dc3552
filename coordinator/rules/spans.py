"""Half-open spans of time in UTC seconds, and what a local calendar makes of them.

Hours are elapsed hours: a local day is 23, 24 or 25 of them (or 23.5 where clocks move by half an
hour), and a night shift over a change of clock counts what really passed.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import accumulate, pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

Span = tuple[int, int]
"""(start, end): UTC seconds, the end not included."""

HOUR = 3600
DAY = 24 * HOUR

SINCE_1972 = 63_590_400
"""7 January 1972, UTC, when the last clock that was off the quarter hours was put right."""


class Reading(StrEnum):
    """How a wall time was read: most times exist once, some twice, some never."""

    ONCE = "once"
    FIRST = "first pass"
    SECOND = "second pass"
    MOVED = "moved forward over the gap"


class WallInstant(NamedTuple):
    """The instant (UTC seconds) that a wall time was taken to mean, and which reading that was."""

    instant: int
    reading: Reading


def instant_of(wall: datetime, zone: ZoneInfo, *, second_pass: bool = False) -> WallInstant:
    """Read a naive wall time in a zone.

    Of a time that happens twice the first pass is taken unless `second_pass`; a time that the
    clocks skip is moved forward by as much as they skip.
    """
    first = wall.replace(tzinfo=zone, fold=0)
    second = wall.replace(tzinfo=zone, fold=1)
    earlier, later = first.utcoffset(), second.utcoffset()
    if earlier == later:
        return WallInstant(int(first.timestamp()), Reading.ONCE)
    if earlier is not None and later is not None and later > earlier:
        return WallInstant(int(first.timestamp()), Reading.MOVED)
    if second_pass:
        return WallInstant(int(second.timestamp()), Reading.SECOND)
    return WallInstant(int(first.timestamp()), Reading.FIRST)


def overlap(one: Span, other: Span) -> int:
    """Seconds that two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def disjoint(spans: Sequence[Span]) -> Sequence[Span]:
    """Sorted spans with those that overlap made one; the same object where none do."""
    last = None
    for start, end in spans:
        if last is not None and start < last:
            return merged(spans)
        last = end
    return spans


def union(spans: Iterable[Span], within: Span) -> list[Span]:
    """Merge spans, clipped to a window, into disjoint ones in order."""
    low, high = within
    clipped = [(max(start, low), min(end, high)) for start, end in spans]
    return merged(sorted(span for span in clipped if span[0] < span[1]))


def merged(spans: Iterable[Span]) -> list[Span]:
    """Sorted spans, with those that touch or overlap made one."""
    found: list[Span] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def covered(spans: Iterable[Span], within: Span) -> int:
    """Seconds of a window that at least one of the spans covers."""
    low, high = within
    total, done = 0, low
    for start, end in sorted(spans):
        if start >= high:
            break
        if end > done:
            total += min(end, high) - max(start, done)
            done = min(end, high)
    return total


def without(span: Span, free: Sequence[Span]) -> list[Span]:
    """A span without some others, which are in order and apart."""
    edge, found = span[0], []
    for low, high in free:
        if low < span[1] and high > edge:
            found.append((edge, low))
            edge = high
    found.append((edge, span[1]))
    return [piece for piece in found if piece[0] < piece[1]]


def busiest(spans: Sequence[Span], length: int, touching: Span) -> tuple[int, Span]:
    """Find the window of `length` seconds, touching a span, that the spans cover most.

    The spans must be disjoint and in order (see `disjoint`). As a window slides, its cover stops
    growing only where its start meets the start of a span, or stays as it is until it does: so
    those places and the two ends of the range are all that need looking at. Of equals the earliest
    wins.
    """
    low, high = touching[0] - length, touching[1]
    best, found = -1, low
    for start in (low, *[begin for begin, _ in spans if low < begin < high], high):
        stop = start + length
        cover = 0
        for begin, end in spans:
            if end > start:
                if begin >= stop:
                    break
                # min() and max() would take as long as all the rest.
                cover += (end if end < stop else stop) - (begin if begin > start else start)  # noqa: FURB136
        if cover > best:
            best, found = cover, start
    return best, (found, found + length)


def fullest(
    spans: Sequence[Span], length: int, most: int, touching: Iterable[Span]
) -> Iterator[tuple[int, Span]]:
    """For each of many spans what `busiest` finds, of those windows that hold more than `most`.

    The spans must be disjoint and in order. Their sums are made once. No window holds more than
    the one that starts where the span begins in which it starts, or else the next span: where none
    of those near holds too much, nothing else is looked at.
    """
    begins = [begin for begin, _ in spans]
    before = [0, *accumulate(end - begin for begin, end in spans)]

    def until(instant: int) -> int:
        place = bisect_left(begins, instant)
        return before[place] - (max(0, spans[place - 1][1] - instant) if place else 0)

    covers = list(_covers(spans, before, length))
    if max(covers, default=0) <= most:
        return
    over = [0, *accumulate(cover > most for cover in covers)]
    for start, high in touching:
        low = start - length
        first, last = bisect_right(begins, low), bisect_left(begins, high)
        if over[min(last + 1, len(covers))] == over[max(first - 1, 0)]:
            continue
        found = [until(start) - until(low), *covers[first:last], until(high + length) - until(high)]
        if (best := max(found)) > most:
            begin = (low, *begins[first:last], high)[found.index(best)]
            yield best, (begin, begin + length)


def _covers(spans: Sequence[Span], before: Sequence[int], length: int) -> Iterator[int]:
    """How much of so many seconds from the begin of each span on the spans cover; `before` has the
    sum of the spans before each."""
    place, last = 0, len(spans)
    for (begin, _), sums in zip(spans, before, strict=False):
        stop = begin + length
        while place < last and spans[place][1] <= stop:
            place += 1
        cover = before[place] - sums
        if place < last and spans[place][0] < stop:
            cover += stop - spans[place][0]
        yield cover


class Calendar:
    """Local days, weeks, months and years of one IANA zone, as spans of UTC seconds."""

    def __init__(self, zone: str) -> None:
        self.name = zone
        self.zone = ZoneInfo(zone)
        self._midnights: dict[int, int] = {}
        self._days: dict[int, tuple[date, str]] = {}
        self._weeks: dict[tuple[int, int, int], list[Span]] = {}

    def wall(self, instant: int) -> datetime:
        """The local wall time of an instant, aware of its zone."""
        return datetime.fromtimestamp(instant, self.zone)

    def local_date(self, instant: int) -> date:
        """The local date of an instant."""
        return self._day(instant)[0]

    def local_iso(self, instant: int) -> str:
        """The local date of an instant in ISO form."""
        return self._day(instant)[1]

    def _day(self, instant: int) -> tuple[date, str]:
        # Remembered by the quarter of an hour, on which clocks have always changed since 1972.
        quarter = instant // 900
        known = self._days.get(quarter)
        if known is None:
            exact = instant if instant < SINCE_1972 else quarter * 900
            day = datetime.fromtimestamp(exact, self.zone).date()
            known = day, day.isoformat()
            if instant >= SINCE_1972:
                self._days[quarter] = known
        return known

    def midnight(self, day: date) -> int:
        """The instant at which a local date begins, also where clocks change at midnight."""
        ordinal = day.toordinal()
        known = self._midnights.get(ordinal)
        if known is None:
            wall = datetime(day.year, day.month, day.day, tzinfo=self.zone)
            known = self._midnights[ordinal] = int(wall.timestamp())
        return known

    def dates(self, span: Span) -> Span:
        """The span from the first midnight to the last of the local dates that a span touches."""
        first, last = self.local_date(span[0]), self.local_date(span[1] - 1)
        return self.midnight(first), self.midnight(last + timedelta(days=1))

    def first_and_last_date(self, span: Span) -> tuple[str, str]:
        """ISO dates of the first and the last local date that a span touches."""
        return self.local_iso(span[0]), self.local_iso(span[1] - 1)

    def days(self, span: Span) -> list[Span]:
        """Every local day that the span touches."""
        first, last = self.local_date(span[0]), self.local_date(span[1] - 1)
        count = (last - first).days + 2
        edges = [self.midnight(first + timedelta(days=n)) for n in range(count)]
        return list(pairwise(edges))

    def weeks(self, span: Span, first_weekday: int = 6) -> list[Span]:
        """Every local week that the span touches; `first_weekday` is 0 for Monday, 6 for Sunday."""
        first, last = self.local_date(span[0]), self.local_date(span[1] - 1)
        key = first.toordinal(), last.toordinal(), first_weekday
        known = self._weeks.get(key)
        if known is None:
            day = first - timedelta(days=(first.weekday() - first_weekday) % 7)
            edges = [self.midnight(day)]
            while day <= last:
                day += timedelta(days=7)
                edges.append(self.midnight(day))
            known = self._weeks[key] = list(pairwise(edges))
        return known

    def months(self, span: Span) -> list[Span]:
        """Every local calendar month that the span touches."""
        day, last = self.local_date(span[0]).replace(day=1), self.local_date(span[1] - 1)
        edges = [self.midnight(day)]
        while day <= last:
            day = (day + timedelta(days=31)).replace(day=1)
            edges.append(self.midnight(day))
        return list(pairwise(edges))

    def year(self, instant: int) -> Span:
        """The local calendar year of an instant."""
        year = self.local_date(instant).year
        return self.midnight(date(year, 1, 1)), self.midnight(date(year + 1, 1, 1))
