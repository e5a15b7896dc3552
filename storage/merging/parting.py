"""Where two copies of a book parted, and what each has done since."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from storage.changes import ACTION_COLUMNS, CHANGE_COLUMNS, ActionRow, ChangeRow
from storage.errors import BookError
from storage.queries.book.log import heads
from storage.stations import letter

Key = tuple[str, int]
"""A row of a logged table: (table, id)."""


class TwoPasts(BookError):
    """The two are not copies of one book, or one station worked in two copies of it."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two copies: its station, its connection, and what it alone has in its log."""

    station: int
    connection: sqlite3.Connection
    actions: tuple[ActionRow, ...]
    changes: "dict[Key, list[tuple[int, ChangeRow]]]"
    """Row → its changes with the lamport of their action, in the order of the log."""


@dataclass(frozen=True, slots=True)
class Parting:
    """The two copies since they parted."""

    ours: Side
    theirs: Side

    @property
    def forward(self) -> bool:
        """Only theirs went on: ours is a beginning of it."""
        return not self.ours.actions

    @property
    def lower_is_ours(self) -> bool:
        """Whether ours is the side of the station with the lower number."""
        return self.ours.station <= self.theirs.station


def part(ours: sqlite3.Connection, theirs: sqlite3.Connection) -> Parting:
    """Compare the chains of both. Raises TwoPasts where they have no common beginning."""
    our_heads = {head.station: head for head in heads(ours)}
    their_heads = {head.station: head for head in heads(theirs)}
    both = our_heads.keys() & their_heads.keys()
    if not both:
        raise TwoPasts("The bundle is of another book: it has no action in common with this one.")
    for station in sorted(both):
        seq = min(our_heads[station].seq, their_heads[station].seq)
        if _hash_at(ours, station, seq) != _hash_at(theirs, station, seq):
            raise TwoPasts(_two_pasts(station))
    return Parting(
        _side(ours, {s: h.seq for s, h in their_heads.items()}),
        _side(theirs, {s: h.seq for s, h in our_heads.items()}),
    )


def _two_pasts(station: int) -> str:
    return (
        f"Station {letter(station)} has two different pasts, here and in the bundle: its book was "
        "copied and both copies were worked in, or it is another agency's. Nothing was merged; "
        "enter by hand what is missing here."
    )


def _hash_at(connection: sqlite3.Connection, station: int, seq: int) -> bytes | None:
    found = connection.execute(
        "SELECT hash FROM action WHERE station = ? AND seq = ?", (station, seq)
    ).fetchone()
    return found[0] if found else None


def _side(connection: sqlite3.Connection, known: dict[int, int]) -> Side:
    """`known`: station → the last seq that the other side has of it."""
    station = int(connection.execute("SELECT id FROM station").fetchone()[0])
    actions = tuple(
        action
        for head in heads(connection)
        for action in _after(connection, head.station, known.get(head.station, 0))
    )
    changes: dict[Key, list[tuple[int, ChangeRow]]] = {}
    for action in sorted(actions, key=lambda each: (each.lamport, each.station)):
        for change in changes_of(connection, (action,)):
            changes.setdefault((change.tbl, change.row), []).append((action.lamport, change))
    return Side(station, connection, actions, changes)


def _after(connection: sqlite3.Connection, station: int, seq: int) -> Iterator[ActionRow]:
    rows = connection.execute(
        f"SELECT {ACTION_COLUMNS} FROM action WHERE station = ? AND seq > ? ORDER BY seq",
        (station, seq),
    )
    return (ActionRow(*row) for row in rows)


def changes_of(connection: sqlite3.Connection, actions: Iterable[ActionRow]) -> Iterator[ChangeRow]:
    """The changes that some actions made, in the order in which they were written."""
    for action in actions:
        rows = connection.execute(
            f"SELECT {CHANGE_COLUMNS} FROM change WHERE id >= ? AND id < ? ORDER BY id",
            (action.first, action.end),
        )
        yield from (ChangeRow(*row) for row in rows)
