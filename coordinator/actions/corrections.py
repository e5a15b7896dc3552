"""For messages that had already gone when their action was undone: a correction, as a draft."""

import secrets
from collections.abc import Iterable

from storage.changes import ChangeRow
from storage.models import Message
from storage.queries.history import kind_of
from storage.transaction import Transaction

EVENT = "correction"


def draft_corrections(tx: Transaction, changes: Iterable[ChangeRow]) -> int:
    """Draft a correction to exactly the people whom the undone action had told; returns how many.

    Drafts leave only when the coordinator says so.
    """
    told = [c.row for c in changes if c.tbl == "message" and kind_of(c) == "added"]
    gone = [tx.get(Message, row) for row in told if _gone(tx, row)]
    for message in gone:
        tx.add(_correction(tx, message))
    return len(gone)


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
