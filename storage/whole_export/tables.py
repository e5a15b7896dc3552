"""Which tables a whole export holds: all that are not made from others, as the file itself says."""

import sqlite3
from dataclasses import dataclass

_TABLES = """
SELECT name FROM sqlite_master AS t
WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%'
AND NOT EXISTS (
    SELECT 1 FROM sqlite_master AS v
    WHERE v.sql LIKE 'CREATE VIRTUAL%' AND substr(t.name, 1, length(v.name) + 1) = v.name || '_')
ORDER BY name
"""
"""The search index and what stands under it is made anew."""


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A table: its columns, which of them hold numbers, and what orders its rows.

    A row of a `wide` one may be tens of megabytes: the hashes of a great import, a mail.
    """

    name: str
    columns: tuple[str, ...]
    numbers: tuple[bool, ...]
    key: tuple[str, ...]
    wide: bool = False

    @property
    def select(self) -> str:
        """All rows in the order of the key."""
        return f'SELECT {_named(self.columns)} FROM "{self.name}" ORDER BY {_named(self.key)}'

    @property
    def insert(self) -> str:
        """One row, its values in the order of the columns."""
        slots = ", ".join("?" * len(self.columns))
        return f'INSERT INTO "{self.name}" ({_named(self.columns)}) VALUES ({slots})'


def plain_tables(connection: sqlite3.Connection) -> tuple[PlainTable, ...]:
    """All tables that an export holds, by name."""
    names = [name for (name,) in connection.execute(_TABLES)]
    return tuple(_table(connection, name) for name in names)


def _table(connection: sqlite3.Connection, name: str) -> PlainTable:
    found = connection.execute(f'PRAGMA table_info("{name}")').fetchall()
    kinds = [kind for _place, _name, kind, *_ in found]
    keyed = sorted((row[5], row[1]) for row in found if row[5])
    return PlainTable(
        name,
        tuple(row[1] for row in found),
        tuple(kind in ("INTEGER", "BOOLEAN") for kind in kinds),
        tuple(column for _place, column in keyed) or ("rowid",),
        "BLOB" in kinds,
    )


def _named(columns: tuple[str, ...]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
