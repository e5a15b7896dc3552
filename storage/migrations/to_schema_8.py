"""Schema 7 → 8: findings of audits, holds, reports that go out by themselves, days at the desk."""

import sqlite_utils

from storage.migrations.rebuilding import rebuild
from storage.search_index import OWN_FIELDS, SEARCHED, renew_table

REBUILT = ("message",)
"""Tables whose definition changes."""


def step(database: sqlite_utils.Database) -> None:
    """Rebuild the tables that changed and add the new ones, as the file has them."""
    rebuild(database, "to_schema_8.sql", REBUILT)
    search_own_fields(database)


def search_own_fields(database: sqlite_utils.Database) -> None:
    """What stands in the agency's own fields is found too."""
    for table, columns in SEARCHED.items():
        if OWN_FIELDS in columns:
            renew_table(database, table)
