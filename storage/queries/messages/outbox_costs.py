"""The texts that went out, as the provider bills them."""

import sqlite3
from collections.abc import Iterator


def texts_gone(connection: sqlite3.Connection, since: int, until: int) -> Iterator[tuple[int, str]]:
    """When (UTC seconds) and what of each text that was handed over, or may have been, within a
    half-open span; one of unknown fate is billed like any other."""
    return connection.execute(
        """
        SELECT d.began_at, m.body FROM delivery d JOIN message m ON m.id = d.message_id
        WHERE m.channel = 'sms' AND d.outcome IN ('sent', 'unknown')
        AND d.began_at >= ? AND d.began_at < ? ORDER BY d.began_at
        """,
        (since, until),
    )
