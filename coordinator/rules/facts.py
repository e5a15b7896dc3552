"""The facts that verdicts rest on: one position, and one officer as seen from it.

Thousands of officers are judged for one position, so what is made per officer is a NamedTuple, and
his spans are the plain rows as they were read.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from coordinator.rules.spans import Calendar, Span

DETAIL = "detail"
"""The kind of a span of secondary work, beside the on-duty kinds of `words.DutyKind`."""

Stretch = tuple[int, int, int, str]
"""(officer id, start, end, kind): one span of an officer's life; kind is DETAIL or a DutyKind."""

Booking = tuple[int, int, int, str, str, int, int | None, int | None]
"""(officer id, start, end, DETAIL, detail number, site id, latitude, longitude) of an assignment.

Coordinates are microdegrees."""

StatusPeriod = tuple[str, str, str | None]
"""(kind, first local date, local date of its end, not included; None until further notice)."""

CertificateHeld = tuple[int, str | None, str | None]
"""(certification id, issued on, last local date on which it is valid; None without end)."""

ExclusionPeriod = tuple[str, str, str | None]
"""(side that asked, from local date, until local date, not included)."""

Tally = tuple[int, int]
"""(seconds of detail work, number of details) in one period of the rotation."""

NO_TALLY: Tally = (0, 0)


class PositionFacts(NamedTuple):
    """One position as candidates are judged for it; instants UTC, coordinates microdegrees."""

    id: int
    number: str
    detail_id: int
    detail_number: str
    starts_at: int
    ends_at: int
    role: str = "officer"
    job_class: str = ""
    rank_level: int | None = None
    rank_code: str = ""
    requires: tuple[tuple[int, str], ...] = ()
    employer_id: int = 0
    employer_name: str = ""
    employer_kind: str = ""
    site_id: int = 0
    lat: int | None = None
    lon: int | None = None

    @property
    def span(self) -> Span:
        """From start to end, half-open."""
        return self.starts_at, self.ends_at


class OfficerFacts(NamedTuple):
    """One officer as seen from one position: rank on its date, spans around it, tallies.

    `work` is everything he does around the position, on duty and details, in order of start;
    `details` the same details with their sites. `expressed_at` is when he asked for the position,
    `answer` what he last said (a word of `words.CallOutcome`, or "declined", "called_off").
    """

    id: int
    badge: str
    last_name: str = ""
    first_name: str = ""
    unit: str = ""
    rank_level: int | None = None
    rank_code: str = ""
    seniority_on: str | None = None
    seniority_tie: int = 0
    approved: bool = True
    home_lat: int | None = None
    home_lon: int | None = None
    work: list[Stretch] = []
    details: list[Booking] = []
    statuses: tuple[StatusPeriod, ...] = ()
    certificates: tuple[CertificateHeld, ...] = ()
    exclusions: tuple[ExclusionPeriod, ...] = ()
    tallies: tuple[Tally, ...] = ()
    last_worked_at: int | None = None
    expressed_at: int | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class ScheduleFacts:
    """The imported on-duty schedule: when it last came in, and which time it covers."""

    imported_at: int | None = None
    covers: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of every officer: this position, at this time, by this calendar.

    `first_on` and `last_on` are the ISO dates of the local days on which the position begins and
    ends.
    """

    position: PositionFacts
    calendar: Calendar
    now: int
    schedule: ScheduleFacts
    first_on: str = field(init=False)
    last_on: str = field(init=False)

    def __post_init__(self) -> None:
        first, last = self.calendar.first_and_last_date(self.position.span)
        object.__setattr__(self, "first_on", first)
        object.__setattr__(self, "last_on", last)
