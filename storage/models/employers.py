"""Who hires, whom to ring there, and where the work is."""

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from coordinator.rules.request_words import ClientStanding
from coordinator.rules.words import Channel
from storage.models.base import Row, is_clock, is_date, link, one_of, personal


class Employer(Row, table=True):
    """An organisation that orders details and pays for them.

    `exempt` is set where the agency exempts work for it from the caps that say so. `standing` is
    what the agency decided of it as a client; a block may have an end. `insurance_cents` is the
    limit of its liability insurance, `insurance_waived` who does without it and why. `terms_sha256`
    are the terms that it accepted. `closes` (JSON) says when it needs nobody: a holiday calendar
    ("US-IL") and dates of its own. `custom` (JSON) holds the agency's own fields.
    """

    __table_args__ = (
        is_date("insurance_until"),
        is_date("standing_on"),
        is_date("blocked_until_on"),
        is_date("terms_on"),
        one_of("standing", ClientStanding),
    )

    number: str = Field(unique=True)
    name: str = Field(index=True)
    kind: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    po_number: str = ""
    payment_terms_days: int | None = None
    fee_exempt: bool = False
    tax_exempt: bool = False
    insurance_until: str | None = None
    blocked_reason: str = ""
    exempt: bool | None = None
    tax_number: str | None = Field(default=None, index=True)
    standing: str | None = None
    standing_on: str | None = None
    standing_by: str | None = None
    standing_words: str | None = None
    blocked_until_on: str | None = None
    blocked_by: str | None = None
    insurance_cents: int | None = None
    insurance_waived: str | None = None
    terms_sha256: str | None = None
    terms_on: str | None = None
    terms_by: str | None = personal(None)
    closes: str | None = None
    custom: str | None = None


class Contact(Row, table=True):
    """A person at an employer; the first who `hears_changes` is told of every change.

    Between `quiet_from` and `quiet_until` (local HH:MM) nothing leaves for him but what is urgent.
    """

    __table_args__ = (
        one_of("channel", Channel),
        is_clock("quiet_from"),
        is_clock("quiet_until"),
    )

    employer_id: int = link("employer.id")
    name: str = personal()
    role: str = ""
    email: str = personal("")
    phone: str = personal("")
    channel: str = Channel.EMAIL
    hears_changes: bool = True
    quiet_from: str | None = None
    quiet_until: str | None = None


class Site(Row, table=True):
    """A place of work. Coordinates are integer microdegrees.

    Whoever is within `radius_m` metres of them is there; `code_word` is posted on the spot for
    telephones that tell no position.
    """

    __table_args__ = (
        CheckConstraint("lat BETWEEN -90000000 AND 90000000", name="lat_range"),
        CheckConstraint("lon BETWEEN -180000000 AND 180000000", name="lon_range"),
    )

    employer_id: int | None = link("employer.id", optional=True)
    name: str = Field(index=True)
    address: str = ""
    lat: int | None = None
    lon: int | None = None
    radius_m: int | None = None
    code_word: str | None = None
    notes: str | None = None
