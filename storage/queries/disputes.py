"""Disputes as lists show them."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """A dispute about an invoice, or about one line of it. Instants are UTC seconds."""

    id: int
    invoice_id: int
    number: str
    employer: str
    charge_id: int | None
    line: str
    words: str
    state: str
    opened_at: int
    settled_at: int | None
    outcome: str


def disputes(
    connection: sqlite3.Connection, invoice_id: int | None = None, *, only_open: bool = False
) -> tuple[DisputeRow, ...]:
    """The disputes about an invoice or about all, the oldest first."""
    rows = connection.execute(
        "SELECT dispute.id, invoice.id, invoice.number, employer.name, charge_id,"
        " coalesce(charge.label, ''), dispute.words, dispute.state, opened_at, settled_at, outcome"
        " FROM dispute JOIN invoice ON invoice.id = dispute.invoice_id"
        " JOIN employer ON employer.id = invoice.employer_id"
        " LEFT JOIN charge ON charge.id = charge_id"
        " WHERE (:invoice IS NULL OR invoice.id = :invoice)"
        " AND (NOT :only_open OR dispute.state = 'open') ORDER BY dispute.id",
        {"invoice": invoice_id, "only_open": only_open},
    )
    return tuple(DisputeRow(*row) for row in rows)
