"""The vocabulary of intake documents."""

from enum import StrEnum
from typing import Final


class QuestionKind(StrEnum):
    """What a question takes for an answer."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"


class EventKind(StrEnum):
    """What sort of work an event class is about."""

    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    SPECIAL_EVENT = "special_event"
    FILM = "film"
    ESCORT = "escort"
    ROAD = "road"
    OTHER = "other"


class Before(StrEnum):
    """By when an item of the checklist must be met."""

    APPROVAL = "approval"
    POSTING = "posting"
    NOTHING = "nothing"


class Finds(StrEnum):
    """What the book itself says of an item of the checklist; `hand` is ticked by people."""

    HAND = "hand"
    INSURANCE = "insurance"
    TERMS = "terms"
    DEPOSIT = "deposit"
    ORDER = "order"
    DEPOSIT_OR_ORDER = "deposit_or_order"
    PAPER = "paper"
    NO_DEBT = "no_debt"
    CLIENT = "client"
    SITE_VISIT = "site_visit"


FINDS_WORDS: Final = {
    Finds.HAND: "somebody ticks it",
    Finds.INSURANCE: "liability insurance in force to the last date, or waived",
    Finds.TERMS: "the terms of this document are accepted",
    Finds.DEPOSIT: "the deposit that the rate card asks for is paid",
    Finds.ORDER: "a purchase order is named",
    Finds.DEPOSIT_OR_ORDER: "a deposit is paid or a purchase order named",
    Finds.PAPER: "a paper of the kind is kept with the request and not expired",
    Finds.NO_DEBT: "nothing that the employer owes is past due",
    Finds.CLIENT: "the employer is in the register, not denied and not blocked",
    Finds.SITE_VISIT: "a note of a site visit stands with the request",
}


class Into(StrEnum):
    """Where an answer goes, beside standing on the request."""

    ATTENDANCE = "attendance"
    ALCOHOL = "alcohol"
    FACT = "fact"
    CIRCUMSTANCE = "circumstance"
    POST_ORDERS = "post_orders"
    EQUIPMENT = "equipment"


INTO_WORDS: Final = {
    Into.ATTENDANCE: "how many people are expected, for crew tables and the rate card",
    Into.ALCOHOL: "whether alcohol is served, for crew tables and the rate card",
    Into.FACT: "a fact of the job that its rate card may ask for: fact.tier",
    Into.CIRCUMSTANCE: "a word among the job's circumstances, that the policy may ask for",
    Into.POST_ORDERS: "a line of the post orders",
    Into.EQUIPMENT: "so many of a kind of equipment, for the price: equipment.vehicle",
}

KNOWN_FACTS: Final = {
    "event": "the code of the event class",
    "event_kind": "its kind",
    "employer_kind": "the kind of the employer",
    "new_client": "whether the employer has had no detail yet",
    "recurring": "whether the work recurs",
    "details": "how many dates are wanted",
    "officers": "the most officers at once",
    "hours": "the hours of the longest detail",
    "notice_hours": "hours between the request and the first start",
    "amount": "the price that was said, in money",
    "night": "whether a detail lies in part between 22:00 and 06:00",
    "weekend": "whether a detail begins on a Saturday or Sunday",
    "asks_for_officer": "whether an officer is asked for by name",
    "risk": "the risk points (for approvers)",
}
"""What conditions may ask beside the answers to questions."""

NUMBERS: Final = ("details", "officers", "hours", "notice_hours", "amount", "risk")
FLAGS: Final = ("new_client", "recurring", "night", "weekend", "asks_for_officer")
