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
    "released_early",
    "weather_cancellation",
    "is_cancelled",
    "supplementary",
    "fee_exempt",
    "tax_exempt",
)
"""Facts that are yes or no; absent means no."""

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
)
"""Facts that are a word of the agency's own; absent means the empty word."""


@dataclass(frozen=True, slots=True)
class Work:
    """The hours of one person in one post (or of `count` people with the same hours).

    `key` is the caller's own name for it. `ordered_*` is what was ordered for the post. No
    `started_at` means that nobody worked. `own_rate` is the person's own hourly wage.
    """

    key: str
    role: str
    rank: str = ""
    started_at: int | None = None
    ended_at: int | None = None
    break_minutes: int = 0
    extra_minutes: int = 0
    ordered_start: int | None = None
    ordered_end: int | None = None
    count: int = 1
    own_rate: Decimal | None = None

    @property
    def worked_minutes(self) -> int:
        """Whole minutes worked, without the breaks; a part of a minute is not counted."""
        if self.started_at is None or self.ended_at is None:
            return 0
        return max(0, (self.ended_at - self.started_at) // 60 - self.break_minutes)

    @property
    def ordered_minutes(self) -> int:
        """Whole minutes ordered for the post."""
        if self.ordered_start is None or self.ordered_end is None:
            return 0
        return max(0, (self.ordered_end - self.ordered_start) // 60)

    @property
    def anchor(self) -> int:
        """The instant from which the billed time runs."""
        return self.started_at if self.started_at is not None else self.ordered_start or 0


@dataclass(frozen=True, slots=True)
class Equipment:
    """A vehicle or other thing on the detail, `count` of them for the same time and miles each."""

    key: str
    kind: str
    started_at: int
    ended_at: int
    use: str = ""
    count: int = 1
    miles: int = 0

    @property
    def minutes(self) -> int:
        """Whole minutes of use."""
        return max(0, (self.ended_at - self.started_at) // 60)


@dataclass(frozen=True, slots=True)
class Event:
    """One detail. `facts` holds the words and flags (a flag reads "yes") that clauses ask for."""

    zone: str
    starts_at: int
    work: tuple[Work, ...]
    equipment: tuple[Equipment, ...] = ()
    requested_at: int | None = None
    cancelled_at: int | None = None
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def local_zone(self) -> ZoneInfo:
        """The agency's time zone."""
        return ZoneInfo(self.zone)

    @property
    def starts_on(self) -> date:
        """The local date of the start: it chooses among dated clauses."""
        return datetime.fromtimestamp(self.starts_at, self.local_zone).date()
