"""The on-duty schedule as it stands: which import governs which time, and the shifts in force.

Batches of one source paint over each other, the later import over the earlier. An ordinary shift
counts when its batch governs the instant at which it starts, whole, also where it runs on into
another batch's time: so nothing is lost or counted twice at the seam, whether the files cut night
shifts at midnight or not. A long span (leave) counts for exactly that part of it which its batch
governs, so that a later import can shorten or cancel it.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from coordinator.rules.facts import ScheduleFacts, Stretch
from coordinator.rules.spans import Span
from storage.queries.staffing.facts import LIVE

LONG = 48 * 3600
"""Seconds; as `storage.models.duty.LONG_SHIFT` (importing the models would cost SQLModel)."""


EVERYBODY: Span = (0, 1 << 62)
"""The half-open range of all officers' ids."""

ShiftRow = tuple[int, int, int, str, int]
"""(officer id, start, end, kind, batch id)."""


class Batch(NamedTuple):
    """One active import: its source, when it came, and the time that it covers (UTC, half-open)."""

    id: int
    source: str
    imported_at: int
    from_at: int
    until_at: int


class Piece(NamedTuple):
    """A piece of time that one batch governs."""

    batch_id: int
    from_at: int
    until_at: int


def governing(batches: Iterable[Batch]) -> tuple[Piece, ...]:
    """Which batch governs which time: per source the latest import wins, in order of time."""
    pieces: list[Piece] = []
    painted: dict[str, list[Span]] = defaultdict(list)
    for batch in sorted(batches, key=lambda b: (b.imported_at, b.id), reverse=True):
        mine = _without((batch.from_at, batch.until_at), painted[batch.source])
        pieces.extend(Piece(batch.id, *span) for span in mine)
        painted[batch.source].append((batch.from_at, batch.until_at))
    return tuple(sorted(pieces, key=lambda piece: (piece.from_at, piece.batch_id)))


def active_batches(connection: sqlite3.Connection) -> tuple[Batch, ...]:
    """Every import in force, by id."""
    rows = connection.execute(
        "SELECT id, source, imported_at, from_at, until_at FROM shift_batch "
        "WHERE state = 'active' ORDER BY id"
    )
    return tuple(Batch(*row) for row in rows)


def schedule_facts(connection: sqlite3.Connection) -> ScheduleFacts:
    """How old the schedule is (its stalest source) and which time it covers."""
    batches = active_batches(connection)
    newest: dict[str, int] = {}
    for batch in batches:
        newest[batch.source] = max(batch.imported_at, newest.get(batch.source, 0))
    covers = tuple((piece.from_at, piece.until_at) for piece in governing(batches))
    return ScheduleFacts(min(newest.values(), default=None), covers)


def duty_stretches(connection: sqlite3.Connection, window: Span) -> list[Stretch]:
    """Every span of on-duty time that overlaps a window, of all officers."""
    pieces = governing(active_batches(connection))
    without, hidden = _not_hidden(connection, window)
    low, high = window
    found: list[Stretch] = []
    for batch, first, until in near(pieces, window):
        found += connection.execute(
            "SELECT officer_id, starts_at, ends_at, kind FROM shift INDEXED BY shift_by_batch "
            "WHERE batch_id = ? AND starts_at >= ? AND starts_at < ? AND ends_at > ? "
            f"AND ends_at - starts_at <= {LONG}{without}",
            (batch, max(first, low - LONG), min(until, high), low, *hidden),
        ).fetchall()
        found += _long(connection, Piece(batch, first, until), window, (without, hidden))
    found += _added(connection, window)
    return found


def officer_duty(
    connection: sqlite3.Connection,
    officer_id: int,
    window: Span,
    pieces: Sequence[Piece] | None = None,
) -> list[Stretch]:
    """Every span of on-duty time of one officer that overlaps a window, in order of start.

    `pieces` are those of `governing`, where many are asked for.
    """
    pieces = governing(active_batches(connection)) if pieces is None else pieces
    without, hidden = _not_hidden(connection, window)
    low, high = window
    rows = connection.execute(
        "SELECT officer_id, starts_at, ends_at, kind, batch_id FROM shift "
        "INDEXED BY shift_by_officer "
        "WHERE officer_id = ? AND starts_at >= ? AND starts_at < ? AND ends_at > ? "
        f"AND ends_at - starts_at <= {LONG}{without}",
        (officer_id, low - LONG, high, low, *hidden),
    )
    found = _governed(rows, _by_batch(pieces))
    for piece in near(pieces, window):
        long = _long(connection, piece, window, (without, hidden))
        found += [stretch for stretch in long if stretch[0] == officer_id]
    found += [stretch for stretch in _added(connection, window) if stretch[0] == officer_id]
    found.sort()
    return found


def duty_by_officer(
    connection: sqlite3.Connection, window: Span, officers: Span = EVERYBODY
) -> Iterator[tuple[int, list[Stretch]]]:
    """Officer after officer (by id, of this half-open range), his on-duty spans in a window.

    For whole-book runs: it reads the schedule once along its index and keeps one officer in memory.
    """
    pieces = governing(active_batches(connection))
    low, high = window
    without, hidden = _not_hidden(connection, window)
    extra = _uncommon(connection, pieces, window, (without, hidden))
    spans = _by_batch(pieces)
    rows = connection.execute(
        "SELECT officer_id, starts_at, ends_at, kind, batch_id FROM shift "
        "INDEXED BY shift_by_officer WHERE officer_id >= ? AND officer_id < ? "
        "AND starts_at >= ? AND starts_at < ? AND ends_at > ? "
        f"AND ends_at - starts_at <= {LONG}{without} ORDER BY officer_id, starts_at",
        (*officers, low - LONG, high, low, *hidden),
    )
    waiting = sorted((key for key in extra if officers[0] <= key < officers[1]), reverse=True)
    for officer_id, shifts in groupby(rows, key=lambda row: row[0]):
        while waiting and waiting[-1] < officer_id:
            yield waiting[-1], sorted(extra[waiting.pop()])
        mine = _governed(shifts, spans)
        if waiting and waiting[-1] == officer_id:
            mine += extra[waiting.pop()]
            mine.sort()
        yield officer_id, mine
    while waiting:
        yield waiting[-1], sorted(extra[waiting.pop()])


def duty_near_details(
    connection: sqlite3.Connection, started: Span, reach: int
) -> dict[int, list[Stretch]]:
    """By officer, his on-duty spans within `reach` seconds of a detail that starts in a span of
    time, in no order; one that is near two details comes twice.

    For whole-book runs in which most days have no detail: it looks around each of them.
    """
    pieces = governing(active_batches(connection))
    window = (started[0] - reach, started[1] + LONG + reach)
    without, hidden = _not_hidden(connection, window)
    rows = connection.execute(
        "SELECT officer_id, starts_at, ends_at, kind, batch_id FROM ("
        "SELECT officer_id AS who, starts_at AS low, ends_at AS high FROM assignment "
        f"INDEXED BY assignment_by_start WHERE starts_at >= ? AND starts_at < ? AND {LIVE}) "
        "CROSS JOIN shift INDEXED BY shift_by_officer ON officer_id = who "
        f"AND starts_at >= low - {LONG + reach} AND starts_at < high + {reach} "
        f"AND ends_at > low - {reach} WHERE ends_at - starts_at <= {LONG}{without}",
        (*started, *hidden),
    )
    found = _uncommon(connection, pieces, window, (without, hidden))
    for stretch in _governed(rows, _by_batch(pieces)):
        found[stretch[0]].append(stretch)
    return found


def _uncommon(
    connection: sqlite3.Connection,
    pieces: Iterable[Piece],
    window: Span,
    unhidden: tuple[str, list[int]],
) -> dict[int, list[Stretch]]:
    """By officer, the few spans in a window that are too long or were added by hand."""
    found: dict[int, list[Stretch]] = defaultdict(list)
    for piece in near(pieces, window):
        for stretch in _long(connection, piece, window, unhidden):
            found[stretch[0]].append(stretch)
    for stretch in _added(connection, window):
        found[stretch[0]].append(stretch)
    return found


def _by_batch(pieces: Iterable[Piece]) -> dict[int, list[Span]]:
    spans: dict[int, list[Span]] = defaultdict(list)
    for batch_id, first, until in pieces:
        spans[batch_id].append((first, until))
    return spans


def _governed(rows: Iterable[ShiftRow], spans: dict[int, list[Span]]) -> list[Stretch]:
    """The shifts whose batch governs the instant at which they start."""
    return [
        row[:4] for row in rows for first, until in spans.get(row[4], ()) if first <= row[1] < until
    ]


def near(pieces: Iterable[Piece], window: Span) -> list[Piece]:
    """The pieces in which a shift that overlaps the window may start."""
    return [p for p in pieces if p.from_at < window[1] and p.until_at > window[0] - LONG]


def _long(
    connection: sqlite3.Connection, piece: Piece, window: Span, unhidden: tuple[str, list[int]]
) -> list[Stretch]:
    batch, first, until = piece
    without, hidden = unhidden
    return connection.execute(
        "SELECT officer_id, max(starts_at, ?), min(ends_at, ?), kind "
        "FROM shift INDEXED BY shift_long "
        f"WHERE batch_id = ? AND ends_at > ? AND starts_at < ? AND ends_at - starts_at > {LONG}"
        + without,
        (first, until, batch, max(first, window[0]), min(until, window[1]), *hidden),
    ).fetchall()


def _added(connection: sqlite3.Connection, window: Span) -> list[Stretch]:
    return connection.execute(
        "SELECT officer_id, starts_at, ends_at, kind FROM shift_overlay "
        "WHERE starts_at < ? AND ends_at > ?",
        (window[1], window[0]),
    ).fetchall()


def _not_hidden(connection: sqlite3.Connection, window: Span) -> tuple[str, list[int]]:
    """A condition that leaves out shifts hidden by hand, and its values; empty where none are."""
    rows = connection.execute(
        "SELECT shift.id FROM shift_overlay CROSS JOIN shift ON shift.id = hides_shift_id "
        "WHERE shift.starts_at < ? AND shift.ends_at > ?",
        (window[1], window[0]),
    )
    ids = [row[0] for row in rows]
    return (f" AND id NOT IN ({', '.join('?' * len(ids))})" if ids else ""), ids


def _without(span: Span, taken: Iterable[Span]) -> list[Span]:
    left = [span]
    for low, high in taken:
        left = [
            piece
            for start, end in left
            for piece in ((start, min(end, low)), (max(start, high), end))
            if piece[0] < piece[1]
        ]
    return left
