"""Time between a tour and a detail, on either side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from coordinator.rules.clauses.clause import (
    WITHIN,
    Check,
    Measured,
    Reach,
    Reason,
    Terms,
    kinds_of,
    seconds_of,
)
from coordinator.rules.clauses.clock_hours import (
    ClockHours,
    clock_hours_of,
    tour_test,
    tour_words,
)
from coordinator.rules.clauses.others import read_other_employer, rows_of
from coordinator.rules.clauses.wording import kind_name, minutes, stretch
from coordinator.rules.documents import Table
from coordinator.rules.facts import SPAN_KINDS, OfficerFacts, Question
from coordinator.rules.spans import DAY, HOUR, Calendar, Span
from coordinator.rules.words import DutyKind


@dataclass(frozen=True, slots=True)
class Gap(Measured):
    """At least `minutes` (or `hours`) between the position and a tour of the kinds in `duty`.

    `side`: "both", "before" (the position comes before the tour) or "after". Nothing is measured
    where they overlap. With `touching_allowed` no time at all between them is allowed too.
    `tour_begins` and `tour_ends` narrow it to tours that begin or end within these hours of the
    clock (`until` not included). With `other_employer` jobs for the position's own employer do
    not matter.
    """

    kind: ClassVar[str] = "gap"
    title: ClassVar[str] = "gap beside a tour"
    unit: ClassVar[str] = "minutes"
    quantity: ClassVar[str] = "gap"
    at_least: ClassVar[bool] = True
    by_time: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = (
        'minutes = 30\nside = "both"\nduty = ["regular"]\ntouching_allowed = true',
        "hours = 1",
        "minutes = 45\ntour_begins = { from = 05:00:00, until = 09:00:00 }",
        'hours = 2\nduty = ["detail", "outside_work"]\nother_employer = true',
    )

    least: int
    """Seconds."""
    side: str
    duty: frozenset[str]
    touching_allowed: bool
    begins: ClockHours | None = None
    ends: ClockHours | None = None
    other_employer: bool = False

    @property
    def shared(self) -> bool:
        return not self.other_employer

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        in_hours = "hours" in table
        table.known("minutes" if in_hours else "hours")
        least = seconds_of(table, "hours", HOUR) if in_hours else seconds_of(table, "minutes", 60)
        duty = kinds_of(table, "duty", SPAN_KINDS, (DutyKind.REGULAR,))
        return cls(
            terms,
            least,
            table.choice("side", ("both", "before", "after"), "both"),
            duty,
            table.flag("touching_allowed"),
            clock_hours_of(table, "tour_begins"),
            clock_hours_of(table, "tour_ends"),
            read_other_employer(table, duty),
        )

    def reach(self, question: Question) -> Reach:
        start, end = question.position.span
        window = (start - self.least - DAY, end + self.least + DAY)
        return Reach(window, window if self.duty - set(DutyKind) else None)

    def measured(self, question: Question) -> Check:
        start, end = question.position.span
        meant = tour_test(self.duty, self.begins, self.ends, question.calendar)
        seen = rows_of(question.position, other_employer=self.other_employer)

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            gaps: list[tuple[int, Span, str]] = []
            tours = (row[1:] for row in seen(officer) if meant(*row[1:]))
            for begin, finish, kind in tours:
                if begin >= end and self.side != "after":
                    gaps.append((begin - end, (begin, finish), kind))
                elif finish <= start and self.side != "before":
                    gaps.append((start - finish, (begin, finish), kind))
            if not gaps:
                return WITHIN
            free, tour, kind = min(gaps)
            broken = free < self.least and not (self.touching_allowed and free == 0)
            return (Reason(self, free, self.least, tour, kind, broken),)

        return measure

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        assert reason.window is not None
        tour = f"{kind_name(reason.about)} {stretch(reason.window, calendar)}"
        return f"{minutes(reason.figure)} of {minutes(reason.limit)} min beside {tour}"

    def plain(self) -> str:
        tour = f"a tour{tour_words(self.begins, self.ends)}"
        if self.other_employer:
            tour = f"{', '.join(sorted(map(kind_name, self.duty)))} for another employer"
        return f"At least {minutes(self.least)} minutes between {tour} and a detail."
