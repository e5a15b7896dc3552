"""What the sender asks: which messages may leave now, and which channels rest."""

import sqlite3
from dataclasses import dataclass

from storage.queries.messages.outbox_states import IS_DUE, LAST_ATTEMPT, NOT_SENT

TROUBLE_SECONDS = 60
"""How long a channel that was found in trouble is not looked at again."""


@dataclass(frozen=True, slots=True)
class DueMessage:
    """A message that may be handed over now. `attempts` are those made before that count."""

    id: int
    channel: str
    key: str
    name: str
    address: str
    subject: str
    body: str
    last_n: int
    attempts: int
    not_after_at: int


_DUE = f"""
SELECT m.id, m.channel, m.key, m.name, m.address, m.subject, m.body,
       coalesce((SELECT max(n) FROM delivery WHERE message_id = m.id), 0),
       coalesce(d.n - m.tries_from, 0), m.not_after_at
FROM message AS m {LAST_ATTEMPT}
"""


_MAY_LEAVE = "m.state = 'queued' AND m.not_after_at > :now AND m.leaves_at <= :now"


def due_ids(connection: sqlite3.Connection, now: int) -> tuple[tuple[int, str], ...]:
    """Id and channel of every message that may leave now, in the order in which they fell due."""
    rows = connection.execute(
        "WITH open AS MATERIALIZED "
        f"(SELECT id FROM message AS m WHERE {_MAY_LEAVE} AND {NOT_SENT}) "
        f"SELECT m.id, m.channel FROM message AS m {LAST_ATTEMPT} "
        f"WHERE m.id IN open AND {IS_DUE} ORDER BY m.leaves_at, m.id",
        {"now": now},
    )
    return tuple((row[0], row[1]) for row in rows)


def worth_a_run(connection: sqlite3.Connection, now: int) -> bool:
    """Whether a run of the sender could get anything out: something is due on a channel that
    neither rests nor was found in trouble within the last minute."""
    waiting = {channel for _, channel in due_ids(connection, now)}
    rows = connection.execute(
        "SELECT channel FROM lane WHERE rests_until > :now "
        "OR (trouble <> '' AND abs(:now - noted_at) < :patience)",
        {"now": now, "patience": TROUBLE_SECONDS},
    )
    return bool(waiting - {row[0] for row in rows})


def due_message(connection: sqlite3.Connection, now: int, message_id: int) -> DueMessage | None:
    """The message, if it may still leave: it may have been taken or recalled meanwhile."""
    row = connection.execute(
        f"{_DUE} WHERE m.id = :id AND {IS_DUE}", {"now": now, "id": message_id}
    ).fetchone()
    return DueMessage(*row) if row else None


MINUTE_SECONDS = 60

_BEGUN = """
SELECT d.began_at FROM delivery AS d
WHERE d.id > (SELECT coalesce(max(id), 0) FROM delivery) - :farthest
  AND abs(:now - d.began_at) < :minute
  AND (SELECT channel FROM message WHERE id = d.message_id) = :channel
ORDER BY d.began_at DESC LIMIT :most
"""

_FARTHEST = 20_000
"""Attempts of all channels among which those of the last minute are."""


def begun_lately(connection: sqlite3.Connection, now: int, channel: str, most: int) -> list[int]:
    """When the attempts of the last minute on a channel began, the latest first, so many at most.

    Those of all senders are among them. What lies in the future was written by a clock that has
    been put back, and counts as long.
    """
    facts = {"now": now, "channel": channel, "most": most}
    rows = connection.execute(_BEGUN, facts | {"farthest": _FARTHEST, "minute": MINUTE_SECONDS})
    return [at for (at,) in rows]


def lanes(connection: sqlite3.Connection) -> dict[str, tuple[str, int]]:
    """Channel → what keeps it from sending (empty: nothing), and until when it rests."""
    rows = connection.execute("SELECT channel, trouble, rests_until FROM lane")
    return {row[0]: (row[1], row[2]) for row in rows}
