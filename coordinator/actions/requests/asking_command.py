"""Asking whoever decides about a request: the packet by mail, answered by YES or NO."""

from dataclasses import dataclass

from coordinator.actions.policy.approvals import Question, ask_approval
from coordinator.actions.requests.deciding import APPROVE, lacking_for_approval
from coordinator.actions.requests.evaluating import RequestJudged, judge_request
from coordinator.actions.requests.standing import elsewhere
from coordinator.actions.results import Actor, Refused
from coordinator.rules.intake.words import Before
from coordinator.rules.request_words import UNDECIDED_REQUEST, RequestState
from coordinator.rules.words import ApprovalState, Channel
from storage.database import Book
from storage.models import ApprovalRequest, Request
from storage.transaction import Transaction
from storage.within import WithinAction


@dataclass(frozen=True, slots=True)
class CommandAsked:
    """The packet is on its way."""

    request_id: int
    approval_id: int
    asked_of: str

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return f"{self.asked_of} is asked, with the packet · u undoes"


def ask_command(
    book: Book,
    actor: Actor,
    request_id: int,
    asked_of: str = "",
    address: str = "",
    channel: Channel = Channel.EMAIL,
    allowed_why: str = "",
) -> CommandAsked | Refused:
    """Ask for approval by message; without a name and address those of the intake document.

    His YES approves with him as actor. While something is missing he is asked only with the reason
    for which he may allow it all the same.
    """
    with book.action(actor, "ask approval", f"request:{request_id}") as tx:
        judged = judge_request(tx.connection, request_id, tx.now)
        whom = judged.evaluation.approver
        name, to = asked_of.strip() or whom.name or whom.title, address.strip() or whom.address
        request = tx.get(Request, request_id)
        problem = elsewhere(request, UNDECIDED_REQUEST) or _asked_before(tx, request)
        refused = Refused((problem,)) if problem else _lacking(judged, allowed_why)
        if refused:
            tx.abandon()
            return refused
        question = Question(
            kind="request",
            subject=f"request:{request_id}",
            asked_of=name,
            address=to,
            words=_words(judged),
            channel=channel,
            papers=(f"request_packet:{request_id}",),
            wanted={"do": APPROVE, "request_id": request_id, "reason": allowed_why.strip()},
        )
        within = WithinAction(tx, book.path)
        asked = ask_approval(within, actor, question)
        if isinstance(asked, Refused):
            tx.abandon()
            return asked
        request.approval_id, request.state = asked.approval_id, RequestState.WAITING
        tx.save(request)
        tx.verb, tx.subject = "ask approval", f"request:{request_id}"
        return CommandAsked(request_id, asked.approval_id, name)


def _asked_before(tx: Transaction, request: Request) -> str:
    if request.approval_id is None:
        return ""
    asked = tx.get(ApprovalRequest, request.approval_id)
    if asked.state != ApprovalState.OPEN:
        return ""
    return f"{asked.asked_of} is asked already: take that question back first."


def _lacking(judged: RequestJudged, allowed_why: str) -> Refused | None:
    lacking = lacking_for_approval(judged)
    if not lacking or allowed_why.strip():
        return None
    return Refused((*lacking, "Say why it may be allowed all the same, or mend it first."))


def _words(judged: RequestJudged) -> str:
    """The question in a few lines; the packet has the rest."""
    sheet, risk = judged.sheet, judged.evaluation
    first = judged.dates[0].words if judged.dates else "no date"
    more = f" and {len(judged.dates) - 1} more" if len(judged.dates) > 1 else ""
    recurs = f", recurring ({sheet.rule})" if sheet.rule else ""
    lacking = "; ".join(row.label for row in judged.missing(Before.APPROVAL))
    lines = (
        f"Request {sheet.number} of {sheet.who}: {sheet.title}, {risk.event.label}.",
        f"{first}{more}{recurs}.",
        f"Price: {judged.price.sentence}",
        f"Risk: {risk.risk_words}",
        f"Not taken by the rules: {'; '.join(judged.barred)}" if judged.barred else "",
        f"Missing: {lacking}" if lacking else "",
        "May it be approved?",
    )
    return "\n".join(filter(None, lines))
