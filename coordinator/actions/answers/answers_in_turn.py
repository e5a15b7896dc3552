"""What waits and is overtaken by events: seats filled when somebody's turn comes, and answers to
seats that are taken, which wait no longer until the seat is open again."""

from coordinator.actions.answers.answers import answer
from coordinator.actions.answers.reviewing import accept_within, ranking_for
from coordinator.actions.answers.who_wrote import sender_of
from coordinator.actions.results import Actor, Refused
from coordinator.rules.message_words import ReceivedState
from storage.database import Book
from storage.models import Received
from storage.queries.messages.consents import withdrawn
from storage.queries.messages.waiting_answers import TAKEN, in_turn, open_again, overtaken
from storage.transaction import Transaction

CLOCK = "clock"
OPEN_AGAIN = "He says yes; the seat is open again: accept it to award."


def settle_waiting(book: Book, now: int) -> tuple[int, ...]:
    """Fill seats with those who said yes and whose turn it has become; gives their messages.

    Then no yes to a seat that is gone waits any longer; whoever sent it hears, if he has not yet.
    """
    filled: list[int] = []
    tried: set[int] = set()
    while row := _next(book, now, tried):
        received_id, tag = row
        tried.add(received_id)
        actor = Actor(f"{tag} by message", now)
        ranking = ranking_for(book, actor, received_id)
        outcome = accept_within(book, actor, received_id, ranking, allowed=False)
        if not isinstance(outcome, Refused):
            filled.append(received_id)
    _close_overtaken(book, now)
    return tuple(filled)


def _next(book: Book, now: int, tried: set[int]) -> tuple[int, str] | None:
    waiting = in_turn(book.reader(), now)
    return next((each for each in waiting if each[0] not in tried), None)


def _close_overtaken(book: Book, now: int) -> None:
    gone, back = overtaken(book.reader(), now), open_again(book.reader(), now)
    if not gone and not back:
        return
    with book.action(Actor(CLOCK, now), "sort answers", "received") as tx:
        for received_id in gone:
            received = tx.get(Received, received_id)
            received.state, received.reason = ReceivedState.DONE, TAKEN
            received.settled_by, received.settled_at = CLOCK, now
            _tell(tx, received)
            tx.save(received)
        for received_id in back:
            received = tx.get(Received, received_id)
            received.state, received.reason = ReceivedState.WAITING, OPEN_AGAIN
            received.settled_by, received.settled_at = "", None
            tx.save(received)


def _tell(tx: Transaction, received: Received) -> None:
    """Say that it is gone to whoever said yes, unless he holds it or knows, or it has begun."""
    sender = sender_of(tx.connection, officer_id=received.officer_id)
    knows = tx.connection.execute(
        _KNOWS, {"officer": received.officer_id, "position": received.position_id}
    ).fetchone()
    if sender is None or knows or withdrawn(tx.connection, received.channel, received.address):
        return
    number, starts_at = tx.connection.execute(
        "SELECT detail.number, position.starts_at FROM position "
        "JOIN detail ON detail.id = detail_id WHERE position.id = ?",
        (received.position_id,),
    ).fetchone()
    if starts_at <= tx.now:
        return
    text = f"Thank you, but detail {number} is taken or off. You need not come."
    received.answer_id = answer(tx, received, sender, text, None)


_KNOWS = """
SELECT 1 FROM assignment WHERE position_id = :position AND officer_id = :officer
AND state IN ('assigned', 'confirmed', 'worked')
UNION ALL
SELECT 1 FROM message WHERE position_id = :position AND officer_id = :officer
AND (event IN ('not_awarded', 'cancelled') OR event = 'reply' AND body LIKE '%You need not come%')
"""
