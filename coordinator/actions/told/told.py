"""What was heard of a message after it was handed over: bounced, delivered, read, answered.

Reports are appended beside the message, as attempts are; nothing of it is ever undone.
"""

import sqlite3
from typing import TYPE_CHECKING

from coordinator.actions.told.falling_back import fall_back
from coordinator.actions.told.settling import settle_offers
from coordinator.rules.message_words import ReportKind
from storage.queries.messages.told import last_message_to, message_of_key, messages_of_offer

if TYPE_CHECKING:
    from notify.incoming import Reported
    from storage.models import ReplyCode
    from storage.transaction import Transaction

__all__ = [
    "answered",
    "fall_back",
    "kind_of",
    "message_of_key",
    "message_reported",
    "report",
    "settle_offers",
    "write_report",
]

_ACTIONS = {
    "failed": ReportKind.BOUNCED,
    "delayed": ReportKind.DELAYED,
    "delivered": ReportKind.DELIVERED,
    "read": ReportKind.READ,
}

LONGEST_WORDS = 300


def report(
    tx: "Transaction",
    message_id: int,
    kind: str,
    at: int,
    words: str,
    received_id: int | None = None,
) -> None:
    """Write down what was heard of a message at an instant (UTC seconds).

    Reports are not logged: an action that does nothing else comes to nothing, `write_report` does
    not. The same report twice is one. Raises ValueError for an unknown kind.
    """
    write_report(tx.connection, message_id, kind, at, words, received_id)


def write_report(
    connection: sqlite3.Connection,
    message_id: int,
    kind: str,
    at: int,
    words: str,
    received_id: int | None = None,
) -> None:
    """The same within any write transaction, such as `Book.unlogged`."""
    connection.execute(
        "INSERT INTO delivery_report (message_id, kind, at, words, received_id) "
        "SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS (SELECT 1 FROM delivery_report "
        "WHERE message_id = ?1 AND kind = ?2 AND (at = ?3 OR received_id = ?5))",
        (message_id, ReportKind(kind), at, words[:LONGEST_WORDS], received_id),
    )


def answered(
    tx: "Transaction",
    code: "ReplyCode",
    channel: str,
    at: int,
    words: str,
    received_id: int | None = None,
) -> tuple[int, ...]:
    """Mark the messages as answered to which an answer by this code belongs; returns them.

    They are those that carried the code, or told of the offer. Where he was written to on several
    channels, only those of the one on which he answered: the others may be dead.
    """
    told = {(key, by) for key, by in _carrying(tx.connection, code)}
    if code.officer_id is not None and code.position_id is not None:
        told |= set(messages_of_offer(tx.connection, code.officer_id, code.position_id))
    same = {key for key, by in told if by == channel}
    found = tuple(sorted(same or {key for key, _ in told}))
    for key in found:
        report(tx, key, ReportKind.ANSWERED, at, words, received_id)
    return found


def kind_of(action: str) -> ReportKind | None:
    """What a server's or provider's word for it means (RFC 3464, 2.3.3).

    None where it shows nothing: relayed and expanded say only that others have it now.
    """
    return _ACTIONS.get(action.strip().lower())


def message_reported(connection: sqlite3.Connection, reported: "Reported", at: int) -> int | None:
    """Of which message a report speaks: by its key, else the last one to that address."""
    if reported.key:
        return message_of_key(connection, reported.key)
    return last_message_to(connection, reported.address, at)


def _carrying(connection: sqlite3.Connection, code: "ReplyCode") -> list[tuple[int, str]]:
    sent = "EXISTS (SELECT 1 FROM delivery WHERE message_id = message.id)"
    sql = f"SELECT id, channel FROM message WHERE reply_code_id = ? AND {sent}"
    return connection.execute(sql, (code.id,)).fetchall()
