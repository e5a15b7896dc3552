"""Schema 4 → 5: receipts, credit, disputes, bank files, and what the accounts stand on."""

import sqlite_utils

from storage.migrations.rebuilding import rebuild

REBUILT = ("timesheet_entry", "invoice", "payment", "payroll_run")
"""Tables whose definition changes."""


def step(database: sqlite_utils.Database) -> None:
    """Rebuild the tables that changed and add the new ones, as the file has them."""
    rebuild(database, "to_schema_5.sql", REBUILT)
