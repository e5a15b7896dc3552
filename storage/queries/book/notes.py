"""Follow-ups: notes with a time, until they are done."""

import sqlite3
from dataclasses import dataclass

from storage.queries.book.labels import label

IN_WORDS = (
    "CASE WHEN kind IS NULL AND restricted IS NULL THEN text ELSE upper(replace("
    "coalesce(kind, 'note'), '_', ' ')) || iif(coalesce(restricted, 0), ' (RESTRICTED)', '') "
    "|| ': ' || text END"
)
"""SQL: a note as the coordinator's own screens show it, with its kind before it."""

OPEN_TO_ALL = "NOT coalesce(restricted, 0)"
"""SQL: a note that may leave the coordinator's screens: onto paper, pages, copies of the book."""


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
        f"SELECT id, due_at, subject, {IN_WORDS}, written_by FROM note"
        " WHERE due_at IS NOT NULL AND done_at IS NULL ORDER BY due_at, id"
    ).fetchall()
    return tuple(
        FollowUp(row, due_at, label(connection, subject), text, by)
        for row, due_at, subject, text, by in rows
    )
