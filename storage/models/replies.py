"""What people answer: the codes they answer with, what came in, and what was made of it."""

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary, text
from sqlmodel import Field, SQLModel

from coordinator.rules.message_words import Audience, ReceivedState, ReportKind
from coordinator.rules.request_words import Presence
from coordinator.rules.words import (
    ApprovalState,
    AvailabilityKind,
    Channel,
    ConsentState,
    PunchKind,
)
from storage.models.base import Row, in_order, link, one_of, personal


class ReplyCode(Row, table=True):
    """A short code by which one person answers about one thing; drawn at random, never reused.

    Exactly one of `officer_id`, `contact_id`, `employer_id` (where it names no contact) and
    `approval_id` says whose it is; `position_id` or `detail_id` what it is about. After `closes_at`
    an answer waits for the coordinator.
    """

    __tablename__ = "reply_code"
    __table_args__ = (
        Index("reply_code_of_officer", "officer_id", "position_id", unique=True),
        CheckConstraint(
            "(officer_id IS NOT NULL) + (contact_id IS NOT NULL) + (employer_id IS NOT NULL) "
            "+ (approval_id IS NOT NULL) = 1",
            name="one_person",
        ),
    )

    code: str = Field(unique=True)
    officer_id: int | None = Field(default=None, foreign_key="officer.id")
    contact_id: int | None = link("contact.id", optional=True)
    employer_id: int | None = link("employer.id", optional=True)
    approval_id: int | None = link("approval_request.id", optional=True)
    position_id: int | None = link("position.id", optional=True)
    detail_id: int | None = link("detail.id", optional=True)
    made_at: int
    closes_at: int | None = None


class ApprovalRequest(Row, table=True):
    """A question to somebody who decides: may this override, request or sum be allowed?

    `kind` is what the answer is for, `subject` the record it is about ("position:12"). `wanted`
    (JSON) holds what is to be done when it is given.
    """

    __tablename__ = "approval_request"
    __table_args__ = (one_of("state", ApprovalState),)

    kind: str
    subject: str = Field(index=True)
    officer_id: int | None = link("officer.id", optional=True)
    asked_of: str = personal("")
    address: str = personal("")
    channel: str = Channel.EMAIL
    asked_at: int
    asked_by: str = ""
    words: str = personal("")
    wanted: str = ""
    state: str = Field(default=ApprovalState.OPEN, index=True)
    answered_at: int | None = None
    answer: str = personal("")


class Received(Row, table=True):
    """One mail or text as it came in. `key` says which it is, however often it is fetched again.

    `sent_at` is what the sender's clock said, `received_at` when our mailbox or provider had it,
    `read_at` when it came into the book (all UTC seconds). `text` is what its writer wrote himself,
    without what he quoted. `meaning` (JSON) is what was understood, `reason` why it waits. Whoever
    wrote it is `officer_id`, `contact_id` or `employer_id`, by his address. `request_id` is the
    request that it brought, `answer_id` the message that answers it.
    """

    __table_args__ = (
        one_of("channel", Channel),
        one_of("state", ReceivedState),
        Index("received_waiting", "received_at", sqlite_where=text("state = 'waiting'")),
    )

    key: str = Field(unique=True)
    channel: str
    source: str
    address: str = personal("", index=True)
    subject: str = personal("")
    text: str = personal("")
    sent_at: int | None = None
    received_at: int
    read_at: int
    officer_id: int | None = link("officer.id", optional=True)
    contact_id: int | None = link("contact.id", optional=True)
    employer_id: int | None = link("employer.id", optional=True)
    code: str = ""
    position_id: int | None = link("position.id", optional=True)
    detail_id: int | None = link("detail.id", optional=True)
    approval_id: int | None = link("approval_request.id", optional=True)
    request_id: int | None = link("request.id", optional=True)
    meaning: str = ""
    state: str = ReceivedState.WAITING
    reason: str = ""
    settled_by: str = ""
    settled_at: int | None = None
    answer_id: int | None = link("message.id", optional=True)


class RawMail(SQLModel, table=True):
    """What was taken in, byte for byte and compressed (zlib); unlogged, removed when redacted.

    `sha256` (hex) and `length` are of the bytes as they came; `cut` that only their head was kept.
    """

    __tablename__ = "raw_mail"

    id: int | None = Field(default=None, primary_key=True)
    received_id: int = Field(unique=True, foreign_key="received.id")
    sha256: str
    length: int
    cut: bool = False
    data: bytes = Field(sa_column=Column("data", LargeBinary, nullable=False))


class MailboxMark(SQLModel, table=True):
    """How far a mailbox or folder has been read, and what was wrong with it last; unlogged.

    `epoch` and `last` are the UIDVALIDITY and the last UID of an IMAP folder (RFC 3501 2.3.1.1), or
    whatever another source counts by.
    """

    __tablename__ = "mailbox_mark"

    source: str = Field(primary_key=True)
    epoch: str = ""
    last: str = ""
    read_at: int
    trouble: str = ""


class DeliveryReport(SQLModel, table=True):
    """What was heard of a message after it was handed over; appended, unlogged, never undone."""

    __tablename__ = "delivery_report"
    __table_args__ = (one_of("kind", ReportKind),)

    id: int | None = Field(default=None, primary_key=True)
    message_id: int = Field(foreign_key="message.id", index=True)
    kind: str
    at: int = Field(index=True)
    words: str = ""
    received_id: int | None = Field(default=None, foreign_key="received.id")


class Attachment(Row, table=True):
    """A file that goes with a message: its text, or the record of which it is made when it leaves.

    `media_type` is as in a mail ("text/calendar; method=REQUEST"); `made_of` such as "invoice:12".
    """

    __tablename__ = "message_attachment"

    message_id: int = link("message.id")
    name: str
    media_type: str
    text: str = personal("")
    made_of: str = ""


class Consent(Row, table=True):
    """Whether a person may be written to on a channel; the latest row of an address holds."""

    __table_args__ = (one_of("state", ConsentState), one_of("channel", Channel))

    officer_id: int | None = link("officer.id", optional=True)
    contact_id: int | None = link("contact.id", optional=True)
    channel: str
    address: str = personal("", index=True)
    state: str
    stated_at: int
    source: str = ""


class Availability(Row, table=True):
    """When an officer says that he would work, or cannot (UTC, half-open)."""

    __table_args__ = (one_of("kind", AvailabilityKind), in_order("starts_at", "ends_at"))

    officer_id: int = link("officer.id")
    kind: str
    starts_at: int = Field(index=True)
    ends_at: int
    stated_at: int
    source: str = ""
    words: str = personal("")


class Punch(Row, table=True):
    """What an officer says of his presence: on the way, in, out, late by so many minutes.

    `at` is when he says so, `received_at` when it reached us; coordinates are microdegrees and go
    after some days: what stays is `presence`, inside or outside the site's circle, and how many
    metres from it. `code_word` says whether he gave the word that is posted there.
    """

    __table_args__ = (
        one_of("kind", PunchKind),
        one_of("presence", Presence),
        CheckConstraint("lat BETWEEN -90000000 AND 90000000", name="lat_range"),
        CheckConstraint("lon BETWEEN -180000000 AND 180000000", name="lon_range"),
        Index("punch_with_place", "received_at", sqlite_where=text("lat IS NOT NULL")),
    )

    assignment_id: int = link("assignment.id")
    kind: str
    at: int
    received_at: int
    minutes: int | None = None
    lat: int | None = personal(None)
    lon: int | None = personal(None)
    source: str = ""
    received_id: int | None = link("received.id", optional=True)
    presence: str | None = None
    distance_m: int | None = None
    accuracy_m: int | None = None
    code_word: bool | None = None


class Feedback(Row, table=True):
    """What an employer or an officer thinks of a detail, from 1 (bad) to 5, in two questions."""

    __table_args__ = (
        one_of("side", Audience),
        CheckConstraint("score IS NULL OR score BETWEEN 1 AND 5", name="score_range"),
    )

    detail_id: int = link("detail.id")
    side: str
    contact_id: int | None = link("contact.id", optional=True)
    officer_id: int | None = link("officer.id", optional=True)
    score: int | None = None
    words: str = personal("")
    asked_at: int
    closes_at: int
    given_at: int | None = None
