"""Papers: made as their message leaves; one that cannot be made holds that message only."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from coordinator.actions.billing.billing_messages import draft_to_employer
from coordinator.actions.messages.sending import send_due
from coordinator.actions.messages.sending_invoices import send_invoice
from coordinator.actions.messages.telling_of_money import tell_receipt
from coordinator.actions.results import Actor
from coordinator.rules.message_words import Event, MessageState
from storage.database import Book
from storage.models import Attachment, Contact
from storage.queries.messages.outbox import outbox_row
from tests.actions.receivables_town import MONDAY, billed, rich_town
from tests.conftest import NOW
from tests.notify.calendars import sent
from tests.notify.conftest import Scripted, queue, set_setting


def test_a_paper_that_cannot_be_made_holds_its_own_message_only(book: Book) -> None:
    bad, _ = queue(book, number=2)
    with book.action(Actor("Pat", NOW), "attach", f"message:{bad}") as tx:
        tx.add(
            Attachment(message_id=bad, name="", media_type="application/pdf", made_of="invoice:99")
        )
    courier = Scripted()
    report = send_due(book, lambda: NOW, courier)
    assert (report.sent, report.retrying) == (1, 1)
    assert [p.key for p in courier.given] == ["key00001"]
    (answer,) = (
        book.reader().execute("SELECT answer FROM delivery WHERE message_id = ?", (bad,)).fetchone()
    )
    assert answer == "Waits for its paper: There is no such invoice."


def test_papers_are_made_as_their_messages_leave(book: Book, actor: Actor) -> None:
    town = rich_town(book, actor)
    with book.action(actor, "add contact", "employer:1") as tx:
        tx.add(Contact(employer_id=town.employers[0], name="Sam", email="sam@e.example"))
    invoice = billed(town)
    send_invoice(book, actor, invoice.invoice_id)
    (parcel,) = (p for p in sent(book, actor.now + 600) if p.address == "sam@e.example")
    (paper,) = parcel.enclosures
    assert paper.name == f"invoice-{invoice.number}.pdf"
    words = "".join(page.extract_text() for page in PdfReader(BytesIO(paper.data)).pages)
    assert invoice.number in words


@pytest.mark.parametrize("made_of", ["statement:{employer}", "statement:{employer}:2026-01-01"])
def test_a_statement_is_made_for_its_employer(book: Book, actor: Actor, made_of: str) -> None:
    town = rich_town(book, actor)
    billed(town)
    (message,) = queue(book, now=actor.now, not_after_at=actor.now + 9_000)
    with book.action(actor, "attach", f"message:{message}") as tx:
        kind = made_of.format(employer=town.employers[0])
        tx.add(Attachment(message_id=message, name="", media_type="application/pdf", made_of=kind))
    (parcel,) = sent(book, actor.now)
    (paper,) = parcel.enclosures
    assert paper.name.startswith("statement-")
    assert paper.data.startswith(b"%PDF")


@pytest.mark.parametrize("made_of", ["invoice:x", "treaty:1", "pay:none:1", ""])
def test_what_no_paper_can_be_made_of_waits(book: Book, made_of: str) -> None:
    (message,) = queue(book)
    with book.action(Actor("Pat", NOW), "attach", f"message:{message}") as tx:
        tx.add(
            Attachment(message_id=message, name="", media_type="application/pdf", made_of=made_of)
        )
    report = send_due(book, lambda: NOW, Scripted())
    assert (report.sent, report.retrying) == (0, 1)
    row = outbox_row(book.reader(), NOW, message)
    assert row is not None
    assert row.state == "waiting"
    assert row.answer.startswith("Waits for its paper")


def test_a_reminder_brings_its_invoices_and_a_receipt_the_account(book: Book, actor: Actor) -> None:
    town = rich_town(book, actor)
    set_setting(book, "messages.audiences", '{"receipt": ["employer"]}')
    with book.action(actor, "add contact", "employer:1") as tx:
        tx.add(Contact(employer_id=town.employers[0], name="Sam", email="sam@e.example"))
    first, second = (billed(town).invoice_id, billed(town, start=MONDAY + 86_400).invoice_id)
    with book.action(actor, "remind", "employer:1") as tx:
        draft_to_employer(
            tx, town.employers[0], first, "Due", "Please pay.",
            event=Event.DEBT, state=MessageState.QUEUED, papers=(f"invoice:{second}",),
        )  # fmt: skip
        tell_receipt(tx, town.employers[0], 5_000, ["2026-00001"], 0)
    files = [
        tuple(each.name.partition("-")[0] for each in parcel.enclosures)
        for parcel in sent(book, actor.now + 600)
        if parcel.address == "sam@e.example"
    ]
    assert sorted(files) == [("invoice", "invoice"), ("statement",)]
