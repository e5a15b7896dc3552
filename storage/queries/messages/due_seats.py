"""Seats that the clock has something to say about: their start is near, or their end is past.

Every question is asked of the assignments that begin within a span of a few days, by their index.
"""

import sqlite3
from dataclasses import dataclass

LONGEST_SECONDS = 2 * 86_400
"""No seat lasts longer; so long before its end it is looked for."""


@dataclass(frozen=True, slots=True)
class DueSeat:
    """An officer in a seat. Instants are UTC seconds; `from_at` is when he is expected there."""

    assignment_id: int
    officer_id: int
    position_id: int
    detail_id: int
    job_class: str
    state: str
    starts_at: int
    ends_at: int
    awarded_at: int
    from_at: int


_SEATS = """
SELECT a.id, a.officer_id, p.id, d.id, j.job_class, a.state, a.starts_at, a.ends_at, a.awarded_at,
       max(a.starts_at, coalesce(a.expected_at, 0))
FROM assignment AS a INDEXED BY assignment_by_start
JOIN position AS p ON p.id = a.position_id
JOIN detail AS d ON d.id = p.detail_id
JOIN job AS j ON j.id = d.job_id
WHERE a.starts_at > :since AND a.starts_at <= :until AND a.state IN ({states})
  AND p.role <> 'backup' AND d.state = 'planned'
"""
_HELD = "'assigned', 'confirmed'"
_NO_HOURS = """
AND NOT EXISTS (SELECT 1 FROM timesheet_entry WHERE assignment_id = a.id)
AND NOT EXISTS (SELECT 1 FROM stated_hours WHERE assignment_id = a.id AND stated_by = 'claimed')
"""


def coming_seats(connection: sqlite3.Connection, since: int, until: int) -> tuple[DueSeat, ...]:
    """Seats that begin after `since`, up to `until`, with whoever holds them."""
    return _found(connection, _SEATS.format(states=_HELD), since, until)


def unconfirmed_seats(
    connection: sqlite3.Connection, since: int, until: int
) -> tuple[DueSeat, ...]:
    """Those whose officers have not said that they come."""
    return _found(connection, _SEATS.format(states="'assigned'"), since, until)


def unseen_seats(connection: sqlite3.Connection, since: int, now: int) -> tuple[DueSeat, ...]:
    """Seats that have begun since, run still, and whose officers nobody has seen."""
    query = _SEATS.format(states=_HELD) + "AND a.seen_at IS NULL AND a.ends_at > :until"
    return _found(connection, query, since, now)


def seats_without_hours(
    connection: sqlite3.Connection, ended_since: int, now: int
) -> tuple[DueSeat, ...]:
    """Seats that ended since, of which neither the book nor the officer says what was worked."""
    query = _SEATS.format(states=_HELD) + _NO_HOURS
    found = _found(connection, query, ended_since - LONGEST_SECONDS, now)
    return tuple(seat for seat in found if ended_since < seat.ends_at <= now)


def _found(
    connection: sqlite3.Connection, query: str, since: int, until: int
) -> tuple[DueSeat, ...]:
    rows = connection.execute(query, {"since": since, "until": until})
    return tuple(sorted((DueSeat(*row) for row in rows), key=lambda seat: seat.assignment_id))


def occasion_told(connection: sqlite3.Connection, occasion: str) -> bool:
    """Whether anybody was told of this occasion; each person's own begins with it and a colon."""
    found = connection.execute(
        "SELECT 1 FROM message WHERE occasion > ? AND occasion < ? LIMIT 1",
        (f"{occasion}:", f"{occasion};"),
    )
    return found.fetchone() is not None
