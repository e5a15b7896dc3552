"""Which files are kept up to date for others, and what is wrong with them."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """How a kept file stands: what it shows, when it was written (UTC seconds), what is wrong."""

    digest: str = ""
    written_at: int | None = None
    trouble: str = ""


def written_mark(connection: sqlite3.Connection, key: str) -> Mark:
    """The mark of one of them; an empty one where it was never written."""
    row = connection.execute(
        "SELECT digest, written_at, trouble FROM written_file WHERE key = ?", (key,)
    ).fetchone()
    return Mark(*row) if row else Mark()


def note_written(connection: sqlite3.Connection, key: str, mark: Mark, now: int) -> None:
    """Keep how it stands; within `Book.unlogged`."""
    connection.execute(
        "INSERT INTO written_file (key, digest, written_at, looked_at, trouble) "
        "VALUES (?1, ?2, ?3, ?5, ?4) ON CONFLICT (key) DO UPDATE SET digest = ?2, "
        "written_at = ?3, trouble = ?4, looked_at = ?5",
        (key, mark.digest, mark.written_at, mark.trouble, now),
    )


def written_keys(connection: sqlite3.Connection, beginning: str) -> tuple[str, ...]:
    """The keys of all that is kept and begins so."""
    rows = connection.execute(
        "SELECT key FROM written_file WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key",
        (beginning,),
    )
    return tuple(key for (key,) in rows)


def forget_written(connection: sqlite3.Connection, keys: Iterable[str]) -> None:
    """Keep no more how these stand; within `Book.unlogged`."""
    connection.executemany("DELETE FROM written_file WHERE key = ?", [(key,) for key in keys])
