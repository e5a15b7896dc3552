"""Details that the clock has something to say about: put up, begun soon, ended, given back."""

import sqlite3
from dataclasses import dataclass

AHEAD_SECONDS = 120 * 86_400
"""Details that start later are not looked at when what was put up is announced."""

LIVE = "('assigned', 'confirmed', 'worked')"


@dataclass(frozen=True, slots=True)
class DueDetail:
    """A detail, its job's class and employer. Instants are UTC seconds."""

    id: int
    employer_id: int
    contact_id: int | None
    job_class: str
    starts_at: int
    ends_at: int


@dataclass(frozen=True, slots=True)
class OpenSeat:
    """A seat that nobody holds, of a detail that is put up for officers to ask for."""

    position_id: int
    number: str
    detail_id: int
    starts_at: int
    ends_at: int
    site: str
    posted_at: int


@dataclass(frozen=True, slots=True)
class OpenOffer:
    """An offer that is not answered."""

    id: int
    officer_id: int
    position_id: int
    detail_id: int
    offered_at: int
    expires_at: int


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A seat that was given back and that nobody has taken."""

    call_off_id: int
    position_id: int
    detail_id: int
    called_at: int
    starts_at: int


_DETAILS = f"""
SELECT d.id, j.employer_id, j.contact_id, j.job_class, d.starts_at, d.ends_at
FROM detail AS d JOIN job AS j ON j.id = d.job_id
WHERE {{where}} AND d.state = 'planned' AND EXISTS (
  SELECT 1 FROM position AS p JOIN assignment AS a ON a.position_id = p.id
  WHERE p.detail_id = d.id AND p.role <> 'backup' AND a.state IN {LIVE})
ORDER BY d.id
"""


def coming_details(connection: sqlite3.Connection, since: int, until: int) -> tuple[DueDetail, ...]:
    """Details that begin after `since`, up to `until`, and to which somebody comes."""
    query = _DETAILS.format(where="d.starts_at > ? AND d.starts_at <= ?")
    return tuple(DueDetail(*row) for row in connection.execute(query, (since, until)))


def ended_details(connection: sqlite3.Connection, since: int, until: int) -> tuple[DueDetail, ...]:
    """Details that ended after `since`, up to `until`, and to which somebody came."""
    query = _DETAILS.format(where="d.ends_at > ? AND d.ends_at <= ?")
    return tuple(DueDetail(*row) for row in connection.execute(query, (since, until)))


def put_up(
    connection: sqlite3.Connection, now: int, since: int, until: int
) -> tuple[OpenSeat, ...]:
    """Open seats still to come of details that officers may ask for since that span."""
    rows = connection.execute(
        "SELECT p.id, p.number, d.id, p.starts_at, p.ends_at, s.name, d.posted_at "
        "FROM detail AS d JOIN position AS p ON p.detail_id = d.id "
        "JOIN site AS s ON s.id = d.site_id "
        "WHERE d.starts_at > ?1 AND d.starts_at <= ?2 AND d.posted_at > ?3 AND d.posted_at <= ?4 "
        "AND d.state = 'planned' AND NOT p.cancelled AND p.role <> 'backup' "
        "AND NOT EXISTS (SELECT 1 FROM assignment AS a WHERE a.position_id = p.id "
        f"AND a.state IN {LIVE}) ORDER BY p.starts_at, p.id",
        (now, now + AHEAD_SECONDS, since, until),
    )
    return tuple(OpenSeat(*row) for row in rows)


def unanswered_offers(
    connection: sqlite3.Connection, now: int, oldest: int
) -> tuple[OpenOffer, ...]:
    """Offers made since `oldest` that stand open and will run out."""
    rows = connection.execute(
        "SELECT o.id, o.officer_id, o.position_id, p.detail_id, o.offered_at, o.expires_at "
        "FROM offer AS o JOIN position AS p ON p.id = o.position_id "
        "WHERE o.offered_at > ? AND o.state = 'open' AND o.expires_at > ? "
        "AND NOT EXISTS (SELECT 1 FROM interest AS i WHERE i.position_id = o.position_id "
        "AND i.officer_id = o.officer_id AND i.withdrawn_at IS NULL) ORDER BY +o.id",
        (oldest, now),
    )
    return tuple(OpenOffer(*row) for row in rows)


def vacancies(connection: sqlite3.Connection, now: int, since: int) -> tuple[Vacancy, ...]:
    """Seats given back since, still to come, that nobody holds; the last call-off of each."""
    rows = connection.execute(
        "SELECT max(c.id), c.position_id, p.detail_id, max(c.called_at), p.starts_at "
        "FROM call_off AS c JOIN position AS p ON p.id = c.position_id "
        "JOIN detail AS d ON d.id = p.detail_id "
        "WHERE c.called_at > ? AND p.starts_at > ? AND NOT p.cancelled AND d.state = 'planned' "
        "AND p.role <> 'backup' AND NOT EXISTS (SELECT 1 FROM assignment AS a "
        f"WHERE a.position_id = p.id AND a.state IN {LIVE}) GROUP BY p.id ORDER BY p.id",
        (since, now),
    )
    return tuple(Vacancy(*row) for row in rows)


def interested_in(connection: sqlite3.Connection, position_id: int) -> tuple[int, ...]:
    """Officers who asked for any seat of the detail and have not taken it back."""
    rows = connection.execute(
        "SELECT i.officer_id FROM position AS p JOIN position AS other "
        "ON other.detail_id = p.detail_id JOIN interest AS i ON i.position_id = other.id "
        "WHERE p.id = ? AND i.withdrawn_at IS NULL GROUP BY i.officer_id "
        "ORDER BY min(i.expressed_at)",
        (position_id,),
    )
    return tuple(row[0] for row in rows)


def asked_lately(connection: sqlite3.Connection, employer_id: int, since: int) -> bool:
    """Whether the employer was asked for feedback since."""
    found = connection.execute(
        # There are few questions, and many details of one employer.
        "SELECT 1 FROM feedback AS f CROSS JOIN detail AS d ON d.id = f.detail_id "
        "CROSS JOIN job AS j ON j.id = d.job_id "
        "WHERE j.employer_id = ? AND f.asked_at > ? LIMIT 1",
        (employer_id, since),
    )
    return found.fetchone() is not None
