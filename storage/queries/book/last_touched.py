"""When rows were last touched, as the log tells it: a number that rises with every change."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial

from storage.changes import LEAF_BYTES
from storage.stations import STATION_BITS


@dataclass(frozen=True, slots=True, order=True)
class Touched:
    """The last action that changed something: its place in the log's order, and when (UTC)."""

    lamport: int = 0
    at: int = 0


@dataclass(slots=True)
class LastTouched:
    """Asks the log; what was found is kept for as long as this lives, within one transaction."""

    connection: sqlite3.Connection
    _known: dict[int, Touched] = field(default_factory=dict)
    _heads: dict[int, int] = field(default_factory=dict)

    def of(self, rows: Iterable[tuple[str, int]]) -> Touched:
        """The last action that touched any of these rows (table, id)."""
        changes = {change for table, row in rows for change in self._changes(table, row)}
        return max((self._action(change) for change in changes), default=Touched())

    def _changes(self, table: str, row: int) -> Iterable[int]:
        """The row's last change by each station."""
        found = self.connection.execute(
            f"SELECT max(id) FROM change WHERE tbl = ? AND row = ? GROUP BY id >> {STATION_BITS}",
            (table, row),
        )
        return (change for (change,) in found)

    def _action(self, change: int) -> Touched:
        if change not in self._known:
            self._known[change] = self._covering(change)
        return self._known[change]

    def _covering(self, change: int) -> Touched:
        """The action whose changes begin last at or before this one; found by halving, since the
        actions of a station are numbered without gaps in the order of their changes."""
        station = change >> STATION_BITS
        low, high = 1, self._head(station)
        first = partial(self._first, station)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if first(middle) <= change else (low, middle - 1)
        row = self.connection.execute(
            "SELECT lamport, at FROM action WHERE station = ? AND seq = ?", (station, low)
        ).fetchone()
        return Touched(*row) if row else Touched()

    def _head(self, station: int) -> int:
        if station not in self._heads:
            found = self.connection.execute(
                "SELECT coalesce(max(seq), 0) FROM action WHERE station = ?", (station,)
            )
            self._heads[station] = int(found.fetchone()[0])
        return self._heads[station]

    def _first(self, station: int, seq: int) -> int:
        row = self.connection.execute(
            "SELECT first FROM action WHERE station = ? AND seq = ?", (station, seq)
        ).fetchone()
        return int(row[0]) if row else 0


# Undone actions are few; the changes of each lie together.
_UNDONE = f"""
SELECT change.tbl, change.row, json_extract(change.before, '$.position_id'),
       json_extract(change.before, '$.detail_id'), max(action.lamport), action.at
FROM action CROSS JOIN change
  ON change.id >= action.first AND change.id < action.first + length(action.leaves) / {LEAF_BYTES}
WHERE action.verb IN ('undo', 'redo') AND +change.tbl IN ('assignment', 'position')
  AND change.after IS NULL GROUP BY change.tbl, change.row
"""


def details_undone(connection: sqlite3.Connection) -> dict[int, Touched]:
    """Details of which an undo has taken away a seat or an award, and when it last did: rows that
    are gone tell of no change any more, and only an undo removes these."""
    seats: dict[int, int] = {}
    found: list[tuple[int | None, int | None, Touched]] = []
    for table, row, position, detail, lamport, at in connection.execute(_UNDONE):
        if table == "position":
            seats[row] = detail
        found.append((position, detail, Touched(lamport, at)))
    latest: dict[int, Touched] = {}
    for position, detail, touched in found:
        key = detail or seats.get(position or 0) or _detail_of(connection, position)
        if key is not None:
            latest[key] = max(touched, latest.get(key, touched))
    return latest


def _detail_of(connection: sqlite3.Connection, position: int | None) -> int | None:
    row = connection.execute("SELECT detail_id FROM position WHERE id = ?", (position,)).fetchone()
    return int(row[0]) if row else None
