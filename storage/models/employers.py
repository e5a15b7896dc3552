"""Who hires, whom to ring there, and where the work is."""

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from coordinator.rules.words import Channel
from storage.models.base import Row, is_date, link, one_of, personal


class Employer(Row, table=True):
    """An organisation that orders details and pays for them.

    `exempt` is set where the agency exempts work for it from the caps that say so.
    """

    __table_args__ = (is_date("insurance_until"),)

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


class Contact(Row, table=True):
    """A person at an employer; the first who `hears_changes` is told of every change."""

    __table_args__ = (one_of("channel", Channel),)

    employer_id: int = link("employer.id")
    name: str = personal()
    role: str = ""
    email: str = personal("")
    phone: str = personal("")
    channel: str = Channel.EMAIL
    hears_changes: bool = True


class Site(Row, table=True):
    """A place of work. Coordinates are integer microdegrees."""

    __table_args__ = (
        CheckConstraint("lat BETWEEN -90000000 AND 90000000", name="lat_range"),
        CheckConstraint("lon BETWEEN -180000000 AND 180000000", name="lon_range"),
    )

    employer_id: int | None = link("employer.id", optional=True)
    name: str = Field(index=True)
    address: str = ""
    lat: int | None = None
    lon: int | None = None
