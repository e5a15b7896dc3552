"""Most hours in a window of time: calendar windows, periods, or any window of so many hours."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from coordinator.rules.clauses.clause import (
    WITHIN,
    Check,
    Clause,
    Reach,
    Reason,
    Terms,
    seconds_of,
)
from coordinator.rules.clauses.counting import (
    Factors,
    counted,
    read_by_start,
    read_factors,
    sliding,
)
from coordinator.rules.clauses.leave_days import CapTerms, off_free_days, read_cap_terms, without
from coordinator.rules.clauses.plain_caps import calendar_check, rolling_check
from coordinator.rules.clauses.selection import Selection, read_selection
from coordinator.rules.clauses.windows import Window, WindowRule, read_window
from coordinator.rules.clauses.wording import hours, kind_name, window
from coordinator.rules.documents import Table
from coordinator.rules.facts import DETAIL, OfficerFacts, Question, SpanFacts
from coordinator.rules.spans import (
    DAY,
    HOUR,
    Calendar,
    Span,
    busiest,
    disjoint,
    union,
)

PLAIN = CapTerms()
LONG_DAY = DAY + HOUR
LONG_YEAR = 366 * DAY + HOUR
"""Seconds: an hour more for the clocks."""

Figure = Callable[..., Reason]


@dataclass(frozen=True, slots=True)
class MaxHours(Clause):
    """At most `hours` of work of the kinds in `counts`, the detail included, in each window.

    `window` is "day", "week" (from `week_starts`), "month", "year" (all local calendar, from
    the clock time `day_starts`), "pay_period" or "roster" (of `period_days` days from
    `period_starts` on, where their dates are not known otherwise), "service_year" (from the
    officer's date of hire and its anniversaries), or "rolling": any `window_hours` or
    `window_days` (of 24 hours) in a row. Only windows that the detail touches are looked at.
    Time counts once, also where two spans overlap, and as it elapsed; work over a boundary
    counts on each side with its own hours.

    Of the kinds in `counts`, `only` spans with these traits count, and none that is described
    by `without` (traits: run_by, employer_kinds, job_classes, leave_kinds, exempt). With `paid`
    the paid hours count where they are known. Without `even_uncounted` a position that itself
    does not count is not concerned. The cap holds `when_leave` has been taken in the window, or
    `unless_leave` has (days, or hours; kinds, not_kinds; no_duty: and no tour); work on local
    dates with leave of the kinds in `not_on_leave_days` ("any": of all) does not count; hours
    of leave of the kinds in `leave_adds` ("any": of all) are added to it, and of other kinds so
    much of each hour as `grows_with` says: "half of the hours on duty" is hours = 0, grows_with
    = { regular = 0.5 }. What was left in the window before, of the cap as it had grown there, is
    added too, up to `carries_hours`. `on` narrows it to windows in which a tour starts
    ("duty_day") or none does ("day_off"). With `by_start` work counts whole in the window in
    which it starts, whatever lies behind its end. `factors` makes hours of a kind
    count more or less, such as { court = 0.5, training = 0 }. With
    `same_employer` only work for the position's own employer counts. Jobs that were missed are
    charged where `counts` names the event: no_show, call_off, sick_from_detail; twice with
    factors = { sick_from_detail = 2 }.
    """

    kind: ClassVar[str] = "max_hours"
    title: ClassVar[str] = "cap on hours"
    unit: ClassVar[str] = "hours"
    by_time: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = (
        'window = "week"\nweek_starts = "sunday"\nhours = 64\n'
        'counts = ["detail", "regular", "overtime", "court", "training"]',
        'window = "rolling"\nwindow_hours = 24\nhours = 16',
        'window = "rolling"\nwindow_days = 7\nhours = 60',
        'window = "pay_period"\nperiod_starts = 2026-01-04\nperiod_days = 14\nhours = 40',
        'window = "week"\nhours = 20\ncounts = ["outside_work"]\nonly = { run_by = ["outside"] }\n'
        "without = { exempt = true }\n"
        'unless_leave = { days = 5, not_kinds = ["medical"] }',
        'window = "day"\nday_starts = 06:00:00\nhours = 16\nwhen_leave = { days = 1 }',
        'window = "day"\nhours = 4\non = "duty_day"\nfactors = { court = 0.5 }\n'
        'leave_adds = ["vacation"]',
        'window = "pay_period"\nhours = 0\ncounts = ["detail", "outside_work"]\n'
        "grows_with = { regular = 0.5 }\ncarries_hours = 8",
        'window = "week"\nhours = 20\nsame_employer = true',
        'window = "day"\nhours = 16\nby_start = true',
        'window = "service_year"\nhours = 1000',
        'window = "week"\nhours = 40\nwhen_leave = { hours = 24, kinds = ["vacation"] }',
        'window = "week"\nhours = 24\nnot_on_leave_days = ["vacation"]',
    )

    most: int
    """Seconds."""
    rule: WindowRule
    selection: Selection
    even_uncounted: bool
    cap: CapTerms
    factors: Factors
    by_start: bool

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        return cls(
            terms,
            seconds_of(table, "hours", HOUR),
            read_window(table, of_officers=True),
            read_selection(table, (DETAIL,), paid=True, per_employer=True),
            table.flag("even_uncounted"),
            read_cap_terms(table),
            read_factors(table, "factors"),
            read_by_start(table),
        )

    @property
    def counts(self) -> frozenset[str]:
        """The kinds of span that count."""
        return self.selection.kinds

    @property
    def length(self) -> int:
        """Seconds of a rolling window."""
        return self.rule.length

    @property
    def window(self) -> Window:
        """Over what time hours are added up."""
        return self.rule.window

    @property
    def shared(self) -> bool:
        """Only what a position's kind and time decide may be shared."""
        return self._simple

    @property
    def _simple(self) -> bool:
        plain = self.cap == PLAIN and not self.factors and not self.by_start
        plain = plain and self.window is not Window.SERVICE_YEAR
        return plain and self.selection.simple

    def windows(self, question: Question) -> list[Span]:
        """The calendar windows that the position touches, or the one around all rolling ones."""
        return self.rule.spans(question)

    def reach(self, question: Question) -> Reach:
        windows = self.windows(question)
        if self.window is Window.SERVICE_YEAR:
            start, end = question.position.span
            windows = [(start - LONG_YEAR, end + LONG_YEAR)]
        if not windows:
            return Reach()
        first = (self.cap.carries and self.rule.before(windows[0], question)) or windows[0]
        whole = (first[0], windows[-1][1])
        if self.cap.leave_frees:
            whole = (whole[0] - LONG_DAY, whole[1] + LONG_DAY)
        return Reach(
            duty=whole if self.cap != PLAIN or self.counts - {DETAIL} else None,
            details=whole if DETAIL in self.counts else None,
        )

    def against(self, question: Question) -> Check | None:
        if not self._simple:
            return self._broken_only(question)
        span = question.position.span
        counted = self.selection.counts(question.position.own)
        if not counted and not self.even_uncounted:
            return None
        own = span if counted else (span[0], span[0])
        if self.window is Window.ROLLING:
            return rolling_check(self, self.counts, self.most, self.length, span, own)
        return calendar_check(self, self.counts, self.most, self.windows(question), own)

    def _broken_only(self, question: Question) -> Check | None:
        measure = self._measure(question, quick=True)
        if measure is None:
            return None
        inner = measure
        return lambda officer: [reason for reason in inner(officer) if reason.broken]

    def measured(self, question: Question) -> Check | None:
        return self._measure(question, quick=False)

    @property
    def _weightless(self) -> bool:
        """Every hour counts as one against one and the same cap."""
        return self.cap == PLAIN and not self.factors

    def _measure(self, question: Question, *, quick: bool) -> Check | None:
        own, calendar = question.position.own, question.calendar
        selection = self.selection.beside(own)
        if not (self.even_uncounted or selection.counts(own)):
            return None
        if self.window is Window.ROLLING:
            return self._rolling(question, selection, quick=quick)
        usual = self._with_before(question)

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            spans = self._spans(officer, own, calendar)
            if not spans:
                return WITHIN
            windows = usual
            if self.window is Window.SERVICE_YEAR:
                if officer.hired_on is None:
                    return (Reason(self, 0, self.most, None, "no date of hire on record"),)
                years = self.rule.years_of(officer.hired_on, own.span, calendar)
                windows = [(year, None) for year in years]
            figure = self._figures(selection, spans)
            return [
                figure(where, before)
                for where, before in windows
                if self.cap.hold(spans, where, calendar)
            ]

        return measure

    def _spans(
        self, officer: OfficerFacts, own: SpanFacts, calendar: Calendar
    ) -> Sequence[SpanFacts]:
        """His time with the position; nothing where that lies on days that do not count."""
        spans = [*officer.spans, own]
        free = self.cap.free_days(spans, calendar)
        if not free:
            return spans
        counts = self.even_uncounted or without(own.span, free)
        return off_free_days(spans, free) if counts else []

    def _with_before(self, question: Question) -> list[tuple[Span, Span | None]]:
        """Each window, and the one before it where something is carried over from there."""
        rule, carries, start = self.rule, self.cap.carries, question.position.starts_at
        return [
            (where, rule.before(where, question) if carries else None)
            for where in self.windows(question)
            if not self.by_start or where[0] <= start < where[1]
        ]

    def _figures(self, selection: Selection, spans: Sequence[SpanFacts]) -> Figure:
        """What counts of one officer's spans in a window, against the cap as it is there."""
        time = counted(selection, self.factors, spans, by_start=self.by_start)
        raised = self.cap.raised(spans)

        def figure(where: Span, before: Span | None = None) -> Reason:
            most, found = self.most + raised(where), time.within(where)
            if before is not None:
                left = self.most + raised(before) - time.within(before)
                most += min(self.cap.carries, max(0, left))
            return Reason(self, found, most, where, "", found > most)

        return figure

    def _rolling(self, question: Question, selection: Selection, *, quick: bool) -> Check:
        own, span = question.position.own, question.position.span
        (around,) = self.windows(question)

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            spans = self._spans(officer, own, question.calendar)
            if not spans:
                return WITHIN
            if self._weightless:
                work = union(selection.of(spans), around)
                figure, where = busiest(disjoint(work), self.length, span)
                return (Reason(self, figure, self.most, where, "", figure > self.most),)
            return self._slid(selection, spans, question)

        if not quick or self._weightless:
            return measure

        heaviest = max([100, *(percent for _, percent in self.factors)])

        def check(officer: OfficerFacts) -> Sequence[Reason]:
            # The fullest window as time elapses rules out most officers, and is found sooner.
            work = union(selection.of([*officer.spans, own]), around)
            bound = busiest(disjoint(work), self.length, span)[0] * heaviest
            return measure(officer) if bound > self.most * 100 else WITHIN

        return check

    def _slid(
        self, selection: Selection, spans: Sequence[SpanFacts], question: Question
    ) -> Sequence[Reason]:
        """The window in which the cap is exceeded most, else the one that comes closest."""
        figure, cap = self._figures(selection, spans), self.cap
        edges = {edge for each in spans for edge in (*each.span, selection.time(each)[1])}
        found = [
            figure(where)
            for where in sliding(question.position.span, self.length, edges, whole=cap.conditional)
            if not cap.conditional or cap.hold(spans, where, question.calendar)
        ]
        worst = max(found, key=lambda reason: reason.figure - reason.limit, default=None)
        return WITHIN if worst is None else (worst,)

    def plain(self) -> str:
        within = self.rule.words() + self.cap.words()
        weighed = [f"{kind_name(kind)} at {percent} %" for kind, percent in self.factors]
        counts = ", ".join([self.selection.words(), *weighed])
        whole = ", each whole where it starts" if self.by_start else ""
        return f"At most {hours(self.most)} hours in {within}, counting {counts}{whole}."

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        if reason.window is None:
            return reason.about
        where = window(reason.window, calendar)
        return f"{hours(reason.figure)} of {hours(reason.limit)} h, {where}"
