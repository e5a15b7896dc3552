"""Approving, refusing and withdrawing requests, and what follows for the question to command."""

from collections.abc import Iterator
from dataclasses import dataclass

from coordinator.actions.policy.approvals import recall_question, settle
from coordinator.actions.requests.evaluating import RequestJudged, judge_request
from coordinator.actions.requests.refusing import tell_refused
from coordinator.actions.requests.standing import elsewhere
from coordinator.actions.results import Actor, Refused
from coordinator.rules.intake.document import COORDINATOR
from coordinator.rules.intake.words import Before
from coordinator.rules.request_words import OPEN_REQUEST, UNDECIDED_REQUEST, RequestState
from coordinator.rules.words import ApprovalState
from storage.database import Book
from storage.models import ApprovalRequest, Request
from storage.transaction import Transaction

APPROVE = "approve_request"
"""What a question to command asks for (`do` in its `wanted`)."""


@dataclass(frozen=True, slots=True)
class RequestDecided:
    """The request was decided; `lacking` is what was wanted before and allowed all the same."""

    request_id: int
    number: str
    state: RequestState
    by: str
    lacking: tuple[str, ...] = ()
    messages: int = 0

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        allowed = f", without: {' '.join(self.lacking)}" if self.lacking else ""
        told = f", {self.messages} message(s) leave soon" if self.messages else ""
        by = f" by {self.by}" if self.by else ""
        return f"Request {self.number} {self.state}{by}{allowed}{told} · u undoes"


@dataclass(frozen=True, slots=True)
class Approving:
    """Who approves (`by`; the actor where nobody is named), and who allows it without what is
    required, and why."""

    by: str = ""
    words: str = ""
    allowed_by: str = ""
    allowed_why: str = ""
    answering: bool = False
    """It answers the question to command that stands open."""


PLAIN = Approving()


def approve_request(
    book: Book, actor: Actor, request_id: int, how: Approving = PLAIN
) -> RequestDecided | Refused:
    """Approve a request. Refused where the intake document wants somebody else to approve it and
    nobody is named, and where something is wanted first or the work is barred, unless somebody
    allows it by name and for a reason."""
    with book.action(actor, "approve request", f"request:{request_id}") as tx:
        judged = judge_request(tx.connection, request_id, tx.now)
        against = tuple(_against_approval(judged, how))
        lacking = lacking_for_approval(judged)
        if against or (lacking and not _allowed(how)):
            tx.abandon()
            return Refused((*against, *lacking, *((ALLOW,) if lacking else ())))
        request = tx.get(Request, request_id)
        _decide(
            tx,
            request,
            RequestState.APPROVED,
            how.by.strip() or actor.name,
            how.words,
            answering=how.answering,
        )
        request.risk = judged.evaluation.risk
        if lacking:
            request.allowed_by, request.allowed_why = (
                how.allowed_by.strip(),
                how.allowed_why.strip(),
            )
            tx.reason = f"allowed without: {'; '.join(_items(judged))}"
        tx.save(request)
        return RequestDecided(
            request_id, request.number, RequestState.APPROVED, request.decided_by, lacking
        )


def refuse_request(
    book: Book, actor: Actor, request_id: int, reason: str, clause: str = "", *, tell: bool = True
) -> RequestDecided | Refused:
    """Refuse a request for a reason, under a clause of the intake document where there is one;
    whoever asked is told with a letter, unless not to `tell`."""
    with book.action(actor, "refuse request", f"request:{request_id}") as tx:
        judged = judge_request(tx.connection, request_id, tx.now)
        problem = _against_refusal(judged, reason, clause)
        if problem:
            tx.abandon()
            return Refused((problem,))
        request = tx.get(Request, request_id)
        found = clause or ", ".join(x.clause for x in judged.evaluation.prohibited)
        _decide(tx, request, RequestState.REFUSED, actor.name, reason.strip())
        request.clause = found
        tx.save(request)
        told = tell_refused(tx, request) if tell else 0
        return RequestDecided(
            request_id, request.number, RequestState.REFUSED, actor.name, messages=told
        )


def withdraw_request(
    book: Book, actor: Actor, request_id: int, reason: str
) -> RequestDecided | Refused:
    """Whoever asked wants it no more; a job that came of it is cancelled by itself."""
    with book.action(actor, "withdraw request", f"request:{request_id}") as tx:
        request = tx.get(Request, request_id)
        if problem := elsewhere(request, OPEN_REQUEST):
            tx.abandon()
            return Refused((problem,))
        _decide(tx, request, RequestState.WITHDRAWN, actor.name, reason.strip())
        tx.save(request)
        return RequestDecided(request_id, request.number, RequestState.WITHDRAWN, "")


ALLOW = "Somebody named may allow it, with a reason."


def lacking_for_approval(judged: RequestJudged) -> tuple[str, ...]:
    """What bars the work or is wanted before approval and not there, a sentence each."""
    missing = (row.lacking for row in judged.missing(Before.APPROVAL))
    said_no = (f"{judged.said_no} was asked and answered no.",) if judged.said_no else ()
    return (*said_no, *judged.barred, *missing)


def _items(judged: RequestJudged) -> Iterator[str]:
    yield from (each.clause for each in judged.evaluation.prohibited)
    yield from (row.key for row in judged.missing(Before.APPROVAL))
    if judged.said_no:
        yield "the yes of whoever was asked"


def _allowed(how: Approving) -> bool:
    return bool(how.allowed_by.strip() and how.allowed_why.strip())


def _against_approval(judged: RequestJudged, how: Approving) -> Iterator[str]:
    sheet, approver = judged.sheet, judged.evaluation.approver
    if problem := elsewhere(sheet, UNDECIDED_REQUEST):
        yield problem
    elif approver.title != COORDINATOR and not how.by.strip():
        yield (
            f"The {approver.title} approves this (risk {judged.evaluation.risk_words}):"
            " ask by message, or name who approved it."
        )


def _against_refusal(judged: RequestJudged, reason: str, clause: str) -> str:
    sheet = judged.sheet
    known = {each.clause for each in judged.document.prohibited}
    if problem := elsewhere(sheet, OPEN_REQUEST):
        return problem
    if clause and clause not in known:
        return f"The intake document has no clause {clause!r}: {', '.join(sorted(known))}."
    if not reason.strip() and not clause and not judged.evaluation.prohibited:
        return "A refusal needs a reason or a clause."
    return ""


def _decide(
    tx: Transaction,
    request: Request,
    state: RequestState,
    by: str,
    words: str,
    *,
    answering: bool = False,
) -> None:
    """Write the decision; a question to command that stands open is closed."""
    request.state = state
    request.decided_at, request.decided_by, request.decision = tx.now, by, words.strip()
    if request.approval_id is None or answering:
        return
    asked = tx.get(ApprovalRequest, request.approval_id)
    if asked.state == ApprovalState.OPEN:
        settle(tx, asked, ApprovalState.WITHDRAWN, f"the request was {state}")
        recall_question(tx, request.approval_id, "The request was decided.")
