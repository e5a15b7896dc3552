"""Times as the command line prints and reads them: the agency's wall clock."""

import sqlite3
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo


def local(connection: sqlite3.Connection, at: int) -> str:
    """An instant (UTC seconds) on the agency's wall clock: '2026-06-01 08:00'."""
    return datetime.fromtimestamp(at, UTC).astimezone(zone(connection)).strftime("%Y-%m-%d %H:%M")


def zone(connection: sqlite3.Connection) -> ZoneInfo:
    """The agency's time zone."""
    return _zone(connection.execute("SELECT timezone FROM agency WHERE id = 1").fetchone()[0])


@lru_cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
