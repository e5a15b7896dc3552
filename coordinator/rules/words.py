"""The closed vocabularies of the book: states and kinds, as they are stored and judged.

Those of messages stand in `message_words`, those of money in `money_words`.
"""

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


class FindingState(StrEnum):
    """How far a finding of an audit has come."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


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

POSTED = "posted"
"""How one came who was put on one of many posts by a list, such as a parade's."""

BY_ARRANGEMENT = (TAKEN_OVER, REGULAR, AFTER_THE_FACT, BACKUP, POSTED)
"""Kinds of decisions that did not ask for the policy's order."""


class OfferState(StrEnum):
    """A position put before an officer. Expired is silence; unreached that nothing got to him."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    UNREACHED = "unreached"


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


class OfficersAs(StrEnum):
    """What employers are told of an officer."""

    NAME = "name"
    SURNAME = "surname"
    BADGE = "badge"


class ApprovalState(StrEnum):
    """A question to somebody who decides, until he answers or it is taken back."""

    OPEN = "open"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ConsentState(StrEnum):
    """Whether a person agreed to be written to on a channel."""

    GIVEN = "given"
    WITHDRAWN = "withdrawn"


class AvailabilityKind(StrEnum):
    """What an officer says of a span of his time."""

    AVAILABLE = "available"
    UNAVAILABLE = "unavailable"


class PunchKind(StrEnum):
    """What an officer says of his presence."""

    EN_ROUTE = "en_route"
    IN = "in"
    OUT = "out"
    LATE = "late"


class EntryState(StrEnum):
    """A timesheet entry; a correction replaces the entry and keeps it."""

    ENTERED = "entered"
    APPROVED = "approved"
    REPLACED = "replaced"


class StatedBy(StrEnum):
    """Who states the hours: the officer's punches, his claim, or the employer."""

    PUNCHED = "punched"
    CLAIMED = "claimed"
    CERTIFIED = "certified"


class BatchState(StrEnum):
    """An on-duty import: arriving in pieces, in force, or taken back."""

    ARRIVING = "arriving"
    ACTIVE = "active"
    WITHDRAWN = "withdrawn"
