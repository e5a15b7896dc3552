"""What a decider's yes carries out in his name, and whether it would be done if he said yes now.

A question keeps its step as plain data (`wanted`): {"do": "assign", "position_id": 12,
"officer_id": 7, "reason": "..."}.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from coordinator.actions.requests.deciding import APPROVE, Approving, approve_request
from coordinator.actions.requests.terms import ACCEPT, accept_terms
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.candidates import judge_one
from coordinator.actions.staffing.deciding import allowed_by
from coordinator.actions.staffing.exchanging import Wish, agree_to_exchange, propose_exchange
from coordinator.actions.staffing.leaving import call_off
from coordinator.actions.staffing.seats import cannot_fill
from coordinator.actions.staffing.staffing import assign, refill
from coordinator.actions.staffing.standby import add_backup, step_in
from storage.database import Book
from storage.transaction import Transaction
from storage.within import WithinAction

Wanted = dict[str, Any]


@dataclass(frozen=True, slots=True)
class InName:
    """A step of somebody's name: `by` allows it, `why` goes on record beside the name."""

    wanted: Wanted
    by: str
    why: str


def carry_out(book: Book, actor: Actor, step: InName) -> object:
    """Do it; a Refused where it cannot be done, None where nothing was to be done."""
    if not step.wanted:
        return None
    do = STEPS.get(str(step.wanted.get("do")))
    if do is None:
        return Refused((f"Nobody knows how to do {step.wanted.get('do')!r}.",))
    return do(book, actor, step)


def would_refuse(book: Book, actor: Actor, step: InName) -> Refused | None:
    """Why his yes would do nothing as the book stands now, if so; nothing is written.

    The step is tried and rolled back. Only a seat's own order is not asked: that takes long.
    """
    with book.action(actor, "try", "") as tx:
        outcome = _tried(tx, book, actor, step)
        tx.abandon()
    return outcome if isinstance(outcome, Refused) else None


def _tried(tx: Transaction, book: Book, actor: Actor, step: InName) -> object:
    if step.wanted.get("do") not in ("assign", "refill"):
        return carry_out(WithinAction(tx, book.path), actor, step)
    position, officer = int(step.wanted["position_id"]), int(step.wanted["officer_id"])
    if refusal := cannot_fill(tx, position):
        return refusal
    fresh = judge_one(tx.connection, position, officer, tx.now)
    return allowed_by(tx.connection, fresh, step.why, step.by)


def _seat(fill: Callable[..., object]) -> Callable[[Book, Actor, InName], object]:
    def seat(book: Book, actor: Actor, step: InName) -> object:
        return fill(
            book,
            actor,
            int(step.wanted["position_id"]),
            int(step.wanted["officer_id"]),
            reason=step.why,
            override_by=step.by,
        )

    return seat


def _step_in(book: Book, actor: Actor, step: InName) -> object:
    position, assignment = int(step.wanted["position_id"]), int(step.wanted["assignment_id"])
    return step_in(book, actor, position, assignment, reason=step.why, override_by=step.by)


def _add_backup(book: Book, actor: Actor, step: InName) -> object:
    detail, officer = int(step.wanted["detail_id"]), int(step.wanted["officer_id"])
    return add_backup(book, actor, detail, officer, reason=step.why, override_by=step.by)


def _exchange(book: Book, actor: Actor, step: InName) -> object:
    """Both had agreed when it was asked."""
    wanted = step.wanted
    wish = Wish(
        int(wanted["assignment_id"]),
        int(wanted["officer_id"]),
        int(wanted.get("other_assignment_id", 0)),
        taker_agrees=True,
        reason=step.why,
        override_by=step.by,
    )
    if "exchange_id" not in wanted:
        return propose_exchange(book, actor, wish)
    return agree_to_exchange(
        book,
        actor,
        int(wanted["exchange_id"]),
        giver=True,
        taker=True,
        reason=step.why,
        override_by=step.by,
    )


def _call_off(book: Book, actor: Actor, step: InName) -> object:
    wanted = step.wanted
    return call_off(
        book,
        actor,
        int(wanted["assignment_id"]),
        str(wanted["call_off"]),
        step.why,
        allowed_by=step.by,
        by_message=bool(wanted.get("by_message")),
    )


def _approve_request(book: Book, actor: Actor, step: InName) -> object:
    """What is missing he allows only where he was asked to, for the reason that was given."""
    why = str(step.wanted.get("reason") or "")
    how = Approving(step.by, "", step.by if why else "", why, answering=True)
    return approve_request(book, actor, int(step.wanted["request_id"]), how)


def _accept_terms(book: Book, actor: Actor, step: InName) -> object:
    wanted = step.wanted
    request, version = int(wanted["request_id"]), str(wanted["version"])
    return accept_terms(book, actor, request, step.by, version, answering=True)


STEPS: dict[str, Callable[[Book, Actor, InName], object]] = {
    "assign": _seat(assign),
    "refill": _seat(refill),
    "step_in": _step_in,
    "add_backup": _add_backup,
    "exchange": _exchange,
    "call_off": _call_off,
    APPROVE: _approve_request,
    ACCEPT: _accept_terms,
}
"""What `wanted` may ask for: the action that is done with the decider's name."""
