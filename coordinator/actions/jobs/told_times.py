"""When a job was asked for and when a detail was cancelled, where that was not when it was entered.

A rate card reads both: how much notice there was decides what is charged.
"""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from storage.models import Assignment, Detail
from storage.transaction import Transaction


def not_yet(at: int | None, now: int, what: str) -> str:
    """Why an instant (UTC seconds) cannot be told, or nothing: what happened is not ahead."""
    return f"{what} at a time that is still ahead: say when it was." if (at or 0) > now else ""


def gone_by(starts: Iterable[int], now: int, zone: ZoneInfo) -> tuple[str, ...]:
    """A remark on work (instants in UTC seconds) that has begun already: most often it is a slip in
    the year; nothing where all of it is ahead."""
    past = sorted(at for at in starts if at < now)
    if not past:
        return ()
    first = f"{datetime.fromtimestamp(past[0], zone):%Y-%m-%d %H:%M}"
    more = f" and {len(past) - 1} more" if len(past) > 1 else ""
    return (f"In the past: {first}{more}",)


def cancelled_then(tx: Transaction, detail: Detail, at: int) -> None:
    """A cancelled detail was cancelled at another instant; so were its officers released."""
    rows = tx.connection.execute(
        "SELECT assignment.id FROM assignment JOIN position ON position.id = position_id"
        " WHERE detail_id = ? AND state = 'released' AND left_at = ?",
        (detail.id, detail.cancelled_at),
    )
    for (assignment_id,) in rows.fetchall():
        assignment = tx.get(Assignment, assignment_id)
        assignment.left_at = at
        tx.save(assignment)
    detail.cancelled_at = at
