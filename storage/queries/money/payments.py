"""The payments on an invoice."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """Money received."""

    id: int
    invoice_number: str
    received_on: str
    amount_cents: int
    method: str
    reference: str


def payments(connection: sqlite3.Connection, invoice: int) -> tuple[PaymentLine, ...]:
    """The payments on an invoice, in the order in which they came."""
    rows = connection.execute(
        "SELECT payment.id, invoice.number, received_on, amount_cents, method, reference"
        " FROM payment JOIN invoice ON invoice.id = invoice_id"
        " WHERE invoice_id = ? ORDER BY received_on, payment.id",
        (invoice,),
    )
    return tuple(PaymentLine(*row) for row in rows)
