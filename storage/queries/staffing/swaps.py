"""How often officers have swapped seats."""

import sqlite3

from coordinator.rules.spans import Span

_SWAPS = (
    "SELECT count(*) FROM exchange JOIN assignment AS given ON given.id = assignment_id "
    "JOIN assignment AS back ON back.id = other_assignment_id "
    "WHERE exchange.state = 'done' AND :seat NOT IN (given.id, back.id) AND ("
    "(given.officer_id = :officer AND given.starts_at >= :low AND given.starts_at < :high) OR "
    "(back.officer_id = :officer AND back.starts_at >= :low AND back.starts_at < :high))"
)


def swaps_of(connection: sqlite3.Connection, officer_id: int, window: Span, without: int) -> int:
    """Swaps in which an officer gave a seat away that starts in a window (UTC seconds); that of
    the assignment `without` is left out."""
    low, high = window
    asked = {"officer": officer_id, "low": low, "high": high, "seat": without}
    (found,) = connection.execute(_SWAPS, asked).fetchone()
    return int(found)
