"""The accounts of the detail fund: a month's journal, closing it, the proof, the cost recovery."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from zoneinfo import ZoneInfo

from coordinator.actions.accounts.accounts_documents import chart_of
from coordinator.actions.accounts.journal_sources import local_day, midnight, sources_of
from coordinator.actions.results import Actor, Refused
from coordinator.rules.accounts.chart import Unposted
from coordinator.rules.accounts.journal import Journal, Sums, Unbalanced, journal
from coordinator.rules.accounts.periods import month_of
from storage.database import Book
from storage.queries.book.settings import setting
from storage.queries.money.journal import (
    account_balance,
    advanced_at,
    closed_months,
    last_changed,
    posted_sums,
    receivable_at,
    voided_since_posted,
)
from storage.queries.staffing.today import agency_words

START = "accounts.start"
"""Setting: the first day that the accounts know of, ISO; else that of the first closed month."""
OPENING = "accounts.opening_cents"
"""Setting: what was in the fund on that day."""
_TABLES = ("receipt", "payment", "refund", "dunning_step", "bank_file")
"""Sources whose rows may be taken off or changed after they were posted."""


@dataclass(frozen=True, slots=True)
class MonthClosed:
    """The month's journal is fixed; later corrections go into the open month."""

    month: str
    entries: int
    debit_cents: int
    sha256: str

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        from exports.words import money

        return f"{self.month} closed: {self.entries} entries, {money(self.debit_cents)} each side"


@dataclass(frozen=True, slots=True)
class FundProof:
    """The detail fund over a month. Amounts are cents; opening + received - paid = closing.

    `owed` is what employers owe at the end, `owed_books` the same as the journal has it;
    `advanced` is pay for details whose employer had not paid, `payable` pay not handed over.
    """

    month: str
    opening_cents: int
    received_cents: int
    refunded_cents: int
    paid_out_cents: int
    closing_cents: int
    owed_cents: int
    owed_books_cents: int
    advanced_cents: int
    payable_cents: int
    credit_cents: int

    @property
    def proved(self) -> bool:
        """Whether the fund's figures and the journal's agree."""
        flows = self.received_cents - self.refunded_cents - self.paid_out_cents
        return (
            self.opening_cents + flows == self.closing_cents
            and self.owed_cents == self.owed_books_cents
        )


def journal_of(connection: sqlite3.Connection, month: str) -> Journal | Refused:
    """The journal of an open month, such as 2026-10, as it would be closed now."""
    days = _days(month)
    if isinstance(days, Refused):
        return days
    if any(each.month == month for each in closed_months(connection)):
        return Refused((f"{month} is closed: its journal is as it was handed over.",))
    chart = chart_of(connection, days[0])
    if isinstance(chart, Refused):
        return chart
    posted = posted_sums(connection)
    sources = sources_of(connection, start_of(connection, month), days[1])
    gone = _gone(connection, posted, {source.key for source in sources}, days[1])
    try:
        return journal(chart, days, sources, posted, gone)
    except (Unbalanced, Unposted) as error:
        return Refused((str(error),))


def closed_journal(connection: sqlite3.Connection, month: str) -> Journal | Refused:
    """The journal of a closed month, from what it posted."""
    from storage.queries.money.postings import posted_entries

    chart = chart_of(connection, f"{month}-01")
    if isinstance(chart, Refused):
        return chart
    return Journal(month, chart, posted_entries(connection, month))


def any_journal(connection: sqlite3.Connection, month: str) -> Journal | Refused:
    """The journal of a month, closed or open."""
    closed = any(each.month == month for each in closed_months(connection))
    return closed_journal(connection, month) if closed else journal_of(connection, month)


def close_month(book: Book, actor: Actor, month: str) -> MonthClosed | Refused:
    """Fix a month's journal. Months are closed one after another, each after it has ended."""
    days = _days(month)
    if isinstance(days, Refused):
        return days
    with book.action(actor, "close month", "closed_month") as tx:
        # The models cost more to import than a screen may take.
        from coordinator.actions.accounts.month_postings import write_postings
        from storage.models import ClosedMonth

        problem = _cannot_close(tx.connection, days, month, actor.now)
        found = Refused((problem,)) if problem else journal_of(tx.connection, month)
        if isinstance(found, Refused):
            tx.abandon()
            return found
        row = tx.add(
            ClosedMonth(
                month=month,
                closed_at=tx.now,
                closed_by=tx.who,
                entries=len(found.entries),
                debit_cents=found.debit_cents,
                sha256=journal_hash(found),
            )
        )
        tx.subject = f"closed_month:{row.id}"
        write_postings(tx, row.id, found)
        return MonthClosed(month, row.entries, row.debit_cents, row.sha256)


def journal_hash(found: Journal) -> str:
    """SHA-256 over every line of a journal: the same again wherever the journal is the same."""
    lines = [[x.source, x.on, x.words, [list(line) for line in x.lines]] for x in found.entries]
    return sha256(json.dumps(lines, ensure_ascii=False).encode()).hexdigest()


def fund_proof(connection: sqlite3.Connection, month: str) -> FundProof | Refused:
    """What came in, what was paid out, what is owed and advanced, at the end of a month."""
    found = any_journal(connection, month)
    days = _days(month)
    if isinstance(found, Refused) or isinstance(days, Refused):
        return found if isinstance(found, Refused) else Refused(("There is no such month.",))
    zone = ZoneInfo(agency_words(connection).timezone)
    start, (_, until) = start_of(connection, month), days
    chart = found.chart
    cash, owed = chart.numbers("cash"), chart.numbers("receivable")
    moved = found.balances

    def closing(accounts: frozenset[str]) -> int:
        before = account_balance(connection, accounts, month)
        return before + sum(moved.get(account, 0) for account in accounts)

    flows = {"in": 0, "refund": 0, "out": 0}
    for entry in found.entries:
        cents = sum(amount for account, amount in entry.lines if account in cash)
        flows[_flow(entry.source)] += cents
    opened = int(setting(connection, OPENING, 0)) + account_balance(connection, cash, month)
    return FundProof(
        month=month,
        opening_cents=opened,
        received_cents=flows["in"],
        refunded_cents=-flows["refund"],
        paid_out_cents=-flows["out"],
        closing_cents=int(setting(connection, OPENING, 0)) + closing(cash),
        owed_cents=_owed(connection, month, start, (until, midnight(until, zone)), closing(owed)),
        owed_books_cents=closing(owed),
        advanced_cents=advanced_at(connection, midnight(start, zone), midnight(until, zone)),
        payable_cents=-closing(chart.numbers("pay.payable")),
        credit_cents=-closing(chart.numbers("credit") | chart.numbers("deposit")),
    )


def start_of(connection: sqlite3.Connection, month: str) -> str:
    """The first day that the accounts know of."""
    named = str(setting(connection, START, ""))
    closed = closed_months(connection)
    return named or (f"{closed[-1].month}-01" if closed else f"{month}-01")


def _owed(
    connection: sqlite3.Connection, month: str, start: str, until: tuple[str, int], books: int
) -> int:
    """What the invoices say is owed; of a closed month what was proved when it was closed."""
    closed = any(each.month == month for each in closed_months(connection))
    return books if closed else receivable_at(connection, start, *until)


def _flow(source: str) -> str:
    if source.startswith(("payroll_run:", "bank_file:")):
        return "out"
    return "refund" if source.startswith("refund:") else "in"


def _gone(
    connection: sqlite3.Connection,
    posted: Mapping[str, Sums],
    standing: set[str],
    until: str,
) -> dict[str, tuple[str, str]]:
    """Posted sources that are void, taken off or changed since: key → (since when, words)."""
    zone = ZoneInfo(agency_words(connection).timezone)
    found = {
        f"invoice:{fact.id}": (
            local_day(fact.void_at or 0, zone),
            f"Invoice {fact.number} void, {fact.employer}",
        )
        for fact in voided_since_posted(connection)
    }
    for key, sums in posted.items():
        table, _, row = key.partition(":")
        if table in _TABLES and any(sums.values()) and key not in standing:
            at = last_changed(connection, table, int(row))
            found[key] = (local_day(at, zone), f"{_NAMES[table]} taken off")
    return found


_NAMES = {
    "receipt": "Money received,",
    "payment": "Payment",
    "refund": "Refund",
    "dunning_step": "Write-off or discount",
    "bank_file": "Bank file",
}


def _cannot_close(
    connection: sqlite3.Connection, days: tuple[str, str], month: str, now: int
) -> str:
    zone = ZoneInfo(agency_words(connection).timezone)
    if midnight(days[1], zone) > now:
        return f"{month} has not ended yet."
    closed = closed_months(connection)
    if not closed:
        return ""
    expected = month_of(closed[0].month)[1].isoformat()[:7]
    if month == expected:
        return ""
    if month < expected:
        return f"{month} cannot be closed any more: {closed[0].month} is closed."
    return f"{expected} comes first: months are closed one after another."


def _days(month: str) -> tuple[str, str] | Refused:
    try:
        first, until = month_of(month)
    except ValueError:
        return Refused((f"{month!r} is not a month such as 2026-10.",))
    return first.isoformat(), until.isoformat()
