"""What is to be entered: a job, its dated details, and the seats on each."""

from dataclasses import dataclass

from coordinator.actions.crew_asked import UNTOLD, Occasion


@dataclass(frozen=True, slots=True)
class Seat:
    """One position to be filled; without times of its own it has the detail's (UTC seconds)."""

    role: str = "officer"
    label: str = ""
    rank_id: int | None = None
    certification_ids: tuple[int, ...] = ()
    starts_at: int | None = None
    ends_at: int | None = None


@dataclass(frozen=True, slots=True)
class NewDetail:
    """A dated occurrence to be entered. UTC seconds, half-open."""

    site_id: int
    starts_at: int
    ends_at: int
    seats: tuple[Seat, ...] = (Seat(),)
    call_sign: str = ""


@dataclass(frozen=True, slots=True)
class CrewChoice:
    """What the coordinator says to the crew that card and policy ask for: `take` it, or leave the
    order as it is for a `reason`."""

    take: bool = False
    reason: str = ""


AS_ORDERED = CrewChoice()
"""Nothing was said to it yet."""


@dataclass(frozen=True, slots=True)
class NewJob:
    """What an employer orders."""

    employer_id: int
    title: str
    job_class: str = ""
    contact_id: int | None = None
    po_number: str = ""
    post_orders: str = ""
    rate_card: str = ""
    requested_at: int | None = None
    asked_officer_id: int | None = None
    """Whom the employer asks for by name."""
    allowed_by: str = ""
    """Who allows work that the policy takes only with somebody's leave."""
    occasion: Occasion = UNTOLD
    crew: CrewChoice = AS_ORDERED
