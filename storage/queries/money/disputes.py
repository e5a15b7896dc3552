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


@dataclass(frozen=True, slots=True)
class Contested:
    """What an open dispute is about: a line or a whole invoice, and the cents of it that no credit
    note has taken back."""

    invoice_id: int
    charge_id: int | None
    cents: int


def contested_of(connection: sqlite3.Connection, dispute_id: int) -> Contested | None:
    """What crediting an open dispute comes to; None where it is not open."""
    row = connection.execute(
        "SELECT invoice.id, charge_id, charge.amount_cents, invoice.total_cents"
        " + coalesce((SELECT sum(note.total_cents) FROM invoice AS note"
        " WHERE note.credits_id = invoice.id), 0)"
        " FROM dispute JOIN invoice ON invoice.id = dispute.invoice_id"
        " LEFT JOIN charge ON charge.id = charge_id"
        " WHERE dispute.id = ? AND dispute.state = 'open' AND invoice.state <> 'void'",
        (dispute_id,),
    ).fetchone()
    if row is None:
        return None
    invoice, charge, line_cents, left = row
    if charge is None:
        return Contested(invoice, None, left)
    back = charge in credited_lines(connection, invoice)
    return Contested(invoice, charge, 0 if back else line_cents)


def credited_lines(connection: sqlite3.Connection, invoice_id: int) -> frozenset[int]:
    """The lines of an invoice that a credit note has taken back."""
    rows = connection.execute(
        "SELECT json_extract(charge.trace, '$.credits') FROM invoice AS note"
        " JOIN charge ON charge.invoice_id = note.id WHERE note.credits_id = ?",
        (invoice_id,),
    )
    return frozenset(row[0] for row in rows)
