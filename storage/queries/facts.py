"""The facts about positions and officers that rules judge, each read for many at once."""

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from coordinator.rules.facts import (
    Booking,
    CertificateHeld,
    ExclusionPeriod,
    PositionFacts,
    StatusPeriod,
)
from coordinator.rules.spans import Span
from storage.errors import Missing

LONG = 48 * 3600
"""Seconds. Assignments longer than this are few and have an index of their own."""

LIVE = "state IN ('assigned', 'confirmed', 'worked')"

_POSITION = (
    "SELECT position.id, position.number, detail.id, detail.number, position.starts_at, "
    "position.ends_at, position.role, job.job_class, rank.level, coalesce(rank.code, ''), "
    "employer.id, employer.name, employer.kind, site.id, site.lat, site.lon, "
    "coalesce(job.circumstances, '') || ' ' || coalesce(detail.circumstances, ''), posted_at, "
    "coalesce(job.run_by, ''), employer.exempt, "
    "(SELECT count(*) FROM position AS seat WHERE seat.detail_id = detail.id AND NOT cancelled "
    "AND seat.role <> 'trainee') "
    "FROM position JOIN detail ON detail.id = position.detail_id JOIN job ON job.id = job_id "
    "JOIN employer ON employer.id = job.employer_id JOIN site ON site.id = detail.site_id "
    "LEFT JOIN rank ON rank.id = position.rank_id "
)


class PolicyRow(NamedTuple):
    """One stored version of the policy document."""

    id: int
    name: str
    effective_on: str
    document: str
    sha256: str


def policies(connection: sqlite3.Connection) -> tuple[PolicyRow, ...]:
    """Every stored version, the latest in force first."""
    rows = connection.execute(
        "SELECT id, name, effective_on, document, sha256 FROM policy ORDER BY effective_on DESC"
    )
    return tuple(PolicyRow(*row) for row in rows)


def policy_in_force(connection: sqlite3.Connection, on: str) -> PolicyRow | None:
    """The version in force on a local date (ISO), or None where the agency has none yet."""
    row = connection.execute(
        "SELECT id, name, effective_on, document, sha256 FROM policy WHERE effective_on <= ? "
        "ORDER BY effective_on DESC LIMIT 1",
        (on,),
    ).fetchone()
    return PolicyRow(*row) if row else None


def agency_zone(connection: sqlite3.Connection) -> str:
    """The agency's IANA time zone."""
    return str(connection.execute("SELECT timezone FROM agency WHERE id = 1").fetchone()[0])


def position_facts(connection: sqlite3.Connection, position_id: int) -> PositionFacts:
    """One position as candidates are judged for it. Raises Missing."""
    row = connection.execute(_POSITION + "WHERE position.id = ?", (position_id,)).fetchone()
    if row is None:
        raise Missing(f"There is no position with id {position_id}.")
    return as_position(row, requirements(connection, position_id))


def as_position(row: Sequence[Any], requires: tuple[tuple[int, str], ...]) -> PositionFacts:
    """A row of the position query, with what the position requires, as facts."""
    *known, circumstances, posted_at, run_by, exempt, seats = row
    plain: tuple[Any, ...] = (*known[:10], requires, *known[10:])
    return PositionFacts(*plain)._replace(
        circumstances=tuple(circumstances.split()),
        posted_at=posted_at,
        run_by=run_by,
        exempt=exempt == 1,
        seats=seats,
    )


def requirements(connection: sqlite3.Connection, position_id: int) -> tuple[tuple[int, str], ...]:
    """The certifications that a position requires: (id, code), by code."""
    rows = connection.execute(
        "SELECT certification.id, code FROM requirement "
        "JOIN certification ON certification.id = certification_id "
        "WHERE position_id = ? ORDER BY code",
        (position_id,),
    )
    return tuple(rows.fetchall())


def ranks_on(
    connection: sqlite3.Connection, on: str, officer: int = 0
) -> dict[int, tuple[int, str]]:
    """Officer → (level, code) of the rank held on a local date; of one officer if named."""
    whose, values = (" AND officer_id = ?", (officer,)) if officer else ("", ())
    rows = connection.execute(
        "SELECT officer_id, level, code FROM rank_held JOIN rank ON rank.id = rank_id "
        f"WHERE from_on <= ?{whose} ORDER BY from_on, rank_held.id",
        (on, *values),
    )
    return {officer: (level, code) for officer, level, code in rows}  # the latest one stays


def statuses(
    connection: sqlite3.Connection, first: str, last: str
) -> dict[int, tuple[StatusPeriod, ...]]:
    """Officer → the status periods that touch any of these local dates (both included)."""
    rows = connection.execute(
        "SELECT officer_id, kind, from_on, until_on FROM officer_status "
        "WHERE from_on <= ? AND (until_on IS NULL OR until_on > ?) ORDER BY from_on, id",
        (last, first),
    )
    return _grouped(rows)


def certificates(
    connection: sqlite3.Connection, certifications: Sequence[int]
) -> dict[int, tuple[CertificateHeld, ...]]:
    """Officer → the certificates of these kinds that he holds or held."""
    if not certifications:
        return {}
    slots = ", ".join("?" * len(certifications))
    rows = connection.execute(
        "SELECT officer_id, certification_id, issued_on, expires_on FROM certificate "
        f"WHERE certification_id IN ({slots}) ORDER BY certification_id, id",
        tuple(certifications),
    )
    return _grouped(rows)


def exclusions(
    connection: sqlite3.Connection, employer_id: int
) -> dict[int, tuple[ExclusionPeriod, ...]]:
    """Officer → when and by whom he was ever kept apart from an employer."""
    rows = connection.execute(
        "SELECT officer_id, side, from_on, until_on FROM exclusion WHERE employer_id = ? "
        "ORDER BY from_on, id",
        (employer_id,),
    )
    return _grouped(rows)


def bookings(
    connection: sqlite3.Connection, window: Span, *, but_position: int = 0, officer: int = 0
) -> list[Booking]:
    """Live assignments that overlap a window, with their sites; of one officer if he is named.

    `but_position` is left out: it is the one being judged.
    """
    low, high = window
    sql = (
        "SELECT a.officer_id, a.starts_at, a.ends_at, 'detail', detail.number, site.id, "
        "site.lat, site.lon FROM assignment AS a INDEXED BY {index} "
        "CROSS JOIN position ON position.id = a.position_id "
        "CROSS JOIN detail ON detail.id = position.detail_id "
        "CROSS JOIN site ON site.id = detail.site_id "
        f"WHERE a.{LIVE} AND a.position_id <> ? AND "
    )
    whose, values = ("a.officer_id = ? AND ", (officer,)) if officer else ("", ())
    index = "assignment_by_officer" if officer else "assignment_by_start"
    found: list[Booking] = connection.execute(
        sql.format(index=index)
        + whose
        + "a.starts_at >= ? AND a.starts_at < ? AND a.ends_at > ? "
        + f"AND a.ends_at - a.starts_at <= {LONG}",
        (but_position, *values, low - LONG, high, low),
    ).fetchall()
    found += connection.execute(
        sql.format(index="assignment_long")
        + whose
        + f"a.starts_at < ? AND a.ends_at > ? AND a.ends_at - a.starts_at > {LONG}",
        (but_position, *values, high, low),
    ).fetchall()
    found.sort(key=by_start)
    return found


def by_start(booking: Booking) -> tuple[int, int, str]:
    """The order in which an officer's details are told: start, end, number."""
    return booking[1], booking[2], booking[4]


def tallies(
    connection: sqlite3.Connection, period: Span, *, but_position: int = 0, officer: int = 0
) -> dict[int, tuple[int, int]]:
    """Officer → (seconds, number) of his live assignments that start in a period."""
    whose, values = ("officer_id = ? AND ", (officer,)) if officer else ("", ())
    index = "assignment_by_officer" if officer else "assignment_by_start"
    found = connection.execute(
        "SELECT officer_id, sum(ends_at - starts_at), count(*) "
        f"FROM assignment INDEXED BY {index} WHERE {LIVE} AND position_id <> ? AND {whose}"
        "starts_at >= ? AND starts_at < ? GROUP BY officer_id",
        (but_position, *values, *period),
    )
    return {key: (seconds, number) for key, seconds, number in found}


def _grouped(rows: sqlite3.Cursor) -> dict[int, tuple[Any, ...]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row[1:])
    return {officer: tuple(periods) for officer, periods in found.items()}
