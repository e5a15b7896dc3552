"""Exchanges that wait for somebody to agree, and their end when a seat goes another way."""

from coordinator.actions.outbox import About, tell
from coordinator.rules.words import Audience, Event, ExchangeState
from storage.models import Assignment, Exchange, Position
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
