"""Putting back what an action changed, row by row, if the rows still stand as it left them."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from storage.changes import ChangeRow
from storage.queries.book.history import covering_action, kind_of
from storage.queries.book.labels import label
from storage.transaction import Transaction

_RETIRED: dict[str, dict[str, str | int | None]] = {
    "message": {"state": "recalled"},
    "shift_batch": {"state": "withdrawn"},
    "received": {
        "state": "waiting",
        "reason": "What it did was taken back.",
        "settled_by": "",
        "settled_at": None,
    },
}
"""Tables whose new rows are retired by an undo, not removed: what they then hold.

A recalled message stays as evidence that it was queued; the shifts of a withdrawn batch are not
logged, so removing them could not be taken back; what came in came in, and waits again."""

_RETIRABLE = ("queued", "draft", "held", "active", "done")

_LINKS = {
    "detail": "detail_id",
    "officer": "officer_id",
    "contact": "contact_id",
    "invoice": "invoice_id",
    "position": "position_id",
    "reply_code": "reply_code_id",
}
"""What a message can be about: table → the message's column."""

_CODES = {"detail": "detail_id", "position": "position_id"}
"""What a reply code can be about: table → the code's column."""


@dataclass(frozen=True, slots=True)
class MovedOn:
    """A row that cannot be put back: its name for people, and `why` in words."""

    table: str
    row: int
    name: str
    why: str

    @property
    def sentence(self) -> str:
        """Why the action cannot be undone."""
        return f"{self.name} {self.why}."


def reverse(tx: Transaction, changes: tuple[ChangeRow, ...]) -> tuple[MovedOn, ...]:
    """Write the opposite of the changes, last first; returns what has moved on.

    Where it returns anything the caller must abandon the transaction.
    """
    moved: list[MovedOn] = []
    held: list[MovedOn] = []
    for change in reversed(changes):
        try:
            problem = _reverse_one(tx, change)
        except sqlite3.IntegrityError:
            held.append(_moved_on(tx, change, "is needed by other records that came later"))
            continue
        if problem is not None:
            moved.append(problem)
    # A row that could not be put back holds others in place: only the cause is worth saying.
    return tuple(moved or held)


def _reverse_one(tx: Transaction, change: ChangeRow) -> MovedOn | None:
    if change.private and '{"#"' in change.private:
        return _moved_on(tx, change, "was redacted since, and what was closed cannot be put back")
    before, after = _images(change)
    standing = _standing(tx, change.tbl, change.row)
    kind = kind_of(change)
    if change.tbl == "message" and not _only_links(after) and _attempted(tx, change.row):
        return None
    if change.tbl == "message_attachment":
        return None  # it goes with its message, and that stays
    if _retires(change, before):
        return _retire(tx, change, standing)
    column = None if kind == "removed" else _differs(standing, after)
    if column is not None or (kind == "removed" and standing):
        return _moved_on(tx, change, _since(tx, change, column or ""))
    _WRITES[kind](tx, change, before)
    return None


def _retires(change: ChangeRow, before: dict[str, Any]) -> bool:
    if change.tbl not in _RETIRED:
        return False
    return kind_of(change) == "added" or before.get("state") == "arriving"


def _images(change: ChangeRow) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns before and after, plain and personal together."""
    before: dict[str, Any] = json.loads(change.before or "{}")
    after: dict[str, Any] = json.loads(change.after or "{}")
    for column, (_salt, old, new) in json.loads(change.private or "{}").items():
        before[column], after[column] = old, new
    return before, after


def _standing(tx: Transaction, table: str, row: int) -> dict[str, Any] | None:
    cursor = tx.connection.execute(f'SELECT * FROM "{table}" WHERE id = ?', (row,))
    found = cursor.fetchone()
    if found is None:
        return None
    return dict(zip((column[0] for column in cursor.description), found, strict=True))


def _differs(standing: dict[str, Any] | None, after: dict[str, Any]) -> str | None:
    """The first column that is not as the action left it; '' if the row is gone."""
    if standing is None:
        return ""
    return next((column for column in after if standing[column] != after[column]), None)


def _insert(tx: Transaction, change: ChangeRow, values: dict[str, Any]) -> None:
    columns = ", ".join(f'"{column}"' for column in ("id", *values))
    slots = ", ".join("?" * (len(values) + 1))
    tx.connection.execute(
        f'INSERT INTO "{change.tbl}" ({columns}) VALUES ({slots})', (change.row, *values.values())
    )


def _delete(tx: Transaction, change: ChangeRow, _values: dict[str, Any]) -> None:
    if change.tbl in _CODES:
        _take_codes_back(tx, change)
    if change.tbl in _LINKS:
        _unlink_messages(tx, change.tbl, change.row)
    tx.connection.execute(f'DELETE FROM "{change.tbl}" WHERE id = ?', (change.row,))


def _update(tx: Transaction, change: ChangeRow, values: dict[str, Any]) -> None:
    sets = ", ".join(f'"{column}" = ?' for column in values)
    tx.connection.execute(
        f'UPDATE "{change.tbl}" SET {sets} WHERE id = ?', (*values.values(), change.row)
    )


_WRITES = {"added": _delete, "removed": _insert, "changed": _update}


def _retire(tx: Transaction, change: ChangeRow, standing: dict[str, Any] | None) -> MovedOn | None:
    if standing is None:
        return _moved_on(tx, change, _since(tx, change, ""))
    if standing["state"] in _RETIRABLE:
        _update(tx, change, dict(_RETIRED[change.tbl]))
    return None


def _take_codes_back(tx: Transaction, change: ChangeRow) -> None:
    """Codes by which nobody has answered go with what they were about."""
    rows = tx.connection.execute(
        f"SELECT id FROM reply_code WHERE {_CODES[change.tbl]} = ? "
        "AND code NOT IN (SELECT code FROM received)",
        (change.row,),
    )
    for (code,) in rows.fetchall():
        _unlink_messages(tx, "reply_code", code)
        tx.connection.execute("DELETE FROM reply_code WHERE id = ?", (code,))


def _unlink_messages(tx: Transaction, table: str, row: int) -> None:
    """Messages outlive what they are about: those that will not leave any more let go of it."""
    column = _LINKS[table]
    tx.connection.execute(
        f"UPDATE message SET {column} = NULL WHERE {column} = ? "
        "AND (state NOT IN ('queued', 'held') "
        "OR EXISTS (SELECT 1 FROM delivery WHERE message_id = message.id))",
        (row,),
    )


def _only_links(after: dict[str, Any]) -> bool:
    return after.keys() <= set(_LINKS.values())


def _attempted(tx: Transaction, message_id: int) -> bool:
    found = tx.connection.execute(
        "SELECT 1 FROM delivery WHERE message_id = ? LIMIT 1", (message_id,)
    )
    return found.fetchone() is not None


def _moved_on(tx: Transaction, change: ChangeRow, why: str) -> MovedOn:
    name = label(tx.connection, f"{change.tbl}:{change.row}")
    return MovedOn(change.tbl, change.row, name, why)


def _since(tx: Transaction, change: ChangeRow, column: str) -> str:
    last = tx.connection.execute(
        "SELECT max(id) FROM change WHERE tbl = ? AND row = ? AND id < ?",
        (change.tbl, change.row, tx.first_change),
    ).fetchone()[0]
    later = covering_action(tx.connection, last) if last and last > change.id else None
    by = f" by '{later.verb}' (action {later.seq})" if later else " outside the program"
    what = f" ({column.replace('_', ' ')})" if column else ""
    return f"was changed since{by}{what}: later work stands on it"
