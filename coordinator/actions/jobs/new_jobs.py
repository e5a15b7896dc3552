"""What is to be entered: a job, its dated details, and the seats on each."""

from dataclasses import dataclass

from coordinator.actions.staffing.crew_asked import UNTOLD, Occasion


@dataclass(frozen=True, slots=True)
class Seat:
    """One position to be filled; without times of its own it has the detail's (UTC seconds).

    `muster_minutes` before its start its officer reports.
    """

    role: str = "officer"
    label: str = ""
    rank_id: int | None = None
    certification_ids: tuple[int, ...] = ()
    starts_at: int | None = None
    ends_at: int | None = None
    muster_minutes: int | None = None

    def muster_at(self, starts_at: int) -> int | None:
        """When its officer reports for a start (UTC seconds); None where nothing is said."""
        return None if self.muster_minutes is None else starts_at - 60 * self.muster_minutes


@dataclass(frozen=True, slots=True)
class NewDetail:
    """A dated occurrence to be entered. UTC seconds, half-open.

    `series` and the local date `series_on` (ISO) say which series makes it, and for when.
    """

    site_id: int
    starts_at: int
    ends_at: int
    seats: tuple[Seat, ...] = (Seat(),)
    call_sign: str = ""
    series_id: int | None = None
    series_on: str | None = None


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
    request_id: int | None = None
    """The request that it came of."""
