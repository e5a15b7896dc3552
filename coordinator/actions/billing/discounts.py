"""Discounts for paying early: what is offered on an invoice, and taken when its money comes in.

One that was taken is a step on the invoice, as a write-off is: it settles what was left open, and
goes when a payment is taken off again.
"""

import sqlite3
from dataclasses import dataclass, replace
from datetime import date

from coordinator.actions.billing.billing_terms import terms_on
from coordinator.rules.billing_discounts import DISCOUNT
from coordinator.rules.billing_whom import Debtor
from coordinator.rules.money_words import InvoiceKind
from storage.queries.money.discounts import Discountable, discountable
from storage.queries.money.money import InvoiceDocument
from storage.queries.money.receivables import open_items
from storage.transaction import Transaction

KINDS = (InvoiceKind.INVOICE, InvoiceKind.SUPPLEMENTARY)


@dataclass(frozen=True, slots=True)
class Offer:
    """So many cents less if the rest is there by a local date (ISO)."""

    until: str
    cents: int
    words: str


def offer_of(connection: sqlite3.Connection, invoice_id: int) -> Offer | None:
    """What the terms of an invoice's date offer for paying it early; None where nothing is, or it
    was taken, or some of the money came too late."""
    found = discountable(connection, invoice_id)
    return _offer(connection, found) if found is not None and found.open_cents > 0 else None


def with_offer(connection: sqlite3.Connection, document: InvoiceDocument) -> InvoiceDocument:
    """The invoice with what it costs less for being paid early."""
    offer = offer_of(connection, document.id)
    if offer is None:
        return document
    return replace(document, discount_until=offer.until, discount_offered_cents=offer.cents)


def _offer(connection: sqlite3.Connection, found: Discountable) -> Offer | None:
    if found.kind not in KINDS or found.discounted:
        return None
    debtor = Debtor(found.employer_number, found.employer_kind)
    total = found.total_cents - found.credited_cents
    discount = terms_on(connection, found.issued_on).discount_of(debtor, total)
    if discount is None:
        return None
    tax = found.tax_cents * total // found.total_cents if found.total_cents else 0
    until = discount.until(date.fromisoformat(found.issued_on)).isoformat()
    if found.last_paid_on > until:
        return None
    return Offer(until, discount.cents(total, tax), discount.words())


def due_cents(connection: sqlite3.Connection, invoice_id: int, open_cents: int, on: str) -> int:
    """What settles an invoice with money of a local date: what is open, or the discount less where
    that leaves something to pay."""
    offer = offer_of(connection, invoice_id)
    less = offer.cents if offer is not None and on <= offer.until else 0
    return open_cents - (less if less < open_cents else 0)


def in_order(tx: Transaction, employer_id: int, cents: int, on: str) -> dict[int, int]:
    """Money of a local date dealt out to the open invoices in order of the due dates."""
    found: dict[int, int] = {}
    for item in sorted(open_items(tx.connection, employer_id), key=lambda x: (x.due_on, x.id)):
        share = min(cents, due_cents(tx.connection, item.id, item.open_cents, on))
        if share > 0:
            found[item.id] = share
            cents -= share
    return found


def take_discount(tx: Transaction, invoice_id: int) -> int:
    """Settle what is left open where the discount covers it and all the money came in time; the
    cents taken."""
    # The models cost more to import than a screen may take.
    from storage.models import DunningStep

    found = discountable(tx.connection, invoice_id)
    offer = None if found is None else _offer(tx.connection, found)
    if found is None or offer is None or not 0 < found.open_cents <= offer.cents:
        return 0
    if not found.last_paid_on:
        return 0
    tx.add(
        DunningStep(
            invoice_id=invoice_id,
            step=DISCOUNT,
            taken_on=found.last_paid_on,
            open_cents=found.open_cents,
            words=f"{offer.words}, until {offer.until}",
        )
    )
    return found.open_cents


def drop_discount(tx: Transaction, invoice_id: int) -> None:
    """Take a discount back, since what earned it is taken off."""
    from storage.models import DunningStep

    rows = tx.connection.execute(
        "SELECT id FROM dunning_step WHERE invoice_id = ? AND step = ?", (invoice_id, DISCOUNT)
    ).fetchall()
    for (step_id,) in rows:
        tx.remove(tx.get(DunningStep, step_id))


def discounts_taken(connection: sqlite3.Connection, receipt_id: int) -> int:
    """What discounts settled of the invoices on which a receipt counts."""
    found = connection.execute(
        "SELECT coalesce(sum(open_cents), 0) FROM dunning_step WHERE step = ? AND invoice_id IN"
        " (SELECT invoice_id FROM payment WHERE receipt_id = ?)",
        (DISCOUNT, receipt_id),
    ).fetchone()
    return int(found[0])
