"""What a discount for paying early rests on: an invoice, what counts on it, and its employer."""

import sqlite3
from typing import NamedTuple

from storage.queries.money.money import OPEN


class Discountable(NamedTuple):
    """An issued invoice. Dates are local ISO dates; `last_paid_on` is empty while no money came;
    `discounted` says that a discount was taken already."""

    kind: str
    issued_on: str
    total_cents: int
    tax_cents: int
    credited_cents: int
    open_cents: int
    last_paid_on: str
    discounted: bool
    employer_number: str
    employer_kind: str


def discountable(connection: sqlite3.Connection, invoice_id: int) -> Discountable | None:
    """The facts of an invoice; None where there is none that stands."""
    row = connection.execute(
        "SELECT coalesce(invoice.kind, 'invoice'), issued_on, total_cents, tax_cents,"
        " coalesce((SELECT sum(amount_cents) FROM payment WHERE invoice_id = invoice.id"
        "  AND credit_id IS NOT NULL), 0),"
        f" {OPEN},"
        " coalesce((SELECT max(received_on) FROM payment WHERE invoice_id = invoice.id"
        "  AND credit_id IS NULL), ''),"
        " EXISTS (SELECT 1 FROM dunning_step WHERE dunning_step.invoice_id = invoice.id"
        "  AND step = 'discount'), employer.number, employer.kind"
        " FROM invoice JOIN employer ON employer.id = employer_id"
        " WHERE invoice.id = ? AND state = 'issued'",
        (invoice_id,),
    ).fetchone()
    return Discountable._make(row) if row else None
