"""How an officer leaves a position, and what is marked on his way: confirmed, seen, not come."""

from collections.abc import Callable
from dataclasses import dataclass

from coordinator.actions.jobs.details import leave
from coordinator.actions.messages.joining import join
from coordinator.actions.policy.suspensions import propose, proposed_words
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.call_off_rules import Ruled, as_read, call_off_ruling, not_allowed
from coordinator.actions.staffing.consequences import consequence
from coordinator.actions.staffing.giving_back import give_back
from coordinator.actions.staffing.open_exchanges import end_exchanges
from coordinator.actions.staffing.seats import detail_of, leaving, people, surname, tell_of
from coordinator.rules.distribution.call_offs import Ruling
from coordinator.rules.message_words import Event
from coordinator.rules.words import LIVE_ASSIGNMENT, AssignmentState, CallOffReason
from storage.database import Book
from storage.models import Assignment
from storage.transaction import Transaction

SEEN_EARLY_SECONDS = 2 * 3600
"""So long before the start an officer may already be at the site."""


@dataclass(frozen=True, slots=True)
class CalledOff:
    """The officer gave the position back; it is open."""

    assignment_id: int
    position_id: int
    detail_id: int
    officer_id: int
    people: tuple[str, ...]
    sentence: str
    rule: Ruled


@dataclass(frozen=True, slots=True)
class Released:
    """Officers were taken off these positions, which are open again."""

    position_ids: tuple[int, ...]
    people: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Noted:
    """A small fact was kept."""

    sentence: str


def call_off(
    book: Book,
    actor: Actor,
    assignment_id: int,
    reason: str,
    words: str = "",
    *,
    allowed_by: str = "",
    by_message: bool = False,
) -> CalledOff | Refused:
    """The officer gives his position back. `reason` is one of CallOffReason.

    The policy's rule on call-offs is set against this moment: `by_message` says that he wrote
    instead of telephoning, `allowed_by` who allows it where the rule does not.
    """
    if reason not in set(CallOffReason):
        choices = ", ".join(CallOffReason)
        return Refused((f"{reason!r} is not a reason for a call-off; one of: {choices}.",))
    with book.action(actor, "call off", "", words) as tx:
        assignment = tx.get(Assignment, assignment_id)
        detail = detail_of(tx, assignment.position_id)
        tx.subject = f"detail:{detail.id}"
        ruling = call_off_ruling(
            tx.connection, assignment_id, reason, tx.now, by_message=by_message
        )
        refusal = _cannot_leave(tx, assignment) or not_allowed(ruling, allowed_by)
        if refusal is not None:
            tx.abandon()
            return refusal
        give_back(
            tx,
            assignment,
            ruling,
            reason=reason,
            words=words,
            allowed_by=allowed_by,
            by_message=by_message,
        )
        told = tell_of(tx, Event.CALLED_OFF, detail, assignment.officer_id, reason=reason)
        name = surname(tx, assignment.officer_id)
        said = _ruled(ruling) + _costs(tx, assignment, reason, ruling)
        more = proposed_words(propose(tx, assignment.officer_id))
        return CalledOff(
            assignment_id,
            assignment.position_id,
            detail.id,
            assignment.officer_id,
            people(told),
            f"{name} called off {detail.number} ({reason}{said}){more}, {leaving(told)}",
            as_read(ruling),
        )


def release(
    book: Book, actor: Actor, assignment_ids: tuple[int, ...], reason: str
) -> Released | Refused:
    """Take officers off positions on the agency's side, all in one action; each is told."""
    if not reason.strip():
        return Refused(("Releasing an officer needs a reason.",))
    with book.action(actor, "release", "", reason) as tx:
        told: list[str] = []
        freed: list[int] = []
        for assignment_id in assignment_ids:
            assignment = tx.get(Assignment, assignment_id)
            refusal = _cannot_leave(tx, assignment)
            if refusal is not None:
                tx.abandon()
                return refusal
            detail = detail_of(tx, assignment.position_id)
            tx.subject = f"detail:{detail.id}"
            leave(tx, assignment, AssignmentState.RELEASED)
            message = tell_of(tx, Event.UNASSIGNED, detail, assignment.officer_id, reason=reason)
            told += people(message)
            freed.append(assignment.position_id)
        join(tx, Event.UNASSIGNED)
        return Released(
            tuple(freed), tuple(told), f"{len(freed)} position(s) open again · u undoes"
        )


def confirm(book: Book, actor: Actor, assignment_id: int) -> Noted | Refused:
    """The officer has confirmed that he comes."""
    return _mark(book, actor, "confirm", assignment_id, _confirmed)


def mark_seen(book: Book, actor: Actor, assignment_id: int) -> Noted | Refused:
    """The officer was seen at the site."""
    return _mark(book, actor, "mark seen", assignment_id, _seen, early=SEEN_EARLY_SECONDS)


def no_show(book: Book, actor: Actor, assignment_id: int, words: str = "") -> Noted | Refused:
    """The officer did not come; the position is open again."""
    return _mark(book, actor, "no-show", assignment_id, _absent, words, early=0)


def _mark(
    book: Book,
    actor: Actor,
    verb: str,
    assignment_id: int,
    mark: Callable[[Transaction, Assignment], str],
    words: str = "",
    *,
    early: int | None = None,
) -> Noted | Refused:
    """`early`: so many seconds before the start it can be marked at the earliest."""
    with book.action(actor, verb, "", words) as tx:
        assignment = tx.get(Assignment, assignment_id)
        tx.subject = f"detail:{detail_of(tx, assignment.position_id).id}"
        refusal = _cannot_leave(tx, assignment)
        if early is not None and tx.now < assignment.starts_at - early:
            refusal = Refused(("The detail has not begun yet.",))
        if refusal is not None:
            tx.abandon()
            return refusal
        done = mark(tx, assignment)
        tx.save(assignment)
        more = proposed_words(propose(tx, assignment.officer_id)) if mark is _absent else ""
        return Noted(f"{surname(tx, assignment.officer_id)} {done}{more}")


def _ruled(ruling: Ruling) -> str:
    """What the rule adds to the sentence: that it costs nothing, or that it was broken."""
    if ruling.against:
        return f"; against {ruling.rule.called}"
    return f"; costs nothing by {ruling.rule.called}" if ruling.in_grace else ""


def _costs(tx: Transaction, assignment: Assignment, reason: str, ruling: Ruling) -> str:
    """What the call-off costs him by the policy; nothing within the grace."""
    if ruling.in_grace:
        return ""
    word = "sick_from_detail" if reason == CallOffReason.SICK else "called_off"
    seat = (assignment.position_id, assignment.officer_id)
    cost = consequence(tx.connection, *seat, word, tx.now, reason)
    return f"; {cost}" if cost else ""


def _cannot_leave(tx: Transaction, assignment: Assignment) -> Refused | None:
    name = surname(tx, assignment.officer_id)
    if assignment.state == AssignmentState.WORKED:
        return Refused((f"{name} has worked this position: correct the hours instead.",))
    if assignment.state not in LIVE_ASSIGNMENT:
        return Refused((f"{name} does not hold this position any more.",))
    return None


def _confirmed(tx: Transaction, assignment: Assignment) -> str:
    assignment.state, assignment.confirmed_at = AssignmentState.CONFIRMED, tx.now
    detail = detail_of(tx, assignment.position_id)
    tell_of(tx, Event.CONFIRMED, detail, assignment.officer_id)
    return "confirmed"


def _seen(tx: Transaction, assignment: Assignment) -> str:
    assignment.seen_at = tx.now
    return "was seen"


def _absent(tx: Transaction, assignment: Assignment) -> str:
    assignment.state, assignment.left_at = AssignmentState.NO_SHOW, tx.now
    end_exchanges(tx, assignment)
    return "did not come"
