"""Bringing an older book up to date: a verified backup first, then all steps at once.

Each step is a function that takes a sqlite_utils.Database inside the one transaction; STEPS[n]
brings schema n to n + 1. The steps know tables and indexes as they were then; the log's triggers
and the readable views follow from the tables, and are made anew at the end. Where anything fails,
the book is as it was.
"""

import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import sqlite_utils

from storage.backup import make_backup
from storage.changes import triggers
from storage.errors import BookDamaged, BookError, book_error
from storage.migrations import (
    to_schema_3,
    to_schema_4,
    to_schema_5,
    to_schema_6,
    to_schema_7,
    to_schema_8,
)
from storage.migrations.words import index_words
from storage.readable_views import create_readable_views, drop_readable_views
from storage.schema import logged_tables
from storage.version import SCHEMA_VERSION
from storage.zone_offsets import write_offsets

Step = Callable[[sqlite_utils.Database], None]

STEPS: dict[int, Step] = {
    1: index_words,
    2: to_schema_3.step,
    3: to_schema_4.step,
    4: to_schema_5.step,
    5: to_schema_6.step,
    6: to_schema_7.step,
    7: to_schema_8.step,
}
"""Schema version → the step that leads on from it. Schema 1 is the first that was released."""


def migrate(
    path: Path,
    version: int,
    *,
    steps: Mapping[int, Step] = STEPS,
    target: int = SCHEMA_VERSION,
) -> None:
    """Bring the book at `path` from `version` to `target`.

    Raises BookError where a step is missing or fails; the book is then as it was, and the backup
    made before it lies in the backups' folder.
    """
    missing = [number for number in range(version, target) if number not in steps]
    if missing:
        raise BookError(
            f"{path} has schema {version}, from which this program knows no way on. "
            "It was not touched."
        )
    make_backup(path, int(time.time()), mark=f"-v{version}")
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            _run(connection, [steps[number] for number in range(version, target)], version, target)
    except sqlite3.Error as error:
        raise book_error(error) or BookError(
            f"{path} could not be brought to schema {target} ({error}). It is as it was."
        ) from error


def _run(connection: sqlite3.Connection, steps: list[Step], version: int, target: int) -> None:
    # Foreign keys are off on a fresh connection, as rebuilding a table needs; checked at the end.
    connection.execute("BEGIN IMMEDIATE")
    if connection.execute("PRAGMA user_version").fetchone()[0] != version:
        # Another process was opening the same book and has just done it.
        connection.execute("ROLLBACK")
        return
    database = sqlite_utils.Database(connection)
    drop_readable_views(connection)
    for step in steps:
        step(database)
    _renew_triggers(connection)
    create_readable_views(connection)
    write_offsets(connection)
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if broken:
        connection.execute("ROLLBACK")
        raise BookDamaged(f"The migration would have broken a reference in {broken[0]}: undone.")
    connection.execute(f"PRAGMA user_version = {target}")
    connection.execute("COMMIT")


def _renew_triggers(connection: sqlite3.Connection) -> None:
    """The log watches every table with all its columns of today."""
    old = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'log_*'"
    )
    for (name,) in old.fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    for table in logged_tables():
        for sql in triggers(table):
            connection.execute(sql)
