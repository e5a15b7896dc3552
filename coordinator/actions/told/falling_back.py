"""Another way to a person whom a message has not reached: one new message on his next channel."""

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator.actions.results import Actor
from coordinator.rules.message_words import Audience, Event, MessageState
from coordinator.rules.telling import Health, wants_another_way
from coordinator.rules.words import Channel
from storage.database import Book
from storage.queries.book.settings import setting
from storage.queries.messages.falling_back import Doubted, doubted_messages
from storage.queries.messages.quiet_channels import passed_over
from storage.queries.messages.told import channels_health, open_offer_of

if TYPE_CHECKING:
    from storage.models import Message
    from storage.queries.messages.telling import Reach
    from storage.transaction import Transaction

MINUTES = "messages.fall_back_minutes"
"""Setting: how long a message may take to arrive plausibly before another way is taken; 0, never
for that reason."""
USUAL_MINUTES = 30

URGENT_MINUTES = "messages.fall_back_urgent_minutes"
"""Setting: the same for what is urgent, or about a detail that begins soon (SOON_SECONDS)."""
SHORT_MINUTES = 10

SOON_SECONDS = 4 * 3_600


@dataclass(frozen=True, slots=True)
class FellBack:
    """The new messages, each with the one in whose stead it goes."""

    messages: tuple[tuple[int, int], ...] = ()

    @property
    def sentence(self) -> str:
        """What was done, in one line; empty where nothing was."""
        number = len(self.messages)
        return f"{number} told by another way." if number else ""


def fall_back(
    book: Book, actor: Actor, now: int, channels: Mapping[str, Health] | None = None
) -> FellBack:
    """Queue one message on the next channel for each that did not get through, never a second.

    What has not gone is recalled, so that nobody hears twice. Nothing is done about details that
    have begun, nor where a person has no other way: he is on the call list. `channels` is their
    health, where that is known.
    """
    connection = book.reader()
    wanted = tuple(_wanted(connection, now, channels or channels_health(connection, now)))
    if not wanted:
        return FellBack()
    done = []
    with book.action(Actor(actor.name, now), "fall back", f"message:{wanted[0].id}") as tx:
        for each in wanted:
            new = _another(tx, each)
            if new is not None:
                done.append((new, each.id))
        if not done:
            tx.abandon()
    return FellBack(tuple(done))


def _wanted(
    connection: sqlite3.Connection, now: int, channels: Mapping[str, Health]
) -> Iterator[Doubted]:
    doubted = {name for name, found in channels.items() if found.receipts or found.dead}
    for each in doubted_messages(connection, now, doubted):
        if _wants(connection, each, now, channels) and _has_another(connection, each.id):
            yield each


def _wants(
    connection: sqlite3.Connection, each: Doubted, now: int, channels: Mapping[str, Health]
) -> bool:
    soon = each.urgent or each.starts_at - now < SOON_SECONDS
    name, usual = (URGENT_MINUTES, SHORT_MINUTES) if soon else (MINUTES, USUAL_MINUTES)
    minutes = setting(connection, name, usual)
    patience = 60 * minutes if minutes > 0 else 1 << 40
    return wants_another_way(each.told, each.leaves_at, patience, now, channels)


def _has_another(connection: sqlite3.Connection, message_id: int) -> bool:
    """Asked before the models are loaded: most that cannot be reached stay so."""
    facts = connection.execute(
        "SELECT officer_id, contact_id, channel, address FROM message WHERE id = ?", (message_id,)
    ).fetchone()
    return _next_way(connection, *facts) is not None


def _next_way(
    connection: sqlite3.Connection,
    officer_id: int | None,
    contact_id: int | None,
    channel: str,
    address: str,
) -> "tuple[Reach, Channel, str] | None":
    """The person and his next way: another channel that works, else a corrected address."""
    from coordinator.actions.messages.recipients import ways

    reach = _reach(connection, officer_id, contact_id)
    if reach is None or reach.channel == Channel.NONE:
        return None
    quiet = passed_over(connection)
    open_ = [
        way
        for way in ways(connection, reach)
        if way != (channel, address) and way[0] not in quiet and _gateway(connection, way[0])
    ]
    open_.sort(key=lambda way: way[0] == channel)
    return (reach, *open_[0]) if open_ else None


def _gateway(connection: sqlite3.Connection, channel: str) -> bool:
    return bool(setting(connection, f"gateway.{channel}"))


def _reach(
    connection: sqlite3.Connection, officer_id: int | None, contact_id: int | None
) -> "Reach | None":
    from storage.queries.messages.telling import contact_reach, officer_reach

    if officer_id is not None:
        return officer_reach(connection, officer_id)
    return contact_reach(connection, contact_id) if contact_id is not None else None


def _another(tx: "Transaction", each: Doubted) -> int | None:
    """Queue the message on the next channel; None where somebody was quicker, or nothing fits."""
    from storage.models import Message

    old = tx.get(Message, each.id)
    taken = tx.connection.execute("SELECT 1 FROM message WHERE instead_of_id = ?", (old.id,))
    way = _next_way(tx.connection, old.officer_id, old.contact_id, old.channel, old.address)
    if old.state != MessageState.QUEUED or taken.fetchone() or way is None:
        return None
    new = _said_again(tx, old, *way)
    if new is None:
        return None
    new.instead_of_id = old.id
    tx.save(new)
    if each.going:
        old.state, old.trouble = MessageState.RECALLED, f"Told by {new.channel} instead."
        tx.save(old)
    return new.id


def _said_again(
    tx: "Transaction", old: "Message", reach: "Reach", channel: Channel, address: str
) -> "Message | None":
    """The same in the words for the other channel."""
    from coordinator.actions.messages.message_values import About, detail_values
    from coordinator.actions.messages.queueing import Said, queue
    from coordinator.actions.messages.recipients import Concerned, Recipient
    from coordinator.actions.told.kept_words import kept_words
    from storage.queries.messages.telling import agency_facts, detail_facts

    detail = detail_facts(tx.connection, old.detail_id or 0)
    if detail is None:
        return None
    expires_at = open_offer_of(tx.connection, old.officer_id, old.position_id)
    concerned = Concerned(detail.id, detail.employer_id, detail.contact_id)
    values = detail_values(tx.connection, detail, concerned, About(expires_at=expires_at))
    said = Said(
        Event(old.event),
        values,
        old.not_after_at,
        detail,
        old.position_id,
        at_once=True,
    )
    recipient = Recipient(Audience(old.audience), reach, channel, address)
    try:
        new = queue(tx, said, recipient, agency_facts(tx.connection))
    except ValueError:  # nobody has words for this on that channel
        return None
    if new is not None and (kept := kept_words(tx, old, new, offer=expires_at is not None)):
        new.subject, new.body = kept.subject, kept.body
    return new
