"""What somebody needs to know who takes the coordinator's chair tonight."""

import sqlite3
from dataclasses import dataclass

from storage.queries.book.labels import label
from storage.queries.book.notes import OPEN_TO_ALL
from storage.queries.staffing.jobs import LIVE


@dataclass(frozen=True, slots=True)
class OpenSeat:
    """A position that nobody holds. `starts_at` in UTC seconds."""

    number: str
    starts_at: int
    ends_at: int
    where: str
    employer: str
    asked: int
    offers: int


@dataclass(frozen=True, slots=True)
class OnPost:
    """An officer who works soon, with his telephone; and whom to ring at the site."""

    number: str
    starts_at: int
    ends_at: int
    where: str
    officer: str
    phone: str
    contact: str
    contact_phone: str


@dataclass(frozen=True, slots=True)
class Promise:
    """Something said to somebody that is not kept yet: a follow-up, a question, an offer."""

    kind: str
    at: int
    about: str
    words: str


@dataclass(frozen=True, slots=True)
class Unread:
    """An answer that waits. `received_at` in UTC seconds."""

    received_at: int
    name: str
    address: str
    text: str
    reason: str


def open_seats(connection: sqlite3.Connection, since: int, until: int) -> tuple[OpenSeat, ...]:
    """Positions without an officer that begin in [since, until), the earliest first."""
    rows = connection.execute(
        "SELECT position.number, position.starts_at, position.ends_at, site.name, employer.name, "
        "(SELECT count(*) FROM interest WHERE interest.position_id = position.id), "
        "(SELECT count(*) FROM offer WHERE offer.position_id = position.id AND state = 'open') "
        "FROM position JOIN detail ON detail.id = detail_id JOIN job ON job.id = job_id "
        "JOIN employer ON employer.id = job.employer_id JOIN site ON site.id = detail.site_id "
        "WHERE position.starts_at >= ? AND position.starts_at < ? AND NOT position.cancelled "
        "AND detail.state = 'planned' AND NOT EXISTS (SELECT 1 FROM assignment "
        f"WHERE assignment.position_id = position.id AND assignment.state IN {LIVE}) "
        "ORDER BY position.starts_at, position.number",
        (since, until),
    )
    return tuple(OpenSeat(*row) for row in rows)


def on_post(connection: sqlite3.Connection, since: int, until: int) -> tuple[OnPost, ...]:
    """Who works in [since, until), with the numbers to ring, the earliest first."""
    rows = connection.execute(
        "SELECT position.number, a.starts_at, a.ends_at, site.name, "
        "officer.last_name || ', ' || officer.first_name, officer.phone, "
        "coalesce(contact.name, employer.name), coalesce(contact.phone, employer.phone) "
        f"FROM assignment AS a JOIN position ON position.id = a.position_id "
        "JOIN officer ON officer.id = a.officer_id JOIN detail ON detail.id = detail_id "
        "JOIN job ON job.id = job_id JOIN employer ON employer.id = job.employer_id "
        "JOIN site ON site.id = detail.site_id LEFT JOIN contact ON contact.id = job.contact_id "
        f"WHERE a.starts_at < ? AND a.ends_at > ? AND a.state IN {LIVE} "
        "ORDER BY a.starts_at, position.number",
        (until, since),
    )
    return tuple(OnPost(*row) for row in rows)


def unread(connection: sqlite3.Connection, limit: int = 60) -> tuple[Unread, ...]:
    """Answers that wait in the Inbox, the earliest first."""
    rows = connection.execute(
        "SELECT received_at, coalesce(officer.last_name || ', ' || officer.first_name, "
        "contact.name, employer.name, 'not known'), received.address, received.text, reason "
        "FROM received LEFT JOIN officer ON officer.id = received.officer_id "
        "LEFT JOIN contact ON contact.id = received.contact_id "
        "LEFT JOIN employer ON employer.id = received.employer_id "
        "WHERE received.state = 'waiting' ORDER BY received_at LIMIT ?",
        (limit,),
    )
    return tuple(Unread(*row) for row in rows)


def promises(connection: sqlite3.Connection, now: int, limit: int = 80) -> tuple[Promise, ...]:
    """What was said and is not kept yet, the earliest first; no note that is restricted."""
    rows = connection.execute(_PROMISES, {"now": now, "limit": limit})
    return tuple(
        Promise(kind, at, label(connection, about) if kind == "follow-up" else about, words)
        for kind, at, about, words in rows
    )


_PROMISES = f"""
SELECT 'follow-up', due_at, subject, text FROM note
WHERE due_at IS NOT NULL AND done_at IS NULL AND {OPEN_TO_ALL}
UNION ALL
SELECT 'question', asked_at, asked_of, words FROM approval_request WHERE state = 'open'
UNION ALL
SELECT 'exchange', exchange.proposed_at, position.number,
       taker.last_name || ' for ' || giver.last_name
FROM exchange JOIN assignment ON assignment.id = exchange.assignment_id
JOIN position ON position.id = assignment.position_id
JOIN officer AS giver ON giver.id = assignment.officer_id
JOIN officer AS taker ON taker.id = exchange.officer_id WHERE exchange.state = 'proposed'
UNION ALL
SELECT 'offer', offer.offered_at, position.number, officer.last_name || ' has been asked'
FROM offer JOIN position ON position.id = offer.position_id
JOIN officer ON officer.id = offer.officer_id
WHERE offer.state = 'open' AND position.starts_at > :now
UNION ALL
SELECT 'message', leaves_at, name, replace(event, '_', ' ') || ' is held back'
FROM message WHERE state IN ('held', 'draft') AND not_after_at > :now
ORDER BY 2 LIMIT :limit
"""
