"""Money received on invoices."""

from dataclasses import dataclass
from datetime import date

from coordinator.actions.results import Actor, Refused
from coordinator.rules.words import InvoiceState
from storage.database import Book
from storage.models import Invoice, Payment
from storage.queries.money import paid_cents


@dataclass(frozen=True, slots=True)
class PaymentRecorded:
    """The payment is in the book. A negative `open_cents` is an overpayment."""

    payment_id: int
    number: str
    open_cents: int

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        if self.open_cents == 0:
            return f"Payment on {self.number} recorded; the invoice is paid"
        word = "still open" if self.open_cents > 0 else "paid too much"
        return f"Payment on {self.number} recorded; {abs(self.open_cents) / 100:,.2f} {word}"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was received: a local date, cents, how, and the payer's own reference."""

    received_on: str
    amount_cents: int
    method: str = ""
    reference: str = ""


def record_payment(
    book: Book, actor: Actor, invoice_id: int, receipt: Receipt
) -> PaymentRecorded | Refused:
    """Record money received on an invoice; parts and overpayments are allowed."""
    if receipt.amount_cents <= 0:
        return Refused(("A payment is more than nothing.",))
    try:
        date.fromisoformat(receipt.received_on)
    except ValueError:
        return Refused((f"{receipt.received_on!r} is not a date such as 2026-11-22.",))
    with book.action(actor, "record payment", f"invoice:{invoice_id}") as tx:
        invoice = tx.get(Invoice, invoice_id)
        if invoice.state == InvoiceState.VOID:
            tx.abandon()
            return Refused((f"Invoice {invoice.number} is void.",))
        payment = tx.add(
            Payment(
                invoice_id=invoice_id,
                received_on=receipt.received_on,
                amount_cents=receipt.amount_cents,
                method=receipt.method,
                reference=receipt.reference,
            )
        )
        left = invoice.total_cents - paid_cents(tx.connection, invoice_id)
        return PaymentRecorded(payment.id or 0, invoice.number, left)


def remove_payment(
    book: Book, actor: Actor, payment_id: int, reason: str
) -> PaymentRecorded | Refused:
    """Take off a payment that was recorded by mistake or did not clear."""
    if not reason.strip():
        return Refused(("Taking a payment off needs a reason.",))
    with book.action(actor, "remove payment", "invoice", reason) as tx:
        payment = tx.get(Payment, payment_id)
        invoice = tx.get(Invoice, payment.invoice_id)
        tx.subject = f"invoice:{invoice.id}"
        tx.remove(payment)
        left = invoice.total_cents - paid_cents(tx.connection, payment.invoice_id)
        return PaymentRecorded(payment_id, invoice.number, left)
