"""Bringing another copy's book into ours, within one transaction of ours.

The foreign actions and changes are stored unaltered, in their own ranges of ids; what the merge
itself decides is told by changes of its own, in an action that joins both heads.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from sqlite3 import Connection

from storage.changes import ACTION_COLUMNS, CHANGE_COLUMNS, ActionRow, ChangeRow, LoggedTable
from storage.merging.parting import Key, Parting, changes_of, part
from storage.merging.rows import Rows
from storage.merging.states import change_between, told
from storage.merging.unlogged import bring_together
from storage.models import MergeConflict
from storage.queries.book.log import heads
from storage.redaction import close_changes
from storage.stations import id_range
from storage.transaction import Transaction

_GONE = (
    "UPDATE message SET state = 'queued' WHERE state = 'held' AND EXISTS "
    "(SELECT 1 FROM delivery WHERE message_id = message.id AND outcome = 'sent')"
)
_CLOSED = '{"#"'
"""How a closed value begins in a change's `private`."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What came in: actions and changes of others, and how many conflicts it left.

    `forward` says that we had done nothing meanwhile; `both` are the subjects ('detail:12') that
    each side did something about; `redacted` how many rows were closed on one side since.
    """

    actions: int
    changes: int
    conflicts: int
    forward: bool
    both: tuple[str, ...]
    redacted: int = 0


def merge(tx: Transaction, theirs: Connection, tables: tuple[LoggedTable, ...]) -> Merged:
    """Take everything of theirs in. Raises TwoPasts; whatever it raises, roll back.

    The caller writes down its arrival: an action without a change of its own is not kept.
    """
    parting = part(tx.connection, theirs)
    if not parting.theirs.actions:
        return Merged(0, 0, 0, forward=False, both=())
    known = {table.name: table for table in tables}
    closed = _redacted(parting)
    rows = Rows(parting, tx.connection, closed)
    rows.decide()
    rows.write()
    bring_together(parting, set(closed))
    # What the triggers noted is told by the foreign changes, or below.
    _base, ceiling = id_range(parting.ours.station)
    tx.connection.execute("DELETE FROM change WHERE id >= ? AND id < ?", (tx.first_change, ceiling))
    changes = _store_log(tx.connection, parting)
    _tell_rows(tx, rows, known)
    _adopt_closings(tx.connection, theirs)
    for (table, row), columns in sorted(closed.items()):
        close_changes(tx, table, row, sorted(columns))
    _tell_conflicts(tx, rows)
    # What one side held back, since it may have gone from the other, has gone from there.
    tx.connection.execute(_GONE)
    tx.joins = joins_of(tx.connection, parting.ours.station)
    return Merged(
        len(parting.theirs.actions),
        changes,
        len(rows.found),
        parting.forward,
        _both(parting),
        len(closed),
    )


def joins_of(connection: Connection, own: int) -> str:
    """The heads of all other stations, as an action that takes them in names them."""
    told = [[each.station, each.seq, each.hash.hex()] for each in heads(connection)]
    return json.dumps([head for head in told if head[0] != own], separators=(",", ":"))


def _redacted(parting: Parting) -> dict[Key, set[str]]:
    """Which personal columns were closed since the two parted: they are so for both.

    A redaction closes them in all changes of the row, also those that were blank already.
    """
    closed: dict[Key, set[str]] = {}
    for side in (parting.ours, parting.theirs):
        for key, changes in side.changes.items():
            if any(change.private and _CLOSED in change.private for _, change in changes):
                closed.setdefault(key, set()).update(_closed_columns(side.connection, key))
    return closed


def _closed_columns(connection: Connection, key: Key) -> Iterator[str]:
    rows = connection.execute(
        "SELECT private FROM change WHERE tbl = ? AND row = ? AND private IS NOT NULL", key
    )
    for (private,) in rows:
        yield from (name for name, kept in json.loads(private).items() if isinstance(kept, dict))


def _adopt_closings(ours: Connection, theirs: Connection) -> None:
    """What they closed in changes that we have too."""
    rows = theirs.execute("SELECT private, id FROM change WHERE private LIKE '%{\"#\":%'")
    ours.executemany("UPDATE change SET private = ?1 WHERE id = ?2 AND private <> ?1", rows)


def _store_log(connection: Connection, parting: Parting) -> int:
    stored = 0
    insert = f"INSERT INTO change ({CHANGE_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)"
    for change in changes_of(parting.theirs.connection, parting.theirs.actions):
        connection.execute(insert, [getattr(change, name) for name in ChangeRow.__slots__])
        stored += 1
    slots = ", ".join("?" * len(ActionRow.__slots__))
    connection.executemany(
        f"INSERT INTO action ({ACTION_COLUMNS}) VALUES ({slots})",
        (
            [getattr(action, name) for name in ActionRow.__slots__]
            for action in parting.theirs.actions
        ),
    )
    return stored


def _tell_rows(tx: Transaction, rows: Rows, tables: dict[str, LoggedTable]) -> None:
    number = tx.first_change
    insert = f"INSERT INTO change ({CHANGE_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)"
    for (table, row), image, state in rows.images():
        change = change_between(number, tables[table], row, image, state)
        if change is not None:
            values = [getattr(change, name) for name in ChangeRow.__slots__]
            tx.connection.execute(insert, values)
            number += 1


def _tell_conflicts(tx: Transaction, rows: Rows) -> None:
    lower, higher = rows.stations
    for found in rows.found:
        tx.add(
            MergeConflict(
                kind=found.kind,
                tbl=found.key[0],
                row=found.key[1],
                other_row=found.other_row,
                base=told(found.base),
                lower=told(found.lower),
                higher=told(found.higher),
                lower_station=lower,
                higher_station=higher,
                stands=found.stands,
                found_at=tx.now,
            )
        )


def _both(parting: Parting) -> tuple[str, ...]:
    """What each side did something about: worth a look, even where nothing clashed."""
    ours, theirs = (
        Counter(action.subject for action in side.actions)
        for side in (parting.ours, parting.theirs)
    )
    return tuple(sorted(ours.keys() & theirs.keys()))
