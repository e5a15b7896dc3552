"""Deposits: asked for by the rate card before a job is posted, applied to its invoices, kept or
given back.

The deposit invoice is paid as any other. What was paid and is neither applied nor given back lies
with the agency for the employer; applying it writes a payment that names the deposit.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from coordinator.actions.billing.charging_facts import local_date
from coordinator.actions.billing.discounts import due_cents, take_discount
from coordinator.actions.billing.invoice_papers import InvoiceIssued, add_paper, today_of
from coordinator.actions.billing.ordered import job_event
from coordinator.actions.results import Actor, Refused
from coordinator.rules.money_words import InvoiceKind
from coordinator.rules.rates import (
    deposit_applied,
    deposit_days_ahead,
    deposit_of,
)
from storage.database import Book
from storage.models import Invoice, Job, Payment
from storage.queries.money.money import paid_cents
from storage.queries.money.receivables import deposits
from storage.queries.staffing.today import agency_words
from storage.transaction import Transaction

BY_DEPOSIT = "deposit"
"""How a payment was made that was taken from a deposit."""


@dataclass(frozen=True, slots=True)
class DepositAsked:
    """What the rate card asks for before a job, and what the job's deposit invoices brought."""

    job_id: int
    job: str
    employer_id: int
    asked_cents: int
    invoiced_cents: int
    paid_cents: int

    @property
    def missing_cents(self) -> int:
        """What is still to be paid before the job is posted."""
        return max(0, self.asked_cents - self.paid_cents)


@dataclass(frozen=True, slots=True)
class DepositKept:
    """Of a deposit so much was kept, by an invoice of its own."""

    number: str
    invoice: str
    cents: int

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return f"{self.cents / 100:,.2f} of deposit {self.number} kept, by invoice {self.invoice}"


def deposit_asked(connection: sqlite3.Connection, job_id: int) -> DepositAsked | None:
    """What the card asks for, or None where it asks for no deposit for this job."""
    found = job_event(connection, job_id)
    if isinstance(found, str):
        return None
    event, card = found
    cents = deposit_of(card, event) if card.bill.deposits else None
    if not cents:
        return None
    number, employer = connection.execute(
        "SELECT number, employer_id FROM job WHERE id = ?", (job_id,)
    ).fetchone()
    made = deposits(connection, job_id=job_id)
    return DepositAsked(
        job_id,
        number,
        employer,
        cents,
        sum(each.total_cents for each in made),
        sum(each.paid_cents for each in made),
    )


def unpaid_deposit(connection: sqlite3.Connection, job_ids: Iterable[int]) -> tuple[str, ...]:
    """Why these jobs may not be posted yet, one sentence each."""
    found = []
    for job_id in dict.fromkeys(job_ids):
        asked = deposit_asked(connection, job_id)
        if asked is not None and asked.missing_cents:
            found.append(
                f"Job {asked.job} wants a deposit of {asked.asked_cents / 100:,.2f};"
                f" {asked.missing_cents / 100:,.2f} of it is not paid."
            )
    return tuple(found)


def invoice_deposit(
    book: Book, actor: Actor, job_id: int, amount_cents: int | None = None
) -> InvoiceIssued | Refused:
    """Issue the deposit invoice of a job: what its card asks for, or another amount."""
    with book.action(actor, "issue invoice", f"job:{job_id}") as tx:
        job = tx.get(Job, job_id)
        asked = deposit_asked(tx.connection, job_id)
        already = asked.invoiced_cents if asked else 0
        cents = amount_cents
        if cents is None:
            cents = asked.asked_cents - already if asked else 0
        if cents <= 0:
            tx.abandon()
            done = f"The deposit of job {job.number} is invoiced already." if already else ""
            return Refused((done or f"No rate card asks for a deposit for job {job.number}.",))
        invoice = add_paper(
            tx,
            job.employer_id,
            InvoiceKind.DEPOSIT,
            cents,
            f"Deposit for job {job.number}, {job.title}",
            job_id=job_id,
            po_number=job.po_number,
            due=_before_start(tx, job_id),
        )
        return InvoiceIssued(invoice.id or 0, invoice.number, cents, "Deposit invoice")


def apply_deposits(tx: Transaction, invoice: Invoice, job_ids: Iterable[int]) -> int:
    """Take what lies in the deposits of these jobs off an invoice; the cents taken."""
    left = invoice.total_cents - paid_cents(tx.connection, invoice.id or 0)
    left = due_cents(tx.connection, invoice.id or 0, left, today_of(tx))
    taken = 0
    for job_id in sorted(set(job_ids)):
        held = deposits(tx.connection, job_id=job_id)
        bond = _bond(tx.connection, job_id) if any(each.held_cents for each in held) else 0
        for deposit in held:
            stays = min(bond, deposit.held_cents)
            bond -= stays
            cents = min(left - taken, deposit.held_cents - stays)
            if cents > 0:
                _use(tx, invoice, deposit.id, deposit.number, cents)
                taken += cents
    take_discount(tx, invoice.id or 0)
    return taken


def _bond(connection: sqlite3.Connection, job_id: int) -> int:
    """What of a job's deposits its card does not take off what is due, in cents."""
    found = job_event(connection, job_id)
    if isinstance(found, str) or all(row.applied for row in found[1].bill.deposits):
        return 0
    event, card = found
    return (deposit_of(card, event) or 0) - (deposit_applied(card, event) or 0)


def keep_deposit(
    book: Book, actor: Actor, deposit_id: int, cents: int, reason: str
) -> DepositKept | Refused:
    """Forfeit so much of a deposit: an invoice over it is issued and paid from the deposit."""
    if not reason.strip():
        return Refused(("Keeping a deposit needs a reason.",))
    with book.action(actor, "issue invoice", f"invoice:{deposit_id}", reason) as tx:
        deposit = tx.get(Invoice, deposit_id)
        rows = [x for x in deposits(tx.connection, deposit.employer_id) if x.id == deposit_id]
        if not rows or not 0 < cents <= rows[0].held_cents:
            tx.abandon()
            held = rows[0].held_cents if rows else 0
            return Refused((f"Of deposit {deposit.number} {held / 100:,.2f} is there to keep.",))
        words = f"Deposit {deposit.number} kept: {reason}"
        kept = add_paper(
            tx, deposit.employer_id, InvoiceKind.INVOICE, cents, words, job_id=deposit.job_id
        )
        _use(tx, kept, deposit_id, deposit.number, cents)
        return DepositKept(deposit.number, kept.number, cents)


def _use(tx: Transaction, invoice: Invoice, deposit_id: int, number: str, cents: int) -> None:
    tx.add(
        Payment(
            invoice_id=invoice.id,
            received_on=today_of(tx),
            amount_cents=cents,
            method=BY_DEPOSIT,
            reference=number,
            deposit_id=deposit_id,
        )
    )


def _before_start(tx: Transaction, job_id: int) -> str:
    """So many days before the job begins as the card says, one where it says nothing; or today."""
    found = tx.connection.execute(
        "SELECT min(starts_at) FROM detail WHERE job_id = ? AND state = 'planned'", (job_id,)
    ).fetchone()[0]
    today = today_of(tx)
    if found is None:
        return today
    zone = agency_words(tx.connection).timezone
    ordered = job_event(tx.connection, job_id)
    ahead = 1 if isinstance(ordered, str) else deposit_days_ahead(ordered[1], ordered[0])
    day: date = local_date(found, zone) - timedelta(days=ahead)
    return max(today, day.isoformat())
