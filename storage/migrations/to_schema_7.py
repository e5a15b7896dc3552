"""Schema 6 → 7: requests, series, equipment, kept papers, presence, and two stations."""

import sqlite_utils

from storage.migrations.rebuilding import rebuild
from storage.search_index import index_table

REBUILT = (
    "employer",
    "site",
    "job",
    "detail",
    "position",
    "equipment_use",
    "officer",
    "certification",
    "certificate",
    "message",
    "note",
    "punch",
    "received",
)
"""Tables whose definition changes."""


def step(database: sqlite_utils.Database) -> None:
    """Rebuild the tables that changed and add the new ones, as the file has them.

    Actions of two stations are told in the order of their lamport, so that has an index now.
    """
    rebuild(database, "to_schema_7.sql", REBUILT)
    database.execute("CREATE INDEX action_by_lamport ON action (lamport)")
    index_table(database, "request")
