"""Jobs, their dated details, and the positions on each."""

from sqlmodel import Field

from coordinator.rules.words import DetailState, JobState
from storage.models.base import Row, in_order, link, not_negative, one_of


class Job(Row, table=True):
    """What an employer ordered. `number` reads 26-0412.

    `rate_facts` (JSON) holds what a rate card may ask of a job: tier, payment_method, alcohol, ...
    `circumstances` are words that its policy may ask for: "permanent tier=park"; a detail adds its
    own. `run_by` says in the policy's words who schedules it, `led_by_id` which officer coordinates
    it on site, `asked_officer_id` whom the employer asked for by name.
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


class Detail(Row, table=True):
    """One dated occurrence of a job. `number` reads 26-0412.3.

    `starts_wall` is the agency-local wall time that was asked for, kept so that a change of the
    time-zone rules can be seen; the instants are what everything else uses. `reference` is the
    number under which an imported file knows it. `posted_at` is when officers could first ask for
    it; `cancelled_by` says whose doing a cancellation was, the employer's where it says nothing.
    """

    __table_args__ = (
        one_of("state", DetailState),
        one_of("cancelled_by", ("employer", "agency")),
        in_order("starts_at", "ends_at"),
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


class Position(Row, table=True):
    """One seat on a detail, with its own hours. `number` reads 26-0412.3b.

    `split_from_id` is the seat whose hours it was cut from.
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


class Requirement(Row, table=True):
    """A certification that whoever takes the position must hold throughout it."""

    position_id: int = link("position.id")
    certification_id: int = link("certification.id")


class EquipmentUse(Row, table=True):
    """A vehicle or other equipment on a detail, for the day sheet and the invoice."""

    __tablename__ = "equipment_use"
    __table_args__ = (not_negative("quantity"), in_order("starts_at", "ends_at"))

    detail_id: int = link("detail.id")
    kind: str
    label: str = ""
    quantity: int = 1
    starts_at: int
    ends_at: int
