"""Time between a tour and a detail, on either side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from coordinator.rules.clauses.clause import WITHIN, Check, Measured, Reach, Reason, Terms
from coordinator.rules.clauses.clock_hours import (
    ClockHours,
    clock_hours_of,
    tour_test,
    tour_words,
)
from coordinator.rules.clauses.others import duty_of, read_other_employer, rows_of
from coordinator.rules.clauses.reading import seconds_of
from coordinator.rules.clauses.wording import kind_name, minutes, stretch
from coordinator.rules.documents import Table
from coordinator.rules.facts import OfficerFacts, Question
from coordinator.rules.spans import DAY, HOUR, Calendar, Span
from coordinator.rules.words import DutyKind

Free = tuple[int, Span, str]
"""(seconds between the position and a tour, the tour, its kind)."""


@dataclass(frozen=True, slots=True)
class Gap(Measured):
    """At least `minutes` (or `hours`) between the position and a tour of the kinds in `duty`.

    `side`: "both", "before" (the position comes before the tour) or "after". Nothing is measured
    where they overlap. On either side the nearest tour counts, each judged by itself. With
    `touching_allowed` no time at all between them is allowed too. `tour_begins` and
    `tour_ends` narrow it to tours that begin or end within these hours of the clock (`until` not
    included). With `other_employer` jobs for the position's own employer do not matter. `duty` may
    name a word of [span_kinds] too: 24 hours before an "exam" that is told as training.
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
        duty = duty_of(table, (DutyKind.REGULAR,))
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
        seen = rows_of(question.position, self.duty, other_employer=self.other_employer)

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            before: list[Free] = []
            after: list[Free] = []
            tours = (row[1:] for row in seen(officer) if meant(*row[1:]))
            for begin, finish, kind in tours:
                if begin >= end and self.side != "after":
                    before.append((begin - end, (begin, finish), kind))
                elif finish <= start and self.side != "before":
                    after.append((start - finish, (begin, finish), kind))
            nearest = [min(side) for side in (before, after) if side]
            if not nearest:
                return WITHIN
            # A tour that it touches says nothing of the one on the other side.
            short = [each for each in nearest if self._short(each[0])]
            free, tour, kind = min(short or nearest)
            return (Reason(self, free, self.least, tour, kind, bool(short)),)

        return measure

    def _short(self, free: int) -> bool:
        return free < self.least and not (self.touching_allowed and free == 0)

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        assert reason.window is not None
        tour = f"{kind_name(reason.about)} {stretch(reason.window, calendar)}"
        return f"{minutes(reason.figure)} of {minutes(reason.limit)} min beside {tour}"

    def plain(self) -> str:
        duty = ", ".join(sorted(map(kind_name, self.duty)))
        tour = f"{duty} duty{tour_words(self.begins, self.ends)}"
        tour += " for another employer" * self.other_employer
        sides = {
            "before": f"between a detail and {tour} after it",
            "after": f"between {tour} and a detail after it",
            "both": f"between {tour} and a detail",
        }
        none = ", or none at all" if self.touching_allowed else ""
        return f"At least {minutes(self.least)} minutes{none} {sides[self.side]}."
