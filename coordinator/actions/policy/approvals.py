"""Questions to somebody who decides, and his answer by reply: given, refused, or taken back."""

import json
from dataclasses import dataclass, field
from typing import Any

from coordinator.actions.answers.answers import recall_all
from coordinator.actions.answers.reply_codes import code_of_approval
from coordinator.actions.messages.queueing import Said, queue
from coordinator.actions.messages.recipients import routed
from coordinator.actions.results import Actor, Refused
from coordinator.rules.message_words import Audience, Event
from coordinator.rules.words import ApprovalState, Channel
from notify.addresses import usable
from storage.database import Book
from storage.models import ApprovalRequest
from storage.queries.book.settings import setting
from storage.queries.messages.telling import Reach, agency_facts, detail_facts
from storage.transaction import Transaction

OPEN_HOURS = 24
"""How long a question stands when nothing else is said; setting `replies.approval_hours`."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of whom. `wanted` is what is done when he says yes: {"do": "assign",
    "position_id": 12, "officer_id": 7, "reason": "..."}; empty where nothing follows by itself."""

    kind: str
    subject: str
    asked_of: str
    address: str
    words: str
    channel: Channel = Channel.EMAIL
    officer_id: int | None = None
    detail_id: int | None = None
    papers: tuple[str, ...] = ()
    """What goes with the mail, as `enclosing.PAPERS` makes it."""
    wanted: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ApprovalAsked:
    """The question is on its way."""

    approval_id: int
    sentence: str


def ask_approval(book: Book, actor: Actor, question: Question) -> ApprovalAsked | Refused:
    """Ask somebody to decide; he answers YES or NO with the code that he gets."""
    country = str(setting(book.reader(), "messages.country_code", "1"))
    address = usable(question.channel, question.address, country)
    if not question.words.strip() or not question.asked_of.strip():
        return Refused(("A question needs words and the name of whoever decides.",))
    if not address:
        return Refused((f"{question.address!r} is no address to which the question can go.",))
    with book.action(actor, "ask approval", question.subject) as tx:
        request = tx.add(
            ApprovalRequest(
                kind=question.kind,
                subject=question.subject,
                officer_id=question.officer_id,
                asked_of=question.asked_of.strip(),
                address=address,
                channel=question.channel,
                asked_at=tx.now,
                asked_by=actor.name,
                words=question.words,
                wanted=json.dumps(question.wanted),
            )
        )
        _send(tx, request, question)
        return ApprovalAsked(int(request.id or 0), f"{request.asked_of} is asked · u undoes")


def withdraw_approval(book: Book, actor: Actor, approval_id: int) -> ApprovalAsked | Refused:
    """Take a question back that nobody has answered."""
    with book.action(actor, "withdraw approval", "") as tx:
        request = tx.get(ApprovalRequest, approval_id)
        tx.subject = request.subject
        if request.state != ApprovalState.OPEN:
            tx.abandon()
            return Refused((f"{request.asked_of} has answered: {request.state}.",))
        settle(tx, request, ApprovalState.WITHDRAWN, "")
        recall_question(tx, approval_id, "The question was taken back.")
        return ApprovalAsked(approval_id, f"{request.asked_of} need not decide · u undoes")


def recall_question(tx: Transaction, approval_id: int, why: str) -> None:
    """Take back the messages with the question that have not left."""
    rows = tx.connection.execute(
        "SELECT message.id FROM reply_code JOIN message ON reply_code_id = reply_code.id "
        "WHERE approval_id = ? AND message.state = 'queued' AND event = 'approval' "
        "AND NOT EXISTS (SELECT 1 FROM delivery WHERE message_id = message.id)",
        (approval_id,),
    )
    recall_all(tx, (row for (row,) in rows.fetchall()), why)


def settle(tx: Transaction, request: ApprovalRequest, state: ApprovalState, answer: str) -> None:
    """Write down how a question ended."""
    request.state, request.answered_at, request.answer = state, tx.now, answer
    tx.save(request)


def _send(tx: Transaction, request: ApprovalRequest, question: Question) -> None:
    hours = int(setting(tx.connection, "replies.approval_hours", OPEN_HOURS))
    closes_at = tx.now + hours * 3600
    code = code_of_approval(tx, int(request.id or 0), closes_at)
    by_mail = question.channel == Channel.EMAIL
    reach = Reach(
        request.asked_of,
        question.channel,
        request.address if by_mail else "",
        "" if by_mail else request.address,
    )
    detail = detail_facts(tx.connection, question.detail_id) if question.detail_id else None
    values = {"text": question.words, "what": question.kind.replace("_", " ")}
    said = Said(
        Event.APPROVAL, values, closes_at, detail=detail, approval=code, papers=question.papers
    )
    recipient = routed(tx.connection, Audience.SUPERVISOR, reach)
    queue(tx, said, recipient, agency_facts(tx.connection))


__all__ = [
    "ApprovalAsked",
    "Question",
    "ask_approval",
    "recall_question",
    "settle",
    "withdraw_approval",
]
