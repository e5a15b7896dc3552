"""What is known of messages after they were handed over, and of the channels that they took."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from coordinator.rules.message_words import ReportKind
from coordinator.rules.telling import Health, Heard, Sign, Try, health
from coordinator.rules.words import CallOutcome, Channel
from storage.queries.messages.outbox_states import LAST_ATTEMPT, STATE

CHANNELS = (Channel.EMAIL, Channel.SMS, Channel.PUSH)

LOOKED_BACK_SECONDS = 60 * 86_400
MOST_SIGNS, FARTHEST = 1_000, 20_000
"""So many of a channel's messages tell its health, among so many attempts on all channels."""

LATE_SECONDS = 7 * 86_400
"""How long after its end an offer's silence is looked at again when a message comes back."""

OFFERING = "('offered', 'wanted', 'closing')"
"""Events by which an officer hears of a position that he may take."""

SPOKEN = "('refused', 'rings_back', 'accepted', 'on_duty')"
"""Outcomes of a call in which he was spoken to."""


class OpenOffer(NamedTuple):
    """An offer that may be settled. Instants are UTC seconds, `window` seconds.

    `willing` says that he has asked for the position and waits for an answer.
    """

    id: int
    state: str
    offered_at: int
    expires_at: int
    window: int
    starts_at: int
    answered_at: int | None
    willing: bool


_SIGNS = f"""
SELECT d.message_id, coalesce(d.ended_at, d.began_at), m.address,
       d.outcome IN ('failed', 'refused', 'unknown')
FROM delivery AS d JOIN message AS m ON m.id = d.message_id
WHERE d.id > (SELECT coalesce(max(id), 0) FROM delivery) - {FARTHEST}
  AND d.began_at > :now - {LOOKED_BACK_SECONDS} AND d.outcome <> 'begun' AND m.channel = :channel
  AND d.n = (SELECT max(n) FROM delivery WHERE message_id = d.message_id)
ORDER BY d.id DESC LIMIT {MOST_SIGNS}
"""

_HEARD = """
SELECT message_id, kind, min(at) FROM delivery_report
WHERE message_id IN (SELECT value FROM json_each(?)) GROUP BY message_id, kind
"""


def heard_of(
    connection: sqlite3.Connection, messages: Iterable[int]
) -> Mapping[int, tuple[Heard, ...]]:
    """Message → the first report of each kind about it."""
    found: dict[int, tuple[Heard, ...]] = {}
    for message, kind, at in connection.execute(_HEARD, (json.dumps(sorted(messages)),)):
        found[message] = (*found.get(message, ()), Heard(kind, at))
    return found


def signs(connection: sqlite3.Connection, channel: str, now: int) -> tuple[Sign, ...]:
    """What became of the latest messages on a channel, in order of time."""
    rows = connection.execute(_SIGNS, {"channel": channel, "now": now}).fetchall()
    heard = heard_of(connection, (row[0] for row in rows))
    found = [
        _sign(at, address, failed == 1, Try(channel, at, heard=heard.get(message, ())))
        for message, at, address, failed in rows
    ]
    # Of those of one instant the ones that arrived speak for the others.
    return tuple(sorted(found, key=lambda sign: (sign.at, sign.alive_at is not None)))


def _sign(at: int, address: str, failed: bool, told: Try) -> Sign:
    kinds = {each.kind: each.at for each in told.heard}
    back = "bounced" in kinds and told.shown_at is None
    return Sign(at, address, failed or back, told.shown_at, kinds.get("delivered"))


def channels_health(connection: sqlite3.Connection, now: int) -> dict[str, Health]:
    """Channel → its health, from what was heard of its latest messages."""
    return {channel: health(signs(connection, channel, now), now) for channel in CHANNELS}


# ── offers ───────────────────────────────────────────────────────────────────────────────────

_OFFERS = f"""
SELECT offer.id, offer.state, offered_at, coalesce(expires_at, position.starts_at), window,
  position.starts_at, answered_at, EXISTS (
    SELECT 1 FROM interest WHERE interest.position_id = offer.position_id
      AND interest.officer_id = offer.officer_id AND withdrawn_at IS NULL
      AND expressed_at >= offered_at)
FROM offer JOIN position ON position.id = offer.position_id
WHERE offered_at > :now - {LOOKED_BACK_SECONDS} AND window IS NOT NULL
  AND (offer.state = 'open' OR (offer.state = 'expired' AND answered_at > :now - {LATE_SECONDS}))
ORDER BY offer.id
"""

# Of two offers of one position to one officer, a message is about the later.
_ABOUT = f"""
FROM offer JOIN position ON position.id = offer.position_id
JOIN message AS m ON m.detail_id = position.detail_id AND m.officer_id = offer.officer_id
  AND m.event IN {OFFERING} AND m.queued_at >= offer.offered_at
  AND coalesce(m.position_id, position.id) = position.id
WHERE offer.id IN (SELECT value FROM json_each(:offers))
  AND NOT EXISTS (SELECT 1 FROM offer AS later WHERE later.position_id = offer.position_id
    AND later.officer_id = offer.officer_id AND later.id > offer.id
    AND later.offered_at <= m.queued_at)
"""
_TRIES = f"""
SELECT offer.id, m.id, m.channel, {STATE}, m.state, d.ended_at
{_ABOUT.replace("WHERE", f"{LAST_ATTEMPT} WHERE", 1)}
"""
_CALLS = f"""
SELECT offer.id, called_at, outcome FROM offer JOIN call_note AS c
  ON c.position_id = offer.position_id AND c.officer_id = offer.officer_id
WHERE offer.id IN (SELECT value FROM json_each(?)) AND called_at >= offered_at
  AND outcome IN {SPOKEN}
"""
_UNDER_WAY = ("held", "due", "sending", "waiting")


def offers_to_settle(connection: sqlite3.Connection, now: int) -> tuple[OpenOffer, ...]:
    """Offers that stand, and those that lately ran out in silence."""
    rows = connection.execute(_OFFERS, {"now": now})
    return tuple(OpenOffer._make((*row[:-1], row[-1] == 1)) for row in rows)


def tries_of(
    connection: sqlite3.Connection, offers: Iterable[int], now: int
) -> dict[int, tuple[Try, ...]]:
    """Offer → the messages and calls by which its officer was, or is to be, told of it."""
    wanted = json.dumps(sorted(offers))
    rows = connection.execute(_TRIES, {"offers": wanted, "now": now}).fetchall()
    heard = heard_of(connection, {row[1] for row in rows})
    found: defaultdict[int, list[Try]] = defaultdict(list)
    for offer, message, channel, state, own, ended_at in rows:
        handed = ended_at if state == "sent" else None
        over = own != "queued" or state not in _UNDER_WAY
        found[offer].append(Try(channel, handed, over, heard.get(message, ())))
    for offer, at, outcome in connection.execute(_CALLS, (wanted,)):
        kind = ReportKind.READ if outcome == CallOutcome.RINGS_BACK else ReportKind.ANSWERED
        found[offer].append(Try("telephone", at, heard=(Heard(kind, at),)))
    return {offer: tuple(tries) for offer, tries in found.items()}


def messages_of_offer(
    connection: sqlite3.Connection, officer_id: int, position_id: int
) -> tuple[tuple[int, str], ...]:
    """(message, channel) of what an officer was told of his last offer of a position."""
    offer = connection.execute(
        "SELECT id FROM offer WHERE officer_id = ? AND position_id = ? "
        "ORDER BY offered_at DESC, id DESC LIMIT 1",
        (officer_id, position_id),
    ).fetchone()
    sql = f"SELECT m.id, m.channel {_ABOUT} ORDER BY m.id"
    found = connection.execute(sql, {"offers": json.dumps([offer[0] if offer else 0])})
    return tuple((key, channel) for key, channel in found)


def open_offer_of(
    connection: sqlite3.Connection, officer_id: int | None, position_id: int | None
) -> int | None:
    """Until when an officer's offer of a position stands; None where none does."""
    row = connection.execute(
        "SELECT max(expires_at) FROM offer "
        "WHERE officer_id = ? AND position_id = ? AND state = 'open'",
        (officer_id, position_id),
    ).fetchone()
    return None if row[0] is None else int(row[0])


# ── of which message a report speaks ─────────────────────────────────────────────────────────

_BY_ADDRESS = f"""
SELECT m.id FROM delivery AS d JOIN message AS m ON m.id = d.message_id
WHERE d.id > (SELECT coalesce(max(id), 0) FROM delivery) - {FARTHEST}
  AND m.address = :address COLLATE NOCASE AND d.began_at BETWEEN :at - {LATE_SECONDS} AND :at
ORDER BY d.id DESC LIMIT 1
"""


def message_of_key(connection: sqlite3.Connection, key: str) -> int | None:
    """The message whose Message-ID has this key."""
    row = connection.execute("SELECT id FROM message WHERE key = ?", (key,)).fetchone()
    return int(row[0]) if row else None


def last_message_to(connection: sqlite3.Connection, address: str, at: int) -> int | None:
    """The last message that was handed over to an address in the week before an instant."""
    row = connection.execute(_BY_ADDRESS, {"address": address, "at": at}).fetchone()
    return int(row[0]) if row and address else None
