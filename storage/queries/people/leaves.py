"""Which leave a span of leave is, or by what word of the agency's own some other time is told:
the codes that a schedule names, read where a policy asks.

The spans are cut as `storage.queries.people.duty` cuts them, so that one is found under the other's
ends.
"""

import sqlite3
from collections.abc import Mapping

from coordinator.rules.spans import Span
from storage.queries.people.duty import LONG, Piece, active_batches, governing, near

LeaveKinds = Mapping[tuple[int, int, int], str]
"""(officer id, start, end) of a span → the code of its leave."""

_CODED = "leave_kind IS NOT NULL"


def leave_kinds(connection: sqlite3.Connection, window: Span) -> LeaveKinds:
    """The codes of all spans of leave and sickness that overlap a window, where they have one."""
    found: dict[tuple[int, int, int], str] = {}
    for piece in near(governing(active_batches(connection)), window):
        found |= _short(connection, piece, window)
        found |= _long(connection, piece, window)
    rows = connection.execute(
        "SELECT officer_id, starts_at, ends_at, leave_kind FROM shift_overlay "
        f"WHERE starts_at < ? AND ends_at > ? AND {_CODED}",
        (window[1], window[0]),
    )
    return found | {(officer, start, end): code for officer, start, end, code in rows}


def _short(
    connection: sqlite3.Connection, piece: Piece, window: Span
) -> dict[tuple[int, int, int], str]:
    batch, first, until = piece
    rows = connection.execute(
        "SELECT officer_id, starts_at, ends_at, leave_kind FROM shift INDEXED BY shift_by_batch "
        "WHERE batch_id = ? AND starts_at >= ? AND starts_at < ? AND ends_at > ? "
        f"AND ends_at - starts_at <= {LONG} AND {_CODED}",
        (batch, max(first, window[0] - LONG), min(until, window[1]), window[0]),
    )
    return {(officer, start, end): code for officer, start, end, code in rows}


def _long(
    connection: sqlite3.Connection, piece: Piece, window: Span
) -> dict[tuple[int, int, int], str]:
    batch, first, until = piece
    rows = connection.execute(
        "SELECT officer_id, max(starts_at, ?), min(ends_at, ?), leave_kind "
        "FROM shift INDEXED BY shift_long "
        "WHERE batch_id = ? AND ends_at > ? AND starts_at < ? "
        f"AND ends_at - starts_at > {LONG} AND {_CODED}",
        (first, until, batch, max(first, window[0]), min(until, window[1])),
    )
    return {(officer, start, end): code for officer, start, end, code in rows}
