"""Pieces of seats: whether an open piece can be joined with others."""

import sqlite3

from storage.queries.staffing.facts import LIVE

_OPEN = (
    "NOT {p}.cancelled AND NOT EXISTS (SELECT 1 FROM assignment "
    f"WHERE position_id = {{p}}.id AND {LIVE})"
)


def adjoins_open(connection: sqlite3.Connection, position_id: int) -> bool:
    """Whether the seat is open, and an open piece of the same seat adjoins it."""
    found = connection.execute(
        "SELECT 1 FROM position AS own JOIN position AS other ON other.id <> own.id "
        "AND other.detail_id = own.detail_id "
        "AND coalesce(other.split_from_id, other.id) = coalesce(own.split_from_id, own.id) "
        "AND (other.starts_at = own.ends_at OR other.ends_at = own.starts_at) "
        f"WHERE own.id = ? AND {_OPEN.format(p='own')} AND {_OPEN.format(p='other')} LIMIT 1",
        (position_id,),
    ).fetchone()
    return found is not None
