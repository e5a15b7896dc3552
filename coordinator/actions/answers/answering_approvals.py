"""YES and NO to a question: what was asked for is done in the name of whoever allowed it."""

import json

from coordinator.actions.answers.answers import Asked, Done, Waits, waits_for_desk
from coordinator.actions.policy.approvals import settle
from coordinator.actions.policy.needless_questions import CLOSING, close_needless, needless
from coordinator.actions.policy.steps_by_name import InName, carry_out
from coordinator.actions.results import Refused
from coordinator.rules.words import ApprovalState
from notify.replies import Word
from storage.models import ApprovalRequest


def decided(asked: Asked, closed: str) -> Done | Waits:
    """Carry out what was asked for, or note that it is refused.

    `closed` says why the code is answered no more; empty while it is open.
    """
    request = _close_if_needless(asked)
    if request.state != ApprovalState.OPEN:
        return Done(_over(request))
    if closed:
        return Waits(closed, closed)
    if asked.command.word not in (Word.YES, Word.NO):
        return Waits("He answers neither yes nor no.", "Please answer YES or NO with the code.")
    if not asked.may("approval"):
        return waits_for_desk(asked, f"He says {asked.command.word}")
    if asked.command.word is Word.NO:
        _settle(asked, request, ApprovalState.REFUSED)
        return Done("Noted: refused. Nothing is done.")
    outcome = _carried_out(asked, request)
    if isinstance(outcome, Refused):
        why = outcome.sentence
        return Waits(
            f"He allows it, yet: {why}", f"Your yes is noted, but it cannot be done: {why}"
        )
    _settle(asked, request, ApprovalState.GIVEN)
    return Done("Thank you: allowed, and done in your name.")


def _carried_out(asked: Asked, request: ApprovalRequest) -> object:
    wanted = json.loads(request.wanted or "{}")
    why = str(wanted.get("reason") or request.words or "allowed")
    return carry_out(asked.book, asked.actor, InName(wanted, request.asked_of, why))


def _settle(asked: Asked, request: ApprovalRequest, state: ApprovalState) -> None:
    with asked.book.action(asked.actor, "decide", request.subject) as tx:
        settle(tx, request, state, asked.received.text[:200])


def _over(request: ApprovalRequest) -> str:
    """What whoever answers hears of a question that stands no more."""
    if request.state == ApprovalState.WITHDRAWN and request.answer:
        return f"No longer needed: {request.answer}. Nothing has changed."
    return f"That was {request.state} already, nothing has changed."


def _close_if_needless(asked: Asked) -> ApprovalRequest:
    request = _request(asked)
    if request.id in needless(asked.connection, asked.tx.now):
        with asked.book.action(asked.actor, CLOSING, request.subject) as tx:
            close_needless(tx)
        request = _request(asked)
    return request


def _request(asked: Asked) -> ApprovalRequest:
    if asked.code is None or asked.code.approval_id is None:
        raise LookupError("The code asks nobody to decide.")
    return asked.tx.get(ApprovalRequest, asked.code.approval_id)
