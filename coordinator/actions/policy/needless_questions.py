"""Questions to deciders of which nothing can come any more: another has the seat, it has begun, it
was cancelled. They close by themselves, in the action that makes them so or by the clock."""

import json
import sqlite3
from typing import TYPE_CHECKING

from coordinator.actions.results import Actor
from coordinator.rules.words import LIVE_ASSIGNMENT, ApprovalState, DetailState
from storage.database import Book

if TYPE_CHECKING:
    from storage.transaction import Transaction

CLOSING = "close questions"
"""The verb of the clock's own closing."""

_LIVE = ", ".join(f"'{state}'" for state in LIVE_ASSIGNMENT)
_FILLING = ("assign", "refill", "step_in")
_LEAVING = ("exchange", "call_off")

_OPEN = f"""
SELECT question.id, question.wanted, coalesce(position.starts_at, detail.starts_at),
       coalesce(position.cancelled, 0) OR detail.state = '{DetailState.CANCELLED}',
       EXISTS (SELECT 1 FROM assignment WHERE position_id = position.id AND state IN ({_LIVE}))
FROM approval_request AS question
LEFT JOIN position ON question.subject GLOB 'position:[0-9]*'
  AND position.id = CAST(substr(question.subject, 10) AS INTEGER)
CROSS JOIN detail ON detail.id = iif(question.subject GLOB 'detail:[0-9]*',
  CAST(substr(question.subject, 8) AS INTEGER), position.detail_id)
WHERE question.state = '{ApprovalState.OPEN}' AND (:detail IS NULL OR detail.id = :detail)
"""


def needless(
    connection: sqlite3.Connection, now: int, detail_id: int | None = None
) -> dict[int, str]:
    """Every open question of which nothing can come any more, or those of a detail, with why."""
    why = {
        row[0]: _why(connection, str(row[1]), row[2], now, cancelled=row[3], held=row[4])
        for row in connection.execute(_OPEN, {"detail": detail_id})
    }
    return {question: words for question, words in why.items() if words}


def close_needless(tx: "Transaction", detail_id: int | None = None) -> int:
    """Close what the action, or the hour, has made needless; how many. An undo opens it again."""
    from coordinator.actions.policy.approvals import recall_question, settle
    from storage.models import ApprovalRequest

    found = needless(tx.connection, tx.now, detail_id)
    for question, why in found.items():
        settle(tx, tx.get(ApprovalRequest, question), ApprovalState.WITHDRAWN, why)
        recall_question(tx, question, f"No longer needed: {why}.")
    return len(found)


def close_by_clock(book: Book, actor: Actor) -> str:
    """Close what the hour has made needless; a sentence where there was any. Raises BookError."""
    if not needless(book.reader(), actor.now):
        return ""
    with book.action(actor, CLOSING, "") as tx:
        closed = close_needless(tx)
    return f"{closed} question(s) no longer needed." if closed else ""


def _why(
    connection: sqlite3.Connection,
    wanted: str,
    starts_at: int,
    now: int,
    *,
    cancelled: bool,
    held: bool,
) -> str:
    said = json.loads(wanted or "{}")
    step = said.get("do", "assign")
    if cancelled:
        return "the detail is cancelled"
    if step in _FILLING and held:
        return "somebody else has the seat"
    if step in _LEAVING and not _still_held(connection, said):
        return "the seat has changed hands"
    return "the detail has begun" if starts_at <= now else ""


def _still_held(connection: sqlite3.Connection, wanted: dict[str, int]) -> bool:
    """Whether the seats that are to be left are still held by whoever was to leave them."""
    seats = [wanted.get(name) for name in ("assignment_id", "other_assignment_id")]
    asked = [seat for seat in seats if seat]
    rows = connection.execute(
        f"SELECT count(*) FROM assignment WHERE state IN ({_LIVE}) "
        "AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(asked),),
    )
    return bool(rows.fetchone()[0] == len(asked))
