"""A thousand mails to a local server: the sender against smtplib over one connection."""

import smtplib
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from coordinator.actions.messages.enclosing import packed
from coordinator.actions.messages.gateways import open_gateways, set_gateway
from coordinator.actions.messages.outbox import tell
from coordinator.actions.messages.sending import send_due
from coordinator.actions.results import Actor
from coordinator.rules.message_words import Audience, Event
from notify.mail_text import Sender, mail_of
from notify.parcels import Failed, Parcel
from storage.database import Book
from storage.models import Assignment, Detail, Officer, Position
from storage.queries.messages.sending import due_ids, due_message
from tests.benchmarks.figures import Figure
from tests.conftest import NOW
from tests.notify.conftest import HOUR, Town, town  # noqa: F401

MAILS, CREW, ROUNDS = 1_000, 20, 3
LIMIT = 1.3
LATER = NOW + 600


@contextmanager
def host(commands: str) -> Iterator[int]:
    """The port of a mail server in another process that takes commands so."""
    command = [sys.executable, "-m", "tests.benchmarks.mail_host", commands]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


def staff(town: Town) -> None:  # noqa: F811
    """Fifty details of twenty officers, each told of his own with an event for his calendar."""
    span: dict[str, Any] = {"starts_at": NOW + 10 * HOUR, "ends_at": NOW + 18 * HOUR}
    with town.book.action(Actor("Pat", NOW), "enter", "detail") as tx:
        first = tx.get(Detail, town.detail)
        for n in range(MAILS):
            if n % CREW == 0:
                same = first.model_dump(exclude={"id"}) | {"number": f"26-1{n:04}.1"}
                detail = tx.add(Detail.model_validate(same))
            officer = tx.add(
                Officer(badge=f"B{n}", last_name=f"Officer {n}", email=f"o{n}@pd.example")
            )
            position = tx.add(Position(detail_id=detail.id, number=f"x{n}", **span))
            tx.add(
                Assignment(position_id=position.id, officer_id=officer.id, awarded_at=NOW, **span)
            )
            tell(tx, Event.ASSIGNED, detail.id, officer_id=officer.id, only=Audience.OFFICER)


def by_smtplib(port: int, mails: list[tuple[str, bytes]]) -> float:
    """Milliseconds for the same mails over one connection."""
    began = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port, "bench") as smtp:
        for address, mail in mails:
            smtp.sendmail("desk@rivermouth.example", [address], mail)
    return (time.perf_counter() - began) * 1_000


def by_the_sender(book: Book) -> float:
    began = time.perf_counter()
    report = send_due(book, lambda: LATER, lambda: open_gateways(book, lambda: LATER))
    taken = (time.perf_counter() - began) * 1_000
    assert report.sent == MAILS, report
    with book.unlogged() as connection:
        connection.execute("DELETE FROM delivery")
    return taken


def made(book: Book) -> list[tuple[str, bytes]]:
    """The same mails, whole."""
    sender = Sender("Rivermouth Police Department", "desk@rivermouth.example")
    mails = []
    for message_id, _channel in due_ids(book.reader(), LATER):
        m = due_message(book.reader(), LATER, message_id)
        assert m is not None
        parcel = Parcel("email", m.key, m.name, m.address, m.subject, m.body)
        whole = packed(book.reader(), parcel, LATER)
        assert not isinstance(whole, Failed)
        mails.append((m.address, mail_of(whole, sender, LATER)))
    return mails


@pytest.mark.parametrize("commands", ["one by one", "together"])
def test_a_thousand_mails(town: Town, figures: list[Figure], commands: str) -> None:  # noqa: F811
    staff(town)
    with host(commands) as port:
        url = f"mailto://127.0.0.1:{port}?from=desk@rivermouth.example&mode=insecure"
        set_gateway(town.book, Actor("Pat", NOW), "email", url)
        mails = made(town.book)
        assert len(mails) == MAILS
        by_smtplib(port, mails[:50])
        floors, taken = [], []
        for _ in range(ROUNDS):
            floors.append(by_smtplib(port, mails))
            taken.append(by_the_sender(town.book))
    figures.append(
        Figure(
            f"{MAILS:,} mails sent, commands {commands} (floor: smtplib)",
            statistics.median(taken),
            floor=statistics.median(floors),
            limit=LIMIT,
        )
    )
