"""Follow-ups: notes with a time, until they are done."""

import sqlite3
from dataclasses import dataclass

from storage.queries.labels import label


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A note that comes back. `due_at` is a UTC instant, `about` the name of its record."""

    id: int
    due_at: int
    about: str
    text: str
    written_by: str


def follow_ups(connection: sqlite3.Connection) -> tuple[FollowUp, ...]:
    """Every follow-up that is not done, the earliest first."""
    rows = connection.execute(
        "SELECT id, due_at, subject, text, written_by FROM note"
        " WHERE due_at IS NOT NULL AND done_at IS NULL ORDER BY due_at, id"
    ).fetchall()
    return tuple(
        FollowUp(row, due_at, label(connection, subject), text, by)
        for row, due_at, subject, text, by in rows
    )
