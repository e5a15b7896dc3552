"""The change log: triggers that write it, and the hashes that seal it.

Form: every insert, update and delete of a logged table becomes one `change` row. At the end of a
transaction one `action` row is sealed over the changes that it made. Texts are hashed as stored,
in netstrings, so no canonical JSON is needed:

- net(x) = b"len:bytes," of the UTF-8 text; NULL is b"-,"
- commitment = sha256(net(column) net(salt) net(old) net(new)) for each personal column
- leaf = sha256(net(id) net(tbl) net(row) net(before) net(after) then net(column) net(commitment))
- hash = sha256(net("action/1") net(prev) net(station) net(seq) net(lamport) net(at) net(who)
  net(verb) net(subject) net(reason) net(joins) net(first) net(leaves))

The triggers use built-in functions only, so that any other tool can write to the book and its
writes are logged; they are then seen by `verify`, as no action covers them.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

LEAF_BYTES = 32
GENESIS = bytes(LEAF_BYTES)

Value = str | int | None


@dataclass(frozen=True, slots=True)
class LoggedTable:
    """A table as the log sees it: which columns are plain and which are about a person."""

    name: str
    plain: tuple[str, ...]
    private: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One row of the log, as stored."""

    id: int
    tbl: str
    row: int
    before: str | None
    after: str | None
    private: str | None


# ── the triggers ─────────────────────────────────────────────────────────────────────────────

_NEXT_ID = (
    "max(coalesce((SELECT max(id) FROM change WHERE id < (SELECT ceiling FROM station)), 0),"
    " (SELECT base FROM station)) + 1"
)


def triggers(table: LoggedTable) -> Iterator[str]:
    """The CREATE TRIGGER statements that log one table."""
    whole_new, whole_old = _whole(table.plain, "NEW"), _whole(table.plain, "OLD")
    appears, goes = _private(table.private, "NULL", "NEW"), _private(table.private, "OLD", "NULL")
    inserted = _log(table.name, "NEW.id", "NULL", whole_new, appears)
    deleted = _log(table.name, "OLD.id", whole_old, "NULL", goes)
    updated = _log(
        table.name,
        "NEW.id",
        _differing(table.plain, "OLD"),
        _differing(table.plain, "NEW"),
        _private_differing(table.private),
    )
    columns = (*table.plain, *table.private)
    same_id = f"OLD.id = NEW.id AND {_row('OLD', columns)} IS NOT {_row('NEW', columns)}"
    yield _trigger(table.name, "insert", "AFTER INSERT", "", inserted)
    yield _trigger(table.name, "delete", "AFTER DELETE", "", deleted)
    yield _trigger(table.name, "update", "AFTER UPDATE", same_id, updated)
    yield _trigger(table.name, "move", "AFTER UPDATE", "OLD.id <> NEW.id", deleted + inserted)


def _trigger(table: str, name: str, moment: str, when: str, body: str) -> str:
    condition = f" WHEN {when}" if when else ""
    return f'CREATE TRIGGER "log_{table}_{name}" {moment} ON "{table}"{condition} BEGIN {body}END'


def _log(table: str, row: str, before: str, after: str, private: str) -> str:
    return (
        "INSERT INTO change (id, tbl, row, before, after, private) "
        f"VALUES ({_NEXT_ID}, '{table}', {row}, {before}, {after}, {private}); "
    )


def _row(side: str, columns: Sequence[str]) -> str:
    return "(" + ", ".join(f'{side}."{column}"' for column in columns) + ")"


def _whole(columns: Sequence[str], side: str) -> str:
    return "json_object(" + ", ".join(f"'{c}', {side}.\"{c}\"" for c in columns) + ")"


def _differing(columns: Sequence[str], side: str) -> str:
    cases = " UNION ALL ".join(
        f'SELECT \'{c}\' AS k, {side}."{c}" AS v WHERE OLD."{c}" IS NOT NEW."{c}"' for c in columns
    )
    return f"(SELECT json_group_object(k, v) FROM ({cases}))"


def _salted(column: str, old: str, new: str) -> str:
    return f"json_array(hex(randomblob(16)), {old}, {new})"


def _private(columns: Sequence[str], old: str, new: str) -> str:
    if not columns:
        return "NULL"

    def value(side: str, column: str) -> str:
        return "NULL" if side == "NULL" else f'{side}."{column}"'

    pairs = (f"'{c}', {_salted(c, value(old, c), value(new, c))}" for c in columns)
    return "json_object(" + ", ".join(pairs) + ")"


def _private_differing(columns: Sequence[str]) -> str:
    if not columns:
        return "NULL"
    cases = " UNION ALL ".join(
        f"SELECT '{c}' AS k, " + _salted(c, f'OLD."{c}"', f'NEW."{c}"') + " AS v "
        f'WHERE OLD."{c}" IS NOT NEW."{c}"'
        for c in columns
    )
    return f"nullif((SELECT json_group_object(k, json(v)) FROM ({cases})), '{{}}')"


def read_object(text: str) -> dict[str, Any]:
    """The JSON object, or an empty one where it is none; never raises."""
    try:
        found = json.loads(text)
    except (ValueError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}


# ── the hashes ───────────────────────────────────────────────────────────────────────────────


def net(value: Value | bytes) -> bytes:
    """A netstring of the value's text; `-,` for NULL."""
    if value is None:
        return b"-,"
    data = value if isinstance(value, bytes) else str(value).encode()
    return b"%d:%s," % (len(data), data)


def _net_text(value: Value) -> str:
    """The same as text: encoded once for all, which makes a book of a million changes bearable."""
    if value is None:
        return "-,"
    text = value if value.__class__ is str else str(value)
    return f"{len(text) if text.isascii() else len(text.encode())}:{text},"


def nets(*values: Value | bytes) -> bytes:
    """Netstrings one behind the other."""
    return b"".join(map(net, values))


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def spelt(private: dict[str, Any]) -> str:
    """The one spelling that SQLite's json_object has for it; never an empty object."""
    return _ENCODER.encode(private) if private else ""


def commitment(column: str, kept: Any) -> str:
    """The hex commitment to a personal value: of [salt, old, new], or as left by a redaction."""
    if isinstance(kept, dict):
        return str(kept["#"])
    salt, old, new = kept
    text = _net_text(column) + _net_text(salt) + _net_text(old) + _net_text(new)
    return sha256(text.encode()).hexdigest()


def leaf(change: ChangeRow) -> bytes:
    """The 32-byte hash of one change; the same before and after a redaction."""
    words = (change.id, change.tbl, change.row, change.before, change.after)
    text = "".join(map(_net_text, words))
    if change.private is not None:
        kept = json.loads(change.private)
        for column in kept:
            text += _net_text(column) + _net_text(commitment(column, kept[column]))
    return sha256(text.encode()).digest()


def closed_leaf(change: ChangeRow) -> bytes | None:
    """The leaf of a change that a public copy withholds whole: nothing else is left of it."""
    closed = change.before is None and change.after is None and change.private is not None
    if not closed or not _CLOSED.fullmatch(str(change.private)):
        return None
    return bytes.fromhex(str(change.private)[1:-1])


def closed_whole(change: ChangeRow) -> str:
    """What stands in `private` of a change that a public copy withholds whole, its leaf as JSON;
    `before` and `after` are then NULL."""
    return f'"{leaf(change).hex()}"'


CLOSED_VERB = "#"
"""The verb of an action that a public copy withholds: who, subject and reason are then empty."""
_CLOSED = re.compile(r'"[0-9a-f]{64}"')


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One sealed action, as stored. `at` is a UTC instant; `first` the id of its first change."""

    id: int
    station: int
    seq: int
    lamport: int
    at: int
    who: str
    verb: str
    subject: str
    reason: str
    joins: str
    first: int
    prev: bytes
    leaves: bytes
    hash: bytes

    @property
    def changes(self) -> int:
        """How many changes the action made."""
        return len(self.leaves) // LEAF_BYTES

    @property
    def end(self) -> int:
        """The id after its last change."""
        return self.first + self.changes


ACTION_COLUMNS = ", ".join(ActionRow.__slots__)
CHANGE_COLUMNS = ", ".join(ChangeRow.__slots__)


def action_hash(
    prev: bytes,
    station: int,
    seq: int,
    lamport: int,
    at: int,
    who: str,
    verb: str,
    subject: str,
    reason: str,
    joins: str,
    first: int,
    leaves: bytes,
) -> bytes:
    """The hash that seals an action over the one before it and over its own changes."""
    words = (prev, station, seq, lamport, at, who, verb, subject, reason, joins, first, leaves)
    return sha256(nets("action/1", *words)).digest()


def hash_of(action: ActionRow) -> bytes:
    """What the stored action's hash must be."""
    return action_hash(
        action.prev,
        action.station,
        action.seq,
        action.lamport,
        action.at,
        action.who,
        action.verb,
        action.subject,
        action.reason,
        action.joins,
        action.first,
        action.leaves,
    )
