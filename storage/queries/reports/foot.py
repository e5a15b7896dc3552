"""What a report's result rests on: the policy in force, and how old the on-duty records are."""

import sqlite3

from storage.queries.book.dated_documents import in_force

HOUR, DAY = 3600, 86_400


def policy_words(connection: sqlite3.Connection, on: str) -> str:
    """The policy in force on a local date (ISO), with when it began; empty where none is."""
    found = in_force(connection, "policy", on)
    return f"{found.name}, in force from {found.effective_on}" if found else ""


def duty_words(connection: sqlite3.Connection, now: int) -> str:
    """How long ago each source's newest on-duty file came in; empty where none ever did."""
    sources = connection.execute(
        "SELECT source, max(imported_at) FROM shift_batch WHERE state = 'active'"
        " GROUP BY source ORDER BY source"
    )
    return ", ".join(f"{source} {_ago(now - at)}" for source, at in sources)


def _ago(seconds: int) -> str:
    if seconds < 2 * HOUR:
        return f"{max(seconds, 0) // 60} min old"
    if seconds < 2 * DAY:
        return f"{seconds // HOUR} h old"
    return f"{seconds // DAY} days old"
