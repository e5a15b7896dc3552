"""The outbox as it is read: where each message stands, what went wrong, and who was told."""

import sqlite3
from dataclasses import dataclass

from storage.queries.messages.outbox_states import (
    HEARD,
    HEARD_STATES,
    LAST_ATTEMPT,
    NOT_SENT,
    STATE,
    STATES,
)

RECENT_SECONDS = 7 * 86_400
"""How long after a message's life what went wrong with it is counted."""

# The partial index on attempts that were not sent is only used by a query that says so.
_ATTEMPTED = "m.id IN (SELECT message_id FROM delivery WHERE outcome <> 'sent' AND outcome IN ({}))"
_NARROWED = {
    "failed": _ATTEMPTED.format("'failed', 'refused'"),
    "unknown": _ATTEMPTED.format("'unknown', 'begun'"),
    "sending": _ATTEMPTED.format("'begun'"),
    "waiting": _ATTEMPTED.format("'failed', 'unknown'"),
    "unreachable": "m.channel = 'none'",
    "held": "(m.state = 'held' OR (m.state = 'queued' AND m.not_after_at > :now))",
    "due": "m.state = 'queued' AND m.not_after_at > :now",
    "expired": "m.state = 'queued' AND m.not_after_at BETWEEN :recent AND :now",
    "draft": "m.state = 'draft'",
    "recalled": "m.state = 'recalled'",
    "cancelled": "m.state = 'cancelled'",
}
"""What lets an index find the few rows in a rare state before the state itself is worked out."""

_HEARD_OF = "m.id IN (SELECT message_id FROM delivery_report WHERE kind = :state)"

_FEW = 50
"""So many people or details that match a text are looked up one by one; more are met soon."""


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A message as the list shows it. Instants are UTC seconds; `state` is one of STATES.

    `answer` is what the gateway said last, or why the person cannot be reached; `heard` what was
    heard of it after that, one of HEARD_STATES or nothing. `stands` puts both into one word.
    """

    id: int
    event: str
    audience: str
    name: str
    address: str
    channel: str
    subject: str
    detail_id: int | None
    detail: str
    officer_id: int | None
    state: str
    queued_at: int
    leaves_at: int
    not_after_at: int
    attempts: int
    last_at: int | None
    next_at: int | None
    answer: str
    heard: str = ""

    @property
    def stands(self) -> str:
        """Where it stands, in one word: what was heard of it, else its state."""
        return self.heard if self.heard and self.state in ("sent", "unknown") else self.state


@dataclass(frozen=True, slots=True)
class OutboxFilter:
    """Which messages to list; empty parts do not narrow. `state` may be one of HEARD_STATES too.

    `text` is sought in the names of officers and contacts, and at the start of detail numbers.
    Of the state expired only the last days are listed (RECENT_SECONDS).
    """

    state: str = ""
    event: str = ""
    officer_id: int | None = None
    contact_id: int | None = None
    detail_id: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class OutboxCounts:
    """How many messages stand where, as far as that needs a hand or a look."""

    draft: int
    held: int
    due: int
    failed: int
    unknown: int
    unreachable: int
    expired: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to hand a message over."""

    n: int
    began_at: int
    ended_at: int | None
    outcome: str
    answer: str
    next_at: int | None


_ROW = f"""
SELECT m.id, m.event, m.audience, m.name, m.address, m.channel, m.subject, m.detail_id,
       coalesce(detail.number, ''), m.officer_id, {STATE} AS shown, m.queued_at, m.leaves_at,
       m.not_after_at, (SELECT count(*) FROM delivery WHERE message_id = m.id),
       coalesce(d.ended_at, d.began_at), d.next_at, coalesce(nullif(m.trouble, ''), d.answer, ''),
       {HEARD} AS heard
FROM message AS m {LAST_ATTEMPT} LEFT JOIN detail ON detail.id = m.detail_id
"""


def outbox_page(
    connection: sqlite3.Connection,
    now: int,
    wanted: OutboxFilter | None = None,
    *,
    before_id: int | None = None,
    limit: int = 200,
) -> tuple[OutboxRow, ...]:
    """The newest messages that match, before `before_id` where given (keyset paging)."""
    wanted = wanted or OutboxFilter()
    named, few = _named(connection, wanted.text)
    # The plus keeps SQLite from walking all messages in order to save sorting a few.
    rare = wanted.state in _NARROWED or wanted.state in HEARD_STATES
    order = "+m.id" if few or rare else "m.id"
    values = {name: getattr(wanted, name) for name in OutboxFilter.__slots__}
    rows = connection.execute(
        f"{_ROW} WHERE {_where(wanted)} AND {named} ORDER BY {order} DESC LIMIT :limit",
        values
        | {"now": now, "recent": now - RECENT_SECONDS, "before_id": before_id, "limit": limit},
    )
    return tuple(OutboxRow(*row) for row in rows)


def outbox_row(connection: sqlite3.Connection, now: int, message_id: int) -> OutboxRow | None:
    """One message as the list shows it."""
    row = connection.execute(f"{_ROW} WHERE m.id = :id", {"now": now, "id": message_id}).fetchone()
    return OutboxRow(*row) if row else None


def who_was_told(connection: sqlite3.Connection, now: int, detail_id: int) -> tuple[OutboxRow, ...]:
    """Every message about a detail, oldest first."""
    rows = connection.execute(
        f"{_ROW} WHERE m.detail_id = :detail ORDER BY m.id", {"now": now, "detail": detail_id}
    )
    return tuple(OutboxRow(*row) for row in rows)


def message_body(connection: sqlite3.Connection, message_id: int) -> str:
    """The text of a message; empty for an unknown one."""
    row = connection.execute("SELECT body FROM message WHERE id = ?", (message_id,)).fetchone()
    return str(row[0]) if row else ""


def attempts(connection: sqlite3.Connection, message_id: int) -> tuple[Attempt, ...]:
    """Every attempt to hand a message over, in order."""
    rows = connection.execute(
        "SELECT n, began_at, ended_at, outcome, answer, next_at FROM delivery "
        "WHERE message_id = ? ORDER BY n",
        (message_id,),
    )
    return tuple(Attempt(*row) for row in rows)


def has_attempt(connection: sqlite3.Connection, message_id: int) -> bool:
    """Whether a hand-over was ever begun: then an undo can no longer recall the message."""
    row = connection.execute(
        "SELECT 1 FROM delivery WHERE message_id = ? LIMIT 1", (message_id,)
    ).fetchone()
    return row is not None


def unattempted(connection: sqlite3.Connection, detail_id: int, event: str) -> tuple[int, ...]:
    """The queued messages of an event on a detail for which no hand-over has begun."""
    rows = connection.execute(
        """
        SELECT id FROM message AS m WHERE detail_id = ? AND event = ? AND state = 'queued'
        AND NOT EXISTS (SELECT 1 FROM delivery WHERE message_id = m.id) ORDER BY id
        """,
        (detail_id, event),
    )
    return tuple(row[0] for row in rows)


def in_grace(connection: sqlite3.Connection, now: int) -> tuple[int, ...]:
    """The messages that still wait for the end of their grace period."""
    rows = connection.execute(
        "SELECT id FROM message WHERE state = 'queued' AND not_after_at > :now "
        "AND leaves_at > :now AND channel <> 'none' ORDER BY id",
        {"now": now},
    )
    return tuple(row[0] for row in rows)


def outbox_counts(connection: sqlite3.Connection, now: int) -> OutboxCounts:
    """What stands in the outbox now, and what went wrong lately."""
    facts = {"now": now, "recent": now - RECENT_SECONDS}
    counted = dict.fromkeys(STATES, 0) | dict(connection.execute(_COUNT_UNSENT, facts).fetchall())
    counted["unreachable"] = connection.execute(_COUNT_UNREACHABLE, facts).fetchone()[0]
    return OutboxCounts(**{name: counted[name] for name in OutboxCounts.__slots__})


def needing_hand(
    connection: sqlite3.Connection, now: int, limit: int = 50
) -> tuple[OutboxRow, ...]:
    """Messages that reached nobody and will not by themselves: failed, of unknown fate, bounced or
    expired lately, or to people who cannot be reached while it still matters. Newest first.

    One in whose stead another was queued is not among them.
    """
    facts = {"now": now, "recent": now - RECENT_SECONDS, "limit": limit}
    found = [*connection.execute(_NEEDING_HAND, facts), *connection.execute(_BOUNCED, facts)]
    rows = sorted((OutboxRow(*row) for row in found), key=lambda row: -row.id)
    return tuple(rows[:limit])


_NOT_REPLACED = "NOT EXISTS (SELECT 1 FROM message AS other WHERE other.instead_of_id = m.id)"
_OPEN = f"""
WITH open AS MATERIALIZED (
  SELECT id FROM message AS m
  WHERE m.state IN ('draft', 'held', 'queued') AND m.not_after_at > :recent AND {NOT_SENT}
)
"""
_NEEDING_HAND = f"""
{_OPEN} {_ROW} WHERE m.id IN open AND (m.channel <> 'none' OR m.not_after_at > :now)
AND shown IN ('failed', 'unknown', 'expired', 'unreachable') AND {_NOT_REPLACED}
AND NOT (shown = 'unknown' AND heard IN ('delivered', 'read', 'answered'))
ORDER BY +m.id DESC LIMIT :limit
"""
_BOUNCED = f"""
{_ROW} WHERE m.id IN (SELECT message_id FROM delivery_report
                      WHERE at > :recent AND kind = 'bounced')
AND m.state = 'queued' AND heard = 'bounced' AND {_NOT_REPLACED} ORDER BY +m.id DESC LIMIT :limit
"""
_COUNT_UNSENT = f"""
{_OPEN}
SELECT {STATE} AS shown, count(*) FROM message AS m {LAST_ATTEMPT}
WHERE m.id IN open AND m.channel <> 'none' GROUP BY shown
"""
_COUNT_UNREACHABLE = """
SELECT count(*) FROM message
WHERE channel = 'none' AND not_after_at > :now AND state = 'queued'
"""


def _where(wanted: OutboxFilter) -> str:
    parts = ["(:before_id IS NULL OR m.id < :before_id)"]
    if wanted.state in HEARD_STATES:
        parts += [_HEARD_OF, f"({HEARD}) = :state"]
    elif wanted.state:
        parts += [_NARROWED.get(wanted.state, "1"), f"({STATE}) = :state"]
    for column in ("event", "officer_id", "contact_id", "detail_id"):
        if getattr(wanted, column) not in ("", None):
            parts.append(f"m.{column} = :{column}")
    return " AND ".join(parts)


def _named(connection: sqlite3.Connection, text: str) -> tuple[str, bool]:
    """The condition for a text, and whether only few people and details match it."""
    if not text:
        return "1", False
    found = {
        "m.officer_id": _matching(connection, _OFFICERS, text),
        "m.contact_id": _matching(connection, _CONTACTS, text),
        "m.detail_id": _matching(connection, _DETAILS, text),
    }
    listed = [f"{column} IN ({', '.join(map(str, ids))})" for column, ids in found.items()]
    return f"({' OR '.join(listed)})", all(len(ids) <= _FEW for ids in found.values())


def _matching(connection: sqlite3.Connection, query: str, text: str) -> tuple[int, ...]:
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return tuple(row[0] for row in connection.execute(query, {"text": escaped}))


_OFFICERS = """
SELECT id FROM officer
WHERE first_name || ' ' || last_name LIKE '%' || :text || '%' ESCAPE '\\' OR badge = :text
"""
_CONTACTS = "SELECT id FROM contact WHERE name LIKE '%' || :text || '%' ESCAPE '\\'"
_DETAILS = "SELECT id FROM detail WHERE number LIKE :text || '%' ESCAPE '\\' LIMIT 2000"
