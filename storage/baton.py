"""Who holds the book: one station writes in it, every other copy is only read.

Told by the rows of `baton` alone: whoever the latest names that was neither returned nor reclaimed;
where there is none, the station that gave first, or this one in a book that was never given.
"""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from storage.stations import letter


class Giving(NamedTuple):
    """One row of `baton`, as far as it says who holds the book. Instants in UTC seconds."""

    id: int
    given_at: int
    given_by: str
    from_station: int
    to_station: int
    to_name: str
    received_at: int | None
    returned_at: int | None
    reclaimed_at: int | None

    @property
    def is_open(self) -> bool:
        """It was neither returned nor reclaimed."""
        return self.returned_at is None and self.reclaimed_at is None


@dataclass(frozen=True, slots=True)
class Holding:
    """Station `station` holds the book since `since` (UTC seconds; 0 for ever); `own` is this one.

    `name` is its person as far as the book knows it, `giving` the row by which it has the book.
    """

    own: int
    station: int
    name: str = ""
    since: int = 0
    giving: Giving | None = None

    @property
    def ours(self) -> bool:
        """This copy may be written."""
        return self.own == self.station

    @property
    def who(self) -> str:
        """'Kim (station B)'."""
        station = f"station {letter(self.station)}"
        return f"{self.name} ({station})" if self.name else station


def givings(connection: sqlite3.Connection) -> tuple[Giving, ...]:
    """Every giving of the book, the oldest first."""
    rows = connection.execute(
        f"SELECT {', '.join(Giving._fields)} FROM baton ORDER BY given_at, id"
    )
    return tuple(map(Giving._make, rows))


def holding(connection: sqlite3.Connection) -> Holding:
    """Who holds the book, by what this copy knows."""
    own = int(connection.execute("SELECT id FROM station").fetchone()[0])
    known = givings(connection)
    if not known:
        return Holding(own, own)
    standing = [each for each in known if each.is_open]
    if standing:
        last = standing[-1]
        return Holding(own, last.to_station, last.to_name, last.given_at, last)
    first, last = known[0], known[-1]
    since = last.returned_at or last.reclaimed_at or 0
    return Holding(own, first.from_station, first.given_by, since)


def given_away(connection: sqlite3.Connection) -> str:
    """Why nothing can be written in this copy, in one sentence; nothing where it can."""
    if connection.execute("SELECT 1 FROM baton LIMIT 1").fetchone() is None:
        return ""
    found = holding(connection)
    if found.ours:
        return ""
    since = local_time(connection, found.since)
    return (
        f"{found.who} has the book since {since}: here it is to look at only. It comes back with "
        "`coordinator handover import`; if what was given is lost, `coordinator handover reclaim` "
        "takes it back."
    )


def local_time(connection: sqlite3.Connection, at: int) -> str:
    """An instant (UTC seconds) in the agency's own time, for people."""
    name = connection.execute("SELECT timezone FROM agency").fetchone()
    try:
        zone = ZoneInfo(name[0]) if name else ZoneInfo("UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    return f"{datetime.fromtimestamp(at, UTC).astimezone(zone):%Y-%m-%d %H:%M}"
