"""Schema 2 → 3: what the distribution of details stands on."""

import sqlite_utils

from storage.migrations.rebuilding import rebuild

REBUILT = ("officer", "job", "detail", "offer", "interest", "call_off", "call_note")
"""Tables whose definition changes."""

REVERSING = (
    "CREATE INDEX IF NOT EXISTS action_reversing ON action (subject) WHERE verb IN ('undo', 'redo')"
)


def step(database: sqlite_utils.Database) -> None:
    """Rebuild the tables that changed and add the new ones, as the file has them."""
    rebuild(database, "to_schema_3.sql", REBUILT)
    # Books made by schema 2 have it, those brought up to it do not.
    database.execute(REVERSING)
