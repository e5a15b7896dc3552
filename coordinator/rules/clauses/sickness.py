"""After sickness, and how much sick time there may have been in the year."""

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
from coordinator.rules.clauses.wording import hours, moment, moment_iso, window
from coordinator.rules.documents import Table
from coordinator.rules.facts import SPAN_KINDS, OfficerFacts, Question, SpanFacts
from coordinator.rules.spans import DAY, HOUR, Calendar, covered
from coordinator.rules.words import DutyKind

COMPLETED, STARTED = "completed", "started"
LOOK_BACK = 62 * DAY
"""Seconds. A tour that was missed longer ago is not looked for."""


@dataclass(frozen=True, slots=True)
class AfterSickness(Measured):
    """Nothing after a tour was missed (`missed`) until `tours` tours have been worked again or
    `hours` have passed, whichever comes first.

    With one of the two only that one counts. Hours run from the missed start, or with
    `from_missed = "end"` from the end of the missed tour; a tour counts when it is `completed` or
    `started` (`tour`). Missed tours of a leave kind in `not_kinds` do not matter. With `times` it
    holds only from so many missed tours within `times_days` on, the last one included.
    """

    kind: ClassVar[str] = "after_sickness"
    title: ClassVar[str] = "after sickness"
    unit: ClassVar[str] = "hours"
    quantity: ClassVar[str] = "since_missed_reporting"
    at_least: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = (
        'hours = 24\ntours = 1\ntour = "completed"\nduty = ["regular"]\nmissed = ["sick"]\n'
        'from_missed = "start"\nnot_kinds = ["appointment"]',
        'hours = 48\nfrom_missed = "end"\ntimes = 2\ntimes_days = 30',
    )

    wait: int | None
    """Seconds."""
    tours: int | None
    tour: str
    from_missed: str
    duty: frozenset[str]
    missed: frozenset[str]
    not_kinds: frozenset[str]
    times: int
    times_within: int
    """Seconds."""

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        for key in ("hours", "tours"):
            table.known(key)
        if "hours" not in table and "tours" not in table:
            table.wrong("hours", "is missing, and so is tours.", "Add one of them, or both.")
        return cls(
            terms,
            seconds_of(table, "hours", HOUR) if "hours" in table else None,
            table.whole("tours", least=1) if "tours" in table else None,
            table.choice("tour", (COMPLETED, STARTED), COMPLETED),
            table.choice("from_missed", ("start", "end"), "start"),
            kinds_of(table, "duty", SPAN_KINDS, (DutyKind.REGULAR,)),
            kinds_of(table, "missed", SPAN_KINDS, (DutyKind.SICK,)),
            frozenset(table.texts("not_kinds", ())),
            table.whole("times", 1, least=1),
            table.whole("times_days", 30, least=1) * DAY,
        )

    @property
    def names_leave(self) -> bool:
        return bool(self.not_kinds)

    def reach(self, question: Question) -> Reach:
        start, end = question.position.span
        back = LOOK_BACK + (self.times_within if self.times > 1 else 0)
        return Reach(duty=(start - back, end))

    def measured(self, question: Question) -> Check:
        start, end = question.position.span

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            spans = officer.spans
            missed = [
                span
                for span in spans
                if span.kind in self.missed
                and span.leave_kind not in self.not_kinds
                and span.start < end
            ]
            if not missed:
                return WITHIN
            last = max(missed, key=lambda span: span.start)
            if sum(last.start - span.start <= self.times_within for span in missed) < self.times:
                return WITHIN
            found = self._since(last, spans, start)
            until = self._until(last, spans)
            if until is None or not found.broken:
                return (found,)
            return (found._replace(barred_until=moment_iso(until, question.calendar)),)

        return measure

    def _since(self, missed: SpanFacts, spans: Sequence[SpanFacts], start: int) -> Reason:
        since = missed.start if self.from_missed == "start" else missed.end
        passed = max(0, start - since)
        waited = self.wait is not None and passed >= self.wait
        worked = self.tours is not None and self._tours(missed, spans, start) >= self.tours
        about = "" if self.wait is not None else "tours"
        where = missed.span
        return Reason(self, passed, self.wait or 0, where, about, not (waited or worked))

    def _until(self, missed: SpanFacts, spans: Sequence[SpanFacts]) -> int | None:
        """When it is over: so far as the tours are known, whichever comes first."""
        since = missed.start if self.from_missed == "start" else missed.end
        ends = [] if self.wait is None else [since + self.wait]
        if self.tours is not None:
            tours = sorted(
                span.end if self.tour == COMPLETED else span.start
                for span in spans
                if span.kind in self.duty and span.start >= missed.start
            )
            ends += tours[self.tours - 1 : self.tours]
        return min(ends, default=None)

    def _tours(self, missed: SpanFacts, spans: Sequence[SpanFacts], start: int) -> int:
        count = 0
        for span in spans:
            if span.kind in self.duty and span.start >= missed.start:
                done = span.end if self.tour == COMPLETED else span.start
                count += done <= start
        return count

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        assert reason.window is not None
        tour = f"the tour missed {moment(reason.window[0], calendar)}"
        if reason.about == "tours":
            return f"not {self.tours} tour worked since {tour}"
        return f"{hours(reason.figure)} of {hours(reason.limit)} h since {tour}"

    def plain(self) -> str:
        waits = [
            f"{hours(self.wait)} hours have passed" if self.wait is not None else "",
            f"{self.tours} tour is {self.tour}" if self.tours is not None else "",
        ]
        missed = "a missed tour"
        if self.times > 1:
            missed = f"the {self.times}. missed tour in {self.times_within // DAY} days"
        since = " since its end" if self.wait is not None and self.from_missed == "end" else ""
        return f"Nothing after {missed} until {' or '.join(filter(None, waits))}{since}."


@dataclass(frozen=True, slots=True)
class MaxSickHours(Measured):
    """At most `hours` of sick time in the local calendar year of the position.

    The figure is the one on record for the officer, else that of his sick spans.
    """

    kind: ClassVar[str] = "max_sick_hours"
    title: ClassVar[str] = "sick time in the year"
    unit: ClassVar[str] = "hours"
    quantity: ClassVar[str] = "sick_hours_in_year"
    examples: ClassVar[tuple[str, ...]] = ('hours = 100\nkinds = ["sick"]',)

    most: int
    """Seconds."""
    kinds: frozenset[str]

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        most = seconds_of(table, "hours", HOUR)
        return cls(terms, most, kinds_of(table, "kinds", SPAN_KINDS, (DutyKind.SICK,)))

    def reach(self, question: Question) -> Reach:
        return Reach(duty=question.calendar.year(question.position.starts_at))

    def measured(self, question: Question) -> Check:
        year = question.calendar.year(question.position.starts_at)

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            figure = officer.sick_seconds
            if figure is None:
                sick = [(start, end) for _, start, end, kind in officer.work if kind in self.kinds]
                figure = covered(sick, year)
            return (Reason(self, figure, self.most, year, "", figure > self.most),)

        return measure

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        assert reason.window is not None
        where = window(reason.window, calendar)
        return f"{hours(reason.figure)} of {hours(reason.limit)} h sick, {where}"

    def plain(self) -> str:
        return f"At most {hours(self.most)} hours of sick time in the calendar year."
