"""The log as people read it: actions newest first, and the life of one record."""

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from storage.changes import CHANGE_COLUMNS, ChangeRow
from storage.stations import STATION_BITS, station_of


@dataclass(frozen=True, slots=True)
class LoggedAction:
    """One action in the history. `at` is a UTC instant."""

    id: int
    seq: int
    at: int
    who: str
    verb: str
    subject: str
    reason: str
    changes: int


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One column of one row, before and after."""

    column: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What one action did to one record."""

    action: LoggedAction | None
    table: str
    row: int
    kind: str
    fields: tuple[FieldChange, ...]


_ACTION = "id, seq, at, who, verb, subject, reason, length(leaves) / 32"


def recent_actions(
    connection: sqlite3.Connection, *, limit: int = 200, before_id: int | None = None
) -> tuple[LoggedAction, ...]:
    """Actions, newest first; `before_id` pages on."""
    rows = connection.execute(
        # The lamport runs over all stations, ids only within one.
        f"SELECT {_ACTION} FROM action WHERE ?1 IS NULL OR (lamport, id) < "
        "(SELECT lamport, id FROM action WHERE id = ?1) ORDER BY lamport DESC, id DESC LIMIT ?2",
        (before_id, limit),
    )
    return tuple(LoggedAction(*row) for row in rows)


def record_history(
    connection: sqlite3.Connection, table: str, row: int
) -> tuple[RecordChange, ...]:
    """Everything that was ever done to one record, oldest first.

    A change that no action covers has `action` None: it was written by another program.
    """
    changes = connection.execute(
        f"SELECT {CHANGE_COLUMNS} FROM change WHERE tbl = ? AND row = ? ORDER BY id", (table, row)
    )
    return tuple(_told(connection, change) for change in in_order(connection, changes))


def in_order(connection: sqlite3.Connection, changes: Iterable[tuple[Any, ...]]) -> list[ChangeRow]:
    """Changes that stand by id, in the order of the log where several stations made them."""
    found = [ChangeRow(*change) for change in changes]
    if len({station_of(change.id) for change in found}) > 1:
        found.sort(key=lambda change: (_lamport(connection, change.id), change.id))
    return found


def since(
    connection: sqlite3.Connection, changes: list[ChangeRow], change_id: int | None
) -> list[ChangeRow]:
    """Those of some changes that the action of another change made, or a later one."""
    if change_id is None:
        return []
    first, lamport = _covering(connection, change_id)
    if all(station_of(change.id) == station_of(change_id) for change in changes):
        return [change for change in changes if change.id >= first]
    return [change for change in changes if _lamport(connection, change.id) >= lamport]


def _lamport(connection: sqlite3.Connection, change_id: int) -> int:
    return _covering(connection, change_id)[1]


def _covering(connection: sqlite3.Connection, change_id: int) -> tuple[int, int]:
    """First change and lamport of the action that covers a change, or of the one before it."""
    found = connection.execute(
        "SELECT first, lamport FROM action WHERE first <= ? ORDER BY first DESC LIMIT 1",
        (change_id,),
    ).fetchone()
    return found or (change_id, 0)


def action_history(connection: sqlite3.Connection, action_id: int) -> tuple[RecordChange, ...]:
    """Everything that one action did, in its order."""
    changes = connection.execute(
        f"SELECT {CHANGE_COLUMNS} FROM change, "
        "(SELECT first, first + length(leaves) / 32 AS beyond FROM action WHERE action.id = ?) "
        "WHERE change.id >= first AND change.id < beyond ORDER BY change.id",
        (action_id,),
    )
    return tuple(_told(connection, ChangeRow(*change)) for change in changes)


def covering_action(connection: sqlite3.Connection, change_id: int) -> LoggedAction | None:
    """The action that sealed a change, if any did."""
    found = connection.execute(
        f"SELECT {_ACTION} FROM action WHERE first <= ? ORDER BY first DESC LIMIT 1", (change_id,)
    ).fetchone()
    action = LoggedAction(*found) if found else None
    if action is None:
        return None
    first = connection.execute("SELECT first FROM action WHERE id = ?", (action.id,)).fetchone()[0]
    return action if change_id < first + action.changes else None


def field_changes(change: ChangeRow) -> tuple[FieldChange, ...]:
    """The columns that a change touched; a redacted value reads as None."""
    before, after = json.loads(change.before or "{}"), json.loads(change.after or "{}")
    plain = (FieldChange(c, before.get(c), after.get(c)) for c in {**before, **after})
    kept = json.loads(change.private or "{}")
    private = (
        FieldChange(c, None, None) if isinstance(v, dict) else FieldChange(c, v[1], v[2])
        for c, v in kept.items()
    )
    return (*plain, *private)


def kind_of(change: ChangeRow) -> str:
    """'added', 'removed' or 'changed'."""
    if change.before is None:
        return "added"
    return "removed" if change.after is None else "changed"


def _told(connection: sqlite3.Connection, change: ChangeRow) -> RecordChange:
    return RecordChange(
        covering_action(connection, change.id),
        change.tbl,
        change.row,
        kind_of(change),
        field_changes(change),
    )


def sealed_at(connection: sqlite3.Connection, change: int) -> int:
    """When the action was that covers a change (UTC seconds; of one that is not sealed, the action
    before it; 0 without any): by halving, since a log is long and has no index of it.

    A station numbers its actions without gaps, and its changes upwards, in a range of its own.
    """
    base = change >> STATION_BITS << STATION_BITS

    def one(what: str, action: int) -> int:
        row = connection.execute(f"SELECT {what} FROM action WHERE id = ?", (action,)).fetchone()
        return int(row[0])

    (last,) = connection.execute(
        "SELECT coalesce(max(id), ?1) FROM action WHERE id >= ?1 AND id < ?1 + (1 << ?2)",
        (base, STATION_BITS),
    ).fetchone()
    ids = range(base + 1, last + 1)
    before = bisect_right(ids, change, key=lambda action: one("first", action))
    return one("at", base + before) if before else 0
