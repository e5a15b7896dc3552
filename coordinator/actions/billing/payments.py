"""Payments on one invoice: money received for it, and payments taken off again."""

from dataclasses import dataclass

from coordinator.actions.billing.discounts import (
    discounts_taken,
    drop_discount,
    due_cents,
    take_discount,
)
from coordinator.actions.billing.receipts import (
    MoneyIn,
    add_receipt,
    allocate,
    money_problem,
    open_cents,
)
from coordinator.actions.messages.telling_of_money import tell_receipt
from coordinator.actions.results import Actor, Refused
from coordinator.rules.money_words import InvoiceKind, InvoiceState
from storage.database import Book
from storage.models import Invoice, Payment
from storage.models import Receipt as ReceiptRow
from storage.queries.money.receivables import receipt_left
from storage.transaction import Transaction

Receipt = MoneyIn


@dataclass(frozen=True, slots=True)
class PaymentRecorded:
    """The payment is in the book; what was too much stands on the employer's account."""

    payment_id: int
    number: str
    open_cents: int
    on_account_cents: int = 0
    discount_cents: int = 0

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        words = f"Payment on {self.number} recorded; "
        if self.discount_cents:
            words += f"{self.discount_cents / 100:,.2f} of discount for paying early; "
        if self.open_cents:
            return words + f"{self.open_cents / 100:,.2f} still open"
        over = self.on_account_cents
        more = f", {over / 100:,.2f} too much stands on account" if over else ""
        return words + f"the invoice is paid{more}"


def record_payment(
    book: Book, actor: Actor, invoice_id: int, receipt: MoneyIn
) -> PaymentRecorded | Refused:
    """Record money received for an invoice; parts are allowed, and what is too much stands on the
    employer's account."""
    problem = money_problem(receipt)
    if problem:
        return Refused((problem,))
    with book.action(actor, "record payment", f"invoice:{invoice_id}") as tx:
        invoice = tx.get(Invoice, invoice_id)
        problem = _not_payable(tx, invoice)
        if problem:
            tx.abandon()
            return Refused((problem,))
        row = add_receipt(tx, invoice.employer_id, receipt)
        due = due_cents(tx.connection, invoice_id, open_cents(tx, invoice), receipt.received_on)
        problem = allocate(tx, row, {invoice_id: min(receipt.amount_cents, due)})
        if problem:
            tx.abandon()
            return Refused((problem,))
        payment = tx.connection.execute(
            "SELECT max(id) FROM payment WHERE receipt_id = ?", (row.id,)
        ).fetchone()[0]
        left = receipt_left(tx.connection, row.id or 0)
        still = open_cents(tx, invoice)
        tell_receipt(tx, invoice.employer_id, receipt.amount_cents, (invoice.number,), still)
        less = discounts_taken(tx.connection, row.id or 0)
        return PaymentRecorded(payment, invoice.number, still, left, less)


def remove_payment(
    book: Book, actor: Actor, payment_id: int, reason: str, *, keep_money: bool = False
) -> PaymentRecorded | Refused:
    """Take off a payment that was recorded by mistake or did not clear.

    Its receipt goes too when nothing else was taken from it, unless with `keep_money`: then it
    stands on the employer's account. What was taken from a deposit lies there again.
    """
    if not reason.strip():
        return Refused(("Taking a payment off needs a reason.",))
    with book.action(actor, "remove payment", "invoice", reason) as tx:
        payment = tx.get(Payment, payment_id)
        invoice = tx.get(Invoice, payment.invoice_id)
        tx.subject = f"invoice:{invoice.id}"
        if payment.credit_id is not None:
            tx.abandon()
            return Refused(("A credit note stays on its invoice.",))
        problem = _used_deposit(tx, invoice, payment)
        if problem:
            tx.abandon()
            return Refused((problem,))
        tx.remove(payment)
        drop_discount(tx, payment.invoice_id)
        take_discount(tx, payment.invoice_id)
        if payment.receipt_id is not None and not keep_money:
            _drop_receipt(tx, payment.receipt_id)
        return PaymentRecorded(payment_id, invoice.number, open_cents(tx, invoice))


def _drop_receipt(tx: Transaction, receipt_id: int) -> None:
    """Take the receipt out where nothing stands on it and no bank line brought it."""
    receipt = tx.get(ReceiptRow, receipt_id)
    whole = receipt_left(tx.connection, receipt_id) == receipt.amount_cents
    if whole and receipt.bank_line_id is None:
        tx.remove(receipt)


def _used_deposit(tx: Transaction, invoice: Invoice, payment: Payment) -> str:
    """Money that paid a deposit cannot leave it once the deposit was used."""
    from storage.queries.money.receivables import deposits

    rows = [x for x in deposits(tx.connection, invoice.employer_id) if x.id == invoice.id]
    if rows and payment.amount_cents > rows[0].held_cents:
        return f"Deposit {invoice.number} is used already: take it off those invoices first."
    return ""


def _not_payable(tx: Transaction, invoice: Invoice) -> str:
    if invoice.state == InvoiceState.VOID:
        return f"Invoice {invoice.number} is void."
    if invoice.kind == InvoiceKind.CREDIT:
        return f"{invoice.number} is a credit note."
    if open_cents(tx, invoice) <= 0:
        return f"Invoice {invoice.number} is paid: enter the money on account."
    return ""
