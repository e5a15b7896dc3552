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
from coordinator.actions.billing.ordered import job_event, ordered_worth
from coordinator.actions.results import Actor, Refused
from coordinator.rules.money_words import InvoiceKind
from coordinator.rules.rates import Event, RateCard, Unpriced
from coordinator.rules.rates.pricing import DepositPart, deposit_parts
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
    """What the rate card asks for before a job, and what the job's deposit invoices brought.

    `parts` are (cents, days before the first day on which they are due). `problem` says why the
    card's deposit cannot be worked out; then one that is invoiced by hand and paid is enough.
    """

    job_id: int
    job: str
    employer_id: int
    asked_cents: int
    invoiced_cents: int
    paid_cents: int
    parts: tuple[tuple[int, int], ...] = ()
    problem: str = ""

    @property
    def missing_cents(self) -> int:
        """What is still to be paid before the job is posted."""
        return max(0, (self.invoiced_cents if self.problem else self.asked_cents) - self.paid_cents)

    @property
    def lack(self) -> str:
        """Why the job may not be posted yet, in a sentence, or nothing."""
        if self.problem and not self.invoiced_cents:
            return f"Job {self.job} wants a deposit. {self.problem} {BY_HAND.format(self.job)}"
        if not self.missing_cents:
            return ""
        asked = self.invoiced_cents if self.problem else self.asked_cents
        return (
            f"Job {self.job} wants a deposit of {asked / 100:,.2f};"
            f" {self.missing_cents / 100:,.2f} of it is not paid."
        )


BY_HAND = "Or invoice a sum of your own: coordinator invoice deposit {} --amount 500.00"


@dataclass(frozen=True, slots=True)
class DepositIssued(InvoiceIssued):
    """The first invoice of a deposit, and those of the parts that are due later."""

    later: tuple[tuple[str, str], ...] = ()
    """Their numbers, and when they are due."""

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        more = "".join(f", {number} for what is due on {due}" for number, due in self.later)
        return f"{self.what} {self.number} issued{more}"


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
    parts = _parts(connection, job_id, *found)
    cents = 0 if isinstance(parts, Unpriced) else sum(part.cents for part in parts)
    if not cents and not isinstance(parts, Unpriced):
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
        () if isinstance(parts, Unpriced) else tuple((x.cents, x.days_ahead) for x in parts),
        " ".join(parts.reasons) if isinstance(parts, Unpriced) else "",
    )


def _parts(
    connection: sqlite3.Connection, job_id: int, event: Event, card: RateCard
) -> tuple[DepositPart, ...] | Unpriced:
    """The deposits of a job; a share is of its details as their invoices will price them."""
    of_price = event.estimate is None and any(row.percent for row in card.bill.deposits)
    worth = ordered_worth(connection, job_id) if of_price else None
    return deposit_parts(card, event, worth)


def unpaid_deposit(connection: sqlite3.Connection, job_ids: Iterable[int]) -> tuple[str, ...]:
    """Why these jobs may not be posted yet, one sentence each."""
    asked = (deposit_asked(connection, job_id) for job_id in dict.fromkeys(job_ids))
    return tuple(each.lack for each in asked if each is not None and each.lack)


def invoice_deposit(
    book: Book, actor: Actor, job_id: int, amount_cents: int | None = None
) -> InvoiceIssued | Refused:
    """Issue the deposit invoice of a job: what its card asks for, or another amount."""
    with book.action(actor, "issue invoice", f"job:{job_id}") as tx:
        job = tx.get(Job, job_id)
        asked = deposit_asked(tx.connection, job_id)
        wanted = _wanted(asked) if amount_cents is None else [(amount_cents, _earliest(asked))]
        if not wanted or wanted[0][0] <= 0:
            tx.abandon()
            return Refused((_why_none(asked, job),))
        made = [_part_invoice(tx, job, *each) for each in wanted]
        first, later = made[0], tuple((each.number, each.due_on) for each in made[1:])
        total = sum(cents for cents, _ in wanted)
        return DepositIssued(first.id or 0, first.number, total, "Deposit invoice", later)


def _wanted(asked: DepositAsked | None) -> list[tuple[int, int]]:
    """What of a deposit is still to be invoiced, (cents, days ahead), first what is due first."""
    found: dict[int, int] = {}
    for cents, ahead in asked.parts if asked else ():
        found[ahead] = found.get(ahead, 0) + cents
    already = asked.invoiced_cents if asked else 0
    left = []
    for ahead, cents in sorted(found.items(), reverse=True):
        taken = min(already, cents)
        already -= taken
        left += [(cents - taken, ahead)] if cents > taken else []
    return left


def _earliest(asked: DepositAsked | None) -> int:
    return max((ahead for _, ahead in asked.parts), default=1) if asked else 1


def _why_none(asked: DepositAsked | None, job: Job) -> str:
    if asked is None:
        return f"No rate card asks for a deposit for job {job.number}."
    if asked.problem and not asked.invoiced_cents:
        return asked.lack
    return f"The deposit of job {job.number} is invoiced already."


def _part_invoice(tx: Transaction, job: Job, cents: int, days_ahead: int) -> Invoice:
    return add_paper(
        tx,
        job.employer_id,
        InvoiceKind.DEPOSIT,
        cents,
        f"Deposit for job {job.number}, {job.title}",
        job_id=job.id,
        po_number=job.po_number,
        due=_before_start(tx, job.id or 0, days_ahead),
    )


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
    parts = _parts(connection, job_id, *found)
    if isinstance(parts, Unpriced):
        return 0
    return sum(part.cents for part in parts if not part.applied)


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


def _before_start(tx: Transaction, job_id: int, days_ahead: int) -> str:
    """So many days before the job begins; or today."""
    found = tx.connection.execute(
        "SELECT min(starts_at) FROM detail WHERE job_id = ? AND state = 'planned'", (job_id,)
    ).fetchone()[0]
    today = today_of(tx)
    if found is None:
        return today
    zone = agency_words(tx.connection).timezone
    day: date = local_date(found, zone) - timedelta(days=days_ahead)
    return max(today, day.isoformat())
