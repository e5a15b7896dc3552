"""The seats of a detail that stands: one more, or one taken off and whoever sits on it told."""

from dataclasses import dataclass
from sqlite3 import Connection

from coordinator.actions.jobs.details import holders, leave, positions, withdraw_offers
from coordinator.actions.messages.recipients import Concerned, recipients
from coordinator.actions.policy.needless_questions import close_needless
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.seats import leaving, surname, tell_of
from coordinator.rules.message_words import Event
from coordinator.rules.words import AssignmentState
from storage.database import Book
from storage.models import Assignment, Detail, Position
from storage.queries.messages.telling import agency_facts, detail_facts
from storage.queries.staffing.details import seat
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class PositionChanged:
    """A position was added to a detail, or taken off it."""

    position_id: int
    sentence: str


@dataclass(frozen=True, slots=True)
class TakingOff:
    """What taking a seat off would do: who loses it, empty where nobody, and who is told."""

    number: str
    officer: str
    told: tuple[str, ...]


def describe_cancel(connection: Connection, position_id: int) -> TakingOff | None:
    """What `cancel_position` would do, or None where there is no such position."""
    found = seat(connection, position_id)
    if found is None:
        return None
    head, held = found
    detail = detail_facts(connection, head.id)
    if held.officer_id is None or detail is None:
        return TakingOff(held.number, "", ())
    concerned = Concerned(head.id, detail.employer_id, detail.contact_id, (held.officer_id,))
    told = recipients(connection, Event.UNASSIGNED, concerned, agency_facts(connection))
    words = tuple(f"{one.reach.name} ({one.trouble or one.channel})" for one in told)
    return TakingOff(held.number, held.officer, words)


def cancel_position(
    book: Book, actor: Actor, position_id: int, reason: str
) -> PositionChanged | Refused:
    """Take a seat off its detail; whoever holds it is released and told."""
    if not reason.strip():
        return Refused(("Taking a seat off needs a reason.",))
    with book.action(actor, "cancel position", f"position:{position_id}", reason) as tx:
        position = tx.get(Position, position_id)
        held = [a for a in holders(tx, position.detail_id) if a.position_id == position_id]
        refusal = _not_removable(tx, position, held)
        if refusal is not None:
            tx.abandon()
            return refusal
        gone = "".join(_let_go(tx, position, assignment, reason) for assignment in held)
        withdraw_offers(tx, position_id)
        position.cancelled = True
        tx.save(position)
        close_needless(tx, position.detail_id)
        return PositionChanged(position_id, f"Position {position.number} taken off{gone}")


def _not_removable(tx: Transaction, position: Position, held: list[Assignment]) -> Refused | None:
    if position.cancelled:
        return Refused((f"Position {position.number} was taken off before.",))
    for assignment in held:
        if assignment.state == AssignmentState.WORKED:
            name = surname(tx, assignment.officer_id)
            return Refused((f"{name} has worked this position: correct the hours instead.",))
    if positions(tx, position.detail_id) == (position.id,):
        return Refused(("It is the only seat of the detail: cancel the detail instead.",))
    return None


def _let_go(tx: Transaction, position: Position, assignment: Assignment, reason: str) -> str:
    detail = tx.get(Detail, position.detail_id)
    told = tell_of(tx, Event.UNASSIGNED, detail, assignment.officer_id, reason=reason)
    leave(tx, assignment, AssignmentState.RELEASED)
    return f", {surname(tx, assignment.officer_id)} released, {leaving(told)}"
