"""The position of a detail that candidates are wanted for."""

import sqlite3

from storage.errors import Missing
from storage.queries.book.lookup import Ambiguous
from storage.queries.staffing.facts import LIVE


def open_positions(connection: sqlite3.Connection, number: str) -> tuple[int, ...]:
    """The position of a number, or all open ones of a detail's number. Raises Missing."""
    one = connection.execute("SELECT id FROM position WHERE number = ?", (number,)).fetchone()
    if one is not None:
        return (int(one[0]),)
    rows = connection.execute(
        "SELECT position.id FROM position JOIN detail ON detail.id = detail_id "
        "WHERE detail.number = ? AND NOT cancelled AND NOT EXISTS (SELECT 1 FROM assignment "
        f"WHERE position_id = position.id AND {LIVE}) ORDER BY position.number",
        (number,),
    ).fetchall()
    if not rows:
        raise Missing(f"There is no detail or position {number} with a seat to fill.")
    return tuple(int(key) for (key,) in rows)


def wanted_position(connection: sqlite3.Connection, number: str) -> int:
    """The position of a number such as 26-0412.3b, or the one that a detail's number stands for.

    Of a detail that is the first open position, else the first at all, where all such want the
    same (rank, role, hours, certificates). Raises Missing, and Ambiguous with the choices.
    """
    found = connection.execute("SELECT id FROM position WHERE number = ?", (number,)).fetchone()
    if found is not None:
        return int(found[0])
    rows = connection.execute(
        "SELECT position.id, position.number, EXISTS (SELECT 1 FROM assignment "
        f"WHERE position_id = position.id AND {LIVE}), role, rank_id, position.starts_at, "
        "position.ends_at, (SELECT group_concat(certification_id) FROM (SELECT certification_id "
        "FROM requirement WHERE position_id = position.id ORDER BY 1)) "
        "FROM position JOIN detail ON detail.id = detail_id JOIN job ON job.id = job_id "
        "WHERE (detail.number = ?1 OR job.number = ?1) AND NOT cancelled ORDER BY position.number",
        (number,),
    ).fetchall()
    if not rows:
        raise Missing(f"There is no detail or position {number} with a seat to fill.")
    free = [row for row in rows if not row[2]] or rows
    if len({row[3:] for row in free}) > 1:
        choices = ", ".join(row[1] for row in free[:20])
        raise Ambiguous(f"More than one position of {number}: {choices}. Name one of them.")
    return int(free[0][0])
