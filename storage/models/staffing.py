"""Who is in which position, how he came there, and how he left it."""

from sqlalchemy import Index, text
from sqlmodel import Field

from coordinator.rules.words import (
    LIVE_ASSIGNMENT,
    ORDERED,
    TAKEN_OVER,
    AssignmentState,
    CallOffReason,
    CallOutcome,
    ExchangeState,
    OfferState,
)
from storage.models.base import Row, in_order, is_date, link, one_of
from storage.models.duty import LONG_SHIFT

_LIVE = "state IN (" + ", ".join(f"'{state}'" for state in LIVE_ASSIGNMENT) + ")"
_UNCOMMON = f"how IN ('{ORDERED}', '{TAKEN_OVER}')"
_SPAN = ("starts_at", "ends_at", "state", "position_id")


class Assignment(Row, table=True):
    """An officer in a position, for his own span of it. One live assignment a position.

    `expected_at` is when he says that he will be there, where that is late.
    """

    __table_args__ = (
        one_of("state", AssignmentState),
        in_order("starts_at", "ends_at"),
        Index("assignment_one_live", "position_id", unique=True, sqlite_where=text(_LIVE)),
        Index("assignment_by_officer", "officer_id", *_SPAN),
        Index("assignment_by_start", *_SPAN, "officer_id"),
        Index("assignment_by_award", "officer_id", "awarded_at"),
        Index("assignment_uncommon", "starts_at", sqlite_where=text(_UNCOMMON)),
        Index(
            "assignment_long", "ends_at", sqlite_where=text(f"ends_at - starts_at > {LONG_SHIFT}")
        ),
    )

    position_id: int = link("position.id")
    officer_id: int = Field(foreign_key="officer.id")
    starts_at: int
    ends_at: int
    state: str = AssignmentState.ASSIGNED
    how: str = "assigned"
    awarded_at: int
    decision_id: int | None = link("decision.id", optional=True)
    confirmed_at: int | None = None
    seen_at: int | None = None
    left_at: int | None = None
    expected_at: int | None = None


class CallOff(Row, table=True):
    """An officer gave an assignment back. Until its position is live again it wants a refill.

    `given_to_id` is who works it in his place by their own arrangement, `reported` whether the
    coordinator was told of that in time. `rule` is the number of the policy's rule that held,
    `in_grace` whether it came so soon after the award that it costs nothing, `allowed_by` who
    allowed it against the rule, `by_message` that he wrote instead of telephoning.
    """

    __tablename__ = "call_off"
    __table_args__ = (one_of("reason", CallOffReason),)

    assignment_id: int = link("assignment.id", unique=True)
    position_id: int = link("position.id")
    called_at: int = Field(index=True)
    reason: str
    words: str = ""
    taken_by: str = ""
    given_to_id: int | None = link("officer.id", optional=True)
    reported: bool | None = None
    rule: str | None = None
    in_grace: bool | None = None
    allowed_by: str | None = None
    by_message: bool | None = None


class Offer(Row, table=True):
    """A position put before an officer.

    `window` is how long (seconds) he has from when he can have heard of it; `expires_at` follows
    from that, and moves while nothing shows that he was reached.
    """

    __table_args__ = (one_of("state", OfferState),)

    position_id: int = link("position.id")
    officer_id: int = link("officer.id")
    wave: int = 1
    offered_at: int = Field(index=True)
    expires_at: int | None = None
    state: str = OfferState.OPEN
    answered_at: int | None = None
    reason: str | None = None
    window: int | None = None


class Interest(Row, table=True):
    """An officer asked for a position, by whatever road; order of arrival is `expressed_at`.

    That is when he sent it; `read_at` is when it came into the book.
    """

    position_id: int = link("position.id")
    officer_id: int = link("officer.id")
    expressed_at: int
    source: str = ""
    withdrawn_at: int | None = None
    read_at: int | None = None


class CallNote(Row, table=True):
    """One telephone call down the list and what came of it."""

    __tablename__ = "call_note"
    __table_args__ = (one_of("outcome", CallOutcome),)

    position_id: int = link("position.id")
    officer_id: int = link("officer.id")
    outcome: str
    called_at: int = Field(index=True)
    again_at: int | None = None
    reason: str | None = None


class Decision(Row, table=True):
    """Why this officer: names the policy version and the packet from which it can be replayed."""

    position_id: int = link("position.id")
    officer_id: int = link("officer.id")
    kind: str
    policy_id: int | None = link("policy.id", optional=True)
    packet_sha256: str
    decided_at: int
    reason: str = ""
    override_by: str = ""


class StandingAssignment(Row, table=True):
    """An officer who regularly works a job's details, in local dates, half-open.

    `role` narrows it to seats of one role, `weekdays` (such as "mo we") to details that begin then.
    """

    __tablename__ = "standing_assignment"
    __table_args__ = (is_date("from_on"), is_date("until_on"), in_order("from_on", "until_on"))

    job_id: int = link("job.id")
    officer_id: int = link("officer.id")
    role: str = ""
    weekdays: str = ""
    from_on: str
    until_on: str | None = None
    decided_by: str = ""


class Exchange(Row, table=True):
    """An officer's seat for somebody else to work: a replacement, or a swap for a seat of his.

    It is done when both have agreed and the policy lets each of them.
    """

    __table_args__ = (one_of("state", ExchangeState),)

    assignment_id: int = link("assignment.id")
    officer_id: int = link("officer.id")
    other_assignment_id: int | None = link("assignment.id", optional=True)
    proposed_at: int
    proposed_by: str = ""
    giver_agreed_at: int | None = None
    taker_agreed_at: int | None = None
    state: str = ExchangeState.PROPOSED
    settled_at: int | None = None
    words: str = ""
