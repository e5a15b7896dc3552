"""Deposits: asked for by the rate card before a job is posted, applied to its invoices, kept or
given back.

The deposit invoice is paid as any other. What was paid and is neither applied nor given back lies
with the agency for the employer; applying it writes a payment that names the deposit.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from coordinator.actions.card_choice import DEFAULT_CARD, card_for
from coordinator.actions.charging_facts import local_date, thing_of
from coordinator.actions.invoice_papers import InvoiceIssued, add_paper, today_of
from coordinator.actions.rates_facts import job_estimate, job_numbers, job_words
from coordinator.actions.results import Actor, Refused
from coordinator.rules.rates import (
    Event,
    Priced,
    PricedLine,
    RateCard,
    Unpriced,
    Work,
    deposit_of,
    price,
)
from coordinator.rules.rates.estimates import estimated
from coordinator.rules.words import InvoiceKind
from storage.database import Book
from storage.models import Invoice, Job, Payment
from storage.queries.billing import (
    PricedDetail,
    card_documents,
    equipment_of,
    ordered_seats,
    priced_details,
)
from storage.queries.money import paid_cents
from storage.queries.receivables import deposits
from storage.queries.settings import setting
from storage.queries.today import agency_words
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


def job_event(connection: sqlite3.Connection, job_id: int) -> tuple[Event, RateCard] | str:
    """A job as it is ordered now, all its details in one, with its card; or why there is none."""
    details = priced_details(connection, _details_of(connection, job_id))
    if not details:
        return "The job has no details yet."
    zone = agency_words(connection).timezone
    first = details[0]
    named = first.rate_card or str(setting(connection, DEFAULT_CARD, ""))
    card = card_for(card_documents(connection), named, local_date(first.starts_at, zone))
    if isinstance(card, str):
        return card
    return _ordered(connection, zone, details), card


def ordered_lines(
    connection: sqlite3.Connection, job_id: int
) -> tuple[tuple[tuple[PricedDetail, tuple[PricedLine, ...]], ...], RateCard | None, str]:
    """The planned details of a job, each priced as it is ordered, their card, and what is wrong."""
    found = _as_ordered(connection, _details_of(connection, job_id))
    priced: list[tuple[PricedDetail, tuple[PricedLine, ...]]] = []
    card: RateCard | None = None
    for detail, which, lines in found:
        if isinstance(lines, Unpriced):
            return (), None, f"{detail.number}: {' '.join(lines.reasons)}"
        card = which if isinstance(which, RateCard) else None
        priced.append((detail, lines.lines))
    return tuple(priced), card, "" if priced else "The job has no details yet."


def ordered_price(connection: sqlite3.Connection, detail_ids: Sequence[int]) -> int:
    """What these details come to as they are ordered, in cents; without a price, nothing."""
    found = _as_ordered(connection, detail_ids)
    return sum(lines.total_cents for _, _, lines in found if isinstance(lines, Priced))


def _as_ordered(
    connection: sqlite3.Connection, detail_ids: Sequence[int]
) -> Iterator[tuple[PricedDetail, RateCard | str, Priced | Unpriced]]:
    zone = agency_words(connection).timezone
    cards = card_documents(connection)
    default = str(setting(connection, DEFAULT_CARD, ""))
    for detail in priced_details(connection, detail_ids):
        on = local_date(detail.starts_at, zone)
        card = card_for(cards, detail.rate_card or default, on)
        if isinstance(card, str):
            yield detail, card, Unpriced((card,))
            continue
        event = estimated(card.bill, replace(_ordered(connection, zone, (detail,)), estimate=None))
        yield detail, card, price(card, event, "bill")


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
    taken = 0
    for job_id in sorted(set(job_ids)):
        for deposit in deposits(tx.connection, job_id=job_id):
            cents = min(left - taken, deposit.held_cents)
            if cents > 0:
                _use(tx, invoice, deposit.id, deposit.number, cents)
                taken += cents
    return taken


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
    """A deposit is due on the day before the job begins, or today."""
    found = tx.connection.execute(
        "SELECT min(starts_at) FROM detail WHERE job_id = ? AND state = 'planned'", (job_id,)
    ).fetchone()[0]
    today = today_of(tx)
    if found is None:
        return today
    zone = agency_words(tx.connection).timezone
    day: date = local_date(found, zone) - timedelta(days=1)
    return max(today, day.isoformat())


def _details_of(connection: sqlite3.Connection, job_id: int) -> tuple[int, ...]:
    rows = connection.execute(
        "SELECT id FROM detail WHERE job_id = ? AND state = 'planned'", (job_id,)
    )
    return tuple(row[0] for row in rows)


def _ordered(connection: sqlite3.Connection, zone: str, details: tuple[PricedDetail, ...]) -> Event:
    """All seats of these details as ordered, in one event that begins with the first."""
    first = details[0]
    ids = [detail.id for detail in details]
    seats = ordered_seats(connection, ids)
    things = equipment_of(connection, ids)
    return Event(
        zone=zone,
        starts_at=first.starts_at,
        work=tuple(
            Work(
                f"seat:{seat.position_id}",
                seat.role,
                seat.rank,
                ordered_start=seat.starts_at,
                ordered_end=seat.ends_at,
            )
            for seat in seats
        ),
        equipment=tuple(thing_of(each) for used in things.values() for each in used),
        requested_at=first.requested_at,
        facts=job_words(first),
        numbers=job_numbers(first, -(-len(seats) // len(ids))),
        estimate=job_estimate(first),
    )
