"""Credit notes: an invoice taken back whole, by lines, or by an amount, with a reason.

A credit note has a number of its own gapless series and negative amounts. It counts on its invoice
at once; money that is then too much goes back to the employer's account, or to the deposit from
which it came. So an invoice and its credit notes always come to what is still owed and was paid.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coordinator.actions.billing.discounts import drop_discount, take_discount
from coordinator.actions.billing.invoice_papers import (
    CREDIT_SERIES,
    next_number,
    today_of,
)
from coordinator.actions.billing.invoicing import corrected_by, free_hours
from coordinator.actions.billing.receipts import MoneyIn, add_receipt, open_cents
from coordinator.actions.results import Actor, Refused
from coordinator.rules.money_words import InvoiceKind, InvoiceState
from coordinator.rules.rates.shares import in_shares
from storage.database import Book
from storage.models import Charge, Invoice, Payment
from storage.queries.money.money import TELLING, written_off_cents
from storage.transaction import Transaction

CREDIT = "credit invoice"
"""The verb of everything that makes a credit note: it is not undone."""
BY_CREDIT = "credit note"
_COLUMN = {"officer": "net_cents", "equipment": "net_cents", "fee": "fee_cents", "tax": "tax_cents"}


@dataclass(frozen=True, slots=True)
class Credited:
    """A credit note stands in the book; `freed_cents` went back on account or to a deposit."""

    invoice_id: int
    number: str
    credits: str
    total_cents: int
    freed_cents: int
    entries: int
    discount_cents: int = 0

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        words = f"Credit note {self.number} over {-self.total_cents / 100:,.2f} on {self.credits}"
        if self.freed_cents:
            words += f"; {self.freed_cents / 100:,.2f} stands on account"
        if self.discount_cents:
            words += f"; {self.discount_cents / 100:,.2f} of discount for paying early"
        return words + (f"; {self.entries} entries wait to be billed again" if self.entries else "")


def credit_invoice(
    book: Book, actor: Actor, invoice_id: int, reason: str, *, bill_again: bool = False
) -> Credited | Refused:
    """Credit all of an invoice that was not credited yet; `bill_again` lets its hours wait anew."""
    return _credit(book, actor, invoice_id, reason, None, None, bill_again=bill_again)


def credit_lines(
    book: Book, actor: Actor, invoice_id: int, charge_ids: Sequence[int], reason: str
) -> Credited | Refused:
    """Credit these lines of an invoice; fees and taxes on them are lines of their own."""
    return _credit(book, actor, invoice_id, reason, tuple(dict.fromkeys(charge_ids)), None)


def credit_amount(
    book: Book, actor: Actor, invoice_id: int, cents: int, reason: str
) -> Credited | Refused:
    """Credit a sum, shared among net, fees and taxes as they stand on the invoice."""
    return _credit(book, actor, invoice_id, reason, None, cents)


def _credit(
    book: Book,
    actor: Actor,
    invoice_id: int,
    reason: str,
    charges: tuple[int, ...] | None,
    cents: int | None,
    *,
    bill_again: bool = False,
) -> Credited | Refused:
    with book.action(actor, CREDIT, f"invoice:{invoice_id}", reason) as tx:
        return add_credit(tx, invoice_id, reason, charges, cents, bill_again=bill_again)


def add_credit(
    tx: Transaction,
    invoice_id: int,
    reason: str,
    charges: tuple[int, ...] | None = None,
    cents: int | None = None,
    *,
    bill_again: bool = False,
) -> Credited | Refused:
    """Credit these lines, so much, or all that is left; a refusal abandons the transaction."""
    invoice = tx.get(Invoice, invoice_id)
    if charges is None and cents is None:
        drop_discount(tx, invoice_id)
    sums = _sums(tx, invoice, charges, cents)
    problem = "" if reason.strip() else "A credit note needs a reason."
    problem = problem or _cannot(tx, invoice) or (sums if isinstance(sums, str) else "")
    problem = problem or (_cannot_bill_again(tx, invoice) if bill_again else "")
    if problem or isinstance(sums, str):
        tx.abandon()
        return Refused((problem,))
    note = _note(tx, invoice, sums, reason)
    if charges is not None or cents is None:
        _credit_charges(tx, invoice, note, charges)
    freed = _settle(tx, invoice, note)
    less = take_discount(tx, invoice_id)
    entries = free_hours(tx, invoice_id) if bill_again else 0
    counted = note.total_cents, freed, entries, less
    return Credited(note.id or 0, note.number, invoice.number, *counted)


def creditable(tx: Transaction, invoice: Invoice) -> dict[str, int]:
    """What of net, fees and taxes of an invoice no credit note has taken back."""
    row = tx.connection.execute(
        "SELECT coalesce(sum(net_cents), 0), coalesce(sum(fee_cents), 0),"
        " coalesce(sum(tax_cents), 0) FROM invoice WHERE credits_id = ?",
        (invoice.id,),
    ).fetchone()
    have = (invoice.net_cents, invoice.fee_cents, invoice.tax_cents)
    names = ("net_cents", "fee_cents", "tax_cents")
    return {name: a + b for name, a, b in zip(names, have, row, strict=True)}


def _cannot(tx: Transaction, invoice: Invoice) -> str:
    if invoice.state == InvoiceState.VOID:
        return f"Invoice {invoice.number} is void."
    if invoice.kind == InvoiceKind.CREDIT:
        return f"{invoice.number} is a credit note itself."
    if invoice.kind == InvoiceKind.DEPOSIT and _used(tx, invoice):
        return f"Deposit {invoice.number} was used: credit the invoices that it paid."
    return ""


def _cannot_bill_again(tx: Transaction, invoice: Invoice) -> str:
    later = corrected_by(tx, invoice.id or 0)
    if not later:
        return ""
    return f"Invoice {later} corrects {invoice.number}: credit that one to bill the hours again."


def _used(tx: Transaction, invoice: Invoice) -> bool:
    found = tx.connection.execute(
        "SELECT 1 FROM payment WHERE deposit_id = :id"
        " UNION SELECT 1 FROM refund WHERE deposit_id = :id",
        {"id": invoice.id},
    )
    return found.fetchone() is not None


def _sums(
    tx: Transaction, invoice: Invoice, charges: tuple[int, ...] | None, cents: int | None
) -> dict[str, int] | str:
    """What is credited of net, fees and taxes, or why it cannot be."""
    left = creditable(tx, invoice)
    if charges is not None:
        sums = _of_lines(tx, invoice, charges)
    elif cents is not None:
        shares = in_shares(cents, [max(0, each) for each in left.values()])
        sums = dict(zip(left, shares, strict=True))
    else:
        sums = left
    if isinstance(sums, str):
        return sums
    most = sum(left.values()) - written_off_cents(tx.connection, invoice.id or 0)
    if not 0 < sum(sums.values()) <= most:
        return f"Invoice {invoice.number} has {most / 100:,.2f} left to credit."
    return sums


def _of_lines(tx: Transaction, invoice: Invoice, charges: tuple[int, ...]) -> dict[str, int] | str:
    sums = {"net_cents": 0, "fee_cents": 0, "tax_cents": 0}
    for charge_id in charges:
        charge = tx.get(Charge, charge_id)
        if charge.invoice_id != invoice.id or charge.kind in TELLING:
            return f"That line is not one that invoice {invoice.number} asks for."
        if _taken_back(tx, charge_id):
            return f"{charge.label} was credited already."
        sums[_COLUMN.get(charge.kind, "net_cents")] += charge.amount_cents
    return sums


def _taken_back(tx: Transaction, charge_id: int) -> bool:
    found = tx.connection.execute(
        "SELECT 1 FROM charge WHERE side = 'bill' AND json_extract(trace, '$.credits') = ?"
        " AND detail_id = (SELECT detail_id FROM charge WHERE id = ?)",
        (charge_id, charge_id),
    )
    return found.fetchone() is not None


def _note(tx: Transaction, invoice: Invoice, sums: Mapping[str, int], reason: str) -> Invoice:
    today = today_of(tx)
    return tx.add(
        Invoice(
            number=next_number(tx, today, CREDIT_SERIES),
            employer_id=invoice.employer_id,
            issued_on=today,
            due_on=today,
            bill_to=invoice.bill_to,
            po_number=invoice.po_number,
            net_cents=-sums["net_cents"],
            fee_cents=-sums["fee_cents"],
            tax_cents=-sums["tax_cents"],
            total_cents=-sum(sums.values()),
            kind=InvoiceKind.CREDIT,
            credits_id=invoice.id,
            job_id=invoice.job_id,
            words=reason,
        )
    )


def _credit_charges(
    tx: Transaction, invoice: Invoice, note: Invoice, charges: tuple[int, ...] | None
) -> None:
    """The lines taken back, each naming its own; all that were not yet where none are named."""
    rows = tx.connection.execute(
        "SELECT id FROM charge WHERE invoice_id = ? AND side = 'bill' AND kind <> 'agency'"
        " AND (? IS NULL OR id IN (SELECT value FROM json_each(?))) ORDER BY id",
        (invoice.id, *(json.dumps(charges) if charges else None,) * 2),
    ).fetchall()
    for (charge_id,) in rows:
        if charges is None and _taken_back(tx, charge_id):
            continue
        charge = tx.get(Charge, charge_id)
        told = json.loads(charge.trace) | {"credits": charge_id}
        tx.add(
            Charge(
                detail_id=charge.detail_id,
                assignment_id=charge.assignment_id,
                side=charge.side,
                ordinal=charge.ordinal,
                kind=charge.kind,
                label=charge.label,
                minutes=None if charge.minutes is None else -charge.minutes,
                quantity=charge.quantity,
                rate=charge.rate,
                amount_cents=-charge.amount_cents,
                trace=json.dumps(told, ensure_ascii=False),
                invoice_id=note.id,
            )
        )


def _settle(tx: Transaction, invoice: Invoice, note: Invoice) -> int:
    """Let the note count on its invoice; what money is too much goes back where it came from."""
    cents = -note.total_cents
    freed = _free(tx, invoice, cents - open_cents(tx, invoice))
    for which, amount in ((invoice, cents), (note, -cents)):
        tx.add(
            Payment(
                invoice_id=which.id,
                received_on=note.issued_on,
                amount_cents=amount,
                method=BY_CREDIT,
                reference=note.number,
                credit_id=note.id,
            )
        )
    return freed


def _free(tx: Transaction, invoice: Invoice, cents: int) -> int:
    """Take so much off the invoice's payments, the latest first; the cents taken."""
    if cents <= 0:
        return 0
    rows = tx.connection.execute(
        "SELECT id FROM payment WHERE invoice_id = ? AND credit_id IS NULL ORDER BY id DESC",
        (invoice.id,),
    ).fetchall()
    left = cents
    for (payment_id,) in rows:
        payment = tx.get(Payment, payment_id)
        share = min(left, payment.amount_cents)
        if share <= 0:
            break
        if payment.receipt_id is None and payment.deposit_id is None:
            payment = _with_receipt(tx, invoice, payment)
        left -= share
        if share == payment.amount_cents:
            tx.remove(payment)
        else:
            payment.amount_cents -= share
            tx.save(payment)
    return cents - left


def _with_receipt(tx: Transaction, invoice: Invoice, payment: Payment) -> Payment:
    """A payment of an earlier program gets the receipt that it stands for."""
    money = MoneyIn(payment.received_on, payment.amount_cents, payment.method, payment.reference)
    payment.receipt_id = add_receipt(tx, invoice.employer_id, money).id
    tx.save(payment)
    return payment
