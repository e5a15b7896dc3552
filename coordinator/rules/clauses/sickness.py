"""After sickness, and how much sick time there may have been in the year."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar, Self

from coordinator.rules.clauses.clause import WITHIN, Check, Measured, Reach, Reason, Terms
from coordinator.rules.clauses.leave_taken import is_of_kinds
from coordinator.rules.clauses.reading import kinds_of, seconds_of
from coordinator.rules.clauses.wording import hours, kind_name, moment, moment_iso, window
from coordinator.rules.documents import Table
from coordinator.rules.facts import SPAN_KINDS, OfficerFacts, Question, SpanFacts
from coordinator.rules.spans import DAY, HOUR, Calendar, Span, covered
from coordinator.rules.words import DutyKind
from coordinator.rules.worked_tours import TOUR, scheduled

COMPLETED, STARTED = "completed", "started"
TOURS, OCCASIONS = "tours", "occasions"
"""What `times` counts: each missed tour, or all between which none was worked as one."""

LOOK_BACK = 62 * DAY
"""Seconds. A tour that was missed longer ago is not looked for."""


@dataclass(frozen=True, slots=True)
class AfterSickness(Measured):
    """Nothing after a tour was missed (`missed`) until `tours` tours have been worked again or
    `hours` have passed, whichever comes first.

    With one of the two only that one counts. Hours run from the missed start, or with
    `from_missed = "end"` from the end of the missed tour; a tour counts when it is `completed` or
    `started` (`tour`). Missed tours of a leave kind in `not_kinds` do not matter. With `times` it
    holds only from so many missed tours within `times_days` on, the last one included; with
    `times_of = "occasions"` from so many occasions on: missed tours without a tour worked between
    them, of the kinds in `duty`, are one occasion, so a flu of three days is one.
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
        'hours = 72\ntimes = 3\ntimes_days = 90\ntimes_of = "occasions"',
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
    times_of: str = TOURS

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
            table.choice("times_of", (TOURS, OCCASIONS), TOURS),
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
                and not is_of_kinds(span, self.not_kinds)
                and span.start < end
            ]
            if not missed:
                return WITHIN
            last = max(missed, key=lambda span: span.start)
            if self._times(missed, last, spans) < self.times:
                return WITHIN
            tours = self._tours(last, officer)
            found = self._since(last, tours, start)
            until = self._until(last, tours)
            if until is None or not found.broken:
                return (found,)
            return (found._replace(barred_until=moment_iso(until, question.calendar)),)

        return measure

    def _times(
        self, missed: Sequence[SpanFacts], last: SpanFacts, spans: Sequence[SpanFacts]
    ) -> int:
        """How many missed tours, or occasions of missing some, there were up to the last."""
        starts = sorted(s.start for s in missed if last.start - s.start <= self.times_within)
        if self.times_of == TOURS:
            return len(starts)
        back = [span.start for span in spans if span.kind in self.duty]
        worked = (
            any(one <= tour < other for tour in back if tour not in starts)
            for one, other in pairwise(starts)
        )
        return 1 + sum(worked)

    def _since(self, missed: SpanFacts, tours: Sequence[int], start: int) -> Reason:
        since = missed.start if self.from_missed == "start" else missed.end
        passed = max(0, start - since)
        waited = self.wait is not None and passed >= self.wait
        done = sum(each <= start for each in tours)
        worked = self.tours is not None and done >= self.tours
        about = "" if self.wait is not None else f"{done} tours"
        where = missed.span
        return Reason(self, passed, self.wait or 0, where, about, not (waited or worked))

    def _until(self, missed: SpanFacts, tours: Sequence[int]) -> int | None:
        """When it is over: so far as the tours are known, whichever comes first."""
        since = missed.start if self.from_missed == "start" else missed.end
        ends = [] if self.wait is None else [since + self.wait]
        if self.tours is not None:
            ends += tours[self.tours - 1 : self.tours]
        return min(ends, default=None)

    def _tours(self, missed: SpanFacts, officer: OfficerFacts) -> list[int]:
        """When each tour from the missed one on was completed, or started, in order of time."""
        return sorted(
            span.end if self.tour == COMPLETED else span.start
            for span in officer.spans
            if span.kind in self.duty
            and span.start >= missed.start
            and self._counts(span, officer.tours_missed)
        )

    def _counts(self, tour: SpanFacts, tours_missed: Sequence[Span]) -> bool:
        """Whether it is worked as scheduled: what is left of a tour is none that is completed, and
        one that is not worked from its start is none that is started."""
        whole = scheduled(tours_missed, tour.span) if tour.kind == TOUR else None
        return whole is None or (self.tour == STARTED and whole[0] == tour.start)

    def _tour_words(self) -> str:
        tours = "1 tour is" if self.tours == 1 else f"{self.tours} tours are"
        return f"{tours} {self.tour} ({_named(self.duty)})"

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        assert reason.window is not None
        tour = f"the tour missed {moment(reason.window[0], calendar)}"
        if reason.about:
            needed = "1 tour" if self.tours == 1 else f"{self.tours} tours"
            return f"{reason.about.split()[0]} of {needed} {self.tour} since {tour}"
        return f"{hours(reason.figure)} of {hours(reason.limit)} h since {tour}"

    def plain(self) -> str:
        waits = [
            f"{hours(self.wait)} hours have passed" if self.wait is not None else "",
            self._tour_words() if self.tours is not None else "",
        ]
        why = f"for {_named(self.missed)}"
        why += f", but not {_named(self.not_kinds)}," if self.not_kinds else ""
        missed = f"a tour missed {why}"
        if self.times > 1:
            days = self.times_within // DAY
            missed = f"the {self.times}. tour missed {why} in {days} days"
            if self.times_of == OCCASIONS:
                missed = f"the {self.times}. occasion of missing tours {why} in {days} days"
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
        kinds = _named(self.kinds)
        return f"At most {hours(self.most)} hours of {kinds} time in the calendar year."


def _named(kinds: frozenset[str]) -> str:
    return " or ".join(sorted(map(kind_name, kinds)))
