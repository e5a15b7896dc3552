"""Schema 2 → 3: what the distribution of details stands on.

New columns are empty in old rows, as the log's images of them know nothing of these columns.
"""

from collections.abc import Iterator
from importlib.resources import files

import sqlite_utils

REBUILT = ("officer", "job", "detail", "offer", "interest", "call_off", "call_note")
"""Tables whose definition changes; ids and values stay."""

REVERSING = (
    "CREATE INDEX IF NOT EXISTS action_reversing ON action (subject) WHERE verb IN ('undo', 'redo')"
)

BETWEEN = "\n-- ;\n"
"""What stands between two statements of the file."""


def step(database: sqlite_utils.Database) -> None:
    """Rebuild the tables that changed and add the new ones, as the file has them."""
    text = (files("storage.migrations") / "to_schema_3.sql").read_text("utf-8").rstrip("\n")
    statements = text.split(BETWEEN)
    search = [sql for table in REBUILT for sql in _search_triggers(database, table)]
    for table in REBUILT:
        database.execute(f"CREATE TEMP TABLE kept_{table} AS SELECT * FROM {table}")
        database.execute(f"DROP TABLE {table}")
    for sql in statements:
        if sql.startswith("CREATE TABLE"):
            database.execute(sql)
    # Before the triggers are there: what is copied has not changed.
    for table in REBUILT:
        columns = ", ".join(f'"{name}"' for name in _columns(database, f"kept_{table}"))
        database.execute(
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM kept_{table} ORDER BY id"
        )
        database.execute(f"DROP TABLE kept_{table}")
    # Books made by schema 2 have it, those brought up to it do not.
    database.execute(REVERSING)
    for sql in (*(sql for sql in statements if not sql.startswith("CREATE TABLE")), *search):
        database.execute(sql)


def _search_triggers(database: sqlite_utils.Database, table: str) -> Iterator[str]:
    found = database.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ? "
        "AND name NOT GLOB 'log_*'",
        (table,),
    )
    yield from [sql for (sql,) in found.fetchall()]


def _columns(database: sqlite_utils.Database, table: str) -> list[str]:
    return [row[1] for row in database.execute(f"PRAGMA table_info({table})").fetchall()]
