"""Who else is on a position's detail, and who leads it: read where a clause asks for it."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from coordinator.rules.facts import Colleague
from storage.queries.staffing.facts import LIVE

_CREW = (
    "SELECT coalesce(rank.code, '') FROM assignment AS a "
    "JOIN position ON position.id = a.position_id "
    "LEFT JOIN rank ON rank.id = (SELECT rank_id FROM rank_held "
    "WHERE rank_held.officer_id = a.officer_id AND from_on <= ?2 "
    "ORDER BY from_on DESC, rank_held.id DESC LIMIT 1) "
    "WHERE position.detail_id = (SELECT detail_id FROM position WHERE id = ?1) "
    f"AND position.id <> ?1 AND position.role = 'officer' AND a.{LIVE} ORDER BY position.number"
)

_CREWS = (
    "SELECT position.detail_id, position.id, coalesce(rank.code, '') FROM assignment AS a "
    "JOIN position ON position.id = a.position_id "
    "LEFT JOIN rank ON rank.id = (SELECT rank_id FROM rank_held "
    "WHERE rank_held.officer_id = a.officer_id AND from_on <= date(a.starts_at, 'unixepoch') "
    "ORDER BY from_on DESC, rank_held.id DESC LIMIT 1) "
    f"WHERE position.role = 'officer' AND a.{LIVE} ORDER BY position.number"
)

_BESIDE = (
    "SELECT officer.id, officer.badge FROM assignment AS a "
    "JOIN position ON position.id = a.position_id JOIN officer ON officer.id = a.officer_id "
    "WHERE position.detail_id = (SELECT detail_id FROM position WHERE id = ?1) "
    f"AND position.id <> ?1 AND a.{LIVE} ORDER BY position.number"
)
_ALL_BESIDE = (
    "SELECT position.detail_id, position.id, officer.id, officer.badge FROM assignment AS a "
    "JOIN position ON position.id = a.position_id JOIN officer ON officer.id = a.officer_id "
    f"WHERE a.{LIVE} ORDER BY position.number"
)
_LEADERS = (
    "SELECT job.id, officer.id, officer.badge FROM job JOIN officer ON officer.id = led_by_id "
)
_UNDER = (
    "SELECT own.id, count(other.id) FROM position AS own "
    "JOIN rank AS mine ON mine.id = own.rank_id "
    "LEFT JOIN position AS other ON other.detail_id = own.detail_id AND other.id <> own.id "
    "AND NOT other.cancelled AND other.role <> 'trainee' "
    "AND coalesce((SELECT level FROM rank WHERE rank.id = other.rank_id), 0) < mine.level "
)


def crew_ranks(connection: sqlite3.Connection, position_id: int, on: str) -> tuple[str, ...]:
    """Rank codes on a local date of those in the plain posts beside a position."""
    return tuple(code for (code,) in connection.execute(_CREW, (position_id, on)))


def all_crews(connection: sqlite3.Connection) -> dict[int, tuple[tuple[int, str], ...]]:
    """Detail → (position, rank code) of everybody in its plain posts."""
    return _grouped(connection.execute(_CREWS))


def beside(connection: sqlite3.Connection, position_id: int) -> tuple[Colleague, ...]:
    """Everybody who is on the detail of a position, but in another one."""
    return tuple(connection.execute(_BESIDE, (position_id,)))


def all_beside(connection: sqlite3.Connection) -> dict[int, tuple[tuple[int, int, str], ...]]:
    """Detail → (position, officer, badge) of everybody on it."""
    return _grouped(connection.execute(_ALL_BESIDE))


def leader(connection: sqlite3.Connection, position_id: int) -> Colleague | None:
    """Who coordinates the job of a position, if anybody is named."""
    row = connection.execute(
        _LEADERS + "WHERE job.id = (SELECT job_id FROM detail WHERE id = "
        "(SELECT detail_id FROM position WHERE id = ?))",
        (position_id,),
    ).fetchone()
    return None if row is None else (row[1], row[2])


def all_leaders(connection: sqlite3.Connection) -> dict[int, Colleague]:
    """Position → who coordinates its job, where anybody is named."""
    leaders = {job: (officer, badge) for job, officer, badge in connection.execute(_LEADERS)}
    if not leaders:
        return {}
    rows = connection.execute(
        "SELECT position.id, job_id FROM position JOIN detail ON detail.id = detail_id"
    )
    return {position: leaders[job] for position, job in rows if job in leaders}


def all_supervised(connection: sqlite3.Connection, position_id: int = 0) -> dict[int, int]:
    """Position that asks for a rank → how many seats of lower or no rank its detail has.

    Of one position where it is named.
    """
    whose, values = ("WHERE own.id = ? ", (position_id,)) if position_id else ("", ())
    return dict(connection.execute(f"{_UNDER}{whose}GROUP BY own.id", values).fetchall())


def _grouped(rows: Iterable[tuple[Any, ...]]) -> dict[int, tuple[Any, ...]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for key, *values in rows:
        found[key].append(tuple(values))
    return {key: tuple(values) for key, values in found.items()}
