"""Which messages may want another way to their person."""

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from coordinator.rules.telling import Try
from storage.queries.messages.outbox_states import LAST_ATTEMPT, NOT_SENT, STATE
from storage.queries.messages.told import OFFERING, heard_of

RECENT_SECONDS = 7 * 86_400


class Doubted(NamedTuple):
    """A message that may not have arrived; `leaves_at` and `starts_at` (of its detail) are UTC
    seconds. `state` is where it stands in the outbox."""

    id: int
    state: str
    leaves_at: int
    starts_at: int
    urgent: bool
    told: Try

    @property
    def going(self) -> bool:
        """Whether it may still go by itself."""
        return self.state in _GOING


# What he hears since is newer, and a seat that is gone, or an offer that is closed, is no news.
_STILL_TRUE = f"""
NOT EXISTS (SELECT 1 FROM message AS other WHERE other.detail_id = m.detail_id AND other.id > m.id
  AND other.officer_id IS m.officer_id AND other.contact_id IS m.contact_id
  AND coalesce(other.position_id, m.position_id) IS m.position_id
  AND other.state <> 'recalled' AND other.event <> 'reply')
AND (m.event NOT IN {OFFERING} OR m.position_id IS NULL OR (
  NOT EXISTS (SELECT 1 FROM assignment WHERE assignment.position_id = m.position_id
    AND assignment.state IN ('assigned', 'confirmed', 'worked'))
  AND coalesce((SELECT state FROM offer WHERE offer.position_id = m.position_id
    AND offer.officer_id = m.officer_id ORDER BY offered_at DESC, id DESC LIMIT 1),
    'open') = 'open'))
"""
_DOUBTED = f"""
SELECT m.id, {STATE} AS shown, m.leaves_at, detail.starts_at, coalesce(m.urgent, 0), m.channel,
  CASE WHEN d.outcome = 'sent' THEN d.ended_at END
FROM message AS m {LAST_ATTEMPT} JOIN detail ON detail.id = m.detail_id
WHERE m.state = 'queued' AND m.channel <> 'none' AND m.not_after_at > :now
  AND m.leaves_at <= :now AND m.instead_of_id IS NULL AND detail.starts_at > :now
  AND (m.officer_id IS NOT NULL OR m.contact_id IS NOT NULL)
  AND ({NOT_SENT} OR m.channel IN (SELECT value FROM json_each(:doubted)) OR m.id IN (
    SELECT message_id FROM delivery_report WHERE at > :recent AND kind IN ('bounced', 'delayed')))
  AND NOT EXISTS (SELECT 1 FROM message AS other WHERE other.instead_of_id = m.id)
  AND {_STILL_TRUE}
ORDER BY m.id
"""
_GOING = ("held", "due", "waiting")
"""States from which it may still go; what is of unknown fate may have arrived."""


def doubted_messages(
    connection: sqlite3.Connection, now: int, doubted: Iterable[str]
) -> tuple[Doubted, ...]:
    """Messages about coming details that have not gone, came back, or took a doubted channel.

    None of them stands in for another already, has another in its stead, or is overtaken: by a
    later message to the same person, or since the seat that it offers is gone.
    """
    facts = {"now": now, "recent": now - RECENT_SECONDS, "doubted": json.dumps(sorted(doubted))}
    rows = connection.execute(_DOUBTED, facts).fetchall()
    heard = heard_of(connection, (row[0] for row in rows))
    return tuple(
        Doubted(
            key,
            state,
            leaves_at,
            starts_at,
            urgent == 1,
            Try(channel, handed_at, state not in (*_GOING, "unknown"), heard.get(key, ())),
        )
        for key, state, leaves_at, starts_at, urgent, channel, handed_at in rows
        if state != "sending"
    )
