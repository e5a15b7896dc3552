"""One detail as its screen shows it: seats, who holds them and how, offers, calls, messages."""

import sqlite3
from dataclasses import dataclass

from storage.queries.book.notes import IN_WORDS
from storage.queries.staffing.exchanges import exchanges_of_detail
from storage.queries.staffing.jobs import LIVE


@dataclass(frozen=True, slots=True)
class DetailHead:
    """The detail itself. `starts_at` and `ends_at` are UTC instants."""

    id: int
    number: str
    starts_at: int
    ends_at: int
    state: str
    cancel_reason: str
    call_sign: str
    job_id: int
    job_number: str
    title: str
    job_class: str
    post_orders: str
    po_number: str
    employer_id: int
    employer: str
    employer_phone: str
    site_id: int
    site: str
    address: str
    contact: str
    contact_phone: str
    rate_facts: str
    cancelled_at: int | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """One position and who holds it now, if anyone; `called_off` names who gave it back."""

    id: int
    number: str
    role: str
    label: str
    rank: str
    needs: str
    starts_at: int
    ends_at: int
    cancelled: bool
    assignment_id: int | None
    officer_id: int | None
    badge: str
    officer: str
    officer_rank: str
    phone: str
    state: str
    how: str
    awarded_at: int | None
    seen_at: int | None
    called_off: str
    call_off_reason: str
    offers: int
    question_id: int | None
    asked_of: str
    """Who is asked by message whether somebody may have it, and has not answered."""
    muster_at: int | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """Something that happened about a position: an award, a call-off, an offer, a call."""

    at: int
    words: str


@dataclass(frozen=True, slots=True)
class Why:
    """The decision behind an assignment."""

    decision_id: int
    position: str
    officer: str
    kind: str
    decided_at: int
    reason: str
    override_by: str
    policy: str


_HEAD = """
SELECT detail.id, detail.number, detail.starts_at, detail.ends_at, detail.state,
       detail.cancel_reason, detail.call_sign, job.id, job.number, job.title, job.job_class,
       job.post_orders, job.po_number, employer.id, employer.name, employer.phone,
       site.id, site.name, site.address, coalesce(contact.name, ''), coalesce(contact.phone, ''),
       coalesce(detail.rate_facts, ''), detail.cancelled_at
FROM detail
JOIN job ON job.id = detail.job_id
JOIN employer ON employer.id = job.employer_id
JOIN site ON site.id = detail.site_id
LEFT JOIN contact ON contact.id = coalesce(job.contact_id, (
    SELECT id FROM contact WHERE contact.employer_id = employer.id AND hears_changes
    ORDER BY id LIMIT 1))
WHERE detail.id = ?
"""

_SEATS = f"""
SELECT position.id, position.number, position.role, position.label,
       coalesce(rank.code, ''),
       coalesce((SELECT group_concat(certification.code, ', ') FROM requirement
                 JOIN certification ON certification.id = requirement.certification_id
                 WHERE requirement.position_id = position.id), ''),
       position.starts_at, position.ends_at, position.cancelled,
       assignment.id, officer.id, coalesce(officer.badge, ''),
       coalesce(officer.last_name || iif(officer.first_name = '', '',
                ', ' || officer.first_name), ''),
       coalesce((SELECT held.code FROM rank_held JOIN rank AS held ON held.id = rank_held.rank_id
                 WHERE rank_held.officer_id = officer.id
                 ORDER BY rank_held.from_on DESC LIMIT 1), ''),
       coalesce(officer.phone, ''), coalesce(assignment.state, ''), coalesce(assignment.how, ''),
       assignment.awarded_at, assignment.seen_at,
       coalesce(gone.last_name, ''), coalesce(call_off.reason, ''),
       (SELECT count(*) FROM offer WHERE offer.position_id = position.id AND offer.state = 'open'),
       question.id, coalesce(question.asked_of, ''), position.muster_at
FROM position
LEFT JOIN rank ON rank.id = position.rank_id
LEFT JOIN assignment ON assignment.position_id = position.id AND assignment.state IN {LIVE}
LEFT JOIN officer ON officer.id = assignment.officer_id
LEFT JOIN call_off ON assignment.id IS NULL AND call_off.id = (
    SELECT id FROM call_off WHERE call_off.position_id = position.id
    ORDER BY called_at DESC, id DESC LIMIT 1)
LEFT JOIN assignment AS given ON given.id = call_off.assignment_id
LEFT JOIN officer AS gone ON gone.id = given.officer_id
LEFT JOIN approval_request AS question ON question.id = (
    SELECT id FROM approval_request
    WHERE subject = 'position:' || position.id AND state = 'open'
    ORDER BY asked_at DESC, id DESC LIMIT 1)
WHERE position.detail_id = ? ORDER BY position.cancelled, position.number
"""


def detail_head(connection: sqlite3.Connection, detail_id: int) -> DetailHead | None:
    """The detail with its job, employer, site and whom to ring, or None."""
    found = connection.execute(_HEAD, (detail_id,)).fetchone()
    return DetailHead(*found) if found else None


def seats(connection: sqlite3.Connection, detail_id: int) -> tuple[Seat, ...]:
    """The positions of a detail, by number, cancelled ones last."""
    found = connection.execute(_SEATS, (detail_id,))
    return tuple(Seat(*row) for row in found)


def seat(connection: sqlite3.Connection, position_id: int) -> tuple[DetailHead, Seat] | None:
    """One position and its detail, or None."""
    found = connection.execute("SELECT detail_id FROM position WHERE id = ?", (position_id,))
    row = found.fetchone()
    head = detail_head(connection, row[0]) if row else None
    if head is None:
        return None
    return head, next(one for one in seats(connection, head.id) if one.id == position_id)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that the detail's screen shows, read at once."""

    head: DetailHead
    seats: tuple[Seat, ...]
    past: tuple[Past, ...]
    notes: tuple[str, ...]
    waiting: tuple[str, ...] = ()
    """Exchanges that wait for somebody's word, in words."""


def sheet(connection: sqlite3.Connection, detail_id: int) -> Sheet | None:
    """The whole detail, or None where there is none."""
    head = detail_head(connection, detail_id)
    if head is None:
        return None
    return Sheet(
        head,
        seats(connection, detail_id),
        past(connection, detail_id),
        (
            *notes(connection, f"detail:{detail_id}"),
            *(f"Job: {text}" for text in notes(connection, f"job:{head.job_id}")),
        ),
        tuple(
            each.sentence
            for each in exchanges_of_detail(connection, detail_id)
            if each.state == "proposed"
        ),
    )


_PAST = """
SELECT at, words FROM (
    SELECT assignment.awarded_at AS at, position.number || ' ' || officer.last_name || ' '
           || replace(assignment.how, '_', ' ') AS words, 3 AS later
    FROM assignment JOIN position ON position.id = assignment.position_id
    JOIN officer ON officer.id = assignment.officer_id WHERE position.detail_id = :detail
    UNION ALL
    SELECT call_off.called_at, position.number || ' ' || officer.last_name || ' called off ('
           || call_off.reason || iif(call_off.words = '', '', ': ' || call_off.words) || ')', 2
    FROM call_off JOIN position ON position.id = call_off.position_id
    JOIN assignment ON assignment.id = call_off.assignment_id
    JOIN officer ON officer.id = assignment.officer_id WHERE position.detail_id = :detail
    UNION ALL
    SELECT offer.offered_at, position.number || ' offered to ' || officer.last_name || ': '
           || offer.state, 1
    FROM offer JOIN position ON position.id = offer.position_id
    JOIN officer ON officer.id = offer.officer_id WHERE position.detail_id = :detail
    UNION ALL
    SELECT call_note.called_at, position.number || ' rang ' || officer.last_name || ': '
           || replace(call_note.outcome, '_', ' '), 0
    FROM call_note JOIN position ON position.id = call_note.position_id
    JOIN officer ON officer.id = call_note.officer_id WHERE position.detail_id = :detail
    UNION ALL
    SELECT asked_at, position.number || ' ' || asked_of || ' asked about ' || officer.last_name
           || ': ' || approval_request.state, 1
    FROM position JOIN approval_request ON subject = 'position:' || position.id
    JOIN officer ON officer.id = approval_request.officer_id WHERE position.detail_id = :detail
    UNION ALL
    SELECT asked_at, asked_of || ' asked about ' || officer.last_name || ' as backup: '
           || approval_request.state, 1
    FROM approval_request JOIN officer ON officer.id = approval_request.officer_id
    WHERE subject = 'detail:' || :detail
) ORDER BY at DESC, later DESC, words LIMIT 100
"""


def past(connection: sqlite3.Connection, detail_id: int) -> tuple[Past, ...]:
    """What happened on the detail, newest first."""
    return tuple(Past(*row) for row in connection.execute(_PAST, {"detail": detail_id}))


def why(connection: sqlite3.Connection, assignment_id: int) -> Why | None:
    """The decision behind an assignment, or None where none was recorded."""
    found = connection.execute(
        "SELECT decision.id, position.number, officer.last_name, decision.kind, "
        "decision.decided_at, decision.reason, decision.override_by, "
        "coalesce(policy.name || ' of ' || policy.effective_on, '') "
        "FROM assignment JOIN decision ON decision.id = assignment.decision_id "
        "JOIN position ON position.id = decision.position_id "
        "JOIN officer ON officer.id = decision.officer_id "
        "LEFT JOIN policy ON policy.id = decision.policy_id WHERE assignment.id = ?",
        (assignment_id,),
    ).fetchone()
    return Why(*found) if found else None


def notes(connection: sqlite3.Connection, subject: str) -> tuple[str, ...]:
    """The notes on a record given as 'table:id', newest first."""
    found = connection.execute(
        f"SELECT {IN_WORDS} FROM note WHERE subject = ? ORDER BY id DESC LIMIT 20", (subject,)
    )
    return tuple(row[0] for row in found)


_OWNERS = {
    "position": "SELECT 'detail', detail_id FROM position WHERE id = ?",
    "assignment": "SELECT 'detail', detail_id FROM position JOIN assignment"
    " ON position.id = position_id WHERE assignment.id = ?",
    "message": "SELECT 'detail', detail_id FROM message WHERE id = ? AND detail_id IS NOT NULL",
    "job": "SELECT 'detail', id FROM detail WHERE job_id = ? ORDER BY starts_at DESC LIMIT 1",
    "site": "SELECT 'employer', employer_id FROM site WHERE id = ? AND employer_id IS NOT NULL",
    "call_off": "SELECT 'detail', detail_id FROM position JOIN call_off"
    " ON position.id = position_id WHERE call_off.id = ?",
    "exchange": "SELECT 'detail', detail_id FROM position JOIN assignment"
    " ON position.id = position_id JOIN exchange ON assignment_id = assignment.id"
    " WHERE exchange.id = ?",
    "standing_assignment": "SELECT 'detail', detail.id FROM detail JOIN standing_assignment"
    " ON detail.job_id = standing_assignment.job_id WHERE standing_assignment.id = ?"
    " ORDER BY starts_at DESC LIMIT 1",
    "offer": "SELECT 'detail', detail_id FROM position JOIN offer"
    " ON position.id = position_id WHERE offer.id = ?",
    "invoice": "SELECT 'employer', employer_id FROM invoice WHERE id = ?",
    "approval_request": "SELECT 'detail', detail.id FROM approval_request"
    " LEFT JOIN position ON subject GLOB 'position:[0-9]*'"
    " AND position.id = CAST(substr(subject, 10) AS INTEGER)"
    " JOIN detail ON detail.id = iif(subject GLOB 'detail:[0-9]*',"
    " CAST(substr(subject, 8) AS INTEGER), position.detail_id)"
    " WHERE approval_request.id = ?",
    "contact": "SELECT 'employer', employer_id FROM contact WHERE id = ?",
}


def owner_of(connection: sqlite3.Connection, table: str, record: int) -> tuple[str, int]:
    """The record whose screen shows this one: itself where it belongs to no other."""
    if table == "note":
        found = connection.execute("SELECT subject FROM note WHERE id = ?", (record,)).fetchone()
        subject, _, row = (found[0] if found else "").partition(":")
        return (subject, int(row)) if row.isdecimal() else (table, record)
    if table not in _OWNERS:
        return table, record
    owner = connection.execute(_OWNERS[table], (record,)).fetchone()
    return (str(owner[0]), int(owner[1])) if owner else (table, record)
