"""Bringing tables to a new definition: what a step of the migrations does with its SQL file."""

from collections.abc import Iterator, Sequence
from importlib.resources import files

import sqlite_utils

BETWEEN = "\n-- ;\n"
"""What stands between two statements of a file."""


def rebuild(database: sqlite_utils.Database, file: str, rebuilt: Sequence[str]) -> None:
    """Make the tables of the SQL file, and fill those of `rebuilt` with the rows they had.

    Ids and values stay; new columns are empty in old rows, as the log's images of them know
    nothing of these columns.
    """
    text = (files("storage.migrations") / file).read_text("utf-8").rstrip("\n")
    statements = text.split(BETWEEN)
    tables = [sql for sql in statements if sql.startswith("CREATE TABLE")]
    search = [sql for table in rebuilt for sql in _search_triggers(database, table)]
    for table in rebuilt:
        database.execute(f"CREATE TEMP TABLE kept_{table} AS SELECT * FROM {table}")
        database.execute(f"DROP TABLE {table}")
    for sql in tables:
        database.execute(sql)
    # The log's triggers went with the tables: what is copied has not changed.
    for table in rebuilt:
        _copy_back(database, table)
    for sql in (*(sql for sql in statements if sql not in tables), *search):
        database.execute(sql)


def _copy_back(database: sqlite_utils.Database, table: str) -> None:
    columns = ", ".join(f'"{name}"' for name in _columns(database, f"kept_{table}"))
    database.execute(
        f"INSERT INTO {table} ({columns}) SELECT {columns} FROM kept_{table} ORDER BY id"
    )
    database.execute(f"DROP TABLE kept_{table}")


def _search_triggers(database: sqlite_utils.Database, table: str) -> Iterator[str]:
    found = database.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ? "
        "AND name NOT GLOB 'log_*'",
        (table,),
    )
    yield from [sql for (sql,) in found.fetchall()]


def _columns(database: sqlite_utils.Database, table: str) -> list[str]:
    return [row[1] for row in database.execute(f"PRAGMA table_info({table})").fetchall()]
