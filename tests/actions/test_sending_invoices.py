"""Employers are told of invoices: as they are issued where Settings say so, or by hand."""

import pytest

from coordinator.actions.billing.deposits import invoice_deposit
from coordinator.actions.billing.invoicing import void_invoice
from coordinator.actions.book.settings import set_setting
from coordinator.actions.book.undoing import undo_last
from coordinator.actions.messages.sending_invoices import send_invoice
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import Contact
from tests.actions.money_town import DAY
from tests.actions.receivables_town import MONDAY, Town, billed, done, rich_town


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    town = rich_town(book, actor)
    with book.action(actor, "add contact", "employer:1") as tx:
        tx.add(Contact(employer_id=town.employers[0], name="Sam Boss", email="sam@e.example"))
    return town


def queued(town: Town) -> list[tuple[str, str]]:
    rows = town.book.reader().execute(
        "SELECT name, state FROM message WHERE event = 'invoice' ORDER BY id"
    )
    return [tuple(row) for row in rows]


def test_an_issued_invoice_queues_its_message_where_wanted(town: Town) -> None:
    billed(town)
    assert queued(town) == []
    done(set_setting(town.book, town.actor, "invoices.send", True))
    invoice = billed(town, start=MONDAY + DAY)
    assert queued(town) == [("Sam Boss", "queued")]
    said = town.scalar("SELECT body FROM message WHERE event = 'invoice'")
    assert invoice.number in str(said)
    town.detail()
    done(invoice_deposit(town.book, town.actor, town.job_ids[0]))
    assert len(queued(town)) == 2


def test_one_is_sent_by_hand_and_recalled_by_undo(town: Town) -> None:
    invoice = billed(town)
    told = done(send_invoice(town.book, town.actor, invoice.invoice_id))
    assert told.sentence == f"Invoice {invoice.number} is told to Sam Boss"
    assert queued(town) == [("Sam Boss", "queued")]
    undo_last(town.book, town.actor)
    assert queued(town) == [("Sam Boss", "recalled")]


def test_what_cannot_be_sent_is_refused(town: Town) -> None:
    invoice = billed(town)
    done(void_invoice(town.book, town.actor, invoice.invoice_id, "wrong"))
    assert isinstance(send_invoice(town.book, town.actor, invoice.invoice_id), Refused)
    assert queued(town) == []


def test_without_an_address_the_trouble_is_said(town: Town) -> None:
    other = billed(town, job=1)
    told = done(send_invoice(town.book, town.actor, other.invoice_id))
    (person,) = told.people
    assert person.startswith("Łukasz & Nguyễn Builders (")
