"""Instants and spans as people in the agency's zone read them."""

from datetime import datetime
from zoneinfo import ZoneInfo

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def long_span(starts_at: int, ends_at: int, zone: ZoneInfo) -> str:
    """`Monday, June 1, 2026, 18:00 to 23:00 EDT`; the end's day where it is another one.

    Both ends name the zone where it changes in between, since 01:30 may come twice that night.
    """
    start, end = datetime.fromtimestamp(starts_at, zone), datetime.fromtimestamp(ends_at, zone)
    zoned = f" {start.tzname()}" if start.tzname() != end.tzname() else ""
    day = "" if end.date() == start.date() else f"{_DAYS[end.weekday()]} "
    return f"{_long_day(start)}, {start:%H:%M}{zoned} to {day}{end:%H:%M} {end.tzname()}"


def short_span(starts_at: int, ends_at: int, zone: ZoneInfo) -> str:
    """`Mon Jun 1 18:00-23:00`."""
    start, end = datetime.fromtimestamp(starts_at, zone), datetime.fromtimestamp(ends_at, zone)
    return f"{_short_day(start)} {start:%H:%M}-{end:%H:%M}"


def long_instant(at: int, zone: ZoneInfo) -> str:
    """`Monday, June 1, 2026, 18:00 EDT`."""
    moment = datetime.fromtimestamp(at, zone)
    return f"{_long_day(moment)}, {moment:%H:%M} {moment.tzname()}"


def short_instant(at: int, zone: ZoneInfo) -> str:
    """`Mon Jun 1 18:00`."""
    moment = datetime.fromtimestamp(at, zone)
    return f"{_short_day(moment)} {moment:%H:%M}"


def clock(at: int, zone: ZoneInfo) -> str:
    """`18:00`."""
    return f"{datetime.fromtimestamp(at, zone):%H:%M}"


def _long_day(day: datetime) -> str:
    return f"{_DAYS[day.weekday()]}, {_MONTHS[day.month - 1]} {day.day}, {day.year}"


def _short_day(day: datetime) -> str:
    return f"{_DAYS[day.weekday()][:3]} {_MONTHS[day.month - 1][:3]} {day.day}"
