"""Rest between on-duty work and a detail that does not overlap it (`no_detail_on_duty`)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from typing import ClassVar, Self

from coordinator.rules.clauses.clause import WITHIN, Check, Clause, Reach, Reason, Terms
from coordinator.rules.clauses.clock_hours import (
    ClockHours,
    clock_hours_of,
    clock_window,
    tour_test,
    with_whole_tours,
)
from coordinator.rules.clauses.others import duty_of, read_other_employer, rows_of, without_jobs
from coordinator.rules.clauses.reading import seconds_of
from coordinator.rules.clauses.shorter_rest import Shorter, read_shorter
from coordinator.rules.clauses.wording import hours, kind_name, moment_iso, stretch
from coordinator.rules.documents import Table
from coordinator.rules.facts import DETAIL, OfficerFacts, Question, Stretch
from coordinator.rules.spans import DAY, HOUR, Calendar, Span
from coordinator.rules.words import DutyKind

AT_WORK = (DutyKind.REGULAR, DutyKind.OVERTIME, DutyKind.COURT, DutyKind.TRAINING)
"""The on-duty kinds that tire; leave and sick time do not."""


@dataclass(frozen=True, slots=True)
class RestBeforeDuty(Clause):
    """At least `hours` between the end of a detail and the start of on-duty work of these kinds.

    Kinds of work are named by `duty`. Details shorter than `job_hours` need no rest. `tour_begins`
    and `tour_ends` narrow it to tours that begin or end within these hours of the clock (`until`
    not included). With `other_employer` jobs for the position's own employer do not matter. With
    `shorter` a rest of its `hours` is enough, at most so many `times` in any so many `days`: rests
    under `hours` between any work of these kinds or details count, those around the position too.
    With `touching_allowed` no time at all between them is allowed too: a detail that is attached
    to a tour makes one shift with it.
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
        "hours = 11\nshorter = { hours = 9, times = 2, days = 7 }",
        "hours = 10\ntouching_allowed = true",
    )

    rest: int
    """Seconds."""
    duty: frozenset[str]
    job: int = 0
    """Seconds: shorter jobs need no rest."""
    begins: ClockHours | None = None
    ends: ClockHours | None = None
    other_employer: bool = False
    shorter: Shorter | None = None
    touching_allowed: bool = False

    @property
    def shared(self) -> bool:
        return not self.other_employer

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        rest = seconds_of(table, "hours", HOUR)
        duty = duty_of(table, AT_WORK)
        job = seconds_of(table, "job_hours", HOUR, 0)
        begins, ends = clock_hours_of(table, "tour_begins"), clock_hours_of(table, "tour_ends")
        other = read_other_employer(table, duty)
        shorter = read_shorter(table, rest)
        touching = table.flag("touching_allowed")
        return cls(terms, rest, duty, job, begins, ends, other, shorter, touching)

    def reach(self, question: Question) -> Reach:
        start, end = question.position.span
        window = with_whole_tours((start, end + self.rest), self.begins, self.ends)
        if self.shorter is not None:
            return _wider(window, self.rest + self.shorter.within)
        return Reach(window, window if DETAIL in self.duty else None)

    def against(self, question: Question) -> Check | None:
        end = question.position.ends_at
        if end - question.position.starts_at < self.job:
            return None
        rested, rest = end + self.rest, self.rest
        meant = tour_test(self.duty, self.begins, self.ends, question.calendar)
        seen = rows_of(question.position, self.duty, other_employer=self.other_employer)
        span = question.position.span

        def check(officer: OfficerFacts) -> Sequence[Reason]:
            for _, begin, finish, kind in seen(officer):
                if begin >= rested:
                    break
                if begin >= end and meant(begin, finish, kind):
                    least = _least(self, seen(officer), begin - end, rest, span)
                    if begin - end >= least or _attached(self, begin - end):
                        return WITHIN
                    return (Reason(self, begin - end, least, (begin, finish), kind),)
            return WITHIN

        return check

    def measured(self, question: Question) -> Check | None:
        """As the check, but the next tour whenever it starts."""
        end, rest = question.position.ends_at, self.rest
        if end - question.position.starts_at < self.job:
            return None
        meant = tour_test(self.duty, self.begins, self.ends, question.calendar)
        seen = rows_of(question.position, self.duty, other_employer=self.other_employer)

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            for _, begin, finish, kind in seen(officer):
                if begin >= end and meant(begin, finish, kind):
                    free = begin - end
                    least = _least(self, seen(officer), free, rest, question.position.span)
                    short = free < least and not _attached(self, free)
                    return (Reason(self, free, least, (begin, finish), kind, short),)
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
        used = _used_up(self.shorter, reason)
        return f"{hours(reason.figure)} of {hours(reason.limit)} h before {tour}{used}"


@dataclass(frozen=True, slots=True)
class RestAfterDuty(Clause):
    """At least `hours` between the end of on-duty work of these kinds and the start of a detail.

    Kinds of work are named by `duty`; "detail" and "outside_work" may be among them. `tour_begins`
    and `tour_ends` narrow it to tours that begin or end within these hours of the clock (`until`
    not included). With `not_before`, a clock time, the rest lasts until then: a tour that ended at
    02:00 and not before noon are 10 hours, without `hours`. With `other_employer` jobs for the
    position's own employer do not matter. With `shorter` a rest of its `hours` is enough, at most
    so many `times` in any so many `days`: rests under `hours` between any work of these kinds or
    details count, those around the position too. With `touching_allowed` no time at all between
    them is allowed too: a detail that is attached to a tour makes one shift with it.
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
        "hours = 11\nshorter = { hours = 9, times = 2, days = 7 }",
        "hours = 10\ntouching_allowed = true",
    )

    rest: int
    """Seconds; a whole day where a clock time ends it."""
    duty: frozenset[str]
    begins: ClockHours | None = None
    ends: ClockHours | None = None
    not_before: time | None = None
    other_employer: bool = False
    shorter: Shorter | None = None
    touching_allowed: bool = False

    @property
    def shared(self) -> bool:
        return not self.other_employer

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        until = table.clock("not_before") if "not_before" in table else None
        table.known("not_before", "a time such as 12:00:00, in place of hours")
        rest = DAY if until else seconds_of(table, "hours", HOUR)
        duty = duty_of(table, AT_WORK)
        begins, ends = clock_hours_of(table, "tour_begins"), clock_hours_of(table, "tour_ends")
        other = read_other_employer(table, duty)
        shorter = read_shorter(table, rest)
        if shorter is not None and until is not None:
            table.wrong("shorter", "cannot stand beside not_before.", "Write hours instead.")
        touching = table.flag("touching_allowed")
        return cls(terms, rest, duty, begins, ends, until, other, shorter, touching)

    def reach(self, question: Question) -> Reach:
        start, end = question.position.span
        window = with_whole_tours((start - self.rest, end), self.begins, self.ends)
        if self.shorter is not None:
            return _wider(window, self.rest + self.shorter.within)
        return Reach(window, window if DETAIL in self.duty else None)

    def against(self, question: Question) -> Check:
        start, calendar = question.position.starts_at, question.calendar
        meant = tour_test(self.duty, self.begins, self.ends, calendar)
        tired = start - self.rest
        seen = rows_of(question.position, self.duty, other_employer=self.other_employer)

        def check(officer: OfficerFacts) -> Sequence[Reason]:
            last, found = tired, WITHIN
            for _, begin, finish, kind in seen(officer):
                if begin >= start:
                    break
                if last < finish <= start and meant(begin, finish, kind):
                    free, rest = start - finish, self._rest_after(finish, calendar)
                    found = WITHIN
                    if free < rest and not _attached(self, free):
                        least = _least(self, seen(officer), free, rest, question.position.span)
                        if free < least:
                            found = (Reason(self, free, least, (begin, finish), kind),)
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
        seen = rows_of(question.position, self.duty, other_employer=self.other_employer)

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            before = [row for row in seen(officer) if row[2] <= start and meant(*row[1:])]
            if not before:
                return WITHIN
            _, begin, finish, kind = max(before, key=lambda row: row[2])
            free, rest = start - finish, self._rest_after(finish, calendar)
            least = _least(self, seen(officer), free, rest, question.position.span)
            attached = _attached(self, free)
            short = free < least and not attached
            until = "" if attached else moment_iso(finish + least, question.calendar)
            return (Reason(self, free, least, (begin, finish), kind, short, until),)

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
        used = _used_up(self.shorter, reason)
        return f"{hours(reason.figure)} of {hours(reason.limit)} h after {tour}{used}"


def _wider(window: Span, by: int) -> Reach:
    """The time in which shorter rests are counted."""
    around = window[0] - by, window[1] + by
    return Reach(around, around)


def _attached(clause: RestBeforeDuty | RestAfterDuty, free: int) -> bool:
    """Whether the detail makes one shift with the tour that it touches."""
    return clause.touching_allowed and free == 0


def _least(
    clause: RestBeforeDuty | RestAfterDuty, work: Sequence[Stretch], free: int, rest: int, own: Span
) -> int:
    """Seconds of rest that are needed: fewer where a shorter one is still allowed."""
    shorter = clause.shorter
    if shorter is None or free >= rest:
        return rest
    return shorter.rest if shorter.excuses(work, clause.duty, own, rest) else rest


def _used_up(shorter: Shorter | None, reason: Reason) -> str:
    more = shorter is not None and reason.broken and reason.figure >= shorter.rest
    return ", shorter rests are used up" if more else ""
