"""The closed vocabularies of what is asked for, of its papers, and of who was there."""

from enum import StrEnum


class RequestState(StrEnum):
    """Where a request stands. A booked one has become a job."""

    RECEIVED = "received"
    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    BOOKED = "booked"


UNDECIDED_REQUEST = (RequestState.RECEIVED, RequestState.WAITING)
"""Requests about which nobody has decided."""

OPEN_REQUEST = (*UNDECIDED_REQUEST, RequestState.APPROVED)
"""Requests with which something is still to be done."""

STANDING_REQUEST = (*OPEN_REQUEST, RequestState.BOOKED)
"""Requests that were neither refused nor withdrawn."""


class RequestSource(StrEnum):
    """By which road a request came."""

    PHONE = "phone"
    FORM = "form"
    PDF = "pdf"
    MAIL = "mail"
    COPY = "copy"


class CheckState(StrEnum):
    """What was found of an item on a request's checklist."""

    MET = "met"
    FAILED = "failed"
    WAIVED = "waived"


class ClientStanding(StrEnum):
    """What the agency decided of an employer as its client."""

    APPROVED = "approved"
    DENIED = "denied"


class PaperKind(StrEnum):
    """What a kind of certificate is."""

    CERTIFICATE = "certificate"
    TRAINING = "training"
    PERMIT = "permit"
    PAPER = "paper"


class SeriesExceptionKind(StrEnum):
    """How a date departs from a series' rule."""

    SKIPPED = "skipped"
    ADDED = "added"


class CustomRecord(StrEnum):
    """Which records may have fields of the agency's own."""

    EMPLOYER = "employer"
    OFFICER = "officer"
    JOB = "job"


class CustomKind(StrEnum):
    """What a field of the agency's own takes."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"


class NoteKind(StrEnum):
    """What a note tells of, where it is more than a note."""

    SITE_VISIT = "site_visit"
    AFTER_ACTION = "after_action"
    INCIDENT = "incident"
    COMPLAINT = "complaint"


class FileKind(StrEnum):
    """What a paper kept beside the book is."""

    PERMIT = "permit"
    TRAFFIC_PLAN = "traffic_plan"
    INSURANCE = "insurance"
    TERMS = "terms"
    POST_ORDERS = "post_orders"
    SIGNED_SHEET = "signed_sheet"
    PICTURE = "picture"
    OTHER = "other"


class Presence(StrEnum):
    """What a position says of a site's circle."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    NONE = "none"


class SpotResult(StrEnum):
    """What was found at a spot check."""

    PRESENT = "present"
    ABSENT = "absent"
    OTHER = "other"
