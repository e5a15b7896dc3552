"""Telling an employer of an invoice: as it is issued, where Settings say so, or by hand."""

from dataclasses import dataclass

from coordinator.actions.results import Actor, Refused
from coordinator.rules.money_words import InvoiceKind, InvoiceState
from storage.database import Book
from storage.models import Employer, Invoice
from storage.queries.book.settings import setting
from storage.transaction import Transaction

SEND = "invoices.send"
"""Setting: whether an invoice is told to its employer when it is issued."""


@dataclass(frozen=True, slots=True)
class InvoiceTold:
    """Messages about an invoice are queued: the number, and to whom."""

    number: str
    people: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return f"Invoice {self.number} is told to {', '.join(self.people)}"


def tell_where_wanted(tx: Transaction, invoice: Invoice) -> None:
    """Queue the message to the employer, where the settings say so."""
    if setting(tx.connection, SEND, default=False):
        from coordinator.actions.messages.outbox import tell_invoice

        tell_invoice(tx, invoice.id or 0)


def send_invoice(book: Book, actor: Actor, invoice_id: int) -> InvoiceTold | Refused:
    """Queue the message about an invoice to whoever at the employer hears of invoices."""
    from coordinator.actions.messages.outbox import tell_invoice

    with book.action(actor, "send invoice", f"invoice:{invoice_id}") as tx:
        invoice = tx.get(Invoice, invoice_id)
        problem = _cannot_send(invoice)
        told = () if problem else tell_invoice(tx, invoice_id)
        if not told:
            tx.abandon()
            name = tx.get(Employer, invoice.employer_id).name
            return Refused((problem or f"Nobody at {name} is known who hears of invoices.",))
        people = (f"{x.name} ({x.trouble})" if x.trouble else x.name for x in told)
        return InvoiceTold(invoice.number, tuple(dict.fromkeys(people)))


def _cannot_send(invoice: Invoice) -> str:
    if invoice.state == InvoiceState.VOID:
        return f"Invoice {invoice.number} is void."
    if invoice.kind == InvoiceKind.CREDIT:
        return "A credit note asks for nothing: send the statement of the account."
    return ""
