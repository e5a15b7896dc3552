"""Whether people agreed to be written to, address by address."""

import sqlite3

from coordinator.rules.words import ConsentState


def consent(connection: sqlite3.Connection, channel: str, address: str) -> str:
    """What was last said of an address on a channel: given, withdrawn, or nothing."""
    found = connection.execute(
        "SELECT state FROM consent WHERE address = ? AND channel = ? "
        "ORDER BY stated_at DESC, id DESC LIMIT 1",
        (address, channel),
    ).fetchone()
    return str(found[0]) if found else ""


def withdrawn(connection: sqlite3.Connection, channel: str, address: str) -> bool:
    """Whether nothing may be sent to an address any more."""
    return consent(connection, channel, address) == ConsentState.WITHDRAWN


def queued_to(
    connection: sqlite3.Connection, now: int, channel: str, address: str
) -> tuple[int, ...]:
    """Messages to an address that have not begun to leave and still could."""
    rows = connection.execute(
        "SELECT id FROM message AS m WHERE state IN ('queued', 'held') AND not_after_at > ? "
        "AND channel = ? AND address = ? "
        "AND NOT EXISTS (SELECT 1 FROM delivery WHERE message_id = m.id) ORDER BY id",
        (now, channel, address),
    )
    return tuple(row[0] for row in rows)
