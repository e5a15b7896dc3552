"""Officers: rank, status, certificates, and whom they may not be paired with."""

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from coordinator.rules.words import Channel, StatusKind
from storage.models.base import Row, in_order, is_date, link, one_of, personal


class Rank(Row, table=True):
    """A rank. `level` orders ranks: higher commands lower."""

    code: str = Field(unique=True)
    name: str
    level: int


class Officer(Row, table=True):
    """A sworn member who may work details. Departure ends a status; the row stays.

    `tier` is the group by which a policy's tiers and lists go (full_time, neighbour, ...).
    `eligible_on` is from when he takes part in the distribution; without it from the day of hire.
    `figures` (JSON) holds further dates and numbers that a policy may order by.
    """

    __table_args__ = (
        is_date("hired_on"),
        is_date("seniority_on"),
        is_date("eligible_on"),
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
    """A kind of certificate that positions may require."""

    code: str = Field(unique=True)
    name: str


class Certificate(Row, table=True):
    """An officer's certificate; valid through the whole of `expires_on`, or without end."""

    __table_args__ = (is_date("issued_on"), is_date("expires_on"))

    officer_id: int = link("officer.id")
    certification_id: int = link("certification.id")
    issued_on: str | None = None
    expires_on: str | None = Field(default=None, index=True)


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
