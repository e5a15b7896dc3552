"""Hours, receipts, pay and statements are told where the agency asks for it, each once."""

import pytest

from coordinator.actions.billing.payments import record_payment
from coordinator.actions.billing.receipts import MoneyIn, receive
from coordinator.actions.book.settings import change_agency, set_setting
from coordinator.actions.book.undoing import undo_last
from coordinator.actions.due.due_messages import CLOCK, queue_due
from coordinator.actions.pay.hours import approve_hours
from coordinator.actions.pay.payroll import PayrollLocked, lock_payroll
from coordinator.actions.results import Actor
from storage.database import Book
from storage.models import Contact, Officer
from tests.actions.money_town import DAY, MONDAY, Town
from tests.actions.receivables_town import billed, done, rich_town
from tests.conftest import NOW

PERIOD = ("2026-05-25", "2026-06-01")


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    town = rich_town(book, actor)
    asked = {
        "hours_approved": ["officer"],
        "receipt": ["employer"],
        "paid": ["officer"],
        "statement": ["officer"],
        "feedback": [],
        "hours_due": [],
        "confirm": [],
        "invoice": [],
    }
    done(set_setting(book, actor, "messages.audiences", asked))
    done(change_agency(book, actor, {"phone": "555-0100"}))
    with book.action(actor, "enter", "contact") as tx:
        tx.add(Contact(employer_id=town.employers[0], name="Sam Boss", email="sam@e.example"))
        for officer in town.officers:
            row = tx.get(Officer, officer)
            row.email = f"o{officer}@pd.example"
            tx.save(row)
    return town


def said(town: Town, event: str) -> list[str]:
    rows = town.book.reader().execute(
        "SELECT body FROM message WHERE event = ? AND state = 'queued' ORDER BY id", (event,)
    )
    return [body for (body,) in rows]


def test_an_officer_hears_once_of_all_hours_that_were_approved(town: Town) -> None:
    entries = []
    for day in range(2):
        _, (only,) = town.detail(0, MONDAY + day * DAY)
        entries.append(town.work(only, MONDAY + day * DAY, 4.5, approve=False))
    done(approve_hours(town.book, town.actor, entries))
    (body,) = said(town, "hours_approved")
    assert "detail 26-0001.1 are approved: 4:30 h" in body
    assert "detail 26-0001.2 are approved: 4:30 h" in body
    undo_last(town.book, town.actor)
    assert said(town, "hours_approved") == []


def test_an_employer_hears_what_came_in_and_what_is_left(town: Town) -> None:
    invoice = billed(town)
    (total,) = town.book.reader().execute("SELECT total_cents FROM invoice").fetchone()
    record_payment(town.book, town.actor, invoice.invoice_id, MoneyIn("2026-06-01", total - 500))
    (first,) = said(town, "receipt")
    assert f"received {(total - 500) / 100:,.2f} USD" in first
    assert f"For: {invoice.number}" in first
    assert "Still open: 5.00 USD" in first
    done(receive(town.book, town.actor, town.employers[0], MoneyIn("2026-06-01", 700)))
    assert "For: on account" in said(town, "receipt")[1]


def test_pay_is_told_from_the_morning_on_once(town: Town) -> None:
    _, (only,) = town.detail(0, MONDAY)
    town.work(only, MONDAY, 5)
    assert isinstance(lock_payroll(town.book, town.actor, *PERIOD), PayrollLocked)
    queue_due(town.book, CLOCK, NOW + 23 * 3600)  # seven in the morning
    assert said(town, "paid") == []
    queue_due(town.book, CLOCK, NOW + 24 * 3600)
    queue_due(town.book, CLOCK, NOW + 25 * 3600)
    (body,) = said(town, "paid")
    assert "you are paid 225.00 USD for your details of 2026-05-25 to 2026-05-31" in body


def test_a_statement_of_the_month_that_has_ended(town: Town) -> None:
    for day in range(2):
        _, (only,) = town.detail(0, MONDAY + day * DAY)
        town.work(only, MONDAY + day * DAY, 5)
    queue_due(town.book, CLOCK, NOW)  # Monday 1 June at eight
    queue_due(town.book, CLOCK, NOW + DAY)
    (body,) = said(town, "statement")
    assert "your details of May 2026:" in body
    assert "26-0001.2a Tue May 26 08:00 5:00 h\n" in body
    assert "Together: 10:00 h\n\n" in body
    queue_due(town.book, CLOCK, NOW + 5 * DAY)
    assert len(said(town, "statement")) == 1


def test_nobody_hears_unasked(town: Town) -> None:
    done(set_setting(town.book, town.actor, "messages.audiences", {}))
    invoice = billed(town)
    record_payment(town.book, town.actor, invoice.invoice_id, MoneyIn("2026-06-01", 100))
    queue_due(town.book, CLOCK, NOW)
    for event in ("hours_approved", "receipt", "paid", "statement"):
        assert said(town, event) == []
