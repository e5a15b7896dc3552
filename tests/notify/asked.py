"""An offer to one officer, and what is done about it in the tests."""

from dataclasses import dataclass

from coordinator.actions.messages.sending import send_due
from coordinator.actions.results import Actor
from coordinator.actions.staffing.offering import Offered, offer
from coordinator.actions.told.told import (
    fall_back,
    settle_offers,
    write_report,
)
from notify.parcels import Outcome
from storage.database import Book
from storage.models import Officer, Position, Received
from storage.queries.distribution.happenings import said_since
from storage.queries.messages.outbox import OutboxFilter, outbox_page
from storage.transaction import Transaction
from tests.conftest import NOW
from tests.notify.conftest import HOUR, Scripted, Town, queue, set_setting

GRACE = 120
MINUTE = 60


@dataclass(frozen=True)
class Asked:
    """An offer to Adams, whose text has been handed over, or not."""

    town: Town
    position: int
    message: int

    @property
    def state(self) -> tuple[str, int]:
        row = self.town.book.reader().execute("SELECT state, expires_at FROM offer").fetchone()
        return row[0], row[1] - NOW

    def settle(self, seconds: int) -> None:
        settle_offers(self.town.book, Actor("clock", NOW), NOW + seconds)

    def tell(self, kind: str, seconds: int, message: int | None = None) -> None:
        with self.town.book.unlogged() as connection:
            write_report(connection, message or self.message, kind, NOW + seconds, "words")

    def silences(self, seconds: int) -> list[str]:
        """What a policy hears of him afterwards."""
        said = said_since(self.town.book.reader(), 0, 0, NOW + seconds)
        return [each.word for each in said]


def ask(town: Town, outcome: Outcome | None, *, seconds: int = 2 * HOUR) -> Asked:
    """Put an open seat before Adams; his text has the outcome at the end of the grace."""
    set_setting(town.book, "gateway.sms", '"json://localhost"')
    set_setting(town.book, "gateway.email", '"mailto://localhost"')
    with town.book.action(Actor("Pat", NOW), "enter", "position") as tx:
        starts_at, ends_at = NOW + 10 * HOUR, NOW + 18 * HOUR
        seat = tx.add(
            Position(
                detail_id=town.detail, number="26-0412.3b", starts_at=starts_at, ends_at=ends_at
            )
        )
        adams = tx.get(Officer, town.adams)
        adams.email = "adams@pd.example"
        tx.save(adams)
    done = offer(town.book, Actor("Pat", NOW), seat.id, (town.adams,), seconds=seconds)
    assert isinstance(done, Offered)
    (row,) = outbox_page(town.book.reader(), NOW, OutboxFilter(event="offered"))
    if outcome is not None:
        hand_over(town.book, NOW + GRACE, outcome)
    return Asked(town, seat.id, row.id)


def hand_over(book: Book, at: int, *outcomes: Outcome) -> Scripted:
    courier = Scripted(*outcomes)
    send_due(book, lambda: at, courier)
    return courier


def taken_in(tx: Transaction) -> None:
    tx.add(Received(key="k", channel="email", source="s", received_at=tx.now, read_at=tx.now))


def new_ways(book: Book, seconds: int) -> list[tuple[str, str, int | None]]:
    fall_back(book, Actor("clock", NOW), NOW + seconds)
    rows = book.reader().execute(
        "SELECT channel, address, instead_of_id FROM message WHERE instead_of_id > 0 ORDER BY id"
    )
    return rows.fetchall()


def lively_texts(book: Book, number: int = 40) -> None:
    """Texts of yesterday that were said to be delivered."""
    at = NOW - 86_400
    ids = queue(book, channel="sms", address="+120255501{n}", number=number, now=at, key="old")
    hand_over(book, at)
    with book.unlogged() as connection:
        for message in ids:
            write_report(connection, message, "delivered", at + 9, "")
