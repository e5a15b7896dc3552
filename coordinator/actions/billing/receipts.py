"""Money in: receipts on an employer's account, what of them counts on which invoice, refunds.

A receipt is what came in. Payments take from it, refunds give it back, and what neither took stands
on the employer's account; so nothing is ever lost: amount = payments + refunds + on account.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from coordinator.actions.billing.discounts import discounts_taken, in_order, take_discount
from coordinator.actions.billing.invoice_papers import today_of
from coordinator.actions.messages.telling_of_money import tell_receipt
from coordinator.actions.results import Actor, Refused
from coordinator.rules.money_words import InvoiceKind, InvoiceState
from coordinator.rules.second_person import is_another
from storage.database import Book
from storage.models import Employer, Invoice, Payment, Receipt, Refund
from storage.queries.money.money import paid_cents, written_off_cents
from storage.queries.money.receivables import deposits, receipt_left
from storage.transaction import Transaction

CASH = "cash"


@dataclass(frozen=True, slots=True)
class MoneyIn:
    """What came in: a local date, cents, how, and the payer's own reference."""

    received_on: str
    amount_cents: int
    method: str = ""
    reference: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """The money is in the book: what of it counts on which invoice, and what is on account."""

    receipt_id: int
    amount_cents: int
    used: tuple[tuple[str, int], ...]
    left_cents: int
    discount_cents: int = 0

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        parts = [f"{_money(cents)} on {number}" for number, cents in self.used]
        less = self.discount_cents
        parts += [f"{_money(less)} of discount for paying early"] if less else []
        parts += [f"{_money(self.left_cents)} on account"] if self.left_cents else []
        return f"{_money(self.amount_cents)} received: {', '.join(parts) or 'nothing'}"


@dataclass(frozen=True, slots=True)
class Refunded:
    """Money was given back to the employer."""

    refund_id: int
    amount_cents: int
    left_cents: int

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        left = f"; {_money(self.left_cents)} of it is still there" if self.left_cents else ""
        return f"{_money(self.amount_cents)} refunded{left}"


@dataclass(frozen=True, slots=True)
class RefundWords:
    """Why money is given back, who allowed it, and how it went."""

    approved_by: str
    reason: str
    paid_on: str = ""
    method: str = ""
    reference: str = ""


def receive(
    book: Book,
    actor: Actor,
    employer_id: int,
    money: MoneyIn,
    on: Mapping[int, int] | None = None,
    *,
    oldest_first: bool = False,
) -> Received | Refused:
    """Enter money received; `on` says what of it counts on which invoice (id → cents).

    With `oldest_first` it pays what is open in order of the due dates. The rest is on account.
    """
    problem = money_problem(money)
    if problem:
        return Refused((problem,))
    with book.action(actor, "receive money", f"employer:{employer_id}") as tx:
        tx.get(Employer, employer_id)
        receipt = add_receipt(tx, employer_id, money)
        shares = dict(on or {}) or (
            in_order(tx, employer_id, money.amount_cents, money.received_on) if oldest_first else {}
        )
        refusal = allocate(tx, receipt, shares)
        if refusal:
            tx.abandon()
            return Refused((refusal,))
        received = _received(tx, receipt)
        open_still = sum(open_cents(tx, tx.get(Invoice, each)) for each in shares)
        numbers = [number for number, _ in received.used]
        tell_receipt(tx, employer_id, money.amount_cents, numbers, open_still)
        return received


def use_receipt(
    book: Book, actor: Actor, receipt_id: int, on: Mapping[int, int] | None = None
) -> Received | Refused:
    """Let what stands on account count on invoices; without `on`, on the oldest that are open."""
    with book.action(actor, "use money on account", "employer") as tx:
        receipt = tx.get(Receipt, receipt_id)
        tx.subject = f"employer:{receipt.employer_id}"
        left = receipt_left(tx.connection, receipt_id)
        shares = dict(on or {}) or in_order(tx, receipt.employer_id, left, receipt.received_on)
        refusal = allocate(tx, receipt, shares) if shares else "Nothing is open, or nothing left."
        if refusal:
            tx.abandon()
            return Refused((refusal,))
        return _received(tx, receipt)


def refund_receipt(
    book: Book, actor: Actor, receipt_id: int, cents: int, words: RefundWords
) -> Refunded | Refused:
    """Give back what stands on account of a receipt; needs somebody else who approves it."""
    with book.action(actor, "refund", "employer", words.reason) as tx:
        receipt = tx.get(Receipt, receipt_id)
        left = receipt_left(tx.connection, receipt_id)
        return _refund(tx, receipt.employer_id, cents, left, words, receipt_id=receipt_id)


def refund_deposit(
    book: Book, actor: Actor, deposit_id: int, cents: int, words: RefundWords
) -> Refunded | Refused:
    """Give back what of a deposit was paid and not used; needs somebody else who approves it."""
    with book.action(actor, "refund", "employer", words.reason) as tx:
        deposit = tx.get(Invoice, deposit_id)
        rows = [x for x in deposits(tx.connection, deposit.employer_id) if x.id == deposit_id]
        left = rows[0].held_cents if rows else 0
        return _refund(tx, deposit.employer_id, cents, left, words, deposit_id=deposit_id)


def move_receipt(book: Book, actor: Actor, receipt_id: int, employer_id: int) -> Received | Refused:
    """Put a receipt that was entered for the wrong employer to the right one's account."""
    with book.action(actor, "move receipt", f"employer:{employer_id}") as tx:
        receipt = tx.get(Receipt, receipt_id)
        tx.get(Employer, employer_id)
        if receipt_left(tx.connection, receipt_id) != receipt.amount_cents:
            tx.abandon()
            return Refused(("Some of it is used: take those payments off first.",))
        receipt.employer_id = employer_id
        tx.save(receipt)
        return _received(tx, receipt)


# ── within a transaction ─────────────────────────────────────────────────────────────────────


def add_receipt(
    tx: Transaction, employer_id: int, money: MoneyIn, bank_line_id: int | None = None
) -> Receipt:
    """Write the receipt itself."""
    return tx.add(
        Receipt(
            employer_id=employer_id,
            received_on=money.received_on,
            amount_cents=money.amount_cents,
            method=money.method,
            reference=money.reference,
            words=money.words,
            bank_line_id=bank_line_id,
        )
    )


def allocate(tx: Transaction, receipt: Receipt, shares: Mapping[int, int]) -> str:
    """Let parts of a receipt count on invoices; the reason why not, or nothing."""
    left = receipt_left(tx.connection, receipt.id or 0)
    if sum(shares.values()) > left:
        return f"Only {_money(left)} of the receipt is left."
    for invoice_id, cents in shares.items():
        invoice = tx.get(Invoice, invoice_id)
        problem = _cannot_take(tx, invoice, receipt, cents)
        if problem:
            return problem
        tx.add(
            Payment(
                invoice_id=invoice_id,
                received_on=receipt.received_on,
                amount_cents=cents,
                method=receipt.method,
                reference=receipt.reference,
                receipt_id=receipt.id,
            )
        )
        take_discount(tx, invoice_id)
    return ""


def open_cents(tx: Transaction, invoice: Invoice) -> int:
    """What is still to be paid on an invoice."""
    given_up = written_off_cents(tx.connection, invoice.id or 0)
    return invoice.total_cents - paid_cents(tx.connection, invoice.id or 0) - given_up


def money_problem(money: MoneyIn) -> str:
    """Why this cannot be what came in, or nothing."""
    if money.amount_cents <= 0:
        return "A payment is more than nothing."
    if money.method.strip().lower() == CASH and not money.reference.strip():
        return "Cash needs the number of its receipt as the reference."
    try:
        date.fromisoformat(money.received_on)
    except ValueError:
        return f"{money.received_on!r} is not a date such as 2026-11-22."
    return ""


def _cannot_take(tx: Transaction, invoice: Invoice, receipt: Receipt, cents: int) -> str:
    if invoice.state == InvoiceState.VOID:
        return f"Invoice {invoice.number} is void."
    if invoice.kind == InvoiceKind.CREDIT:
        return f"{invoice.number} is a credit note."
    if invoice.employer_id != receipt.employer_id:
        return f"Invoice {invoice.number} is another employer's."
    if cents <= 0:
        return "A payment is more than nothing."
    left = open_cents(tx, invoice)
    return f"Invoice {invoice.number} has only {_money(left)} open." if cents > left else ""


def _refund(
    tx: Transaction,
    employer_id: int,
    cents: int,
    left: int,
    words: RefundWords,
    *,
    receipt_id: int | None = None,
    deposit_id: int | None = None,
) -> Refunded | Refused:
    tx.subject = f"employer:{employer_id}"
    problem = _cannot_refund(tx, cents, left, words)
    if problem:
        tx.abandon()
        return Refused((problem,))
    refund = tx.add(
        Refund(
            employer_id=employer_id,
            receipt_id=receipt_id,
            deposit_id=deposit_id,
            paid_on=words.paid_on or today_of(tx),
            amount_cents=cents,
            method=words.method,
            reference=words.reference,
            approved_by=words.approved_by,
            reason=words.reason,
        )
    )
    return Refunded(refund.id or 0, cents, left - cents)


def _cannot_refund(tx: Transaction, cents: int, left: int, words: RefundWords) -> str:
    if not words.reason.strip():
        return "A refund needs a reason."
    if not is_another(words.approved_by, tx.who):
        return "A refund needs somebody else who approves it."
    if not 0 < cents <= left:
        return f"{_money(left)} is there to give back."
    return ""


def _received(tx: Transaction, receipt: Receipt) -> Received:
    rows = tx.connection.execute(
        "SELECT invoice.number, sum(payment.amount_cents) FROM payment"
        " JOIN invoice ON invoice.id = invoice_id WHERE receipt_id = ?"
        " GROUP BY invoice.id ORDER BY invoice.number",
        (receipt.id,),
    )
    used, left = tuple(rows.fetchall()), receipt_left(tx.connection, receipt.id or 0)
    less = discounts_taken(tx.connection, receipt.id or 0)
    return Received(receipt.id or 0, receipt.amount_cents, used, left, less)


def _money(cents: int) -> str:
    return f"{cents / 100:,.2f}"
