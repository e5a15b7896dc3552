"""What the coordinator does with messages: hold, send now, recall, try again, put aside."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from coordinator.actions.messages.attaching import attach
from coordinator.actions.messages.outbox import LATE_SECONDS
from coordinator.actions.messages.recipients import route
from coordinator.actions.results import Actor, Refused
from coordinator.rules.message_words import Audience, MessageState
from coordinator.rules.words import Channel
from storage.database import Book
from storage.models import Message
from storage.queries.messages.consents import withdrawn
from storage.queries.messages.outbox import OutboxRow, in_grace, outbox_row
from storage.queries.messages.telling import (
    Reach,
    contact_reach,
    detail_facts,
    employer_reach,
    invoice_facts,
    officer_reach,
)
from storage.transaction import Transaction

Step = Callable[[Transaction, Message, OutboxRow], str]
"""Changes one message, or says why it cannot be."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What was done with the messages. `left` says of the others why they stay as they are."""

    messages: tuple[int, ...]
    sentence: str
    left: tuple[str, ...] = ()


def hold(book: Book, actor: Actor, ids: Sequence[int]) -> Moved | Refused:
    """Keep messages back until they are sent by hand."""
    return _each(book, actor, "hold message", "held back", ids, _hold)


def send_now(book: Book, actor: Actor, ids: Sequence[int]) -> Moved | Refused:
    """Let messages leave with the next run: drafts, held ones, and those that wait."""
    return _each(book, actor, "send message", "leaving now", ids, _send_now)


def send_held(book: Book, actor: Actor) -> Moved | Refused:
    """Let everything leave that still waits for the end of its grace period."""
    return send_now(book, actor, in_grace(book.reader(), actor.now))


def recall(book: Book, actor: Actor, ids: Sequence[int]) -> Moved | Refused:
    """Take back messages that have not gone out."""
    return _each(book, actor, "recall message", "recalled", ids, _recall)


def retry(book: Book, actor: Actor, ids: Sequence[int]) -> Moved | Refused:
    """Try messages again that failed, are of unknown fate, or found nobody.

    The address is looked up anew: it may have been corrected meanwhile.
    """
    return _each(book, actor, "retry message", "to be tried again", ids, _retry)


def put_aside(book: Book, actor: Actor, ids: Sequence[int]) -> Moved | Refused:
    """Say that messages which were not delivered are dealt with otherwise."""
    return _each(book, actor, "put message aside", "put aside", ids, _put_aside)


def _each(
    book: Book, actor: Actor, verb: str, done: str, ids: Sequence[int], step: Step
) -> Moved | Refused:
    """One action over all that can be; refused only where none can."""
    moved: list[int] = []
    left: list[str] = []
    if not ids:
        return Refused(("There is no such message.",))
    with book.action(actor, verb, f"message:{ids[0]}") as tx:
        for message_id in ids:
            row = outbox_row(tx.connection, tx.now, message_id)
            reason = step(tx, tx.get(Message, message_id), row) if row else "It is gone."
            if reason:
                left.append(f"Message {message_id}: {reason}")
            else:
                moved.append(message_id)
        if not moved:
            tx.abandon()
            return Refused(tuple(left))
    plural = "s" if len(moved) > 1 else ""
    return Moved(tuple(moved), f"{len(moved)} message{plural} {done}.", tuple(left))


def _hold(tx: Transaction, message: Message, row: OutboxRow) -> str:
    if row.state not in ("held", "due", "waiting"):
        return f"it is {row.state}."
    message.state = MessageState.HELD
    tx.save(message)
    return ""


def _send_now(tx: Transaction, message: Message, row: OutboxRow) -> str:
    if row.state not in ("draft", "held", "due", "waiting"):
        return f"it is {row.state}."
    if message.channel == Channel.NONE:
        return message.trouble
    if row.state == "draft":
        message.not_after_at = max(message.not_after_at, tx.now + LATE_SECONDS)
    return _start_afresh(tx, message)


def _recall(tx: Transaction, message: Message, row: OutboxRow) -> str:
    if row.state not in ("draft", "held", "due", "waiting", "unreachable"):
        return "it has gone." if row.state == "sent" else f"it is {row.state}."
    message.state = MessageState.RECALLED
    tx.save(message)
    return ""


def _retry(tx: Transaction, message: Message, row: OutboxRow) -> str:
    if row.state not in ("failed", "unknown", "unreachable", "waiting"):
        return "its time has passed." if row.state == "expired" else f"it is {row.state}."
    reach = _reach_of(tx.connection, message)
    if reach is not None:
        channel, address, trouble = route(tx.connection, reach)
        if trouble:
            return trouble
        message.channel, message.address, message.trouble = channel, address, ""
        attach(tx, message)
    return _start_afresh(tx, message)


def _put_aside(tx: Transaction, message: Message, row: OutboxRow) -> str:
    if row.state not in ("draft", "failed", "unknown", "unreachable", "expired", "waiting"):
        return f"it is {row.state}."
    message.state = MessageState.CANCELLED
    tx.save(message)
    return ""


def _start_afresh(tx: Transaction, message: Message) -> str:
    if message.not_after_at <= tx.now:
        return "its time has passed."
    if withdrawn(tx.connection, message.channel, message.address):
        return f"{message.name} wants no more messages there."
    last = tx.connection.execute(
        "SELECT coalesce(max(n), 0) FROM delivery WHERE message_id = ?", (message.id,)
    ).fetchone()[0]
    message.state, message.leaves_at, message.tries_from = MessageState.QUEUED, tx.now, last
    tx.save(message)
    return ""


def _reach_of(connection: sqlite3.Connection, message: Message) -> Reach | None:
    """The person as he is reached today, on the message's own channel if he still has that."""
    reach = person_of(connection, message)
    if reach is None or message.channel == Channel.NONE:
        return reach
    return replace(reach, channel=message.channel)


def person_of(connection: sqlite3.Connection, message: Message) -> Reach | None:
    """The person whom a message is to, as he is reached today; None where the book knows none."""
    if message.officer_id is not None:
        return officer_reach(connection, message.officer_id)
    if message.contact_id is not None:
        return contact_reach(connection, message.contact_id)
    if message.audience != Audience.EMPLOYER:
        return None
    if message.invoice_id is not None:
        invoice = invoice_facts(connection, message.invoice_id)
        return employer_reach(connection, invoice.employer_id) if invoice else None
    detail = detail_facts(connection, message.detail_id) if message.detail_id else None
    return employer_reach(connection, detail.employer_id, detail.contact_id) if detail else None
