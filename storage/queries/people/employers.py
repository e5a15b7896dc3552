"""Employers as their screens show them: the register in windows, and one of them whole."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from coordinator.rules.client import Client
from storage.queries.book.custom_fields import custom_words, own_words
from storage.queries.book.kept_files import Paper, papers_of
from storage.queries.book.notes import IN_WORDS
from storage.queries.lists import Listing
from storage.queries.money.money import OPEN
from storage.queries.people.bonds import Interest, interests_of
from storage.queries.people.clients import client_of

_DEBT = f"(SELECT coalesce(sum({OPEN}), 0) FROM invoice WHERE invoice.employer_id = employer.id)"
_OVERDUE = (
    "EXISTS (SELECT 1 FROM invoice WHERE invoice.employer_id = employer.id"
    f" AND invoice.state = 'issued' AND due_on < :today AND {OPEN} > 0)"
)
_BLOCKED = "iif(employer.blocked_until_on <= :today, '', employer.blocked_reason)"
_AHEAD = "coalesce(coming.details, 0)"
_COMING = (
    # Through what is to come, which is little: through an employer's jobs it would take longer
    # with every year in the book.
    "employer LEFT JOIN (SELECT job.employer_id AS whose, count(*) AS details FROM detail"
    " JOIN job ON job.id = detail.job_id WHERE detail.starts_at >= :now"
    " AND detail.state = 'planned' GROUP BY job.employer_id) AS coming"
    " ON coming.whose = employer.id"
)


@dataclass(frozen=True, slots=True)
class EmployerLine:
    """One employer. `debt_cents` is what is issued and not paid; `ahead` counts coming details.

    `blocked_reason` is empty where a block is over; `standing` is what was decided of the client.
    """

    id: int
    number: str
    name: str
    kind: str
    phone: str
    email: str
    insurance_until: str
    blocked_reason: str
    debt_cents: int
    ahead: int
    overdue: int
    standing: str


EMPLOYERS: Listing[EmployerLine] = Listing(
    make=EmployerLine,
    key="employer.id",
    columns=f"""employer.id, employer.number, employer.name, employer.kind, employer.phone,
        employer.email, coalesce(employer.insurance_until, ''), {_BLOCKED},
        {_DEBT}, {_AHEAD}, {_OVERDUE}, coalesce(employer.standing, '')""",
    tables=_COMING,
    orders={
        "name": "employer.name",
        "number": "employer.number",
        "debt": _DEBT,
        "ahead": _AHEAD,
        "insurance": "coalesce(employer.insurance_until, '')",
    },
    words=("employer.name", "employer.number", "employer.kind", custom_words("employer")),
    flags={
        "owing": f"{_DEBT} > 0",
        "overdue": _OVERDUE,
        "uninsured": "employer.insurance_until < :today"
        " AND coalesce(employer.insurance_waived, '') = ''",
        "blocked": f"{_BLOCKED} <> ''",
        "approved": "employer.standing = 'approved'",
        "denied": "employer.standing = 'denied'",
        "undecided": "employer.standing IS NULL",
    },
)


def register_values(now: int, zone: ZoneInfo) -> tuple[tuple[str, int | str], ...]:
    """What the register of employers is asked with."""
    today = datetime.fromtimestamp(now, zone).date()
    return (("now", now), ("today", today.isoformat()))


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A person at an employer; `quiet` reads '22:00-06:00', local clock time."""

    id: int
    name: str
    role: str
    email: str
    phone: str
    channel: str
    hears_changes: bool
    quiet: str


@dataclass(frozen=True, slots=True)
class SiteLine:
    """A place of work. Coordinates are microdegrees; whoever is within `radius_m` metres is there,
    and `code_word` is posted on the spot."""

    id: int
    name: str
    address: str
    lat: int | None = None
    lon: int | None = None
    radius_m: int | None = None
    code_word: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody at the employer thought of a detail, from 1 (bad) to 5."""

    detail: str
    on_at: int
    score: int | None
    words: str


@dataclass(frozen=True, slots=True)
class JobLine:
    """A job with how many details it has and when the last of them starts (UTC)."""

    id: int
    number: str
    title: str
    state: str
    details: int
    last_at: int | None


@dataclass(frozen=True, slots=True)
class BillLine:
    """An invoice. Dates are local ISO dates, amounts cents."""

    id: int
    number: str
    issued_on: str
    due_on: str
    total_cents: int
    open_cents: int
    state: str


@dataclass(frozen=True, slots=True)
class Apart:
    """An officer who is kept apart from the employer. Local dates, half-open."""

    id: int
    officer: str
    side: str
    reason: str
    from_on: str
    until_on: str | None


@dataclass(frozen=True, slots=True)
class EmployerSheet:
    """One employer with contacts, sites, the last jobs and invoices, and notes."""

    line: EmployerLine
    address: str
    po_number: str
    payment_terms_days: int | None
    fee_exempt: bool
    tax_exempt: bool
    exempt: bool
    """The agency exempts work for it from the caps that say so."""
    contacts: tuple[ContactLine, ...]
    sites: tuple[SiteLine, ...]
    jobs: tuple[JobLine, ...]
    invoices: tuple[BillLine, ...]
    notes: tuple[str, ...]
    interests: tuple[Interest, ...]
    client: Client
    """What was decided of it, and its insurance."""
    standing_by: str
    tax_number: str
    terms_on: str
    terms_by: str
    custom: str
    """The agency's own fields (JSON)."""
    own: tuple[str, ...]
    """The same in words: 'Region: east'."""
    papers: tuple[Paper, ...]
    opinions: tuple[Opinion, ...]
    apart: tuple[Apart, ...]


_JOBS = """
SELECT job.id, job.number, job.title, job.state,
       (SELECT count(*) FROM detail WHERE detail.job_id = job.id),
       (SELECT max(starts_at) FROM detail WHERE detail.job_id = job.id)
FROM job WHERE employer_id = ? ORDER BY job.id DESC LIMIT 100
"""

_OPINIONS = """
SELECT detail.number, feedback.given_at, score, feedback.words FROM feedback
JOIN detail ON detail.id = detail_id JOIN job ON job.id = detail.job_id
WHERE job.employer_id = ? AND feedback.given_at IS NOT NULL AND side = 'employer'
ORDER BY feedback.given_at DESC LIMIT 20
"""

_APART = """
SELECT exclusion.id, '#' || badge || ' ' || last_name, side, reason, from_on, until_on
FROM exclusion JOIN officer ON officer.id = officer_id WHERE employer_id = ?
ORDER BY from_on DESC, exclusion.id DESC
"""

_INVOICES = f"""
SELECT invoice.id, number, issued_on, due_on, total_cents, {OPEN}, state
FROM invoice WHERE employer_id = ? ORDER BY invoice.id DESC LIMIT 100
"""


_MORE = (
    "coalesce(standing_by, ''), coalesce(tax_number, ''), coalesce(terms_on, ''),"
    " coalesce(terms_by, ''), coalesce(custom, '')"
)


def employer_sheet(
    connection: sqlite3.Connection, employer_id: int, *, now: int, today: str
) -> EmployerSheet | None:
    """The employer whole, or None."""
    found = connection.execute(
        f"SELECT {EMPLOYERS.columns}, address, po_number, payment_terms_days, fee_exempt,"
        f" tax_exempt, employer.exempt, {_MORE} FROM {EMPLOYERS.tables} WHERE employer.id = :id",
        {"id": employer_id, "now": now, "today": today},
    ).fetchone()
    if found is None:
        return None
    contacts = connection.execute(
        "SELECT id, name, role, email, phone, channel, hears_changes,"
        " coalesce(quiet_from || '-' || quiet_until, '') FROM contact"
        " WHERE employer_id = ? ORDER BY hears_changes DESC, id",
        (employer_id,),
    )
    sites = connection.execute(
        "SELECT id, name, address, lat, lon, radius_m, coalesce(code_word, ''),"
        " coalesce(notes, '') FROM site WHERE employer_id = ? ORDER BY name LIMIT 200",
        (employer_id,),
    )
    notes = connection.execute(
        f"SELECT {IN_WORDS} FROM note WHERE subject = ? ORDER BY id DESC LIMIT 20",
        (f"employer:{employer_id}",),
    )
    jobs = connection.execute(_JOBS, (employer_id,))
    invoices = connection.execute(_INVOICES, (employer_id,))
    client = client_of(connection, employer_id)
    assert client is not None
    *rest, standing_by, tax_number, terms_on, terms_by, custom = found
    *line, address, po_number, terms, fee_exempt, tax_exempt, exempt = rest
    return EmployerSheet(
        EmployerLine(*line),
        address,
        po_number,
        terms,
        bool(fee_exempt),
        bool(tax_exempt),
        bool(exempt),
        tuple(ContactLine(*row) for row in contacts),
        tuple(SiteLine(*row) for row in sites),
        tuple(JobLine(*row) for row in jobs),
        tuple(BillLine(*row) for row in invoices),
        tuple(row[0] for row in notes),
        interests_of(connection, employer_id=employer_id),
        client,
        standing_by,
        tax_number,
        terms_on,
        terms_by,
        custom,
        own_words(connection, "employer", custom),
        papers_of(connection, (f"employer:{employer_id}",)),
        tuple(Opinion(*row) for row in connection.execute(_OPINIONS, (employer_id,))),
        tuple(Apart(*row) for row in connection.execute(_APART, (employer_id,))),
    )
