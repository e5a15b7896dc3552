"""Schedules that began to arrive and never came into force: the remains of killed imports."""

import sqlite3

from coordinator.rules.words import BatchState

ABANDONED_AFTER = 6 * 3_600
"""Seconds after which an arriving batch is taken for one whose import died."""


def abandoned_arrivals(connection: sqlite3.Connection, now: int) -> tuple[int, ...]:
    """The batches whose import must have died by `now` (UTC seconds), or under another clock."""
    rows = connection.execute(
        "SELECT id FROM shift_batch WHERE state = ? AND abs(? - imported_at) > ? ORDER BY id",
        (BatchState.ARRIVING, now, ABANDONED_AFTER),
    )
    return tuple(int(row[0]) for row in rows)
