"""Most hours in a window of time: calendar windows, periods, or any window of so many hours."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from coordinator.rules.clauses.clause import WITHIN, Check, Clause, Reach, Reason, Terms
from coordinator.rules.clauses.counting import Factors, counted, read_by_start, read_factors
from coordinator.rules.clauses.leave_days import CapTerms, off_free_time, read_cap_terms
from coordinator.rules.clauses.plain_caps import calendar_check, rolling_check
from coordinator.rules.clauses.reading import seconds_of
from coordinator.rules.clauses.rolling_hours import rolling
from coordinator.rules.clauses.selection import Selection, read_selection
from coordinator.rules.clauses.windows import Window, WindowRule, read_window
from coordinator.rules.clauses.wording import hours, kind_name, window
from coordinator.rules.documents import Table
from coordinator.rules.facts import DETAIL, OfficerFacts, Question, SpanFacts
from coordinator.rules.spans import DAY, HOUR, Calendar, Span, without

PLAIN = CapTerms()
LONG_DAY = DAY + HOUR
"""Seconds: an hour more for the clocks."""

Figure = Callable[..., Reason]


@dataclass(frozen=True, slots=True)
class MaxHours(Clause):
    """At most `hours` of work of the kinds in `counts`, the detail included, in each window.

    `window` is "day", "week" (from `week_starts`), "month" (from the day `month_starts`), "year"
    (from `year_starts`, such as "07-01"), "months" (so many `window_months` together from there:
    quarters; all local calendar, from the clock time `day_starts`), "pay_period" or "roster" (of
    `period_days` days from `period_starts` on, where their dates are not known otherwise),
    "service_year" (from the officer's date of hire and its anniversaries), or "rolling": any
    `window_hours` or `window_days` (of 24 hours) in a row. Only windows that the detail touches are
    looked at. Time counts once, and as it elapsed; work over a boundary counts on each side.

    Of the kinds in `counts`, `only` spans with these traits count, and none that is described by
    `without` (traits: run_by, employer_kinds, job_classes, leave_kinds, exempt, roles, weekdays on
    which it begins, longer_than_hours); the scope is about the position alone. With `paid` the paid
    hours count where they are known, those beyond the clock in full, where the work ends. Without
    `even_uncounted` a position that itself does not count is not concerned. The cap holds
    `when_leave` has been taken in the window, or `unless_leave` has (days, or hours; kinds,
    not_kinds; no_duty: and no tour; within_days: so many before the job), and a cap on days with
    `when_in_row` on the last of so many `days` in a row on each of which work of the kinds in its
    `counts` (all work) starts: "at most 6 hours on a sixth day in a row"; work on local dates with
    leave of the kinds in `not_on_leave_days` ("any": of all) does not count; hours of leave of the
    kinds in `leave_adds` ("any": of all) are added to it, and of other kinds so much of each hour
    as `grows_with` says: "half of the hours on duty" is hours = 0, grows_with = { regular = 0.5 },
    and "overtime comes off the cap" grows_with = { overtime = -1 }. What was left in the window
    before, of the cap as it had grown there, is added too, up to `carries_hours`; what was over it
    there is taken off, up to `owes_hours`. `on` narrows it to windows in which a tour starts
    ("duty_day") or none does ("day_off"). With `by_start` work counts whole in the window in which
    it starts, whatever lies behind its end. `factors` makes hours of a kind count more or less,
    such as { court = 0.5, training = 0 }. With `same_employer`, `same_site`, `same_job` only work
    for the position's own employer, on its site, of its job counts. Jobs that were missed are
    charged where `counts` names the event: no_show, call_off, sick_from_detail; twice with factors
    = { sick_from_detail = 2 }. With `average_days` the hours are those in so many days on average
    over the window. A rolling window leaves out local dates with leave of the kinds in
    `leaves_out_days` ("any": of all; "sick": sick time too), work on them with them, and reaches
    that much further, to twice its length; dates on which the position itself lies stay in. With
    `between` and `and_until` (clock times) only the hours between them count.
    """

    kind: ClassVar[str] = "max_hours"
    title: ClassVar[str] = "cap on hours"
    unit: ClassVar[str] = "hours"
    by_time: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = (
        'window = "week"\nweek_starts = "sunday"\nhours = 64\n'
        'counts = ["detail", "regular", "overtime", "court", "training"]',
        'window = "rolling"\nwindow_hours = 24\nhours = 16',
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
        'window = "week"\nhours = 20\nbetween = 22:00:00\nand_until = 06:00:00',
        'window = "month"\nhours = 12\nonly = { weekdays = ["saturday", "sunday"] }',
        'window = "service_year"\nhours = 1000',
        'window = "year"\nyear_starts = "07-01"\nhours = 960',
        'window = "month"\nmonth_starts = 16\nhours = "66:40"',
        'window = "months"\nwindow_months = 3\nyear_starts = "10-01"\nhours = 240',
        'window = "week"\nhours = 40\nwhen_leave = { hours = 24, kinds = ["vacation"] }',
        'window = "week"\nhours = 24\nnot_on_leave_days = ["vacation"]',
        'window = "week"\nhours = 24\ngrows_with = { overtime = -1 }\nowes_hours = 5',
        'window = "day"\nhours = 6\nwhen_in_row = { days = 6, counts = ["detail", "regular"] }',
        'window = "rolling"\nwindow_days = 119\nhours = 48\naverage_days = 7\n'
        'leaves_out_days = ["vacation", "sick"]',
    )

    most: int
    """Seconds."""
    rule: WindowRule
    selection: Selection
    even_uncounted: bool
    cap: CapTerms
    factors: Factors
    by_start: bool
    average: int = 0
    """Seconds: `most` is what there may be in so much time on average; 0: in the window."""

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        return cls(
            terms,
            seconds_of(table, "hours", HOUR),
            read_window(table, None, Window.SERVICE_YEAR),
            read_selection(table, (DETAIL,), paid=True, beside=True),
            table.flag("even_uncounted"),
            read_cap_terms(table),
            read_factors(table, "factors"),
            read_by_start(table),
            table.whole("average_days", 0) * DAY,
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
        """Over what time they are added up."""
        return self.rule.window

    @property
    def shared(self) -> bool:
        """Only what a position's kind and time decide may be shared."""
        return self._simple

    @property
    def _simple(self) -> bool:
        plain = self.cap == PLAIN and not self.factors and not self.by_start
        plain = plain and self.window is not Window.SERVICE_YEAR and not self.average
        return plain and self.selection.simple

    def windows(self, question: Question) -> list[Span]:
        """The calendar windows that the position touches, or the one around all rolling ones."""
        return self.rule.spans(question)

    def reach(self, question: Question) -> Reach:
        whole = self.rule.around(question)
        if whole is None:
            return Reach()
        if self.cap.looks_back and (before := self.rule.before(whole, question)):
            whole = before[0], whole[1]
        whole = whole[0] - self.cap.far, whole[1]
        if self.cap.left_out:
            whole = (whole[0] - self.length, whole[1] + self.length)
        if self.by_start:  # what is missed of a tour behind the end, too
            whole = (whole[0], whole[1] + LONG_DAY)
        if self.cap.leave_frees:
            whole = (whole[0] - LONG_DAY, whole[1] + LONG_DAY)
        return Reach(
            duty=whole if self.cap != PLAIN or self.counts - {DETAIL} else None,
            details=whole if DETAIL in self.counts | self.cap.row_kinds else None,
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
    def weightless(self) -> bool:
        """Every hour counts as one against one and the same cap."""
        return self.cap == PLAIN and not self.factors

    def _measure(self, question: Question, *, quick: bool) -> Check | None:
        own, calendar = question.position.own, question.calendar
        selection = self.selection.beside(own, calendar)
        if not (self.even_uncounted or selection.counts(own)):
            return None
        if self.window is Window.ROLLING:
            return self._averaged(rolling(self, question, selection, quick=quick))
        usual = self._with_before(question)

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            spans = self.spans_of(officer, own, calendar)
            if not spans:
                return WITHIN
            windows = usual
            if self.window is Window.SERVICE_YEAR:
                if officer.hired_on is None:
                    return (Reason(self, 0, self.most, None, "no date of hire on record"),)
                years = self.rule.years_of(officer.hired_on, own.span, calendar)
                windows = [(year, None) for year in years]
            figure = self.figures(selection, spans)
            return [
                figure(where, before)
                for where, before in windows
                if self.cap.hold(spans, where, own.span, calendar)
            ]

        return self._averaged(measure)

    def most_in(self, where: Span) -> int:
        """Seconds that the cap allows in a window, before what leave and duty do to it."""
        return self.most * (where[1] - where[0]) // self.average if self.average else self.most

    def _averaged(self, measure: Check) -> Check:
        """The measure with figure and limit as they are on average."""
        if not self.average:
            return measure

        def averaged(officer: OfficerFacts) -> Sequence[Reason]:
            return [each if each.window is None else self._mean(each) for each in measure(officer)]

        return averaged

    def mean(self, seconds: int, length: int) -> int:
        """Seconds of a window of that length as they are on average; as they are without one."""
        return seconds * self.average // length if self.average else seconds

    def _mean(self, reason: Reason) -> Reason:
        low, high = reason.window or (0, 1)
        length = self.length or high - low
        figure, limit = (self.mean(each, length) for each in (reason.figure, reason.limit))
        return reason._replace(figure=figure + (reason.broken and figure == limit), limit=limit)

    def spans_of(
        self, officer: OfficerFacts, own: SpanFacts, calendar: Calendar
    ) -> Sequence[SpanFacts]:
        """His time with the position; nothing where that lies in time that does not count."""
        spans = [*officer.spans, own]
        free = self.cap.free_time(spans, calendar)
        if not free:
            return spans
        counts = self.even_uncounted or without(own.span, free)
        return off_free_time(spans, free) if counts else []

    def _with_before(self, question: Question) -> list[tuple[Span, Span | None]]:
        """Each window, and the one before it where something is carried over from there."""
        rule, carries, start = self.rule, self.cap.looks_back, question.position.starts_at
        return [
            (where, rule.before(where, question) if carries else None)
            for where in self.windows(question)
            if not self.by_start or where[0] <= start < where[1]
        ]

    def figures(self, selection: Selection, spans: Sequence[SpanFacts]) -> Figure:
        """What counts of one officer's spans in a window, against the cap as it is there."""
        time = counted(selection, self.factors, spans, by_start=self.by_start)
        raised = self.cap.raised(spans)

        def figure(where: Span, before: Span | None = None) -> Reason:
            most, found = max(0, self.most_in(where) + raised(where)), time.within(where)
            if before is not None:
                left = max(0, self.most_in(before) + raised(before)) - time.within(before)
                most = max(0, most + self.cap.moved_on(left))
            return Reason(self, found, most, where, "", found > most)

        return figure

    def plain(self) -> str:
        within = self.rule.words() + self.cap.words()
        weighed = [f"{kind_name(kind)} at {percent} %" for kind, percent in self.factors]
        counts = ", ".join([self.selection.words(), *weighed])
        whole = ", each whole where it starts" if self.by_start else ""
        whole += "; also for a position that does not count" if self.even_uncounted else ""
        mean = f" on average in {self.average // DAY} days, over" if self.average else " in"
        return f"At most {hours(self.most)} hours{mean} {within}, counting {counts}{whole}."

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        if reason.window is None:
            return reason.about
        where = window(reason.window, calendar)
        mean = f" in {self.average // DAY} days on average" if self.average else ""
        return f"{hours(reason.figure)} of {hours(reason.limit)} h{mean}, {where}"
