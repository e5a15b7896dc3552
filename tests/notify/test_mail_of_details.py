"""Mails about a detail: the files that go along, and the thread in which they stand."""

import email
from email.message import EmailMessage
from email.policy import default

from coordinator.actions.jobs.details import DetailEdit, change_detail
from coordinator.actions.messages.attaching import LONG_ORDERS
from coordinator.actions.messages.messages import retry
from coordinator.actions.messages.outbox import tell
from coordinator.actions.staffing.staffing import Filled, assign
from notify.mail_text import Sender, mail_of
from storage.models import Detail, Job, Officer
from storage.queries.messages.enclosures import files_of
from tests.conftest import NOW
from tests.notify.calendars import by, sent
from tests.notify.conftest import Town


def test_a_text_has_no_files_until_it_becomes_a_mail(town: Town, seat: int) -> None:
    book = town.book
    with book.action(by(0), "enter", "officer") as tx:
        adams = tx.get(Officer, town.adams)
        adams.email, adams.phone, adams.channel = "", "none", "sms"
        tx.save(adams)
    assert isinstance(assign(book, by(0), seat, town.adams, reason="asked"), Filled)
    (message, key) = (
        book.reader()
        .execute(
            "SELECT id, key FROM message WHERE officer_id = ? AND event = 'assigned'", (town.adams,)
        )
        .fetchone()
    )
    assert files_of(book.reader(), key) == ()
    with book.action(by(1), "enter", "officer") as tx:
        adams = tx.get(Officer, town.adams)
        adams.email = "adams@pd.example"
        tx.save(adams)
    retry(book, by(2), [message])
    assert [each.name for each in files_of(book.reader(), key)] == ["invite.ics"]


def test_long_post_orders_come_as_a_file_too(town: Town, seat: int) -> None:
    orders = "Stand at the gate.\n" * (LONG_ORDERS // 10)
    with town.book.action(by(0), "change", "job") as tx:
        job = tx.get(Job, tx.get(Detail, town.detail).job_id)
        job.post_orders = orders
        tx.save(job)
    assert isinstance(assign(town.book, by(0), seat, town.adams, reason="asked"), Filled)
    (key,) = (
        town.book.reader()
        .execute("SELECT key FROM message WHERE officer_id = ?", (town.adams,))
        .fetchone()
    )
    files = files_of(town.book.reader(), key)
    assert [each.name for each in files] == ["invite.ics", "post-orders-26-0412.3.txt"]
    assert files[1].text == orders


def test_later_mails_about_a_detail_stand_below_the_first(town: Town, seat: int) -> None:
    book = town.book
    assert isinstance(assign(book, by(0), seat, town.adams, reason="asked"), Filled)
    (first,) = (p for p in sent(book, NOW + 300) if p.address == "adams@pd.example")
    assert first.thread == ()
    for minute in (10, 20):
        change_detail(book, by(minute), town.detail, DetailEdit(call_sign=f"D-{minute}"))
        with book.action(by(minute), "tell", "detail") as tx:
            tell(tx, "changed", town.detail, officer_id=town.adams)
    last = [p for p in sent(book, NOW + 3000) if p.address == "adams@pd.example"][-1]
    assert last.thread[0] == first.key
    mail = parsed(mail_of(last, Sender("PD", "desk@r.example"), NOW))
    assert mail["References"].startswith(f"<{first.key}@r.example>")
    assert mail["In-Reply-To"] == f"<{last.thread[-1]}@r.example>"


def parsed(data: bytes) -> EmailMessage:
    return email.message_from_bytes(data, policy=default)
