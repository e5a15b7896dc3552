"""What an undo must not leave behind: more money used than came in, or more paid than was asked."""

import sqlite3
from collections.abc import Iterable

from storage.changes import ChangeRow
from storage.queries.money.money import DISCOUNTED, PAID, WRITTEN_OFF
from storage.queries.money.receivables import GIVEN_BACK, LEFT, USED

TABLES = ("receipt", "payment", "refund", "dunning_step", "invoice")

_CHECKS = (
    (
        f"SELECT 'Receipt of ' || received_on FROM receipt WHERE {LEFT} < 0",
        "{}: more than it brought would be used.",
    ),
    (
        f"SELECT number FROM invoice WHERE kind = 'deposit' AND {PAID} < {USED} + {GIVEN_BACK}",
        "Deposit {}: more than was paid on it would be used.",
    ),
    (
        f"SELECT number FROM invoice WHERE state = 'issued' AND total_cents >= 0"
        f" AND {PAID} + {WRITTEN_OFF} > total_cents"
        " AND EXISTS (SELECT 1 FROM payment WHERE invoice_id = invoice.id"
        " AND (receipt_id IS NOT NULL OR deposit_id IS NOT NULL OR credit_id IS NOT NULL))",
        "Invoice {}: more would be paid than it asks for.",
    ),
    (
        f"SELECT number FROM invoice WHERE state = 'issued' AND {DISCOUNTED} > 0"
        f" AND {PAID} + {WRITTEN_OFF} <> total_cents",
        "Invoice {}: it would not be paid, and its discount for paying early would stand.",
    ),
)


def overdrawn(connection: sqlite3.Connection, changes: Iterable[ChangeRow]) -> str:
    """Why the money would not add up after these changes, or nothing."""
    if not any(change.tbl in TABLES for change in changes):
        return ""
    for sql, words in _CHECKS:
        found = connection.execute(f"{sql} LIMIT 1").fetchone()
        if found:
            return f"{words.format(found[0])} Take that back first."
    return ""
