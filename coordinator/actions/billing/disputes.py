"""Disputes: an employer contests an invoice or a line of it. Meanwhile it is not chased, and the
officer's pay goes on as if nothing had been said."""

from dataclasses import dataclass

from coordinator.actions.billing.crediting import CREDIT, add_credit
from coordinator.actions.results import Actor, Refused
from coordinator.rules.money_words import DisputeState, InvoiceKind, InvoiceState
from storage.database import Book
from storage.models import Charge, Dispute, Invoice
from storage.queries.money.disputes import contested_of
from storage.transaction import Transaction


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
    """The employer is right: what he contests is credited, and the dispute is settled with it.

    That is the line, or all that is left of the invoice; with `cents` so much, with 0 nothing.
    """
    contested = contested_of(book.reader(), dispute_id)
    if contested is None:
        return Refused(("There is no such open dispute.",))
    wanted = contested.cents if cents is None else cents
    if not wanted:
        return _settle(book, actor, dispute_id, DisputeState.ACCEPTED, outcome)
    lines = None if contested.charge_id is None else (contested.charge_id,)
    with book.action(actor, CREDIT, f"invoice:{contested.invoice_id}", outcome) as tx:
        lines = lines if cents is None else None
        credited = add_credit(tx, contested.invoice_id, outcome, lines, cents)
        if isinstance(credited, Refused):
            return credited
        return _settle_in(tx, dispute_id, DisputeState.ACCEPTED, outcome, credited.number)


def _settle(
    book: Book, actor: Actor, dispute_id: int, state: DisputeState, outcome: str
) -> Settled | Refused:
    with book.action(actor, "settle dispute", "invoice") as tx:
        return _settle_in(tx, dispute_id, state, outcome)


def _settle_in(
    tx: Transaction, dispute_id: int, state: DisputeState, outcome: str, credit: str = ""
) -> Settled | Refused:
    row = tx.get(Dispute, dispute_id)
    tx.subject = f"invoice:{row.invoice_id}"
    problem = "" if outcome.strip() else "Say how the dispute was settled."
    if row.state != DisputeState.OPEN:
        problem = "That dispute is settled already."
    if problem:
        tx.abandon()
        return Refused((problem,))
    row.state, row.settled_at, row.settled_by = state, tx.now, tx.who
    row.outcome = outcome.strip()
    tx.save(row)
    invoice = tx.get(Invoice, row.invoice_id)
    return Settled(dispute_id, invoice.number, state, credit)
