"""Officers who are written to together."""

import sqlite3

_HERE = (
    "SELECT id FROM officer AS o WHERE approved AND NOT EXISTS (SELECT 1 FROM officer_status "
    "WHERE officer_id = o.id AND kind = 'departed')"
)


def approved_officers(connection: sqlite3.Connection) -> tuple[int, ...]:
    """Everybody who may work details and has not left."""
    return tuple(row[0] for row in connection.execute(f"{_HERE} ORDER BY id"))


def officers_of_tier(connection: sqlite3.Connection, tier: str) -> tuple[int, ...]:
    """Those of one tier."""
    rows = connection.execute(f"{_HERE} AND tier = ? ORDER BY id", (tier,))
    return tuple(row[0] for row in rows)
