"""Papers kept beside the book, as they belong to records."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paper:
    """One kept paper. `subject` is its record ("request:12"), `expires_on` its last local day.

    `length` is in bytes, instants in UTC seconds; `removed_at` is set once it no longer belongs
    there. `name` came from outside.
    """

    id: int
    subject: str
    kind: str
    name: str
    media_type: str
    length: int
    sha256: str
    added_at: int
    added_by: str
    expires_on: str | None
    removed_at: int | None
    words: str


_COLUMNS = (
    "id, subject, kind, name, media_type, length, sha256, added_at, added_by, expires_on, "
    "removed_at, words"
)


def paper(connection: sqlite3.Connection, paper_id: int) -> Paper | None:
    """One paper, also a removed one."""
    sql = f"SELECT {_COLUMNS} FROM kept_file WHERE id = ?"
    row = connection.execute(sql, (paper_id,)).fetchone()
    return Paper(*row) if row else None


def papers_of(
    connection: sqlite3.Connection, subjects: Sequence[str], *, removed: bool = False
) -> tuple[Paper, ...]:
    """The papers of some records, oldest first; with `removed` also those taken off them."""
    slots = ", ".join("?" * len(subjects))
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM kept_file WHERE subject IN ({slots}) "
        f"{'' if removed else 'AND removed_at IS NULL'} ORDER BY id",
        tuple(subjects),
    )
    return tuple(Paper(*row) for row in rows)


def all_papers(connection: sqlite3.Connection, *, removed: bool = False) -> tuple[Paper, ...]:
    """Every paper of the book, oldest first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM kept_file "
        f"{'' if removed else 'WHERE removed_at IS NULL'} ORDER BY id"
    )
    return tuple(Paper(*row) for row in rows)


def holds(connection: sqlite3.Connection, subject: str, kind: str, on: str | None = None) -> bool:
    """Whether a record has a paper of a kind, one that is good on a local day if that is given."""
    row = connection.execute(
        "SELECT 1 FROM kept_file WHERE subject = ? AND kind = ? AND removed_at IS NULL "
        "AND (? IS NULL OR expires_on IS NULL OR expires_on >= ?) LIMIT 1",
        (subject, kind, on, on),
    ).fetchone()
    return row is not None


def papers_to_send(
    connection: sqlite3.Connection, detail_id: int, officer_id: int, kinds: Sequence[str]
) -> tuple[Paper, ...]:
    """The papers of some kinds that lie with a detail or its job, and that no message to the
    officer has brought yet."""
    slots = ", ".join("?" * len(kinds))
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM kept_file WHERE removed_at IS NULL AND kind IN ({slots}) "
        "AND subject IN ('detail:' || ?, 'job:' || (SELECT job_id FROM detail WHERE id = ?)) "
        "AND NOT EXISTS (SELECT 1 FROM message_attachment AS f "
        "JOIN message AS m ON m.id = f.message_id WHERE m.officer_id = ? "
        "AND m.state NOT IN ('recalled', 'cancelled') AND f.made_of = 'file:' || kept_file.id) "
        "ORDER BY id",
        (*kinds, detail_id, detail_id, officer_id),
    )
    return tuple(Paper(*row) for row in rows)


def still_named(connection: sqlite3.Connection, digest: str) -> bool:
    """Whether a paper that is not removed has these bytes."""
    row = connection.execute(
        "SELECT 1 FROM kept_file WHERE sha256 = ? AND removed_at IS NULL LIMIT 1", (digest,)
    ).fetchone()
    return row is not None


def erased_papers(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The hashes of papers that were taken off for good, with their names."""
    rows = connection.execute(
        "SELECT DISTINCT sha256 FROM kept_file WHERE removed_at IS NOT NULL AND name = ''"
    )
    return tuple(digest for (digest,) in rows)


def subject_stands(connection: sqlite3.Connection, subject: str) -> bool:
    """Whether there is such a record: 'table:id' of a table with ids."""
    table, _, row = subject.partition(":")
    if not row.isdecimal():
        return False
    known = connection.execute(
        "SELECT 1 FROM pragma_table_info(?) WHERE name = 'id'", (table,)
    ).fetchone()
    sql = f'SELECT 1 FROM "{table}" WHERE id = ?'
    return bool(known) and connection.execute(sql, (int(row),)).fetchone() is not None
