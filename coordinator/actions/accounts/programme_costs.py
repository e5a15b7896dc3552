"""What the programme costs, and whether its fees cover that."""

import sqlite3
from dataclasses import dataclass

from coordinator.actions.book.editing import Kept, enter
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.queries.book.settings import setting

HOUR_CENTS = "accounts.hour_cents"
"""Setting: what an hour of the coordinator costs."""


@dataclass(frozen=True, slots=True)
class CostRecovery:
    """Fees charged against what the programme cost, over a period. Cents and minutes."""

    from_on: str
    until_on: str
    fee_cents: int
    minutes: int
    hour_cents: int
    other_cents: int
    kinds: tuple[tuple[str, int, int], ...]

    @property
    def cost_cents(self) -> int:
        """The hours at their price, half a cent up, and the other costs."""
        return (self.minutes * self.hour_cents * 2 + 60) // 120 + self.other_cents

    @property
    def balance_cents(self) -> int:
        """What the fees leave over, or minus what they do not cover."""
        return self.fee_cents - self.cost_cents


def add_cost(
    book: Book, actor: Actor, spent_on: str, kind: str, minutes: int, cents: int, words: str = ""
) -> Kept | Refused:
    """Note hours or money that the programme cost on a local date."""
    from storage.models import ProgrammeCost

    if not minutes and not cents:
        return Refused(("A cost has hours or an amount.",))
    row = ProgrammeCost(
        spent_on=spent_on, kind=kind, minutes=minutes, amount_cents=cents, words=words
    )
    return enter(book, actor, "enter cost", row)


def cost_recovery(connection: sqlite3.Connection, from_on: str, until_on: str) -> CostRecovery:
    """Fees on invoices issued within [from, until) against the costs of those days."""
    fees = connection.execute(
        "SELECT coalesce(sum(fee_cents), 0) FROM invoice WHERE state = 'issued'"
        " AND coalesce(kind, '') <> 'deposit' AND issued_on >= ? AND issued_on < ?",
        (from_on, until_on),
    ).fetchone()[0]
    kinds = connection.execute(
        "SELECT kind, sum(minutes), sum(amount_cents) FROM programme_cost"
        " WHERE spent_on >= ? AND spent_on < ? GROUP BY kind ORDER BY kind",
        (from_on, until_on),
    ).fetchall()
    return CostRecovery(
        from_on,
        until_on,
        int(fees),
        sum(row[1] for row in kinds),
        int(setting(connection, HOUR_CENTS, 0)),
        sum(row[2] for row in kinds),
        tuple(kinds),
    )
