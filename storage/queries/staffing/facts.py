"""The facts about positions and officers that rules judge, each read for many at once."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

from coordinator.rules.facts import (
    Booking,
    CertificateHeld,
    ExclusionPeriod,
    PositionFacts,
    StatusPeriod,
)
from coordinator.rules.spans import Span
from coordinator.rules.words import ORDERED
from storage.errors import Missing
from storage.queries.book.dated_documents import DatedDocument, in_force, versions
from storage.queries.staffing.needed_by_all import needed_by_all, required

LONG = 48 * 3600
"""Seconds. Assignments longer than this are few and have an index of their own."""

LIVE = "state IN ('assigned', 'confirmed', 'worked')"

_POSITION = (
    "SELECT position.id, position.number, detail.id, detail.number, position.starts_at, "
    "position.ends_at, position.role, job.job_class, rank.level, coalesce(rank.code, ''), "
    "employer.id, employer.name, employer.kind, site.id, site.lat, site.lon, "
    "coalesce(job.circumstances, '') || ' ' || coalesce(detail.circumstances, ''), posted_at, "
    "coalesce(posted_at, job.requested_at), coalesce(job.run_by, ''), employer.exempt, "
    "site.name, job.number, "
    "(SELECT json_group_array(json_array(number, role)) FROM position AS seat "
    "WHERE seat.detail_id = detail.id AND NOT cancelled AND role <> 'trainee') "
    "FROM position JOIN detail ON detail.id = position.detail_id JOIN job ON job.id = job_id "
    "JOIN employer ON employer.id = job.employer_id JOIN site ON site.id = detail.site_id "
    "LEFT JOIN rank ON rank.id = position.rank_id "
)


def policies(connection: sqlite3.Connection) -> tuple[DatedDocument, ...]:
    """Every stored version, the latest in force first."""
    return versions(connection, "policy")


def policy_in_force(connection: sqlite3.Connection, on: str) -> DatedDocument | None:
    """The version in force on a local date (ISO), or None where the agency has none yet."""
    return in_force(connection, "policy", on)


def agency_zone(connection: sqlite3.Connection) -> str:
    """The agency's IANA time zone."""
    return str(connection.execute("SELECT timezone FROM agency WHERE id = 1").fetchone()[0])


def position_facts(connection: sqlite3.Connection, position_id: int) -> PositionFacts:
    """One position as candidates are judged for it. Raises Missing."""
    row = connection.execute(_POSITION + "WHERE position.id = ?", (position_id,)).fetchone()
    if row is None:
        raise Missing(f"There is no position with id {position_id}.")
    return as_position(row, _requirements(connection, position_id, row[4]))


def was_ordered(connection: sqlite3.Connection, position_id: int, officer_id: int) -> bool:
    """Whether an officer holds a position because he was ordered into it."""
    held = (
        f"SELECT 1 FROM assignment WHERE position_id = ? AND officer_id = ? AND {LIVE} AND how = ?"
    )
    return connection.execute(held, (position_id, officer_id, ORDERED)).fetchone() is not None


def positions_wanted(
    connection: sqlite3.Connection, span: Span, *, open_only: bool
) -> list[PositionFacts]:
    """Every seat that starts in a span, in order of start; no trainees, no backups, nothing
    cancelled. `open_only`: those that nobody has."""
    where = (
        "position.starts_at >= ? AND position.starts_at < ? AND NOT position.cancelled "
        "AND position.role NOT IN ('trainee', 'backup')"
    )
    if open_only:
        held = f"SELECT 1 FROM assignment AS a WHERE a.position_id = position.id AND a.{LIVE}"
        where += f" AND NOT EXISTS ({held})"
    asked: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for position, key, code in connection.execute(
        "SELECT position.id, c.id, c.code FROM position JOIN requirement AS r "
        "ON r.position_id = position.id JOIN certification AS c ON c.id = r.certification_id "
        f"WHERE {where}",
        span,
    ):
        asked[position].append((key, code))
    everybody = needed_by_all(connection)
    rows = connection.execute(
        f"{_POSITION}WHERE {where} AND detail.state = 'planned' "
        "ORDER BY position.starts_at, position.id",
        span,
    )
    return [as_position(row, required(asked[row[0]], everybody, row[4])) for row in rows]


def as_position(row: Sequence[Any], requires: tuple[tuple[int, str], ...]) -> PositionFacts:
    """A row of the position query, with what the position requires, as facts."""
    *known, circumstances, posted_at, known_at, run_by, exempt, site, job, there = row
    plain: tuple[Any, ...] = (*known[:10], requires, *known[10:])
    seats = sorted(map(tuple, json.loads(there)), key=_by_number)
    return PositionFacts(*plain)._replace(
        circumstances=tuple(circumstances.split()),
        posted_at=posted_at,
        run_by=run_by,
        exempt=exempt == 1,
        seats=len(seats),
        site_name=site,
        job_number=job,
        seat=next((place for place, (name, _) in enumerate(seats, 1) if name == row[1]), 0),
        seat_roles=tuple(role for _, role in seats),
        known_at=known_at,
    )


def _by_number(seat: tuple[str, str]) -> tuple[int, str]:
    return len(seat[0]), seat[0]  # 26-0001.1z comes before 26-0001.1aa


def _requirements(
    connection: sqlite3.Connection, position_id: int, starts_at: int
) -> tuple[tuple[int, str], ...]:
    """The certifications that a position requires, and those that every officer needs for any
    that starts then."""
    own = connection.execute(
        "SELECT id, code FROM certification WHERE id IN "
        "(SELECT certification_id FROM requirement WHERE position_id = ?)",
        (position_id,),
    )
    return required(own, needed_by_all(connection), starts_at)


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


by_start: Callable[[Booking], tuple[int, int, str]] = itemgetter(1, 2, 4)
"""The order in which an officer's details are told: start, end, number."""


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
