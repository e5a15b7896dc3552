"""Backups: a seat of the role "backup" whose holder stands by, and is asked first at a call-off."""

from coordinator.actions.jobs.details import leave
from coordinator.actions.jobs.jobs import Seat, insert_position
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.deciding import decide, decide_alone
from coordinator.actions.staffing.seats import cannot_fill
from coordinator.actions.staffing.staffing import Filled, seat_officer
from coordinator.rules.decision import Award
from coordinator.rules.words import BACKUP, AssignmentState, DetailState
from storage.database import Book
from storage.models import Assignment, Detail, Position
from storage.queries.staffing.standby import backups_for
from storage.transaction import Transaction


def add_backup(
    book: Book,
    actor: Actor,
    detail_id: int,
    officer_id: int,
    *,
    reason: str = "",
    override_by: str = "",
) -> Filled | Refused:
    """Let an officer stand by for a detail: a backup seat over its hours, judged as any other."""
    with book.action(actor, "add backup", f"detail:{detail_id}", reason) as tx:
        outcome = _added(tx, detail_id, officer_id, reason, override_by)
        if isinstance(outcome, Refused):
            tx.abandon()
        return outcome


def step_in(
    book: Book,
    actor: Actor,
    position_id: int,
    assignment_id: int,
    *,
    reason: str = "",
    override_by: str = "",
) -> Filled | Refused:
    """The backup comes in for the open seat; his backup seat is open again.

    He is asked before anybody else, so the order is not: he is judged with his backup seat given
    up. Whoever gave the seat back, the employer and he himself are told.
    """
    with book.action(actor, "bring in backup", f"position:{position_id}", reason) as tx:
        outcome = _stepped_in(tx, position_id, assignment_id, reason, override_by)
        if isinstance(outcome, Refused):
            tx.abandon()
        return outcome


def _added(
    tx: Transaction, detail_id: int, officer_id: int, reason: str, by: str
) -> Filled | Refused:
    detail = tx.get(Detail, detail_id)
    if detail.state == DetailState.CANCELLED:
        return Refused((f"Detail {detail.number} is cancelled.",))
    position = insert_position(tx, detail, Seat(role=BACKUP))
    decided = decide(tx, position.id, officer_id, kind="assign", reason=reason, override_by=by)
    if isinstance(decided, Refused):
        return decided
    return seat_officer(tx, "assign", position.id, officer_id, decided.decision_id)


def _stepped_in(
    tx: Transaction, position_id: int, assignment_id: int, reason: str, by: str
) -> Filled | Refused:
    stands_by = [each.assignment_id for each in backups_for(tx.connection, position_id)]
    if assignment_id not in stands_by:
        number = tx.get(Position, position_id).number
        return Refused((f"He does not stand by for {number}.",))
    refusal = cannot_fill(tx, position_id)
    if refusal is not None:
        return refusal
    backup = tx.get(Assignment, assignment_id)
    leave(tx, backup, AssignmentState.RELEASED)
    why = reason or f"backup on {tx.get(Position, backup.position_id).number}"
    award = Award(backup.officer_id, BACKUP, reason if by else why, by)
    decided = decide_alone(tx, position_id, award)
    if isinstance(decided, Refused):
        return decided
    return seat_officer(tx, "refill", position_id, backup.officer_id, decided.decision_id)
