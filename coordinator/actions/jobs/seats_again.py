"""The seats of a detail once more, for another one: roles, ranks, labels, musters, certificates."""

import sqlite3

from coordinator.actions.jobs.new_jobs import Seat


def seats_like(connection: sqlite3.Connection, detail_id: int) -> tuple[Seat, ...]:
    """The seats of a detail with the hours of whatever detail they are put on."""
    rows = connection.execute(
        "SELECT id, role, label, rank_id, (starts_at - muster_at) / 60 FROM position"
        " WHERE detail_id = ? AND NOT cancelled AND split_from_id IS NULL ORDER BY id",
        (detail_id,),
    ).fetchall()
    return tuple(
        Seat(role, label, rank_id, _needs(connection, position), muster_minutes=muster)
        for position, role, label, rank_id, muster in rows
    ) or (Seat(),)


def seats_later(connection: sqlite3.Connection, detail_id: int, later: int) -> tuple[Seat, ...]:
    """The seats of a detail with their own hours, so many seconds later."""
    rows = connection.execute(
        "SELECT id, role, label, rank_id, starts_at, ends_at, (starts_at - muster_at) / 60"
        " FROM position WHERE detail_id = ? AND NOT cancelled ORDER BY id",
        (detail_id,),
    ).fetchall()
    return tuple(
        Seat(role, label, rank, _needs(connection, row), start + later, end + later, muster)
        for row, role, label, rank, start, end, muster in rows
    )


def _needs(connection: sqlite3.Connection, position_id: int) -> tuple[int, ...]:
    rows = connection.execute(
        "SELECT certification_id FROM requirement WHERE position_id = ? ORDER BY id", (position_id,)
    )
    return tuple(row for (row,) in rows)
