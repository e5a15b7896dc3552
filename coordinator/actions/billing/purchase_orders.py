"""Purchase orders: what may be billed on an employer's order number, and until when.

An order that the book does not know is no limit. One that it knows warns when work is entered on
it, and an invoice that breaks it is refused unless a named person allows it.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator.actions.billing.charging import PricedWork
from coordinator.actions.billing.charging_facts import local_date
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.queries.money.receivables import OrderRow, orders
from storage.queries.staffing.today import agency_words

WARN_SHARE = 90
"""Percent of a ceiling from which entering more work warns."""


@dataclass(frozen=True, slots=True)
class OrderTerms:
    """What an employer's order allows: cents (None: no ceiling) and local dates, half-open."""

    number: str
    ceiling_cents: int | None = None
    from_on: str | None = None
    until_on: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class OrderKept:
    """The order stands in the book."""

    order_id: int
    number: str

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return f"Purchase order {self.number} kept"


def keep_order(
    book: Book, actor: Actor, employer_id: int, terms: OrderTerms
) -> OrderKept | Refused:
    """Enter a purchase order, or change the one of that number."""
    problem = _wrong(terms)
    if problem:
        return Refused((problem,))
    with book.action(actor, "keep purchase order", f"employer:{employer_id}") as tx:
        from storage.models import Employer, PurchaseOrder

        tx.get(Employer, employer_id)
        known = orders(tx.connection, employer_id, terms.number)
        if known:
            row = tx.get(PurchaseOrder, known[0].id)
        else:
            row = PurchaseOrder(employer_id=employer_id, number=terms.number)
        row.ceiling_cents, row.words = terms.ceiling_cents, terms.words
        row.from_on, row.until_on = terms.from_on or None, terms.until_on or None
        if known:
            tx.save(row)
        else:
            tx.add(row)
        return OrderKept(row.id or 0, terms.number)


def drop_order(book: Book, actor: Actor, employer_id: int, number: str) -> OrderKept | Refused:
    """Take a purchase order out of the book; its number on jobs and invoices stays."""
    with book.action(actor, "drop purchase order", f"employer:{employer_id}") as tx:
        from storage.models import PurchaseOrder

        known = orders(tx.connection, employer_id, number)
        if not known:
            tx.abandon()
            return Refused((f"This employer has no purchase order {number}.",))
        tx.remove(tx.get(PurchaseOrder, known[0].id))
        return OrderKept(known[0].id, number)


def order_problems(
    connection: sqlite3.Connection,
    employer_id: int,
    number: str,
    total_cents: int,
    works: Sequence[PricedWork],
) -> tuple[str, ...]:
    """Why an invoice over so much would break its purchase order, one sentence each."""
    order = _order(connection, employer_id, number)
    if order is None:
        return ()
    zone = agency_words(connection).timezone
    days = sorted(local_date(work.detail.starts_at, zone).isoformat() for work in works)
    return (*_too_much(order, total_cents), *_outside(order, days))


def entry_warnings(
    connection: sqlite3.Connection, employer_id: int, number: str, days: Sequence[str]
) -> tuple[str, ...]:
    """What to know when work on these local dates is entered on an order."""
    order = _order(connection, employer_id, number)
    if order is None:
        return ()
    found = _outside(order, sorted(days))
    if order.ceiling_cents and order.billed_cents * 100 >= order.ceiling_cents * WARN_SHARE:
        left = max(0, order.left_cents or 0)
        found.append(f"Purchase order {number} has {_money(left)} left to bill.")
    return tuple(found)


def _order(connection: sqlite3.Connection, employer_id: int, number: str) -> OrderRow | None:
    found = orders(connection, employer_id, number) if number else ()
    return found[0] if found else None


def _too_much(order: OrderRow, total_cents: int) -> list[str]:
    left = order.left_cents
    if left is None or total_cents <= left:
        return []
    return [
        f"Purchase order {order.number} has {_money(max(0, left))} left"
        f" of {_money(order.ceiling_cents or 0)}; this is {_money(total_cents)}."
    ]


def _outside(order: OrderRow, days: Sequence[str]) -> list[str]:
    if days and order.until_on and days[-1] >= order.until_on:
        return [f"Purchase order {order.number} ran out before {days[-1]}."]
    if days and order.from_on and days[0] < order.from_on:
        return [f"Purchase order {order.number} holds from {order.from_on} on."]
    return []


def _wrong(terms: OrderTerms) -> str:
    if not terms.number.strip():
        return "A purchase order needs its number."
    if terms.ceiling_cents is not None and terms.ceiling_cents <= 0:
        return "A ceiling is more than nothing."
    for day in (terms.from_on, terms.until_on):
        try:
            date.fromisoformat(day or "2026-01-01")
        except ValueError:
            return f"{day!r} is not a date such as 2026-11-22."
    if terms.from_on and terms.until_on and terms.from_on >= terms.until_on:
        return "The order ends before it begins."
    return ""


def _money(cents: int) -> str:
    return f"{cents / 100:,.2f}"
