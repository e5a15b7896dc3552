"""How long a message stays where an undo recalls it."""

import sqlite3

from storage.queries.book.settings import setting

GRACE = "messages.grace_seconds"
"""Setting: how many seconds that is."""

GRACE_SECONDS = 120
"""So long without it."""


def grace_seconds(connection: sqlite3.Connection) -> int:
    """How long messages wait before they leave."""
    return max(0, int(setting(connection, GRACE, GRACE_SECONDS)))
