"""How long a job just before a tour may be."""

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
)
from coordinator.rules.clauses.others import duty_of, rows_of
from coordinator.rules.clauses.reading import seconds_of
from coordinator.rules.clauses.wording import hours, kind_name, stretch
from coordinator.rules.documents import Table
from coordinator.rules.facts import OfficerFacts, Question
from coordinator.rules.spans import HOUR, Calendar, overlap
from coordinator.rules.words import DutyKind


@dataclass(frozen=True, slots=True)
class JobBeforeTour(Measured):
    """A job that ends within `within_hours` before a tour of the kinds in `duty` starts lasts at
    most `hours`.

    With `inside` also one that lies inside a tour; with `after` also one that starts within those
    hours after its end.
    """

    kind: ClassVar[str] = "job_before_tour"
    title: ClassVar[str] = "job before a tour"
    unit: ClassVar[str] = "hours"
    quantity: ClassVar[str] = "job_before_tour"
    by_time: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = (
        'hours = 2\nwithin_hours = 4\ninside = true\nduty = ["regular"]',
    )

    most: int
    """Seconds."""
    within: int
    """Seconds."""
    inside: bool
    after: bool
    duty: frozenset[str]

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        return cls(
            terms,
            seconds_of(table, "hours", HOUR),
            seconds_of(table, "within_hours", HOUR, 4 * HOUR),
            table.flag("inside"),
            table.flag("after"),
            duty_of(table, (DutyKind.REGULAR,)),
        )

    def reach(self, question: Question) -> Reach:
        start, end = question.position.span
        before = start - self.within - 1 if self.after else start
        return Reach(duty=(before, end + self.within + 1))

    def measured(self, question: Question) -> Check:
        start, end = span = question.position.span
        broken, seen = end - start > self.most, rows_of(question.position, self.duty)

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            for _, begin, finish, kind in seen(officer):
                near = end <= begin <= end + self.within
                near = near or (self.inside and overlap(span, (begin, finish)) > 0)
                near = near or (self.after and finish <= start <= finish + self.within)
                if kind in self.duty and near:
                    tour = (begin, finish)
                    return (Reason(self, end - start, self.most, tour, kind, broken),)
            return WITHIN

        return measure

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        assert reason.window is not None
        tour = f"{kind_name(reason.about)} {stretch(reason.window, calendar)}"
        return f"{hours(reason.figure)} of {hours(reason.limit)} h beside {tour}"

    def plain(self) -> str:
        tour = f"a tour ({', '.join(sorted(map(kind_name, self.duty)))})"
        inside = " or inside one" if self.inside else ""
        after = " or as shortly after it" if self.after else ""
        near = f"within {hours(self.within)} hours before {tour}{inside}{after}"
        return f"A job {near} lasts at most {hours(self.most)} hours."
