"""What happened, as a rate card sees it: one detail, who worked on it, and with what.

Instants are UTC Unix seconds, spans half-open; hours are elapsed hours, so a night on which the
clocks change has the hours that were lived through.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

FLAGS = (
    "alcohol",
    "outdoor",
    "vehicle_available",
    "released_early",
    "is_cancelled",
    "cancelled_on_arrival",
    "weather_cancellation",
    "is_reduced",
    "supplementary",
    "fee_exempt",
    "tax_exempt",
)
"""Facts that are yes or no; absent means no, but that a vehicle is available."""

WORDS = (
    "role",
    "rank",
    "kind",
    "use",
    "job_class",
    "customer_class",
    "employer",
    "tier",
    "price_list",
    "payment_method",
    "cancelled_by",
)
"""Facts that are a word of the agency's own; absent means the empty word."""

NUMBERS = (
    "officers",
    "supervised",
    "supervised_each",
    "attendance",
    "vehicles",
    "hours_worked",
    "hours_ordered",
    "officer_hours",
    "officer_hours_billed",
    "days",
)
"""Facts that are a number; absent means that no clause about it holds. The hours are those of the
post; `officers` are the most who are there at once, `supervised` those of them in posts of other
roles that no [[crew]] table asks for as supervisors, `supervised_each` their share for each of the
post's own role, the next whole number; `vehicles` all of the detail, `officer_hours`
those that all officers worked together (or are ordered for), `officer_hours_billed` those that are
billed for them (known to minimums, fees and taxes only), `days` the local dates it touches."""


def fact_word(value: object) -> str:
    """A fact as clauses read it: "yes" or nothing, a word, or a number as it is written."""
    if isinstance(value, bool):
        return "yes" if value else ""
    return str(value)


@dataclass(frozen=True, slots=True)
class Work:
    """The hours of one person in one post (or of `count` people with the same hours).

    `key` is the caller's own name for it. `ordered_*` is what was ordered for the post, in the end;
    `first_ordered_end` what was ordered at first, where the order was cut down. No `started_at`
    means that nobody worked. `extra` are minutes that the detail caused after its end, by reason.
    `own_rate` is the person's own hourly wage, `facts` what else is known of him; `reduced_at` when
    this post was cut down, if not with the rest. `day_before` and `week_before` are minutes of the
    same kind of work already done on the local day and in the week in which this one begins,
    `days_before` those of each earlier day of that week.
    """

    key: str
    role: str
    rank: str = ""
    started_at: int | None = None
    ended_at: int | None = None
    break_minutes: int = 0
    extra: tuple[tuple[str, int], ...] = ()
    ordered_start: int | None = None
    ordered_end: int | None = None
    first_ordered_end: int | None = None
    count: int = 1
    own_rate: Decimal | None = None
    reduced_at: int | None = None
    day_before: int = 0
    week_before: int = 0
    before_told: tuple[str, str] = ("", "")
    """On which details that was, of the day and of the week, for whoever asks why."""
    facts: tuple[tuple[str, str], ...] = ()
    days_before: tuple[int, ...] = ()
    requested_at: int | None = None
    """When this post was asked for (UTC), where it was ordered later than the rest."""
    expected: bool = False
    """Hours that were estimated or ordered, for a price before anybody has worked."""

    @property
    def alike(self) -> tuple[object, ...]:
        """All but the key: two with the same are priced the same."""
        return (
            self.role,
            self.rank,
            self.started_at,
            self.ended_at,
            self.break_minutes,
            self.extra,
            self.ordered_start,
            self.ordered_end,
            self.first_ordered_end,
            self.count,
            self.own_rate,
            self.reduced_at,
            self.day_before,
            self.week_before,
            self.before_told,
            self.facts,
            self.days_before,
            self.requested_at,
            self.expected,
        )

    @property
    def worked_minutes(self) -> int:
        """Whole minutes worked, without the breaks; a part of a minute is not counted."""
        if self.started_at is None or self.ended_at is None:
            return 0
        return max(0, (self.ended_at - self.started_at) // 60 - self.break_minutes)

    @property
    def ordered_minutes(self) -> int:
        """Whole minutes ordered for the post."""
        return _minutes(self.ordered_start, self.ordered_end)

    @property
    def first_ordered_minutes(self) -> int:
        """Whole minutes ordered at first."""
        return _minutes(self.ordered_start, self.first_ordered_end or self.ordered_end)

    @property
    def anchor(self) -> int:
        """The instant from which the billed time runs."""
        return self.started_at if self.started_at is not None else self.ordered_start or 0


def _minutes(start: int | None, end: int | None) -> int:
    return 0 if start is None or end is None else max(0, (end - start) // 60)


@dataclass(frozen=True, slots=True)
class Equipment:
    """A vehicle or other thing on the detail, `count` of them for the same time and miles each.

    `holder` is the key of the work of whoever has it with him, where that is known.
    """

    key: str
    kind: str
    started_at: int
    ended_at: int
    use: str = ""
    count: int = 1
    miles: Decimal = Decimal(0)
    holder: str = ""

    @property
    def minutes(self) -> int:
        """Whole minutes of use."""
        return max(0, (self.ended_at - self.started_at) // 60)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What was expected to be worked, for a deposit: every day the same hours."""

    days: int
    minutes_each: int
    officers: int
    vehicles: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """One detail. `facts` holds the words and flags (a flag reads "yes") that clauses ask for.

    `reduced_at` is when the order was cut down; `dropped` are posts that were ordered at first and
    dropped then, with their counts. `year_before` is what fees came to that were charged to the
    same employer before, in the year in which the job starts, by their labels, and `job_before`
    for other details of the same job; `fees_here` what
    of that stands on this detail, where some of it was charged before. `crew` is how many there
    are of each role, where `work` is only a part of them.
    """

    zone: str
    starts_at: int
    work: tuple[Work, ...]
    equipment: tuple[Equipment, ...] = ()
    requested_at: int | None = None
    approved_at: int | None = None
    cancelled_at: int | None = None
    reduced_at: int | None = None
    dropped: tuple[Work, ...] = ()
    estimate: Estimate | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, Decimal] = field(default_factory=dict)
    year_before: Mapping[str, Decimal] = field(default_factory=dict)
    job_before: Mapping[str, Decimal] = field(default_factory=dict)
    fees_here: Mapping[str, Decimal] | None = None
    crew: Mapping[str, int] = field(default_factory=dict)

    @property
    def local_zone(self) -> ZoneInfo:
        """The agency's time zone."""
        return ZoneInfo(self.zone)

    @property
    def starts_on(self) -> date:
        """The local date of the start: it chooses among dated clauses."""
        return self.local_date(self.starts_at)

    @property
    def ends_at(self) -> int:
        """The last end of the work, or of what was ordered where nobody worked."""
        worked = [work.ended_at for work in self.work if work.ended_at is not None]
        ordered = [work.ordered_end for work in self.work if work.ordered_end is not None]
        return max(worked or ordered or [self.starts_at])

    def local_date(self, instant: int) -> date:
        """The agency's calendar date of an instant."""
        return datetime.fromtimestamp(instant, self.local_zone).date()
