"""The agency's zone as a plain table of offsets, so that any SQLite tool can tell local times.

It follows from the agency's row and the machine's zone data, and is written anew when either has
changed. Instants after the last clock change that is known have its offset.
"""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from storage.database import Book

FIRST, LAST = 0, 4_102_444_800
"""1970 and 2100, in UTC seconds: no rule of daylight saving is known beyond."""
BEFORE_ALL = -62_135_596_800
"""The year 1: what was before the first clock change has the first offset."""
_STEP = 4 * 86_400
"""Seconds: no zone changes its clock twice within."""

Offset = tuple[int, int, str]
"""From when on (UTC seconds), seconds east of UTC, what the zone is then called."""


@cache
def offsets(zone: str) -> tuple[Offset, ...]:
    """Every offset of a zone in their order; none of a zone that the machine does not know."""
    try:
        return tuple(_offsets(ZoneInfo(zone)))
    except (LookupError, ValueError, OSError):
        return ()


def write_offsets(connection: sqlite3.Connection) -> bool:
    """Bring the table up to the agency's zone, within the caller's transaction; whether it was
    another."""
    found = connection.execute("SELECT timezone FROM agency ORDER BY id LIMIT 1").fetchone()
    wanted = list(offsets(found[0])) if found else []
    if stored_offsets(connection) == wanted:
        return False
    connection.execute("DELETE FROM zone_offset")
    connection.executemany("INSERT INTO zone_offset VALUES (?, ?, ?)", wanted)
    return True


def follow_zone(book: "Book") -> bool:
    """Write the table anew where the machine's zone data has changed; whether it had."""
    connection = book.reader()
    found = connection.execute("SELECT timezone FROM agency ORDER BY id LIMIT 1").fetchone()
    if not found or stored_offsets(connection) == list(offsets(found[0])):
        return False
    with book.unlogged() as writing:
        return write_offsets(writing)


def stored_offsets(connection: sqlite3.Connection) -> list[Offset]:
    """What the table holds, in order."""
    rows = connection.execute("SELECT from_at, seconds, name FROM zone_offset ORDER BY from_at")
    return rows.fetchall()


def _offsets(zone: ZoneInfo) -> Iterator[Offset]:
    last = _at(zone, FIRST)
    yield BEFORE_ALL, *last
    for after in range(FIRST + _STEP, LAST + _STEP, _STEP):
        now = _at(zone, after)
        if now != last:
            yield _change(zone, after - _STEP, after), *now
            last = now


def _change(zone: ZoneInfo, before: int, after: int) -> int:
    """The first second of what holds at `after`."""
    new = _at(zone, after)
    while after - before > 1:
        middle = (before + after) // 2
        if _at(zone, middle) == new:
            after = middle
        else:
            before = middle
    return after


def _at(zone: ZoneInfo, instant: int) -> tuple[int, str]:
    local = datetime.fromtimestamp(instant, UTC).astimezone(zone)
    offset = local.utcoffset()
    return (int(offset.total_seconds()) if offset is not None else 0), local.tzname() or ""
