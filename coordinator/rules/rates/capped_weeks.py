"""Hours of a week of which each day counts so many at most: what was paid as the day's overtime
does not bring the week's overtime nearer."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from coordinator.rules.rates.clock import Portion, first_minute, moment_at

if TYPE_CHECKING:
    from coordinator.rules.rates.reached import Run

A_WEEK = 7


def counted_minutes(portion: Portion, run: "Run", begins: date, zone: ZoneInfo, done: int) -> int:
    """The minutes of the week that begins so which count, up to a minute of the run."""
    total, most = _before(portion, run, begins, zone), portion.day_most
    for start, end, before in _days(run, begins, zone):
        total += min(most, before + max(0, min(done, end) - start)) if start <= done else 0
    return total


def reached_at(portion: Portion, run: "Run", begins: date, zone: ZoneInfo) -> Iterator[int]:
    """The minute of the run at which so many of the week's hours count as the portion asks for."""
    total, most = _before(portion, run, begins, zone), portion.day_most
    for start, end, before in _days(run, begins, zone):
        missing = portion.after - total - min(most, before)
        if 0 <= missing <= min(most - min(most, before), end - start):
            yield start + missing
        total += min(most, before + end - start)


def _before(portion: Portion, run: "Run", begins: date, zone: ZoneInfo) -> int:
    """What counts of the days of that week before the one on which the run begins."""
    if moment_at(run.start, 0, zone).day < begins:
        return 0
    return sum(min(minutes, portion.day_most) for minutes in run.days_before)


def _days(run: "Run", begins: date, zone: ZoneInfo) -> Iterator[tuple[int, int, int]]:
    """For each day of the week that the run touches: its first and last minute in the run, and what
    was done on that day before it."""
    first = moment_at(run.start, 0, zone).day
    day = max(first, begins)
    while day < begins + timedelta(days=A_WEEK):
        start = max(0, first_minute(run.start, day, zone))
        if start >= run.minutes:
            return
        end = min(run.minutes, first_minute(run.start, day + timedelta(days=1), zone))
        yield start, end, run.day_before if day == first else 0
        day += timedelta(days=1)
