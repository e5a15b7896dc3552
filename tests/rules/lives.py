"""Random lives around changes of clock, as spans and minute by minute."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from coordinator.rules.clauses import Clause, check_of
from coordinator.rules.facts import (
    DETAIL,
    Booking,
    OfficerFacts,
    PositionFacts,
    Question,
    ScheduleFacts,
    Stretch,
)
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.spans import Calendar

MINUTE = 60
DAY = 1440
"""Minutes."""

NIGHTS = (
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Europe/London", date(2026, 3, 29)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),  # half an hour
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("America/Havana", date(2026, 3, 8)),  # at midnight
    ("Asia/Kolkata", date(2026, 6, 10)),  # never
)
"""Zones and dates on which their clocks change."""

KINDS = ("detail", "regular", "overtime", "court", "training", "leave", "sick")


@dataclass(frozen=True)
class Life:
    """An officer's spans in minutes from `base` (a UTC midnight), and one position.

    Each span is (start, end, kind, site); sites matter to details only. The position is at site 1.
    """

    zone: str
    base: int
    spans: tuple[tuple[int, int, str, int], ...]
    start: int
    end: int

    def seconds(self, minute: int) -> int:
        return self.base + minute * MINUTE

    def minute(self, instant: int) -> int:
        return (instant - self.base) // MINUTE

    def question(self, **position: object) -> Question:
        facts = PositionFacts(
            id=1,
            number="26-0001.1a",
            detail_id=1,
            detail_number="26-0001.1",
            starts_at=self.seconds(self.start),
            ends_at=self.seconds(self.end),
            site_id=1,
            **position,  # type: ignore[arg-type]
        )
        return Question(facts, Calendar(self.zone), self.base, ScheduleFacts())

    def officer(self) -> OfficerFacts:
        work: list[Stretch] = []
        details: list[Booking] = []
        for number, (start, end, kind, site) in enumerate(sorted(self.spans)):
            span = (1, self.seconds(start), self.seconds(end), kind)
            work.append(span)
            if kind == DETAIL:
                details.append((*span[:3], DETAIL, f"26-9999.{number}", site, None, None))
        return OfficerFacts(1, "101", work=sorted(work), details=details)

    def bitmap(self, kinds: frozenset[str]) -> dict[int, bool]:
        """Every busy minute of these kinds; the position itself counts as a detail."""
        minutes: dict[int, bool] = {}
        spans = [(start, end) for start, end, kind, _ in self.spans if kind in kinds]
        if DETAIL in kinds:
            spans.append((self.start, self.end))
        for start, end in spans:
            for minute in range(start, end):
                minutes[minute] = True
        return minutes

    def label(self, minute: int) -> date:
        """The local date of a minute, asked of the time zone itself."""
        return _date(self.zone, self.base, minute)


@cache
def _date(zone: str, base: int, minute: int) -> date:
    return datetime.fromtimestamp(base + minute * MINUTE, ZoneInfo(zone)).date()


@st.composite
def lives(draw: st.DrawFn) -> Life:
    zone, night = draw(st.sampled_from(NIGHTS))
    base = int(datetime(night.year, night.month, night.day, tzinfo=UTC).timestamp())
    quarter = st.integers(-9 * 96, 9 * 96).map(lambda n: n * 15)
    length = st.sampled_from((15, 30, 60, 120, 240, 480, 600, 735, 960))
    span = st.builds(
        lambda start, long, kind, site: (start, start + long, kind, site),
        quarter,
        length,
        st.sampled_from(KINDS),
        st.integers(1, 2),
    )
    spans = tuple(draw(st.lists(span, max_size=14)))
    start = draw(st.integers(-2 * 96, 2 * 96)) * 15
    return Life(zone, base, spans, start, start + draw(length))


@st.composite
def close_lives(draw: st.DrawFn) -> Life:
    """Lives of whole hours within three days around a change of clock, in which much touches."""
    zone, night = draw(st.sampled_from(NIGHTS))
    base = int(datetime(night.year, night.month, night.day, tzinfo=UTC).timestamp())
    length = st.sampled_from((60, 120, 240, 480))
    span = st.builds(
        lambda start, long, kind: (start * 60, start * 60 + long, kind, 2),
        st.integers(-36, 36),
        length,
        st.sampled_from((*KINDS, "regular", "regular")),
    )
    spans = tuple(draw(st.lists(span, max_size=8)))
    start = draw(st.integers(-8, 8)) * 60
    return Life(zone, base, spans, start, start + draw(length))


def clause(toml: str) -> Clause:
    """One clause of a document, by the road that every document takes."""
    policy = read_policy(f"effective_on = 2020-01-01\n[[clause]]\n{toml}\n")
    assert isinstance(policy, Policy), policy
    return policy.clauses[0]


def reasons(toml: str, life: Life, officer: OfficerFacts | None = None, **position: object) -> list:
    """What a clause says of a life."""
    question = life.question(**position)
    check = check_of(clause(toml), question)
    return list(check(officer or life.officer())) if check else []
