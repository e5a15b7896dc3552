"""Conflicts that a merge left: what each station says, column by column."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from storage.baton import holding, local_time
from storage.queries.book.labels import label
from storage.queries.staffing.need import Need
from storage.stations import letter, numbered

_COLUMNS = (
    "id, kind, tbl, row, other_row, base, lower, higher, lower_station, higher_station, stands, "
    "found_at, taken, settled_at, settled_by"
)

_INNER = ("decision_id", "key")
"""Columns that say nothing to anybody."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One column as it was, and as each side has it; names stand for the ids of records."""

    column: str
    base: str
    lower: str
    higher: str

    @property
    def word(self) -> str:
        """The column as people call it."""
        return self.column.removesuffix("_id").replace("_", " ")


@dataclass(frozen=True, slots=True)
class Conflict:
    """One conflict. `number` is what people call it; `lower` and `higher` are letters of stations,
    `stands` the one whose side holds now, `taken` the one that was chosen, or nothing.

    `kind` is changed, removed or clash. `gone` are the letters of the sides that have no such row.
    """

    id: int
    number: str
    kind: str
    table: str
    row: int
    name: str
    lower: str
    higher: str
    stands: str
    taken: str
    found_at: int
    gone: tuple[str, ...]
    differences: tuple[Difference, ...]

    @property
    def words(self) -> str:
        """What is in dispute, in one sentence."""
        if self.kind == "clash":
            return f"{self.lower} and {self.higher} each entered one; only one can stand"
        if self.kind == "removed":
            gone = " and ".join(self.gone) or self.higher
            return f"{gone} removed it, and the other changed or needs it"
        columns = ", ".join(each.word for each in self.differences)
        return f"both changed {columns}"


def open_conflicts(connection: sqlite3.Connection) -> tuple[Conflict, ...]:
    """Everything that waits to be settled, as it was found."""
    return _read(connection, "taken IS NULL")


def conflict(connection: sqlite3.Connection, conflict_id: int) -> Conflict | None:
    """One conflict by its id."""
    found = _read(connection, f"id = {int(conflict_id)}")
    return found[0] if found else None


def handover_needs(connection: sqlite3.Connection) -> Iterator[Need]:
    """That another station holds the book, and what a merge left to be settled."""
    found = holding(connection)
    if not found.ours:
        yield Need(
            "given", "baton", 0, None, found.since, f"{found.who} has the book: only read here"
        )
    number, since = connection.execute(
        "SELECT count(*), min(found_at) FROM merge_conflict WHERE taken IS NULL"
    ).fetchone()
    if number:
        words = f"{number} thing{'s' * (number > 1)} said differently on two stations: settle them"
        yield Need("conflict", "merge_conflict", 0, None, since, words)


def _read(connection: sqlite3.Connection, where: str) -> tuple[Conflict, ...]:
    own = int(connection.execute("SELECT id FROM station").fetchone()[0])
    rows = connection.execute(f"SELECT {_COLUMNS} FROM merge_conflict WHERE {where} ORDER BY id")
    names = [column[0] for column in rows.description]
    return tuple(
        _conflict(connection, own, dict(zip(names, row, strict=True))) for row in rows.fetchall()
    )


def _conflict(connection: sqlite3.Connection, own: int, row: dict[str, Any]) -> Conflict:
    base, lower, higher = (
        json.loads(row[name]) if row[name] else None for name in ("base", "lower", "higher")
    )
    sides = {letter(row["lower_station"]): lower, letter(row["higher_station"]): higher}
    return Conflict(
        id=row["id"],
        number=numbered(row["id"], own),
        kind=row["kind"],
        table=row["tbl"],
        row=row["row"],
        name=label(connection, f"{row['tbl']}:{row['row']}"),
        lower=letter(row["lower_station"]),
        higher=letter(row["higher_station"]),
        stands=letter(row["stands"]),
        taken="" if row["taken"] is None else letter(row["taken"]),
        found_at=row["found_at"],
        gone=tuple(name for name, state in sides.items() if state is None),
        differences=_differences(connection, row["tbl"], base, lower, higher),
    )


def _differences(
    connection: sqlite3.Connection,
    table: str,
    base: dict[str, Any] | None,
    lower: dict[str, Any] | None,
    higher: dict[str, Any] | None,
) -> tuple[Difference, ...]:
    def told(state: dict[str, Any] | None, column: str) -> str:
        return "" if state is None else _told(connection, column, state.get(column))

    columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    return tuple(
        Difference(column, told(base, column), told(lower, column), told(higher, column))
        for column in columns
        if column not in _INNER and (lower or {}).get(column) != (higher or {}).get(column)
    )


def _told(connection: sqlite3.Connection, column: str, value: Any) -> str:
    table, _, is_link = column.rpartition("_")
    if isinstance(value, int) and is_link == "id" and table:
        return label(connection, f"{table}:{value}")
    if isinstance(value, int) and is_link == "at":
        return local_time(connection, value)
    return "" if value is None else str(value)
