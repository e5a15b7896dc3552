"""What refers to what, as the database itself knows it."""

import sqlite3
from collections.abc import Iterable, Iterator


def references(connection: sqlite3.Connection, table: str) -> Iterable[tuple[str, str]]:
    """(column, table) of everything that a table's rows refer to."""
    rows = connection.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
    return tuple((row[3], row[2]) for row in rows)


def referring(connection: sqlite3.Connection, table: str) -> Iterator[tuple[str, str]]:
    """(table, column) of everything that refers to a table's rows."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    for (name,) in tables:
        for column, parent in references(connection, name):
            if parent == table:
                yield name, column
