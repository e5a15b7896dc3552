"""Details that no longer start at the wall time that was asked for.

An instant is kept in UTC. Where a state changes its daylight saving, the same instant is another
time on the wall. Nobody moves such a detail unasked: it is listed, with both times.
"""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from storage.findings import Finding

_LAST = 1 << 37
"""Instants that a calendar can hold: some two thousand years."""


def moved_by_zone(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Details after the last action whose wall time today's rules of the zone read differently."""
    zone = _zone(connection)
    if zone is None:
        return
    rows = connection.execute(
        "SELECT number, starts_at, starts_wall FROM detail WHERE state = 'planned' "
        "AND starts_wall <> '' AND typeof(starts_at) = 'integer' "
        "AND starts_at > (SELECT max(at) FROM action) AND starts_at < ? ORDER BY starts_at",
        (_LAST,),
    )
    for number, starts_at, asked in rows:
        reads = f"{datetime.fromtimestamp(starts_at, UTC).astimezone(zone):%Y-%m-%dT%H:%M}"
        if reads != asked:
            what = f"was asked for at {asked} and now reads {reads}: the rules of {zone} changed"
            yield Finding(f"detail {number}", what)


def _zone(connection: sqlite3.Connection) -> ZoneInfo | None:
    name = connection.execute("SELECT timezone FROM agency").fetchone()
    try:
        return ZoneInfo(str(name[0])) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
