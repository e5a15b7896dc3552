"""The outbox: what is to be told to whom, and each attempt to tell it."""

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from coordinator.rules.words import Channel, DeliveryOutcome, MessageState
from storage.models.base import Row, link, one_of, personal


class Message(Row, table=True):
    """One message to one person on one channel.

    It may leave from `leaves_at` (the end of the grace period) and no later than `not_after_at`.
    `key` is the local part of its one Message-ID, kept over all attempts.
    """

    __table_args__ = (
        one_of("state", MessageState),
        one_of("channel", Channel),
        one_of("audience", ("officer", "substitute", "employer", "coordinator")),
        Index("message_waiting", "state", "leaves_at"),
    )

    event: str
    audience: str
    officer_id: int | None = link("officer.id", optional=True)
    contact_id: int | None = link("contact.id", optional=True)
    detail_id: int | None = link("detail.id", optional=True)
    assignment_id: int | None = link("assignment.id", optional=True)
    channel: str
    name: str = personal("")
    address: str = personal("")
    subject: str = ""
    body: str = personal("")
    key: str = Field(unique=True)
    queued_at: int
    leaves_at: int
    not_after_at: int | None = None
    state: str = MessageState.QUEUED


class Delivery(SQLModel, table=True):
    """One attempt to hand a message over; appended, unlogged, never undone.

    It is written before the hand-over begins and closed after it, so an attempt that was cut off
    reads as begun: its fate is unknown.
    """

    __table_args__ = (one_of("outcome", DeliveryOutcome),)

    id: int | None = Field(default=None, primary_key=True)
    message_id: int = Field(foreign_key="message.id", index=True)
    began_at: int
    ended_at: int | None = None
    outcome: str = DeliveryOutcome.BEGUN
    answer: str = ""
    next_at: int | None = None
