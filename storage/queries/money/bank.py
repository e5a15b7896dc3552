"""Bank lines: what waits to be booked, what was booked, what was put aside and why."""

import sqlite3
from dataclasses import dataclass

from storage.queries.lists import Listing


@dataclass(frozen=True, slots=True)
class BankRow:
    """One line of a statement and what became of it."""

    id: int
    booked_on: str
    amount_cents: int
    payer: str
    words: str
    state: str
    ignored_because: str
    account: str
    employer: str


_COLUMNS = """bank_line.id, bank_line.booked_on, bank_line.amount_cents, bank_line.payer,
    bank_line.words, bank_line.state, bank_line.ignored_because, bank_statement.account,
    coalesce((SELECT employer.name FROM receipt JOIN employer ON employer.id = employer_id
              WHERE receipt.bank_line_id = bank_line.id), '')"""
_TABLES = "bank_line JOIN bank_statement ON bank_statement.id = statement_id"

BANK_LINES: Listing[BankRow] = Listing(
    make=BankRow,
    key="bank_line.id",
    columns=_COLUMNS,
    tables=_TABLES,
    orders={"date": "bank_line.booked_on", "amount": "bank_line.amount_cents"},
    words=("bank_line.payer", "bank_line.words", "bank_line.booked_on"),
    flags={
        "waiting": "bank_line.state = 'waiting'",
        "booked": "bank_line.state = 'booked'",
        "ignored": "bank_line.state = 'ignored'",
        "out": "bank_line.amount_cents < 0",
    },
)


def waiting_lines(connection: sqlite3.Connection) -> tuple[BankRow, ...]:
    """Lines that nobody has booked or put aside, in order of their dates."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM {_TABLES} WHERE bank_line.state = 'waiting'"
        " ORDER BY bank_line.booked_on, bank_line.id"
    )
    return tuple(BankRow(*row) for row in rows)


def bank_line(connection: sqlite3.Connection, line_id: int) -> BankRow | None:
    """One line."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM {_TABLES} WHERE bank_line.id = ?", (line_id,)
    ).fetchone()
    return BankRow(*row) if row else None


def employer_names(connection: sqlite3.Connection) -> tuple[tuple[int, str], ...]:
    """All employers: id and name."""
    rows = connection.execute("SELECT id, name FROM employer ORDER BY name")
    return tuple((row[0], row[1]) for row in rows)
