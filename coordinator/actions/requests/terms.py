"""The contract terms of a request: asked for with the quote, accepted by reply or at the desk."""

import json
from dataclasses import dataclass

from coordinator.actions.answers.reply_codes import code_of_approval
from coordinator.actions.policy.approvals import settle
from coordinator.actions.requests.intake_documents import intake_of
from coordinator.actions.requests.linking import note_terms
from coordinator.actions.requests.standing import elsewhere
from coordinator.actions.requests.telling import asker_of
from coordinator.actions.results import Actor, Refused
from coordinator.rules.request_words import STANDING_REQUEST
from coordinator.rules.words import ApprovalState, Channel
from storage.database import Book
from storage.models import ApprovalRequest, Employer, ReplyCode, Request
from storage.transaction import Transaction

ACCEPT = "accept_terms"
"""What the question in a quote asks for (`do` in its `wanted`)."""
KIND = "terms"


@dataclass(frozen=True, slots=True)
class RequestNoted:
    """Something was noted of a request."""

    request_id: int
    number: str
    words: str

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return f"Request {self.number}: {self.words} · u undoes"


def accept_terms(
    book: Book,
    actor: Actor,
    request_id: int,
    by: str,
    version: str = "",
    *,
    answering: bool = False,
) -> RequestNoted | Refused:
    """Note who accepted the contract terms, and which version: its hex SHA-256, or as many of its
    first digits as the quote prints. Without one, those of the request's intake document.
    `answering` says that he wrote so himself, in answer to the quote.
    """
    with book.action(actor, "accept terms", f"request:{request_id}") as tx:
        request = tx.get(Request, request_id)
        current = intake_of(tx.connection, request.intake_id).terms.sha256
        problem = _wrong_terms(request, current, by, version.strip().lower())
        if problem:
            tx.abandon()
            return Refused((problem,))
        request.terms_sha256 = current
        request.terms_at, request.terms_by = tx.now, by.strip()
        tx.save(request)
        note_terms(tx, request)
        _close_questions(tx, request, answering=answering)
        words = f"terms {current[:16]} accepted by {by.strip()}"
        return RequestNoted(request_id, request.number, words)


def ask_terms(tx: Transaction, request: Request, closes_at: int) -> ReplyCode | None:
    """The number with which whoever asked accepts the terms (until UTC seconds); None where there
    are none, they are accepted, or nothing can be sent to him."""
    version = intake_of(tx.connection, request.intake_id).terms.sha256
    whom = asker_of(tx, request)
    if not version or _accepted(tx, request, version) or whom.channel == Channel.NONE:
        return None
    _close_questions(tx, request)
    wanted = {"do": ACCEPT, "request_id": request.id, "version": version}
    question = tx.add(
        ApprovalRequest(
            kind=KIND,
            subject=f"request:{request.id}",
            asked_of=whom.reach.name,
            address=whom.address,
            channel=whom.channel,
            asked_at=tx.now,
            asked_by=tx.who,
            words=f"Price and terms {version[:16]} of request {request.number}",
            wanted=json.dumps(wanted),
        )
    )
    return code_of_approval(tx, int(question.id or 0), closes_at)


def _accepted(tx: Transaction, request: Request, version: str) -> bool:
    if request.terms_sha256 == version:
        return True
    if request.employer_id is None:
        return False
    return tx.get(Employer, request.employer_id).terms_sha256 == version


def _close_questions(tx: Transaction, request: Request, *, answering: bool = False) -> None:
    """Nobody need accept any more, unless it is the answer itself that says so."""
    rows = tx.connection.execute(
        "SELECT id FROM approval_request WHERE subject = ? AND kind = ? AND state = 'open'",
        (f"request:{request.id}", KIND),
    )
    for (question,) in rows.fetchall() if not answering else ():
        settle(tx, tx.get(ApprovalRequest, question), ApprovalState.WITHDRAWN, "terms settled")


def _wrong_terms(request: Request, current: str, by: str, version: str) -> str:
    if not current:
        return "The intake document has no terms."
    if not by.strip():
        return "Who accepted the terms? Give the name."
    if version and (len(version) < 8 or not current.startswith(version)):
        return f"The terms of request {request.number} are {current[:16]}, not {version[:16]}."
    return elsewhere(request, STANDING_REQUEST)
