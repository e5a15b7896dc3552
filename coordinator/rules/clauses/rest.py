"""Rest between on-duty work and a detail that does not overlap it (`no_detail_on_duty`)."""

from collections.abc import Sequence
from dataclasses import dataclass
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
from coordinator.rules.clauses.wording import hours, kind_name, moment_iso, stretch
from coordinator.rules.documents import Table
from coordinator.rules.facts import DETAIL, SPAN_KINDS, OfficerFacts, Question
from coordinator.rules.spans import HOUR, Calendar
from coordinator.rules.words import DutyKind

AT_WORK = (DutyKind.REGULAR, DutyKind.OVERTIME, DutyKind.COURT, DutyKind.TRAINING)
"""The on-duty kinds that tire; leave and sick time do not."""


@dataclass(frozen=True, slots=True)
class RestBeforeDuty(Clause):
    """At least `hours` between the end of a detail and the start of on-duty work of these kinds.

    Kinds of work are named by `duty`. Details shorter than `job_hours` need no rest.
    """

    kind: ClassVar[str] = "rest_before_duty"
    title: ClassVar[str] = "rest before duty"
    unit: ClassVar[str] = "hours"
    quantity: ClassVar[str] = "rest_before_duty"
    at_least: ClassVar[bool] = True
    by_time: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = ('hours = 8\nduty = ["regular"]',)

    rest: int
    """Seconds."""
    duty: frozenset[str]
    job: int = 0
    """Seconds: shorter jobs need no rest."""

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        rest = seconds_of(table, "hours", HOUR)
        duty = kinds_of(table, "duty", SPAN_KINDS, AT_WORK)
        return cls(terms, rest, duty, seconds_of(table, "job_hours", HOUR, 0))

    def reach(self, question: Question) -> Reach:
        start, end = question.position.span
        window = (start, end + self.rest)
        return Reach(window, window if DETAIL in self.duty else None)

    def against(self, question: Question) -> Check | None:
        end = question.position.ends_at
        if end - question.position.starts_at < self.job:
            return None
        rested, rest, duty = end + self.rest, self.rest, self.duty

        def check(officer: OfficerFacts) -> Sequence[Reason]:
            for _, begin, finish, kind in officer.work:
                if begin >= rested:
                    break
                if begin >= end and kind in duty:
                    return (Reason(self, begin - end, rest, (begin, finish), kind),)
            return WITHIN

        return check

    def measured(self, question: Question) -> Check | None:
        """As the check, but the next tour whenever it starts."""
        end, rest = question.position.ends_at, self.rest
        if end - question.position.starts_at < self.job:
            return None

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            for _, begin, finish, kind in officer.work:
                if begin >= end and kind in self.duty:
                    free = begin - end
                    return (Reason(self, free, rest, (begin, finish), kind, free < rest),)
            return WITHIN

        return measure

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        assert reason.window is not None
        tour = f"{kind_name(reason.about)} {stretch(reason.window, calendar)}"
        return f"{hours(reason.figure)} of {hours(reason.limit)} h before {tour}"


@dataclass(frozen=True, slots=True)
class RestAfterDuty(Clause):
    """At least `hours` between the end of on-duty work of these kinds and the start of a detail.

    Kinds of work are named by `duty`; "detail" and "outside_work" may be among them.
    """

    kind: ClassVar[str] = "rest_after_duty"
    title: ClassVar[str] = "rest after duty"
    unit: ClassVar[str] = "hours"
    quantity: ClassVar[str] = "rest_between"
    at_least: ClassVar[bool] = True
    by_time: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = ('hours = 8\nduty = ["regular", "detail"]',)

    rest: int
    """Seconds."""
    duty: frozenset[str]

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        rest = seconds_of(table, "hours", HOUR)
        return cls(terms, rest, kinds_of(table, "duty", SPAN_KINDS, AT_WORK))

    def reach(self, question: Question) -> Reach:
        start, end = question.position.span
        window = (start - self.rest, end)
        return Reach(window, window if DETAIL in self.duty else None)

    def against(self, question: Question) -> Check:
        start = question.position.starts_at
        tired, rest, duty = start - self.rest, self.rest, self.duty

        def check(officer: OfficerFacts) -> Sequence[Reason]:
            last, found = tired, WITHIN
            for _, begin, finish, kind in officer.work:
                if begin >= start:
                    break
                if last < finish <= start and kind in duty:
                    found = (Reason(self, start - finish, rest, (begin, finish), kind),)
                    last = finish
            return found

        return check

    def measured(self, question: Question) -> Check:
        """As the check, but the last tour before, whenever it ended."""
        start, rest = question.position.starts_at, self.rest

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            before = [row for row in officer.work if row[2] <= start and row[3] in self.duty]
            if not before:
                return WITHIN
            _, begin, finish, kind = max(before, key=lambda row: row[2])
            free = start - finish
            until = moment_iso(finish + rest, question.calendar)
            return (Reason(self, free, rest, (begin, finish), kind, free < rest, until),)

        return measure

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        assert reason.window is not None
        tour = f"{kind_name(reason.about)} {stretch(reason.window, calendar)}"
        return f"{hours(reason.figure)} of {hours(reason.limit)} h after {tour}"
