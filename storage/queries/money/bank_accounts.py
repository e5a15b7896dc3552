"""Officers' bank accounts, sealed and masked, and the files written for the bank."""

import sqlite3
from dataclasses import dataclass

from storage.queries.lists import Listing


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An officer with the account that holds now, if any; shown by its last four only."""

    id: int
    badge: str
    officer: str
    account_id: int | None
    kind: str
    sealed: str
    last_four: str
    from_on: str
    prenote_on: str


@dataclass(frozen=True, slots=True)
class BankFileLine:
    """A file that was written for the bank."""

    id: int
    run: str
    kind: str
    number: int
    made_at: int
    effective_on: str
    credits: int
    total_cents: int
    sha256: str


_NOW = (
    " LEFT JOIN bank_account AS account ON account.id = (SELECT id FROM bank_account"
    " WHERE officer_id = officer.id AND until_on IS NULL ORDER BY from_on DESC, id DESC LIMIT 1)"
)

ACCOUNTS: Listing[AccountLine] = Listing(
    make=AccountLine,
    key="officer.id",
    columns="""officer.id, officer.badge, officer.last_name
        || CASE officer.first_name WHEN '' THEN '' ELSE ', ' END || officer.first_name,
        account.id, coalesce(account.kind, ''), coalesce(account.sealed, ''),
        coalesce(account.last_four, ''), coalesce(account.from_on, ''),
        coalesce(account.prenote_on, '')""",
    tables=f"officer{_NOW}",
    orders={"officer": "officer.last_name", "badge": "officer.badge"},
    words=("officer.badge", "officer.last_name", "officer.first_name"),
    flags={
        "known": "account.id IS NOT NULL",
        "missing": "account.id IS NULL",
        "tried": "account.prenote_on IS NOT NULL",
    },
)


def account_of(connection: sqlite3.Connection, officer: int) -> AccountLine | None:
    """The officer with his account."""
    row = connection.execute(
        f"SELECT {ACCOUNTS.columns} FROM {ACCOUNTS.tables} WHERE officer.id = ?", (officer,)
    ).fetchone()
    return AccountLine(*row) if row else None


def accounts_known(connection: sqlite3.Connection) -> dict[int, AccountLine]:
    """Officer → his account, of all who have one."""
    rows = connection.execute(
        f"SELECT {ACCOUNTS.columns} FROM {ACCOUNTS.tables} WHERE account.id IS NOT NULL"
    )
    return {row[0]: AccountLine(*row) for row in rows}


def net_by_officer(connection: sqlite3.Connection, run: int) -> dict[int, tuple[str, str, int]]:
    """Officer → badge, name and what he gets from a run, deductions taken off."""
    rows = connection.execute(
        "SELECT officer.id, officer.badge, officer.last_name"
        " || CASE officer.first_name WHEN '' THEN '' ELSE ', ' END || officer.first_name,"
        " sum(cents) FROM (SELECT officer_id, amount_cents AS cents FROM charge"
        "  JOIN assignment ON assignment.id = charge.assignment_id WHERE payroll_run_id = :run"
        "  UNION ALL SELECT officer_id, amount_cents FROM pay_adjustment"
        "  WHERE payroll_run_id = :run) JOIN officer ON officer.id = officer_id"
        " GROUP BY officer.id ORDER BY officer.badge",
        {"run": run},
    )
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def bank_files(connection: sqlite3.Connection, run: int | None = None) -> tuple[BankFileLine, ...]:
    """The files written for the bank, of one run or of all, the latest first."""
    rows = connection.execute(
        "SELECT bank_file.id, coalesce((SELECT number FROM payroll_run WHERE id = payroll_run_id),"
        " ''), kind, bank_file.number, made_at, effective_on, credits, total_cents, sha256"
        " FROM bank_file WHERE ? IS NULL OR payroll_run_id = ?"
        " ORDER BY bank_file.made_at DESC, bank_file.id DESC LIMIT 500",
        (run, run),
    )
    return tuple(BankFileLine(*row) for row in rows)


def prenotes_wanted(connection: sqlite3.Connection) -> tuple[AccountLine, ...]:
    """Accounts that hold and were never tried."""
    rows = connection.execute(
        f"SELECT {ACCOUNTS.columns} FROM {ACCOUNTS.tables}"
        " WHERE account.id IS NOT NULL AND account.prenote_on IS NULL ORDER BY officer.badge"
    )
    return tuple(AccountLine(*row) for row in rows)
