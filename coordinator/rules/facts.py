"""The facts that verdicts rest on: one position, and one officer as seen from it.

Thousands of officers are judged for one position, so what is made per officer is a NamedTuple, and
his spans are the plain rows as they were read.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from coordinator.rules.distribution.stand import Stand
from coordinator.rules.spans import Calendar, Span
from coordinator.rules.words import DutyKind

DETAIL = "detail"
"""The kind of a span of secondary work, beside the on-duty kinds of `words.DutyKind`."""

PLAIN_ROLE = "officer"
"""The role of a post that is no other."""

PLACES = ("employer", "site", "job")
"""For whom and where a detail is, and of which job."""

OUTSIDE_WORK = "outside_work"
"""The kind of a span of other secondary work: not the agency's own, but known to it."""

SPAN_KINDS: tuple[str, ...] = (DETAIL, OUTSIDE_WORK, *DutyKind)
"""Every kind of span that a clause may name."""

MISSED: tuple[str, ...] = ("no_show", "call_off", "sick_from_detail")
"""Events whose hours a cap may charge although nobody worked them, named beside the kinds."""

SAME_EVENT = {"called_off": "call_off", "refused": "refusal", "declined": "refusal"}
"""Events by the words that lists and tallies have for them, as clauses call them."""

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

PaperHeld = tuple[str, str | None, str | None]
"""(code of a certification, issued on, last local date on which it is valid)."""

Approval = tuple[str, int | None, str]
"""(by whom, when, number of the clause; empty for whatever stands in the way)."""

Tie = tuple[str, int, int, bool]
"""(relation, employer id or 0, other officer's id or 0, whether it is his own declaration and not
the other's about him), of what ties an officer to an employer or to another officer."""

Colleague = tuple[int, str]
"""(officer id, badge)."""

Period = tuple[str, int, int]
"""(kind, start, end) of a pay period or of a roster, in UTC seconds."""

Tally = tuple[int, int]
"""(seconds of detail work, number of details) in one period of the rotation."""

NO_TALLY: Tally = (0, 0)


class EventSeen(NamedTuple):
    """A no-show, a call-off, a refusal: when, the start of the job that it was about, and why.

    `of` names the job's employer, its site and the job itself, where a clause asks.
    """

    kind: str
    at: int
    job_start: int | None = None
    reason: str = ""
    of: tuple[str, ...] = ()


class SpanFacts(NamedTuple):
    """One span of an officer's life with all that clauses ask of it.

    `run_by` is who schedules it, `exempt` that the agency exempted the employer, `paid` the seconds
    that are paid where they are not those worked, `notice` those from when the agency knew of the
    job to its start, where that is known, `role` that of the post on a detail, empty: plain.
    """

    start: int
    end: int
    kind: str
    leave_kind: str = ""
    employer_kind: str = ""
    run_by: str = ""
    job_class: str = ""
    exempt: bool = False
    paid: int | None = None
    employer: str = ""
    notice: int | None = None
    role: str = ""
    site: str = ""
    job: str = ""

    @property
    def span(self) -> Span:
        """From start to end, half-open."""
        return self.start, self.end


class PositionFacts(NamedTuple):
    """One position as candidates are judged for it; instants UTC, coordinates microdegrees.

    `others` are the ranks of those in plain posts of the same job, `ranks_available` the ranks of
    those who could still be had, `circumstances` words that hold for the job, such as
    "lists_exhausted" or "tier=park". `posted_at` is since when officers could ask for it. `beside`
    is everybody who is on the job, whatever his post, `led_by` who coordinates it on site, `seats`
    how many places the detail has.
    """

    id: int
    number: str
    detail_id: int
    detail_number: str
    starts_at: int
    ends_at: int
    role: str = PLAIN_ROLE
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
    kind: str = DETAIL
    run_by: str = ""
    exempt: bool = False
    paid: int | None = None
    others: tuple[str, ...] = ()
    supervised: int | None = None
    crew_size: int | None = None
    ranks_available: tuple[str, ...] = ()
    coordinator_rank: str = ""
    circumstances: tuple[str, ...] = ()
    requested_at: int | None = None
    posted_at: int | None = None
    beside: tuple[Colleague, ...] = ()
    led_by: Colleague | None = None
    seats: int = 1
    site_name: str = ""
    job_number: str = ""
    seat: int = 0
    """Which of the detail's seats it is by number, from 1; 0 of a trainee's, or unknown."""
    seat_roles: tuple[str, ...] = ()
    """The roles of the detail's seats by number, but for trainees'."""
    known_at: int | None = None
    """When the detail was posted, else when its job was asked for."""

    @property
    def own(self) -> SpanFacts:
        """The position as one more span of an officer's life."""
        return SpanFacts(
            self.starts_at,
            self.ends_at,
            self.kind,
            "",
            self.employer_kind,
            self.run_by,
            self.job_class,
            self.exempt,
            self.paid,
            self.employer_name,
            None if self.known_at is None else self.starts_at - self.known_at,
            "" if self.role == PLAIN_ROLE else self.role,
            self.site_name,
            self.job_number,
        )

    @property
    def span(self) -> Span:
        """From start to end, half-open."""
        return self.starts_at, self.ends_at

    def booked_by(self, officer_id: int) -> Booking:
        """The position as a detail in an officer's life."""
        place = (self.detail_number, self.site_id, self.lat, self.lon)
        return (officer_id, self.starts_at, self.ends_at, DETAIL, *place)


class OfficerFacts(NamedTuple):
    """One officer as seen from one position: rank on its date, spans around it, tallies.

    `work` is everything he does around the position, on duty and details, in order of start;
    `details` the same details with their sites; `told` is the same as `work` with what else is
    known of the spans, empty where that is nothing. `sick_seconds` is sick time of the calendar
    year. `stand` is how he stands under the method of distribution, where its keys want more than
    the book's own tallies. `expressed_at` is when he asked for the position, `answer` what he last
    said (a word of `words.CallOutcome`, or "declined", "called_off"). `groups` and `ties` are those
    of the position's first date.
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
    told: tuple[SpanFacts, ...] = ()
    hired_on: str | None = None
    events: tuple[EventSeen, ...] = ()
    papers: tuple[PaperHeld, ...] = ()
    sick_seconds: int | None = None
    approvals: tuple[Approval, ...] = ()
    stand: Stand | None = None
    groups: tuple[str, ...] = ()
    tier: str = ""
    ties: tuple[Tie, ...] = ()
    dates: tuple[tuple[str, str], ...] = ()
    """Stored dates that clauses ask for, by name; `rank_since` of the rank that he holds."""
    numbers: tuple[tuple[str, str], ...] = ()
    """Stored numbers that clauses ask for, by name: exact decimals."""
    tours_missed: tuple[Span, ...] = ()
    """As they were scheduled, the tours of which leave or sickness took some or all: `work` has
    what is left of them (`worked_tours`)."""

    @property
    def spans(self) -> Sequence[SpanFacts]:
        """`work` with what else is known of each span; all of it plain where nothing is."""
        return self.told or [SpanFacts(*stretch[1:]) for stretch in self.work]


_STAND = OfficerFacts._fields.index("stand")
_WORK = OfficerFacts._fields.index("work")


def with_work(officer: OfficerFacts, work: list[Stretch], details: list[Booking]) -> OfficerFacts:
    """The officer with what he does; half the time that `_replace` takes."""
    return OfficerFacts._make((*officer[:_WORK], work, details, *officer[_WORK + 2 :]))


def with_stand(officer: OfficerFacts, stand: Stand) -> OfficerFacts:
    """The officer with how he stands; a third of the time that `_replace` takes."""
    return OfficerFacts._make((*officer[:_STAND], stand, *officer[_STAND + 1 :]))


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
    periods: tuple[Period, ...] = ()
    ordered: bool = False
    """Whether he would be ordered to take it, and not by his own will."""
    first_on: str = field(init=False)
    last_on: str = field(init=False)

    def __post_init__(self) -> None:
        first, last = self.calendar.first_and_last_date(self.position.span)
        object.__setattr__(self, "first_on", first)
        object.__setattr__(self, "last_on", last)
