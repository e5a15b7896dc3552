"""What officers say of their time: when they would work, and when they cannot."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StatedTime:
    """One statement (UTC seconds, half-open); `kind` is available or unavailable."""

    id: int
    officer_id: int
    badge: str
    officer: str
    kind: str
    starts_at: int
    ends_at: int
    source: str
    words: str


_STATED = (
    "SELECT t.id, officer.id, badge, trim(last_name || ', ' || first_name, ', '), t.kind,"
    " t.starts_at, t.ends_at, source, words"
    " FROM availability AS t JOIN officer ON officer.id = officer_id"
)


def stated_times(
    connection: sqlite3.Connection, officer_id: int = 0, since: int = 0, limit: int = 200
) -> tuple[StatedTime, ...]:
    """What one officer, or all (0), said of time that is not over, the next first."""
    rows = connection.execute(
        f"{_STATED} WHERE (?1 = 0 OR officer_id = ?1) AND ends_at > ?2"
        " ORDER BY starts_at, t.id LIMIT ?3",
        (officer_id, since, limit),
    )
    return tuple(StatedTime(*row) for row in rows)


def said_of_seat(connection: sqlite3.Connection, position_id: int) -> tuple[StatedTime, ...]:
    """The last thing that each officer said of the time of a seat: free for all of it, or busy in
    any of it."""
    rows = connection.execute(
        f"{_STATED} JOIN position AS seat ON seat.id = ? WHERE t.starts_at < seat.ends_at"
        " AND t.ends_at > seat.starts_at AND (t.kind = 'unavailable'"
        " OR (t.starts_at <= seat.starts_at AND t.ends_at >= seat.ends_at))"
        " ORDER BY t.stated_at, t.id",
        (position_id,),
    )
    latest = {row[1]: StatedTime(*row) for row in rows}
    return tuple(sorted(latest.values(), key=lambda one: one.badge))
