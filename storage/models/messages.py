"""The outbox: what is to be told to whom, and each attempt to tell it."""

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from coordinator.rules.message_words import Audience, DeliveryOutcome, Event, MessageState
from coordinator.rules.words import Channel
from storage.models.base import Row, link, one_of, personal


class Message(Row, table=True):
    """One message to one person on one channel.

    It may leave from `leaves_at` (the end of the grace period) until before `not_after_at`, which
    every message has, so that the sender never looks further back than the longest life. `key` is
    the local part of its one Message-ID, kept over all attempts. The attempts up to `tries_from`
    no longer count: the coordinator asked for a fresh start after them. On channel none the person
    cannot be reached, and `trouble` says why.

    `occasion` says what the clock, and nobody's action, queued it for: once only. `instead_of_id`
    is the message that did not get through on another channel, `reply_code_id` what it is answered
    with. `urgent` messages do not wait for the end of quiet hours.
    """

    __table_args__ = (
        one_of("event", Event),
        one_of("state", MessageState),
        one_of("channel", Channel),
        one_of("audience", Audience),
        Index("message_waiting", "state", "not_after_at", "leaves_at"),
        Index("message_unreachable", "not_after_at", sqlite_where=text("channel = 'none'")),
    )

    event: str
    audience: str
    officer_id: int | None = link("officer.id", optional=True)
    contact_id: int | None = link("contact.id", optional=True)
    detail_id: int | None = link("detail.id", optional=True)
    invoice_id: int | None = link("invoice.id", optional=True)
    channel: str
    name: str = personal("")
    address: str = personal("")
    trouble: str = personal("")
    subject: str = personal("")
    body: str = personal("")
    key: str = Field(unique=True)
    queued_at: int
    leaves_at: int
    not_after_at: int
    state: str = MessageState.QUEUED
    tries_from: int = 0
    occasion: str | None = Field(default=None, unique=True)
    instead_of_id: int | None = link("message.id", optional=True)
    reply_code_id: int | None = link("reply_code.id", optional=True)
    position_id: int | None = link("position.id", optional=True)
    urgent: bool | None = None


class Delivery(SQLModel, table=True):
    """One attempt to hand a message over; appended, unlogged, never undone.

    It is written before the hand-over begins and closed after it, so an attempt that was cut off
    reads as begun: its fate is unknown. `n` counts the attempts of one message from 1; being
    unique it lets only one of two senders begin. `next_at` is set where another is to follow.
    """

    __table_args__ = (
        one_of("outcome", DeliveryOutcome),
        UniqueConstraint("message_id", "n"),
        Index("delivery_not_sent", "outcome", sqlite_where=text("outcome <> 'sent'")),
    )

    id: int | None = Field(default=None, primary_key=True)
    message_id: int = Field(foreign_key="message.id")
    n: int
    began_at: int
    ended_at: int | None = None
    outcome: str = DeliveryOutcome.BEGUN
    answer: str = ""
    next_at: int | None = None


class Lane(SQLModel, table=True):
    """What the sender last noted about a channel as a whole; unlogged.

    `trouble` says why nothing goes out on it now (no gateway, keyring locked, login refused);
    empty when it runs. Nothing is tried on it before `rests_until`.
    """

    channel: str = Field(primary_key=True)
    trouble: str = ""
    rests_until: int = 0
    noted_at: int
