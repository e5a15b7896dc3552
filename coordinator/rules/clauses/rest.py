"""Rest between on-duty work and a detail that does not overlap it (`no_detail_on_duty`)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from typing import ClassVar, Self

from coordinator.rules.clauses.clause import (
    WITHIN,
    Check,
    Clause,
    Reach,
    Reason,
    Terms,
    kinds_of,
    seconds_of,
)
from coordinator.rules.clauses.clock_hours import (
    ClockHours,
    clock_hours_of,
    clock_window,
    tour_test,
)
from coordinator.rules.clauses.others import read_other_employer, rows_of, without_jobs
from coordinator.rules.clauses.wording import hours, kind_name, moment_iso, stretch
from coordinator.rules.documents import Table
from coordinator.rules.facts import DETAIL, SPAN_KINDS, OfficerFacts, Question, Stretch
from coordinator.rules.spans import DAY, HOUR, Calendar, Span
from coordinator.rules.words import DutyKind

AT_WORK = (DutyKind.REGULAR, DutyKind.OVERTIME, DutyKind.COURT, DutyKind.TRAINING)
"""The on-duty kinds that tire; leave and sick time do not."""


@dataclass(frozen=True, slots=True)
class RestBeforeDuty(Clause):
    """At least `hours` between the end of a detail and the start of on-duty work of these kinds.

    Kinds of work are named by `duty`. Details shorter than `job_hours` need no rest. `tour_begins`
    and `tour_ends` narrow it to tours that begin or end within these hours of the clock (`until`
    not included). With `other_employer` jobs for the position's own employer do not matter.
    """

    kind: ClassVar[str] = "rest_before_duty"
    title: ClassVar[str] = "rest before duty"
    unit: ClassVar[str] = "hours"
    quantity: ClassVar[str] = "rest_before_duty"
    at_least: ClassVar[bool] = True
    by_time: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = (
        'hours = 8\nduty = ["regular"]',
        "hours = 8\ntour_begins = { from = 05:00:00, until = 09:00:00 }",
        'hours = 4\nduty = ["detail", "outside_work"]\nother_employer = true',
    )

    rest: int
    """Seconds."""
    duty: frozenset[str]
    job: int = 0
    """Seconds: shorter jobs need no rest."""
    begins: ClockHours | None = None
    ends: ClockHours | None = None
    other_employer: bool = False

    @property
    def shared(self) -> bool:
        return not self.other_employer

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        rest = seconds_of(table, "hours", HOUR)
        duty = kinds_of(table, "duty", SPAN_KINDS, AT_WORK)
        job = seconds_of(table, "job_hours", HOUR, 0)
        begins, ends = clock_hours_of(table, "tour_begins"), clock_hours_of(table, "tour_ends")
        other = read_other_employer(table, duty)
        return cls(terms, rest, duty, job, begins, ends, other)

    def reach(self, question: Question) -> Reach:
        start, end = question.position.span
        window = (start, end + self.rest)
        return Reach(window, window if DETAIL in self.duty else None)

    def against(self, question: Question) -> Check | None:
        end = question.position.ends_at
        if end - question.position.starts_at < self.job:
            return None
        rested, rest = end + self.rest, self.rest
        meant = tour_test(self.duty, self.begins, self.ends, question.calendar)
        seen = rows_of(question.position, other_employer=self.other_employer)

        def check(officer: OfficerFacts) -> Sequence[Reason]:
            for _, begin, finish, kind in seen(officer):
                if begin >= rested:
                    break
                if begin >= end and meant(begin, finish, kind):
                    return (Reason(self, begin - end, rest, (begin, finish), kind),)
            return WITHIN

        return check

    def measured(self, question: Question) -> Check | None:
        """As the check, but the next tour whenever it starts."""
        end, rest = question.position.ends_at, self.rest
        if end - question.position.starts_at < self.job:
            return None
        meant = tour_test(self.duty, self.begins, self.ends, question.calendar)
        seen = rows_of(question.position, other_employer=self.other_employer)

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            for _, begin, finish, kind in seen(officer):
                if begin >= end and meant(begin, finish, kind):
                    free = begin - end
                    return (Reason(self, free, rest, (begin, finish), kind, free < rest),)
            return WITHIN

        return measure

    def rests(self, work: Sequence[Stretch], calendar: Calendar) -> Iterator[Span]:
        """The time before each tour in which no detail ends."""
        meant = tour_test(self.duty, self.begins, self.ends, calendar)
        for _, begin, finish, kind in without_jobs(work) if self.other_employer else work:
            if meant(begin, finish, kind):
                yield begin - self.rest, begin

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        assert reason.window is not None
        tour = f"{kind_name(reason.about)} {stretch(reason.window, calendar)}"
        return f"{hours(reason.figure)} of {hours(reason.limit)} h before {tour}"


@dataclass(frozen=True, slots=True)
class RestAfterDuty(Clause):
    """At least `hours` between the end of on-duty work of these kinds and the start of a detail.

    Kinds of work are named by `duty`; "detail" and "outside_work" may be among them. `tour_begins`
    and `tour_ends` narrow it to tours that begin or end within these hours of the clock (`until`
    not included). With `not_before`, a clock time, the rest lasts until then: a tour that ended at
    02:00 and not before noon are 10 hours, without `hours`. With `other_employer` jobs for the
    position's own employer do not matter.
    """

    kind: ClassVar[str] = "rest_after_duty"
    title: ClassVar[str] = "rest after duty"
    unit: ClassVar[str] = "hours"
    quantity: ClassVar[str] = "rest_between"
    at_least: ClassVar[bool] = True
    by_time: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = (
        'hours = 8\nduty = ["regular", "detail"]',
        "not_before = 12:00:00\ntour_ends = { from = 00:00:00, until = 06:00:00 }",
        'hours = 4\nduty = ["detail", "outside_work"]\nother_employer = true',
    )

    rest: int
    """Seconds; a whole day where a clock time ends it."""
    duty: frozenset[str]
    begins: ClockHours | None = None
    ends: ClockHours | None = None
    not_before: time | None = None
    other_employer: bool = False

    @property
    def shared(self) -> bool:
        return not self.other_employer

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        until = table.clock("not_before") if "not_before" in table else None
        table.known("not_before", "a time such as 12:00:00, in place of hours")
        rest = DAY if until else seconds_of(table, "hours", HOUR)
        duty = kinds_of(table, "duty", SPAN_KINDS, AT_WORK)
        begins, ends = clock_hours_of(table, "tour_begins"), clock_hours_of(table, "tour_ends")
        other = read_other_employer(table, duty)
        return cls(terms, rest, duty, begins, ends, until, other)

    def reach(self, question: Question) -> Reach:
        start, end = question.position.span
        window = (start - self.rest, end)
        return Reach(window, window if DETAIL in self.duty else None)

    def against(self, question: Question) -> Check:
        start, calendar = question.position.starts_at, question.calendar
        meant = tour_test(self.duty, self.begins, self.ends, calendar)
        tired = start - self.rest
        seen = rows_of(question.position, other_employer=self.other_employer)

        def check(officer: OfficerFacts) -> Sequence[Reason]:
            last, found = tired, WITHIN
            for _, begin, finish, kind in seen(officer):
                if begin >= start:
                    break
                if last < finish <= start and meant(begin, finish, kind):
                    free, rest = start - finish, self._rest_after(finish, calendar)
                    if free < rest:
                        found = (Reason(self, free, rest, (begin, finish), kind),)
                    last = finish
            return found

        return check

    def _rest_after(self, finish: int, calendar: Calendar) -> int:
        """Seconds of rest after a tour that ended then."""
        if self.not_before is None:
            return self.rest
        low, high = clock_window(
            calendar.local_date(finish), self.not_before, self.not_before, calendar
        )
        return (low if low >= finish else high) - finish

    def measured(self, question: Question) -> Check:
        """As the check, but the last tour before, whenever it ended."""
        start, calendar = question.position.starts_at, question.calendar
        meant = tour_test(self.duty, self.begins, self.ends, calendar)
        seen = rows_of(question.position, other_employer=self.other_employer)

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            before = [row for row in seen(officer) if row[2] <= start and meant(*row[1:])]
            if not before:
                return WITHIN
            _, begin, finish, kind = max(before, key=lambda row: row[2])
            free, rest = start - finish, self._rest_after(finish, calendar)
            until = moment_iso(finish + rest, question.calendar)
            return (Reason(self, free, rest, (begin, finish), kind, free < rest, until),)

        return measure

    def rests(self, work: Sequence[Stretch], calendar: Calendar) -> Iterator[Span]:
        """The time after each tour in which no detail begins."""
        meant = tour_test(self.duty, self.begins, self.ends, calendar)
        for _, begin, finish, kind in without_jobs(work) if self.other_employer else work:
            if meant(begin, finish, kind):
                yield finish, finish + self._rest_after(finish, calendar)

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        assert reason.window is not None
        tour = f"{kind_name(reason.about)} {stretch(reason.window, calendar)}"
        return f"{hours(reason.figure)} of {hours(reason.limit)} h after {tour}"
