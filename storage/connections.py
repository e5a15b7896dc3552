"""Opening SQLite the one way that the book is opened, for reading and for writing."""

import os
import sqlite3
from pathlib import Path

BUSY_SECONDS = 5.0


def open_writer(path: Path) -> sqlite3.Connection:
    """A connection whose transactions are begun and ended by hand. Any thread, one at a time."""
    connection = sqlite3.connect(
        path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def open_reader(path: Path) -> sqlite3.Connection:
    """A connection that cannot write."""
    connection = open_scratch(path)
    connection.execute("PRAGMA query_only = ON")
    return connection


def open_scratch(path: Path) -> sqlite3.Connection:
    """A connection that cannot write to the book, but may lay tables of its own over the book's."""
    connection = _open_read_only(path, "mode=ro")
    try:
        connection.execute("PRAGMA schema_version")
    except sqlite3.OperationalError as error:
        connection.close()
        if not _cannot_share(path, error):
            raise
        connection = _open_read_only(path, "mode=ro&immutable=1")
    return connection


def _open_read_only(path: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{how}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )


def _cannot_share(path: Path, error: sqlite3.OperationalError) -> bool:
    """Whether only the files beside the book are missing, and may not be made in its folder: then
    nobody has it open, and it can be read as it lies."""
    beside = path.with_name(path.name + "-wal")
    cannot = error.sqlite_errorname.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY"))
    return cannot and os.access(path, os.R_OK) and not beside.exists()
