"""Schema 3 → 4: groups, ties, other work, exchanges, regular officers, and what is found later."""

import sqlite_utils

from storage.migrations.rebuilding import rebuild

REBUILT = (
    *("employer", "exclusion", "job", "position", "shift", "shift_overlay"),
    *("call_off", "message", "template"),
)
"""Tables whose definition changes."""


def step(database: sqlite_utils.Database) -> None:
    """Rebuild the tables that changed and add the new ones, as the file has them."""
    rebuild(database, "to_schema_4.sql", REBUILT)
