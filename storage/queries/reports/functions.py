"""What the queries of reports can call beside SQLite's own: local times, distances, the median.

    local_date(at)     2026-06-01       local_time(at)     08:00
    local_stamp(at)    2026-06-01 08:00 local_month(at)    2026-06
    local_week(at)     the Monday of it local_year(at)     2026
    local_weekday(at)  1 (Monday) to 7  local_hour(at)     0 to 23
    day_start(on)      the instant at which a local date begins (UTC seconds)
    add_days(on, n)    a local date n days later
    median(x)          of a group
    metres(lat, lon, lat, lon)
                       along the earth, of two places in microdegrees

All take and give NULL where they are given NULL.
"""

import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache, partial
from statistics import median
from typing import Any, Final
from zoneinfo import ZoneInfo

from coordinator.rules.presence import Place, metres_between

_EPOCH: Final = date(1970, 1, 1).toordinal()
_DAY: Final = 86_400
_QUARTER: Final = 900
"""Seconds in which the wall is put forward or back seldom, so that its offset is kept for all."""


@lru_cache(maxsize=20_000)
def _on(day: int) -> str:
    """The date so many days after the first of 1970."""
    return date.fromordinal(_EPOCH + day).isoformat()


@lru_cache(maxsize=1_440)
def _clock(minute: int) -> str:
    """A minute of the day as 08:00."""
    return f"{minute // 60:02}:{minute % 60:02}"


def _weekday(day: int) -> int:
    """From 1 (Monday) to 7; the first of 1970 was a Thursday."""
    return (day + 3) % 7 + 1


_WALLS: Final[dict[str, Callable[[int, int], Any]]] = {
    "local_date": lambda day, _: _on(day),
    "local_time": lambda _, second: _clock(second // 60),
    "local_stamp": lambda day, second: f"{_on(day)} {_clock(second // 60)}",
    "local_month": lambda day, _: _on(day)[:7],
    "local_year": lambda day, _: int(_on(day)[:4]),
    "local_week": lambda day, _: _on(day - _weekday(day) + 1),
    "local_weekday": lambda day, _: _weekday(day),
    "local_hour": lambda _, second: second // 3_600,
}
"""Of the days since the first of 1970, and the seconds since midnight, on the wall."""


class _Median:
    """The middle of a group; empty values do not count."""

    def __init__(self) -> None:
        self.values: list[float] = []

    def step(self, value: float | None) -> None:
        if isinstance(value, int | float):
            self.values.append(value)

    def finalize(self) -> float | None:
        return median(self.values) if self.values else None


def add_functions(connection: sqlite3.Connection, zone: ZoneInfo) -> None:
    """Give a connection the functions, for the agency's zone."""

    @lru_cache(maxsize=50_000)
    def ahead(quarter: int) -> int | None:
        """Seconds that the wall is ahead of UTC in a quarter of an hour, if all through it."""
        first, last = quarter * _QUARTER, (quarter + 1) * _QUARTER - 1
        seconds = _ahead(zone, first)
        return seconds if seconds == _ahead(zone, last) else None

    def local(read: Callable[[int, int], Any], at: int | None) -> Any:
        if not isinstance(at, int):
            return None
        seconds = ahead(at // _QUARTER)
        return read(*divmod(at + (_ahead(zone, at) if seconds is None else seconds), _DAY))

    for name, read in _WALLS.items():
        connection.create_function(name, 1, partial(local, read), deterministic=True)
    connection.create_function("day_start", 1, partial(_day_start, zone), deterministic=True)
    connection.create_function("add_days", 2, _add_days, deterministic=True)
    connection.create_function("metres", 4, _metres, deterministic=True)
    connection.create_aggregate("median", 1, _Median)  # type: ignore[arg-type]


def _metres(*places: int | None) -> int | None:
    if not all(isinstance(each, int) for each in places):
        return None
    lat, lon, other_lat, other_lon = (int(each or 0) for each in places)
    return metres_between(Place(lat, lon), Place(other_lat, other_lon))


def _ahead(zone: ZoneInfo, at: int) -> int:
    """Whole seconds that the wall is ahead of UTC at an instant."""
    offset = datetime.fromtimestamp(at, UTC).astimezone(zone).utcoffset() or timedelta()
    return round(offset.total_seconds())


def _day_start(zone: ZoneInfo, on: str | None) -> int | None:
    if not isinstance(on, str):
        return None
    return int(datetime.combine(date.fromisoformat(on), time(), zone).timestamp())


def _add_days(on: str | None, days: int | None) -> str | None:
    if not isinstance(on, str) or not isinstance(days, int):
        return None
    return (date.fromisoformat(on) + timedelta(days=days)).isoformat()
