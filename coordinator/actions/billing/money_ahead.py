"""What money says before work is entered, posted or given out: orders, deposits, escrow.

Nothing of it is read where neither a purchase order, nor a card with a deposit, nor an escrow rule
is in the book.
"""

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from storage.queries.staffing.today import agency_words


def money_for(
    connection: sqlite3.Connection, detail_ids: Sequence[int], now: int
) -> tuple[tuple[str, ...], str]:
    """Why these details may not be posted yet, and what is to be known of the escrow balance."""
    _, employers = _owners(connection, detail_ids)
    found = (escrow_lack(connection, employer, now) for employer in employers)
    return unpaid_before(connection, detail_ids), " ".join(filter(None, found))


def unpaid_before(connection: sqlite3.Connection, detail_ids: Sequence[int]) -> tuple[str, ...]:
    """Which deposits are to be paid before these details are posted, one sentence each."""
    if not _has_deposits(connection):
        return ()
    from coordinator.actions.billing.deposits import unpaid_deposit

    jobs, _ = _owners(connection, detail_ids)
    return unpaid_deposit(connection, jobs)


def escrow_lack(connection: sqlite3.Connection, employer_id: int, now: int) -> str:
    """What an employer's balance lacks for more work, in one sentence, or nothing."""
    has_terms = connection.execute(
        "SELECT 1 FROM accounts_document WHERE kind = 'billing' LIMIT 1"
    ).fetchone()
    if not has_terms:
        return ""
    from coordinator.actions.billing.billing_terms import escrow_warning

    return escrow_warning(connection, employer_id, now)


def seat_warning(connection: sqlite3.Connection, position_id: int, now: int) -> str:
    """What is to be known of the deposit and of the employer's balance when an officer is
    assigned."""
    row = connection.execute(
        "SELECT job.employer_id, detail.id FROM position JOIN detail ON detail.id = detail_id"
        " JOIN job ON job.id = job_id WHERE position.id = ?",
        (position_id,),
    ).fetchone()
    if row is None:
        return ""
    unpaid = unpaid_before(connection, row[1:])
    return " ".join(filter(None, (*unpaid, escrow_lack(connection, row[0], now))))


def job_warnings(connection: sqlite3.Connection, job_id: int, now: int) -> tuple[str, ...]:
    """What is to be known when a job was entered: its order's limits, its deposit, the balance."""
    employer, number = connection.execute(
        "SELECT employer_id, CASE job.po_number WHEN '' THEN employer.po_number"
        " ELSE job.po_number END FROM job JOIN employer ON employer.id = employer_id"
        " WHERE job.id = ?",
        (job_id,),
    ).fetchone()
    found = list(_order_warnings(connection, job_id, employer, number)) if number else []
    if _has_deposits(connection):
        from coordinator.actions.billing.deposits import unpaid_deposit

        found += unpaid_deposit(connection, [job_id])
    found.append(escrow_lack(connection, employer, now))
    return tuple(filter(None, found))


def _order_warnings(
    connection: sqlite3.Connection, job_id: int, employer_id: int, number: str
) -> tuple[str, ...]:
    known = connection.execute("SELECT 1 FROM purchase_order LIMIT 1").fetchone()
    if not known:
        return ()
    from coordinator.actions.billing.purchase_orders import entry_warnings

    zone = ZoneInfo(agency_words(connection).timezone)
    rows = connection.execute("SELECT starts_at FROM detail WHERE job_id = ?", (job_id,))
    days = [datetime.fromtimestamp(row[0], zone).date().isoformat() for row in rows]
    return entry_warnings(connection, employer_id, number, days)


def _has_deposits(connection: sqlite3.Connection) -> bool:
    """Whether some rate card of the book asks for deposits; a look at the text is enough."""
    found = connection.execute(
        "SELECT 1 FROM rate_card WHERE instr(document, 'bill.deposit') LIMIT 1"
    )
    return found.fetchone() is not None


def _owners(
    connection: sqlite3.Connection, detail_ids: Sequence[int]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    rows = connection.execute(
        "SELECT DISTINCT job.id, job.employer_id FROM detail JOIN job ON job.id = job_id"
        " WHERE detail.id IN (SELECT value FROM json_each(?)) ORDER BY 1",
        (json.dumps(list(detail_ids)),),
    ).fetchall()
    return tuple(row[0] for row in rows), tuple(dict.fromkeys(row[1] for row in rows))
