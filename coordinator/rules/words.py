"""The closed vocabularies of the book: states and kinds, as they are stored and judged."""

from enum import StrEnum


class DutyKind(StrEnum):
    """What an imported on-duty span is; policy clauses treat each kind on its own terms."""

    REGULAR = "regular"
    OVERTIME = "overtime"
    COURT = "court"
    TRAINING = "training"
    LEAVE = "leave"
    SICK = "sick"


TRAINEE = "trainee"
"""The role of a position beside the crew: it fills no seat, and no employer is billed for it."""


class StatusKind(StrEnum):
    """A dated status of an officer. Departed is written when the roster no longer lists them."""

    SUSPENDED = "suspended"
    LIGHT_DUTY = "light_duty"
    INJURED = "injured"
    SICK = "sick"
    LEAVE = "leave"
    PROBATION = "probation"
    FIELD_TRAINING = "field_training"
    DEPARTED = "departed"


class Relation(StrEnum):
    """What ties an officer to an employer, or to another officer."""

    OWN_BUSINESS = "own_business"
    WORKS_FOR = "works_for"
    FAMILY = "family"
    BROUGHT = "brought"
    SUPERVISES = "supervises"
    OTHER = "other"


class ExchangeState(StrEnum):
    """Two officers who want to change places, until both have agreed and it is done."""

    PROPOSED = "proposed"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class CaseState(StrEnum):
    """A detail already worked that a later record speaks against."""

    OPEN = "open"
    ASKED = "asked"
    CLEARED = "cleared"
    UPHELD = "upheld"
    GONE = "gone"


class SuspensionState(StrEnum):
    """A suspension from details that follows from the policy's ladder, until somebody decides."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


class RemedyState(StrEnum):
    """What is owed to an officer whom an error cost something."""

    OWED = "owed"
    GIVEN = "given"
    WAIVED = "waived"


class JobState(StrEnum):
    """Whether a job may still be staffed."""

    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class DetailState(StrEnum):
    """A detail stands or is cancelled; filled or open is derived from its positions."""

    PLANNED = "planned"
    CANCELLED = "cancelled"


class AssignmentState(StrEnum):
    """An officer in a position. The first three are live: they hold the seat."""

    ASSIGNED = "assigned"
    CONFIRMED = "confirmed"
    WORKED = "worked"
    CALLED_OFF = "called_off"
    RELEASED = "released"
    NO_SHOW = "no_show"


LIVE_ASSIGNMENT = (AssignmentState.ASSIGNED, AssignmentState.CONFIRMED, AssignmentState.WORKED)


ORDERED = "order"
"""How an officer came into a position whom the rule ordered there (`Assignment.how`)."""

TAKEN_OVER = "take over"
"""How one came who works it in another's place, by their own arrangement."""

REGULAR = "regular"
"""How one came who regularly works the job."""

AFTER_THE_FACT = "after the fact"
"""How one came who worked it without an award, as was entered later."""

BACKUP = "backup"
"""The role of a position whose holder is asked first when somebody on the detail calls off."""

BY_ARRANGEMENT = (TAKEN_OVER, REGULAR, AFTER_THE_FACT, BACKUP)
"""Kinds of decisions that did not ask for the policy's order."""


class OfferState(StrEnum):
    """A position put before an officer."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class CallOutcome(StrEnum):
    """What came of one telephone call down the list."""

    NO_ANSWER = "no_answer"
    REFUSED = "refused"
    WRONG_NUMBER = "wrong_number"
    RINGS_BACK = "rings_back"
    ACCEPTED = "accepted"
    ON_DUTY = "on_duty"


class CallOffReason(StrEnum):
    """Why an officer gives a position back."""

    SICK = "sick"
    FAMILY = "family"
    COURT = "court"
    DUTY = "duty"
    INJURED = "injured"
    TRANSPORT = "transport"
    MISTAKE = "mistake"
    POLICE_NEED = "police_need"
    OTHER = "other"


class Channel(StrEnum):
    """How a person is reached."""

    EMAIL = "email"
    SMS = "sms"
    PUSH = "push"
    NONE = "none"


class Event(StrEnum):
    """What people are told of. Each has a text of its own per audience and channel."""

    ASSIGNED = "assigned"
    UNASSIGNED = "unassigned"
    CALLED_OFF = "called_off"
    FILLED = "filled"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    OFFERED = "offered"
    PROPOSED = "proposed"
    NOT_EXCHANGED = "not_exchanged"
    INVOICE = "invoice"
    CORRECTION = "correction"


class Audience(StrEnum):
    """In whose words a message is put."""

    OFFICER = "officer"
    SUBSTITUTE = "substitute"
    EMPLOYER = "employer"
    COORDINATOR = "coordinator"


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


class EntryState(StrEnum):
    """A timesheet entry; a correction replaces the entry and keeps it."""

    ENTERED = "entered"
    APPROVED = "approved"
    REPLACED = "replaced"


class Side(StrEnum):
    """Charge to the employer or pay to the officer: two columns of the same event."""

    BILL = "bill"
    PAY = "pay"


class InvoiceState(StrEnum):
    """An issued invoice is never deleted; a void one keeps its number."""

    ISSUED = "issued"
    VOID = "void"


class InvoiceKind(StrEnum):
    """What an invoice bills; a credit note is one below nothing, in a series of its own."""

    INVOICE = "invoice"
    SUPPLEMENTARY = "supplementary"
    DEPOSIT = "deposit"
    LATE_CHARGE = "late_charge"
    CREDIT = "credit"


class BankLineState(StrEnum):
    """A line of a bank statement, until it is booked or set aside."""

    WAITING = "waiting"
    BOOKED = "booked"
    IGNORED = "ignored"


class DisputeState(StrEnum):
    """An invoice or a line that the employer does not accept."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class StatedBy(StrEnum):
    """Who states the hours: the officer's punches, his claim, or the employer."""

    PUNCHED = "punched"
    CLAIMED = "claimed"
    CERTIFIED = "certified"


class BankFileKind(StrEnum):
    """Formats in which a bank takes payments."""

    NACHA = "nacha"
    EFT = "eft"


class DocumentKind(StrEnum):
    """Documents of the accounts."""

    ACCOUNTS = "accounts"
    BILLING = "billing"
    PAYROLL_LAYOUT = "payroll_layout"


class RunKind(StrEnum):
    """A payroll run pays a period, or what was corrected of earlier ones."""

    REGULAR = "regular"
    CORRECTION = "correction"


class RunState(StrEnum):
    """A payroll run is filled while open; once locked it never changes."""

    OPEN = "open"
    LOCKED = "locked"


class BatchState(StrEnum):
    """An on-duty import: arriving in pieces, in force, or taken back."""

    ARRIVING = "arriving"
    ACTIVE = "active"
    WITHDRAWN = "withdrawn"
