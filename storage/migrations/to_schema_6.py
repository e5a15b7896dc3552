"""Schema 5 → 6: answers by mail and text, what was heard of messages, quiet hours, presence."""

import sqlite_utils

from storage.migrations.rebuilding import rebuild

REBUILT = ("message", "officer", "contact", "detail", "offer", "assignment")
"""Tables whose definition changes."""


def step(database: sqlite_utils.Database) -> None:
    """Rebuild the tables that changed and add the new ones, as the file has them."""
    rebuild(database, "to_schema_6.sql", REBUILT)
