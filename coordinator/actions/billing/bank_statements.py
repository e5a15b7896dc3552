"""Statements of the bank or of a payment processor, brought in whole or not at all.

Every line is booked once, whatever files it stands in: its key is the hash of account, the bank's
own id, date and cents. What is said of the columns of a CSV is kept for the next file with the same
headers.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from coordinator.actions.importing.arriving import recall
from coordinator.actions.importing.remembering import remember_layout
from coordinator.actions.results import Actor, Refused
from coordinator.rules.money_words import BankLineState
from storage.database import Book
from storage.imports.mapping import Mapping as Layout
from storage.imports.problems import BadFile
from storage.imports.statements import MOST_BYTES, Line, Statement, kind_of, read_statement
from storage.queries.staffing.today import agency_words
from storage.transaction import Transaction

BANK = "bank"
"""The kind under which layouts of statements are remembered."""


@dataclass(frozen=True, slots=True)
class StatementPlan:
    """What one statement of a file would bring."""

    account: str
    currency: str
    from_on: str
    until_on: str
    opening_cents: int | None
    closing_cents: int | None
    lines: int
    new: int
    in_cents: int
    out_cents: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatementsPlan:
    """What a file would bring; `again` when it is in the book already."""

    file: str
    sha256: str
    statements: tuple[StatementPlan, ...]
    again: bool

    @property
    def sentence(self) -> str:
        """The plan in one line."""
        new = sum(each.new for each in self.statements)
        known = sum(each.lines for each in self.statements) - new
        words = f"{self.file}: {new} new lines"
        words += f", {known} known already" if known else ""
        return f"{self.file} is in the book already" if self.again else words


@dataclass(frozen=True, slots=True)
class StatementsImported:
    """The file is in the book; its new lines wait to be booked."""

    plan: StatementsPlan
    lines: int

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return self.plan.sentence


def plan_statements(
    connection: sqlite3.Connection, path: Path, columns: Mapping[str, str] | None = None
) -> StatementsPlan | Refused:
    """Look at a file without changing anything."""
    found = _read(connection, path, columns)
    if isinstance(found, Refused):
        return found
    digest = sha256(path.read_bytes()).hexdigest()
    again = connection.execute(
        "SELECT 1 FROM bank_statement WHERE sha256 LIKE ? || '%'", (digest,)
    ).fetchone()
    plans = tuple(_plan(connection, each) for each in found)
    return StatementsPlan(path.name, digest, plans, again is not None)


def import_statements(
    book: Book, actor: Actor, path: Path, columns: Mapping[str, str] | None = None
) -> StatementsImported | Refused:
    """Bring the statements of a file into the book, in one action; a known file changes nothing."""
    plan = plan_statements(book.reader(), path, columns)
    if isinstance(plan, Refused):
        return plan
    if plan.again:
        return StatementsImported(plan, 0)
    layout = _layout(path, columns) if columns else None
    found = _read(book.reader(), path, columns)
    if isinstance(found, Refused):
        return found
    with book.action(actor, "import bank statement", "bank_statement") as tx:
        lines = 0
        for place, statement in enumerate(found):
            suffix = f"-{place}" if place else ""
            lines += _write(tx, statement, path.name, plan.sha256 + suffix)
        if layout is not None:
            remember_layout(tx, BANK, *layout)
        return StatementsImported(plan, lines)


def key_of(account: str, line: Line) -> str:
    """What makes a line one and the same, in whatever file it stands."""
    parts = (account, line.reference, line.on, str(line.cents))
    return sha256("\n".join(parts).encode()).hexdigest()


def _read(
    connection: sqlite3.Connection, path: Path, columns: Mapping[str, str] | None
) -> tuple[Statement, ...] | Refused:
    currency = agency_currency(connection)
    try:
        found = read_statement(path, _said(connection, path, columns), currency=currency)
    except BadFile as problem:
        return Refused((str(problem),))
    except OSError as error:
        return Refused((f"{path}: {error.strerror}.",))
    for statement in found:
        if statement.currency and statement.currency != currency:
            return Refused((f"{path.name} is in {statement.currency}; the book is in {currency}.",))
    return found


def _layout(path: Path, columns: Mapping[str, str]) -> tuple[Sequence[str], Layout] | None:
    """The headers of a CSV with what was said of them; None of any other format."""
    if path.stat().st_size > MOST_BYTES:
        return None
    data = path.read_bytes()
    if kind_of(data) != "csv":
        return None
    from storage.imports.statements.csv_file import layout_of

    headers, said, options = layout_of(data, path.name, columns)
    return headers, Layout(said, options)


def _said(
    connection: sqlite3.Connection, path: Path, columns: Mapping[str, str] | None
) -> Mapping[str, str]:
    """What was said of this file's columns, over what is kept of its layout."""
    layout = _layout(path, columns or {})
    kept = recall(connection, BANK, layout[0]) if layout else None
    before = {**kept.columns, **kept.options} if kept else {}
    return {**before, **(columns or {})}


def agency_currency(connection: sqlite3.Connection) -> str:
    """The currency of the book."""
    return str(connection.execute("SELECT currency FROM agency WHERE id = 1").fetchone()[0])


def _plan(connection: sqlite3.Connection, statement: Statement) -> StatementPlan:
    new = [each for each in statement.lines if not _known(connection, statement.account, each)]
    return StatementPlan(
        statement.account,
        statement.currency,
        statement.from_on,
        statement.until_on,
        statement.opening_cents,
        statement.closing_cents,
        len(statement.lines),
        len(new),
        sum(line.cents for line in new if line.cents > 0),
        sum(line.cents for line in new if line.cents < 0),
        (*statement.notes, *_gap(connection, statement)),
    )


def _gap(connection: sqlite3.Connection, statement: Statement) -> tuple[str, ...]:
    """A sentence where the opening balance is not what the statement before closed with."""
    before = connection.execute(
        "SELECT closing_cents, until_on FROM bank_statement WHERE account = ?"
        " AND until_on < ? AND closing_cents IS NOT NULL ORDER BY until_on DESC LIMIT 1",
        (statement.account, statement.from_on),
    ).fetchone()
    if before is None or statement.opening_cents in (None, before[0]):
        return ()
    return (
        f"The statement until {before[1]} closed with {before[0] / 100:,.2f}, this one opens with"
        f" {(statement.opening_cents or 0) / 100:,.2f}: one in between may be missing.",
    )


def _known(connection: sqlite3.Connection, account: str, line: Line) -> bool:
    found = connection.execute("SELECT 1 FROM bank_line WHERE key = ?", (key_of(account, line),))
    return found.fetchone() is not None


def _write(tx: Transaction, statement: Statement, name: str, digest: str) -> int:
    from storage.models import BankLine, BankStatement

    today = _today(tx)
    row = tx.add(
        BankStatement(
            file_name=name,
            sha256=digest,
            account=statement.account,
            currency=statement.currency or agency_currency(tx.connection),
            from_on=statement.from_on or today,
            until_on=statement.until_on or today,
            opening_cents=statement.opening_cents,
            closing_cents=statement.closing_cents,
            imported_at=tx.now,
            lines=len(statement.lines),
        )
    )
    tx.subject = f"bank_statement:{row.id}"
    new = 0
    for line in statement.lines:
        if _known(tx.connection, statement.account, line):
            continue
        tx.add(
            BankLine(
                statement_id=row.id,
                key=key_of(statement.account, line),
                booked_on=line.on,
                amount_cents=line.cents,
                payer=line.payer[:200],
                words=line.words[:500],
                state=BankLineState.WAITING,
            )
        )
        new += 1
    return new


def _today(tx: Transaction) -> str:
    from coordinator.actions.billing.charging_facts import local_date

    return local_date(tx.now, agency_words(tx.connection).timezone).isoformat()
