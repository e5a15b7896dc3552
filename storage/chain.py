"""The chain of sealed actions: each follows the one before it and covers its own changes."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from itertools import groupby

from storage.changes import (
    ACTION_COLUMNS,
    CHANGE_COLUMNS,
    CLOSED_VERB,
    GENESIS,
    LEAF_BYTES,
    ActionRow,
    ChangeRow,
    closed_leaf,
    hash_of,
    leaf,
    read_object,
    spelt,
)
from storage.findings import Finding
from storage.stations import first_id

Progress = Callable[[int, int], None]
_REPORT_EVERY = 5_000
CLOCK_SLACK = 900
"""Seconds by which an action may stand before the last one without a remark: a long action bears
the instant at which it began."""
REMARKS = 100
"""How many remarks are kept at most, so that memory does not grow with the log."""


class Chain:
    """The running state of one walk along the chain, streaming."""

    def __init__(
        self, connection: sqlite3.Connection, progress: Progress, *, public: bool = False
    ) -> None:
        self.connection = connection
        self.progress = progress
        self.public = public
        self.closed = 0
        self.total = connection.execute("SELECT count(*) FROM change").fetchone()[0]
        self.actions = self.changes = self.redacted = 0
        self.heads: dict[int, str] = {}
        self.remarks: list[Finding] = []

    def findings(self) -> Iterator[Finding]:
        """Every action sealed to the one before it, every change covered by one action."""
        actions = self.connection.execute(
            f"SELECT {ACTION_COLUMNS} FROM action ORDER BY station, seq"
        )
        changes = _Changes(self.connection)
        for station, chain in groupby((ActionRow(*row) for row in actions), lambda a: a.station):
            prev, seq, at, lamport = GENESIS, 1, 0, 0
            for action in chain:
                if not _is_action(action):
                    yield Finding(f"action {action.seq}", "cannot be read: it was edited")
                    continue
                yield from self._link(action, prev, seq)
                if action.lamport <= lamport:
                    yield Finding(f"action {action.seq}", "its place in the order went back")
                yield from _joined(self.connection, action)
                yield from self._leaves(action, changes)
                self._look_at_clock(action, at)
                prev, seq, at = action.hash, action.seq + 1, action.at
                lamport = action.lamport
                self.actions += 1
                self.heads[station] = f"{station}:{action.seq}:{action.hash.hex()}"
        for stray in changes.rest():
            yield _uncovered(stray)

    @property
    def head(self) -> str:
        """'station:seq:hash' of the last action of this station, which follows all that came in."""
        own = self.connection.execute("SELECT id FROM station").fetchone()
        return self.heads.get(own[0], "") if own else ""

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
            if self._leaf(change) != action.leaves[start : start + LEAF_BYTES]:
                what = f"not as action {action.seq} sealed it ({change.tbl} {change.row})"
                yield Finding(f"change {change_id}", what)
            self._count(change)

    def _leaf(self, change: ChangeRow) -> bytes | None:
        closed = closed_leaf(change) if self.public else None
        self.closed += closed is not None
        return closed or _leaf(change)

    def _link(self, action: ActionRow, prev: bytes, seq: int) -> Iterator[Finding]:
        if self.public and action.verb == CLOSED_VERB:
            # Its words are withheld: its seal counts as far as the next action follows it.
            self.closed += 1
            yield from _following(action, prev, seq)
        else:
            yield from _link(action, prev, seq)

    def _look_at_clock(self, action: ActionRow, before: int) -> None:
        """A clock that was put back changes no order and no seal, but somebody should know."""
        back = before - action.at
        if back > CLOCK_SLACK and len(self.remarks) < REMARKS:
            what = f"the clock stood {_long(back)} before that of the action before it"
            self.remarks.append(Finding(f"action {action.seq}", what))

    def _count(self, change: ChangeRow) -> None:
        self.changes += 1
        if change.private and '"#"' in change.private:
            self.redacted += sum(
                isinstance(kept, dict) for kept in read_object(change.private).values()
            )
        if self.changes % _REPORT_EVERY == 0:
            self.progress(self.changes, self.total)


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
    yield from _following(action, prev, seq)
    if action.hash != _hash(action) or action.id != first_id(action.station) + action.seq - 1:
        yield Finding(f"action {action.seq}", "was edited: its seal does not fit its words")


def _following(action: ActionRow, prev: bytes, seq: int) -> Iterator[Finding]:
    where = f"action {action.seq}"
    if action.seq != seq:
        missing = f"action {seq}" if action.seq == seq + 1 else f"actions {seq} to {action.seq - 1}"
        yield Finding(where, f"{missing} before it missing, or it was renumbered")
    elif action.prev != prev:
        yield Finding(where, "does not follow the action before it")


def _joined(connection: sqlite3.Connection, action: ActionRow) -> Iterator[Finding]:
    """The heads of other stations that an action took in are there, and come before it."""
    if not action.joins:
        return
    for station, seq, digest in heads_joined(action.joins):
        found = connection.execute(
            "SELECT hash, lamport FROM action WHERE station = ? AND seq = ?", (station, seq)
        ).fetchone()
        where = f"action {action.seq}"
        if found is None or found[0] != digest:
            yield Finding(where, f"took in action {seq} of station {station}, which is not there")
        elif not isinstance(found[1], int) or found[1] >= action.lamport:
            yield Finding(where, "its place in the order is before what it took in")


def heads_joined(joins: str) -> Iterator[tuple[int, int, bytes]]:
    """Station, seq and hash of each head that an action says it took in; bad words give none."""
    try:
        for station, seq, digest in json.loads(joins):
            yield int(station), int(seq), bytes.fromhex(digest)
    except (ValueError, TypeError):
        yield -1, -1, b""


_BYTES = ("prev", "leaves", "hash")
_INTEGERS = ("id", "station", "seq", "lamport", "at", "first")


def _is_action(action: ActionRow) -> bool:
    return all(isinstance(getattr(action, name), bytes) for name in _BYTES) and all(
        isinstance(getattr(action, name), int) for name in _INTEGERS
    )


def _hash(action: ActionRow) -> bytes | None:
    try:
        return hash_of(action)
    except ValueError:  # text that is no text
        return None


def _leaf(change: ChangeRow) -> bytes | None:
    try:
        # The leaf covers what `private` says, not its spelling, so that a redaction can close it:
        # blanks or a key twice over, which other readers would read differently, show here.
        if change.private is not None and spelt(json.loads(change.private)) != change.private:
            return None
        return leaf(change)
    except (ValueError, TypeError, LookupError, AttributeError):  # no JSON, or not of our form
        return None


def _long(seconds: int) -> str:
    days, rest = divmod(seconds // 60, 1_440)
    return (f"{days:,} d " if days else "") + f"{rest // 60} h {rest % 60:02d} min"


def _uncovered(change: ChangeRow) -> Finding:
    what = f"written outside the program: {change.tbl} {change.row} is covered by no action"
    return Finding(f"change {change.id}", what)
