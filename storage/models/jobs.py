"""Jobs, their dated details, and the positions on each."""

from sqlalchemy import Index
from sqlmodel import Field

from coordinator.rules.request_words import SeriesExceptionKind
from coordinator.rules.words import DetailState, JobState
from storage.models.base import Row, in_order, is_clock, is_date, link, not_negative, one_of


class Job(Row, table=True):
    """What an employer ordered. `number` reads 26-0412.

    `rate_facts` (JSON) holds what a rate card may ask of a job: tier, payment_method, alcohol, ...
    `circumstances` are words that its policy may ask for: "permanent tier=park"; a detail adds its
    own. `run_by` says in the policy's words who schedules it, `led_by_id` which officer coordinates
    it on site, `asked_officer_id` whom the employer asked for by name. `request_id` is the request
    that it came of. `custom` (JSON) holds the agency's own fields.
    """

    __table_args__ = (one_of("state", JobState),)

    number: str = Field(unique=True)
    employer_id: int = link("employer.id")
    title: str
    job_class: str = ""
    contact_id: int | None = link("contact.id", optional=True)
    po_number: str = ""
    post_orders: str = ""
    rate_card: str = ""
    rate_facts: str = "{}"
    requested_at: int | None = None
    state: str = JobState.OPEN
    circumstances: str | None = None
    run_by: str | None = None
    led_by_id: int | None = link("officer.id", optional=True)
    asked_officer_id: int | None = link("officer.id", optional=True)
    request_id: int | None = link("request.id", optional=True)
    custom: str | None = None


class Detail(Row, table=True):
    """One dated occurrence of a job. `number` reads 26-0412.3.

    `starts_wall` is the agency-local wall time that was asked for, kept so that a change of the
    time-zone rules can be seen; the instants are what everything else uses. `reference` is the
    number under which an imported file knows it. `posted_at` is when officers could first ask for
    it; `cancelled_by` says whose doing a cancellation was, the employer's where it says nothing.
    `rate_facts` (JSON) win over those of its job. A detail that a series made keeps the local date
    for which it was made in `series_on`, wherever it is moved; one that its series itself cancels
    gives it up.
    """

    __table_args__ = (
        one_of("state", DetailState),
        one_of("cancelled_by", ("employer", "agency")),
        in_order("starts_at", "ends_at"),
        is_date("series_on"),
        Index("detail_of_series", "series_id", "series_on", unique=True),
    )

    job_id: int = link("job.id")
    site_id: int = link("site.id")
    number: str = Field(unique=True)
    starts_at: int = Field(index=True)
    ends_at: int = Field(index=True)
    starts_wall: str
    state: str = DetailState.PLANNED
    cancelled_at: int | None = None
    cancel_reason: str = ""
    call_sign: str = ""
    reference: str = Field(default="", index=True)
    posted_at: int | None = None
    cancelled_by: str | None = None
    circumstances: str | None = None
    rate_facts: str | None = None
    series_id: int | None = Field(default=None, foreign_key="series.id")
    series_on: str | None = None


class Position(Row, table=True):
    """One seat on a detail, with its own hours. `number` reads 26-0412.3b.

    `split_from_id` is the seat whose hours it was cut from, `muster_at` when and before the start
    its officer reports.
    """

    __table_args__ = (in_order("starts_at", "ends_at"),)

    detail_id: int = link("detail.id")
    number: str = Field(unique=True)
    role: str = "officer"
    label: str = ""
    rank_id: int | None = link("rank.id", optional=True)
    starts_at: int = Field(index=True)
    ends_at: int
    cancelled: bool = False
    split_from_id: int | None = link("position.id", optional=True)
    muster_at: int | None = None


class Requirement(Row, table=True):
    """A certification that whoever takes the position must hold throughout it."""

    position_id: int = link("position.id")
    certification_id: int = link("certification.id")


class EquipmentUse(Row, table=True):
    """A vehicle or other equipment on a detail, for the day sheet and the invoice.

    `equipment_id` is which one of the register, `officer_id` who has it, `mileage_*` what its
    odometer said (in the agency's unit) when it went out and came in.
    """

    __tablename__ = "equipment_use"
    __table_args__ = (not_negative("quantity"), in_order("starts_at", "ends_at"))

    detail_id: int = link("detail.id")
    kind: str
    label: str = ""
    quantity: int = 1
    starts_at: int
    ends_at: int
    equipment_id: int | None = link("equipment.id", optional=True)
    officer_id: int | None = link("officer.id", optional=True)
    mileage_out: int | None = None
    mileage_in: int | None = None


class Equipment(Row, table=True):
    """A vehicle or another thing that the agency lends to details. `kind` is what cards price."""

    __table_args__ = (is_date("retired_on"),)

    code: str = Field(unique=True)
    kind: str = Field(index=True)
    label: str = ""
    unit: str = ""
    mileage: int | None = None
    words: str = ""
    retired_on: str | None = None


class EquipmentOut(Row, table=True):
    """When a piece of equipment cannot be had (UTC, half-open; no end: until further notice)."""

    __tablename__ = "equipment_out"
    __table_args__ = (in_order("starts_at", "ends_at"),)

    equipment_id: int = link("equipment.id")
    starts_at: int
    ends_at: int | None = None
    reason: str = ""


class Series(Row, table=True):
    """A job's details that recur: a rule of dates (RFC 5545 RRULE) and the hours on the wall.

    An end not later than the start is on the next day. `crew` (JSON) lists the seats of each
    detail, `equipment` (JSON) how many of which kind it has. While paused (local dates, half-open)
    nothing is made; the employer's closed days are left out if `skips_closed`. Details are made
    `ahead_days` ahead; `made_until_on` says how far that has come. `renew_on` is when its term
    wants renewal.
    """

    __table_args__ = (
        is_date("starts_on"),
        is_date("until_on"),
        is_date("paused_from_on"),
        is_date("paused_until_on"),
        is_date("made_until_on"),
        is_date("renew_on"),
        is_clock("starts_clock"),
        is_clock("ends_clock"),
    )

    job_id: int = link("job.id")
    site_id: int = link("site.id")
    rule: str
    starts_on: str
    until_on: str | None = None
    starts_clock: str
    ends_clock: str
    crew: str = "[]"
    equipment: str = "{}"
    call_sign: str = ""
    skips_closed: bool = False
    paused_from_on: str | None = None
    paused_until_on: str | None = None
    ahead_days: int = 56
    made_until_on: str | None = None
    renew_on: str | None = None


class SeriesException(Row, table=True):
    """A local date on which a series makes no detail, though its rule has it; or one more."""

    __tablename__ = "series_exception"
    __table_args__ = (
        is_date("for_on"),
        one_of("kind", SeriesExceptionKind),
        Index("series_exception_on", "series_id", "for_on", unique=True),
    )

    series_id: int = Field(foreign_key="series.id")
    for_on: str
    kind: str = SeriesExceptionKind.SKIPPED
    words: str = ""


class JobTemplate(Row, table=True):
    """A job kept under a name, to be entered again. `fields` (JSON) are those of a new job."""

    __tablename__ = "job_template"

    name: str = Field(unique=True)
    employer_id: int | None = link("employer.id", optional=True)
    job_class: str = ""
    fields: str
    kept_by: str = ""
