"""What every invoice, deposit, late charge and credit note has: number, date, payer, due date."""

from dataclasses import dataclass
from datetime import date, timedelta

from coordinator.actions.billing.charging_facts import local_date
from coordinator.actions.messages.sending_invoices import tell_where_wanted
from coordinator.rules.money_words import InvoiceKind
from storage.models import Agency, Employer, Invoice
from storage.transaction import Transaction

CREDIT_SERIES = "C"
"""Credit notes have gapless numbers of their own: C2026-00001."""


@dataclass(frozen=True, slots=True)
class InvoiceIssued:
    """The invoice is in the book under its number."""

    invoice_id: int
    number: str
    total_cents: int
    what: str = "Invoice"

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return f"{self.what} {self.number} issued"


def next_number(tx: Transaction, on: str, series: str = "") -> str:
    """2026-00087, or 2026-B-00087 on a second station; C2026-00001 for a credit note."""
    name = tx.marked(f"{series}{on[:4]}")
    return f"{name}-{tx.next_number(f'invoice:{name}'):05}"


def due_on(tx: Transaction, employer: Employer, issued_on: str) -> str:
    """The local date by which an employer has to pay what is issued on a date."""
    days = employer.payment_terms_days
    if days is None:
        days = tx.get(Agency, 1).payment_terms_days
    return (date.fromisoformat(issued_on) + timedelta(days=days)).isoformat()


def today_of(tx: Transaction) -> str:
    """The agency's local date of the action."""
    return local_date(tx.now, tx.get(Agency, 1).timezone).isoformat()


def payer_of(employer: Employer) -> str:
    """Name and address as they stand now."""
    return "\n".join(filter(None, (employer.name, employer.address)))


def add_paper(
    tx: Transaction,
    employer_id: int,
    kind: str,
    net_cents: int,
    words: str,
    *,
    job_id: int | None = None,
    po_number: str = "",
    issued_on: str = "",
    due: str = "",
) -> Invoice:
    """An invoice of one sum with its words: a deposit, a late charge, a deposit that is kept."""
    employer = tx.get(Employer, employer_id)
    issued_on = issued_on or today_of(tx)
    invoice = tx.add(
        Invoice(
            number=next_number(tx, issued_on),
            employer_id=employer_id,
            issued_on=issued_on,
            due_on=due or due_on(tx, employer, issued_on),
            bill_to=payer_of(employer),
            po_number=po_number,
            net_cents=net_cents,
            total_cents=net_cents,
            kind=kind,
            job_id=job_id,
            words=words,
        )
    )
    tx.subject = f"invoice:{invoice.id}"
    if kind in (InvoiceKind.DEPOSIT, InvoiceKind.LATE_CHARGE):
        tell_where_wanted(tx, invoice)
    return invoice
