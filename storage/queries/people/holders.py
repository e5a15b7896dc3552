"""Who is on a detail, and who held the same post on another day."""

import sqlite3

from coordinator.rules.spans import Span
from storage.queries.staffing.facts import LIVE


def on_detail(connection: sqlite3.Connection, position_id: int) -> tuple[int, frozenset[int]]:
    """The detail of a position, and the officers in its other positions; 0 where there is none."""
    row = connection.execute(
        "SELECT detail_id FROM position WHERE id = ?", (position_id,)
    ).fetchone()
    if row is None:
        return 0, frozenset()
    rows = connection.execute(
        "SELECT officer_id FROM position JOIN assignment AS a ON a.position_id = position.id "
        f"WHERE detail_id = ? AND position.id <> ? AND a.{LIVE}",
        (row[0], position_id),
    )
    return row[0], frozenset(officer for (officer,) in rows)


def held_in(connection: sqlite3.Connection, position_id: int, day: Span) -> dict[int, int]:
    """Officer → when he began in a position of the same job and role, within a span of time."""
    rows = connection.execute(
        "SELECT a.officer_id, max(a.starts_at) FROM position AS asked "
        "JOIN detail AS its ON its.id = asked.detail_id "
        "JOIN detail ON detail.job_id = its.job_id "
        "JOIN position ON position.detail_id = detail.id AND position.role = asked.role "
        f"JOIN assignment AS a ON a.position_id = position.id AND a.{LIVE} "
        "WHERE asked.id = ? AND a.starts_at >= ? AND a.starts_at < ? GROUP BY a.officer_id",
        (position_id, *day),
    )
    return dict(rows.fetchall())
