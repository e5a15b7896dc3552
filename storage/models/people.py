"""Officers: rank, status, certificates, groups, other work, and what ties them to whom."""

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from coordinator.rules.request_words import PaperKind
from coordinator.rules.words import Channel, Relation, StatusKind
from storage.models.base import Row, in_order, is_clock, is_date, link, one_of, personal


class Rank(Row, table=True):
    """A rank. `level` orders ranks: higher commands lower."""

    code: str = Field(unique=True)
    name: str
    level: int


class Officer(Row, table=True):
    """A sworn member who may work details. Departure ends a status; the row stays.

    `tier` is the group by which a policy's tiers and lists go (full_time, neighbour, ...).
    `eligible_on` is from when he takes part in the distribution; without it from the day of hire.
    `figures` (JSON) holds further dates and numbers that a policy may order by. `channels` names in
    order what else may be tried when `channel` fails ("sms email"). `custom` (JSON) holds the
    agency's own fields. Between `quiet_from` and
    `quiet_until` (local HH:MM) nothing leaves for him but what is urgent, if `urgent_anyway`.
    """

    __table_args__ = (
        is_date("hired_on"),
        is_date("seniority_on"),
        is_date("eligible_on"),
        is_clock("quiet_from"),
        is_clock("quiet_until"),
        one_of("channel", Channel),
        CheckConstraint("home_lat BETWEEN -90000000 AND 90000000", name="home_lat_range"),
        CheckConstraint("home_lon BETWEEN -180000000 AND 180000000", name="home_lon_range"),
    )

    badge: str = Field(unique=True)
    last_name: str = personal(index=True)
    first_name: str = personal("")
    unit: str = ""
    hired_on: str | None = None
    seniority_on: str | None = None
    seniority_tie: int = 0
    email: str = personal("")
    phone: str = personal("")
    channel: str = Channel.EMAIL
    approved: bool = True
    home_lat: int | None = personal(None)
    home_lon: int | None = personal(None)
    tier: str | None = None
    eligible_on: str | None = None
    figures: str | None = None
    channels: str | None = None
    quiet_from: str | None = None
    quiet_until: str | None = None
    urgent_anyway: bool | None = None
    custom: str | None = personal(None)


class RankHeld(Row, table=True):
    """The rank an officer holds from a date until the next such row: promotions keep history."""

    __tablename__ = "rank_held"
    __table_args__ = (is_date("from_on"),)

    officer_id: int = link("officer.id")
    rank_id: int = link("rank.id")
    from_on: str


class OfficerStatus(Row, table=True):
    """A status period in local dates, half-open; no end means until further notice."""

    __tablename__ = "officer_status"
    __table_args__ = (
        one_of("kind", StatusKind),
        is_date("from_on"),
        is_date("until_on"),
        in_order("from_on", "until_on"),
    )

    officer_id: int = link("officer.id")
    kind: str
    from_on: str
    until_on: str | None = None
    note: str = personal("")


class Certification(Row, table=True):
    """A kind of certificate that positions may require, or of paper that every officer needs.

    A permit to work details is one that the agency itself gives. It runs for `renews_months`;
    its holder is reminded `remind_days` before the end. `for_all` says that nobody works a detail
    without it.
    """

    __table_args__ = (one_of("kind", PaperKind),)

    code: str = Field(unique=True)
    name: str
    kind: str | None = None
    renews_months: int | None = None
    remind_days: int | None = None
    for_all: bool | None = None


class Certificate(Row, table=True):
    """An officer's certificate; valid through the whole of `expires_on`, or without end."""

    __table_args__ = (is_date("issued_on"), is_date("expires_on"))

    officer_id: int = link("officer.id")
    certification_id: int = link("certification.id")
    issued_on: str | None = None
    expires_on: str | None = Field(default=None, index=True)
    number: str | None = personal(None)
    approved_by: str | None = None


class Exclusion(Row, table=True):
    """An officer and an employer who are kept apart; `side` says which of them asked."""

    __table_args__ = (
        one_of("side", ("employer", "officer", "agency")),
        is_date("from_on"),
        is_date("until_on"),
    )

    officer_id: int = link("officer.id")
    employer_id: int = link("employer.id")
    side: str
    reason: str = personal("")
    from_on: str
    until_on: str | None = None
    decided_by: str = ""
    reply: str | None = personal(None)


class GroupMember(Row, table=True):
    """An officer's time in a group, in local dates, half-open: old awards can be read again."""

    __tablename__ = "group_member"
    __table_args__ = (is_date("from_on"), is_date("until_on"), in_order("from_on", "until_on"))

    officer_id: int = link("officer.id")
    name: str = Field(index=True)
    from_on: str
    until_on: str | None = None


class Conflict(Row, table=True):
    """A declared interest: what ties an officer to an employer, or to another officer.

    `relation` says what it is; `other_officer_id` is who is meant by kin and by supervises.
    """

    __table_args__ = (
        one_of("relation", Relation),
        is_date("from_on"),
        is_date("until_on"),
        in_order("from_on", "until_on"),
        CheckConstraint(
            "(employer_id IS NULL) <> (other_officer_id IS NULL)", name="employer_or_officer"
        ),
    )

    officer_id: int = link("officer.id")
    employer_id: int | None = link("employer.id", optional=True)
    other_officer_id: int | None = link("officer.id", optional=True)
    relation: str
    from_on: str
    until_on: str | None = None
    words: str = personal("")


class OutsideWork(Row, table=True):
    """Secondary work that is not the agency's own but was declared to it (UTC, half-open)."""

    __tablename__ = "outside_work"
    __table_args__ = (in_order("starts_at", "ends_at"),)

    officer_id: int = link("officer.id")
    starts_at: int = Field(index=True)
    ends_at: int
    employer: str = personal("")
    employer_kind: str = ""
    job_class: str = ""


class Disclosure(Row, table=True):
    """Somebody asked to see personal fields of a record that are hidden: who and when is the
    action's. `kinds` says which, and nothing of what stood in them."""

    subject: str = Field(index=True)
    kinds: str
    asked_at: int
