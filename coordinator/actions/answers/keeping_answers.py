"""What came in as it is kept: taken apart in the log, byte for byte beside it."""

import sqlite3
import zlib
from hashlib import sha256

from coordinator.actions.answers.who_wrote import plain_address
from coordinator.rules.message_words import ReceivedState
from coordinator.rules.words import Channel
from notify.incoming import Incoming
from storage.models import Received
from storage.transaction import Transaction

_LONGEST_TEXT = 20_000
"""Letters of a text that are kept taken apart; the whole of it is in what is kept as it came."""


def as_it_came(tx: Transaction, incoming: Incoming, state: ReceivedState) -> Received:
    """The message taken apart, not yet in the book."""
    return Received(
        key=incoming.key,
        channel=incoming.channel,
        source=incoming.source,
        address=_kept_address(tx.connection, incoming),
        subject=_keepable(incoming.subject),
        text=_keepable(incoming.text)[:_LONGEST_TEXT],
        sent_at=incoming.sent_at,
        received_at=incoming.received_at,
        read_at=tx.now,
        state=state,
    )


def keep(tx: Transaction, received: Received, incoming: Incoming) -> None:
    """Write it into the log at once and whole, so that an undo leaves what was understood; and
    byte for byte beside it."""
    tx.add(received)
    tx.subject = f"received:{received.id}"
    tx.connection.execute(
        "INSERT INTO raw_mail (received_id, sha256, length, cut, data) VALUES (?, ?, ?, ?, ?)",
        (
            received.id,
            sha256(incoming.raw).hexdigest(),
            len(incoming.raw),
            incoming.cut,
            zlib.compress(incoming.raw),
        ),
    )


def _kept_address(connection: sqlite3.Connection, incoming: Incoming) -> str:
    """A number in its one form; a mailbox as it was written."""
    if incoming.channel == Channel.EMAIL:
        return _keepable(incoming.address)
    return plain_address(connection, incoming.channel, incoming.address) or _keepable(
        incoming.address
    )


def _keepable(text: str) -> str:
    """Without what no book can keep: NUL, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
