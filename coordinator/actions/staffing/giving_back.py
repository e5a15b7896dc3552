"""A seat that its officer gives back: to nobody yet, or to who works it by private agreement."""

from coordinator.actions.jobs.details import leave
from coordinator.rules.distribution.call_offs import Ruling
from coordinator.rules.words import AssignmentState, CallOffReason
from storage.models import Assignment, CallOff
from storage.transaction import Transaction


def give_back(
    tx: Transaction,
    held: Assignment,
    ruling: Ruling,
    *,
    reason: str = CallOffReason.OTHER,
    words: str = "",
    allowed_by: str = "",
    given_to: int | None = None,
    by_message: bool = False,
) -> None:
    """The officer no longer holds it; why, and what the policy said to that, stays written down."""
    leave(tx, held, AssignmentState.CALLED_OFF)
    tx.add(
        CallOff(
            assignment_id=held.id,
            position_id=held.position_id,
            called_at=tx.now,
            reason=reason,
            words=words,
            taken_by=tx.who,
            given_to_id=given_to,
            reported=None if given_to is None else ruling.in_time,
            rule=ruling.rule.number or None,
            in_grace=ruling.in_grace or None,
            allowed_by=allowed_by.strip() or None if ruling.against else None,
            by_message=by_message or None,
        )
    )
