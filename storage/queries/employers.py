"""Employers as their screens show them: the register in windows, and one of them whole."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from storage.queries.bonds import Interest, interests_of
from storage.queries.lists import Listing
from storage.queries.money import OPEN

_DEBT = f"(SELECT coalesce(sum({OPEN}), 0) FROM invoice WHERE invoice.employer_id = employer.id)"
_OVERDUE = (
    "EXISTS (SELECT 1 FROM invoice WHERE invoice.employer_id = employer.id"
    f" AND invoice.state = 'issued' AND due_on < :today AND {OPEN} > 0)"
)
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
    """One employer. `debt_cents` is what is issued and not paid; `ahead` counts coming details."""

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


EMPLOYERS: Listing[EmployerLine] = Listing(
    make=EmployerLine,
    key="employer.id",
    columns=f"""employer.id, employer.number, employer.name, employer.kind, employer.phone,
        employer.email, coalesce(employer.insurance_until, ''), employer.blocked_reason,
        {_DEBT}, {_AHEAD}, {_OVERDUE}""",
    tables=_COMING,
    orders={
        "name": "employer.name",
        "number": "employer.number",
        "debt": _DEBT,
        "ahead": _AHEAD,
        "insurance": "coalesce(employer.insurance_until, '')",
    },
    words=("employer.name", "employer.number", "employer.kind"),
    flags={
        "owing": f"{_DEBT} > 0",
        "overdue": _OVERDUE,
        "uninsured": "employer.insurance_until < :today",
        "blocked": "employer.blocked_reason <> ''",
    },
)


def register_values(now: int, zone: ZoneInfo) -> tuple[tuple[str, int | str], ...]:
    """What the register of employers is asked with."""
    today = datetime.fromtimestamp(now, zone).date()
    return (("now", now), ("today", today.isoformat()))


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A person at an employer."""

    id: int
    name: str
    role: str
    email: str
    phone: str
    channel: str
    hears_changes: bool


@dataclass(frozen=True, slots=True)
class SiteLine:
    """A place of work."""

    id: int
    name: str
    address: str


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


_JOBS = """
SELECT job.id, job.number, job.title, job.state,
       (SELECT count(*) FROM detail WHERE detail.job_id = job.id),
       (SELECT max(starts_at) FROM detail WHERE detail.job_id = job.id)
FROM job WHERE employer_id = ? ORDER BY job.id DESC LIMIT 100
"""

_INVOICES = f"""
SELECT invoice.id, number, issued_on, due_on, total_cents, {OPEN}, state
FROM invoice WHERE employer_id = ? ORDER BY invoice.id DESC LIMIT 100
"""


def employer_sheet(
    connection: sqlite3.Connection, employer_id: int, *, now: int, today: str
) -> EmployerSheet | None:
    """The employer whole, or None."""
    found = connection.execute(
        f"SELECT {EMPLOYERS.columns}, address, po_number, payment_terms_days, fee_exempt,"
        f" tax_exempt, employer.exempt FROM {EMPLOYERS.tables} WHERE employer.id = :id",
        {"id": employer_id, "now": now, "today": today},
    ).fetchone()
    if found is None:
        return None
    contacts = connection.execute(
        "SELECT id, name, role, email, phone, channel, hears_changes FROM contact"
        " WHERE employer_id = ? ORDER BY hears_changes DESC, id",
        (employer_id,),
    )
    sites = connection.execute(
        "SELECT id, name, address FROM site WHERE employer_id = ? ORDER BY name LIMIT 200",
        (employer_id,),
    )
    notes = connection.execute(
        "SELECT text FROM note WHERE subject = ? ORDER BY id DESC LIMIT 20",
        (f"employer:{employer_id}",),
    )
    jobs = connection.execute(_JOBS, (employer_id,))
    invoices = connection.execute(_INVOICES, (employer_id,))
    *line, address, po_number, terms, fee_exempt, tax_exempt, exempt = found
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
    )
