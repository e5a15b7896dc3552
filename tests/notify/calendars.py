"""The calendars of those who are told: what arrives, and what a calendar then shows."""

from collections.abc import Iterator
from typing import Any

from icalendar import Calendar

from coordinator.actions.messages.sending import send_due
from coordinator.actions.results import Actor
from notify.parcels import Parcel
from storage.database import Book
from storage.models import Detail, Officer
from tests.conftest import NOW
from tests.notify.conftest import HOUR, Scripted, Town


class Reader:
    """A calendar as RFC 5546 wants it: of two messages about an event the greater SEQUENCE holds,
    the later DTSTAMP where they are equal."""

    def __init__(self) -> None:
        self.events: dict[str, Any] = {}

    def take(self, text: str) -> None:
        calendar = Calendar.from_ical(text)
        for event in calendar.walk("VEVENT"):
            old = self.events.get(str(event["uid"]))
            if old is None or _rank(old) < _rank(event):
                self.events[str(event["uid"])] = event

    @property
    def shown(self) -> list[tuple[int, int]]:
        return [
            (int(e["dtstart"].dt.timestamp()), int(e["dtend"].dt.timestamp()))
            for e in self.events.values()
            if e["status"] != "CANCELLED"
        ]


def _rank(event: Any) -> tuple[int, Any]:
    return int(event["sequence"]), event["dtstamp"].dt


def by(minutes: int) -> Actor:
    return Actor("Pat", NOW + 60 * minutes)


def sent(book: Book, now: int) -> Iterator[Parcel]:
    """Send what is due; what was handed over."""
    courier = Scripted()
    send_due(book, lambda: now, courier)
    yield from courier.given


def invitations(parcels: Iterator[Parcel], address: str) -> Iterator[str]:
    for parcel in parcels:
        if parcel.address == address:
            for each in parcel.enclosures:
                if each.media_type.startswith("text/calendar"):
                    yield each.data.decode()


def read(reader: Reader, book: Book, now: int, address: str = "adams@pd.example") -> int:
    found = list(invitations(sent(book, now), address))
    for text in found:
        reader.take(text)
    return len(found)


def next_day(town: Town) -> int:
    with town.book.action(by(0), "enter", "detail") as tx:
        adams = tx.get(Officer, town.adams)
        adams.channel, adams.email = "email", "adams@pd.example"
        tx.save(adams)
        first = tx.get(Detail, town.detail)
        other = tx.add(
            Detail(
                job_id=first.job_id, site_id=first.site_id, number="26-0412.4",
                starts_wall="2026-06-02T18:00", starts_at=first.starts_at + 24 * HOUR,
                ends_at=first.ends_at + 24 * HOUR,
            )
        )  # fmt: skip
    return other.id
