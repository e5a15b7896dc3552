"""What has been queued and has not begun to leave."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from storage.changes import CHANGE_COLUMNS
from storage.queries.book.history import in_order, since


@dataclass(frozen=True, slots=True)
class Pending:
    """A queued message that nobody can have read yet. `person` is the officer or the contact, else
    the audience."""

    id: int
    event: str
    person: tuple[int | None, int | None, str]
    position_id: int | None
    queued_at: int


@dataclass(frozen=True, slots=True)
class Joinable:
    """A message that an action has queued: to whom on which channel, about which detail and hours,
    with which code."""

    id: int
    person: tuple[str, int | None, int | None, str, str]
    detail: str
    span: tuple[int, int]
    code: str


def joinable(connection: sqlite3.Connection, event: str, first_change: int) -> tuple[Joinable, ...]:
    """The messages of an event that were queued since a change, to people who can be reached."""
    rows = connection.execute(
        "SELECT m.id, m.audience, m.officer_id, m.contact_id, m.channel, m.address, d.number, "
        "coalesce(p.starts_at, d.starts_at), coalesce(p.ends_at, d.ends_at), "
        "coalesce(r.code, '') FROM change AS c JOIN message AS m ON m.id = c.row "
        "JOIN detail AS d ON d.id = m.detail_id LEFT JOIN position AS p ON p.id = m.position_id "
        "LEFT JOIN reply_code AS r ON r.id = m.reply_code_id "
        "WHERE c.id >= ? AND c.tbl = 'message' AND c.before IS NULL AND m.event = ? "
        "AND m.state = 'queued' AND m.channel <> 'none' ORDER BY d.starts_at, m.id",
        (first_change, event),
    )
    return tuple(
        Joinable(row[0], (row[1], row[2], row[3], row[4], row[5]), row[6], (row[7], row[8]), row[9])
        for row in rows
    )


def queued_since(connection: sqlite3.Connection, first_change: int) -> int:
    """How many messages were queued since a change and are still to leave."""
    found = connection.execute(
        "SELECT count(*) FROM change AS c JOIN message AS m ON m.id = c.row WHERE c.id >= ? "
        "AND c.tbl = 'message' AND c.before IS NULL AND m.state = 'queued'",
        (first_change,),
    ).fetchone()
    return int(found[0])


def pending_about(connection: sqlite3.Connection, detail_id: int) -> tuple[Pending, ...]:
    """Everything queued about a detail that has not begun to leave."""
    rows = connection.execute(
        "SELECT id, event, officer_id, contact_id, audience, position_id, queued_at "
        "FROM message AS m WHERE detail_id = ? AND state = 'queued' "
        "AND NOT EXISTS (SELECT 1 FROM delivery WHERE message_id = m.id) ORDER BY id",
        (detail_id,),
    )
    return tuple(
        Pending(key, event, (officer, contact, _else(officer, contact, audience)), seat, at)
        for key, event, officer, contact, audience, seat, at in rows
    )


def pending_announcements(connection: sqlite3.Connection, now: int) -> tuple[int, ...]:
    """Announcements of open seats that have not begun to leave and may still do so."""
    rows = connection.execute(
        "SELECT id FROM message AS m WHERE state = 'queued' AND not_after_at > ? "
        "AND event = 'posted' "
        "AND NOT EXISTS (SELECT 1 FROM delivery WHERE message_id = m.id) ORDER BY id",
        (now,),
    )
    return tuple(row for (row,) in rows)


def changes_since(
    connection: sqlite3.Connection, detail_id: int, message_id: int
) -> dict[str, Any]:
    """The columns of a detail that were changed since, and by, the action that queued a message,
    as they were before."""
    (queued,) = connection.execute(
        "SELECT min(id) FROM change WHERE tbl = 'message' AND row = ?", (message_id,)
    ).fetchone()
    rows = connection.execute(
        f"SELECT {CHANGE_COLUMNS} FROM change WHERE tbl = 'detail' AND row = ? "
        "AND before IS NOT NULL AND after IS NOT NULL ORDER BY id",
        (detail_id,),
    ).fetchall()
    found: dict[str, Any] = {}
    for change in reversed(since(connection, in_order(connection, rows), queued)):
        found |= json.loads(change.before or "{}")
    return found


def _else(officer: int | None, contact: int | None, audience: str) -> str:
    return "" if officer is not None or contact is not None else audience
