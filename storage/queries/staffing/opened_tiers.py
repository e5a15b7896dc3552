"""Seats that may be asked of a further group by now, and who has been asked about them."""

import sqlite3

from storage.queries.staffing.jobs import LIVE

AHEAD_SECONDS = 14 * 86400
"""Seats that start later than this are no work for today."""


def names_openings(connection: sqlite3.Connection) -> bool:
    """Whether any version of the policy may have a group that is asked from a time of its own.

    It reads the documents and no more, for a screen on whose first seconds it stands.
    """
    found = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM policy WHERE document GLOB '*opens*=*{*')"
    ).fetchone()
    return bool(found[0])


def names_deadlines(connection: sqlite3.Connection) -> bool:
    """Whether any version of the policy may say by when somebody must have asked."""
    found = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM policy WHERE document GLOB '*deadline*')"
    ).fetchone()
    return bool(found[0])


def open_seats(connection: sqlite3.Connection, now: int, limit: int = 200) -> tuple[int, ...]:
    """The positions with nobody on them that start soon, the first to start first."""
    rows = connection.execute(
        "SELECT position.id FROM position JOIN detail ON detail.id = position.detail_id "
        "WHERE position.starts_at > ?1 AND position.starts_at < ?2 "
        "AND NOT position.cancelled AND detail.state = 'planned' "
        "AND NOT EXISTS (SELECT 1 FROM assignment AS live WHERE live.position_id = position.id "
        f"AND live.state IN {LIVE}) ORDER BY position.starts_at, position.id LIMIT ?3",
        (now, now + AHEAD_SECONDS, limit),
    )
    return tuple(key for (key,) in rows)


def asked_about(connection: sqlite3.Connection, position_id: int) -> dict[int, tuple[str, str]]:
    """Officer → his tier and unit, of those who were called or offered a position."""
    rows = connection.execute(
        "SELECT id, coalesce(tier, ''), unit FROM officer WHERE id IN ("
        "SELECT officer_id FROM call_note WHERE position_id = ?1 "
        "UNION SELECT officer_id FROM offer WHERE position_id = ?1 AND state <> 'withdrawn')",
        (position_id,),
    )
    return {officer: (tier, unit) for officer, tier, unit in rows}
