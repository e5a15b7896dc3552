"""What came in this morning: officers' answers to an offer, a question, and a stranger."""

from collections.abc import Iterator

from coordinator.actions.answers.taking_in import take_in
from coordinator.actions.results import Actor
from coordinator.demo.orders import Order
from coordinator.demo.steps import Step
from coordinator.demo.today import TOMORROW
from coordinator.demo.work import World
from coordinator.rules.words import Channel
from notify.incoming import Incoming
from storage.database import Book

MINUTE = 60

_CODES = """
SELECT code, officer.email FROM reply_code JOIN officer ON officer.id = reply_code.officer_id
JOIN position ON position.id = reply_code.position_id
WHERE position.detail_id = ? ORDER BY reply_code.id
"""
STRANGER = "kb1979@example.net"


def answering_steps(world: World) -> Iterator[Step]:
    """Mails, as they lie in the agency's mailbox."""
    now, entered = world.calendar.now, world.details
    yield Step(now - 6 * MINUTE, lambda book, actor: _answer(book, actor, entered))


def _answer(book: Book, actor: Actor, entered: dict[Order, int]) -> None:
    connection = book.reader()
    first, second, third, fourth, *_ = connection.execute(_CODES, (entered[TOMORROW],)).fetchall()
    said = (
        (first[1], f"No {first[0]} sorry"),
        (third[1], f"YES {third[0]} please"),
        (second[1], f"yes {second[0]}"),
        (fourth[1], f"{fourth[0]} is there parking?"),
        (STRANGER, "Can I still get the holiday patrol? K. Baptiste"),
    )
    mails = [_mail(actor.now - (9 - n) * MINUTE, *each) for n, each in enumerate(said)]
    take_in(book, actor.name, actor.now, mails)


def _mail(at: int, sender: str, words: str) -> Incoming:
    return Incoming(
        key=f"{at}@example.org",
        channel=Channel.EMAIL,
        source="desk",
        address=sender,
        subject="Re: Holiday patrol",
        text=words,
        sent_at=at,
        received_at=at + 2,
        raw=words.encode(),
    )
