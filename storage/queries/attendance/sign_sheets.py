"""What a sign sheet says of a detail: where and when, who holds the seats, whom to ask there."""

import sqlite3
from dataclasses import dataclass

from storage.queries.people.told_names import name_on_paper
from storage.queries.staffing.jobs import LIVE


@dataclass(frozen=True, slots=True)
class SignHead:
    """The detail. Instants are UTC seconds; `contact_id` is whom its employer named."""

    id: int
    number: str
    starts_at: int
    ends_at: int
    call_sign: str
    title: str
    employer_id: int
    employer: str
    site: str
    address: str
    contact_id: int | None
    contact: str


@dataclass(frozen=True, slots=True)
class SignSeat:
    """One seat that somebody holds, named as the agency names officers to employers."""

    position_id: int
    officer_id: int
    number: str
    role: str
    label: str
    officer: str
    starts_at: int
    ends_at: int


_HEAD = """
SELECT detail.id, detail.number, detail.starts_at, detail.ends_at, detail.call_sign, job.title,
       employer.id, employer.name, site.name, site.address, contact.id, coalesce(contact.name, '')
FROM detail JOIN job ON job.id = detail.job_id
JOIN employer ON employer.id = job.employer_id JOIN site ON site.id = detail.site_id
LEFT JOIN contact ON contact.id = coalesce(job.contact_id, (
    SELECT id FROM contact WHERE contact.employer_id = employer.id AND hears_changes
    ORDER BY id LIMIT 1))
WHERE detail.id = ?
"""
_SEATS = f"""
SELECT position.id, officer.id, position.number, position.role, position.label, {{name}},
       position.starts_at, position.ends_at
FROM position
JOIN assignment ON assignment.position_id = position.id AND assignment.state IN {LIVE}
JOIN officer ON officer.id = assignment.officer_id
WHERE position.detail_id = ? AND NOT position.cancelled AND position.role <> 'backup'
ORDER BY position.number
"""


def sign_head(connection: sqlite3.Connection, detail_id: int) -> SignHead | None:
    """The detail, or None where there is none."""
    row = connection.execute(_HEAD, (detail_id,)).fetchone()
    return SignHead(*row) if row else None


def sign_seats(connection: sqlite3.Connection, detail_id: int) -> tuple[SignSeat, ...]:
    """The seats that somebody holds, by number."""
    rows = connection.execute(_SEATS.format(name=name_on_paper(connection)), (detail_id,))
    return tuple(SignSeat(*row) for row in rows)
