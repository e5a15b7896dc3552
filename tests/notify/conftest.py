"""A small agency with people to tell, and servers to tell them through."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest

from coordinator.actions.results import Actor
from notify.parcels import Outcome, Parcel, Sent
from storage.database import Book
from storage.models import (
    Agency,
    Assignment,
    Contact,
    Detail,
    Employer,
    Job,
    Message,
    Officer,
    Position,
    Setting,
    Site,
)
from tests.conftest import NOW
from tests.notify.servers import MailServer, WebGateway, mail_server, web_gateway

HOUR = 3_600


@dataclass(frozen=True)
class Town:
    """The ids of a book with one detail from 18:00 to 02:00, on which Baker has the seat."""

    book: Book
    detail: int
    position: int
    baker: int
    adams: int
    contact: int
    employer: int


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    with book.action(actor, "enter", "agency:1") as tx:
        agency = tx.get(Agency, 1)
        agency.phone, agency.email = "555-0100", "desk@rivermouth.example"
        tx.save(agency)
        baker = tx.add(
            Officer(badge="101", last_name="Baker", first_name="Lee", email="baker@pd.example")
        )
        adams = tx.add(
            Officer(
                badge="102",
                last_name="Adams",
                first_name="Dana",
                phone="(202) 555-0123",
                channel="sms",
            )
        )
        employer = tx.add(Employer(number="E1", name="Harbor Gas Company"))
        contact = tx.add(
            Contact(employer_id=employer.id, name="Kim Ford", email="kim@harborgas.example")
        )
        site = tx.add(Site(name="Main St at 5th Ave", address="200 Main St"))
        job = tx.add(Job(number="26-0412", employer_id=employer.id, title="Gas main"))
        span = {"starts_at": NOW + 10 * HOUR, "ends_at": NOW + 18 * HOUR}
        detail = tx.add(
            Detail(
                job_id=job.id,
                site_id=site.id,
                number="26-0412.3",
                starts_wall="2026-06-01T18:00",
                **span,
            )
        )
        position = tx.add(Position(detail_id=detail.id, number="26-0412.3a", **span))
        tx.add(Assignment(position_id=position.id, officer_id=baker.id, awarded_at=NOW, **span))
    return Town(book, detail.id, position.id, baker.id, adams.id, contact.id, employer.id)


@pytest.fixture
def keys() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"key{next(numbers):04}"


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture
def web() -> Iterator[WebGateway]:
    with web_gateway() as gateway:
        yield gateway


def queue(
    book: Book,
    *,
    channel: str = "email",
    address: str = "baker@pd.example",
    name: str = "Lee Baker",
    number: int = 1,
    now: int = NOW,
    leaves_at: int | None = None,
    not_after_at: int = NOW + 100 * HOUR,
    key: str = "key",
) -> tuple[int, ...]:
    """Put messages into the outbox that are due at once."""
    with book.action(Actor("Pat", now), "tell", "message") as tx:
        rows = [
            tx.add(
                Message(
                    event="assigned",
                    audience="officer",
                    channel=channel,
                    address=address.replace("{n}", str(n)),
                    name=name,
                    subject="You are on detail 26-0412.3",
                    body="Come at six.\n.\nBring a vest.",
                    key=f"{key}{n:05}",
                    queued_at=now,
                    leaves_at=now if leaves_at is None else leaves_at,
                    not_after_at=not_after_at,
                )
            )
            for n in range(number)
        ]
    return tuple(row.id for row in rows)


def set_setting(book: Book, key: str, value: str) -> None:
    with book.action(Actor("Pat", NOW), "set", "setting") as tx:
        tx.add(Setting(key=key, value=value))


class Scripted:
    """A courier that answers from a list, and notes what it was given."""

    def __init__(self, *outcomes: Outcome | Exception, troubles: dict[str, str] | None = None):
        self.outcomes = list(outcomes)
        self.troubles = troubles or {}
        self.given: list[Parcel] = []
        self.hung_up: list[str] = []
        self.closed = False

    def __call__(self) -> "Scripted":
        return self

    def trouble(self, channel: str) -> str:
        return self.troubles.get(channel, "")

    def ready(self, parcel: Parcel) -> Parcel | Outcome:
        return parcel

    def hand_over(self, parcel: Parcel, meanwhile: Callable[[], None]) -> Outcome:
        self.given.append(parcel)
        meanwhile()
        outcome = self.outcomes.pop(0) if self.outcomes else Sent("250 OK")
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def hang_up(self, channel: str) -> None:
        self.hung_up.append(channel)

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def seat(town: Town, actor: Actor) -> int:
    """A second seat of the detail, which nobody has."""
    with town.book.action(actor, "enter", "position") as tx:
        span: dict[str, Any] = {"starts_at": NOW + 10 * HOUR, "ends_at": NOW + 18 * HOUR}
        position = tx.add(Position(detail_id=town.detail, number="26-0412.3b", **span))
        adams = tx.get(Officer, town.adams)
        adams.channel, adams.email = "email", "adams@pd.example"
        tx.save(adams)
    return position.id
