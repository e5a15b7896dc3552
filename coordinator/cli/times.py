"""Times as the command line prints and reads them: the agency's wall clock."""

import sqlite3
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import click

DAY = click.DateTime(formats=["%Y-%m-%d"])
MINUTE = click.DateTime(formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])


def local(connection: sqlite3.Connection, at: int) -> str:
    """An instant (UTC seconds) on the agency's wall clock: '2026-06-01 08:00'."""
    return datetime.fromtimestamp(at, UTC).astimezone(zone(connection)).strftime("%Y-%m-%d %H:%M")


def zone(connection: sqlite3.Connection) -> ZoneInfo:
    """The agency's time zone."""
    return _zone(connection.execute("SELECT timezone FROM agency WHERE id = 1").fetchone()[0])


def days_between(
    connection: sqlite3.Connection, first: datetime, last: datetime
) -> tuple[int, int]:
    """Local dates, both included, as a span of instants."""
    from coordinator.rules.spans import instant_of

    where = zone(connection)
    return instant_of(first, where).instant, instant_of(last + timedelta(days=1), where).instant


def worked_between(
    connection: sqlite3.Connection, scheduled: tuple[int, int], begin: str, end: str
) -> tuple[int, int]:
    """Wall times on the scheduled day as instants; an end before the start is the next day's.

    Those that are not given are those scheduled.
    """
    from coordinator.rules.spans import instant_of

    where = zone(connection)
    planned = datetime.fromtimestamp(scheduled[0], where).replace(tzinfo=None)
    starts = wall_time(begin, planned.date()) if begin else None
    first = starts or planned
    last = wall_time(end, first.date()) if end else None
    if last is not None and last <= first and "T" not in end:
        last += timedelta(days=1)
    return (
        instant_of(starts, where).instant if starts else scheduled[0],
        instant_of(last, where).instant if last else scheduled[1],
    )


def wall_time(text: str, day: date) -> datetime:
    """08:00 on a day, or 2026-06-01T08:00, as the wall clock shows it."""
    try:
        whole = text if "T" in text else f"{day.isoformat()}T{text}"
        return datetime.fromisoformat(whole).replace(tzinfo=None)
    except ValueError:
        raise click.UsageError(f"{text!r} is not a time such as 08:00.") from None


@lru_cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
