"""What the end of a month asks of the book."""

import sqlite3


def invoices_of_month(
    connection: sqlite3.Connection, from_on: str, until_on: str
) -> tuple[tuple[int, str], ...]:
    """(id, number) of the invoices that stand, issued within [from, until)."""
    rows = connection.execute(
        "SELECT id, number FROM invoice WHERE state = 'issued' AND issued_on >= ?"
        " AND issued_on < ? ORDER BY number",
        (from_on, until_on),
    )
    return tuple(rows.fetchall())


def run_of_period(connection: sqlite3.Connection, from_on: str, until_on: str) -> str:
    """The number of the locked run of a period, or empty."""
    row = connection.execute(
        "SELECT number FROM payroll_run WHERE state = 'locked' AND from_on = ? AND until_on = ?"
        " AND coalesce(kind, 'regular') = 'regular' ORDER BY id DESC LIMIT 1",
        (from_on, until_on),
    ).fetchone()
    return str(row[0]) if row else ""
