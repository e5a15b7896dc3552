"""What messages want of the coordinator: answers to read, offers that reached nobody, trouble."""

import sqlite3

from storage.queries.messages.inbox import WORD
from storage.queries.messages.quiet_channels import QUIET
from storage.queries.staffing.jobs import LIVE
from storage.queries.staffing.need import Need

ANSWERS_SHOWN = 5
"""So many answers have a line of their own; one line counts the others."""

UNREACHED_SECONDS = 14 * 86_400
"""How far back offers are looked at that reached nobody."""

_FACTS = {"shown": ANSWERS_SHOWN}


def answers_to_read(connection: sqlite3.Connection) -> tuple[Need, ...]:
    """The answers that wait, the oldest first, and how many more there are."""
    found = [Need(*row) for row in connection.execute(_ANSWERS, _FACTS)]
    if len(found) == ANSWERS_SHOWN:
        found += [Need(*row) for row in connection.execute(_MORE, _FACTS)]
    return tuple(found)


def not_reached(connection: sqlite3.Connection, now: int) -> tuple[Need, ...]:
    """Open seats of which some who were asked never heard."""
    return tuple(Need(*row) for row in connection.execute(_UNREACHED, {"now": now}))


def troubles(connection: sqlite3.Connection) -> tuple[Need, ...]:
    """Channels on which nothing goes out, and mailboxes that cannot be read."""
    return tuple(Need(*row) for row in connection.execute(_TROUBLES))


_ANSWERS = f"""
SELECT 'answer', 'received', received.id, detail.id, received.received_at,
       coalesce(officer.last_name, contact.name, employer.name, '? ' || received.address)
       || ': ' || coalesce(nullif(upper({WORD}), ''), substr(received.text, 1, 60))
       || coalesce(' ' || position.number, ' ' || detail.number, '')
       || iif(received.reason = '', '', ' - ' || received.reason)
FROM received
LEFT JOIN officer ON officer.id = received.officer_id
LEFT JOIN contact ON contact.id = received.contact_id
LEFT JOIN employer ON employer.id = received.employer_id
LEFT JOIN position ON position.id = received.position_id
LEFT JOIN detail ON detail.id = coalesce(received.detail_id, position.detail_id)
WHERE received.state = 'waiting' ORDER BY received.received_at, received.id LIMIT :shown
"""
_MORE = """
SELECT 'answers', 'received', 0, NULL, min(received_at), count(*) || ' more to read'
FROM (SELECT received_at FROM received WHERE state = 'waiting'
      ORDER BY received_at, id LIMIT -1 OFFSET :shown) HAVING count(*) > 0
"""
_UNREACHED = f"""
SELECT 'unreached', 'position', position.id, position.detail_id, position.starts_at,
       position.number || ': ' || group_concat(officer.last_name, ', ')
       || ' asked, and not reached'
FROM offer
JOIN position ON position.id = offer.position_id
JOIN officer ON officer.id = offer.officer_id
WHERE offer.offered_at > :now - {UNREACHED_SECONDS} AND offer.state = 'unreached'
  AND position.starts_at > :now AND NOT position.cancelled
  AND NOT EXISTS (SELECT 1 FROM assignment AS live
                  WHERE live.position_id = position.id AND live.state IN {LIVE})
GROUP BY position.id ORDER BY position.starts_at LIMIT 5
"""
_TROUBLES = f"""
SELECT 'channel', 'lane', 0, NULL, noted_at, channel || ': ' || trouble
FROM lane WHERE trouble <> '' AND NOT channel GLOB '{QUIET}*'
UNION ALL
SELECT 'mailbox', 'mailbox', 0, NULL, read_at, source || ': ' || trouble
FROM mailbox_mark WHERE trouble <> ''
"""
