"""Who said yes to a seat and waits: whose turn has come, whose seat is gone or open again."""

import sqlite3

TAKEN = "The seat is taken, or no longer to be had."
"""Why a yes waits no longer."""


def in_turn(connection: sqlite3.Connection, now: int) -> tuple[tuple[int, str], ...]:
    """Messages of those who waited for others and may have their turn, each with who he is in the
    log; in the order of the offers. Only seats that nobody holds."""
    return tuple((row, tag) for row, tag in connection.execute(_IN_TURN, {"now": now}))


def overtaken(connection: sqlite3.Connection, now: int) -> tuple[int, ...]:
    """Messages that say yes and wait, though the seat is held, off or over."""
    return tuple(row for (row,) in connection.execute(_GONE, {"now": now}))


def open_again(connection: sqlite3.Connection, now: int) -> tuple[int, ...]:
    """Messages that were overtaken, and whose seat is to be had again."""
    return tuple(row for (row,) in connection.execute(_BACK, {"now": now, "taken": TAKEN}))


_HELD = (
    "EXISTS (SELECT 1 FROM assignment AS a WHERE a.position_id = position.id "
    "AND a.state IN ('assigned', 'confirmed', 'worked'))"
)
_YES = (
    "iif(json_valid(received.meaning), json_extract(received.meaning, '$.word'), '') = 'yes' "
    "AND received.officer_id IS NOT NULL"
)
_SEATS = (
    "FROM received INDEXED BY received_waiting JOIN position ON position.id = received.position_id "
    "JOIN detail ON detail.id = position.detail_id"
)
_OVER = f"({_HELD} OR position.cancelled OR detail.state = 'cancelled' OR position.ends_at <= :now)"
_GONE = f"SELECT received.id {_SEATS} WHERE received.state = 'waiting' AND {_YES} AND {_OVER}"
_BACK = (
    "SELECT received.id FROM detail CROSS JOIN position ON position.detail_id = detail.id "
    "CROSS JOIN received ON received.position_id = position.id WHERE detail.starts_at > :now "
    f"AND received.state = 'done' AND received.reason = :taken AND {_YES} AND NOT {_OVER}"
)
_IN_TURN = f"""
SELECT received.id, 'officer ' || badge {_SEATS}
JOIN officer ON officer.id = received.officer_id
JOIN offer ON offer.position_id = received.position_id AND offer.officer_id = received.officer_id
WHERE received.state = 'waiting' AND received.reason LIKE 'Before him in the wave:%'
AND offer.state = 'accepted' AND position.starts_at > :now AND NOT {_HELD}
ORDER BY offer.id
"""
