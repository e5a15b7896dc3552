"""Two things at once: two details, with the way between them, and a detail on duty."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt
from typing import ClassVar, Self

from coordinator.rules.clauses.clause import WITHIN, Check, Clause, Reach, Reason, Terms
from coordinator.rules.clauses.others import duty_of, rows_of
from coordinator.rules.clauses.reading import seconds_of
from coordinator.rules.clauses.wording import hours, kind_name, minutes, stretch
from coordinator.rules.documents import Table
from coordinator.rules.facts import DETAIL, Booking, OfficerFacts, Question
from coordinator.rules.spans import HOUR, Calendar
from coordinator.rules.words import DutyKind

LONGEST_WAY = 6 * HOUR
"""Seconds. No way between two sites of one agency takes longer."""

METRES_A_DEGREE = 111_195


def metres_between(lat: int, lon: int, other_lat: int, other_lon: int) -> int:
    """Straight-line distance of two places in microdegrees; good to 0.5 % within 300 km."""
    north = (other_lat - lat) / 1e6
    east = (other_lon - lon) / 1e6 * cos(radians((lat + other_lat) / 2e6))
    return round(METRES_A_DEGREE * sqrt(north * north + east * east))


@dataclass(frozen=True, slots=True)
class NoTwoDetails(Clause):
    """No two details at once, and time enough to get from one site to the other.

    Between different sites `minutes` are always needed; with `kmh` also the way itself, the
    straight line lengthened by `detour_percent`, rounded up to the minute. Sites without
    coordinates need `minutes` alone. On one site details may follow each other at once.
    """

    kind: ClassVar[str] = "no_two_details"
    title: ClassVar[str] = "two details"
    unit: ClassVar[str] = "hours"
    quantity: ClassVar[str] = "overlap"
    examples: ClassVar[tuple[str, ...]] = ("minutes = 15\nkmh = 40\ndetour_percent = 30",)

    minutes: int
    """Seconds needed between any two sites."""
    kmh: int
    detour_percent: int

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        return cls(
            terms,
            seconds_of(table, "minutes", 60, 0),
            table.whole("kmh", 0),
            table.whole("detour_percent", 30),
        )

    def way(self, question: Question, booking: Booking) -> int:
        """Seconds needed between the position's site and that of another detail."""
        position = question.position
        _, _, _, _, _, site_id, lat, lon = booking
        if site_id == position.site_id:
            return 0
        if lat is None or lon is None or position.lat is None or position.lon is None:
            return self.minutes
        if not self.kmh:
            return self.minutes
        metres = metres_between(position.lat, position.lon, lat, lon)
        ride = -(-metres * (100 + self.detour_percent) * 36 // (self.kmh * 1000 * 60)) * 60
        return min(self.minutes + ride, LONGEST_WAY)

    def reach(self, question: Question) -> Reach:
        start, end = question.position.span
        return Reach(details=(start - LONGEST_WAY, end + LONGEST_WAY))

    def against(self, question: Question) -> Check:
        start, end = question.position.span
        low, high = start - LONGEST_WAY, end + LONGEST_WAY

        def check(officer: OfficerFacts) -> Sequence[Reason]:
            found = WITHIN
            for booking in officer.details:
                begin, finish = booking[1], booking[2]
                if begin >= high or finish <= low:
                    continue
                shared = min(end, finish) - max(start, begin)
                if shared > 0:
                    found += (Reason(self, shared, 0, (begin, finish), booking[4]),)
                elif -shared < LONGEST_WAY and -shared < (way := self.way(question, booking)):
                    found += (Reason(self, -shared, way, (begin, finish), booking[4]),)
            return found

        return check

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        assert reason.window is not None
        where = f"{reason.about}, {stretch(reason.window, calendar)}"
        if reason.limit == 0:
            return f"overlaps by {hours(reason.figure)} h with {where}"
        figure, limit = minutes(reason.figure), minutes(reason.limit)
        return f"{figure} of {limit} min for the way between it and {where}"


@dataclass(frozen=True, slots=True)
class NoDetailOnDuty(Clause):
    """No detail at the same time as a span of the kinds in `duty`, by default all on-duty ones.

    Kinds that allow a detail are left out; kinds that need somebody's word stand in a clause of
    their own with severity "override". A word of [span_kinds] ("on_call") may be named too, beside
    or in place of the kind that it is told as.
    """

    kind: ClassVar[str] = "no_detail_on_duty"
    title: ClassVar[str] = "on duty"
    unit: ClassVar[str] = "hours"
    quantity: ClassVar[str] = "overlap"
    by_time: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = ('duty = ["regular", "court"]',)

    duty: frozenset[str]

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        return cls(terms, duty_of(table, list(DutyKind)))

    def reach(self, question: Question) -> Reach:
        span = question.position.span
        return Reach(span, span if DETAIL in self.duty else None)

    def against(self, question: Question) -> Check:
        start, end = question.position.span
        duty, seen = self.duty, rows_of(question.position, self.duty)

        def check(officer: OfficerFacts) -> Sequence[Reason]:
            found = WITHIN
            for _, begin, finish, kind in seen(officer):
                if begin >= end:
                    break
                if finish > start and kind in duty:
                    shared = min(end, finish) - max(start, begin)
                    found += (Reason(self, shared, 0, (begin, finish), kind),)
            return found

        return check

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        assert reason.window is not None
        tour = f"{kind_name(reason.about)} {stretch(reason.window, calendar)}"
        return f"{hours(reason.figure)} h inside {tour}"
