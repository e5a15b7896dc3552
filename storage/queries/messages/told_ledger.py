"""The told-ledger: who was told what of a detail, when and how, if it arrived, what he said."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from storage.queries.messages.outbox_states import HEARD, LAST_ATTEMPT, STATE
from storage.queries.messages.told import OFFERING


@dataclass(frozen=True, slots=True)
class Telling:
    """One message. Instants are UTC seconds; `stands` is what was heard of it, else its state.

    `handed_at` is when a gateway took it, `heard_at` when that was heard; `instead_of` is the
    message in whose stead it went, `answer` what the gateway said or why he cannot be reached.
    """

    id: int
    name: str
    badge: str
    audience: str
    event: str
    seat: str
    channel: str
    address: str
    queued_at: int
    leaves_at: int
    handed_at: int | None
    stands: str
    heard_at: int | None
    instead_of: int | None
    answer: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Something that somebody said about it: how, when (UTC seconds), and what came of it."""

    name: str
    badge: str
    seat: str
    how: str
    at: int
    words: str
    came: str


@dataclass(frozen=True, slots=True)
class OfferTold:
    """One offer: when it was made, when its officer was plausibly reached, what became of it."""

    name: str
    badge: str
    seat: str
    wave: int
    offered_at: int
    window: int | None
    expires_at: int | None
    state: str
    settled_at: int | None
    messages: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """All of it for a detail, or for one of its seats, each part in order of time."""

    detail: str
    tellings: tuple[Telling, ...]
    answers: tuple[Answer, ...]
    offers: tuple[OfferTold, ...]


_BADGE = "coalesce((SELECT badge FROM officer WHERE officer.id = {}.officer_id), '')"
_SEAT = "coalesce((SELECT number FROM position WHERE position.id = {}.position_id), '')"
_WHO = (
    "coalesce((SELECT trim(first_name || ' ' || last_name) FROM officer "
    "WHERE officer.id = {}.officer_id), '')"
)

_TELLINGS = f"""
SELECT m.id, m.name, {_BADGE.format("m")}, m.audience, m.event, {_SEAT.format("m")}, m.channel,
  m.address, m.queued_at, m.leaves_at, CASE WHEN d.outcome = 'sent' THEN d.ended_at END,
  {STATE} AS shown, {HEARD} AS heard,
  (SELECT min(at) FROM delivery_report WHERE message_id = m.id AND kind = {HEARD}),
  m.instead_of_id, coalesce(nullif(m.trouble, ''), d.answer, '')
FROM message AS m {LAST_ATTEMPT}
WHERE m.detail_id = :detail AND (:position IS NULL OR m.position_id = :position
  OR (m.position_id IS NULL AND m.event IN {OFFERING}))
ORDER BY m.queued_at, m.id
"""
_ANSWERS = f"""
SELECT {_WHO.format("r")}, {_BADGE.format("r")}, {_SEAT.format("r")}, r.channel AS how,
  r.received_at AS at, r.text, r.state
FROM received AS r WHERE (r.detail_id = :detail OR r.position_id IN (
    SELECT id FROM position WHERE detail_id = :detail))
  AND (:position IS NULL OR r.position_id = :position)
UNION ALL
SELECT {_WHO.format("c")}, {_BADGE.format("c")}, {_SEAT.format("c")}, 'telephone', c.called_at,
  replace(c.outcome, '_', ' '), coalesce(c.reason, '')
FROM call_note AS c JOIN position ON position.id = c.position_id
WHERE position.detail_id = :detail AND (:position IS NULL OR position.id = :position)
UNION ALL
SELECT {_WHO.format("i")}, {_BADGE.format("i")}, {_SEAT.format("i")}, i.source, i.expressed_at,
  'asks for it', CASE WHEN i.withdrawn_at IS NULL THEN '' ELSE 'withdrawn' END
FROM interest AS i JOIN position ON position.id = i.position_id
WHERE position.detail_id = :detail AND (:position IS NULL OR position.id = :position)
ORDER BY at
"""
_OFFERS = f"""
SELECT {_WHO.format("offer")}, {_BADGE.format("offer")}, position.number, wave, offered_at, window,
  expires_at, offer.state, answered_at,
  (SELECT count(*) FROM message AS m WHERE m.officer_id = offer.officer_id
     AND m.detail_id = position.detail_id AND m.event IN {OFFERING}
     AND m.queued_at >= offered_at AND coalesce(m.position_id, position.id) = position.id)
FROM offer JOIN position ON position.id = offer.position_id
WHERE position.detail_id = :detail AND (:position IS NULL OR position.id = :position)
ORDER BY offered_at, offer.id
"""


def told_ledger(
    connection: sqlite3.Connection, now: int, detail_id: int, position_id: int | None = None
) -> Ledger:
    """The told-ledger of a detail, or of one of its seats, as it stands at `now` (UTC seconds)."""
    facts: dict[str, Any] = {"now": now, "detail": detail_id, "position": position_id}
    number = connection.execute(
        "SELECT coalesce((SELECT number FROM position WHERE id = :position), number) "
        "FROM detail WHERE id = :detail",
        facts,
    ).fetchone()
    return Ledger(
        str(number[0]) if number else "",
        tuple(_telling(row) for row in connection.execute(_TELLINGS, facts)),
        tuple(Answer(*row) for row in connection.execute(_ANSWERS, facts)),
        tuple(OfferTold(*row) for row in connection.execute(_OFFERS, facts)),
    )


def _telling(row: tuple[Any, ...]) -> Telling:
    state, heard = row[11:13]
    stands = heard if heard and state in ("sent", "unknown") else state
    return Telling(*(*row[:11], stands, *row[13:]))
