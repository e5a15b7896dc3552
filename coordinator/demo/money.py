"""The demo's invoices, payments and payroll, made by the program's own actions."""

from coordinator.actions.billing.invoicing import issue_batch, preview_invoices
from coordinator.actions.billing.payments import Receipt, record_payment
from coordinator.actions.pay.payroll import lock_payroll
from coordinator.actions.results import Actor
from coordinator.demo.work import World
from storage.database import Book
from storage.queries.money.billing import Scope

LATE_PAYERS = 8
"""Every so many invoices of the first run one is still unpaid, and overdue."""


def issue(book: Book, actor: Actor, world: World, until: int) -> None:
    """Bill everything that ended before the day `until` from now."""
    scope = Scope(until=world.calendar.at(until, "00:00"))
    issue_batch(book, actor, preview_invoices(book, scope).plans)


def receive(book: Book, actor: Actor, world: World) -> None:
    """Most of the invoices that stand are paid, by cheque or transfer."""
    invoices = book.reader().execute(
        "SELECT id, total_cents FROM invoice WHERE state = 'issued' ORDER BY id"
    )
    today = world.calendar.zone_date(actor.now)
    for ordinal, (invoice_id, total) in enumerate(invoices.fetchall()):
        if ordinal % LATE_PAYERS != 1:
            receipt = Receipt(today, total, "transfer", f"HF{70_000 + ordinal}")
            record_payment(book, actor, invoice_id, receipt)


def pay(book: Book, actor: Actor, world: World, first: int, until: int) -> None:
    """Lock the payroll of the days [first, until) from now."""
    lock_payroll(book, actor, world.calendar.iso(first), world.calendar.iso(until))
