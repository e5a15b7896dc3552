"""Disputes: an employer contests an invoice or a line of it. Meanwhile it is not chased, and the
officer's pay goes on as if nothing had been said."""

from dataclasses import dataclass

from coordinator.actions.crediting import Credited, credit_amount, credit_lines
from coordinator.actions.results import Actor, Refused
from coordinator.rules.words import DisputeState, InvoiceKind, InvoiceState
from storage.database import Book
from storage.models import Charge, Dispute, Invoice


@dataclass(frozen=True, slots=True)
class Disputed:
    """A dispute stands open."""

    dispute_id: int
    number: str
    line: str

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        what = f"{self.line} of invoice {self.number}" if self.line else f"Invoice {self.number}"
        return f"{what} is disputed: it is not chased until that is settled"


@dataclass(frozen=True, slots=True)
class Settled:
    """A dispute is settled; with a credit note where the employer was right."""

    dispute_id: int
    number: str
    state: str
    credit: str = ""

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        words = f"Dispute on invoice {self.number} {self.state}"
        return words + (f", credit note {self.credit}" if self.credit else "")


def open_dispute(
    book: Book, actor: Actor, invoice_id: int, words: str, charge_id: int | None = None
) -> Disputed | Refused:
    """Note that the employer contests an invoice, or one line of it."""
    if not words.strip():
        return Refused(("A dispute needs what the employer says.",))
    with book.action(actor, "open dispute", f"invoice:{invoice_id}") as tx:
        invoice = tx.get(Invoice, invoice_id)
        line = tx.get(Charge, charge_id) if charge_id is not None else None
        problem = ""
        if invoice.state == InvoiceState.VOID or invoice.kind == InvoiceKind.CREDIT:
            problem = f"{invoice.number} asks for nothing."
        elif line is not None and line.invoice_id != invoice_id:
            problem = f"That line is not on invoice {invoice.number}."
        if problem:
            tx.abandon()
            return Refused((problem,))
        row = tx.add(
            Dispute(
                invoice_id=invoice_id, charge_id=charge_id, opened_at=tx.now, words=words.strip()
            )
        )
        return Disputed(row.id or 0, invoice.number, line.label if line else "")


def reject_dispute(book: Book, actor: Actor, dispute_id: int, outcome: str) -> Settled | Refused:
    """The invoice stands; it is chased again."""
    return _settle(book, actor, dispute_id, DisputeState.REJECTED, outcome)


def accept_dispute(
    book: Book, actor: Actor, dispute_id: int, outcome: str, cents: int | None = None
) -> Settled | Refused:
    """The employer is right: the line, or so much, is credited first; then the dispute is settled.

    Without an amount a dispute about a whole invoice has to be credited by hand before.
    """
    row = (
        book.reader()
        .execute("SELECT invoice_id, charge_id, state FROM dispute WHERE id = ?", (dispute_id,))
        .fetchone()
    )
    if row is None or row[2] != DisputeState.OPEN:
        return Refused(("There is no such open dispute.",))
    credited: Credited | Refused | None = None
    if cents is not None:
        credited = credit_amount(book, actor, row[0], cents, outcome)
    elif row[1] is not None:
        credited = credit_lines(book, actor, row[0], (row[1],), outcome)
    if isinstance(credited, Refused):
        return credited
    number = credited.number if credited else ""
    return _settle(book, actor, dispute_id, DisputeState.ACCEPTED, outcome, number)


def _settle(
    book: Book, actor: Actor, dispute_id: int, state: DisputeState, outcome: str, credit: str = ""
) -> Settled | Refused:
    if not outcome.strip():
        return Refused(("Say how the dispute was settled.",))
    with book.action(actor, "settle dispute", "invoice") as tx:
        row = tx.get(Dispute, dispute_id)
        tx.subject = f"invoice:{row.invoice_id}"
        if row.state != DisputeState.OPEN:
            tx.abandon()
            return Refused(("That dispute is settled already.",))
        row.state, row.settled_at, row.settled_by = state, tx.now, tx.who
        row.outcome = outcome.strip()
        tx.save(row)
        invoice = tx.get(Invoice, row.invoice_id)
        return Settled(dispute_id, invoice.number, state, credit)
