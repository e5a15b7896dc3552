"""Exchanges that wait for somebody to agree, and their end when a seat goes another way."""

from coordinator.actions.messages.outbox import About, tell
from coordinator.actions.staffing.seats import surname
from coordinator.rules.clauses.wording import stretch
from coordinator.rules.message_words import Audience, Event
from coordinator.rules.spans import Calendar
from coordinator.rules.words import ExchangeState
from storage.models import Assignment, Detail, Exchange, Position
from storage.queries.staffing.facts import agency_zone
from storage.transaction import Transaction

_OPEN = (
    "SELECT id FROM exchange WHERE state = 'proposed' "
    "AND (assignment_id = ?1 OR other_assignment_id = ?1)"
)


def open_exchanges_of(tx: Transaction, assignment_id: int) -> list[Exchange]:
    """The exchanges of a seat that are neither done nor off."""
    rows = tx.connection.execute(_OPEN, (assignment_id,)).fetchall()
    return [tx.get(Exchange, row) for (row,) in rows]


def end_exchanges(tx: Transaction, left: Assignment) -> None:
    """A seat was left: what was proposed about it is off; whoever was to come hears of it."""
    for exchange in open_exchanges_of(tx, left.id):
        exchange.state, exchange.settled_at = ExchangeState.WITHDRAWN, tx.now
        tx.save(exchange)
        giver = tx.get(Assignment, exchange.assignment_id)
        tell(
            tx,
            Event.NOT_EXCHANGED,
            tx.get(Position, giver.position_id).detail_id,
            officer_id=giver.officer_id,
            substitute_id=exchange.officer_id,
            about=About(reason="the seat went another way"),
            only=Audience.SUBSTITUTE,
        )


def seat_in_return(tx: Transaction, exchange: Exchange) -> Assignment | None:
    """The seat that is given in return; None in a replacement."""
    other = exchange.other_assignment_id
    return None if other is None else tx.get(Assignment, other)


def in_words(tx: Transaction, exchange: Exchange) -> str:
    """'Adams for Baker on 26-0412.3b', with the seat in return."""
    given = tx.get(Assignment, exchange.assignment_id)
    number = tx.get(Position, given.position_id).number
    words = f"{surname(tx, exchange.officer_id)} for {surname(tx, given.officer_id)} on {number}"
    other = seat_in_return(tx, exchange)
    return words if other is None else f"{words}, {tx.get(Position, other.position_id).number} back"


def seat_words(tx: Transaction, seat: Assignment) -> str:
    """A seat's detail and hours, as they are told to people."""
    number = tx.get(Detail, tx.get(Position, seat.position_id).detail_id).number
    calendar = Calendar(agency_zone(tx.connection))
    return f"detail {number}, {stretch((seat.starts_at, seat.ends_at), calendar)}"
