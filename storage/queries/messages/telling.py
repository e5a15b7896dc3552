"""What a message needs to know: the detail, the people concerned, and the agency's own words."""

import sqlite3
from dataclasses import dataclass

from coordinator.rules.words import LIVE_ASSIGNMENT, Channel

_LIVE = ", ".join(f"'{state}'" for state in LIVE_ASSIGNMENT)
# What is urgent reaches a contact in any hour.
_CONTACT = (
    "name, channel, email, phone, NULL, id, '', '', coalesce(quiet_from, ''), "
    "coalesce(quiet_until, ''), 1"
)


@dataclass(frozen=True, slots=True)
class AgencyFacts:
    """The agency as its messages name it. `timezone` is IANA."""

    name: str
    timezone: str
    currency: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class DetailFacts:
    """A detail and what it belongs to. The span is half-open, UTC seconds."""

    id: int
    number: str
    starts_at: int
    ends_at: int
    call_sign: str
    job: str
    post_orders: str
    site: str
    address: str
    employer_id: int
    contact_id: int | None
    job_class: str = ""


@dataclass(frozen=True, slots=True)
class Reach:
    """A person and the ways to reach him. `contact_id` is None for an employer's own address.

    `channels` names in order what else may be tried ("sms email"). Between `quiet_from` and
    `quiet_until` (local HH:MM) he is left alone, but for what is urgent if `urgent_anyway`.
    """

    name: str
    channel: str
    email: str
    phone: str
    officer_id: int | None = None
    contact_id: int | None = None
    push: str = ""
    channels: str = ""
    quiet_from: str = ""
    quiet_until: str = ""
    urgent_anyway: bool = False


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    """An invoice as a message names it."""

    number: str
    employer_id: int
    employer: str
    total_cents: int
    due_on: str


def agency_facts(connection: sqlite3.Connection) -> AgencyFacts:
    """The one agency of the book."""
    row = connection.execute("SELECT name, timezone, currency, phone, email FROM agency").fetchone()
    return AgencyFacts(*row)


def detail_facts(connection: sqlite3.Connection, detail_id: int) -> DetailFacts | None:
    """The detail with its job, site and employer, or None."""
    row = connection.execute(
        """
        SELECT d.id, d.number, d.starts_at, d.ends_at, d.call_sign, j.title, j.post_orders,
               s.name, s.address, j.employer_id, j.contact_id, j.job_class
        FROM detail d JOIN job j ON j.id = d.job_id JOIN site s ON s.id = d.site_id
        WHERE d.id = ?
        """,
        (detail_id,),
    ).fetchone()
    return DetailFacts(*row) if row else None


def invoice_facts(connection: sqlite3.Connection, invoice_id: int) -> InvoiceFacts | None:
    """The invoice with its employer's name, or None."""
    row = connection.execute(
        """
        SELECT i.number, i.employer_id, e.name, i.total_cents, i.due_on
        FROM invoice i JOIN employer e ON e.id = i.employer_id WHERE i.id = ?
        """,
        (invoice_id,),
    ).fetchone()
    return InvoiceFacts(*row) if row else None


def employer_name(connection: sqlite3.Connection, employer_id: int) -> str:
    """The employer's name."""
    row = connection.execute("SELECT name FROM employer WHERE id = ?", (employer_id,)).fetchone()
    return str(row[0])


def officer_reach(connection: sqlite3.Connection, officer_id: int) -> Reach | None:
    """An officer by name, and how he is reached. A push topic is named by his badge."""
    row = connection.execute(
        """
        SELECT trim(first_name || ' ' || last_name), channel, email, phone, id, NULL, badge,
               coalesce(channels, ''), coalesce(quiet_from, ''), coalesce(quiet_until, ''),
               coalesce(urgent_anyway, 0)
        FROM officer WHERE id = ?
        """,
        (officer_id,),
    ).fetchone()
    return Reach(*row) if row else None


def own_span(
    connection: sqlite3.Connection, detail_id: int, officer_id: int
) -> tuple[int, int] | None:
    """The officer's own hours on the detail, from his latest assignment there."""
    row = connection.execute(
        """
        SELECT a.starts_at, a.ends_at FROM assignment a JOIN position p ON p.id = a.position_id
        WHERE p.detail_id = ? AND a.officer_id = ? ORDER BY a.awarded_at DESC, a.id DESC LIMIT 1
        """,
        (detail_id, officer_id),
    ).fetchone()
    return (row[0], row[1]) if row else None


def own_post(
    connection: sqlite3.Connection, detail_id: int, officer_id: int
) -> tuple[str, int | None]:
    """The label of the officer's seat on the detail, and when he musters (UTC seconds)."""
    row = connection.execute(
        """
        SELECT p.label, p.muster_at FROM assignment a JOIN position p ON p.id = a.position_id
        WHERE p.detail_id = ? AND a.officer_id = ? ORDER BY a.awarded_at DESC, a.id DESC LIMIT 1
        """,
        (detail_id, officer_id),
    ).fetchone()
    return (" ".join(row[0].split()), row[1]) if row else ("", None)


def own_position(connection: sqlite3.Connection, detail_id: int, officer_id: int) -> int | None:
    """The position on the detail that the officer held last."""
    row = connection.execute(
        """
        SELECT p.id FROM assignment a JOIN position p ON p.id = a.position_id
        WHERE p.detail_id = ? AND a.officer_id = ? ORDER BY a.awarded_at DESC, a.id DESC LIMIT 1
        """,
        (detail_id, officer_id),
    ).fetchone()
    return int(row[0]) if row else None


def live_officers(connection: sqlite3.Connection, detail_id: int) -> tuple[int, ...]:
    """The officers who hold a seat on the detail."""
    rows = connection.execute(
        f"""
        SELECT DISTINCT a.officer_id FROM position p JOIN assignment a ON a.position_id = p.id
        WHERE p.detail_id = ? AND a.state IN ({_LIVE}) ORDER BY a.officer_id
        """,
        (detail_id,),
    )
    return tuple(row[0] for row in rows)


def employer_reach(
    connection: sqlite3.Connection, employer_id: int, contact_id: int | None = None
) -> Reach:
    """Whom to tell at the employer: the job's own contact, else the first who hears of changes,
    else the employer's own address."""
    row = connection.execute(
        f"SELECT {_CONTACT} FROM contact "
        "WHERE employer_id = ? AND hears_changes ORDER BY id IS NOT ?, id LIMIT 1",
        (employer_id, contact_id),
    ).fetchone()
    if row:
        return Reach(*row)
    name, email, phone = connection.execute(
        "SELECT name, email, phone FROM employer WHERE id = ?", (employer_id,)
    ).fetchone()
    return Reach(name, Channel.EMAIL, email, phone)


def contact_reach(connection: sqlite3.Connection, contact_id: int) -> Reach | None:
    """One contact, or None."""
    row = connection.execute(
        f"SELECT {_CONTACT} FROM contact WHERE id = ?", (contact_id,)
    ).fetchone()
    return Reach(*row) if row else None


def own_wording(
    connection: sqlite3.Connection, event: str, audience: str, channel: str
) -> tuple[str, str] | None:
    """Subject and body of the agency's own template, or None."""
    row = connection.execute(
        """
        SELECT subject, body FROM template
        WHERE event = ? AND audience = ? AND channel = ? ORDER BY id DESC LIMIT 1
        """,
        (event, audience, channel),
    ).fetchone()
    return (row[0], row[1]) if row else None
