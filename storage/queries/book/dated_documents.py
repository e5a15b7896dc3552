"""Documents that are in force from a date on: what policy and intake have in common."""

import sqlite3
from typing import Literal, NamedTuple

Kind = Literal["policy", "intake"]


class DatedDocument(NamedTuple):
    """One stored version; `effective_on` is a local ISO date, `sha256` (hex) that of the text."""

    id: int
    name: str
    effective_on: str
    document: str
    sha256: str


_COLUMNS = ", ".join(DatedDocument._fields)


def versions(connection: sqlite3.Connection, kind: Kind) -> tuple[DatedDocument, ...]:
    """Every version that the book has, the latest first."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM {kind} ORDER BY effective_on DESC")
    return tuple(map(DatedDocument._make, rows))


def in_force(connection: sqlite3.Connection, kind: Kind, on: str) -> DatedDocument | None:
    """The version in force on a local date (ISO); None while the book has none of its own."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM {kind} WHERE effective_on <= ? ORDER BY effective_on DESC LIMIT 1",
        (on,),
    ).fetchone()
    return DatedDocument._make(row) if row else None
