"""The book as it would be with some rows otherwise: tables over it in a connection's own memory.

Queries name no schema, and SQLite looks among a connection's temporary tables first: so all that
reads the book reads the corrected rows, and nothing of it reaches the file.
"""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from coordinator.rules.corrections_of_facts import ANSWERS, CORRECTABLE, Correction
from storage.connections import open_scratch


def open_corrected(path: Path, corrections: Iterable[Correction]) -> sqlite3.Connection:
    """A reading connection on which the corrections hold. Raises ValueError for other tables."""
    connection = open_scratch(path)
    connection.execute("PRAGMA temp_store = MEMORY")
    try:
        lay(connection, corrections)
    except BaseException:
        connection.close()
        raise
    return connection


def lay(connection: sqlite3.Connection, corrections: Iterable[Correction]) -> None:
    """Put corrections over what such a connection holds already."""
    for each in corrections:
        _cover(connection, each.table)
        _correct(connection, each)


def _cover(connection: sqlite3.Connection, table: str) -> None:
    if table not in (*CORRECTABLE, *ANSWERS):
        raise ValueError(f"Rows of {table!r} are no facts that can be corrected.")
    laid = connection.execute("SELECT 1 FROM temp.sqlite_master WHERE name = ?", (table,))
    if laid.fetchone() is None:
        connection.execute(f"CREATE TEMP TABLE {table} AS SELECT * FROM main.{table}")
        connection.execute(f"CREATE INDEX temp.own_{table} ON {table} (id)")


def _correct(connection: sqlite3.Connection, each: Correction) -> None:
    columns = {row[1] for row in connection.execute(f"PRAGMA temp.table_info({each.table})")}
    if each.values is None:
        connection.execute(f"DELETE FROM temp.{each.table} WHERE id = ?", (each.row,))
        return
    if unknown := set(each.values) - columns:
        raise ValueError(f"{each.table} has no {', '.join(sorted(unknown))}.")
    if each.row and _has(connection, each):
        changed = ", ".join(f"{name} = ?" for name in each.values)
        connection.execute(
            f"UPDATE temp.{each.table} SET {changed} WHERE id = ?",
            (*each.values.values(), each.row),
        )
        return
    row = {"id": each.row or _next(connection, each.table), **each.values}
    names, slots = ", ".join(row), ", ".join("?" * len(row))
    connection.execute(
        f"INSERT INTO temp.{each.table} ({names}) VALUES ({slots})", tuple(row.values())
    )


def _has(connection: sqlite3.Connection, each: Correction) -> bool:
    found = connection.execute(f"SELECT 1 FROM temp.{each.table} WHERE id = ?", (each.row,))
    return found.fetchone() is not None


def _next(connection: sqlite3.Connection, table: str) -> int:
    (last,) = connection.execute(f"SELECT coalesce(max(id), 0) FROM temp.{table}").fetchone()
    return int(last) + 1
