"""Verify: does the log still tell the whole truth about the book?

Three passes, each streaming, so that memory does not grow with the log:

1. the chain: each action's seq, previous hash and own hash, and each of its changes' leaves;
2. the rows: every row of every logged table equals the last image that the log has of it;
3. the schema: tables, indexes and triggers are those that the program ships.

Whatever does not fit is a Finding that names it.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import Any

from storage.changes import (
    ACTION_COLUMNS,
    CHANGE_COLUMNS,
    GENESIS,
    LEAF_BYTES,
    ActionRow,
    ChangeRow,
    LoggedTable,
    hash_of,
    leaf,
)

Progress = Callable[[int, int], None]
_REPORT_EVERY = 5_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit, and where: 'action 17', 'change 204', 'officer 12'."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Verified:
    """The outcome. `head` is 'station:seq:hash' of the last action; `redacted` counts values."""

    findings: tuple[Finding, ...]
    actions: int
    changes: int
    rows: int
    redacted: int
    head: str

    @property
    def clean(self) -> bool:
        """Nothing was found."""
        return not self.findings


def verify(
    connection: sqlite3.Connection,
    tables: tuple[LoggedTable, ...],
    shipped: dict[str, str],
    *,
    seal: str = "",
    progress: Progress = lambda done, total: None,
) -> Verified:
    """Check the whole book on one snapshot. `shipped` is name → SQL of the program's schema.

    With `seal` ('station:seq:hash', as once written down elsewhere) that action must still be
    there unchanged: only so can a wholly rewritten past be seen. `progress` gets changes checked
    and their total.
    """
    connection.execute("BEGIN")
    try:
        check = _Check(connection, progress)
        findings = [
            *check.chain(),
            *(finding for table in tables for finding in check.rows_of(table)),
            *schema_findings(connection, shipped),
            *seal_findings(connection, seal),
        ]
        return Verified(
            tuple(findings),
            check.actions,
            check.changes,
            check.rows,
            check.redacted,
            check.head,
        )
    finally:
        connection.execute("ROLLBACK")


class _Check:
    """The running state of one verification."""

    def __init__(self, connection: sqlite3.Connection, progress: Progress) -> None:
        self.connection = connection
        self.progress = progress
        self.total = connection.execute("SELECT count(*) FROM change").fetchone()[0]
        self.actions = self.changes = self.rows = self.redacted = 0
        self.head = ""

    def chain(self) -> Iterator[Finding]:
        """Every action sealed to the one before it, every change covered by one action."""
        actions = self.connection.execute(
            f"SELECT {ACTION_COLUMNS} FROM action ORDER BY station, seq"
        )
        changes = _Changes(self.connection)
        for station, chain in groupby((ActionRow(*row) for row in actions), lambda a: a.station):
            prev, seq = GENESIS, 1
            for action in chain:
                yield from _link(action, prev, seq)
                yield from self._leaves(action, changes)
                prev, seq = action.hash, action.seq + 1
                self.actions += 1
                self.head = f"{station}:{action.seq}:{action.hash.hex()}"
        for stray in changes.rest():
            yield _uncovered(stray)

    def _leaves(self, action: ActionRow, changes: "_Changes") -> Iterator[Finding]:
        for stray in changes.before(action.first):
            yield _uncovered(stray)
        for position in range(action.changes):
            change_id = action.first + position
            change = changes.take(change_id)
            if change is None:
                yield Finding(f"change {change_id}", f"removed from action {action.seq}")
                continue
            start = position * LEAF_BYTES
            if leaf(change) != action.leaves[start : start + LEAF_BYTES]:
                what = f"not as action {action.seq} sealed it ({change.tbl} {change.row})"
                yield Finding(f"change {change_id}", what)
            self._count(change)

    def _count(self, change: ChangeRow) -> None:
        self.changes += 1
        if change.private and '"#"' in change.private:
            kept = json.loads(change.private)
            self.redacted += sum(isinstance(value, dict) for value in kept.values())
        if self.changes % _REPORT_EVERY == 0:
            self.progress(self.changes, self.total)

    def rows_of(self, table: LoggedTable) -> Iterator[Finding]:
        """Every row as the log last saw it; none missing, none unlogged."""
        images = _images(self.connection, table)
        rows = _rows(self.connection, table)
        row, image = next(rows, None), next(images, None)
        while row is not None or image is not None:
            if image is None or (row is not None and row[0] < image[0]):
                assert row is not None
                yield Finding(f"{table.name} {row[0]}", "is not in the log")
                row = next(rows, None)
            elif row is None or image[0] < row[0]:
                yield Finding(f"{table.name} {image[0]}", "is in the log but not in the table")
                image = next(images, None)
            else:
                self.rows += 1
                yield from _compare(table.name, row, image[1])
                row, image = next(rows, None), next(images, None)


class _Changes:
    """All changes in id order, looked at once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._rows = connection.execute(f"SELECT {CHANGE_COLUMNS} FROM change ORDER BY id")
        self._next: ChangeRow | None = None
        self._advance()

    def _advance(self) -> None:
        row = self._rows.fetchone()
        self._next = ChangeRow(*row) if row else None

    def before(self, change_id: int) -> Iterator[ChangeRow]:
        """The changes below an id that nobody has taken."""
        while self._next is not None and self._next.id < change_id:
            yield self._next
            self._advance()

    def take(self, change_id: int) -> ChangeRow | None:
        """The change with this id, if it is there."""
        if self._next is None or self._next.id != change_id:
            return None
        found = self._next
        self._advance()
        return found

    def rest(self) -> Iterator[ChangeRow]:
        """Everything left."""
        while self._next is not None:
            yield self._next
            self._advance()


def _link(action: ActionRow, prev: bytes, seq: int) -> Iterator[Finding]:
    where = f"action {action.seq}"
    if action.seq != seq:
        missing = f"action {seq}" if action.seq == seq + 1 else f"actions {seq} to {action.seq - 1}"
        yield Finding(where, f"{missing} before it missing, or it was renumbered")
    elif action.prev != prev:
        yield Finding(where, "does not follow the action before it")
    if action.hash != hash_of(action):
        yield Finding(where, "was edited: its seal does not fit its words")


def _uncovered(change: ChangeRow) -> Finding:
    what = f"written outside the program: {change.tbl} {change.row} is covered by no action"
    return Finding(f"change {change.id}", what)


_Image = tuple[int, dict[str, Any]]


def _images(connection: sqlite3.Connection, table: LoggedTable) -> Iterator[_Image]:
    """The last image of each row that the log says is there, by row id."""
    changes = connection.execute(
        f"SELECT {CHANGE_COLUMNS} FROM change WHERE tbl = ? ORDER BY row, id", (table.name,)
    )
    for row, history in groupby((ChangeRow(*change) for change in changes), lambda c: c.row):
        image: dict[str, Any] | None = None
        for change in history:
            image = _next_image(image, change)
        if image is not None:
            yield row, image


def _next_image(image: dict[str, Any] | None, change: ChangeRow) -> dict[str, Any] | None:
    if change.after is None:
        return None
    values = json.loads(change.after)
    if change.private is not None:
        for column, kept in json.loads(change.private).items():
            # What was redacted is blank in the row; nothing is left to compare it with.
            values[column] = _REDACTED if isinstance(kept, dict) else kept[2]
    return {**image, **values} if image else values


_REDACTED = object()


def _rows(connection: sqlite3.Connection, table: LoggedTable) -> Iterator[_Image]:
    columns = (*table.plain, *table.private)
    named = ", ".join(f'"{column}"' for column in columns)
    for row in connection.execute(f'SELECT id, {named} FROM "{table.name}" ORDER BY id'):
        yield row[0], dict(zip(columns, row[1:], strict=True))


def _compare(table: str, row: _Image, image: dict[str, Any]) -> Iterator[Finding]:
    row_id, values = row
    if values == image:
        return
    differing = [
        column
        for column, value in values.items()
        if image.get(column) != value and image.get(column) is not _REDACTED
    ]
    if differing:
        yield Finding(f"{table} {row_id}", f"differs from the log: {', '.join(differing)}")


def schema_findings(connection: sqlite3.Connection, shipped: dict[str, str]) -> Iterator[Finding]:
    """Tables, indexes and triggers that are not as shipped."""
    standing = schema_of(connection)
    for name in sorted(shipped.keys() | standing.keys()):
        if name not in standing:
            yield Finding(f"schema {name}", "was removed")
        elif name not in shipped:
            yield Finding(f"schema {name}", "was added; it is not part of the program's schema")
        elif standing[name] != shipped[name]:
            yield Finding(f"schema {name}", "was altered")


def schema_of(connection: sqlite3.Connection) -> dict[str, str]:
    """Name → SQL of everything in the schema but SQLite's own."""
    rows = connection.execute("SELECT name, coalesce(sql, '') FROM sqlite_master")
    return {name: sql for name, sql in rows if not name.startswith("sqlite_")}


def seal_findings(connection: sqlite3.Connection, seal: str) -> Iterator[Finding]:
    """The action of a seal noted elsewhere must still stand under its hash."""
    if not seal:
        return
    station, seq, digest = [*seal.split(":"), "", ""][:3]
    found = connection.execute(
        "SELECT hash FROM action WHERE station = ? AND seq = ?", (station, seq)
    ).fetchone()
    if found is None:
        yield Finding(f"action {seq}", "the sealed action is gone: the log is shorter than it was")
    elif not digest or not found[0].hex().startswith(digest):
        yield Finding(f"action {seq}", "is not the action that was sealed: the past was rewritten")


def block_hash(shifts: list[tuple[int, int, int, int, str]]) -> str:
    """The hash over a run of imported shifts: (id, officer, start, end, kind) one a line."""
    return sha256("\n".join("|".join(map(str, shift)) for shift in shifts).encode()).hexdigest()
