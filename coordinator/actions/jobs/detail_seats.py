"""The seats of a detail and who holds them, within an action."""

from coordinator.actions.staffing.open_exchanges import end_exchanges
from coordinator.rules.words import LIVE_ASSIGNMENT, AssignmentState, OfferState
from storage.models import Assignment, Offer
from storage.transaction import Transaction


def leave(tx: Transaction, assignment: Assignment, state: AssignmentState) -> None:
    """The officer no longer holds the seat; the row stays, with how and when he left.

    What he wanted to exchange it for is off.
    """
    assignment.state = state
    assignment.left_at = tx.now
    tx.save(assignment)
    end_exchanges(tx, assignment)


def withdraw_offers(tx: Transaction, position_id: int) -> None:
    """Close the offers of a position that still stand open."""
    rows = tx.connection.execute(
        "SELECT id FROM offer WHERE position_id = ? AND state = ?", (position_id, OfferState.OPEN)
    )
    for (offer_id,) in rows.fetchall():
        offer = tx.get(Offer, offer_id)
        offer.state, offer.answered_at = OfferState.WITHDRAWN, tx.now
        tx.save(offer)


def positions(tx: Transaction, detail_id: int) -> tuple[int, ...]:
    """The positions of a detail that were not taken off."""
    rows = tx.connection.execute(
        "SELECT id FROM position WHERE detail_id = ? AND NOT cancelled ORDER BY id", (detail_id,)
    )
    return tuple(row for (row,) in rows)


def holders(tx: Transaction, detail_id: int) -> list[Assignment]:
    """The assignments that stand on the detail's positions."""
    rows = tx.connection.execute(
        "SELECT assignment.id, state FROM assignment JOIN position ON position.id = position_id "
        "WHERE detail_id = ? ORDER BY assignment.id",
        (detail_id,),
    )
    return [tx.get(Assignment, row) for row, state in rows.fetchall() if state in LIVE_ASSIGNMENT]
