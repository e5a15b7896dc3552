"""Closing what the book knows of a person, so that the log still proves everything else.

In the row the personal columns are blanked; in every change of the row, the one that blanks it
included, [salt, old, new] becomes {"#": commitment}. A leaf is made from the commitments, so the
chain holds; without the salt nobody can try out names against them.
"""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from storage.changes import LoggedTable, commitment, spelt
from storage.connections import open_writer
from storage.transaction import Transaction


def redact_rows(
    tx: Transaction, table: LoggedTable, rows: Sequence[int], columns: Sequence[str] = ()
) -> int:
    """Blank the personal columns of these rows (or the named ones of them) and close them in the
    log; returns how many values were closed. It cannot be taken back."""
    shut = tuple(columns) or table.private
    blank = ", ".join(f'"{column}" = {_blank(tx, table.name, column)}' for column in shut)
    closed = 0
    for row in rows:
        tx.connection.execute(f'UPDATE "{table.name}" SET {blank} WHERE id = ?', (row,))
        closed += close_changes(tx, table.name, row, shut)
    return closed


def compact(path: Path) -> None:
    """Write the file anew, so that what was blanked is not left in its free pages or indexes."""
    with closing(open_writer(path)) as connection:
        for index in _word_indexes(connection):
            connection.execute(f'INSERT INTO "{index}" ("{index}") VALUES (\'rebuild\')')
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _blank(tx: Transaction, table: str, column: str) -> str:
    columns = tx.connection.execute(f'PRAGMA table_info("{table}")')
    required = {name: needed for _place, name, _kind, needed, *_ in columns}
    return "''" if required[column] else "NULL"


def close_changes(tx: Transaction, table: str, row: int, columns: Sequence[str]) -> int:
    """Close these personal columns in all changes of a row; returns how many were open."""
    changes = tx.connection.execute(
        "SELECT id, private FROM change WHERE tbl = ? AND row = ? AND private IS NOT NULL",
        (table, row),
    ).fetchall()
    closed = 0
    for change, private in changes:
        kept = json.loads(private)
        closed += sum(isinstance(kept.get(column), list) for column in columns)
        shut = {
            column: {"#": commitment(column, value)} if column in columns else value
            for column, value in kept.items()
        }
        tx.connection.execute("UPDATE change SET private = ? WHERE id = ?", (spelt(shut), change))
    return closed


def _word_indexes(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%fts%'"
    )
    return [name for (name,) in found]
