"""The closed vocabularies of messages, sent and received, as they are stored."""

from enum import StrEnum


class Event(StrEnum):
    """What people are told of. Each has a text of its own per audience and channel."""

    POSTED = "posted"
    OFFERED = "offered"
    CLOSING = "closing"
    ASSIGNED = "assigned"
    NOT_AWARDED = "not_awarded"
    CONFIRM = "confirm"
    CONFIRMED = "confirmed"
    UNASSIGNED = "unassigned"
    CALLED_OFF = "called_off"
    WANTED = "wanted"
    FILLED = "filled"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    REMINDER = "reminder"
    NOT_SEEN = "not_seen"
    LATE = "late"
    PROPOSED = "proposed"
    NOT_EXCHANGED = "not_exchanged"
    HOURS_DUE = "hours_due"
    HOURS_APPROVED = "hours_approved"
    CERTIFY = "certify"
    INVOICE = "invoice"
    RECEIPT = "receipt"
    DEBT = "debt"
    PAID = "paid"
    STATEMENT = "statement"
    EXPIRING = "expiring"
    FEEDBACK = "feedback"
    DIGEST = "digest"
    APPROVAL = "approval"
    REQUEST_RECEIVED = "request_received"
    REQUEST_QUOTED = "request_quoted"
    REQUEST_APPROVED = "request_approved"
    REQUEST_REFUSED = "request_refused"
    REPLY = "reply"
    SEAL = "seal"
    REPORT = "report"
    WARNING = "warning"
    BROADCAST = "broadcast"
    CORRECTION = "correction"


class Audience(StrEnum):
    """In whose words a message is put."""

    OFFICER = "officer"
    SUBSTITUTE = "substitute"
    EMPLOYER = "employer"
    COORDINATOR = "coordinator"
    SUPERVISOR = "supervisor"
    COMMAND = "command"


class MessageState(StrEnum):
    """The logged half of a message's life; what became of a queued one is in its deliveries.

    Recalled by an undo, held back by the coordinator, or put aside by him as dealt with.
    """

    DRAFT = "draft"
    QUEUED = "queued"
    HELD = "held"
    RECALLED = "recalled"
    CANCELLED = "cancelled"


class DeliveryOutcome(StrEnum):
    """One attempt to hand a message over. An attempt that never ended reads as unknown."""

    BEGUN = "begun"
    SENT = "sent"
    FAILED = "failed"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class ReportKind(StrEnum):
    """What was heard of a message after it was handed over."""

    DELIVERED = "delivered"
    DELAYED = "delayed"
    BOUNCED = "bounced"
    READ = "read"
    ANSWERED = "answered"


class ReceivedState(StrEnum):
    """A mail or text that came in. Waiting ones are in the Inbox.

    Done: it changed the book or was taken note of. Ignored: by the coordinator. Automatic: nobody
    wrote it (an automatic answer, a bounce, our own mail come back).
    """

    WAITING = "waiting"
    DONE = "done"
    IGNORED = "ignored"
    AUTOMATIC = "automatic"
