"""For messages that had already gone when their action was undone: a correction, as a draft."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from coordinator.actions.messages.attaching import attach_correction
from storage.changes import ChangeRow
from storage.models import Message
from storage.queries.book.history import kind_of
from storage.queries.messages.enclosures import Invited, invited_by
from storage.transaction import Transaction

EVENT = "correction"


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft, and the events that the message which it corrects had brought or taken away."""

    message: Message
    invited: tuple[Invited, ...]


def draft_corrections(tx: Transaction, changes: Iterable[ChangeRow]) -> tuple[Drafted, ...]:
    """Draft a correction to exactly the people whom the undone action had told.

    Drafts leave only when the coordinator says so. `put_calendars_right` follows once the rows
    are as they were.
    """
    told = [c.row for c in changes if c.tbl == "message" and kind_of(c) == "added"]
    gone = [tx.get(Message, row) for row in told if _gone(tx, row)]
    return tuple(
        Drafted(tx.add(_correction(tx, message)), invited_by(tx.connection, message.id))
        for message in gone
    )


def put_calendars_right(tx: Transaction, drafts: Iterable[Drafted]) -> None:
    """Put to each draft what sets the officer's calendar right."""
    for draft in drafts:
        attach_correction(tx, draft.message, draft.invited)


def _gone(tx: Transaction, message_id: int) -> bool:
    found = tx.connection.execute(
        "SELECT 1 FROM delivery WHERE message_id = ? AND outcome IN ('begun', 'sent', 'unknown')",
        (message_id,),
    )
    return found.fetchone() is not None


def _correction(tx: Transaction, message: Message) -> Message:
    same = message.model_dump(exclude={"id"})
    same |= {
        "event": EVENT,
        "state": "draft",
        "subject": f"Correction: {message.subject}" if message.subject else "",
        "body": f"Please disregard our earlier message, it was a mistake: {message.body}",
        "key": secrets.token_hex(12),
        "queued_at": tx.now,
        "leaves_at": tx.now,
    }
    return Message.model_validate(same)
